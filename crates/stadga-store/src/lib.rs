//! The log, its keys, read models, drafts and sessions on disk.
//!
//! Everything here blocks: a web handler calls it from a blocking thread. What [`Store::append`]
//! and [`Store::audit`] have answered is on disk. Names, numbers, free text and reasons are sealed
//! with a key per person and record holder before they reach the writer; nothing else of them is
//! stored but search tokens that say nothing without the master key.
//!
//! A database is a SQLite file or lies on a PostgreSQL server; whoever uses the store cannot tell.
//!
//! Read in this order: `model` (what goes in and out), `append` (how it is written), `writer` (one
//! thread, grouped commits), `read`, `files`, `lists`, `work`, `search`, `verify`; every statement stands in `sql`, and
//! what differs between the two databases in `engine`.

mod accounts;
mod append;
mod boards;
mod bookings;
mod chain;
mod checkpoint;
mod copy;
mod counts;
mod engine;
mod erase;
mod error;
mod executions;
mod export;
mod files;
mod heads;
mod jobs;
mod keys;
mod lists;
mod mailings;
mod minutes;
mod model;
mod open;
mod outbox;
mod pack_lists;
mod packing;
mod place;
mod read;
mod rebuild;
mod rows;
mod search;
mod side;
mod sound;
pub mod sql;
mod streams;
#[cfg(test)]
mod tests;
mod trail;
mod value;
mod verify;
mod work;
mod writer;

pub use accounts::{Account, Tried};
pub use boards::ListedBoard;
pub use bookings::{Meeting, Taken};
pub use checkpoint::Checkpoint;
pub use copy::{Copied, Part, copy_check, copy_in, copy_out};
pub use counts::Count;
pub use erase::HeldFile;
pub use error::{AppendError, StoreError};
pub use executions::ListedExecution;
pub use export::Linked;
pub use files::{UPLOAD_LONGEST, UPLOADS_LARGEST, Upload, sha256};
pub use jobs::JobRun;
pub use keys::MasterKey;
pub use lists::{AssignmentFilter, CaseFilter, Listed, ListedAssignment, ListedCase, OpenedMatter};
pub use mailings::ListedMailing;
pub use minutes::ListedMinutes;
pub use model::{
    Append, AuditKind, AuditRow, CaseNumber, CaseStreams, ErasedFile, FeedRow, NewBlob, NewStream, Purpose, Receipt,
    StoredAudit,
};
pub use outbox::Outgoing;
pub use place::{Options, PgOptions, Place};
pub use rows::{
    AssignmentRow, BoardRow, BookingRow, CaseRow, DutyRow, DutyState, ExecutionRow, MailingRow, MinutesRow, OwnerRow,
    PersonRow, Rows, Why,
};
pub use search::{Hit, Search};
pub use side::{CameBy, Draft, Proof, SESSION_IDLE, SESSION_LONGEST, Session};
pub use verify::{Finding, Problem, VerifyReport, pack_hash};
pub use work::{About, Anybodys, Lately, WorkQuery, WorkRow};

use engine::{Engine, Lite, Pg, Server};
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, civil::Date};
use stadga_core::Id;
use stadga_core::access::{Holder, Reach};
use stadga_core::apart::Tie;
use stadga_core::ctx::Post;
use stadga_core::event::{Event, StreamKind};
use std::sync::Arc;

/// Whether another server has what a server confirms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standby {
    /// Nothing is confirmed before a standby has it.
    Waited,
    /// The server waits for a standby that is not there: nothing is confirmed until it is.
    Missing,
    /// The server waits for none.
    Alone,
}

/// Where time comes from.
pub type Clock = Arc<dyn Fn() -> Timestamp + Send + Sync>;

/// An open database. Cloning is cheap; the last clone closes it.
#[derive(Clone)]
pub struct Store(Arc<Inner>);

struct Inner {
    // Dropped in this order: what has been seen is written down, then the writer finishes, then the lock is let go.
    trail: Option<trail::Trail>,
    waiting: Arc<trail::Waiting>,
    writer: writer::Writer,
    readers: open::Readers,
    look: sound::Look,
    vault: keys::Vault,
    streams: streams::Streams,
    heads: heads::Heads,
    pack_lists: pack_lists::PackLists,
    written: lists::Written,
    /// Other nodes may write in the same database.
    shared: bool,
    clock: Clock,
    purpose: Purpose,
    /// Keeps other processes from the file; a server lets several in.
    _lock: Option<std::fs::File>,
}

