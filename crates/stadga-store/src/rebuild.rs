//! Read models as text to compare, and all of them replaced at once.

use crate::engine::{Row, Val, args};
use crate::error::{AppendError, StoreError};
use crate::rows::{OpenedName, Rows, put_rows};
use crate::sql::{log, rows as sql};
use crate::value::{Text, get};
use crate::{Inner, Store};
use stadga_core::Id;

/// The tables that are text as they lie.
const PLAIN: [(&str, &str); 12] = [
    ("case", sql::DUMP_CASES),
    ("assignment", sql::DUMP_ASSIGNMENTS),
    ("token", sql::DUMP_TOKENS),
    ("duty", sql::DUMP_DUTIES),
    ("owner", sql::DUMP_OWNERS),
    ("grant", sql::DUMP_GRANTS),
    ("booking", sql::DUMP_BOOKINGS),
    ("booking owner", sql::DUMP_BOOKING_OWNERS),
    ("execution", sql::DUMP_EXECUTIONS),
    ("minutes", sql::DUMP_MINUTES),
    ("board", sql::DUMP_BOARDS),
    ("mailing", sql::DUMP_MAILINGS),
];

/// The name under which the database remembers what its read models were made by.
const MADE_BY: &str = "read_models";

impl Store {
    /// Every row of the read models as text, opened and sorted: two databases with the same log give the same.
    pub fn read_model_rows(&self) -> Result<Vec<String>, StoreError> {
        self.0.read_model_rows()
    }

    /// Replaces all read models, in one transaction.
    pub fn replace_read_models(&self, rows: Rows) -> Result<(), StoreError> {
        self.0.replace_read_models(rows)
    }

    /// Lays the rows of some cases and persons down anew, whole, beside all the others.
    /// [`AppendError::Moved`] when a stream has moved since they were worked out; nothing is written then.
    pub fn renew_read_models(&self, rows: Rows, expects: Vec<(Id, u32)>) -> Result<(), AppendError> {
        self.0.renew_read_models(rows, expects)
    }

    /// What the read models were made by, in the words of [`Store::note_made_by`]; none in a database where
    /// nobody has said.
    pub fn made_by(&self) -> Result<Option<String>, StoreError> {
        self.0.readers.read(|conn| conn.first(log::META_GET, args![MADE_BY], |row| row.get(0)))
    }

    /// Remembers what the read models are made by from now on.
    pub fn note_made_by(&self, what: &str) -> Result<(), StoreError> {
        let what = what.to_owned();
        self.0.write(move |desk| {
            desk.conn.execute(log::META_SET, args![MADE_BY, what])?;
            Ok(())
        })
    }
}

impl Inner {
    pub(crate) fn read_model_rows(&self) -> Result<Vec<String>, StoreError> {
        let mut lines = self.readers.steady(|conn| {
            let mut lines = Vec::new();
            for (table, text) in PLAIN {
                lines.append(&mut conn.all(text, &[], |row| line(table, row))?);
            }
            Ok(lines)
        })?;
        lines.append(&mut self.persons()?);
        lines.sort();
        Ok(lines)
    }

    pub(crate) fn replace_read_models(&self, rows: Rows) -> Result<(), StoreError> {
        let persons = self.sealed_persons(&rows, |subject| self.known(subject))?;
        self.write(move |desk| {
            for text in sql::CLEAR {
                desk.conn.execute(text, &[])?;
            }
            Ok(put_rows(desk.conn, &rows, &persons)?)
        })
    }

    fn renew_read_models(&self, rows: Rows, expects: Vec<(Id, u32)>) -> Result<(), AppendError> {
        let persons = self.sealed_persons(&rows, |subject| self.known(subject))?;
        self.writer.write(move |desk| {
            for (subject, seq) in &expects {
                if desk.head(*subject)?.map_or(0, |head| head.seq) != *seq {
                    return Err(AppendError::Moved);
                }
            }
            for (case, _) in &rows.duties {
                // A row is left alone when what it is made of is the same; here it may be made otherwise.
                desk.conn.execute(sql::DUTIES_CLEAR, args![Text(*case)])?;
                desk.conn.execute(sql::OWNERS_OF_CASE_CLEAR, args![Text(*case)])?;
            }
            Ok(put_rows(desk.conn, &rows, &persons)?)
        })
    }

    fn persons(&self) -> Result<Vec<String>, StoreError> {
        let person = |row: &Row<'_>| Ok((get(row, 0)?, row.get(1)?));
        let sealed: Vec<(Id, Vec<u8>)> = self.readers.read(|conn| conn.all(sql::DUMP_PERSONS, &[], person))?;
        let line = |(person, sealed): (Id, Vec<u8>)| {
            let OpenedName { name, number, protected } = OpenedName::open(person, &self.known(person)?.key, &sealed)?;
            let protected = if protected { "|protected" } else { "" };
            Ok(format!("person|{person}|{name}|{}{protected}", number.unwrap_or_default()))
        };
        sealed.into_iter().map(line).collect()
    }
}

fn line(table: &str, row: &Row<'_>) -> Result<String, StoreError> {
    let mut line = table.to_owned();
    for at in 0..row.width() {
        line.push('|');
        match row.val(at)? {
            Val::Int(number) => line.push_str(&number.to_string()),
            Val::Text(text) => line.push_str(&String::from_utf8_lossy(&text)),
            Val::Null | Val::Real(_) | Val::Bytes(_) => {}
        }
    }
    Ok(line)
}
