//! Appending: sealed where it is asked for, numbered, linked and laid down by the writer.

use crate::chain;
use crate::engine::{Row, args};
use crate::error::{AppendError, StoreError};
use crate::files::{self, BlobName, SealedBlob};
use crate::keys::{SubjectKey, hex, random};
use crate::model::{Append, AuditRow, CaseNumber, NewStream, Receipt};
use crate::rows::{Rows, SealedPerson, put_rows};
use crate::sql::log as sql;
use crate::streams::Stream;
use crate::value::{Text, get, stamp};
use crate::writer::Desk;
use crate::{Inner, pack_lists, trail, year};
use jiff::tz::TimeZone;
use serde::Serialize;
use stadga_core::event::{NewEvent, StreamKind};
use stadga_core::{Fact, Id};
use std::collections::HashMap;
use std::sync::Arc;

/// The version of the facts' shapes.
const SCHEMA: i64 = 1;
/// The facts whose first writing takes a case number.
const OPENING: &[&str] = &["arende.oppnat", "verksamhetsarende.oppnat"];

/// What is sealed of an event.
#[derive(Serialize)]
struct Payload<'a> {
    fact: &'a Fact,
    reason: &'a Option<String>,
}

/// A key on its way to the database.
pub(crate) struct NewKey {
    pub key_id: String,
    pub owner: Id,
    pub holder: Id,
    pub wrapped: Vec<u8>,
}

struct Prepared {
    append: Append,
    payloads: Vec<Vec<u8>>,
    keys: Vec<NewKey>,
    streams: Vec<(NewStream, String)>,
    persons: Vec<SealedPerson>,
    blobs: Vec<SealedBlob>,
    named: Vec<BlobName>,
    /// What the events call the packs in force, and whether that name is new.
    packs: (String, bool),
}

pub(crate) struct Head {
    pub seq: u32,
    hash: [u8; 32],
}

/// Where the payload of an event may be opened.
/// A key, what it is called, and how it is stored when it is new.
type FoundKey = (String, Arc<SubjectKey>, Option<NewKey>);

pub(crate) fn place(event: Id, subject: Id) -> Vec<u8> {
    format!("event {event} {subject}").into_bytes()
}

impl Inner {
    pub(crate) fn append(&self, append: Append) -> Result<Receipt, AppendError> {
        let mut begun: HashMap<Id, Arc<Stream>> = HashMap::new();
        let mut keys = Vec::new();
        let mut streams = Vec::new();
        for new in &append.new_streams {
            let (key_id, key) = self.key_for_new(new, &begun, &mut keys)?;
            let stream = Stream {
                kind: new.kind,
                person: new.person,
                root: new.root,
                owner: owner(new),
                holder: new.holder,
                key_id: key_id.clone(),
                key,
            };
            begun.insert(new.subject, Arc::new(stream));
            streams.push((new.clone(), key_id));
        }
        let find = |subject: Id| match begun.get(&subject) {
            Some(stream) => Ok(Arc::clone(stream)),
            None => self.stream(subject)?.ok_or(StoreError::Unknown(subject)),
        };
        let mut payloads = Vec::with_capacity(append.events.len());
        let mut named = Vec::new();
        for event in &append.events {
            let stream = find(event.subject)?;
            if event.kind != stream.kind || !event.fact.belongs_in(stream.kind) {
                return Err(AppendError::Invalid("faktumet hör inte hemma i akten"));
            }
            payloads.push(seal(event, &stream.key)?);
            named.extend(files::named(&event.fact, event.subject, &stream.key));
        }
        let blobs = files::sealed(&append.blobs, find)?;
        let persons = self.sealed_persons(&append.rows, find)?;
        let name = pack_lists::name(&append.packs);
        let new = name != append.packs && !append.events.is_empty() && !self.pack_lists.knows(&name);
        let list = new.then(|| (name.clone(), append.packs.clone()));
        let packs = (name, new);
        let erases = !append.erases.is_empty();
        let prepared = Prepared { append, payloads, keys, streams, persons, blobs, named, packs };
        let receipt = self.writer.write(move |desk| desk.append(&prepared)).inspect_err(|error| {
            // A commit that nobody answered for may have been kept.
            if matches!(error, AppendError::Store(_)) {
                self.heads.forget();
            }
        })?;
        if let Some((name, packs)) = list.filter(|_| !receipt.repeated) {
            self.pack_lists.remember(&name, &packs);
        }
        if erases {
            self.streams.forget();
            self.heads.forget();
        }
        self.heads.note(receipt.last_seq.iter().copied());
        self.streams.remember(begun);
        Ok(receipt)
    }

