//! Reports: one comes in, somebody says who made it, and it is assessed whether to investigate.

use super::arrival::Arrival;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{ArendeArt, ArendeAvslutat, Avslutsorsak, Kanal, SkyddsfragorStallda};
use crate::fact::intag::{
    Allvarlighetsgrad, AnmalanInkommen, Anmalansslag, AnmalareUppgiven, ForhandsbedomningGjord, Forhandsutfall,
    Problemtyp, Utredningsgrund,
};
use crate::fact::organisation::Roll;
use crate::fact::person::{KontaktvagAngiven, Skyddsmarke};
use crate::fact::utredning::UtredningInledd;
use crate::id::Id;
use crate::identity::PersonNumber;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Investigation;
use jiff::civil::{Date, Time};

input! {
    /// Register a report or other information. It opens a case but no investigation.
    pub struct RegistreraAnmalan {
        /// The person's name; left empty when nobody knows it.
        namn: Option<String> = "Namn",
        /// Personal or coordination number; never demanded.
        nummer: Option<PersonNumber> = "Personnummer",
        /// What is told of somebody whose name or number is not known.
        beskrivning: Option<String> = "Beskrivning, om personen inte är känd",
        /// Telephone number.
        telefon: Option<String> = "Telefon",
        /// Special wishes: "ring inte", "skicka inte hem".
        kontaktonskemal: Option<String> = "Att tänka på vid kontakt",
        /// The language an interpreter is needed for.
        tolk: Option<String> = "Tolk, språk",
        /// What kind of information it is.
        slag: Anmalansslag = "Vad som kom in",
        /// How it came in.
        kanal: Kanal = "Hur den kom in",
        /// What is reported.
        innehall: String = "Vad anmälan gäller",
        /// What the person may need support with.
        problem: Vec<Problemtyp> = "Stöd kring",
        /// How far it has gone.
        allvarlighetsgrad: Option<Allvarlighetsgrad> = "Hur långt det har gått",
        /// What else was said.
        anteckning: Option<String> = "Anteckning",
        /// The reporter asks not to be known.
        anmalare_anonym: bool = "Den som anmäler vill vara anonym",
        /// The reporter's name.
        anmalare: Option<String> = "Vem som anmäler",
        /// Telephone or address of the reporter.
        anmalare_kontakt: Option<String> = "Hur vi når den som anmäler",
        /// How the reporter knows the person.
        anmalare_forhallande: Option<String> = "Hur den som anmäler känner personen",
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
    }
}

impl Command for RegistreraAnmalan {
    const NAME: &'static str = "anmalan.registrera";
    const TITLE: &'static str = "Registrera anmälan";
    const ACCESS: Access = Access::New(&[Roll::Mottagningssekreterare, Roll::Socialsekreterare, Roll::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let reporter = self.reporter()?;
        let arrival = Arrival {
            on,
            name: self.namn.as_deref(),
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
        let (mut events, after) = arrival.open(ArendeArt::Anmalan, place, ctx)?;
        let report = AnmalanInkommen {
            slag: self.slag,
            kanal: self.kanal,
            innehall: self.innehall.clone(),
            anteckning: self.anteckning.clone(),
            problem: self.problem.clone(),
            allvarlighetsgrad: self.allvarlighetsgrad,
        };
        let mut report = place.fact_in_case(ctx, on, report);
        report.occurred_at = self.klockslag;
        events.push(report);
        if let Some(reporter) = reporter {
            events.push(place.fact_in_case(ctx, on, reporter));
        }
        events.extend(after);
        Ok(events)
    }
}

impl RegistreraAnmalan {
    fn reporter(&self) -> Result<Option<AnmalareUppgiven>, Refusal> {
        let told = [&self.anmalare, &self.anmalare_kontakt, &self.anmalare_forhallande];
        reporter(self.anmalare_anonym, told)
    }
}

/// Somebody who wants to be anonymous leaves nothing behind; a name beside the tick must be a mistake.
fn reporter(anonym: bool, told: [&Option<String>; 3]) -> Result<Option<AnmalareUppgiven>, Refusal> {
    let any = told.iter().any(|text| text.is_some());
    if anonym && any {
        let message = "Den som anmäler vill vara anonym. Ta bort uppgifterna om vem det är, eller ta bort krysset";
        return Err(Hinder::field("anmalare", message).into());
    }
    let [namn, kontakt, forhallande] = told.map(Clone::clone);
    Ok((anonym || any).then_some(AnmalareUppgiven { anonym, namn, kontakt, forhallande }))
}

input! {
    /// Say who made the report, when that became known later.
    pub struct UppgeAnmalare {
        /// The reporter asks not to be known.
        anmalare_anonym: bool = "Den som anmäler vill vara anonym",
        /// The reporter's name.
        anmalare: Option<String> = "Vem som anmäler",
        /// Telephone or address of the reporter.
        anmalare_kontakt: Option<String> = "Hur vi når den som anmäler",
        /// How the reporter knows the person.
        anmalare_forhallande: Option<String> = "Hur den som anmäler känner personen",
    }
}

impl Command for UppgeAnmalare {
    const NAME: &'static str = "anmalare.uppge";
    const TITLE: &'static str = "Uppge vem som anmälde";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Mottagning]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        reported(place)?;
        let told = [&self.anmalare, &self.anmalare_kontakt, &self.anmalare_forhallande];
        let fact = reporter(self.anmalare_anonym, told)?
            .ok_or_else(|| Hinder::field("anmalare", "Skriv vem som anmäler, eller kryssa att hen vill vara anonym"))?;
        Ok(vec![place.fact_in_case(ctx, ctx.today, fact)])
    }
}

input! {
    /// Assess a report: an investigation is opened on a legal ground, or the case closes.
    pub struct GorForhandsbedomning {
        /// What it leads to.
        utfall: Forhandsutfall = "Vad bedömningen leder till",
        /// The legal ground, when an investigation is opened.
        lagrum: Option<Utredningsgrund> = "Utredningen inleds enligt",
        /// Why.
        skal: String = "Varför",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for GorForhandsbedomning {
    const NAME: &'static str = "forhandsbedomning.gor";
    const TITLE: &'static str = "Gör förhandsbedömning";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Mottagning]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        reported(place)?;
        if place.file.case.investigation != Investigation::NotOpened {
            return Err(Hinder::state("Utredningen är redan inledd.", "Fortsätt i utredningen.").into());
        }
        let on = day(self.datum, ctx)?;
        let assessed = ForhandsbedomningGjord { utfall: self.utfall, skal: self.skal.clone() };
        let led_to: crate::Fact = match self.utfall {
            Forhandsutfall::Inleds => {
                // Which ground it must be is a rule of the packs; unsaid it is the general one.
                let lagrum = self.lagrum.unwrap_or(Utredningsgrund::Sol).label().to_owned();
                UtredningInledd { lagrum, skal: self.skal.clone() }.into()
            }
            Forhandsutfall::InledsInte => {
                let (orsak, skal) = (Avslutsorsak::IngenUtredning, self.skal.clone());
                ArendeAvslutat { orsak, skal, nas_till: place.shut_after(on) }.into()
            }
        };
        Ok(vec![place.fact_in_case(ctx, on, assessed), place.fact_in_case(ctx, on, led_to)])
    }
}

/// Only a report is assessed beforehand: an application opens the investigation by itself.
fn reported(place: &Place<'_>) -> Result<(), Refusal> {
    if place.file.case.kind == Some(ArendeArt::Anmalan) {
        return Ok(());
    }
    Err(Hinder::state("Ärendet började med en ansökan och inte med en anmälan.", "Utredningen är redan inledd.").into())
}
