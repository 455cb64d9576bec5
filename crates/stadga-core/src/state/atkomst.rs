//! Who is let into a case, and kept out of it, beside those whose work it is.

use crate::access::{Grant, Ground, Holder};
use crate::event::Standing;
use crate::fact::Fact;
use crate::id::Id;
use jiff::civil::Date;

/// Somebody opened the case in an emergency.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The event.
    pub id: Id,
    /// Who.
    pub user: Id,
    /// First and last day it can be read, both inclusive.
    pub days: (Date, Date),
    /// Whether the head has looked at it.
    pub reviewed: bool,
}

/// The bars and the openings of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded {
    /// Those who must not see it, with the day it was registered.
    pub barred: Vec<(Id, Date)>,
    /// The emergency openings, in the order they were made.
    pub openings: Vec<Opening>,
}

impl Guarded {
    /// Reads one event of the case.
    pub(super) fn apply(&mut self, row: Standing<'_>) {
        match &row.event.fact {
            Fact::SparrRegistrerad(fact) if !self.is_barred(fact.anvandare) => {
                self.barred.push((fact.anvandare, row.event.occurred_on));
            }
            Fact::SparrHavd(fact) => self.barred.retain(|(user, _)| *user != fact.anvandare),
            Fact::NodoppningGjord(fact) => self.openings.push(Opening {
                id: row.origin,
                user: row.event.signature.user,
                days: (row.event.occurred_on, fact.till),
                reviewed: false,
            }),
            Fact::NodoppningGranskad(fact) => {
                let seen = self.openings.iter_mut().filter(|known| known.id == fact.oppning);
                seen.for_each(|known| known.reviewed = true);
            }
            _ => {}
        }
    }

    /// Whether somebody must not see the case.
    pub fn is_barred(&self, user: Id) -> bool {
        self.barred.iter().any(|(barred, _)| *barred == user)
    }

    /// Those who are kept out, as grants that let nobody in.
    pub fn bars(&self) -> impl Iterator<Item = Grant> {
        let bar = |(user, from): &(Id, Date)| Grant {
            holder: Holder::User(*user),
            ground: Ground::Sparrad,
            from: *from,
            to: None,
        };
        self.barred.iter().map(bar)
    }

    /// Those who have opened it in an emergency, each for as long as that lasts.
    pub fn opened(&self) -> impl Iterator<Item = Grant> {
        let grant = |opening: &Opening| Grant {
            holder: Holder::User(opening.user),
            ground: Ground::Nodoppning,
            from: opening.days.0,
            to: Some(opening.days.1),
        };
        self.openings.iter().map(grant)
    }
}
