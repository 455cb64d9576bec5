//! The board: its meetings with their cases, and the decisions made by delegation.

use askama::Template;

use super::{Empty, Form, Link, Shell};

/// The meetings.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/namnd.html")]
pub struct NamndPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub intro: String,
    /// To the other pages of the board.
    pub links: Vec<Link>,
    /// The meetings to come, and those that have been.
    pub parts: Vec<MeetingPart>,
}

/// A part of the page.
#[derive(Debug, Clone, Default)]
pub struct MeetingPart {
    /// Its place on the page.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// What the last column says: whether the person speaks, or what came of it.
    pub last: String,
    /// The meetings.
    pub meetings: Vec<MeetingCard>,
    /// Said when there are none.
    pub empty: Empty,
}

/// A meeting.
#[derive(Debug, Clone, Default)]
pub struct MeetingCard {
    /// Its place on the page.
    pub anchor: String,
    /// Who meets, and when.
    pub heading: String,
    /// To the agenda as a file; empty once it has been.
    pub file: String,
    /// The cases in the order they are taken.
    pub rows: Vec<AgendaRow>,
}

/// A case on an agenda.
#[derive(Debug, Clone, Default)]
pub struct AgendaRow {
    /// The case's number, with the name unless the person is protected.
    pub case: Link,
    /// What it is about.
    pub matter: String,
    /// The caseworker.
    pub caseworker: String,
    /// Whether the papers are there.
    pub papers: String,
    /// Whether the person speaks, or what came of it.
    pub last: String,
}

/// The decisions made by delegation in a period.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/delegationsbeslut.html")]
pub struct DelegatedPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub intro: String,
    /// What became of each decision of a form that was sent, when something stood in the way.
    pub outcomes: Vec<String>,
    /// What chooses the period.
    pub period: Form,
    /// To the list as files.
    pub links: Vec<Link>,
    /// The decisions.
    pub rows: Vec<DelegatedRow>,
    /// Said when there are none.
    pub empty: Empty,
    /// What registers that those ticked are reported; none when nothing is left to report.
    pub report: Option<Form>,
}

/// A decision made by delegation.
#[derive(Debug, Clone, Default)]
pub struct DelegatedRow {
    /// The case's number, and which of its decisions.
    pub decision: Link,
    /// The day.
    pub on: String,
    /// The insats and the legal ground.
    pub matter: String,
    /// The outcome.
    pub outcome: String,
    /// Who decided.
    pub by: String,
    /// The point of the delegation order.
    pub point: String,
    /// When it was reported.
    pub reported: String,
}
