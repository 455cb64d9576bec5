//! A receipt, to print and sign.

use askama::Template;

use super::{About, Shell};

/// A receipt.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/kvitto.html")]
pub struct KvittoPage {
    /// The frame.
    pub shell: Shell,
    /// For instance "Kvitto på nycklar".
    pub heading: String,
    /// What it says before the answers.
    pub text: String,
    /// What was handed over, and the day.
    pub facts: Vec<About>,
    /// Who signs, a line each.
    pub signs: Vec<String>,
}
