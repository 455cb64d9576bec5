//! The receipt of a step: what the person keeps of what was done, declared in a pack.

use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::shows;
use stadga_core::event::{Event, standing};
use stadga_core::fact::routine::StegUtfort;
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{STEP, StepReceipt};

/// A receipt to print.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedReceipt {
    /// The case's number.
    pub number: String,
    /// The heading.
    pub title: String,
    /// What it says before the answers.
    pub text: String,
    /// What was asked and answered, as far as the pack lets the receipt say.
    pub answers: Vec<(String, String)>,
    /// The person's name.
    pub person: String,
    /// Who did it.
    pub by: String,
    /// The unit.
    pub unit: String,
    /// The day it was done.
    pub on: Date,
}

impl App {
    /// The receipt of a step that was done in an assignment.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none, or it is not the user's to see.
    pub fn printed_receipt(&self, ctx: &Ctx, assignment: Id, event: Id) -> Result<PrintedReceipt, AppError> {
        const WHAT: &str = "kvitto.visa";
        let unknown = |error| self.denied(ctx, WHAT, Some(assignment), error);
        let loaded = self.load_case(assignment).map_err(unknown)?;
        let grounds = loaded.grounds(ctx, assignment);
        let standing = standing(&loaded.file.events);
        let own = |row: &&stadga_core::event::Standing<'_>| {
            row.event.id == event && row.event.subject == assignment && shows(&row.event.fact, &grounds)
        };
        let known = standing.iter().find(own).filter(|_| !grounds.is_empty()).map(|row| row.event);
        let found = known.and_then(|event| Some((event, self.receipt_of(event)?)));
        let Some(((event, (step, rule)), person)) = found.zip(loaded.file.case.person) else {
            return Err(unknown(AppError::NotFound));
        };
        let organisation = self.organisation()?;
        let said = step.svar.iter().filter(|answer| rule.fields.contains(&answer.namn));
        let receipt = PrintedReceipt {
            number: loaded.number.clone(),
            answers: said.map(|answer| (answer.fraga.clone(), answer.svar.clone())).collect(),
            person: self.load_person(person)?.name.clone(),
            by: organisation.user_name(event.signature.user).to_owned(),
            unit: organisation.unit_name(event.signature.post.unit).to_owned(),
            on: event.occurred_on,
            title: rule.title,
            text: rule.text,
        };
        self.shown(ctx, WHAT, vec![assignment, person], receipt)
    }

    /// Whether a receipt of an event can be printed.
    pub(super) fn has_receipt(&self, event: &Event) -> bool {
        self.receipt_of(event).is_some()
    }

    fn receipt_of<'a>(&self, event: &'a Event) -> Option<(&'a StegUtfort, StepReceipt)> {
        let Fact::StegUtfort(step) = &event.fact else { return None };
        let receipt = self.stack().step(&format!("{STEP}{}", step.steg))?.receipt.clone()?;
        Some((step, receipt))
    }
}
