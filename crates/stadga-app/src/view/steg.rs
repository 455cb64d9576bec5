//! What else can be done in a case or an assignment: the steps that the packs declare, with when each was done last.

use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::shows;
use stadga_core::event::standing;
use stadga_core::state::{CaseFile, PersonState};
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::StepRule;
use std::sync::Arc;

/// The steps of a case or of an assignment.
#[derive(Clone, Debug)]
pub struct StepsPage {
    /// The case.
    pub case: Id,
    /// The case or the assignment.
    pub subject: Id,
    /// The case's number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// The headings, in the packs' order, each with its steps.
    pub groups: Vec<(String, Vec<StepLine>)>,
}

/// A step that can be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StepLine {
    /// The name of its use case.
    pub name: String,
    /// What it is called, a verb first.
    pub title: String,
    /// What it is for; empty when the pack does not say.
    pub about: String,
    /// The day it was done last, as far as the user may see.
    pub done_on: Option<Date>,
}

impl App {
    /// What else can be done, by whoever may.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn steps_page(&self, ctx: &Ctx, subject: Id) -> Result<StepsPage, AppError> {
        const WHAT: &str = "steg.visa";
        let unknown = |error| self.denied(ctx, WHAT, Some(subject), error);
        let loaded = self.load_case(subject).map_err(unknown)?;
        let grounds = loaded.grounds(ctx, subject);
        let person = loaded.file.case.person.filter(|_| !grounds.is_empty());
        let Some(person) = person else { return Err(unknown(AppError::NotFound)) };
        let file = &loaded.file;
        let insats = match file.assignments.get(&subject).and_then(|known| known.order.as_ref()) {
            Some(order) => Some(order.insats.clone()),
            None => insats_of(&loaded.file),
        };
        let done = |rule: &StepRule| {
            let done = |row: &stadga_core::event::Standing<'_>| match &row.event.fact {
                Fact::StegUtfort(step) => step.steg == rule.key && shows(&row.event.fact, &grounds),
                _ => false,
            };
            standing(&file.events).iter().filter(|row| done(row)).map(|row| row.event.occurred_on).max()
        };
        let stack = self.stack();
        let mut groups: Vec<(String, Vec<StepLine>)> = Vec::new();
        for rule in self.steps_for(insats.as_deref(), subject == loaded.case, &grounds) {
            let line = StepLine {
                name: rule.name(),
                title: stack.say(&rule.title),
                about: rule.about.as_ref().map(|about| stack.say(about)).unwrap_or_default(),
                done_on: done(&rule),
            };
            let heading = rule.group.clone().unwrap_or_else(|| String::from("Övrigt"));
            match groups.iter_mut().find(|(known, _)| *known == heading) {
                Some((_, lines)) => lines.push(line),
                None => groups.push((heading, vec![line])),
            }
        }
        let page = StepsPage {
            case: loaded.case,
            subject,
            number: loaded.number.clone(),
            person: self.load_person(person)?,
            groups,
        };
        self.shown(ctx, WHAT, vec![subject, person], page)
    }
}

/// The insats a case is about: the newest decision's, before that the one that a step of a routine has named.
fn insats_of(file: &CaseFile) -> Option<String> {
    let decided = file.case.decisions.last().map(|decision| decision.fact.insats.clone());
    let named = |row: &stadga_core::event::Standing<'_>| match &row.event.fact {
        Fact::StegUtfort(step) => {
            let answer = step.svar.iter().find(|answer| answer.namn == "insats")?;
            answer.varden.first().cloned()
        }
        _ => None,
    };
    decided.or_else(|| standing(&file.events).iter().rev().find_map(named))
}
