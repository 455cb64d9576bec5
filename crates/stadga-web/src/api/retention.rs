//! Erasure as JSON: what the page of it shows, and the protocol.

use super::{Call, Reply, documents, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{ErasureLine, FileLine, HandOverLine};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "Gallring",
        &[
            ("akter", "heltal"),
            ("ska_gallras", "[Gallringsakt]"),
            ("undantagna", "[Gallringsakt]"),
            ("forslag", "[Gallringsforslag]"),
            ("overlamnanden", "[Overlamnande]"),
        ],
    ),
    (
        "Gallringsakt",
        &[
            ("akt", "id"),
            ("utforare", "text?"),
            ("arenden", "[text]"),
            ("sista_anteckning", "datum"),
            ("gallras_senast", "datum?"),
            ("foreslagen", "ja"),
            ("kan_overlamnas", "ja"),
            ("undantas", "[Gallringsskal]"),
        ],
    ),
    ("Gallringsskal", &[("skal", "text"), ("kalla", "text")]),
    (
        "Gallringsforslag",
        &[
            ("id", "id"),
            ("datum", "datum"),
            ("foreslaget_av", "text"),
            ("utforare", "text?"),
            ("akter", "heltal"),
            ("beslutat", "datum?"),
            ("gallrade", "heltal?"),
            ("avbojt", "text?"),
        ],
    ),
    (
        "Overlamnande",
        &[
            ("id", "id"),
            ("datum", "datum"),
            ("forberett_av", "text"),
            ("mottagare", "text"),
            ("akter", "heltal"),
            ("bekraftat", "datum?"),
            ("overlamnade", "heltal?"),
            ("avbrutet", "text?"),
        ],
    ),
    ("Arkivpaket", &[("namn", "text"), ("sha256", "text"), ("innehall", "text")]),
    ("Gallringsfil", &[("namn", "text"), ("innehall", "text")]),
];

/// What the page shows.
pub fn list(web: &Web, call: Call) -> Reply {
    let found = web.app.retention_page(&call.ctx)?;
    let file = |line: &FileLine| {
        let kept = |(why, source): &(String, String)| json!({ "skal": why, "kalla": source });
        json!({
            "akt": line.key.to_string(),
            "utforare": Some(&line.provider).filter(|name| !name.is_empty()),
            "arenden": line.numbers,
            "sista_anteckning": line.last,
            "gallras_senast": line.by,
            "foreslagen": line.proposed,
            "kan_overlamnas": line.to_archive,
            "undantas": line.kept.iter().map(kept).collect::<Value>(),
        })
    };
    let proposal = |line: &ErasureLine| {
        let known = &line.erasure;
        json!({
            "id": known.id.to_string(),
            "datum": known.on,
            "foreslaget_av": line.by,
            "utforare": Some(&line.provider).filter(|name| !name.is_empty()),
            "akter": known.files.len(),
            "beslutat": known.carried_out.as_ref().map(|(_, _, on)| on),
            "gallrade": known.carried_out.as_ref().map(|(fact, ..)| fact.poster.len()),
            "avbojt": known.declined.as_ref().map(|(why, ..)| why),
        })
    };
    let handed = |line: &HandOverLine| {
        let known = &line.handover;
        json!({
            "id": known.id.to_string(),
            "datum": known.on,
            "forberett_av": line.by,
            "mottagare": known.fact.mottagare,
            "akter": known.fact.poster.len(),
            "bekraftat": known.confirmed.as_ref().map(|(_, _, on)| on),
            "overlamnade": known.confirmed.as_ref().map(|(fact, ..)| fact.poster.len()),
            "avbrutet": known.broken_off.as_ref().map(|(why, ..)| why),
        })
    };
    let value = json!({
        "akter": found.kept,
        "ska_gallras": found.ripe.iter().map(file).collect::<Value>(),
        "undantagna": found.excepted.iter().map(file).collect::<Value>(),
        "forslag": found.erasures.iter().map(proposal).collect::<Value>(),
        "overlamnanden": found.handovers.iter().map(handed).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

/// The protocol as a file.
pub fn protocol(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.part(0).parse() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let file = web.app.retention_protocol(&call.ctx, id)?;
    Ok(json(StatusCode::OK, json!({ "namn": file.name, "innehall": documents::encode(&file.bytes) })))
}

/// The package of a file that waits for an archive, sealed to it.
pub fn package(web: &Web, call: Call) -> Reply {
    let (Ok(id), Ok(place)) = (call.part(0).parse(), call.part(1).parse()) else {
        return Ok(web.app.nothing(&call.ctx, "okand_adress")?);
    };
    let file = web.app.archive_package(&call.ctx, id, place)?;
    let value = json!({ "namn": file.name, "sha256": file.sum, "innehall": documents::encode(&file.bytes) });
    Ok(json(StatusCode::OK, value))
}
