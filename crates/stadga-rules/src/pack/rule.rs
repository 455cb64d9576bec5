//! The rules of a pack: duties, guards, steps and texts.

use super::agenda::StepAgenda;
use super::housing::{StepCost, StepFlat};
use super::joint::StepJoint;
use super::{Opens, Owner, Scope, StepKind, Weight};
use crate::condition::Condition;
use crate::diagnostic::Place;
use crate::stack::Stack;
use jiff::civil::Date;
use stadga_core::calendar::{Counting, Period, Urgency};
use stadga_core::fact::organisation::Roll;
use stadga_core::{Level, Source};

/// A duty, as a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyRule {
    /// Its key; `pack:key` is its address.
    pub key: String,
    /// What to do, a verb first; `{term}` stands for the municipality's word.
    pub title: String,
    /// Why, in a sentence.
    pub why: String,
    /// What it looks at.
    pub scope: Scope,
    /// The event that starts it.
    pub trigger: TriggerRule,
    /// A condition on the whole timeline.
    pub condition: Option<Condition>,
    /// How its date comes about.
    pub time: Time,
    /// What stops its time and lets it run again.
    pub paused: Option<Paused>,
    /// When it comes onto the list.
    pub opens: Opens,
    /// How long before its day it comes onto the list, when it does not come at once.
    pub opens_before: Option<Period>,
    /// Whose list.
    pub owner: Owner,
    /// On whose lists too, when several do it together.
    pub shared_with: Vec<Owner>,
    /// What meets it.
    pub met_by: Vec<Act>,
    /// What makes it needless.
    pub void_by: Vec<Act>,
    /// Where it also stands when it is late.
    pub escalate: Vec<Escalation>,
    /// The use case of its button.
    pub action: Option<String>,
    /// The text of its button.
    pub button: Option<String>,
    /// What is at stake.
    pub weight: Weight,
    /// Where it comes from.
    pub source: Source,
    /// First and last day of the trigger for which the rule exists, both inclusive.
    pub in_force: InForce,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// The event that starts a duty.
#[derive(Clone, Debug, PartialEq)]
pub struct TriggerRule {
    /// The event.
    pub event: String,
    /// A condition on it.
    pub condition: Option<Condition>,
    /// Only the first in the scope.
    pub first: bool,
}

/// An event that meets a duty or makes it needless.
#[derive(Clone, Debug, PartialEq)]
pub struct Act {
    /// The event.
    pub event: String,
    /// A condition on it.
    pub condition: Option<Condition>,
    /// The field that must name the trigger, or hold the same as the trigger's.
    pub matching: Option<String>,
}

/// How the date of a duty comes about.
#[derive(Clone, Debug, PartialEq)]
pub enum Time {
    /// A time from the trigger's day.
    Within {
        /// How long.
        period: Period,
        /// How it is counted.
        counting: Counting,
    },
    /// A date that the trigger holds.
    Until {
        /// The field.
        field: String,
        /// How long after it.
        after: Option<Period>,
        /// How that is counted.
        counting: Counting,
    },
    /// Urgency in words.
    Urgency {
        /// The word.
        word: Urgency,
        /// The pack's own target.
        target: Option<Period>,
        /// How the target is counted.
        counting: Counting,
    },
    /// Again and again from the trigger's day.
    Series {
        /// How often.
        every: Period,
        /// How it is counted.
        counting: Counting,
    },
    /// Once a quarter, from the one in which a time from the trigger's day ran out.
    Quarterly {
        /// How long the time is; it is never moved.
        after: Period,
        /// Month and day by which each of the four quarters is reported, after its end.
        windows: [(i8, i8); 4],
    },
    /// A person must judge.
    Judge,
}

/// What stops a time and lets it run again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paused {
    /// The event whose day is the first that is not counted.
    pub from: String,
    /// The event whose day is the first that is counted again.
    pub to: String,
}

/// When a late duty also stands with somebody else.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Escalation {
    /// How long after the due day.
    pub after: Period,
    /// With whom.
    pub to: Owner,
}

/// First and last day, both inclusive; open where none.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InForce {
    /// First day.
    pub from: Option<Date>,
    /// Last day.
    pub to: Option<Date>,
}

