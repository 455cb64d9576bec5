//! The duty rota as JSON.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::ShiftLine;
use stadga_core::calendar::text::clock;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Jourlista", &[("enhet", "text"), ("jourer", "[Jour]")]),
    (
        "Jour",
        &[
            ("jour", "id"),
            ("namn", "text"),
            ("fran", "datum"),
            ("fran_klockan", "text"),
            ("till", "datum"),
            ("till_klockan", "text"),
            ("telefon", "text"),
            ("nu", "ja"),
        ],
    ),
];

/// The rota of the unit one heads.
pub fn show(web: &Web, call: Call) -> Reply {
    let found = web.app.rota_page(&call.ctx)?;
    let lines = found.lines.iter().map(line).collect::<Value>();
    Ok(json(StatusCode::OK, json!({ "enhet": found.unit, "jourer": lines })))
}

fn line(line: &ShiftLine) -> Value {
    let shift = &line.shift;
    json!({
        "jour": shift.id,
        "namn": line.name,
        "fran": shift.from.date(),
        "fran_klockan": clock(shift.from.time()),
        "till": shift.to.date(),
        "till_klockan": clock(shift.to.time()),
        "telefon": shift.phone,
        "nu": line.now,
    })
}
