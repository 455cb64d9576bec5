//! What the board has of a private provider's file, before it is erased there and after.
//!
//! A case goes on as if nothing had been erased: what the provider had told the board stands in the case as it was
//! written, and takes its old place among the events. The provider's own notes and files are gone.

use crate::access::{Ground, shows};
use crate::event::Event;
use crate::fact::Fact;
use crate::fact::uppdragsakt::{Avskrift, UppdragsaktGallrad};
use crate::id::Id;
use std::collections::BTreeSet;

/// What the board has been told of an assignment: what whoever ordered it could see, but for files that came to the
/// provider alone.
pub fn told_the_board(events: &[Event], assignment: Id) -> UppdragsaktGallrad {
    let own = events.iter().filter(|event| event.subject == assignment);
    let avskrifter = own.filter_map(|event| Some(Avskrift::of(&Event { fact: told(&event.fact)?, ..event.clone() })));
    UppdragsaktGallrad { uppdrag: assignment, avskrifter: avskrifter.collect() }
}

fn told(fact: &Fact) -> Option<Fact> {
    match fact {
        fact if !shows(fact, &[Ground::Bestallare]) => None,
        Fact::HandlingRegistrerad(_) | Fact::HandlingBifogad(_) => None,
        Fact::StegUtfort(step) => {
            let mut step = step.clone();
            step.filer.clear();
            Some(step.into())
        }
        other => Some(other.clone()),
    }
}

/// The events with the board's copies in the place of what was erased, in order of position; and which assignments
/// they are.
pub(super) fn with_copies(events: Vec<Event>) -> (Vec<Event>, BTreeSet<Id>) {
    let kept = |event: &Event| match &event.fact {
        Fact::UppdragsaktGallrad(fact) => Some(fact.clone()),
        _ => None,
    };
    let kept: Vec<UppdragsaktGallrad> = events.iter().filter_map(kept).collect();
    let gone: BTreeSet<Id> = kept.iter().map(|fact| fact.uppdrag).collect();
    if gone.is_empty() {
        return (events, gone);
    }
    let mut events: Vec<Event> = events.into_iter().filter(|event| !gone.contains(&event.subject)).collect();
    for fact in &kept {
        events.extend(fact.avskrifter.iter().map(|copy| copy.event(fact.uppdrag)));
    }
    events.sort_by_key(|event| event.position);
    (events, gone)
}
