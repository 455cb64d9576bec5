//! For tests only: a disk that loses its power, under SQLite.
//!
//! Killing a program does not try the disk, because the system keeps what it has taken in. Here every write SQLite
//! makes in a folder is noted, with what was synced and when, and afterwards a folder can be laid out as the disk
//! would have been if the power had gone at any of those moments: with all that was synced, and of the rest nothing,
//! or any part of it ([`Lost`]). One run gives as many falls as one likes, each the same from the same seed.
//!
//! Read `journal` for what is noted and how a fall is made of it; `shim` is how SQLite is listened to.

mod journal;
mod shim;

pub use journal::{Falls, Lost};

use journal::Journal;
use std::path::Path;
use std::sync::Arc;

/// A folder in which what SQLite writes is noted, for as long as this lives.
pub struct Disk(Arc<Journal>);

impl Disk {
    /// Notes from now on what is written by connections that are opened in a folder after this. What lies there
    /// already is taken to be on disk.
    ///
    /// # Panics
    /// When the folder cannot be read.
    pub fn under(folder: &Path) -> Self {
        let journal = Arc::new(Journal::of(folder));
        shim::listen(&journal);
        Self(journal)
    }

    /// Something was confirmed to whoever asked for it: no fall after this moment may lose it.
    pub fn told(&self, what: u64) {
        self.0.told(what);
    }

    /// From now on the disk says that it has synced what it has not.
    pub fn lies(&self) {
        self.0.lies();
    }

    /// From now on each sync waits, until [`Disk::goes_on`].
    pub fn stalls(&self) {
        self.0.stalls(true);
    }

    /// Lets go of what waits.
    pub fn goes_on(&self) {
        self.0.stalls(false);
    }

    /// What was noted up to now, to fall from.
    pub fn falls(&self, seed: u64) -> Falls {
        self.0.falls(seed)
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // Whoever waits must not wait for ever when a test has failed.
        self.0.stalls(false);
    }
}
