//! The times within which decisions are to be carried out, and what has been done about them (SoL 34 kap. 1–2 §§).
//!
//! A time runs from a favourable decision, from an interruption, or from a ruling. Rulings are kept apart: the
//! act speaks of decisions of the board.

use super::CaseFile;
use crate::calendar::{Counting, Due, Period, Quarter, Unit, count};
use crate::event::{Standing, standing};
use crate::fact::Fact;
use crate::fact::arende::Avslutsorsak;
use crate::fact::beslut::Utfall;
use crate::fact::overklagan::Domsutfall;
use crate::fact::verkstallighet::{
    DrojsmalAntecknat, ErbjudandeLamnat, Erbjudandesvar, IvoRapporterat, Verkstallighetsgrund,
};
use crate::id::Id;
use crate::lagrum::rests_on_right;
use crate::words;
use jiff::civil::Date;

/// The time after which it is reported (SoL 34 kap. 1 §). The day is never moved.
const REPORTED_AFTER: Period = Period::new(3, Unit::Months);
/// The decisions it is about; those under 11:4 and 12:2 are not.
const COVERED: [&str; 2] = ["11 kap. 1 § SoL", "12 kap. 1 § SoL"];

words! {
    /// How a time ended.
    pub enum Settlement {
        Verkstallt = "verkstallt", "Verkställt";
        Upphort = "upphort", "Verkställs inte";
    }
}

/// A time that runs until a decision is carried out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clock {
    /// The event it runs from.
    pub id: Id,
    /// What kind of event that is.
    pub kind: Verkstallighetsgrund,
    /// The decision: the first of its chain, or the one that was appealed.
    pub decision: Id,
    /// The insats.
    pub insats: String,
    /// The day it runs from.
    pub since: Date,
    /// The last day before it is to be reported.
    pub due: Due,
    /// The day it ended, and how.
    pub settled: Option<(Date, Settlement)>,
    /// What is left when only a part is carried out.
    pub remains: Option<String>,
    /// What has been reported: the day, and what.
    pub reports: Vec<(Date, IvoRapporterat)>,
    /// Whether IVO, and the auditors, have been told that it has been carried out.
    pub told: (bool, bool),
    /// The day both had been told.
    pub told_on: Option<Date>,
}

impl Clock {
    /// Whether it is to be reported for a quarter: it was not carried out in time, and was not when the quarter
    /// ended. In the quarter in which the time ran out it is reported even if it was carried out later in it.
    pub fn reported_in(&self, quarter: Quarter) -> bool {
        reported_in(self.due.strict, self.settled.map(|(on, _)| on), quarter)
    }

    /// What has been sent for a quarter: to IVO, and to the auditors.
    pub fn sent_for(&self, quarter: Quarter) -> (bool, bool) {
        let quarter = quarter.to_string();
        let of = self.reports.iter().filter(|(_, report)| report.kvartal == quarter);
        of.fold((false, false), |(ivo, auditors), (_, report)| (ivo || report.ivo, auditors || report.revisorer))
    }

    /// The day it was carried out.
    pub fn carried_out(&self) -> Option<Date> {
        self.settled.filter(|(_, how)| *how == Settlement::Verkstallt).map(|(on, _)| on)
    }

    /// The quarter a report made on a day is about: the last that has ended, from the one the time ran out in.
    pub fn quarter_on(&self, on: Date) -> Quarter {
        Quarter::of(on).previous().max(Quarter::of(self.due.strict))
    }

    /// Whether a report made on a day is still to be sent to somebody.
    pub fn waits_for_report(&self, on: Date) -> bool {
        let quarter = self.quarter_on(on);
        on > self.due.strict && self.reported_in(quarter) && self.sent_for(quarter) != (true, true)
    }

