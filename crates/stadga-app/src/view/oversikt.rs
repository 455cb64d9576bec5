//! The whole house: who has a plan, a weekly schedule and a follow-up, and who lacks one; and the schedules themselves.

use super::arende::LISTED;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::access::{Ground, Reach};
use stadga_core::event::standing;
use stadga_core::state::{Assignment, AssignmentStage};
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{STEP, StepRule};
use stadga_store::AssignmentFilter;

/// Those a provider works with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HousePage {
    /// The unit's name.
    pub unit: String,
    /// Everybody within reach whose assignment runs, in the order of their names.
    pub lines: Vec<HouseLine>,
}

/// One of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HouseLine {
    /// The assignment.
    pub assignment: Id,
    /// The person's name.
    pub person: String,
    /// The insats's name.
    pub insats: String,
    /// The therapists' names.
    pub therapists: Vec<String>,
    /// The day of the implementation plan in force.
    pub plan: Option<Date>,
    /// Whether the routines of the insats have a weekly schedule, and by which use case it is made.
    pub makes_week: Option<String>,
    /// The schedule in force.
    pub week: Option<Week>,
    /// The day of the latest follow-up.
    pub reviewed: Option<Date>,
    /// The day that was set for the next one.
    pub next: Option<Date>,
}

/// A weekly schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Week {
    /// The day it was made.
    pub on: Date,
    /// Each day's name and what it holds, Monday first.
    pub days: Vec<(String, String)>,
}

impl App {
    /// Those the user reaches at the provider, with what each has and lacks.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever does not work at a provider.
    pub fn house(&self, ctx: &Ctx) -> Result<HousePage, AppError> {
        const WHAT: &str = "oversikt.visa";
        let post = ctx.actor.post;
        if !post.role.at_provider() {
            return Err(self.denied(ctx, WHAT, None, AppError::NotFound));
        }
        let mut lines = self.house_lines(ctx)?;
        lines.sort_by(|one, other| one.person.cmp(&other.person));
        let subjects = lines.iter().map(|line| line.assignment).collect();
        let unit = self.organisation()?.unit_name(post.unit).to_owned();
        self.shown(ctx, WHAT, subjects, HousePage { unit, lines })
    }

    /// How many persons have something in their weekly schedules on each of the coming fourteen days; nothing for
    /// whoever does not work at a provider.
    pub(crate) fn schedule_days(&self, ctx: &Ctx) -> Result<Vec<(Date, usize)>, AppError> {
        if !ctx.actor.posts.iter().any(|post| post.role.at_provider()) {
            return Ok(Vec::new());
        }
        let weeks: Vec<Week> = self.house_lines(ctx)?.into_iter().filter_map(|line| line.week).collect();
        let busy = |day: Date| {
            let place = usize::try_from(day.weekday().to_monday_zero_offset()).unwrap_or_default();
            weeks.iter().filter(|week| week.days.get(place).is_some_and(|(_, text)| !text.trim().is_empty())).count()
        };
        let days = (0..14).map(|ahead: i32| ctx.today.saturating_add(ahead.days()));
        Ok(days.map(|day| (day, busy(day))).filter(|(_, many)| *many > 0).collect())
    }

    /// One person's schedule at the provider.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not the user's to see at the provider.
    pub fn own_week(&self, ctx: &Ctx, assignment: Id) -> Result<HouseLine, AppError> {
        const WHAT: &str = "veckoschema.visa";
        let loaded = self.load_case(assignment).map_err(|error| self.denied(ctx, WHAT, Some(assignment), error))?;
        let grounds = loaded.grounds(ctx, assignment);
        let works = grounds.iter().any(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef));
        let name = self.person_on(&loaded, assignment, &grounds)?.name.clone();
        match self.house_line(&loaded, assignment, name)?.filter(|_| works) {
            Some(line) => self.shown(ctx, WHAT, vec![assignment], line),
            None => Err(self.denied(ctx, WHAT, Some(assignment), AppError::NotFound)),
        }
    }

    /// Whether the routines of an insats have a weekly schedule.
    pub fn makes_week(&self, insats: &str) -> bool {
        self.stack().steps(Some(insats)).any(is_week)
    }

    /// Those the user reaches at the provider whose insats goes on.
    fn house_lines(&self, ctx: &Ctx) -> Result<Vec<HouseLine>, AppError> {
        let filter = AssignmentFilter { ended: false, limit: LISTED, ..AssignmentFilter::default() };
        let mut lines = Vec::new();
        for listed in self.store().assignment_list(&Reach::of(ctx), &filter)? {
            let loaded = self.load_case(listed.row.subject)?;
            lines.extend(self.house_line(&loaded, listed.row.subject, listed.name)?);
        }
        Ok(lines)
    }

    fn house_line(&self, loaded: &Loaded, assignment: Id, person: String) -> Result<Option<HouseLine>, AppError> {
        let runs = |state: &&Assignment| matches!(state.stage(), AssignmentStage::Mottaget | AssignmentStage::Pagar);
        let Some(state) = loaded.file.assignments.get(&assignment).filter(runs) else { return Ok(None) };
        let Some(order) = &state.order else { return Ok(None) };
        let stack = self.stack();
        let organisation = self.organisation()?;
        let rule = stack.steps(Some(&order.insats)).find(|step| is_week(step));
        let review = state.reviews.last();
        Ok(Some(HouseLine {
            assignment,
            person,
            insats: self.insats_name(&order.insats),
            therapists: state.therapists.iter().map(|user| organisation.user_name(*user).to_owned()).collect(),
            plan: state.plans.last().map(|plan| plan.on),
            makes_week: rule.map(StepRule::name),
            week: rule.and_then(|rule| newest(rule, loaded, assignment)),
            reviewed: review.map(|review| review.on),
            next: review.and_then(|review| review.fact.nasta),
        }))
    }
}

fn is_week(step: &StepRule) -> bool {
    !step.week.is_empty()
}

/// The schedule written down last: an earlier one is history.
fn newest(rule: &StepRule, loaded: &Loaded, assignment: Id) -> Option<Week> {
    let rows = standing(&loaded.file.events);
    let made = rows.iter().rev().find_map(|row| match &row.event.fact {
        Fact::StegUtfort(fact) if row.event.subject == assignment && format!("{STEP}{}", fact.steg) == rule.name() => {
            Some((row.event.occurred_on, fact))
        }
        _ => None,
    });
    let (on, fact) = made?;
    let days = rule.week.iter().map(|name| {
        let label = rule.fields.iter().find(|field| field.name == *name).map(|field| field.label.clone());
        let answer = fact.svar.iter().find(|answer| answer.namn == *name).map(|answer| answer.svar.clone());
        (label.unwrap_or_default(), answer.unwrap_or_default())
    });
    Some(Week { on, days: days.collect() })
}
