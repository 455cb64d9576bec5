//! Who is away: a table that becomes cards on a telephone.

use askama::Template;

use super::{Button, Empty, Shell};

/// Those who are away or will be.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/franvaro.html")]
pub struct AbsencePage {
    /// The frame.
    pub shell: Shell,
    /// What the page is for.
    pub intro: String,
    /// Buttons beside the heading.
    pub buttons: Vec<Button>,
    /// The rows.
    pub rows: Vec<AbsenceRow>,
    /// Said when nobody is away.
    pub empty: Empty,
}

/// One absence.
#[derive(Debug, Clone, Default)]
pub struct AbsenceRow {
    /// Who.
    pub name: String,
    /// First and last day.
    pub days: String,
    /// Whether it lasts now, in words.
    pub state: String,
    /// Those who stand in, or what it means that nobody does.
    pub stand_ins: String,
    /// What is covered.
    pub covers: String,
    /// What can be done.
    pub buttons: Vec<Button>,
}
