//! What is done once a night, by whichever process comes first.

use crate::engine::args;
use crate::error::StoreError;
use crate::sql::side as sql;
use crate::value::{get, stamp};
use crate::{Inner, Store};
use jiff::SignedDuration;
use jiff::civil::Date;

/// A process that has held a job for so long without finishing it is taken to be dead.
const LEASE: SignedDuration = SignedDuration::from_mins(60);

impl Store {
    /// Takes a day's job for this process. No when another has it or it is done.
    pub fn take_job(&self, job: &str, day: Date) -> Result<bool, StoreError> {
        self.0.take_job(job, day)
    }

    /// Says that a day's job is done.
    pub fn job_done(&self, job: &str, day: Date) -> Result<(), StoreError> {
        self.0.job_done(job, day)
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

    fn job_done(&self, job: &str, day: Date) -> Result<(), StoreError> {
        let (job, day) = (job.to_owned(), day.to_string());
        self.write(move |desk| {
            desk.conn.execute(sql::JOB_DONE, args![stamp(desk.now), &job, &day])?;
            Ok(())
        })
    }
}
