//! Conditions as they are written: one main key, a few companions, nothing else.

use super::read::{Entry, Reader, Value, with_words};
use crate::condition::{Condition, Since};
use crate::diagnostic::{did_you_mean, nearest};
use stadga_core::fact::organisation::Roll;
use stadga_core::state::Stage;
use std::ops::Range;
use toml::de::DeValue;

/// Whose fields a bare condition reads, and whether the condition stands in a guard.
#[derive(Clone, Copy)]
pub(super) struct Reads<'a> {
    /// The events or the use cases; empty when nothing is known of them.
    pub whose: &'a [String],
    /// In a guard, where today, the role and the delegation order are known.
    pub guard: bool,
    /// Whether the fields are an event's.
    pub event: bool,
}

/// The main keys with their companions.
const KINDS: &[(&str, &[&str])] = &[
    ("all", &[]),
    ("any", &[]),
    ("not", &[]),
    ("happened", &["where", "since_trigger", "since", "same_decision"]),
    ("count", &["where", "at_least", "within"]),
    ("covers", &["event", "of"]),
    ("field", &["is", "in"]),
    ("filled", &[]),
    ("period", &["exceeds"]),
    ("before", &[]),
    ("not_over", &[]),
    ("role", &[]),
    ("insats", &[]),
    ("delegated", &[]),
    ("age", &[]),
    ("stage", &[]),
    ("running", &[]),
];
/// What comes of a condition on a field that nothing has.
const NEVER: &str = "villkoret gäller aldrig";
const ONLY_GUARDS: &[&str] = &["role", "delegated", "not_over", "covers"];

/// Reads a condition; nothing when it has a mistake.
pub(super) fn read<'a>(reader: &mut Reader<'a>, value: &'a Value<'a>, reads: Reads<'_>) -> Option<Condition> {
    let Some(table) = value.get_ref().as_table() else {
        reader.error(
            &value.span(),
            "Ett villkor ska stå inom klamrar, till exempel { happened = \"beslut.fattat\" }.",
            None,
        );
        return None;
    };
    let main = KINDS.iter().find(|(main, _)| table.contains_key(*main));
    let Some((main, companions)) = main else {
        unknown(reader, value);
        return None;
    };
    let known: Vec<&str> = std::iter::once(*main).chain(companions.iter().copied()).collect();
    let entry = reader.entry(value, "villkoret", &known)?;
    if ONLY_GUARDS.contains(main) && !reads.guard {
        let message = format!(
            "`{main}` kan bara stå i en kontroll, inte i en uppgift: planen beror aldrig på vem som läser den eller vilken dag."
        );
        reader.error(&value.span(), message, None);
        return None;
    }
    match *main {
        "all" => parts(reader, &entry, "all", reads).map(Condition::All),
        "any" => parts(reader, &entry, "any", reads).map(Condition::Any),
        "not" => read(reader, entry.get("not")?, reads).map(|part| Condition::Not(Box::new(part))),
        "happened" => happened(reader, &entry, reads),
        "count" => count(reader, &entry, reads),
        "covers" => covers(reader, &entry, reads),
        "field" => field(reader, &entry, reads),
        "filled" => one_field(reader, &entry, "filled", reads).map(Condition::Filled),
        "not_over" => one_field(reader, &entry, "not_over", reads).map(Condition::NotOver),
        "period" => period(reader, &entry, reads),
        "before" => {
            let [first, second] = two_dates(reader, &entry, "before", reads, true)?;
            Some(Condition::Before { first, second })
        }
        other => about_people(reader, &entry, other),
    }
}

fn about_people<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, main: &str) -> Option<Condition> {
    match main {
        "role" => {
            let roles = reader.words(entry, "role", &with_words(Roll::ALL, Roll::word));
            (!roles.is_empty()).then_some(Condition::Role(roles))
        }
        "insats" => Some(Condition::Insats(reader.strings(entry, "insats"))),
        "stage" => reader.word(entry, "stage", &with_words(Stage::ALL, Stage::word)).map(Condition::Stage),
        "age" => age(reader, entry),
        "running" if reader.flag(entry, "running") => Some(Condition::Running),
        "running" => only_true(reader, entry, "running"),
        _ if reader.flag(entry, "delegated") => Some(Condition::Delegated),
        _ => only_true(reader, entry, "delegated"),
    }
}

/// A condition that is turned round with `not` and never with `false`.
fn only_true<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, key: &str) -> Option<Condition> {
    let help = Some("Vänd på det med not.".to_owned());
    reader.error(&entry.span_of(key), format!("Skriv {key} = true."), help);
    None
}

