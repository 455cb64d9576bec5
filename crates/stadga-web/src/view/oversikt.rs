//! The whole house at a provider: what everybody has and lacks, and the weeks.

use askama::Template;

use super::{Button, Link, Shell};

/// Who has a plan, a schedule and a follow-up.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/oversikt.html")]
pub struct OversiktPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// How many lack what.
    pub intro: String,
    /// The people.
    pub rows: Vec<HouseRow>,
}

/// One person of the house.
#[derive(Debug, Clone, Default)]
pub struct HouseRow {
    /// The name, with the client page.
    pub person: Link,
    /// The insats.
    pub insats: String,
    /// Who works with the person.
    pub staff: String,
    /// The plan's day, or that there is none.
    pub plan: String,
    /// Whether there is none.
    pub lacks_plan: bool,
    /// The schedule's day, that there is none, or that none belongs.
    pub week: String,
    /// Whether one belongs and there is none.
    pub lacks_week: bool,
    /// The latest follow-up and the next.
    pub review: String,
    /// Whether there is none, or the next day has passed.
    pub lacks_review: bool,
}

/// Everybody's week on one sheet.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/veckoschema.html")]
pub struct VeckoschemaPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// The days, short.
    pub days: Vec<String>,
    /// The people.
    pub rows: Vec<StaffWeek>,
    /// Those who lack one; empty for none.
    pub without: String,
}

/// One person's week on it.
#[derive(Debug, Clone, Default)]
pub struct StaffWeek {
    /// The first name.
    pub name: String,
    /// The person's own sheet.
    pub href: String,
    /// What each day holds.
    pub days: Vec<String>,
}

/// One person's own sheet.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/vecka.html")]
pub struct VeckaPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// When it was made; empty for none yet.
    pub made: String,
    /// The days.
    pub days: Vec<WeekDay>,
    /// Makes one, or another.
    pub make: Option<Button>,
}

/// A day of it.
#[derive(Debug, Clone, Default)]
pub struct WeekDay {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub text: String,
}
