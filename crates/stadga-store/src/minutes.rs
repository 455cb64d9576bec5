//! The minutes of decisions that are tried for their legality: what waits for the notice board, and what stands there.

use crate::engine::{Engine, Val, args};
use crate::error::StoreError;
use crate::lists::Listed;
use crate::rows::MinutesRow;
use crate::sql::{lists, rows as sql};
use crate::value::{Text, get, get_opt};
use crate::{Inner, Store};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::access::Reach;

/// Minutes on the list.
pub type ListedMinutes = Listed<MinutesRow>;

impl Store {
    /// The minutes within reach that wait for something, or whose notice must stay up until a day or longer. The
    /// oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn minutes(&self, reach: &Reach, since: Date) -> Result<Vec<ListedMinutes>, StoreError> {
        self.0.minutes(reach, since)
    }
}

impl Inner {
    fn minutes(&self, reach: &Reach, since: Date) -> Result<Vec<ListedMinutes>, StoreError> {
        self.listed(lists::MINUTES, reach, vec![Val::from(since.to_string())], 7, |row| {
            let minutes = MinutesRow {
                id: get(row, 0)?,
                case: get(row, 1)?,
                person: get(row, 2)?,
                decision: get(row, 3)?,
                kind: row.get(4)?,
                on: get(row, 5)?,
                until: get_opt(row, 6)?,
            };
            Ok((minutes.person, minutes))
        })
    }
}

/// Lays down the minutes of a case in place of those that lie there.
pub(crate) fn put(conn: &mut dyn Engine, case: Id, rows: &[MinutesRow]) -> Result<(), StoreError> {
    let case = case.to_string();
    conn.execute(sql::MINUTES_CLEAR, args![&case])?;
    for row in rows {
        let values = args![
            Text(row.id),
            &case,
            Text(row.person),
            Text(row.decision),
            &row.kind,
            Text(row.on),
            row.until.map(Text),
        ];
        conn.execute(sql::MINUTES_PUT, values)?;
    }
    Ok(())
}
