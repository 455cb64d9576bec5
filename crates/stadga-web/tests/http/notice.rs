//! Minutes and the notice board: several decisions at once, what stands in the way of one, and the clock of each.

use crate::town::{PER, STORY, Town};
use stadga_core::Id;

/// What the committee grants though nobody has a right to it.
const GRANTED: &[(&str, &str)] = &[
    ("namnd", "Socialnämnden"),
    ("sammantradesdag", "2026-12-10"),
    ("paragraf", "§ 45"),
    ("utfall", "bifall"),
    ("insats", "rekreation"),
    ("omfattning", "En vecka"),
    ("mal", "Vila"),
    ("fran", "2027-01-25"),
    ("till", "2027-01-31"),
    ("skal", "Vistelsen stöder den öppenvård som pågår."),
];

/// A case like the story's, of somebody else, up to the decision.
pub fn another(town: &Town, name: &str) -> Id {
    let mut case = None;
    for (when, who, use_case, fields) in STORY.iter().take(4) {
        town.at(when);
        let own = fields.iter().filter(|(field, _)| *field != "nummer");
        let own: Vec<_> = own.map(|(field, value)| (*field, if *field == "namn" { name } else { *value })).collect();
        let answer = town.act(who, use_case, case, &own);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
        case = case.or_else(|| answer.location().split("arende=").nth(1).and_then(|id| id.parse().ok()));
    }
    case.unwrap()
}

