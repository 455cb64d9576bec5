//! Who is kept out of a record, who opens one without a part in it, and how long a closed case is reached.

use crate::town::{Fields, NUMBER, PER, Town};
use stadga_core::Id;
use stadga_store::AuditKind;

fn done(town: &Town, who: &str, use_case: &str, subject: Option<Id>, fields: Fields<'_>) {
    let answer = town.act(who, use_case, subject, fields);
    assert_eq!(answer.status, 303, "{who} {use_case}: {}", answer.text());
}

/// Whether somebody meets the person anywhere: the case, the lists, a search by name, number or case number.
fn meets(town: &Town, who: &str, case: Id) -> Vec<String> {
    let mut met = Vec::new();
    for path in [format!("/arenden/{case}"), format!("/arenden/{case}/handlingar"), format!("/mottagning/{case}")] {
        let status = town.get(who, &path).status;
        if status != 404 {
            met.push(format!("{path} {status}"));
        }
    }
    for path in ["/arenden", "/min-dag", "/mottagning", "/kalender", "/beslut/att-fatta", "/api/v1/handelser"] {
        let body = town.get(who, path).body;
        if body.contains(PER) || body.contains(&case.to_string()) {
            met.push(path.to_owned());
        }
    }
    for question in [PER, NUMBER, "2026-1"] {
        let page = town.post(who, "/sok", &[("q", question)]);
        if page.body.contains(&case.to_string()) || page.text().contains("har ett ärende hos andra") {
            met.push(format!("sok {question}"));
        }
    }
    met
}

fn open(town: &Town, who: &str, reason: &str) -> (u16, String) {
    let answer = town.post(who, "/granskning/nodoppning.gor", &[("nummer", NUMBER), ("skal", reason)]);
    (answer.status.as_u16(), answer.text())
}

#[test]
fn whoever_is_barred_meets_the_person_nowhere_whatever_they_are_given() {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    // The head names the wrong one first: jonas reaches the case by name.
    let jonas = town.id("jonas").to_string();
    let change = [("handlaggare", jonas.as_str()), ("overlamning", "Ta över.")];
    done(&town, "nadja", "handlaggare.byt", Some(case), &change);
    assert_ne!(meets(&town, "jonas", case), [""; 0]);
    let bar: Fields<'_> = &[("anvandare", "jonas"), ("grund", "narstaende")];
    let early = town.act("nadja", "sparr.registrera", Some(case), bar);
    assert!(early.status == 422 && early.text().contains("Byt handläggare först"), "{}", early.text());
    let sara = town.id("sara").to_string();
    done(&town, "nadja", "handlaggare.byt", Some(case), &[("handlaggare", &sara), ("overlamning", "Tillbaka.")]);
    done(&town, "nadja", "sparr.registrera", Some(case), bar);

    assert_eq!(meets(&town, "jonas", case), [""; 0], "the same day, by name");
    assert_ne!(meets(&town, "sara", case), [""; 0]);
    let again = town.act("nadja", "handlaggare.byt", Some(case), &change);
    assert!(again.status == 422 && again.text().contains("spärrad från personen"), "{}", again.text());
    // Standing in for the one who handles it gives what is lent, and not this.
    let away = [("anvandare", sara.as_str()), ("fran", "2026-10-20"), ("till", "2026-10-30"), ("vikarier", &jonas)];
    assert_eq!(town.post("nadja", "/franvaro/franvaro.registrera", &away).status, 303);
    assert_eq!(meets(&town, "jonas", case), [""; 0], "as a stand-in");
    // Opening it in an emergency answers as if nobody had the number.
    let (status, text) = open(&town, "jonas", "Jag vill se.");
    assert!(status == 422 && text.contains("Ingen person med det numret har ett ärende här"), "{text}");
    // What comes in later keeps them out from the beginning.
    let more: Fields<'_> = &[
        ("namn", PER),
        ("nummer", NUMBER),
        ("kanal", "telefon"),
        ("galler", "Boende"),
        ("enhet", "vuxen"),
        ("handlaggare", "jonas"),
    ];
    let refused = town.act("amina", "ansokan.registrera", None, more);
    assert!(refused.status == 422 && refused.text().contains("spärrad från personen"), "{}", refused.text());
    let more: Vec<(&str, &str)> = more.iter().copied().filter(|(name, _)| *name != "handlaggare").collect();
    let opened = town.act("amina", "ansokan.registrera", None, &more);
    let second: Id = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    assert_eq!(meets(&town, "jonas", second), [""; 0], "a new case");

    done(&town, "nadja", "sparr.hav", Some(case), &[("anvandare", "jonas"), ("skal", "Det var en annan Jonas.")]);
    assert_ne!(meets(&town, "jonas", case), [""; 0]);
}

