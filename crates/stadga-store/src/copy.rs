//! Copies of a whole database that either kind can be made from: for backups, and for moving between them.
//!
//! A copy holds what cannot be made anew: the log, the audit trail, files, packs, drafts. The keys of subjects are
//! a copy of their own. A copy is taken at one moment while others read and write, and vouches for itself with a
//! hash. It is not secret-proof by itself: names and texts in it are sealed, ids, dates and the audit trail are not.

mod frames;

use crate::engine::{Engine, Lite, Pg, Server, Val};
use crate::error::StoreError;
use crate::keys::Vault;
use crate::open::prepare;
use crate::sql::copy::{self as sql, Table};
use crate::sql::{log, schema};
use crate::{Clock, MasterKey, Place, Purpose, erase};
use frames::{Frame, Header, Reader, Writer};
use std::collections::BTreeMap;
use std::io::{Read, Write};
use std::ops::ControlFlow;
use std::sync::Arc;

/// What a copy came to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Copied {
    /// Rows in all.
    pub rows: u64,
    /// Rows by table.
    pub by_table: BTreeMap<String, u64>,
    /// The last place in the log and in the audit trail.
    pub last: (i64, i64),
    /// SHA-256 of everything in it.
    pub digest: [u8; 32],
}

impl Copied {
    fn counts(&mut self, table: &str) {
        self.rows += 1;
        match self.by_table.get_mut(table) {
            Some(many) => *many += 1,
            None => _ = self.by_table.insert(table.to_owned(), 1),
        }
    }

    /// How many rows of a table.
    pub fn of(&self, table: &str) -> u64 {
        self.by_table.get(table).copied().unwrap_or_default()
    }
}

/// Which part of a database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The log, the audit trail, files and what else cannot be made anew.
    Records,
    /// The keys of subjects, wrapped by the master key.
    Keys,
    /// What of the records has come after a place in the log and one in the audit trail.
    Onward(i64, i64),
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Records => "records",
            Self::Keys => "keys",
            Self::Onward(..) => "onward",
        }
    }

    fn tables(self) -> &'static [Table] {
        if self == Self::Keys { sql::KEYS } else { sql::RECORDS }
    }
}

/// Copies a part of a database at one moment, whoever else has it open. Needs no key.
///
/// # Errors
/// When the database cannot be read, is made by another version, or `out` cannot be written.
pub fn copy_out(place: &Place, part: Part, out: &mut dyn Write) -> Result<Copied, StoreError> {
    let mut conn: Box<dyn Engine> = match place {
        Place::File(path) => Box::new(Lite::reading(path)?),
        Place::Server(url) => Box::new(Pg::reading(Arc::new(Server::new(url)?))),
    };
    conn.snapshot()?;
    let copied = write(conn.as_mut(), part, out);
    conn.rollback();
    copied
}

fn write(conn: &mut dyn Engine, part: Part, out: &mut dyn Write) -> Result<Copied, StoreError> {
    let steps: i64 = conn.first(log::STEP_LAST, &[], |row| row.get(0))?.unwrap_or_default();
    if steps != schema::STEPS.len() as i64 {
        return Err(StoreError::OtherSchema);
    }
    let mut known = |name: &str| -> Result<String, StoreError> {
        Ok(conn.first(log::META_GET, &[Val::from(name)], |row| row.get(0))?.unwrap_or_default())
    };
    let (purpose, key_check) = (known("purpose")?, known("key_check")?);
    let position: i64 = conn.first(log::LAST_POSITION, &[], |row| row.get(0))?.unwrap_or_default();
    let entry: i64 = conn.first(sql::LAST_ENTRY, &[], |row| row.get(0))?.unwrap_or_default();
    let after = if let Part::Onward(position, entry) = part { (position, entry) } else { (0, 0) };
    let header = Header { part: part.name().to_owned(), steps, purpose, key_check, after, last: (position, entry) };
    let mut writer = Writer::begin(out, &header)?;
    for table in part.tables() {
        writer.table(table.name, table.columns)?;
        let onward = matches!(part, Part::Onward(..)) && !table.after.is_empty();
        let place = if table.name == "audit" { after.1 } else { after.0 };
        let (text, args) = if onward { (sql::after(table), vec![Val::Int(place)]) } else { (sql::all(table), vec![]) };
        conn.each(&text, &args, &mut |row| {
            let values: Vec<Val<'_>> =
                (0..table.columns.len()).map(|at| row.val(at)).collect::<Result<_, StoreError>>()?;
            writer.row(table.name, &values)?;
            Ok(ControlFlow::Continue(()))
        })?;
    }
    writer.end()
}

/// Reads a copy through, from its first byte to its last, and checks that it is whole.
///
/// # Errors
/// [`StoreError::NotACopy`] when it is not.
pub fn copy_check(source: &mut dyn Read) -> Result<Copied, StoreError> {
    let (_, mut reader) = Reader::begin(source)?;
    loop {
        if let Frame::End(copied) = reader.next()? {
            return Ok(copied);
        }
    }
}

