//! PostgreSQL: a connection that is made again when it has died.
//!
//! Writing is serialised over every node by one lock in the database, taken first in each transaction
//! and let go by its end: positions have no gaps, and whoever sees one sees all before it.

use super::server::check;
use super::{Cells, Each, Engine, Row, Server, Val};
use crate::Purpose;
use crate::error::StoreError;
use crate::sql::seams::{POSTGRES, Seams};
use bytes::BytesMut;
use postgres::error::SqlState;
use postgres::fallible_iterator::FallibleIterator;
use postgres::types::{FromSql, IsNull, ToSql, Type};
use postgres::{Client, Statement};
use std::borrow::Cow;
use std::collections::HashMap;
use std::error::Error;
use std::sync::Arc;

/// The lock that whoever writes holds; it means nothing outside the database.
const WRITING: i64 = i64::from_be_bytes(*b"\0\0STADGA");
/// Prepared statements kept by each connection; beyond that it starts over.
const PREPARED: usize = 256;

type AnyError = Box<dyn Error + Sync + Send>;

/// A connection to a database server.
pub(crate) struct Pg {
    server: Arc<Server>,
    /// None when it has died.
    client: Option<Client>,
    prepared: HashMap<String, Statement>,
    /// Inside a transaction, which a new connection could not go on with.
    inside: bool,
    reading: bool,
}

impl Pg {
    /// The writing connection; checks that the server can be relied on.
    pub(crate) fn writing(server: Arc<Server>, purpose: Purpose) -> Result<Self, StoreError> {
        let mut pg = Self::new(server, false);
        check(pg.client()?, purpose)?;
        Ok(pg)
    }

    /// A connection that can only read, made at its first use.
    pub(crate) fn reading(server: Arc<Server>) -> Self {
        Self::new(server, true)
    }

    fn new(server: Arc<Server>, reading: bool) -> Self {
        Self { server, client: None, prepared: HashMap::new(), inside: false, reading }
    }

    fn client(&mut self) -> Result<&mut Client, StoreError> {
        if self.client.is_none() {
            if self.inside {
                return Err(StoreError::Lost);
            }
            let mut client = self.server.connect().map_err(|error| match error.as_db_error() {
                Some(_) => StoreError::Postgres(error),
                None => StoreError::Unreachable(error),
            })?;
            if self.reading {
                client.batch_execute("SET default_transaction_read_only = on")?;
            }
            self.client = Some(client);
        }
        self.client.as_mut().ok_or(StoreError::Lost)
    }

    fn prepare(&mut self, text: &str) -> Result<(&mut Client, Statement), StoreError> {
        if let Some(known) = self.prepared.get(text).cloned() {
            return Ok((self.client()?, known));
        }
        let made = self.client()?.prepare(text)?;
        if self.prepared.len() >= PREPARED {
            self.prepared.clear();
        }
        self.prepared.insert(text.to_owned(), made.clone());
        Ok((self.client()?, made))
    }

    /// Looks at how something went; a connection that has died is let go.
    fn noted<T>(&mut self, outcome: Result<T, StoreError>) -> Result<T, StoreError> {
        if matches!(&outcome, Err(StoreError::Postgres(error)) if died(error)) {
            self.let_go();
        }
        outcome
    }

    fn let_go(&mut self) {
        self.prepared.clear();
        if let Some(client) = self.client.take() {
            // Closing waits for the server, which must not happen on a thread that serves others.
            std::thread::spawn(move || drop(client));
        }
    }

    /// Begins a transaction, on a new connection if the old one has died unseen.
    fn enter(&mut self, text: &str) -> Result<(), StoreError> {
        self.rollback();
        let had = self.client.is_some();
        let mut begun = self.script(text);
        if begun.is_err() && had && self.client.is_none() {
            begun = self.script(text);
        }
        self.inside = true;
        if begun.is_err() {
            self.rollback();
        }
        begun
    }

