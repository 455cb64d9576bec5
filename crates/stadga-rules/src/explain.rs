//! Why a duty is there: the rule as a sentence, its source, the arithmetic, the pack.

use crate::condition::sentence::{and, event_label, field_label, lower_first, or};
use crate::pack::{Act, DutyRule, Pack, Time};
use crate::plan::Duty;
use crate::stack::Stack;
use stadga_core::Source;
use stadga_core::calendar::text::{long_date, sentence_case};
use stadga_core::calendar::{Counting, Roll, Step};

/// Everything the panel "Varför?" shows. It holds dates, rules and sources, never what was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explanation {
    /// The rule in sentences.
    pub rule: String,
    /// Why it exists.
    pub why: String,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// The arithmetic, step by step.
    pub steps: Vec<Step>,
    /// The pack's name and version.
    pub pack: String,
    /// From when to when the pack applies, and who decided it.
    pub validity: String,
    /// Who keeps the pack up to date.
    pub responsible: Option<String>,
    /// What to know about the pack: that its last day had passed.
    pub warning: Option<String>,
}

/// Why a duty is there. A rule that is no longer in the stack is told with what the duty holds.
pub fn explain(stack: &Stack, duty: &Duty) -> Explanation {
    let pack = stack.pack(&duty.pack);
    let rule = pack.and_then(|pack| pack.duties.iter().find(|rule| rule.key == duty.key));
    Explanation {
        rule: rule.map_or_else(|| duty.receipt.rule.clone(), |rule| stack.say(&rule_sentence(rule))),
        why: duty.why.clone(),
        source: duty.source.clone(),
        clauses: duty.clauses.clone(),
        steps: duty.receipt.steps.clone(),
        pack: pack.map_or_else(|| duty.pack.clone(), |pack| format!("{}, version {}", pack.name, pack.version)),
        validity: pack.map(validity).unwrap_or_default(),
        responsible: pack.and_then(|pack| pack.responsible.clone()),
        warning: pack.and_then(|pack| expiry(pack, duty)),
    }
}

/// The whole rule: when, who, what, how soon, what meets it, what makes it needless, who hears of it.
pub(crate) fn rule_sentence(rule: &DutyRule) -> String {
    let mut who = vec![rule.owner.label().to_lowercase()];
    who.extend(rule.shared_with.iter().map(|owner| owner.label().to_lowercase()));
    let responsible = match rule.shared_with.is_empty() {
        true => format!("Ansvarig är {}.", rule.owner.label().to_lowercase()),
        false => format!("Ansvariga är {}, tillsammans.", and(who.into_iter())),
    };
    let mut sentences = vec![format!("{}: {}.", sentence_case(&trigger_sentence(rule)), rule.title), responsible];
    sentences.push(format!("Tid: {}.", time_sentence(&rule.time)));
    sentences.push(format!("Klart när {}.", acts(&rule.met_by)));
    if !rule.void_by.is_empty() {
        sentences.push(format!("Behövs inte längre när {}.", acts(&rule.void_by)));
    }
    for step in &rule.escalate {
        let to = step.to.label().to_lowercase();
        sentences
            .push(format!("Är det inte gjort {} efter sista dagen syns det även hos {to}.", step.after.in_words()));
    }
    sentences.join(" ")
}

/// When the rule starts: `när ”Beslut fattat” är registrerat, om utfall är bifall`.
pub(crate) fn trigger_sentence(rule: &DutyRule) -> String {
    let first = if rule.trigger.first { " första gången" } else { "" };
    let conditions = rule.trigger.condition.iter().chain(&rule.condition);
    let conditions: Vec<String> = conditions.map(|condition| condition.sentence()).collect();
    let only = if conditions.is_empty() { String::new() } else { format!(", om {}", conditions.join(" och ")) };
    format!("när {} är registrerat{first}{only}", event_label(&rule.trigger.event))
}

/// How soon: `tre veckor, lokal tid`.
pub(crate) fn time_sentence(time: &Time) -> String {
    match time {
        Time::Within { period, counting } => format!("inom {}, {}", period.in_words(), way(*counting)),
        Time::Until { field, after: None, .. } => format!("senast den dag som är angiven som {}", field_label(field)),
        Time::Until { field, after: Some(after), .. } => {
            format!("{} efter den dag som är angiven som {}", after.in_words(), field_label(field))
        }
        Time::Urgency { word, target: None, .. } => word.label().to_lowercase(),
        Time::Urgency { word, target: Some(target), .. } => {
            format!("{}; lokalt mål: {}", word.label().to_lowercase(), target.in_words())
        }
        Time::Series { every, counting } => format!("med {}s mellanrum, {}", every.in_words(), way(*counting)),
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
    format!("{} är registrerat", or(acts.iter().map(act)))
}

fn validity(pack: &Pack) -> String {
    let from = pack.valid_from.map(|day| format!("Gäller från {}", long_date(day)));
    let to = pack.valid_to.map(|day| format!(" till och med {}", long_date(day))).unwrap_or_default();
    let by = pack.decided_by.as_ref().map(|by| format!(" Beslutad av {}.", lower_first(by))).unwrap_or_default();
    from.map(|from| format!("{from}{to}.{by}")).unwrap_or_default()
}

/// A pack whose last day had passed when the duty began goes on working, and says so.
fn expiry(pack: &Pack, duty: &Duty) -> Option<String> {
    let last = pack.valid_to.filter(|last| *last < duty.trigger.on)?;
    Some(format!("{} gällde till och med {} och används fortfarande.", pack.name, long_date(last)))
}
