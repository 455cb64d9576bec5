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
        let mut columns = there.remove(table.name).unwrap_or_default();
        let mut copied: Vec<&str> = table.columns.to_vec();
        copied.sort_unstable();
        columns.sort();
        assert_eq!(columns, copied, "{}", table.name);
    }
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
