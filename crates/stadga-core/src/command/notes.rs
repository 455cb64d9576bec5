//! Notes, corrections and the open steps of routines.

use super::{Access, Command, Place, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{Event, NewEvent};
use crate::fact::Fact;
use crate::fact::arende::{HandelseAterkallad, JournalanteckningSkriven};
use crate::fact::uppdrag::GenomforandeanteckningSkriven;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::{Date, Time};

input! {
    /// Write in the authority's journal.
    pub struct SkrivAnteckning {
        /// A short heading.
        rubrik: Option<String> = "Rubrik",
        /// The text.
        text: String = "Vad hände?",
        /// The day; today unless stated.
        datum: Option<Date> = "Hände den",
        /// The clock.
        klockslag: Option<Time> = "Klockan",
    }
}

impl Command for SkrivAnteckning {
    const NAME: &'static str = "anteckning.skriv";
    const TITLE: &'static str = "Skriv anteckning";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let rubrik = self.rubrik.clone().unwrap_or_else(|| String::from("Anteckning"));
        let mut event = place.fact_in_case(ctx, on, JournalanteckningSkriven { rubrik, text: self.text.clone() });
        event.occurred_at = self.klockslag;
        Ok(vec![event])
    }
}

input! {
    /// Correct a note: the old text stays readable, the new one takes its place.
    pub struct RattaAnteckning {
        /// The note.
        handelse: Id = "Anteckning",
        /// The corrected text.
        text: String = "Rättad text",
        /// Why.
        skal: String = "Varför den rättas",
    }
}

impl Command for RattaAnteckning {
    const NAME: &'static str = "anteckning.ratta";
    const TITLE: &'static str = "Rätta anteckning";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let case = place.any_case()?;
        let old = place.file.events.iter().find(|event| event.id == self.handelse && event.subject == case);
        let Some((old, Fact::JournalanteckningSkriven(note))) = old.map(|event| (event, &event.fact)) else {
            return Err(Hinder::field("handelse", "Anteckningen finns inte i ärendet").into());
        };
        still_stands(place, old.id)?;
        let fact = JournalanteckningSkriven { rubrik: note.rubrik.clone(), text: self.text.clone() };
        let mut event = place.fact_in_case(ctx, old.occurred_on, fact);
        event.occurred_at = old.occurred_at;
        event.corrects = Some(old.id);
        event.reason = Some(self.skal.clone());
        Ok(vec![event])
    }
}

input! {
    /// Correct a note in the provider's journal: the old text stays readable.
    pub struct RattaGenomforandeanteckning {
        /// The note.
        handelse: Id = "Anteckning",
        /// The corrected text.
        text: String = "Rättad text",
        /// Why.
        skal: String = "Varför den rättas",
    }
}

impl Command for RattaGenomforandeanteckning {
    const NAME: &'static str = "genomforandeanteckning.ratta";
    const TITLE: &'static str = "Rätta anteckning i journalen";
    const ACCESS: Access = Access::Assignment(&[Ground::Behandlare, Ground::Utforarchef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let own = |event: &&Event| event.id == self.handelse && event.subject == place.subject;
        let old = place.file.events.iter().find(own);
        let Some((old, Fact::GenomforandeanteckningSkriven(note))) = old.map(|event| (event, &event.fact)) else {
            return Err(Hinder::field("handelse", "Anteckningen finns inte i uppdraget").into());
        };
        still_stands(place, old.id)?;
        let fact = GenomforandeanteckningSkriven { text: self.text.clone(), ..note.clone() };
        let mut event = place.fact_in_assignment(ctx, old.occurred_on, fact);
        event.occurred_at = old.occurred_at;
        event.corrects = Some(old.id);
        event.reason = Some(self.skal.clone());
        Ok(vec![event])
    }
}

input! {
    /// Withdraw an event that was recorded by mistake. A decision follows its own route.
    pub struct AterkallaHandelse {
        /// The event.
        handelse: Id = "Händelse",
        /// Why.
        skal: String = "Varför den återkallas",
    }
}

impl Command for AterkallaHandelse {
    const NAME: &'static str = "handelse.aterkalla";
    const TITLE: &'static str = "Återkalla händelse";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let case = place.open_case()?;
        let old = place.file.events.iter().find(|event| event.id == self.handelse && event.subject == case);
        let Some(old) = old else {
            return Err(Hinder::field("handelse", "Händelsen finns inte i ärendet").into());
        };
        still_stands(place, old.id)?;
        let fixed = matches!(
            old.fact,
            Fact::BeslutFattat(_) | Fact::ArendeOppnat(_) | Fact::BestallningSkickad(_) | Fact::HandelseAterkallad(_)
        );
        if fixed {
            let message = format!("{} kan inte återkallas.", old.fact.label());
            return Err(Hinder::state(message, "Ett beslut ändras genom ett nytt beslut.").into());
        }
        let mut event = place.fact_in_case(ctx, old.occurred_on, HandelseAterkallad { skal: self.skal.clone() });
        event.corrects = Some(old.id);
        event.reason = Some(self.skal.clone());
        Ok(vec![event])
    }
}

/// What has been corrected or withdrawn already is not corrected again: the newer text is.
fn still_stands(place: &Place<'_>, event: Id) -> Result<(), Refusal> {
    let Some(later) = place.file.events.iter().find(|later| later.corrects == Some(event)) else { return Ok(()) };
    let message = format!("Händelsen rättades eller återkallades {}.", later.occurred_on);
    Err(Hinder::state(message, "Läs den nya texten, och rätta den i stället.").into())
}
