//! The plans of an assignment: as they are now, in large text for the table, and how they have changed.

use askama::Template;

use super::{About, Link, Shell};

/// Both plans with their versions.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/planer.html")]
pub struct PlanerPage {
    /// The frame.
    pub shell: Shell,
    /// For instance "Planer för Mikael Ek".
    pub heading: String,
    /// Insats, unit, period.
    pub facts: Vec<String>,
    /// The implementation plan, the person's own words first; empty when there is none.
    pub plan: Vec<About>,
    /// Day and approval.
    pub plan_note: String,
    /// Where to write or change it; none for those who may not.
    pub plan_link: Option<Link>,
    /// The versions before, newest first.
    pub plan_versions: Vec<PlanVersion>,
    /// The care plan; empty when there is none.
    pub care: Vec<About>,
    /// Who sent it, and who has read it.
    pub care_note: String,
    /// Where to send, change or confirm it.
    pub care_link: Option<Link>,
    /// The versions before, newest first.
    pub care_versions: Vec<PlanVersion>,
}

/// A version of a plan and what differed in it.
#[derive(Debug, Clone, Default)]
pub struct PlanVersion {
    /// "2026-12-21, godkänd av den enskilde".
    pub head: String,
    /// What differed from the version before it, line by line.
    pub changes: Vec<String>,
    /// The version in full.
    pub text: Vec<About>,
}
