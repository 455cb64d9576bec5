//! Meetings as JSON: those of a case or an assignment, and the week of the one who asks.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{BookedMeeting, MyMeeting};
use stadga_core::calendar::text::clock;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Kalender", &[("mandag", "datum"), ("moten", "[Mote]"), ("frister", "[Fristdag]")]),
    ("Fristdag", &[("datum", "datum"), ("antal", "heltal")]),
    (
        "Mote",
        &[
            ("id", "id"),
            ("amne", "id"),
            ("uppdrag", "ja"),
            ("arendenummer", "text"),
            ("person", "text"),
            ("datum", "datum"),
            ("fran", "text"),
            ("till", "text"),
            ("art", "text"),
            ("form", "text"),
            ("bekraftat", "ja"),
        ],
    ),
    (
        "Bokning",
        &[
            ("id", "id"),
            ("amne", "id"),
            ("uppdrag", "ja"),
            ("datum", "datum"),
            ("klockan", "text"),
            ("minuter", "heltal"),
            ("art", "text"),
            ("form", "text"),
            ("plats", "text?"),
            ("med", "[text]"),
            ("tolk", "text?"),
            ("bekraftat", "ja"),
        ],
    ),
];

/// The week of a day, `?dag=`, or of today.
pub fn week(web: &Web, call: Call) -> Reply {
    let day = call.query.text("dag").parse().unwrap_or(call.ctx.today);
    let week = web.app.my_week(&call.ctx, day)?;
    let value = json!({
        "mandag": week.monday,
        "moten": week.meetings.iter().map(mine).collect::<Value>(),
        "frister": week.due.iter().map(|(day, count)| json!({ "datum": day, "antal": count })).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

/// A meeting among one's own.
pub fn mine(meeting: &MyMeeting) -> Value {
    json!({
        "id": meeting.id,
        "amne": meeting.target,
        "uppdrag": meeting.assignment,
        "arendenummer": meeting.number,
        "person": meeting.person,
        "datum": meeting.day,
        "fran": clock(meeting.begins),
        "till": clock(meeting.ends),
        "art": meeting.kind,
        "form": meeting.form,
        "bekraftat": meeting.confirmed,
    })
}

/// A booking in a case or an assignment.
pub fn booked(meeting: &BookedMeeting) -> Value {
    let fact = &meeting.booking.fact;
    json!({
        "id": meeting.booking.id,
        "amne": meeting.booking.subject,
        "uppdrag": meeting.assignment,
        "datum": fact.dag,
        "klockan": clock(fact.klockan),
        "minuter": fact.minuter,
        "art": fact.art,
        "form": fact.form,
        "plats": fact.plats,
        "med": meeting.with,
        "tolk": fact.tolk,
        "bekraftat": meeting.booking.is_confirmed(),
    })
}
