//! The conference between units as JSON.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{Received, Referral};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Konferens", &[("dag", "datum"), ("dagar", "[datum]"), ("enheter", "[Mottagare]")]),
    ("Mottagare", &[("enhet", "text"), ("chefer", "[text]"), ("remisser", "[Remiss]")]),
    (
        "Remiss",
        &[
            ("nummer", "text"),
            ("fran", "text"),
            ("arende", "id?"),
            ("person", "text?"),
            ("handlaggare", "text?"),
            ("bakgrund", "[Bakgrund]"),
            ("utfall", "text?"),
            ("handlingar", "[text]"),
        ],
    ),
    ("Bakgrund", &[("fraga", "text"), ("svar", "text")]),
];

/// A conference. A day that is none is told as the next one.
pub fn show(web: &Web, call: Call) -> Reply {
    let found = web.app.conference(&call.ctx, call.query.text("dag").parse().ok())?;
    let units = found.units.iter().map(unit).collect::<Value>();
    Ok(json(StatusCode::OK, json!({ "dag": found.on, "dagar": found.days, "enheter": units })))
}

fn unit(unit: &Received) -> Value {
    let referrals = unit.referrals.iter().map(referral).collect::<Value>();
    json!({ "enhet": unit.unit, "chefer": unit.heads, "remisser": referrals })
}

fn referral(one: &Referral) -> Value {
    let known = one.known.as_ref();
    let background = known.map(|known| known.background.as_slice()).unwrap_or_default();
    let background = background.iter().map(|(question, answer)| json!({ "fraga": question, "svar": answer }));
    let mut acts: Vec<&str> = known.into_iter().flat_map(|known| &known.acts).map(|act| act.act.as_str()).collect();
    acts.dedup();
    json!({
        "nummer": one.number,
        "fran": one.from,
        "arende": known.map(|_| one.case),
        "person": known.and_then(|known| known.person.as_ref()),
        "handlaggare": known.and_then(|known| known.caseworker.as_ref()),
        "bakgrund": background.collect::<Value>(),
        "utfall": one.came_of_it(),
        "handlingar": acts,
    })
}
