//! The emergency binder: court clocks first, what it says of whom, its copies, and who gets at it.

use crate::town::{Fields, Town};
use stadga_core::Id;
use stadga_store::AuditKind;
use std::io::Write;
use std::process::{Command, Stdio};

/// What a PDF says, as others read it.
fn said(bytes: &[u8]) -> String {
    let arguments = ["-raw", "-enc", "UTF-8", "-", "-"];
    let mut reader = Command::new("pdftotext");
    reader.args(arguments).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut reader = reader.spawn().expect("pdftotext is installed with the tests");
    reader.stdin.take().unwrap().write_all(bytes).unwrap();
    let text = String::from_utf8(reader.wait_with_output().unwrap().stdout).unwrap();
    text.replace('\u{a0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn made(town: &Town, who: &str, fields: Fields<'_>) -> String {
    let answer = town.post(who, "/enhet/nodparm/nodparm.framstall", fields);
    assert_eq!(answer.status, 303, "{}", answer.text());
    answer.location().to_owned()
}

fn binder(town: &Town, who: &str, number: u32) -> String {
    let unit = match who {
        "robert" => "oppenvarden",
        _ => "vuxen",
    };
    let made = town.app.make_binder(town.id(unit), false).unwrap();
    assert_eq!(made.number, number);
    assert!(made.file.starts_with("nodparm-") && !made.file.contains("holm"), "{}", made.file);
    said(&made.bytes)
}

/// Somebody is in treatment, and somebody else in custody since Friday afternoon.
fn friday() -> (Town, Id) {
    let town = Town::new();
    town.story("uppdrag.ta_emot");
    town.at("2026-11-27T09:10");
    let report: Fields<'_> = &[
        ("namn", "Eva Lind"),
        ("slag", "lvm"),
        ("kanal", "telefon"),
        ("innehall", "Hittad medvetslös två gånger."),
        ("anmalare", "Polisen i Ekvalla"),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    let answer = town.act("amina", "anmalan.registrera", None, report);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let case: Id = answer.location().split('/').nth(2).unwrap().split('?').next().unwrap().parse().unwrap();
    let done = |use_case: &str, fields: Fields<'_>| {
        let answer = town.act("sara", use_case, Some(case), fields);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
    };
    done("kontaktvag.ange", &[("telefon", "070-123 45 67")]);
    done("lvm.inled", &[("skal", "Polisens anmälan.")]);
    town.at("2026-11-27T15:35");
    let custody: Fields<'_> = &[
        ("beslutat_av", "ordforande"),
        ("beslutsfattare", "Lars Wik"),
        ("varfor_inte_vanta", "Utskottet möts på tisdag."),
        ("nasta_sammantrade", "2026-12-01"),
        ("sannolikt", "Dricker dagligen."),
        ("fara", "halsa"),
        ("faran", "Leverprov visar livsfara."),
    ];
    done("omhandertagande.besluta", custody);
    town.at("2026-11-27T15:40");
    (town, case)
}

/// Where some words stand in a text, each after the one before.
fn in_order(text: &str, words: &[&str]) {
    let mut at = 0;
    for word in words {
        let found = text[at..].find(word).unwrap_or_else(|| panic!("{word:?} does not come next in: {text}"));
        at += found;
    }
}

#[test]
fn ac11_the_binder_begins_with_the_courts_clocks_and_says_who_what_and_whom_to_call() {
    let (town, case) = friday();
    let text = binder(&town, "nadja", 1);
    in_order(
        &text,
        &[
            "Ekvalla kommun",
            "Exemplar 1",
            "Nödpärm",
            "Tvångsvård: frister hos domstolen och i lagen",
            "lördag 2026-11-28 kl. 24.00, 32 timmar kvar",
            "Personer",
            "SN 2026-00001 Per Holm",
            "SN 2026-00002 Eva Lind",
            "070-123 45 67",
            "Beslut som gäller",
            "SN 2026-00001",
            "2027-03-31",
            "Att göra till och med fredag 2026-12-11",
            "Kontakter",
            "Nämndens ordförande, Lars Wik",
            "010-123 45 90",
            "Nadja Blom",
        ],
    );
    for page in 1..=2 {
        let foot = format!("Vuxenenheten · Exemplar 1 · fredag 2026-11-27 kl. 15.40 Sida {page} av 2");
        assert!(text.contains(&foot), "{foot:?} is missing in: {text}");
    }
    let first = text.find("Underställ domstolen omhändertagandet").expect("the custody's clock");
    assert!(first < text.find("Personer").unwrap(), "{text}");
    // What is written of somebody is on no paper.
    assert!(!text.contains("medvetslös") && !text.contains("Leverprov") && !text.contains("19950101"), "{text}");

    // A provider's unit has its assignments and nothing of the case.
    let theirs = binder(&town, "robert", 1);
    in_order(&theirs, &["Personer", "SN 2026-00001 Per Holm", "Omar Farah", "Uppdrag som gäller", "Kontakter"]);
    for word in ["Eva Lind", "SN 2026-00002", "Underställ", "Tvångsvård: frister hos domstolen och i lagen", "Lars Wik"]
    {
        assert!(!theirs.contains(word), "{word:?} in: {theirs}");
    }

    // Of somebody who is protected the paper has the case number alone.
    let mark: Fields<'_> = &[("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")];
    assert_eq!(town.act("sara", "skydd.registrera", Some(case), mark).status, 303);
    let text = binder(&town, "nadja", 2);
    assert!(text.contains("SN 2026-00002") && text.contains("32 timmar kvar"), "{text}");
    assert!(!text.contains("Eva Lind") && !text.contains("070-123 45 67"), "{text}");
}

