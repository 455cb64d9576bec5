//! The log, its keys, read models, drafts and sessions on disk.
//!
//! Everything here blocks: a web handler calls it from a blocking thread. What [`Store::append`]
//! and [`Store::audit`] have answered is on disk. Names, numbers, free text and reasons are sealed
//! with a key per person and record holder before they reach the writer; nothing else of them is
//! stored but search tokens that say nothing without the master key.
//!
//! Read in this order: `model` (what goes in and out), `append` (how it is written), `writer` (one
//! thread, grouped commits), `read`, `lists`, `search`, `verify`; every statement stands in `sql`.

mod append;
mod chain;
mod error;
mod keys;
mod lists;
mod model;
mod open;
mod read;
mod rows;
mod search;
pub mod sql;
mod streams;
mod value;
mod writer;

pub use error::{AppendError, StoreError};
pub use keys::MasterKey;
pub use lists::{AssignmentFilter, CaseFilter, ListedAssignment, ListedCase, WorkQuery, WorkRow};
pub use model::{
    Append, AuditKind, AuditRow, CaseNumber, CaseStreams, FeedRow, NewStream, Purpose, Receipt, StoredAudit,
};
pub use rows::{AssignmentRow, CaseRow, DutyRow, DutyState, OwnerRow, PersonRow, Rows, Why};
pub use search::{Hit, Search};

use jiff::tz::TimeZone;
use jiff::{Timestamp, civil::Date};
use stadga_core::Id;
use stadga_core::access::Reach;
use stadga_core::event::{Event, StreamKind};
use std::path::PathBuf;
use std::sync::Arc;

/// Where time comes from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// How to open a database.
pub struct Options {
    /// The database file; made when missing.
    pub path: PathBuf,
    /// What the database is for. Decided the first time.
    pub purpose: Purpose,
    /// Where stamps come from.
    pub clock: Clock,
    /// The key that wraps the others.
    pub master_key: MasterKey,
}

/// An open database. Cloning is cheap; the last clone closes it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    // Dropped in this order: the writer finishes before the lock is let go.
    writer: writer::Writer,
    readers: open::Readers,
    vault: keys::Vault,
    streams: streams::Streams,
    clock: Clock,
    purpose: Purpose,
    _lock: std::fs::File,
}

impl Store {
    /// Opens a database and checks it; makes it when missing.
    pub fn open(options: Options) -> Result<Self, StoreError> {
        let lock = open::lock(&options.path)?;
        let vault = keys::Vault::new(&options.master_key);
        let (conn, last) = open::writing(&options, &vault)?;
        Ok(Self(Arc::new(Inner {
            writer: writer::Writer::start(conn, Arc::clone(&options.clock), last)?,
            readers: open::Readers::new(&options.path),
            vault,
            streams: streams::Streams::default(),
            clock: options.clock,
            purpose: options.purpose,
            _lock: lock,
        })))
    }

    /// What the database is for.
    pub fn purpose(&self) -> Purpose {
        self.0.purpose
    }

    /// Appends one command's events with everything that follows; waits until it is on disk.
    pub fn append(&self, job: Append) -> Result<Receipt, AppendError> {
        self.0.append(job)
    }

    /// Writes an audit row; waits until it is on disk. On an error, show nothing.
    pub fn audit(&self, row: AuditRow) -> Result<(), StoreError> {
        self.0.write(move |desk| Ok(desk.put_audit(&row)?))
    }

    /// The audit rows after an entry, oldest first.
    pub fn audit_after(&self, entry: u64, limit: u32) -> Result<Vec<StoredAudit>, StoreError> {
        self.0.audit_after(entry, limit)
    }

    /// The events of some streams, merged by position. A stream that does not exist has none.
    pub fn load(&self, streams: &[Id]) -> Result<Vec<Event>, StoreError> {
        self.0.load(streams)
    }

    /// The events of a stream after a place in it.
    pub fn load_after(&self, stream: Id, seq: u32) -> Result<Vec<Event>, StoreError> {
        self.0.load_after(stream, seq)
    }

    /// The last place of each stream; 0 for one that does not exist.
    pub fn heads(&self, streams: &[Id]) -> Result<Vec<(Id, u32)>, StoreError> {
        self.0.heads(streams)
    }

    /// The streams of a case, or none where there is no such case.
    pub fn case_streams(&self, case: Id) -> Result<Option<CaseStreams>, StoreError> {
        self.0.case_streams(case)
    }

    /// The case of an assignment, a case itself, or none.
    pub fn case_of(&self, stream: Id) -> Result<Option<Id>, StoreError> {
        self.0.case_of(stream)
    }

    /// What a stream is about, or none where it does not exist.
    pub fn kind_of(&self, stream: Id) -> Result<Option<StreamKind>, StoreError> {
        Ok(self.0.stream(stream)?.map(|stream| stream.kind))
    }

    /// The number of a case.
    pub fn case_number(&self, case: Id) -> Result<Option<CaseNumber>, StoreError> {
        self.0.case_number(case)
    }

    /// The feed after a position, oldest first.
    pub fn events_after(&self, position: u64, limit: u32) -> Result<Vec<FeedRow>, StoreError> {
        self.0.events_after(position, limit)
    }

    /// Every stream of a kind, oldest first.
    pub fn streams(&self, kind: StreamKind) -> Result<Vec<Id>, StoreError> {
        self.0.streams_of(kind)
    }

    /// Whether a stream is within reach: the lists' filter asked about one stream.
    pub fn visible(&self, reach: &Reach, stream: Id) -> Result<bool, StoreError> {
        self.0.visible(reach, stream)
    }

    /// The work list: duties by day, then weight.
    pub fn work_list(&self, reach: &Reach, query: &WorkQuery) -> Result<Vec<WorkRow>, StoreError> {
        self.0.work_list(reach, query)
    }

    /// How many of the work list's duties fall due each day; `limit` plays no part.
    pub fn work_days(&self, reach: &Reach, query: &WorkQuery) -> Result<Vec<(Date, u32)>, StoreError> {
        self.0.work_days(reach, query)
    }

    /// Cases within reach, the next due first.
    pub fn case_list(&self, reach: &Reach, filter: &CaseFilter) -> Result<Vec<ListedCase>, StoreError> {
        self.0.case_list(reach, filter)
    }

    /// Assignments within reach, the oldest first.
    pub fn assignment_list(
        &self,
        reach: &Reach,
        filter: &AssignmentFilter,
    ) -> Result<Vec<ListedAssignment>, StoreError> {
        self.0.assignment_list(reach, filter)
    }

    /// Cases and assignments within reach that a search finds.
    pub fn search(&self, reach: &Reach, search: &Search, limit: usize) -> Result<Vec<Hit>, StoreError> {
        self.0.search(reach, search, limit)
    }

    /// The persons with a number, within reach or not: to find out that a person is known.
    pub fn persons_by_number(&self, number: &str) -> Result<Vec<Id>, StoreError> {
        self.0.persons_by_number(number)
    }
}

impl Inner {
    /// Writes something that cannot collide with anything.
    fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&writer::Desk<'_>) -> Result<T, AppendError> + Send + 'static,
    {
        self.writer.write(work).map_err(|error| match error {
            AppendError::Store(error) => error,
            other => StoreError::NotWritten(other.to_string()),
        })
    }
}

/// The year in Stockholm at an instant. The rule is that of every year since 1996.
fn year(at: Timestamp) -> i16 {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    zone.to_datetime(at).year()
}
