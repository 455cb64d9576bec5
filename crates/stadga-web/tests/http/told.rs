//! What the pages tell of law, routines and support: sources on every row, the catalogue, what builds on what.

use crate::town::Town;

// proves: T-082
#[test]
fn every_row_of_the_work_list_shows_the_law_or_routine_it_comes_from() {
    let town = Town::new();
    town.story("uppdrag.ta_emot");
    let mut rows = 0;
    for who in ["sara", "omar"] {
        let day = town.app.my_day(&town.app.ctx(town.id(who)).unwrap()).unwrap();
        let page = town.get(who, "/min-dag").text();
        for item in &day.items {
            assert!(page.contains(&item.source.cite), "{who}: {} lacks {}", item.title, item.source.cite);
            rows += 1;
        }
    }
    assert!(rows >= 2, "only {rows} rows");
}

// proves: T-006 T-047 T-266 T-267
#[test]
fn anybody_reads_what_help_an_open_house_gives_and_how_to_apply_without_logging_in() {
    let town = Town::new();
    let page = town.get("", "/insatser");
    assert_eq!((page.status.as_u16(), page.header("cache-control")), (200, "public, max-age=600"));
    assert!(page.header("set-cookie").is_empty());
    let text = page.text();
    for words in [
        "Dagcentralen",
        "Öppet: Måndag till fredag klockan 8–13.",
        "Spelprogrammet, 8–10 samtal under 3 månader",
        "Ring010-123 45 67, vardagar klockan 8–16.30",
        "Kom hitMottagningen, Torget 1",
        "SkrivSocialnämnden, Box 12",
        "Ansök på webben",
        "ring 112",
    ] {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    let one = town.get("", "/insatser/dagcentralen").text();
    for words in ["Frukost", "Låna telefon", "Duscha", "Tvätta kläder", "Kom som du är", "2025-12-10 § 84"] {
        assert!(one.contains(words), "{words:?} is missing in: {one}");
    }
    assert!(one.contains("hjälp med myndighetskontakter, egen ekonomi och ansökningar, och kan låna dator"), "{one}");
    assert!(town.get("", "/insatser/oppenvard-spel").text().contains("Du ansöker hos Mottagningen"));
    assert_eq!(town.get("", "/insatser/finns-inte").status, 404);
    assert_eq!(town.get("", "/stod").location(), "/insatser");
    assert!(text.contains("Du behöver inte ansöka. Vill du ha mer stöd kan du alltid ansöka om det."), "{text}");
    assert!(text.contains("en ansökan får vara muntlig"), "{text}");
    // Nobody is named and nobody is watched on a page that is for everybody.
    assert!(town.audited(|| drop(town.get("", "/insatser/dagcentralen"))).is_empty());
}

// proves: K-07
#[test]
fn a_routine_leads_to_the_routines_it_builds_on() {
    let town = Town::new();
    let page = town.get("sara", "/rutiner/kvalitetsfabriken-oppenvard");
    assert!(page.body.contains("href=\"/rutiner/taby-vuxna\""), "{}", page.text());
    assert_eq!(town.get("sara", "/rutiner/taby-vuxna").status, 200);
}

// proves: T-218
#[test]
fn the_usual_goals_of_an_insats_stand_beside_the_field_for_goals() {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    let path = format!("/arenden/{case}/utredning.sammanstall");
    let goals = "En meningsfull dag; Stöd i att vara nykter; Fri från spel om pengar.";
    assert!(town.get("sara", &format!("{path}?forslag=sysselsattning")).text().contains(goals));
    assert!(!town.get("sara", &format!("{path}?forslag=oppenvard")).text().contains(goals));
}

// proves: T-111
#[test]
fn the_head_of_the_unit_reads_how_long_people_wait_for_a_decision() {
    let town = Town::new();
    let before = town.get("nadja", "/enhet").text();
    assert!(!before.contains("Från ansökan till beslut"), "{before}");
    town.story("beslut.fatta");
    let page = town.get("nadja", "/enhet").text();
    // The story's application came in on 5 October and was decided on 25 November.
    assert!(page.contains("Hälften fick sitt första beslut inom 51 dagar och nio av tio inom 51 dagar."), "{page}");
    assert!(!town.get("robert", "/enhet").text().contains("Från ansökan till beslut"));
}
