//! A note that was written in the wrong record is moved to the right one, and both say so.
//!
//! What it said is about somebody else, so it is shown no longer where it was; where it belongs it stands as it was
//! written, with who wrote it and when. Neither record names the other person: the audit trail holds both.

use super::notes::{in_place_of, not_here, standing_in};
use super::{Access, Command, Place};
use crate::access::Ground;
use crate::calendar::stockholm;
use crate::ctx::Ctx;
use crate::event::{Event, NewEvent};
use crate::fact::Fact;
use crate::fact::arende::{AnteckningFlyttad, Flytt, HandelseAterkallad};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};

input! {
    /// Move a note to the record it belongs in.
    pub struct FlyttaAnteckning {
        /// The note.
        handelse: Id = "Anteckning",
        /// The case or the assignment it belongs in.
        till: Id = "Vem anteckningen gäller",
        /// Why; shown where it was.
        skal: String = "Varför den flyttas",
    }
}

impl Command for FlyttaAnteckning {
    const NAME: &'static str = "anteckning.flytta";
    const TITLE: &'static str = "Flytta anteckning";
    const ACCESS: Access =
        Access::Either(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Behandlare, Ground::Utforarchef]);
    const TWO_RECORDS: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let old = standing_in(place, place.subject, self.handelse)?;
        let belongs = self.belongs_in(place)?;
        let (first, written) = origin(place, old);
        let flyttad = Some(written);
        let fact: Fact = match &old.fact {
            Fact::JournalanteckningSkriven(note) => {
                let mut moved = note.clone();
                moved.flyttad = moved.flyttad.or(flyttad);
                moved.into()
            }
            Fact::GenomforandeanteckningSkriven(note) => {
                let mut moved = note.clone();
                moved.flyttad = moved.flyttad.or(flyttad);
                // The goals were the other person's.
                moved.mal.clear();
                moved.into()
            }
            _ => return Err(not_here()),
        };
        let mut there = NewEvent::new(ctx.ids.next_id(), old.kind, belongs, old.occurred_on, fact);
        there.occurred_at = old.occurred_at;
        let left = AnteckningFlyttad { skal: self.skal.clone() };
        let mut events = vec![in_place_of(old, place.fact_here(ctx, old.occurred_on, left), &self.skal), there];
        for met in meetings_held_by(place, first) {
            // The meeting it was taken for has not been held: it stands as booked again.
            let fact = HandelseAterkallad { skal: self.skal.clone() };
            events.push(in_place_of(met, place.fact_here(ctx, met.occurred_on, fact), &self.skal));
        }
        Ok(events)
    }
}

impl FlyttaAnteckning {
    /// The stream it belongs in: another of the same kind, a case for what was in a case and an assignment for what
    /// was in an assignment.
    fn belongs_in(&self, place: &Place<'_>) -> Result<Id, Refusal> {
        if self.till == place.subject {
            return Err(Hinder::field("till", "Anteckningen står redan här. Välj den person den gäller").into());
        }
        let files = std::iter::once(place.file).chain(place.other.as_deref());
        let in_case = !place.file.assignments.contains_key(&place.subject);
        let holds = |file: &crate::state::CaseFile| match in_case {
            true => file.case.id == Some(self.till),
            false => file.assignments.contains_key(&self.till),
        };
        match files.into_iter().any(holds) {
            true => Ok(self.till),
            false => Err(Hinder::field("till", "Den finns inte bland dina. Välj den person den gäller").into()),
        }
    }
}

/// The first version of a note, and who wrote it and when.
fn origin<'a>(place: &Place<'a>, note: &'a Event) -> (&'a Event, Flytt) {
    let mut first = note;
    while let Some(before) = first.corrects.and_then(|id| place.file.events.iter().find(|known| known.id == id)) {
        first = before;
    }
    let skriven = first.recorded_at.to_zoned(stockholm()).date();
    (first, Flytt { skriven_av: first.signature.user, skriven })
}

/// The meetings that were marked as held by the act that wrote a note, and still are.
fn meetings_held_by<'a>(place: &Place<'a>, note: &Event) -> Vec<&'a Event> {
    let events = &place.file.events;
    let stands = |event: &&Event| !events.iter().any(|later| later.corrects == Some(event.id));
    let held = |event: &&Event| matches!(event.fact, Fact::MoteGenomfort(_)) && event.command == note.command;
    events.iter().filter(held).filter(stands).collect()
}
