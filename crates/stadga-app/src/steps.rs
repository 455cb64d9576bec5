//! The steps that packs declare, as use cases: one declaration gives the page, the API and the scenario step.

use crate::cases::{UseCase, find};
use crate::{App, AppError};
use stadga_core::Ctx;
use stadga_core::access::Ground;
use stadga_core::command::routine::{DAY, StepForm};
use stadga_core::command::{Access, Place};
use stadga_core::event::NewEvent;
use stadga_core::form::{Field, FieldKind, Form, Reading};
use stadga_rules::{Owner, STEP, Scope, Stack, StepField, StepKind, StepRule};
use std::cell::RefCell;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

impl App {
    /// The use case with a name: one of the table, or a step of the packs in force.
    pub fn case(&self, name: &str) -> Option<&'static UseCase> {
        match name.starts_with(STEP) {
            true => Some(step(self.stack().step(name)?)),
            false => find(name),
        }
    }

    /// Does something on this thread where a step is what this municipality's packs say it is, whatever other
    /// municipalities in the same process have declared under the same name.
    pub fn with_own_steps<T>(&self, work: impl FnOnce() -> T) -> T {
        let _back = Before(OWN.replace(Some(self.stack())));
        work()
    }

    /// The steps that somebody who reaches a subject on these grounds may do there, lowest layer first; last those
    /// that other insatser's routines begin with.
    pub fn steps_for(&self, insats: Option<&str>, on_case: bool, grounds: &[Ground]) -> Vec<StepRule> {
        let stack = self.stack();
        let may = |rule: &&StepRule| {
            let access = step(rule).access;
            let here = if on_case { access.on_case() } else { access.on_assignment() };
            here && grounds.iter().any(|ground| access.grounds().contains(ground))
        };
        let of_insats: Vec<&StepRule> = stack.steps(insats).collect();
        let begun = |step: &&StepRule| of_insats.iter().any(|known| known.place == step.place);
        let first = stack.first_steps().filter(|step| !begun(step));
        of_insats.iter().copied().chain(first).filter(may).cloned().collect()
    }
}

/// The use case of a step. Forms, drafts and buttons hold on to their fields by reference, so what a pack
/// declares is kept for as long as the program runs: once for each wording, however often packs are read.
pub fn step(rule: &StepRule) -> &'static UseCase {
    let mut declared = all();
    let kept = declared.entry(rule.key.clone()).or_default();
    let at = kept.iter().position(|(known, _)| known == rule);
    let (known, case) = at.map_or_else(|| (rule.clone(), &*Box::leak(Box::new(use_case(rule)))), |at| kept.remove(at));
    kept.push((known, case));
    case
}

/// The step that was declared last under a name.
pub(crate) fn named(name: &str) -> Option<&'static UseCase> {
    last(name).map(|(_, case)| case)
}

/// The same as its pack declares it, for whoever draws its form.
pub fn declared(name: &str) -> Option<StepRule> {
    last(name).map(|(rule, _)| rule)
}

fn last(name: &str) -> Option<(StepRule, &'static UseCase)> {
    if let Some(own) = OWN.with_borrow(Clone::clone) {
        let rule = own.step(name).filter(|_| name.starts_with(STEP))?;
        return Some((rule.clone(), step(rule)));
    }
    all().get(name.strip_prefix(STEP)?)?.last().cloned()
}

thread_local! {
    /// The packs of the municipality this thread works for, while it does.
    static OWN: RefCell<Option<Arc<Stack>>> = const { RefCell::new(None) };
}

/// Puts back whom the thread worked for before, however the work ends.
struct Before(Option<Arc<Stack>>);

impl Drop for Before {
    fn drop(&mut self) {
        OWN.set(self.0.take());
    }
}