    fn rows(&mut self, text: &str, args: &[Val<'_>], each: Each<'_>) -> Result<(), StoreError> {
        let (client, statement) = self.prepare(text)?;
        let mut rows = client.query_raw(&statement, args)?;
        while let Some(row) = rows.next()? {
            if each(&Row(&row))?.is_break() {
                // What goes wrong after the row comes after it, and has to be heard.
                while rows.next()?.is_some() {}
                break;
            }
        }
        Ok(())
    }
}

impl Drop for Pg {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl Engine for Pg {
    fn each(&mut self, text: &str, args: &[Val<'_>], each: Each<'_>) -> Result<(), StoreError> {
        let mut handed = false;
        let had = self.client.is_some();
        let outcome = self.rows(text, args, &mut |row| {
            handed = true;
            each(row)
        });
        let outcome = self.noted(outcome);
        if outcome.is_err() && had && self.client.is_none() && !self.inside && !handed {
            // It died while nobody used it: a reading is done again, and nobody notices.
            let again = self.rows(text, args, each);
            return self.noted(again);
        }
        outcome
    }

    fn execute(&mut self, text: &str, args: &[Val<'_>]) -> Result<u64, StoreError> {
        let args: Vec<&(dyn ToSql + Sync)> = args.iter().map(|val| val as &(dyn ToSql + Sync)).collect();
        let outcome = self.prepare(text).and_then(|(client, statement)| Ok(client.execute(&statement, &args)?));
        self.noted(outcome)
    }

    fn script(&mut self, text: &str) -> Result<(), StoreError> {
        let outcome = self.client().and_then(|client| Ok(client.batch_execute(text)?));
        self.noted(outcome)
    }

    fn begin(&mut self) -> Result<(), StoreError> {
        self.enter(&format!("BEGIN; SELECT pg_advisory_xact_lock({WRITING})"))
    }

    fn snapshot(&mut self) -> Result<(), StoreError> {
        self.enter("BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY")
    }

    fn commit(&mut self) -> Result<(), StoreError> {
        // PostgreSQL answers a commit of a failed transaction with a rollback and no error. The release of
        // the savepoint, which comes just before, fails there.
        let outcome = self.script("COMMIT");
        match outcome {
            Err(_) if self.client.is_none() => {
                self.inside = false;
                Err(StoreError::Uncertain)
            }
            Err(error) => Err(error),
            Ok(()) => {
                self.inside = false;
                Ok(())
            }
        }
    }

    fn rollback(&mut self) {
        if std::mem::take(&mut self.inside) && self.client.is_some() && self.script("ROLLBACK").is_err() {
            self.let_go();
        }
    }

    fn seams(&self) -> &'static Seams {
        &POSTGRES
    }

    fn rest(&mut self) {}
}

/// Whether a connection can be used no more: cut, or ended by the server.
fn died(error: &postgres::Error) -> bool {
    match error.code() {
        Some(code) => {
            let ended = [
                SqlState::ADMIN_SHUTDOWN,
                SqlState::CRASH_SHUTDOWN,
                SqlState::CANNOT_CONNECT_NOW,
                SqlState::IDLE_IN_TRANSACTION_SESSION_TIMEOUT,
                SqlState::READ_ONLY_SQL_TRANSACTION,
            ];
            // 08: the connection; 57P05: idle for too long. A server turned read-only is no longer the one
            // that leads, and connecting again finds the one that does.
            ended.contains(code) || code.code().starts_with("08") || code.code() == "57P05"
        }
        None => error.is_closed() || error.source().is_some_and(|source| source.is::<std::io::Error>()),
    }
}

impl Cells for postgres::Row {
    fn width(&self) -> usize {
        self.len()
    }

    fn val(&self, at: usize) -> Result<Val<'_>, StoreError> {
        Ok(self.try_get(at)?)
    }
}

impl<'a> FromSql<'a> for Val<'a> {
    fn from_sql(kind: &Type, raw: &'a [u8]) -> Result<Self, AnyError> {
        Ok(match *kind {
            Type::INT8 => Val::Int(i64::from_sql(kind, raw)?),
            Type::INT4 => Val::Int(i32::from_sql(kind, raw)?.into()),
            Type::BYTEA => Val::Bytes(Cow::Borrowed(raw)),
            _ => Val::Text(Cow::Borrowed(raw)),
        })
    }

    fn from_sql_null(_: &Type) -> Result<Self, AnyError> {
        Ok(Val::Null)
    }

    fn accepts(kind: &Type) -> bool {
        [Type::INT8, Type::INT4, Type::BYTEA, Type::TEXT].contains(kind)
    }
}

/// The statement decides what a value is; a value of another kind is refused here, not in the server.
impl ToSql for Val<'_> {
    fn to_sql(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, AnyError> {
        match (self, kind) {
            (Val::Null, _) => return Ok(IsNull::Yes),
            (Val::Int(number), &Type::INT8) => return number.to_sql(kind, out),
            (Val::Text(text), &Type::TEXT) => out.extend_from_slice(text),
            (Val::Bytes(bytes), &Type::BYTEA) => out.extend_from_slice(bytes),
            _ => return Err(format!("a value is not {kind}").into()),
        }
        Ok(IsNull::No)
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    fn to_sql_checked(&self, kind: &Type, out: &mut BytesMut) -> Result<IsNull, AnyError> {
        self.to_sql(kind, out)
    }
}
