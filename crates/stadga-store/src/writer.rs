//! One thread owns the writing connection and commits what is queued in groups.
//!
//! It takes one job and then everything already waiting: an idle system answers at once, a busy one
//! shares each flush to disk. A job that fails undoes only itself. Nobody is answered before the
//! commit is on disk. Several processes may have a thread each on the same server: what is read inside
//! the transaction is what counts, and nothing is remembered from the one before.

use crate::Clock;
use crate::engine::{Engine, args};
use crate::error::{AppendError, StoreError};
use crate::model::StoredAudit;
use crate::sound::Found;
use crate::sql::log as sql;
use crate::trail::{self, Waiting};
use crate::value::{Text, get};
use jiff::Timestamp;
use stadga_core::Id;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use std::time::Duration;

/// Jobs in one commit, at most.
const GROUP: usize = 256;
/// Quiet time before the write-ahead log is folded into the database.
const IDLE: Duration = Duration::from_secs(2);
/// How many such times in a row before what has been seen is moved into the trail by itself: each commit empties what
/// readers remember of the database.
const QUIET: u32 = 5;

/// How long and how often to ask about a commit nobody answered for.
const ASK: (u32, Duration) = (40, Duration::from_millis(500));

/// What a job works with.
pub(crate) struct Desk<'a> {
    /// The writing connection, inside the job's savepoint.
    pub conn: &'a mut dyn Engine,
    /// The stamp of the job: never below an earlier one.
    pub now: Timestamp,
    /// The command that wrote events here: found in the log, it tells that the transaction was kept.
    pub mark: Option<Id>,
}

/// What became of a group.
enum Fate {
    Kept,
    Undone(String),
    Unknown,
}

/// Tells the caller how it went, once what became of the group is known.
type Answer = Box<dyn FnOnce(&Fate) + Send>;
/// Does the work and says whether to keep it; or learns why it cannot be done.
type Job = Box<dyn FnOnce(Result<&mut Desk<'_>, String>) -> (bool, Answer) + Send>;

/// The queue to the writing thread. Dropping it waits until everything queued is written.
pub(crate) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
    under_way: Arc<UnderWay>,
}

/// When the group that is being written was begun, where one is.
#[derive(Default)]
pub(crate) struct UnderWay(Mutex<Option<Timestamp>>);

impl UnderWay {
    /// Notes that writing begins or has ended.
    pub(crate) fn set(&self, since: Option<Timestamp>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = since;
    }

