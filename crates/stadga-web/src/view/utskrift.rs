//! Letters that wait to be printed and posted.

use askama::Template;

use super::{Empty, Form, Link, Shell};

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/utskrift.html")]
pub struct UtskriftPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub intro: String,
    /// What stood in the way of a form that was sent, and what it was about.
    pub outcomes: Vec<String>,
    /// The heading above that.
    pub outcomes_heading: String,
    /// The letters that may be printed together, and those that are printed by themselves.
    pub parts: Vec<LetterPart>,
    /// Said when nothing waits; none otherwise.
    pub empty: Option<Empty>,
}

/// Letters that are printed in the same way.
#[derive(Debug, Clone, Default)]
pub struct LetterPart {
    /// Its place on the page.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// How they are printed.
    pub intro: String,
    /// The letters, the oldest first.
    pub rows: Vec<LetterRow>,
    /// What prints them and registers that they were posted.
    pub form: Form,
}

/// A letter.
#[derive(Debug, Clone, Default)]
pub struct LetterRow {
    /// The case's number and the person.
    pub case: Link,
    /// What it is.
    pub what: String,
    /// Whom it goes to.
    pub to: String,
    /// Since when it waits.
    pub since: String,
    /// Whether it has waited too long.
    pub late: bool,
    /// What to do with one that is printed by itself; empty otherwise.
    pub alone: String,
    /// To each of its papers.
    pub papers: Vec<Link>,
    /// To registering that it will not be posted.
    pub drop: Link,
}
