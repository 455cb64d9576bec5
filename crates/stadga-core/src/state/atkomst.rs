//! Who is let into a case, and kept out of it, beside those whose work it is.

use crate::access::{Grant, Ground, Holder};
use crate::event::Standing;
use crate::fact::Fact;
use crate::fact::atkomst::Omsesidiggrund;
use crate::id::Id;
use jiff::Timestamp;
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
    /// The instant from which it cannot, on the last of them.
    pub until: Option<Timestamp>,
    /// Whether the head has looked at it.
    pub reviewed: bool,
}

/// The person of a case is kept apart from another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Apart {
    /// The other.
    pub other: Id,
    /// Why.
    pub why: Omsesidiggrund,
    /// Since when.
    pub since: Date,
}

/// The bars and the openings of a case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Guarded {
    /// Those who must not see it, with the day it was registered.
    pub barred: Vec<(Id, Date)>,
    /// Those the person is kept apart from, each once, in the order it was registered.
    pub apart: Vec<Apart>,
    /// Those among the staff whose names are left out of what goes to the person.
    pub unnamed: Vec<Id>,
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
            Fact::OmsesidigSparrRegistrerad(fact) if !self.is_apart(fact.andra) => {
                self.apart.push(Apart { other: fact.andra, why: fact.grund, since: row.event.occurred_on });
            }
            Fact::OmsesidigSparrHavd(fact) => self.apart.retain(|known| known.other != fact.andra),
            Fact::NamnuppgiftUtelamnad(fact) if !self.unnamed.contains(&fact.anvandare) => {
                self.unnamed.push(fact.anvandare);
            }
            Fact::NodoppningGjord(fact) => self.openings.push(Opening {
                id: row.origin,
                user: row.event.signature.user,
                days: (row.event.occurred_on, fact.till),
                until: fact.upphor,
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

    /// Whether the person is kept apart from another.
    pub fn is_apart(&self, other: Id) -> bool {
        self.apart.iter().any(|known| known.other == other)
    }

    /// Those who are kept out, as grants that let nobody in: each of the staff who is barred, and whoever works with
    /// somebody `person` is kept apart from.
    pub fn bars(&self, person: Option<Id>) -> impl Iterator<Item = Grant> {
        let bar = |holder, from| Grant { holder, ground: Ground::Sparrad, from, to: None, until: None };
        let staff = self.barred.iter().map(move |(user, from)| bar(Holder::User(*user), *from));
        let apart = self.apart.iter().map(move |known| (person, known.other, known.since));
        let apart = apart.filter_map(move |(person, other, since)| Some(bar(Holder::Apart(person?, other), since)));
        staff.chain(apart)
    }

    /// Those who have opened it in an emergency, each for as long as that lasts.
    pub fn opened(&self) -> impl Iterator<Item = Grant> {
        let grant = |opening: &Opening| Grant {
            holder: Holder::User(opening.user),
            ground: Ground::Nodoppning,
            from: opening.days.0,
            to: Some(opening.days.1),
            until: opening.until,
        };
        self.openings.iter().map(grant)
    }
}
