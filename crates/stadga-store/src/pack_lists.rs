//! The packs in force when an event was recorded, by a short name in its row: the list itself, a hash for each
//! pack, would be a third of it. The name is made of the list, so that a list somebody alters no longer has it.

use crate::Inner;
use crate::engine::args;
use crate::error::StoreError;
use crate::files::sha256;
use crate::sql::log as sql;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// What a name begins with; no list does.
const MARK: char = '#';
/// Letters of the hash in a name.
const LETTERS: usize = 24;

/// The lists met so far, by name. There are few: one for each time packs were decided.
#[derive(Default)]
pub(crate) struct PackLists(RwLock<HashMap<String, String>>);

impl PackLists {
    /// Whether a list is known to be on disk.
    pub(crate) fn knows(&self, name: &str) -> bool {
        self.0.read().unwrap_or_else(PoisonError::into_inner).contains_key(name)
    }

    /// Remembers a list that is on disk.
    pub(crate) fn remember(&self, name: &str, packs: &str) {
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(name.to_owned(), packs.to_owned());
    }
}

/// The name of a list; a list shorter than its name goes by itself.
pub(crate) fn name(packs: &str) -> String {
    if packs.len() <= LETTERS { packs.to_owned() } else { format!("{MARK}{}", &sha256(packs.as_bytes())[..LETTERS]) }
}

impl Inner {
    /// The list an event names; what older programs wrote is the list itself.
    pub(crate) fn pack_list(&self, named: String) -> Result<String, StoreError> {
        if !named.starts_with(MARK) {
            return Ok(named);
        }
        let known = self.pack_lists.0.read().unwrap_or_else(PoisonError::into_inner).get(&named).cloned();
        if let Some(packs) = known {
            return Ok(packs);
        }
        let packs = self.readers.read(|conn| conn.first(sql::PACK_LIST, args![&named], |row| row.get::<String>(0)))?;
        let packs = packs.filter(|packs| name(packs) == named).ok_or_else(|| StoreError::Damaged(named.clone()))?;
        self.pack_lists.remember(&named, &packs);
        Ok(packs)
    }
}
