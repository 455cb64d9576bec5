//! How each kind of rule counts, and what its two dates are.

use super::{DeadlineError, Input, Start, When};
use crate::calendar::count::{move_by_eu_regulation, move_by_law, roll, run, run_hours};
use crate::calendar::holidays::{next_working_day, previous_working_day};
use crate::calendar::period::{Period, Roll, Unit};
use crate::calendar::receipt::Receipt;
use crate::calendar::suspension::prolonged;
use crate::calendar::text::with_weekday;
use jiff::ToSpan;
use jiff::civil::Date;
use std::fmt;

/// A kind of rule. Where nothing else is said, both dates are the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// Time under statute: first as counted, second as moved by 2 § lag (1930:173).
    Statutory(Period),
    /// Time that never moves.
    Elapsed(Period),
    /// Time that never moves, prolonged by the days that do not count.
    Suspendable(Period),
    /// Local time: first as counted, second as rolled, the given way unless the caller chooses.
    Local(Period, Roll),
    /// Local time that comes back, each occurrence counted from the anchor; two dates as for local time.
    Series(Period, Roll),
    /// Elapsed hours, to the minute.
    Hours(u32),
    /// Time under EU law: first as counted, second as moved by regulation 1182/71.
    EuLaw(Period),
    /// Two weeks to deemed service, which never moves, and then time under statute.
    AfterDeemedService(Period),
    /// The next working day.
    NextWorkingDay,
    /// The closest working day before.
    PreviousWorkingDay,
    /// The earliest day: the one after so many working days have passed.
    AfterWorkingDays(u32),
    /// Keeping, then erasing: first the day the duty to erase arises, second the last day of the next
    /// calendar year, when it must be finished.
    Retention(Period),
    /// Kept for ever if born on the 5th, 15th or 25th: the start is the date of birth.
    ResearchSample,
    /// The last day of the month after the quarter, or of two months after the second quarter.
    QuarterWindow,
    /// 31 January after the year.
    JanuaryAfter,
    /// The day itself.
    SameDay,
}

impl Method {
    /// Counts the two dates and tells each step.
    pub(super) fn apply(
        self,
        rule: &'static str,
        input: &Input<'_>,
        receipt: &mut Receipt,
    ) -> Result<(When, When), DeadlineError> {
        let start = input.start.date();
        let (first, second) = match self {
            Self::Hours(hours) => {
                let Start::DateTime(moment) = input.start else { return Err(DeadlineError::NeedsTime(rule)) };
                let end = When::DateTime(run_hours(moment, hours, receipt));
                return Ok((end, end));
            }
            Self::ResearchSample => return research_sample(start, receipt),
            Self::Statutory(period) => {
                let strict = run(start, period, receipt);
                (strict, move_by_law(strict, receipt))
            }
            Self::EuLaw(period) => {
                let strict = run(start, period, receipt);
                (strict, move_by_eu_regulation(strict, receipt))
            }
            Self::AfterDeemedService(period) => {
                let served = run(start, Period::new(2, Unit::Weeks), receipt);
                receipt.step(served, "Den dagen anses delgivningen ha skett. Den flyttas inte.");
                let strict = run(served, period, receipt);
                (strict, move_by_law(strict, receipt))
            }
            Self::Local(period, own) => local(start, period, input.roll.unwrap_or(own), receipt),
            Self::Series(period, own) => {
                let occurrence = input.occurrence.unwrap_or(1);
                receipt.remark(format!("Tillfälle {occurrence}, räknat från startdagen."));
                local(start, period.times(occurrence), input.roll.unwrap_or(own), receipt)
            }
            Self::Retention(period) => retention(start, period, receipt),
            Self::Elapsed(period) => twice(unmoved(start, period, receipt)),
            Self::Suspendable(period) => {
                let end = unmoved(start, period, receipt);
                twice(prolonged(start, end, input.suspend, receipt))
            }
            Self::NextWorkingDay => twice(told(next_working_day(start), "Närmast följande arbetsdag", receipt)),
            Self::PreviousWorkingDay => {
                twice(told(previous_working_day(start), "Närmast föregående arbetsdag", receipt))
            }
            Self::AfterWorkingDays(days) => {
                let passed = run(start, Period::new(days, Unit::WorkingDays), receipt);
                let earliest = passed.saturating_add(1.day());
                twice(told(earliest, "Tidigast dagen efter", receipt))
            }
            Self::QuarterWindow => twice(told(quarter_window(start), "Rapporten ska lämnas senast", receipt)),
            Self::JanuaryAfter => {
                twice(told(last_of_month(start.year(), 13), "Uppgifterna ska lämnas senast", receipt))
            }
            Self::SameDay => twice(told(start, "Samma dag", receipt)),
        };
        Ok((When::Date(first), When::Date(second)))
    }
}

