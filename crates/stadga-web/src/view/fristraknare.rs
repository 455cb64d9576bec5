//! The deadline counter: a rule, a date and what the date is; the last day with its receipt.

use askama::Template;

use super::{Form, Shell, Source};

/// The counter.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/fristraknare.html")]
pub struct FristraknarePage {
    /// The frame.
    pub shell: Shell,
    /// Rule, date, occurrence and role.
    pub form: Form,
    /// The answer; `None` before the first question.
    pub result: Option<FristResult>,
}

/// The counter's answer.
#[derive(Debug, Clone, Default)]
pub struct FristResult {
    /// The rule's name.
    pub rule: String,
    /// The last day as counted, in words, for instance "lördag 26 december 2026".
    pub strict: String,
    /// The last day as the law lets it be, in words.
    pub legal: String,
    /// Why the two differ; empty when they do not.
    pub shifted: String,
    /// Whose duty it is.
    pub role: String,
    /// The sources.
    pub sources: Vec<Source>,
    /// The arithmetic, one step per line.
    pub steps: Vec<String>,
    /// Pack and version.
    pub pack: String,
}
