//! What has been prepared for an archive, and what the archive has.

use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::arkiv::{ArkivForberett, ArkivOverlamnat};
use crate::id::Id;
use jiff::Timestamp;
use jiff::civil::Date;

/// Files on their way to an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOver {
    /// The event.
    pub id: Id,
    /// The day.
    pub on: Date,
    /// The moment, which the packages bear.
    pub at: Timestamp,
    /// Who prepared it.
    pub by: Id,
    /// Which files, for whom.
    pub fact: ArkivForberett,
    /// What the archive has, who confirmed it and when.
    pub confirmed: Option<(ArkivOverlamnat, Id, Date)>,
    /// Why it came to nothing, who said so and when.
    pub broken_off: Option<(String, Id, Date)>,
}

impl HandOver {
    /// Whether the archive has not answered yet.
    pub fn is_open(&self) -> bool {
        self.confirmed.is_none() && self.broken_off.is_none()
    }
}

/// Every one, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HandOvers(Vec<HandOver>);

impl HandOvers {
    /// Takes in one standing event of the organisation.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let (on, by) = (row.event.occurred_on, row.event.signature.user);
        match &row.event.fact {
            Fact::ArkivForberett(fact) => self.0.push(HandOver {
                id: row.origin,
                on,
                at: row.event.recorded_at,
                by,
                fact: fact.clone(),
                confirmed: None,
                broken_off: None,
            }),
            Fact::ArkivOverlamnat(fact) => {
                if let Some(known) = self.0.iter_mut().find(|known| known.id == fact.forslag) {
                    known.confirmed = Some((fact.clone(), by, on));
                }
            }
            Fact::ArkivAvbrutet(fact) => {
                if let Some(known) = self.0.iter_mut().find(|known| known.id == fact.forslag) {
                    known.broken_off = Some((fact.skal.clone(), by, on));
                }
            }
            _ => {}
        }
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &HandOver> {
        self.0.iter()
    }

    /// One that waits for the archive; the newest unless one is named.
    pub fn open(&self, named: Option<Id>) -> Option<&HandOver> {
        let wanted = |known: &&HandOver| named.is_none_or(|id| known.id == id) && known.is_open();
        self.0.iter().rfind(wanted)
    }

    /// Whether a person's file is on its way to an archive.
    pub fn waits(&self, person: Id) -> bool {
        let named = |known: &HandOver| known.fact.poster.iter().any(|file| file.person == person);
        self.0.iter().any(|known| known.is_open() && named(known))
    }
}
