//! What has been asked for out of a case, what was assessed, what left and what was refused.

use crate::calendar::{Counting, Due, Period, Unit, count};
use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::utlamnande::{UtlamnandeNekat, UtlamnandeProvat, Utlamnandeutfall};
use crate::id::Id;
use jiff::civil::Date;

/// Weeks to appeal from the day whoever asked got the decision (OSL 6:8, FL 44 §).
const TO_APPEAL: Period = Period::new(3, Unit::Weeks);

/// An assessment of whether something may be disclosed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assessment {
    /// The event.
    pub id: Id,
    /// The day.
    pub on: Date,
    /// Who made it.
    pub by: Id,
    /// What was assessed.
    pub fact: UtlamnandeProvat,
}

impl Assessment {
    /// Whether anything of what was asked for may leave.
    pub fn lets_out(&self) -> bool {
        self.fact.utfall != Utlamnandeutfall::Nekas
    }
}

/// A decision not to disclose.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The event.
    pub id: Id,
    /// The day.
    pub on: Date,
    /// What was decided.
    pub fact: UtlamnandeNekat,
    /// The day whoever asked got it, when that is proven.
    pub served_on: Option<Date>,
    /// The day an appeal came in.
    pub appealed_on: Option<Date>,
}

impl Refused {
    /// The last day an appeal must have come in; none while it is not proven when the decision was got.
    pub fn appeal_until(&self) -> Option<Due> {
        self.served_on.map(|on| count(on, TO_APPEAL, Counting::Statutory))
    }
}

/// What has been asked for out of a case.
#[derive(Clone, Debug, Default)]
pub struct Disclosures {
    /// The assessments, oldest first.
    pub assessed: Vec<Assessment>,
    /// The decisions not to disclose, oldest first.
    pub refused: Vec<Refused>,
}

impl Disclosures {
    /// Takes in one standing event.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let (id, on, by) = (row.origin, row.event.occurred_on, row.event.signature.user);
        match &row.event.fact {
            Fact::UtlamnandeProvat(fact) => self.assessed.push(Assessment { id, on, by, fact: fact.clone() }),
            Fact::UtlamnandeNekat(fact) => {
                self.refused.push(Refused { id, on, fact: fact.clone(), served_on: None, appealed_on: None });
            }
            Fact::UtlamnandebeslutDelgivet(fact) => {
                if let Some(known) = self.refused.iter_mut().find(|known| known.id == fact.beslut) {
                    known.served_on = known.served_on.into_iter().chain([on]).min();
                }
            }
            Fact::UtlamnandebeslutOverklagat(fact) => {
                if let Some(known) = self.refused.iter_mut().find(|known| known.id == fact.beslut) {
                    known.appealed_on.get_or_insert(on);
                }
            }
            _ => {}
        }
    }

    /// The assessment with an id.
    pub fn assessment(&self, id: Id) -> Option<&Assessment> {
        self.assessed.iter().find(|known| known.id == id)
    }

    /// The decision with an id, or the newest.
    pub fn refusal(&self, named: Option<Id>) -> Option<&Refused> {
        match named {
            Some(id) => self.refused.iter().find(|known| known.id == id),
            None => self.refused.last(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_time_to_appeal_runs_from_the_day_the_decision_was_got_and_from_no_other() {
        let id = Id::from_bytes([1; 10]);
        let fact = UtlamnandeNekat {
            provning: id,
            nekas: "Utredningen".into(),
            lagrum: "26 kap. 1 § OSL".into(),
            skal: "Någon kan lida men.".into(),
            forbehall: None,
            brev: Vec::new(),
        };
        let known = Refused { id, on: date(2026, 11, 23), fact, served_on: None, appealed_on: None };
        assert_eq!(known.appeal_until(), None);
        let served = Refused { served_on: Some(date(2026, 12, 3)), ..known };
        // The third week ends on Christmas Eve, and the time goes on to the next working day.
        assert_eq!(served.appeal_until().map(|due| due.legal), Some(date(2026, 12, 28)));
    }
}
