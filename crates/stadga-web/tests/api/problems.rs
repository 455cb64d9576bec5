//! Every kind of no, as a program reads it.

use crate::call::{body, get, id, path, post, read, send, step};
use crate::description::holds;
use crate::town::{DECISION, SECRET, Town};
use axum::body::Body;
use axum::http::header;
use serde_json::{Value, json};
use stadga_core::Id;
use stadga_store::AuditKind;

/// A case with an investigation, on the day it was put together.
fn investigated(town: &Town) -> Id {
    let case = id(&step(town, 0, None), "arende");
    for at in 1..3 {
        step(town, at, Some(case));
    }
    case
}

/// Sends a body as it stands.
fn raw(town: &Town, kind: &str, text: impl Into<Body>) -> Value {
    let request = town.request("amina", "POST", "/api/v1/ansokan.registrera").header(header::CONTENT_TYPE, kind);
    let (_, problem) = read(&town.ask(request.body(text.into()).unwrap()));
    holds(town, "Fel", &problem);
    problem
}

fn shown(town: &Town, problem: &Value) -> String {
    holds(town, "Fel", problem);
    format!("{problem:#}")
}

#[test]
fn without_a_session_nothing_is_told() {
    let town = Town::new();
    let (_, problem) = get(&town, "", "/min-dag");
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "Logga in och skicka med kakan stadga i varje anrop.",
      "status": 401,
      "title": "Du är inte inloggad",
      "type": "/api/v1/fel/ej-inloggad"
    }
    "#);
    assert_eq!(post(&town, "", "/ansokan.registrera", &json!({})).0, 401);
}

#[test]
fn unknown_and_forbidden_are_the_same_answer_and_both_are_written_down() {
    let town = Town::new();
    let case = investigated(&town);
    let (_, expected) = get(&town, "lina", "/finns-inte/alls");
    insta::assert_snapshot!(shown(&town, &expected), @r#"
    {
      "detail": "Svaret är detsamma för det som inte finns och det du inte har tillgång till.",
      "status": 404,
      "title": "Finns inte",
      "type": "/api/v1/fel/finns-inte"
    }
    "#);
    let body = json!({});
    for path in [
        format!("/arenden/{case}"),
        String::from("/arenden/zzzzzzzzzzzzzzzz"),
        String::from("/arenden/123"),
        format!("/uppdrag/{case}"),
        format!("/arenden/{case}/utredning.sammanstall"),
        format!("/arenden/{case}/mote.registrera"),
        format!("/arenden/{case}/finns.inte"),
    ] {
        let mut answer = None;
        let kinds = town.kinds(|| answer = Some(get(&town, "lina", &path)));
        assert_eq!((answer.unwrap(), kinds), ((404, expected.clone()), vec![AuditKind::Denied]), "{path}");
    }
    for path in [
        format!("/arenden/{case}/anteckning.skriv"),
        format!("/arenden/{case}/anteckning.skriv/kontroll"),
        format!("/uppdrag/{case}/mote.registrera"),
        format!("/arenden/{case}/ansokan.registrera"),
        String::from("/finns.inte"),
        String::from("/anteckning.skriv"),
    ] {
        let mut answer = None;
        let kinds = town.kinds(|| answer = Some(post(&town, "lina", &path, &body)));
        assert_eq!((answer.unwrap(), kinds), ((404, expected.clone()), vec![AuditKind::Denied]), "{path}");
    }
}

#[test]
fn broken_json_says_where() {
    let town = Town::new();
    let problem = raw(&town, "application/json", "{\n  \"namn\": \"Per\",\n  \"galler\"\n}");
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "Läsningen tog stopp på rad 4, kolumn 1.",
      "kolumn": 1,
      "rad": 4,
      "status": 400,
      "title": "Kroppen kan inte läsas som JSON",
      "type": "/api/v1/fel/trasig-json"
    }
    "#);
    assert_eq!(raw(&town, "application/json", "")["status"], 400);
    assert_eq!(raw(&town, "application/json", "[1]")["status"], 400);
}

#[test]
fn a_body_of_another_kind_is_not_read() {
    let town = Town::new();
    let problem = raw(&town, "application/x-www-form-urlencoded", "namn=Per");
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "Skicka kroppen som application/json.",
      "status": 415,
      "title": "Fel innehållstyp",
      "type": "/api/v1/fel/fel-innehallstyp"
    }
    "#);
    assert_eq!(raw(&town, "application/json; charset=utf-8", "{}")["status"], 422);
}

