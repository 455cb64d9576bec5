//! Why a duty is there: the rule as a sentence, its source, the arithmetic, the pack.

use crate::condition::sentence::{and, event_label, field_label, lower_first, or};
use crate::pack::{Act, DutyRule, Pack, Time};
use crate::plan::Duty;
use crate::stack::Stack;
use jiff::civil::Date;
use stadga_core::Source;
use stadga_core::calendar::text::{long_date, sentence_case};
use stadga_core::calendar::{Counting, Roll, Step};
use std::collections::HashMap;

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

/// What a rule says of every duty it gives, in the municipality's words: what a list shows without planning
/// the case anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// What to do.
    pub title: String,
    /// The stored name of what starts it.
    pub trigger: String,
    /// The use case of its button.
    pub action: Option<String>,
    /// The text of its button.
    pub button: Option<String>,
    /// Last day of the pack, and what to say when it had passed.
    expiry: Option<(Date, String)>,
    /// Everything but the arithmetic.
    explained: Explanation,
}

impl Told {
    /// Where the rule comes from.
    pub fn source(&self) -> &Source {
        &self.explained.source
    }

    /// Why there is a duty that something set off on a day, with how its date was reached.
    pub fn explain(&self, trigger_on: Date, steps: Vec<Step>) -> Explanation {
        let warning = self.expiry.as_ref().filter(|(last, _)| *last < trigger_on).map(|(_, text)| text.clone());
        Explanation { steps, warning, ..self.explained.clone() }
    }
}

/// What every rule of some packs says, by `pack:key`.
pub(crate) fn told(stack: &Stack) -> HashMap<String, Told> {
    let told = |(pack, rule): (&Pack, &DutyRule)| {
        let explained = Explanation {
            rule: stack.say(&rule_sentence(rule)),
            why: stack.say(&rule.why),
            source: rule.source.clone(),
            clauses: rule.clauses.clone(),
            steps: Vec::new(),
            pack: format!("{}, version {}", pack.name, pack.version),
            validity: validity(pack),
            responsible: pack.responsible.clone(),
            warning: None,
        };
        let told = Told {
            title: stack.say(&rule.title),
            trigger: rule.trigger.event.clone(),
            action: rule.action.clone(),
            button: rule.button.clone(),
            expiry: pack.valid_to.map(|last| (last, expiry(pack, last))),
            explained,
        };
        (format!("{}:{}", pack.id, rule.key), told)
    };
    stack.duties().map(told).collect()
}

/// Why a duty is there. A rule that is no longer in the stack is told with what the duty holds.
pub fn explain(stack: &Stack, duty: &Duty) -> Explanation {
    let steps = duty.receipt.steps.clone();
    if let Some(told) = stack.told(&duty.rule()) {
        return told.explain(duty.trigger.on, steps);
    }
    let pack = stack.pack(&duty.pack);
    let last = pack.and_then(|pack| Some((pack, pack.valid_to.filter(|last| *last < duty.trigger.on)?)));
    Explanation {
        rule: duty.receipt.rule.clone(),
        why: duty.why.clone(),
        source: duty.source.clone(),
        clauses: duty.clauses.clone(),
        steps,
        pack: pack.map_or_else(|| duty.pack.clone(), |pack| format!("{}, version {}", pack.name, pack.version)),
        validity: pack.map(validity).unwrap_or_default(),
        responsible: pack.and_then(|pack| pack.responsible.clone()),
        warning: last.map(|(pack, last)| expiry(pack, last)),
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
        Time::Quarterly { after, .. } => {
            format!("en gång per kvartal när {} har gått, efter kvartalets slut", after.in_words())
        }
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
fn expiry(pack: &Pack, last: Date) -> String {
    format!("{} gällde till och med {} och används fortfarande.", pack.name, long_date(last))
}
