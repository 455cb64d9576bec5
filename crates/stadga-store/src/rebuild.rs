//! Read models as text to compare, and all of them replaced at once.

use crate::Inner;
use crate::engine::{Row, Val};
use crate::error::StoreError;
use crate::rows::{OpenedName, Rows, put_rows};
use crate::sql::rows as sql;
use crate::value::get;
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

    fn persons(&self) -> Result<Vec<String>, StoreError> {
        let person = |row: &Row<'_>| Ok((get(row, 0)?, row.get(1)?));
        let sealed: Vec<(Id, Vec<u8>)> = self.readers.read(|conn| conn.all(sql::DUMP_PERSONS, &[], person))?;
        let line = |(person, sealed): (Id, Vec<u8>)| {
            let OpenedName { name, number } = OpenedName::open(person, &self.known(person)?.key, &sealed)?;
            Ok(format!("person|{person}|{name}|{}", number.unwrap_or_default()))
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
