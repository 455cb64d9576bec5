//! Erasure: the keys of a person's file are emptied, and all that lies beside the log goes with them.
//!
//! The sealed bytes stay in the log, so every chain can still be walked; nothing opens them again. What is erased is
//! kept on a list that follows every copy, of the records and of the keys, and is applied wherever a copy is laid down.

use crate::engine::{Engine, Row, args};
use crate::error::StoreError;
use crate::sql::erase as sql;
use crate::value::{Text, get, stamp, who};
use crate::writer::Desk;
use crate::{Append, ErasedFile, Store};
use jiff::Timestamp;
use stadga_core::Id;
use stadga_core::access::Holder;
use stadga_core::ctx::Post;
use stadga_core::fact::organisation::Roll;

/// A file that a provider keeps of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HeldFile {
    /// The person it is about.
    pub person: Id,
    /// Who keeps it.
    pub holder: Id,
    /// The stamp of the last event in any of its streams.
    pub last: Timestamp,
}

impl Store {
    /// The persons whose files are kept, each with the stamp of the last event in any of their streams.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn files_kept(&self) -> Result<Vec<(Id, Timestamp)>, StoreError> {
        self.0.readers.read(|conn| conn.all(sql::FILES_KEPT, &[], |row| Ok((get(row, 0)?, get(row, 1)?))))
    }

    /// How many they are.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn files_count(&self) -> Result<u32, StoreError> {
        let count = self.0.readers.read(|conn| conn.first(sql::FILES_COUNT, &[], |row| row.get(0)))?;
        Ok(count.unwrap_or_default())
    }

    /// What a provider's unit has of each person it has worked with, but for what it has returned or handed over.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn files_held_by(&self, holder: Id) -> Result<Vec<HeldFile>, StoreError> {
        let row = |row: &Row<'_>| Ok(HeldFile { person: get(row, 0)?, holder, last: get(row, 1)? });
        let head = who(&Holder::Post(Post { role: Roll::Utforarchef, unit: holder }));
        self.0.readers.read(|conn| conn.all(sql::FILES_HELD, args![head], row))
    }
}

impl Desk<'_> {
    /// Erases files by the decision that the first event says.
    pub(crate) fn erase(&mut self, job: &Append) -> Result<(), StoreError> {
        let Some(decision) = job.events.first() else { return Ok(()) };
        job.erases.iter().try_for_each(|file| self.erase_file(*file, decision.id))
    }

    fn erase_file(&mut self, file: ErasedFile, event: Id) -> Result<(), StoreError> {
        self.conn.thorough();
        let holder = file.holder.map(|id| id.to_string()).unwrap_or_default();
        let whose = || args![Text(file.person), &holder].to_vec();
        let keys: Vec<String> = self.conn.all(sql::KEYS_OF_FILE, &whose(), |row| row.get(0))?;
        let streams: Vec<Id> = self.conn.all(sql::STREAMS_OF_FILE, &whose(), |row| get(row, 0))?;
        for key in keys {
            self.conn.execute(sql::ERASED_PUT, args![&key, Text(event), stamp(self.now)])?;
            self.conn.execute(sql::KEY_EMPTY, args![&key, &[][..] as &[u8]])?;
        }
        for stream in streams {
            for text in sql::GONE_WITH {
                self.conn.execute(text, args![Text(stream)])?;
            }
        }
        Ok(())
    }
}

/// Applies the list of what is erased to a copy that was laid down.
pub(crate) fn darken(conn: &mut dyn Engine) -> Result<(), StoreError> {
    conn.execute(sql::DARKEN, args![&[][..] as &[u8]])?;
    for text in [sql::DARKEN_PARTS, sql::DARKEN_BLOBS, sql::DARKEN_DRAFTS] {
        conn.execute(text, &[])?;
    }
    Ok(())
}
