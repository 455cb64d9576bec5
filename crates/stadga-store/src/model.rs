//! What goes into the log and what comes back.

use crate::rows::Rows;
use jiff::{Timestamp, civil::Date};
use stadga_core::ctx::Post;
use stadga_core::event::{NewEvent, Signature, StreamKind};
use stadga_core::{Id, words};
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

words! {
    /// What a database is for. Decided when it is made and never changed.
    pub enum Purpose {
        Production = "production", "skarp drift";
        Demo = "demo", "visning";
        Synthetic = "synthetic", "prov med påhittade personer";
    }
}

words! {
    /// What kind of answer an audit row is about.
    pub enum AuditKind {
        View = "view", "Läst";
        Command = "command", "Skrivit";
        Denied = "denied", "Nekad";
        Print = "print", "Utskrift";
        Export = "export", "Export";
        Search = "search", "Sökning";
    }
}

/// One command's worth of writing: all of it becomes durable, or none of it. Without events it only
/// lays rows down, and a repetition does so again.
#[derive(Clone, Debug)]
pub struct Append {
    /// The command's id; the same id again gets the first receipt and writes nothing.
    pub command: Id,
    /// Who.
    pub signature: Signature,
    /// Hashes of the packs in force.
    pub packs: String,
    /// Where the streams were when the decision was made: `(stream, last seq)`, 0 for a new one.
    pub expects: Vec<(Id, u32)>,
    /// What happened, in order.
    pub events: Vec<NewEvent>,
    /// Streams that begin here.
    pub new_streams: Vec<NewStream>,
    /// The files that the events name and their streams do not have already.
    pub blobs: Vec<NewBlob>,
    /// The files that are erased, by the decision that the first event says.
    pub erases: Vec<ErasedFile>,
    /// What the lists show afterwards.
    pub rows: Rows,
    /// The audit row of the command.
    pub audit: Option<AuditRow>,
}

/// What somebody has of a person, to be erased.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ErasedFile {
    /// The person.
    pub person: Id,
    /// The record-holder whose file it is: a provider that keeps its own; none for all that is kept of the person.
    pub holder: Option<Id>,
}

/// A file to be filed in a stream: an event names it by the SHA-256 of its content.
#[derive(Clone)]
pub struct NewBlob {
    /// The stream.
    pub subject: Id,
    /// The content: at least one byte, at most [`LARGEST_FILE`](stadga_core::fact::handling::LARGEST_FILE).
    pub content: Arc<[u8]>,
}

/// Never the content: it must not end up among what is logged.
impl fmt::Debug for NewBlob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "NewBlob({}, {} byte)", self.subject, self.content.len())
    }
}

/// A stream that begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewStream {
    /// The stream.
    pub subject: Id,
    /// What it is about.
    pub kind: StreamKind,
    /// The person it concerns; none for the person's own stream and for the organisation's.
    pub person: Option<Id>,
    /// Who keeps the record: the board, or a provider's unit. Decides which key seals it.
    pub holder: Id,
    /// The case an assignment belongs to.
    pub root: Option<Id>,
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Receipt {
    /// The places in the log, in the order of the events.
    pub positions: Vec<u64>,
    /// The streams written to, each with its last place.
    pub last_seq: Vec<(Id, u32)>,
    /// The stamp all the events got.
    pub recorded_at: Timestamp,
    /// The command had been carried out before; nothing was written now.
    pub repeated: bool,
    /// The number of the case that was opened.
    pub case_number: Option<CaseNumber>,
}

/// One answer that showed, wrote or refused something. No personal data in `detail`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AuditRow {
    /// Who asked.
    pub user: Id,
    /// The post it was asked in.
    pub post: Option<Post>,
    /// The use case.
    pub what: String,
    /// What kind of answer it was.
    pub kind: AuditKind,
    /// The streams and persons shown.
    pub subjects: Vec<Id>,
    /// On which ground.
    pub ground: String,
    /// What else there is to say.
    pub detail: String,
}

/// An audit row as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredAudit {
    /// The place in the audit trail, from 1.
    pub entry: u64,
    /// When, stamped by the store.
    pub recorded_at: Timestamp,
    /// What.
    pub row: AuditRow,
}

/// The streams of a case, or of a matter in a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseStreams {
    /// The case.
    pub case: Id,
    /// The person's stream; none of a matter in a register.
    pub person: Option<Id>,
    /// The assignments, oldest first.
    pub assignments: Vec<Id>,
    /// The number people use.
    pub number: CaseNumber,
}

/// One line of the feed: that something happened, not what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FeedRow {
    /// The place in the log.
    pub position: u64,
    /// The stream.
    pub subject: Id,
    /// What the stream is about.
    pub kind: StreamKind,
    /// The stored name of the fact.
    pub name: String,
    /// The day it happened.
    pub occurred_on: Date,
    /// When it was written down.
    pub recorded_at: Timestamp,
}

/// The number people use for a case: gap-free within a municipality and a year of Stockholm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CaseNumber {
    /// The year.
    pub year: i16,
    /// The place in the year, from 1.
    pub serial: u32,
}

impl fmt::Display for CaseNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SN {}-{:05}", self.year, self.serial)
    }
}

/// Reads `SN 2026-00123`, `sn2026-123` and `2026-123`.
impl FromStr for CaseNumber {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let text = text.trim().to_ascii_lowercase();
        let text = text.strip_prefix("sn").unwrap_or(&text).trim_start();
        let (year, serial) = text.split_once('-').ok_or(())?;
        let whole = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        if year.len() != 4 || !whole(year) || !whole(serial) {
            return Err(());
        }
        Ok(Self { year: year.parse().map_err(|_| ())?, serial: serial.parse().map_err(|_| ())? })
    }
}
