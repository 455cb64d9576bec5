//! The minutes of decisions that are tried for their legality: what waits for the notice board, and what stands there.

use crate::engine::{Engine, Val, args};
use crate::error::StoreError;
use crate::lists::{Names, case_number};
use crate::model::CaseNumber;
use crate::rows::MinutesRow;
use crate::sql::{lists, rows as sql};
use crate::value::{Text, get, get_opt};
use crate::{Inner, Store};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::access::Reach;
use std::ops::ControlFlow;

/// Minutes on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedMinutes {
    /// The minutes.
    pub row: MinutesRow,
    /// The case's number.
    pub number: Option<CaseNumber>,
    /// The person's name.
    pub name: String,
}

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
        let mut names = Names::default();
        let mut listed = Vec::new();
        self.list(lists::MINUTES, reach, vec![Val::from(since.to_string())], |row| {
            let minutes = MinutesRow {
                id: get(row, 0)?,
                case: get(row, 1)?,
                person: get(row, 2)?,
                decision: get(row, 3)?,
                kind: row.get(4)?,
                on: get(row, 5)?,
                until: get_opt(row, 6)?,
            };
            let name = names.of(self, minutes.person, row, 9)?.name;
            listed.push(ListedMinutes { row: minutes, number: case_number(row, 7)?, name });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(listed)
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
