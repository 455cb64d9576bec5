//! Working days around the day a history ends, so that a life can count in them without a calendar walk.

use jiff::civil::Date;
use stadga_core::calendar::{is_working_day, next_working_day, previous_working_day};

/// Working days before the end of the history that a life may reach back to.
const BEFORE: usize = 2_000;
/// Working days after it that a decision may reach forward to.
const AFTER: usize = 900;

/// Working days in order. A day is named by its place.
pub struct Days {
    days: Vec<Date>,
    today: usize,
}

impl Days {
    /// The working days around `today`; a Saturday counts as the Friday before it.
    pub fn around(today: Date) -> Self {
        let last = if is_working_day(today) { today } else { previous_working_day(today) };
        let mut days = vec![last];
        for _ in 0..BEFORE {
            days.push(previous_working_day(days[days.len() - 1]));
        }
        days.reverse();
        for _ in 0..AFTER {
            days.push(next_working_day(days[days.len() - 1]));
        }
        Self { days, today: BEFORE }
    }

    /// The place of the day the history ends.
    pub fn today(&self) -> usize {
        self.today
    }

    /// The date at a place; beyond the ends, the end.
    pub fn date(&self, place: usize) -> Date {
        self.days[place.min(self.days.len() - 1)]
    }

    /// The place of the last working day on or before a date.
    pub fn until(&self, date: Date) -> usize {
        self.days.partition_point(|day| *day <= date).saturating_sub(1)
    }
}
