//! What a unit has counted in a year: a sheet, which is a stream of its own.

use crate::event::{Event, standing};
use crate::fact::Fact;
use crate::fact::rakning::TillfalleRaknat;
use crate::id::Id;
use jiff::Timestamp;
use jiff::civil::Date;

/// Something that was counted, as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The event that counted it first.
    pub id: Id,
    /// The sheet.
    pub sheet: Id,
    /// The day.
    pub on: Date,
    /// When it was first or last written down.
    pub at: Timestamp,
    /// What was counted.
    pub fact: TillfalleRaknat,
}

/// The sheet of a unit for a year. Its id follows from the two, so that whoever counts needs to look nothing up; no
/// unit's own id is close to it, for the year is laid over the first of its random bits.
pub fn sheet_of(unit: Id, year: i16) -> Id {
    let mut bytes = *unit.bytes();
    let year = year.to_be_bytes();
    bytes.iter_mut().zip([0xa5, year[0], year[1]]).for_each(|(byte, over)| *byte ^= over);
    Id::from_bytes(bytes)
}

/// What stands on a sheet, in the order it was written down.
pub fn counted(events: &[Event]) -> Vec<Counted> {
    let of = |row: crate::event::Standing<'_>| match &row.event.fact {
        Fact::TillfalleRaknat(fact) => Some(Counted {
            id: row.origin,
            sheet: row.event.subject,
            on: row.event.occurred_on,
            at: row.event.recorded_at,
            fact: fact.clone(),
        }),
        _ => None,
    };
    standing(events).into_iter().filter_map(of).collect()
}