/// What packs have declared since the program started, by key: a few wordings of each, the last one last.
type Declared = HashMap<String, Vec<(StepRule, &'static UseCase)>>;

fn all() -> MutexGuard<'static, Declared> {
    static DECLARED: OnceLock<Mutex<Declared>> = OnceLock::new();
    DECLARED.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner)
}

/// The form of the step with a name, as the packs in force declare it.
pub(crate) fn form_of(case: &UseCase) -> Option<StepForm> {
    let key = case.name.strip_prefix(STEP)?;
    Some(StepForm { key, done: case.done, fields: case.fields, access: case.access })
}

fn use_case(rule: &StepRule) -> UseCase {
    let own = rule.fields.iter().map(field);
    let fields: Vec<Field> = own.chain([DAY]).collect();
    UseCase {
        name: kept(&rule.name()),
        title: kept(&rule.title),
        done: kept(rule.done()),
        fields: Vec::leak(fields),
        access: access(rule),
        decide,
        replaces: |_, _| None,
        whole_person: false,
        both_persons: false,
        two_records: false,
        books: false,
    }
}

fn decide(form: &Form, reading: &Reading, place: &Place<'_>, ctx: &mut Ctx) -> Result<Vec<NewEvent>, AppError> {
    let step = place.packs.step.ok_or(AppError::NotFound)?;
    let (on, fact) = step.read(form, reading).map_err(AppError::Problems)?;
    step.record(on, fact, place, ctx).map_err(AppError::Refused)
}

fn field(declared: &StepField) -> Field {
    let words = || {
        let words = declared.choices.iter().map(|(word, label)| (kept(word), kept(label)));
        &*Vec::leak(words.collect())
    };
    let kind = match declared.kind {
        StepKind::Text | StepKind::Long => FieldKind::Text,
        StepKind::Date => FieldKind::Date,
        StepKind::Number => FieldKind::Number,
        StepKind::Flag => FieldKind::Flag,
        StepKind::Choice => FieldKind::Choice(words()),
        StepKind::Choices => FieldKind::Choices(words()),
        StepKind::Files => FieldKind::File,
    };
    // A tick that is not made is a no, and a form without files is read all the same.
    let required = declared.required && !matches!(declared.kind, StepKind::Flag);
    Field { name: kept(&declared.name), label: kept(&declared.label), kind, required }
}

/// Who may do a step, and where: in a matter of its register, or to open one; in the case, in an assignment, or in
/// either when both sides may.
fn access(rule: &StepRule) -> Access {
    if !rule.opened_by.is_empty() {
        return Access::New(Vec::leak(rule.opened_by.clone()));
    }
    let owners: Vec<Owner> = std::iter::once(rule.owner).chain(rule.also.iter().copied()).collect();
    let at_provider = owners.iter().any(|owner| matches!(owner, Owner::Utforarchef | Owner::Behandlare));
    let of = |owner: Owner| -> &'static [Ground] {
        match owner {
            Owner::Handlaggare => &[Ground::Handlaggare, Ground::Enhetschef],
            Owner::Enhetschef => &[Ground::Enhetschef],
            Owner::Mottagning => &[Ground::Mottagning],
            Owner::Utforarchef => &[Ground::Utforarchef],
            Owner::Behandlare => &[Ground::Behandlare, Ground::Utforarchef],
        }
    };
    let mut grounds: Vec<Ground> = owners.into_iter().flat_map(of).copied().collect();
    if rule.scope == Scope::Uppdrag && grounds.contains(&Ground::Handlaggare) {
        grounds.push(Ground::Bestallare);
    }
    let grounds = Vec::leak(grounds);
    if rule.register.is_some() {
        return Access::Matter(grounds);
    }
    match (rule.scope, at_provider) {
        (Scope::Uppdrag, _) => Access::Assignment(grounds),
        (Scope::Arende, true) => Access::Either(grounds),
        (Scope::Arende, false) => Access::Case(grounds),
    }
}

fn kept(text: &str) -> &'static str {
    String::leak(text.to_owned())
}
