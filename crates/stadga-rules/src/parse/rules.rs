//! `rules/*.toml`: duties, guards, steps and texts.

use super::agenda;
use super::condition::{self, Reads};
use super::duty::{self, DUTY};
use super::housing;
use super::joint;
use super::read::{Entry, Reader, with_words};
use super::register::{self, REGISTER};
use super::service::{self, SERVICE};
use crate::condition::Condition;
use crate::diagnostic::did_you_mean;
use crate::pack::{
    DutyRule, GuardRule, Owner, RegisterRule, Scope, ServiceRule, StepField, StepKind, StepLetter, StepReceipt,
    StepRule, Suggestion, TextRule,
};
use stadga_core::Level;
use toml::de::DeTable;

const TABLES: &[&str] = &["duty", "guard", "step", "text", "register", "service"];
const GUARD: &[&str] = &[
    "key",
    "command",
    "level",
    "if",
    "require",
    "message",
    "ok",
    "remedy",
    "remedy_action",
    "field",
    "source",
    "clauses",
];
const STEP: &[&str] = &[
    "key", "title", "done", "about", "group", "scope", "first", "register", "owner", "also", "fields", "letter",
    "agenda", "cost", "joint", "flat", "week", "receipt", "source", "clauses",
];
const STEP_FIELD: &[&str] = &["name", "label", "kind", "required", "choices"];
/// How many fields a weekly schedule has.
const DAYS: usize = 7;
/// The field every step has.
const DAY: &str = "datum";
const TEXT: &[&str] = &["key", "at", "text", "suggest", "source", "clauses"];

/// What the files of a pack have given so far.
#[derive(Default)]
pub(super) struct Rules {
    pub duties: Vec<DutyRule>,
    pub guards: Vec<GuardRule>,
    pub steps: Vec<StepRule>,
    pub texts: Vec<TextRule>,
    pub registers: Vec<RegisterRule>,
    pub services: Vec<ServiceRule>,
}

/// Reads one file.
pub(super) fn read<'a>(reader: &mut Reader<'a>, table: &'a DeTable<'a>, rules: &mut Rules) {
    let document = reader.document(table, "regelfilen", TABLES);
    for entry in reader.tables(&document, "duty", "[[duty]]", DUTY) {
        rules.duties.extend(sound(reader, |reader| duty::read(reader, &entry)));
    }
    for entry in reader.tables(&document, "guard", "[[guard]]", GUARD) {
        rules.guards.extend(sound(reader, |reader| guard(reader, &entry)));
    }
    rules.steps.extend(steps_of(reader, &document));
    for entry in reader.tables(&document, "text", "[[text]]", TEXT) {
        rules.texts.extend(sound(reader, |reader| text(reader, &entry)));
    }
    for entry in reader.tables(&document, "register", "[[register]]", REGISTER) {
        rules.registers.extend(sound(reader, |reader| register::read(reader, &entry)));
    }
    for entry in reader.tables(&document, "service", "[[service]]", SERVICE) {
        rules.services.extend(sound(reader, |reader| service::read(reader, &entry)));
    }
}

/// Reads the steps of one file.
pub(super) fn steps<'a>(reader: &mut Reader<'a>, table: &'a DeTable<'a>) -> Vec<StepRule> {
    let document = reader.document(table, "regelfilen", TABLES);
    steps_of(reader, &document)
}

fn steps_of<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> Vec<StepRule> {
    let entries = reader.tables(document, "step", "[[step]]", STEP);
    entries.iter().filter_map(|entry| sound(reader, |reader| step(reader, entry))).collect()
}

/// What was read without a new error: half a rule is worse than none.
fn sound<'a, T>(reader: &mut Reader<'a>, read: impl FnOnce(&mut Reader<'a>) -> Option<T>) -> Option<T> {
    let before = reader.diagnostics.len();
    let rule = read(reader);
    let new = reader.diagnostics.get(before..).unwrap_or_default();
    rule.filter(|_| new.iter().all(|found| found.severity != crate::Severity::Error))
}

fn guard<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<GuardRule> {
    let key = reader.need_text(entry, "key");
    let named = reader.texts(entry, "command");
    if named.is_empty() {
        reader.missing(entry, "command");
    }
    for (name, span) in &named {
        reader.command(name, span);
    }
    let commands: Vec<String> = named.into_iter().map(|(name, _)| name).collect();
    let reads = Reads { whose: &commands, guard: true, event: false };
    let level = reader.need_word(entry, "level", &with_words(Level::ALL, Level::word));
    let applies = optional(reader, entry, "if", reads);
    if !entry.has("require") {
        reader.missing(entry, "require");
    }
    let require = optional(reader, entry, "require", reads);
    let field = reader.text(entry, "field");
    if let Some(field) = &field {
        condition::known_field(reader, field, &entry.span_of("field"), reads, "meddelandet visas inte vid något fält");
    }
    let message = reader.need_text(entry, "message");
    let source = reader.need_source(entry);
    let guard = GuardRule {
        condition: applies,
        ok: reader.text(entry, "ok"),
        remedy: reader.text(entry, "remedy"),
        remedy_action: named_command(reader, entry, "remedy_action"),
        field,
        clauses: reader.clauses(entry),
        place: reader.place(entry.span()),
        key: key?,
        commands: commands.clone(),
        level: level?,
        require: require?,
        message: message?,
        source: source?,
    };
    Some(guard)
}

