//! `[[service]]`: what is offered without an assessment of needs, and what is counted there; `[contact]`: how anybody
//! gets in contact.

use super::read::{Entry, Reader, with_words};
use crate::pack::{AskRule, Contact, CountRule, Documentation, ServiceRule};
use stadga_core::fact::organisation::Roll;

/// The keys of a service.
pub(super) const SERVICE: &[&str] = &[
    "key",
    "title",
    "about",
    "offers",
    "audience",
    "contact",
    "hours",
    "insats",
    "valid_from",
    "valid_to",
    "public",
    "documentation",
    "board_decision",
    "who",
    "counts",
    "source",
    "clauses",
];
const COUNT: &[&str] = &["key", "label", "people", "asks"];
const ASK: &[&str] = &["name", "label", "choices"];
const CONTACT: &[&str] = &["phone", "phone_hours", "visit", "visit_hours", "web", "urgent"];

/// Reads one service.
pub(super) fn read<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<ServiceRule> {
    let [key, title, about] = ["key", "title", "about"].map(|key| reader.need_text(entry, key));
    let [audience, contact] = ["audience", "contact"].map(|key| reader.need_text(entry, key));
    plain_key(reader, entry, "key", key.as_deref());
    let documentation = reader.need_word(entry, "documentation", &with_words(Documentation::ALL, Documentation::word));
    let board_decision = reader.text(entry, "board_decision");
    let tables = reader.tables(entry, "counts", "counts", COUNT);
    let counts: Vec<CountRule> = tables.iter().filter_map(|table| count(reader, table)).collect();
    twice(reader, entry, "counts", counts.iter().map(|count| count.key.as_str()));
    let who = reader.words(entry, "who", &with_words(Roll::ALL, Roll::word));
    if !counts.is_empty() && !entry.has("who") {
        reader.missing(entry, "who");
    }
    rests_on(reader, entry, documentation, (board_decision.is_some(), !counts.is_empty()));
    let (valid_from, valid_to) = (reader.date(entry, "valid_from"), reader.date(entry, "valid_to"));
    if valid_from.zip(valid_to).is_some_and(|(from, to)| to < from) {
        reader.error(&entry.span_of("valid_to"), "Sista dagen är före den första.", None);
    }
    let source = reader.need_source(entry);
    Some(ServiceRule {
        offers: reader.strings(entry, "offers"),
        hours: reader.strings(entry, "hours"),
        insats: reader.text(entry, "insats"),
        public: !entry.has("public") || reader.flag(entry, "public"),
        clauses: reader.clauses(entry),
        place: reader.place(entry.span()),
        valid_from,
        valid_to,
        board_decision,
        who,
        counts,
        key: key?,
        title: title?,
        about: about?,
        audience: audience?,
        contact: contact?,
        documentation: documentation?,
        source: source?,
    })
}

/// That nobody is named rests on a decision of the board; what is documented by name is not counted beside.
fn rests_on<'a>(
    reader: &mut Reader<'a>,
    entry: &Entry<'a>,
    documentation: Option<Documentation>,
    (decided, counts): (bool, bool),
) {
    let at = entry.span_of("documentation");
    match documentation {
        Some(Documentation::Anonym) if !decided => {
            let help = "Skriv numret i board_decision, till exempel \"Socialnämnden 2025-12-10 § 84\".";
            reader.error(
                &at,
                "Att ta del utan namn kräver ett beslut av nämnden (14 kap. 5 § SoL).",
                Some(help.into()),
            );
        }
        Some(Documentation::Full) if counts => {
            let help = "Ta bort counts, eller välj \"anonym\" med nämndens beslut.";
            reader.error(&at, "Den som dokumenteras med namn räknas i sitt ärende.", Some(help.into()));
        }
        _ => {}
    }
}

fn count<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<CountRule> {
    let (key, label) = (reader.need_text(entry, "key"), reader.need_text(entry, "label"));
    plain_key(reader, entry, "key", key.as_deref());
    let tables = reader.tables(entry, "asks", "asks", ASK);
    let asks: Vec<AskRule> = tables.iter().filter_map(|table| ask(reader, table)).collect();
    twice(reader, entry, "asks", asks.iter().map(|ask| ask.name.as_str()));
    Some(CountRule { people: reader.text(entry, "people"), asks, key: key?, label: label? })
}

/// A question has alternatives: a line of one's own would be a place for a name.
fn ask<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<AskRule> {
    let (name, label) = (reader.need_text(entry, "name"), reader.need_text(entry, "label"));
    plain_key(reader, entry, "name", name.as_deref());
    let mut choices = Vec::new();
    for (text, span) in reader.texts(entry, "choices") {
        match text.split_once(':') {
            Some((word, label)) if is_plain(word.trim()) && !label.trim().is_empty() => {
                choices.push((word.trim().to_owned(), label.trim().to_owned()));
            }
            _ => {
                let help = String::from("Skriv ordet som sparas, kolon och det som visas: \"telefon: På telefon\".");
                reader.error(&span, format!("`{text}` är inte ett alternativ."), Some(help));
            }
        }
    }
    if choices.is_empty() {
        let help = String::from("I det som räknas finns inga fält att skriva i, så att ingen kan nämnas.");
        reader.error(entry.span(), "En fråga behöver alternativ att välja bland.", Some(help));
    }
    twice(reader, entry, "choices", choices.iter().map(|(word, _)| word.as_str()));
    Some(AskRule { name: name?, label: label?, choices })
}

fn twice<'a, 'b>(reader: &mut Reader<'a>, entry: &Entry<'a>, key: &str, keys: impl Iterator<Item = &'b str>) {
    let mut seen: Vec<&str> = Vec::new();
    for known in keys {
        if seen.contains(&known) {
            reader.error(&entry.span_of(key), format!("`{known}` står två gånger i `{key}`."), None);
        }
        seen.push(known);
    }
}

fn plain_key<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, name: &str, key: Option<&str>) {
    if key.is_some_and(|key| !is_plain(key)) {
        let message = format!("`{name}` skrivs med små bokstäver utan å, ä och ö, siffror och bindestreck.");
        reader.error(&entry.span_of(name), message, None);
    }
}

fn is_plain(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "-_".contains(c))
}

/// Reads how anybody gets in contact.
pub(super) fn contact<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> Option<Contact> {
    let entry = reader.entry(document.get("contact")?, "[contact]", CONTACT)?;
    let phone = reader.need_text(&entry, "phone");
    let [phone_hours, visit, visit_hours, web, urgent] =
        ["phone_hours", "visit", "visit_hours", "web", "urgent"].map(|key| reader.text(&entry, key));
    if web.as_ref().is_some_and(|web| !web.starts_with("https://")) {
        reader.error(&entry.span_of("web"), "`web` ska börja med https://.", None);
    }
    Some(Contact { phone: phone?, phone_hours, visit, visit_hours, web, urgent })
}
