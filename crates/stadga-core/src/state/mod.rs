//! What the events add up to: one case with its assignments, a person, the organisation.
//!
//! Folding is total: it never fails and never refuses. What has happened can always be recorded.

mod arende;
mod arkiv;
mod atkomst;
mod avskrift;
mod beredskap;
mod bokning;
mod foretradare;
mod gallring;
mod jour;
mod lvm;
mod organisation;
mod overklagan;
mod person;
mod protokoll;
mod rakning;
mod tvangsvard;
mod uppdrag;
mod utlamnande;
mod utskick;
mod verksamhet;
mod verkstallighet;

pub use arende::{
    CaseState, Caseworker, Communication, Decision, Investigation, Order, Proposal, Request, Return, Stage,
};
pub use arkiv::{HandOver, HandOvers};
pub use atkomst::{Apart, Guarded, Opening};
pub use avskrift::told_the_board;
pub use beredskap::{BinderCopy, Binders};
pub use bokning::{Booking, BookingEnd};
pub use foretradare::Representative;
pub use gallring::{Erasure, Erasures};
pub use jour::{Rota, Shift};
pub use lvm::{CareRuling, Compulsory, Custody, Findings};
pub use organisation::{Absence, Organisation, Review, Unit, User, named_in_cases};
pub use overklagan::{Appeal, Delivery, Remedies, Served};
pub use person::{ADULT, Child, PersonState};
pub use protokoll::{Challenge, Minutes, MinutesKind, is_challenged};
pub use rakning::{Counted, counted, sheet_of};
pub use tvangsvard::{Care, Interruption};
pub use uppdrag::{Assignment, AssignmentStage, CarePlan, FollowUp, Plan, Question, Service};
pub use utlamnande::{Assessment, Disclosures, Refused};
pub use utskick::{Mailing, MailingEnd};
pub use verksamhet::Matter;
pub use verkstallighet::{Clock, Offer, Settlement, reported_in};

use crate::event::{Event, StreamKind, standing};
use crate::fact::Fact;
use crate::id::Id;
use avskrift::with_copies;
use std::collections::BTreeMap;

/// One case with its assignments: everything a command on the case may depend on.
#[derive(Clone, Debug, Default)]
pub struct CaseFile {
    /// The events of the case and of its assignments, in order of position.
    pub events: Vec<Event>,
    /// The case.
    pub case: CaseState,
    /// The assignments, by stream.
    pub assignments: BTreeMap<Id, Assignment>,
    /// Every time that was booked in the case or in an assignment, in the order they were booked.
    pub bookings: Vec<Booking>,
    /// The last `seq` of each stream that was read.
    pub heads: BTreeMap<Id, u32>,
}

impl CaseFile {
    /// Folds the events of a case and its assignments, which must be in order of position.
    pub fn fold(events: Vec<Event>) -> Self {
        let mut file = Self::default();
        let (events, gone) = with_copies(events);
        for row in standing(&events) {
            bokning::apply(&mut file.bookings, row);
            match row.event.kind {
                StreamKind::Arende => file.case.apply(row),
                StreamKind::Uppdrag => {
                    let subject = row.event.subject;
                    file.assignments.entry(subject).or_insert_with(|| Assignment::new(subject)).apply(row);
                }
                StreamKind::Verksamhet => file.case.apply_matter(row),
                StreamKind::Person | StreamKind::Organisation | StreamKind::Enhet => {}
            }
        }
        for assignment in file.assignments.values_mut().filter(|assignment| gone.contains(&assignment.id)) {
            assignment.erased = true;
        }
        for event in events.iter().filter(|event| !gone.contains(&event.subject)) {
            file.heads.insert(event.subject, event.seq);
        }
        file.events = without_moved(events);
        file
    }

