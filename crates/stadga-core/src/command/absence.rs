//! Absence: who is away, and who stands in meanwhile.
//!
//! A head registers it for those in the unit, and anybody for themselves. A change is a correction of
//! the first event, so the log shows what was known when.

use super::{Access, Command, Place, period};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::arende::HandelseAterkallad;
use crate::fact::organisation::{FranvaroRegistrerad, Roll};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Absence, Organisation};
use jiff::civil::Date;

/// Everybody has days away; whose it may be is settled for each.
const EVERYBODY: Access = Access::Organisation(Roll::ALL);

input! {
    /// Register that somebody is away, and who stands in.
    pub struct RegistreraFranvaro {
        /// Who is away; oneself unless stated.
        anvandare: Option<Id> = "Vem",
        /// First day, inclusive.
        fran: Date = "Från och med",
        /// Last day, inclusive.
        till: Date = "Till och med",
        /// Those who stand in.
        vikarier: Vec<Id> = "Vikarier",
    }
}

impl Command for RegistreraFranvaro {
    const NAME: &'static str = "franvaro.registrera";
    const TITLE: &'static str = "Registrera frånvaro";
    const ACCESS: Access = EVERYBODY;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let user = self.anvandare.unwrap_or(ctx.actor.user);
        let absence =
            Absence { id: place.subject, user, from: self.fran, to: self.till, stand_ins: self.vikarier.clone() };
        allowed(place.organisation, user, ctx)?;
        possible(place.organisation, &absence, None)?;
        Ok(vec![in_organisation(place, ctx, recorded(&absence))])
    }
}

input! {
    /// Change an absence: other days, other stand-ins.
    pub struct AndraFranvaro {
        /// The absence; one's own, or the newest in the unit, unless stated.
        franvaro: Option<Id> = "Frånvaro",
        /// First day, inclusive.
        fran: Date = "Från och med",
        /// Last day, inclusive.
        till: Date = "Till och med",
        /// Those who stand in.
        vikarier: Vec<Id> = "Vikarier",
    }
}

impl Command for AndraFranvaro {
    const NAME: &'static str = "franvaro.andra";
    const TITLE: &'static str = "Ändra frånvaro";
    const ACCESS: Access = EVERYBODY;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let old = meant(place.organisation, self.franvaro, ctx)?;
        let stand_ins = self.vikarier.clone();
        let new = Absence { from: self.fran, to: self.till, stand_ins, ..old.clone() };
        possible(place.organisation, &new, Some(old.id))?;
        Ok(vec![correcting(old, in_organisation(place, ctx, recorded(&new)), "Frånvaron ändrades")])
    }
}

input! {
    /// Somebody is back: the absence ends earlier, or never was.
    pub struct AvslutaFranvaro {
        /// The absence; one's own, or the newest in the unit, unless stated.
        franvaro: Option<Id> = "Frånvaro",
        /// Last day away; yesterday unless stated.
        till: Option<Date> = "Sista dagen borta",
    }
}

impl Command for AvslutaFranvaro {
    const NAME: &'static str = "franvaro.avsluta";
    const TITLE: &'static str = "Avsluta frånvaro";
    const ACCESS: Access = EVERYBODY;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let old = meant(place.organisation, self.franvaro, ctx)?;
        let last = self.till.unwrap_or_else(|| ctx.today.yesterday().unwrap_or(ctx.today));
        let reason = "Tillbaka tidigare än det stod";
        if last < old.from {
            let withdrawn = HandelseAterkallad { skal: String::from(reason) };
            return Ok(vec![correcting(old, in_organisation(place, ctx, withdrawn), reason)]);
        }
        if last > old.to {
            let message = format!("Frånvaron slutar redan {}. Ändra den i stället om den blir längre.", old.to);
            return Err(Hinder::field("till", message).into());
        }
        let new = Absence { to: last, ..old.clone() };
        Ok(vec![correcting(old, in_organisation(place, ctx, recorded(&new)), reason)])
    }
}

/// Whether the actor may register days away for a user: for themselves, or as head of the user's unit.
pub fn may_register(organisation: &Organisation, user: Id, ctx: &Ctx) -> bool {
    let heads = |post: &&crate::ctx::Post| matches!(post.role, Roll::Enhetschef | Roll::Utforarchef);
    let units: Vec<Id> = ctx.actor.posts.iter().filter(heads).map(|post| post.unit).collect();
    let posts = organisation.users.get(&user).map(|user| user.posts(ctx.today)).unwrap_or_default();
    user == ctx.actor.user || posts.iter().any(|post| units.contains(&post.unit))
}

fn allowed(organisation: &Organisation, user: Id, ctx: &Ctx) -> Result<(), Refusal> {
    if may_register(organisation, user, ctx) {
        return Ok(());
    }
    Err(Hinder::field("anvandare", "Välj dig själv eller någon i din enhet").into())
}

/// The absence that is meant, if it is the actor's to change.
fn meant<'a>(organisation: &'a Organisation, stated: Option<Id>, ctx: &Ctx) -> Result<&'a Absence, Refusal> {
    let mut known = organisation.absences.iter().rev().filter(|absence| may_register(organisation, absence.user, ctx));
    let found = match stated {
        Some(id) => known.find(|absence| absence.id == id),
        None => known.next(),
    };
    found.ok_or_else(|| Hinder::field("franvaro", "Den finns inte här. Gå tillbaka och välj den på nytt").into())
}

/// Days in order, no second absence the same days, and stand-ins who hold the same post.
fn possible(organisation: &Organisation, absence: &Absence, instead_of: Option<Id>) -> Result<(), Refusal> {
    period(Some(absence.from), Some(absence.to))?;
    let same_days = |other: &&Absence| {
        other.user == absence.user
            && Some(other.id) != instead_of
            && other.from <= absence.to
            && absence.from <= other.to
    };
    if let Some(other) = organisation.absences.iter().find(same_days) {
        let message = format!("Frånvaro finns redan {} – {}.", other.from, other.to);
        return Err(Hinder::state(message, "Ändra den frånvaron i stället.").into());
    }
    let posts = |user| organisation.users.get(&user).map(|user| user.posts(absence.from)).unwrap_or_default();
    let own = posts(absence.user);
    let suits = |user: &Id| *user != absence.user && posts(*user).iter().any(|post| own.contains(post));
    if absence.stand_ins.iter().all(suits) {
        return Ok(());
    }
    Err(Hinder::field("vikarier", "Välj någon annan med samma roll i samma enhet").into())
}

fn recorded(absence: &Absence) -> FranvaroRegistrerad {
    FranvaroRegistrerad {
        anvandare: absence.user,
        fran: absence.from,
        till: absence.to,
        vikarier: absence.stand_ins.clone(),
    }
}

fn in_organisation(place: &Place<'_>, ctx: &mut Ctx, fact: impl Into<Fact>) -> NewEvent {
    NewEvent::new(ctx.ids.next_id(), StreamKind::Organisation, place.subject, ctx.today, fact)
}

fn correcting(old: &Absence, new: NewEvent, reason: &str) -> NewEvent {
    NewEvent { corrects: Some(old.id), reason: Some(String::from(reason)), ..new }
}
