//! What answers hold: each shape with its members, in a short notation of its own.
//!
//! `text`, `id`, `datum`, `tid`, `heltal`, `ja` (yes or no); `[X]` is a list, `X?` may be null, and any
//! other word names another shape. A test holds every answer against this.

use super::{inputs, provider};
use crate::api::{
    anslag, binder, boende, gemensam, intake, jour, konferens, lvm, meetings, namnd, rakning, register, remedies,
    retention, steps, unit, utskrift, verkstallighet,
};
use serde_json::{Map, Value, json};

/// A shape's name, and its members with what they hold.
pub type Shape = (&'static str, &'static [(&'static str, &'static str)]);

const SHAPES: &[Shape] = &[
    (
        "Kvitto",
        &[
            ("arende", "id"),
            ("amne", "id"),
            ("arendenummer", "text?"),
            ("handelser", "[text]"),
            ("position", "heltal"),
            ("registrerad", "tid"),
            ("upprepad", "ja"),
        ],
    ),
    (
        "Infor",
        &[
            ("anvandningsfall", "text"),
            ("titel", "text"),
            ("arende", "id"),
            ("amne", "id"),
            ("arendenummer", "text"),
            ("sag", "text"),
        ],
    ),
    (
        "Hinder",
        &[
            ("niva", "text"),
            ("meddelande", "text"),
            ("atgard", "text?"),
            ("anvandningsfall", "text?"),
            ("regel", "text?"),
            ("kalla", "Kalla?"),
            ("falt", "text?"),
        ],
    ),
    ("Kalla", &[("art", "text"), ("cite", "text")]),
    ("Uppgiftsfel", &[("falt", "text"), ("etikett", "text"), ("meddelande", "text")]),
    ("Regelkontroll", &[("hindrar", "heltal"), ("varnar", "heltal"), ("regler", "[Regel]")]),
    (
        "Regel",
        &[
            ("regel", "text"),
            ("haller", "ja"),
            ("niva", "text"),
            ("meddelande", "text"),
            ("atgard", "text?"),
            ("anvandningsfall", "text?"),
            ("kalla", "Kalla?"),
            ("falt", "text?"),
        ],
    ),
    ("Mig", &[("anvandare", "id"), ("namn", "text"), ("post", "Post"), ("poster", "[Post]"), ("idag", "datum")]),
    ("Post", &[("roll", "text"), ("rollnamn", "text"), ("enhet", "id"), ("enhetsnamn", "text")]),
    (
        "MinDag",
        &[
            ("idag", "datum"),
            ("uppgifter", "[Uppgift]"),
            ("vikarierar", "[Vikarierar]"),
            ("vantar", "[Uppgift]"),
            ("moten", "[Mote]"),
            ("utkast", "[Utkast]"),
            ("hant", "[Hant]"),
            ("vid_sidan", "[VidSidan]"),
        ],
    ),
    ("VidSidan", &[("slag", "text"), ("vad", "text"), ("om", "text"), ("adress", "text")]),
    ("Vikarierar", &[("for", "text"), ("till", "datum"), ("delas_med", "[text]"), ("uppgifter", "[Uppgift]")]),
    ("FranvaroLista", &[("idag", "datum"), ("franvaro", "[Franvaro]")]),
    (
        "Franvaro",
        &[
            ("id", "id"),
            ("vem", "text"),
            ("fran", "datum"),
            ("till", "datum"),
            ("vikarier", "[text]"),
            ("arenden", "heltal"),
            ("pagar", "ja"),
        ],
    ),
    (
        "Uppgift",
        &[
            ("id", "text"),
            ("regel", "text"),
            ("titel", "text"),
            ("varfor", "text"),
            ("kalla", "Kalla"),
            ("senast", "datum?"),
            ("senast_enligt_lag", "datum?"),
            ("ord", "text?"),
            ("frihet", "ja"),
            ("timmar_kvar", "heltal?"),
            ("forsenad", "ja"),
            ("rakning", "[text]"),
            ("arende", "id"),
            ("amne", "id"),
            ("arendenummer", "text"),
            ("person", "text"),
            ("anvandningsfall", "text?"),
            ("knapp", "text?"),
            ("min", "ja"),
            ("pa_listan", "text?"),
            ("ansvariga", "[text]"),
        ],
    ),
    (
        "Utkast",
        &[("anvandningsfall", "text"), ("titel", "text"), ("amne", "id?"), ("person", "text"), ("sparat", "tid")],
    ),
    (
        "Hant",
        &[("datum", "datum"), ("vad", "text"), ("vem", "text"), ("amne", "id"), ("uppdrag", "ja"), ("person", "text")],
    ),
    ("Arenden", &[("arenden", "[Arenderad]")]),
    (
        "Arenderad",
        &[
            ("id", "id"),
            ("arendenummer", "text"),
            ("person", "text"),
            ("skede", "text"),
            ("oppnat", "datum"),
            ("avslutat", "datum?"),
            ("nasta_frist", "datum?"),
            ("handlaggare", "text?"),
        ],
    ),
    (
        "Arende",
        &[
            ("id", "id"),
            ("arendenummer", "text"),
            ("titel", "text"),
            ("person", "Person"),
            ("barn_berors", "ja"),
            ("handlaggare", "text?"),
            ("enhet", "text"),
            ("avslutat", "datum?"),
            ("steg", "[Steg]"),
            ("uppgifter", "[Uppgift]"),
            ("vantar", "[Uppgift]"),
            ("insatser", "[Insats]"),
            ("bokningar", "[Bokning]"),
            ("uppdrag", "[Arendeuppdrag]"),
            ("deltagare", "[Deltagare]"),
            ("handelser", "[Handelse]"),
        ],
    ),
    (
        "Person",
        &[
            ("namn", "text"),
            ("nummer", "text?"),
            ("telefon", "text?"),
            ("kontaktonskemal", "text?"),
            ("tolk", "text?"),
            ("adress", "text?"),
            ("skydd", "text?"),
        ],
    ),
    ("Steg", &[("skede", "text"), ("namn", "text"), ("datum", "datum?"), ("nu", "ja")]),
    (
        "Insats",
        &[
            ("namn", "text"),
            ("fran", "datum"),
            ("till", "datum?"),
            ("paborjad", "datum?"),
            ("avslutad", "datum?"),
            ("uppfoljningar", "[datum]"),
            ("planerade", "[datum]"),
        ],
    ),
    ("Arendeuppdrag", &[("id", "id"), ("insats", "text?"), ("skede", "text"), ("skedesnamn", "text")]),
    ("Deltagare", &[("namn", "text"), ("del", "text")]),
    (
        "Handelse",
        &[
            ("id", "id"),
            ("datum", "datum"),
            ("klockslag", "text?"),
            ("rubrik", "text"),
            ("text", "text"),
            ("vem", "text"),
            ("fran_utforare", "ja"),
            ("beslut", "ja"),
            ("rattas_med", "text?"),
            ("rattad", "text?"),
            ("invandningar", "[text]"),
        ],
    ),
    ("AttFatta", &[("forslag", "[Forslag]")]),
    (
        "Forslag",
        &[
            ("arende", "id"),
            ("arendenummer", "text"),
            ("person", "text"),
            ("lamnat", "datum"),
            ("lamnat_av", "text"),
            ("senast", "datum?"),
            ("ord", "text?"),
            ("namnden", "ja"),
        ],
    ),
    (
        "Beslut",
        &[
            ("id", "id"),
            ("arende", "id"),
            ("arendenummer", "text"),
            ("person", "Person"),
            ("utfall", "text"),
            ("utfallsnamn", "text"),
            ("insats", "text"),
            ("insatsnamn", "text"),
            ("lagrum", "text"),
            ("lydelse", "text?"),
            ("omfattning", "text?"),
            ("fran", "datum?"),
            ("till", "datum?"),
            ("prova_om", "datum?"),
            ("riktning", "[text]"),
            ("mal", "text?"),
            ("avslaget", "text?"),
            ("andringsgrund", "text?"),
            ("avskrivningsgrund", "text?"),
            ("skal", "text"),
            ("beslutat", "datum"),
            ("beslutat_av", "text"),
            ("foredragande", "text?"),
            ("delegation", "text?"),
            ("overklagas", "text"),
            ("efter", "EfterBeslut"),
            ("underrattad", "datum?"),
            ("kanal", "text?"),
            ("andrar", "id?"),
            ("andrat_av", "id?"),
        ],
    ),
    (
        "Brev",
        &[
            ("rubrik", "text"),
            ("datum", "datum"),
            ("arendenummer", "text"),
            ("till", "text"),
            ("kanal", "text"),
            ("skickat", "Filuppgift?"),
            ("delar", "[Brevdel]"),
        ],
    ),
    ("Brevdel", &[("slag", "text"), ("rader", "[text]")]),
    ("Handlingar", &[("handlingar", "[Handling]")]),
    (
        "Handling",
        &[
            ("handelse", "id"),
            ("vag", "text"),
            ("datum", "datum"),
            ("nadde", "datum?"),
            ("vad", "text"),
            ("part", "text"),
            ("text", "text"),
            ("filer", "[Filuppgift]"),
            ("vem", "text"),
            ("registrerad", "datum"),
            ("vantar", "ja"),
            ("rattad", "text?"),
        ],
    ),
    ("Filuppgift", &[("namn", "text"), ("typ", "text"), ("storlek", "heltal"), ("sha256", "text")]),
    ("Dokument", &[("namn", "text"), ("typ", "text"), ("storlek", "heltal"), ("sha256", "text"), ("innehall", "text")]),
    ("Fil", &[("namn", "text"), ("innehall", "text")]),
    ("MottagenFil", &[("fil", "id"), ("namn", "text"), ("typ", "text"), ("storlek", "heltal"), ("sha256", "text")]),
    ("Sokning", &[("q", "text")]),
    ("Traffar", &[("traffar", "[Traff]"), ("kan_oppnas", "ja"), ("fraga_chefen", "ja")]),
    (
        "Traff",
        &[("amne", "id"), ("uppdrag", "ja"), ("person", "text"), ("personnummer", "text?"), ("arendenummer", "text")],
    ),
    ("Flode", &[("handelser", "[Flodesrad]"), ("nasta", "heltal"), ("fler", "ja")]),
    (
        "Flodesrad",
        &[
            ("position", "heltal"),
            ("strom", "id"),
            ("slag", "text"),
            ("namn", "text"),
            ("datum", "datum"),
            ("registrerad", "tid"),
        ],
    ),
];

