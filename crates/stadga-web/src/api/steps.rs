//! The steps of the packs as JSON: what can be done, and the schema each takes, from its one declaration.

use super::openapi::inputs;
use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::StepLine;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("StegLista", &[("arende", "id"), ("amne", "id"), ("steg", "[Rutinsteg]")]),
    (
        "Rutinsteg",
        &[
            ("namn", "text"),
            ("titel", "text"),
            ("grupp", "text"),
            ("om", "text"),
            ("gjort", "datum?"),
            ("schema", "objekt"),
        ],
    ),
];

/// The steps of a case or of an assignment; each is carried out like any other use case, by its name.
pub fn list(web: &Web, call: Call) -> Reply {
    let page = web.app.steps_page(&call.ctx, call.id()?)?;
    let step = |group: &str, line: &StepLine| {
        json!({
            "namn": line.name,
            "titel": line.title,
            "grupp": group,
            "om": line.about,
            "gjort": line.done_on,
            "schema": web.app.case(&line.name).map(inputs::schema),
        })
    };
    let steps = page.groups.iter().flat_map(|(group, lines)| lines.iter().map(move |line| step(group, line)));
    let steps: Value = steps.collect();
    Ok(json(StatusCode::OK, json!({ "arende": page.case, "amne": page.subject, "steg": steps })))
}
