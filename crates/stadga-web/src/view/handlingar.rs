//! The documents of a case or an assignment.

use askama::Template;

use super::{Button, Empty, Link, Shell};

/// What has come in, been drawn up and been asked for.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/handlingar.html")]
pub struct DocumentsPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// What can be begun here.
    pub buttons: Vec<Button>,
    /// Filters as links; the one shown has an empty address.
    pub filters: Vec<Link>,
    /// The rows, newest first.
    pub rows: Vec<DocumentRow>,
    /// Said when there are none.
    pub empty: Empty,
}

/// One document.
#[derive(Debug, Clone, Default)]
pub struct DocumentRow {
    /// The day it counts as come in, or was drawn up.
    pub date: String,
    /// How that day was found; empty when it is the day it reached us.
    pub arrival: String,
    /// What it is.
    pub title: String,
    /// From whom or to whom.
    pub party: String,
    /// What was noted.
    pub text: String,
    /// That an answer is waited for; empty when none is.
    pub open: String,
    /// The files.
    pub files: Vec<Link>,
    /// Who wrote it down, and when.
    pub by: String,
    /// What can be done about it.
    pub acts: Vec<Link>,
    /// Who corrected or withdrew it; empty when it stands.
    pub corrected: String,
}
