//! What the database file must withstand: reading, a second process, a full disk.

use super::world::{Place, file};
use super::*;
use crate::{Options, Problem, StoreError};
use std::fs;
use std::sync::Arc;

#[test]
fn a_finding_says_where() {
    let problem = Problem::Altered;
    let finding = crate::Finding { position: Some(6), stream: "abc".to_owned(), seq: Some(3), problem };
    insta::assert_snapshot!(finding, @"akt abc, händelse 3, plats 6 i loggen: händelsen är ändrad");
}

#[test]
fn no_name_or_text_can_be_read_from_the_files() {
    let world = World::in_file();
    let Place::File(dir) = &world.place else { return };
    let store = world.open();
    store.append(opening(1, "Hjördis Kvarnström")).unwrap();
    let mut told = note(1, 1, "Hon berättar om flytten till Hultsfred.");
    told.reason = Some("Skrevs i fel akt".to_owned());
    store.append(append(2, vec![told])).unwrap();
    store.save_draft(caseworker(), "anteckning", Some(case(1)), b"Utkast om Hultsfred").unwrap();
    store.append(filing(3, 1, "Intyg: Hjördis flyttar till Hultsfred.".as_bytes())).unwrap();
    store.save_upload(caseworker(), id(b'L', 1), "intyg Kvarnström.txt", b"Intyg om Hultsfred").unwrap();
    let token = store.create_session(caseworker(), None).unwrap();
    let mut read = 0;
    for entry in fs::read_dir(dir.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        read += bytes.len();
        for secret in [
            "Hjördis",
            "hjordis",
            "Kvarnstr",
            "kvarnstr",
            "Hultsfred",
            "fel akt",
            "200001010001",
            "intyg",
            "Intyg",
            &token,
        ] {
            let found = bytes.windows(secret.len()).any(|window| window == secret.as_bytes());
            assert!(!found, "{secret}");
        }
    }
    assert!(read > 100_000);
    assert_eq!(store.load(&[case(1)]).unwrap().len(), 3);
}

#[test]
fn one_process_has_the_file() {
    let world = World::in_file();
    let Place::File(dir) = &world.place else { return };
    let store = world.open();
    let refused = world.opened(Purpose::Synthetic, MasterKey::from_bytes([7; 32])).map(|_| ()).unwrap_err();
    let refused = refused.to_string().replace(&*file(dir).to_string_lossy(), "[...]akt.db");
    insta::assert_snapshot!(
        refused,
        @"Databasen [...]akt.db används redan av en annan Stadga. Stäng den först."
    );
    drop(store);
    world.open();
}

/// Nothing here rests for the two seconds after which the log is folded to nothing.
#[test]
fn the_write_ahead_log_begins_anew_while_writing_goes_on() {
    let world = World::in_file();
    let Place::File(dir) = &world.place else { return };
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    let (long, mut longest) = ("lång text ".repeat(4000), 0);
    for nth in 2..400 {
        store.append(append(nth, vec![note(1, nth, &long)])).unwrap();
        longest = longest.max(file(dir).with_extension("db-wal").metadata().unwrap().len());
    }
    let written = file(dir).metadata().unwrap().len();
    assert!(written > 16_000_000 && longest < written / 2, "{longest} bytes of log, {written} in the file");
    assert_eq!(store.verify().unwrap().findings, []);
}

/// Closing any handle of a file lets go of all locks its process has on it, and the look reads the file by a handle
/// of its own: without its locks another process could empty the write-ahead log under those who read.
#[cfg(target_os = "linux")]
#[test]
fn the_look_through_a_file_leaves_its_locks_where_they_are() {
    use std::os::unix::fs::MetadataExt;
    let world = World::in_file();
    let Place::File(dir) = &world.place else { return };
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.sound().unwrap();
    let inode = format!(":{} ", file(dir).metadata().unwrap().ino());
    let process = format!(" {} ", std::process::id());
    let locks = fs::read_to_string("/proc/locks").unwrap();
    let own = locks.lines().filter(|lock| lock.contains(&inode) && lock.contains(&process));
    assert!(own.count() > 0, "{inode} in {locks}");
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
        let (path, clock) = (dir.path().join("a.db"), Arc::new(|| Timestamp::UNIX_EPOCH));
        Store::open(Options { path, purpose: Purpose::Synthetic, clock, master_key: key })
    };
    drop(open(key).unwrap());
    drop(open(again).unwrap());
    fs::write(&path, "zz").unwrap();
    assert!(matches!(MasterKey::in_file(&path), Err(StoreError::BadKeyFile(_))));
}