#[test]
fn ac11_copies_are_numbered_signed_out_and_destroyed_and_only_the_head_gets_them() {
    let (town, case) = friday();
    assert!(!town.get("nadja", "/enhet").text().contains("nödpärmen att förstöra"));
    let half = town.post("nadja", "/enhet/nodparm/nodparm.framstall", &[("till", "Jouren")]);
    assert!(half.status == 422 && half.text().contains("var exemplaret förvaras"), "{}", half.text());
    assert_eq!(made(&town, "nadja", &[]), "/enhet/nodparm?klart=nodparm.framstall");
    made(&town, "nadja", &[("till", "Jouren"), ("plats", "låst skåp")]);
    let page = town.get("nadja", "/enhet/nodparm").text();
    for words in ["Förstör exemplar 1", "Jouren, låst skåp, sedan 2026-11-27", "Hämta exemplar 2 (PDF)"] {
        assert!(page.contains(words), "{words:?} is missing in: {page}");
    }
    assert!(town.get("nadja", "/enhet").text().contains("exemplar av nödpärmen att förstöra"));

    let rows = town.audited(|| {
        let file = town.get("nadja", "/enhet/nodparm/2/nodparm.pdf");
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/pdf"));
        assert!(file.body.starts_with("%PDF-"));
    });
    let export = rows.iter().find(|row| row.row.kind == AuditKind::Export).expect("it is written down as exported");
    assert!(export.row.subjects.contains(&case), "{export:?}");

    let gone = town.post("nadja", "/enhet/nodparm/nodparm.forstor", &[("exemplar", "1")]);
    assert_eq!(gone.status, 303, "{}", gone.text());
    let again = town.post("nadja", "/enhet/nodparm/nodparm.forstor", &[("exemplar", "1")]);
    assert!(again.status == 422 && again.text().contains("redan antecknat som förstört"), "{}", again.text());
    assert!(!town.get("nadja", "/enhet").text().contains("nödpärmen att förstöra"));
    assert_eq!(town.get("nadja", "/enhet/nodparm/1/nodparm.pdf").status, 404, "a copy that is destroyed");
    let there = town.post("nadja", "/enhet/nodparm/nodparm.lamna_ut", &[("till", "Jouren"), ("plats", "bilen")]);
    assert_eq!(there.status, 303);
    assert!(town.get("nadja", "/enhet/nodparm").text().contains("Jouren, bilen"));

    // Each unit has its own copies, and nobody but its head gets at them.
    assert!(town.get("robert", "/enhet/nodparm").text().contains("Inget exemplar är gjort än"));
    for who in ["sara", "omar", "amina"] {
        for path in ["/enhet/nodparm", "/enhet/nodparm/2/nodparm.pdf", "/api/v1/enhet/nodparm/2/nodparm"] {
            assert_eq!(town.get(who, path).status, 404, "{who} {path}");
        }
        assert_eq!(town.post(who, "/enhet/nodparm/nodparm.framstall", &[]).status, 404, "{who}");
    }
    for path in ["/enhet/nodparm/2/nodparm.pdf", "/enhet/nodparm/9/nodparm.pdf", "/enhet/nodparm/x/nodparm.pdf"] {
        assert_eq!(town.get("robert", path).status, 404, "{path}");
    }
    // The next day it is another paper.
    town.at("2026-11-28T09:00");
    assert_eq!(town.get("nadja", "/enhet/nodparm/2/nodparm.pdf").status, 404);
}

#[test]
fn ac10_a_night_without_a_binder_stands_on_the_heads_page() {
    let (town, _) = friday();
    let night = |at: &str| {
        town.at(at);
        town.app.make_binder(town.id("vuxen"), true).unwrap()
    };
    assert!(town.get("nadja", "/enhet/nodparm").text().contains("Den som sköter driften kan slå på det"));
    let first = night("2026-11-28T02:00");
    assert!(town.get("nadja", "/enhet/nodparm").text().contains("Varje natt görs ett exemplar"));
    let second = night("2026-11-29T02:00");
    assert_eq!(second.replaced, [(first.number, first.file)]);
    town.app.binders_destroyed(town.id("vuxen"), &[first.number]).unwrap();
    town.at("2026-11-30T04:59");
    assert!(!town.get("nadja", "/enhet").text().contains("Nattens nödpärm saknas"));
    town.at("2026-11-30T05:00");
    assert!(town.get("nadja", "/enhet").text().contains("Nattens nödpärm saknas"));
    let page = town.get("nadja", "/enhet/nodparm").text();
    assert!(page.contains("Den senaste gjordes natten till 2026-11-29"), "{page}");
    // One that somebody has signed for is the head's to destroy, and no night's.
    let signed: Fields<'_> = &[("exemplar", "2"), ("till", "Jouren"), ("plats", "låst skåp")];
    assert_eq!(town.post("nadja", "/enhet/nodparm/nodparm.lamna_ut", signed).status, 303);
    assert_eq!(night("2026-12-01T02:00").replaced, []);
    assert!(town.get("nadja", "/enhet/nodparm").text().contains("Förstör exemplar 2"));
}