/// The kind of rule in Swedish, for lists of rules.
impl fmt::Display for Method {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Statutory(period) => write!(f, "{period}, flyttas enligt lagen 1930:173"),
            Self::Elapsed(period) => write!(f, "{period}, flyttas inte"),
            Self::Suspendable(period) => write!(f, "{period}, flyttas inte, förlängs med tid som inte räknas"),
            Self::Local(period, own) => write!(f, "{period}, lokal regel, flyttas: {own}"),
            Self::Series(period, own) => write!(f, "var {period} från startdagen, lokal regel, flyttas: {own}"),
            Self::Hours(hours) => write!(f, "{hours} timmar, flyttas inte"),
            Self::EuLaw(period) => write!(f, "{period}, flyttas enligt förordning 1182/71"),
            Self::AfterDeemedService(period) => {
                write!(f, "2 veckor som inte flyttas och sedan {period} enligt lagen 1930:173")
            }
            Self::NextWorkingDay => f.write_str("närmast följande arbetsdag"),
            Self::PreviousWorkingDay => f.write_str("närmast föregående arbetsdag"),
            Self::AfterWorkingDays(days) => write!(f, "tidigast när {days} arbetsdagar har gått"),
            Self::Retention(period) => write!(f, "{period}, klart senast nästa kalenderårs slut"),
            Self::ResearchSample => f.write_str("aldrig för den som är född den 5, 15 eller 25"),
            Self::QuarterWindow => f.write_str("efter kvartalets slut"),
            Self::JanuaryAfter => f.write_str("senast 31 januari året efter"),
            Self::SameDay => f.write_str("samma dag"),
        }
    }
}

const fn twice(date: Date) -> (Date, Date) {
    (date, date)
}

fn told(date: Date, what: &str, receipt: &mut Receipt) -> Date {
    receipt.step(date, format!("{what}: {}.", with_weekday(date)));
    date
}

fn unmoved(start: Date, period: Period, receipt: &mut Receipt) -> Date {
    let end = run(start, period, receipt);
    receipt.remark("Dagen flyttas inte även om den är en lördag eller helgdag.");
    end
}

fn local(start: Date, period: Period, chosen: Roll, receipt: &mut Receipt) -> (Date, Date) {
    let strict = run(start, period, receipt);
    (strict, roll(strict, chosen, receipt))
}

fn retention(last_note: Date, period: Period, receipt: &mut Receipt) -> (Date, Date) {
    let arises = run(last_note, period, receipt);
    let finished = last_of_month(arises.year().saturating_add(1), 12);
    receipt.step(arises, format!("Skyldigheten att gallra uppkommer {}.", with_weekday(arises)));
    receipt.step(finished, format!("Gallringen ska vara klar senast kalenderåret efter: {}.", with_weekday(finished)));
    (arises, finished)
}

fn research_sample(birth: Date, receipt: &mut Receipt) -> Result<(When, When), DeadlineError> {
    if !matches!(birth.day(), 5 | 15 | 25) {
        return Err(DeadlineError::NotInSample(birth));
    }
    receipt.remark(format!(
        "Född den {} i månaden: uppgifterna undantas från gallring för forskningens behov.",
        birth.day()
    ));
    Ok((When::Never, When::Never))
}

/// Windows as IVO published them for 2019; any day of the quarter gives the same answer.
fn quarter_window(date: Date) -> Date {
    let last_month = match date.month() {
        1..=3 => 4,
        4..=6 => 8,
        7..=9 => 10,
        _ => 13,
    };
    last_of_month(date.year(), last_month)
}

/// The last day of a month; month 13 is January of the next year.
fn last_of_month(year: i16, month: i8) -> Date {
    let (year, month) = if month > 12 { (year.saturating_add(1), month - 12) } else { (year, month) };
    Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month)
}
