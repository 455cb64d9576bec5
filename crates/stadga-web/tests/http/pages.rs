//! Every use case has a page, and every page asks only for what the table knows.

use crate::town::{Fields, PER, STORY, Town};
use stadga_app::cases::{USE_CASES, find};
use stadga_core::Id;
use stadga_core::command::Access;
use std::collections::BTreeSet;

/// Fields that belong to the machinery and not to a use case.
const MACHINERY: &[&str] = &["kommando", "formular", "sag", "q", "utkast", "kortkommandon"];

/// Fields that a link fills in and nobody writes: which event a form is about, which decision is told,
/// which question or request is answered; and what is asked only when there are notes or bookings to choose among,
/// or when somebody is busy.
const FROM_LINKS: &[&str] = &[
    "jour",
    "verksamhet",
    "vad",
    "val",
    "tillfalle",
    "handelse",
    "forslag",
    "akter",
    "beslut",
    "fraga",
    "anteckningar",
    "franvaro",
    "begaran",
    "overklagande",
    "erbjudande",
    "bokning",
    "ersatter",
    "anda",
    "oppning",
    "exemplar",
    "protokoll",
    "utskick",
    // Asked where a routine tells preliminary plans from settled ones; the walk of the residence answers it.
    "lage",
];

/// The names of the fields in a page's forms.
fn names(body: &str) -> BTreeSet<String> {
    let form = body.split("<main").nth(1).unwrap_or(body);
    let named = form.split(" name=\"").skip(1).filter_map(|rest| rest.split('"').next());
    // Files come in under a name of their own until they are kept.
    named.map(|name| name.trim_end_matches("-ny").to_owned()).collect()
}

/// The story at three moments, each with its case and its assignment.
type Moments = [(Town, Id, Option<Id>); 3];

/// The last of them with both plans written, so that a new one is asked what it changes, and with somebody
/// who may speak for the person.
fn moments() -> Moments {
    let moments = ["beslut.fatta", "bestallning.skicka", "genomforandeplan.uppratta"].map(|until| {
        let town = Town::new();
        let (case, assignment) = town.story(until);
        (town, case, assignment)
    });
    let plan: Fields<'_> = &[
        ("egen_syn", "Jag vill orka jobba igen."),
        ("mal", "Sluta dricka"),
        ("insatser", "Samtal."),
        ("ansvar", "Omar."),
        ("uppfoljning", "I februari."),
    ];
    let (town, case, assignment) = &moments[2];
    let spoken: Fields<'_> = &[
        ("foretradare", "Anna Ek"),
        ("roll", "ombud"),
        ("art", "skriftlig"),
        ("omfattning", "Allt i ärendet"),
        ("undertecknad", "ja"),
        ("original_visat", "ja"),
    ];
    assert_eq!(town.act("sara", "fullmakt.registrera", Some(*case), spoken).status, 303);
    assert_eq!(town.act("sara", "vardplan.skicka", *assignment, plan).status, 303);
    moments
}

/// What a use case's page asks for, by whoever of the cast may see it, at any of the moments.
fn asked(use_case: &str, moments: &Moments) -> Option<BTreeSet<String>> {
    let access = find(use_case).unwrap().access;
    let mut all: Option<BTreeSet<String>> = None;
    for (town, case, assignment) in moments {
        let subject = match access {
            Access::New(_) | Access::Organisation(_) => None,
            Access::Case(_) | Access::Either(_) => Some(*case),
            Access::Assignment(_) if assignment.is_none() => continue,
            Access::Assignment(_) => *assignment,
            Access::Matter(_) => Some(town.matter()),
        };
        let path = town.path(use_case, subject);
        let pages = ["amina", "sara", "nadja", "omar", "robert", "stina"].map(|who| town.get(who, &path));
        for page in pages.iter().filter(|page| page.status == 200) {
            all.get_or_insert_default().extend(names(&page.body));
        }
    }
    all
}

/// A use case has a page that asks for everything the table lists, and for nothing else.
fn check_page(use_case: &str, moments: &Moments) -> Result<(), String> {
    let fields = find(use_case).unwrap().fields;
    let asked = asked(use_case, moments).ok_or_else(|| format!("{use_case} has no page"))?;
    let known = |name: &str| fields.iter().any(|field| field.name == name) || MACHINERY.contains(&name);
    let strange: Vec<_> = asked.iter().filter(|name| !known(name)).collect();
    let names = fields.iter().map(|field| field.name);
    let missing = names.filter(|name| !asked.contains(*name) && !FROM_LINKS.contains(name));
    // The day a letter is sent is the day it is registered; the layout leaves it out on purpose.
    let missing: Vec<_> = missing.filter(|name| (use_case, *name) != ("kommunicering.skicka", "datum")).collect();
    if strange.is_empty() && missing.is_empty() {
        return Ok(());
    }
    Err(format!("{use_case}: unknown {strange:?}, not asked for {missing:?}"))
}

