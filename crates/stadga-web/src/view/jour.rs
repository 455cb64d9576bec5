//! The duty rota of a unit, a table for each week.

use askama::Template;

use super::{Button, Empty, Shell};

/// The rota.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/jour.html")]
pub struct JourPage {
    /// The frame.
    pub shell: Shell,
    /// What it is for.
    pub intro: String,
    /// Buttons beside the heading.
    pub buttons: Vec<Button>,
    /// The weeks in which shifts begin, the first one first.
    pub weeks: Vec<DutyWeek>,
    /// Said when nobody is on duty.
    pub empty: Empty,
}

/// A week of the rota.
#[derive(Debug, Clone, Default)]
pub struct DutyWeek {
    /// Its place on the page.
    pub anchor: String,
    /// Which week.
    pub heading: String,
    /// The shifts.
    pub rows: Vec<DutyShift>,
}

/// A shift.
#[derive(Debug, Clone, Default)]
pub struct DutyShift {
    /// Who.
    pub name: String,
    /// When it begins.
    pub from: String,
    /// When it ends.
    pub to: String,
    /// Whether it lasts now, in words.
    pub state: String,
    /// The number to call.
    pub phone: String,
    /// What can be done.
    pub button: Option<Button>,
}
