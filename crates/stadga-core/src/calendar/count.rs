//! From a start day to a last day: lag (1930:173) om beräkning av lagstadgad tid, and the ways to
//! count that the act does not govern.
//!
//! A count is made in two moves. [`run`] lets the period run from the start day: the start day is
//! not counted; weeks, months and years end on the day with the same name or number, or on the
//! month's last day (1 §). Then [`move_by_law`] or [`roll`] moves the day, or nothing does.

use super::clock::hours_after_civil;
use super::holidays::{add_working_days, day_name, is_holiday, is_working_day, next_working_day, previous_working_day};
use super::period::{Period, Roll, Unit};
use super::receipt::Receipt;
use super::text::{clock, month_name, sentence_case, with_weekday};
use jiff::Span;
use jiff::civil::{Date, DateTime, Weekday};

/// How a period is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Counting {
    /// The time within which an act must be done under statute: 1 and 2 §§ lag (1930:173).
    /// Working days and hours end where they end.
    Statutory,
    /// Time that runs out on its day and never moves: service, custody, thresholds, retention.
    Elapsed,
    /// The municipality's own time. Never moved by law; moved by the roll it has chosen.
    Local(Roll),
}

/// The last day, before and after it is moved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    /// The day the period runs out.
    pub strict: Date,
    /// The day after it was moved by law or by the chosen roll; the same when nothing moves it.
    pub legal: Date,
    /// Each step.
    pub receipt: Receipt,
}

/// The last day of a period that begins on `start`. The start day is not counted; both answers are
/// inclusive, the act may be done on them. Hours, when only the day is known, run from its beginning.
pub fn count(start: Date, period: Period, counting: Counting) -> Due {
    let (way, source) = match counting {
        Counting::Statutory => ("lagstadgad tid", "1–2 §§ lagen (1930:173) om beräkning av lagstadgad tid"),
        Counting::Elapsed => ("tid som inte flyttas", "lagen (1930:173) gäller inte"),
        Counting::Local(_) => ("lokal tid", "egen regel"),
    };
    let mut receipt = Receipt::new(format!("{}, {way}", sentence_case(&period.in_words())), source);
    let strict = run(start, period, &mut receipt);
    let legal = match (counting, period.unit) {
        (Counting::Statutory, Unit::Hours | Unit::WorkingDays) | (Counting::Elapsed, _) => strict,
        (Counting::Statutory, _) => move_by_law(strict, &mut receipt),
        (Counting::Local(chosen), _) => roll(strict, chosen, &mut receipt),
    };
    Due { strict, legal, receipt }
}

/// Occurrence `n` of a series, counted from the anchor and never from the occurrence before: every
/// three months from 30 November is 28 February and then 30 May. The first occurrence is 1.
pub fn occurrence(anchor: Date, period: Period, n: u32, counting: Counting) -> Due {
    let mut due = count(anchor, period.times(n), counting);
    due.receipt.rule = format!("{}, tillfälle {n}", due.receipt.rule);
    due
}

/// The day that lies the period before `end`; hours count as whole days. Saturates at the beginning of the calendar.
pub fn before(end: Date, period: Period) -> Date {
    let count = i64::from(period.count);
    let span = match period.unit {
        Unit::Hours => Span::new().try_days(count / 24),
        Unit::Days => Span::new().try_days(count),
        Unit::WorkingDays => return (0..period.count).fold(end, |day, _| previous_working_day(day)),
        Unit::Weeks => Span::new().try_weeks(count),
        Unit::Months => Span::new().try_months(count),
        Unit::Years => Span::new().try_years(count),
    };
    span.and_then(|span| end.checked_sub(span)).unwrap_or(Date::MIN)
}

