//! What the database file must withstand: tampering, reading, a clock that goes back, a wrong key.

use super::*;
use crate::{Problem, StoreError};
use std::fs;

#[test]
fn events_and_audit_rows_cannot_be_changed() {
    let world = World::new();
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    for text in ["UPDATE event SET name = 'x'", "DELETE FROM event", "DELETE FROM event WHERE position = 1"] {
        let error = world.sql(text).unwrap_err();
        assert!(error.to_string().contains("loggen ändras aldrig"), "{error}");
    }
    let audit = "INSERT INTO audit (recorded_at, user_id, what, kind, subjects, ground, detail)
        VALUES ('', '', '', '', '', '', '');";
    for text in ["UPDATE audit SET what = 'x'", "DELETE FROM audit"] {
        let error = world.sql(&format!("{audit} {text}")).unwrap_err();
        assert!(error.to_string().contains("åtkomstloggen ändras aldrig"), "{error}");
    }
}

/// Alters a database past its triggers and tells what the walk finds.
fn found(alter: &str) -> Vec<String> {
    let world = World::new();
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(opening(2, "Siv Ek")).unwrap();
    for n in 1..=3 {
        store.append(append(10 + n, vec![note(1, n, "ett")])).unwrap();
    }
    assert_eq!(store.verify().unwrap().findings, []);
    world.sql(&format!("DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete; {alter}")).unwrap();
    let report = store.verify().unwrap();
    let places =
        report.findings.iter().map(|found| format!("{:?}@{:?}/{:?}", found.problem, found.position, found.seq));
    places.map(|place| place.replace("Some(", "").replace(')', "")).collect()
}

#[test]
fn one_altered_byte_is_found_and_named() {
    let sixth = |set: &str| found(&format!("UPDATE event SET {set} WHERE position = 6"));
    for set in [
        "payload = CAST(substr(payload, 1, 40) || x'00' || substr(payload, 42) AS BLOB)",
        "occurred_on = '2026-11-21'",
        "occurred_at = '00:00:00'",
        "recorded_at = '2026-11-22T08:00:00.000001Z'",
        "actor = 'annan'",
        "role = 'enhetschef'",
        "unit = 'x'",
        "on_behalf_of = ''",
        "corrects = 'x'",
        "packs = 'lag:2'",
        "schema_no = 2",
        "name = 'steg.utfort'",
        "kind = 'uppdrag'",
        "event_id = 'x'",
        "command_id = 'x'",
        "hash = zeroblob(32)",
    ] {
        assert_eq!(sixth(set), ["Altered@6/3"], "{set}");
    }
    assert_eq!(found("UPDATE event SET hash = zeroblob(32) WHERE position = 7"), ["Altered@7/4"]);
    assert_eq!(found("UPDATE event SET hash = zeroblob(32) WHERE position = 2"), ["Altered@2/1"]);
}

#[test]
fn what_is_gone_or_moved_is_found() {
    assert_eq!(found("DELETE FROM event WHERE position = 7"), ["Missing@6/3"]);
    assert_eq!(found("DELETE FROM event WHERE position = 6"), ["Missing@7/4"]);
    assert_eq!(found("UPDATE event SET position = 99 WHERE position = 5"), ["Moved@6/3"]);
    let head = "UPDATE stream SET last_hash = zeroblob(32) WHERE last_seq = 4";
    assert_eq!(found(head), ["Altered@7/4"]);
    let whole = format!("DELETE FROM event WHERE subject = '{}'; DELETE FROM stream WHERE subject = '{0}';", person(2));
    assert_eq!(found(&whole), ["Missing@3/None"]);
    assert_eq!(found("UPDATE case_number SET serial = 3 WHERE serial = 2"), ["CaseNumber@None/None"]);
}

#[test]
fn a_finding_says_where() {
    let problem = Problem::Altered;
    let finding = crate::Finding { position: Some(6), stream: "abc".to_owned(), seq: Some(3), problem };
    insta::assert_snapshot!(finding, @"akt abc, händelse 3, plats 6 i loggen: händelsen är ändrad");
}

#[test]
fn no_name_or_text_can_be_read_from_the_files() {
    let world = World::new();
    let store = world.open();
    store.append(opening(1, "Hjördis Kvarnström")).unwrap();
    let mut told = note(1, 1, "Hon berättar om flytten till Hultsfred.");
    told.reason = Some("Skrevs i fel akt".to_owned());
    store.append(append(2, vec![told])).unwrap();
    store.save_draft(caseworker(), "anteckning", Some(case(1)), b"Utkast om Hultsfred").unwrap();
    let token = store.create_session(caseworker(), None).unwrap();
    let mut read = 0;
    for entry in fs::read_dir(world.dir.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        read += bytes.len();
        for secret in ["Hjördis", "hjordis", "Kvarnstr", "kvarnstr", "Hultsfred", "fel akt", "200001010001", &token] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret}");
        }
    }
    assert!(read > 100_000);
    assert_eq!(store.load(&[case(1)]).unwrap().len(), 2);
}

