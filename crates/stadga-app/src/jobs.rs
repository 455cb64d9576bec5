//! What the program does by itself at set times: when each job is due, who does it, and how it went.
//!
//! What the jobs do is the program's; here is when. Of several programs over one database one does each job, and each
//! run leaves a row.

use crate::{App, AppError};
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use stadga_core::calendar::stockholm;
use stadga_store::JobRun;

/// How long after its time a day's job is told to be late.
const LATE: SignedDuration = SignedDuration::from_hours(2);
/// How many of its own times a job that is done all day may be late.
const TIMES_LATE: i32 = 10;
/// The least of them.
const LEAST_LATE: SignedDuration = SignedDuration::from_mins(10);

/// When a job is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rhythm {
    /// Once a day, from this time in Stockholm on.
    Daily(Time),
    /// All day, so long after it was begun last.
    Every(SignedDuration),
}

/// A job the program has been told to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Job {
    /// What it is called in the database.
    pub name: &'static str,
    /// What it is called to people.
    pub label: &'static str,
    /// When it is done.
    pub rhythm: Rhythm,
}

/// How it stands with a job.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JobState {
    /// The job.
    pub job: Job,
    /// The last run, if there is one.
    pub last: Option<JobRun>,
    /// When it last went well.
    pub well: Option<Timestamp>,
    /// When it is done next, in Stockholm.
    pub next: DateTime,
    /// Whether it should have been done and is not.
    pub late: bool,
}

impl JobState {
    /// Whether the last run that has ended went wrong.
    pub fn failed(&self) -> bool {
        self.last.as_ref().is_some_and(|last| last.failed.is_some())
    }

    /// What is wrong, in a sentence; none when nothing is. It names the job and nothing else.
    pub fn trouble(&self) -> Option<String> {
        if self.failed() {
            Some(format!("{} misslyckades", self.job.label))
        } else {
            self.late.then(|| format!("{} är inte gjord i tid", self.job.label))
        }
    }
}

impl App {
    /// Does a job if it is due and nobody else has it; what came of it, or none when there was nothing to do. A run that
    /// fails is tried again after an hour, and one that was missed is done as soon as the program is there.
    pub fn do_job(&self, job: &Job, work: &dyn Fn(Date) -> Result<String, String>) -> Option<Result<String, String>> {
        let taken = self.take_turn(job);
        let day = match taken {
            Ok(day) => day?,
            Err(error) => return Some(Err(error.to_string())),
        };
        let done = work(day);
        let kept = self.store().job_ended(job.name, day, done.as_ref().map(String::as_str).map_err(String::as_str));
        Some(done.and_then(|words| kept.map(|()| words).map_err(|error| error.to_string())))
    }

    /// The day of a job that this program now has.
    fn take_turn(&self, job: &Job) -> Result<Option<Date>, AppError> {
        let (store, now) = (self.store(), self.local());
        let day = match job.rhythm {
            Rhythm::Every(pause) => {
                return Ok(store.take_turn(job.name, now.date(), pause)?.then_some(now.date()));
            }
            Rhythm::Daily(at) => last_due(now, at),
        };
        let last = store.last_job(job.name)?;
        // What has never been done waits for its hour; what was missed does not.
        let due = day == now.date() || last.is_some_and(|last| last < day);
        Ok((due && store.take_job(job.name, day)?).then_some(day))
    }

    /// How it stands with each of some jobs.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn job_states(&self, jobs: &[Job]) -> Result<Vec<JobState>, AppError> {
        jobs.iter().map(|job| self.job_state(*job)).collect()
    }

    fn job_state(&self, job: Job) -> Result<JobState, AppError> {
        let (runs, now, local) = (self.store().job_runs(job.name, 30)?, self.now(), self.local());
        let well = runs.iter().filter_map(|run| run.done).max();
        let last = runs.into_iter().next();
        let begun = last.as_ref().map(|run| run.begun);
        let (next, late) = match job.rhythm {
            Rhythm::Every(pause) => {
                let next = begun.map_or(local, |begun| (begun + pause).to_zoned(stockholm()).datetime());
                let most = (pause * TIMES_LATE).max(LEAST_LATE);
                // Until it has gone well once nothing is where it should be: that is late from the start.
                (next.max(local), well.is_none_or(|well| now.duration_since(well) > most))
            }
            Rhythm::Daily(at) => {
                let due = last_due(local, at);
                let done = self.store().last_job(job.name)?;
                let waits = done.is_none_or(|done| done < due) && (due == local.date() || done.is_some());
                let passed = local.duration_since(due.to_datetime(at));
                let tomorrow = due.tomorrow().unwrap_or(due);
                let next = if waits { local } else { tomorrow.to_datetime(at) };
                (next, waits && passed > LATE)
            }
        };
        Ok(JobState { job, last, well, next, late })
    }
}

/// The last day whose time has come.
fn last_due(now: DateTime, at: Time) -> Date {
    if now.time() >= at { now.date() } else { now.date().yesterday().unwrap_or(now.date()) }
}
