//! How a routine is kept: `max_validity`, `owner` and `process` under `[pack]`, `[[document]]` and `[map]`.

use super::read::{Entry, Reader, with_words};
use super::rules::is_word;
use crate::pack::{DocumentRule, MapRule, Owner, PackOwner, Process, Upkeep};
use jiff::civil::Date;
use stadga_core::calendar::{Counting, count};
use stadga_core::fact::organisation::{EnhetArt, Roll};

/// What stands under `[pack]`.
pub(super) fn read<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, days: (Option<Date>, Option<Date>)) -> Upkeep {
    let longest = reader.period(entry, "max_validity");
    if let (Some(longest), Some(from)) = (longest, days.0) {
        let last = count(from, longest, Counting::Elapsed).legal;
        let span = entry.span_of("valid_to");
        match days.1 {
            Some(to) if to > last => {
                let message = format!("Rutinen gäller till och med {to}. Det är längre än {}.", longest.in_words());
                reader.error(&span, message, Some(format!("Skriv högst valid_to = {last}.")));
            }
            None if !entry.has("valid_to") => {
                let message = format!("Rutinen får gälla i högst {} men har ingen sista dag.", longest.in_words());
                reader.warning(&span, message, Some(format!("Skriv valid_to = {last} eller tidigare.")));
            }
            _ => {}
        }
    }
    Upkeep {
        longest,
        owner: owner(reader, entry),
        reviewed_on: reader.date(entry, "reviewed_on"),
        changed_on: reader.date(entry, "changed_on"),
        process: process(reader, entry),
        map: MapRule::default(),
    }
}

fn owner<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<PackOwner> {
    let owner = reader.entry(entry.get("owner")?, "owner", &["role", "unit"])?;
    let role = reader.need_word(&owner, "role", &with_words(Roll::ALL, Roll::word));
    let unit = reader.need_word(&owner, "unit", &with_words(EnhetArt::ALL, EnhetArt::word));
    Some(PackOwner { role: role?, unit: unit? })
}

fn process<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Process> {
    let text = reader.text(entry, "process")?;
    let parts = text.split_once(':').map(|(key, name)| (key.trim(), name.trim()));
    match parts.filter(|(key, name)| is_word(key) && !name.is_empty()) {
        Some((key, name)) => Some(Process { key: key.to_owned(), name: name.to_owned() }),
        None => {
            let help = "Skriv ordet i adressen, kolon och det som visas: \"introduktion: Ta emot någon ny\".";
            reader.error(&entry.span_of("process"), format!("`{text}` är ingen process."), Some(help.to_owned()));
            None
        }
    }
}

/// `[[document]]`: what the routine leans on and that lies elsewhere.
pub(super) fn documents<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> Vec<DocumentRule> {
    const KEYS: &[&str] = &["key", "title", "where", "keeper", "checked_on", "valid_to", "source", "clauses"];
    let entries = reader.tables(document, "document", "[[document]]", KEYS);
    let read = |entry: &Entry<'a>| {
        let [key, title, place_of] = ["key", "title", "where"].map(|key| reader.need_text(entry, key));
        let source = reader.need_source(entry);
        Some(DocumentRule {
            keeper: reader.text(entry, "keeper"),
            checked_on: reader.date(entry, "checked_on"),
            valid_to: reader.date(entry, "valid_to"),
            clauses: reader.strings(entry, "clauses"),
            place: reader.place(entry.span()),
            key: key?,
            title: title?,
            place_of: place_of?,
            source: source?,
        })
    };
    entries.iter().filter_map(read).collect()
}

/// `[map]`. Whether its duties exist is known once the rules are read.
pub(super) fn map<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> MapRule {
    let Some(value) = document.get("map") else { return MapRule::default() };
    let Some(entry) = reader.entry(value, "[map]", &["steps", "lanes"]) else { return MapRule::default() };
    let owners = with_words(Owner::ALL, Owner::word);
    let words: Vec<&str> = owners.iter().map(|(word, _)| *word).collect();
    let mut lanes = Vec::new();
    if let Some(table) = entry.get("lanes").and_then(|value| reader.entry(value, "lanes", &words)) {
        for (word, owner) in owners.iter().filter(|(word, _)| table.has(word)) {
            lanes.extend(reader.need_text(&table, word).map(|name| (*owner, name)));
        }
    }
    MapRule { steps: reader.strings(&entry, "steps"), lanes, place: Some(reader.place(&entry.span_of("steps"))) }
}
