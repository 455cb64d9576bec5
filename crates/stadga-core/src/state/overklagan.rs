//! What follows a decision: how it was served, until when it can be appealed, and what became of appeals.

use crate::calendar::{Counting, Due, Period, Unit, count, next_working_day};
use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::delgivning::{Delgivningsbevis, Delgivningssatt};
use crate::fact::overklagan::{DomInkommen, OverklagandeInkommet, Rattidsutfall};
use crate::id::Id;
use jiff::civil::Date;

/// Weeks until simplified service has happened (delgivningslagen 26 §). The day is never moved.
const SERVED_AFTER: Period = Period::new(2, Unit::Weeks);
/// Weeks to appeal from the day the person got the decision (FL 44 §).
const TO_APPEAL: Period = Period::new(3, Unit::Weeks);

/// A decision on its way to be served.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delivery {
    /// The event.
    pub id: Id,
    /// The decision.
    pub decision: Id,
    /// The day it was sent or handed over.
    pub on: Date,
    /// How.
    pub method: Delgivningssatt,
    /// The day the control message was sent.
    pub control_on: Option<Date>,
}

impl Delivery {
    /// The day the control message must be sent, for the one method that needs it (delgivningslagen 22 §).
    pub fn control_due(&self) -> Option<Date> {
        (self.method == Delgivningssatt::Forenklad).then(|| next_working_day(self.on))
    }

    /// The day simplified service has happened; none for other methods, and none when the control message was
    /// not sent the day it must be.
    pub fn simplified_on(&self) -> Option<Date> {
        let controlled = self.control_due().is_none_or(|due| self.control_on.is_some_and(|on| on <= due));
        (self.method.simplified() && controlled).then(|| count(self.on, SERVED_AFTER, Counting::Elapsed).strict)
    }
}

/// How it is known that the person got a decision.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Served {
    /// Proven, the day and by what.
    Proven(Date, Delgivningsbevis),
    /// By time alone, that day: it may not have come yet.
    Simplified(Date),
}

impl Served {
    /// The day.
    pub const fn on(self) -> Date {
        match self {
            Self::Proven(on, _) | Self::Simplified(on) => on,
        }
    }
}

/// An appeal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Appeal {
    /// The event.
    pub id: Id,
    /// The day it counts as come in.
    pub on: Date,
    /// What came in.
    pub fact: OverklagandeInkommet,
    /// The test of its time: the day and what it led to.
    pub tested: Option<(Date, Rattidsutfall)>,
    /// The days it, or a decision that changes the one appealed, was handed over, each with the court.
    pub handed_over: Vec<(Date, String)>,
    /// The day it was taken back.
    pub withdrawn_on: Option<Date>,
    /// The ruling, with its day.
    pub ruling: Option<(Date, DomInkommen)>,
}

impl Appeal {
    /// Whether it is still to be decided.
    pub fn is_open(&self) -> bool {
        let dismissed = self.tested.is_some_and(|(_, outcome)| outcome == Rattidsutfall::Avvisas);
        self.withdrawn_on.is_none() && self.ruling.is_none() && !dismissed
    }
}

/// What follows the decisions of a case.
#[derive(Clone, Debug, Default)]
pub struct Remedies {
    /// The day the person was told that simplified service may be used.
    pub informed_on: Option<Date>,
    /// Decisions sent to be served, oldest first.
    pub deliveries: Vec<Delivery>,
    /// What is proven: the decision, the day, by what.
    proven: Vec<(Id, Date, Delgivningsbevis)>,
    /// The appeals, oldest first.
    pub appeals: Vec<Appeal>,
    /// Clerical errors put right: the decision, the day, how it is to be read.
    pub corrections: Vec<(Id, Date, String)>,
    /// Decisions considered again: the decision, the day, whether it is to be changed.
    pub reviews: Vec<(Id, Date, bool)>,
}