    pub(crate) fn receipt(&self, command: Id) -> Result<Option<Receipt>, AppendError> {
        self.writer.write(move |desk| desk.first_receipt(command))
    }

    pub(crate) fn sealed_persons(
        &self,
        rows: &Rows,
        find: impl Fn(Id) -> Result<Arc<Stream>, StoreError>,
    ) -> Result<Vec<SealedPerson>, StoreError> {
        let seal = |row| crate::rows::sealed_person(row, &find(row.subject)?.key, &self.vault);
        rows.persons.iter().map(seal).collect()
    }

    /// The key of the person, or of the stream itself, with its record holder: shared, found or made.
    fn key_for_new(
        &self,
        new: &NewStream,
        begun: &HashMap<Id, Arc<Stream>>,
        keys: &mut Vec<NewKey>,
    ) -> Result<(String, Arc<SubjectKey>), AppendError> {
        let whose = matches!(new.kind, StreamKind::Arende | StreamKind::Uppdrag);
        if whose != new.person.is_some() || (new.kind == StreamKind::Uppdrag) != new.root.is_some() {
            return Err(AppendError::Invalid("akten saknar person eller ärende"));
        }
        let shared = begun.values().find(|stream| (stream.owner, stream.holder) == (owner(new), new.holder));
        if let Some(stream) = shared {
            return Ok((stream.key_id.clone(), Arc::clone(&stream.key)));
        }
        let (key_id, key, made) = self.key_of(owner(new), new.holder, new.subject)?;
        keys.extend(made);
        Ok((key_id, key))
    }

    /// The key of what somebody keeps of their own; a new one still has to be written.
    pub(crate) fn personal_key(&self, owner: Id) -> Result<FoundKey, StoreError> {
        self.key_of(owner, owner, owner)
    }

    /// The key of an owner with a holder; a new one still has to be written. Where a provider has erased its file and
    /// gets the person back, the new file has a key of its own, kept under its first stream: what is erased stays so.
    fn key_of(&self, owner: Id, holder: Id, first: Id) -> Result<FoundKey, StoreError> {
        let find = |text: &'static str| {
            let row = |row: &Row<'_>| Ok((row.get::<String>(0)?, row.get::<Vec<u8>>(1)?));
            self.readers.read(|conn| conn.first(text, args![Text(owner), Text(holder)], row))
        };
        let first_file = find(sql::KEY_FIND)?;
        let gone = first_file.as_ref().is_some_and(|(_, wrapped)| wrapped.is_empty());
        let found = if gone { find(sql::KEY_LATER)? } else { first_file };
        if let Some((key_id, wrapped)) = found {
            return Ok((key_id.clone(), Arc::new(self.vault.unwrap(&key_id, &wrapped)?), None));
        }
        // Of somebody whose own record is erased nothing is begun again.
        if gone && self.stream(owner)?.is_none() {
            return Err(StoreError::Erased);
        }
        let key_id = hex(&random::<10>()?);
        let (key, wrapped) = self.vault.new_key(&key_id)?;
        let holder = if gone { first } else { holder };
        let made = NewKey { key_id: key_id.clone(), owner, holder, wrapped };
        Ok((key_id, Arc::new(key), Some(made)))
    }
}

fn owner(new: &NewStream) -> Id {
    new.person.unwrap_or(new.subject)
}

fn seal(event: &NewEvent, key: &SubjectKey) -> Result<Vec<u8>, StoreError> {
    let payload = serde_json::to_vec(&Payload { fact: &event.fact, reason: &event.reason })?;
    key.seal(&place(event.id, event.subject), &payload)
}

