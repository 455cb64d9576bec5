//! Walks every chain, case number, key, pack and file: what has been changed past the program is found and named.

use crate::chain::{FIELDS, START, link};
use crate::checkpoint::TRAIL;
use crate::engine::{Engine, Row, Val};
use crate::error::StoreError;
use crate::files::{Broken, sha256};
use crate::keys::Vault;
use crate::sql::{copy, log as sql};
use crate::value::get;
use crate::{Inner, Store, year};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::ControlFlow;

/// What a walk through the log found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerifyReport {
    /// Events walked.
    pub events: u64,
    /// Streams walked.
    pub streams: u64,
    /// Files opened.
    pub files: u64,
    /// Streams that are erased: their chains are walked, and nothing opens them.
    pub erased: u64,
    /// What is wrong; empty when all is well.
    pub findings: Vec<Finding>,
}

impl VerifyReport {
    /// Whether nothing is wrong.
    pub fn is_sound(&self) -> bool {
        self.findings.is_empty()
    }
}

/// One thing that is wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The place in the log, where there is one.
    pub position: Option<i64>,
    /// The stream, as stored; or the key with whose it is, or the pack.
    pub stream: String,
    /// The place in the stream, where there is one.
    pub seq: Option<i64>,
    /// What is wrong.
    pub problem: Problem,
}

/// What can be wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Problem {
    /// The event is not what was written.
    Altered,
    /// Events before this one, or after the last, are gone.
    Missing,
    /// One or more of the rows of the audit trail from this place are not what they were at a checkpoint.
    RowsAltered,
    /// Events lie in a stream that does not exist, or after its end.
    Foreign,
    /// The event has been moved in the log.
    Moved,
    /// The case number is not the one its opening gives.
    CaseNumber,
    /// The stream's key is empty, and no decision says that it was erased.
    KeyGone,
    /// The stream is erased, and something of it was left.
    Left,
    /// A file that the event names is gone, or a part of it.
    FileMissing,
    /// A file that the event names is not what was filed.
    FileAltered,
    /// The key is not what was stored: what it sealed opens no more.
    KeyAltered,
    /// The pack is not what its hash says.
    PackAltered,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let what = match self.problem {
            Problem::Altered => "händelsen är ändrad",
            Problem::Missing if self.stream == TRAIL => "rader saknas",
            Problem::Missing => "händelser saknas",
            Problem::RowsAltered => "någon av de tusen raderna härifrån är ändrad eller borta",
            Problem::Foreign => "händelsen hör inte hemma här",
            Problem::Moved => "händelsen är flyttad i loggen",
            Problem::CaseNumber => "ärendenumret stämmer inte med loggen",
            Problem::KeyGone => "nyckeln är borta utan att någon har beslutat om gallring",
            Problem::Left => "akten är gallrad, men filer ligger kvar",
            Problem::FileMissing => "en fil som händelsen nämner saknas",
            Problem::FileAltered => "en fil som händelsen nämner är ändrad",
            Problem::KeyAltered => "nyckeln är ändrad och låser inte upp något",
            Problem::PackAltered => "innehållet är inte det som beslutades",
        };
        let named = self.stream == TRAIL || matches!(self.problem, Problem::KeyAltered | Problem::PackAltered);
        let akt = if named { "" } else { "akt " };
        write!(f, "{akt}{}", self.stream)?;
        if let Some(seq) = self.seq {
            write!(f, ", händelse {seq}")?;
        }
        if let Some(position) = self.position {
            write!(f, ", plats {position} i loggen")?;
        }
        write!(f, ": {what}")
    }
}

/// Rows of lists that are named, at most.
const NAMED: usize = 10;

impl Store {
    /// The first rows of the lists that are not as those of another database: the table and the ids, never what a row
    /// says.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn lists_unlike(&self, other: &Self) -> Result<Vec<String>, StoreError> {
        let here: BTreeSet<String> = self.read_model_rows()?.into_iter().collect();
        let there: BTreeSet<String> = other.read_model_rows()?.into_iter().collect();
        let mut named: Vec<String> = here.symmetric_difference(&there).map(|row| row_name(row)).collect();
        named.dedup();
        named.truncate(NAMED);
        Ok(named)
    }
}

/// The table of a row and what it is about: the first column, and of a duty which one of its case.
fn row_name(row: &str) -> String {
    let parts = if row.starts_with("duty|") || row.starts_with("owner|") { 3 } else { 2 };
    row.split('|').take(parts).collect::<Vec<_>>().join(" ")
}

