//! Carrying a decision out: what is offered, why it takes time, a part of it, interruption and end (SoL 34 kap.).

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::verkstallighet::{
    BeslutVerkstallt, DrojsmalAntecknat, Drojsmalsorsak, ErbjudandeBesvarat, ErbjudandeLamnat, Erbjudandesvar,
    Upphorandegrund, VerkstallighetAterupptagen, VerkstallighetAvbruten, VerkstallighetDelvis, VerkstallighetUpphort,
    Verkstallighetsgrund,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Clock;
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register that the insats was offered: a place, a time, a provider.
    pub struct LamnaErbjudande {
        /// Which decision; the newest that is not carried out unless stated.
        beslut: Option<Id> = "Beslut",
        /// What was offered.
        vad: String = "Vad som erbjöds",
        /// What the person said.
        svar: Erbjudandesvar = "Personens svar",
        /// Why, in the person's words.
        skal: Option<String> = "Varför, med personens ord",
        /// The day; today unless stated.
        datum: Option<Date> = "Erbjudet den",
    }
}

impl Command for LamnaErbjudande {
    const NAME: &'static str = "erbjudande.lamna";
    const TITLE: &'static str = "Registrera ett erbjudande";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let clock = waiting(place, self.beslut)?;
        let on = since(self.datum, &clock, ctx)?;
        let fact = ErbjudandeLamnat {
            beslut: clock.decision,
            vad: self.vad.clone(),
            svar: self.svar,
            skal: self.skal.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register what the person answered to an offer.
    pub struct BesvaraErbjudande {
        /// Which; the newest that has no answer unless stated.
        erbjudande: Option<Id> = "Erbjudande",
        /// The answer.
        svar: Erbjudandesvar = "Personens svar",
        /// Why, in the person's words.
        skal: Option<String> = "Varför, med personens ord",
        /// The day; today unless stated.
        datum: Option<Date> = "Svarade den",
    }
}

impl Command for BesvaraErbjudande {
    const NAME: &'static str = "erbjudande.besvara";
    const TITLE: &'static str = "Registrera svar på erbjudandet";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let mut offers = place.file.clocks().into_iter().flat_map(|clock| place.file.offers(clock.decision));
        let found = match self.erbjudande {
            Some(id) => offers.find(|offer| offer.id == id),
            None => offers.rfind(|offer| offer.answer.0 == Erbjudandesvar::InteSvarat),
        };
        let Some(offer) = found else {
            let remedy = "Registrera erbjudandet först.";
            return Err(Hinder::state("Inget erbjudande väntar på svar.", remedy).into());
        };
        let on = day(self.datum, ctx)?;
        if on < offer.on {
            let message = format!("Erbjudandet lämnades {}. Svaret kan inte ha kommit tidigare", offer.on);
            return Err(Hinder::field("datum", message).into());
        }
        let fact = ErbjudandeBesvarat {
            erbjudande: offer.id,
            beslut: offer.fact.beslut,
            svar: self.svar,
            skal: self.skal.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Write why it takes time, what that means for the person, and what is done meanwhile.
    pub struct AntecknaDrojsmal {
        /// Which decision; the newest that is not carried out unless stated.
        beslut: Option<Id> = "Beslut",
        /// Why, as a word.
        orsak: Drojsmalsorsak = "Orsak",
        /// Why, in a few sentences.
        skal: String = "Varför det dröjer",
        /// What it means for the person.
        foljder: Option<String> = "Vad dröjsmålet betyder för personen",
        /// What the person gets meanwhile.
        under_tiden: Option<String> = "Vad personen får under tiden",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for AntecknaDrojsmal {
    const NAME: &'static str = "drojsmal.anteckna";
    const TITLE: &'static str = "Skriv varför det dröjer";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let clock = waiting(place, self.beslut)?;
        let on = since(self.datum, &clock, ctx)?;
        let fact = DrojsmalAntecknat {
            beslut: clock.decision,
            orsak: self.orsak,
            skal: self.skal.clone(),
            foljder: self.foljder.clone(),
            under_tiden: self.under_tiden.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that only a part of the decision is carried out. The time goes on for the rest.
    pub struct RegistreraDelvisVerkstallt {
        /// Which decision; the newest with something to carry out unless stated.
        beslut: Option<Id> = "Beslut",
        /// What remains.
        aterstar: String = "Vad som återstår",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RegistreraDelvisVerkstallt {
    const NAME: &'static str = "verkstallighet.registrera_del";
    const TITLE: &'static str = "Registrera att bara en del är verkställd";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        // It may be found out when the insats has begun already.
        let clock = clock(place, self.beslut, |clock| clock.kind == Verkstallighetsgrund::Beslut)?;
        let on = since(self.datum, &clock, ctx)?;
        let fact = VerkstallighetDelvis { beslut: clock.decision, aterstar: self.aterstar.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that the whole decision is carried out, when no assignment tells so.
    pub struct RegistreraVerkstallt {
        /// Which decision; the newest that is not carried out unless stated.
        beslut: Option<Id> = "Beslut",
        /// What else there is to say.
        anteckning: Option<String> = "Anteckning",
        /// The day it was carried out; today unless stated.
        datum: Option<Date> = "Verkställt den",
    }
}

impl Command for RegistreraVerkstallt {
    const NAME: &'static str = "verkstallighet.registrera";
    const TITLE: &'static str = "Registrera att beslutet är verkställt";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let begins = |clock: &Clock| clock.settled.is_none() && clock.kind != Verkstallighetsgrund::Avbrott;
        let clock = clock(place, self.beslut, begins)?;
        let on = since(self.datum, &clock, ctx)?;
        let fact = BeslutVerkstallt { beslut: clock.decision, anteckning: self.anteckning.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that what had begun was interrupted. A new time runs from that day.
    pub struct AvbrytVerkstallighet {
        /// Which decision; the newest that is carried out unless stated.
        beslut: Option<Id> = "Beslut",
        /// Why.
        skal: String = "Varför insatsen inte ges",
        /// The day; today unless stated.
        datum: Option<Date> = "Avbröts den",
    }
}

impl Command for AvbrytVerkstallighet {
    const NAME: &'static str = "verkstallighet.avbryt";
    const TITLE: &'static str = "Registrera avbrott";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let begun = |clock: &Clock| clock.carried_out().is_some() && clock.kind != Verkstallighetsgrund::Avbrott;
        let clock = clock(place, self.beslut, begun).map_err(|_| {
            let remedy = "Ett avbrott är när en insats som har börjat inte längre ges.";
            Refusal::from(Hinder::state("Inget beslut i ärendet är verkställt.", remedy))
        })?;
        let on = day(self.datum, ctx)?;
        if let Some(begun) = clock.carried_out().filter(|begun| on < *begun) {
            let message = format!("Insatsen började {begun}. Avbrottet kan inte vara tidigare");
            return Err(Hinder::field("datum", message).into());
        }
        if let Some(open) = interrupted(place, clock.decision) {
            let message = format!("Verkställigheten är avbruten sedan {}.", open.since);
            return Err(Hinder::state(message, "Registrera när insatsen ges igen.").into());
        }
        let fact = VerkstallighetAvbruten { beslut: clock.decision, skal: self.skal.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that the insats is given again.
    pub struct AterupptaVerkstallighet {
        /// Which decision; the newest that is interrupted unless stated.
        beslut: Option<Id> = "Beslut",
        /// The day; today unless stated.
        datum: Option<Date> = "Insatsen ges igen från",
    }
}

impl Command for AterupptaVerkstallighet {
    const NAME: &'static str = "verkstallighet.ateruppta";
    const TITLE: &'static str = "Registrera att insatsen ges igen";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let paused = |clock: &Clock| clock.settled.is_none() && clock.kind == Verkstallighetsgrund::Avbrott;
        let clock = clock(place, self.beslut, paused).map_err(|_| {
            Refusal::from(Hinder::state("Ingen insats i ärendet är avbruten.", "Registrera avbrottet först."))
        })?;
        let on = since(self.datum, &clock, ctx)?;
        let fact = VerkstallighetAterupptagen { beslut: clock.decision, avbrott: clock.id };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register that the decision will not be carried out. Declining an offer is not that.
    pub struct AvslutaVerkstallighet {
        /// Which decision; the newest that is not carried out unless stated.
        beslut: Option<Id> = "Beslut",
        /// Why.
        grund: Upphorandegrund = "Varför beslutet inte verkställs",
        /// What else there is to say.
        anteckning: Option<String> = "Anteckning",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for AvslutaVerkstallighet {
    const NAME: &'static str = "verkstallighet.upphor";
    const TITLE: &'static str = "Registrera att beslutet inte verkställs";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let clock = waiting(place, self.beslut)?;
        let on = since(self.datum, &clock, ctx)?;
        let fact =
            VerkstallighetUpphort { beslut: clock.decision, grund: self.grund, anteckning: self.anteckning.clone() };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The newest time that still runs, of the decision named when one is.
fn waiting(place: &Place<'_>, named: Option<Id>) -> Result<Clock, Refusal> {
    clock(place, named, |clock| clock.settled.is_none())
}

/// The newest time of a kind, of the decision named when one is.
fn clock(place: &Place<'_>, named: Option<Id>, wanted: impl Fn(&Clock) -> bool) -> Result<Clock, Refusal> {
    place.any_case()?;
    let named = named.map(|id| place.file.root_of(id));
    let about = |clock: &Clock| named.is_none_or(|id| clock.decision == id);
    let found = place.file.clocks().into_iter().rfind(|clock| about(clock) && wanted(clock));
    let remedy = "Det gäller beviljade insatser enligt 11 kap. 1 § och 12 kap. 1 § socialtjänstlagen.";
    found.ok_or_else(|| Hinder::state("Inget beslut i ärendet väntar på att verkställas.", remedy).into())
}

/// The interruption of a decision that has not ended.
fn interrupted(place: &Place<'_>, decision: Id) -> Option<Clock> {
    let open = |clock: &Clock| {
        clock.decision == decision && clock.kind == Verkstallighetsgrund::Avbrott && clock.settled.is_none()
    };
    place.file.clocks().into_iter().find(open)
}

/// A day not before the time began.
pub(super) fn since(stated: Option<Date>, clock: &Clock, ctx: &Ctx) -> Result<Date, Refusal> {
    let on = day(stated, ctx)?;
    if on < clock.since {
        let message = format!("Tiden räknas från {}. Dagen kan inte vara tidigare", clock.since);
        return Err(Hinder::field("datum", message).into());
    }
    Ok(on)
}
