//! What follows a decision: service, the last day to appeal, an appeal and its way to the court.

use crate::town::{Fields, STORY, Town};

/// A refusal instead of the decision of the story.
const REFUSAL: &[(&str, &str)] =
    &[("utfall", "avslag"), ("insats", "oppenvard"), ("skal", "Behovet tillgodoses redan av regionens mottagning.")];

/// Ekvalla with one refusal, which nobody has been told of.
fn refused() -> (Town, stadga_core::Id, String) {
    let town = Town::new();
    let (case, _) = town.story("kommunicering.skicka");
    town.at("2026-11-25T09:00");
    let answer = town.act("sara", "beslut.fatta", Some(case), REFUSAL);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    assert_eq!(STORY[4].2, "beslut.fatta");
    (town, case, format!("/beslut/{decision}"))
}

#[test]
fn no_last_day_is_told_before_it_is_shown_when_the_person_got_the_decision() {
    let (town, case, page) = refused();
    let text = || town.get("sara", &page).text();
    assert!(text().contains("Det är inte visat vilken dag personen fick beslutet."));
    // A letter by ordinary post proves nothing.
    assert_eq!(town.act("sara", "beslut.underratta", Some(case), &[("kanal", "brev")]).status, 303);
    assert!(text().contains("Det är inte visat vilken dag") && !text().contains("Sista dag att överklaga"));
    town.at("2026-12-04T09:00");
    let got = [("bevis", "mottagningsbevis"), ("datum", "2026-11-30")];
    assert_eq!(town.act("sara", "delgivning.registrera", Some(case), &got).status, 303);
    let text = text();
    assert!(text.contains("Personen fick beslutet 2026-11-30. Mottagningsbevis."), "{text}");
    assert!(
        text.contains("Sista dag att överklaga är 2026-12-21.") && text.contains("Så räknas den sista dagen"),
        "{text}"
    );
    // Only the act itself asks for what a letter that goes wrong would cost; nobody else reaches the page.
    assert_eq!(town.get("omar", &page).status, 404);
}

#[test]
fn simplified_service_waits_for_its_message_and_its_two_weeks() {
    let (town, case, page) = refused();
    town.at("2026-12-10T09:00");
    let simple = [("satt", "forenklad")];
    let answer = town.act("sara", "beslut.delge", Some(case), &simple);
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("24 och 25 §§ delgivningslagen"), "{}", answer.text());
    assert_eq!(town.act("sara", "delgivning.upplys", Some(case), &[("satt", "vid_inlaga")]).status, 303);
    assert_eq!(town.act("sara", "beslut.delge", Some(case), &simple).status, 303);
    let text = || town.get("sara", &page).text();
    assert!(text().contains("Kontrollmeddelande ska skickas 2026-12-11."), "{}", text());
    assert!(text().contains("Det är inte visat vilken dag"));
    town.at("2026-12-11T09:00");
    assert_eq!(town.act("sara", "kontrollmeddelande.skicka", Some(case), &[]).status, 303);
    assert!(text().contains("Räknas som delgivet 2026-12-24"), "{}", text());
    assert!(text().contains("Sista dag att överklaga är 2027-01-14."));
    // The letter that left is kept.
    assert!(text().contains("Brevet som det skickades"), "{}", text());
}

#[test]
fn an_appeal_is_followed_to_the_ruling_from_the_page_of_the_decision() {
    let (town, case, page) = refused();
    let text = || town.get("sara", &page).text();
    let step = |at: &str, act: &str, fields: &[(&str, &str)]| {
        town.at(at);
        assert!(town.get("sara", &page).body.contains(act), "{act} is offered: {}", text());
        let answer = town.act("sara", act, Some(case), fields);
        assert_eq!(answer.status, 303, "{act}: {}", answer.text());
    };
    step("2026-11-25T10:00", "beslut.delge", &[("satt", "overlamnad")]);
    assert!(text().contains("Brevet som det skickades"), "what was handed over is kept: {}", text());
    let appeal = [("av", "den_enskilde"), ("form", "skriftlig"), ("innehall", "Jag behöver mer hjälp.")];
    step("2026-12-01T09:00", "overklagande.registrera", &appeal);
    let dismissed = town.act("sara", "overklagande.prova", Some(case), &[("utfall", "avvisas")]);
    assert_eq!(dismissed.status, 422);
    assert!(dismissed.text().contains("Det är inte visat att det kom in för sent"), "{}", dismissed.text());
    step("2026-12-02T09:00", "overklagande.prova", &[("utfall", "i_tid")]);
    assert!(text().contains("kom in i tid. Det ska lämnas över."), "{}", text());
    step("2026-12-03T09:00", "overklagande.overlamna", &[("domstol", "Förvaltningsrätten i Ekvalla")]);
    let ruling = [
        ("domstol", "Förvaltningsrätten i Ekvalla"),
        ("malnummer", "1234-26"),
        ("domsdag", "2027-02-01"),
        ("utfall", "avslag"),
        ("innebord", "Beslutet står fast."),
    ];
    step("2027-02-03T09:00", "dom.registrera", &ruling);
    assert!(text().contains("mål 1234-26: Överklagandet avslås. Beslutet står fast."), "{}", text());
    assert_eq!(town.act("sara", "overklagande.overlamna", Some(case), &[("domstol", "X")]).status, 422);
}

