//! Calling the API as a program would.

use crate::town::{Answer, STORY, Town};
use axum::body::Body;
use axum::http::header;
use serde_json::{Map, Value, json};
use stadga_app::cases::find;
use stadga_core::Id;
use stadga_core::command::Access;
use stadga_core::form::FieldKind;

/// Reads.
pub fn get(town: &Town, who: &str, path: &str) -> (u16, Value) {
    read(&town.get(who, &format!("/api/v1{path}")))
}

/// Sends.
pub fn post(town: &Town, who: &str, path: &str, body: &Value) -> (u16, Value) {
    read(&send(town, who, path, body, None))
}

/// Sends with a key of its own.
pub fn send(town: &Town, who: &str, path: &str, body: &Value, key: Option<&str>) -> Answer {
    let mut request = town.request(who, "POST", &format!("/api/v1{path}"));
    request = request.header(header::CONTENT_TYPE, "application/json");
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    town.ask(request.body(Body::from(body.to_string())).unwrap())
}

/// An answer's status and body.
pub fn read(answer: &Answer) -> (u16, Value) {
    let body = serde_json::from_str(&answer.body).unwrap_or_else(|_| panic!("not JSON: {:?}", answer.body));
    let kind = if answer.status.as_u16() < 400 { "application/json" } else { "application/problem+json" };
    assert_eq!(answer.header("content-type"), kind, "{}", answer.body);
    (answer.status.as_u16(), body)
}

/// The address of a use case.
pub fn path(use_case: &str, subject: Option<Id>) -> String {
    match (find(use_case).unwrap().access, subject) {
        (Access::New(_) | Access::Organisation(_), _) | (_, None) => format!("/{use_case}"),
        // What can be done on either is asked for on the case.
        (Access::Case(_) | Access::Either(_), Some(id)) => format!("/arenden/{id}/{use_case}"),
        (Access::Assignment(_), Some(id)) => format!("/uppdrag/{id}/{use_case}"),
        (Access::Matter(_), Some(id)) => format!("/register/{id}/{use_case}"),
    }
}

/// The fields of a form as a body, in the kinds of the table; the cast's keys stand for ids.
pub fn body(town: &Town, use_case: &str, fields: &[(&str, &str)]) -> Value {
    let table = find(use_case).unwrap().fields;
    let value = |name: &str, text: &str| match table.iter().find(|field| field.name == name).unwrap().kind {
        FieldKind::Flag => json!(text == "ja"),
        FieldKind::Number => json!(text.parse::<u32>().unwrap()),
        FieldKind::List | FieldKind::Choices(_) | FieldKind::Graded(_) => text.lines().collect(),
        FieldKind::Ids => text.lines().map(|line| town.ids.get(line).map_or(json!(line), |id| json!(id))).collect(),
        FieldKind::Id => town.ids.get(text).map_or(json!(text), |id| json!(id)),
        _ => json!(text),
    };
    let mut members = Map::new();
    for (name, text) in fields {
        // A name that comes again adds to its list.
        match (members.get_mut(*name), value(name, text)) {
            (Some(Value::Array(known)), Value::Array(more)) => known.extend(more),
            (_, value) => {
                members.insert((*name).to_owned(), value);
            }
        }
    }
    members.into()
}

/// Carries out one step of the story through the API; the receipt.
pub fn step(town: &Town, at: usize, case: Option<Id>) -> Value {
    let (when, who, use_case, fields) = STORY[at];
    town.at(when);
    let subject = match find(use_case).unwrap().access {
        Access::Assignment(_) => town.app.newest_assignment(case.unwrap()).unwrap(),
        _ => case,
    };
    let (status, receipt) = post(town, who, &path(use_case, subject), &body(town, use_case, fields));
    assert_eq!(status, if case.is_none() { 201 } else { 200 }, "{when} {who} {use_case}: {receipt:#}");
    receipt
}

/// The id in a member.
pub fn id(value: &Value, member: &str) -> Id {
    value[member].as_str().unwrap().parse().unwrap()
}
