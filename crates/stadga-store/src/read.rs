//! Reading the log: whole streams, what came after, the feed, case numbers, the audit trail.

use crate::engine::{Row, args};
use crate::error::StoreError;
use crate::keys::SubjectKey;
use crate::model::{AuditRow, CaseNumber, CaseStreams, FeedRow, StoredAudit};
use crate::sql::log as sql;
use crate::streams::Stream;
use crate::value::{Text, get, get_opt, get_post};
use crate::{Inner, append};
use serde::Deserialize;
use stadga_core::ctx::Post;
use stadga_core::event::{Event, Signature, StreamKind};
use stadga_core::{Fact, Id};

#[derive(Deserialize)]
struct Payload {
    fact: Fact,
    reason: Option<String>,
}

impl Inner {
    pub(crate) fn load(&self, streams: &[Id]) -> Result<Vec<Event>, StoreError> {
        let mut events = Vec::new();
        for stream in streams {
            events.append(&mut self.load_after(*stream, 0)?);
        }
        events.sort_unstable_by_key(|event| event.position);
        Ok(events)
    }

    pub(crate) fn load_after(&self, subject: Id, seq: u32) -> Result<Vec<Event>, StoreError> {
        let Some(stream) = self.stream(subject)? else { return Ok(Vec::new()) };
        let event = |row: &Row<'_>| event(row, subject, &stream);
        let mut events = self.readers.read(|conn| conn.all(sql::EVENTS_OF, args![Text(subject), seq], event))?;
        for event in &mut events {
            event.packs = self.pack_list(std::mem::take(&mut event.packs))?;
        }
        Ok(events)
    }

    pub(crate) fn stream_of(&self, event: Id) -> Result<Option<Id>, StoreError> {
        self.readers.read(|conn| conn.first(sql::EVENT_STREAM, args![Text(event)], |row| get(row, 0)))
    }

    pub(crate) fn fact_of(&self, event: Id) -> Result<Option<Fact>, StoreError> {
        let found = self.readers.read(|conn| {
            conn.first(sql::EVENT_PAYLOAD, args![Text(event)], |row| Ok((get(row, 0)?, row.get::<Vec<u8>>(1)?)))
        })?;
        let Some((subject, payload)) = found else { return Ok(None) };
        Ok(Some(fact(&self.known(subject)?.key, event, subject, &payload)?))
    }

    pub(crate) fn case_streams(&self, case: Id) -> Result<CaseStreams, StoreError> {
        let unknown = StoreError::Unknown(case);
        let Some(stream) = self.stream(case)?.filter(|stream| is_root(stream.kind)) else { return Err(unknown) };
        let person = stream.person;
        let number = self.case_number(case)?.ok_or(unknown)?;
        let assignments = self.ids(sql::STREAMS_UNDER, &case.to_string())?;
        Ok(CaseStreams { case, person, assignments, number })
    }

    pub(crate) fn case_of(&self, subject: Id) -> Result<Option<Id>, StoreError> {
        let stream = self.stream(subject)?;
        Ok(stream.and_then(|stream| if is_root(stream.kind) { Some(subject) } else { stream.root }))
    }

    pub(crate) fn case_number(&self, case: Id) -> Result<Option<CaseNumber>, StoreError> {
        self.readers.read(|conn| conn.first(sql::NUMBER_OF, args![Text(case)], append::case_number))
    }

    pub(crate) fn case_by_number(&self, number: CaseNumber) -> Result<Option<Id>, StoreError> {
        let at = args![number.year, number.serial];
        self.readers.read(|conn| conn.first(sql::NUMBER_SUBJECT, at, |row| get(row, 0)))
    }

    pub(crate) fn streams_of(&self, kind: StreamKind) -> Result<Vec<Id>, StoreError> {
        self.ids(sql::STREAMS_OF_KIND, kind.word())
    }

    pub(crate) fn events_after(&self, position: u64, limit: u32) -> Result<Vec<FeedRow>, StoreError> {
        self.readers.read(|conn| {
            conn.all(sql::FEED, args![position.cast_signed(), limit], |row| {
                Ok(FeedRow {
                    position: row.get::<i64>(0)?.unsigned_abs(),
                    subject: get(row, 1)?,
                    kind: get(row, 2)?,
                    name: row.get(3)?,
                    occurred_on: get(row, 4)?,
                    recorded_at: get(row, 5)?,
                })
            })
        })
    }

    pub(crate) fn audit_after(&self, entry: u64, limit: u32) -> Result<Vec<StoredAudit>, StoreError> {
        let read =
            || self.readers.read(|conn| conn.all(sql::AUDIT_AFTER, args![entry.cast_signed(), limit], audit_row));
        let rows = read()?;
        // A full answer has nothing to wait for: rows only come after the last.
        if rows.len() < limit as usize && self.settle()? { read() } else { Ok(rows) }
    }

    fn ids(&self, sql: &str, about: &str) -> Result<Vec<Id>, StoreError> {
        self.readers.read(|conn| conn.all(sql, args![about], |row| get(row, 0)))
    }
}

/// Whether a stream stands by itself, with a number and rows of its own: a case, or a matter of a register.
fn is_root(kind: StreamKind) -> bool {
    matches!(kind, StreamKind::Arende | StreamKind::Verksamhet)
}

/// What an event says, opened with the key of its stream.
pub(crate) fn fact(key: &SubjectKey, id: Id, subject: Id, payload: &[u8]) -> Result<Fact, StoreError> {
    Ok(serde_json::from_slice::<Payload>(&key.open(&append::place(id, subject), payload)?)?.fact)
}

fn event(row: &Row<'_>, subject: Id, stream: &Stream) -> Result<Event, StoreError> {
    let id = get(row, 1)?;
    let payload: Vec<u8> = row.get(14)?;
    let payload: Payload = serde_json::from_slice(&stream.key.open(&append::place(id, subject), &payload)?)?;
    Ok(Event {
        id,
        command: get(row, 2)?,
        position: row.get::<i64>(0)?.unsigned_abs(),
        subject,
        kind: get(row, 4)?,
        seq: row.get(3)?,
        occurred_on: get(row, 5)?,
        occurred_at: get_opt(row, 6)?,
        recorded_at: get(row, 7)?,
        signature: Signature {
            user: get(row, 8)?,
            post: Post { role: get(row, 9)?, unit: get(row, 10)? },
            on_behalf_of: get_opt(row, 11)?,
        },
        corrects: get_opt(row, 12)?,
        reason: payload.reason,
        packs: row.get(13)?,
        fact: payload.fact,
    })
}

pub(crate) fn audit_row(row: &Row<'_>) -> Result<StoredAudit, StoreError> {
    let subjects: String = row.get(7)?;
    Ok(StoredAudit {
        entry: row.get::<i64>(0)?.unsigned_abs(),
        recorded_at: get(row, 1)?,
        row: AuditRow {
            user: get(row, 2)?,
            post: get_post(row, 3)?,
            what: row.get(5)?,
            kind: get(row, 6)?,
            subjects: subjects.split_whitespace().filter_map(|id| id.parse().ok()).collect(),
            ground: row.get(8)?,
            detail: row.get(9)?,
        },
    })
}
