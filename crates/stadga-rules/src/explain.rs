//! Why a duty is there: the rule as a sentence, its source, the arithmetic, the pack.

use crate::condition::sentence::{and, event_label, field_label, lower_first, or};
use crate::pack::{Act, DutyRule, Pack, PackKind, Time};
use crate::plan::Duty;
use crate::stack::Stack;
use stadga_core::Source;
use stadga_core::calendar::text::{long_date, sentence_case};
use stadga_core::calendar::{Counting, Receipt, Roll};

/// Everything the panel "Varför?" shows. It holds dates, rules and sources, never what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Why {
    /// The rule in sentences.
    pub rule: String,
    /// Why it exists.
    pub why: String,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// The arithmetic.
    pub receipt: Receipt,
    /// The pack's name.
    pub pack: String,
    /// Its layer.
    pub kind: PackKind,
    /// Its version.
    pub version: String,
    /// From when to when it applies, and who decided it.
    pub validity: String,
}

/// Why a duty is there; none when its rule is no longer in the stack.
pub fn explain(stack: &Stack, duty: &Duty) -> Option<Why> {
    let pack = stack.pack(&duty.pack)?;
    let rule = pack.duties.iter().find(|rule| rule.key == duty.key)?;
    Some(Why {
        rule: stack.say(&rule_sentence(rule)),
        why: duty.why.clone(),
        source: duty.source.clone(),
        clauses: duty.clauses.clone(),
        receipt: duty.receipt.clone(),
        pack: pack.name.clone(),
        kind: pack.kind,
        version: pack.version.clone(),
        validity: validity(pack),
    })
}

/// The whole rule: when, who, what, how soon, what meets it, what makes it needless, who hears of it.
pub(crate) fn rule_sentence(rule: &DutyRule) -> String {
    let mut who = vec![rule.owner.label().to_lowercase()];
    who.extend(rule.shared_with.iter().map(|owner| owner.label().to_lowercase()));
    let mut sentences = vec![format!(
        "{}: {} gör detta: {}.",
        sentence_case(&trigger_sentence(rule)),
        and(who.into_iter()),
        lower_first(&rule.title)
    )];
    sentences.push(format!("Tid: {}.", time_sentence(&rule.time)));
    sentences.push(format!("Klart när {}.", acts(&rule.met_by)));
    if !rule.void_by.is_empty() {
        sentences.push(format!("Behövs inte längre när {}.", acts(&rule.void_by)));
    }
    for step in &rule.escalate {
        let to = step.to.label().to_lowercase();
        sentences.push(format!("Om det inte är gjort syns det även hos {to} {} efteråt.", step.after.in_words()));
    }
    sentences.join(" ")
}

/// When the rule starts: `när beslut fattat, om utfall är bifall`.
pub(crate) fn trigger_sentence(rule: &DutyRule) -> String {
    let first = if rule.trigger.first { "första gången " } else { "" };
    let conditions = rule.trigger.condition.iter().chain(&rule.condition);
    let conditions: Vec<String> = conditions.map(|condition| condition.sentence()).collect();
    let only = if conditions.is_empty() { String::new() } else { format!(", om {}", conditions.join(" och ")) };
    format!("{first}när {} har registrerats{only}", event_label(&rule.trigger.event))
}

/// How soon: `tre veckor, lokal tid`.
pub(crate) fn time_sentence(time: &Time) -> String {
    match time {
        Time::Within { period, counting } => format!("inom {}, {}", period.in_words(), way(*counting)),
        Time::Until { field, after: None, .. } => format!("senast den dag som är angiven ({})", field_label(field)),
        Time::Until { field, after: Some(after), .. } => {
            format!("{} efter den dag som är angiven ({})", after.in_words(), field_label(field))
        }
        Time::Urgency { word, target: None, .. } => word.label().to_lowercase(),
        Time::Urgency { word, target: Some(target), .. } => {
            format!("{}; lokalt mål: {}", word.label().to_lowercase(), target.in_words())
        }
        Time::Series { every, counting } => format!("var gång det har gått {}, {}", every.in_words(), way(*counting)),
        Time::Judge => "en människa måste bedöma när".to_owned(),
    }
}

fn way(counting: Counting) -> &'static str {
    match counting {
        Counting::Statutory => "räknat som lagstadgad tid",
        Counting::Elapsed => "flyttas inte för helger",
        Counting::Local(Roll::None) => "lokal tid",
        Counting::Local(Roll::Back) => "lokal tid, till arbetsdagen före en helg",
        Counting::Local(Roll::Forward) => "lokal tid, till arbetsdagen efter en helg",
    }
}

fn acts(acts: &[Act]) -> String {
    let act = |act: &Act| match &act.condition {
        Some(condition) => format!("{} ({})", event_label(&act.event), condition.sentence()),
        None => event_label(&act.event),
    };
    format!("{} har registrerats", or(acts.iter().map(act)))
}

fn validity(pack: &Pack) -> String {
    let from = pack.valid_from.map(|day| format!("Gäller från {}", long_date(day)));
    let to = pack.valid_to.map(|day| format!(" till och med {}", long_date(day))).unwrap_or_default();
    let by = pack.decided_by.as_ref().map(|by| format!(" Beslutad av {}.", lower_first(by))).unwrap_or_default();
    from.map(|from| format!("{from}{to}.{by}")).unwrap_or_default()
}
