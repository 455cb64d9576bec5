//! The board as JSON: its meetings with their cases, and the decisions made by delegation.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use jiff::ToSpan;
use serde_json::{Value, json};
use stadga_app::view::{AgendaItem, DelegatedLine, Meeting};
use stadga_core::calendar::text;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Namnd", &[("kommande", "[Sammantrade]"), ("varit", "[Sammantrade]")]),
    (
        "Sammantrade",
        &[("mote", "text"), ("organ", "text"), ("namn", "text"), ("dag", "datum"), ("arenden", "[Foredragning]")],
    ),
    (
        "Foredragning",
        &[
            ("arende", "id"),
            ("nummer", "text"),
            ("person", "text?"),
            ("galler", "text"),
            ("handlaggare", "text?"),
            ("handlingar_senast", "datum?"),
            ("handlingar_lamnade", "datum?"),
            ("vill_tala", "text?"),
            ("utfall", "text?"),
            ("uppskjutet_till", "datum?"),
        ],
    ),
    ("Delegationslista", &[("fran", "datum"), ("till", "datum"), ("beslut", "[Delegationsbeslut]")]),
    (
        "Delegationsbeslut",
        &[
            ("arende", "id"),
            ("beslut", "id"),
            ("nummer", "text"),
            ("datum", "datum"),
            ("insats", "text"),
            ("lagrum", "text"),
            ("utfall", "text"),
            ("beslutat_av", "text"),
            ("punkt", "text?"),
            ("anmalt", "datum?"),
            ("namnd", "text?"),
            ("paragraf", "text?"),
        ],
    ),
];

/// The meetings.
pub fn show(web: &Web, call: Call) -> Reply {
    let found = web.app.board_page(&call.ctx)?;
    let all = |meetings: &[Meeting]| meetings.iter().map(meeting).collect::<Value>();
    Ok(json(StatusCode::OK, json!({ "kommande": all(&found.coming), "varit": all(&found.held) })))
}

/// The decisions made by delegation.
pub fn decisions(web: &Web, call: Call) -> Reply {
    let today = call.ctx.today;
    let day = |name: &str, otherwise| text::parse_date(call.query.text(name), today).unwrap_or(otherwise);
    let days = (day("fran", today.saturating_sub(3.months())), day("till", today));
    let found = web.app.delegated(&call.ctx, days)?;
    let lines = found.lines.iter().map(line).collect::<Value>();
    Ok(json(StatusCode::OK, json!({ "fran": found.from, "till": found.to, "beslut": lines })))
}

fn meeting(meeting: &Meeting) -> Value {
    json!({
        "mote": meeting.step,
        "organ": meeting.body.0,
        "namn": meeting.body.1,
        "dag": meeting.on,
        "arenden": meeting.items.iter().map(item).collect::<Value>(),
    })
}

fn item(item: &AgendaItem) -> Value {
    json!({
        "arende": item.case,
        "nummer": item.number,
        "person": item.person,
        "galler": item.matter,
        "handlaggare": item.caseworker,
        "handlingar_senast": item.papers_by,
        "handlingar_lamnade": item.papers_on,
        "vill_tala": item.answer,
        "utfall": item.outcome.as_ref().map(|(_, what)| what),
        "uppskjutet_till": item.moved_to,
    })
}

fn line(line: &DelegatedLine) -> Value {
    let reported = line.reported.as_ref();
    json!({
        "arende": line.case,
        "beslut": line.decision,
        "nummer": line.called(),
        "datum": line.on,
        "insats": line.insats,
        "lagrum": line.ground,
        "utfall": line.outcome,
        "beslutat_av": line.by,
        "punkt": line.point,
        "anmalt": reported.map(|(on, ..)| on),
        "namnd": reported.map(|(_, board, _)| board),
        "paragraf": reported.and_then(|(.., paragraph)| paragraph.as_ref()),
    })
}