fn step<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<StepRule> {
    let key = reader.need_text(entry, "key");
    let title = reader.need_text(entry, "title");
    let register = reader.text(entry, "register");
    let scopes = with_words(Scope::ALL, Scope::word);
    // A matter has no assignments: a step there is about the whole of it.
    let scope = match &register {
        Some(_) => Some(reader.word(entry, "scope", &scopes).unwrap_or(Scope::Arende)),
        None => reader.need_word(entry, "scope", &scopes),
    };
    if register.is_some() && scope == Some(Scope::Uppdrag) {
        reader.error(&entry.span_of("scope"), "Ett steg i ett register hör inte till ett uppdrag.", None);
    }
    let source = reader.need_source(entry);
    let owners = with_words(Owner::ALL, Owner::word);
    let owner = reader.need_word(entry, "owner", &owners);
    let fields = reader.tables(entry, "fields", "fields", STEP_FIELD);
    let mut known: Vec<StepField> = Vec::new();
    for entry in &fields {
        let Some(field) = step_field(reader, entry) else { continue };
        if known.iter().any(|other| other.name == field.name) {
            reader.error(&entry.span_of("name"), format!("Fältet `{}` finns två gånger.", field.name), None);
        }
        known.push(field);
    }
    let step = StepRule {
        done: reader.text(entry, "done"),
        about: reader.text(entry, "about"),
        group: reader.text(entry, "group"),
        first: reader.flag(entry, "first"),
        also: reader.words(entry, "also", &owners),
        letter: letter(reader, entry),
        agenda: agenda::agenda(reader, entry, &known),
        cost: housing::cost(reader, entry, &known),
        joint: joint::joint(reader, entry, &known),
        flat: housing::flat(reader, entry, &known, scope),
        week: week(reader, entry, &known, scope),
        receipt: receipt(reader, entry, &known, scope),
        register,
        opened_by: Vec::new(),
        fields: known,
        clauses: reader.clauses(entry),
        place: reader.place(entry.span()),
        key: key?,
        title: title?,
        scope: scope?,
        owner: owner?,
        source: source?,
    };
    Some(step)
}

fn letter<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<StepLetter> {
    let entry = reader.entry(entry.get("letter")?, "letter", &["subject", "to", "text", "with"])?;
    let (subject, to) = (reader.need_text(&entry, "subject"), reader.need_text(&entry, "to"));
    let text = reader.need_text(&entry, "text");
    let with = reader.strings(&entry, "with");
    Some(StepLetter { subject: subject?, to: to?, text: text?, with })
}

/// A receipt of what was done at a provider.
fn receipt<'a>(
    reader: &mut Reader<'a>,
    entry: &Entry<'a>,
    fields: &[StepField],
    scope: Option<Scope>,
) -> Option<StepReceipt> {
    let receipt = reader.entry(entry.get("receipt")?, "receipt", &["title", "text", "fields"])?;
    if scope != Some(Scope::Uppdrag) {
        let help = String::from("Skriv scope = \"uppdrag\", eller ta bort kvittot.");
        reader.error(receipt.span(), "Bara steg i ett uppdrag har kvitto.", Some(help));
    }
    let (title, text) = (reader.need_text(&receipt, "title"), reader.need_text(&receipt, "text"));
    let named = reader.texts(&receipt, "fields");
    for (name, span) in named.iter().filter(|(name, _)| !fields.iter().any(|field| field.name == *name)) {
        let help = did_you_mean(name, fields.iter().map(|field| field.name.as_str()));
        reader.error(span, format!("Steget har inget fält `{name}` att skriva på kvittot."), help);
    }
    Some(StepReceipt { title: title?, text: text?, fields: named.into_iter().map(|(name, _)| name).collect() })
}

