//! The write-ahead log of a file, folded into the file beside those who write.
//!
//! Left to itself SQLite folds the log inside the commit that makes it long enough, and whoever saves just then waits
//! for sixteen megabytes to reach the disk. Here a thread folds it while others go on writing, and the one who writes
//! folds what has come meanwhile, which is little: only when all of the log lies in the file does it begin anew.

use rusqlite::Connection;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread::JoinHandle;

/// How long the log is when it is folded, in pages. What lies there many times, as the last pages of the log do, is then
/// moved once, and one table still tells where each page of it is. Tests fold all the time.
pub(super) const LONG: u32 = if cfg!(test) { 100 } else { 4000 };
/// So many times it is folded beside the writing, each time what came during the time before, which is less and less.
const TIMES: u32 = 3;
/// So many groups are written between two looks at how long it is.
const LOOK: u32 = 8;

/// What folds the log of one file.
pub(super) struct Folding {
    asks: Option<SyncSender<()>>,
    thread: Option<JoinHandle<()>>,
    /// The thread has done what it was asked to.
    done: Arc<AtomicBool>,
    asked: bool,
    groups: u32,
}

impl Folding {
    /// Starts the thread, with a connection of its own to the file `writes` writes in.
    pub(super) fn start(writes: &Connection, own: Connection) -> Result<Self, crate::StoreError> {
        own.execute_batch("PRAGMA wal_autocheckpoint = 0")?;
        let (asks, asked) = sync_channel::<()>(1);
        let done = Arc::new(AtomicBool::new(false));
        let tell = Arc::clone(&done);
        let thread = std::thread::Builder::new().name("stadga-fold".to_owned()).spawn(move || {
            while asked.recv().is_ok() {
                (0..TIMES).for_each(|_| fold(&own));
                tell.store(true, Ordering::Release);
            }
        })?;
        // From here on nothing else folds it.
        writes.execute_batch("PRAGMA wal_autocheckpoint = 0")?;
        Ok(Self { asks: Some(asks), thread: Some(thread), done, asked: false, groups: 0 })
    }

    /// After a group, once all in it have been answered.
    pub(super) fn written(&mut self, writes: &Connection) {
        if self.asked && self.done.swap(false, Ordering::Acquire) {
            fold(writes);
            self.asked = false;
            return;
        }
        self.groups += 1;
        if self.asked || self.groups < LOOK {
            return;
        }
        self.groups = 0;
        let length = writes.query_row("PRAGMA wal_checkpoint(NOOP)", [], |row| row.get::<_, i64>(1));
        if length.is_ok_and(|pages| pages >= i64::from(LONG)) {
            self.asked = self.asks.as_ref().is_some_and(|asks| asks.try_send(()).is_ok());
        }
    }
}

/// Folds what no reader still needs as it was. Failing, as on a full disk, is harmless: the next time does it.
fn fold(conn: &Connection) {
    let _ = conn.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()));
}

impl Drop for Folding {
    fn drop(&mut self) {
        self.asks = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}
