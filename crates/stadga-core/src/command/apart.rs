//! Two persons are kept apart, and no longer. Both are told of in one act, in everything the authority has on each.

use super::access::HEAD;
use super::{Access, Command, Place, day};
use crate::apart::{Opposite, therapists};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::atkomst::{OmsesidigSparrHavd, OmsesidigSparrRegistrerad, Omsesidiggrund};
use crate::id::Id;
use crate::identity::PersonNumber;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::CaseFile;
use jiff::civil::Date;

input! {
    /// Keep the person and somebody else apart.
    pub struct RegistreraOmsesidigSparr {
        /// The other's whole number.
        nummer: PersonNumber = "Den andra personens personnummer eller samordningsnummer",
        /// Why.
        grund: Omsesidiggrund = "Varför de ska hållas isär",
        /// What it is about, where none of the grounds says it.
        beskrivning: Option<String> = "Vad det gäller",
        /// Since when; today unless stated.
        datum: Option<Date> = "Gäller från den",
    }
}

impl Command for RegistreraOmsesidigSparr {
    const NAME: &'static str = "omsesidig_sparr.registrera";
    const TITLE: &'static str = "Spärra två personer mot varandra";
    const ACCESS: Access = HEAD;
    const WHOLE_PERSON: bool = true;
    const BOTH_PERSONS: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let person = person_of(place)?;
        if place.known_person == Some(person) {
            return Err(Hinder::field("nummer", "Det är personens eget nummer. Skriv den andras").into());
        }
        let Some(other) = place.opposites.iter().find(|known| Some(known.person) == place.known_person) else {
            return Err(Hinder::field("nummer", "Ingen person med det numret har ett ärende här").into());
        };
        if place.file.case.guarded.is_apart(other.person) {
            return Err(Hinder::field("nummer", "De två är redan spärrade mot varandra").into());
        }
        if self.grund == Omsesidiggrund::Annat && self.beskrivning.is_none() {
            return Err(Hinder::field("beskrivning", "Skriv vad det gäller, utan att nämna någon").into());
        }
        let fact = |andra, file: Option<&CaseFile>| OmsesidigSparrRegistrerad {
            andra,
            grund: self.grund,
            beskrivning: self.beskrivning.clone(),
            delad_handlaggare: file.is_some_and(|file| shares_caseworker(file, other)),
            delad_behandlare: file.is_some_and(|file| shares_therapist(file, other)),
        };
        // The rows about those who have both stand in the case where the head asks for it, and in no other.
        let mut events = both(place, ctx, on, other, &|andra| fact(andra, None).into());
        for event in events.iter_mut().filter(|event| Some(event.subject) == place.file.case.id) {
            event.fact = fact(other.person, Some(place.file)).into();
        }
        Ok(events)
    }
}

/// Whether the case's caseworker handles an open case of the other's.
fn shares_caseworker(file: &CaseFile, other: &Opposite) -> bool {
    file.case.caseworker.is_some_and(|user| other.caseworkers().any(|known| known == user))
}

/// Whether a therapist in the case is one of the other's.
fn shares_therapist(file: &CaseFile, other: &Opposite) -> bool {
    therapists(file).any(|user| other.therapists().any(|known| known == user))
}

input! {
    /// Keep two persons apart no longer.
    pub struct HavOmsesidigSparr {
        /// The other one.
        andra: Id = "Vilken spärr som hävs",
        /// Why.
        skal: String = "Varför",
    }
}

impl Command for HavOmsesidigSparr {
    const NAME: &'static str = "omsesidig_sparr.hav";
    const TITLE: &'static str = "Häv en spärr mellan två personer";
    const ACCESS: Access = HEAD;
    const WHOLE_PERSON: bool = true;
    const BOTH_PERSONS: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let known = place.opposites.iter().find(|known| known.person == self.andra);
        let Some(other) = known.filter(|known| place.file.case.guarded.is_apart(known.person)) else {
            return Err(Hinder::field("andra", "Personen är inte spärrad mot den personen").into());
        };
        let fact = |andra| OmsesidigSparrHavd { andra, skal: self.skal.clone() }.into();
        Ok(both(place, ctx, ctx.today, other, &fact))
    }
}

/// A fact of both persons' and of every case of theirs, open or closed, each with the id of the other.
fn both(place: &Place<'_>, ctx: &mut Ctx, on: Date, other: &Opposite, fact: &dyn Fn(Id) -> Fact) -> Vec<NewEvent> {
    let Some(person) = place.file.case.person else { return Vec::new() };
    let cases = |of: Id| {
        let all = std::iter::once(place.file).chain(place.kin.files.iter().map(AsRef::as_ref));
        let cases = all.filter(move |file| file.case.person == Some(of)).filter_map(|file| file.case.id);
        cases.map(|case| (StreamKind::Arende, case))
    };
    let mut events = Vec::new();
    for (of, against) in [(person, other.person), (other.person, person)] {
        for (kind, subject) in std::iter::once((StreamKind::Person, of)).chain(cases(of)) {
            events.push(NewEvent::new(ctx.ids.next_id(), kind, subject, on, fact(against)));
        }
    }
    events
}

fn person_of(place: &Place<'_>) -> Result<Id, Refusal> {
    let case = place.any_case()?;
    Ok(place.file.case.person.unwrap_or(case))
}
