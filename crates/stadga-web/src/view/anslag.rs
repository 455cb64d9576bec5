//! The notice board: what waits for minutes, for adjustment, for announcement, and what stands there now.

use askama::Template;

use super::{Empty, Form, Link, Shell};

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/anslag.html")]
pub struct AnslagPage {
    /// The frame.
    pub shell: Shell,
    /// What it is about.
    pub intro: String,
    /// What became of each decision of a form that was sent, when something stood in the way.
    pub outcomes: Vec<String>,
    /// The parts, in the order the law has them.
    pub parts: Vec<NoticePart>,
}

/// A part of the page.
#[derive(Debug, Clone, Default)]
pub struct NoticePart {
    /// Its place on the page.
    pub anchor: String,
    /// Its heading.
    pub heading: String,
    /// The minutes.
    pub cards: Vec<NoticeCard>,
    /// Said when there are none.
    pub empty: Empty,
}

/// Minutes, with the decisions that stand in them.
#[derive(Debug, Clone, Default)]
pub struct NoticeCard {
    /// Whose minutes, of which day.
    pub heading: String,
    /// How far they have come, and by when the next is to be done.
    pub state: String,
    /// The decisions: for those who work here, never for the board.
    pub decisions: Vec<Link>,
    /// The text to put up, name and value; empty when there is nothing to put up.
    pub text: Vec<(String, String)>,
    /// To the text as a file; empty when there is none.
    pub file: String,
    /// What registers the next step for all of them at once.
    pub form: Option<Form>,
}
