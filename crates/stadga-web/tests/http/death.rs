//! A death, for all of a person's cases at once, and a change of caseworker.

use crate::town::{NUMBER, PER, STORY, Town};
use stadga_core::Id;

/// A second case of the same person, with Jonas.
fn second_case(town: &Town) -> Id {
    let fields = [
        ("namn", PER),
        ("nummer", NUMBER),
        ("kanal", "besok"),
        ("galler", "Stöd med ekonomin"),
        ("enhet", "vuxen"),
        ("handlaggare", "jonas"),
    ];
    let answer = town.act("amina", "ansokan.registrera", None, &fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().split("arende=").nth(1).unwrap().parse().unwrap()
}

#[test]
fn a_death_closes_every_case_and_ends_the_insats_and_is_undone_for_all() {
    let town = Town::new();
    let (case, assignment) = town.story("mote.registrera");
    let (other, assignment) = (second_case(&town), assignment.unwrap());
    assert_eq!(STORY[0].2, "ansokan.registrera");
    town.at("2026-12-10T09:00");
    let answer = town.post(
        "sara",
        &format!("/arenden/{case}/dodsfall.registrera"),
        &[("dag", "2026-12-09"), ("kalla", "Folkbokföringen")],
    );
    assert_eq!(answer.status, 303, "{}", answer.text());
    for (who, page) in [("sara", case), ("jonas", other)] {
        let text = town.get(who, &format!("/arenden/{page}")).text();
        assert!(text.contains("Ärendet avslutades 2026-12-10"), "{who}: {text}");
        assert!(text.contains("Avliden 2026-12-09"), "{who}: {text}");
    }
    let client = town.get("omar", &format!("/uppdrag/{assignment}")).text();
    assert!(client.contains("avslutat") && client.contains("Personen har avlidit."), "{client}");
    for who in ["sara", "jonas", "omar", "nadja"] {
        let day = town.get(who, "/min-dag").body;
        assert!(!day.contains("class=\"rubrik\"") || !day.contains("beslut.fatta"), "{who} still has duties");
    }
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
    let path = format!("/arenden/{other}/dodsfall.aterkalla");
    assert_eq!(town.post("sara", &path, &[("skal", "Fel person.")]).status, 404, "not her case");
    assert_eq!(town.post("jonas", &path, &[("skal", "Fel person.")]).status, 303);
    for (who, page) in [("sara", format!("/arenden/{case}")), ("jonas", format!("/arenden/{other}"))] {
        let text = town.get(who, &page).text();
        assert!(!text.contains("Ärendet avslutades"), "{who}: {text}");
    }
    let client = town.get("omar", &format!("/uppdrag/{assignment}")).text();
    assert!(client.contains("pågår") && !client.contains("Avliden 2026-12-09"), "{client}");
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}

#[test]
fn whoever_hands_a_case_over_reaches_it_that_day_and_no_longer() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let pages = [format!("/arenden/{case}"), format!("/uppdrag/{}", assignment.unwrap())];
    let seen = |who: &str| pages.each_ref().map(|page| town.get(who, page).status.as_u16());
    town.at("2026-11-30T09:00");
    let path = format!("/arenden/{case}/handlaggare.byt");
    let jonas = town.id("jonas").to_string();
    let fields = [("handlaggare", jonas.as_str()), ("overlamning", "Ring på förmiddagen.")];
    assert_eq!(town.post("sara", &path, &fields).status, 404, "the caseworker herself");
    assert_eq!(town.post("nadja", &path, &fields).status, 303);
    assert_eq!((seen("sara"), seen("jonas")), ([200; 2], [200; 2]));
    let page = town.get("jonas", &pages[0]).text();
    assert!(page.contains("Ny handläggare") && page.contains("Ring på förmiddagen."), "{page}");
    town.at("2026-12-01T09:00");
    assert_eq!((seen("sara"), seen("jonas")), ([404; 2], [200; 2]));
}

#[test]
fn an_objection_stands_beneath_what_it_is_about_for_all_who_see_it() {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    let page = town.get("sara", &format!("/arenden/{case}"));
    let link = page.body.split("invandning.anteckna?handelse=").nth(1).unwrap()[..16].to_owned();
    let path = format!("/arenden/{case}/invandning.anteckna");
    let fields = [("handelse", link.as_str()), ("invandning", "Jag har aldrig sagt så.")];
    assert_eq!(town.post("omar", &path, &fields).status, 404);
    assert_eq!(town.post("sara", &path, &[("handelse", "zzzzzzzzzzzzzzzz"), ("invandning", "x")]).status, 422);
    assert_eq!(town.post("sara", &path, &fields).status, 303);
    for who in ["sara", "nadja"] {
        let text = town.get(who, &format!("/arenden/{case}")).text();
        assert_eq!(text.matches("Jag har aldrig sagt så.").count(), 1, "{who}: {text}");
    }
}
