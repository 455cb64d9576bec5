//! The head's review of a month, and the individual's extract of who has read what.

use askama::Template;

use super::{Button, Link, Shell};

/// A month to go through.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/granskning.html")]
pub struct ReviewPage {
    /// The frame.
    pub shell: Shell,
    /// "Granskning, oktober 2026".
    pub heading: String,
    /// What it is for, until when, and where that comes from.
    pub intro: String,
    /// The way to sign.
    pub buttons: Vec<Button>,
    /// Other months that wait.
    pub waiting: Vec<Link>,
    /// Those who have read, the oddest first.
    pub readers: Vec<ReaderRow>,
    /// What was changed.
    pub changes: Vec<ChangeRow>,
    /// What was signed.
    pub signed: Vec<SignedRow>,
}

/// One of the staff.
#[derive(Debug, Clone, Default)]
pub struct ReaderRow {
    /// The name.
    pub name: String,
    /// Role and unit.
    pub post: String,
    /// How many answers.
    pub lookups: u32,
    /// How many records.
    pub opened: usize,
    /// What to ask about; empty for nothing.
    pub odd: String,
}

/// A change.
#[derive(Debug, Clone, Default)]
pub struct ChangeRow {
    /// The day.
    pub on: String,
    /// What.
    pub what: String,
    /// For whom.
    pub whom: String,
    /// By whom.
    pub by: String,
}

/// A signature.
#[derive(Debug, Clone, Default)]
pub struct SignedRow {
    /// What was signed.
    pub what: String,
    /// By whom and when.
    pub by: String,
    /// What was written.
    pub note: String,
}

/// Who has read what about a person.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/registerutdrag.html")]
pub struct ExtractPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// Hands the extract out.
    pub buttons: Vec<Button>,
    /// What the person has elsewhere, name and value.
    pub elsewhere: Vec<(String, String)>,
    /// The readings, newest first.
    pub rows: Vec<ExtractRow>,
}

/// One reading.
#[derive(Debug, Clone, Default)]
pub struct ExtractRow {
    /// The day and the clock.
    pub at: String,
    /// Who.
    pub who: String,
    /// In which role and unit.
    pub post: String,
    /// What, and how.
    pub what: String,
}
