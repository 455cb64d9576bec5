//! Whether a database file is sound, and the clock that stamps what is written in it.
//!
//! Every page of the file is looked at each time it is opened. Of a file that was closed in good order that is done
//! while people already work, since it takes seconds where there are gigabytes; once damage is found nothing more is
//! written, and so, because every look is audited, nothing more is shown. One that was left open when a program or a
//! machine fell is looked at first. Either way the file is read from end to end before: the look goes from page to page
//! as lists lie, and a cold disk gives what lies in a row some thirty times as quickly.

use crate::Store;
use crate::engine::Lite;
use crate::error::StoreError;
use crate::sql::log as sql;
use crate::value::get;
use jiff::{SignedDuration, Timestamp};
use rusqlite::InterruptHandle;
use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, OnceLock};
use std::thread::JoinHandle;

/// What the look has found; empty until it has ended.
#[derive(Clone, Default)]
pub(crate) struct Found(Arc<OnceLock<Option<String>>>);

impl Found {
    /// An error once damage is known.
    pub(crate) fn so_far(&self) -> Result<(), StoreError> {
        match self.0.get() {
            Some(Some(damage)) => Err(StoreError::Damaged(damage.clone())),
            _ => Ok(()),
        }
    }

    /// Waits for the end of the look.
    pub(crate) fn in_the_end(&self) -> Result<(), StoreError> {
        self.0.wait();
        self.so_far()
    }

    fn tell(&self, state: Result<String, StoreError>) {
        let state = state.unwrap_or_else(|error| error.to_string());
        let _ = self.0.set((state != Lite::SOUND).then_some(state));
    }
}

/// A look that goes on beside; dropping it stops it.
pub(crate) struct Look {
    /// What it finds.
    pub(crate) found: Found,
    beside: Option<Beside>,
}

struct Beside {
    thread: JoinHandle<()>,
    read: InterruptHandle,
    stopped: Arc<AtomicBool>,
}

impl Look {
    /// Nothing to look at: a server looks after its own files.
    pub(crate) fn none() -> Self {
        let found = Found::default();
        found.tell(Ok(Lite::SOUND.to_owned()));
        Self { found, beside: None }
    }

    /// Looks before anything else, or beside what else is done.
    pub(crate) fn at(path: &Path, first: bool) -> Result<Self, StoreError> {
        let conn = Lite::looking(path)?;
        let found = Found::default();
        let stopped = Arc::new(AtomicBool::new(false));
        if first {
            warm(path, &stopped);
            found.tell(conn.state());
            found.so_far()?;
            return Ok(Self { found, beside: None });
        }
        let (read, told) = (conn.interrupt(), found.clone());
        let (path, stop) = (path.to_owned(), stopped.clone());
        let thread = std::thread::Builder::new().name("stadga-sound".to_owned());
        let thread = thread.spawn(move || {
            warm(&path, &stop);
            if !stop.load(Ordering::Relaxed) {
                told.tell(conn.state());
            }
        })?;
        Ok(Self { found, beside: Some(Beside { thread, read, stopped }) })
    }
}

/// Reads a file from end to end, so that it lies in memory. What cannot be read, the look itself tells of.
fn warm(path: &Path, stopped: &AtomicBool) {
    let Ok(mut file) = File::open(path) else { return };
    let mut piece = vec![0; 1024 * 1024];
    while !stopped.load(Ordering::Relaxed) && file.read(&mut piece).is_ok_and(|read| read > 0) {}
    // Never closed: closing it would let go of the locks SQLite holds on the same file in this process.
    std::mem::forget(file);
}

impl Drop for Look {
    fn drop(&mut self) {
        if let Some(Beside { thread, read, stopped }) = self.beside.take() {
            stopped.store(true, Ordering::Relaxed);
            read.interrupt();
            let _ = thread.join();
        }
    }
}

/// How far below the last stamp of the log the clock may be: those of several nodes differ by less.
const BEHIND: SignedDuration = SignedDuration::from_secs(60);

impl Store {
    /// How far the clock is below the last stamp of the log, when that is more than a minute. Nothing is stamped below
    /// it, so until the clock has come there again all that is written gets the same stamp.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn clock_behind(&self) -> Result<Option<SignedDuration>, StoreError> {
        // One that cannot be read has been altered, which a walk through the log tells.
        let last =
            self.0.readers.read(|conn| conn.first(sql::LAST_STAMP, &[], |row| Ok(get::<Timestamp>(row, 0).ok())))?;
        let behind = last.flatten().map(|last| last.duration_since((self.0.clock)()));
        Ok(behind.filter(|behind| *behind > BEHIND))
    }
}
