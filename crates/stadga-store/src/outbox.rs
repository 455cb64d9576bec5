//! Messages that leave: written in the transaction of what caused them, sent by whichever process takes them.
//!
//! A message holds no words about anybody: what it is about is a word of the program's own, and whoever sends it writes
//! the rest. One that was taken and of which nothing was heard since may have been sent, and says so the next time.

use crate::engine::{Row, args};
use crate::error::StoreError;
use crate::sql::outbox as sql;
use crate::value::{Text, get, get_opt, stamp};
use crate::writer::Desk;
use crate::{Inner, Store};
use jiff::{SignedDuration, Timestamp};
use stadga_core::Id;

/// A process that has held a message for so long without saying what became of it is taken to be dead.
const LEASE: SignedDuration = SignedDuration::from_mins(15);

/// A message, and what has become of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outgoing {
    /// Its id: the same cause gives the same message.
    pub message: String,
    /// What it is about, in a word of the program's own.
    pub about: String,
    /// Which of those who work here it is to; none when it is to those who look after the system.
    pub user: Option<Id>,
    /// When it was written.
    pub made: Timestamp,
    /// How often it has been taken to be sent.
    pub attempts: u32,
    /// When it is tried next; none when it is sent or given up.
    pub next: Option<Timestamp>,
    /// Whether it was taken and nothing was heard since.
    pub open: bool,
    /// When it was sent.
    pub sent: Option<Timestamp>,
    /// When it was given up.
    pub gave_up: Option<Timestamp>,
    /// Why it was not sent the last time.
    pub why: Option<String>,
}

impl Store {
    /// Takes the message that has waited longest and is due, as it was before it was taken; nobody else gets it for a
    /// while.
    pub fn take_message(&self) -> Result<Option<Outgoing>, StoreError> {
        self.0.take_message()
    }

    /// Puts a message to somebody who works here in the outbox. One with the same id is there already.
    pub fn message_to(&self, user: Id, message: &str, about: &str) -> Result<(), StoreError> {
        let (message, about) = (message.to_owned(), about.to_owned());
        self.0.write(move |desk| Ok(put(desk, &message, &about, Some(user))?))
    }

    /// Says that a message was sent.
    pub fn message_sent(&self, message: &str) -> Result<(), StoreError> {
        let message = message.to_owned();
        self.0.write(move |desk| {
            desk.conn.execute(sql::SENT, args![&message, stamp(desk.now)])?;
            Ok(())
        })
    }

    /// Says why a message was not sent, and how long until it is tried again; never, when there is no such time.
    pub fn message_failed(&self, message: &str, why: &str, again: Option<SignedDuration>) -> Result<(), StoreError> {
        let (message, why) = (message.to_owned(), why.to_owned());
        self.0.write(move |desk| {
            let next = again.map(|pause| stamp(desk.now + pause));
            let gave_up = again.is_none().then(|| stamp(desk.now));
            desk.conn.execute(sql::FAILED, args![&message, next, gave_up, &why])?;
            Ok(())
        })
    }

    /// The newest messages, the newest first.
    pub fn messages(&self, limit: u32) -> Result<Vec<Outgoing>, StoreError> {
        self.0.readers.read(|conn| conn.all(sql::NEWEST, args![limit], outgoing))
    }

    /// The messages about one thing that were written at a moment or after it, in their order.
    pub fn messages_about(&self, about: &str, since: Timestamp) -> Result<Vec<Outgoing>, StoreError> {
        self.0.readers.read(|conn| conn.all(sql::ABOUT, args![about, stamp(since)], outgoing))
    }
}

impl Inner {
    fn take_message(&self) -> Result<Option<Outgoing>, StoreError> {
        self.write(move |desk| {
            let found = desk.conn.first(sql::DUE, args![stamp(desk.now)], outgoing)?;
            if let Some(found) = &found {
                desk.conn.execute(sql::TAKE, args![&found.message, stamp(desk.now + LEASE)])?;
            }
            Ok(found)
        })
    }
}

/// Puts a message in the outbox, in the transaction that is open. One with the same id is there already.
pub(crate) fn put(desk: &mut Desk<'_>, message: &str, about: &str, user: Option<Id>) -> Result<(), StoreError> {
    desk.conn.execute(sql::PUT, args![message, about, stamp(desk.now), user.map(Text)])?;
    Ok(())
}

fn outgoing(row: &Row<'_>) -> Result<Outgoing, StoreError> {
    Ok(Outgoing {
        message: row.get(0)?,
        about: row.get(1)?,
        made: get(row, 2)?,
        attempts: row.get(3)?,
        next: get_opt(row, 4)?,
        open: row.get::<i64>(5)? != 0,
        sent: get_opt(row, 6)?,
        gave_up: get_opt(row, 7)?,
        why: row.get(8)?,
        user: get_opt(row, 9)?,
    })
}
