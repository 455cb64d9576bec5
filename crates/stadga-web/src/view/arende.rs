//! The case page: next steps, insatser over time, events with a quick note, goals and people.

use askama::Template;

use super::{Button, Due, Duty, Empty, Form, Lifeline, Link, Meetings, Shell, Stepper, Timeline, WaitingRow};

/// One case.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/arende.html")]
pub struct CasePage {
    /// The frame.
    pub shell: Shell,
    /// What the case is about.
    pub heading: String,
    /// Number, opening day, caseworker, pack.
    pub facts: Vec<String>,
    /// The filled button beside the heading.
    pub buttons: Vec<Button>,
    /// Everything else that can be done, behind "Fler åtgärder".
    pub more: Vec<Link>,
    /// The stages.
    pub stepper: Stepper,
    /// The parts of the case.
    pub tabs: Vec<Tab>,
    /// What is to be done.
    pub duties: Vec<Duty>,
    /// Said when nothing is to be done.
    pub empty: Empty,
    /// What others must do first.
    pub waiting: Vec<WaitingRow>,
    /// Insatser over time; `None` before the first decision.
    pub lifeline: Option<Lifeline>,
    /// The quick note; `None` for those who may only read.
    pub note: Option<Form>,
    /// Filters of the events; the one shown has an empty address.
    pub filters: Vec<Link>,
    /// The events.
    pub timeline: Timeline,
    /// "Visa alla 63 händelser".
    pub all_events: Option<Link>,
    /// What is booked.
    pub meetings: Meetings,
    /// Goals with how they stand.
    pub goals: Vec<Goal>,
    /// Those who take part.
    pub participants: Vec<Participant>,
    /// Documents and decisions: words and address.
    pub documents: Vec<Link>,
}

/// A part of the case.
#[derive(Debug, Clone, Default)]
pub struct Tab {
    /// The words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// True for the part that is shown.
    pub current: bool,
}

/// A goal. Shows what somebody has written or followed up, never a figure from an instrument.
#[derive(Debug, Clone, Default)]
pub struct Goal {
    /// The goal in the person's words.
    pub text: String,
    /// For instance "uppföljt 2026-11-03".
    pub note: String,
    /// How it stands, if it was followed up.
    pub state: Option<Due>,
}

/// Somebody who takes part.
#[derive(Debug, Clone, Default)]
pub struct Participant {
    /// Two letters.
    pub initials: String,
    /// Name.
    pub name: String,
    /// Role and unit.
    pub role: String,
}
