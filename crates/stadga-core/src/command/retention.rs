//! Erasure: files whose time has come are proposed by one person and decided by another. Which they are, and what
//! excepts them, is said by the packs; what is written here is completed by the application before it is recorded.

use super::{Access, Command, Place};
use crate::access::Ground;
use crate::ctx::{Ctx, Post};
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::gallring::{GallringAvbojd, GallringForeslagen, GallringGenomford, Gallringspost};
use crate::fact::organisation::Roll;
use crate::fact::uppdragsakt::{Overlamnandegrund, UppdragsaktOverlamnad};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Erasure;

/// Who keeps the board's files in order.
pub const PROPOSES: &[Roll] = &[Roll::Mottagningssekreterare, Roll::Enhetschef, Roll::Systemforvaltare];
/// Who keeps a private provider's: its own head, and whoever looks after the system for it.
pub const AT_PROVIDER: &[Roll] = &[Roll::Utforarchef, Roll::Systemforvaltare];
/// Either.
const KEEPS: Access =
    Access::Organisation(&[Roll::Mottagningssekreterare, Roll::Enhetschef, Roll::Systemforvaltare, Roll::Utforarchef]);
/// Who may decide on the board's.
pub(super) const DECIDES: Access = Access::Organisation(&[Roll::Enhetschef, Roll::Systemforvaltare]);
/// Who may decide on either.
const SETTLES: Access = Access::Organisation(&[Roll::Enhetschef, Roll::Systemforvaltare, Roll::Utforarchef]);

/// Whether somebody in a post keeps the files of a record-holder: a private provider, or the board.
pub fn keeps_files_of(post: Post, provider: Option<Id>) -> bool {
    match provider {
        None => PROPOSES.contains(&post.role),
        Some(unit) => AT_PROVIDER.contains(&post.role) && (post.role != Roll::Utforarchef || post.unit == unit),
    }
}

/// Whether somebody in a post may decide on what was proposed.
pub fn decides_on(post: Post, erasure: &Erasure) -> bool {
    keeps_files_of(post, erasure.provider) && post.role != Roll::Mottagningssekreterare
}

/// An event of the organisation, of today.
pub(super) fn here(place: &Place<'_>, ctx: &mut Ctx, fact: impl Into<Fact>) -> NewEvent {
    NewEvent::new(ctx.ids.next_id(), StreamKind::Organisation, place.subject, ctx.today, fact)
}

input! {
    /// Propose that files be erased.
    pub struct ForeslaGallring {
        /// A case of each person whose file it is, or an assignment of each whose file a private provider has.
        akter: Vec<Id> = "Akter som ska gallras",
    }
}

impl Command for ForeslaGallring {
    const NAME: &'static str = "gallring.foresla";
    const TITLE: &'static str = "Föreslå gallring";
    const ACCESS: Access = KEEPS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        if self.akter.is_empty() {
            return Err(Hinder::field("akter", "Välj vilka akter som ska gallras").into());
        }
        let sista = ctx.today;
        let named = |id: &Id| Gallringspost { person: *id, arenden: Vec::new(), sista, grund: String::new() };
        let poster = self.akter.iter().map(named).collect();
        Ok(vec![here(place, ctx, GallringForeslagen { poster, utforare: None })])
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
    const ACCESS: Access = SETTLES;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let known = waiting(place, ctx, self.forslag)?;
        if known.by == ctx.actor.user {
            let message = "Du har själv föreslagit gallringen, och någon annan behöver besluta om den.";
            return Err(Hinder::state(message, "Be en annan chef eller systemförvaltaren.").into());
        }
        if !self.slutgiltigt {
            return Err(Hinder::field("slutgiltigt", "Gå igenom listan och kryssa i att du har gjort det").into());
        }
        let (forslag, poster, utforare) = (known.id, known.files.clone(), known.provider);
        let undantagna = Vec::new();
        let fact = GallringGenomford { forslag, poster, undantagna, fore: 0, kvar: 0, overlamnade: 0, utforare };
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
    const ACCESS: Access = SETTLES;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let forslag = waiting(place, ctx, self.forslag)?.id;
        Ok(vec![here(place, ctx, GallringAvbojd { forslag, skal: self.skal.clone() })])
    }
}

input! {
    /// Hand a private provider's file over to the board, instead of erasing it.
    pub struct LamnaOverUppdragsakt {
        /// Why.
        grund: Overlamnandegrund = "Därför lämnas akten till nämnden",
    }
}

impl Command for LamnaOverUppdragsakt {
    const NAME: &'static str = "uppdragsakt.lamna_over";
    const TITLE: &'static str = "Lämna akten till nämnden";
    const ACCESS: Access = Access::Assignment(&[Ground::Utforarchef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let assignment = place.file.assignments.get(&place.subject);
        let known = assignment.and_then(|known| Some((known, known.order.as_ref()?)));
        let unit = known.and_then(|(_, order)| place.organisation.units.get(&order.utforare));
        if !unit.is_some_and(|unit| unit.private) {
            let message = "Akten är redan nämndens: enheten är kommunens egen.";
            return Err(Hinder::state(message, "Då behöver du inte lämna över den.").into());
        }
        if known.is_some_and(|(known, _)| known.handed_over_on.is_some()) {
            return Err(Hinder::state("Akten är redan överlämnad till nämnden.", "Då behöver du inget mer.").into());
        }
        Ok(vec![place.fact_in_assignment(ctx, ctx.today, UppdragsaktOverlamnad { grund: self.grund })])
    }
}

/// A proposal that waits for somebody like the actor.
fn waiting<'a>(place: &Place<'a>, ctx: &Ctx, named: Option<Id>) -> Result<&'a Erasure, Refusal> {
    let none = || Hinder::state("Inget sådant förslag om gallring väntar på beslut.", "Se listan på sidan Gallring.");
    let mine = |known: &&Erasure| ctx.actor.posts.iter().any(|post| decides_on(*post, known));
    Ok(place.organisation.erasures.open(named, mine).ok_or_else(none)?)
}
