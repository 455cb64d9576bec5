//! Quarters of the year, in which the law has reports made (SoL 34 kap. 1 §).

use jiff::civil::Date;
use std::fmt;
use std::str::FromStr;

/// A quarter of a year. Written `2026-4`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quarter {
    year: i16,
    number: i8,
}

impl Quarter {
    /// The quarter a day lies in.
    pub fn of(day: Date) -> Self {
        Self { year: day.year(), number: (day.month() - 1) / 3 + 1 }
    }

    /// The number in the year, 1 to 4.
    pub const fn number(self) -> i8 {
        self.number
    }

    /// The first day.
    pub fn first(self) -> Date {
        Date::new(self.year, self.number * 3 - 2, 1).unwrap_or(Date::MIN)
    }

    /// The last day.
    pub fn last(self) -> Date {
        Date::new(self.year, self.number * 3, 1).map_or(Date::MAX, Date::last_of_month)
    }

    /// The one after.
    #[must_use]
    pub fn next(self) -> Self {
        self.last().tomorrow().map_or(self, Self::of)
    }

    /// The one before.
    #[must_use]
    pub fn previous(self) -> Self {
        self.first().yesterday().map_or(self, Self::of)
    }

    /// The first day with this month and day after the quarter's end; the month's last where it has no such day.
    pub fn reported_by(self, (month, day): (i8, i8)) -> Date {
        let in_year = |year: i16| {
            let last = Date::new(year, month, 1).map_or(Date::MAX, Date::last_of_month);
            Date::new(year, month, day.min(last.day())).unwrap_or(last)
        };
        let same = in_year(self.year);
        if same > self.last() { same } else { in_year(self.year.saturating_add(1)) }
    }

    /// In words: `fjärde kvartalet 2026`.
    pub fn in_words(self) -> String {
        let which = match self.number {
            1 => "första",
            2 => "andra",
            3 => "tredje",
            _ => "fjärde",
        };
        format!("{which} kvartalet {}", self.year)
    }
}

impl fmt::Display for Quarter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}", self.year, self.number)
    }
}

impl FromStr for Quarter {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (year, number) = text.split_once('-').ok_or(())?;
        let (year, number): (i16, i8) = (year.parse().map_err(|_| ())?, number.parse().map_err(|_| ())?);
        if (1..=4).contains(&number) && (1900..=9998).contains(&year) { Ok(Self { year, number }) } else { Err(()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn a_quarter_has_its_days_and_its_neighbours() {
        let fourth = Quarter::of(date(2026, 11, 15));
        assert_eq!(fourth.to_string(), "2026-4");
        assert_eq!((fourth.first(), fourth.last()), (date(2026, 10, 1), date(2026, 12, 31)));
        assert_eq!((fourth.next().to_string(), fourth.previous().to_string()), ("2027-1".into(), "2026-3".into()));
        assert_eq!("2026-4".parse(), Ok(fourth));
        assert_eq!(["2026-5", "2026", "x-1", "26-1"].map(|text| text.parse::<Quarter>().is_ok()), [false; 4]);
    }

    /// D099, and the others of the same year.
    #[test]
    fn the_report_is_due_after_the_quarter_has_ended() {
        let windows = [(4, 30), (8, 31), (10, 31), (1, 31)];
        let due = |day: Date| {
            let quarter = Quarter::of(day);
            windows.get(usize::from(quarter.number().unsigned_abs()) - 1).map(|window| quarter.reported_by(*window))
        };
        assert_eq!(due(date(2026, 12, 31)), Some(date(2027, 1, 31)));
        assert_eq!(due(date(2026, 3, 31)), Some(date(2026, 4, 30)));
        assert_eq!(due(date(2026, 5, 1)), Some(date(2026, 8, 31)));
        assert_eq!(due(date(2026, 7, 1)), Some(date(2026, 10, 31)));
    }
}