impl Desk<'_> {
    fn append(&mut self, job: &Prepared) -> Result<Receipt, AppendError> {
        if let Some(receipt) = self.first_receipt(job.append.command)? {
            return Ok(receipt);
        }
        for key in &job.keys {
            self.put_key(key)?;
        }
        for (stream, key_id) in &job.streams {
            self.put_stream(stream, key_id)?;
        }
        for (subject, seq) in &job.append.expects {
            if self.head(*subject)?.map_or(0, |head| head.seq) != *seq {
                return Err(AppendError::Moved);
            }
        }
        if let (name, true) = &job.packs {
            self.conn.execute(sql::PACK_LIST_PUT, args![name, &job.append.packs])?;
        }
        self.put_blobs(&job.blobs)?;
        self.have_blobs(&job.named)?;
        let mut receipt = self.put_events(job)?;
        receipt.case_number = self.number_opened(&job.append.events)?;
        put_rows(self.conn, &job.append.rows, &job.persons)?;
        self.erase(&job.append)?;
        if let Some(row) = &job.append.audit {
            self.put_audit(row)?;
        }
        Ok(receipt)
    }

    /// Another key made at the same time for the same record counts as a stream that has moved.
    pub(crate) fn put_key(&mut self, key: &NewKey) -> Result<(), AppendError> {
        let row = args![&key.key_id, Text(key.owner), Text(key.holder), &key.wrapped[..]];
        let put = self.conn.execute(sql::KEY_PUT, row)?;
        if put == 1 { Ok(()) } else { Err(AppendError::Moved) }
    }

    fn put_stream(&mut self, stream: &NewStream, key_id: &str) -> Result<(), AppendError> {
        let row = args![
            Text(stream.subject),
            stream.kind.word(),
            stream.person.map(Text),
            Text(stream.holder),
            stream.root.map(Text),
            key_id,
            &chain::START[..],
        ];
        let put = self.conn.execute(sql::STREAM_PUT, row)?;
        if put == 1 { Ok(()) } else { Err(AppendError::Moved) }
    }

    pub(crate) fn head(&mut self, subject: Id) -> Result<Option<Head>, StoreError> {
        let head = |row: &Row<'_>| Ok(Head { seq: row.get(0)?, hash: row.get(1)? });
        self.conn.first(sql::STREAM_HEAD, args![Text(subject)], head)
    }

    fn put_events(&mut self, job: &Prepared) -> Result<Receipt, AppendError> {
        let mut heads: Vec<(Id, Head)> = Vec::with_capacity(2);
        let mut positions = Vec::with_capacity(job.payloads.len());
        for (event, payload) in job.append.events.iter().zip(&job.payloads) {
            let at = match heads.iter().position(|(subject, _)| *subject == event.subject) {
                Some(at) => at,
                None => {
                    let head = self.head(event.subject)?.ok_or(StoreError::Unknown(event.subject))?;
                    heads.push((event.subject, head));
                    heads.len() - 1
                }
            };
            positions.push(self.put_event(job, event, payload, &mut heads[at].1)?);
        }
        let today = self.now.to_zoned(TimeZone::UTC).date();
        for (subject, head) in &heads {
            self.conn.execute(sql::STREAM_MOVE, args![head.seq, &head.hash[..], Text(*subject), Text(today)])?;
            self.conn.execute(sql::IDLE_MOVE, args![Text(today), Text(*subject)])?;
        }
        self.mark = job.append.events.first().map(|_| job.append.command);
        let last_seq = heads.into_iter().map(|(subject, head)| (subject, head.seq)).collect();
        Ok(Receipt { positions, last_seq, recorded_at: self.now, repeated: false, case_number: None })
    }

    /// Links the event to the last of its stream and writes it. Every field is stored as it is hashed.
    fn put_event(
        &mut self,
        job: &Prepared,
        event: &NewEvent,
        payload: &[u8],
        head: &mut Head,
    ) -> Result<u64, StoreError> {
        let (append, packs) = (&job.append, &job.packs.0);
        let by = &append.signature;
        let seq = head.seq + 1;
        let (id, command, subject) = (event.id.to_string(), append.command.to_string(), event.subject.to_string());
        let (on, at) = (event.occurred_on.to_string(), event.occurred_at.map(|at| at.to_string()));
        let (recorded, user, unit) = (stamp(self.now), by.user.to_string(), by.post.unit.to_string());
        let (behalf, corrects) = (by.on_behalf_of.map(|id| id.to_string()), event.corrects.map(|id| id.to_string()));
        let (kind, name, role) = (event.kind.word(), event.fact.name(), by.post.role.word());
        let hash = chain::link(
            &head.hash,
            &[
                Some(id.as_bytes()),
                Some(command.as_bytes()),
                Some(subject.as_bytes()),
                Some(seq.to_string().as_bytes()),
                Some(kind.as_bytes()),
                Some(name.as_bytes()),
                Some(on.as_bytes()),
                at.as_deref().map(str::as_bytes),
                Some(recorded.as_bytes()),
                Some(user.as_bytes()),
                Some(role.as_bytes()),
                Some(unit.as_bytes()),
                behalf.as_deref().map(str::as_bytes),
                corrects.as_deref().map(str::as_bytes),
                Some(SCHEMA.to_string().as_bytes()),
                Some(packs.as_bytes()),
                Some(payload),
            ],
        );
        let row = args![
            id,
            command,
            subject,
            seq,
            kind,
            name,
            on,
            at,
            recorded,
            user,
            role,
            unit,
            behalf,
            corrects,
            SCHEMA,
            packs,
            payload,
            &hash[..],
        ];
        let position: i64 = self.conn.first(sql::EVENT_PUT, row, |row| row.get(0))?.unwrap_or_default();
        *head = Head { seq, hash };
        Ok(position.unsigned_abs())
    }

    /// Takes the next number of the year for a case that is opened here.
    fn number_opened(&mut self, events: &[NewEvent]) -> Result<Option<CaseNumber>, AppendError> {
        let opening = events.iter().find(|event| event.corrects.is_none() && OPENING.contains(&event.fact.name()));
        let Some(opening) = opening else { return Ok(None) };
        let year = year(self.now);
        let next: i64 = self.conn.first(sql::NUMBER_NEXT, args![year], |row| row.get(0))?.unwrap_or(1);
        let serial = u32::try_from(next).map_err(|_| AppendError::Invalid("ärendenumren är slut"))?;
        self.conn.execute(sql::NUMBER_PUT, args![year, serial, Text(opening.subject)])?;
        Ok(Some(CaseNumber { year, serial }))
    }

    fn first_receipt(&mut self, command: Id) -> Result<Option<Receipt>, AppendError> {
        let mut receipt: Option<Receipt> = None;
        let found = self.conn.all(sql::EVENTS_BY_COMMAND, args![Text(command)], |row| {
            Ok((row.get::<i64>(0)?, get(row, 1)?, row.get(2)?, get(row, 3)?))
        })?;
        for (position, subject, seq, recorded_at) in found {
            let receipt = receipt.get_or_insert_with(|| Receipt {
                positions: Vec::new(),
                last_seq: Vec::new(),
                recorded_at,
                repeated: true,
                case_number: None,
            });
            receipt.positions.push(position.unsigned_abs());
            match receipt.last_seq.iter_mut().find(|(known, _)| *known == subject) {
                Some(last) => last.1 = seq,
                None => receipt.last_seq.push((subject, seq)),
            }
        }
        if let Some(receipt) = &mut receipt {
            receipt.case_number = self.number_taken(receipt)?;
        }
        Ok(receipt)
    }

    /// The number a repeated command took: its first event in the case is the case's first.
    fn number_taken(&mut self, receipt: &Receipt) -> Result<Option<CaseNumber>, StoreError> {
        for (subject, seq) in &receipt.last_seq {
            let number = self.conn.first(sql::NUMBER_OF, args![Text(*subject)], case_number)?;
            if let Some(number) = number.filter(|_| *seq as usize <= receipt.positions.len()) {
                return Ok(Some(number));
            }
        }
        Ok(None)
    }

    pub(crate) fn put_audit(&mut self, row: &AuditRow) -> Result<(), StoreError> {
        trail::put(self.conn, sql::AUDIT_PUT, None, self.now, row)
    }
}

/// A case number from two columns.
pub(crate) fn case_number(row: &Row<'_>) -> Result<CaseNumber, StoreError> {
    Ok(CaseNumber { year: row.get(0)?, serial: row.get(1)? })
}
