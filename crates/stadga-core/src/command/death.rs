//! The person has died: one act for the person and for every case of theirs, and the way back from it.

use super::{Access, Command, Kin, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{Event, NewEvent, StreamKind};
use crate::fact::Fact;
use crate::fact::arende::{ArendeAvslutat, Avslutsorsak, HandelseAterkallad};
use crate::fact::person::DodsfallRegistrerat;
use crate::fact::uppdrag::InsatsAvslutad;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{AssignmentStage, CaseFile};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);
const DIED: &str = "Personen har avlidit.";

input! {
    /// Register that the person has died. Running insatser end that day and every open case closes, so
    /// that duties and letters stop, for all who work with the person.
    pub struct RegistreraDodsfall {
        /// The day of death.
        dag: Date = "Dag för dödsfallet",
        /// Who told, or where it was read.
        kalla: String = "Vem uppgiften kommer från",
    }
}

impl Command for RegistreraDodsfall {
    const NAME: &'static str = "dodsfall.registrera";
    const TITLE: &'static str = "Registrera dödsfall";
    const ACCESS: Access = CASEWORK;
    const WHOLE_PERSON: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let case = place.any_case()?;
        if let Some(known) = place.file.case.died_on {
            let remedy = "Återkalla dödsfallet om det gäller fel person.";
            return Err(Hinder::state(format!("Dödsfallet är redan registrerat: {known}."), remedy).into());
        }
        let dag = day(Some(self.dag), ctx).map_err(|_| future(self.dag, ctx))?;
        let fact = DodsfallRegistrerat { dag, kalla: self.kalla.clone() };
        let mut events = Vec::new();
        if let Some(person) = place.file.case.person {
            events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Person, person, dag, fact.clone()));
        }
        for file in std::iter::once(place.file).chain(place.kin.files.iter().map(AsRef::as_ref)) {
            let open = file.case.closed_on.is_none();
            if open || file.case.id == Some(case) {
                events.extend(closed(file, &fact, place.shut_after(ctx.today), ctx));
            }
        }
        Ok(events)
    }
}

fn future(day: Date, ctx: &Ctx) -> Refusal {
    Hinder::field("dag", format!("Datumet {day} ligger i framtiden. Skriv dagen det hände, senast {}.", ctx.today))
        .into()
}

/// What ends in one case: its insatser the day of death, and the case itself today.
fn closed(file: &CaseFile, fact: &DodsfallRegistrerat, nas_till: Option<Date>, ctx: &mut Ctx) -> Vec<NewEvent> {
    let Some(case) = file.case.id else { return Vec::new() };
    let mut events = Vec::new();
    for assignment in file.running().filter(|assignment| assignment.stage() != AssignmentStage::Aterlamnat) {
        // What was ordered after the death was not known of ends the day it was ordered.
        let on = assignment.ordered_on.map_or(fact.dag, |ordered| ordered.max(fact.dag));
        let ended = InsatsAvslutad { skal: String::from(DIED) };
        events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Uppdrag, assignment.id, on, ended));
    }
    let mut in_case =
        |on, fact: Fact| events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Arende, case, on, fact));
    if file.case.closed_on.is_none() {
        let closed = ArendeAvslutat { orsak: Avslutsorsak::Avliden, skal: String::from(DIED), nas_till };
        in_case(ctx.today, closed.into());
    }
    in_case(fact.dag, fact.clone().into());
    events
}

input! {
    /// Withdraw a death that was registered on the wrong person: all that it ended goes on as before.
    pub struct AterkallaDodsfall {
        /// Why.
        skal: String = "Varför det återkallas",
    }
}

impl Command for AterkallaDodsfall {
    const NAME: &'static str = "dodsfall.aterkalla";
    const TITLE: &'static str = "Återkalla dödsfall";
    const ACCESS: Access = CASEWORK;
    const WHOLE_PERSON: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let withdrawn = |event: &Event| place.file.events.iter().any(|later| later.corrects == Some(event.id));
        let death = place.file.events.iter().rev();
        let mut death = death.filter(|event| matches!(event.fact, Fact::DodsfallRegistrerat(_)) && !withdrawn(event));
        let Some(death) = death.next() else {
            let remedy = "Gå till ett ärende där det är registrerat.";
            return Err(Hinder::state("Inget dödsfall är registrerat i ärendet.", remedy).into());
        };
        Ok(of_act(death.command, place.file, &place.kin)
            .into_iter()
            .map(|old| {
                let fact = HandelseAterkallad { skal: self.skal.clone() };
                let new = NewEvent::new(ctx.ids.next_id(), old.kind, old.subject, old.occurred_on, fact);
                NewEvent { corrects: Some(old.id), reason: Some(self.skal.clone()), ..new }
            })
            .collect())
    }
}

/// Every event of one act that has not been corrected since, wherever it lies.
fn of_act<'a>(command: Id, file: &'a CaseFile, kin: &'a Kin) -> Vec<&'a Event> {
    let all = || file.events.iter().chain(kin.files.iter().flat_map(|file| &file.events)).chain(&kin.person);
    let stands = |event: &&Event| !all().any(|later| later.corrects == Some(event.id));
    all().filter(|event| event.command == command).filter(stands).collect()
}
