//! The provider's client page: quick journal entry, the order, the plan and recent notes.

use askama::Template;

use super::{Button, Duty, Empty, Form, Link, Shell, Timeline};

/// One person as one providing unit sees them.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/klient.html")]
pub struct KlientPage {
    /// The frame.
    pub shell: Shell,
    /// For instance "Mikael Ek hos Öppenvården".
    pub heading: String,
    /// Order number, insats, kontaktman.
    pub facts: Vec<String>,
    /// Buttons beside the heading; none filled, the journal's is.
    pub buttons: Vec<Button>,
    /// The journal entry: text, goals as ticks, "Är det något att rapportera vidare?".
    pub note: Form,
    /// What was handed over, label and value.
    pub order: Vec<OrderFact>,
    /// The order in full.
    pub order_link: Option<Link>,
    /// What is to be done.
    pub duties: Vec<Duty>,
    /// Said when nothing is to be done.
    pub duties_empty: Empty,
    /// The implementation plan.
    pub plan: Vec<PlanGoal>,
    /// Version, approval, next follow-up.
    pub plan_note: String,
    /// The plan in full, or where to write it.
    pub plan_link: Option<Link>,
    /// Recent notes of the unit.
    pub timeline: Timeline,
}

/// One fact of the order.
#[derive(Debug, Clone, Default)]
pub struct OrderFact {
    /// The label.
    pub label: String,
    /// The value.
    pub value: String,
}

/// One goal of the plan.
#[derive(Debug, Clone, Default)]
pub struct PlanGoal {
    /// The goal in the person's words.
    pub goal: String,
    /// How, who and when.
    pub how: String,
}
