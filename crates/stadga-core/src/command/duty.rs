//! The duty rota: a head puts somebody on duty for the unit, and takes the shift away or ends it.
//!
//! Whoever is on duty reaches the unit's open cases meanwhile, so a shift cannot be long.

use super::{Access, Command, Place};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::arende::HandelseAterkallad;
use crate::fact::jour::JourInlagd;
use crate::fact::organisation::Roll;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Shift;
use jiff::ToSpan;
use jiff::civil::{Date, DateTime, Time};

/// The heads of the authority's units.
const HEADS: Access = Access::Organisation(&[Roll::Enhetschef]);
/// The longest a shift may be, in days.
const LONGEST: i32 = 14;

input! {
    /// Put somebody on duty for the unit.
    pub struct LaggInJour {
        /// Who.
        anvandare: Id = "Vem",
        /// The day it begins.
        fran: Date = "Börjar",
        /// The clock it begins.
        fran_klockan: Time = "Klockan",
        /// The day it ends.
        till: Date = "Slutar",
        /// The clock it ends.
        till_klockan: Time = "Slutar klockan",
        /// The number to call.
        telefon: String = "Telefon",
    }
}

impl Command for LaggInJour {
    const NAME: &'static str = "jour.lagg_in";
    const TITLE: &'static str = "Lägg in jour";
    const ACCESS: Access = HEADS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let unit = headed(ctx)?;
        let (from, to) = (self.fran.to_datetime(self.fran_klockan), self.till.to_datetime(self.till_klockan));
        if to <= from {
            return Err(Hinder::field("till", "Jouren slutar innan den börjar").into());
        }
        if to > from.saturating_add(LONGEST.days()) {
            let message = "Jouren är längre än två veckor. Dela upp den, så att ingen når ärendena längre än så";
            return Err(Hinder::field("till", message).into());
        }
        if to <= local(ctx) {
            return Err(Hinder::field("till", "Jouren är redan slut").into());
        }
        let posts = place.organisation.users.get(&self.anvandare).map(|user| user.posts(self.fran)).unwrap_or_default();
        if !posts.iter().any(|post| may_be_on_duty(post.role)) {
            return Err(Hinder::field("anvandare", "Välj en socialsekreterare eller en enhetschef").into());
        }
        let same =
            |shift: &&Shift| shift.user == self.anvandare && shift.unit == unit && shift.from < to && from < shift.to;
        if let Some(shift) = place.organisation.rota.shifts().find(same) {
            let message = format!("Hen har redan jour {} – {}.", minutes(shift.from), minutes(shift.to));
            return Err(Hinder::state(message, "Avsluta den jouren först.").into());
        }
        let fact = JourInlagd {
            anvandare: self.anvandare,
            enhet: unit,
            fran: self.fran,
            fran_klockan: self.fran_klockan,
            till: self.till,
            till_klockan: self.till_klockan,
            telefon: self.telefon.clone(),
        };
        Ok(vec![in_organisation(place, ctx, fact)])
    }
}

input! {
    /// Take a shift away, or end it now when it has begun.
    pub struct AvslutaJour {
        /// The shift.
        jour: Id = "Jour",
    }
}

impl Command for AvslutaJour {
    const NAME: &'static str = "jour.avsluta";
    const TITLE: &'static str = "Ta bort eller avsluta jour";
    const ACCESS: Access = HEADS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let unit = headed(ctx)?;
        let now = local(ctx);
        let mut shifts = place.organisation.rota.shifts();
        let shift = shifts.find(|shift| shift.id == self.jour && shift.unit == unit && shift.to > now);
        let Some(shift) = shift else {
            return Err(Hinder::field("jour", "Den jouren är slut eller borttagen").into());
        };
        let (fact, reason): (Fact, _) = match shift.from < now {
            false => {
                let reason = "Jouren togs bort";
                (HandelseAterkallad { skal: String::from(reason) }.into(), reason)
            }
            true => (ended(shift, now).into(), "Jouren avslutades"),
        };
        let event = in_organisation(place, ctx, fact);
        Ok(vec![NewEvent { corrects: Some(shift.id), reason: Some(String::from(reason)), ..event }])
    }
}

/// The roles in which somebody can be on duty for a unit of the authority.
pub fn may_be_on_duty(role: Roll) -> bool {
    matches!(role, Roll::Socialsekreterare | Roll::Enhetschef)
}

/// A time of the rota in words: `2026-11-27 kl. 16.00`.
pub fn minutes(at: DateTime) -> String {
    format!("{} kl. {}", at.date(), crate::calendar::text::clock(at.time()))
}

fn ended(shift: &Shift, now: DateTime) -> JourInlagd {
    JourInlagd {
        anvandare: shift.user,
        enhet: shift.unit,
        fran: shift.from.date(),
        fran_klockan: shift.from.time(),
        till: now.date(),
        till_klockan: now.time(),
        telefon: shift.phone.clone(),
    }
}

/// The unit the actor heads, in the post they act in where that is a head's.
fn headed(ctx: &Ctx) -> Result<Id, Refusal> {
    let own = std::iter::once(&ctx.actor.post).chain(&ctx.actor.posts);
    let head = own.into_iter().find(|post| post.role == Roll::Enhetschef);
    head.map(|post| post.unit).ok_or_else(|| Hinder::state("Bara enhetens chef lägger in jour.", "").into())
}

/// The clock in Stockholm, to the minute.
fn local(ctx: &Ctx) -> DateTime {
    let now = ctx.now.to_zoned(crate::calendar::stockholm()).datetime();
    now.date().at(now.hour(), now.minute(), 0, 0)
}

fn in_organisation(place: &Place<'_>, ctx: &mut Ctx, fact: impl Into<Fact>) -> NewEvent {
    NewEvent::new(ctx.ids.next_id(), StreamKind::Organisation, place.subject, ctx.today, fact)
}
