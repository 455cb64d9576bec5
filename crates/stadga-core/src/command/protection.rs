//! Protection of a person: the marks of the population register, registered and ended.

use super::person::MEETS;
use super::{Access, Command, Place, day};
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::person::{SkyddRegistrerat, SkyddUpphort, Skyddsmarke};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::Date;

input! {
    /// Register that the person is protected. From then on nothing says where they are.
    pub struct RegistreraSkydd {
        /// Which mark.
        art: Skyddsmarke = "Vilket skydd personen har",
        /// Who told, or where it was read.
        kalla: String = "Vem uppgiften kommer från",
        /// The day it is to be tried whether it is still needed.
        omprovas: Option<Date> = "Kontrollera igen den",
        /// The day it began to hold; today unless stated.
        datum: Option<Date> = "Gäller från den",
    }
}

impl Command for RegistreraSkydd {
    const NAME: &'static str = "skydd.registrera";
    const TITLE: &'static str = "Registrera skyddade personuppgifter";
    const ACCESS: Access = MEETS;
    const WHOLE_PERSON: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        if self.omprovas.is_some_and(|again| again < ctx.today) {
            return Err(Hinder::field("omprovas", "Skriv en dag som kommer, eller lämna tomt").into());
        }
        let fact = SkyddRegistrerat { art: self.art, kalla: self.kalla.clone(), omprovas: self.omprovas };
        of_person(place, ctx, (self.art, on), fact.into())
    }
}

input! {
    /// Say that a mark that protected the person has ended.
    pub struct AvslutaSkydd {
        /// Which mark.
        art: Skyddsmarke = "Vilket skydd som har upphört",
        /// Who told, or where it was read.
        kalla: String = "Vem uppgiften kommer från",
        /// The day it ended; today unless stated.
        datum: Option<Date> = "Upphörde den",
    }
}

impl Command for AvslutaSkydd {
    const NAME: &'static str = "skydd.avsluta";
    const TITLE: &'static str = "Avsluta skydd";
    const ACCESS: Access = MEETS;
    const WHOLE_PERSON: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let withdrawn = |id: Id| place.kin.person.iter().any(|later| later.corrects == Some(id));
        let stands = place.kin.person.iter().rev().find_map(|event| match &event.fact {
            Fact::SkyddRegistrerat(fact) if fact.art == self.art && !withdrawn(event.id) => Some(true),
            Fact::SkyddUpphort(fact) if fact.art == self.art => Some(false),
            _ => None,
        });
        if stands != Some(true) {
            return Err(Hinder::field("art", "Personen har inget sådant skydd registrerat").into());
        }
        of_person(place, ctx, (self.art, on), SkyddUpphort { art: self.art, kalla: self.kalla.clone() }.into())
    }
}

/// A fact of the person's, and of every open case of theirs where the mark is told: there its clocks run.
fn of_person(
    place: &Place<'_>,
    ctx: &mut Ctx,
    (art, on): (Skyddsmarke, Date),
    fact: Fact,
) -> Result<Vec<NewEvent>, Refusal> {
    let case = place.any_case()?;
    let person = place.file.case.person.unwrap_or(case);
    let mut events = vec![NewEvent::new(ctx.ids.next_id(), StreamKind::Person, person, on, fact.clone())];
    if !art.is_told() {
        return Ok(events);
    }
    let all = std::iter::once(place.file).chain(place.kin.files.iter().map(AsRef::as_ref));
    for file in all.filter(|file| file.case.closed_on.is_none() || file.case.id == Some(case)) {
        let Some(id) = file.case.id else { continue };
        events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Arende, id, on, fact.clone()));
    }
    Ok(events)
}