/// Makes a database of a copy of its records, the copy of its keys, and what has come after, in order. All of it
/// happens or nothing; the read models are left to be made anew.
///
/// # Errors
/// [`StoreError::NotEmpty`] where there is a database already, [`StoreError::WrongKey`] and
/// [`StoreError::KeysMissing`] when the keys are not those of the records, [`StoreError::NotACopy`] when one of
/// them is damaged or they do not follow upon each other.
pub fn copy_in(
    place: &Place,
    (records, keys): (&mut dyn Read, &mut dyn Read),
    onward: &mut dyn Iterator<Item = Result<Box<dyn Read>, StoreError>>,
    (clock, master_key): (&Clock, &MasterKey),
) -> Result<(Purpose, Copied), StoreError> {
    let (header, mut reader) = Reader::begin(records)?;
    let purpose = recognised(&header, Part::Records, master_key)?;
    let (of_keys, mut key_reader) = Reader::begin(keys)?;
    recognised(&of_keys, Part::Keys, master_key)?;
    if let Place::File(path) = place
        && path.exists()
    {
        return Err(StoreError::NotEmpty);
    }
    let lock = if let Place::File(path) = place { Some(Lite::lock(path)?) } else { None };
    let mut conn: Box<dyn Engine> = match place {
        Place::File(path) => Box::new(Lite::writing(path)?),
        Place::Server(url) => Box::new(Pg::writing(Arc::new(Server::new(url)?), purpose)?),
    };
    prepare(conn.as_mut(), purpose, &Vault::new(master_key), clock())?;
    conn.begin()?;
    let mut laid = || -> Result<Copied, StoreError> {
        let held: i64 = conn.first(sql::HELD, &[], |row| row.get(0))?.unwrap_or_default();
        if held > 0 {
            return Err(StoreError::NotEmpty);
        }
        lay(conn.as_mut(), &mut key_reader, sql::KEYS)?;
        let mut copied = lay(conn.as_mut(), &mut reader, sql::RECORDS)?;
        for segment in &mut *onward {
            let mut segment = segment?;
            let (next, mut reader) = Reader::begin(segment.as_mut())?;
            recognised(&next, Part::Onward(0, 0), master_key)?;
            if next.after != copied.last {
                return Err(StoreError::NotACopy("delarna följer inte på varandra"));
            }
            let more = lay(conn.as_mut(), &mut reader, sql::RECORDS)?;
            copied = Copied { rows: copied.rows + more.rows, last: more.last, ..copied };
        }
        erase::darken(conn.as_mut())?;
        Ok(copied)
    };
    let laid = laid().and_then(|copied| {
        conn.commit()?;
        Ok((purpose, copied))
    });
    if laid.is_err() {
        conn.rollback();
    }
    drop(conn);
    drop(lock);
    if let (Err(_), Place::File(path)) = (&laid, place) {
        for end in ["", "-wal", "-shm", ".lock"] {
            let mut name = path.as_os_str().to_owned();
            name.push(end);
            // What is not there needs not be taken away.
            let _ = std::fs::remove_file(name);
        }
    }
    laid
}

/// The purpose a copy was made for, if it is the part that is meant and this key's.
fn recognised(header: &Header, part: Part, master_key: &MasterKey) -> Result<Purpose, StoreError> {
    if header.part != part.name() {
        return Err(StoreError::NotACopy("det är en kopia av något annat än väntat"));
    }
    if header.steps > schema::STEPS.len() as i64 {
        return Err(StoreError::NewerSchema(header.steps));
    }
    if header.key_check != Vault::new(master_key).check() {
        return Err(StoreError::WrongKey);
    }
    header.purpose.parse().map_err(|_| StoreError::NotACopy("den säger inte vad databasen är till för"))
}

/// Lays the rows of a copy down.
fn lay(conn: &mut dyn Engine, reader: &mut Reader<'_>, tables: &[Table]) -> Result<Copied, StoreError> {
    let mut put = String::new();
    loop {
        match reader.next()? {
            Frame::Table { name, columns } => {
                let table = tables.iter().find(|table| table.name == name);
                let known = |column: &String| table.is_some_and(|table| table.columns.contains(&column.as_str()));
                let table = table.filter(|_| columns.iter().all(known));
                let table = table.ok_or(StoreError::NotACopy("den har uppgifter som den här versionen inte känner"))?;
                put = sql::put(table, &columns);
            }
            Frame::Row(row) => _ = conn.execute(&put, &row).map_err(keyless)?,
            Frame::End(copied) => return Ok(copied),
        }
    }
}

/// A stream whose key is not among the keys is refused by the database itself.
fn keyless(error: StoreError) -> StoreError {
    let text = error.to_string().to_lowercase();
    if text.contains("foreign key") || text.contains("23503") { StoreError::KeysMissing } else { error }
}
