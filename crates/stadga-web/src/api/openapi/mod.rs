//! The description of the API (OpenAPI 3.1), made of the tables that the API itself is made of.
//!
//! [`inputs`] writes a schema for each use case, [`shapes`] lists what answers hold.

pub mod inputs;
mod provider;
mod shapes;

use super::acts::{KEY, Where};
use super::problem::KINDS;
use super::{BASE, VIEWS, View};
use axum::http::StatusCode;
use serde_json::{Map, Value, json};
use stadga_app::cases::{USE_CASES, UseCase};
use stadga_core::command::Access;
use std::collections::BTreeMap;

const ABOUT: &str = "Samma användningsfall, regler, behörighet och logg som sidorna. Det du inte når finns inte. \
                     Varje fel svarar som application/problem+json. Datum skrivs ÅÅÅÅ-MM-DD.";

/// The whole description.
pub fn document() -> Value {
    let mut schemas = shapes::schemas();
    schemas.extend(USE_CASES.iter().map(|case| (case.name.to_owned(), inputs::schema(case))));
    let mut document = json!({
        "openapi": "3.1.0",
        "info": { "title": "Stadga", "version": "1", "description": ABOUT },
        "servers": [{ "url": BASE }],
        "security": [{ "session": [] }],
        "tags": [
            { "name": "Läsa" },
            { "name": "Göra", "description": "Användningsfallen. Kontroll visar vad som hindrar innan något sparas." },
            { "name": "Beskrivning" },
        ],
        "paths": paths(),
        "components": {
            "securitySchemes": { "session": { "type": "apiKey", "in": "cookie", "name": "stadga" } },
            "parameters": parameters(),
            "responses": problems(),
            "schemas": schemas,
        },
    });
    document.sort_all_objects();
    document
}

fn paths() -> Map<String, Value> {
    let mut paths: Map<String, Value> = VIEWS.iter().map(|view| (view.path.to_owned(), read(view))).collect();
    for place in Where::ALL {
        let here = USE_CASES.iter().filter(|case| place.takes(case));
        paths.extend(here.map(|case| (place.address(case.name), act(case, place))));
    }
    for (base, place) in [("/arenden", Where::Case), ("/uppdrag", Where::Assignment)] {
        paths.insert(format!("{base}/{{id}}/{{anvandningsfall}}/kontroll"), check(place));
    }
    paths.insert(String::from("/openapi.json"), open("Den här beskrivningen", json!({ "type": "object" }), &[]));
    paths.insert(String::from("/fel/{slag}"), open("Vad ett slags fel betyder", refer("Fel"), &["slag"]));
    paths
}

fn read(view: &View) -> Value {
    let about_one = view.path.contains("{id}");
    let named = view.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let mut parameters: Vec<Value> = named.map(place_in_path).collect();
    parameters.extend(view.query.iter().map(|(name, says)| {
        json!({ "name": name, "in": "query", "description": says, "schema": { "type": "integer", "minimum": 0 } })
    }));
    let mut statuses = vec![StatusCode::UNAUTHORIZED];
    statuses.extend(about_one.then_some(StatusCode::NOT_FOUND));
    statuses.extend((!view.query.is_empty()).then_some(StatusCode::BAD_REQUEST));
    let mut operation = json!({ "tags": ["Läsa"], "summary": view.title, "parameters": parameters });
    if let Some(takes) = view.takes {
        operation["requestBody"] = body(refer(takes));
        statuses.extend(OF_BODIES);
    }
    operation["responses"] = responses(&[("200", view.gives)], &statuses);
    let method = if view.takes.is_some() { "post" } else { "get" };
    json!({ method: operation })
}

/// A part of an address: an id, or a place counted from 0.
fn place_in_path(name: &str) -> Value {
    match name {
        "id" => parameter(name),
        "plats" => {
            json!({ "name": name, "in": "path", "required": true, "schema": { "type": "integer", "minimum": 0 } })
        }
        _ => json!({ "name": name, "in": "path", "required": true, "schema": inputs::id() }),
    }
}

const OF_BODIES: [StatusCode; 4] = [
    StatusCode::BAD_REQUEST,
    StatusCode::PAYLOAD_TOO_LARGE,
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    StatusCode::UNPROCESSABLE_ENTITY,
];

