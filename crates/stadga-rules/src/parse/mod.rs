//! From text to pack: every mistake in every file is found and placed, not only the first.
//!
//! A file is read as generic TOML; then each entry is read by itself. An entry with a mistake is left
//! out, and everything else stands.

mod agenda;
mod condition;
mod duty;
mod housing;
mod joint;
mod manifest;
mod read;
mod register;
mod rules;
mod service;
mod upkeep;

use crate::diagnostic::{Diagnostic, Place, place_of};
use crate::pack::{Pack, PackFiles, StepRule};
use crate::vocabulary::Vocabulary;
use read::Reader;
use std::collections::BTreeMap;
use toml::de::DeTable;

/// What became of the files.
#[derive(Clone, Debug)]
pub struct Parsed {
    /// The pack; none when `pack.toml` does not say what it is.
    pub pack: Option<Pack>,
    /// Everything wrong, in order of file and place.
    pub diagnostics: Vec<Diagnostic>,
}

impl Parsed {
    /// Whether the pack can be put in force.
    pub fn is_sound(&self) -> bool {
        self.pack.is_some() && self.diagnostics.iter().all(|found| found.severity != crate::Severity::Error)
    }
}

/// What `pack.toml` says, without the rules and without a word about what is wrong.
pub fn manifest(files: &PackFiles) -> Option<Pack> {
    let (file, text) = files.files.iter().find(|(file, _)| file == "pack.toml")?;
    let (table, _) = toml_of(&files.id, file, text);
    let vocabulary = Vocabulary::default();
    let mut reader = Reader { pack: &files.id, file, text, vocabulary: &vocabulary, diagnostics: Vec::new() };
    manifest::read(&mut reader, &table)
}

/// The steps a pack declares, which the rules of every pack it is laid together with may speak of.
pub fn steps(files: &PackFiles) -> Vec<StepRule> {
    let vocabulary = Vocabulary::default();
    let mut steps = Vec::new();
    for (file, text) in files.files.iter().filter(|(file, _)| is_rules(file)) {
        let (table, _) = toml_of(&files.id, file, text);
        let mut reader = Reader { pack: &files.id, file, text, vocabulary: &vocabulary, diagnostics: Vec::new() };
        steps.extend(rules::steps(&mut reader, &table));
    }
    steps
}

fn is_rules(file: &str) -> bool {
    file.starts_with("rules/") && file.ends_with(".toml")
}

/// Reads a pack.
pub fn parse(files: &PackFiles, vocabulary: &Vocabulary) -> Parsed {
    let mut diagnostics = Vec::new();
    let mut pack = None;
    if let Some((file, text)) = files.files.iter().find(|(file, _)| file == "pack.toml") {
        let (table, found) = toml_of(&files.id, file, text);
        let mut reader = Reader { pack: &files.id, file, text, vocabulary, diagnostics: Vec::new() };
        pack = manifest::read(&mut reader, &table);
        diagnostics.extend(if found.is_empty() { reader.diagnostics } else { found });
    } else {
        let place = Place { pack: files.id.clone(), file: "pack.toml".to_owned(), line: 1, column: 1 };
        diagnostics.push(Diagnostic::error(&place, "Rutinen saknar `pack.toml`.", None));
    }
    let mut read = rules::Rules::default();
    for (file, text) in files.files.iter().filter(|(file, _)| is_rules(file)) {
        let (table, found) = toml_of(&files.id, file, text);
        if !found.is_empty() {
            // What follows a broken line is guesswork: it would only add noise.
            diagnostics.extend(found);
            continue;
        }
        let mut reader = Reader { pack: &files.id, file, text, vocabulary, diagnostics: Vec::new() };
        rules::read(&mut reader, &table, &mut read);
        diagnostics.append(&mut reader.diagnostics);
    }
    diagnostics.extend(duplicates(&read));
    if let Some(pack) = &mut pack {
        (pack.duties, pack.guards, pack.steps, pack.texts) = (read.duties, read.guards, read.steps, read.texts);
        (pack.registers, pack.services) = (read.registers, read.services);
    }
    diagnostics.sort_by(|left, right| left.sort_key().cmp(&right.sort_key()));
    Parsed { pack, diagnostics }
}

/// The file as TOML, with what is not TOML noted.
fn toml_of<'a>(pack: &str, file: &str, text: &'a str) -> (DeTable<'a>, Vec<Diagnostic>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let diagnostic = |error: toml::de::Error| {
        let place = place_of(pack, file, text, &error.span().unwrap_or_default());
        let message = swedish(error.message());
        Diagnostic::error(&place, message, Some("Kontrollera citattecken, hakparenteser och kommatecken.".to_owned()))
    };
    (table.into_inner(), errors.into_iter().map(diagnostic).collect())
}

/// The few ways in which a file is usually not TOML, in Swedish; others as the reader says them.
fn swedish(message: &str) -> String {
    if message.contains("duplicate key") {
        "Samma nyckel står två gånger.".to_owned()
    } else if message.contains("string") {
        "En text är inte avslutad eller inte rätt skriven.".to_owned()
    } else {
        format!("Filen går inte att läsa här ({message}).")
    }
}

/// Keys that stand twice. Duties and guards share addresses; steps and texts have their own.
fn duplicates(read: &rules::Rules) -> Vec<Diagnostic> {
    let duties = read.duties.iter().map(|rule| ("regel", &rule.key, &rule.place));
    let guards = read.guards.iter().map(|rule| ("regel", &rule.key, &rule.place));
    let steps = read.steps.iter().map(|rule| ("steg", &rule.key, &rule.place));
    let texts = read.texts.iter().map(|rule| ("text", &rule.key, &rule.place));
    let registers = read.registers.iter().map(|rule| ("register", &rule.key, &rule.place));
    let services = read.services.iter().map(|rule| ("verksamhet", &rule.key, &rule.place));
    let mut first: BTreeMap<(&str, &str), &Place> = BTreeMap::new();
    let mut found = Vec::new();
    for (kind, key, place) in duties.chain(guards).chain(steps).chain(texts).chain(registers).chain(services) {
        if let Some(before) = first.insert((kind, key), place) {
            let message = format!("Nyckeln `{key}` finns redan på en {kind} i {} rad {}.", before.file, before.line);
            let message = message.replace("en steg", "ett steg").replace("en register", "ett register");
            found.push(Diagnostic::error(place, message, Some("Ge den en egen nyckel.".to_owned())));
        }
    }
    found
}
