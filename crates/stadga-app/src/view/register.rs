//! Registers: the matters that are in nobody's file, for those who handle them; and for whoever opened one, that it
//! was received and whether it is closed.

use super::WorkItem;
use super::arende::{LISTED, TimelineRow};
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Ground, Reach};
use stadga_core::calendar::{Counting, count};
use stadga_core::command::verksamhet::Opens;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::state::{CaseFile, Organisation, Unit};
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{RegisterRule, RegisterUnit, Stack, StepRule};
use stadga_store::{AuditKind, CaseFilter, ListedCase};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What can be done in any matter, besides the steps of its register.
const ACTS: &[&str] = &["verksamhetsarende.fordela", "verksamhetsarende.avsluta"];

/// Every register that somebody may open a matter in or read one of, and what they have opened themselves.
#[derive(Clone, Debug)]
pub struct Registers {
    /// The registers.
    pub registers: Vec<RegisterPage>,
    /// What the user has opened, newest first.
    pub own: Vec<Reported>,
    /// Today.
    pub today: Date,
}

/// A register for the one who looks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterPage {
    /// Its key.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What belongs there.
    pub about: String,
    /// The use case that opens a matter, with its title, when the user may.
    pub opens: Option<(String, String)>,
    /// Whether the user is somebody who reads matters here, also when there are none.
    pub reads: bool,
    /// The matters within reach, open ones first.
    pub matters: Vec<MatterLine>,
    /// The same by the year they were opened, newest first.
    pub years: Vec<RegisterYear>,
}

/// One matter in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MatterLine {
    /// The matter.
    pub matter: Id,
    /// Its number.
    pub number: String,
    /// The day it was opened.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// The day the next duty falls due.
    pub next_due: Option<Date>,
    /// Who handles it.
    pub handler: Option<String>,
    /// What was done in it last.
    pub latest: String,
}

/// How many matters were opened in a year, and in how many of them something was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegisterYear {
    /// The year.
    pub year: i16,
    /// Opened.
    pub opened: usize,
    /// Closed, of those.
    pub closed: usize,
    /// In how many of them each step was done, by what it is called.
    pub steps: Vec<(String, usize)>,
}

/// A matter as whoever opened it may know of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// What the register is called.
    pub register: String,
    /// Its number.
    pub number: String,
    /// The day it was received.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
}

/// A matter for those who handle it.
#[derive(Clone, Debug)]
pub struct MatterPage {
    /// The matter.
    pub matter: Id,
    /// Its number.
    pub number: String,
    /// What the register is called.
    pub register: String,
    /// The unit's name.
    pub unit: String,
    /// Who handles it.
    pub handler: Option<String>,
    /// The matter.
    pub file: Arc<CaseFile>,
    /// Today.
    pub today: Date,
    /// What is to be done next, by the one who looks.
    pub mine: Vec<WorkItem>,
    /// What others are to do.
    pub waiting: Vec<WorkItem>,
    /// What can be done: use case, title, and what it is for.
    pub acts: Vec<(String, String, String)>,
    /// The forms that open a case of what it holds, with their titles.
    pub opens: Vec<(String, String)>,
    /// What has happened, newest first.
    pub timeline: Vec<TimelineRow>,
    /// The files: the event that names each, its place there, and its name.
    pub files: Vec<(Id, usize, String, Date)>,
    /// How long it is kept, once it is closed.
    pub kept_until: Option<Date>,
}

impl App {
    /// What a register is called.
    pub fn register_name(&self, key: &str) -> String {
        let stack = self.stack();
        stack.register(key).map_or_else(|| key.to_owned(), |rule| stack.say(&rule.title))
    }

