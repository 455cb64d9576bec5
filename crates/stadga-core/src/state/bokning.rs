//! Bookings: times set for meetings in a case and its assignments, and what became of each.

use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::mote::{AvbokatAv, Kallelse, MoteBokat};
use crate::id::Id;
use jiff::civil::Date;

/// What became of a booking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookingEnd {
    /// It was held.
    Held(Date),
    /// It was moved to another time, which is a booking of its own.
    Moved(Id),
    /// It was called off.
    CalledOff(Date, AvbokatAv),
    /// The person did not come.
    Missed(Date),
}

/// A time booked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booking {
    /// The event.
    pub id: Id,
    /// The stream: the case or one of its assignments.
    pub subject: Id,
    /// Who booked it.
    pub by: Id,
    /// What was booked.
    pub fact: MoteBokat,
    /// The day the person said that it suits, or got to know of it.
    pub confirmed_on: Option<Date>,
    /// What became of it; none while it stands.
    pub end: Option<BookingEnd>,
}

impl Booking {
    /// Whether the person has said that the time suits: at the booking, or since.
    pub fn is_confirmed(&self) -> bool {
        self.confirmed_on.is_some() || matches!(self.fact.kallelse, Kallelse::Tillsammans | Kallelse::Telefon)
    }
}

/// Takes one standing event into the bookings known so far, which are in the order they were booked.
pub(super) fn apply(bookings: &mut Vec<Booking>, row: Standing<'_>) {
    let on = row.event.occurred_on;
    let mut end = |id: Id, end: BookingEnd| {
        if let Some(known) = bookings.iter_mut().find(|known| known.id == id) {
            known.end.get_or_insert(end);
        }
    };
    match &row.event.fact {
        Fact::MoteBokat(fact) => {
            if let Some(before) = fact.ersatter {
                end(before, BookingEnd::Moved(row.origin));
            }
            bookings.push(Booking {
                id: row.origin,
                subject: row.event.subject,
                by: row.event.signature.user,
                fact: fact.clone(),
                confirmed_on: None,
                end: None,
            });
        }
        Fact::MoteBekraftat(fact) => {
            if let Some(known) = bookings.iter_mut().find(|known| known.id == fact.mote) {
                known.confirmed_on.get_or_insert(on);
            }
        }
        Fact::MoteAvbokat(fact) => end(fact.mote, BookingEnd::CalledOff(on, fact.av)),
        Fact::MoteUteblivet(fact) => end(fact.mote, BookingEnd::Missed(on)),
        Fact::MoteGenomfort(fact) => end(fact.mote, BookingEnd::Held(on)),
        _ => {}
    }
}
