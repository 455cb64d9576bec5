//! `pack.toml`: what the pack is, its words, its catalogue, its delegation, what it changes.

use super::read::{Entry, Reader, with_words};
use super::service;
use super::upkeep;
use crate::pack::{
    AccessRules, Addressee, Delegation, Insats, Letters, OnCall, Override, Pack, PackKind, Statute, Talks, Upkeep,
};
use stadga_core::calendar::Unit;
use stadga_core::fact::beslut::Utfall;
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::uppdrag::AnteckningArt;
use std::collections::{BTreeMap, BTreeSet};
use toml::de::DeTable;

const PACK: &[&str] = &[
    "id",
    "name",
    "kind",
    "version",
    "valid_from",
    "valid_to",
    "decided_by",
    "decided_on",
    "responsible",
    "review_months",
    "reviewed_on",
    "changed_on",
    "max_validity",
    "owner",
    "process",
    "replaces",
    "source",
    "uses",
    "applies_to",
];
const INSATS: &[&str] = &[
    "key",
    "name",
    "legal",
    "parent",
    "level",
    "max_period",
    "follow_up",
    "description",
    "goals",
    "talks",
    "clauses",
    "source",
];
const LEVELS: &[(&str, &str)] = &[
    ("utan_provning", "utan_provning"),
    ("oppenvard", "oppenvard"),
    ("boende", "boende"),
    ("heldygnsvard", "heldygnsvard"),
];
const DELEGATION: &[&str] = &["point", "decision", "insatser", "roles", "max_period", "source", "clauses"];
const STATUTE: &[&str] = &["short", "name", "number", "wordings"];
const LETTERS: &[&str] = &[
    "municipality",
    "county",
    "board",
    "address",
    "phone",
    "court",
    "court_address",
    "appeal_court",
    "forwarding",
    "queue",
    "addressees",
];
const ON_CALL: &[&str] = &["who", "phone", "when"];
/// The kinds of odd reading that can be weighed.
const ODD: &[&str] = &["nodoppning", "nekad", "samma_namn", "avslutat", "natt", "manga"];
const ACCESS: &[&str] = &["after_closing", "opening_lasts", "review_within", "points", "source"];
const OVERRIDE: &[&str] = &["key", "within", "target", "off", "reason"];

/// Reads `pack.toml`. Without id, name, kind and version there is no pack.
pub(super) fn read<'a>(reader: &mut Reader<'a>, table: &'a DeTable<'a>) -> Option<Pack> {
    let tables = [
        "pack",
        "terms",
        "insats",
        "delegation",
        "statute",
        "letters",
        "on_call",
        "access",
        "override",
        "contact",
        "map",
        "document",
    ];
    let document = reader.document(table, "pack.toml", &tables);
    let terms = terms(reader, &document);
    let insatser = insatser(reader, &document);
    let delegations = reader.tables(&document, "delegation", "[[delegation]]", DELEGATION);
    let delegations = delegations.iter().filter_map(|entry| delegation(reader, entry)).collect();
    let statutes = reader.tables(&document, "statute", "[[statute]]", STATUTE);
    let statutes = statutes.iter().filter_map(|entry| statute(reader, entry)).collect();
    let letters = letters(reader, &document);
    let on_call = reader.tables(&document, "on_call", "[[on_call]]", ON_CALL);
    let on_call = on_call.iter().filter_map(|entry| can_decide(reader, entry)).collect();
    let access = access(reader, &document);
    let contact = service::contact(reader, &document);
    let overrides = reader.tables(&document, "override", "[[override]]", OVERRIDE);
    let overrides = overrides.iter().filter_map(|entry| change(reader, entry)).collect();
    let Some(value) = document.get("pack") else {
        reader.missing(&document, "[pack]");
        return None;
    };
    let entry = reader.entry(value, "[pack]", PACK)?;
    let map = upkeep::map(reader, &document);
    let pack = identity(reader, &entry)?;
    let upkeep = Upkeep { map, ..pack.upkeep.clone() };
    let pack = Pack { upkeep, terms, insatser, delegations, statutes, letters, on_call, access, overrides, ..pack };
    Some(Pack { documents: upkeep::documents(reader, &document), contact, ..pack })
}

