//! The emergency binder as JSON: the copies, and the one made today.

use super::{Call, Reply, documents, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::BinderLine;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Nodparm", &[("enhet", "text"), ("senast_pa_natten", "datum?"), ("exemplar", "[Nodparmsexemplar]")]),
    (
        "Nodparmsexemplar",
        &[
            ("nummer", "heltal"),
            ("datum", "datum"),
            ("av_natten", "ja"),
            ("hos", "text?"),
            ("plats", "text?"),
            ("forstort", "datum?"),
            ("ska_forstoras", "ja"),
        ],
    ),
    ("Nodparmsfil", &[("namn", "text"), ("innehall", "text")]),
];

/// The copies of the unit one heads.
pub fn list(web: &Web, call: Call) -> Reply {
    let found = web.app.binder_page(&call.ctx)?;
    let copy = |line: &BinderLine| {
        let handed = line.copy.handed.as_ref();
        json!({
            "nummer": line.copy.number,
            "datum": line.copy.on,
            "av_natten": line.copy.nightly,
            "hos": handed.map(|(to, _, _)| to),
            "plats": handed.map(|(_, place, _)| place),
            "forstort": line.copy.destroyed_on,
            "ska_forstoras": line.outdated,
        })
    };
    let value = json!({
        "enhet": found.unit,
        "senast_pa_natten": found.missed,
        "exemplar": found.copies.iter().map(copy).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

/// A copy as a file.
pub fn file(web: &Web, call: Call) -> Reply {
    let Ok(number) = call.part(0).parse() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let file = web.app.binder_file(&call.ctx, number)?;
    Ok(json(StatusCode::OK, json!({ "namn": file.name, "innehall": documents::encode(&file.bytes) })))
}