fn act(case: &UseCase, place: Where) -> Value {
    let mut statuses = vec![StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND, StatusCode::CONFLICT];
    statuses.extend(OF_BODIES);
    let new = place == Where::New;
    let done: &[(&str, &str)] = if new { &[("200", "Kvitto"), ("201", "Kvitto")] } else { &[("200", "Kvitto")] };
    let mut parameters = vec![parameter("nyckel")];
    parameters.extend((!new).then(|| parameter("id")));
    let mut item = json!({ "post": {
        "tags": ["Göra"],
        "operationId": operation(case, place),
        "summary": case.title,
        "description": who(case.access),
        "parameters": parameters,
        "requestBody": body(refer(case.name)),
        "responses": responses(done, &statuses),
    }});
    if !new {
        item["get"] = json!({
            "tags": ["Göra"],
            "summary": format!("Inför: {}", case.title),
            "description": "Vilken version av texten du skriver mot. Skicka med sag.",
            "parameters": [parameter("id")],
            "responses": responses(&[("200", "Infor")], &[StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND]),
        });
    }
    item
}

/// The use case's name; on an assignment too, when it can be carried out on either.
fn operation(case: &UseCase, place: Where) -> String {
    let second = place == Where::Assignment && Where::Case.takes(case);
    if second { format!("{}.uppdrag", case.name) } else { case.name.to_owned() }
}

fn check(place: Where) -> Value {
    let names: Vec<&str> = USE_CASES.iter().filter(|case| place.takes(case)).map(|case| case.name).collect();
    let mut statuses = vec![StatusCode::UNAUTHORIZED, StatusCode::NOT_FOUND];
    statuses.extend(OF_BODIES);
    let name = json!({ "name": "anvandningsfall", "in": "path", "required": true, "schema": { "enum": names } });
    json!({ "post": {
        "tags": ["Göra"],
        "summary": "Kontrollera mot reglerna utan att spara",
        "description": "Kroppen har användningsfallets fält. Inget fält krävs.",
        "parameters": [parameter("id"), name],
        "requestBody": body(json!({ "type": "object" })),
        "responses": responses(&[("200", "Regelkontroll")], &statuses),
    }})
}

/// Something that is answered without log-in.
fn open(title: &str, schema: Value, path: &[&str]) -> Value {
    let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    let parameters = path.iter().map(
        |name| json!({ "name": name, "in": "path", "required": true, "schema": { "type": "string", "enum": names } }),
    );
    json!({ "get": {
        "tags": ["Beskrivning"],
        "summary": title,
        "security": [],
        "parameters": parameters.collect::<Vec<_>>(),
        "responses": { "200": { "description": title, "content": { "application/json": { "schema": schema } } } },
    }})
}

/// Who may, in words: the roles or the grounds of the table.
fn who(access: Access) -> String {
    let labels: Vec<&str> = match access {
        Access::New(roles) | Access::Organisation(roles) => roles.iter().map(|role| role.label()).collect(),
        _ => access.grounds().iter().map(|ground| ground.label()).collect(),
    };
    format!("Får göras av den som: {}.", labels.join(", ").to_lowercase())
}

fn refer(schema: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{schema}") })
}

fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

fn parameters() -> Value {
    json!({
        "id": { "name": "id", "in": "path", "required": true, "schema": inputs::id() },
        "nyckel": {
            "name": KEY,
            "in": "header",
            "required": false,
            "description": "Anropets eget id, sexton tecken. Skickas samma anrop igen får du det första kvittot, med \
                            upprepad satt, och inget sparas en gång till.",
            "schema": inputs::id(),
        },
    })
}

fn body(schema: Value) -> Value {
    json!({ "required": true, "content": { "application/json": { "schema": schema } } })
}

fn responses(done: &[(&str, &str)], statuses: &[StatusCode]) -> Value {
    let mut all = Map::new();
    for (status, gives) in done {
        let words = if *status == "201" { "Öppnat" } else { "Klart" };
        let content = json!({ "application/json": { "schema": refer(gives) } });
        all.insert((*status).to_owned(), json!({ "description": words, "content": content }));
    }
    for status in statuses.iter().chain([&StatusCode::INTERNAL_SERVER_ERROR]) {
        let reference = format!("#/components/responses/{}", status.as_str());
        all.insert(status.as_str().to_owned(), json!({ "$ref": reference }));
    }
    Value::Object(all)
}

/// The problems by status, each with its kinds in words.
fn problems() -> Map<String, Value> {
    let mut by_status: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for kind in KINDS {
        let words = format!("{} (`{BASE}/fel/{}`). {}", kind.title, kind.name, kind.help);
        by_status.entry(kind.status.as_str()).or_default().push(words);
    }
    let response = |words: Vec<String>| {
        let content = json!({ "application/problem+json": { "schema": refer("Fel") } });
        json!({ "description": words.join("\n\n"), "content": content })
    };
    by_status.into_iter().map(|(status, words)| (status.to_owned(), response(words))).collect()
}
