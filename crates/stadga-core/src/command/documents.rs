//! Documents: what came in, what one has drawn up oneself, what others are asked for.

use super::notes::{in_place_of, standing_in};
use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::Fact;
use crate::fact::arende::HandelseAterkallad;
use crate::fact::handling::{
    Ankomst, Fil, HandlingArt, HandlingBifogad, HandlingRegistrerad, Inkomstvag, UppgiftAtertagen, UppgiftBegard,
    UppgiftInkommen, Uppgiftsgrund, UpprattadArt,
};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Request;
use jiff::civil::Date;

const WHERE_WRITTEN: Access =
    Access::Either(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Behandlare, Ground::Utforarchef]);
const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register a document that came in. Which day counts as its arrival follows FL 22 §.
    pub struct RegistreraHandling {
        /// What it is.
        art: HandlingArt = "Vad det är",
        /// Who it is from.
        fran: String = "Från vem",
        /// How it came.
        vag: Inkomstvag = "Hur den kom",
        /// The day it reached us; today unless stated.
        nadde: Option<Date> = "Nådde oss den",
        /// Which day counts.
        ankomst: Ankomst = "Räknas som inkommen",
        /// What else there is to say.
        anteckning: Option<String> = "Anteckning",
        /// The files.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraHandling {
    const NAME: &'static str = "handling.registrera";
    const TITLE: &'static str = "Registrera inkommen handling";
    const ACCESS: Access = WHERE_WRITTEN;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let nadde = reached(self.nadde, ctx)?;
        let fact = HandlingRegistrerad {
            art: self.art,
            fran: self.fran.clone(),
            vag: self.vag,
            nadde,
            ankomst: self.ankomst,
            anteckning: self.anteckning.clone(),
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_here(ctx, self.ankomst.day(nadde), fact)])
    }
}

input! {
    /// Correct what was written about a document that came in. The files stay as they are.
    pub struct RattaHandling {
        /// The registration.
        handelse: Id = "Handling",
        /// What it is.
        art: HandlingArt = "Vad det är",
        /// Who it is from.
        fran: String = "Från vem",
        /// How it came.
        vag: Inkomstvag = "Hur den kom",
        /// The day it reached us.
        nadde: Date = "Nådde oss den",
        /// Which day counts.
        ankomst: Ankomst = "Räknas som inkommen",
        /// What else there is to say.
        anteckning: Option<String> = "Anteckning",
        /// Why.
        skal: String = "Varför det rättas",
    }
}

impl Command for RattaHandling {
    const NAME: &'static str = "handling.ratta";
    const TITLE: &'static str = "Rätta uppgifter om en handling";
    const ACCESS: Access = WHERE_WRITTEN;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let old = standing_in(place, place.subject, self.handelse)?;
        let Fact::HandlingRegistrerad(known) = &old.fact else { return Err(super::notes::not_here()) };
        let nadde = reached(Some(self.nadde), ctx)?;
        let fact = HandlingRegistrerad {
            art: self.art,
            fran: self.fran.clone(),
            vag: self.vag,
            nadde,
            ankomst: self.ankomst,
            anteckning: self.anteckning.clone(),
            filer: known.filer.clone(),
        };
        let on = self.ankomst.day(nadde);
        Ok(vec![in_place_of(old, place.fact_here(ctx, on, fact), &self.skal)])
    }
}

input! {
    /// Withdraw a document that was filed by mistake: it stays readable, struck out, with the reason.
    pub struct AterkallaHandling {
        /// The registration.
        handelse: Id = "Handling",
        /// Why.
        skal: String = "Varför den återkallas",
    }
}

impl Command for AterkallaHandling {
    const NAME: &'static str = "handling.aterkalla";
    const TITLE: &'static str = "Återkalla handling";
    const ACCESS: Access = WHERE_WRITTEN;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let old = standing_in(place, place.subject, self.handelse)?;
        let document = matches!(
            old.fact,
            Fact::HandlingRegistrerad(_) | Fact::HandlingBifogad(_) | Fact::UppgiftInkommen(_) | Fact::UppgiftBegard(_)
        );
        if !document {
            return Err(super::notes::not_here());
        }
        let fact = HandelseAterkallad { skal: self.skal.clone() };
        Ok(vec![in_place_of(old, place.fact_here(ctx, old.occurred_on, fact), &self.skal)])
    }
}

