//! The provider's client page: quick journal entry, the order, the plan and recent notes.

use askama::Template;

use super::{Button, Duty, Empty, Form, Link, Meetings, Participant, Shell, Timeline};

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
    /// Further acts, in a menu.
    pub more: Vec<Link>,
    /// How many talks there have been, for an insats that is meant to have a number; empty for others.
    pub talks: String,
    /// Whether the care plan is there, read or waited for.
    pub care_note: String,
    /// The care plan in full.
    pub care_link: Option<Link>,
    /// Questions between caseworker and therapist, newest first.
    pub questions: Vec<AskedQuestion>,
    /// Where to ask; none for those who may not.
    pub ask_link: Option<Link>,
    /// What is booked.
    pub meetings: Meetings,
    /// Who is who.
    pub participants: Vec<Participant>,
    /// What of the journal is shown; an empty address is what is shown now.
    pub filters: Vec<Link>,
    /// How much is new to the one who looks.
    pub unread: usize,
    /// The journal of the unit.
    pub timeline: Timeline,
}

/// A question with its answer.
#[derive(Debug, Clone, Default)]
pub struct AskedQuestion {
    /// "Omar frågade 2026-12-01".
    pub head: String,
    /// The question.
    pub text: String,
    /// "Sara svarade 2026-12-02: …"; empty while it waits.
    pub answer: String,
    /// Where to answer it, for the one who is asked.
    pub answer_link: Option<Link>,
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
