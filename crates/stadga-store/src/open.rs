//! Opening a database: the tables, what it is for, whose key it has. And the connections that read it.

use crate::Purpose;
use crate::engine::{Engine, args};
use crate::error::StoreError;
use crate::keys::Vault;
use crate::sql::{log as sql, schema};
use crate::value::stamp;
use jiff::Timestamp;
use std::cell::Cell;
use std::sync::{Condvar, Mutex, PoisonError};

/// Reading connections, at most: a server has a hundred for all who use it.
const READERS: usize = 16;

/// Lays the tables that are missing and checks what the database is. All of it happens or nothing.
pub(crate) fn prepare(
    conn: &mut dyn Engine,
    purpose: Purpose,
    vault: &Vault,
    now: Timestamp,
) -> Result<(), StoreError> {
    conn.begin()?;
    let prepared = migrate(conn, now).and_then(|()| recognise(conn, purpose, vault)).and_then(|()| conn.commit());
    if prepared.is_err() {
        conn.rollback();
    }
    prepared
}

/// Runs the steps that have not been run.
fn migrate(conn: &mut dyn Engine, now: Timestamp) -> Result<(), StoreError> {
    conn.script(schema::META)?;
    let done: i64 = conn.first(sql::STEP_LAST, &[], |row| row.get(0))?.unwrap_or(0);
    let known = schema::STEPS.len() as i64;
    if done > known {
        return Err(StoreError::NewerSchema(done));
    }
    for (step, text) in (1i64..).zip(schema::STEPS).skip(done.unsigned_abs() as usize) {
        conn.script(&schema::written(text, conn.seams()))?;
        conn.execute(sql::STEP_PUT, args![step, stamp(now)])?;
    }
    Ok(())
}

/// Refuses a database made for something else or with another key.
fn recognise(conn: &mut dyn Engine, purpose: Purpose, vault: &Vault) -> Result<(), StoreError> {
    let found = pinned(conn, "purpose", purpose.word())?;
    if found != purpose.word() {
        let found = found.parse::<Purpose>().map_or(found, |known| known.label().to_owned());
        return Err(StoreError::WrongPurpose { found, asked: purpose.label() });
    }
    if pinned(conn, "key_check", vault.check())? != vault.check() {
        return Err(StoreError::WrongKey);
    }
    Ok(())
}

/// What the database has under a name; the first value given stays for ever.
fn pinned(conn: &mut dyn Engine, name: &str, value: &str) -> Result<String, StoreError> {
    conn.execute(sql::META_PUT, args![name, value])?;
    Ok(conn.first(sql::META_GET, args![name], |row| row.get(0))?.unwrap_or_default())
}

/// Makes a connection that can only read.
type Opener = Box<dyn Fn() -> Result<Box<dyn Engine>, StoreError> + Send + Sync>;

/// Connections that can only read. Whoever finds none free waits: no one holds one while asking for
/// another, so the wait ends.
pub(crate) struct Readers {
    opener: Opener,
    pool: Mutex<Pool>,
    returned: Condvar,
}

#[derive(Default)]
struct Pool {
    idle: Vec<Box<dyn Engine>>,
    lent: usize,
}

impl Readers {
    pub(crate) fn new(opener: Opener) -> Self {
        Self { opener, pool: Mutex::default(), returned: Condvar::new() }
    }

    /// Reads with one of the connections.
    pub(crate) fn read<T>(&self, work: impl FnOnce(&mut dyn Engine) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if let Some(mut conn) = self.taken() {
            let outcome = work(conn.as_mut());
            HELD.set(Some((self.place(), conn)));
            return outcome;
        }
        let mut loan = self.lend();
        work(loan.opened()?)
    }

    /// Lets everything that `work` reads on this thread be read with one connection, at one moment.
    pub(crate) fn held<T>(&self, work: impl FnOnce() -> T) -> Result<T, StoreError> {
        let mut loan = self.lend();
        loan.opened()?.snapshot()?;
        HELD.set(loan.conn.take().map(|conn| (self.place(), conn)));
        let returned = Returned(loan);
        let outcome = work();
        drop(returned);
        Ok(outcome)
    }

    /// The connection that is held on this thread, when it is one of these.
    fn taken(&self) -> Option<Box<dyn Engine>> {
        match HELD.take() {
            Some((place, conn)) if place == self.place() => Some(conn),
            other => {
                HELD.set(other);
                None
            }
        }
    }

    /// Which readers these are.
    fn place(&self) -> usize {
        std::ptr::from_ref(self).addr()
    }

    /// Reads the database as it is at one moment, with several statements.
    pub(crate) fn steady<T>(
        &self,
        work: impl FnOnce(&mut dyn Engine) -> Result<T, StoreError>,
    ) -> Result<T, StoreError> {
        self.read(|conn| {
            conn.snapshot()?;
            let outcome = work(conn);
            conn.rollback();
            outcome
        })
    }

    fn lend(&self) -> Loan<'_> {
        let pool = self.pool.lock().unwrap_or_else(PoisonError::into_inner);
        let waited = self.returned.wait_while(pool, |pool| pool.lent >= READERS);
        let mut pool = waited.unwrap_or_else(PoisonError::into_inner);
        pool.lent += 1;
        Loan { readers: self, conn: pool.idle.pop() }
    }
}

/// A connection on loan, given back however the work ends.
struct Loan<'a> {
    readers: &'a Readers,
    conn: Option<Box<dyn Engine>>,
}

impl Loan<'_> {
    fn opened(&mut self) -> Result<&mut dyn Engine, StoreError> {
        let conn = match &mut self.conn {
            Some(conn) => conn,
            none => none.insert((self.readers.opener)()?),
        };
        Ok(conn.as_mut())
    }
}

thread_local! {
    /// The connection this thread reads with, and whose it is.
    static HELD: Cell<Option<(usize, Box<dyn Engine>)>> = const { Cell::new(None) };
}

/// Ends what was held, however the work ends.
struct Returned<'a>(Loan<'a>);

impl Drop for Returned<'_> {
    fn drop(&mut self) {
        if let Some((_, mut conn)) = HELD.take() {
            conn.rollback();
            self.0.conn = Some(conn);
        }
    }
}

impl Drop for Loan<'_> {
    fn drop(&mut self) {
        let mut pool = self.readers.pool.lock().unwrap_or_else(PoisonError::into_inner);
        pool.lent -= 1;
        // After a panic nobody knows what state it is in.
        if !std::thread::panicking() {
            pool.idle.extend(self.conn.take());
        }
        drop(pool);
        self.readers.returned.notify_one();
    }
}
