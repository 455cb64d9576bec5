//! Erasure: files whose time has come are proposed by one person and decided by another. Which they are, and what
//! excepts them, is said by the packs; what is written here is completed by the application before it is recorded.

use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::gallring::{GallringAvbojd, GallringForeslagen, GallringGenomford, Gallringspost};
use crate::fact::organisation::Roll;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Erasure;

/// Who keeps the files in order.
pub const PROPOSES: &[Roll] = &[Roll::Mottagningssekreterare, Roll::Enhetschef, Roll::Systemforvaltare];
/// Who may decide.
pub(super) const DECIDES: Access = Access::Organisation(&[Roll::Enhetschef, Roll::Systemforvaltare]);

/// An event of the organisation, of today.
pub(super) fn here(place: &Place<'_>, ctx: &mut Ctx, fact: impl Into<Fact>) -> NewEvent {
    NewEvent::new(ctx.ids.next_id(), StreamKind::Organisation, place.subject, ctx.today, fact)
}

input! {
    /// Propose that files be erased.
    pub struct ForeslaGallring {
        /// A case of each person whose file it is.
        akter: Vec<Id> = "Akter som ska gallras",
    }
}

impl Command for ForeslaGallring {
    const NAME: &'static str = "gallring.foresla";
    const TITLE: &'static str = "Föreslå gallring";
    const ACCESS: Access = Access::Organisation(PROPOSES);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        if self.akter.is_empty() {
            return Err(Hinder::field("akter", "Välj vilka akter som ska gallras").into());
        }
        let sista = ctx.today;
        let named = |id: &Id| Gallringspost { person: *id, arenden: Vec::new(), sista, grund: String::new() };
        let poster = self.akter.iter().map(named).collect();
        Ok(vec![here(place, ctx, GallringForeslagen { poster })])
    }
}

input! {
    /// Decide that the files of a proposal be erased. It cannot be undone.
    pub struct BeslutaGallring {
        /// Which proposal; the newest that waits unless stated.
        forslag: Option<Id> = "Förslag",
        /// Who decides has seen that it is for good.
        slutgiltigt: bool = "Jag har gått igenom listan, och vet att akterna inte går att få tillbaka",
    }
}

impl Command for BeslutaGallring {
    const NAME: &'static str = "gallring.besluta";
    const TITLE: &'static str = "Besluta om gallring";
    const ACCESS: Access = DECIDES;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let known = waiting(place, self.forslag)?;
        if known.by == ctx.actor.user {
            let message = "Du har själv föreslagit gallringen, och någon annan behöver besluta om den.";
            return Err(Hinder::state(message, "Be en annan chef eller systemförvaltaren.").into());
        }
        if !self.slutgiltigt {
            return Err(Hinder::field("slutgiltigt", "Gå igenom listan och kryssa i att du har gjort det").into());
        }
        let (forslag, poster) = (known.id, known.files.clone());
        let fact = GallringGenomford { forslag, poster, undantagna: Vec::new(), fore: 0, kvar: 0, overlamnade: 0 };
        Ok(vec![here(place, ctx, fact)])
    }
}

input! {
    /// Turn a proposal down.
    pub struct AvbojGallring {
        /// Which proposal; the newest that waits unless stated.
        forslag: Option<Id> = "Förslag",
        /// Why.
        skal: String = "Skäl",
    }
}

impl Command for AvbojGallring {
    const NAME: &'static str = "gallring.avboj";
    const TITLE: &'static str = "Avböj ett förslag om gallring";
    const ACCESS: Access = DECIDES;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let forslag = waiting(place, self.forslag)?.id;
        Ok(vec![here(place, ctx, GallringAvbojd { forslag, skal: self.skal.clone() })])
    }
}

fn waiting<'a>(place: &Place<'a>, named: Option<Id>) -> Result<&'a Erasure, Refusal> {
    let none = || Hinder::state("Inget sådant förslag om gallring väntar på beslut.", "Se listan på sidan Gallring.");
    Ok(place.organisation.erasures.open(named).ok_or_else(none)?)
}
