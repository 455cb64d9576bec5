//! Beslut: the decision form with the rule check beside it.

use askama::Template;

use super::{Form, LetterPreview, RuleCheck, Shell};

/// A decision being written.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/beslut-ny.html")]
pub struct BeslutPage {
    /// The frame.
    pub shell: Shell,
    /// Heading, for instance "Beslut om öppenvård".
    pub heading: String,
    /// What was applied for and when, what the decision rests on.
    pub facts: Vec<String>,
    /// Outcome, insats, section, period, goal, reasons.
    pub form: Form,
    /// The live check; the fragment alone is `RuleCheck` itself.
    pub check: RuleCheck,
    /// The letter that goes with it.
    pub letter: Option<LetterPreview>,
}
