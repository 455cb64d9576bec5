//! The unit as JSON: what its head sees on the page.

use super::{Call, Reply, json, shape};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{Pace, UnitLoad, UnitPage};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "Enhet",
        &[
            ("idag", "datum"),
            ("att_ge_ut", "[Uppgift]"),
            ("forsenade", "[Uppgift]"),
            ("forsenade_i_allt", "heltal"),
            ("frihet", "[Uppgift]"),
            ("inte_borjat", "[Uppgift]"),
            ("fordelning", "[Fordelning]"),
            ("uppdrag", "[Uppdragsrad]"),
            ("vantan", "Vantan?"),
        ],
    ),
    ("Fordelning", &[("vem", "text?"), ("arenden", "heltal"), ("frist_inom_en_vecka", "heltal")]),
    ("Vantan", &[("beslutade", "heltal"), ("median_dagar", "heltal"), ("nio_av_tio_dagar", "heltal")]),
];

/// The unit one heads; `?forsenade=alla` with all that is late.
pub fn show(web: &Web, call: Call) -> Reply {
    let unit = web.app.unit_page(&call.ctx, call.query.text("forsenade") == "alla")?;
    Ok(json(StatusCode::OK, told(&unit)))
}

fn told(unit: &UnitPage) -> Value {
    let load =
        |load: &UnitLoad| json!({ "vem": load.name, "arenden": load.cases, "frist_inom_en_vecka": load.this_week });
    let pace = |pace: Pace| {
        json!({
            "beslutade": pace.decided,
            "median_dagar": pace.median,
            "nio_av_tio_dagar": pace.nine_of_ten,
        })
    };
    json!({
        "idag": unit.today,
        "att_ge_ut": unit.incoming.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "forsenade": unit.late.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "forsenade_i_allt": unit.late_in_all,
        "frihet": unit.liberty.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "inte_borjat": unit.not_begun.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "fordelning": unit.load.iter().map(load).collect::<Value>(),
        "uppdrag": unit.assignments.iter().map(shape::assignment_line).collect::<Value>(),
        "vantan": unit.pace.map(pace),
    })
}
