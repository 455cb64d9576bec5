//! The intake desk and the person file as JSON: described, and as closed as the pages.

use crate::call::{body, get, id, post};
use crate::description::holds;
use crate::town::{NUMBER, PER, STORY, Town};
use serde_json::json;

const REPORT: &[(&str, &str)] = &[
    ("namn", PER),
    ("nummer", NUMBER),
    ("slag", "oro"),
    ("kanal", "telefon"),
    ("innehall", "Har inte öppnat på en vecka."),
    ("problem", "alkohol\nlakemedel"),
    ("anmalare", "Rut Berg"),
    ("barnens_namn", "Alva 2019"),
    ("enhet", "vuxen"),
];

#[test]
fn the_views_of_intake_answer_in_the_shape_that_is_described() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let (status, receipt) = post(&town, "amina", "/anmalan.registrera", &body(&town, "anmalan.registrera", REPORT));
    assert_eq!(status, 201, "{receipt:#}");
    let case = id(&receipt, "arende");
    let lawyer = json!({ "foretradare": "Anna Berg", "roll": "ombud", "art": "skriftlig", "omfattning": "Allt", "undertecknad": true, "original_visat": true });
    assert_eq!(post(&town, "amina", &format!("/arenden/{case}/fullmakt.registrera"), &lawyer).0, 200);
    let person = town.app.store().case_streams(case).unwrap().person.unwrap();
    for (who, at, shape) in [
        ("amina", String::from("/mottagning"), "Mottagning"),
        ("amina", format!("/mottagning/{case}"), "Inkommet"),
        ("amina", format!("/arenden/{case}/anmalare"), "Anmalare"),
        ("nadja", format!("/personer/{person}"), "Personakt"),
    ] {
        let rows = town.audited(|| {
            let (status, answer) = get(&town, who, &at);
            assert_eq!(status, 200, "{who} {at}: {answer:#}");
            holds(&town, shape, &answer);
        });
        assert!(!rows.is_empty(), "{at} is written down");
    }
    let (status, known) = post(&town, "amina", "/mottagning/kand", &json!({ "namn": PER, "nummer": NUMBER }));
    assert_eq!((status, known["nummer_kant"].as_bool(), known["med_namnet"].as_u64()), (200, Some(true), Some(1)));
    holds(&town, "Kand", &known);
    let (_, file) = get(&town, "nadja", &format!("/personer/{person}"));
    assert_eq!((&file["barn"][0]["fornamn"], &file["barn"][0]["fodelsear"]), (&json!("Alva"), &json!(2019)));
    let whole = get(&town, "nadja", &format!("/arenden/{case}")).1.to_string();
    assert!(!whole.contains("Rut Berg"), "{whole}");
    assert_eq!(get(&town, "amina", &format!("/arenden/{case}")).0, 404, "reception has a view of its own");
}

#[test]
fn who_may_not_see_intake_gets_the_same_answer_as_for_what_is_not_there() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let (_, receipt) = post(&town, "amina", "/ansokan.registrera", &body(&town, "ansokan.registrera", STORY[0].3));
    let case = id(&receipt, "arende");
    let nowhere = get(&town, "omar", "/mottagning/zzzzzzzzzzzzzzzz");
    for at in [String::from("/mottagning"), format!("/mottagning/{case}"), format!("/arenden/{case}/anmalare")] {
        assert_eq!(get(&town, "omar", &at), nowhere, "{at}");
    }
    assert_eq!(get(&town, "amina", &format!("/arenden/{case}/anmalare")), nowhere, "an application has no reporter");
    assert_eq!(post(&town, "omar", "/mottagning/kand", &json!({ "namn": PER })), nowhere);
    assert_eq!(post(&town, "amina", "/mottagning/kand", &json!({ "ort": "Ekvalla" })).0, 422);
}
