//! What is not shown of somebody who is protected: first why, then what.

use askama::Template;

use super::{Form, OrderFact, Shell};

/// The question, or the answer.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/skyddade-uppgifter.html")]
pub struct SkyddPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// What is told, label and value; empty until a reason is given.
    pub told: Vec<OrderFact>,
    /// The question why; none once it is answered.
    pub form: Option<Form>,
    /// Said when nothing is known.
    pub nothing: String,
}
