//! Compulsory care on one page: the hours left, what is missing, who can decide, the act step by step.

use askama::Template;

use super::{Button, Duty, Empty, Link, OrderFact, Shell};

/// One case of compulsory care.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/lvm.html")]
pub struct LvmPage {
    /// The frame.
    pub shell: Shell,
    /// The heading.
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// The filled button beside the heading.
    pub buttons: Vec<Button>,
    /// That a custody has lapsed though nobody has recorded it; empty when it has not.
    pub lapsed: String,
    /// The times that run, the first day first.
    pub clocks: Vec<Duty>,
    /// Said when none runs.
    pub clocks_empty: Empty,
    /// The act, step by step.
    pub steps: Vec<LvmRow>,
    /// Every document as one file; `None` before there is anything to send.
    pub bundle: Option<Link>,
    /// What the court does not have yet.
    pub missing: Vec<String>,
    /// Who can decide now, and how they are reached.
    pub on_call: Vec<OrderFact>,
    /// The last day of care in a sentence; empty when no care goes on.
    pub care: String,
    /// How that day was reached.
    pub care_steps: Vec<String>,
}

/// A step of the act.
#[derive(Debug, Clone, Default)]
pub struct LvmRow {
    /// The section.
    pub section: String,
    /// What it is.
    pub title: String,
    /// The day; empty when it is not done.
    pub date: String,
    /// What became of it.
    pub text: String,
    /// What can be done.
    pub acts: Vec<Link>,
}