input! {
    /// Put a document one has drawn up oneself on file.
    pub struct BifogaHandling {
        /// What it is.
        art: UpprattadArt = "Vad det är",
        /// What it is about.
        rubrik: String = "Vad den gäller",
        /// Who it was sent to.
        till: Option<String> = "Skickad till",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
        /// What else there is to say.
        anteckning: Option<String> = "Anteckning",
        /// The files.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for BifogaHandling {
    const NAME: &'static str = "handling.bifoga";
    const TITLE: &'static str = "Lägg till egen handling";
    const ACCESS: Access = WHERE_WRITTEN;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        if self.filer.is_empty() {
            return Err(Hinder::field("filer", "Välj filen som ska läggas till").into());
        }
        let fact = HandlingBifogad {
            art: self.art,
            rubrik: self.rubrik.clone(),
            till: self.till.clone(),
            anteckning: self.anteckning.clone(),
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_here(ctx, on, fact)])
    }
}

input! {
    /// Ask another authority or person for something that matters (FL 8 §).
    pub struct BegarUppgift {
        /// Who is asked.
        hos: String = "Vem som tillfrågas",
        /// For what.
        vad: String = "Vad som begärs",
        /// On which ground.
        grund: Uppgiftsgrund = "Stöd för att fråga",
        /// The last day to answer.
        svar_senast: Option<Date> = "Svar senast",
        /// The day it was asked; today unless stated.
        datum: Option<Date> = "Begärd den",
    }
}

impl Command for BegarUppgift {
    const NAME: &'static str = "uppgift.begar";
    const TITLE: &'static str = "Begär uppgift från någon annan";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let on = day(self.datum, ctx)?;
        if let Some(last) = self.svar_senast.filter(|last| *last < on) {
            let message = format!("Svarsdagen {last} är före dagen då uppgiften begärdes, {on}");
            return Err(Hinder::field("svar_senast", message).into());
        }
        let fact = UppgiftBegard {
            hos: self.hos.clone(),
            vad: self.vad.clone(),
            grund: self.grund,
            svar_senast: self.svar_senast,
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Register what came in from somebody, asked for or not.
    pub struct RegistreraUppgift {
        /// The request it answers.
        begaran: Option<Id> = "Svar på",
        /// Who it is from; the one who was asked unless stated.
        fran: Option<String> = "Från vem",
        /// How it came.
        vag: Inkomstvag = "Hur den kom",
        /// What it says.
        innehall: String = "Vad som kom fram",
        /// The day it came in; today unless stated.
        datum: Option<Date> = "Kom in den",
        /// The files.
        filer: Vec<Fil> = "Filer",
    }
}

impl Command for RegistreraUppgift {
    const NAME: &'static str = "uppgift.registrera";
    const TITLE: &'static str = "Registrera uppgift som kommit in";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let asked = self.begaran.map(|id| request(place, id)).transpose()?;
        let fran = self.fran.clone().or_else(|| asked.map(|asked| asked.of.clone()));
        let Some(fran) = fran else { return Err(Hinder::field("fran", "Skriv vem uppgiften kommer från").into()) };
        let fact = UppgiftInkommen {
            begaran: self.begaran,
            fran,
            vag: self.vag,
            innehall: self.innehall.clone(),
            filer: self.filer.clone(),
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

input! {
    /// Take a request back: the answer is not needed any more, or will not come.
    pub struct AtertaBegaran {
        /// The request.
        begaran: Id = "Begäran",
        /// Why.
        skal: String = "Varför svaret inte behövs",
    }
}

impl Command for AtertaBegaran {
    const NAME: &'static str = "uppgift.aterta";
    const TITLE: &'static str = "Återta begäran";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let asked = request(place, self.begaran)?;
        if let Some(on) = asked.closed_on {
            let message = format!("Begäran besvarades eller återtogs {on}.");
            return Err(Hinder::state(message, "Läs under Handlingar vad som kom in.").into());
        }
        let fact = UppgiftAtertagen { begaran: self.begaran, skal: self.skal.clone() };
        Ok(vec![place.fact_in_case(ctx, ctx.today, fact)])
    }
}

fn request<'a>(place: &Place<'a>, id: Id) -> Result<&'a Request, Refusal> {
    let found = place.file.case.requests.iter().find(|request| request.id == id);
    found.ok_or_else(|| Hinder::field("begaran", "Välj en begäran i ärendet").into())
}

/// The day a document reached us: today unless stated, never later.
fn reached(stated: Option<Date>, ctx: &Ctx) -> Result<Date, Refusal> {
    let reached = stated.unwrap_or(ctx.today);
    if reached > ctx.today {
        let message = format!("Datumet {reached} ligger i framtiden. Skriv dagen den kom, senast {}.", ctx.today);
        return Err(Hinder::field("nadde", message).into());
    }
    Ok(reached)
}