#[test]
fn a_body_above_the_limit_is_refused() {
    let town = Town::new();
    let problem = raw(&town, "application/json", "x".repeat(5 * 1024 * 1024));
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "Skicka högst 4 MB. Inget är sparat.",
      "status": 413,
      "title": "Kroppen är för stor",
      "type": "/api/v1/fel/for-stort"
    }
    "#);
}

#[test]
fn another_method_is_refused() {
    let town = Town::new();
    let (_, problem) = post(&town, "sara", "/min-dag", &json!({}));
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "Adressen finns, men svarar inte på den metoden. Se openapi.json.",
      "status": 405,
      "title": "Fel metod",
      "type": "/api/v1/fel/fel-metod"
    }
    "#);
}

#[test]
fn every_member_of_the_wrong_name_or_kind_is_told_at_once() {
    let town = Town::new();
    let wrong = json!({ "namm": "Per", "barn": "ja", "galler": 7, "sag": 1, "avsteg": [] });
    let (_, problem) = post(&town, "amina", "/ansokan.registrera", &wrong);
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "5 uppgifter behöver rättas.",
      "status": 422,
      "title": "Några uppgifter behöver rättas",
      "type": "/api/v1/fel/uppgifter",
      "uppgifter": [
        {
          "etikett": "namm",
          "falt": "namm",
          "meddelande": "Fältet finns inte. Se openapi.json"
        },
        {
          "etikett": "Barn bor hos eller besöker personen",
          "falt": "barn",
          "meddelande": "Skriv true eller false"
        },
        {
          "etikett": "Vad ansökan gäller",
          "falt": "galler",
          "meddelande": "Skriv en text inom citattecken"
        },
        {
          "etikett": "Version du har sett",
          "falt": "sag",
          "meddelande": "Skriv värdet i sag som du fick det"
        },
        {
          "etikett": "Skäl för avsteg",
          "falt": "avsteg",
          "meddelande": "Skriv en text, eller ett objekt med regel och skäl"
        }
      ]
    }
    "#);
}

#[test]
fn every_field_that_cannot_be_read_is_told_at_once() {
    let town = Town::new();
    let wrong = json!({ "namn": "", "nummer": "19950101-2381", "kanal": "duva", "datum": "2026-13-01" });
    let (_, problem) = post(&town, "amina", "/ansokan.registrera", &wrong);
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "6 uppgifter behöver rättas.",
      "status": 422,
      "title": "Några uppgifter behöver rättas",
      "type": "/api/v1/fel/uppgifter",
      "uppgifter": [
        {
          "etikett": "Namn",
          "falt": "namn",
          "meddelande": "Fyll i namn"
        },
        {
          "etikett": "Personnummer",
          "falt": "nummer",
          "meddelande": "Kontrollera personnumret. Sista siffran stämmer inte. Skriv tolv siffror, ÅÅÅÅMMDD-NNNN, till exempel 20000101-2384."
        },
        {
          "etikett": "Hur den kom in",
          "falt": "kanal",
          "meddelande": "Välj ett av alternativen"
        },
        {
          "etikett": "Vad ansökan gäller",
          "falt": "galler",
          "meddelande": "Fyll i vad ansökan gäller"
        },
        {
          "etikett": "Enhet",
          "falt": "enhet",
          "meddelande": "Välj enhet"
        },
        {
          "etikett": "Kom in den",
          "falt": "datum",
          "meddelande": "Skriv datumet med år, månad och dag, till exempel 2026-11-23."
        }
      ]
    }
    "#);
}

#[test]
fn a_refusal_carries_its_rule_and_source() {
    let town = Town::new();
    let case = investigated(&town);
    let decision = body(&town, "beslut.fatta", DECISION);
    let (_, problem) = post(&town, "sara", &path("beslut.fatta", Some(case)), &decision);
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "1 hinder.",
      "hinder": [
        {
          "anvandningsfall": "kommunicering.skicka",
          "atgard": "Skicka utredningen med ett svarsdatum, eller välj ett undantag i lagen. När allt som söks beviljas är det oftast uppenbart obehövligt att kommunicera.",
          "falt": null,
          "kalla": {
            "art": "lag",
            "cite": "25 § förvaltningslagen (2017:900), 14 kap. 10 § socialtjänstlagen (2025:400)"
          },
          "meddelande": "Utredningen är inte kommunicerad.",
          "niva": "lag",
          "regel": "lag:beslut.kommunicerat"
        }
      ],
      "status": 422,
      "title": "Det går inte än",
      "type": "/api/v1/fel/hindrat"
    }
    "#);
    assert!(!problem.to_string().contains(SECRET));
}

