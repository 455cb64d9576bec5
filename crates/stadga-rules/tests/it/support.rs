//! A story of events in short lines, a pack in TOML, and a plan as text.

use jiff::Timestamp;
use jiff::civil::Date;
use stadga_core::ctx::Post;
use stadga_core::event::{Event, Signature, StreamKind};
use stadga_core::fact::organisation::Roll;
use stadga_core::{Fact, Id};
use stadga_rules::{Duty, DutyState, Owner, PackFiles, Parsed, Severity, Stack, Timeline, Vocabulary, parse, plan};
use std::collections::BTreeMap;

/// The fields an event needs when the story does not say.
const DEFAULTS: &str = r##"
"arende.oppnat" = { person = "#person", enhet = "#enhet", art = "ansokan" }
"ansokan.inkommen" = { kanal = "telefon", galler = "Hjälp" }
"skyddsfragor.stallda" = { barn = false, vald = false, akut = false }
"handlaggare.utsedd" = { handlaggare = "#sara" }
"journalanteckning.skriven" = { rubrik = "Samtal", text = "Text" }
"utredning.sammanstalld" = { delaktighet = "x", behov = "x", bedomning = "x", mal = "x", forslag = "oppenvard" }
"utredning.inledd" = { lagrum = "14 kap. 2 § SoL", skal = "x" }
"kommunicering.skickad" = { svar_senast = "2026-11-12", kanal = "brev", underlag = [], andra_personer_genomgangna = true }
"kommunicering.undantagen" = { grund = "uppenbart_obehovligt", skal = "x" }
"beslut.fattat" = { utfall = "bifall", insats = "oppenvard", lagrum = "11 kap. 1 § SoL", skal = "x", overklagandehanvisning = false }
"beslut.underrattat" = { beslut = "#b", kanal = "brev" }
"bestallning.skickad" = { beslut = "#b", uppdrag = "#a", utforare = "#enhet", insats = "oppenvard" }
"uppdrag.bestallt" = { arende = "#case", person = "#person", utforare = "#enhet", bestallare = "#sara", insats = "oppenvard", mal = "x", omfattning = "x", fran = "2026-12-01" }
"uppdrag.mottaget" = {}
"uppdrag.aterlamnat" = { skal = "x" }
"mote.hallet" = { art = "annat", deltagare = [], sammanfattning = "x" }
"insats.paborjad" = {}
"genomforandeplan.upprattad" = { egna_ord = "x", mal = [], arbetssatt = "x", godkannande = "godkand" }
"uppfoljning.gjord" = { egen_syn = "x", maluppfyllelse = "x", instrument = "x", fortsattning = "fortsatter" }
"insats.avslutad" = { skal = "x" }
"arende.avslutat" = { orsak = "insatsen_klar", skal = "x" }
"handelse.aterkallad" = { skal = "x" }
"steg.utfort" = { steg = "x" }
"tvangsvard.paborjad" = { stalle = "lvm_hem", namn = "x" }
"tvangsvard.avbruten" = { orsak = "avviken" }
"tvangsvard.aterupptagen" = { avbrott = "#b" }
"##;

/// An id from a short name.
pub fn id(name: &str) -> Id {
    let mut bytes = [0; 10];
    for (byte, letter) in bytes.iter_mut().zip(name.bytes()) {
        *byte = letter;
    }
    Id::from_bytes(bytes)
}

