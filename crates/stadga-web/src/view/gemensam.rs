//! A plan that several make together, and how many have one.

use askama::Template;

use super::{Button, Empty, Link, Shell};

/// Who does what: a row for each thing, a column for each party.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/gemensam-plan.html")]
pub struct GemensamPage {
    /// The frame.
    pub shell: Shell,
    /// What the plan is called, and its day.
    pub heading: String,
    /// Whether it holds.
    pub intro: String,
    /// A new one.
    pub buttons: Vec<Button>,
    /// What matters to the person; empty when it is not asked.
    pub own: String,
    /// The parties.
    pub parties: Vec<String>,
    /// What is done, and for each of the parties whether it is theirs.
    pub rows: Vec<(String, Vec<bool>)>,
    /// Who leads it, whom to call and when it is followed up.
    pub facts: Vec<(String, String)>,
}

/// How many of those who need a plan have one.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/gemensamma-planer.html")]
pub struct AndelPage {
    /// The frame.
    pub shell: Shell,
    /// What it counts.
    pub intro: String,
    /// Each kind of plan.
    pub parts: Vec<SharePart>,
    /// Said when the routines have none.
    pub empty: Empty,
}

/// One kind of plan.
#[derive(Debug, Clone, Default)]
pub struct SharePart {
    /// Its place on the page.
    pub anchor: String,
    /// What it is called.
    pub title: String,
    /// The share, in words.
    pub share: String,
    /// The cases that need one.
    pub rows: Vec<NeedRow>,
}

/// A case that needs a plan. Names nobody.
#[derive(Debug, Clone, Default)]
pub struct NeedRow {
    /// The case's number.
    pub case: Link,
    /// The caseworker.
    pub caseworker: String,
    /// The plan's day, or that there is none.
    pub plan: String,
    /// Whether there is none.
    pub lacks: bool,
}
