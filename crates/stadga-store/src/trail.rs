//! What is seen, written down in a file of its own until the database takes it in.
//!
//! No answer leaves before its audit row is on disk, and there is one for each page. Each commit in a database file
//! empties what every reading connection remembers of it, so with the rows of views in the same file every page would
//! read all it needs from the disk's cache again. They are therefore flushed to a small file beside it, and moved into
//! the audit trail with the next command, or within seconds. Whoever reads the trail has them moved first. What a fall
//! leaves in the small file is moved when the database is opened; the same transaction notes how far, so nothing is
//! moved twice. A server's readers lose nothing by a commit: there the rows go straight into the trail.

use crate::Clock;
use crate::engine::{Engine, args};
use crate::error::StoreError;
use crate::keys::{hex, random};
use crate::model::{AuditRow, StoredAudit};
use crate::read::audit_row;
use crate::sound::Found;
use crate::sql::{log, trail as sql};
use crate::value::{Text, spaced, stamp};
use crate::writer::UnderWay;
use jiff::Timestamp;
use std::sync::mpsc::{Receiver, Sender, SyncSender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;

/// Under which name a database and the small file beside it know that they belong together.
const WHOSE: &str = "seen_of";
/// Under which name a database knows up to which place it has taken them in.
pub(crate) const MOVED: &str = "seen_moved";
/// Rows in one commit, at most.
const GROUP: usize = 256;
/// How many may wait: more than a day's work, so that a database that cannot take them in does not fill the memory.
const MOST: usize = 200_000;

/// The rows that are on disk and not yet in the trail, in order.
#[derive(Default)]
pub(crate) struct Waiting(Mutex<Places>);

#[derive(Default)]
struct Places {
    rows: Vec<StoredAudit>,
    /// The place of the last row that was written down.
    last: u64,
    /// The place of the last row that is in the trail for good.
    moved: u64,
}

impl Waiting {
    /// The rows to be moved: they are put back, or have been moved.
    pub(crate) fn take(&self) -> Vec<StoredAudit> {
        std::mem::take(&mut self.places().rows)
    }

    /// They could not be moved.
    pub(crate) fn put_back(&self, mut rows: Vec<StoredAudit>) {
        let mut places = self.places();
        rows.append(&mut places.rows);
        places.rows = rows;
    }

    /// Everything up to a place is in the trail for good.
    pub(crate) fn moved(&self, to: u64) {
        self.places().moved = to;
    }

    /// Whether something is not in the trail yet, or may not be.
    pub(crate) fn any(&self) -> bool {
        let places = self.places();
        places.last > places.moved
    }

    fn places(&self) -> std::sync::MutexGuard<'_, Places> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A row, and whom to tell that it is on disk.
type Seen = (AuditRow, SyncSender<Result<(), StoreError>>);

/// The queue to the thread that writes them down. Dropping it waits until everything queued is on disk.
pub(crate) struct Trail {
    rows: Option<Sender<Seen>>,
    thread: Option<JoinHandle<()>>,
    under_way: Arc<UnderWay>,
}

impl Trail {
    /// Opens the small file beside a database, and gives the rows a fall left in it to `waiting`.
    pub(crate) fn open(
        mut conn: Box<dyn Engine>,
        database: &mut dyn Engine,
        waiting: &Arc<Waiting>,
        (clock, found): (&Clock, &Found),
    ) -> Result<Self, StoreError> {
        let moved = recognise(conn.as_mut(), database)?;
        let rows = conn.all(sql::AFTER, args![moved.cast_signed()], audit_row)?;
        let last = rows.last().map_or(moved, |row| row.entry);
        *waiting.places() = Places { rows, last, moved };
        let (waiting, clock, found) = (Arc::clone(waiting), Arc::clone(clock), found.clone());
        let under_way = Arc::<UnderWay>::default();
        let told = Arc::clone(&under_way);
        let mut pen = Pen { conn, waiting, clock, found, at: Timestamp::UNIX_EPOCH, dropped: 0, under_way: told };
        let (rows, queue) = channel();
        let thread = std::thread::Builder::new().name("stadga-trail".to_owned());
        let thread = thread.spawn(move || pen.run(&queue))?;
        Ok(Self { rows: Some(rows), thread: Some(thread), under_way })
    }

    /// Since when a group is being written down, where one is.
    pub(crate) fn since(&self) -> Option<Timestamp> {
        self.under_way.since()
    }

    /// Writes a row down and waits until it is on disk.
    pub(crate) fn write(&self, row: AuditRow) -> Result<(), StoreError> {
        let (answer, wait) = sync_channel(1);
        let rows = self.rows.as_ref().ok_or(StoreError::Closed)?;
        rows.send((row, answer)).map_err(|_| StoreError::Closed)?;
        wait.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Trail {
    fn drop(&mut self) {
        self.rows = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

/// Sees to it that the small file is this database's, and says how far it has been moved. What another database left
/// there is not about this one.
fn recognise(conn: &mut dyn Engine, database: &mut dyn Engine) -> Result<u64, StoreError> {
    let known = |conn: &mut dyn Engine, name: &str| conn.first(log::META_GET, args![name], |row| row.get::<String>(0));
    database.execute(log::META_PUT, args![WHOSE, hex(&random::<16>()?)])?;
    let whose = known(database, WHOSE)?.unwrap_or_default();
    conn.script(sql::TABLES)?;
    if known(conn, WHOSE)?.is_some_and(|found| found != whose) {
        conn.execute(sql::DROP, args![i64::MAX])?;
    }
    conn.execute(log::META_SET, args![WHOSE, &whose])?;
    Ok(known(database, MOVED)?.and_then(|moved| moved.parse().ok()).unwrap_or(0))
}

struct Pen {
    conn: Box<dyn Engine>,
    waiting: Arc<Waiting>,
    clock: Clock,
    found: Found,
    /// The last stamp: none is below an earlier one.
    at: Timestamp,
    /// Up to which place the small file has been emptied.
    dropped: u64,
    under_way: Arc<UnderWay>,
}

impl Pen {
    fn run(&mut self, queue: &Receiver<Seen>) {
        while let Ok(first) = queue.recv() {
            let group: Vec<Seen> = std::iter::once(first).chain(queue.try_iter()).take(GROUP).collect();
            let (rows, answers): (Vec<AuditRow>, Vec<_>) = group.into_iter().unzip();
            self.under_way.set(Some((self.clock)()));
            let written = self.group(rows);
            self.under_way.set(None);
            if written.is_err() {
                self.conn.rollback();
            }
            for answer in answers {
                // A caller that has gone away needs no answer.
                let _ = answer.send(match &written {
                    Ok(()) => Ok(()),
                    Err(why) => Err(StoreError::NotWritten(why.to_string())),
                });
            }
        }
    }

    /// Writes a group, and takes away what has been moved since the last.
    fn group(&mut self, rows: Vec<AuditRow>) -> Result<(), StoreError> {
        self.found.so_far()?;
        let (mut place, moved, many) = {
            let places = self.waiting.places();
            (places.last, places.moved, places.rows.len())
        };
        if many >= MOST {
            return Err(StoreError::NotWritten("åtkomstloggen tar inte emot det som har visats".to_owned()));
        }
        let now = (self.clock)();
        self.at = self.at.max(Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now));
        self.conn.begin()?;
        if moved > self.dropped {
            self.conn.execute(sql::DROP, args![moved.cast_signed()])?;
        }
        let mut written = Vec::with_capacity(rows.len());
        for row in rows {
            place += 1;
            put(self.conn.as_mut(), sql::PUT, Some(place), self.at, &row)?;
            written.push(StoredAudit { entry: place, recorded_at: self.at, row });
        }
        self.conn.commit()?;
        self.dropped = moved;
        let mut places = self.waiting.places();
        places.rows.append(&mut written);
        places.last = place;
        Ok(())
    }
}

/// Puts a row where a statement says, at a place or at the next one.
pub(crate) fn put(
    conn: &mut dyn Engine,
    text: &str,
    place: Option<u64>,
    at: Timestamp,
    row: &AuditRow,
) -> Result<(), StoreError> {
    let mut row = args![
        stamp(at),
        Text(row.user),
        row.post.map(|post| post.role.word()),
        row.post.map(|post| Text(post.unit)),
        &row.what,
        row.kind.word(),
        spaced(&row.subjects),
        &row.ground,
        &row.detail,
    ]
    .to_vec();
    row.extend(place.map(|place| place.cast_signed().into()));
    conn.execute(text, &row)?;
    Ok(())
}