#[test]
fn every_use_case_has_a_page_that_asks_for_what_the_table_lists() {
    let moments = moments();
    let wrong: Vec<_> = USE_CASES.iter().filter_map(|use_case| check_page(use_case.name, &moments).err()).collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn every_menu_leads_somewhere() {
    let town = Town::new();
    town.story("genomforandeplan.uppratta");
    for user in stadga_app::scenario::USERS {
        for start in ["/min-dag", "/rutiner"] {
            let page = town.get(user.key, start);
            assert_eq!(page.status, 200, "{} {start}", user.key);
            for path in links(&page.body) {
                let answer = town.get(user.key, &path);
                assert_eq!(answer.status, 200, "{} follows {path} from {start}", user.key);
            }
        }
    }
}

#[test]
fn every_link_and_button_on_a_case_leads_somewhere() {
    let town = Town::new();
    let mut reached = 0;
    for until in
        ["ansokan.registrera", "kommunicering.skicka", "beslut.fatta", "genomforandeplan.uppratta", "arende.avsluta"]
    {
        let town = if until == "ansokan.registrera" { &town } else { &Town::new() };
        let (case, assignment) = town.story(until);
        for who in ["sara", "nadja", "omar", "robert"] {
            let pages = [format!("/arenden/{case}"), format!("/uppdrag/{}", assignment.unwrap_or(case))];
            for path in pages {
                let page = town.get(who, &path);
                if page.status != 200 {
                    continue;
                }
                for link in links(&page.body) {
                    reached += 1;
                    assert_eq!(town.get(who, &link).status, 200, "{who} follows {link} from {path} after {until}");
                }
            }
        }
    }
    assert!(reached > 100, "only {reached} links");
}

/// The addresses of a page's links, without places on the page and files.
pub fn links(body: &str) -> BTreeSet<String> {
    let all = body.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    let here = all.filter(|href| href.starts_with('/') && !href.starts_with("/assets"));
    here.map(|href| href.replace("&amp;", "&").replace("&#38;", "&")).collect()
}

#[test]
fn the_whole_story_goes_through_the_pages_and_ends_closed() {
    let town = Town::new();
    let (case, _) = town.story("arende.avsluta");
    let page = town.get("sara", &format!("/arenden/{case}"));
    assert_eq!(page.status, 200);
    let text = page.text();
    for words in [PER, "SN 2026-00001", "Ärendet avslutades 2027-04-06", "Insatsen är genomförd."] {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    assert!(!page.body.contains("beslut.fatta"), "a closed case offers no decision");
    let late = town.act("sara", "anteckning.skriv", Some(case), &[("text", "Per ringde och tackade.")]);
    assert_eq!(late.status, 303, "what happens after closing is written down all the same");
    let refused = town.act("sara", "beslut.fatta", Some(case), crate::town::DECISION);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Ärendet avslutades 2027-04-06."), "{}", refused.text());
    assert!(town.get("sara", "/arenden").text().contains(PER), "a closed case is still found");
}

#[test]
fn a_correction_shows_the_new_text_and_keeps_the_old() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    assert_eq!(town.act("sara", "anteckning.skriv", Some(case), &[("text", "Han sover hos sin bror.")]).status, 303);
    let page = town.get("sara", &format!("/arenden/{case}"));
    let link = links(&page.body).into_iter().find(|link| link.contains("anteckning.ratta")).unwrap();
    let form = town.get("sara", &link);
    assert!(form.text().contains("Han sover hos sin bror."));
    let event = form.hidden("handelse");
    let fields = [("handelse", event.as_str()), ("text", "Han sover hos sin syster."), ("skal", "Fel person.")];
    assert_eq!(town.act("sara", "anteckning.ratta", Some(case), &fields).status, 303);
    let text = town.get("sara", &format!("/arenden/{case}")).text();
    for words in
        ["Han sover hos sin syster.", "Han sover hos sin bror.", "Rättad 2026-10-05 av Sara Lindqvist: Fel person."]
    {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
}

#[test]
fn the_receipt_names_what_was_done() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    for (_, who, use_case, fields) in &STORY[1..2] {
        let sent = town.act(who, use_case, Some(case), fields);
        assert_eq!(sent.location(), format!("/arenden/{case}?klart={use_case}"));
        let text = town.get(who, sent.location()).text();
        assert!(text.contains(&format!("Sparat. {}", find(use_case).unwrap().title)), "{text}");
    }
}

#[test]
fn the_head_sees_what_is_granted_and_has_not_begun_a_month_before_it_is_to_be_reported() {
    let town = Town::new();
    town.story("bestallning.skicka");
    let unit = |at: &str| {
        town.at(at);
        town.get("nadja", "/enhet").text()
    };
    // Decided on 25 November: the last day is 25 February.
    assert!(!unit("2027-01-22T09:00").contains("Beslut som inte har verkställts"));
    assert!(unit("2027-01-26T09:00").contains("Rapporteras om insatsen inte har börjat 2027-02-25."));
    assert!(unit("2027-03-01T09:00").contains("Rapporteras om insatsen inte har börjat 2027-02-25."));
    assert!(!town.get("robert", "/enhet").text().contains("Beslut som inte har verkställts"));
}
