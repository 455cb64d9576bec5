//! The feed: everything that has happened in what one reaches, in order, and nothing else.

use crate::call::{get, id, path, post, step};
use crate::town::{PER, SECRET, STORY, Town};
use serde_json::{Value, json};
use stadga_app::scenario::USERS;
use stadga_core::Id;
use stadga_core::access::Reach;
use stadga_store::AuditKind;
use std::collections::BTreeSet;

/// A municipality where the story has been lived, and another case that Sara has nothing to do with.
fn lived() -> (Town, Id) {
    let town = Town::new();
    let case = id(&step(&town, 0, None), "arende");
    let other = json!({ "namn": "Eva Ek", "kanal": "telefon", "galler": "Stöd", "enhet": town.id("vuxen") });
    assert_eq!(post(&town, "amina", "/ansokan.registrera", &other).0, 201);
    for at in 1..STORY.len() - 2 {
        step(&town, at, Some(case));
    }
    (town, case)
}

/// The whole feed in pieces of a size.
fn all(town: &Town, who: &str, size: usize) -> Vec<Value> {
    let mut rows = Vec::new();
    let mut after = 0;
    loop {
        let (status, page) = get(town, who, &format!("/handelser?after={after}&limit={size}"));
        assert_eq!(status, 200, "{page:#}");
        rows.extend(page["handelser"].as_array().unwrap().iter().cloned());
        after = page["nasta"].as_u64().unwrap();
        if page["fler"] == false {
            return rows;
        }
    }
}

#[test]
fn nobody_sees_an_event_in_a_stream_they_do_not_reach() {
    let (town, _) = lived();
    let log = town.app.store().events_after(0, 1_000_000).unwrap();
    for user in USERS {
        let Ok(ctx) = town.app.ctx(town.id(user.key)) else { continue };
        let reach = Reach::of(&ctx);
        let reached = |row: &&stadga_store::FeedRow| town.app.store().visible(&reach, row.subject).unwrap();
        // Reception follows what nobody handles yet; the test below says what of it.
        if user.key == "amina" {
            continue;
        }
        let expected: BTreeSet<u64> = log.iter().filter(reached).map(|row| row.position).collect();
        let shown: BTreeSet<u64> =
            all(&town, user.key, 7).iter().map(|row| row["position"].as_u64().unwrap()).collect();
        assert_eq!(shown, expected, "{}", user.key);
        assert!(shown.len() < log.len(), "{} sees the persons and the organisation", user.key);
    }
    assert!(!all(&town, "sara", 500).is_empty() && !all(&town, "omar", 500).is_empty());
    let at_desk = all(&town, "amina", 500);
    let names: BTreeSet<&str> = at_desk.iter().filter_map(|row| row["namn"].as_str()).collect();
    let cases: BTreeSet<&str> = at_desk.iter().filter_map(|row| row["strom"].as_str()).collect();
    assert_eq!(cases.len(), 1, "reception follows only what nobody handles yet");
    let intake = ["ansokan.inkommen", "arende.oppnat", "skyddsfragor.stallda", "utredning.inledd"];
    assert_eq!(names, BTreeSet::from(intake));
}

#[test]
fn the_feed_says_that_something_happened_and_not_what() {
    let (town, _) = lived();
    let rows = all(&town, "sara", 100);
    let text = serde_json::to_string(&rows).unwrap();
    assert!(!text.contains(SECRET) && !text.contains(PER), "{text}");
    let names: Vec<String> =
        rows.iter().map(|row| format!("{} {} {}", row["datum"], row["slag"], row["namn"])).collect();
    insta::assert_snapshot!(names.join("\n").replace('"', ""), @r#"
    2026-10-05 arende arende.oppnat
    2026-10-05 arende ansokan.inkommen
    2026-10-05 arende skyddsfragor.stallda
    2026-10-05 arende utredning.inledd
    2026-10-05 arende handlaggare.utsedd
    2026-10-20 arende bedomningsinstrument.anvant
    2026-11-10 arende utredning.sammanstalld
    2026-11-11 arende kommunicering.skickad
    2026-11-11 arende utskick.koat
    2026-11-25 arende beslut.fattat
    2026-11-25 arende beslut.underrattat
    2026-11-26 arende bestallning.skickad
    2026-11-26 uppdrag uppdrag.bestallt
    2026-11-27 uppdrag uppdrag.mottaget
    2026-11-27 uppdrag behandlare.utsedd
    2026-12-07 uppdrag mote.hallet
    2026-12-07 uppdrag insats.paborjad
    2026-12-21 uppdrag genomforandeplan.upprattad
    2027-03-24 uppdrag uppfoljning.gjord
    2027-03-24 uppdrag avslutningssamtal.hallet
    "#);
    assert_eq!(all(&town, "sara", 1), rows, "pieces of any size make the same whole");
}

#[test]
fn a_note_that_the_caseworker_need_not_know_of_is_hidden_as_in_the_record() {
    let (town, case) = lived();
    let assignment = town.app.newest_assignment(case).unwrap();
    let at = path("genomforandeanteckning.skriv", assignment);
    for tell in [false, true] {
        let note = json!({ "text": "Samtal.", "handlaggaren_behover_veta": tell });
        assert_eq!(post(&town, "omar", &at, &note).0, 200);
    }
    let notes =
        |who: &str| all(&town, who, 100).iter().filter(|row| row["namn"] == "genomforandeanteckning.skriven").count();
    assert_eq!((notes("omar"), notes("robert"), notes("sara")), (2, 2, 1));
}

#[test]
fn the_feed_is_written_down_with_the_streams_it_showed() {
    let (town, case) = lived();
    let rows = town.audited(|| {
        get(&town, "sara", "/handelser?limit=1");
    });
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.row.what.as_str(), row.row.kind), ("handelser.lista", AuditKind::View));
    assert_eq!(row.row.subjects, [case]);
}

#[test]
fn a_place_or_a_number_that_is_none_is_refused() {
    let town = Town::new();
    for query in ["after=x", "after=-1", "after=18446744073709551615", "limit=0", "limit=501"] {
        let (status, problem) = get(&town, "sara", &format!("/handelser?{query}"));
        assert_eq!((status, problem["type"].as_str()), (400, Some("/api/v1/fel/fel-i-begaran")), "{query}");
    }
    let (_, page) = get(&town, "sara", "/handelser?after=999999");
    assert_eq!(page, json!({ "handelser": [], "nasta": 999_999, "fler": false }));
}
