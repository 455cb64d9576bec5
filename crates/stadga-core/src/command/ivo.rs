//! Reports of decisions that were not carried out in time, to IVO and to the municipality's auditors (SoL 34 kap. 1–2 §§).

use super::execution::since;
use super::{Access, Command, Place};
use crate::access::Ground;
use crate::calendar::Quarter;
use crate::ctx::Ctx;
use crate::event::{NewEvent, StreamKind};
use crate::fact::verkstallighet::{IvoRapporterat, IvoVerkstallt, Kon, RapportnummerSatt};
use crate::id::Id;
use crate::input;
use crate::refusal::{Hinder, Refusal};
use crate::state::Clock;
use jiff::civil::Date;

const CASEWORK: Access = Access::Case(&[Ground::Handlaggare, Ground::Enhetschef]);

input! {
    /// Register that a decision was reported as not carried out.
    pub struct RapporteraEjVerkstallt {
        /// The event the time runs from; the oldest that is to be reported unless stated.
        handelse: Option<Id> = "Händelse",
        /// The quarter, as `2026-4`; the last that has ended unless stated.
        kvartal: Option<String> = "Kvartal",
        /// The reasons for the delay.
        skal: String = "Skälen för fördröjningen, kort",
        /// It has been sent to IVO.
        ivo: bool = "Skickat till IVO",
        /// It has been sent to the auditors.
        revisorer: bool = "Skickat till kommunens revisorer",
        /// The day of birth, of somebody without a number.
        fodelsedatum: Option<Date> = "Födelsedatum, när personnummer saknas",
        /// What the number is to say, of somebody without one.
        kon: Option<Kon> = "Kön, när personnummer saknas",
        /// The day it was sent; today unless stated.
        datum: Option<Date> = "Skickat den",
    }
}

impl Command for RapporteraEjVerkstallt {
    const NAME: &'static str = "ivo.rapportera";
    const TITLE: &'static str = "Registrera att beslutet är rapporterat";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let sent = self.datum.unwrap_or(ctx.today);
        let late = |clock: &Clock| clock.settled.is_none_or(|(on, _)| on > clock.due.strict);
        let clock = clock(place, self.handelse, |clock| clock.waits_for_report(sent))
            .or_else(|_| clock(place, self.handelse, late))?;
        let on = since(self.datum, &clock, ctx)?;
        if on <= clock.due.strict {
            let message = format!("Beslutet rapporteras om det inte är verkställt {}.", clock.due.strict);
            return Err(Hinder::state(message, "Skriv varför det dröjer så länge.").into());
        }
        if !self.ivo && !self.revisorer {
            return Err(Hinder::field("ivo", "Kryssa i vart rapporten är skickad").into());
        }
        let quarter = self.quarter(&clock, on)?;
        let before = clock.sent_for(quarter);
        let fact = IvoRapporterat {
            beslut: clock.decision,
            handelse: clock.id,
            avser: clock.kind,
            kvartal: quarter.to_string(),
            skal: self.skal.clone(),
            ivo: self.ivo || before.0,
            revisorer: self.revisorer || before.1,
        };
        let (ivo, revisorer) = (fact.ivo, fact.revisorer);
        let mut events = vec![place.fact_in_case(ctx, on, fact)];
        // A report of what has been carried out since says so, and no other notice is needed.
        if let Some(verkstallt_den) = clock.carried_out().filter(|_| clock.told_on.is_none()) {
            let (ivo, revisorer) = (ivo || clock.told.0, revisorer || clock.told.1);
            let told = IvoVerkstallt { beslut: clock.decision, handelse: clock.id, verkstallt_den, ivo, revisorer };
            events.push(place.fact_in_case(ctx, on, told));
        }
        events.extend(self.number(place, ctx));
        Ok(events)
    }
}

impl RapporteraEjVerkstallt {
    fn quarter(&self, clock: &Clock, on: Date) -> Result<Quarter, Refusal> {
        let first = Quarter::of(clock.due.strict);
        let Some(named) = &self.kvartal else { return Ok(clock.quarter_on(on)) };
        let read: Option<Quarter> = named.trim().parse().ok();
        read.filter(|quarter| (first..=Quarter::of(on)).contains(quarter)).ok_or_else(|| {
            let message = format!("Skriv kvartalet som år och nummer, från {first} till {}", Quarter::of(on));
            Hinder::field("kvartal", message).into()
        })
    }

