//! The closing talk, the end of the insats, the end of the case.

use super::{Access, Command, Place, booking, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::arende::{ArendeAvslutat, Avslutsorsak};
use crate::fact::mote::BokningArt;
use crate::fact::uppdrag::{AvslutningssamtalHallet, Deltagare, InsatsAvslutad};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::AssignmentStage;
use jiff::civil::Date;

const TOGETHER: Access = Access::Assignment(super::TOGETHER);

input! {
    /// Register the closing talk.
    pub struct RegistreraAvslutningssamtal {
        /// Who took part.
        deltagare: Vec<Deltagare> = "Vilka som var med",
        /// What was said.
        sammanfattning: String = "Vad ni kom fram till",
        /// The booking it was; one of the kind that day unless stated.
        bokning: Option<Id> = "Det bokade mötet",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RegistreraAvslutningssamtal {
    const NAME: &'static str = "avslutningssamtal.registrera";
    const TITLE: &'static str = "Registrera avslutningssamtal";
    const ACCESS: Access = TOGETHER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let on = day(self.datum, ctx)?;
        let there = self.deltagare.iter().map(|part| part.word().to_owned());
        let fact = AvslutningssamtalHallet { deltagare: there.collect(), sammanfattning: self.sammanfattning.clone() };
        let held = booking::held(place, ctx, self.bokning, on, |kind| kind == BokningArt::Avslutningssamtal)?;
        Ok(std::iter::once(place.fact_in_assignment(ctx, on, fact)).chain(held).collect())
    }
}

input! {
    /// End the insats.
    pub struct AvslutaInsats {
        /// Why.
        skal: String = "Varför insatsen avslutas",
        /// The day; today unless stated.
        datum: Option<Date> = "Sista dag",
    }
}

impl Command for AvslutaInsats {
    const NAME: &'static str = "insats.avsluta";
    const TITLE: &'static str = "Avsluta insatsen";
    const ACCESS: Access = TOGETHER;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        if place.running_assignment()?.started_on.is_none() {
            let remedy = "Registrera dagen den började, eller återlämna uppdraget.";
            return Err(Hinder::state("Insatsen har inte börjat.", remedy).into());
        }
        let on = day(self.datum, ctx)?;
        Ok(vec![place.fact_in_assignment(ctx, on, InsatsAvslutad { skal: self.skal.clone() })])
    }
}

input! {
    /// Close the case.
    pub struct AvslutaArende {
        /// Why.
        orsak: Avslutsorsak = "Orsak",
        /// The reason in words.
        skal: String = "Skäl",
    }
}

impl Command for AvslutaArende {
    const NAME: &'static str = "arende.avsluta";
    const TITLE: &'static str = "Avsluta ärendet";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.open_case()?;
        let running = place.file.running().filter(|assignment| assignment.stage() != AssignmentStage::Aterlamnat);
        if running.count() > 0 {
            let remedy = "Avsluta insatsen först, med ett avslutningssamtal.";
            return Err(Hinder::state("En insats pågår i ärendet.", remedy).into());
        }
        let on = ctx.today;
        let fact = ArendeAvslutat { orsak: self.orsak, skal: self.skal.clone(), nas_till: place.shut_after(on) };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}
