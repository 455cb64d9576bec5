//! What is known of each stream, with its unwrapped key: read once and remembered.

use crate::Inner;
use crate::engine::args;
use crate::error::StoreError;
use crate::keys::SubjectKey;
use crate::sql::log as sql;
use crate::value::{Text, get, get_opt};
use stadga_core::Id;
use stadga_core::event::StreamKind;
use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

/// Streams remembered at most; beyond that the memory starts over.
const REMEMBERED: usize = 100_000;

/// What never changes about a stream.
pub(crate) struct Stream {
    pub kind: StreamKind,
    pub person: Option<Id>,
    pub root: Option<Id>,
    pub owner: Id,
    pub holder: Id,
    pub key_id: String,
    pub key: Arc<SubjectKey>,
}

/// The streams met so far.
#[derive(Default)]
pub(crate) struct Streams(RwLock<HashMap<Id, Arc<Stream>>>);

impl Streams {
    pub(crate) fn remember(&self, new: HashMap<Id, Arc<Stream>>) {
        if new.is_empty() {
            return;
        }
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() + new.len() > REMEMBERED {
            known.clear();
        }
        known.extend(new);
    }

    /// Forgets all of it, when keys were erased.
    pub(crate) fn forget(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).clear();
    }

    fn recall(&self, subject: Id) -> Option<Arc<Stream>> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).get(&subject).cloned()
    }
}

impl Inner {
    /// A stream, or none where it does not exist or is erased.
    pub(crate) fn stream(&self, subject: Id) -> Result<Option<Arc<Stream>>, StoreError> {
        if let Some(stream) = self.streams.recall(subject) {
            return Ok(Some(stream));
        }
        let found = self.readers.read(|conn| {
            conn.first(sql::STREAM, args![Text(subject)], |row| {
                let wrapped: Vec<u8> = row.get(6)?;
                let key_id: String = row.get(5)?;
                Ok((get(row, 0)?, get_opt(row, 1)?, get(row, 2)?, get_opt(row, 3)?, get(row, 4)?, key_id, wrapped))
            })
        })?;
        let Some((kind, person, holder, root, owner, key_id, wrapped)) = found else { return Ok(None) };
        // Of what is erased nothing is known but its chain.
        if wrapped.is_empty() {
            return Ok(None);
        }
        let key = Arc::new(self.vault.unwrap(&key_id, &wrapped)?);
        let stream = Arc::new(Stream { kind, person, root, owner, holder, key_id, key });
        self.streams.remember(HashMap::from([(subject, Arc::clone(&stream))]));
        Ok(Some(stream))
    }

    /// A stream that must exist.
    pub(crate) fn known(&self, subject: Id) -> Result<Arc<Stream>, StoreError> {
        self.stream(subject)?.ok_or(StoreError::Unknown(subject))
    }
}