impl Store {
    /// Opens a database file; makes it when missing. See [`Store::sound`].
    pub fn open(options: Options) -> Result<Self, StoreError> {
        let Options { path, purpose, clock, master_key } = options;
        let lock = Lite::lock(&path)?;
        let fell = Lite::left_open(&path);
        let conn = Lite::writing(&path)?;
        let seen = Lite::seen(&path)?;
        let look = sound::Look::at(&path, fell)?;
        let conn = conn.folded(&path)?;
        let readers = open::Readers::new(Box::new(move || Ok(Box::new(Lite::reading(&path)?))));
        Self::with((Box::new(conn), Some(Box::new(seen))), readers, (look, Some(lock)), (purpose, clock, &master_key))
    }

    /// Connects to a database on a server and checks both. Several processes may, at the same time; each
    /// uses at most 17 connections. Like everything here it blocks, and panics on the threads an async
    /// runtime keeps for itself.
    pub fn connect(options: PgOptions) -> Result<Self, StoreError> {
        let PgOptions { url, purpose, clock, master_key } = options;
        let server = Arc::new(Server::new(&url)?);
        let conn = Pg::writing(Arc::clone(&server), purpose)?;
        let readers = open::Readers::new(Box::new(move || Ok(Box::new(Pg::reading(Arc::clone(&server))))));
        Self::with((Box::new(conn), None), readers, (sound::Look::none(), None), (purpose, clock, &master_key))
    }

    fn with(
        (mut conn, seen): (Box<dyn Engine>, Option<Box<dyn Engine>>),
        readers: open::Readers,
        (look, lock): (sound::Look, Option<std::fs::File>),
        (purpose, clock, master_key): (Purpose, Clock, &MasterKey),
    ) -> Result<Self, StoreError> {
        let vault = keys::Vault::new(master_key);
        open::prepare(conn.as_mut(), purpose, &vault, clock())?;
        let waiting = Arc::default();
        let trail = seen.map(|seen| trail::Trail::open(seen, conn.as_mut(), &waiting, (&clock, &look.found)));
        let inner = Inner {
            trail: trail.transpose()?,
            writer: writer::Writer::start(conn, Arc::clone(&clock), look.found.clone(), Arc::clone(&waiting))?,
            waiting,
            readers,
            look,
            vault,
            streams: streams::Streams::default(),
            heads: heads::Heads::default(),
            pack_lists: pack_lists::PackLists::default(),
            written: lists::Written::default(),
            shared: lock.is_none(),
            clock,
            purpose,
            _lock: lock,
        };
        inner.settle()?;
        inner.follow_from_here()?;
        Ok(Self(Arc::new(inner)))
    }

    /// Waits until every page of the file has been looked at; [`StoreError::Damaged`] where one is damaged. A
    /// server looks after its own files.
    pub fn sound(&self) -> Result<(), StoreError> {
        self.0.look.found.in_the_end()
    }

    /// What else has what a server confirms; none for a file, which is alone.
    pub fn standby(&self) -> Result<Option<Standby>, StoreError> {
        if !self.0.shared {
            return Ok(None);
        }
        let found = self.0.readers.read(|conn| {
            conn.first(engine::STANDBYS, &[], |row| Ok((row.get::<i64>(0)? > 0, row.get::<i64>(1)? > 0)))
        })?;
        Ok(Some(match found {
            Some((true, true)) => Standby::Waited,
            Some((true, false)) => Standby::Missing,
            _ => Standby::Alone,
        }))
    }

    /// How long what is being written has waited for the disk or the server, by the clock of the store; none when
    /// nothing is. Asks neither of them, so it answers while they do not.
    pub fn waited(&self) -> Option<SignedDuration> {
        let since = [self.0.writer.since(), self.0.trail.as_ref().and_then(trail::Trail::since)];
        let since = since.into_iter().flatten().min()?;
        Some((self.0.clock)().duration_since(since))
    }

    /// What the database is for.
    pub fn purpose(&self) -> Purpose {
        self.0.purpose
    }

    /// Appends one command's events with everything that follows; waits until it is on disk.
    pub fn append(&self, job: Append) -> Result<Receipt, AppendError> {
        self.0.append(job)
    }

    /// The first receipt of a command, when it has been carried out.
    pub fn receipt(&self, command: Id) -> Result<Option<Receipt>, AppendError> {
        self.0.receipt(command)
    }

