//! The follow-up: the person's view first, each goal in words, what it leads to.

use super::{Access, Command, Place, booking, day};
use crate::ctx::Ctx;
use crate::event::NewEvent;
use crate::fact::mote::BokningArt;
use crate::fact::uppdrag::{Deltagare, Fortsattning, Malbedomning, UppfoljningGjord};
use crate::fact::utredning::Instrumentutfall;
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use jiff::civil::{Date, Time};

input! {
    /// Register a follow-up. One form settles the caseworker's and the therapist's duty.
    pub struct RegistreraUppfoljning {
        /// The person's view, first.
        egen_syn: String = "Vad personen själv säger",
        /// What a legal representative says.
        foretradarens_syn: Option<String> = "Vad en legal företrädare säger",
        /// Who took part.
        deltagare: Vec<Deltagare> = "Vilka som var med",
        /// Each goal of the plan, and how far it is reached.
        malbedomning: Vec<Malbedomning> = "Målen, ett och ett",
        /// How it goes, in words.
        maluppfyllelse: Option<String> = "Hur det går, med ord",
        /// What became of ASI.
        asi: Option<Instrumentutfall> = "ASI",
        /// What it showed, or why not.
        instrument: Option<String> = "Vad ASI visade, eller varför ASI inte är gjord",
        /// What came up about children.
        barn: Option<String> = "Barn som berörs",
        /// What it leads to.
        fortsattning: Fortsattning = "Vad uppföljningen leder till",
        /// The next follow-up.
        nasta: Option<Date> = "Nästa uppföljning",
        /// When the next follow-up begins; given, it is booked.
        nasta_klockan: Option<Time> = "Klockan",
        /// Book although somebody has another meeting then.
        anda: bool = "Boka ändå",
        /// The booking it was; one of the kind that day unless stated.
        bokning: Option<Id> = "Det bokade mötet",
        /// The day; today unless stated.
        datum: Option<Date> = "Datum",
    }
}

impl Command for RegistreraUppfoljning {
    const NAME: &'static str = "uppfoljning.registrera";
    const TITLE: &'static str = "Registrera uppföljning";
    const ACCESS: Access = Access::Assignment(super::TOGETHER);
    const BOOKS: bool = true;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        place.running_assignment()?;
        let on = day(self.datum, ctx)?;
        if let Some(next) = self.nasta.filter(|next| *next <= on) {
            let message = format!("Nästa uppföljning {next} är inte efter den här, som är {on}");
            return Err(Hinder::field("nasta", message).into());
        }
        let fact = UppfoljningGjord {
            egen_syn: self.egen_syn.clone(),
            foretradarens_syn: self.foretradarens_syn.clone(),
            deltagare: self.deltagare.clone(),
            malbedomning: self.malbedomning.clone(),
            maluppfyllelse: self.maluppfyllelse.clone().unwrap_or_default(),
            asi: self.asi,
            instrument: self.instrument.clone().unwrap_or_default(),
            barn: self.barn.clone(),
            fortsattning: self.fortsattning,
            nasta: self.nasta,
        };
        let mut events = vec![place.fact_in_assignment(ctx, on, fact)];
        events.extend(booking::held(place, ctx, self.bokning, on, |kind| kind == BokningArt::Uppfoljning)?);
        match (self.nasta, self.nasta_klockan) {
            (Some(day), Some(clock)) => events.push(booking::next_follow_up(place, ctx, (day, clock), self.anda)?),
            (None, Some(_)) => return Err(Hinder::field("nasta", "Skriv vilken dag nästa uppföljning är").into()),
            (_, None) => {}
        }
        Ok(events)
    }
}
