//! Housing as JSON: the flats, and what emergency housing costs.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{Bearer, CostLine, Flat, Tenant};
use stadga_core::calendar::text;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Lagenheter", &[("lagenheter", "[Lagenhet]")]),
    ("Lagenhet", &[("namn", "text"), ("arende", "id?"), ("bor_dar", "[Hyresgast]")]),
    ("Hyresgast", &[("uppdrag", "id"), ("person", "text?"), ("sedan", "datum"), ("avslutad", "datum?")]),
    ("Kostnader", &[("fran", "datum"), ("till", "datum"), ("betalar", "[Kostnadsbarare]")]),
    ("Kostnadsbarare", &[("enhet", "text"), ("dygn", "heltal"), ("summa", "heltal"), ("rader", "[Kostnadsrad]")]),
    (
        "Kostnadsrad",
        &[
            ("arende", "id?"),
            ("nummer", "text"),
            ("insats", "text"),
            ("beviljat_av", "text"),
            ("fran", "datum"),
            ("till", "datum"),
            ("dygn", "heltal"),
            ("per_dygn", "heltal?"),
            ("summa", "heltal?"),
            ("oeniga", "ja"),
        ],
    ),
];

/// The flats.
pub fn flats(web: &Web, call: Call) -> Reply {
    let found = web.app.flats(&call.ctx)?;
    Ok(json(StatusCode::OK, json!({ "lagenheter": found.flats.iter().map(flat).collect::<Value>() })))
}

fn flat(flat: &Flat) -> Value {
    json!({ "namn": flat.name, "arende": flat.matter, "bor_dar": flat.tenants.iter().map(tenant).collect::<Value>() })
}

fn tenant(tenant: &Tenant) -> Value {
    json!({
        "uppdrag": tenant.assignment,
        "person": tenant.person,
        "sedan": tenant.since,
        "avslutad": tenant.ended_on,
    })
}

/// What emergency housing costs.
pub fn costs(web: &Web, call: Call) -> Reply {
    let today = call.ctx.today;
    let day = |name: &str, otherwise| text::parse_date(call.query.text(name), today).unwrap_or(otherwise);
    let days = (day("fran", today.first_of_month()), day("till", today.last_of_month()));
    let found = web.app.costs(&call.ctx, days)?;
    let bearers = found.bearers.iter().map(bearer).collect::<Value>();
    Ok(json(StatusCode::OK, json!({ "fran": found.from, "till": found.to, "betalar": bearers })))
}

fn bearer(bearer: &Bearer) -> Value {
    let lines = bearer.lines.iter().map(line).collect::<Value>();
    json!({ "enhet": bearer.unit, "dygn": bearer.days(), "summa": bearer.sum(), "rader": lines })
}

fn line(line: &CostLine) -> Value {
    json!({
        "arende": line.case,
        "nummer": line.number,
        "insats": line.insats,
        "beviljat_av": line.granted_by,
        "fran": line.from,
        "till": line.to,
        "dygn": line.days,
        "per_dygn": line.per_day,
        "summa": line.sum(),
        "oeniga": line.disputed,
    })
}
