//! The live rule check: what would stop an act, what asks for thought, what is done.

use crate::{App, AppError};
use stadga_core::form::Form;
use stadga_core::{Ctx, Id, Level, Source};

/// One rule, checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckedRule {
    /// The rule, as `pack:key`.
    pub rule: String,
    /// Whether it holds.
    pub holds: bool,
    /// How hard it is.
    pub level: Level,
    /// What it says, as it stands.
    pub message: String,
    /// What to do.
    pub remedy: Option<String>,
    /// The use case that would remedy it.
    pub remedy_action: Option<String>,
    /// The form field it is about.
    pub field: Option<String>,
    /// Where it comes from.
    pub source: Option<Source>,
}

/// The whole check.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RuleCheck {
    /// The rules: those that refuse first, then those that warn, then those that hold.
    pub rules: Vec<CheckedRule>,
}

impl RuleCheck {
    /// How many refuse.
    pub fn refusing(&self) -> usize {
        self.rules.iter().filter(|rule| !rule.holds && rule.level.refuses()).count()
    }

    /// How many warn.
    pub fn warning(&self) -> usize {
        self.rules.iter().filter(|rule| !rule.holds && !rule.level.refuses()).count()
    }
}

impl App {
    /// The check as an answer of its own, written down before it is given.
    ///
    /// # Errors
    /// As [`App::rule_check`], and when it cannot be written down.
    pub fn rule_check_shown(&self, ctx: &Ctx, use_case: &str, subject: Id, form: &Form) -> Result<RuleCheck, AppError> {
        let check = self.rule_check(ctx, use_case, subject, form)?;
        self.shown(ctx, "regelkontroll.visa", vec![subject], check)
    }

    /// Checks a half-filled form against the guards of its use case. The same rules, with and
    /// without JavaScript, before and at the act.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the use case or its subject is not the user's.
    pub fn rule_check(&self, ctx: &Ctx, use_case: &str, subject: Id, form: &Form) -> Result<RuleCheck, AppError> {
        let case = self.case(use_case).ok_or(AppError::NotFound)?;
        let loaded = self.reached_for(ctx, case.name, case.access, subject)?;
        let judged = self.judge(ctx, case, &loaded, Some(subject), form);
        let mut rules: Vec<CheckedRule> = judged
            .checks
            .into_iter()
            .map(|check| CheckedRule {
                message: check.text().to_owned(),
                rule: check.rule,
                holds: check.holds,
                level: check.level,
                remedy: check.remedy,
                remedy_action: check.remedy_action,
                field: check.field,
                source: Some(check.source),
            })
            .collect();
        rules.sort_by_key(|rule| (rule.holds, !rule.level.refuses()));
        Ok(RuleCheck { rules })
    }
}
