//! What was handed to reception by somebody who may not open a case: for the desk that opens it, and for whoever handed
//! it over, so that nothing is lost between them.

use super::arende::LISTED;
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::command::Access;
use stadga_core::form::Form;
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::RegisterRule;
use stadga_store::{AuditKind, CaseFilter};

/// How long the receipt of what is settled is shown, in days.
const KEPT: i32 = 30;

/// Something that was handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandedOver {
    /// The matter; none for whoever handed it over, who reads it no more.
    pub matter: Option<Id>,
    /// Its number.
    pub number: String,
    /// The day.
    pub on: Date,
    /// The unit it comes from; none for whoever handed it over.
    pub from: Option<String>,
    /// The day it was settled.
    pub closed_on: Option<Date>,
}

impl App {
    /// What was handed over and waits, or was settled lately: what the user reaches, and what the user has handed over.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn handed_over(&self, ctx: &Ctx) -> Result<Vec<HandedOver>, AppError> {
        const WHAT: &str = "inlamnat.lista";
        let stack = self.stack();
        let is_one = |key: &str| stack.register(key).is_some_and(|rule| !rule.opens.is_empty());
        if !stack.registers().any(|rule| !rule.opens.is_empty()) {
            return Ok(Vec::new());
        }
        let since = ctx.today.saturating_sub(KEPT.days());
        let lately = |closed: Option<Date>| closed.is_none_or(|day| day >= since);
        let organisation = self.organisation()?;
        let filter = CaseFilter { closed: true, matters: true, limit: LISTED, ..CaseFilter::default() };
        let (mut handed, mut subjects) = (Vec::new(), Vec::new());
        for listed in self.store().case_list(&Reach::of(ctx).off_duty(), &filter)? {
            let row = listed.row;
            if !row.register.as_ref().is_some_and(|(key, _)| is_one(key)) || !lately(row.closed_on) {
                continue;
            }
            let loaded = self.load_case(row.subject)?;
            let by = loaded.file.events.first().map(|event| event.signature.post.unit);
            subjects.push(row.subject);
            handed.push(HandedOver {
                matter: Some(row.subject),
                number: loaded.number.clone(),
                on: row.opened_on,
                from: by.map(|unit| organisation.unit_name(unit).to_owned()),
                closed_on: row.closed_on,
            });
        }
        for known in self.store().opened_by(ctx.actor.user)? {
            if is_one(&known.register) && lately(known.closed_on) && !subjects.contains(&known.matter) {
                subjects.push(known.matter);
                handed.push(HandedOver {
                    matter: None,
                    number: known.number.map(|number| number.to_string()).unwrap_or_default(),
                    on: known.opened_on,
                    from: None,
                    closed_on: known.closed_on,
                });
            }
        }
        handed.sort_by_key(|one| (one.closed_on.is_some(), one.on, one.number.clone()));
        self.shown(ctx, WHAT, subjects, handed)
    }

    /// What a matter that was handed over says, for the form that opens a case of it; nothing for anything else, or for
    /// somebody who does not reach it.
    ///
    /// # Errors
    /// When the matter cannot be read, or the reading cannot be written down.
    pub fn handed_form(&self, ctx: &Ctx, matter: Id, use_case: &str) -> Result<Form, AppError> {
        let mut form = Form::default();
        let Ok(loaded) = self.load_case(matter) else { return Ok(form) };
        let rule = self.register_of(&loaded.file.case.matter);
        let opens = rule.filter(|rule| rule.opens.iter().any(|name| name == use_case));
        let Some(rule) = opens.filter(|_| !loaded.grounds(ctx, matter).is_empty()) else { return Ok(form) };
        for event in &loaded.file.events {
            let Fact::StegUtfort(step) = &event.fact else { continue };
            if rule.opened_by.strip_prefix(stadga_rules::STEP) != Some(step.steg.as_str()) {
                continue;
            }
            for given in &step.svar {
                form.set_all(&given.namn, given.varden.iter().map(|value| said(value)));
            }
            form.set("datum", event.occurred_on.to_string());
        }
        self.store().audit(self.audit_row(ctx, "inlamnat.visa", AuditKind::View, vec![matter], ""))?;
        Ok(form)
    }

    /// The use cases that open a case of what a step hands over; none for any other step.
    pub fn handed_for(&self, use_case: &str) -> Vec<String> {
        let stack = self.stack();
        let found = stack.registers().find(|rule| rule.opened_by == use_case).map(|rule| rule.opens.clone());
        found.unwrap_or_default()
    }

    /// The forms that open a case of what a matter holds, with their titles, for whoever may.
    pub(super) fn opens_cases(&self, ctx: &Ctx, rule: &RegisterRule) -> Vec<(String, String)> {
        let may = |access: Access| match access {
            Access::New(roles) => ctx.actor.posts.iter().any(|post| roles.contains(&post.role)),
            _ => false,
        };
        let found = rule.opens.iter().filter_map(|name| self.case(name)).filter(|case| may(case.access));
        found.map(|case| (case.name.to_owned(), case.title.to_owned())).collect()
    }

    fn register_of(&self, matter: &Option<stadga_core::state::Matter>) -> Option<RegisterRule> {
        self.stack().register(&matter.as_ref()?.register).cloned()
    }
}

/// A value as a form gives it: a tick is `ja`.
fn said(value: &str) -> String {
    if value == "true" { String::from("ja") } else { value.to_owned() }
}