/// Lets the period run from `start` and tells how. Saturates at the end of the calendar, year 9999.
pub fn run(start: Date, period: Period, receipt: &mut Receipt) -> Date {
    if period.unit == Unit::Hours {
        receipt.remark("Klockslaget är inte känt: timmarna räknas från dagens början.");
        return run_hours(start.at(0, 0, 0, 0), period.count, receipt).date();
    }
    let end = end_of(start, period);
    let later = format!("{} senare", sentence_case(&period.in_words()));
    let day = with_weekday(end);
    receipt.step(start, format!("Startdag {} räknas inte.", with_weekday(start)));
    let text = match period.unit {
        Unit::Weeks => format!("{later}, samma veckodag: {day}."),
        Unit::Months if end.day() == start.day() => format!("{later}, samma dag i månaden: {day}."),
        Unit::Years if end.day() == start.day() => format!("{later}, samma datum: {day}."),
        Unit::Months | Unit::Years => format!(
            "{later}: {} {} har ingen dag {}, så månadens sista dag gäller: {day}.",
            month_name(end),
            end.year(),
            start.day()
        ),
        Unit::WorkingDays => {
            format!("{later}: {day}. Lördagar, helgdagar, midsommarafton, julafton och nyårsafton är inte arbetsdagar.")
        }
        Unit::Days | Unit::Hours => format!("{later}: {day}."),
    };
    receipt.step(end, text);
    end
}

/// Lets `hours` elapsed hours run from the clock reading `start`, to the minute, and tells how.
pub fn run_hours(start: DateTime, hours: u32, receipt: &mut Receipt) -> DateTime {
    let end = hours_after_civil(start, hours);
    let period = sentence_case(&Period::new(hours, Unit::Hours).in_words());
    let reading = |at: DateTime| format!("{} kl. {}", with_weekday(at.date()), clock(at.time()));
    receipt.step(
        end.date(),
        format!("{period} efter {}: {}. Timmarna löper också på helger.", reading(start), reading(end)),
    );
    end
}

/// Moves a last day that falls on a Sunday or other public holiday, a Saturday, midsommarafton,
/// julafton or nyårsafton to the next day that is none of these: 2 § lag (1930:173).
pub fn move_by_law(end: Date, receipt: &mut Receipt) -> Date {
    move_unless(is_working_day, end, "lagen 1930:173, 2 §", receipt)
}

/// Moves a last day that falls on a public holiday, a Saturday or a Sunday to the next day that is
/// none of these: article 3.4 of regulation (EEC, Euratom) 1182/71. The three eves are not public
/// holidays, so the day may be earlier than under Swedish law.
pub fn move_by_eu_regulation(end: Date, receipt: &mut Receipt) -> Date {
    let counts = |day| !is_holiday(day) && day.weekday() != Weekday::Saturday;
    move_unless(counts, end, "förordning (EEG, Euratom) nr 1182/71, artikel 3.4", receipt)
}

/// Moves a local last day to a working day, the way the municipality has chosen.
pub fn roll(end: Date, chosen: Roll, receipt: &mut Receipt) -> Date {
    let to = match chosen {
        Roll::Back if !is_working_day(end) => previous_working_day(end),
        Roll::Forward if !is_working_day(end) => next_working_day(end),
        Roll::None | Roll::Back | Roll::Forward => return end,
    };
    receipt.step(to, format!("{}: dagen flyttas {chosen} till {} (egen regel).", what_day(end), with_weekday(to)));
    to
}

fn move_unless(counts: impl Fn(Date) -> bool, end: Date, source: &str, receipt: &mut Receipt) -> Date {
    if counts(end) {
        return end;
    }
    let to = end.series(Span::new().days(1)).find(|day| counts(*day)).unwrap_or(Date::MAX);
    receipt.step(to, format!("{}: dagen flyttas till {} ({source}).", what_day(end), with_weekday(to)));
    to
}

/// `Torsdag 2026-12-24 är julafton`; a plain Saturday or Sunday needs no other name.
fn what_day(date: Date) -> String {
    let day = sentence_case(&with_weekday(date));
    day_name(date).map_or_else(|| format!("{day} är inte en arbetsdag"), |name| format!("{day} är {name}"))
}

fn end_of(start: Date, period: Period) -> Date {
    let count = i64::from(period.count);
    let span = match period.unit {
        Unit::Hours => return hours_after_civil(start.at(0, 0, 0, 0), period.count).date(),
        Unit::WorkingDays => return add_working_days(start, period.count),
        Unit::Days => Span::new().try_days(count),
        Unit::Weeks => Span::new().try_weeks(count),
        Unit::Months => Span::new().try_months(count),
        Unit::Years => Span::new().try_years(count),
    };
    span.and_then(|span| start.checked_add(span)).unwrap_or(Date::MAX)
}
