//! `[[duty]]`: trigger, time, owner, what meets it.

use super::condition::{self, Reads};
use super::read::{Entry, Reader, Value, with_words};
use super::rules::{named_command, optional};
use crate::pack::{Act, DutyRule, Escalation, InForce, Opens, Owner, Paused, Scope, Time, TriggerRule, Weight};
use stadga_core::calendar::{Counting, Period, Roll, Urgency};
use toml::de::DeValue;

/// The keys of a duty. `also` is reserved for later and refused.
pub(super) const DUTY: &[&str] = &[
    "key",
    "title",
    "why",
    "scope",
    "when",
    "if",
    "within",
    "counting",
    "roll",
    "until",
    "after",
    "urgency",
    "target",
    "judge",
    "every",
    "quarterly",
    "paused",
    "opens",
    "opens_before",
    "owner",
    "shared_with",
    "met_by",
    "void_by",
    "escalate",
    "also",
    "action",
    "button",
    "weight",
    "source",
    "in_force",
    "clauses",
];
/// The six ways to a date, of which a duty has exactly one.
const TIMES: [&str; 6] = ["within", "until", "urgency", "every", "quarterly", "judge"];
const ROLLS: &[(&str, Roll)] = &[
    ("ingen", Roll::None),
    ("bakat", Roll::Back),
    ("framat", Roll::Forward),
    ("bakåt", Roll::Back),
    ("framåt", Roll::Forward),
];

/// Reads a duty.
pub(super) fn read<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<DutyRule> {
    let key = reader.need_text(entry, "key");
    let title = reader.need_text(entry, "title");
    let why = reader.need_text(entry, "why");
    let scope = reader.need_word(entry, "scope", &with_words(Scope::ALL, Scope::word));
    let trigger = trigger(reader, entry);
    let events: Vec<String> = trigger.iter().map(|trigger| trigger.event.clone()).collect();
    let condition = optional(reader, entry, "if", Reads { whose: &events, guard: false, event: true });
    let time = time(reader, entry, &events);
    let opens = reader.word(entry, "opens", &with_words(Opens::ALL, Opens::word));
    let owner = reader.need_word(entry, "owner", &with_words(Owner::ALL, Owner::word));
    let met_by = acts(reader, entry, "met_by");
    if met_by.is_empty() {
        let help = "Skriv vilken händelse som gör uppgiften klar.".to_owned();
        reader.error(entry.span(), "[[duty]] saknar `met_by`.", Some(help));
    }
    let void_by = acts(reader, entry, "void_by");
    if entry.has("also") {
        reader.error(&entry.span_of("also"), "Nyckeln `also` är reserverad.", Some("Ta bort den.".to_owned()));
    }
    let source = reader.need_source(entry);
    let duty = DutyRule {
        condition,
        paused: paused(reader, entry, time.as_ref()),
        opens: opens.unwrap_or(Opens::AtTrigger),
        opens_before: opens_before(reader, entry),
        shared_with: reader.words(entry, "shared_with", &with_words(Owner::ALL, Owner::word)),
        met_by,
        void_by,
        escalate: escalations(reader, entry),
        action: named_command(reader, entry, "action"),
        button: reader.text(entry, "button"),
        weight: reader.word(entry, "weight", &with_words(Weight::ALL, Weight::word)).unwrap_or(Weight::Ovrigt),
        in_force: in_force(reader, entry),
        clauses: reader.clauses(entry),
        place: reader.place(entry.span()),
        key: key?,
        title: title?,
        why: why?,
        scope: scope?,
        trigger: trigger?,
        time: time?,
        owner: owner?,
        source: source?,
    };
    Some(duty)
}

/// How long before its day it comes onto the list. That day must be one that can be counted.
fn opens_before<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Period> {
    let period = reader.period(entry, "opens_before")?;
    if entry.has("opens") {
        let help = Some("Välj en av dem.".to_owned());
        reader.error(&entry.span_of("opens_before"), "`opens` och `opens_before` kan inte stå tillsammans.", help);
    }
    if entry.has("judge") {
        let help = Some("Ta bort den, eller skriv när uppgiften ska vara gjord.".to_owned());
        reader.error(
            &entry.span_of("opens_before"),
            "`opens_before` räknas från en dag, och uppgiften har ingen.",
            help,
        );
    }
    Some(period)
}

