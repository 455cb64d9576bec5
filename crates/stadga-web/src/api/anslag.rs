//! The notice board as JSON: what waits for minutes, for adjustment, for announcement, and what stands there now.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{NoticeGroup, NoticeLine};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "Anslagstavla",
        &[
            ("utan_protokoll", "[Protokollbeslut]"),
            ("justeras", "[Protokoll]"),
            ("tillkannages", "[Protokoll]"),
            ("uppe", "[Protokoll]"),
        ],
    ),
    (
        "Protokoll",
        &[
            ("organ", "text?"),
            ("datum", "datum"),
            ("justerat", "datum?"),
            ("uppe_sedan", "datum?"),
            ("finns", "text?"),
            ("senast", "datum?"),
            ("uppe_till", "datum"),
            ("beslut", "[Protokollbeslut]"),
        ],
    ),
    (
        "Protokollbeslut",
        &[
            ("protokoll", "id"),
            ("arende", "id"),
            ("nummer", "text"),
            ("person", "text"),
            ("beslut", "id"),
            ("insats", "text"),
        ],
    ),
];

/// The notice board.
pub fn show(web: &Web, call: Call) -> Reply {
    let found = web.app.notice_board(&call.ctx)?;
    let groups = |groups: &[NoticeGroup]| groups.iter().map(group).collect::<Value>();
    let value = json!({
        "utan_protokoll": found.without.iter().map(|(_, one)| line(one)).collect::<Value>(),
        "justeras": groups(&found.to_adjust),
        "tillkannages": groups(&found.to_announce),
        "uppe": groups(&found.up),
    });
    Ok(json(StatusCode::OK, value))
}

fn group(group: &NoticeGroup) -> Value {
    let announced = group.announced.as_ref();
    json!({
        "organ": group.body,
        "datum": group.on,
        "justerat": group.adjusted_on,
        "uppe_sedan": announced.map(|(on, _)| on),
        "finns": announced.map(|(_, place)| place),
        "senast": group.due,
        "uppe_till": group.until,
        "beslut": group.lines.iter().map(line).collect::<Value>(),
    })
}

fn line(line: &NoticeLine) -> Value {
    json!({
        "protokoll": line.id,
        "arende": line.case,
        "nummer": line.number,
        "person": line.person,
        "beslut": line.decision,
        "insats": line.insats,
    })
}