impl Inner {
    pub(crate) fn verify(&self) -> Result<VerifyReport, StoreError> {
        self.look.found.in_the_end()?;
        // At one moment, so that what is appended meanwhile does not look like a fault.
        let mut report = self.readers.steady(|conn| {
            let mut walk = Walk { heads: heads(conn)?, ..Walk::default() };
            walk.report.streams = walk.heads.len() as u64;
            conn.each(sql::CHAIN, &[], &mut |row| {
                walk.event(row)?;
                Ok(ControlFlow::Continue(()))
            })?;
            walk.end_stream();
            walk.empty_streams();
            walk.gaps();
            numbers(conn, &mut walk.report)?;
            erased(conn, &mut walk.report)?;
            keys(conn, &self.vault, &mut walk.report)?;
            packs(conn, &mut walk.report)?;
            Ok(walk.report)
        })?;
        let (files, broken) = self.broken_files()?;
        report.files = files;
        report.findings.extend(broken.into_iter().map(|(position, stream, seq, broken)| Finding {
            position: Some(position),
            stream: stream.to_string(),
            seq: Some(i64::from(seq)),
            problem: match broken {
                Broken::Missing => Problem::FileMissing,
                Broken::Altered => Problem::FileAltered,
            },
        }));
        Ok(report)
    }
}

/// What the stream table says: the last place and the last hash.
type Heads = BTreeMap<String, (i64, Vec<u8>)>;

#[derive(Default)]
struct Walk {
    heads: Heads,
    report: VerifyReport,
    positions: BTreeSet<i64>,
    stream: Option<String>,
    seq: i64,
    position: i64,
    /// The stored hash of the last event, and the one it should have had: the next may build on either,
    /// so that one altered event gives one finding.
    stored: Vec<u8>,
    computed: Vec<u8>,
}

impl Walk {
    fn event(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let position: i64 = row.get(0)?;
        let subject = String::from_utf8_lossy(&bytes(row.val(4)?).unwrap_or_default()).into_owned();
        if self.stream.as_ref() != Some(&subject) {
            self.end_stream();
            (self.stream, self.seq, self.position) = (Some(subject), 0, 0);
            (self.stored, self.computed) = (START.to_vec(), START.to_vec());
        }
        let mut fields: Vec<Option<Vec<u8>>> = Vec::with_capacity(FIELDS);
        for at in 2..2 + FIELDS {
            fields.push(bytes(row.val(at)?));
        }
        let mut hashed = [None; FIELDS];
        for (to, from) in hashed.iter_mut().zip(&fields) {
            *to = from.as_deref();
        }
        let hash = bytes(row.val(1)?).unwrap_or_default();
        let mut computed = link(&self.stored, &hashed);
        if hash != computed {
            computed = link(&self.computed, &hashed);
        }
        let seq = if let Val::Int(seq) = row.val(5)? { seq } else { self.seq + 1 };
        if seq != self.seq + 1 {
            self.find(Some(position), Some(seq), Problem::Missing);
        } else if hash != computed {
            self.find(Some(position), Some(seq), Problem::Altered);
        } else if position <= self.position {
            self.find(Some(position), Some(seq), Problem::Moved);
        }
        self.computed = computed.to_vec();
        self.stored = hash;
        (self.seq, self.position) = (seq, position);
        self.positions.insert(position);
        self.report.events += 1;
        Ok(())
    }

    /// Compares the end of a stream with what the stream table says.
    fn end_stream(&mut self) {
        let Some(stream) = self.stream.clone() else { return };
        let problem = match self.heads.remove(&stream) {
            None => Some(Problem::Foreign),
            Some((seq, _)) if seq > self.seq => Some(Problem::Missing),
            Some((seq, _)) if seq < self.seq => Some(Problem::Foreign),
            Some((_, hash)) if hash != self.stored && hash != self.computed => Some(Problem::Altered),
            Some(_) => None,
        };
        if let Some(problem) = problem {
            self.find(Some(self.position), Some(self.seq), problem);
        }
    }

    /// Streams that should have events and have none at all.
    fn empty_streams(&mut self) {
        for (stream, (seq, _)) in std::mem::take(&mut self.heads) {
            if seq != 0 {
                self.report.findings.push(Finding { position: None, stream, seq: None, problem: Problem::Missing });
            }
        }
    }

    /// Positions are given without gaps, so a stream taken away whole still shows.
    fn gaps(&mut self) {
        let mut expected = 1;
        for position in std::mem::take(&mut self.positions) {
            if position != expected && self.report.findings.is_empty() {
                let stream = "okänd".to_owned();
                self.report.findings.push(Finding {
                    position: Some(expected),
                    stream,
                    seq: None,
                    problem: Problem::Missing,
                });
            }
            expected = position + 1;
        }
    }

    fn find(&mut self, position: Option<i64>, seq: Option<i64>, problem: Problem) {
        let stream = self.stream.clone().unwrap_or_default();
        self.report.findings.push(Finding { position, stream, seq, problem });
    }
}

fn heads(conn: &mut dyn Engine) -> Result<Heads, StoreError> {
    let heads = conn
        .all(sql::STREAM_HEADS, &[], |row| Ok((row.get(0)?, (row.get(1)?, bytes(row.val(2)?).unwrap_or_default()))))?;
    Ok(heads.into_iter().collect())
}

