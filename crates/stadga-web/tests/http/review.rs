//! What a head goes through and signs, what leaves the record, and what the individual is told.

use crate::town::{Fields, PER, SECRET, Town};
use stadga_core::{Fact, Id};
use stadga_store::AuditKind;

fn sign(town: &Town, who: &str, art: &str, month: &str) -> (u16, String) {
    let fields: Fields<'_> = &[("art", art), ("manad", month), ("anteckning", "Genomgången med gruppen.")];
    let answer = town.post(who, "/granskning/granskning.signera", fields);
    (answer.status.as_u16(), answer.text())
}

#[test]
fn ac17_every_change_of_rights_and_routines_stands_in_a_report_the_head_signs_each_month() {
    let town = Town::new();
    town.at("2026-10-20T09:00");
    let (sara, jonas) = (town.id("sara").to_string(), town.id("jonas").to_string());
    let away = [("anvandare", sara.as_str()), ("fran", "2026-10-21"), ("till", "2026-10-23"), ("vikarier", &jonas)];
    assert_eq!(town.post("nadja", "/franvaro/franvaro.registrera", &away).status, 303);
    let early = sign(&town, "nadja", "andringar", "2026-10-20");
    assert!(early.0 == 422 && early.1.contains("Månaden är inte slut än"), "{}", early.1);

    town.at("2026-11-03T09:00");
    let page = town.get("nadja", "/granskning?manad=2026-10-01").text();
    for words in [
        "Granskning, oktober 2026",
        "Signera senast 2026-11-13.",
        "Roll tilldelad: socialsekreterare, vuxenenheten",
        "Sara Lindqvist",
        "Rutin beslutad, med delegation och brevmottagare",
        "ekvalla, version 1",
        "vikarier: Jonas Hedlund",
    ] {
        assert!(page.contains(words), "{words:?} is missing in: {page}");
    }
    assert!(town.get("nadja", "/enhet").text().contains("granskningar att signera"));
    let day = town.get("nadja", "/min-dag").text();
    for words in ["Månadens granskning", "Vem som har läst, oktober 2026", "Granska och signera senast 2026-11-13."] {
        assert!(day.contains(words), "{words:?} is missing in: {day}");
    }
    assert!(!town.get("sara", "/min-dag").text().contains("Månadens granskning"));
    assert_eq!(sign(&town, "nadja", "andringar", "2026-10-01").0, 303);
    let again = sign(&town, "nadja", "andringar", "2026-10-31");
    assert!(again.0 == 422 && again.1.contains("redan signerad"), "{}", again.1);
    let page = town.get("nadja", "/granskning?manad=2026-10-01").text();
    assert!(page.contains("signerad av Nadja Blom 2026-11-03") && page.contains("Genomgången med gruppen."), "{page}");
    assert_eq!(sign(&town, "nadja", "logg", "2026-10-01").0, 303);
    assert!(!town.get("nadja", "/enhet").text().contains("granskningar att signera"));
    assert!(!town.get("nadja", "/min-dag").text().contains("Månadens granskning"));
    // It comes again with the next month, and each head signs for their own.
    town.at("2026-12-01T09:00");
    assert!(town.get("nadja", "/enhet").text().contains("granskningar att signera"));
    assert!(town.get("robert", "/enhet").text().contains("granskningar att signera"));
    for who in ["sara", "amina", "omar"] {
        assert_eq!(town.get(who, "/granskning").status, 404, "{who}");
        assert_eq!(sign(&town, who, "logg", "2026-11-01").0, 404, "{who}");
    }
}

#[test]
fn ac14_no_step_needs_a_printer_and_everything_that_leaves_is_written_down_with_its_kind() {
    let town = Town::new();
    let (case, _) = town.story("arende.avsluta");
    let left = |stored: &stadga_store::StoredAudit| matches!(stored.row.kind, AuditKind::Print | AuditKind::Export);
    let rows = town.app.store().audit_after(0, 1_000_000).unwrap();
    assert!(!rows.iter().any(left), "the whole story goes without anything printed or fetched");

    let decision = town.app.newest_decision(case).unwrap().unwrap();
    let events = town.app.store().load(&[case]).unwrap();
    let sent = events.iter().find(|event| matches!(event.fact, Fact::KommuniceringSkickad(_))).unwrap().id;
    let person = events.iter().find_map(|event| match &event.fact {
        Fact::ArendeOppnat(fact) => Some(fact.person),
        _ => None,
    });
    let fetched = [
        (format!("/beslut/{decision}/brev.pdf"), "brev.hamta"),
        (format!("/kommunicering/{sent}/brev.pdf"), "brev.hamta"),
        (format!("/arenden/{case}/handlingar/{sent}/0"), "handling.hamta"),
    ];
    for (path, what) in fetched {
        let rows = town.audited(|| assert_eq!(town.get("nadja", &path).status, 200, "{path}"));
        let told: Vec<(AuditKind, &str)> =
            rows.iter().map(|stored| (stored.row.kind, stored.row.what.as_str())).collect();
        assert_eq!(told, [(AuditKind::Export, what)], "{path}");
        assert!(rows.iter().all(|stored| !stored.row.subjects.is_empty()), "{path}");
    }
    // Who has read is looked at on a page; what leaves of it is handed out by an act.
    let page = format!("/personer/{}/logg", person.unwrap());
    assert_eq!(town.kinds(|| assert_eq!(town.get("nadja", &page).status, 200)), [AuditKind::View]);
}

#[test]
fn the_individual_is_told_who_has_read_what_and_nothing_of_anybody_else() {
    let town = Town::new();
    town.story("genomforandeplan.uppratta");
    // Another person in the same lists.
    let other: Fields<'_> =
        &[("namn", "Vera Ek"), ("kanal", "telefon"), ("galler", "Annat"), ("enhet", "vuxen"), ("handlaggare", "sara")];
    let opened = town.act("amina", "ansokan.registrera", None, other);
    let second: Id = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    let known = town.post("sara", "/sok", &[("q", PER)]);
    let at = known.body.find("/arenden/0").expect("a hit");
    let case: Id = known.body[at + "/arenden/".len()..].split('"').next().unwrap().parse().unwrap();
    let person = |case: Id| {
        town.app.store().load(&[case]).unwrap().iter().find_map(|event| match &event.fact {
            Fact::ArendeOppnat(fact) => Some(fact.person),
            _ => None,
        })
    };
    town.get("sara", &format!("/arenden/{case}"));
    town.get("sara", &format!("/arenden/{second}"));
    assert_eq!(town.get("jonas", &format!("/arenden/{case}")).status, 404);
    let path = format!("/personer/{}/logg", person(case).unwrap());
    let page = town.get("nadja", &path).text();
    for words in
        ["Ärendets sida · läst", "Sara Lindqvist", "Socialsekreterare, Vuxenenheten", "En sökning", "Omar Farah"]
    {
        assert!(page.contains(words), "{words:?} is missing in: {page}");
    }
    for never in ["Vera", SECRET, "Jonas"] {
        assert!(!page.contains(never), "{never:?} stands in: {page}");
    }
    for who in ["sara", "jonas", "amina", "robert", "omar"] {
        assert_eq!(town.kinds(|| assert_eq!(town.get(who, &path).status, 404, "{who}")), [AuditKind::Denied]);
    }
}
