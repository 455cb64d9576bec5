//! Free days by rule: lag (1989:253) om allmänna helgdagar and 2 § lag (1930:173).
//!
//! The rules hold from 1990, when lag (1989:253) came into force, to 2199. The one change in that
//! time is lag (2004:1320): from 2005 nationaldagen is a public holiday and annandag pingst is not.
//!
//! Not listed in either act, and so ordinary days: trettondagsafton (RÅ 2004 not. 40),
//! skärtorsdagen, valborgsmässoafton, allhelgonaafton and squeezed-in Fridays.

use jiff::ToSpan;
use jiff::civil::{Date, Weekday};

/// Whether the day is a public holiday, Sundays included (1 § lag 1989:253).
pub fn is_holiday(date: Date) -> bool {
    date.weekday() == Weekday::Sunday || holiday_name(date).is_some()
}

/// Whether the day is a Saturday, midsommarafton, julafton or nyårsafton: the days that
/// 2 § lag (1930:173) puts beside the public holidays.
pub fn is_saturday_or_eve(date: Date) -> bool {
    date.weekday() == Weekday::Saturday || eve_name(date).is_some()
}

/// Whether the day is neither a public holiday nor a Saturday nor one of the three eves.
pub fn is_working_day(date: Date) -> bool {
    !is_holiday(date) && !is_saturday_or_eve(date)
}

/// The Swedish name of a public holiday or of one of the three eves; none for other days, plain
/// Sundays included.
pub fn day_name(date: Date) -> Option<&'static str> {
    holiday_name(date).or_else(|| eve_name(date))
}

/// The first working day after `date`; the day itself is never the answer.
pub fn next_working_day(date: Date) -> Date {
    date.series(1.day()).skip(1).find(|day| is_working_day(*day)).unwrap_or(Date::MAX)
}

/// The last working day before `date`; the day itself is never the answer.
pub fn previous_working_day(date: Date) -> Date {
    date.series(-1.day()).skip(1).find(|day| is_working_day(*day)).unwrap_or(Date::MIN)
}

/// The working day that is number `count` after `date`. The start day is not counted; with a count
/// of zero the answer is `date` itself.
pub fn add_working_days(date: Date, count: u32) -> Date {
    let Some(more) = count.checked_sub(1) else { return date };
    let mut working = date.series(1.day()).skip(1).filter(|day| is_working_day(*day));
    working.nth(more as usize).unwrap_or(Date::MAX)
}

/// The week number (ISO 8601: weeks begin on Monday, week 1 holds 4 January).
pub fn week_number(date: Date) -> u8 {
    date.iso_week_date().week().unsigned_abs()
}

fn holiday_name(date: Date) -> Option<&'static str> {
    fixed_holiday(date).or_else(|| easter_holiday(date))
}

fn fixed_holiday(date: Date) -> Option<&'static str> {
    let saturday = date.weekday() == Weekday::Saturday;
    Some(match (date.month(), date.day()) {
        (1, 1) => "nyårsdagen",
        (1, 6) => "trettondedag jul",
        (5, 1) => "första maj",
        (6, 6) if date.year() >= 2005 => "nationaldagen",
        (6, 20..=26) if saturday => "midsommardagen",
        (10, 31) | (11, 1..=6) if saturday => "alla helgons dag",
        (12, 25) => "juldagen",
        (12, 26) => "annandag jul",
        _ => return None,
    })
}

fn easter_holiday(date: Date) -> Option<&'static str> {
    Some(match date.day_of_year() - easter_day_of_year(date) {
        -2 => "långfredagen",
        0 => "påskdagen",
        1 => "annandag påsk",
        39 => "Kristi himmelsfärdsdag",
        49 => "pingstdagen",
        50 if date.year() < 2005 => "annandag pingst",
        _ => return None,
    })
}

fn eve_name(date: Date) -> Option<&'static str> {
    Some(match (date.month(), date.day()) {
        (6, 19..=25) if date.weekday() == Weekday::Friday => "midsommarafton",
        (12, 24) => "julafton",
        (12, 31) => "nyårsafton",
        _ => return None,
    })
}

/// The day of the year on which Easter Sunday falls in the year of `date`: the Gregorian computus
/// as Meeus gives it (*Astronomical Algorithms*, chapter 8), with his letters.
fn easter_day_of_year(date: Date) -> i16 {
    let year = i32::from(date.year());
    let (a, b, c) = (year % 19, year / 100, year % 100);
    let (d, e, f) = (b / 4, b % 4, (b + 8) / 25);
    let g = (b - f + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    // Counted in days of March, where day 32 is 1 April.
    let march_day = h + l - 7 * m + 22;
    let before_march = if date.in_leap_year() { 60 } else { 59 };
    (before_march + march_day) as i16
}