#[test]
fn stamps_never_go_back() {
    let world = World::new();
    let store = world.open();
    let first = store.append(opening(1, "Vera Holm")).unwrap();
    world.turn(SignedDuration::from_hours(-5));
    let second = store.append(append(2, vec![note(1, 1, "ett")])).unwrap();
    assert_eq!(first.recorded_at, second.recorded_at);
    drop(store);
    let store = world.open();
    let third = store.append(append(3, vec![note(1, 2, "ett")])).unwrap();
    assert_eq!(first.recorded_at, third.recorded_at);
    world.turn(SignedDuration::from_hours(6));
    let fourth = store.append(append(4, vec![note(1, 3, "ett")])).unwrap();
    assert_eq!(fourth.recorded_at, first.recorded_at + SignedDuration::from_hours(1));
}

#[test]
fn case_numbers_begin_again_at_new_year_in_stockholm() {
    let world = World::new();
    let store = world.open();
    *world.now.lock().unwrap() = "2026-12-31T22:59:59Z".parse().unwrap();
    let before = store.append(opening(1, "Vera Holm")).unwrap().case_number.unwrap();
    *world.now.lock().unwrap() = "2026-12-31T23:00:00Z".parse().unwrap();
    let after = store.append(opening(2, "Siv Ek")).unwrap().case_number.unwrap();
    assert_eq!(format!("{before}, {after}"), "SN 2026-00001, SN 2027-00001");
    assert_eq!(store.verify().unwrap().findings, []);
}

#[test]
fn sessions_run_out() {
    let world = World::new();
    let store = world.open();
    let token = store.create_session(caseworker(), None).unwrap();
    let lives = || store.session(&token).unwrap().is_some();
    for _ in 0..12 {
        world.turn(SignedDuration::from_mins(59));
        assert!(lives());
        store.touch_session(&token).unwrap();
    }
    world.turn(SignedDuration::from_mins(13));
    assert!(!lives());
    assert_eq!(store.sweep_sessions().unwrap(), 0);
    world.turn(SignedDuration::from_mins(48));
    assert_eq!(store.sweep_sessions().unwrap(), 1);
}

#[test]
fn a_database_is_what_it_was_made_for() {
    let world = World::new();
    let file = "[...]akt.db";
    let refused = |change: fn(&mut Options)| {
        let mut options = world.options();
        change(&mut options);
        let error = Store::open(options).map(|_| ()).unwrap_err().to_string();
        error.replace(&*world.dir.path().join("akt.db").to_string_lossy(), file)
    };
    let store = world.open();
    assert_eq!(store.purpose(), Purpose::Synthetic);
    insta::assert_snapshot!(
        refused(|_| {}),
        @"Databasen [...]akt.db används redan av en annan Stadga. Stäng den först."
    );
    drop(store);
    insta::assert_snapshot!(
        refused(|options| options.purpose = Purpose::Production),
        @"Databasen är gjord för prov med påhittade personer och kan inte öppnas för skarp drift."
    );
    insta::assert_snapshot!(
        refused(|options| options.master_key = MasterKey::from_bytes([8; 32])),
        @"Huvudnyckeln hör inte till databasen. Hämta rätt nyckelfil."
    );
    world.sql("INSERT INTO schema_step VALUES (99, '')").unwrap();
    insta::assert_snapshot!(
        refused(|_| {}),
        @"Databasen är gjord av en nyare version av Stadga (steg 99). Uppdatera programmet."
    );
}

#[test]
fn the_key_file_is_made_once_and_kept() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("nyckel");
    let key = MasterKey::in_file(&path).unwrap();
    let text = fs::read_to_string(&path).unwrap();
    assert_eq!(text.trim().len(), 64);
    let again = MasterKey::in_file(&path).unwrap();
    let open = |key| {
        Store::open(Options {
            master_key: key,
            ..options(&dir.path().join("a.db"), Arc::new(|| Timestamp::UNIX_EPOCH))
        })
    };
    drop(open(key).unwrap());
    drop(open(again).unwrap());
    fs::write(&path, "zz").unwrap();
    assert!(matches!(MasterKey::in_file(&path), Err(StoreError::BadKeyFile(_))));
}

#[test]
fn what_was_written_is_there_after_reopening() {
    let world = World::new();
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    let before = (store.load(&[case(1), person(1)]).unwrap(), store.read_model_rows().unwrap());
    drop(store);
    let store = world.open();
    assert_eq!((store.load(&[case(1), person(1)]).unwrap(), store.read_model_rows().unwrap()), before);
}

#[test]
fn a_full_disk_loses_nothing_and_is_told() {
    let world = World::new();
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    let pages = |most: u32| {
        let set = move |desk: &crate::writer::Desk<'_>| {
            let sql = format!("PRAGMA max_page_count = {most}");
            Ok(desk.conn.query_row(&sql, [], |_| Ok(()))?)
        };
        store.0.write(set).unwrap();
    };
    pages(1);
    let long = "lång text ".repeat(2000);
    let refused = (10..20).find_map(|n| store.append(append(n, vec![note(1, n, &long)])).err());
    let stored = store.load(&[case(1)]).unwrap();
    assert!(refused.unwrap().to_string().starts_with("Databasfel: database or disk is full"));
    pages(100_000);
    store.append(append(30, vec![note(1, 30, &long)])).unwrap();
    assert_eq!(store.load(&[case(1)]).unwrap().len(), stored.len() + 1);
    assert_eq!(store.verify().unwrap().findings, []);
}
