//! Each deadline of law under its own id: what it counts from, how, and with what receipt.
//!
//! `docs/law/deadline-cases.csv` holds worked cases for every rule; a test runs them all. The rules
//! stand in [`rules()`], by field of law; how each kind of rule counts stands in `method`.

mod method;
mod rules;

pub use method::Method;
pub use rules::rules;

use super::period::Roll;
use super::receipt::Receipt;
use super::suspension::Suspension;
use super::text::with_weekday;
use jiff::civil::{Date, DateTime};
use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// One rule that gives a date.
#[derive(Clone, Copy, Debug)]
pub struct DeadlineRule {
    /// The rule's id, as packs and cases name it: `FL44-appeal`.
    pub id: &'static str,
    /// What must be done, in Swedish.
    pub title: &'static str,
    /// The event the time counts from, in Swedish, to read after "från att".
    pub starts: &'static str,
    /// The provision, as it is cited.
    pub source: &'static str,
    /// How it counts.
    pub method: Method,
    /// Whether to work to the first date even when the law may allow the second: where the law
    /// protects a person or takes liberty, and where it is not settled that the day moves.
    pub work_to_first: bool,
    /// What the person who reads the date should know.
    pub note: Option<&'static str>,
}

/// What a deadline is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start {
    /// A day. Rules in hours refuse it.
    Date(Date),
    /// A Swedish clock reading. Rules in days use its day.
    DateTime(DateTime),
}

/// Everything a deadline may depend on.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// When the event the rule counts from happened.
    pub start: Start,
    /// Which occurrence of a series; the first when not given. Other rules have only the first.
    pub occurrence: Option<u32>,
    /// How a local deadline moves, instead of the way its rule says. Rules of law refuse it.
    pub roll: Option<Roll>,
    /// Time that does not run. Only rules that know such time accept it.
    pub suspend: &'a [Suspension],
}

/// The two dates of a deadline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// The strict date: the time runs out, the duty arises, or a local deadline before it is moved.
    pub first: When,
    /// The date as moved by law, as rolled, or by which what arose must be finished.
    pub second: When,
    /// The one to work to: the first where the rule says so, else the second.
    pub target: When,
    /// Each step.
    pub receipt: Receipt,
}

/// A day, a moment, or never.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum When {
    /// A day, itself included.
    Date(Date),
    /// A Swedish clock reading.
    DateTime(DateTime),
    /// The duty never arises.
    Never,
}

/// Why a deadline could not be counted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum DeadlineError {
    /// No rule has this id.
    #[error("Regeln {0} finns inte. Kontrollera stavningen mot listan över regler.")]
    UnknownRule(String),
    /// The start is neither a date nor a date with a time.
    #[error("Skriv datumet med år, månad och dag, till exempel 2026-11-23, eller med klockslag, 2026-11-23T09:30.")]
    UnreadableStart,
    /// A rule in hours was given only a day.
    #[error("Regeln {0} räknas i timmar. Skriv också klockslaget, till exempel 2026-11-23T09:30.")]
    NeedsTime(&'static str),
    /// The person is not in the research sample, so another rule applies.
    #[error(
        "Undantaget gäller den som är född den 5, 15 eller 25 i månaden. {0} är inte en sådan dag. \
         Räkna med regeln SOL16-4-not-exempt från den sista anteckningen."
    )]
    NotInSample(Date),
    /// An occurrence that the rule does not have.
    #[error("Regeln {0} har inget tillfälle {1}. Tillfällen räknas från 1, och bara för det som återkommer.")]
    NoSuchOccurrence(&'static str, u32),
    /// A roll was given for a rule that is not local.
    #[error("Regeln {0} är ingen lokal regel. Bara lokala tider kan flyttas bakåt eller framåt efter eget val.")]
    NotLocal(&'static str),
    /// Suspensions were given for a rule whose time always runs.
    #[error("För regeln {0} finns ingen tid som inte räknas. Ta bort frånvaron.")]
    NotSuspendable(&'static str),
}

/// The last occurrence a series is counted to: two centuries of months, as far as the calendar is right.
const LAST_OCCURRENCE: u32 = 2_400;

/// Counts one deadline.
///
/// For local rules `first` is the day as counted and `second` the day as rolled, by `input.roll` if
/// given and otherwise as the rule says; see [`Method`] for what the two dates are for each kind.
///
/// # Errors
/// No such rule, or an input that the rule does not take; each says what to do instead.
pub fn deadline(rule_id: &str, input: Input<'_>) -> Result<Outcome, DeadlineError> {
    let rule = rules().iter().find(|rule| rule.id == rule_id);
    let rule = rule.ok_or_else(|| DeadlineError::UnknownRule(rule_id.to_owned()))?;
    refuse_what_does_not_apply(rule, &input)?;
    let mut receipt = Receipt::new(rule.title, rule.source);
    receipt.remark(format!("Tiden räknas från att {}.", rule.starts));
    let (first, second) = rule.method.apply(rule.id, &input, &mut receipt)?;
    if let (true, When::Date(day)) = (rule.work_to_first && first != second, first) {
        receipt.remark(format!("Arbeta mot det första datumet, {}.", with_weekday(day)));
    }
    if let Some(note) = rule.note {
        receipt.remark(note);
    }
    let target = if rule.work_to_first { first } else { second };
    Ok(Outcome { first, second, target, receipt })
}

fn refuse_what_does_not_apply(rule: &DeadlineRule, input: &Input<'_>) -> Result<(), DeadlineError> {
    let occurrence = input.occurrence.unwrap_or(1);
    let series = matches!(rule.method, Method::Series(..));
    if occurrence == 0 || occurrence > LAST_OCCURRENCE || (occurrence > 1 && !series) {
        return Err(DeadlineError::NoSuchOccurrence(rule.id, occurrence));
    }
    if input.roll.is_some() && !matches!(rule.method, Method::Local(..) | Method::Series(..)) {
        return Err(DeadlineError::NotLocal(rule.id));
    }
    if !input.suspend.is_empty() && !matches!(rule.method, Method::Suspendable(_)) {
        return Err(DeadlineError::NotSuspendable(rule.id));
    }
    Ok(())
}

impl Start {
    /// The day.
    pub fn date(self) -> Date {
        match self {
            Self::Date(date) => date,
            Self::DateTime(moment) => moment.date(),
        }
    }
}

/// Reads `2026-11-23` or `2026-11-23T09:30`.
impl FromStr for Start {
    type Err = DeadlineError;

    fn from_str(text: &str) -> Result<Self, DeadlineError> {
        let text = text.trim();
        let date = text.parse().map(Self::Date);
        let parsed = if text.len() == 10 { date } else { text.parse().map(Self::DateTime) };
        parsed.map_err(|_| DeadlineError::UnreadableStart)
    }
}

impl<'a> Input<'a> {
    /// A deadline that depends on nothing but its start.
    pub const fn from_start(start: Start) -> Self {
        Self { start, occurrence: None, roll: None, suspend: &[] }
    }
}

/// `ÅÅÅÅ-MM-DD`, `ÅÅÅÅ-MM-DDTHH:MM` or `aldrig`.
impl fmt::Display for When {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(date) => date.fmt(f),
            Self::DateTime(at) => write!(f, "{}T{:02}:{:02}", at.date(), at.hour(), at.minute()),
            Self::Never => f.write_str("aldrig"),
        }
    }
}

impl Serialize for When {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