/// The fields of a weekly schedule: one for each day, all of them the step's own, in an assignment.
fn week<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, fields: &[StepField], scope: Option<Scope>) -> Vec<String> {
    let days = reader.texts(entry, "week");
    if days.is_empty() {
        return Vec::new();
    }
    if days.len() != DAYS {
        let message = format!("En vecka har sju dagar, och här står {}.", days.len());
        let help = String::from("Skriv ett fält för varje dag, med måndag först.");
        reader.error(&entry.span_of("week"), message, Some(help));
    }
    if scope.is_some_and(|scope| scope != Scope::Uppdrag) {
        reader.error(&entry.span_of("week"), "Ett veckoschema hör till ett uppdrag: scope = \"uppdrag\".", None);
    }
    for (name, span) in &days {
        let text = |field: &StepField| matches!(field.kind, StepKind::Text | StepKind::Long);
        if !fields.iter().any(|field| field.name == *name && text(field)) {
            reader.error(span, format!("Steget har inget fält `{name}` med text."), None);
        }
    }
    days.into_iter().map(|(name, _)| name).collect()
}

fn step_field<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<StepField> {
    let name = reader.need_text(entry, "name");
    let label = reader.need_text(entry, "label");
    let kind = reader.need_word(entry, "kind", &with_words(StepKind::ALL, StepKind::word));
    let required = reader.flag(entry, "required");
    let mut choices = Vec::new();
    for (text, span) in reader.texts(entry, "choices") {
        match text.split_once(':').map(|(word, label)| (word.trim(), label.trim())) {
            Some((word, label)) if is_word(word) && !label.is_empty() => {
                choices.push((word.to_owned(), label.to_owned()));
            }
            _ => {
                let help =
                    String::from("Skriv ordet som sparas, kolon och det som visas: \"psykiskt: Psykiskt våld\".");
                reader.error(&span, format!("`{text}` är inte ett alternativ."), Some(help));
            }
        }
    }
    let offers = matches!(kind, Some(StepKind::Choice | StepKind::Choices));
    if kind.is_some() && offers == choices.is_empty() {
        let message = if offers { "Fältet har inga alternativ." } else { "Bara fält att välja i har alternativ." };
        let help = String::from("Skriv choices = [..] vid kind = \"choice\" eller \"choices\", och bara där.");
        reader.error(entry.span(), String::from(message), Some(help));
    }
    if let Some(name) = name.as_deref().filter(|name| *name == DAY || !is_word(name)) {
        let help = match name {
            DAY => "Varje steg har redan fältet datum.",
            _ => "Skriv små bokstäver a–z, siffror och understreck.",
        };
        reader.error(&entry.span_of("name"), format!("Fältet kan inte heta `{name}`."), Some(help.to_owned()));
    }
    Some(StepField { name: name?, label: label?, kind: kind?, required, choices })
}

/// What is stored is written without å, ä and ö, and without spaces.
pub(super) fn is_word(word: &str) -> bool {
    !word.is_empty()
        && word.chars().all(|letter| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '_')
}

fn text<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<TextRule> {
    let key = reader.need_text(entry, "key");
    let at = reader.need_text(entry, "at");
    let text = reader.need_text(entry, "text");
    let source = reader.need_source(entry);
    let at = at?;
    let (command, field) = at.split_once(':').map_or((at.as_str(), None), |(command, field)| (command, Some(field)));
    let span = entry.span_of("at");
    reader.command(command, &span);
    if let Some(field) = field {
        let whose = [command.to_owned()];
        condition::known_field(
            reader,
            field,
            &span,
            Reads { whose: &whose, guard: true, event: false },
            "texten visas aldrig",
        );
    }
    let rule = TextRule {
        command: command.to_owned(),
        field: field.map(str::to_owned),
        suggest: suggestion(reader, entry, &at),
        clauses: reader.strings(entry, "clauses"),
        place: reader.place(entry.span()),
        key: key?,
        text: text?,
        source: source?,
    };
    Some(rule)
}

/// A word where the field is a closed list, otherwise a time.
fn suggestion<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, at: &str) -> Option<Suggestion> {
    let Some(words) = reader.vocabulary.choices.get(at) else {
        return reader.period(entry, "suggest").map(Suggestion::From);
    };
    let word = reader.text(entry, "suggest")?;
    if !words.contains(&word) {
        let listed = || format!("Orden är: {}.", words.join(", "));
        let help = did_you_mean(&word, words.iter().map(String::as_str)).unwrap_or_else(listed);
        reader.error(&entry.span_of("suggest"), format!("`{word}` går inte att välja i `{at}`."), Some(help));
        return None;
    }
    Some(Suggestion::Word(word))
}

/// A condition under a key, when it is there.
pub(super) fn optional<'a>(
    reader: &mut Reader<'a>,
    entry: &Entry<'a>,
    key: &str,
    reads: Reads<'_>,
) -> Option<Condition> {
    condition::read(reader, entry.get(key)?, reads)
}

/// The name of a use case under a key, when it is there.
pub(super) fn named_command<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, key: &str) -> Option<String> {
    let name = reader.text(entry, key)?;
    reader.command(&name, &entry.span_of(key));
    Some(name)
}