    /// The registers for the one who asks.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn registers(&self, ctx: &Ctx) -> Result<Registers, AppError> {
        self.registers_as(ctx, AuditKind::View)
    }

    /// The same, to leave the program as a file.
    ///
    /// # Errors
    /// As [`App::registers`].
    pub fn registers_to_export(&self, ctx: &Ctx) -> Result<Registers, AppError> {
        self.registers_as(ctx, AuditKind::Export)
    }

    fn registers_as(&self, ctx: &Ctx, kind: AuditKind) -> Result<Registers, AppError> {
        let stack = self.stack();
        let filter = CaseFilter { closed: true, matters: true, limit: LISTED, ..CaseFilter::default() };
        let listed = self.store().case_list(&Reach::of(ctx), &filter)?;
        let mut subjects: Vec<Id> = listed.iter().map(|listed| listed.row.subject).collect();
        let mut by_key: BTreeMap<String, Vec<(ListedCase, Loaded)>> = BTreeMap::new();
        for listed in listed {
            let Some((key, _)) = &listed.row.register else { continue };
            let loaded = self.load_case(listed.row.subject)?;
            by_key.entry(key.clone()).or_default().push((listed, loaded));
        }
        let organisation = self.organisation()?;
        let mut registers = Vec::new();
        for rule in stack.registers() {
            let matters = by_key.remove(&rule.key).unwrap_or_default();
            let page = self.register_page(ctx, &stack, &organisation, rule, &matters);
            registers.extend((page.opens.is_some() || page.reads).then_some(page));
        }
        let reported = self.store().opened_by(ctx.actor.user)?;
        subjects.extend(reported.iter().map(|known| known.matter));
        subjects.sort_unstable();
        subjects.dedup();
        let own = reported.into_iter().map(|known| Reported {
            register: self.register_name(&known.register),
            number: known.number.map(|number| number.to_string()).unwrap_or_default(),
            opened_on: known.opened_on,
            closed_on: known.closed_on,
        });
        let answer = Registers { registers, own: own.collect(), today: ctx.today };
        self.store().audit(self.audit_row(ctx, "register.lista", kind, subjects, ""))?;
        Ok(answer)
    }

    fn register_page(
        &self,
        ctx: &Ctx,
        stack: &Stack,
        organisation: &Organisation,
        rule: &RegisterRule,
        matters: &[(ListedCase, Loaded)],
    ) -> RegisterPage {
        let may = ctx.actor.posts.iter().any(|post| rule.who.contains(&post.role));
        let step = stack.step(&rule.opened_by).filter(|_| may);
        let line = |(listed, loaded): &(ListedCase, Loaded)| MatterLine {
            matter: listed.row.subject,
            number: loaded.number.clone(),
            opened_on: listed.row.opened_on,
            closed_on: listed.row.closed_on,
            next_due: listed.row.next_due,
            handler: listed.row.caseworker.map(|user| organisation.user_name(user).to_owned()),
            latest: loaded.file.events.iter().rev().find_map(|event| told(&event.fact)).unwrap_or_default(),
        };
        let mut lines: Vec<MatterLine> = matters.iter().map(line).collect();
        lines.sort_by_key(|line| (line.closed_on.is_some(), std::cmp::Reverse(line.opened_on)));
        RegisterPage {
            key: rule.key.clone(),
            title: stack.say(&rule.title),
            about: stack.say(&rule.about),
            opens: step.map(|step| (step.name(), step.title.clone())),
            reads: !matters.is_empty() || ctx.actor.posts.iter().any(|post| heads(post.role)),
            matters: lines,
            years: years(stack, rule, matters),
        }
    }

    /// A matter, if the user handles it or heads the unit that does.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn matter_page(&self, ctx: &Ctx, matter: Id) -> Result<MatterPage, AppError> {
        const WHAT: &str = "verksamhetsarende.visa";
        let unknown = |error| self.denied(ctx, WHAT, Some(matter), error);
        let loaded = self.load_case(matter).map_err(unknown)?;
        let grounds = loaded.grounds(ctx, matter);
        let known = loaded.file.case.matter.clone().filter(|_| !grounds.is_empty());
        let Some(known) = known else { return Err(unknown(AppError::NotFound)) };
        let organisation = self.organisation()?;
        let register = self.register_name(&known.register);
        let items = self.items_of(ctx, &loaded, &register)?;
        let (mine, waiting) = items.into_iter().partition(|item| item.mine);
        let (file, stack) = (loaded.file.clone(), self.stack());
        let shown = file.events.iter().filter(|event| !matches!(event.fact, Fact::VerksamhetsarendeOppnat(_)));
        let mut timeline: Vec<TimelineRow> =
            shown.map(|event| self.timeline_row(event, &file, &organisation)).collect();
        timeline.reverse();
        timeline.sort_by_key(|row| std::cmp::Reverse(row.on));
        let files = file.events.iter().flat_map(|event| {
            let named = event.fact.files().iter().enumerate();
            named.map(|(place, file)| (event.id, place, file.namn.clone(), event.occurred_on))
        });
        let rule = stack.register(&known.register);
        let keep = rule.and_then(|rule| rule.keep);
        let open = file.case.closed_on.is_none();
        let last = file.events.iter().map(|event| event.occurred_on).max().filter(|_| file.case.closed_on.is_some());
        let page = MatterPage {
            matter,
            number: loaded.number.clone(),
            register,
            unit: file.case.unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
            handler: file.case.caseworker.map(|user| organisation.user_name(user).to_owned()),
            today: ctx.today,
            mine,
            waiting,
            acts: acts(&stack, &known.register, &grounds, file.case.closed_on.is_some()),
            opens: rule.filter(|_| open).map(|rule| self.opens_cases(ctx, rule)).unwrap_or_default(),
            timeline,
            files: files.collect(),
            kept_until: last.zip(keep).map(|(last, keep)| count(last, keep, Counting::Elapsed).strict),
            file,
        };
        let ground = grounds.first().map_or("", |ground| ground.word());
        self.store().audit(self.audit_row(ctx, WHAT, AuditKind::View, vec![matter], ground))?;
        Ok(page)
    }

    /// The number of a matter, for the one who opened it.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn number_reported_by(&self, ctx: &Ctx, matter: Id) -> Result<Option<String>, AppError> {
        let own = self.store().opened_by(ctx.actor.user)?;
        let known = own.into_iter().find(|known| known.matter == matter);
        Ok(known.and_then(|known| known.number).map(|number| number.to_string()))
    }

    /// Whether a stream is a matter of a register that the user reaches.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn reaches_matter(&self, ctx: &Ctx, matter: Id) -> Result<bool, AppError> {
        let loaded = self.load_case(matter)?;
        Ok(loaded.file.case.matter.is_some() && !loaded.grounds(ctx, matter).is_empty())
    }

    /// Where a matter goes that a use case opens; none for a use case that opens none.
    pub(crate) fn register_opened(&self, ctx: &Ctx, stack: &Stack, use_case: &str) -> Option<Opens> {
        let step = stack.step(use_case).filter(|step| !step.opened_by.is_empty())?;
        let rule = stack.register(step.register.as_deref()?)?;
        let organisation = self.organisation().ok()?;
        let to = unit_for(rule.to, ctx, &organisation);
        let usual = to.map_or(Roll::Socialsekreterare, |unit| match unit.kind {
            EnhetArt::Utforare => Roll::Behandlare,
            EnhetArt::Mottagning => Roll::Mottagningssekreterare,
            EnhetArt::Myndighet => Roll::Socialsekreterare,
        });
        Some(Opens {
            register: rule.key.clone(),
            to: to.map(|unit| (unit.id, head_of(unit))),
            handled_by: rule.handled_by.unwrap_or(usual),
        })
    }
}

