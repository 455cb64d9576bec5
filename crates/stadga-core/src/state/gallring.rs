//! What has been proposed for erasure, decided and turned down.

use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::gallring::{GallringGenomford, Gallringspost};
use crate::id::Id;
use jiff::civil::Date;

/// A proposal to erase files.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Erasure {
    /// The event.
    pub id: Id,
    /// The day.
    pub on: Date,
    /// Who proposed it.
    pub by: Id,
    /// The files.
    pub files: Vec<Gallringspost>,
    /// The private provider whose files they are; none when they are the board's.
    pub provider: Option<Id>,
    /// What was decided, by whom and when.
    pub carried_out: Option<(GallringGenomford, Id, Date)>,
    /// Why it was turned down, by whom and when.
    pub declined: Option<(String, Id, Date)>,
}

impl Erasure {
    /// Whether nobody has decided yet.
    pub fn is_open(&self) -> bool {
        self.carried_out.is_none() && self.declined.is_none()
    }
}

/// Every proposal, oldest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Erasures(Vec<Erasure>);

impl Erasures {
    /// Takes in one standing event of the organisation.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        let (on, by) = (row.event.occurred_on, row.event.signature.user);
        match &row.event.fact {
            Fact::GallringForeslagen(fact) => self.0.push(Erasure {
                id: row.origin,
                on,
                by,
                files: fact.poster.clone(),
                provider: fact.utforare,
                carried_out: None,
                declined: None,
            }),
            Fact::GallringGenomford(fact) => {
                if let Some(known) = self.0.iter_mut().find(|known| known.id == fact.forslag) {
                    known.carried_out = Some((fact.clone(), by, on));
                }
            }
            Fact::GallringAvbojd(fact) => {
                if let Some(known) = self.0.iter_mut().find(|known| known.id == fact.forslag) {
                    known.declined = Some((fact.skal.clone(), by, on));
                }
            }
            _ => {}
        }
    }

    /// All of them, oldest first.
    pub fn all(&self) -> impl DoubleEndedIterator<Item = &Erasure> {
        self.0.iter()
    }

    /// A proposal that waits for its decision, of those that are somebody's; the newest unless one is named.
    pub fn open(&self, named: Option<Id>, mine: impl Fn(&&Erasure) -> bool) -> Option<&Erasure> {
        let wanted = |known: &&Erasure| named.is_none_or(|id| known.id == id) && known.is_open() && mine(known);
        self.0.iter().rfind(wanted)
    }

    /// Whether a person's file with the board, or with a private provider, is in a proposal that waits for its
    /// decision.
    pub fn waits(&self, person: Id, provider: Option<Id>) -> bool {
        let named = |known: &Erasure| known.files.iter().any(|file| file.person == person);
        self.0.iter().any(|known| known.is_open() && known.provider == provider && named(known))
    }
}
