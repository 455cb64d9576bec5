//! The forms of steps: laid out by what their packs declare.

use super::{Look, PLAIN, Spec};
use crate::form::Layout;
use stadga_app::steps::{declared, step};
use stadga_core::command::routine::DAY;
use stadga_core::form::FieldKind;
use stadga_rules::{StepKind, StepRule};
use std::collections::HashMap;
use std::sync::{Mutex, OnceLock, PoisonError};

/// How many lines a long text begins with.
const LINES: u8 = 3;

/// The forms of each step, by its key: one for each wording.
type Kept = HashMap<String, Vec<(StepRule, &'static Spec)>>;

/// The form of a step. Kept for as long as the program runs, once for each wording, like the step itself.
pub fn find(use_case: &str) -> Option<&'static Spec> {
    static KEPT: OnceLock<Mutex<Kept>> = OnceLock::new();
    let rule = declared(use_case)?;
    let mut all = KEPT.get_or_init(Mutex::default).lock().unwrap_or_else(PoisonError::into_inner);
    let kept = all.entry(rule.key.clone()).or_default();
    if let Some((_, known)) = kept.iter().find(|(known, _)| *known == rule) {
        return Some(known);
    }
    let drawn: &'static Spec = Box::leak(Box::new(spec(&rule)));
    kept.push((rule, drawn));
    Some(drawn)
}

fn spec(rule: &StepRule) -> Spec {
    let case = step(rule);
    let long = rule.fields.iter().zip(case.fields).filter(|(declared, _)| declared.kind == StepKind::Long);
    let visible = case.fields.iter().filter(|field| matches!(field.kind, FieldKind::Choice(words) if words.len() <= 5));
    Spec {
        layout: Layout {
            use_case: case.name,
            long: Vec::leak(long.map(|(_, field)| (field.name, LINES)).collect()),
            visible: Vec::leak(visible.map(|field| field.name).collect()),
            half: &[DAY.name],
            ..PLAIN
        },
        look: if rule.letter.is_some() { Look::Letter } else { Look::Plain },
        heading: case.title,
        intro: String::leak(rule.about.clone().unwrap_or_default()),
        submit: if rule.letter.is_some() { "Skicka" } else { "Spara" },
        follows: &[],
    }
}
