//! Avsteg: a guideline says otherwise, and the reason for departing from it is asked for.

use askama::Template;

use super::{Form, RuleCheck, Shell};

/// Asks for reasons, one field per guideline, and carries the act itself along unseen.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/avsteg.html")]
pub struct AvstegPage {
    /// The frame.
    pub shell: Shell,
    /// What one is about to do, for instance "Fatta beslut om öppenvård".
    pub act: String,
    /// The guidelines that say otherwise.
    pub check: RuleCheck,
    /// One long field per guideline; the act's own values are hidden values.
    pub form: Form,
}
