//! The copies of the emergency binder there are, and where they went.

use crate::event::Standing;
use crate::fact::Fact;
use crate::id::Id;
use jiff::Timestamp;
use jiff::civil::Date;

/// A copy of a unit's binder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BinderCopy {
    /// The unit.
    pub unit: Id,
    /// Its number in the unit.
    pub number: u32,
    /// The day it was made.
    pub on: Date,
    /// When it was written down.
    pub at: Timestamp,
    /// Whether the night made it.
    pub nightly: bool,
    /// To whom it was handed, where it is kept and since when.
    pub handed: Option<(String, String, Date)>,
    /// The day it was destroyed.
    pub destroyed_on: Option<Date>,
}

/// Every copy of every unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Binders(Vec<BinderCopy>);

impl Binders {
    /// Takes in one standing event of the organisation.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::NodparmFramstalld(fact) => self.0.push(BinderCopy {
                unit: fact.enhet,
                number: fact.nummer,
                on,
                at: row.event.recorded_at,
                nightly: fact.nattlig,
                handed: None,
                destroyed_on: None,
            }),
            Fact::NodparmUtlamnad(fact) => {
                if let Some(copy) = self.find(fact.enhet, fact.nummer) {
                    copy.handed = Some((fact.till.clone(), fact.plats.clone(), on));
                }
            }
            Fact::NodparmForstord(fact) => {
                if let Some(copy) = self.find(fact.enhet, fact.nummer) {
                    copy.destroyed_on.get_or_insert(on);
                }
            }
            _ => {}
        }
    }

    fn find(&mut self, unit: Id, number: u32) -> Option<&mut BinderCopy> {
        self.0.iter_mut().find(|copy| copy.unit == unit && copy.number == number)
    }

    /// The copies of a unit, oldest first.
    pub fn of(&self, unit: Id) -> impl DoubleEndedIterator<Item = &BinderCopy> {
        self.0.iter().filter(move |copy| copy.unit == unit)
    }

    /// The number of the next copy of a unit.
    pub fn next(&self, unit: Id) -> u32 {
        self.of(unit).map(|copy| copy.number).max().unwrap_or(0).saturating_add(1)
    }

    /// The copies of a unit that a newer one has taken the place of, and that are to be destroyed; oldest first.
    pub fn outdated(&self, unit: Id) -> impl Iterator<Item = &BinderCopy> {
        let newest = self.next(unit).saturating_sub(1);
        self.of(unit).filter(move |copy| copy.number < newest && copy.destroyed_on.is_none())
    }
}