#[test]
fn ac27_an_appeal_is_rejected_as_late_only_after_service_with_date_and_mode() {
    let (town, case, page) = refused();
    // A letter by ordinary post has a date and proves nothing.
    assert_eq!(town.act("sara", "beslut.underratta", Some(case), &[("kanal", "brev")]).status, 303);
    town.at("2026-12-29T09:00");
    let appeal = [("av", "den_enskilde"), ("form", "skriftlig"), ("innehall", "Jag överklagar.")];
    assert_eq!(town.act("sara", "overklagande.registrera", Some(case), &appeal).status, 303);
    let reject = || town.act("sara", "overklagande.prova", Some(case), &[("utfall", "avvisas")]);
    let answer = reject();
    assert_eq!(answer.status, 422);
    assert!(answer.text().contains("44 och 45 §§ förvaltningslagen"), "{}", answer.text());
    let got = [("bevis", "mottagningsbevis"), ("datum", "2026-12-08")];
    assert_eq!(town.act("sara", "delgivning.registrera", Some(case), &got).status, 303);
    assert_eq!(reject().status, 422, "the last day is 29 December");
    let got = [("bevis", "egen_uppgift"), ("datum", "2026-11-30")];
    assert_eq!(town.act("sara", "delgivning.registrera", Some(case), &got).status, 303);
    let text = town.get("sara", &page).text();
    assert!(text.contains("Sista dag att överklaga är 2026-12-21.") || text.contains("gick ut 2026-12-21"), "{text}");
    assert!(text.contains("Tre veckor, lagstadgad tid") || text.contains("Så räknas den sista dagen"), "{text}");
    let preview = town.get("sara", &format!("/arenden/{case}/overklagande.prova?utfall=avvisas")).text();
    assert!(preview.contains("Ditt överklagande kom in för sent"), "{preview}");
    assert_eq!(reject().status, 303);
    let documents = town.get("sara", &format!("/arenden/{case}/handlingar")).body;
    assert!(documents.contains("avvisning.pdf"), "the decision to dismiss is kept as it was sent: {documents}");
}

#[test]
fn ac28_an_appeal_waits_to_be_handed_over_until_it_is_handed_over_rejected_or_withdrawn() {
    const WAITS: &str = "Lämna över överklagandet till förvaltningsrätten";
    let endings: [&[(&str, Fields<'_>)]; 3] = [
        &[
            ("overklagande.prova", &[("utfall", "i_tid"), ("avsteg", "Inget visar vilken dag.")]),
            ("overklagande.overlamna", &[("domstol", "Förvaltningsrätten i Ekvalla")]),
        ],
        &[("overklagande.prova", &[("utfall", "avvisas")])],
        &[("overklagande.aterkalla", &[])],
    ];
    for ending in endings {
        let (town, case, _) = refused();
        assert_eq!(town.act("sara", "beslut.delge", Some(case), &[("satt", "overlamnad")]).status, 303);
        town.at("2026-12-29T09:00");
        let appeal = [("av", "den_enskilde"), ("form", "skriftlig"), ("innehall", "Jag överklagar.")];
        assert_eq!(town.act("sara", "overklagande.registrera", Some(case), &appeal).status, 303);
        let waits = || {
            let page = town.get("sara", "/api/v1/min-dag").body;
            let day: serde_json::Value = serde_json::from_str(&page).unwrap();
            let rows = day["uppgifter"].as_array().unwrap_or_else(|| panic!("{day}")).clone();
            let row = rows.into_iter().find(|row| row["titel"].as_str() == Some(WAITS));
            row.map(|row| row.to_string())
        };
        assert!(waits().is_some_and(|row| row.contains("2027-01-05")), "due in seven days: {:?}", waits());
        // A note, a proof of service and the next working day do not end it.
        assert_eq!(
            town.act("sara", "anteckning.skriv", Some(case), &[("rubrik", "Samtal"), ("text", "Ringde.")]).status,
            303
        );
        town.at("2026-12-30T09:00");
        for (place, (act, fields)) in ending.iter().enumerate() {
            assert!(waits().is_some(), "before {act}");
            let answer = town.act("sara", act, Some(case), fields);
            assert_eq!(answer.status, 303, "{place} {act}: {}", answer.text());
        }
        assert_eq!(waits(), None, "{ending:?}");
    }
}
