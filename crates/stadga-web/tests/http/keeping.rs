//! How a routine is kept: what its page says of it, and whose row it is when it has expired or is to be looked over.

use crate::town::Town;
use stadga_app::setup::{UnitPlan, UserPlan};
use stadga_app::view::Keeping;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_testkit::Municipality;

// proves: K-45 K-47 K-48 K-49
#[test]
fn a_routine_says_how_it_is_kept_and_one_that_has_expired_is_a_row_for_whoever_keeps_it() {
    let town = Town::new();
    let page = town.get("sara", "/rutiner/kvalitetsfabriken-oppenvard").text();
    for words in [
        "Enhetens rutin",
        "Version 1",
        "Gäller 2016-06-07 – 2019-06-02",
        "Beslutad av enhetschef vuxna och vuxna insatser",
        "Ändrad 2018-11-12",
        "Sågs över 2016-06-07",
        "Hålls aktuell av enhetschef vuxna och vuxna insatser",
        "Utgången. Rutinen gällde till och med 2019-06-02.",
    ] {
        assert!(page.contains(words), "{words}: {page}");
    }
    let row = "Besluta om en ny version av Från beslut till öppenvård";
    let day = |who: &str| town.get(who, "/min-dag").text();
    assert!(day("nadja").contains(row), "{}", day("nadja"));
    assert!(["sara", "amina", "robert"].iter().all(|who| !day(who).contains(row)));
    let answer = town.get("nadja", "/api/v1/min-dag").body;
    let answer: serde_json::Value = serde_json::from_str(&answer).unwrap();
    let waits = answer["vid_sidan"].as_array().unwrap().iter().find(|waits| waits["vad"] == row).unwrap();
    assert_eq!(waits["adress"], "/rutiner/kvalitetsfabriken-oppenvard");
}

// proves: S-62 S-63
#[test]
fn a_routine_that_was_looked_over_a_year_ago_is_a_row_for_the_head_of_each_unit() {
    let packs = ["lag", "stockholm-samverkan"].map(String::from);
    let unit = |key| UnitPlan { key, name: key, kind: EnhetArt::Myndighet, insatser: &[] };
    let head = |key, unit| UserPlan { key, role: Roll::Enhetschef, unit, name: key };
    let provider = UnitPlan { kind: EnhetArt::Utforare, insatser: &["boendestod"], ..unit("stod") };
    let people =
        [head("ada", "ekonomi"), head("bo", "bistand"), UserPlan { role: Roll::Utforarchef, ..head("cia", "stod") }];
    let start = "2026-06-30T09:00";
    let town = Municipality::found_with(start, &packs, &[unit("ekonomi"), unit("bistand"), provider], &people);
    let waits = |who: &str| {
        let ctx = town.app().ctx(town.user(who)).unwrap();
        let found = town.app().routines_to_keep(&ctx).unwrap();
        found.iter().map(|known| format!("{} {:?}", known.pack, known.keeping)).collect::<Vec<_>>().join("\n")
    };
    assert_eq!(waits("ada"), "");
    town.set("2026-07-01T09:00");
    let due = format!("stockholm-samverkan {:?}", Keeping::ReviewDue("2026-07-01".parse().unwrap()));
    assert_eq!(["nadja", "ada", "bo", "sara", "cia"].map(waits), [&due[..], &due, &due, "", ""].map(str::to_owned));
}

// proves: T-052
#[test]
fn what_a_routine_leans_on_elsewhere_stands_on_its_page_until_somebody_sees_to_it() {
    let town = Town::new();
    let page = |town: &Town| town.get("sara", "/rutiner/ekvalla").text();
    for words in ["Överenskommelse med regionen", "Socialnämndens diarium", "Gäller till och med 2029-12-31"] {
        assert!(page(&town).contains(words), "{words}: {}", page(&town));
    }
    assert!(!page(&town).contains("Går ut"));
    town.at("2029-11-22T09:00");
    assert!(page(&town).contains("Går ut om 39 dagar, 2029-12-31"), "{}", page(&town));
    town.at("2030-01-01T09:00");
    assert!(page(&town).contains("Gick ut 2029-12-31"), "{}", page(&town));
}

// proves: S-14
#[test]
fn a_form_is_found_by_what_it_is_called() {
    let town = Town::new();
    let asked = |question: &str| town.post("sara", "/sok", &[("q", question)]).text();
    let found = asked("efter omhändertagandet");
    assert!(found.contains("Skicka information efter omhändertagandet"), "{found}");
    assert!(found.contains("Under Fler steg i ärendet."), "{found}");
    assert!(!asked("xyzw").contains("Blanketter och steg"));
}

// proves: K-42
#[test]
fn whoever_has_a_question_is_told_who_the_nearest_head_is() {
    let town = Town::new();
    let told = |who: &str| town.get(who, "/hjalp").text();
    assert!(told("sara").contains("Fråga din närmaste chef, Nadja Blom, eller"), "{}", told("sara"));
    assert!(told("omar").contains("Fråga din närmaste chef, Robert Nyström, eller"));
    assert!(told("nadja").contains("Fråga din närmaste chef, eller"));
}
