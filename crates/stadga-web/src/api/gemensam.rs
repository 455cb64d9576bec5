//! Plans that several make together, as JSON.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{JointNeed, JointPlan, JointShare};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "GemensamPlan",
        &[
            ("arende", "id"),
            ("nummer", "text"),
            ("plan", "text"),
            ("datum", "datum"),
            ("galler", "ja"),
            ("egen_syn", "text?"),
            ("gor", "[PlanAtgard]"),
        ],
    ),
    ("PlanAtgard", &[("vad", "text"), ("vem", "text")]),
    ("GemensammaPlaner", &[("planer", "[PlanAndel]")]),
    ("PlanAndel", &[("plan", "text"), ("behover", "heltal"), ("har", "heltal"), ("arenden", "[PlanBehov]")]),
    ("PlanBehov", &[("arende", "id"), ("nummer", "text"), ("handlaggare", "text?"), ("plan", "datum?")]),
];

/// The plan of a case.
pub fn show(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let found = web.app.joint_plan(&call.ctx, id)?;
    let does = found.actions.iter().map(|(what, whose)| json!({ "vad": what, "vem": party(&found, *whose) }));
    Ok(json(
        StatusCode::OK,
        json!({
            "arende": found.case,
            "nummer": found.number,
            "plan": found.title,
            "datum": found.on,
            "galler": found.holds,
            "egen_syn": found.own,
            "gor": does.collect::<Value>(),
        }),
    ))
}

fn party(found: &JointPlan, place: usize) -> &str {
    found.parties.get(place).map(String::as_str).unwrap_or_default()
}

/// How many of those who need one have one.
pub fn shares(web: &Web, call: Call) -> Reply {
    let found = web.app.joint_shares(&call.ctx)?;
    Ok(json(StatusCode::OK, json!({ "planer": found.iter().map(share).collect::<Value>() })))
}

fn share(share: &JointShare) -> Value {
    json!({
        "plan": share.title,
        "behover": share.cases.len(),
        "har": share.with(),
        "arenden": share.cases.iter().map(need).collect::<Value>(),
    })
}

fn need(need: &JointNeed) -> Value {
    json!({
        "arende": need.case,
        "nummer": need.number,
        "handlaggare": need.caseworker,
        "plan": need.plan,
    })
}