#[test]
fn a_guideline_asks_for_a_reason_and_then_lets_through() {
    let town = Town::new();
    let case = id(&step(&town, 0, None), "arende");
    for at in 1..4 {
        // The same story without the assessment that the guideline asks for.
        if at != 1 {
            step(&town, at, Some(case));
        }
    }
    town.at("2026-11-25T09:00");
    let mut decision = body(&town, "beslut.fatta", DECISION);
    let at = path("beslut.fatta", Some(case));
    let (_, problem) = post(&town, "sara", &at, &decision);
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "1 riktlinje.",
      "hinder": [
        {
          "anvandningsfall": "instrument.registrera",
          "atgard": "Registrera ASI eller ett annat instrument. Har personen avböjt, eller är det inte aktuellt, registrera det.",
          "falt": null,
          "kalla": {
            "art": "riktlinje",
            "cite": "Riktlinjer vuxna, avsnitt 2.2.1 Arbetsmetoder"
          },
          "meddelande": "Inget bedömningsinstrument är registrerat.",
          "niva": "riktlinje",
          "regel": "taby-vuxna:beslut.instrument"
        }
      ],
      "status": 422,
      "title": "En riktlinje ber om skäl",
      "type": "/api/v1/fel/skal-behovs"
    }
    "#);
    let reasons =
        problem["hinder"].as_array().unwrap().iter().map(|hinder| {
            (hinder["regel"].as_str().unwrap().to_owned(), json!("Personen vill inte svara på frågorna."))
        });
    decision["avsteg"] = Value::Object(reasons.collect());
    let (status, receipt) = post(&town, "sara", &at, &decision);
    assert_eq!(status, 200, "{receipt:#}");
    assert!(receipt["handelser"].to_string().contains("Avsteg"), "{receipt:#}");
}

#[test]
fn a_text_that_somebody_else_has_replaced_is_not_written_over() {
    let town = Town::new();
    let case = investigated(&town);
    let at = path("utredning.sammanstall", Some(case));
    let seen = get(&town, "sara", &at).1["sag"].clone();
    let mut text = body(&town, "utredning.sammanstall", crate::town::STORY[2].3);
    text["sag"] = seen;
    assert_eq!(post(&town, "sara", &at, &text).0, 200);
    let (_, problem) = post(&town, "sara", &at, &text);
    let newest = problem["nyaste"].clone();
    assert_eq!(newest, get(&town, "sara", &at).1["sag"]);
    insta::assert_snapshot!(shown(&town, &problem).replace(newest.as_str().unwrap(), "…"), @r#"
    {
      "detail": "Läs den nya texten. Skicka igen med sag satt till värdet i nyaste om din text ska gälla.",
      "nyaste": "…",
      "status": 409,
      "title": "Någon annan har ändrat texten",
      "type": "/api/v1/fel/inaktuellt"
    }
    "#);
    text["sag"] = newest;
    assert_eq!(post(&town, "sara", &at, &text).0, 200);
}

#[test]
fn a_key_that_is_no_id_is_refused() {
    let town = Town::new();
    let (_, problem) = read(&send(&town, "amina", "/ansokan.registrera", &json!({}), Some("1")));
    insta::assert_snapshot!(shown(&town, &problem), @r#"
    {
      "detail": "Idempotency-Key ska vara ett id med sexton tecken: 0–9 och a–z utom i, l, o och u.",
      "status": 400,
      "title": "Begäran kan inte läsas",
      "type": "/api/v1/fel/fel-i-begaran"
    }
    "#);
}

#[test]
fn a_search_that_cannot_be_made_says_why() {
    let town = Town::new();
    for wrong in [json!({ "q": "P" }), json!({ "q": "19950101-2381" }), json!({}), json!({ "q": "Per", "mer": 1 })] {
        let (status, problem) = post(&town, "sara", "/sok", &wrong);
        assert_eq!((status, problem["uppgifter"][0]["falt"].as_str()), (422, Some("q")), "{wrong}");
    }
}

#[test]
fn another_site_cannot_use_the_session() {
    let town = Town::new();
    let request = town
        .request("amina", "POST", "/api/v1/ansokan.registrera")
        .header(header::CONTENT_TYPE, "application/json")
        .header("sec-fetch-site", "cross-site");
    assert_eq!(town.ask(request.body(Body::from("{}")).unwrap()).status, 403);
}

#[test]
fn every_type_of_a_problem_is_an_address_that_explains_it() {
    let town = Town::new();
    let (_, problem) = get(&town, "", "/min-dag");
    let answer = town.get("", problem["type"].as_str().unwrap());
    let (status, told) = read(&answer);
    assert_eq!((status, &told["title"]), (200, &problem["title"]));
    assert_eq!(get(&town, "", "/fel/finns-inte-alls").0, 404);
}
