//! The table of deadlines, by field of law.

mod housing_and_data;
mod local;
mod procedure;
mod social;

use super::{DeadlineRule, Method};
use crate::calendar::period::{Period, Unit};
use std::sync::LazyLock;

/// Every rule, by field of law.
pub fn rules() -> &'static [DeadlineRule] {
    static ALL: LazyLock<Vec<DeadlineRule>> =
        LazyLock::new(|| [procedure::RULES, social::RULES, housing_and_data::RULES, local::RULES].concat());
    &ALL
}

/// A rule whose second date is the one to work to.
const fn rule(
    id: &'static str,
    title: &'static str,
    starts: &'static str,
    source: &'static str,
    method: Method,
) -> DeadlineRule {
    DeadlineRule { id, title, starts, source, method, work_to_first: false, note: None }
}

impl DeadlineRule {
    const fn work_to_first(self) -> Self {
        Self { work_to_first: true, ..self }
    }

    const fn note(self, note: &'static str) -> Self {
        Self { note: Some(note), ..self }
    }
}

const fn days(count: u32) -> Period {
    Period::new(count, Unit::Days)
}

const fn weeks(count: u32) -> Period {
    Period::new(count, Unit::Weeks)
}

const fn months(count: u32) -> Period {
    Period::new(count, Unit::Months)
}

const fn years(count: u32) -> Period {
    Period::new(count, Unit::Years)
}
