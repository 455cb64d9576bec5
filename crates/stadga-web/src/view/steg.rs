//! What else can be done in a case or an assignment.

use askama::Template;

use super::{Link, Shell};

/// The steps of the routines, under their headings.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/steg.html")]
pub struct StegPage {
    /// The frame.
    pub shell: Shell,
    /// Each heading with its steps.
    pub groups: Vec<(String, Vec<StegLine>)>,
}

/// One step.
#[derive(Debug, Clone, Default)]
pub struct StegLine {
    /// To its form.
    pub link: Link,
    /// What it is for; empty when the routine does not say.
    pub about: String,
    /// "Gjort 2026-11-24", or empty.
    pub done: String,
}
