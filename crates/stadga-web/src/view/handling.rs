//! The page of small acts: appoint, register a meeting, follow up, close, write a note.

use askama::Template;

use super::{Form, RuleCheck, Shell, Why};

/// One act as one form.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/handling.html")]
pub struct ActPage {
    /// The frame.
    pub shell: Shell,
    /// Heading: verb and object.
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// Why this act is asked for, if a duty led here.
    pub why: Option<Why>,
    /// The form.
    pub form: Form,
    /// What follows by itself when it is saved.
    pub follows: Vec<String>,
    /// The rule check, if the act has one.
    pub check: Option<RuleCheck>,
}