    /// Writes an audit row; waits until it is on disk. On an error, show nothing.
    pub fn audit(&self, row: AuditRow) -> Result<(), StoreError> {
        match &self.0.trail {
            Some(trail) => trail.write(row),
            None => self.0.write(move |desk| Ok(desk.put_audit(&row)?)),
        }
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

    /// The stream an event lies in; none when there is no such event.
    pub fn stream_of(&self, event: Id) -> Result<Option<Id>, StoreError> {
        self.0.stream_of(event)
    }

    /// Reads what `work` reads on this thread as the database is at one moment, and on one connection: a file's
    /// pages are then fetched once for all of it. On a server each statement stands for itself.
    pub fn at_one_moment<T>(&self, work: impl FnOnce() -> T) -> Result<T, StoreError> {
        if self.0.shared { Ok(work()) } else { self.0.readers.held(work) }
    }

    /// Takes in what other nodes have written: to be done once where a request begins, after which
    /// [`Store::heads`] knows of everything answered before it. Costs nothing on a file.
    pub fn follow(&self) -> Result<(), StoreError> {
        self.0.follow()
    }

    /// The last place of each stream, as of what was last written here or followed; 0 for one that does
    /// not exist.
    pub fn heads(&self, streams: &[Id]) -> Result<Vec<(Id, u32)>, StoreError> {
        self.0.heads(streams)
    }

    /// The streams of a case; [`StoreError::Unknown`] where there is no such case.
    pub fn case_streams(&self, case: Id) -> Result<CaseStreams, StoreError> {
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

    /// The case with a number, whoever asks.
    pub fn case_by_number(&self, number: CaseNumber) -> Result<Option<Id>, StoreError> {
        self.0.case_by_number(number)
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

    /// What ties somebody to persons who are kept apart from others, whether they are barred because of it or not.
    pub fn ties(&self, reach: &Reach) -> Result<Vec<Tie>, StoreError> {
        self.0.ties(reach)
    }

    /// The cases where a holder is named on a day or later, whoever asks, in the order they were opened.
    pub fn named_cases(&self, holder: &Holder, since: Date) -> Result<Vec<Id>, StoreError> {
        self.0.named_cases(holder, since)
    }

    /// Cases within reach, the next due first.
    pub fn case_list(&self, reach: &Reach, filter: &CaseFilter) -> Result<Vec<ListedCase>, StoreError> {
        self.0.case_list(reach, filter)
    }

    /// The matters of registers that a user has opened, newest first, whether or not they reach them.
    pub fn opened_by(&self, user: Id) -> Result<Vec<OpenedMatter>, StoreError> {
        self.0.opened_by(user)
    }

    /// Open cases within reach by caseworker: how many, and how many of them fall due by a day.
    pub fn case_load(&self, reach: &Reach, by: Date) -> Result<Vec<(Option<Id>, u32, u32)>, StoreError> {
        self.0.case_load(reach, by)
    }

    /// Days from application to first decision, in the cases of a unit within reach that were first
    /// decided on a day or later; the shortest first.
    pub fn pace(&self, reach: &Reach, unit: Id, since: Date) -> Result<Vec<u32>, StoreError> {
        self.0.pace(reach, unit, since)
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

    /// The persons one of whose names begins with a word, whoever asks: to see whether somebody has read about
    /// those who bear their own name.
    pub fn persons_by_word(&self, word: &str) -> Result<Vec<Id>, StoreError> {
        self.0.persons_by_word(word)
    }

    /// How many persons have a name that begins with these words, counted to `most`, whoever asks: before
    /// somebody new is registered. Says nothing of who they are.
    pub fn persons_named(&self, name: &str, most: u32) -> Result<u32, StoreError> {
        self.0.persons_named(name, most)
    }

    /// Every case of a person, open or closed, whoever asks; the caller asks for each whether it is shown.
    pub fn cases_of_person(&self, person: Id) -> Result<Vec<Id>, StoreError> {
        self.0.cases_of_person(person)
    }

    /// A file of a stream by the SHA-256 of its content, or none where the stream has no such file. What is
    /// not what was filed is an error.
    pub fn blob(&self, stream: Id, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.blob(stream, sha256)
    }

    /// Keeps what somebody has sent in until it is filed, sealed with its sender's key; `about` is what it is
    /// called and what it is. The caller sees to sizes.
    pub fn save_upload(&self, author: Id, upload: Id, about: &str, content: &[u8]) -> Result<(), StoreError> {
        self.0.save_upload(author, upload, about, content)
    }

    /// The sender's upload, if it is whole.
    pub fn upload(&self, author: Id, upload: Id) -> Result<Option<Upload>, StoreError> {
        self.0.upload(author, upload)
    }

    /// What the sender's upload is called, without reading it.
    pub fn upload_about(&self, author: Id, upload: Id) -> Result<Option<String>, StoreError> {
        self.0.upload_about(author, upload)
    }

    /// What one person's uploads take together, in bytes.
    pub fn uploaded(&self, author: Id) -> Result<u64, StoreError> {
        self.0.uploaded(author)
    }

    /// Erases an upload, if there is one.
    pub fn delete_upload(&self, author: Id, upload: Id) -> Result<(), StoreError> {
        self.0.delete_upload(author, upload)
    }

    /// Erases the uploads older than [`UPLOAD_LONGEST`]; says how many.
    pub fn sweep_uploads(&self) -> Result<usize, StoreError> {
        self.0.sweep_uploads()
    }

    /// Keeps a pack's content under its hash. Content that is there already stays.
    pub fn put_pack(&self, hash: &str, content: &[u8]) -> Result<(), StoreError> {
        self.0.put_pack(hash, content)
    }

    /// The pack with a hash.
    pub fn pack(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.0.pack(hash)
    }

    /// Saves a draft over the one before it, sealed with its author's key. Gives the time it was saved.
    pub fn save_draft(
        &self,
        author: Id,
        form: &str,
        subject: Option<Id>,
        body: &[u8],
    ) -> Result<Timestamp, StoreError> {
        self.0.save_draft(author, form, subject, body)
    }

    /// The author's draft in a form about a stream.
    pub fn draft(&self, author: Id, form: &str, subject: Option<Id>) -> Result<Option<Draft>, StoreError> {
        self.0.draft(author, form, subject)
    }

    /// All of an author's drafts, the newest first.
    pub fn drafts_of(&self, author: Id) -> Result<Vec<Draft>, StoreError> {
        self.0.drafts_of(author)
    }

    /// Erases a draft, if there is one. The caller writes the audit row.
    pub fn delete_draft(&self, author: Id, form: &str, subject: Option<Id>) -> Result<(), StoreError> {
        self.0.delete_draft(author, form, subject)
    }

    /// Begins a session and gives its token, which is not stored.
    pub fn create_session(&self, user: Id, post: Option<Post>) -> Result<String, StoreError> {
        self.0.create_session(user, post, None)
    }

    /// The same for somebody who has proved who they are, and how.
    pub fn create_proved_session(&self, user: Id, post: Option<Post>, proof: Proof) -> Result<String, StoreError> {
        self.0.create_session(user, post, Some(proof))
    }

    /// The session of a token, unless it has been unused for longer than [`SESSION_IDLE`] or is older than
    /// [`SESSION_LONGEST`].
    pub fn session(&self, token: &str) -> Result<Option<Session>, StoreError> {
        self.0.session(token)
    }

    /// Notes that a session is in use.
    pub fn touch_session(&self, token: &str) -> Result<(), StoreError> {
        self.0.touch_session(token)
    }

    /// Whose session a token is or was: none when it was never begun, was ended, or has been swept away.
    pub fn session_owner(&self, token: &str) -> Result<Option<Id>, StoreError> {
        self.0.session_owner(token)
    }

    /// Ends a session, if there is one.
    pub fn delete_session(&self, token: &str) -> Result<(), StoreError> {
        self.0.delete_session(token)
    }

    /// Erases the sessions that have been unused for too long; says how many.
    pub fn sweep_sessions(&self) -> Result<usize, StoreError> {
        self.0.sweep_sessions()
    }

    /// A short text sealed for a browser to carry and bring back: `about` says what it is, and it opens
    /// only as that. Says nothing without the master key.
    pub fn seal_note(&self, about: &str, text: &[u8]) -> Result<String, StoreError> {
        self.0.vault.note(about, text)
    }

    /// What [`Store::seal_note`] sealed about the same thing; none when it is anything else.
    pub fn open_note(&self, about: &str, note: &str) -> Option<Vec<u8>> {
        self.0.vault.read_note(about, note)
    }

    /// Walks every chain, compares case numbers with the log, opens every key and every file that an event names, and
    /// compares each pack with its hash.
    pub fn verify(&self) -> Result<VerifyReport, StoreError> {
        self.0.verify()
    }
}

impl Inner {
    /// Writes something that cannot collide with anything.
    fn write<T, F>(&self, work: F) -> Result<T, StoreError>
    where
        T: Send + 'static,
        F: FnOnce(&mut writer::Desk<'_>) -> Result<T, AppendError> + Send + 'static,
    {
        self.writer.write(work).map_err(not_written)
    }

    /// Lets everything that has been seen so far be in the trail before it is read; says whether anything was not.
    fn settle(&self) -> Result<bool, StoreError> {
        let waits = self.waiting.any();
        if waits {
            self.write(|_| Ok(()))?;
        }
        Ok(waits)
    }
}

/// An error of the writer where nothing can have moved.
fn not_written(error: AppendError) -> StoreError {
    match error {
        AppendError::Store(error) => error,
        other => StoreError::NotWritten(other.to_string()),
    }
}

/// The year in Stockholm at an instant. The rule is that of every year since 1996.
fn year(at: Timestamp) -> i16 {
    let zone = TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC);
    zone.to_datetime(at).year()
}