    /// The number a person without one goes under: the same each time the same is told.
    fn number(&self, place: &Place<'_>, ctx: &mut Ctx) -> Option<NewEvent> {
        let (born, kon) = self.fodelsedatum.zip(self.kon)?;
        let person = place.file.case.person?;
        let fact = RapportnummerSatt { nummer: report_number(person, born, kon) };
        Some(NewEvent::new(ctx.ids.next_id(), StreamKind::Person, person, ctx.today, fact))
    }
}

/// A number for reports of somebody who has none: the day of birth, a T, and three figures that follow from the
/// record. The one in the middle is even for women and odd for men.
pub fn report_number(person: Id, born: Date, kon: Kon) -> String {
    let id = person.to_string();
    let sum = id.bytes().fold(7_u32, |sum, byte| (sum * 31 + u32::from(byte)) % 99_991);
    let middle = sum / 10 % 5 * 2 + u32::from(kon == Kon::Man);
    format!("{:04}{:02}{:02}-T{}{middle}{}", born.year(), born.month(), born.day(), sum % 10, sum / 50 % 10)
}

input! {
    /// Register that it was told that a reported decision has been carried out.
    pub struct AnmalVerkstallt {
        /// The event the time ran from; the oldest reported and not told of unless stated.
        handelse: Option<Id> = "Händelse",
        /// It has been sent to IVO.
        ivo: bool = "Skickat till IVO",
        /// It has been sent to the auditors.
        revisorer: bool = "Skickat till kommunens revisorer",
        /// The day it was sent; today unless stated.
        datum: Option<Date> = "Skickat den",
    }
}

impl Command for AnmalVerkstallt {
    const NAME: &'static str = "ivo.anmal_verkstallt";
    const TITLE: &'static str = "Registrera att verkställigheten är anmäld";
    const ACCESS: Access = CASEWORK;

    fn decide(&self, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, Refusal> {
        let clock = clock(place, self.handelse, |clock| !clock.reports.is_empty() && clock.told_on.is_none())?;
        let Some(verkstallt_den) = clock.carried_out() else {
            let remedy = "Registrera att insatsen har börjat först.";
            return Err(Hinder::state("Beslutet är inte verkställt.", remedy).into());
        };
        if !self.ivo && !self.revisorer {
            return Err(Hinder::field("ivo", "Kryssa i vart anmälan är skickad").into());
        }
        let on = since(self.datum, &clock, ctx)?;
        let fact = IvoVerkstallt {
            beslut: clock.decision,
            handelse: clock.id,
            verkstallt_den,
            ivo: self.ivo || clock.told.0,
            revisorer: self.revisorer || clock.told.1,
        };
        Ok(vec![place.fact_in_case(ctx, on, fact)])
    }
}

/// The oldest time of a kind, or the one named.
fn clock(place: &Place<'_>, named: Option<Id>, wanted: impl Fn(&Clock) -> bool) -> Result<Clock, Refusal> {
    place.any_case()?;
    let mut clocks = place.file.clocks().into_iter();
    let found = clocks.find(|clock| named.map_or_else(|| wanted(clock), |id| clock.id == id));
    let remedy = "Det gäller beviljade insatser enligt 11 kap. 1 § och 12 kap. 1 § socialtjänstlagen.";
    found.ok_or_else(|| Hinder::state("Inget beslut i ärendet ska rapporteras.", remedy).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn the_number_says_the_day_of_birth_and_the_sex_and_stays_the_same() {
        let person = Id::from_bytes([3, 1, 4, 1, 5, 9, 2, 6, 5, 3]);
        let number = |kon| report_number(person, date(1985, 3, 7), kon);
        assert_eq!(number(Kon::Kvinna), number(Kon::Kvinna));
        for (kon, odd) in [(Kon::Kvinna, false), (Kon::Man, true)] {
            let number = number(kon);
            assert!(number.starts_with("19850307-T") && number.len() == 13, "{number}");
            let third = number.chars().nth(11).and_then(|digit| digit.to_digit(10));
            assert_eq!(third.map(|digit| digit % 2 == 1), Some(odd), "{number}");
        }
    }
}
