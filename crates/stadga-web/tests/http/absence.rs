//! Who is away, and what a stand-in reaches: the day before, during, the day after.

use crate::town::{PER, Town};
use stadga_core::Id;

/// Sara is away 2026-12-01 to 2026-12-04 and Jonas stands in; registered 2026-11-27 by her head.
fn away(town: &Town, stand_ins: &[&str]) -> (Id, Id) {
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let users: Vec<String> = stand_ins.iter().map(|who| town.id(who).to_string()).collect();
    let sara = town.id("sara").to_string();
    let mut fields = vec![("anvandare", sara.as_str()), ("fran", "2026-12-01"), ("till", "2026-12-04")];
    fields.extend(users.iter().map(|user| ("vikarier", user.as_str())));
    let answer = town.post("nadja", "/franvaro/franvaro.registrera", &fields);
    assert_eq!(
        (answer.status.as_u16(), answer.location()),
        (303, "/franvaro?klart=franvaro.registrera"),
        "{}",
        answer.text()
    );
    (case, assignment.unwrap())
}

#[test]
fn a_stand_in_reaches_the_case_those_days_and_no_others() {
    let town = Town::new();
    let (case, assignment) = away(&town, &["jonas"]);
    let seen = |who: &str| {
        let pages = [format!("/arenden/{case}"), format!("/uppdrag/{assignment}")];
        let pages = pages.map(|page| town.get(who, &page).status.as_u16());
        let listed = town.get(who, "/arenden").body.contains(PER);
        let found = town.post(who, "/sok", &[("q", "Holm")]).text().contains("Ärende");
        (pages, listed, found)
    };
    for (day, reaches) in [("2026-11-30", false), ("2026-12-01", true), ("2026-12-04", true), ("2026-12-05", false)] {
        town.at(&format!("{day}T09:00"));
        let (pages, listed, _) = seen("jonas");
        assert_eq!((pages, listed), ([if reaches { 200 } else { 404 }; 2], reaches), "{day}");
        assert_eq!(seen("lina").0, [404; 2], "a therapist who stands in for nobody, {day}");
        assert_eq!(seen("sara").0, [200; 2], "the absent one keeps what is hers, {day}");
    }
}

#[test]
fn what_a_stand_in_does_is_signed_in_their_own_name_for_the_absent_one() {
    let town = Town::new();
    let (case, _) = away(&town, &["jonas"]);
    town.at("2026-12-02T09:00");
    let path = format!("/arenden/{case}/anteckning.skriv");
    assert_eq!(town.post("jonas", &path, &[("text", "Per ringde.")]).status, 303);
    let page = town.get("sara", &format!("/arenden/{case}")).text();
    assert!(page.contains("Jonas Hedlund · Socialsekreterare, Vuxenenheten, vikarie för Sara Lindqvist"), "{page}");
    assert_eq!(town.post("sara", &path, &[("text", "Jag ringde tillbaka.")]).status, 303);
    assert_eq!(town.get("sara", &format!("/arenden/{case}")).text().matches("vikarie för").count(), 1);
}

#[test]
fn the_rows_of_the_absent_one_stand_under_their_name_and_go_with_the_day() {
    let town = Town::new();
    away(&town, &["jonas"]);
    town.at("2026-12-02T09:00");
    let day = town.get("jonas", "/min-dag").text();
    assert!(day.contains("Vikarierar för Sara Lindqvist till och med 2026-12-04"), "{day}");
    assert!(day.contains(PER), "{day}");
    town.at("2026-12-05T09:00");
    let day = town.get("jonas", "/min-dag").text();
    assert!(!day.contains("Vikarierar") && !day.contains(PER), "{day}");
}

#[test]
fn only_oneself_and_ones_own_unit_and_only_a_colleague_stands_in() {
    let town = Town::new();
    town.story("ansokan.registrera");
    let [sara, jonas, omar, nadja] = ["sara", "jonas", "omar", "nadja"].map(|who| town.id(who).to_string());
    let ask = |who: &str, absent: &str, stand_in: &str| {
        let fields = [("anvandare", absent), ("fran", "2026-12-01"), ("till", "2026-12-04"), ("vikarier", stand_in)];
        town.post(who, "/franvaro/franvaro.registrera", &fields).status.as_u16()
    };
    assert_eq!(ask("robert", &sara, &jonas), 422, "the head of another unit");
    assert_eq!(ask("jonas", &sara, &jonas), 422, "a colleague");
    assert_eq!(ask("nadja", &sara, &omar), 422, "a stand-in from another unit");
    assert_eq!(ask("nadja", &sara, &nadja), 422, "a stand-in in another role");
    assert_eq!(ask("sara", &sara, &sara), 422, "oneself");
    assert_eq!(ask("sara", &sara, &jonas), 303, "one's own days");
    assert_eq!(ask("nadja", &sara, &jonas), 422, "the same days again");
}

#[test]
fn whoever_is_back_earlier_ends_what_was_lent() {
    let town = Town::new();
    let (case, _) = away(&town, &["jonas"]);
    town.at("2026-12-02T09:00");
    let page = town.get("nadja", "/franvaro");
    assert!(page.text().contains("borta i dag") && page.text().contains("1 ärende"), "{}", page.text());
    let absence = page.body.split("franvaro.avsluta?franvaro=").nth(1).unwrap()[..16].to_owned();
    assert_eq!(town.get("jonas", &format!("/arenden/{case}")).status, 200);
    let path = "/franvaro/franvaro.avsluta";
    assert_eq!(town.post("lina", path, &[("franvaro", &absence)]).status, 422, "nobody else's to end");
    assert_eq!(town.post("sara", path, &[("franvaro", &absence)]).status, 303);
    assert_eq!(town.get("jonas", &format!("/arenden/{case}")).status, 404);
    assert!(town.get("nadja", "/franvaro").text().contains("Ingen i enheten är borta."));
}
