//! Mottagning: registering what comes in while the caller is still on the phone.

use askama::Template;

use super::{Form, Link, RuleCheck, Shell};

/// The intake form with a panel for possible matches.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/mottagning-ny.html")]
pub struct MottagningPage {
    /// The frame.
    pub shell: Shell,
    /// Heading, "Registrera inkommet".
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// The form: who, caller, three safety ticks, what, note, who takes it.
    pub form: Form,
    /// Possible matches among known persons, label with birth year and link.
    pub matches: Vec<Link>,
    /// What follows by itself when it is saved.
    pub follows: Vec<String>,
    /// The live check, if any.
    pub check: Option<RuleCheck>,
}