    /// The quarters it has been reported for, to IVO and to the auditors.
    pub fn reported_whole(&self) -> Vec<Quarter> {
        let mut quarters: Vec<Quarter> =
            self.reports.iter().filter_map(|(_, report)| report.kvartal.parse().ok()).collect();
        quarters.sort_unstable();
        quarters.dedup();
        quarters.retain(|quarter| self.sent_for(*quarter) == (true, true));
        quarters
    }
}

/// Whether a time that ran out on a day, and ended on another, is to be reported for a quarter.
pub fn reported_in(due: Date, settled: Option<Date>, quarter: Quarter) -> bool {
    let first = Quarter::of(due);
    let open_after = |day: Date| settled.is_none_or(|on| on > day);
    match quarter.cmp(&first) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => open_after(due),
        std::cmp::Ordering::Greater => open_after(due) && open_after(quarter.last()),
    }
}

/// An offer, and what the person said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The event.
    pub id: Id,
    /// The day.
    pub on: Date,
    /// What was offered.
    pub fact: ErbjudandeLamnat,
    /// The answer, with its day when it came later.
    pub answer: (Erbjudandesvar, Option<Date>, Option<String>),
}

impl CaseFile {
    /// Every time that runs or has run, in the order they began.
    pub fn clocks(&self) -> Vec<Clock> {
        let rows = standing(&self.events);
        let mut clocks: Vec<Clock> = rows.iter().filter_map(|row| self.clock(*row)).collect();
        for clock in &mut clocks {
            for row in &rows {
                self.tell(clock, *row);
            }
        }
        clocks
    }

    /// The time with an id.
    pub fn clock_of(&self, id: Id) -> Option<Clock> {
        self.clocks().into_iter().find(|clock| clock.id == id)
    }

    /// The offers of a decision, by the first of its chain, oldest first.
    pub fn offers(&self, decision: Id) -> Vec<Offer> {
        let mut offers: Vec<Offer> = Vec::new();
        for row in standing(&self.events) {
            match &row.event.fact {
                Fact::ErbjudandeLamnat(fact) if fact.beslut == decision => offers.push(Offer {
                    id: row.origin,
                    on: row.event.occurred_on,
                    answer: (fact.svar, None, fact.skal.clone()),
                    fact: fact.clone(),
                }),
                Fact::ErbjudandeBesvarat(fact) => {
                    if let Some(known) = offers.iter_mut().find(|known| known.id == fact.erbjudande) {
                        known.answer = (fact.svar, Some(row.event.occurred_on), fact.skal.clone());
                    }
                }
                _ => {}
            }
        }
        offers
    }

    /// Why it takes time to carry a decision out, oldest first.
    pub fn delays(&self, decision: Id) -> Vec<(Date, DrojsmalAntecknat)> {
        let rows = standing(&self.events).into_iter();
        rows.filter_map(|row| match &row.event.fact {
            Fact::DrojsmalAntecknat(fact) if fact.beslut == decision => Some((row.event.occurred_on, fact.clone())),
            _ => None,
        })
        .collect()
    }

    /// The first decision of the chain one belongs to; itself when nothing is known of it.
    pub fn root_of(&self, decision: Id) -> Id {
        self.case.decision(decision).map_or(decision, |known| known.root)
    }

    /// The time that an event starts.
    fn clock(&self, row: Standing<'_>) -> Option<Clock> {
        let on = row.event.occurred_on;
        let (kind, decision) = match &row.event.fact {
            Fact::BeslutFattat(fact) if matches!(fact.utfall, Utfall::Bifall | Utfall::DelvisBifall) => {
                (Verkstallighetsgrund::Beslut, row.origin)
            }
            Fact::VerkstallighetAvbruten(fact) => (Verkstallighetsgrund::Avbrott, fact.beslut),
            Fact::DomInkommen(fact) if matches!(fact.utfall, Domsutfall::Bifall | Domsutfall::DelvisBifall) => {
                (Verkstallighetsgrund::Dom, self.root_of(fact.beslut))
            }
            _ => return None,
        };
        let about = self.case.decision(decision)?;
        // What a court grants, it grants as a right, whatever more was refused with it.
        let covered = match kind {
            Verkstallighetsgrund::Dom => rests_on_right(&about.fact.lagrum),
            _ => COVERED.contains(&about.fact.lagrum.as_str()),
        };
        covered.then(|| Clock {
            id: row.origin,
            kind,
            decision,
            insats: about.fact.insats.clone(),
            since: on,
            due: count(on, REPORTED_AFTER, Counting::Elapsed),
            settled: None,
            remains: None,
            reports: Vec::new(),
            told: (false, false),
            told_on: None,
        })
    }

