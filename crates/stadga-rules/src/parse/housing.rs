//! What a step says of a home: what it costs and who pays, and which flat somebody moves into or out of.

use super::read::{Entry, Reader};
use crate::diagnostic::did_you_mean;
use crate::pack::{Scope, StepCost, StepField, StepFlat, StepKind};

/// A field of the step of a kind, named under a key.
fn of_kind<'a>(
    reader: &mut Reader<'a>,
    entry: &Entry<'a>,
    key: &str,
    kind: StepKind,
    fields: &[StepField],
) -> Option<String> {
    let name = reader.text(entry, key)?;
    if !fields.iter().any(|field| field.name == name && field.kind == kind) {
        let help = did_you_mean(&name, fields.iter().map(|field| field.name.as_str()));
        reader.error(&entry.span_of(key), format!("Steget har inget fält `{name}` av sorten `{}`.", kind.word()), help);
    }
    Some(name)
}

/// Who pays, and how much a day.
pub(super) fn cost<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, fields: &[StepField]) -> Option<StepCost> {
    const KEYS: &[&str] = &["insats", "bearer", "per_day", "disputed"];
    let entry = reader.entry(entry.get("cost")?, "cost", KEYS)?;
    let mut named = |key: &str, kind: StepKind| {
        let found = of_kind(reader, &entry, key, kind, fields);
        if found.is_none() && key != "disputed" {
            reader.missing(&entry, key);
        }
        found
    };
    let (insats, bearer) = (named("insats", StepKind::Choice), named("bearer", StepKind::Choice));
    let (per_day, disputed) = (named("per_day", StepKind::Number), named("disputed", StepKind::Flag));
    Some(StepCost { insats: insats?, bearer: bearer?, per_day: per_day?, disputed })
}

/// Which flat. A flat is registered in a register, and moved into and out of in an assignment.
pub(super) fn flat<'a>(
    reader: &mut Reader<'a>,
    entry: &Entry<'a>,
    fields: &[StepField],
    scope: Option<Scope>,
) -> Option<StepFlat> {
    const KEYS: &[&str] = &["registers", "moves_in", "moves_out"];
    let in_register = entry.get("register").is_some();
    let entry = reader.entry(entry.get("flat")?, "flat", KEYS)?;
    let given: Vec<&str> = KEYS.iter().copied().filter(|key| entry.get(key).is_some()).collect();
    let [key] = given.as_slice() else {
        let help = String::from("Skriv flat = { registers = \"beteckning\" }, moves_in eller moves_out.");
        reader.error(entry.span(), "Ett steg säger en sak om en lägenhet.", Some(help));
        return None;
    };
    let name = of_kind(reader, &entry, key, StepKind::Text, fields)?;
    let here = if *key == "registers" { in_register } else { scope == Some(Scope::Uppdrag) };
    if !here {
        let help = String::from("En lägenhet registreras i ett register; flyttar skrivs i ett uppdrag.");
        reader.error(entry.span(), "Steget hör inte dit.", Some(help));
    }
    Some(match *key {
        "registers" => StepFlat::Registers(name),
        "moves_in" => StepFlat::MovesIn(name),
        _ => StepFlat::MovesOut(name),
    })
}