/// What stops the time. Only a time that never moves can stand still.
fn paused<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, time: Option<&Time>) -> Option<Paused> {
    let inner = reader.entry(entry.get("paused")?, "paused", &["from", "to"])?;
    if time.is_some_and(|time| !matches!(time, Time::Within { counting: Counting::Elapsed, .. })) {
        let help = Some("Skriv within och counting = \"forfluten\".".to_owned());
        reader.error(&entry.span_of("paused"), "`paused` gäller bara förfluten tid.", help);
    }
    let mut named = |key: &str| {
        let event = reader.need_text(&inner, key)?;
        reader.event(&event, &inner.span_of(key));
        Some(event)
    };
    let (from, to) = (named("from"), named("to"));
    Some(Paused { from: from?, to: to? })
}

/// The event under `when`, as a plain name or with conditions.
fn trigger<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<TriggerRule> {
    let Some(value) = entry.get("when") else {
        reader.missing(entry, "when");
        return None;
    };
    if let Some(event) = value.get_ref().as_str() {
        reader.event(event, &value.span());
        return Some(TriggerRule { event: event.to_owned(), condition: None, first: false });
    }
    let inner = reader.entry(value, "when", &["event", "if", "first"])?;
    let event = named_event(reader, &inner)?;
    let whose = [event.clone()];
    let condition = optional(reader, &inner, "if", Reads { whose: &whose, guard: false, event: true });
    let first = reader.flag(&inner, "first");
    Some(TriggerRule { event, condition, first })
}

fn named_event<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<String> {
    let event = reader.need_text(entry, "event")?;
    reader.event(&event, &entry.span_of("event"));
    Some(event)
}

fn acts<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, key: &str) -> Vec<Act> {
    let Some(value) = entry.get(key) else { return Vec::new() };
    let items = match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    };
    items.into_iter().filter_map(|item| act(reader, item)).collect()
}

fn act<'a>(reader: &mut Reader<'a>, value: &'a Value<'a>) -> Option<Act> {
    if let Some(event) = value.get_ref().as_str() {
        reader.event(event, &value.span());
        return Some(Act { event: event.to_owned(), condition: None, matching: None });
    }
    let entry = reader.entry(value, "händelsen", &["event", "if", "match"])?;
    let event = named_event(reader, &entry)?;
    let whose = [event.clone()];
    let reads = Reads { whose: &whose, guard: false, event: true };
    let condition = optional(reader, &entry, "if", reads);
    let matching = reader.text(&entry, "match");
    if let Some(field) = &matching {
        condition::known_field(reader, field, &entry.span_of("match"), reads, "händelsen hör aldrig hit");
    }
    Some(Act { event, condition, matching })
}

fn time<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, trigger: &[String]) -> Option<Time> {
    let given: Vec<&str> = TIMES.into_iter().filter(|key| entry.has(key)).collect();
    if given.len() != 1 {
        let message = match given.as_slice() {
            [] => "[[duty]] säger inte när.".to_owned(),
            many => format!("[[duty]] säger när på flera sätt: {}.", many.join(", ")),
        };
        reader.error(entry.span(), message, Some(format!("Välj ett av {}.", TIMES.join(", "))));
        return None;
    }
    let counting = counting(reader, entry)?;
    companions(reader, entry, &given);
    match given.first().copied() {
        Some("within") => some_time(reader, entry, "within").map(|period| Time::Within { period, counting }),
        Some("every") => some_time(reader, entry, "every").map(|every| Time::Series { every, counting }),
        Some("until") => {
            let field = reader.need_text(entry, "until")?;
            let reads = Reads { whose: trigger, guard: false, event: true };
            condition::known_field(reader, &field, &entry.span_of("until"), reads, "uppgiften får ingen dag");
            Some(Time::Until { field, after: reader.period(entry, "after"), counting })
        }
        Some("urgency") => {
            let word = reader.word(entry, "urgency", &with_words(Urgency::ALL, Urgency::word))?;
            Some(Time::Urgency { word, target: reader.period(entry, "target"), counting })
        }
        Some("quarterly") => quarterly(reader, entry),
        _ if reader.flag(entry, "judge") => Some(Time::Judge),
        _ => {
            reader.error(&entry.span_of("judge"), "Skriv judge = true, eller välj ett annat sätt.", None);
            None
        }
    }
}