fn unknown<'a>(reader: &mut Reader<'a>, value: &'a Value<'a>) {
    let mains = KINDS.iter().map(|(main, _)| *main);
    let keys: Vec<&str> =
        value.get_ref().as_table().into_iter().flatten().map(|(key, _)| key.get_ref().as_ref()).collect();
    let near = keys.iter().find_map(|key| nearest(key, mains.clone()));
    let help = near.map_or_else(
        || format!("Villkor börjar med {}.", mains.collect::<Vec<_>>().join(", ")),
        |near| format!("Menade du `{near}`?"),
    );
    let message = match keys.first() {
        Some(key) => format!("Villkoret `{key}` finns inte."),
        None => "Villkoret är tomt.".to_owned(),
    };
    reader.error(&value.span(), message, Some(help));
}

fn parts<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, key: &str, reads: Reads<'_>) -> Option<Vec<Condition>> {
    let value = entry.get(key)?;
    let Some(items) = value.get_ref().as_array().filter(|items| !items.is_empty()) else {
        reader.error(&value.span(), format!("`{key}` ska vara en lista med villkor."), None);
        return None;
    };
    // Every part is read before one that is wrong gives up, so that all mistakes are told.
    let read: Vec<Option<Condition>> = items.iter().map(|item| read(reader, item, reads)).collect();
    read.into_iter().collect()
}

fn happened<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, reads: Reads<'_>) -> Option<Condition> {
    let event = reader.need_text(entry, "happened")?;
    reader.event(&event, &entry.span_of("happened"));
    let filter = filter(reader, entry, &event, reads)?;
    let named = reader.text(entry, "since");
    if let Some(name) = &named {
        reader.event(name, &entry.span_of("since"));
    }
    let since = match (reader.flag(entry, "since_trigger"), named, reads.guard) {
        (true, Some(_), _) => {
            let message = "Välj antingen `since` eller `since_trigger`.";
            reader.error(&entry.span_of("since"), message, None);
            return None;
        }
        (false, Some(name), _) => Since::Event(name),
        (false, None, _) => Since::Ever,
        (true, None, false) => Since::Trigger,
        (true, None, true) => Since::Decision,
    };
    let same_decision = reader.flag(entry, "same_decision");
    if same_decision && reads.guard {
        let message = "`same_decision` kan bara stå i en uppgift: en kontroll hör inte till ett beslut.";
        reader.error(&entry.span_of("same_decision"), message, None);
        return None;
    }
    Some(Condition::Happened { event, filter, since, same_decision })
}

/// The condition on an event's fields, when there is one.
fn filter<'a>(
    reader: &mut Reader<'a>,
    entry: &Entry<'a>,
    event: &str,
    reads: Reads<'_>,
) -> Option<Option<Box<Condition>>> {
    let Some(value) = entry.get("where") else { return Some(None) };
    let whose = [event.to_owned()];
    read(reader, value, Reads { whose: &whose, event: true, ..reads }).map(|found| Some(Box::new(found)))
}

fn covers<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, reads: Reads<'_>) -> Option<Condition> {
    let field = one_field(reader, entry, "covers", reads);
    let event = reader.need_text(entry, "event")?;
    reader.event(&event, &entry.span_of("event"));
    let whose = [event.clone()];
    let of = one_field(reader, entry, "of", Reads { whose: &whose, event: true, ..reads })?;
    Some(Condition::Covers { field: field?, event, of })
}

fn count<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, reads: Reads<'_>) -> Option<Condition> {
    let event = reader.need_text(entry, "count")?;
    reader.event(&event, &entry.span_of("count"));
    let filter = filter(reader, entry, &event, reads)?;
    if !entry.has("at_least") {
        reader.missing(entry, "at_least");
    }
    let at_least = reader.number(entry, "at_least")?;
    let within = reader.period(entry, "within");
    if entry.has("within") && within.is_none() {
        return None;
    }
    Some(Condition::Count { event, filter, at_least, within })
}

fn field<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, reads: Reads<'_>) -> Option<Condition> {
    let field = one_field(reader, entry, "field", reads)?;
    let values = match (entry.get("is"), entry.get("in")) {
        (Some(value), None) => vec![value],
        (None, Some(value)) if value.get_ref().is_array() => value.get_ref().as_array().into_iter().flatten().collect(),
        _ => {
            let help = "Skriv is = \"ord\" eller in = [\"ord\", \"ord\"].".to_owned();
            reader.error(entry.span(), format!("Villkoret på `{field}` säger inte vilket värde."), Some(help));
            return None;
        }
    };
    let read: Vec<Option<toml::Value>> =
        values.into_iter().map(|value| literal(reader, value, &field, reads)).collect();
    let values: Vec<toml::Value> = read.into_iter().collect::<Option<_>>()?;
    Some(Condition::Field { field, values })
}

