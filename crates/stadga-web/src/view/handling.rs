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
    /// What the act answers to: a plan to read, a question.
    pub about: Vec<About>,
    /// The form.
    pub form: Form,
    /// What follows by itself when it is saved.
    pub follows: Vec<String>,
    /// The rule check, if the act has one.
    pub check: Option<RuleCheck>,
}

/// Something to read before one acts.
#[derive(Debug, Clone, Default)]
pub struct About {
    /// The label.
    pub label: String,
    /// The text, with its line breaks.
    pub text: String,
}

impl About {
    /// A label and a text.
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Self { label: label.into(), text: text.into() }
    }
}
