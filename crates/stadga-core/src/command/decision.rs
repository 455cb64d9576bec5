//! The decision and the notice of it.

use super::{Access, Command, Place, day, period};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::Kanal;
use crate::fact::beslut::{BeslutFattat, BeslutUnderrattat, Utfall};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::CaseFile;
use jiff::civil::Date;

input! {
    /// Decide. The legal ground, the delegation point and the route of appeal are attached.
    pub struct FattaBeslut {
        /// The outcome.
        utfall: Utfall = "Utfall",
        /// The insats.
        insats: String = "Insats",
        /// Extent and frequency.
        omfattning: Option<String> = "Omfattning",
        /// First day, inclusive.
        fran: Option<Date> = "Gäller från och med",
        /// Last day, inclusive.
        till: Option<Date> = "Gäller till och med",
        /// The day a decision until further notice is reviewed.
        prova_om: Option<Date> = "Tills vidare, prövas om den",
        /// The goal.
        mal: Option<String> = "Mål med insatsen",
        /// The reasons.
        skal: String = "Skäl för beslutet",
    }
}

impl Command for FattaBeslut {
    const NAME: &'static str = "beslut.fatta";
    const TITLE: &'static str = "Fatta beslut";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        period(self.fran, self.till)?;
        let Some(legal_ground) = place.packs.legal_ground.clone() else {
            return Err(Hinder::field("insats", "Välj en insats som finns i kommunens utbud").into());
        };
        let fact = BeslutFattat {
            utfall: self.utfall,
            insats: self.insats.clone(),
            lagrum: legal_ground,
            omfattning: self.omfattning.clone(),
            mal: self.mal.clone(),
            fran: self.fran,
            till: self.till,
            prova_om: self.prova_om,
            skal: self.skal.clone(),
            delegationspunkt: place.packs.delegation_point.clone(),
            overklagandehanvisning: self.utfall.goes_against(),
        };
        let on = ctx.today;
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }

    fn replaces(file: &CaseFile, _subject: Id) -> Option<Id> {
        file.case.decisions.last().map(|decision| decision.id)
    }
}

input! {
    /// Tell the person of the decision (FL 33 §).
    pub struct UnderrattaBeslut {
        /// Which decision; the oldest not yet told of unless stated.
        beslut: Option<Id> = "Beslut",
        /// How.
        kanal: Kanal = "Hur",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for UnderrattaBeslut {
    const NAME: &'static str = "beslut.underratta";
    const TITLE: &'static str = "Underrätta om beslutet";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        // Oldest first: every decision is told, and none of them twice by mistake.
        let decisions = &place.file.case.decisions;
        let untold = decisions.iter().find(|decision| decision.notified_on.is_none()).or(decisions.last());
        let known = self.beslut.and_then(|id| place.file.case.decision(id)).or(untold);
        let Some(decision) = known else {
            return Err(Hinder::state("Det finns inget beslut att underrätta om.", "Fatta beslutet först.").into());
        };
        if on < decision.on {
            let message = format!("Beslutet fattades {}. Underrättelsen kan inte vara tidigare.", decision.on);
            return Err(Hinder::field("datum", message).into());
        }
        Ok(vec![place.fact_in_case(ctx, on, BeslutUnderrattat { beslut: decision.id, kanal: self.kanal })])
    }
}
