//! Letters that wait to be printed and posted, as JSON.

use super::{Call, Reply, documents, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::AppError;
use stadga_app::view::{Alone, MailingLine};
use stadga_core::Id;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Utskrift", &[("brev", "[Utskriftsbrev]")]),
    (
        "Utskriftsbrev",
        &[
            ("utskick", "id"),
            ("arende", "id"),
            ("nummer", "text"),
            ("person", "text"),
            ("handelse", "id"),
            ("vad", "text"),
            ("till", "text"),
            ("sedan", "datum"),
            ("vantat_lange", "ja"),
            ("filer", "heltal"),
            ("for_sig", "text?"),
        ],
    ),
    ("Utskriftsfil", &[("namn", "text"), ("innehall", "text")]),
];

/// The letters that wait.
pub fn list(web: &Web, call: Call) -> Reply {
    let found = web.app.mailing_list(&call.ctx)?;
    Ok(json(StatusCode::OK, json!({ "brev": found.lines.iter().map(line).collect::<Value>() })))
}

/// Several of them as one file.
pub fn file(web: &Web, call: Call) -> Reply {
    let chosen: Result<Vec<Id>, _> = call.query.values("utskick").iter().map(|id| id.parse::<Id>()).collect();
    let file = web.app.mailing_file(&call.ctx, &chosen.map_err(|_| AppError::NotFound)?)?;
    Ok(json(StatusCode::OK, json!({ "namn": file.name, "innehall": documents::encode(&file.bytes) })))
}

fn line(line: &MailingLine) -> Value {
    json!({
        "utskick": line.id,
        "arende": line.case,
        "nummer": line.number,
        "person": line.person,
        "handelse": line.letter,
        "vad": line.what,
        "till": line.to,
        "sedan": line.since,
        "vantat_lange": line.late,
        "filer": line.papers,
        "for_sig": line.alone.map(|why| match why {
            Alone::Protected => "skyddad",
            Alone::Copies => "kopior",
        }),
    })
}
