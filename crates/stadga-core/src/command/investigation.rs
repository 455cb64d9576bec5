//! Investigation: instruments, the text, communication and comments.

use super::person::letter_to;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{Brevmottagare, Kanal};
use crate::fact::beslut::Malinriktning;
use crate::fact::handling::Fil;
use crate::fact::intag::{Allvarlighetsgrad, Problemtyp};
use crate::fact::utredning::{
    BedomningsinstrumentAnvant, Instrument, Instrumentutfall, KommuniceringSkickad, KommuniceringUndantagen,
    Tillgodoses, Undantagsgrund, UtredningSammanstalld, YttrandeInkommet,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{CaseFile, Investigation};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register that an instrument was used, declined or not relevant.
    pub struct RegistreraInstrument {
        /// Which.
        instrument: Instrument = "Instrument",
        /// What became of it.
        utfall: Instrumentutfall = "Utfall",
        /// The result in short, or the reason.
        sammanfattning: String = "Resultat i korthet, eller skäl",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RegistreraInstrument {
    const NAME: &'static str = "instrument.registrera";
    const TITLE: &'static str = "Registrera bedömningsinstrument";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let on = day(self.datum, ctx)?;
        let fact = BedomningsinstrumentAnvant {
            instrument: self.instrument,
            utfall: self.utfall,
            sammanfattning: self.sammanfattning.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Put the investigation together. May be done again until the decision.
    pub struct SammanstallUtredning {
        /// Participation, and the person's own view.
        delaktighet: String = "Delaktighet och egen syn",
        /// Situation and needs.
        behov: String = "Situation och behov",
        /// What the person needs support with.
        problem: Vec<Problemtyp> = "Stöd kring",
        /// How far it has gone.
        allvarlighetsgrad: Option<Allvarlighetsgrad> = "Hur långt det har gått",
        /// Since when the board has had contact with somebody not yet twenty.
        kontakt_sedan: Option<Date> = "Kontakt med nämnden sedan, för den som är 18 eller 19 år",
        /// Children.
        barn: Option<String> = "Barn",
        /// Violence.
        vald: Option<String> = "Våld i nära relation",
        /// Whether the person can meet the need without help.
        tillgodoses_sjalv: Option<Tillgodoses> = "Kan personen själv tillgodose behovet?",
        /// Whether the need can be met in another way.
        tillgodoses_annat: Option<Tillgodoses> = "Kan behovet tillgodoses på annat sätt?",
        /// The assessment.
        bedomning: String = "Bedömning",
        /// The directions of the goal.
        malinriktning: Vec<Malinriktning> = "Personen väljer riktning",
        /// Goals.
        mal: String = "Mål",
        /// The proposed insats.
        forslag: String = "Förslag till insats",
    }
}

impl Command for SammanstallUtredning {
    const NAME: &'static str = "utredning.sammanstall";
    const TITLE: &'static str = "Sammanställ utredningen";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        if place.file.case.investigation == Investigation::NotOpened {
            return Err(Hinder::state("Utredningen är inte inledd.", "Inled utredningen först.").into());
        }
        let fact = UtredningSammanstalld {
            delaktighet: self.delaktighet.clone(),
            behov: self.behov.clone(),
            barn: self.barn.clone(),
            vald: self.vald.clone(),
            bedomning: self.bedomning.clone(),
            mal: self.mal.clone(),
            forslag: self.forslag.clone(),
            tillgodoses_sjalv: self.tillgodoses_sjalv,
            tillgodoses_annat: self.tillgodoses_annat,
            malinriktning: self.malinriktning.clone(),
            problem: self.problem.clone(),
            allvarlighetsgrad: self.allvarlighetsgrad,
            kontakt_sedan: self.kontakt_sedan,
        };
        let on = ctx.today;
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }

    fn replaces(file: &CaseFile, _subject: Id) -> Option<Id> {
        match &file.case.investigation {
            Investigation::Compiled { id, .. } => Some(*id),
            Investigation::NotOpened | Investigation::Open { .. } => None,
        }
    }
}

input! {
    /// Send the basis for the decision for comments, with a last day to answer (FL 25 §).
    pub struct SkickaKommunicering {
        /// Last day to answer, inclusive.
        svar_senast: Date = "Svar senast",
        /// How it is sent.
        kanal: Kanal = "Skickas med",
        /// The material.
        underlag: Vec<String> = "Det här skickas",
        /// Information about other persons was looked through.
        andra_personer_genomgangna: bool = "Uppgifter om andra personer är genomgångna",
        /// Whom the letter goes to; the person unless stated.
        mottagare: Option<Brevmottagare> = "Vem brevet går till",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day it was sent; today unless stated.
        datum: Option<Date> = "Skickad den",
    }
}

impl Command for SkickaKommunicering {
    const NAME: &'static str = "kommunicering.skicka";
    const TITLE: &'static str = "Kommunicera utredningen";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let on = day(self.datum, ctx)?;
        if self.svar_senast <= on {
            let message = format!("Svarsdagen {} måste vara senare än dagen den skickas, {on}", self.svar_senast);
            return Err(Hinder::field("svar_senast", message).into());
        }
        let fact = KommuniceringSkickad {
            svar_senast: self.svar_senast,
            kanal: self.kanal,
            underlag: self.underlag.clone(),
            andra_personer_genomgangna: self.andra_personer_genomgangna,
            brev: Vec::new(),
            till: letter_to(&place.file.case, self.mottagare, on)?,
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Leave out communication on a statutory ground (FL 25 §).
    pub struct UndantaKommunicering {
        /// Which ground.
        grund: Undantagsgrund = "Grund",
        /// Why it applies.
        skal: String = "Skäl",
    }
}

impl Command for UndantaKommunicering {
    const NAME: &'static str = "kommunicering.undanta";
    const TITLE: &'static str = "Undanta från kommunicering";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let on = ctx.today;
        let fact = KommuniceringUndantagen { grund: self.grund, skal: self.skal.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register comments. A late answer is registered all the same.
    pub struct RegistreraYttrande {
        /// How they came in.
        kanal: Kanal = "Hur det kom in",
        /// What was said.
        innehall: String = "Vad personen säger",
        /// The day they came in; today unless stated.
        datum: Option<Date> = "Kom in den",
        /// The files they came as.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraYttrande {
    const NAME: &'static str = "yttrande.registrera";
    const TITLE: &'static str = "Registrera yttrande";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let fact = YttrandeInkommet { kanal: self.kanal, innehall: self.innehall.clone(), filer: self.filer.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}
