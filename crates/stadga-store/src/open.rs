//! Opening a database: the lock, the settings, the schema, what it is for, whether it is sound.

use crate::error::StoreError;
use crate::keys::Vault;
use crate::sql::{log as sql, schema};
use crate::value::{get, stamp};
use crate::{Options, Purpose};
use jiff::Timestamp;
use rusqlite::{Connection, OptionalExtension};
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

/// The first SQLite without the fault that loses writes when the write-ahead log is reset.
const OLDEST: i32 = 3_051_003;
/// Reading connections kept open.
const READERS: usize = 16;
/// Prepared statements kept by each connection.
const PREPARED: usize = 96;

const SETTINGS: &str = "
PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
PRAGMA temp_store = memory; PRAGMA cache_size = -20000; PRAGMA trusted_schema = OFF;
PRAGMA wal_autocheckpoint = 1000;";

/// Keeps other processes out for as long as it lives.
pub(crate) fn lock(path: &Path) -> Result<File, StoreError> {
    let mut name = path.as_os_str().to_owned();
    name.push(".lock");
    let file = File::options().create(true).truncate(false).write(true).open(PathBuf::from(name))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_owned())),
        Err(TryLockError::Error(error)) => Err(error.into()),
    }
}

/// The writing connection, with the schema in place and everything checked; and the last stamp.
pub(crate) fn writing(options: &Options, vault: &Vault) -> Result<(Connection, Timestamp), StoreError> {
    if rusqlite::version_number() < OLDEST {
        return Err(StoreError::OldSqlite(rusqlite::version()));
    }
    let mut conn = connection(&options.path)?;
    let state: String = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if state != "ok" {
        return Err(StoreError::Damaged(state));
    }
    conn.execute_batch(schema::META)?;
    let now = (options.clock)();
    migrate(&mut conn, now)?;
    pinned(&conn, "purpose", options.purpose.word()).and_then(|found| match found {
        found if found == options.purpose.word() => Ok(()),
        found => {
            let found = found.parse::<Purpose>().map_or(found, |known| known.label().to_owned());
            Err(StoreError::WrongPurpose { found, asked: options.purpose.label() })
        }
    })?;
    if pinned(&conn, "key_check", vault.check())? != vault.check() {
        return Err(StoreError::WrongKey);
    }
    let last = conn.query_row(sql::LAST_STAMP, [], |row| get(row, 0)).optional()?;
    Ok((conn, last.unwrap_or(Timestamp::UNIX_EPOCH)))
}

/// Runs the steps that have not been run, each in its own transaction.
fn migrate(conn: &mut Connection, now: Timestamp) -> Result<(), StoreError> {
    let done: i64 = conn.query_row(sql::STEP_LAST, [], |row| row.get(0))?;
    let known = schema::STEPS.len() as i64;
    if done > known {
        return Err(StoreError::NewerSchema(done));
    }
    for (step, text) in (1..).zip(schema::STEPS).skip(done.unsigned_abs() as usize) {
        let tx = conn.transaction()?;
        tx.execute_batch(&schema::written(text, &schema::SQLITE))?;
        tx.execute(sql::STEP_PUT, (step, stamp(now)))?;
        tx.commit()?;
    }
    Ok(())
}

/// What the database has under a name; the first value given stays for ever.
fn pinned(conn: &Connection, name: &str, value: &str) -> Result<String, StoreError> {
    conn.execute(sql::META_PUT, (name, value))?;
    Ok(conn.query_row(sql::META_GET, [name], |row| row.get(0))?)
}

fn connection(path: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open(path)?;
    conn.execute_batch(SETTINGS)?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    Ok(conn)
}

/// Connections that can only read.
pub(crate) struct Readers {
    path: PathBuf,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(crate) fn new(path: &Path) -> Self {
        Self { path: path.to_owned(), idle: Mutex::default() }
    }

    /// Reads with one of the connections.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T, StoreError> {
        self.open(|conn| Ok(work(conn)?))
    }

    /// Reads and opens what is sealed on the way.
    pub(crate) fn open<T>(&self, work: impl FnOnce(&Connection) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        let conn = match idle {
            Some(conn) => conn,
            None => {
                let conn = connection(&self.path)?;
                conn.execute_batch("PRAGMA query_only = ON")?;
                conn
            }
        };
        let outcome = work(&conn);
        let mut idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < READERS {
            idle.push(conn);
        }
        outcome
    }
}