/// Events from lines: `[+]DATE [uppdrag:]event [#id] [rattar=#id] [field=value ...]`. A line that
/// begins with `+` was recorded by the command of the line above.
pub fn story(text: &str) -> Vec<Event> {
    let defaults: toml::Table = DEFAULTS.parse().unwrap();
    let mut events: Vec<Event> = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        let (same, line) = line.strip_prefix('+').map_or((false, line), |rest| (true, rest));
        let place = events.len() + 1;
        let mut words = line.split_whitespace();
        let on: Date = words.next().unwrap().parse().unwrap();
        let named = words.next().unwrap();
        let (assignment, name) = named.split_once(':').map_or((None, named), |(own, name)| (Some(own), name));
        let mut fields = defaults[name].as_table().unwrap().clone();
        let (mut own_id, mut corrects) = (id(&format!("e{place}")), None);
        for word in words {
            match word.split_once('=') {
                None => own_id = id(word.trim_start_matches('#')),
                Some(("rattar", other)) => corrects = Some(id(other.trim_start_matches('#'))),
                Some((field, value)) => drop(fields.insert(field.to_owned(), value_of(value))),
            }
        }
        for (_, value) in fields.iter_mut() {
            if let Some(name) = value.as_str().and_then(|text| text.strip_prefix('#')) {
                *value = toml::Value::String(id(name).to_string());
            }
        }
        let stored = toml::Table::from_iter([
            ("faktum".to_owned(), toml::Value::String(name.to_owned())),
            ("uppgifter".to_owned(), toml::Value::Table(fields)),
        ]);
        let fact = stadga_testkit::fact_of(stored).unwrap_or_else(|error| panic!("{line}: {error}"));
        let command = if same { events.last().unwrap().command } else { id(&format!("c{place}")) };
        events.push(event(own_id, command, place, on, assignment, corrects, fact));
    }
    events
}

fn event(
    own: Id,
    command: Id,
    place: usize,
    on: Date,
    assignment: Option<&str>,
    corrects: Option<Id>,
    fact: Fact,
) -> Event {
    Event {
        id: own,
        command,
        position: place as u64,
        subject: assignment.map_or(id("case"), id),
        kind: if assignment.is_some() { StreamKind::Uppdrag } else { StreamKind::Arende },
        seq: place as u32,
        occurred_on: on,
        occurred_at: None,
        recorded_at: Timestamp::UNIX_EPOCH,
        signature: Signature {
            user: id("sara"),
            post: Post { role: Roll::Socialsekreterare, unit: id("enhet") },
            on_behalf_of: None,
        },
        corrects,
        reason: None,
        packs: String::new(),
        fact,
    }
}

fn value_of(text: &str) -> toml::Value {
    match text {
        "ja" => toml::Value::Boolean(true),
        "nej" => toml::Value::Boolean(false),
        text => toml::Value::String(text.replace('_', " ").replace("delvis bifall", "delvis_bifall")),
    }
}

/// What packs are checked against in tests.
pub fn vocabulary() -> Vocabulary {
    let owned = |fields: &[&str]| fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>();
    let commands = [
        ("beslut.fatta", owned(&["utfall", "insats", "fran", "till", "prova_om", "skal"])),
        ("beslut.underratta", owned(&["beslut", "kanal"])),
        ("genomforandeplan.uppratta", owned(&["egna_ord", "mal"])),
        ("kommunicering.skicka", owned(&["svar_senast"])),
    ];
    let choices = [("beslut.fatta:utfall", owned(&["bifall", "delvis_bifall", "avslag", "avskrivning"]))];
    Vocabulary {
        events: Fact::FIELDS.iter().map(|(name, fields)| ((*name).to_owned(), owned(fields))).collect(),
        commands: commands.into_iter().map(|(name, fields)| (name.to_owned(), fields)).collect(),
        choices: choices.into_iter().map(|(name, words)| (name.to_owned(), words)).collect(),
    }
}

/// The manifest of a pack in tests.
pub fn manifest(id: &str, kind: &str, more: &str) -> String {
    let terms = if kind == "lag" { "\n[terms]\nenskild = \"den enskilde\"\n" } else { "" };
    format!(
        "[pack]\nid = \"{id}\"\nname = \"Rutin {id}\"\nkind = \"{kind}\"\nversion = \"1\"\nvalid_from = 2025-07-01\n\
         source = \"Prov\"\nresponsible = \"Enhetschef vuxna\"\n{more}\n{terms}"
    )
}

/// Reads a pack of a manifest and one file of rules.
pub fn read(id: &str, manifest: &str, rules: &str) -> Parsed {
    let files = vec![("pack.toml".to_owned(), manifest.to_owned()), ("rules/r.toml".to_owned(), rules.to_owned())];
    parse(&PackFiles { id: id.to_owned(), files }, &vocabulary())
}

