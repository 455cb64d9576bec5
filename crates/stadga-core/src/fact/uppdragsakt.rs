//! What becomes of the file that a private provider keeps of its own (SoL 17 kap.): handed over to the board, or erased
//! two years after its last note.

use crate::ctx::Post;
use crate::event::{Event, Signature, StreamKind};
use crate::fact::Fact;
use crate::fact::organisation::Roll;
use crate::id::Id;
use crate::words;
use jiff::Timestamp;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

record! {
    /// A private provider handed the file over to the board, which keeps it from now on (SoL 17:3 and 17:5).
    pub struct UppdragsaktOverlamnad {
        /// Why: an agreement, or the sample that is kept for research.
        pub grund: Overlamnandegrund,
    }
}

words! {
    /// Why a private provider hands a file over instead of erasing it.
    pub enum Overlamnandegrund {
        Avtal = "avtal", "Avtal med nämnden (17 kap. 3 § SoL)";
        Forskning = "forskning", "Urvalet för forskning (17 kap. 5 § SoL)";
    }
}

record! {
    /// A private provider's file about one assignment was erased. What the provider had told the board is the board's
    /// own, and is kept here as it was written.
    pub struct UppdragsaktGallrad {
        /// The assignment's stream, which nothing opens any more.
        pub uppdrag: Id,
        /// What the board had been told, in the order it was written.
        pub avskrifter: Vec<Avskrift>,
    }
}

/// An event as it was, kept with somebody else than where it was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Avskrift {
    /// The event.
    pub handelse: Id,
    /// The act it was part of.
    pub handling: Id,
    /// Its place in the whole log.
    pub plats: u64,
    /// The day it happened.
    pub dag: Date,
    /// The clock in Stockholm, where hours matter.
    pub klockan: Option<Time>,
    /// When it was written down.
    pub skriven: Timestamp,
    /// Who wrote it, in which role and unit.
    pub av: (Id, Roll, Id),
    /// For whom, when standing in.
    pub at: Option<Id>,
    /// The event it corrects or withdraws, and why.
    pub rattar: Option<(Id, Option<String>)>,
    /// Hashes of the packs in force.
    pub rutiner: String,
    /// What happened.
    pub faktum: Box<Fact>,
}

impl Avskrift {
    /// A copy of an event.
    pub fn of(event: &Event) -> Self {
        let Signature { user, post, on_behalf_of } = event.signature.clone();
        Self {
            handelse: event.id,
            handling: event.command,
            plats: event.position,
            dag: event.occurred_on,
            klockan: event.occurred_at,
            skriven: event.recorded_at,
            av: (user, post.role, post.unit),
            at: on_behalf_of,
            rattar: event.corrects.map(|id| (id, event.reason.clone())),
            rutiner: event.packs.clone(),
            faktum: Box::new(event.fact.clone()),
        }
    }

    /// The event as it was in the stream of an assignment, but for its place there, which is nobody's any more.
    pub fn event(&self, assignment: Id) -> Event {
        let (user, role, unit) = self.av;
        Event {
            id: self.handelse,
            command: self.handling,
            position: self.plats,
            subject: assignment,
            kind: StreamKind::Uppdrag,
            seq: 0,
            occurred_on: self.dag,
            occurred_at: self.klockan,
            recorded_at: self.skriven,
            signature: Signature { user, post: Post { role, unit }, on_behalf_of: self.at },
            corrects: self.rattar.as_ref().map(|(id, _)| *id),
            reason: self.rattar.as_ref().and_then(|(_, why)| why.clone()),
            packs: self.rutiner.clone(),
            fact: (*self.faktum).clone(),
        }
    }
}
