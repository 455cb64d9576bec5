//! Time that does not run: a ledger of absences, from which the last day is derived.

use super::receipt::Receipt;
use super::text::with_weekday;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A stretch of days that is not counted. `from` is inclusive and `to` is exclusive: whoever left on
/// the 1st and was back on the 11th was away ten days, and whoever was back the same day none.
/// For an absence that still goes on, let `to` be today.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Suspension {
    /// The first day that is not counted.
    pub from: Date,
    /// The first day that is counted again.
    pub to: Date,
}

/// The last day when the days of the ledger are not counted, told step by step in the receipt.
///
/// Absences may overlap and come in any order; no day is left out twice. What lies before `start` or
/// begins on or after the last day, as prolonged so far, changes nothing. An absence whose `to` is
/// before its `from` is empty.
pub fn prolonged(start: Date, end: Date, ledger: &[Suspension], receipt: &mut Receipt) -> Date {
    let mut ledger = ledger.to_vec();
    ledger.sort();
    let (mut counted_to, mut end) = (start, end);
    for absence in ledger {
        let from = absence.from.max(counted_to);
        if from >= end || absence.to <= from {
            continue;
        }
        let days = (absence.to - from).get_days();
        end = end.saturating_add(absence.to - from);
        counted_to = absence.to;
        let unit = if days == 1 { "dag" } else { "dagar" };
        let back = absence.to;
        receipt.step(
            end,
            format!("Från {from} till {back} löper inte tiden: {days} {unit}. Ny sista dag: {}.", with_weekday(end)),
        );
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn last_day(ledger: &[(Date, Date)]) -> String {
        let ledger: Vec<_> = ledger.iter().map(|&(from, to)| Suspension { from, to }).collect();
        let (start, end) = (date(2026, 8, 31), date(2027, 2, 28));
        prolonged(start, end, &ledger, &mut Receipt::new("", "")).to_string()
    }

    #[test]
    fn absent_days_are_added_once() {
        let first = (date(2026, 10, 1), date(2026, 10, 11));
        let overlapping = (date(2026, 10, 6), date(2026, 10, 13));
        let within = (date(2026, 10, 2), date(2026, 10, 3));
        assert_eq!(last_day(&[first]), "2027-03-10");
        assert_eq!(last_day(&[overlapping, within, first]), "2027-03-12");
    }

    #[test]
    fn only_days_of_care_are_made_up_for() {
        let before = (date(2026, 8, 1), date(2026, 9, 2));
        let last_day_of_care = (date(2027, 2, 28), date(2027, 3, 5));
        let across_the_end = (date(2027, 2, 20), date(2027, 3, 10));
        let backwards = (date(2026, 10, 11), date(2026, 10, 1));
        let same_day = (date(2026, 10, 1), date(2026, 10, 1));
        assert_eq!(last_day(&[before]), "2027-03-02");
        assert_eq!(last_day(&[last_day_of_care]), "2027-02-28");
        assert_eq!(last_day(&[across_the_end]), "2027-03-18");
        assert_eq!(last_day(&[backwards, same_day]), "2027-02-28");
    }

    #[test]
    fn an_absence_in_the_added_time_counts_too() {
        let early = (date(2026, 10, 1), date(2026, 10, 11));
        let in_added_time = (date(2027, 3, 5), date(2027, 3, 6));
        assert_eq!(last_day(&[in_added_time, early]), "2027-03-11");
    }
}
