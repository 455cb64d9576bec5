//! What is done at set times, by whichever process comes first.

use crate::engine::args;
use crate::error::StoreError;
use crate::sql::side as sql;
use crate::value::{get, get_opt, stamp};
use crate::{Inner, Store, outbox};
use jiff::civil::Date;
use jiff::{SignedDuration, Timestamp};

/// A process that has held a job for so long without finishing it is taken to be dead.
const LEASE: SignedDuration = SignedDuration::from_mins(60);

/// A day's run of a job: the last of them where it is done again and again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobRun {
    /// The day it is for.
    pub day: Date,
    /// When it was begun last.
    pub begun: Timestamp,
    /// When it was last done.
    pub done: Option<Timestamp>,
    /// When it failed, where it has not gone well since.
    pub failed: Option<Timestamp>,
    /// What came of it, in words.
    pub told: Option<String>,
}

impl Store {
    /// Takes a day's job for this process. No when another has it or it is done.
    pub fn take_job(&self, job: &str, day: Date) -> Result<bool, StoreError> {
        self.0.take_job(job, day)
    }

    /// Takes a job that is done again and again: no when another has it, or when it was begun less than `pause` ago.
    pub fn take_turn(&self, job: &str, day: Date, pause: SignedDuration) -> Result<bool, StoreError> {
        self.0.take_turn(job, day, pause)
    }

    /// Says what came of a day's job: that it is done, or why it failed, of which a message is written in the same
    /// transaction. One that failed can be taken again when the
    /// time a process may hold it is over.
    pub fn job_ended(&self, job: &str, day: Date, outcome: Result<&str, &str>) -> Result<(), StoreError> {
        self.0.job_ended(job, day, outcome)
    }

    /// The last days' runs of a job, the newest first.
    pub fn job_runs(&self, job: &str, limit: u32) -> Result<Vec<JobRun>, StoreError> {
        self.0.readers.read(|conn| {
            conn.all(sql::JOB_RUNS, args![job, limit], |row| {
                let (day, begun) = (get(row, 0)?, get(row, 1)?);
                let (done, failed) = (get_opt(row, 2)?, get_opt(row, 3)?);
                Ok(JobRun { day, begun, done, failed, told: row.get(4)? })
            })
        })
    }

    /// The last day a job was done.
    pub fn last_job(&self, job: &str) -> Result<Option<Date>, StoreError> {
        self.0.readers.read(|conn| conn.first(sql::JOB_LAST, args![job], |row| get(row, 0)))
    }
}

impl Inner {
    fn take_job(&self, job: &str, day: Date) -> Result<bool, StoreError> {
        let (job, day) = (job.to_owned(), day.to_string());
        self.write(move |desk| {
            let (now, stale) = (stamp(desk.now), stamp(desk.now - LEASE));
            Ok(desk.conn.execute(sql::JOB_TAKE, args![&job, &day, now, stale])? == 1)
        })
    }

    fn take_turn(&self, job: &str, day: Date, pause: SignedDuration) -> Result<bool, StoreError> {
        let (job, day) = (job.to_owned(), day.to_string());
        self.write(move |desk| {
            let (now, rested, stale) = (stamp(desk.now), stamp(desk.now - pause), stamp(desk.now - LEASE));
            Ok(desk.conn.execute(sql::JOB_TURN, args![&job, &day, now, rested, stale])? == 1)
        })
    }

    fn job_ended(&self, job: &str, day: Date, outcome: Result<&str, &str>) -> Result<(), StoreError> {
        let (job, day) = (job.to_owned(), day.to_string());
        let failed = outcome.is_err();
        let (text, told) = match outcome {
            Ok(told) => (sql::JOB_DONE, told.to_owned()),
            Err(why) => (sql::JOB_FAILED, why.to_owned()),
        };
        self.write(move |desk| {
            desk.conn.execute(text, args![stamp(desk.now), &job, &day, &told])?;
            if failed {
                // One message for each job and day, however often it is tried.
                outbox::put(desk, &format!("jobb-{job}-{day}"), &job, None)?;
            }
            Ok(())
        })
    }
}
