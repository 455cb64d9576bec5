//! Utredning: one long page to write on, with the notes beside it.

use askama::Template;

use super::{Form, Link, RuleCheck, Shell, Source};

/// The investigation.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/utredning.html")]
pub struct UtredningPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// Opened when, due when and by which source.
    pub facts: Vec<String>,
    /// The source of the time the investigation may take.
    pub source: Option<Source>,
    /// Contents: the sections of the form, label and `#id`.
    pub contents: Vec<Link>,
    /// The text, one section per heading.
    pub form: Form,
    /// Notes from the journal, newest first.
    pub notes: Vec<NoteCard>,
    /// What is still missing.
    pub check: Option<RuleCheck>,
}

/// A journal note beside the text.
#[derive(Debug, Clone, Default)]
pub struct NoteCard {
    /// Day and kind, for instance "2026-11-20, telefonsamtal".
    pub head: String,
    /// The text.
    pub text: String,
    /// Who wrote it.
    pub byline: String,
}
