//! Mina ärenden: a table that becomes cards on a telephone.

use askama::Template;

use super::{Button, Due, Empty, Link, Shell};

/// The cases of one person or unit.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/arenden.html")]
pub struct CasesPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// How many and how they are sorted.
    pub intro: String,
    /// Buttons beside the heading.
    pub buttons: Vec<Button>,
    /// Filters as links; the one shown has an empty address.
    pub filters: Vec<Link>,
    /// The rows.
    pub rows: Vec<CaseRow>,
    /// Said when there are none.
    pub empty: Empty,
}

/// One case.
#[derive(Debug, Clone, Default)]
pub struct CaseRow {
    /// Name of the person.
    pub person: String,
    /// The case page.
    pub href: String,
    /// Case number as shown.
    pub number: String,
    /// The caseworker, or that there is none.
    pub caseworker: String,
    /// The stage in words.
    pub stage: String,
    /// Next duty as a chip; `None` when nothing is due.
    pub due: Option<Due>,
    /// Next duty in words.
    pub next: String,
    /// The day it was opened.
    pub opened: String,
}