/// Every shape of an answer, and the one of problems, as schemas by name.
pub fn schemas() -> Map<String, Value> {
    let mut all: Map<String, Value> = SHAPES
        .iter()
        .chain(provider::SHAPES)
        .chain(intake::SHAPES)
        .chain(meetings::SHAPES)
        .chain(remedies::SHAPES)
        .chain(register::SHAPES)
        .chain(steps::SHAPES)
        .chain(verkstallighet::SHAPES)
        .chain(anslag::SHAPES)
        .chain(utskrift::SHAPES)
        .chain(jour::SHAPES)
        .chain(namnd::SHAPES)
        .chain(konferens::SHAPES)
        .chain(boende::SHAPES)
        .chain(gemensam::SHAPES)
        .chain(rakning::SHAPES)
        .chain(unit::SHAPES)
        .chain(lvm::SHAPES)
        .chain(binder::SHAPES)
        .chain(retention::SHAPES)
        .map(|(name, members)| ((*name).to_owned(), object(members)))
        .collect();
    all.insert(String::from("Fel"), problem());
    all
}

fn object(members: &[(&str, &str)]) -> Value {
    let properties: Map<String, Value> = members.iter().map(|(name, kind)| ((*name).to_owned(), value(kind))).collect();
    let required: Vec<&str> = members.iter().map(|(name, _)| *name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn value(kind: &str) -> Value {
    if let Some(kind) = kind.strip_suffix('?') {
        return json!({ "anyOf": [value(kind), { "type": "null" }] });
    }
    if let Some(kind) = kind.strip_prefix('[').and_then(|kind| kind.strip_suffix(']')) {
        return json!({ "type": "array", "items": value(kind) });
    }
    match kind {
        "text" => json!({ "type": "string" }),
        "id" => inputs::id(),
        "datum" => json!({ "type": "string", "format": "date" }),
        "tid" => json!({ "type": "string", "format": "date-time" }),
        "heltal" => json!({ "type": "integer" }),
        "ja" => json!({ "type": "boolean" }),
        // What the packs declare, and this description does not know.
        "objekt" => json!({ "type": "object" }),
        shape => super::refer(shape),
    }
}

/// RFC 9457 with what a kind adds.
fn problem() -> Value {
    let mut schema = object(&[("type", "text"), ("title", "text"), ("status", "heltal"), ("detail", "text")]);
    let more = [
        ("hinder", "[Hinder]"),
        ("uppgifter", "[Uppgiftsfel]"),
        ("nyaste", "id?"),
        ("rad", "heltal"),
        ("kolumn", "heltal"),
        ("stodnummer", "text"),
    ];
    for (name, kind) in more {
        schema["properties"][name] = value(kind);
    }
    schema
}
