//! A plan that several make together: who does what, and how many of those who need one have one that holds.

use super::arende::LISTED;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::event::{Standing, standing};
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::routine::StegUtfort;
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{STEP, StepAnswer, StepJoint, StepRule};
use stadga_store::CaseFilter;

/// A plan in a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointPlan {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// What the plan is called.
    pub title: String,
    /// The day it was made.
    pub on: Date,
    /// What matters to the person.
    pub own: Option<String>,
    /// The parties.
    pub parties: Vec<String>,
    /// What is done, and by which of the parties, by its place among them.
    pub actions: Vec<(String, usize)>,
    /// Who leads it, whom to call, and the day of follow-up, under the questions of the form.
    pub facts: Vec<(String, String)>,
    /// Whether it holds today.
    pub holds: bool,
    /// The use case that writes a new one.
    pub act: String,
}

/// Those who need such a plan, in the cases of a head.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointShare {
    /// What the plan is called.
    pub title: String,
    /// The open cases that need one, in the order of their numbers.
    pub cases: Vec<JointNeed>,
}

/// A case that needs a plan.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JointNeed {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The caseworker's name.
    pub caseworker: Option<String>,
    /// The day of the plan that holds; none where there is none.
    pub plan: Option<Date>,
}

impl JointShare {
    /// How many have one that holds.
    pub fn with(&self) -> usize {
        self.cases.iter().filter(|need| need.plan.is_some()).count()
    }
}

/// A step that lays down such a plan.
type Lays<'a> = (&'a StepRule, &'a StepJoint);

impl App {
    /// The newest plan of a case that several have made together.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the case is not the user's to see, or has no such plan.
    pub fn joint_plan(&self, ctx: &Ctx, case: Id) -> Result<JointPlan, AppError> {
        const WHAT: &str = "gemensam_plan.visa";
        let loaded = self.case_to_show(ctx, WHAT, case)?;
        let stack = self.stack();
        let found = stack.joints().filter_map(|lays| plan(&loaded, lays, ctx.today)).max_by_key(|plan| plan.on);
        match found {
            Some(plan) => self.shown(ctx, WHAT, vec![case], plan),
            None => self.nothing(ctx, WHAT),
        }
    }

    /// Whether a case has such a plan, for the page of the case.
    pub fn has_joint_plan(&self, events: &[stadga_core::Event]) -> bool {
        let stack = self.stack();
        stack.joints().any(|(step, _)| {
            events.iter().any(|event| matches!(&event.fact, Fact::StegUtfort(done) if done.steg == step.key))
        })
    }

    /// Whether a use case lays down such a plan.
    pub fn lays_joint_plan(&self, use_case: &str) -> bool {
        self.stack().joints().any(|(step, _)| step.name() == use_case)
    }

    /// Whether the routines have such plans.
    pub fn plans_together(&self) -> bool {
        self.stack().joints().next().is_some()
    }

    /// How many of the cases within reach that need a plan have one that holds.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit of the authority.
    pub fn joint_shares(&self, ctx: &Ctx) -> Result<Vec<JointShare>, AppError> {
        const WHAT: &str = "gemensam_plan.andel";
        if ctx.actor.post.role != Roll::Enhetschef {
            return self.nothing(ctx, WHAT);
        }
        let (stack, organisation) = (self.stack(), self.organisation()?);
        let mut shares: Vec<(Lays<'_>, JointShare)> = stack
            .joints()
            .map(|lays| (lays, JointShare { title: lays.0.done().to_owned(), cases: Vec::new() }))
            .collect();
        let filter = CaseFilter { limit: LISTED, ..CaseFilter::default() };
        let mut shown = Vec::new();
        for listed in self.store().case_list(&Reach::of(ctx).own(), &filter)? {
            let loaded = self.load_case(listed.row.subject)?;
            for (lays, share) in &mut shares {
                if !needs(&loaded, lays.1) {
                    continue;
                }
                shown.push(listed.row.subject);
                let user = loaded.file.case.caseworker;
                share.cases.push(JointNeed {
                    case: listed.row.subject,
                    number: loaded.number.clone(),
                    caseworker: user.map(|user| organisation.user_name(user).to_owned()),
                    plan: plan(&loaded, *lays, ctx.today).filter(|plan| plan.holds).map(|plan| plan.on),
                });
            }
        }
        let mut shares: Vec<JointShare> = shares.into_iter().map(|(_, share)| share).collect();
        shares.iter_mut().for_each(|share| share.cases.sort_by(|one, other| one.number.cmp(&other.number)));
        self.shown(ctx, WHAT, shown, shares)
    }
}

/// The newest plan that a step has laid down, with who does what.
fn plan(loaded: &Loaded, (step, joint): Lays<'_>, today: Date) -> Option<JointPlan> {
    let rows = standing(&loaded.file.events);
    let (at, row, fact) = rows.iter().enumerate().rev().find_map(|(at, row)| Some((at, row, done(row, &step.key)?)))?;
    let text = |name: &Option<String>| name.as_ref().and_then(|name| said(fact, name));
    let word = |name: &str| fact.svar.iter().find(|given| given.namn == name)?.varden.first();
    let until = joint.until.as_ref().and_then(|name| word(name)?.parse::<Date>().ok());
    let over = rows.iter().skip(at + 1).any(|later| joint.ended.iter().any(|ended| is(later, ended)));
    let mut plan = JointPlan {
        case: loaded.case,
        number: loaded.number.clone(),
        title: step.done().to_owned(),
        on: row.event.occurred_on,
        own: text(&joint.own).map(|(_, answer)| answer),
        parties: Vec::new(),
        actions: Vec::new(),
        facts: [&joint.lead, &joint.contact, &joint.review, &joint.until].into_iter().filter_map(text).collect(),
        holds: !over && until.is_none_or(|day| day >= today),
        act: step.name(),
    };
    for name in &joint.parts {
        let Some((party, answer)) = said(fact, name) else { continue };
        let lines = answer.lines().map(str::trim).filter(|line| !line.is_empty());
        plan.actions.extend(lines.map(|line| (line.to_owned(), plan.parties.len())));
        plan.parties.push(party);
    }
    Some(plan)
}

/// Whether the newest word is that such a plan is needed.
fn needs(loaded: &Loaded, joint: &StepJoint) -> bool {
    let whatever = StepAnswer { step: joint.needed.step.clone(), field: None };
    let rows = standing(&loaded.file.events);
    rows.iter().rev().find(|row| is(row, &whatever)).is_some_and(|row| is(row, &joint.needed))
}

fn is(row: &Standing<'_>, answer: &StepAnswer) -> bool {
    let Some(fact) = answer.step.strip_prefix(STEP).and_then(|key| done(row, key)) else { return false };
    answer
        .field
        .as_ref()
        .is_none_or(|(field, word)| fact.svar.iter().any(|given| given.namn == *field && given.varden.contains(word)))
}

fn done<'a>(row: &Standing<'a>, key: &str) -> Option<&'a StegUtfort> {
    match &row.event.fact {
        Fact::StegUtfort(fact) if fact.steg == key => Some(fact),
        _ => None,
    }
}

/// The question and the answer.
fn said(fact: &StegUtfort, field: &str) -> Option<(String, String)> {
    let given = fact.svar.iter().find(|given| given.namn == field)?;
    Some((given.fraga.clone(), given.svar.clone()))
}
