//! Intake: an application is registered or withdrawn, a caseworker is named.

use super::arrival::Arrival;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{AnsokanInkommen, ArendeArt, HandlaggareUtsedd, Kanal, SkyddsfragorStallda};
use crate::fact::handling::Fil;
use crate::fact::intag::{
    Allvarlighetsgrad, AnsokanAterkallad, Aterkallelse, Behorighet, Lamnare, Problemtyp, Utredningsgrund,
};
use crate::fact::organisation::Roll;
use crate::fact::person::{KontaktvagAngiven, Skyddsmarke};
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
        /// What is told of somebody who has no number to give.
        beskrivning: Option<String> = "Beskrivning, om numret inte är känt",
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
        /// What the person needs support with.
        problem: Vec<Problemtyp> = "Stöd kring",
        /// How far it has gone.
        allvarlighetsgrad: Option<Allvarlighetsgrad> = "Hur långt det har gått",
        /// In what capacity it was handed in.
        lamnare: Option<Lamnare> = "Vem lämnar ansökan?",
        /// The name of whoever handed it in, when somebody else.
        lamnad_av: Option<String> = "Namn på den som lämnar den, om någon annan",
        /// What authority was shown.
        behorighet: Option<Behorighet> = "Vad hen visade för att få företräda personen",
        /// What else was said.
        anteckning: Option<String> = "Anteckning",
        /// The mark that protects the person, when they say that they are protected.
        skydd: Option<Skyddsmarke> = "Har personen skyddade personuppgifter?",
        /// Children live with or visit the person.
        barn: bool = "Barn bor hos eller besöker personen",
        /// The children, one on each line.
        barnens_namn: Option<String> = "Barnens förnamn och födelseår",
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

/// Whoever may take in an application: whoever meets the person, at an open centre too (SoL 11:6).
const ANYWHERE: Access = Access::New(&[
    Roll::Mottagningssekreterare,
    Roll::Socialsekreterare,
    Roll::Enhetschef,
    Roll::Utforarchef,
    Roll::Behandlare,
]);

impl Command for RegistreraAnsokan {
    const NAME: &'static str = "ansokan.registrera";
    const TITLE: &'static str = "Registrera ansökan";
    const ACCESS: Access = ANYWHERE;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let arrival = Arrival {
            on,
            name: Some(&self.namn),
            number: self.nummer.as_ref(),
            description: self.beskrivning.as_deref(),
            contact: KontaktvagAngiven {
                telefon: self.telefon.clone(),
                onskemal: self.kontaktonskemal.clone(),
                tolk: self.tolk.clone(),
                adress: None,
            },
            children: self.barnens_namn.as_deref().unwrap_or_default(),
            questions: SkyddsfragorStallda { barn: self.barn, vald: self.vald, akut: self.akut },
            mark: self.skydd,
            unit: self.enhet,
            caseworker: self.handlaggare,
        };
        let (mut events, mut after) = arrival.open(ArendeArt::Ansokan, place, ctx)?;
        let mut application = place.fact_in_case(ctx, on, self.application());
        application.occurred_at = self.klockslag;
        events.push(application);
        let investigation = UtredningInledd {
            lagrum: Utredningsgrund::Sol.label().to_owned(),
            skal: String::from("Ansökan har kommit in."),
        };
        // Opened before anybody is named, so that the naming answers to it.
        after.insert(1, place.fact_in_case(ctx, on, investigation));
        events.extend(after);
        Ok(events)
    }
}

impl RegistreraAnsokan {
    fn application(&self) -> AnsokanInkommen {
        AnsokanInkommen {
            kanal: self.kanal,
            galler: self.galler.clone(),
            lamnad_av: self.lamnad_av.clone(),
            anteckning: self.anteckning.clone(),
            lamnare: self.lamnare,
            behorighet: self.behorighet,
            problem: self.problem.clone(),
            allvarlighetsgrad: self.allvarlighetsgrad,
            filer: self.filer.clone(),
        }
    }
}

input! {
    /// Register the person's application in a case that a report opened. It opens nothing: the investigation goes on.
    pub struct AntecknaAnsokan {
        /// How it came in.
        kanal: Kanal = "Hur den kom in",
        /// What the person applies for.
        galler: String = "Vad ansökan gäller",
        /// What the person needs support with.
        problem: Vec<Problemtyp> = "Stöd kring",
        /// The day it came in; today unless stated.
        datum: Option<Date> = "Kom in den",
        /// The files it came as.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for AntecknaAnsokan {
    const NAME: &'static str = "ansokan.anteckna";
    const TITLE: &'static str = "Registrera ansökan i ärendet";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        if let Some(day) = place.file.case.applied_on {
            let remedy = "Gäller det något mer, registrera en ny ansökan.";
            return Err(Hinder::state(format!("Ansökan kom in {day}."), remedy).into());
        }
        let on = day(self.datum, ctx)?;
        let fact = AnsokanInkommen {
            kanal: self.kanal,
            galler: self.galler.clone(),
            lamnad_av: None,
            anteckning: None,
            lamnare: None,
            behorighet: None,
            problem: self.problem.clone(),
            allvarlighetsgrad: None,
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that the person withdrew the application, or a part of it.
    pub struct AterkallaAnsokan {
        /// How much.
        omfattning: Aterkallelse = "Vad som återkallas",
        /// Which part, or what was said.
        galler: Option<String> = "Vilken del, eller vad personen sa",
        /// How it was told.
        kanal: Kanal = "Hur det kom in",
        /// The day it came in; today unless stated.
        datum: Option<Date> = "Kom in den",
    }
}

impl Command for AterkallaAnsokan {
    const NAME: &'static str = "ansokan.aterkalla";
    const TITLE: &'static str = "Registrera återkallelse";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Mottagning]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        if place.file.case.applied_on.is_none() {
            return Err(Hinder::state("Ärendet har ingen ansökan.", "Skriv en anteckning i stället.").into());
        }
        let on = day(self.datum, ctx)?;
        let fact = AnsokanAterkallad { omfattning: self.omfattning, galler: self.galler.clone(), kanal: self.kanal };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
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
        place.not_barred(self.handlaggare, ctx)?;
        if let Some(unit) = place.file.case.unit {
            caseworker_in(place.organisation, self.handlaggare, unit, ctx.today)?;
        }
        let on = ctx.today;
        Ok(vec![place.fact_in_case(ctx, on, first_caseworker(self.handlaggare))])
    }
}

pub(super) fn first_caseworker(handlaggare: Id) -> HandlaggareUtsedd {
    HandlaggareUtsedd { handlaggare, byte: false, overlamning: None }
}

pub(super) fn caseworker_in(organisation: &Organisation, user: Id, unit: Id, on: Date) -> Result<(), Refusal> {
    let known = organisation.users.get(&user).is_some_and(|user| user.holds(Roll::Socialsekreterare, unit, on));
    if known {
        return Ok(());
    }
    Err(Hinder::field("handlaggare", "Välj någon som är socialsekreterare i enheten").into())
}