fn identity<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Pack> {
    let id = reader.need_text(entry, "id");
    if let Some(id) = id.as_ref().filter(|id| *id != reader.pack) {
        let message = format!("Rutinens id är `{id}`, men mappen heter `{}`.", reader.pack);
        reader.error(&entry.span_of("id"), message, Some("Ge dem samma namn.".to_owned()));
    }
    let name = reader.need_text(entry, "name");
    let kind = reader.need_word(entry, "kind", &with_words(PackKind::ALL, PackKind::word));
    let version = reader.need_text(entry, "version");
    let source = reader.need_text(entry, "source").unwrap_or_default();
    let valid_from = reader.date(entry, "valid_from");
    if !entry.has("valid_from") {
        reader.missing(entry, "valid_from");
    }
    let valid_to = reader.date(entry, "valid_to");
    if valid_from.zip(valid_to).is_some_and(|(from, to)| to < from) {
        reader.error(&entry.span_of("valid_to"), "`valid_to` är före `valid_from`.", None);
    }
    let upkeep = upkeep::read(reader, entry, (valid_from, valid_to));
    let applies_to = applies_to(reader, entry);
    if kind != Some(PackKind::Enhet) && entry.has("applies_to") {
        let help = "Ta bort den, eller skriv kind = \"enhet\".".to_owned();
        reader.error(&entry.span_of("applies_to"), "Bara en enhets rutin har `applies_to`.", Some(help));
    }
    Some(Pack {
        id: id?,
        name: name?,
        kind: kind?,
        version: version?,
        valid_from,
        valid_to,
        decided_by: reader.text(entry, "decided_by"),
        decided_on: reader.date(entry, "decided_on"),
        responsible: reader.text(entry, "responsible"),
        review_months: reader.number(entry, "review_months"),
        replaces: reader.text(entry, "replaces"),
        source,
        uses: reader.strings(entry, "uses"),
        applies_to,
        terms: BTreeMap::new(),
        insatser: Vec::new(),
        delegations: Vec::new(),
        statutes: Vec::new(),
        letters: None,
        on_call: Vec::new(),
        access: None,
        overrides: Vec::new(),
        duties: Vec::new(),
        guards: Vec::new(),
        steps: Vec::new(),
        texts: Vec::new(),
        registers: Vec::new(),
        services: Vec::new(),
        documents: Vec::new(),
        contact: None,
        upkeep,
        hash: String::new(),
        place: reader.place(entry.span()),
    })
}

fn can_decide<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<OnCall> {
    let who = reader.need_text(entry, "who");
    let phone = reader.need_text(entry, "phone");
    let when = reader.text(entry, "when").unwrap_or_default();
    Some(OnCall { who: who?, phone: phone?, when })
}

fn applies_to<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Vec<String> {
    let Some(value) = entry.get("applies_to") else { return Vec::new() };
    let Some(applies) = reader.entry(value, "[pack.applies_to]", &["insatser"]) else { return Vec::new() };
    reader.strings(&applies, "insatser")
}

fn terms<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> BTreeMap<String, String> {
    let Some(value) = document.get("terms") else { return BTreeMap::new() };
    let Some(table) = value.get_ref().as_table() else {
        reader.error(&value.span(), "[terms] ska vara en tabell med ord.", None);
        return BTreeMap::new();
    };
    let mut terms = BTreeMap::new();
    for (key, word) in table.iter() {
        match word.get_ref().as_str().filter(|word| !word.trim().is_empty()) {
            Some(word) => {
                terms.insert(key.get_ref().to_string(), word.to_owned());
            }
            None => reader.error(&word.span(), format!("Ordet för `{}` ska vara en text.", key.get_ref()), None),
        }
    }
    terms
}

fn insatser<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> Vec<Insats> {
    let mut insatser = Vec::new();
    let mut seen = BTreeSet::new();
    for entry in reader.tables(document, "insats", "[[insats]]", INSATS) {
        let Some(insats) = insats(reader, &entry) else { continue };
        if !seen.insert(insats.key.clone()) {
            reader.error(&entry.span_of("key"), format!("Insatsen `{}` finns redan.", insats.key), None);
        }
        insatser.push(insats);
    }
    insatser
}

fn insats<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Insats> {
    let key = reader.need_text(entry, "key");
    let name = reader.need_text(entry, "name");
    let legal = reader.need_text(entry, "legal");
    let insats = Insats {
        parent: reader.text(entry, "parent"),
        level: reader.word(entry, "level", LEVELS).map(str::to_owned),
        max_period: reader.period(entry, "max_period"),
        follow_up: reader.period(entry, "follow_up"),
        description: reader.text(entry, "description").unwrap_or_default(),
        goals: reader.strings(entry, "goals"),
        talks: talks(reader, entry),
        source: reader.source(entry),
        clauses: reader.strings(entry, "clauses"),
        place: reader.place(entry.span()),
        key: key?,
        name: name?,
        legal: legal?,
    };
    Some(insats)
}

fn talks<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Talks> {
    let talks = reader.entry(entry.get("talks")?, "talks", &["kind", "from", "to", "within"])?;
    for key in ["kind", "from", "to", "within"].into_iter().filter(|key| !talks.has(key)) {
        reader.missing(&talks, key);
    }
    let kind = reader.word(&talks, "kind", &with_words(AnteckningArt::ALL, AnteckningArt::word));
    let (from, to) = (reader.number(&talks, "from"), reader.number(&talks, "to"));
    if from.zip(to).is_some_and(|(from, to)| to < from) {
        reader.error(&talks.span_of("to"), "`to` är mindre än `from`.", None);
    }
    let within = reader.period(&talks, "within");
    Some(Talks { kind: kind?.word().to_owned(), from: from?, to: to?, within: within? })
}