/// The unit that handles what somebody opens: one's own when it fits, else the first by name. A unit that nobody heads
/// today cannot, and then it is the board's own.
fn unit_for<'a>(to: RegisterUnit, ctx: &Ctx, organisation: &'a Organisation) -> Option<&'a Unit> {
    let headed = |unit: &&Unit| !organisation.holders(head_of(unit), unit.id, ctx.today).is_empty();
    let first = |kind| organisation.units_of(kind).into_iter().find(headed);
    let own = organisation.units.get(&ctx.actor.post.unit).filter(headed);
    let fits = match to {
        RegisterUnit::Own => own,
        RegisterUnit::Kind(kind) => own.filter(|unit| unit.kind == kind).or_else(|| first(kind)),
    };
    fits.or_else(|| first(EnhetArt::Myndighet))
}

/// The role that heads a unit. At a reception the whole desk answers for what is handed to it.
fn head_of(unit: &Unit) -> Roll {
    match unit.kind {
        EnhetArt::Utforare => Roll::Utforarchef,
        EnhetArt::Mottagning => Roll::Mottagningssekreterare,
        EnhetArt::Myndighet => Roll::Enhetschef,
    }
}

fn heads(role: Roll) -> bool {
    matches!(role, Roll::Enhetschef | Roll::Utforarchef)
}

/// What was done, as lists say it; none for what only says how it is kept.
fn told(fact: &Fact) -> Option<String> {
    match fact {
        Fact::VerksamhetsarendeOppnat(_) | Fact::AvstegMotiverat(_) => None,
        Fact::StegUtfort(step) => Some(step.rubrik.clone().unwrap_or_else(|| step.steg.clone())),
        fact => Some(fact.label().to_owned()),
    }
}

/// What somebody who reaches a matter on these grounds may do there: the steps of its register, and what any has.
fn acts(stack: &Stack, register: &str, grounds: &[Ground], closed: bool) -> Vec<(String, String, String)> {
    let may = |access: stadga_core::command::Access| {
        access.on_matter() && grounds.iter().any(|ground| access.grounds().contains(ground))
    };
    let own = |rule: &&StepRule| may(crate::steps::step(rule).access);
    let line = |rule: &StepRule| {
        let about = rule.about.clone().unwrap_or_default();
        (rule.name(), rule.title.clone(), about)
    };
    let steps = stack.steps_of_register(register).filter(own).map(line);
    let open = ACTS.iter().filter(|_| !closed).filter_map(|name| crate::cases::find(name));
    let open = open.filter(|case| may(case.access));
    steps.chain(open.map(|case| (case.name.to_owned(), case.title.to_owned(), String::new()))).collect()
}

/// Matters by the year they were opened, with how many of them had each step.
fn years(stack: &Stack, rule: &RegisterRule, matters: &[(ListedCase, Loaded)]) -> Vec<RegisterYear> {
    let steps: Vec<&StepRule> =
        stack.steps_of_register(&rule.key).filter(|step| step.name() != rule.opened_by).collect();
    let did = |loaded: &Loaded, step: &StepRule| {
        loaded.file.events.iter().any(|event| matches!(&event.fact, Fact::StegUtfort(done) if done.steg == step.key))
    };
    let mut by_year: BTreeMap<i16, Vec<&(ListedCase, Loaded)>> = BTreeMap::new();
    for matter in matters {
        by_year.entry(matter.0.row.opened_on.year()).or_default().push(matter);
    }
    let year = |(year, matters): (i16, Vec<&(ListedCase, Loaded)>)| RegisterYear {
        year,
        opened: matters.len(),
        closed: matters.iter().filter(|(listed, _)| listed.row.closed_on.is_some()).count(),
        steps: steps
            .iter()
            .map(|step| (step.done().to_owned(), matters.iter().filter(|(_, loaded)| did(loaded, step)).count()))
            .collect(),
    };
    by_year.into_iter().rev().map(year).collect()
}
