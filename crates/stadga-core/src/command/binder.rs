//! The emergency binder: copies made, handed out, destroyed. What a copy says is made by a view.

use super::{Access, Command, Place, day};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::beredskap::{NodparmForstord, NodparmFramstalld, NodparmUtlamnad};
use crate::fact::organisation::Roll;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::Date;

/// Who answers for the unit's copies.
const HEADS: Access = Access::Organisation(&[Roll::Enhetschef, Roll::Utforarchef]);

fn here(place: &Place<'_>, ctx: &mut Ctx, on: Date, fact: impl Into<Fact>) -> NewEvent {
    NewEvent::new(ctx.ids.next_id(), StreamKind::Organisation, place.subject, on, fact)
}

input! {
    /// Make a copy of the unit's binder, as things are now.
    pub struct FramstallNodparm {
        /// Who gets it, when that is known already.
        till: Option<String> = "Vem som får exemplaret",
        /// Where it is kept.
        plats: Option<String> = "Var det förvaras",
    }
}

impl Command for FramstallNodparm {
    const NAME: &'static str = "nodparm.framstall";
    const TITLE: &'static str = "Gör ett exemplar av nödpärmen";
    const ACCESS: Access = HEADS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let (unit, today) = (ctx.actor.post.unit, ctx.today);
        let number = place.organisation.binders.next(unit);
        let made = NodparmFramstalld { enhet: unit, nummer: number, nattlig: false };
        let mut events = vec![here(place, ctx, today, made)];
        match (&self.till, &self.plats) {
            (None, None) => {}
            (Some(to), Some(kept)) => {
                let fact = NodparmUtlamnad { enhet: unit, nummer: number, till: to.clone(), plats: kept.clone() };
                events.push(here(place, ctx, today, fact));
            }
            (None, Some(_)) => return Err(Hinder::field("till", "Skriv också vem som får exemplaret").into()),
            (Some(_), None) => return Err(Hinder::field("plats", "Skriv också var exemplaret förvaras").into()),
        }
        Ok(events)
    }
}

input! {
    /// Say to whom a copy was handed, and where it is kept.
    pub struct LamnaUtNodparm {
        /// Which; the newest unless stated.
        exemplar: Option<u32> = "Exemplar nummer",
        /// Who got it.
        till: String = "Vem som har fått det",
        /// Where it is kept.
        plats: String = "Var det förvaras",
    }
}

impl Command for LamnaUtNodparm {
    const NAME: &'static str = "nodparm.lamna_ut";
    const TITLE: &'static str = "Kvittera ut ett exemplar av nödpärmen";
    const ACCESS: Access = HEADS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let (unit, today) = (ctx.actor.post.unit, ctx.today);
        let kept = |number: &u32| place.organisation.binders.of(unit).any(|copy| copy.number == *number);
        let newest = place.organisation.binders.of(unit).next_back().map(|copy| copy.number);
        let Some(number) = self.exemplar.or(newest).filter(kept) else { return Err(unknown()) };
        let fact = NodparmUtlamnad { enhet: unit, nummer: number, till: self.till.clone(), plats: self.plats.clone() };
        Ok(vec![here(place, ctx, today, fact)])
    }
}

input! {
    /// Say that a copy was destroyed.
    pub struct ForstorNodparm {
        /// Which; the oldest that a newer one has replaced unless stated.
        exemplar: Option<u32> = "Exemplar nummer",
        /// The day; today unless stated.
        datum: Option<Date> = "Dagen det förstördes",
    }
}

impl Command for ForstorNodparm {
    const NAME: &'static str = "nodparm.forstor";
    const TITLE: &'static str = "Anteckna att ett exemplar av nödpärmen är förstört";
    const ACCESS: Access = HEADS;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let unit = ctx.actor.post.unit;
        let on = day(self.datum, ctx)?;
        let binders = &place.organisation.binders;
        let wanted = self.exemplar.or_else(|| binders.outdated(unit).next().map(|copy| copy.number));
        let copy = binders.of(unit).find(|copy| Some(copy.number) == wanted).ok_or_else(unknown)?;
        if let Some(day) = copy.destroyed_on {
            let message = format!("Exemplar {} är redan antecknat som förstört {day}", copy.number);
            return Err(Hinder::field("exemplar", message).into());
        }
        if on < copy.on {
            let message = format!("Exemplaret gjordes {}. Skriv den dagen eller en senare", copy.on);
            return Err(Hinder::field("datum", message).into());
        }
        let fact = NodparmForstord { enhet: unit, nummer: copy.number };
        Ok(vec![here(place, ctx, on, fact)])
    }
}

fn unknown() -> Refusal {
    Hinder::field("exemplar", "Din enhet har inget sådant exemplar. Se listan på sidan Nödpärm").into()
}
