//! Notes, corrections and the open steps of routines.

use super::{Access, Command, Place, booking, day};
use crate::access::Ground;
use crate::ctx::Ctx;
use crate::event::{Event, NewEvent};
use crate::fact::Fact;
use crate::fact::arende::{Anteckningsart, HandelseAterkallad, InvandningAntecknad, JournalanteckningSkriven};
use crate::fact::uppdrag::GenomforandeanteckningSkriven;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::{Date, Time};

input! {
    /// Write in the authority's journal.
    pub struct SkrivAnteckning {
        /// What it is about: the heading, when no other is given.
        art: Option<Anteckningsart> = "Vad det var",
        /// A short heading.
        rubrik: Option<String> = "Rubrik",
        /// The text.
        text: String = "Vad hände?",
        /// The day; today unless stated.
        datum: Option<Date> = "Hände den",
        /// The clock.
        klockslag: Option<Time> = "Klockan",
        /// The booked meeting it is about.
        bokning: Option<Id> = "Det bokade mötet",
    }
}

impl Command for SkrivAnteckning {
    const NAME: &'static str = "anteckning.skriv";
    const TITLE: &'static str = "Skriv anteckning";
    const ACCESS: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Mottagning, Ground::Jour]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.any_case()?;
        let on = day(self.datum, ctx)?;
        let kind = self.art.unwrap_or(Anteckningsart::Annat).label();
        let rubrik = match &self.rubrik {
            Some(own) if self.art.is_some() => format!("{kind}: {own}"),
            Some(own) => own.clone(),
            None => String::from(kind),
        };
        let fact = JournalanteckningSkriven { rubrik, text: self.text.clone(), flyttad: None };
        let mut event = place.fact_in_case(ctx, on, fact);
        event.occurred_at = self.klockslag;
        let held = booking::held(place, ctx, self.bokning, on, |_| false)?;
        Ok(std::iter::once(event).chain(held).collect())
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
        let old = standing_in(place, case, self.handelse)?;
        let Fact::JournalanteckningSkriven(note) = &old.fact else { return Err(not_here()) };
        let fact = JournalanteckningSkriven { text: self.text.clone(), ..note.clone() };
        Ok(vec![in_place_of(old, place.fact_in_case(ctx, old.occurred_on, fact), &self.skal)])
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
        let old = standing_in(place, place.subject, self.handelse)?;
        let Fact::GenomforandeanteckningSkriven(note) = &old.fact else { return Err(not_here()) };
        let fact = GenomforandeanteckningSkriven { text: self.text.clone(), ..note.clone() };
        Ok(vec![in_place_of(old, place.fact_in_assignment(ctx, old.occurred_on, fact), &self.skal)])
    }
}

input! {
    /// Write down that the person thinks something in the record is wrong (SoL 14:6).
    pub struct AntecknaInvandning {
        /// The event.
        handelse: Id = "Händelse",
        /// What the person says.
        invandning: String = "Vad personen säger är fel",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for AntecknaInvandning {
    const NAME: &'static str = "invandning.anteckna";
    const TITLE: &'static str = "Anteckna invändning";
    const ACCESS: Access =
        Access::Either(&[Ground::Handlaggare, Ground::Enhetschef, Ground::Behandlare, Ground::Utforarchef]);

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let on = day(self.datum, ctx)?;
        let here = |known: &&Event| known.id == self.handelse && known.subject == place.subject;
        place.file.events.iter().find(here).ok_or_else(not_here)?;
        let fact = InvandningAntecknad { handelse: self.handelse, invandning: self.invandning.clone() };
        Ok(vec![place.fact_here(ctx, on, fact)])
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
        let old = standing_in(place, case, self.handelse)?;
        let access = matches!(
            old.fact,
            Fact::SparrRegistrerad(_)
                | Fact::SparrHavd(_)
                | Fact::OmsesidigSparrRegistrerad(_)
                | Fact::OmsesidigSparrHavd(_)
                | Fact::NodoppningGjord(_)
                | Fact::NodoppningGranskad(_)
        );
        if access {
            // The head's to change and to judge, and in every case at once.
            let message = format!("{} kan inte återkallas.", old.fact.label());
            return Err(Hinder::state(message, "Det är chefen som häver en spärr och bedömer en öppning.").into());
        }
        let fixed = matches!(
            old.fact,
            Fact::BeslutFattat(_) | Fact::ArendeOppnat(_) | Fact::BestallningSkickad(_) | Fact::HandelseAterkallad(_)
        );
        if fixed {
            let message = format!("{} kan inte återkallas.", old.fact.label());
            return Err(Hinder::state(message, "Ett beslut ändras genom ett nytt beslut.").into());
        }
        let withdrawn = HandelseAterkallad { skal: self.skal.clone() };
        Ok(vec![in_place_of(old, place.fact_in_case(ctx, old.occurred_on, withdrawn), &self.skal)])
    }
}

/// The event of a stream that is to be corrected. What has been corrected or withdrawn already is
/// not corrected again: the newer text is.
pub(super) fn standing_in<'a>(place: &Place<'a>, stream: Id, event: Id) -> Result<&'a Event, Refusal> {
    let events = &place.file.events;
    let old = events.iter().find(|known| known.id == event && known.subject == stream).ok_or_else(not_here)?;
    let Some(later) = events.iter().find(|later| later.corrects == Some(event)) else { return Ok(old) };
    let message = format!("Händelsen rättades eller återkallades {}.", later.occurred_on);
    Err(Hinder::state(message, "Läs den nya texten, och rätta den i stället.").into())
}

pub(super) fn not_here() -> Refusal {
    Hinder::field("handelse", "Den finns inte här. Gå tillbaka och välj den på nytt").into()
}

/// The new event at the place of the old one: same day, same clock, with the reason.
pub(super) fn in_place_of(old: &Event, new: NewEvent, reason: &str) -> NewEvent {
    NewEvent { occurred_at: old.occurred_at, corrects: Some(old.id), reason: Some(reason.to_owned()), ..new }
}
