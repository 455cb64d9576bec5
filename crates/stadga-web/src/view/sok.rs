//! Search results: name, number, case number and unit, and nothing about why.

use askama::Template;

use super::{Button, Empty, Form, Link, Shell};

/// The hits of one search.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/sok.html")]
pub struct SokPage {
    /// The frame; its title does not repeat the question.
    pub shell: Shell,
    /// What was asked; shown on the page, never in an address.
    pub question: String,
    /// The hits.
    pub hits: Vec<Hit>,
    /// Forms and steps that the routines have, by name and where each is: read from the packs, about nobody.
    pub forms: Vec<(Link, String)>,
    /// Said when there are none.
    pub empty: Empty,
    /// The way to open what one has no part in, for a reason.
    pub open: Option<Form>,
    /// For instance "Registrera inkommet" when nobody was found.
    pub next: Option<Button>,
}

/// One hit.
#[derive(Debug, Clone, Default)]
pub struct Hit {
    /// Name, or "Skyddad".
    pub name: String,
    /// The page it opens.
    pub href: String,
    /// Personal number as shown; empty for protected persons.
    pub number: String,
    /// Case numbers as shown.
    pub cases: Vec<String>,
    /// The unit that works with it.
    pub unit: String,
    /// Said when a reason will be asked for before opening.
    pub asks: String,
}