#[test]
fn ac15_what_is_opened_without_a_part_in_it_asks_why_never_waits_and_stands_on_the_heads_list() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let page = format!("/arenden/{case}");
    assert_eq!(town.get("jonas", &page).status, 404);
    let found = town.post("jonas", "/sok", &[("q", NUMBER)]);
    assert!(found.text().contains("Personen har ett ärende hos andra."), "{}", found.text());
    assert!(!found.body.contains(&case.to_string()) && !found.text().contains("Vuxenenheten · "), "{}", found.text());
    assert!(!town.post("jonas", "/sok", &[("q", PER)]).text().contains("hos andra"), "a name opens nothing");
    for who in ["omar", "maria"] {
        assert!(!town.post(who, "/sok", &[("q", NUMBER)]).text().contains("hos andra"), "{who}");
        assert_eq!(open(&town, who, "Fara").0, 404, "{who}");
    }
    let (status, text) = open(&town, "jonas", "");
    assert!(status == 422 && text.contains("Varför du behöver öppna ärendet"), "{text}");

    assert_eq!(open(&town, "jonas", "Per ringer och är i fara.").0, 303);
    let rows = town.audited(|| {
        let read = town.get("jonas", &page);
        assert!(read.status == 200 && read.text().contains("Du har öppnat ärendet utan att ha del i det."));
        assert!(!read.body.contains("anteckning.skriv") && !read.body.contains("beslut.fatta"), "{}", read.text());
    });
    assert_eq!(rows.iter().map(|stored| stored.row.ground.as_str()).collect::<Vec<_>>(), ["nodoppning"]);
    for act in ["anteckning.skriv", "utredning.sammanstall", "beslut.fatta", "nodoppning.granska"] {
        assert_eq!(town.get("jonas", &format!("{page}/{act}")).status, 404, "{act}");
        assert_eq!(town.post("jonas", &format!("{page}/{act}"), &[("text", "x")]).status, 404, "{act}");
    }
    assert_eq!(town.get("jonas", &format!("/uppdrag/{}", assignment.unwrap())).status, 404);
    for link in town.get("jonas", &page).body.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next()) {
        if link.starts_with("/arenden") || link.starts_with("/beslut") || link.starts_with("/personer") {
            assert_eq!(town.get("jonas", link).status, 200, "{link}");
        }
    }

    let day = town.get("nadja", "/min-dag").text();
    assert!(day.contains("Bedöm varför ärendet öppnades utan uppdrag"), "{day}");
    let told = town.get("nadja", &page).text();
    assert!(told.contains("Per ringer och är i fara."), "{told}");
    done(&town, "nadja", "nodoppning.granska", Some(case), &[("bedomning", "befogad")]);
    assert!(!town.get("nadja", "/min-dag").text().contains("Bedöm varför ärendet öppnades"));

    assert!(told.contains("Kan läsas till 2026-12-21 kl. 13.00."), "{told}");
    // Four hours by the municipality's pack, to the minute, for the record and for every list.
    let lists = |town: &Town| {
        let listed = town.get("jonas", "/arenden").body.contains(&case.to_string());
        (
            town.get("jonas", &page).status.as_u16(),
            listed,
            town.post("jonas", "/sok", &[("q", PER)]).body.contains(&case.to_string()),
        )
    };
    town.at("2026-12-21T12:59");
    assert!(town.get("jonas", &page).text().contains("Det går att läsa till kl. 13.00."));
    assert_eq!(lists(&town), (200, true, true));
    town.at("2026-12-21T13:00");
    assert_eq!(lists(&town), (404, false, false), "the hours are out");
}

#[test]
fn a_head_never_judges_an_opening_of_their_own() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let (case, _) = town.story("ansokan.registrera");
    assert_eq!(open(&town, "nadja", "Jag prövar.").0, 303);
    let own = town.act("nadja", "nodoppning.granska", Some(case), &[("bedomning", "befogad")]);
    assert!(own.status == 422 && own.text().contains("Du kan inte granska din egen öppning"), "{}", own.text());
}

#[test]
fn a_protected_person_is_not_opened_by_their_number() {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    let mark: Fields<'_> = &[("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")];
    done(&town, "sara", "skydd.registrera", Some(case), mark);
    let found = town.post("jonas", "/sok", &[("q", NUMBER)]).text();
    assert!(found.contains("Kontakta mottagningens chef.") && !found.contains("hos andra"), "{found}");
    let (status, text) = open(&town, "jonas", "Fara");
    assert!(status == 422 && text.contains("Kontakta mottagningens chef"), "{text}");
    assert_eq!(town.get("jonas", &format!("/arenden/{case}")).status, 404);
}

#[test]
fn ac16_a_closed_case_is_shut_to_whoever_handled_it_when_the_packs_time_is_out() {
    let town = Town::new();
    // Closed on 2027-04-06; three months by the municipality's pack.
    let (case, _) = town.story("arende.avsluta");
    let page = format!("/arenden/{case}");
    town.at("2027-07-06T09:00");
    assert_eq!(town.get("sara", &page).status, 200, "the last day");
    town.at("2027-07-07T09:00");
    let kinds = town.kinds(|| assert_eq!(town.get("sara", &page).status, 404));
    assert_eq!(kinds, [AuditKind::Denied]);
    assert!(!town.get("sara", "/arenden").text().contains(PER));
    assert!(!town.post("sara", "/sok", &[("q", PER)]).body.contains(&case.to_string()));
    assert_eq!(town.get("nadja", &page).status, 200, "the head answers for what is closed");
    // With a reason it is opened, for that day.
    assert_eq!(open(&town, "sara", "Per söker igen och jag behöver läsa beslutet.").0, 303);
    assert_eq!(town.get("sara", &page).status, 200);
    town.at("2027-07-08T09:00");
    assert_eq!(town.get("sara", &page).status, 404);
    // Or it comes in again: the new case is hers, the old one stays shut.
    let again: Fields<'_> = &[
        ("namn", PER),
        ("nummer", NUMBER),
        ("kanal", "telefon"),
        ("galler", "Hjälp igen"),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    let opened = town.act("amina", "ansokan.registrera", None, again);
    let second: Id = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    assert_eq!(town.get("sara", &format!("/arenden/{second}")).status, 200);
}
