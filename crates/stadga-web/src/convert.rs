//! From what the use cases say to what the templates draw.

use crate::handling;
use crate::view::{self, Button, Due, DueState, Field, Level, Link, RuleItem};
use jiff::civil::Date;
use stadga_app::view::{CheckedRule, RuleCheck, WorkItem};
use stadga_core::calendar::text::{relative, sentence_case};
use stadga_core::{Hinder, Id, Source, SourceKind};
use stadga_store::Why;

/// Days from which a deadline is no longer "soon".
const SOON_DAYS: i32 = 4;

/// A duty as a row.
pub fn duty(item: &WorkItem, today: Date, with_person: bool) -> view::Duty {
    let act = item.action.as_ref().map(|action| act(item.case, item.target, action));
    let button = match (&act, &item.button) {
        (Some(act), Some(words)) => Button::go(words, act),
        _ => Button::go("Öppna", target(item)),
    };
    // On a list the row leads to the record; on the record's own page it leads to the act.
    let href = act.filter(|_| !with_person).unwrap_or_else(|| target(item));
    view::Duty {
        title: item.title.clone(),
        due: due(item, today),
        date: item.due.map(|due| due.to_string()).unwrap_or_default(),
        person: if with_person { item.person.clone() } else { String::new() },
        case: if with_person { format!("Ärende {}", item.number) } else { String::new() },
        reason: reason(item),
        source: source(&item.source),
        why: Some(why(item)),
        button: Some(button),
        settles: String::new(),
        href,
    }
}

/// Why the row is here: the rule's own words, or that somebody else has not done it yet.
fn reason(item: &WorkItem) -> String {
    if item.on_list == Some(Why::Escalated) {
        let whom = item.owners.join(" och ");
        return format!("{whom} har inte gjort det här än. {}", item.why);
    }
    item.why.clone()
}

/// The page a duty is about.
pub fn target(item: &WorkItem) -> String {
    match item.target == item.case {
        true => crate::handling::opening::case_address(item.case, item.desk, item.matter),
        false => format!("/uppdrag/{}", item.target),
    }
}

/// The page of a use case on a case or one of its assignments.
pub fn act(case: Id, target: Id, use_case: &str) -> String {
    let access = stadga_app::cases::find(use_case).map(|found| found.access);
    if access.is_some_and(|access| access.on_matter()) {
        return format!("/register/{case}/{use_case}");
    }
    let on_case = access.is_some_and(|access| access.on_case() && (!access.on_assignment() || target == case));
    if on_case { format!("/arenden/{case}/{use_case}") } else { format!("/uppdrag/{target}/{use_case}") }
}

/// The chip.
pub fn due(item: &WorkItem, today: Date) -> Due {
    let Some(day) = item.due else {
        let words = item.word.clone().unwrap_or_else(|| String::from("bedöm"));
        return Due::new(DueState::Soon, sentence_case(&words));
    };
    let state = nearness(day, today);
    match item.hours_left {
        Some(hours) => Due::new(state, hours_words(hours)),
        None => Due::new(state, relative(today, day)),
    }
}

/// What is left of a time that is counted in hours.
fn hours_words(hours: i64) -> String {
    match hours {
        0 => String::from("Mindre än en timme kvar"),
        1 => String::from("1 timme kvar"),
        many => format!("{many} timmar kvar"),
    }
}

/// How near a day is.
pub fn nearness(day: Date, today: Date) -> DueState {
    let days = today.until(day).map_or(0, |span| span.get_days());
    match days {
        i32::MIN..=-1 => DueState::Overdue,
        0 => DueState::Today,
        1..=SOON_DAYS => DueState::Soon,
        _ => DueState::Later,
    }
}

fn why(item: &WorkItem) -> view::Why {
    let explanation = &item.explanation;
    view::Why {
        about: item.title.clone(),
        rule: explanation.rule.clone(),
        sources: vec![source(&item.source)],
        steps: explanation.steps.iter().map(|step| step.text.clone()).collect(),
        pack: explanation.pack.clone(),
        owner: explanation.responsible.clone().unwrap_or_default(),
        warning: explanation.warning.clone(),
    }
}

/// A source with its tag.
pub fn source(source: &Source) -> view::Source {
    let kind = match source.kind {
        SourceKind::Lag => view::SourceKind::Lag,
        SourceKind::Foreskrift => view::SourceKind::Foreskrift,
        SourceKind::Riktlinje => view::SourceKind::Riktlinje,
        SourceKind::Rutin => view::SourceKind::Rutin,
        SourceKind::LokaltMal => view::SourceKind::LokaltMal,
        SourceKind::Delegation => view::SourceKind::Delegation,
    };
    view::Source::new(kind, &source.cite)
}

/// The rule check beside a form.
pub fn rule_check(check: &RuleCheck, case: Id, subject: Id) -> view::RuleCheck {
    view::RuleCheck { items: check.rules.iter().map(|rule| rule_item(rule, case, subject)).collect() }
}

fn rule_item(rule: &CheckedRule, case: Id, subject: Id) -> RuleItem {
    let level = match (rule.holds, rule.level.refuses()) {
        (true, _) => Level::Done,
        (false, true) => Level::Must,
        (false, false) => Level::Consider,
    };
    let mend = match (&rule.field, &rule.remedy_action) {
        _ if rule.holds => None,
        (Some(field), _) => Some(Link::new("Fyll i", format!("#{field}"))),
        (None, Some(action)) => Some(Link::new("Gå till", act(case, subject, action))),
        (None, None) => None,
    };
    RuleItem {
        level,
        title: rule.message.clone(),
        why: if rule.holds { String::new() } else { rule.remedy.clone().unwrap_or_default() },
        source: rule.source.as_ref().map(source).unwrap_or_default(),
        action: mend,
    }
}

/// A hinder as a line of the error summary.
pub fn hinder(hinder: &Hinder) -> view::FormError {
    let remedy = hinder.remedy.as_deref().unwrap_or_default();
    let text = if remedy.is_empty() { hinder.message.clone() } else { format!("{} {remedy}", hinder.message) };
    let field = hinder.field.clone().unwrap_or_else(|| String::from("huvudinnehall"));
    // What somebody may not open is handed to those who may: one press, and nothing is typed again.
    let instead = hinder.remedy_action.clone().filter(|act| handling::opens_register(act)).unwrap_or_default();
    // There is no rule check beside such a form to name the source.
    let source = hinder.source.as_ref().filter(|_| !instead.is_empty());
    let text = source.map_or_else(|| text.clone(), |source| format!("{text} Källa: {}.", source.cite));
    view::FormError { instead, ..view::FormError::new(field, text) }
}

/// Puts what is wrong at the field it is about.
pub fn mark(fields: &mut [Field], errors: &[view::FormError]) {
    for error in errors {
        if let Some(field) = fields.iter_mut().find(|field| field.name == error.field) {
            field.error.clone_from(&error.text);
        }
    }
}