/// Keys that say something only together with another.
fn companions(reader: &mut Reader<'_>, entry: &Entry<'_>, given: &[&str]) {
    for (key, with) in [("after", &["until", "quarterly"][..]), ("target", &["urgency"])] {
        if entry.has(key) && !given.iter().any(|given| with.contains(given)) {
            let with = with.iter().map(|with| format!("`{with}`")).collect::<Vec<_>>().join(" eller ");
            reader.error(&entry.span_of(key), format!("`{key}` hör ihop med {with}."), None);
        }
    }
}

/// Four days of the year, one for each quarter, and the time that must have run out.
fn quarterly<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Time> {
    let days = reader.strings(entry, "quarterly");
    let read: Vec<(i8, i8)> = days.iter().filter_map(|day| month_and_day(day)).collect();
    let windows = <[(i8, i8); 4]>::try_from(read).ok().filter(|_| days.len() == 4);
    if windows.is_none() {
        let help = "Skriv fyra dagar, en för varje kvartal: [\"04-30\", \"07-31\", \"10-31\", \"01-31\"].".to_owned();
        reader.error(&entry.span_of("quarterly"), "`quarterly` ska vara fyra dagar på året.", Some(help));
    }
    if !entry.has("after") {
        reader.missing(entry, "after");
    }
    let after = reader.period(entry, "after");
    Some(Time::Quarterly { after: after?, windows: windows? })
}

/// `01-31`, of a year that has them all.
fn month_and_day(text: &str) -> Option<(i8, i8)> {
    let day: jiff::civil::Date = format!("2024-{text}").parse().ok()?;
    Some((day.month(), day.day()))
}

fn some_time<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, key: &str) -> Option<Period> {
    let period = reader.period(entry, key)?;
    if period.count == 0 && key == "every" {
        reader.error(&entry.span_of(key), "En serie kan inte gå varje ingenting.", None);
        return None;
    }
    Some(period)
}

fn counting<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Counting> {
    let roll = reader.word(entry, "roll", ROLLS);
    let local = Counting::Local(roll.unwrap_or(Roll::None));
    let known = [("lagstadgad", Counting::Statutory), ("forfluten", Counting::Elapsed), ("lokal", local)];
    let counting = if entry.has("counting") { reader.word(entry, "counting", &known)? } else { local };
    if roll.is_some() && !matches!(counting, Counting::Local(_)) {
        let message = "`roll` gäller bara lokal tid: lagstadgad tid flyttas av lagen och förfluten tid flyttas aldrig.";
        reader.error(&entry.span_of("roll"), message, None);
    }
    Some(counting)
}

fn escalations<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Vec<Escalation> {
    let mut steps = Vec::new();
    for step in reader.tables(entry, "escalate", "escalate", &["after", "to"]) {
        let after = reader.period(&step, "after");
        if !step.has("after") {
            reader.missing(&step, "after");
        }
        let to = reader.need_word(&step, "to", &with_words(Owner::ALL, Owner::word));
        steps.extend(after.zip(to).map(|(after, to)| Escalation { after, to }));
    }
    steps
}

fn in_force<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> InForce {
    let Some(value) = entry.get("in_force") else { return InForce::default() };
    let Some(inner) = reader.entry(value, "in_force", &["from", "to"]) else { return InForce::default() };
    InForce { from: reader.date(&inner, "from"), to: reader.date(&inner, "to") }
}
