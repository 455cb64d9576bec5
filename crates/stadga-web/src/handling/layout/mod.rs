//! How each form is laid out. Labels and kinds come from the table of use cases; this is only looks.

mod access;
mod binder;
mod decision;
mod disclosure;
mod documents;
mod execution;
mod intake;
mod investigation;
mod lvm;
mod mailing;
mod meetings;
mod minutes;
mod notes;
mod organisation;
mod person;
mod provider;
mod register;
mod remedies;
mod retention;
mod steps;

use crate::form::Layout;

/// Which template a form is drawn in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// What comes in, with what is known of the person beside.
    Intake,
    /// The investigation: one long page with notes beside.
    Investigation,
    /// Communication, with the letter beside.
    Communication,
    /// The decision, with the live check beside.
    Decision,
    /// A letter, with whom it is to and what it is about side by side.
    Letter,
    /// The order, with what is shared.
    Order,
    /// A small act.
    Plain,
}

/// A form.
pub struct Spec {
    /// Its layout.
    pub layout: Layout,
    /// Its template.
    pub look: Look,
    /// The heading, a verb first.
    pub heading: &'static str,
    /// A sentence beneath.
    pub intro: &'static str,
    /// The words on the filled button.
    pub submit: &'static str,
    /// What follows by itself.
    pub follows: &'static [&'static str],
}

const PLAIN: Layout = Layout {
    use_case: "",
    sections: &[],
    long: &[],
    visible: &[],
    left_out: &[],
    unmarked: &[],
    hints: &[],
    half: &[],
};

const fn plain(layout: Layout, heading: &'static str, intro: &'static str, submit: &'static str) -> Spec {
    Spec { layout, look: Look::Plain, heading, intro, submit, follows: &[] }
}

pub use decision::DECISIONS;

/// The words of the leading choice with which a field is asked; none for always.
pub fn shown_for(use_case: &str, field: &str) -> Option<&'static str> {
    let known = decision::SHOWN_FOR.iter().find(|(name, _)| *name == field);
    known.filter(|_| DECISIONS.contains(&use_case)).map(|(_, words)| *words)
}

/// Whether an act follows a decision, and is read on its page.
pub fn follows_decision(use_case: &str) -> bool {
    let mut specs = remedies::SPECS.iter().chain(minutes::SPECS).chain(execution::SPECS);
    specs.any(|spec| spec.layout.use_case == use_case)
}

/// Every form, by the part of the work it belongs to.
const AREAS: &[&[Spec]] = &[
    intake::SPECS,
    person::SPECS,
    access::SPECS,
    investigation::SPECS,
    decision::SPECS,
    remedies::SPECS,
    minutes::SPECS,
    lvm::SPECS,
    execution::SPECS,
    provider::SPECS,
    meetings::SPECS,
    notes::SPECS,
    documents::SPECS,
    disclosure::SPECS,
    mailing::SPECS,
    organisation::SPECS,
    binder::SPECS,
    retention::SPECS,
    register::SPECS,
];

/// The form of a use case.
pub fn find(use_case: &str) -> Option<&'static Spec> {
    let known = AREAS.iter().copied().flatten().find(|spec| spec.layout.use_case == use_case);
    known.or_else(|| steps::find(use_case))
}
