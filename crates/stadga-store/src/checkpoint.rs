//! Where every stream was at a moment, kept outside: what is cut off or rolled back afterwards is found against it.
//!
//! The chains show that nothing inside them was changed. They do not show that the end of one was cut off together
//! with what the stream table says, or that an older database was put in place of a newer one.

use crate::Store;
use crate::engine::{Val, args};
use crate::error::StoreError;
use crate::keys::{hex, unhex};
use crate::sql::{copy, log as sql};
use crate::verify::{Finding, Problem};
use std::fmt::Write as _;

/// What a checkpoint begins with.
const BEGINS: &str = "stadga kontrollpunkt 1";

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
}

impl Checkpoint {
    /// As text: one line for each stream. It holds no personal data.
    pub fn text(&self) -> String {
        let mut text = format!("{BEGINS}\ntagen {}\nlogg {}\nåtkomst {}\n", self.at, self.position, self.entry);
        for (stream, seq, hash) in &self.heads {
            let _ = writeln!(text, "akt {stream} {seq} {}", hex(hash));
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
        let head = |line: &str| {
            let mut parts = line.strip_prefix("akt ")?.split(' ');
            let head = (parts.next()?.to_owned(), parts.next()?.parse().ok()?, unhex(parts.next()?)?);
            parts.next().is_none().then_some(head)
        };
        Some(Self { at, position, entry, heads: lines.map(head).collect::<Option<_>>()? })
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
            Ok(Checkpoint { at, position, entry, heads })
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
                let stream = "åtkomstloggen".to_owned();
                findings.push(Finding { position: Some(entry), stream, seq: None, problem: Problem::Missing });
            }
            Ok(findings)
        })
    }
}
