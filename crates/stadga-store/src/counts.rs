//! How many events and notes each stream has, held against what was counted before. A log that only grows never has
//! fewer; what was once counted is therefore never lowered, and a fall is told each time until it is mended.

use crate::Store;
use crate::engine::args;
use crate::error::StoreError;
use crate::sql::side as sql;
use crate::value::get;
use jiff::civil::Date;
use std::collections::HashMap;

/// Streams whose counts are written in one transaction: others write in between.
const AT_A_TIME: usize = 500;

/// What a count of the whole log came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// The day.
    pub day: Date,
    /// Streams that have events.
    pub streams: u32,
    /// Events in all.
    pub events: u32,
    /// Notes among them.
    pub notes: u32,
    /// Streams that have fewer events or notes than before.
    pub fallen: u32,
    /// Events that were there before and are gone.
    pub missing: u32,
}

impl Count {
    /// Whether nothing has become less.
    pub const fn is_whole(&self) -> bool {
        self.fallen == 0 && self.missing == 0
    }
}

/// Events and notes.
type Both = (u32, u32);

impl Store {
    /// Counts every stream and keeps what came of it under a day. Reads the whole log, and stops nobody meanwhile.
    ///
    /// # Errors
    /// When the database cannot be read or written.
    pub fn count(&self, day: Date) -> Result<Count, StoreError> {
        let mut more: Vec<(String, Both)> = Vec::new();
        let mut count = Count { day, streams: 0, events: 0, notes: 0, fallen: 0, missing: 0 };
        self.0.readers.steady(|conn| {
            let mut before: HashMap<String, Both> =
                conn.all(sql::COUNTS, &[], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?.into_iter().collect();
            let now: Vec<(String, Both)> =
                conn.all(sql::COUNT_EVENTS, &[], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
            for (stream, (events, notes)) in now {
                let known: Both = before.remove(&stream).unwrap_or_default();
                count.streams += 1;
                count.events += events;
                count.notes += notes;
                count.fallen += u32::from(events < known.0 || notes < known.1);
                count.missing += known.0.saturating_sub(events);
                if events > known.0 || notes > known.1 {
                    more.push((stream, (events.max(known.0), notes.max(known.1))));
                }
            }
            // Of these nothing at all is left.
            count.fallen += u32::try_from(before.len()).unwrap_or(u32::MAX);
            count.missing += before.values().map(|(events, _)| events).sum::<u32>();
            Ok(())
        })?;
        // Somebody who takes away what was counted of each takes away this too, or is found by it.
        let last = self.last_count()?.map_or(0, |last| last.events);
        count.missing = count.missing.max(last.saturating_sub(count.events));
        for some in more.chunks(AT_A_TIME) {
            let some = some.to_vec();
            self.0.write(move |desk| {
                for (stream, (events, notes)) in &some {
                    desk.conn.execute(sql::COUNT_KEEP, args![stream, *events, *notes])?;
                }
                Ok(())
            })?;
        }
        self.0.write(move |desk| {
            let Count { streams, events, notes, fallen, missing, .. } = count;
            desk.conn.execute(sql::COUNT_PUT, args![day.to_string(), streams, events, notes, fallen, missing])?;
            Ok(count)
        })
    }

    /// The last count, if there has been any.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn last_count(&self) -> Result<Option<Count>, StoreError> {
        self.0.readers.read(|conn| {
            conn.first(sql::COUNT_LAST, &[], |row| {
                Ok(Count {
                    day: get(row, 0)?,
                    streams: row.get(1)?,
                    events: row.get(2)?,
                    notes: row.get(3)?,
                    fallen: row.get(4)?,
                    missing: row.get(5)?,
                })
            })
        })
    }
}