impl InForce {
    /// Whether a day lies inside.
    pub fn holds(self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// A guard, as a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct GuardRule {
    /// Its key; `pack:key` is its address.
    pub key: String,
    /// The use cases it guards.
    pub commands: Vec<String>,
    /// How hard it is.
    pub level: Level,
    /// When it applies.
    pub condition: Option<Condition>,
    /// What it needs.
    pub require: Condition,
    /// What is shown when it fails.
    pub message: String,
    /// What is shown when it holds.
    pub ok: Option<String>,
    /// What to do.
    pub remedy: Option<String>,
    /// The use case that would remedy it.
    pub remedy_action: Option<String>,
    /// The form field it is about.
    pub field: Option<String>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A step that only a routine knows.
#[derive(Clone, Debug, PartialEq)]
pub struct StepRule {
    /// Its key, as stored in `steg.utfort`.
    pub key: String,
    /// What it is called, a verb first.
    pub title: String,
    /// What the record says when it has been done; the title when none.
    pub done: Option<String>,
    /// A sentence beneath the heading of its page.
    pub about: Option<String>,
    /// The heading it stands under among other steps.
    pub group: Option<String>,
    /// Where it is done.
    pub scope: Scope,
    /// Whether the routine begins with it, before anything is decided: it is offered in every case.
    pub first: bool,
    /// The register whose matters it is done in; none for a step in cases and assignments.
    pub register: Option<String>,
    /// The roles that open a matter with it, as its register says; none for any other step.
    pub opened_by: Vec<Roll>,
    /// Who does it.
    pub owner: Owner,
    /// Who else may do it.
    pub also: Vec<Owner>,
    /// Its form.
    pub fields: Vec<StepField>,
    /// The letter it sends to another authority.
    pub letter: Option<StepLetter>,
    /// The receipt that can be printed when it has been done in an assignment.
    pub receipt: Option<StepReceipt>,
    /// What it says of a meeting, when it puts the case on the agenda of one.
    pub agenda: Option<StepAgenda>,
    /// What it says of who pays, when it does.
    pub cost: Option<StepCost>,
    /// What it says of a plan that several make together, when it lays down one.
    pub joint: Option<StepJoint>,
    /// What it says of a flat, when it is about one.
    pub flat: Option<StepFlat>,
    /// Its fields for the days of a week, Monday first, when what it writes down is somebody's weekly schedule;
    /// else empty.
    pub week: Vec<String>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// A field of a step's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepField {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// What it holds.
    pub kind: StepKind,
    /// Whether it must be filled in.
    pub required: bool,
    /// The alternatives: stored word and label.
    pub choices: Vec<(String, String)>,
}

impl StepRule {
    /// The name of its use case, and of its event in rules: `steg.` and its key.
    pub fn name(&self) -> String {
        format!("{STEP}{}", self.key)
    }

    /// Puts the municipality's words into everything a person reads.
    pub(crate) fn said(&mut self, stack: &Stack) {
        let letter = self.letter.iter_mut().flat_map(|letter| [&mut letter.subject, &mut letter.text]);
        let fields = self.fields.iter_mut().flat_map(|field| {
            std::iter::once(&mut field.label).chain(field.choices.iter_mut().map(|(_, label)| label))
        });
        let own = std::iter::once(&mut self.title).chain(&mut self.done).chain(&mut self.about);
        let receipt = self.receipt.iter_mut().flat_map(|receipt| [&mut receipt.title, &mut receipt.text]);
        own.chain(letter).chain(receipt).chain(fields).for_each(|text| *text = stack.say(text));
    }

    /// What the record says when it has been done.
    pub fn done(&self) -> &str {
        self.done.as_ref().unwrap_or(&self.title)
    }
}

/// What the names of steps begin with, as use cases and as events.
pub const STEP: &str = "steg.";

/// Whom a letter goes to that goes to the person, in the place of an addressee's key.
pub const PERSON: &str = "personen";

/// A letter that a step sends: what was answered, under its questions.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLetter {
    /// The heading.
    pub subject: String,
    /// The addressee's key in `[letters]`, or [`PERSON`].
    pub to: String,
    /// What it says before the answers.
    pub text: String,
    /// The steps whose newest answers go along after its own, as `steg.` and the key.
    pub with: Vec<String>,
}

impl StepLetter {
    /// Whether it goes to the person, and not to another authority.
    pub fn to_person(&self) -> bool {
        self.to == PERSON
    }
}

/// A receipt to print and hand over: what the person keeps of what was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepReceipt {
    /// The heading.
    pub title: String,
    /// What it says before the answers.
    pub text: String,
    /// The fields whose answers it holds; what is written for colleagues alone stays in the record.
    pub fields: Vec<String>,
}

/// What a field is filled in with beforehand. Whoever fills in the form decides.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Suggestion {
    /// Of a date: so long from today, then to a working day.
    From(Period),
    /// Of a closed list: one of its words.
    Word(String),
}

/// Help beside a page or a field.
#[derive(Clone, Debug, PartialEq)]
pub struct TextRule {
    /// Its key.
    pub key: String,
    /// The use case.
    pub command: String,
    /// The field; none for the whole page.
    pub field: Option<String>,
    /// The text.
    pub text: String,
    /// What the field is filled in with beforehand.
    pub suggest: Option<Suggestion>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}
