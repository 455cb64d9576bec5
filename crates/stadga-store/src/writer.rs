//! One thread owns the writing connection and commits what is queued in groups.
//!
//! It takes one job and then everything already waiting: an idle system answers at once, a busy one
//! shares each flush to disk. A job that fails undoes only itself. Nobody is answered before the
//! commit is on disk.

use crate::Clock;
use crate::error::{AppendError, StoreError};
use jiff::Timestamp;
use rusqlite::Connection;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel, sync_channel};
use std::thread::JoinHandle;
use std::time::Duration;

/// Jobs in one commit, at most.
const GROUP: usize = 256;
/// Quiet time before the write-ahead log is folded into the database.
const IDLE: Duration = Duration::from_secs(2);

/// What a job works with.
pub(crate) struct Desk<'a> {
    /// The writing connection, inside the job's savepoint.
    pub conn: &'a Connection,
    /// The stamp of the job: never below an earlier one.
    pub now: Timestamp,
}

/// Tells the caller how it went, once the group is committed; or why it could not be.
type Answer = Box<dyn FnOnce(Option<&str>) + Send>;
/// Does the work and says whether to keep it.
type Job = Box<dyn FnOnce(&Desk<'_>) -> (bool, Answer) + Send>;

/// The queue to the writing thread. Dropping it waits until everything queued is written.
pub(crate) struct Writer {
    jobs: Option<Sender<Job>>,
    thread: Option<JoinHandle<()>>,
}

impl Writer {
    /// Starts the thread. Stamps continue from `last`.
    pub(crate) fn start(conn: Connection, clock: Clock, last: Timestamp) -> Result<Self, StoreError> {
        let (jobs, queue) = channel();
        let mut loop_ = Loop { conn, clock, last };
        let thread = std::thread::Builder::new().name("stadga-writer".to_owned());
        let thread = thread.spawn(move || loop_.run(&queue))?;
        Ok(Self { jobs: Some(jobs), thread: Some(thread) })
    }

    /// Runs `work` in a transaction and waits until it is on disk.
    pub(crate) fn write<T, F>(&self, work: F) -> Result<T, AppendError>
    where
        T: Send + 'static,
        F: FnOnce(&Desk<'_>) -> Result<T, AppendError> + Send + 'static,
    {
        let (answer, wait) = sync_channel(1);
        let job: Job = Box::new(move |desk| {
            let outcome = work(desk);
            let keep = outcome.is_ok();
            let tell = move |failure: Option<&str>| {
                let outcome = match failure {
                    Some(error) if keep => Err(StoreError::NotWritten(error.to_owned()).into()),
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
    conn: Connection,
    clock: Clock,
    last: Timestamp,
}

impl Loop {
    fn run(&mut self, queue: &Receiver<Job>) {
        let mut unfolded = false;
        loop {
            let first = if unfolded {
                match queue.recv_timeout(IDLE) {
                    Ok(job) => job,
                    Err(RecvTimeoutError::Timeout) => {
                        self.fold();
                        unfolded = false;
                        continue;
                    }
                    Err(RecvTimeoutError::Disconnected) => break,
                }
            } else {
                let Ok(job) = queue.recv() else { break };
                job
            };
            let jobs = std::iter::once(first).chain(queue.try_iter()).take(GROUP);
            self.group(jobs);
            unfolded = true;
        }
        self.fold();
    }

    /// Writes a group, then answers everyone in it.
    fn group(&mut self, jobs: impl Iterator<Item = Job>) {
        let mut answers = Vec::new();
        let failure = self.transaction(jobs, &mut answers).err().map(|error| error.to_string());
        if failure.is_some() && !self.conn.is_autocommit() {
            let _ = self.exec("ROLLBACK");
        }
        for answer in answers {
            answer(failure.as_deref());
        }
    }

    fn transaction(&mut self, jobs: impl Iterator<Item = Job>, answers: &mut Vec<Answer>) -> rusqlite::Result<()> {
        // Where this fails the jobs are dropped unrun, and their callers learn that nothing was written.
        self.exec("BEGIN IMMEDIATE")?;
        for job in jobs {
            self.exec("SAVEPOINT job")?;
            let now = self.stamp();
            let (keep, answer) = job(&Desk { conn: &self.conn, now });
            answers.push(answer);
            // A full disk undoes the whole transaction, not only the job: then these fail as well.
            if !keep {
                self.exec("ROLLBACK TO job")?;
            }
            self.exec("RELEASE job")?;
        }
        self.exec("COMMIT")
    }

    /// The clock, at microseconds, and never back.
    fn stamp(&mut self) -> Timestamp {
        let now = (self.clock)();
        let now = Timestamp::from_microsecond(now.as_microsecond()).unwrap_or(now);
        self.last = self.last.max(now);
        self.last
    }

    fn exec(&self, sql: &str) -> rusqlite::Result<()> {
        self.conn.prepare_cached(sql)?.execute([]).map(|_| ())
    }

    /// Keeps the write-ahead log short. Failing is harmless: the next fold does it.
    fn fold(&self) {
        let _ = self.conn.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
    }
}
