//! From a JSON object to the fields of a use case.

use super::Problem;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, header};
use serde_json::{Map, Value};
use stadga_app::cases::UseCase;
use stadga_app::execute::{REASON, SEEN};
use stadga_core::form::{Field, FieldKind, Form};

type Wrong = (String, String, String);

/// The body as an object.
///
/// # Errors
/// Too large, of another kind, not JSON, not an object.
pub fn object(headers: &HeaderMap, body: Result<Bytes, BytesRejection>) -> Result<Map<String, Value>, Problem> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case("application/json") {
        return Err(Problem::not_json());
    }
    let body = body.map_err(|rejection| match rejection.status() {
        StatusCode::PAYLOAD_TOO_LARGE => Problem::too_large(),
        _ => Problem::request("Kroppen kom inte fram i sin helhet."),
    })?;
    match serde_json::from_slice(&body) {
        Ok(Value::Object(members)) => Ok(members),
        Ok(_) => Err(Problem::not_an_object()),
        Err(error) => Err(Problem::broken(&error)),
    }
}

/// The members as the fields of a use case. A member that no field knows is told, never dropped.
///
/// # Errors
/// Every member of the wrong name or kind, at once.
pub fn form(case: &UseCase, body: &Map<String, Value>) -> Result<Form, Problem> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut wrong: Vec<Wrong> = Vec::new();
    for (name, value) in body {
        let known = case.fields.iter().find(|field| field.name == name);
        let read = match (known, name.as_str()) {
            (Some(field), _) => texts(field, value).map_err(|message| (field.label, message)),
            (None, SEEN) => seen(value).map_err(|message| ("Version du har sett", message)),
            (None, REASON) => {
                reasons(value, &mut pairs).map_err(|message| ("Skäl för avsteg", message)).map(|()| Vec::new())
            }
            (None, _) => Err((name.as_str(), "Fältet finns inte. Se openapi.json")),
        };
        match read {
            Ok(texts) => pairs.extend(texts.into_iter().map(|text| (name.clone(), text))),
            Err((label, message)) => wrong.push((name.clone(), label.to_owned(), message.to_owned())),
        }
    }
    if wrong.is_empty() { Ok(Form::from_pairs(pairs)) } else { Err(Problem::fields(wrong)) }
}

/// A member's value as the texts a field reads; `null` is the same as leaving it out.
fn texts(field: &Field, value: &Value) -> Result<Vec<String>, &'static str> {
    let one = |text: String| Ok(vec![text]);
    match (field.kind, value) {
        (_, Value::Null) => Ok(Vec::new()),
        (FieldKind::Flag, Value::Bool(yes)) => one(String::from(if *yes { "ja" } else { "nej" })),
        (FieldKind::Flag, _) => Err("Skriv true eller false"),
        (FieldKind::Number, Value::Number(number)) => one(number.to_string()),
        (FieldKind::Number, _) => Err("Skriv ett heltal utan citattecken"),
        (
            FieldKind::List | FieldKind::Choices(_) | FieldKind::File | FieldKind::Ids | FieldKind::Graded(_),
            Value::Array(items),
        ) => {
            let texts: Option<Vec<String>> = items.iter().map(|item| item.as_str().map(str::to_owned)).collect();
            texts.ok_or("Skriv bara texter i listan")
        }
        (FieldKind::List | FieldKind::Choices(_) | FieldKind::File | FieldKind::Ids | FieldKind::Graded(_), _) => {
            Err("Skriv en lista med texter")
        }
        (_, Value::String(text)) => one(text.clone()),
        _ => Err("Skriv en text inom citattecken"),
    }
}

fn seen(value: &Value) -> Result<Vec<String>, &'static str> {
    match value {
        Value::Null => Ok(Vec::new()),
        Value::String(text) => Ok(vec![text.clone()]),
        _ => Err("Skriv värdet i sag som du fick det"),
    }
}

/// One reason for everything, or a reason for each rule.
fn reasons(value: &Value, pairs: &mut Vec<(String, String)>) -> Result<(), &'static str> {
    const WRONG: &str = "Skriv en text, eller ett objekt med regel och skäl";
    match value {
        Value::Null => {}
        Value::String(reason) => pairs.push((REASON.to_owned(), reason.clone())),
        Value::Object(by_rule) => {
            for (rule, reason) in by_rule {
                pairs.push((format!("{REASON}:{rule}"), reason.as_str().ok_or(WRONG)?.to_owned()));
            }
        }
        _ => return Err(WRONG),
    }
    Ok(())
}