    /// The same without the places where one meets, for somebody who is protected.
    #[must_use]
    pub fn veiled(&self) -> Self {
        let mut veiled = self.clone();
        veiled.bookings.iter_mut().for_each(|booking| booking.fact.plats = None);
        veiled.case.lvm.veil();
        for event in &mut veiled.events {
            match &mut event.fact {
                Fact::MoteBokat(fact) => fact.plats = None,
                other => lvm::veil(other),
            }
        }
        veiled
    }

    /// The assignments that have not ended.
    pub fn running(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.values().filter(|assignment| assignment.stage() != AssignmentStage::Avslutat)
    }

    /// The bookings that stand: nothing has become of them yet, and what they are about goes on. In the order of
    /// their time.
    pub fn standing_bookings(&self) -> Vec<&Booking> {
        let goes_on = |subject: &Id| match self.assignments.get(subject) {
            Some(assignment) => !matches!(assignment.stage(), AssignmentStage::Avslutat | AssignmentStage::Aterlamnat),
            None => true,
        };
        let open = self.case.closed_on.is_none();
        let stands = |booking: &&Booking| booking.end.is_none() && open && goes_on(&booking.subject);
        let mut standing: Vec<&Booking> = self.bookings.iter().filter(stands).collect();
        standing.sort_by_key(|booking| booking.fact.span());
        standing
    }

    /// The newest decision in force that has no order that stands: a returned order is made again, and
    /// the clock of SoL 34:1 has gone on from the decision. A later grant of the same insats replaces an
    /// earlier one that was never ordered.
    pub fn decision_to_order(&self) -> Option<&Decision> {
        let mut seen: Vec<&str> = Vec::new();
        self.case.in_force().rev().find(|decision| {
            let replaced = seen.contains(&decision.fact.insats.as_str());
            seen.push(&decision.fact.insats);
            !replaced && self.orders_of(decision.root).next().is_none()
        })
    }

    /// The orders of a chain of decisions, by its first, that were not returned.
    fn orders_of(&self, root: Id) -> impl Iterator<Item = &Order> {
        let returned = |order: &Order| {
            self.assignments.get(&order.assignment).is_some_and(|assignment| assignment.returned_on.is_some())
        };
        self.case.orders.iter().filter(move |order| order.decision == root && !returned(order))
    }

    /// The assignments that carry out a chain of decisions, by its first, and have not ended.
    pub fn carrying_out(&self, root: Id) -> impl Iterator<Item = &Assignment> {
        let assignments = self.orders_of(root).filter_map(|order| self.assignments.get(&order.assignment));
        assignments.filter(|assignment| assignment.ended_on.is_none())
    }

    /// Where the case is, for the stepper. Stages are a map, not a gate.
    pub fn stage(&self) -> Stage {
        let followed = self.assignments.values().any(|assignment| !assignment.follow_ups.is_empty());
        let started = self.assignments.values().any(|assignment| assignment.started_on.is_some());
        match self.case.stage() {
            Stage::Bestallning if followed => Stage::Uppfoljning,
            Stage::Bestallning if started => Stage::Genomforande,
            stage => stage,
        }
    }
}

/// The events without what was said in notes that were moved away: it was about somebody else, and stands in their
/// record.
fn without_moved(mut events: Vec<Event>) -> Vec<Event> {
    let moved = events.iter().filter(|event| matches!(event.fact, Fact::AnteckningFlyttad(_)));
    let mut gone: Vec<Id> = moved.filter_map(|event| event.corrects).collect();
    if gone.is_empty() {
        return events;
    }
    for event in events.iter_mut().rev().filter(|event| !event.withdraws()) {
        if !gone.contains(&event.id) {
            continue;
        }
        // What it corrected in its turn said much the same.
        gone.extend(event.corrects);
        match &mut event.fact {
            Fact::JournalanteckningSkriven(note) => {
                (note.rubrik, note.text) = (String::from("Anteckning"), String::new())
            }
            Fact::GenomforandeanteckningSkriven(note) => (note.text, note.mal) = (String::new(), Vec::new()),
            _ => {}
        }
    }
    events
}
