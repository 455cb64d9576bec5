//! Registers: what is reported lies in nobody's file, and whoever reported gets to know that it was received.

use crate::town::{PER, Town};
use stadga_core::Fact;

/// What Omar reports.
const WHAT: &str = "Dörren till medicinskåpet går inte att låsa.";

fn number(town: &Town, of: stadga_core::Id) -> String {
    town.app.store().case_number(of).unwrap().unwrap().to_string()
}

// proves: T-036
#[test]
fn a_report_of_misconduct_reaches_whoever_investigates_at_once_and_nobody_else() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    for who in ["amina", "sara", "nadja", "robert", "omar"] {
        let page = town.get(who, "/register").text();
        assert!(page.contains("Rapportera ett missförhållande"), "{who}: {page}");
    }
    let address = "/register/ny/steg.lex-sarah.rapportera";
    let sent = town.post("omar", address, &[("slag", "risk"), ("vad", WHAT)]);
    let matter = town.matter();
    let number = number(&town, matter);
    assert_eq!(sent.header("location"), format!("/register?klart=steg.lex-sarah.rapportera&arende={matter}"));
    let receipt = town.get("omar", sent.header("location")).text();
    for words in ["Mottaget.", number.as_str(), "Pågår"] {
        assert!(receipt.contains(words), "{words:?} is missing in: {receipt}");
    }
    assert!(!receipt.contains(WHAT), "{receipt}");
    // The same minute, on the list of the one who answers for it.
    let day = town.get("nadja", "/min-dag").text();
    for words in ["Utred missförhållandet", "Lex Sarah", number.as_str()] {
        assert!(day.contains(words), "{words:?} is missing in: {day}");
    }
    let page = town.get("nadja", &format!("/register/{matter}")).text();
    assert!(page.contains(WHAT) && page.contains("Utse utredare"), "{page}");
    // Neither the reporter, nor the reporter's own head, nor a colleague reads it; to them it does not exist.
    let nowhere = town.get("omar", "/register/zzzzzzzzzzzzzzzz").body;
    for who in ["omar", "robert", "sara", "amina"] {
        let asked = town.get(who, &format!("/register/{matter}"));
        assert_eq!((asked.status.as_u16(), asked.body == nowhere), (404, true), "{who}");
        let written = town.post(who, &format!("/register/{matter}/steg.lex-sarah.anteckna"), &[("text", "x")]);
        assert_eq!(written.status, 404, "{who}");
        assert_eq!(town.get(who, &format!("/api/v1/register/{matter}")).status, 404, "{who}");
        let found = town.post(who, "/sok", &[("q", &number)]).text();
        assert!(found.contains("Ingen träff"), "{who}: {found}");
    }
    let found = town.post("nadja", "/sok", &[("q", &number)]);
    assert!(found.body.contains(&format!("/register/{matter}")), "{}", found.body);
    // It is no case of anybody's, and in no case of anybody's.
    for path in ["/arenden", "/enhet", &format!("/arenden/{case}")] {
        let page = town.get("nadja", path).text();
        assert!(!page.contains(WHAT) && !page.contains("Rapport om missförhållande"), "{path}: {page}");
    }
    let found = town.post("nadja", "/sok", &[("q", PER)]);
    assert!(!found.body.contains(&matter.to_string()), "{}", found.body);
    for path in [format!("/arenden/{matter}"), format!("/arenden/{matter}/anteckning.skriv")] {
        assert_eq!(town.get("nadja", &path).status, 404, "{path}");
    }
    assert_eq!(town.get("nadja", &format!("/register/{case}")).status, 404);
}

// proves: T-038
#[test]
fn what_is_serious_goes_to_ivo_with_the_report_and_the_investigation() {
    let town = Town::new();
    let matter = town.matter();
    let path = |act: &str| format!("/register/{matter}/{act}");
    let done = |who: &str, act: &str, fields: &[(&str, &str)]| {
        let answer = town.act(who, act, Some(matter), fields);
        assert_eq!(answer.status, 303, "{act}: {}", answer.text());
        assert_eq!(answer.header("location"), format!("/register/{matter}?klart={act}"));
    };
    done("nadja", "verksamhetsarende.fordela", &[("handlaggare", "jonas")]);
    assert!(town.get("jonas", "/min-dag").text().contains("Utred missförhållandet"));
    assert_eq!(town.get("sara", &format!("/register/{matter}")).status, 404);
    let investigation = [
        ("handelse", "Låset var trasigt sedan oktober."),
        ("foljder", "Ingen kom åt läkemedel."),
        ("orsaker", "Ingen anmälde felet."),
        ("framat", "Låset kontrolleras varje vecka."),
    ];
    done("jonas", "steg.lex-sarah.utred", &investigation);
    done("jonas", "steg.lex-sarah.bedom", &[("bedomning", "allvarlig_risk"), ("skal", "Läkemedlen är starka.")]);
    let letter = town.get("jonas", &path("steg.lex-sarah.anmal-ivo")).text();
    for words in ["Inspektionen för vård och omsorg", WHAT, "Låset var trasigt sedan oktober.", "Läkemedlen är starka."]
    {
        assert!(letter.contains(words), "{words:?} is missing in: {letter}");
    }
    done("jonas", "steg.lex-sarah.anmal-ivo", &[("sammanfattning", "Skåpet gick inte att låsa.")]);
    let events = town.app.store().load(&[matter]).unwrap();
    let sent = events.last().unwrap();
    let Fact::StegUtfort(step) = &sent.fact else { panic!("no step") };
    assert_eq!(step.filer.len(), 1);
    let file = format!("/register/{matter}/handlingar/{}/0", sent.id);
    assert_eq!(town.get("jonas", &file).header("content-type"), "application/pdf");
    assert_eq!(town.get("omar", &file).status, 404);
    assert!(town.get("jonas", &format!("/register/{matter}")).body.contains(&file));
    done("jonas", "verksamhetsarende.avsluta", &[("slutsats", "Låset är bytt.")]);
    let own = town.get("omar", "/register").text();
    assert!(own.contains("Avslutat 2026-10-05") && !own.contains("Låset är bytt"), "{own}");
    let closed = town.get("nadja", &format!("/register/{matter}")).text();
    assert!(closed.contains("bevaras till 2031-10-05"), "{closed}");
    let figures = town.get("nadja", "/register/statistik.csv").body;
    for row in ["Lex Sarah;2026;Mottagna;1", "Lex Sarah;2026;Avslutade;1", "Lex Sarah;2026;Anmält till IVO;1"] {
        assert!(figures.contains(row), "{row:?} is missing in: {figures}");
    }
    assert!(!town.get("omar", "/register/statistik.csv").body.contains("2026"), "a reporter counts nothing");
    // The same for a program.
    let read: serde_json::Value =
        serde_json::from_str(&town.get("nadja", &format!("/api/v1/register/{matter}")).body).unwrap();
    assert_eq!((&read["register"], &read["avslutat"]), (&"Lex Sarah".into(), &"2026-10-05".into()));
    let listed: serde_json::Value = serde_json::from_str(&town.get("omar", "/api/v1/register").body).unwrap();
    let mut registers = listed["register"].as_array().unwrap().iter();
    let lex_sarah = registers.find(|one| one["oppnas_med"] == "steg.lex-sarah.rapportera").unwrap();
    assert_eq!(
        (&listed["egna"][0]["avslutat"], lex_sarah["arenden"].as_array().unwrap().len()),
        (&"2026-10-05".into(), 0)
    );
}
