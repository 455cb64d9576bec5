//! Meetings: the bookings of those who are to take part, and when people are busy.

use crate::engine::{Engine, Val, args};
use crate::error::StoreError;
use crate::lists::Listed;
use crate::rows::BookingRow;
use crate::sql::{lists, rows as sql};
use crate::value::{Text, get, who};
use crate::{Inner, Store};
use jiff::civil::{Date, Time};
use stadga_core::Id;
use stadga_core::access::{Holder, Reach};

/// A meeting on somebody's list.
pub type Meeting = Listed<BookingRow>;

/// When somebody is at a meeting: of which nothing else is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Taken {
    /// The booking.
    pub booking: Id,
    /// Whose time it is.
    pub holder: Holder,
    /// When it begins.
    pub at: Time,
    /// How long it takes, in minutes.
    pub minutes: u32,
}

impl Store {
    /// The meetings the asker is to take part in, from one day to another, both inclusive, in the order of
    /// their time: only those of streams within reach.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn meetings(&self, reach: &Reach, from: Date, to: Date) -> Result<Vec<Meeting>, StoreError> {
        self.0.meetings(reach, from, to)
    }

    /// When these holders are at meetings on a day, whoever asks.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn taken(&self, holders: &[Holder], on: Date) -> Result<Vec<Taken>, StoreError> {
        let mut taken = Vec::new();
        for holder in holders {
            let args = [Val::from(who(holder)), Val::from(on.to_string())];
            let one = |row: &crate::engine::Row<'_>| {
                Ok(Taken { booking: get(row, 0)?, holder: *holder, at: get(row, 1)?, minutes: row.get(2)? })
            };
            taken.extend(self.0.readers.read(|conn| conn.all(lists::TAKEN, &args, one))?);
        }
        Ok(taken)
    }
}

impl Inner {
    fn meetings(&self, reach: &Reach, from: Date, to: Date) -> Result<Vec<Meeting>, StoreError> {
        let args = vec![Val::from(from.to_string()), Val::from(to.to_string())];
        self.listed(lists::MEETINGS, reach, args, 10, |row| {
            let booking = BookingRow {
                id: get(row, 0)?,
                subject: get(row, 1)?,
                case: get(row, 2)?,
                person: get(row, 3)?,
                day: get(row, 4)?,
                at: get(row, 5)?,
                minutes: row.get(6)?,
                kind: row.get(7)?,
                form: row.get(8)?,
                confirmed: row.get::<i64>(9)? == 1,
                holders: Vec::new(),
            };
            Ok((booking.person, booking))
        })
    }
}

/// Lays down the bookings of a case in place of those that lie there.
pub(crate) fn put(conn: &mut dyn Engine, case: Id, bookings: &[BookingRow]) -> Result<(), StoreError> {
    let case = case.to_string();
    conn.execute(sql::BOOKING_OWNERS_CLEAR, args![&case])?;
    conn.execute(sql::BOOKINGS_CLEAR, args![&case])?;
    for row in bookings {
        let id = row.id.to_string();
        let values = args![
            &id,
            Text(row.subject),
            &case,
            Text(row.person),
            Text(row.day),
            Text(row.at),
            row.minutes,
            &row.kind,
            &row.form,
            i64::from(row.confirmed),
        ];
        conn.execute(sql::BOOKING_PUT, values)?;
        for holder in &row.holders {
            conn.execute(sql::BOOKING_OWNER_PUT, args![&id, &case, who(holder), Text(row.day)])?;
        }
    }
    Ok(())
}