#[test]
fn a_full_disk_loses_nothing_and_is_told() {
    let world = World::in_file();
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    let pages = |most: u32| {
        let set = move |desk: &mut crate::writer::Desk<'_>| {
            let sql = format!("PRAGMA max_page_count = {most}");
            Ok(desk.conn.first(&sql, &[], |_| Ok(()))?)
        };
        store.0.write(set).unwrap();
    };
    pages(1);
    let long = "lång text ".repeat(2000);
    let refused = (10..20).find_map(|n| store.append(append(n, vec![note(1, n, &long)])).err());
    let stored = store.load(&[case(1)]).unwrap();
    assert!(refused.unwrap().to_string().starts_with("Disken är full."));
    pages(100_000);
    store.append(append(30, vec![note(1, 30, &long)])).unwrap();
    assert_eq!(store.load(&[case(1)]).unwrap().len(), stored.len() + 1);
    assert_eq!(store.verify().unwrap().findings, []);
}

#[test]
fn a_damaged_file_is_found_while_it_is_in_use_and_nothing_more_is_written() {
    let world = World::in_file();
    let Place::File(dir) = &world.place else { return };
    let store = world.open();
    let long = "lång text ".repeat(2000);
    store.append(opening(1, "Vera Holm")).unwrap();
    store.append(append(2, vec![note(1, 1, &long)])).unwrap();
    drop(store);
    let conn = rusqlite::Connection::open(file(dir)).unwrap();
    let root = "SELECT rootpage FROM sqlite_schema WHERE name = 'event_command'";
    let page: u32 = conn.query_row(root, [], |row| row.get(0)).unwrap();
    conn.close().unwrap();
    let mut bytes = fs::read(file(dir)).unwrap();
    let from = (page as usize - 1) * 4096;
    bytes[from..from + 4096].fill(0xA5);
    fs::write(file(dir), bytes).unwrap();

    let store = world.open();
    let damaged = store.sound().unwrap_err().to_string();
    assert!(damaged.starts_with("Databasen är skadad: "), "{damaged}");
    let refused = store.create_session(caseworker(), None).unwrap_err().to_string();
    assert!(refused.contains(&damaged), "{refused}");
    assert!(store.verify().unwrap_err().to_string().contains(&damaged));
}

/// A copy of all files as they lie, as if the machine had fallen now.
fn fallen(world: &World) -> World {
    let fallen = World::in_file();
    if let (Place::File(from), Place::File(to)) = (&world.place, &fallen.place) {
        for entry in fs::read_dir(from.path()).unwrap() {
            let path = entry.unwrap().path();
            fs::copy(&path, to.path().join(path.file_name().unwrap())).unwrap();
        }
    }
    fallen
}

#[test]
fn what_was_shown_before_a_fall_is_in_the_trail_once() {
    let told = |store: &Store| -> Vec<(u64, String)> {
        let rows = store.audit_after(0, 100).unwrap();
        rows.into_iter().map(|stored| (stored.entry, stored.row.what)).collect()
    };
    let world = World::in_file();
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    store.audit(seen("ett")).unwrap();
    store.audit(seen("två")).unwrap();
    let before = fallen(&world);
    // A command takes in what was seen before it; then some more is seen.
    store.append(append(2, vec![note(1, 1, "efteråt")])).unwrap();
    store.audit(seen("tre")).unwrap();
    let after = fallen(&world);
    let whole = [(1, "ett".to_owned()), (2, "två".to_owned()), (3, "tre".to_owned())];
    assert_eq!(told(&before.open()), whole[..2]);
    assert_eq!(told(&before.open()), whole[..2], "opened once more");
    assert_eq!(told(&after.open()), whole);
    assert_eq!(told(&store), whole);
    drop(store);
    assert_eq!(told(&world.open()), whole);

    // What another database has left beside this one is not about it.
    let other = World::in_file();
    if let (Place::File(from), Place::File(to)) = (&before.place, &other.place) {
        let name = "akt.db-sett";
        fs::copy(from.path().join(name), to.path().join(name)).unwrap();
    }
    assert_eq!(told(&other.open()), []);
}