fn literal<'a>(reader: &mut Reader<'a>, value: &'a Value<'a>, field: &str, reads: Reads<'_>) -> Option<toml::Value> {
    let read = match value.get_ref() {
        DeValue::String(text) => Some(toml::Value::String(text.to_string())),
        DeValue::Boolean(flag) => Some(toml::Value::Boolean(*flag)),
        DeValue::Integer(number) => number.as_str().parse().ok().map(toml::Value::Integer),
        _ => None,
    };
    if read.is_none() {
        reader.error(
            &value.span(),
            format!("Värdet på `{field}` ska vara en text, ett heltal, true eller false."),
            None,
        );
    }
    if let Some(word) = value.get_ref().as_str() {
        known_choice(reader, value, word, field, reads);
    }
    read
}

/// A word that the field can never hold.
fn known_choice<'a>(reader: &mut Reader<'a>, value: &'a Value<'a>, word: &str, field: &str, reads: Reads<'_>) {
    let choices = reads.whose.iter().filter_map(|name| reader.vocabulary.choices.get(&format!("{name}:{field}")));
    let choices: Vec<&String> = choices.flatten().collect();
    if !choices.is_empty() && !choices.iter().any(|choice| *choice == word) {
        let help = did_you_mean(word, choices.iter().map(|choice| choice.as_str()));
        reader.error(&value.span(), format!("`{field}` kan aldrig vara `{word}`."), help);
    }
}

fn one_field<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, key: &str, reads: Reads<'_>) -> Option<String> {
    let field = reader.need_text(entry, key)?;
    known_field(reader, &field, &entry.span_of(key), reads, NEVER);
    Some(field)
}

/// Warns about a field that nothing has; `so` tells what comes of it.
pub(super) fn known_field(reader: &mut Reader<'_>, field: &str, span: &Range<usize>, reads: Reads<'_>, so: &str) {
    // Every event knows its assignment, its decision, and how that one is appealed.
    if reads.event && ["uppdrag", "beslut", "overklagas"].contains(&field) {
        return;
    }
    let mut known: Vec<&str> = Vec::new();
    for name in reads.whose {
        let fields = match reads.event {
            true => reader.vocabulary.fields_of_event(name),
            false => reader.vocabulary.commands.get(name).map(Vec::as_slice),
        };
        // Something whose fields are unknown may have any field.
        let Some(fields) = fields else { return };
        known.extend(fields.iter().map(String::as_str));
    }
    if !reads.whose.is_empty() && !known.contains(&field) {
        let names = reads.whose.join(", ");
        let help =
            did_you_mean(field, known.iter().copied()).unwrap_or_else(|| format!("Fälten är: {}.", known.join(", ")));
        reader.warning(span, format!("Inget fält heter `{field}` i {names}, så {so}."), Some(help));
    }
}

/// Two fields with dates; where `literal` allows it, one of them may be a day written out.
fn two_dates<'a>(
    reader: &mut Reader<'a>,
    entry: &Entry<'a>,
    key: &str,
    reads: Reads<'_>,
    literal: bool,
) -> Option<[String; 2]> {
    let fields = reader.texts(entry, key);
    let is_day = |text: &str| literal && text.parse::<jiff::civil::Date>().is_ok();
    for (field, span) in fields.iter().filter(|(field, _)| !is_day(field)) {
        known_field(reader, field, span, reads, NEVER);
    }
    let names: Vec<String> = fields.into_iter().map(|(field, _)| field).collect();
    let read = <[String; 2]>::try_from(names).ok();
    if read.is_none() {
        reader.error(&entry.span_of(key), format!("`{key}` ska vara två datumfält."), None);
    }
    read
}

fn period<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, reads: Reads<'_>) -> Option<Condition> {
    let fields = two_dates(reader, entry, "period", reads, false);
    if !entry.has("exceeds") {
        reader.missing(entry, "exceeds");
    }
    let period = reader.period(entry, "exceeds");
    let [from, to] = fields?;
    Some(Condition::Exceeds { from, to, period: period? })
}

fn age<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Condition> {
    let age = reader.entry(entry.get("age")?, "age", &["under", "over"])?;
    match (reader.number(&age, "under"), reader.number(&age, "over")) {
        (Some(under), None) => Some(Condition::Under(under)),
        (None, Some(over)) => Some(Condition::Over(over)),
        (Some(under), Some(over)) => Some(Condition::All(vec![Condition::Over(over), Condition::Under(under)])),
        (None, None) => {
            reader.error(age.span(), "Skriv age = { under = 20 } eller age = { over = 64 }.", None);
            None
        }
    }
}
