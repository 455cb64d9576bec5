//! Letters that wait to be printed and posted.

use crate::engine::{Engine, Val, args};
use crate::error::StoreError;
use crate::lists::Listed;
use crate::rows::MailingRow;
use crate::sql::{lists, rows as sql};
use crate::value::{Text, get};
use crate::{Inner, Store};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::access::Reach;
use std::ops::ControlFlow;

/// A letter on the list.
pub type ListedMailing = Listed<MailingRow>;

impl Store {
    /// The letters within reach that wait, the oldest first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mailings(&self, reach: &Reach) -> Result<Vec<ListedMailing>, StoreError> {
        self.0.mailings(reach)
    }

    /// Those of them that have waited since before a day: the case of each, and since when.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn mailings_since_before(&self, reach: &Reach, day: Date) -> Result<Vec<(Id, Date)>, StoreError> {
        let mut found = Vec::new();
        self.0.list(lists::MAILINGS_SINCE, reach, vec![Val::from(day.to_string())], |row| {
            found.push((get(row, 0)?, get(row, 1)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(found)
    }
}

impl Inner {
    fn mailings(&self, reach: &Reach) -> Result<Vec<ListedMailing>, StoreError> {
        self.listed(lists::MAILINGS, reach, Vec::new(), 5, |row| {
            let mailing = MailingRow {
                id: get(row, 0)?,
                case: get(row, 1)?,
                person: get(row, 2)?,
                letter: get(row, 3)?,
                on: get(row, 4)?,
            };
            Ok((mailing.person, mailing))
        })
    }
}

/// Lays down the letters of a case that wait in place of those that lie there.
pub(crate) fn put(conn: &mut dyn Engine, case: Id, rows: &[MailingRow]) -> Result<(), StoreError> {
    let case = case.to_string();
    conn.execute(sql::MAILINGS_CLEAR, args![&case])?;
    for row in rows {
        let values = args![Text(row.id), &case, Text(row.person), Text(row.letter), Text(row.on)];
        conn.execute(sql::MAILING_PUT, values)?;
    }
    Ok(())
}
