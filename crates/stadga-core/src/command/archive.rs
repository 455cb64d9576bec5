//! Handing files over to an archive: one person prepares them, and another confirms what the archive has received. Which
//! files may leave is said by the packs; what is written here is completed by the application before it is recorded.

use super::retention::{DECIDES, PROPOSES, here};
use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arkiv::{ArkivAvbrutet, ArkivForberett, ArkivOverlamnat};
use crate::fact::gallring::Gallringspost;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::HandOver;

input! {
    /// Prepare files for an archive.
    pub struct ForberedArkiv {
        /// A case of each person whose file it is.
        akter: Vec<Id> = "Akter som ska lämnas över",
        /// Who receives them.
        arkiv: String = "Arkiv som tar emot",
        /// The receiver's public key.
        nyckel: String = "Arkivets öppna nyckel",
        /// The agreement, in the archive's words.
        overenskommelse: Option<String> = "Leveransöverenskommelse",
    }
}

impl Command for ForberedArkiv {
    const NAME: &'static str = "arkiv.forbered";
    const TITLE: &'static str = "Förbered överlämnande till arkiv";
    const ACCESS: Access = Access::Organisation(PROPOSES);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        if self.akter.is_empty() {
            return Err(Hinder::field("akter", "Välj vilka akter som ska lämnas över").into());
        }
        let sista = ctx.today;
        let named = |id: &Id| Gallringspost { person: *id, arenden: Vec::new(), sista, grund: String::new() };
        let fact = ArkivForberett {
            poster: self.akter.iter().map(named).collect(),
            mottagare: self.arkiv.clone(),
            nyckel: self.nyckel.trim().to_owned(),
            overenskommelse: self.overenskommelse.clone(),
        };
        Ok(vec![here(place, ctx, fact)])
    }
}

input! {
    /// Confirm that the archive has what was prepared. The files are erased here, and it cannot be undone.
    pub struct KvitteraArkiv {
        /// Which one; the newest that waits unless stated.
        forslag: Option<Id> = "Överlämnande",
        /// What the archive has said: the sum of each package it has received.
        kvittens: String = "Arkivets kvittens",
        /// Who confirms knows that it is for good.
        slutgiltigt: bool = "Arkivet har akterna, och jag vet att de tas bort här och inte går att få tillbaka",
    }
}

impl Command for KvitteraArkiv {
    const NAME: &'static str = "arkiv.kvittera";
    const TITLE: &'static str = "Bekräfta att arkivet har akterna";
    const ACCESS: Access = DECIDES;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let known = waiting(place, self.forslag)?;
        if known.by == ctx.actor.user {
            let message = "Du har själv förberett överlämnandet, och någon annan behöver bekräfta det.";
            return Err(Hinder::state(message, "Be en annan chef eller systemförvaltaren.").into());
        }
        if !self.slutgiltigt {
            return Err(Hinder::field("slutgiltigt", "Kryssa i att arkivet har akterna").into());
        }
        let fact = ArkivOverlamnat {
            forslag: known.id,
            poster: known.fact.poster.clone(),
            paket: Vec::new(),
            undantagna: Vec::new(),
            kvittens: self.kvittens.clone(),
            fore: 0,
            kvar: 0,
        };
        Ok(vec![here(place, ctx, fact)])
    }
}

input! {
    /// Break a handing over off: the files stay here.
    pub struct AvbrytArkiv {
        /// Which one; the newest that waits unless stated.
        forslag: Option<Id> = "Överlämnande",
        /// Why.
        skal: String = "Skäl",
    }
}

impl Command for AvbrytArkiv {
    const NAME: &'static str = "arkiv.avbryt";
    const TITLE: &'static str = "Avbryt ett överlämnande till arkiv";
    const ACCESS: Access = Access::Organisation(PROPOSES);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let forslag = waiting(place, self.forslag)?.id;
        Ok(vec![here(place, ctx, ArkivAvbrutet { forslag, skal: self.skal.clone() })])
    }
}

fn waiting<'a>(place: &Place<'a>, named: Option<Id>) -> Result<&'a HandOver, Refusal> {
    let none = || Hinder::state("Inget sådant överlämnande väntar på arkivet.", "Se listan på sidan Gallring.");
    Ok(place.organisation.handovers.open(named).ok_or_else(none)?)
}
