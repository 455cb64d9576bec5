//! Kommunicering and letters: what the person is given to read, and whom it goes to.

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
    /// Whom it is to and what it is about, side by side.
    pub head: LetterHead,
    /// What is sent, answer date, channel, check for other persons, exception with reason.
    pub form: Form,
    /// The heading of the letter.
    pub subject: String,
    /// The letter as it will be; empty when none can be made.
    pub letter: Vec<LetterBlock>,
    /// Why there is no letter; empty when there is one.
    pub no_letter: String,
    /// The live check.
    pub check: RuleCheck,
}

/// Recipient and subject side by side, so that no letter goes to the wrong person.
#[derive(Debug, Clone, Default)]
pub struct LetterHead {
    /// Name, number, how the person wants to be reached.
    pub to: Vec<(String, String)>,
    /// What must not be missed before sending: "Personen har bett om: Skicka inte hem".
    pub wish: String,
    /// Case number and what the letter is about.
    pub about: Vec<(String, String)>,
}

/// A piece of a letter, as it stands in the file too.
#[derive(Debug, Clone)]
pub enum LetterBlock {
    /// A heading.
    Heading(String),
    /// Running text with its line breaks.
    Text(String),
    /// A list.
    List(Vec<String>),
    /// Names with values.
    Facts(Vec<(String, String)>),
}
