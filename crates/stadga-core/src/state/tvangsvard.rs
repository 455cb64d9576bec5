//! Care under the act: place, beginning, the ledger of absences, another form, what comes after, the end.

use crate::calendar::{Counting, Due, Period, Suspension, Unit, count, prolonged};
use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::tvangsvard::{EftervardPlanerad, TvangsvardPaborjad, Vardavbrott, Vardslut};
use crate::id::Id;
use jiff::civil::Date;

/// The longest time of care (LVM 20 §).
const LONGEST: Period = Period::new(6, Unit::Months);

/// Time that is not counted as care (LVM 21 §).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// The event.
    pub id: Id,
    /// The first day that is not counted.
    pub from: Date,
    /// The first day that is counted again; none while it goes on.
    pub to: Option<Date>,
    /// Why.
    pub reason: Vardavbrott,
}

/// Care, from the place that is asked for to the end.
#[derive(Clone, Debug, Default)]
pub struct Care {
    /// The day a place was asked for.
    pub asked_on: Option<Date>,
    /// The day a place was given, and the home.
    pub place: Option<(Date, String)>,
    /// The day care began, and where.
    pub begun: Option<(Date, TvangsvardPaborjad)>,
    /// The ledger of absences, oldest first.
    pub ledger: Vec<Interruption>,
    /// The day care in another form was planned.
    pub planned_on: Option<Date>,
    /// The day care in another form began; none when the person is at the home.
    pub elsewhere_since: Option<Date>,
    /// The newest plan for what comes after.
    pub after: Option<(Date, EftervardPlanerad)>,
    /// The day it ended, and why.
    pub ended: Option<(Date, Vardslut)>,
}

impl Care {
    /// Takes in one standing event.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::VardplatsBegard(_) => self.asked_on = Some(on),
            Fact::VardplatsAnvisad(fact) => self.place = Some((on, fact.hem.clone())),
            Fact::TvangsvardPaborjad(fact) => self.begin(on, fact),
            Fact::TvangsvardAvbruten(fact) => {
                let interruption = Interruption { id: row.origin, from: on, to: None, reason: fact.orsak };
                self.ledger.push(interruption);
            }
            Fact::TvangsvardAterupptagen(fact) => {
                if let Some(known) = self.ledger.iter_mut().find(|known| known.id == fact.avbrott) {
                    known.to = Some(on);
                }
            }
            Fact::VardformPlanerad(_) => self.planned_on = Some(on),
            Fact::VardformPaborjad(_) => self.elsewhere_since = Some(on),
            Fact::VardformAvslutad(_) => self.elsewhere_since = None,
            Fact::EftervardPlanerad(fact) => self.after = Some((on, fact.clone())),
            Fact::TvangsvardUpphord(fact) => self.ended = Some((on, fact.orsak)),
            _ => {}
        }
    }

    /// Care that begins after an earlier one has ended is counted by itself.
    fn begin(&mut self, on: Date, fact: &TvangsvardPaborjad) {
        if self.ended.is_some() {
            *self = Self { asked_on: self.asked_on, place: self.place.take(), ..Self::default() };
        }
        self.begun.get_or_insert_with(|| (on, fact.clone()));
    }

    /// Whether care goes on.
    pub fn goes_on(&self) -> bool {
        self.begun.is_some() && self.ended.is_none()
    }

    /// The absence that goes on.
    pub fn absent(&self) -> Option<&Interruption> {
        self.ledger.last().filter(|last| last.to.is_none())
    }

    /// The last day of care (20 §): six months less the time that is not counted. An absence that goes on adds
    /// nothing until it is over: the earlier day is the one to keep.
    pub fn until(&self) -> Option<Due> {
        let (begun, _) = self.begun.as_ref()?;
        let mut due = count(*begun, LONGEST, Counting::Elapsed);
        let ledger: Vec<Suspension> =
            self.ledger.iter().filter_map(|known| Some(Suspension { from: known.from, to: known.to? })).collect();
        let last = prolonged(*begun, due.strict, &ledger, &mut due.receipt);
        Some(Due { strict: last, legal: last, ..due })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fact::tvangsvard::Vardstalle;
    use jiff::civil::date;

    fn begun(on: Date) -> Care {
        let fact = TvangsvardPaborjad { stalle: Vardstalle::LvmHem, namn: String::from("Hemmet") };
        Care { begun: Some((on, fact)), ..Care::default() }
    }

    /// D090, D092.
    #[test]
    fn care_lasts_six_months_and_no_day_of_it_moves() {
        let last = |on| begun(on).until().map(|due| due.strict);
        assert_eq!(last(date(2026, 8, 31)), Some(date(2027, 2, 28)));
        assert_eq!(last(date(2027, 8, 31)), Some(date(2028, 2, 29)));
    }

    #[test]
    fn an_absence_prolongs_it_once_it_is_over() {
        let mut care = begun(date(2026, 8, 31));
        let id = Id::from_bytes([2; 10]);
        let from = date(2026, 10, 1);
        care.ledger.push(Interruption { id, from, to: None, reason: Vardavbrott::Avviken });
        assert_eq!(care.until().map(|due| due.strict), Some(date(2027, 2, 28)));
        assert!(care.absent().is_some());
        care.ledger[0].to = Some(date(2026, 10, 11));
        assert_eq!(care.until().map(|due| due.strict), Some(date(2027, 3, 10)));
        assert_eq!(care.absent(), None);
    }
}
