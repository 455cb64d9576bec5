//! The person file: who it is, how to reach them, and every case and assignment the looker reaches.

use super::LifeLine;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::whole_case;
use stadga_core::event::StreamKind;
use stadga_core::state::{PersonState, Representative};
use stadga_core::{Ctx, Id};
use std::sync::Arc;

/// A case of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonCase {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// What it is about.
    pub title: String,
    /// The stage.
    pub stage: &'static str,
    /// The day it was opened.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// The caseworker's name.
    pub caseworker: Option<String>,
    /// The unit's name.
    pub unit: String,
}

/// An assignment of the person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PersonAssignment {
    /// The assignment.
    pub assignment: Id,
    /// The insats's name.
    pub insats: String,
    /// Where it is.
    pub stage: &'static str,
    /// The provider's unit.
    pub unit: String,
    /// The number of its case.
    pub number: String,
}

/// Everything on the person's page.
#[derive(Clone, Debug)]
pub struct PersonPage {
    /// The person's stream.
    pub id: Id,
    /// The person.
    pub person: Arc<PersonState>,
    /// Children are concerned in one of the cases.
    pub children: bool,
    /// Today.
    pub today: Date,
    /// Those who have shown authority to speak for the person, with the number of the case.
    pub representatives: Vec<(Representative, String)>,
    /// The cases within reach, newest first.
    pub cases: Vec<PersonCase>,
    /// The assignments of those cases, newest first.
    pub assignments: Vec<PersonAssignment>,
    /// Insatser over time, of every case within reach.
    pub lines: Vec<LifeLine>,
}

impl App {
    /// The person file. Whoever reaches a case of the person, and not only an assignment of one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person does not exist or is not the user's to see.
    pub fn person_page(&self, ctx: &Ctx, id: Id) -> Result<PersonPage, AppError> {
        const WHAT: &str = "person.visa";
        let known = self.store().kind_of(id)? == Some(StreamKind::Person);
        let mut reached: Vec<Loaded> = Vec::new();
        for case in if known { self.store().cases_of_person(id)? } else { Vec::new() } {
            let loaded = self.load_case(case)?;
            if whole_case(&loaded.grounds(ctx, case)) {
                reached.push(loaded);
            }
        }
        if reached.is_empty() {
            return Err(self.denied(ctx, WHAT, Some(id), AppError::NotFound));
        }
        reached.sort_by_key(|loaded| std::cmp::Reverse((loaded.file.case.opened_on, loaded.number.clone())));
        let page = PersonPage {
            id,
            person: self.load_person(id)?,
            children: reached.iter().any(|loaded| loaded.file.case.children),
            today: ctx.today,
            representatives: reached.iter().flat_map(representatives).collect(),
            cases: reached.iter().map(|loaded| self.case_of(loaded)).collect::<Result<_, _>>()?,
            assignments: self.assignments_of(ctx, &reached)?,
            lines: reached.iter().flat_map(|loaded| self.life_lines(loaded)).collect(),
        };
        let mut subjects = vec![id];
        subjects.extend(reached.iter().map(|loaded| loaded.case));
        self.shown(ctx, WHAT, subjects, page)
    }

    fn case_of(&self, loaded: &Loaded) -> Result<PersonCase, AppError> {
        let organisation = self.organisation_for(loaded)?;
        let state = &loaded.file.case;
        Ok(PersonCase {
            case: loaded.case,
            number: loaded.number.clone(),
            title: self.title(&loaded.file),
            stage: loaded.file.stage().label(),
            opened_on: state.opened_on.ok_or(AppError::NotFound)?,
            closed_on: state.closed_on,
            caseworker: state.caseworker.map(|user| organisation.user_name(user).to_owned()),
            unit: state.unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
        })
    }

    /// The assignments of the cases that the looker reaches as well.
    fn assignments_of(&self, ctx: &Ctx, reached: &[Loaded]) -> Result<Vec<PersonAssignment>, AppError> {
        let mut all = Vec::new();
        for loaded in reached {
            let organisation = self.organisation_for(loaded)?;
            for assignment in loaded.file.assignments.values() {
                let Some(order) = &assignment.order else { continue };
                if loaded.grounds(ctx, assignment.id).is_empty() {
                    continue;
                }
                let row = PersonAssignment {
                    assignment: assignment.id,
                    insats: self.insats_name(&order.insats),
                    stage: assignment.stage().label(),
                    unit: organisation.unit_name(order.utforare).to_owned(),
                    number: loaded.number.clone(),
                };
                all.push((assignment.ordered_on, row));
            }
        }
        all.sort_by_key(|(on, _)| std::cmp::Reverse(*on));
        Ok(all.into_iter().map(|(_, row)| row).collect())
    }
}

fn representatives(loaded: &Loaded) -> Vec<(Representative, String)> {
    loaded.file.case.representatives.iter().map(|known| (known.clone(), loaded.number.clone())).collect()
}
