//! What a board meets about and is told of: cases on agendas, and decisions made by delegation.

use crate::engine::{Engine, Row, Val, args};
use crate::error::StoreError;
use crate::lists::Listed;
use crate::rows::BoardRow;
use crate::sql::{lists, rows as sql};
use crate::value::{Text, get};
use crate::{Inner, Store};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::access::Reach;

/// Something for a board, on the list.
pub type ListedBoard = Listed<BoardRow>;

impl Store {
    /// What is of a kind within reach, between two days, both inclusive; by day, and then by the case's number.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn board(&self, reach: &Reach, kind: &str, days: (Date, Date)) -> Result<Vec<ListedBoard>, StoreError> {
        self.0.board(reach, kind, days)
    }

    /// The same whoever asks, without names: what of it may be told is for whoever asks to judge.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn board_of_all(&self, kind: &str, (from, to): (Date, Date)) -> Result<Vec<BoardRow>, StoreError> {
        let args = [Val::from(kind.to_owned()), Val::from(from.to_string()), Val::from(to.to_string())];
        self.0.readers.read(|conn| conn.all(sql::BOARD_OF_KIND, &args, board_row))
    }
}

fn board_row(row: &Row<'_>) -> Result<BoardRow, StoreError> {
    Ok(BoardRow { id: get(row, 0)?, case: get(row, 1)?, person: get(row, 2)?, kind: row.get(3)?, on: get(row, 4)? })
}

impl Inner {
    fn board(&self, reach: &Reach, kind: &str, (from, to): (Date, Date)) -> Result<Vec<ListedBoard>, StoreError> {
        let args = vec![Val::from(kind.to_owned()), Val::from(from.to_string()), Val::from(to.to_string())];
        self.listed(lists::BOARD, reach, args, 5, |row| {
            let board = board_row(row)?;
            Ok((board.person, board))
        })
    }
}

/// Lays down what a case has for boards in place of what lies there. It seldom changes.
pub(crate) fn put(conn: &mut dyn Engine, case: Id, rows: &[BoardRow]) -> Result<(), StoreError> {
    type Stored = (String, String, String);
    let case = case.to_string();
    let mut wanted: Vec<Stored> =
        rows.iter().map(|row| (row.id.to_string(), row.kind.clone(), row.on.to_string())).collect();
    wanted.sort();
    let mut there: Vec<Stored> =
        conn.all(sql::BOARD_OF, args![&case], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    there.sort();
    if there == wanted {
        return Ok(());
    }
    conn.execute(sql::BOARD_CLEAR, args![&case])?;
    for row in rows {
        conn.execute(sql::BOARD_PUT, args![Text(row.id), &case, Text(row.person), &row.kind, Text(row.on)])?;
    }
    Ok(())
}
