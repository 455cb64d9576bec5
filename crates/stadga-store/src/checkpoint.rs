//! Where every stream was at a moment, kept outside: what is cut off or rolled back afterwards is found against it.
//!
//! The chains show that nothing inside them was changed. They do not show that the end of one was cut off together
//! with what the stream table says, or that an older database was put in place of a newer one. The audit trail has no
//! chain, for several programs write in it at once: its rows are summed up here, a thousand at a time.

use crate::Store;
use crate::chain::{START, link};
use crate::engine::{Engine, Val, args};
use crate::error::StoreError;
use crate::keys::{hex, unhex};
use crate::sql::{copy, log as sql};
use crate::verify::{Finding, Problem};
use std::fmt::Write as _;
use std::ops::ControlFlow;

/// What a checkpoint begins with.
const BEGINS: &str = "stadga kontrollpunkt 1";
/// How many rows of the audit trail are summed up together.
const TOGETHER: i64 = 1000;
/// What the audit trail is called among the streams.
pub(crate) const TRAIL: &str = "åtkomstloggen";

/// Where every stream was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Checkpoint {
    /// When it was taken, as text.
    pub at: String,
    /// The last place in the log.
    pub position: i64,
    /// The last place in the audit trail.
    pub entry: i64,
    /// Each stream with its last place and the hash there.
    pub heads: Vec<(String, i64, Vec<u8>)>,
    /// The rows of the audit trail up to that place, a thousand at a time: the first place, and what they sum up to.
    /// None in a checkpoint of an older program.
    pub trail: Vec<(i64, Vec<u8>)>,
}

impl Checkpoint {
    /// As text: one line for each stream. It holds no personal data.
    pub fn text(&self) -> String {
        let mut text = format!("{BEGINS}\ntagen {}\nlogg {}\nåtkomst {}\n", self.at, self.position, self.entry);
        for (stream, seq, hash) in &self.heads {
            let _ = writeln!(text, "akt {stream} {seq} {}", hex(hash));
        }
        for (first, sum) in &self.trail {
            let _ = writeln!(text, "åtkomstrader {first} {}", hex(sum));
        }
        text
    }

    /// The checkpoint of a text; none when it is no such text.
    pub fn parse(text: &str) -> Option<Self> {
        let mut lines = text.lines();
        if lines.next()? != BEGINS {
            return None;
        }
        let at = lines.next()?.strip_prefix("tagen ")?.to_owned();
        let position = lines.next()?.strip_prefix("logg ")?.parse().ok()?;
        let entry = lines.next()?.strip_prefix("åtkomst ")?.parse().ok()?;
        let (mut heads, mut trail) = (Vec::new(), Vec::new());
        for line in lines {
            let parts: Vec<&str> = line.split(' ').collect();
            match parts.as_slice() {
                ["akt", stream, seq, hash] => heads.push(((*stream).to_owned(), seq.parse().ok()?, unhex(hash)?)),
                ["åtkomstrader", first, sum] => trail.push((first.parse().ok()?, unhex(sum)?)),
                _ => return None,
            }
        }
        Some(Self { at, position, entry, heads, trail })
    }
}

impl Store {
    /// Where every stream is now.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn checkpoint(&self) -> Result<Checkpoint, StoreError> {
        self.0.settle()?;
        let at = crate::value::stamp((self.0.clock)());
        self.0.readers.steady(|conn| {
            let position = conn.first(sql::LAST_POSITION, &[], |row| row.get(0))?.unwrap_or_default();
            let entry = conn.first(copy::LAST_ENTRY, &[], |row| row.get(0))?.unwrap_or_default();
            let heads = conn.all(sql::STREAM_HEADS, &[], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
            Ok(Checkpoint { at, position, entry, heads, trail: sums(conn, entry)? })
        })
    }

    /// What is gone or other than it was at a checkpoint.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub fn against(&self, known: &Checkpoint) -> Result<Vec<Finding>, StoreError> {
        self.0.settle()?;
        self.0.readers.steady(|conn| {
            let mut findings = Vec::new();
            for (stream, seq, hash) in known.heads.iter().filter(|(_, seq, _)| *seq > 0) {
                let found: Option<(i64, Vec<u8>)> =
                    conn.first(sql::EVENT_HASH, args![stream, *seq], |row| Ok((row.get(0)?, row.get(1)?)))?;
                let problem = match &found {
                    None => Problem::Missing,
                    Some((_, there)) if there != hash => Problem::Altered,
                    Some(_) => continue,
                };
                let position = found.map(|(position, _)| position);
                findings.push(Finding { position, stream: stream.clone(), seq: Some(*seq), problem });
            }
            let entry: i64 = conn.first(copy::LAST_ENTRY, &[], |row| row.get(0))?.unwrap_or_default();
            let rows: i64 =
                conn.first(sql::AUDIT_COUNT, &[Val::Int(known.entry)], |row| row.get(0))?.unwrap_or_default();
            if entry < known.entry || rows < known.entry {
                let stream = TRAIL.to_owned();
                findings.push(Finding { position: Some(entry), stream, seq: None, problem: Problem::Missing });
            }
            if !known.trail.is_empty() {
                let now = sums(conn, known.entry)?;
                for (first, _) in known.trail.iter().filter(|sum| !now.contains(sum)) {
                    let (position, stream) = (Some(*first), TRAIL.to_owned());
                    findings.push(Finding { position, stream, seq: None, problem: Problem::RowsAltered });
                }
            }
            Ok(findings)
        })
    }
}

/// The rows of the audit trail up to a place, a thousand at a time: the first place, and what they sum up to.
fn sums(conn: &mut dyn Engine, until: i64) -> Result<Vec<(i64, Vec<u8>)>, StoreError> {
    let mut sums = Vec::new();
    for first in (1..=until).step_by(TOGETHER.unsigned_abs() as usize) {
        let last = until.min(first + TOGETHER - 1);
        let mut sum = START;
        conn.each(sql::AUDIT_BETWEEN, args![first, last], &mut |row| {
            let place: i64 = row.get(0)?;
            let texts: Vec<Option<String>> = (1..10).map(|at| row.get(at)).collect::<Result<_, _>>()?;
            let place = place.to_le_bytes();
            let rest = texts.iter().map(|text| text.as_deref().map(str::as_bytes));
            sum = link(&sum, &std::iter::once(Some(&place[..])).chain(rest).collect::<Vec<_>>());
            Ok(ControlFlow::Continue(()))
        })?;
        sums.push((first, sum.to_vec()));
    }
    Ok(sums)
}
