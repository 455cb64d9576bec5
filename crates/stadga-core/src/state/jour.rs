//! The duty rota: who is on duty for which unit, and when.

use super::Organisation;
use crate::event::Standing;
use crate::fact::Fact;
use crate::id::Id;
use jiff::civil::DateTime;

/// A shift of duty, in the clock of Stockholm.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shift {
    /// The event that registered it first.
    pub id: Id,
    /// Who is on duty.
    pub user: Id,
    /// For which unit.
    pub unit: Id,
    /// When it begins, inclusive.
    pub from: DateTime,
    /// When it ends, exclusive.
    pub to: DateTime,
    /// The telephone number to call.
    pub phone: String,
}

impl Shift {
    /// Whether it lasts at a time.
    pub fn lasts(&self, at: DateTime) -> bool {
        self.from <= at && at < self.to
    }
}

/// The shifts, in the order they were registered.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rota(Vec<Shift>);

impl Rota {
    /// Reads one event of the organisation's stream.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        if let Fact::JourInlagd(fact) = &row.event.fact {
            self.0.push(Shift {
                id: row.origin,
                user: fact.anvandare,
                unit: fact.enhet,
                from: fact.fran.to_datetime(fact.fran_klockan),
                to: fact.till.to_datetime(fact.till_klockan),
                phone: fact.telefon.clone(),
            });
        }
    }

    /// Every shift, in the order they were registered.
    pub fn shifts(&self) -> impl DoubleEndedIterator<Item = &Shift> {
        self.0.iter()
    }

    /// The shifts of a unit that last at a time or begin later, the first one first.
    pub fn coming(&self, unit: Id, at: DateTime) -> Vec<&Shift> {
        let mut shifts: Vec<&Shift> = self.0.iter().filter(|shift| shift.unit == unit && shift.to > at).collect();
        shifts.sort_by_key(|shift| (shift.from, shift.to));
        shifts
    }
}

impl Organisation {
    /// The units a user is on duty for at a time. Whoever holds no post that day is on duty nowhere.
    pub fn on_duty(&self, user: Id, at: DateTime) -> Vec<Id> {
        if self.users.get(&user).is_none_or(|user| user.posts(at.date()).is_empty()) {
            return Vec::new();
        }
        let here = self.rota.shifts().filter(|shift| shift.user == user && shift.lasts(at));
        let mut units: Vec<Id> = here.map(|shift| shift.unit).collect();
        units.sort_unstable();
        units.dedup();
        units
    }
}