fn delegation<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Delegation> {
    let point = reader.need_text(entry, "point");
    let decision = reader.words(entry, "decision", &with_words(Utfall::ALL, Utfall::word));
    let roles = reader.words(entry, "roles", &with_words(Roll::ALL, Roll::word));
    for key in ["decision", "roles"].into_iter().filter(|key| !entry.has(key)) {
        reader.missing(entry, key);
    }
    let source = reader.need_source(entry);
    let delegation = Delegation {
        decision: decision.into_iter().map(|outcome| outcome.word().to_owned()).collect(),
        insatser: reader.strings(entry, "insatser"),
        roles,
        max_period: reader.period(entry, "max_period"),
        clauses: reader.strings(entry, "clauses"),
        place: reader.place(entry.span()),
        point: point?,
        source: source?,
    };
    Some(delegation)
}

fn statute<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Statute> {
    let short = reader.need_text(entry, "short");
    let name = reader.need_text(entry, "name");
    let number = reader.need_text(entry, "number");
    let mut wordings = reader.dates(entry, "wordings");
    if !entry.has("wordings") {
        reader.missing(entry, "wordings");
    }
    wordings.sort();
    Some(Statute { short: short?, name: name?, number: number?, wordings })
}

fn letters<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> Option<Letters> {
    let entry = reader.entry(document.get("letters")?, "[letters]", LETTERS)?;
    let [municipality, board, phone, court] =
        ["municipality", "board", "phone", "court"].map(|key| reader.need_text(&entry, key));
    for key in ["address", "court_address"].into_iter().filter(|key| !entry.has(key)) {
        reader.missing(&entry, key);
    }
    let known = reader.tables(&entry, "addressees", "[[letters.addressees]]", &["key", "name", "address"]);
    let addressees = known.iter().filter_map(|known| addressee(reader, known)).collect();
    Some(Letters {
        addressees,
        address: reader.strings(&entry, "address"),
        court_address: reader.strings(&entry, "court_address"),
        county: reader.text(&entry, "county"),
        appeal_court: reader.text(&entry, "appeal_court"),
        forwarding: reader.strings(&entry, "forwarding"),
        queue: reader.flag(&entry, "queue"),
        municipality: municipality?,
        board: board?,
        phone: phone?,
        court: court?,
    })
}

fn addressee<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Addressee> {
    let (key, name) = (reader.need_text(entry, "key"), reader.need_text(entry, "name"));
    if !entry.has("address") {
        reader.missing(entry, "address");
    }
    Some(Addressee { address: reader.strings(entry, "address"), key: key?, name: name? })
}

fn access<'a>(reader: &mut Reader<'a>, document: &Entry<'a>) -> Option<AccessRules> {
    let entry = reader.entry(document.get("access")?, "[access]", ACCESS)?;
    let after_closing = reader.period(&entry, "after_closing");
    let review_within = reader.period(&entry, "review_within");
    let opening_lasts = reader.period(&entry, "opening_lasts");
    if opening_lasts.is_some_and(|lasts| !matches!(lasts.unit, Unit::Hours) || !(1..=24).contains(&lasts.count)) {
        let message = "`opening_lasts` ska vara 1–24 timmar, till exempel \"4 timmar\".";
        reader.error(&entry.span_of("opening_lasts"), message, None);
    }
    if !entry.has("review_within") {
        reader.missing(&entry, "review_within");
    }
    let mut points = BTreeMap::new();
    if let Some(table) = entry.get("points").and_then(|value| reader.entry(value, "[access.points]", ODD)) {
        for kind in ODD {
            points.extend(reader.number(&table, kind).map(|weight| ((*kind).to_owned(), weight)));
        }
    }
    let source = reader.need_source(&entry);
    Some(AccessRules { after_closing, opening_lasts, review_within: review_within?, points, source: source? })
}

fn change<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<Override> {
    let rule = reader.need_text(entry, "key");
    let within = reader.period(entry, "within");
    let target = reader.period(entry, "target");
    let off = reader.flag(entry, "off");
    let reason = reader.text(entry, "reason");
    if !["within", "target", "off"].into_iter().any(|key| entry.has(key)) {
        reader.error(
            entry.span(),
            "[[override]] ändrar ingenting.",
            Some("Skriv within, target eller off.".to_owned()),
        );
    }
    if off && reason.is_none() {
        reader.error(&entry.span_of("off"), "Den som stänger av en regel skriver varför i `reason`.", None);
    }
    if rule.as_ref().is_some_and(|rule| !rule.contains(':')) {
        let message = "`key` ska vara regelns hela adress, till exempel lag:beslut.underratta.";
        reader.error(&entry.span_of("key"), message, None);
        return None;
    }
    let place = reader.place(entry.span());
    Some(Override { rule: rule?, within, target, off, reason, place })
}
