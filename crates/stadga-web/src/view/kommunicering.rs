//! Kommunicering: what the person is given to read before a decision, and until when to answer.

use askama::Template;

use super::{Form, RuleCheck, Shell};

/// The communication form with the letter beside it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/kommunicering.html")]
pub struct KommuniceringPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// What is sent, answer date, channel, check for other persons, exception with reason.
    pub form: Form,
    /// The letter as it will be.
    pub letter: LetterPreview,
    /// The live check.
    pub check: RuleCheck,
}

/// A letter as it will be sent.
#[derive(Debug, Clone, Default)]
pub struct LetterPreview {
    /// To whom and by which channel.
    pub to: String,
    /// The heading of the letter.
    pub subject: String,
    /// The paragraphs.
    pub paragraphs: Vec<String>,
}
