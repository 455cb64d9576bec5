//! Service: telling that it may be simplified, sending a decision to be served, the control message, the proof.

use super::decision::to_tell;
use super::person::letter_to;
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{Brevmottagare, Kanal};
use crate::fact::beslut::BeslutUnderrattat;
use crate::fact::delgivning::{
    DelgivningSkedd, DelgivningSkickad, DelgivningUpplyst, Delgivningsbevis, Delgivningssatt,
    KontrollmeddelandeSkickat, Upplysningssatt,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::{Decision, Delivery};
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Tell the person that simplified service may be used in the case.
    pub struct UpplysOmForenklad {
        /// How.
        satt: Upplysningssatt = "Hur personen fick upplysningen",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for UpplysOmForenklad {
    const NAME: &'static str = "delgivning.upplys";
    const TITLE: &'static str = "Upplys om förenklad delgivning";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        Ok(vec![place.fact_in_case(ctx, on, DelgivningUpplyst { satt: self.satt, brev: Vec::new() })])
    }
}

input! {
    /// Serve a decision: send it so that it can be proven that the person got it, or hand it over.
    pub struct DelgeBeslut {
        /// Which decision; the oldest not told of, or else the newest, unless stated.
        beslut: Option<Id> = "Beslut",
        /// How.
        satt: Delgivningssatt = "Så delges beslutet",
        /// Whom the letter goes to; the person unless stated.
        mottagare: Option<Brevmottagare> = "Vem brevet går till",
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day it was sent or handed over; today unless stated.
        datum: Option<Date> = "Skickat eller lämnat den",
    }
}

impl Command for DelgeBeslut {
    const NAME: &'static str = "beslut.delge";
    const TITLE: &'static str = "Delge beslutet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let decision = decided(place, self.beslut, on)?;
        let till = letter_to(&place.file.case, self.mottagare, on)?;
        let fact = DelgivningSkickad { beslut: decision.id, satt: self.satt, till: till.clone() };
        let sent = place.fact_in_case(ctx, on, fact);
        let proof = self.satt.at_once().map(|bevis| {
            let delgivning = Some(sent.id);
            let fact = DelgivningSkedd { beslut: decision.id, delgivning, bevis, anteckning: None };
            place.fact_in_case(ctx, on, fact)
        });
        // Whoever is served has been told. What is sent in writing is kept, also when the person knew already.
        let kanal = channel(self.satt);
        let told = (decision.notified_on.is_none() || kanal.is_written()).then(|| {
            let gar_emot = decision.fact.goes_against();
            let fact = BeslutUnderrattat { beslut: decision.id, kanal, brev: Vec::new(), till, gar_emot };
            place.fact_in_case(ctx, on, fact)
        });
        Ok([Some(sent), proof, told].into_iter().flatten().collect())
    }
}

/// The channel of each way to serve.
pub const fn channel(method: Delgivningssatt) -> Kanal {
    match method {
        // What is handed over is the same letter, and is kept like one that was posted.
        Delgivningssatt::Mottagningsbevis
        | Delgivningssatt::Forenklad
        | Delgivningssatt::Overlamnad
        | Delgivningssatt::Stamningsman => Kanal::Brev,
        Delgivningssatt::Elektronisk | Delgivningssatt::ForenkladElektronisk => Kanal::SakerMeddelande,
        Delgivningssatt::Muntlig => Kanal::Muntligt,
    }
}

input! {
    /// Send the control message that simplified service demands the next working day.
    pub struct SkickaKontrollmeddelande {
        /// What the person has asked for about contact was read.
        onskemal_lasta: bool = "Jag har läst vad personen har bett om, och brevet går rätt väg",
        /// The day; today unless stated.
        datum: Option<Date> = "Skickat den",
    }
}

impl Command for SkickaKontrollmeddelande {
    const NAME: &'static str = "kontrollmeddelande.skicka";
    const TITLE: &'static str = "Skicka kontrollmeddelande";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let waits = |known: &&Delivery| known.control_due().is_some() && known.control_on.is_none();
        let Some(delivery) = place.file.case.remedies.deliveries.iter().rfind(waits) else {
            let remedy = "Kontrollmeddelandet hör till förenklad delgivning med post.";
            return Err(Hinder::state("Inget beslut väntar på kontrollmeddelande.", remedy).into());
        };
        if on <= delivery.on {
            let message =
                format!("Kontrollmeddelandet skickas arbetsdagen efter beslutet, som skickades {}", delivery.on);
            return Err(Hinder::field("datum", message).into());
        }
        let fact = KontrollmeddelandeSkickat { delgivning: delivery.id, beslut: delivery.decision, brev: Vec::new() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register the proof that the person has got a decision.
    pub struct RegistreraDelgivning {
        /// Which decision; the last one sent to be served, or else the newest, unless stated.
        beslut: Option<Id> = "Beslut",
        /// What proves it.
        bevis: Delgivningsbevis = "Vad som visar det",
        /// The day the person got it.
        datum: Date = "Personen fick beslutet den",
        /// What else there is to say.
        anteckning: Option<String> = "Anteckning",
    }
}

impl Command for RegistreraDelgivning {
    const NAME: &'static str = "delgivning.registrera";
    const TITLE: &'static str = "Registrera att beslutet är delgivet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(Some(self.datum), ctx)?;
        let remedies = &place.file.case.remedies;
        let sent = remedies.deliveries.last().map(|known| known.decision);
        let decision = decided(place, self.beslut.or(sent), on)?;
        let delivery = remedies.deliveries.iter().rfind(|known| known.decision == decision.id && known.on <= on);
        let fact = DelgivningSkedd {
            beslut: decision.id,
            delgivning: delivery.map(|known| known.id),
            bevis: self.bevis,
            anteckning: self.anteckning.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The decision meant: the one named, else the oldest not told of, else the newest. It cannot be served before it
/// was made.
pub(super) fn decided<'a>(place: &Place<'a>, named: Option<Id>, on: Date) -> Result<&'a Decision, Refusal> {
    let newest = || place.file.case.decisions.last().filter(|_| named.is_none());
    let Some(decision) = to_tell(place.file, named).or_else(newest) else {
        return Err(Hinder::state("Beslutet finns inte i ärendet.", "Fatta beslutet först.").into());
    };
    if on < decision.on {
        let message = format!("Beslutet fattades {}. Dagen kan inte vara tidigare", decision.on);
        return Err(Hinder::field("datum", message).into());
    }
    Ok(decision)
}
