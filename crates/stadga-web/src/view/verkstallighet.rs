//! Decisions that were not carried out in time: the list, one report, the statistics.

use askama::Template;

use super::{Button, Empty, Link, Shell};

/// The list of a quarter.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/ej-verkstallda.html")]
pub struct EjVerkstalldaPage {
    /// The frame.
    pub shell: Shell,
    /// The quarter and by when it is reported.
    pub intro: String,
    /// To other quarters, with or without rulings, the statistics.
    pub links: Vec<Link>,
    /// The three parts of the list.
    pub parts: Vec<ExecutionPart>,
}

/// A part of the list.
#[derive(Debug, Clone, Default)]
pub struct ExecutionPart {
    /// Its place on the page.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// The rows.
    pub rows: Vec<ExecutionRow>,
    /// Said when there are none.
    pub empty: Empty,
}

/// A decision that was not carried out in time, or may come to be.
#[derive(Debug, Clone, Default)]
pub struct ExecutionRow {
    /// The person.
    pub person: String,
    /// To the report, or to the decision.
    pub href: String,
    /// The insats, and what the time runs from.
    pub matter: String,
    /// The day it runs from and the last day.
    pub days: String,
    /// What has become of it.
    pub state: String,
    /// What can be done.
    pub button: Option<Button>,
}

/// The report of one decision, in the order of the form it is written into.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/ej-verkstallt.html")]
pub struct EjVerkstalltPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// Case number and quarter.
    pub facts: Vec<String>,
    /// What can be done.
    pub buttons: Vec<Button>,
    /// The parts of the form.
    pub parts: Vec<ReportPart>,
    /// What has been reported before.
    pub before: Vec<String>,
    /// How the last day was reached.
    pub steps: Vec<String>,
}

/// A part of the form.
#[derive(Debug, Clone, Default)]
pub struct ReportPart {
    /// Its heading, as the form has it.
    pub heading: String,
    /// Names with values, each ready to copy.
    pub fields: Vec<(String, String)>,
}

/// The report to the council: how many, of which kind, how long. Names nobody.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/ej-verkstallda-statistik.html")]
pub struct StatistikPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub intro: String,
    /// To other quarters, with or without rulings, the file.
    pub links: Vec<Link>,
    /// The rows: what, how many, the shortest, the median and the longest time.
    pub rows: Vec<[String; 6]>,
    /// Said when there are none.
    pub empty: Empty,
}
