//! A fact with who, when and where: what the log holds.

use crate::ctx::Post;
use crate::fact::Fact;
use crate::id::Id;
use crate::words;
use jiff::{Timestamp, civil::Date, civil::Time};
use std::collections::BTreeMap;

words! {
    /// What a stream is about. A compartment is a stream: it has its own key and its own readers.
    pub enum StreamKind {
        Organisation = "organisation", "Organisationen";
        Enhet = "enhet", "Enhet";
        Person = "person", "Person";
        Arende = "arende", "Ärende";
        Uppdrag = "uppdrag", "Uppdrag";
        /// A matter of a register: about how the work is done, and in nobody's file.
        Verksamhet = "verksamhet", "Verksamhetsärende";
    }
}

/// Who did it, as stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The user.
    pub user: Id,
    /// The post it was done in.
    pub post: Post,
    /// The user it was done for, when standing in.
    pub on_behalf_of: Option<Id>,
}

/// A recorded event, decrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    /// Its id.
    pub id: Id,
    /// The command that made it.
    pub command: Id,
    /// The place in the whole log, from 1.
    pub position: u64,
    /// The stream.
    pub subject: Id,
    /// What the stream is about.
    pub kind: StreamKind,
    /// The place in the stream, from 1.
    pub seq: u32,
    /// The day it happened in the world.
    pub occurred_on: Date,
    /// The clock in Stockholm, where hours matter.
    pub occurred_at: Option<Time>,
    /// When it was written down; stamped by the log.
    pub recorded_at: Timestamp,
    /// Who.
    pub signature: Signature,
    /// The event it corrects or withdraws.
    pub corrects: Option<Id>,
    /// Why it corrects.
    pub reason: Option<String>,
    /// Hashes of the packs in force.
    pub packs: String,
    /// What happened.
    pub fact: Fact,
}

/// An event on its way to the log.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEvent {
    /// Its id.
    pub id: Id,
    /// The stream.
    pub subject: Id,
    /// What the stream is about.
    pub kind: StreamKind,
    /// The day it happened.
    pub occurred_on: Date,
    /// The clock in Stockholm, where hours matter.
    pub occurred_at: Option<Time>,
    /// The event it corrects or withdraws.
    pub corrects: Option<Id>,
    /// Why it corrects.
    pub reason: Option<String>,
    /// What happened.
    pub fact: Fact,
}

impl Event {
    /// Whether it takes what it corrects away and puts nothing in its place here.
    pub const fn withdraws(&self) -> bool {
        matches!(self.fact, Fact::HandelseAterkallad(_) | Fact::AnteckningFlyttad(_))
    }
}

impl NewEvent {
    /// A fact that happened in a stream on a day.
    pub fn new(id: Id, kind: StreamKind, subject: Id, occurred_on: Date, fact: impl Into<Fact>) -> Self {
        Self { id, subject, kind, occurred_on, occurred_at: None, corrects: None, reason: None, fact: fact.into() }
    }
}

/// An event that stands, at the place of the one it corrects.
#[derive(Clone, Copy, Debug)]
pub struct Standing<'a> {
    /// The event whose fact counts.
    pub event: &'a Event,
    /// The id of the first version: what duties and references point at.
    pub origin: Id,
}

/// The events that stand: a correction takes the place of what it corrects, a withdrawal removes it.
pub fn standing(events: &[Event]) -> Vec<Standing<'_>> {
    let mut place: BTreeMap<Id, usize> = BTreeMap::new();
    let mut rows: Vec<Option<Standing<'_>>> = Vec::with_capacity(events.len());
    for event in events {
        let corrected = event.corrects.and_then(|id| place.get(&id).copied());
        let Some(at) = corrected else {
            place.insert(event.id, rows.len());
            rows.push(Some(Standing { event, origin: event.id }));
            continue;
        };
        place.insert(event.id, at);
        if let Some(row) = rows.get_mut(at) {
            let withdrawn = event.withdraws();
            *row = row.filter(|_| !withdrawn).map(|before| Standing { event, origin: before.origin });
        }
    }
    rows.into_iter().flatten().collect()
}
