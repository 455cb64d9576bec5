//! Read models as text to compare, and all of them replaced at once.

use crate::Inner;
use crate::error::StoreError;
use crate::rows::{OpenedName, Rows, put_rows};
use crate::sql::rows as sql;
use rusqlite::types::ValueRef;
use rusqlite::{Connection, Row};
use stadga_core::Id;

/// The tables that are text as they lie.
const PLAIN: [(&str, &str); 6] = [
    ("case", sql::DUMP_CASES),
    ("assignment", sql::DUMP_ASSIGNMENTS),
    ("token", sql::DUMP_TOKENS),
    ("duty", sql::DUMP_DUTIES),
    ("owner", sql::DUMP_OWNERS),
    ("grant", sql::DUMP_GRANTS),
];

impl Inner {
    pub(crate) fn read_model_rows(&self) -> Result<Vec<String>, StoreError> {
        let mut lines = self.readers.read(|conn| {
            let snapshot = conn.unchecked_transaction()?;
            let mut lines = Vec::new();
            for (table, text) in PLAIN {
                dump(&snapshot, table, text, &mut lines)?;
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
                desk.conn.prepare_cached(text)?.execute([])?;
            }
            Ok(put_rows(desk.conn, &rows, &persons)?)
        })
    }

    fn persons(&self) -> Result<Vec<String>, StoreError> {
        let sealed = self.readers.read(|conn| {
            let mut find = conn.prepare_cached(sql::DUMP_PERSONS)?;
            let rows = find.query_map([], |row| Ok((crate::value::get(row, 0)?, row.get(1)?)))?;
            rows.collect::<rusqlite::Result<Vec<(Id, Vec<u8>)>>>()
        })?;
        let line = |(person, sealed): (Id, Vec<u8>)| {
            let OpenedName { name, number } = OpenedName::open(person, &self.known(person)?.key, &sealed)?;
            Ok(format!("person|{person}|{name}|{}", number.unwrap_or_default()))
        };
        sealed.into_iter().map(line).collect()
    }
}

fn dump(conn: &Connection, table: &str, text: &str, lines: &mut Vec<String>) -> rusqlite::Result<()> {
    let mut find = conn.prepare_cached(text)?;
    let columns = find.column_count();
    let rows = find.query_map([], |row| line(table, row, columns))?;
    for row in rows {
        lines.push(row?);
    }
    Ok(())
}

fn line(table: &str, row: &Row<'_>, columns: usize) -> rusqlite::Result<String> {
    let mut line = table.to_owned();
    for at in 0..columns {
        line.push('|');
        match row.get_ref(at)? {
            ValueRef::Integer(number) => line.push_str(&number.to_string()),
            ValueRef::Text(text) => line.push_str(&String::from_utf8_lossy(text)),
            ValueRef::Null | ValueRef::Real(_) | ValueRef::Blob(_) => {}
        }
    }
    Ok(line)
}
