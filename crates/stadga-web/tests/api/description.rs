//! The description: complete both ways, the same as the file in `docs/`, and true of the answers.

use crate::call::get;
use crate::town::Town;
use serde_json::Value;
use stadga_app::cases::USE_CASES;
use stadga_core::Id;
use stadga_core::command::Access;
use std::collections::BTreeSet;
use std::path::Path;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/api/openapi.json");

/// Panics when an answer is not what the description says of a shape.
pub fn holds(town: &Town, shape: &str, answer: &Value) {
    let document = get(town, "", "/openapi.json").1;
    let mut wrong = Vec::new();
    compare(&document, &document["components"]["schemas"][shape], answer, shape, &mut wrong);
    assert!(wrong.is_empty(), "{wrong:#?}\n{answer:#}");
}

/// The part of JSON Schema that the description uses for answers.
fn compare(document: &Value, schema: &Value, value: &Value, at: &str, wrong: &mut Vec<String>) {
    if let Some(reference) = schema["$ref"].as_str() {
        let target = document.pointer(reference.trim_start_matches('#')).unwrap_or_else(|| panic!("no {reference}"));
        return compare(document, target, value, at, wrong);
    }
    if let Some(either) = schema["anyOf"].as_array() {
        // What may be null: either the shape or nothing at all.
        if !value.is_null() {
            compare(document, &either[0], value, at, wrong);
        }
        return;
    }
    let fits = match schema["type"].as_str() {
        Some("string") => value.is_string(),
        Some("integer") => value.is_u64(),
        Some("boolean") => value.is_boolean(),
        Some("array") => value.is_array(),
        Some("object") => value.is_object(),
        _ => false,
    };
    if !fits {
        wrong.push(format!("{at} is {value}, not {}", schema["type"]));
    }
    for (place, item) in value.as_array().into_iter().flatten().enumerate() {
        compare(document, &schema["items"], item, &format!("{at}[{place}]"), wrong);
    }
    let Some(members) = value.as_object() else { return };
    // What the packs declare stands open.
    if schema["properties"].is_null() {
        return;
    }
    for (name, member) in members {
        match schema["properties"].get(name) {
            Some(known) => compare(document, known, member, &format!("{at}.{name}"), wrong),
            None => wrong.push(format!("{at}.{name} is not described")),
        }
    }
    let required = schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str);
    wrong.extend(required.filter(|name| !members.contains_key(*name)).map(|name| format!("{at}.{name} is missing")));
}

/// The use cases that the description can carry out, with the address of each.
fn described(document: &Value) -> BTreeSet<(String, String)> {
    let paths = document["paths"].as_object().unwrap();
    let acts =
        paths.iter().filter_map(|(path, item)| Some((item["post"]["operationId"].as_str()?.to_owned(), path.clone())));
    acts.collect()
}

#[test]
fn every_use_case_is_described_and_has_a_page_and_nothing_else_does() {
    let towns = ["beslut.fatta", "bestallning.skicka", "genomforandeplan.uppratta"].map(|until| {
        let town = Town::new();
        let (case, assignment) = town.story(until);
        (town, case, assignment)
    });
    let has_page = |use_case: &str, access: Access| {
        towns.iter().any(|(town, case, assignment)| {
            // What can be done on either has a page on both.
            let mut subjects: Vec<Option<Id>> = Vec::new();
            subjects.extend(access.stands_alone().then_some(None));
            subjects.extend(access.on_case().then_some(Some(*case)));
            subjects.extend(access.on_assignment().then_some(*assignment).filter(Option::is_some));
            subjects.extend(access.on_matter().then(|| Some(town.matter())));
            !subjects.is_empty()
                && subjects.into_iter().all(|subject| {
                    let page = town.path(use_case, subject);
                    ["amina", "sara", "nadja", "omar", "robert", "stina"]
                        .iter()
                        .any(|who| town.get(who, &page).status == 200)
                })
        })
    };
    let without_page: Vec<&str> =
        USE_CASES.iter().filter(|case| !has_page(case.name, case.access)).map(|case| case.name).collect();
    assert!(without_page.is_empty(), "have no page: {without_page:?}");
    let expected: BTreeSet<(String, String)> = USE_CASES
        .iter()
        .flat_map(|case| {
            let access = case.access;
            let second = if access.on_case() { format!("{}.uppdrag", case.name) } else { case.name.to_owned() };
            let opens = access.stands_alone().then(|| (case.name.to_owned(), format!("/{}", case.name)));
            let on_case = access.on_case().then(|| (case.name.to_owned(), format!("/arenden/{{id}}/{}", case.name)));
            let on_assignment = access.on_assignment().then(|| (second, format!("/uppdrag/{{id}}/{}", case.name)));
            let on_matter =
                access.on_matter().then(|| (case.name.to_owned(), format!("/register/{{id}}/{}", case.name)));
            [opens, on_case, on_assignment, on_matter].into_iter().flatten()
        })
        .collect();
    assert_eq!(described(&get(&towns[0].0, "", "/openapi.json").1), expected);
}

#[test]
fn a_use_case_is_described_with_the_fields_of_the_table() {
    let document = get(&Town::new(), "", "/openapi.json").1;
    for case in USE_CASES {
        let schema = &document["components"]["schemas"][case.name];
        let mut names: BTreeSet<&str> = schema["properties"].as_object().unwrap().keys().map(String::as_str).collect();
        assert!(names.remove("avsteg") && names.remove("sag"), "{}", case.name);
        assert_eq!(names, case.fields.iter().map(|field| field.name).collect(), "{}", case.name);
        let required: BTreeSet<&str> = schema["required"].as_array().unwrap().iter().flat_map(Value::as_str).collect();
        let demanded = case.fields.iter().filter(|field| field.required).map(|field| field.name);
        assert_eq!(required, demanded.collect(), "{}", case.name);
    }
}

#[test]
fn every_reference_leads_somewhere_and_every_address_answers() {
    let town = Town::new();
    let document = get(&town, "", "/openapi.json").1;
    let mut references = Vec::new();
    collect(&document, &mut references);
    let broken: Vec<&&str> =
        references.iter().filter(|reference| document.pointer(reference.trim_start_matches('#')).is_none()).collect();
    assert!(references.len() > 50 && broken.is_empty(), "{broken:?}");
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            let at = path.replace("{id}", "zzzzzzzzzzzzzzzz").replace("{anvandningsfall}", "beslut.fatta");
            let at = at.replace("{slag}", "finns-inte");
            let request = town.request("", &method.to_uppercase(), &format!("/api/v1{at}"));
            let status = town.ask(request.body(axum::body::Body::empty()).unwrap()).status.as_u16();
            assert_eq!(status, if item[method]["security"].is_array() { 200 } else { 401 }, "{method} {at}");
        }
    }
}

fn collect<'a>(value: &'a Value, references: &mut Vec<&'a str>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str));
            members.values().for_each(|member| collect(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[test]
fn the_file_in_docs_is_what_the_program_answers() {
    let document = get(&Town::new(), "", "/openapi.json").1;
    let text = format!("{document:#}\n");
    if std::env::var_os("STADGA_UPDATE").is_some() {
        std::fs::create_dir_all(Path::new(FILE).parent().unwrap()).unwrap();
        std::fs::write(FILE, &text).unwrap();
    }
    let stored = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(
        stored == text,
        "docs/api/openapi.json is not what the program answers. Refresh it:\n\n    \
         STADGA_UPDATE=1 cargo test -p stadga-web --test api docs\n"
    );
}
