//! The provider's pages: the assignments, and one client's page. Never the investigation.

use super::WorkItem;
use super::arende::{LISTED, TimelineRow};
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Ground, Reach, shows};
use stadga_core::state::{Assignment, AssignmentStage, PersonState};
use stadga_core::{Ctx, Id};
use stadga_store::{AssignmentFilter, ListedAssignment};
use std::sync::Arc;

/// One assignment in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentLine {
    /// The assignment.
    pub assignment: Id,
    /// The case's number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The insats's name.
    pub insats: String,
    /// Where it is.
    pub stage: AssignmentStage,
    /// The day it was ordered.
    pub ordered_on: Date,
    /// The therapists' names.
    pub therapists: Vec<String>,
    /// The caseworker who ordered.
    pub orderer: String,
    /// First granted day.
    pub from: Option<Date>,
}

/// Everything on the client's page at the provider.
#[derive(Clone, Debug)]
pub struct AssignmentPage {
    /// The assignment.
    pub assignment: Id,
    /// Its case, for those who reach it.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// The folded assignment.
    pub state: Assignment,
    /// The insats's name.
    pub insats: String,
    /// The unit's name.
    pub unit: String,
    /// The caseworker who ordered.
    pub orderer: String,
    /// The therapists' names.
    pub therapists: Vec<String>,
    /// Today.
    pub today: Date,
    /// What is to be done, by the one who looks.
    pub mine: Vec<WorkItem>,
    /// What others are to do.
    pub waiting: Vec<WorkItem>,
    /// The provider's own events, newest first.
    pub timeline: Vec<TimelineRow>,
    /// On which grounds the user is here.
    pub grounds: Vec<Ground>,
}

impl App {
    /// The assignments the user reaches at a provider, oldest order first.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn assignments(&self, ctx: &Ctx) -> Result<Vec<AssignmentLine>, AppError> {
        let organisation = self.organisation()?;
        let filter = AssignmentFilter { ended: false, limit: LISTED, ..AssignmentFilter::default() };
        let rows = self.store().assignment_list(&Reach::of(&ctx.actor, ctx.today), &filter)?;
        let subjects = rows.iter().map(|listed| listed.row.subject).collect();
        let mut lines = Vec::new();
        for ListedAssignment { row, number, name } in rows {
            let loaded = self.load_case(row.subject)?;
            let known = loaded.file.assignments.get(&row.subject);
            let order = known.and_then(|known| known.order.as_ref());
            let therapists = known.map(|known| known.therapists.clone());
            lines.push(AssignmentLine {
                assignment: row.subject,
                number: number.map(|number| number.to_string()).unwrap_or_default(),
                person: name,
                insats: self.insats_name(&row.insats),
                stage: row.state.parse().unwrap_or(AssignmentStage::Bestallt),
                ordered_on: row.ordered_on,
                orderer: order.map(|order| organisation.user_name(order.bestallare).to_owned()).unwrap_or_default(),
                from: order.map(|order| order.fran),
                therapists: therapists
                    .unwrap_or_default()
                    .iter()
                    .map(|user| organisation.user_name(*user).to_owned())
                    .collect(),
            });
        }
        self.shown(ctx, "uppdrag.lista", subjects, lines)
    }

    /// The client's page at the provider.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn assignment_page(&self, ctx: &Ctx, assignment: Id) -> Result<AssignmentPage, AppError> {
        const WHAT: &str = "uppdrag.visa";
        let loaded = self.load_case(assignment).map_err(|error| self.denied(ctx, WHAT, Some(assignment), error))?;
        let grounds = loaded.grounds(ctx, assignment);
        let state = loaded.file.assignments.get(&assignment).filter(|_| !grounds.is_empty());
        let Some((state, order)) = state.and_then(|state| state.order.as_ref().map(|order| (state, order))) else {
            return Err(self.denied(ctx, WHAT, Some(assignment), AppError::NotFound));
        };
        let organisation = self.organisation()?;
        let person = self.load_person(order.person)?;
        let items = self.items_of(ctx, &loaded, &person.name)?;
        let here = items.into_iter().filter(|item| item.target == assignment);
        let (mine, waiting) = here.partition(|item| item.mine);
        let own = loaded.file.events.iter().filter(|event| event.subject == assignment);
        let shared = own.filter(|event| shows(&event.fact, &grounds));
        let mut timeline: Vec<TimelineRow> =
            shared.map(|event| self.timeline_row(event, &loaded.file, &organisation)).collect();
        timeline.reverse();
        let page = AssignmentPage {
            assignment,
            case: loaded.case,
            number: loaded.number.clone(),
            insats: self.insats_name(&order.insats),
            unit: organisation.unit_name(order.utforare).to_owned(),
            orderer: organisation.user_name(order.bestallare).to_owned(),
            therapists: state.therapists.iter().map(|user| organisation.user_name(*user).to_owned()).collect(),
            today: ctx.today,
            mine,
            waiting,
            timeline,
            grounds,
            state: state.clone(),
            person,
        };
        self.shown(ctx, WHAT, vec![assignment, order.person], page)
    }
}
