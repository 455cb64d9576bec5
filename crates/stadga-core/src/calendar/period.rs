//! Lengths of time and ways to move a day, as they are written in a pack: `3 veckor`, `bakåt`.

use crate::words;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// The longest count a period can be written with.
const LONGEST: u32 = 9_999;

/// What a period is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// Elapsed hours, through nights, weekends and changes of the clock.
    Hours,
    /// Calendar days.
    Days,
    /// Days that are neither public holiday, Saturday, midsommarafton, julafton nor nyårsafton.
    WorkingDays,
    /// Weeks: to the same day of the week.
    Weeks,
    /// Months: to the same day of the month, or the month's last day.
    Months,
    /// Years: to the same day of the year, or 28 February.
    Years,
}

impl Unit {
    /// Every unit, shortest first.
    pub const ALL: [Self; 6] = [Self::Hours, Self::Days, Self::WorkingDays, Self::Weeks, Self::Months, Self::Years];

    /// The Swedish word for one.
    pub const fn singular(self) -> &'static str {
        match self {
            Self::Hours => "timme",
            Self::Days => "dag",
            Self::WorkingDays => "arbetsdag",
            Self::Weeks => "vecka",
            Self::Months => "månad",
            Self::Years => "år",
        }
    }

    /// The Swedish word for many.
    pub const fn plural(self) -> &'static str {
        match self {
            Self::Hours => "timmar",
            Self::Days => "dagar",
            Self::WorkingDays => "arbetsdagar",
            Self::Weeks => "veckor",
            Self::Months => "månader",
            Self::Years => "år",
        }
    }
}

/// A length of time: a count and what is counted. Read, written and stored as `3 veckor`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Period {
    /// How many.
    pub count: u32,
    /// Of what.
    pub unit: Unit,
}

/// A text that is not a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "Skriv tiden som ett tal och en enhet, till exempel 3 veckor. \
     Enheten är timmar, dagar, arbetsdagar, veckor, månader eller år."
)]
pub struct PeriodError;

impl Period {
    /// A period of `count` `unit`.
    pub const fn new(count: u32, unit: Unit) -> Self {
        Self { count, unit }
    }

    /// The period repeated `n` times, as one length: three times `3 månader` is `9 månader`.
    pub const fn times(self, n: u32) -> Self {
        Self { count: self.count.saturating_mul(n), unit: self.unit }
    }

    /// The period in running text, with small numbers in letters: `tre veckor`, `ett år`, `14 dagar`.
    pub fn in_words(self) -> String {
        const WORDS: [&str; 11] = ["två", "tre", "fyra", "fem", "sex", "sju", "åtta", "nio", "tio", "elva", "tolv"];
        let (singular, plural) = (self.unit.singular(), self.unit.plural());
        match (self.count, self.unit) {
            (1, Unit::Years) => format!("ett {singular}"),
            (1, _) => format!("en {singular}"),
            (count, _) => match (count as usize).checked_sub(2).and_then(|place| WORDS.get(place)) {
                Some(word) => format!("{word} {plural}"),
                None => format!("{count} {plural}"),
            },
        }
    }
}

impl fmt::Display for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = if self.count == 1 { self.unit.singular() } else { self.unit.plural() };
        write!(f, "{} {word}", self.count)
    }
}

impl FromStr for Period {
    type Err = PeriodError;

    fn from_str(text: &str) -> Result<Self, PeriodError> {
        let (number, word) = text.trim().split_once(char::is_whitespace).ok_or(PeriodError)?;
        let word = word.trim().to_lowercase();
        let unit = Unit::ALL.into_iter().find(|unit| word == unit.singular() || word == unit.plural());
        // Digits only: `u32` would also read `+3`.
        let count = if number.bytes().all(|byte| byte.is_ascii_digit()) { number.parse().ok() } else { None };
        match (count, unit) {
            (Some(count @ 0..=LONGEST), Some(unit)) => Ok(Self { count, unit }),
            _ => Err(PeriodError),
        }
    }
}

impl Serialize for Period {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Period {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

words! {
    /// Where a local deadline goes when it falls on a day that is not a working day.
    pub enum Roll {
        /// It stays.
        None = "ingen", "Flyttas inte";
        /// To the closest working day before.
        Back = "bakåt", "Flyttas till närmaste arbetsdag före";
        /// To the closest working day after.
        Forward = "framåt", "Flyttas till närmaste arbetsdag efter";
    }
}

words! {
    /// Urgency that the law states without a number. It is shown as its word; a target in days is
    /// the municipality's own and is marked so.
    pub enum Urgency {
        Genast = "genast", "Genast";
        UtanDrojsmal = "utan dröjsmål", "Utan dröjsmål";
        Skyndsamt = "skyndsamt", "Skyndsamt";
        Snarast = "snarast", "Snarast";
        Omgaende = "omgående", "Omgående";
        Omedelbart = "omedelbart", "Omedelbart";
        SaSnartSomMojligt = "så snart som möjligt", "Så snart som möjligt";
        SaSnabbtSomMojligt = "så snabbt som möjligt", "Så snabbt som möjligt";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_are_read_and_written_in_swedish() {
        for text in ["3 veckor", "1 arbetsdag", "14 dagar", "3 månader", "72 timmar", "2 år", "1 år", "0 dagar"] {
            let period: Period = text.parse().unwrap();
            assert_eq!(period.to_string(), text);
            assert_eq!(serde_json::to_string(&period).unwrap(), format!("\"{text}\""));
        }
        assert_eq!("1 veckor".parse::<Period>().unwrap().to_string(), "1 vecka");
    }

    #[test]
    fn what_is_not_a_period_says_what_is() {
        for text in ["", "3", "veckor", "tre veckor", "3veckor", "-3 veckor", "+3 veckor", "3 weeks", "10000 dagar"] {
            assert_eq!(text.parse::<Period>(), Err(PeriodError), "{text}");
        }
        insta::assert_snapshot!(PeriodError, @"Skriv tiden som ett tal och en enhet, till exempel 3 veckor. Enheten är timmar, dagar, arbetsdagar, veckor, månader eller år.");
    }

    #[test]
    fn urgency_and_roll_are_plain_words() {
        assert_eq!("utan dröjsmål".parse(), Ok(Urgency::UtanDrojsmal));
        assert_eq!(Urgency::SaSnartSomMojligt.label(), "Så snart som möjligt");
        assert_eq!("bakåt".parse(), Ok(Roll::Back));
    }
}
