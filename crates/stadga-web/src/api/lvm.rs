//! Compulsory care as JSON: the clocks, the act step by step, and the documents for the court as one file.

use super::{Call, Reply, documents, json, shape};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{LvmPage, LvmStep};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "Lvm",
        &[
            ("idag", "datum"),
            ("frister", "[Uppgift]"),
            ("upphort", "text?"),
            ("vard_senast_till", "datum?"),
            ("saknas", "[text]"),
            ("kan_besluta", "[Beredskap]"),
            ("steg", "[Lvmsteg]"),
        ],
    ),
    ("Beredskap", &[("vem", "text"), ("telefon", "text"), ("nar", "text")]),
    (
        "Lvmsteg",
        &[("lagrum", "text"), ("steg", "text"), ("datum", "datum?"), ("text", "text"), ("anvandningsfall", "[text]")],
    ),
    ("Domstolshandlingar", &[("namn", "text"), ("innehall", "text")]),
];

/// Compulsory care in a case.
pub fn show(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    Ok(json(StatusCode::OK, told(&web.app.lvm_page(&call.ctx, id)?)))
}

/// Every document for the court as one PDF, in base64.
pub fn bundle(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let file = web.app.court_bundle(&call.ctx, id)?;
    Ok(json(StatusCode::OK, json!({ "namn": file.name, "innehall": documents::encode(&file.bytes) })))
}

fn told(page: &LvmPage) -> Value {
    let step = |step: &LvmStep| {
        json!({
            "lagrum": step.section,
            "steg": step.title,
            "datum": step.on,
            "text": step.text,
            "anvandningsfall": step.acts,
        })
    };
    json!({
        "idag": page.today,
        "frister": page.clocks.iter().map(|item| shape::work(item, page.today)).collect::<Value>(),
        "upphort": page.lapsed.map(|(_, reason)| reason),
        "vard_senast_till": page.care_until.as_ref().map(|due| due.strict),
        "saknas": page.missing,
        "kan_besluta": page
            .on_call
            .iter()
            .map(|known| json!({ "vem": known.who, "telefon": known.phone, "nar": known.when }))
            .collect::<Value>(),
        "steg": page.steps.iter().map(step).collect::<Value>(),
    })
}
