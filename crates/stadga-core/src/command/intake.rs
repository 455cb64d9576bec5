//! Intake: an application is registered, a caseworker is named.

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::arende::{AnsokanInkommen, ArendeArt, ArendeOppnat, HandlaggareUtsedd, Kanal, SkyddsfragorStallda};
use crate::fact::handling::Fil;
use crate::fact::organisation::{EnhetArt, Roll};
use crate::fact::person::{KontaktvagAngiven, PersonRegistrerad};
use crate::fact::utredning::UtredningInledd;
use crate::id::Id;
use crate::identity::PersonNumber;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Organisation;
use jiff::civil::{Date, Time};

input! {
    /// Register an application. It opens the case and its investigation the day it came in.
    pub struct RegistreraAnsokan {
        /// The person's name as given.
        namn: String = "Namn",
        /// Personal or coordination number; not demanded on the telephone.
        nummer: Option<PersonNumber> = "Personnummer",
        /// Telephone number.
        telefon: Option<String> = "Telefon",
        /// Special wishes: "ring inte", "skicka inte hem".
        kontaktonskemal: Option<String> = "Att tänka på vid kontakt",
        /// The language an interpreter is needed for.
        tolk: Option<String> = "Tolk, språk",
        /// How it came in.
        kanal: Kanal = "Hur den kom in",
        /// What the person applies for.
        galler: String = "Vad ansökan gäller",
        /// Who called, when somebody else.
        lamnad_av: Option<String> = "Vem som lämnade den, om någon annan",
        /// What else was said.
        anteckning: Option<String> = "Anteckning",
        /// Children live with or visit the person.
        barn: bool = "Barn bor hos eller besöker personen",
        /// Violence is suspected or told of.
        vald: bool = "Våld eller hot i nära relation",
        /// Something must be done today.
        akut: bool = "Något måste göras i dag",
        /// The unit that is to handle it.
        enhet: Id = "Enhet",
        /// The caseworker, when known.
        handlaggare: Option<Id> = "Handläggare",
        /// The day it came in; today unless stated.
        datum: Option<Date> = "Kom in den",
        /// The clock it came in.
        klockslag: Option<Time> = "Klockan",
        /// The files it came as.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraAnsokan {
    const NAME: &'static str = "ansokan.registrera";
    const TITLE: &'static str = "Registrera ansökan";
    const ACCESS: Access = Access::New(&[Roll::Mottagningssekreterare, Roll::Socialsekreterare, Roll::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let unit = place.organisation.units.get(&self.enhet);
        if unit.is_none_or(|unit| unit.kind != EnhetArt::Myndighet) {
            return Err(Hinder::field("enhet", "Välj en enhet som handlägger ärenden").into());
        }
        if let Some(user) = self.handlaggare {
            caseworker_in(place.organisation, user, self.enhet, ctx.today)?;
        }
        let mut events = Vec::new();
        let person = place.known_person.unwrap_or_else(|| ctx.ids.next_id());
        if place.known_person.is_none() {
            let fact = PersonRegistrerad { namn: self.namn.clone(), nummer: self.nummer.clone() };
            events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Person, person, on, fact));
        }
        if self.telefon.is_some() || self.kontaktonskemal.is_some() || self.tolk.is_some() {
            let fact = KontaktvagAngiven {
                telefon: self.telefon.clone(),
                onskemal: self.kontaktonskemal.clone(),
                tolk: self.tolk.clone(),
            };
            events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Person, person, on, fact));
        }
        events.extend(self.case_facts(person, place, on, ctx));
        Ok(events)
    }
}

impl RegistreraAnsokan {
    fn case_facts(&self, person: Id, place: &Place<'_>, on: Date, ctx: &mut Ctx) -> Vec<NewEvent> {
        let opened = ArendeOppnat { person, enhet: self.enhet, art: ArendeArt::Ansokan };
        let mut application = place.fact_in_case(
            ctx,
            on,
            AnsokanInkommen {
                kanal: self.kanal,
                galler: self.galler.clone(),
                lamnad_av: self.lamnad_av.clone(),
                anteckning: self.anteckning.clone(),
                filer: self.filer.clone(),
            },
        );
        application.occurred_at = self.klockslag;
        let questions = SkyddsfragorStallda { barn: self.barn, vald: self.vald, akut: self.akut };
        let investigation =
            UtredningInledd { lagrum: String::from("14 kap. 2 § SoL"), skal: String::from("Ansökan har kommit in.") };
        let mut events = vec![
            place.fact_in_case(ctx, on, opened),
            application,
            place.fact_in_case(ctx, on, questions),
            place.fact_in_case(ctx, on, investigation),
        ];
        if let Some(handlaggare) = self.handlaggare {
            events.push(place.fact_in_case(ctx, on, HandlaggareUtsedd { handlaggare }));
        }
        events
    }
}

input! {
    /// Name the caseworker.
    pub struct UtseHandlaggare {
        /// The caseworker.
        handlaggare: Id = "Handläggare",
    }
}

impl Command for UtseHandlaggare {
    const NAME: &'static str = "handlaggare.utse";
    const TITLE: &'static str = "Utse handläggare";
    const ACCESS: Access = Access::Case(&[Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        if let Some(unit) = place.file.case.unit {
            caseworker_in(place.organisation, self.handlaggare, unit, ctx.today)?;
        }
        let on = ctx.today;
        Ok(vec![place.fact_in_case(ctx, on, HandlaggareUtsedd { handlaggare: self.handlaggare })])
    }
}

fn caseworker_in(organisation: &Organisation, user: Id, unit: Id, on: Date) -> Result<(), Refusal> {
    let known = organisation.users.get(&user).is_some_and(|user| user.holds(Roll::Socialsekreterare, unit, on));
    if known {
        return Ok(());
    }
    Err(Hinder::field("handlaggare", "Välj någon som är socialsekreterare i enheten").into())
}