impl Remedies {
    /// Takes in one standing event.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::DelgivningUpplyst(_) => {
                self.informed_on.get_or_insert(on);
            }
            Fact::DelgivningSkickad(fact) => self.deliveries.push(Delivery {
                id: row.origin,
                decision: fact.beslut,
                on,
                method: fact.satt,
                control_on: None,
            }),
            Fact::KontrollmeddelandeSkickat(fact) => {
                if let Some(known) = self.deliveries.iter_mut().find(|known| known.id == fact.delgivning) {
                    known.control_on.get_or_insert(on);
                }
            }
            Fact::DelgivningSkedd(fact) => self.proven.push((fact.beslut, on, fact.bevis)),
            Fact::OverklagandeInkommet(fact) => self.appeals.push(Appeal {
                id: row.origin,
                on,
                fact: fact.clone(),
                tested: None,
                handed_over: Vec::new(),
                withdrawn_on: None,
                ruling: None,
            }),
            Fact::OverklagandeProvat(fact) => {
                self.of(fact.overklagande, |appeal| appeal.tested = Some((on, fact.utfall)))
            }
            Fact::OverklagandeOverlamnat(fact) => {
                self.of(fact.overklagande, |appeal| appeal.handed_over.push((on, fact.domstol.clone())));
            }
            Fact::OverklagandeAterkallat(fact) => self.of(fact.overklagande, |appeal| appeal.withdrawn_on = Some(on)),
            Fact::DomInkommen(fact) => self.of(fact.overklagande, |appeal| appeal.ruling = Some((on, fact.clone()))),
            Fact::BeslutRattat(fact) => self.corrections.push((fact.beslut, on, fact.rattelse.clone())),
            Fact::BeslutOmprovat(fact) => self.reviews.push((fact.beslut, on, fact.andras)),
            _ => {}
        }
    }

    fn of(&mut self, appeal: Id, then: impl FnOnce(&mut Appeal)) {
        if let Some(known) = self.appeals.iter_mut().find(|known| known.id == appeal) {
            then(known);
        }
    }

    /// When the person got a decision, as far as that can be shown: what is proven before what follows by time
    /// alone, and the earliest day. An ordinary letter proves nothing.
    pub fn served(&self, decision: Id) -> Option<Served> {
        let proven = self.proven.iter().filter(|(id, ..)| *id == decision).min_by_key(|(_, on, _)| *on);
        let simplified = self.deliveries.iter().filter(|known| known.decision == decision);
        let simplified = simplified.filter_map(Delivery::simplified_on).min();
        match (proven, simplified) {
            (Some((_, on, proof)), later) if later.is_none_or(|later| *on <= later) => {
                Some(Served::Proven(*on, *proof))
            }
            (_, Some(on)) => Some(Served::Simplified(on)),
            (Some((_, on, proof)), None) => Some(Served::Proven(*on, *proof)),
            (None, None) => None,
        }
    }

    /// The last day an appeal must have come in (FL 44 §, lag 1930:173): as counted, and as moved when it falls on
    /// a day off. None while it is not shown when the person got the decision: no date is guessed.
    pub fn appeal_until(&self, decision: Id) -> Option<Due> {
        self.served(decision).map(|served| count(served.on(), TO_APPEAL, Counting::Statutory))
    }

    /// The appeal with an id, or the only one that is open.
    pub fn appeal(&self, named: Option<Id>) -> Option<&Appeal> {
        match named {
            Some(id) => self.appeals.iter().find(|appeal| appeal.id == id),
            None => self.appeals.iter().rfind(|appeal| appeal.is_open()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn id(byte: u8) -> Id {
        Id::from_bytes([byte; 10])
    }

    fn sent(on: Date, control_on: Option<Date>) -> Remedies {
        let method = Delgivningssatt::Forenklad;
        let delivery = Delivery { id: id(1), decision: id(9), on, method, control_on };
        Remedies { deliveries: vec![delivery], ..Remedies::default() }
    }

    // proves: T-134 T-168
    /// D027-D035: sent, control message, served, last day to appeal.
    #[test]
    fn simplified_service_and_the_appeal_after_it_are_counted_as_in_the_worked_cases() {
        let cases = [
            (date(2026, 12, 10), date(2026, 12, 11), date(2026, 12, 24), date(2027, 1, 14)),
            (date(2026, 11, 19), date(2026, 11, 20), date(2026, 12, 3), date(2026, 12, 28)),
            (date(2026, 12, 2), date(2026, 12, 3), date(2026, 12, 16), date(2027, 1, 7)),
            (date(2026, 12, 23), date(2026, 12, 28), date(2027, 1, 6), date(2027, 1, 27)),
        ];
        for (on, control, served, last) in cases {
            let known = sent(on, Some(control));
            assert_eq!(known.deliveries[0].control_due(), Some(control));
            assert_eq!(known.served(id(9)), Some(Served::Simplified(served)));
            assert_eq!(known.appeal_until(id(9)).map(|due| due.legal), Some(last));
        }
    }

    #[test]
    fn a_control_message_that_came_late_proves_nothing() {
        assert_eq!(sent(date(2026, 12, 10), Some(date(2026, 12, 14))).served(id(9)), None);
        assert_eq!(sent(date(2026, 12, 10), None).appeal_until(id(9)), None);
    }

    #[test]
    fn what_is_proven_earlier_counts_before_what_follows_by_time() {
        let mut known = sent(date(2026, 12, 10), Some(date(2026, 12, 11)));
        known.proven.push((id(9), date(2026, 12, 14), Delgivningsbevis::Mottagningsbevis));
        assert_eq!(known.served(id(9)).map(Served::on), Some(date(2026, 12, 14)));
        assert_eq!(known.served(id(8)), None);
    }
}
