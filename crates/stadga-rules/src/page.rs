//! A pack as a page: what each role does, when, and according to what.

use crate::condition::sentence::field_label;
use crate::explain::{time_sentence, trigger_sentence};
use crate::pack::{DutyRule, GuardRule, Owner, Pack, STEP};
use crate::stack::Stack;
use stadga_core::calendar::text::sentence_case;
use stadga_core::{Level, Source};

/// One line of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageRow {
    /// Who, as people say; `Alla` for a guard.
    pub role: String,
    /// Who; none for a guard.
    pub owner: Option<Owner>,
    /// The rule, as `pack:key`.
    pub rule: String,
    /// When it comes about.
    pub when: String,
    /// What to do, or what is needed.
    pub what: String,
    /// How soon; empty for a guard.
    pub within: String,
    /// How hard a guard is; none for a duty or a step.
    pub level: Option<Level>,
    /// Why it exists, or what to do when it stops.
    pub why: String,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
}

/// A pack alone as a page, in its own words; see [`page_in`].
pub fn page(pack: &Pack) -> Vec<PageRow> {
    let (alone, _) = Stack::new(vec![pack.clone()]);
    page_in(&alone, &pack.id)
}

/// The pack by role, in the order its files declare, in the words of the whole stack; a shared duty
/// stands with each who shares it. Guards come last. Empty when the stack has no such pack.
pub fn page_in(stack: &Stack, pack: &str) -> Vec<PageRow> {
    let Some(pack) = stack.pack(pack) else { return Vec::new() };
    let mut rows = Vec::new();
    for role in Owner::ALL {
        let mine = |rule: &&DutyRule| rule.owner == *role || rule.shared_with.contains(role);
        rows.extend(pack.duties.iter().filter(mine).map(|rule| duty_row(stack, pack, rule, *role)));
        let steps = pack.steps.iter().filter(|step| step.owner == *role);
        rows.extend(steps.map(|step| PageRow {
            role: role.label().to_owned(),
            owner: Some(*role),
            rule: format!("{}:{}", pack.id, step.key),
            when: String::new(),
            what: stack.say(&step.title),
            within: String::new(),
            level: None,
            why: String::new(),
            source: step.source.clone(),
            clauses: step.clauses.clone(),
        }));
    }
    rows.extend(pack.guards.iter().map(|rule| guard_row(stack, pack, rule)));
    rows
}

fn duty_row(stack: &Stack, pack: &Pack, rule: &DutyRule, role: Owner) -> PageRow {
    PageRow {
        role: role.label().to_owned(),
        owner: Some(role),
        rule: format!("{}:{}", pack.id, rule.key),
        when: stack.say(&sentence_case(&trigger_sentence(rule))),
        what: stack.say(&rule.title),
        within: sentence_case(&time_sentence(&rule.time)),
        level: None,
        why: stack.say(&rule.why),
        source: rule.source.clone(),
        clauses: rule.clauses.clone(),
    }
}

fn guard_row(stack: &Stack, pack: &Pack, rule: &GuardRule) -> PageRow {
    let only = rule.condition.as_ref().map(|condition| format!(", om {}", condition.sentence())).unwrap_or_default();
    let commands: Vec<String> = rule
        .commands
        .iter()
        .map(|command| match command.starts_with(STEP) {
            true => format!("{{{command}}}"),
            false => field_label(&command.replace('.', " ")),
        })
        .collect();
    PageRow {
        role: "Alla".to_owned(),
        owner: None,
        rule: format!("{}:{}", pack.id, rule.key),
        when: stack.say(&format!("Vid {}{only}", commands.join(", "))),
        what: stack.say(&format!("{}.", sentence_case(&rule.require.sentence()))),
        within: String::new(),
        level: Some(rule.level),
        why: rule.remedy.as_ref().map(|remedy| stack.say(remedy)).unwrap_or_default(),
        source: rule.source.clone(),
        clauses: rule.clauses.clone(),
    }
}
