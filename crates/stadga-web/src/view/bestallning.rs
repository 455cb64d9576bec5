//! Beställning: which unit, what it is told, and when it should begin.

use askama::Template;

use super::{Form, RuleCheck, Shell};

/// An order to a provider, or an assignment to a unit of one's own.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/bestallning-ny.html")]
pub struct BestallningPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// The decision it rests on.
    pub facts: Vec<String>,
    /// Unit, ticks for what is shared, wanted start, message.
    pub form: Form,
    /// What is known about the units: free places, target group.
    pub units: Vec<UnitFact>,
    /// What the provider never gets.
    pub withheld: Vec<String>,
    /// The live check, if any.
    pub check: Option<RuleCheck>,
}

/// What is known about one unit.
#[derive(Debug, Clone, Default)]
pub struct UnitFact {
    /// The unit.
    pub name: String,
    /// Free places in words.
    pub capacity: String,
    /// For whom.
    pub about: String,
}
