//! Time counted in hours: elapsed hours in Sweden, through nights, weekends and changes of the clock.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use jiff::{Span, Zoned};

/// Swedish time. The rule is written out (directive 2000/84/EC: summer time from the last Sunday of
/// March to the last Sunday of October) so that no file on the machine decides a deadline. Right from
/// 1996; before that summer time ended in September.
pub fn stockholm() -> TimeZone {
    // The text is a constant that a test reads; the fallback only keeps the function total.
    TimeZone::posix("CET-1CEST,M3.5.0,M10.5.0/3").unwrap_or(TimeZone::UTC)
}

/// The moment `hours` elapsed hours after `start`.
pub fn hours_after(start: &Zoned, hours: u32) -> Zoned {
    let elapsed = Span::new().try_hours(i64::from(hours));
    elapsed.and_then(|elapsed| start.checked_add(elapsed)).unwrap_or_else(|_| start.clone())
}

/// The Swedish clock reading `hours` elapsed hours after the clock read `start`.
///
/// A reading that occurs twice, when summer time ends, is taken as the first: the stricter answer.
pub fn hours_after_civil(start: DateTime, hours: u32) -> DateTime {
    start.to_zoned(stockholm()).map_or(start, |start| hours_after(&start, hours).datetime())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::datetime;

    #[test]
    fn hours_run_through_changes_of_the_clock() {
        let at = |month, day, hour| datetime(2026, month, day, hour, 0, 0, 0);
        // An ordinary day, the short day 29 March and the long day 25 October.
        assert_eq!(hours_after_civil(at(11, 23, 9), 24), at(11, 24, 9));
        assert_eq!(hours_after_civil(at(3, 28, 16), 24), at(3, 29, 17));
        assert_eq!(hours_after_civil(at(10, 24, 16), 24), at(10, 25, 15));
        assert_eq!(hours_after_civil(at(10, 25, 2), 1), at(10, 25, 2));
        assert_eq!(stockholm().to_timestamp(at(7, 1, 12)).unwrap().to_string(), "2026-07-01T10:00:00Z");
    }
}
