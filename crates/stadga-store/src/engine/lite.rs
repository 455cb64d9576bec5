//! SQLite: a file, the connections to it, and the lock that keeps other processes out.

use super::fold::{Folding, LONG};
use super::{Cells, Each, Engine, Row, Val};
use crate::error::StoreError;
use crate::sql::seams::{SQLITE, Seams};
use rusqlite::config::DbConfig;
use rusqlite::types::{ToSql, ToSqlOutput, ValueRef};
use rusqlite::{CachedStatement, Connection, InterruptHandle, params_from_iter};
use std::borrow::Cow;
use std::fs::{File, TryLockError};
use std::path::{Path, PathBuf};

/// The first SQLite without the fault that loses writes when the write-ahead log is reset.
const OLDEST: i32 = 3_051_003;
/// Prepared statements kept by each connection.
const PREPARED: usize = 96;

const SETTINGS: &str = "
PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;
PRAGMA temp_store = memory; PRAGMA cache_size = -20000; PRAGMA trusted_schema = OFF;";

/// What else a connection that only reads is told. It sees the file through the machine's own memory of it, which all
/// connections share and a commit does not empty; what has to be remembered of the write-ahead log is little, and there
/// may be sixteen of them.
const READING: &str = "PRAGMA query_only = ON; PRAGMA cache_size = -2000; PRAGMA mmap_size = 68719476736;";

/// A connection to a database file.
pub(crate) struct Lite(Connection, Option<Folding>);

impl Lite {
    /// What [`Lite::state`] says of a file nothing is wrong with.
    pub(crate) const SOUND: &str = "ok";

    /// Keeps other processes out for as long as the file lives.
    pub(crate) fn lock(path: &Path) -> Result<File, StoreError> {
        let file = File::options().create(true).truncate(false).write(true).open(beside(path, ".lock"))?;
        match file.try_lock() {
            Ok(()) => Ok(file),
            Err(TryLockError::WouldBlock) => Err(StoreError::InUse(path.to_owned())),
            Err(TryLockError::Error(error)) => Err(error.into()),
        }
    }

    /// The writing connection.
    pub(crate) fn writing(path: &Path) -> Result<Self, StoreError> {
        if rusqlite::version_number() < OLDEST {
            return Err(StoreError::OldSqlite(rusqlite::version()));
        }
        Ok(Self(connection(path)?, None))
    }

    /// The same connection, with the write-ahead log folded beside it.
    pub(crate) fn folded(self, path: &Path) -> Result<Self, StoreError> {
        let folding = Folding::start(&self.0, connection(path)?)?;
        Ok(Self(self.0, Some(folding)))
    }

    /// The writing connection to the small file beside it, where what is seen waits to be taken in.
    pub(crate) fn seen(path: &Path) -> Result<Self, StoreError> {
        Self::writing(&beside(path, "-sett"))
    }

    /// Whether the last program that had the file fell while it wrote, or the machine did: whoever closes a file in
    /// good order leaves nothing in its log.
    pub(crate) fn left_open(path: &Path) -> bool {
        beside(path, "-wal").metadata().is_ok_and(|log| log.len() > 0)
    }

    /// What is wrong with the file, or [`Lite::SOUND`]. Reads all of it.
    pub(crate) fn state(&self) -> Result<String, StoreError> {
        Ok(self.0.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?)
    }

    /// What stops what another thread reads with this connection.
    pub(crate) fn interrupt(&self) -> InterruptHandle {
        self.0.get_interrupt_handle()
    }

    /// A connection that can only read.
    pub(crate) fn reading(path: &Path) -> Result<Self, StoreError> {
        let conn = connection(path)?;
        conn.execute_batch(READING)?;
        Ok(Self(conn, None))
    }

    /// A connection that reads all of the file once, and keeps none of it in memory.
    pub(crate) fn looking(path: &Path) -> Result<Self, StoreError> {
        Ok(Self(connection(path)?, None))
    }

    fn prepared(&self, text: &str) -> rusqlite::Result<CachedStatement<'_>> {
        // SQLite takes parameters by number only when they are written with a question mark.
        self.0.prepare_cached(&text.replace('$', "?"))
    }
}

impl Engine for Lite {
    fn each(&mut self, text: &str, args: &[Val<'_>], each: Each<'_>) -> Result<(), StoreError> {
        let mut find = self.prepared(text)?;
        let mut rows = find.query(params_from_iter(args))?;
        while let Some(row) = rows.next()? {
            if each(&Row(row))?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn execute(&mut self, text: &str, args: &[Val<'_>]) -> Result<u64, StoreError> {
        Ok(self.prepared(text)?.execute(params_from_iter(args))? as u64)
    }

    fn script(&mut self, text: &str) -> Result<(), StoreError> {
        Ok(self.0.execute_batch(text)?)
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.script("BEGIN IMMEDIATE")
    }

    fn snapshot(&mut self) -> Result<(), StoreError> {
        self.script("BEGIN")
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        self.script("COMMIT")
    }

    fn rollback(&mut self) {
        // A full disk has undone the transaction already.
        if !self.0.is_autocommit() {
            let _ = self.script("ROLLBACK");
        }
    }

    fn seams(&self) -> &'static Seams {
        &SQLITE
    }

    fn thorough(&mut self) {
        // A setting of the connection: it stays, and costs only what is taken away.
        let _ = self.0.query_row("PRAGMA secure_delete = ON", [], |_| Ok(()));
    }

    fn written(&mut self) {
        if let Some(folding) = &mut self.1 {
            folding.written(&self.0);
        }
    }

    /// Keeps the write-ahead log short.
    fn rest(&mut self) {
        let _ = self.0.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}

impl Cells for rusqlite::Row<'_> {
    fn width(&self) -> usize {
        self.as_ref().column_count()
    }

    fn val(&self, at: usize) -> Result<Val<'_>, StoreError> {
        Ok(match self.get_ref(at)? {
            ValueRef::Null => Val::Null,
            ValueRef::Integer(number) => Val::Int(number),
            ValueRef::Real(number) => Val::Real(number),
            ValueRef::Text(text) => Val::Text(Cow::Borrowed(text)),
            ValueRef::Blob(bytes) => Val::Bytes(Cow::Borrowed(bytes)),
        })
    }
}

impl ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match self {
            Val::Null => ValueRef::Null,
            Val::Int(number) => ValueRef::Integer(*number),
            Val::Real(number) => ValueRef::Real(*number),
            Val::Text(text) => ValueRef::Text(text),
            Val::Bytes(bytes) => ValueRef::Blob(bytes),
        }))
    }
}

/// The file beside a database file with this at the end of its name.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

fn connection(path: &Path) -> Result<Connection, StoreError> {
    let conn = Connection::open(path)?;
    conn.execute_batch(SETTINGS)?;
    conn.pragma_update(None, "wal_autocheckpoint", LONG)?;
    #[cfg(test)]
    conn.execute_batch(careless::SETTING.get())?;
    conn.set_prepared_statement_cache_capacity(PREPARED);
    // A plan that looked at the values would be made anew each time a limit is bound.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    Ok(conn)
}

/// A setting that spoils the others, for the test that has to notice.
#[cfg(test)]
pub(crate) mod careless {
    use std::cell::Cell;

    thread_local! {
        /// What connections that this thread opens are told last.
        pub(crate) static SETTING: Cell<&'static str> = const { Cell::new("") };
    }
}
