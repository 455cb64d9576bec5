//! The times within which decisions are to be carried out: the list of those that were not.

use crate::engine::{Engine, Val, args};
use crate::error::StoreError;
use crate::lists::Listed;
use crate::rows::ExecutionRow;
use crate::sql::{lists, rows as sql};
use crate::value::{Text, get, get_opt};
use crate::{Inner, Store};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::access::Reach;

/// A time on the list.
pub type ListedExecution = Listed<ExecutionRow>;

impl Store {
    /// The times within reach that still run, that ended too late on a day or after it, or whose end has not been
    /// told although they were reported. The oldest last day first.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn executions(&self, reach: &Reach, since: Date) -> Result<Vec<ListedExecution>, StoreError> {
        self.0.executions(reach, since)
    }
}

impl Inner {
    fn executions(&self, reach: &Reach, since: Date) -> Result<Vec<ListedExecution>, StoreError> {
        self.listed(lists::EXECUTIONS, reach, vec![Val::from(since.to_string())], 13, |row| {
            let reports: String = row.get(11)?;
            let time = ExecutionRow {
                id: get(row, 0)?,
                case: get(row, 1)?,
                person: get(row, 2)?,
                decision: get(row, 3)?,
                kind: row.get(4)?,
                insats: row.get(5)?,
                since: get(row, 6)?,
                due: get(row, 7)?,
                settled: get_opt(row, 8)?.zip(row.get(9)?),
                in_part: row.get::<i64>(10)? == 1,
                reports: reports.split_whitespace().map(str::to_owned).collect(),
                told_on: get_opt(row, 12)?,
            };
            Ok((time.person, time))
        })
    }
}

/// Lays down the times of a case in place of those that lie there.
pub(crate) fn put(conn: &mut dyn Engine, case: Id, rows: &[ExecutionRow]) -> Result<(), StoreError> {
    let case = case.to_string();
    conn.execute(sql::EXECUTIONS_CLEAR, args![&case])?;
    for row in rows {
        let values = args![
            Text(row.id),
            &case,
            Text(row.person),
            Text(row.decision),
            &row.kind,
            &row.insats,
            Text(row.since),
            Text(row.due),
            row.settled.as_ref().map(|(on, _)| Text(*on)),
            row.settled.as_ref().map(|(_, how)| how),
            i64::from(row.in_part),
            row.reports.join(" "),
            row.told_on.map(Text),
        ];
        conn.execute(sql::EXECUTION_PUT, values)?;
    }
    Ok(())
}