/// A stack of packs given as id, kind, more of the manifest, rules; every one must be sound.
pub fn stack(packs: &[(&str, &str, &str, &str)]) -> Stack {
    let mut parsed = Vec::new();
    for (id, kind, more, rules) in packs {
        let Parsed { pack, diagnostics } = read(id, &manifest(id, kind, more), rules);
        let errors: Vec<String> =
            diagnostics.iter().filter(|found| found.severity == Severity::Error).map(ToString::to_string).collect();
        assert!(errors.is_empty(), "{}", errors.join("\n"));
        parsed.extend(pack);
    }
    let (stack, diagnostics) = Stack::new(parsed);
    let errors: Vec<String> = diagnostics.iter().map(ToString::to_string).collect();
    assert!(errors.is_empty(), "{}", errors.join("\n"));
    stack
}

/// The common parts of a duty in tests; `more` says the rest.
pub fn duty(key: &str, more: &str) -> String {
    let given = |name: &str| more.lines().any(|line| line.trim_start().starts_with(&format!("{name} =")));
    let mut text = format!("[[duty]]\nkey = \"{key}\"\nwhy = \"Därför.\"\nclauses = []\n");
    for (name, value) in [
        ("title", "\"Gör det\""),
        ("scope", "\"uppdrag\""),
        ("owner", "\"behandlare\""),
        ("source", "{ kind = \"rutin\", cite = \"Rutin, punkt 5\" }"),
    ] {
        if !given(name) {
            text.push_str(&format!("{name} = {value}\n"));
        }
    }
    format!("{text}{more}\n")
}

/// The plan of one pack of law for a story, as text.
pub fn planned(rules: &str, story_text: &str) -> String {
    planned_with(&stack(&[("p", "lag", "", rules)]), story_text)
}

/// The plan for a story, as text.
pub fn planned_with(stack: &Stack, story_text: &str) -> String {
    let events = story(story_text);
    lines(&plan(stack, &Timeline::new(&events, None)))
}

/// One line for each duty: day, state, owners, title, rule, occurrence, opening day, escalations.
pub fn lines(duties: &[Duty]) -> String {
    duties.iter().map(line).collect::<Vec<_>>().join("\n")
}

fn line(duty: &Duty) -> String {
    let word = duty.word.map(|word| word.label().to_lowercase());
    let day = duty.due.as_ref().map(|due| match due.legal == due.strict {
        true => due.strict.to_string(),
        false => format!("{} ({})", due.strict, due.legal),
    });
    let when = match (day, word) {
        (Some(day), Some(word)) => format!("{word}, mål {day}"),
        (Some(day), None) => day,
        (None, Some(word)) => word,
        (None, None) => "bedöm".to_owned(),
    };
    let state = match duty.state {
        DutyState::Open => "öppen".to_owned(),
        DutyState::Met { on, .. } => format!("klar {on}"),
        DutyState::Void { on, .. } => format!("utgår {on}"),
    };
    let owners: Vec<&str> = std::iter::once(duty.owner).chain(duty.shared_with.clone()).map(Owner::word).collect();
    let escalations: Vec<String> =
        duty.escalations.iter().map(|(from, to)| format!(" -> {} {from}", to.word())).collect();
    let (owners, from, escalations) = (owners.join("+"), duty.opens_on, escalations.concat());
    format!(
        "{when} | {state} | {owners} | {} [{}] {} från {from}{escalations}",
        duty.title,
        duty.rule(),
        duty.occurrence
    )
}

/// The subset of a list that a mask picks.
pub fn picked<T: Clone>(all: &[T], mask: &[bool]) -> Vec<T> {
    all.iter().zip(mask).filter(|(_, keep)| **keep).map(|(item, _)| item.clone()).collect()
}

/// How often each thing stands in a list.
pub fn tally<T: Ord>(items: impl IntoIterator<Item = T>) -> BTreeMap<T, usize> {
    let mut counts = BTreeMap::new();
    items.into_iter().for_each(|item| *counts.entry(item).or_default() += 1);
    counts
}