    /// What one event says of a time.
    fn tell(&self, clock: &mut Clock, row: Standing<'_>) {
        let on = row.event.occurred_on;
        match &row.event.fact {
            Fact::VerkstallighetDelvis(fact) if fact.beslut == clock.decision => {
                clock.remains = Some(fact.aterstar.clone());
            }
            Fact::IvoRapporterat(fact) if fact.handelse == clock.id => clock.reports.push((on, fact.clone())),
            Fact::IvoVerkstallt(fact) if fact.handelse == clock.id => {
                clock.told = (clock.told.0 || fact.ivo, clock.told.1 || fact.revisorer);
                if clock.told == (true, true) {
                    clock.told_on.get_or_insert(on);
                }
            }
            _ => {}
        }
        let settled = self.settles(clock, row).filter(|_| on >= clock.since && row.origin != clock.id);
        if let Some(how) = settled.filter(|_| clock.settled.is_none_or(|(before, _)| on < before)) {
            clock.settled = Some((on, how));
        }
    }

    /// Whether an event ends a time, and how.
    fn settles(&self, clock: &Clock, row: Standing<'_>) -> Option<Settlement> {
        let carried_out = |yes: bool| yes.then_some(Settlement::Verkstallt);
        let over = |yes: bool| yes.then_some(Settlement::Upphort);
        let own = |decision: Id| decision == clock.decision;
        let begins = clock.kind != Verkstallighetsgrund::Avbrott;
        match &row.event.fact {
            Fact::InsatsPaborjad(_) if begins => {
                let of = self.case.orders.iter().find(|order| order.assignment == row.event.subject);
                let ordered = of.is_some_and(|order| own(order.decision)) && !self.in_part(clock.decision);
                carried_out(ordered || clock.kind == Verkstallighetsgrund::Dom)
            }
            Fact::BeslutVerkstallt(fact) if begins => {
                carried_out(own(fact.beslut) || clock.kind == Verkstallighetsgrund::Dom)
            }
            Fact::VerkstallighetAterupptagen(fact) => carried_out(fact.avbrott == clock.id),
            Fact::VerkstallighetUpphort(fact) => over(own(fact.beslut)),
            Fact::InsatsAvslutad(_) if !begins => {
                let of = self.case.orders.iter().find(|order| order.assignment == row.event.subject);
                over(of.is_some_and(|order| own(order.decision)))
            }
            Fact::BeslutFattat(fact) if clock.kind != Verkstallighetsgrund::Dom => match fact.utfall {
                Utfall::Upphorande => over(own(self.root_of(row.origin))),
                Utfall::Bifall | Utfall::DelvisBifall => over(begins && fact.insats == clock.insats),
                _ => None,
            },
            Fact::ArendeAvslutat(fact) => {
                let left =
                    matches!(fact.orsak, Avslutsorsak::Avliden | Avslutsorsak::Aterkallad | Avslutsorsak::Flyttat);
                over(left)
            }
            _ => None,
        }
    }

    /// Whether only a part of a decision was carried out when the insats began.
    fn in_part(&self, decision: Id) -> bool {
        let part =
            |row: &Standing<'_>| matches!(&row.event.fact, Fact::VerkstallighetDelvis(fact) if fact.beslut == decision);
        standing(&self.events).iter().any(part)
    }
}
