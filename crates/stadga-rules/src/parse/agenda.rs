//! What a step says of a meeting: of a board, or of a conference between units.

use super::read::{Entry, Reader};
use crate::diagnostic::did_you_mean;
use crate::pack::{StepAgenda, StepConference, StepField, StepKind};
use jiff::civil::Weekday;

/// What a step says of a meeting. The fields it names are the step's own; whether the steps it names exist is known
/// once all packs are laid together.
pub(super) fn agenda<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, fields: &[StepField]) -> Option<StepAgenda> {
    const KEYS: &[&str] = &["day", "body", "papers_by", "papers", "heard", "result", "conference"];
    let entry = reader.entry(entry.get("agenda")?, "agenda", KEYS)?;
    let mut of_kind = |key: &str, kind: StepKind| {
        let name = reader.text(&entry, key)?;
        if !fields.iter().any(|field| field.name == name && field.kind == kind) {
            let message = format!("Steget har inget fält `{name}` av sorten `{}`.", kind.word());
            reader.error(&entry.span_of(key), message, None);
        }
        Some(name)
    };
    let day = of_kind("day", StepKind::Date);
    let papers_by = of_kind("papers_by", StepKind::Date);
    let body = of_kind("body", StepKind::Choice);
    if day.is_none() {
        reader.missing(&entry, "day");
    }
    let heard = reader.text(&entry, "heard");
    let heard = heard.and_then(|text| {
        let named = text.split_once(':').map(|(step, field)| (step.to_owned(), field.to_owned()));
        if named.is_none() {
            let help = String::from("Skriv steget, kolon och fältet: \"steg.sammantrade.fraga:svar\".");
            reader.error(&entry.span_of("heard"), format!("`{text}` är inte ett steg och ett fält."), Some(help));
        }
        named
    });
    let result = reader.texts(&entry, "result");
    for (name, span) in &result {
        reader.event(name, span);
    }
    Some(StepAgenda {
        papers: reader.text(&entry, "papers"),
        day: day?,
        body,
        papers_by,
        heard,
        result: result.into_iter().map(|(name, _)| name).collect(),
        conference: conference(reader, &entry, fields),
    })
}

/// What an agenda says of a conference. Whether the step it names exists, and has the fields, is known once all packs
/// are laid together.
fn conference<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, fields: &[StepField]) -> Option<StepConference> {
    const KEYS: &[&str] = &["act", "outcome", "handed", "receiver", "weekday", "background", "minutes"];
    let entry = reader.entry(entry.get("conference")?, "conference", KEYS)?;
    let named = reader.texts(&entry, "background");
    for (name, span) in named.iter().filter(|(name, _)| !fields.iter().any(|field| field.name == *name)) {
        let help = did_you_mean(name, fields.iter().map(|field| field.name.as_str()));
        reader.error(span, format!("Steget har inget fält `{name}` med bakgrund."), help);
    }
    Some(StepConference {
        act: reader.need_text(&entry, "act")?,
        outcome: reader.need_text(&entry, "outcome")?,
        handed: reader.need_text(&entry, "handed")?,
        receiver: reader.text(&entry, "receiver"),
        weekday: reader.word(&entry, "weekday", WEEKDAYS),
        background: named.into_iter().map(|(name, _)| name).collect(),
        minutes: reader.text(&entry, "minutes"),
    })
}

/// The days of the week, as packs write them.
const WEEKDAYS: &[(&str, Weekday)] = &[
    ("mandag", Weekday::Monday),
    ("tisdag", Weekday::Tuesday),
    ("onsdag", Weekday::Wednesday),
    ("torsdag", Weekday::Thursday),
    ("fredag", Weekday::Friday),
    ("lordag", Weekday::Saturday),
    ("sondag", Weekday::Sunday),
];
