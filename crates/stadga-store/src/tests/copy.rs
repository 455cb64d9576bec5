//! Copies: nothing that cannot be made anew is forgotten in them.

use super::world::{Place as Where, file};
use super::*;
use crate::sql::copy::{KEYS, LEFT_OUT, RECORDS};
use crate::{Part, Place, StoreError, copy_check, copy_in, copy_out};
use std::collections::BTreeMap;
use std::sync::Arc;

#[test]
fn every_table_and_column_is_copied_or_left_out_on_purpose() {
    let world = World::in_file();
    let Where::File(dir) = &world.place else { return };
    let _store = world.open();
    let conn = rusqlite::Connection::open(file(dir)).unwrap();
    let mut tables = conn
        .prepare("SELECT t.name, c.name FROM sqlite_master t, pragma_table_info(t.name) c WHERE t.type = 'table'")
        .unwrap();
    let found = tables.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).unwrap();
    let mut there: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (table, column) in found.map(Result::unwrap).filter(|(table, _)| !table.starts_with("sqlite_")) {
        there.entry(table).or_default().push(column);
    }
    for table in RECORDS.iter().chain(KEYS) {
        // What is erased is copied with the records and with the keys.
        let mut columns = there.get(table.name).cloned().unwrap_or_default();
        let mut copied: Vec<&str> = table.columns.to_vec();
        copied.sort_unstable();
        columns.sort();
        assert_eq!(columns, copied, "{}", table.name);
    }
    there.retain(|name, _| RECORDS.iter().chain(KEYS).all(|table| table.name != name));
    let left: Vec<&String> = there.keys().filter(|name| !LEFT_OUT.contains(&name.as_str())).collect();
    assert!(left.is_empty(), "say in sql/copy.rs what becomes of these: {left:?}");
}

#[test]
fn what_has_come_after_a_copy_is_laid_upon_it_in_order_and_never_with_a_gap() {
    let world = World::in_file();
    let Where::File(dir) = &world.place else { return };
    let from = Place::File(file(dir));
    let store = world.open();
    let copied = |part| {
        let mut bytes = Vec::new();
        let copied = copy_out(&from, part, &mut bytes).unwrap();
        assert_eq!(copy_check(&mut &bytes[..]).unwrap(), copied);
        (copied, bytes)
    };
    store.append(opening(1, "Vera Holm")).unwrap();
    let (first, records) = copied(Part::Records);
    store.append(append(2, vec![note(1, 1, "Ringde.")])).unwrap();
    store.append(filing(3, 1, b"Ett intyg.")).unwrap();
    let (second, one) = copied(Part::Onward(first.last.0, first.last.1));
    store.append(opening(4, "Olle Berg")).unwrap();
    let (third, two) = copied(Part::Onward(second.last.0, second.last.1));
    let (_, keys) = copied(Part::Keys);
    assert_eq!((first.of("event"), second.of("event"), second.of("blob_part")), (2, 2, 1));

    let lay = |onward: Vec<&Vec<u8>>| {
        let target = tempfile::tempdir().unwrap();
        let place = Place::File(target.path().join("ny.db"));
        let mut onward =
            onward.into_iter().map(|bytes| Ok(Box::new(std::io::Cursor::new(bytes.clone())) as Box<dyn std::io::Read>));
        let clock: crate::Clock = Arc::new(|| "2026-11-25T16:00:00Z".parse().unwrap());
        let laid = copy_in(
            &place,
            (&mut &records[..], &mut &keys[..]),
            &mut onward,
            (&clock, &MasterKey::from_bytes([7; 32])),
        );
        laid.map(|(_, copied)| {
            let store = Store::at(&place, crate::Purpose::Synthetic, clock, MasterKey::from_bytes([7; 32])).unwrap();
            let report = store.verify().unwrap();
            assert!(report.is_sound(), "{:?}", report.findings);
            (copied.last, report.events, store.load(&[case(1)]).unwrap().len())
        })
    };
    assert_eq!(lay(vec![]).unwrap(), (first.last, 2, 1));
    assert_eq!(lay(vec![&one, &two]).unwrap(), (third.last, 6, 3));
    assert!(matches!(lay(vec![&two]), Err(StoreError::NotACopy(_))), "one is left out");
    assert!(matches!(lay(vec![&one, &one]), Err(StoreError::NotACopy(_))), "one comes twice");
    assert!(matches!(lay(vec![&records]), Err(StoreError::NotACopy(_))), "it is no part that goes on");
}

#[test]
fn an_older_copy_does_not_bring_back_what_was_erased() {
    let world = World::in_file();
    let Where::File(dir) = &world.place else { return };
    let from = Place::File(file(dir));
    let store = world.open();
    let copied = |part| {
        let mut bytes = Vec::new();
        copy_out(&from, part, &mut bytes).unwrap();
        bytes
    };
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(filing(2, 1, b"Ett intyg.")).unwrap();
    let [founding, decision] = super::conformance::erasing(3, 4);
    store.append(founding).unwrap();
    let before = (copied(Part::Records), copied(Part::Keys));
    store.append(decision).unwrap();
    let after = (copied(Part::Records), copied(Part::Keys));
    let clock: crate::Clock = Arc::new(|| "2026-11-25T16:00:00Z".parse().unwrap());
    let lay = |records: &[u8], keys: &[u8]| {
        let target = tempfile::tempdir().unwrap();
        let place = Place::File(target.path().join("ny.db"));
        let key = MasterKey::from_bytes([7; 32]);
        copy_in(&place, (&mut &*records, &mut &*keys), &mut std::iter::empty(), (&clock, &key)).unwrap();
        let store = Store::at(&place, crate::Purpose::Synthetic, clock.clone(), key).unwrap();
        let report = store.verify().unwrap();
        let blob = store.blob(case(1), &crate::sha256(b"Ett intyg.")).unwrap();
        (store.load(&[case(1)]).unwrap().len(), blob.is_some(), report.is_sound(), report.erased)
    };
    assert_eq!(lay(&before.0, &before.1), (2, true, true, 0));
    assert_eq!(lay(&after.0, &after.1), (0, false, true, 2));
    // The list of what is erased lies in both copies: the newer of them tells.
    assert_eq!(lay(&after.0, &before.1), (0, false, true, 2));
    let (events, blob, _, erased) = lay(&before.0, &after.1);
    assert_eq!((events, blob, erased), (0, false, 2));
    // The key itself is nowhere in the file, and what it sealed is: the chain is walked over it.
    drop(store);
    let wrapped: Vec<Vec<u8>> = {
        let conn = rusqlite::Connection::open(file(dir)).unwrap();
        let mut keys =
            conn.prepare("SELECT wrapped FROM subject_key k JOIN erased_key x ON x.key_id = k.key_id").unwrap();
        keys.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
    };
    assert_eq!(wrapped, [Vec::<u8>::new()]);
}

#[test]
fn every_list_loses_what_is_erased() {
    // How many events a stream has is in the log, which is not erased.
    let counts = ["self_count", "self_check"];
    let kept = [&["meta", "schema_step", "session", "login_try", "upload", "upload_part"][..], &counts].concat();
    let gone = crate::sql::erase::GONE_WITH.join("\n");
    let left: Vec<&&str> = LEFT_OUT
        .iter()
        .filter(|table| !kept.contains(table) && !gone.contains(&format!("DELETE FROM {table} ")))
        .collect();
    assert!(left.is_empty(), "say in sql/erase.rs how these are emptied: {left:?}");
}