/// The boxes of the first form on the page.
fn boxes(body: &str) -> Vec<String> {
    let form = body.split("<form class=\"formular\"").nth(1).unwrap_or_default();
    form.split("name=\"val\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn send(town: &Town, act: &str, vals: &[String], rest: &[(&str, &str)]) -> crate::town::Answer {
    let mut fields: Vec<(&str, &str)> = vec![("handling", act)];
    fields.extend(vals.iter().map(|value| ("val", value.as_str())));
    fields.extend(rest);
    town.post("nadja", "/anslag", &fields)
}

#[test]
fn several_decisions_are_adjusted_and_announced_at_once_and_each_has_its_clock() {
    let town = Town::new();
    let (first, _) = town.story("kommunicering.skicka");
    let second = another(&town, "Eva Lind");
    town.at("2026-12-11T09:00");
    for case in [first, second] {
        let answer = town.act("sara", "namndbeslut.registrera", Some(case), GRANTED);
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    let decision = format!("/beslut/{}", town.app.newest_decision(first).unwrap().unwrap());
    let told = town.get("sara", &decision).text();
    assert!(told.contains("Den som är medlem i kommunen kan begära laglighetsprövning."), "{told}");
    assert!(told.contains("finns ingen sista dag än. Protokollet ska justeras först."), "{told}");
    assert!(!told.contains("Pröva om det kom in i tid") && !told.contains("Delge beslutet"), "{told}");
    assert_eq!(town.get("sara", "/anslag").status, 404);

    let board = || town.get("nadja", "/anslag");
    let page = board();
    assert!(page.text().contains("Ska justeras senast 2026-12-24"), "{}", page.text());
    assert!(page.text().contains("Eva Lind") && page.text().contains(PER), "{}", page.text());
    town.at("2026-12-17T09:00");
    let both = boxes(&page.body);
    assert_eq!(both.len(), 2);
    assert_eq!(send(&town, "protokoll.justera", &[], &[("datum", "2026-12-17")]).status, 422);
    assert_eq!(send(&town, "arende.avsluta", &both, &[]).status, 404);
    assert_eq!(send(&town, "protokoll.justera", &both, &[("datum", "2026-12-17")]).status, 303);

    town.at("2026-12-21T09:00");
    let page = board();
    assert!(page.text().contains("Ska tillkännages senast 2026-12-19"), "{}", page.text());
    let found = town.app.notice_board(&town.app.ctx(town.id("nadja")).unwrap()).unwrap();
    let notice = found.to_announce[0].in_words(found.today, "");
    let words: Vec<String> = notice.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    insta::assert_snapshot!(words.join("\n"), @r"
    Organ: Socialnämnden
    Sammanträdesdag: 2026-12-10
    Justerat: 2026-12-17
    Uppe på anslagstavlan: 2026-12-21
    Tas ner tidigast: 2027-01-12
    Sista dag att överklaga: 2027-01-11
    Protokollet finns: Hos nämndens sekreterare
    ");
    let file = format!("/anslag/{}/tillkannagivande.pdf", found.to_announce[0].lines[0].id);
    assert_eq!(town.get("nadja", &file).status, 200);
    assert_eq!(town.get("sara", &file).status, 404);

    // One of them is registered by another way meanwhile: the other is saved all the same.
    let both = boxes(&page.body);
    let place = [("forvaras", "Kommunhuset, plan 2")];
    assert_eq!(town.act("nadja", "protokoll.ansla", Some(first), &place).status, 303);
    let answer = send(&town, "protokoll.ansla", &both, &[("datum", "2026-12-21"), place[0]]);
    assert_eq!(answer.status, 422);
    let text = answer.text();
    assert!(text.contains("Rekreationsvistelse: Justeringen tillkännagavs 2026-12-21."), "{text}");
    assert!(text.contains("De andra besluten är sparade."), "{text}");
    assert!(text.contains("Uppe sedan 2026-12-21. Ska sitta uppe till och med 2027-01-11."), "{text}");

    let told = town.get("sara", &decision).text();
    for words in [
        "Socialnämnden 2026-12-10, § 45: justerat 2026-12-17, på anslagstavlan 2026-12-21.",
        "Sista dag att begära laglighetsprövning är 2027-01-11.",
        "Beslutet vinner laga kraft 2027-01-12, om ingen överklagar.",
        "Så räknas den sista dagen",
    ] {
        assert!(told.contains(words), "{words} in {told}");
    }
    town.at("2027-01-12T09:00");
    assert!(board().text().contains("Inget sitter uppe."));
    assert!(town.get("sara", &decision).text().contains("Beslutet har laga kraft sedan 2027-01-12"));
}

#[test]
fn a_delegated_decision_waits_for_minutes_and_two_announcements_give_two_days() {
    let town = Town::new();
    let (case, _) = town.story("kommunicering.skicka");
    town.at("2026-11-25T09:00");
    let granted = &GRANTED[3..];
    let answer = town.act("sara", "beslut.fatta", Some(case), granted);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let decision = format!("/beslut/{}", town.app.newest_decision(case).unwrap().unwrap());
    let text = town.get("nadja", "/anslag").text();
    assert!(text.contains("Beslutat 2026-11-25 på delegation."), "{text}");
    assert_eq!(town.act("sara", "protokoll.for", Some(case), &[("beteckning", "Delegationsprotokoll 3")]).status, 303);
    let place = [("forvaras", "Kommunhuset, plan 2")];
    assert_eq!(town.act("nadja", "protokoll.ansla", Some(case), &place).status, 303);
    let told = town.get("sara", &decision).text();
    assert!(told.contains("Eget protokoll 2026-11-25, Delegationsprotokoll 3: undertecknat samma dag"), "{told}");
    assert!(told.contains("laglighetsprövning är 2026-12-16."), "{told}");
    town.at("2026-12-17T09:00");
    let reported = [("namnd", "Socialnämnden"), ("sammantradesdag", "2026-12-10"), ("paragraf", "§ 50")];
    assert_eq!(town.act("sara", "delegationsbeslut.anmal", Some(case), &reported).status, 303);
    assert_eq!(town.act("nadja", "protokoll.justera", Some(case), &[]).status, 303);
    assert_eq!(town.act("nadja", "protokoll.ansla", Some(case), &place).status, 303);
    let told = town.get("sara", &decision).text();
    assert!(told.contains("lagen säger inte vilken gång som räknas") && told.contains("2027-01-07"), "{told}");
    assert!(told.contains("Beslutet vinner laga kraft 2027-01-08, om ingen överklagar."), "{told}");
}