    /// When it was begun.
    pub(crate) fn since(&self) -> Option<Timestamp> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Writer {
    /// Starts the thread. It writes nothing more once the file is found damaged.
    pub(crate) fn start(
        conn: Box<dyn Engine>,
        clock: Clock,
        found: Found,
        waiting: Arc<Waiting>,
    ) -> Result<Self, StoreError> {
        let (jobs, queue) = channel();
        let under_way = Arc::<UnderWay>::default();
        let told = Arc::clone(&under_way);
        let mut loop_ = Loop { conn, clock, found, waiting, last: Timestamp::UNIX_EPOCH, under_way: told };
        let thread = std::thread::Builder::new().name("stadga-writer".to_owned());
        let thread = thread.spawn(move || loop_.run(&queue))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread), under_way })
    }

    /// Since when a group is being written, where one is.
    pub(crate) fn since(&self) -> Option<Timestamp> {
        self.under_way.since()
    }

    /// Runs `work` in a transaction and waits until it is on disk.
    pub(crate) fn write<T, F>(&self, work: F) -> Result<T, AppendError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Desk<'_>) -> Result<T, AppendError> + Send + 'static,
    {
        let (answer, wait) = sync_channel(1);
        let job: Job = Box::new(move |desk| {
            let outcome = match desk {
                Ok(desk) => work(desk),
                Err(why) => Err(StoreError::NotWritten(why).into()),
            };
            let keep = outcome.is_ok();
            let tell = move |fate: &Fate| {
                let outcome = match fate {
                    Fate::Undone(why) if keep => Err(StoreError::NotWritten(why.clone()).into()),
                    Fate::Unknown if keep => Err(StoreError::Uncertain.into()),
                    _ => outcome,
                };
                // A caller that has gone away needs no answer.
                let _ = answer.send(outcome);
            };
            (keep, Box::new(tell))
        });
        let jobs = self.jobs.as_ref().ok_or(StoreError::Closed)?;
        jobs.send(job).map_err(|_| StoreError::Closed)?;
        wait.recv().map_err(|_| StoreError::Closed)?
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        self.jobs = None;
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

struct Loop {
    conn: Box<dyn Engine>,
    clock: Clock,
    found: Found,
    /// What has been seen and is not in the trail yet.
    waiting: Arc<Waiting>,
    last: Timestamp,
    under_way: Arc<UnderWay>,
}

impl Loop {
    fn run(&mut self, queue: &Receiver<Job>) {
        let (mut busy, mut quiet) = (false, 0);
        loop {
            quiet = if self.waiting.any() { quiet + 1 } else { 0 };
            match queue.recv_timeout(IDLE) {
                Ok(first) => self.group(std::iter::once(first).chain(queue.try_iter()).take(GROUP)),
                Err(RecvTimeoutError::Timeout) if quiet >= QUIET => self.group(std::iter::empty()),
                Err(RecvTimeoutError::Timeout) => {
                    if busy {
                        self.conn.rest();
                    }
                    busy = false;
                    continue;
                }
                Err(RecvTimeoutError::Disconnected) => break,
            }
            (busy, quiet) = (true, 0);
        }
        if self.waiting.any() {
            self.group(std::iter::empty());
        }
        self.conn.rest();
    }

    /// Writes a group, then answers everyone in it.
    fn group(&mut self, mut jobs: impl Iterator<Item = Job>) {
        let mut answers = Vec::new();
        let mut marks = Vec::new();
        let seen = self.waiting.take();
        self.under_way.set(Some((self.clock)()));
        let fate = match self.transaction(&seen, &mut jobs, &mut answers, &mut marks) {
            Ok(()) => Fate::Kept,
            Err(StoreError::Uncertain) => self.settle(&marks),
            Err(error) => {
                self.conn.rollback();
                Fate::Undone(error.to_string())
            }
        };
        self.under_way.set(None);
        match (&fate, seen.last()) {
            (Fate::Kept, Some(last)) => self.waiting.moved(last.entry),
            _ => self.waiting.put_back(seen),
        }
        // Where the transaction could not begin, nobody has been served.
        if let (true, Fate::Undone(why)) = (answers.is_empty(), &fate) {
            answers.extend(jobs.map(|job| job(Err(why.clone())).1));
        }
        for answer in answers {
            answer(&fate);
        }
        self.conn.written();
    }

    fn transaction(
        &mut self,
        seen: &[StoredAudit],
        jobs: &mut impl Iterator<Item = Job>,
        answers: &mut Vec<Answer>,
        marks: &mut Vec<Id>,
    ) -> Result<(), StoreError> {
        self.found.so_far()?;
        self.conn.begin()?;
        // One that cannot be read has been altered, which a walk through the log tells.
        let last = self.conn.first(sql::LAST_STAMP, &[], |row| Ok(get(row, 0).ok()))?.flatten();
        self.last = self.last.max(last.unwrap_or(self.last));
        self.take_in(seen)?;
        for job in jobs {
            let begun = self.conn.script("SAVEPOINT job");
            let now = self.stamp();
            let mut desk = Desk { conn: self.conn.as_mut(), now, mark: None };
            let (keep, answer) = job(begun.as_ref().map(|()| &mut desk).map_err(|error| error.to_string()));
            marks.extend(desk.mark.filter(|_| keep));
            answers.push(answer);
            begun?;
            // A full disk undoes the whole transaction, not only the job: then these fail as well.
            self.conn.script(if keep { "RELEASE job" } else { "ROLLBACK TO job; RELEASE job" })?;
        }
        self.conn.commit()
    }

    /// Moves what has been seen into the trail, with how far.
    fn take_in(&mut self, seen: &[StoredAudit]) -> Result<(), StoreError> {
        for stored in seen {
            // The trail is in the order of its stamps.
            self.last = self.last.max(stored.recorded_at);
            trail::put(self.conn.as_mut(), sql::AUDIT_PUT, None, self.last, &stored.row)?;
        }
        let Some(last) = seen.last() else { return Ok(()) };
        self.conn.execute(sql::META_SET, args![trail::MOVED, last.entry.to_string()])?;
        Ok(())
    }

    /// Finds out what became of a commit that was not answered. Beginning waits for the lock, and so until
    /// the server has ended the transaction asked about.
    fn settle(&mut self, marks: &[Id]) -> Fate {
        let Some(mark) = marks.first() else { return Fate::Unknown };
        for _ in 0..ASK.0 {
            let kept = self.kept(*mark);
            self.conn.rollback();
            match kept {
                Ok(true) => return Fate::Kept,
                Ok(false) => return Fate::Undone(StoreError::Lost.to_string()),
                Err(_) => std::thread::sleep(ASK.1),
            }
        }
        Fate::Unknown
    }

    /// Whether a command's events are there to stay. A server that has come back may hold what its standby never
    /// got: something written now goes the same way after it, and when that has arrived, so have they.
    fn kept(&mut self, mark: Id) -> Result<bool, StoreError> {
        self.conn.begin()?;
        if self.conn.first(sql::EVENTS_BY_COMMAND, args![Text(mark)], |_| Ok(()))?.is_none() {
            return Ok(false);
        }
        self.conn.execute(sql::META_TOUCH, &[])?;
        self.conn.commit()?;
        Ok(true)
    }

    /// The clock, at microseconds, and never back.
    fn stamp(&mut self) -> Timestamp {
        let now = (self.clock)();
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        self.last = self.last.max(now);
        self.last
    }
}