/// Case numbers must be the rank of the openings within each year.
fn numbers(conn: &mut dyn Engine, report: &mut VerifyReport) -> Result<(), StoreError> {
    let openings: Vec<(String, Option<Timestamp>)> =
        conn.all(sql::OPENINGS, &[], |row| Ok((row.get(0)?, get(row, 1).ok())))?;
    let mut derived: BTreeMap<String, (i16, u32)> = BTreeMap::new();
    let mut taken: BTreeMap<i16, u32> = BTreeMap::new();
    for (subject, recorded_at) in openings {
        if derived.contains_key(&subject) {
            continue;
        }
        let year = year(recorded_at.unwrap_or_default());
        let serial = taken.entry(year).or_default();
        *serial += 1;
        derived.insert(subject, (year, *serial));
    }
    let stored = conn.all(sql::NUMBERS, &[], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
    let stored: BTreeMap<String, (i16, u32)> = stored.into_iter().collect();
    let subjects: BTreeSet<&String> = derived.keys().chain(stored.keys()).collect();
    for subject in subjects.into_iter().filter(|subject| derived.get(*subject) != stored.get(*subject)) {
        let stream = subject.clone();
        report.findings.push(Finding { position: None, stream, seq: None, problem: Problem::CaseNumber });
    }
    Ok(())
}

/// Every stream without a key was erased by a decision that stands in the log, and nothing of it was left.
fn erased(conn: &mut dyn Engine, report: &mut VerifyReport) -> Result<(), StoreError> {
    let found: Vec<(String, Option<String>, i64)> =
        conn.all(crate::sql::erase::ERASED_STREAMS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
    for (stream, decided, files) in found {
        let problem = match decided.as_deref() {
            Some(name) if crate::heads::ERASED.contains(&name) => (files > 0).then_some(Problem::Left),
            _ => Some(Problem::KeyGone),
        };
        report.findings.extend(problem.map(|problem| Finding { position: None, stream, seq: None, problem }));
        report.erased += 1;
    }
    Ok(())
}

/// Every key that is not erased opens with the master key, where it lies. One that does not would be missed when
/// somebody asks for what it sealed, and no sooner.
fn keys(conn: &mut dyn Engine, vault: &Vault, report: &mut VerifyReport) -> Result<(), StoreError> {
    let stored = conn.all(&rows_of("subject_key"), &[], |row| {
        Ok((text(row, 0)?, text(row, 1)?, bytes(row.val(3)?).unwrap_or_default()))
    })?;
    for (key_id, owner, wrapped) in stored {
        if !wrapped.is_empty() && vault.unwrap(&key_id, &wrapped).is_err() {
            let stream = format!("nyckel {key_id} för {owner}");
            report.findings.push(Finding { position: None, stream, seq: None, problem: Problem::KeyAltered });
        }
    }
    Ok(())
}

/// Every pack is what its hash says: the log names packs by it.
fn packs(conn: &mut dyn Engine, report: &mut VerifyReport) -> Result<(), StoreError> {
    let stored =
        conn.all(&rows_of("pack"), &[], |row| Ok((text(row, 0)?, hash_of(&bytes(row.val(1)?).unwrap_or_default()))))?;
    for (hash, _) in stored.into_iter().filter(|(hash, found)| found.as_ref() != Some(hash)) {
        let stream = format!("rutin {hash}");
        report.findings.push(Finding { position: None, stream, seq: None, problem: Problem::PackAltered });
    }
    Ok(())
}

/// The hash of a stored pack; none where it is no pack.
fn hash_of(content: &[u8]) -> Option<String> {
    let files: Vec<(String, String)> = serde_json::from_slice(content).ok()?;
    Some(pack_hash(&files))
}

/// SHA-256 over a pack's names and texts, each with its length before it, in lower-case hex: its identity for ever.
pub fn pack_hash(files: &[(String, String)]) -> String {
    let mut all = Vec::new();
    for part in files.iter().flat_map(|(name, text)| [name, text]) {
        all.extend((part.len() as u64).to_be_bytes());
        all.extend(part.as_bytes());
    }
    sha256(&all)
}

/// Every row of a table, with the columns that are copied.
fn rows_of(name: &str) -> String {
    copy::RECORDS.iter().chain(copy::KEYS).find(|table| table.name == name).map(copy::all).unwrap_or_default()
}

/// A column as text, whatever it has been altered to.
fn text(row: &Row<'_>, at: usize) -> Result<String, StoreError> {
    Ok(String::from_utf8_lossy(&bytes(row.val(at)?).unwrap_or_default()).into_owned())
}

/// A stored value as it was hashed, whatever type it has been altered to.
pub(crate) fn bytes(value: Val<'_>) -> Option<Vec<u8>> {
    match value {
        Val::Null => None,
        Val::Int(number) => Some(number.to_string().into_bytes()),
        Val::Real(number) => Some(number.to_string().into_bytes()),
        Val::Text(bytes) | Val::Bytes(bytes) => Some(bytes.into_owned()),
    }
}
