//! What a routine leans on and does not hold itself: agreements, guides and forms that lie elsewhere, each with the day
//! somebody last looked and the last day it holds.

use crate::diagnostic::Place;
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::Source;

/// How long before its last day it is told that an agreement runs out, in days.
const SOON: i32 = 90;

/// A document that lies elsewhere.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentRule {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// Where it is found, in words or as an address.
    pub place_of: String,
    /// Who keeps it.
    pub keeper: Option<String>,
    /// The day somebody last saw that it is there and right.
    pub checked_on: Option<Date>,
    /// The last day it holds, inclusive.
    pub valid_to: Option<Date>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// What a document waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentState {
    /// Its last day has passed.
    Ended(Date),
    /// Its last day comes within ninety days: the day, and how many days are left.
    Ends(Date, i32),
    /// Nobody has looked at it for more than a year.
    Unchecked(Date),
}

impl DocumentRule {
    /// What it waits for on a day; none when it is right as far as anybody knows.
    pub fn state(&self, today: Date) -> Option<DocumentState> {
        if let Some(last) = self.valid_to {
            let left = today.until(last).map_or(i32::MAX, |span| span.get_days());
            match left {
                _ if last < today => return Some(DocumentState::Ended(last)),
                left if left <= SOON => return Some(DocumentState::Ends(last, left)),
                _ => {}
            }
        }
        let checked = self.checked_on?;
        let year_after = checked.saturating_add(1.year());
        (year_after < today).then_some(DocumentState::Unchecked(checked))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stadga_core::SourceKind;

    fn document(checked_on: Option<&str>, valid_to: Option<&str>) -> DocumentRule {
        let day = |text: &str| text.parse().unwrap();
        DocumentRule {
            key: String::from("a"),
            title: String::from("A"),
            place_of: String::from("B"),
            keeper: None,
            checked_on: checked_on.map(day),
            valid_to: valid_to.map(day),
            source: Source { kind: SourceKind::Rutin, cite: String::from("C") },
            clauses: Vec::new(),
            place: Place::default(),
        }
    }

    // proves: T-052 S-15
    #[test]
    fn an_agreement_is_told_of_before_it_runs_out_and_a_guide_when_nobody_has_looked_for_a_year() {
        let on = |today: &str, checked, until| document(checked, until).state(today.parse().unwrap());
        let last: Date = "2026-12-31".parse().unwrap();
        assert_eq!(on("2026-11-22", None, Some("2026-12-31")), Some(DocumentState::Ends(last, 39)));
        assert_eq!(on("2026-10-01", None, Some("2026-12-31")), None);
        assert_eq!(on("2026-10-02", None, Some("2026-12-31")), Some(DocumentState::Ends(last, 90)));
        assert_eq!(on("2026-12-31", None, Some("2026-12-31")), Some(DocumentState::Ends(last, 0)));
        assert_eq!(on("2027-01-01", None, Some("2026-12-31")), Some(DocumentState::Ended(last)));
        let seen: Date = "2025-11-01".parse().unwrap();
        assert_eq!(on("2026-11-22", Some("2025-11-01"), None), Some(DocumentState::Unchecked(seen)));
        assert_eq!(on("2026-11-01", Some("2025-11-01"), None), None);
        assert_eq!(on("2026-11-22", None, None), None);
    }
}
