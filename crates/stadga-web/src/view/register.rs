//! Registers: what is in nobody's file.

use super::{Button, Due, Duty, Empty, Link, Shell, Timeline, WaitingRow};
use askama::Template;

/// The registers, and what one has reported oneself.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/register.html")]
pub struct RegistersPage {
    /// The frame.
    pub shell: Shell,
    /// The registers.
    pub registers: Vec<RegisterPart>,
    /// What one has reported, newest first.
    pub own: Vec<ReportedRow>,
    /// Said when no routine has a register.
    pub empty: Empty,
}

/// One register.
#[derive(Debug, Clone, Default)]
pub struct RegisterPart {
    /// Its name in an address on the page.
    pub id: String,
    /// What it is called.
    pub title: String,
    /// What belongs there.
    pub about: String,
    /// Opens a matter.
    pub button: Option<Button>,
    /// Whether one reads matters here.
    pub reads: bool,
    /// The matters.
    pub rows: Vec<MatterRow>,
    /// What can be counted, as headings after the year.
    pub counted: Vec<String>,
    /// The years.
    pub years: Vec<YearRow>,
    /// The figures as a file; none when there are none.
    pub file: Option<Link>,
}

/// One matter.
#[derive(Debug, Clone, Default)]
pub struct MatterRow {
    /// Its number, to its page.
    pub link: Link,
    /// The day it was received.
    pub opened: String,
    /// Where it stands.
    pub state: String,
    /// Who handles it.
    pub handler: String,
    /// Next duty as a chip; none when nothing is due.
    pub due: Option<Due>,
}

/// What one has reported.
#[derive(Debug, Clone, Default)]
pub struct ReportedRow {
    /// Its number.
    pub number: String,
    /// The register.
    pub register: String,
    /// The day it was received.
    pub opened: String,
    /// Whether it goes on or is closed.
    pub state: String,
}

/// A year.
#[derive(Debug, Clone, Default)]
pub struct YearRow {
    /// The year.
    pub year: String,
    /// The figures, each with its heading.
    pub counts: Vec<(String, usize)>,
}

/// One matter.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/register-arende.html")]
pub struct MatterPage {
    /// The frame.
    pub shell: Shell,
    /// What the register is called.
    pub heading: String,
    /// Number, opening day, handler, unit.
    pub facts: Vec<String>,
    /// What can be done, and what each is for.
    pub acts: Vec<(Link, String)>,
    /// What is to be done.
    pub duties: Vec<Duty>,
    /// Said when nothing is to be done.
    pub empty: Empty,
    /// What others must do first.
    pub waiting: Vec<WaitingRow>,
    /// What has happened.
    pub timeline: Timeline,
    /// The files.
    pub files: Vec<Link>,
}
