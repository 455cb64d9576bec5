//! Minutes of decisions that are tried for their legality, and the clock that runs from the notice board (KL 13:5).

use super::CaseFile;
use crate::calendar::{Counting, Due, Period, Unit, count};
use crate::event::{Standing, standing};
use crate::fact::Fact;
use crate::id::Id;
use crate::lagrum::{Route, route};
use crate::words;
use jiff::civil::Date;

/// Weeks to challenge a decision from the day the adjustment was announced (KL 13:5).
const TO_CHALLENGE: Period = Period::new(3, Unit::Weeks);

words! {
    /// Which minutes a decision stands in.
    pub enum MinutesKind {
        Sammantrade = "sammantrade", "Nämndens protokoll";
        Anmalan = "anmalan", "Nämndens protokoll, där beslutet är anmält";
        Sarskilt = "sarskilt", "Eget protokoll för beslutet";
    }
}

/// Minutes in which a decision stands, and how far they have come.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Minutes {
    /// The event they follow from: the board's decision, the report to it, or the separate minutes.
    pub id: Id,
    /// The decision.
    pub decision: Id,
    /// Which minutes.
    pub kind: MinutesKind,
    /// The day of the meeting, or the day the separate minutes were kept.
    pub on: Date,
    /// The board or committee; none for separate minutes.
    pub body: Option<String>,
    /// The paragraph, or what separate minutes are called.
    pub paragraph: Option<String>,
    /// The day they were adjusted. Separate minutes need nobody else's signature, so they count as adjusted the day
    /// they were kept unless a later day is recorded.
    pub adjusted_on: Option<Date>,
    /// The day the adjustment was announced, and where the minutes can be read.
    pub announced: Option<(Date, String)>,
}

impl Minutes {
    /// The last day to challenge the decision, counted from the notice board; none while nothing is announced. The
    /// notice must stay up that day out.
    pub fn until(&self) -> Option<Due> {
        self.announced.as_ref().map(|(on, _)| self.until_from(*on))
    }

    /// The last day to challenge it if the adjustment is announced on a day.
    pub fn until_from(&self, on: Date) -> Due {
        count(on, TO_CHALLENGE, Counting::Statutory)
    }
}

/// Until when a decision can be challenged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Challenge {
    /// The minutes it stands in, oldest first.
    pub minutes: Vec<Minutes>,
    /// The day somebody who wants to challenge it should keep to: the earliest last day.
    pub keep_to: Option<Due>,
    /// The day nobody can challenge it any more: the latest last day. Two differ only when the decision was announced
    /// twice, and then the law does not say which counts.
    pub over: Option<Due>,
}

impl Challenge {
    /// The first day the decision has legal force, when nobody has challenged it.
    pub fn final_from(&self) -> Option<Date> {
        self.over.as_ref().map(|due| due.legal.saturating_add(jiff::Span::new().days(1)))
    }
}

/// Whether a decision is tried for its legality and not by administrative appeal.
pub fn is_challenged(lagrum: &str) -> bool {
    route(lagrum) == Some(Route::Laglighetsprovning)
}

impl CaseFile {
    /// The minutes in which the case's decisions stand, in the order they came.
    pub fn minutes(&self) -> Vec<Minutes> {
        let mut all: Vec<Minutes> = Vec::new();
        for row in standing(&self.events) {
            match &row.event.fact {
                Fact::ProtokollJusterat(fact) => {
                    if let Some(known) = all.iter_mut().find(|known| known.id == fact.protokoll) {
                        known.adjusted_on = Some(row.event.occurred_on);
                    }
                }
                Fact::ProtokollAnslaget(fact) => {
                    if let Some(known) = all.iter_mut().find(|known| known.id == fact.protokoll) {
                        known.announced.get_or_insert((row.event.occurred_on, fact.forvaras.clone()));
                    }
                }
                _ => all.extend(begun(row)),
            }
        }
        all.retain(|known| self.case.decision(known.decision).is_some_and(|made| is_challenged(&made.fact.lagrum)));
        all
    }

    /// When a decision was reported to the board, to whom, and in which paragraph; none while it is not.
    pub fn reported_to_board(&self, decision: Id) -> Option<(Date, String, Option<String>)> {
        let reports = standing(&self.events).into_iter().filter_map(|row| match &row.event.fact {
            Fact::DelegationsbeslutAnmalt(fact) if fact.beslut == decision => Some((row.event.occurred_on, fact)),
            _ => None,
        });
        reports.map(|(on, fact)| (on, fact.namnd.clone(), fact.paragraf.clone())).next()
    }

    /// Until when a decision can be challenged; none when it is appealed in another way.
    pub fn challenge(&self, decision: Id) -> Option<Challenge> {
        is_challenged(&self.case.decision(decision)?.fact.lagrum).then(|| {
            let minutes: Vec<Minutes> = self.minutes().into_iter().filter(|known| known.decision == decision).collect();
            let mut days: Vec<Due> = minutes.iter().filter_map(Minutes::until).collect();
            days.sort_by_key(|due| due.legal);
            Challenge { keep_to: days.first().cloned(), over: days.pop(), minutes }
        })
    }
}

/// The minutes that an event is the beginning of.
fn begun(row: Standing<'_>) -> Option<Minutes> {
    let on = row.event.occurred_on;
    let of = |decision: Id, kind: MinutesKind, body: Option<String>, paragraph: Option<String>| Minutes {
        id: row.origin,
        decision,
        kind,
        on,
        body,
        paragraph,
        adjusted_on: (kind == MinutesKind::Sarskilt).then_some(on),
        announced: None,
    };
    match &row.event.fact {
        Fact::BeslutFattat(fact) => {
            let body = fact.namnd.clone()?;
            Some(of(row.origin, MinutesKind::Sammantrade, Some(body), fact.paragraf.clone()))
        }
        Fact::DelegationsbeslutAnmalt(fact) => {
            Some(of(fact.beslut, MinutesKind::Anmalan, Some(fact.namnd.clone()), fact.paragraf.clone()))
        }
        Fact::ProtokollFort(fact) => Some(of(fact.beslut, MinutesKind::Sarskilt, None, fact.beteckning.clone())),
        _ => None,
    }
}
