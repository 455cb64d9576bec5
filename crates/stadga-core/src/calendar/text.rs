//! Dates and times as Swedes read and write them.

use jiff::civil::{Date, Time};
use jiff::{Span, ToSpan};

/// A text that could not be read as a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("Skriv datumet med år, månad och dag, till exempel 2026-11-23.")]
pub struct DateError;

const WEEKDAYS: [&str; 7] = ["måndag", "tisdag", "onsdag", "torsdag", "fredag", "lördag", "söndag"];

const MONTHS: [&str; 12] = [
    "januari",
    "februari",
    "mars",
    "april",
    "maj",
    "juni",
    "juli",
    "augusti",
    "september",
    "oktober",
    "november",
    "december",
];

/// The day of the week: `måndag`.
pub fn weekday_name(date: Date) -> &'static str {
    let place = usize::from(date.weekday().to_monday_zero_offset().unsigned_abs());
    WEEKDAYS.get(place).copied().unwrap_or_default()
}

/// The month: `december`.
pub fn month_name(date: Date) -> &'static str {
    let place = usize::from(date.month().unsigned_abs()) - 1;
    MONTHS.get(place).copied().unwrap_or_default()
}

/// For letters and running text: `13 december 2013`.
pub fn long_date(date: Date) -> String {
    format!("{} {} {}", date.day(), month_name(date), date.year())
}

/// Where the day of the week matters: `måndag 2026-12-14`.
pub fn with_weekday(date: Date) -> String {
    format!("{} {date}", weekday_name(date))
}

/// For tight lists that show the year elsewhere: `mån 23/11`.
pub fn short(date: Date) -> String {
    let weekday: String = weekday_name(date).chars().take(3).collect();
    format!("{weekday} {}/{}", date.day(), date.month())
}

/// How far from today: `3 dagar sen`, `I dag`, `Om 1 dag`, `Om 2 dagar`.
pub fn relative(today: Date, date: Date) -> String {
    let days = (date - today).get_days();
    let unit = if days.abs() == 1 { "dag" } else { "dagar" };
    match days {
        0 => "I dag".to_owned(),
        ..0 => format!("{} {unit} sen", -days),
        _ => format!("Om {days} {unit}"),
    }
}

/// The time of day: `09.00`.
pub fn clock(time: Time) -> String {
    format!("{:02}.{:02}", time.hour(), time.minute())
}

/// The text with a capital first letter.
pub fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// Reads a date that somebody typed: `2026-11-23`, `20261123`, `23/11` (this year), `i dag`, `igår`,
/// `i morgon`, `+14` or `-3` (days from today). Years run from 1800 to 2199 and have four digits.
///
/// # Errors
/// A sentence that says how to write the date, when the text is none of these or no such day exists.
pub fn parse_date(text: &str, today: Date) -> Result<Date, DateError> {
    let text = text.trim().to_lowercase();
    let date = match text.replace(' ', "").as_str() {
        "idag" => Some(today),
        "igår" => today.checked_sub(1.day()).ok(),
        "imorgon" => today.checked_add(1.day()).ok(),
        word => relative_days(word, today).or_else(|| day_and_month(word, today)).or_else(|| full_date(&text)),
    };
    date.filter(|date| (1800..=2199).contains(&date.year())).ok_or(DateError)
}

fn relative_days(word: &str, today: Date) -> Option<Date> {
    let sign = if word.starts_with('+') { 1 } else { -1 };
    let days = digits(word.strip_prefix(['+', '-', '−'])?)?;
    today.checked_add(Span::new().try_days(sign * days).ok()?).ok()
}

fn day_and_month(word: &str, today: Date) -> Option<Date> {
    let (day, month) = word.split_once('/')?;
    Date::new(today.year(), digits(month)?.try_into().ok()?, digits(day)?.try_into().ok()?).ok()
}

fn full_date(text: &str) -> Option<Date> {
    let eight: String = match text.len() {
        8 => text.to_owned(),
        10 if text.as_bytes().get(4) == Some(&b'-') && text.as_bytes().get(7) == Some(&b'-') => text.replace('-', ""),
        _ => return None,
    };
    let number = if eight.len() == 8 { digits(&eight)? } else { return None };
    let (year, month, day) = (number / 10_000, number / 100 % 100, number % 100);
    Date::new(year.try_into().ok()?, month.try_into().ok()?, day.try_into().ok()?).ok()
}

/// A number written with digits alone.
fn digits(text: &str) -> Option<i64> {
    if text.bytes().all(|byte| byte.is_ascii_digit()) { text.parse().ok() } else { None }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::{date, time};

    #[test]
    fn dates_are_written_as_swedes_read_them() {
        let day = date(2026, 11, 23);
        assert_eq!(long_date(date(2013, 12, 13)), "13 december 2013");
        assert_eq!(with_weekday(day), "måndag 2026-11-23");
        assert_eq!(short(day), "mån 23/11");
        assert_eq!(short(date(2026, 11, 21)), "lör 21/11");
        assert_eq!(clock(time(9, 0, 0, 0)), "09.00");
        assert_eq!(sentence_case("åtta dagar"), "Åtta dagar");
    }

    #[test]
    fn distance_from_today_is_in_words() {
        let today = date(2026, 11, 23);
        let words: Vec<_> = [-3, -1, 0, 1, 2, 400].iter().map(|days| relative(today, today + days.days())).collect();
        assert_eq!(words, ["3 dagar sen", "1 dag sen", "I dag", "Om 1 dag", "Om 2 dagar", "Om 400 dagar"]);
    }

    #[test]
    fn typed_dates_are_read() {
        let read =
            |text| parse_date(text, date(2026, 11, 22)).map_or_else(|error| error.to_string(), |date| date.to_string());
        for text in ["2026-11-23", " 20261123 ", "23/11", "i morgon", "imorgon", "I morgon", "+1"] {
            assert_eq!(read(text), "2026-11-23", "{text}");
        }
        assert_eq!(read("i dag"), "2026-11-22");
        assert_eq!(read("igår"), "2026-11-21");
        assert_eq!(read("i går"), "2026-11-21");
        assert_eq!(read("+14"), "2026-12-06");
        assert_eq!(read("-3"), "2026-11-19");
        assert_eq!(read("1/3"), "2026-03-01");
        let wrong = "Skriv datumet med år, månad och dag, till exempel 2026-11-23.";
        for text in [
            "",
            "231126",
            "26-11-23",
            "2026-02-29",
            "29/2",
            "20261323",
            "0206-11-23",
            "i övermorgon",
            "+",
            "2026-1-23",
            "+99999999999999",
            "2026å1123",
            "åååå",
        ] {
            assert_eq!(read(text), wrong, "{text}");
        }
    }
}
