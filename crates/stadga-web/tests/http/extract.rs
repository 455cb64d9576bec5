//! The register extract: of every case within reach and of no other, masked, and kept as it left.

use crate::disclosure::{MASKED, NOWHERE, act, holds_nothing_of_it, reported_in};
use crate::town::{Fields, Town};
use stadga_core::{Fact, Id};
use stadga_store::AuditKind;
use stadga_testkit::text_of;

/// Another case of the same person.
fn also(town: &Town, unit: &str, caseworker: &str) -> Id {
    let fields: Fields<'_> = &[
        ("namn", "Per Holm"),
        ("nummer", "19950101-2380"),
        ("kanal", "telefon"),
        ("galler", "Boende"),
        ("enhet", unit),
        ("handlaggare", caseworker),
    ];
    let answer = town.act("amina", "ansokan.registrera", None, fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let at = answer.location();
    let id = at.split("arende=").nth(1).or_else(|| at.split("/mottagning/").nth(1)).unwrap();
    id.split(['?', '&']).next().unwrap().parse().unwrap()
}

fn person_of(town: &Town, case: Id) -> Id {
    let events = town.app.store().load(&[case]).unwrap();
    let opened = events.iter().find_map(|event| match &event.fact {
        Fact::ArendeOppnat(fact) => Some(fact.person),
        _ => None,
    });
    opened.unwrap()
}

/// What stands in the extract, read or as structure.
const TOLD: &[&str] = &[
    "Per vill ha hjälp.",
    "ringde igen",
    "Unga vuxna",
    "Ett ärende",
    "Namnet utelämnas",
    "Nadja Blom",
    "Integritetsskyddsmyndigheten",
];

#[test]
fn an_extract_tells_of_what_its_head_reaches_is_masked_and_is_opened_by_whoever_reaches_it_all() {
    let (town, case) = reported_in(Town::wider());
    let (second, beyond) = (also(&town, "vuxen", "jonas"), also(&town, "unga", ""));
    let note: Fields<'_> = &[("rubrik", "Boende"), ("text", "Åsa Öström ringde igen. Sara Lindqvist tog emot.")];
    assert_eq!(act(&town, "jonas", "anteckning.skriv", second, note).status, 303);
    let sara = town.id("sara").to_string();
    let left_out: Fields<'_> = &[("anvandare", &sara), ("skal", "Han har hotat henne.")];
    assert_eq!(act(&town, "nadja", "namnuppgift.utelamna", case, left_out).status, 303);

    let path = format!("/arenden/{case}/utlamnande.registerutdrag");
    let page = town.get("nadja", &format!("/personer/{}/logg", person_of(&town, case))).text();
    for words in ["Lämna ut registerutdrag", "Det som finns hos andra", "Unga vuxna", "Ett ärende"] {
        assert!(page.contains(words), "{words:?} is missing: {page}");
    }
    let form = town.get("nadja", &path).text();
    for words in ["Grannen Åsa", "Lämna ut utdraget", "Ärenden som utdraget gäller", "Vem som har läst"] {
        assert!(form.contains(words), "{words:?} is missing: {form}");
    }
    let ctx = town.app.ctx(town.id("nadja")).unwrap();
    let (parts, suggested) = town.app.extractable(&ctx, case).unwrap();
    assert!(!suggested.iter().any(|phrase| phrase.contains("Berg")), "who reported is told: {suggested:?}");
    let ids: Vec<String> = parts.iter().map(|part| part.event.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("delar", id.as_str())).collect();
    fields.extend([("maskera", MASKED), ("lasningar", "ja"), ("kanal", "brev")]);
    // Who has read is told of everybody, so nobody but the head makes it, not even to look at.
    for at in [path.clone(), format!("{path}/brev.pdf")] {
        assert_eq!(town.post("sara", &at, &fields).status, 404, "{at}");
    }
    let before = town.events();
    let stopped = town.post("nadja", &path, &fields).text();
    assert!(stopped.contains("Ingen har prövat") && stopped.contains("inte genomläst"), "{stopped}");
    fields.extend([("grund", "egna_uppgifter"), ("genomlast", "ja")]);
    let other = town.app.store().load(&[beyond]).unwrap().last().unwrap().id.to_string();
    let stopped = town.post("nadja", &path, &[&fields[..], &[("delar", other.as_str())]].concat());
    assert!(stopped.status == 422 && stopped.text().contains("Välj bland det som finns"), "{}", stopped.text());
    assert_eq!(town.events(), before);
    let rows = town.audited(|| assert_eq!(town.post("nadja", &path, &fields).status, 303));
    let left = |row: &&stadga_store::StoredAudit| row.row.kind == AuditKind::Export;
    assert!(rows.iter().filter(left).any(|row| row.row.subjects.contains(&second)), "{rows:?}");

    let events = town.app.store().load(&[case]).unwrap();
    let event = events.iter().rfind(|event| matches!(event.fact, Fact::UtlamnandeGjort(_))).unwrap();
    let Fact::UtlamnandeGjort(fact) = &event.fact else { unreachable!() };
    assert!(fact.maskerat >= 7 && fact.provning.is_some() && fact.akter == [case, second], "{fact:?}");
    let read = |place| town.app.document(&ctx, case, event.id, place).unwrap().content;
    let (pdf, data) = (read(0), String::from_utf8(read(1)).unwrap());
    holds_nothing_of_it(&pdf);
    let lower = data.to_lowercase();
    for word in NOWHERE.iter().chain(&["lindqvist"]) {
        assert!(!lower.contains(word), "{word} stands in {data}");
    }
    for text in text_of(&pdf).into_iter().chain([data]) {
        for words in TOLD {
            assert!(text.contains(words), "{words:?} is missing: {text}");
        }
        assert!(!text.contains("Lindqvist"), "{text}");
    }
    // The same file to whoever reaches all it tells of, and to nobody else, though they reach the case it lies in.
    let file = format!("/arenden/{case}/handlingar/{}/0", event.id);
    assert_eq!(town.kinds(|| assert_eq!(town.get("nadja", &file).status, 200)), [AuditKind::Export]);
    for who in ["sara", "jonas", "amina"] {
        assert_eq!(town.kinds(|| assert_eq!(town.get(who, &file).status, 404, "{who}")), [AuditKind::Denied]);
    }
    // It may say where somebody was: once they are protected nobody opens it.
    town.at("2026-11-24T09:00");
    let mark: Fields<'_> = &[("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")];
    assert_eq!(act(&town, "sara", "skydd.registrera", case, mark).status, 303);
    assert_eq!(town.get("nadja", &file).status, 404);
}
