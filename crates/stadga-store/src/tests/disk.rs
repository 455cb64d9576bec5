//! A disk that is full, cannot be written to, or has lost the end of what was written.
//!
//! The first two need a file system of the test's own, which is mounted in a namespace that only the test sees.

use super::world::{Place, at_address, file};
use super::*;
use std::collections::BTreeSet;
use std::fs;
use std::process::{Command, Stdio};

/// The folder where the child has its file system.
const FOLDER: &str = "STADGA_TEST_DISK";

fn mount(options: &str, folder: &str) {
    let mounted = Command::new("mount").args(["-t", "tmpfs", "-o", options, "stadga", folder]).status();
    assert!(mounted.unwrap().success(), "{options}");
}

/// Notes that fill the disk: the numbers of those that were confirmed, and what was said of the first that was not.
fn fill(store: &Store) -> (BTreeSet<Id>, String) {
    let long = "lång text ".repeat(2_000);
    let mut confirmed = BTreeSet::new();
    for n in 10..1_000 {
        match store.append(append(n, vec![note(1, n, &long)])) {
            Ok(_) => confirmed.insert(id(b'N', n)),
            Err(error) => return (confirmed, error.to_string()),
        };
    }
    panic!("the disk did not fill")
}

/// The child, alone with its disk.
#[test]
fn child_process() {
    let Ok(folder) = std::env::var(FOLDER) else { return };
    mount("size=3m", &folder);
    let address = format!("{folder}/akt.db");
    let store = at_address(&address).unwrap();
    store.append(opening(1, "Vera Holm")).unwrap();
    let (confirmed, told) = fill(&store);
    let whole = |store: &Store| {
        let stored: BTreeSet<Id> = store.load(&[case(1)]).unwrap().iter().map(|event| event.id).collect();
        assert!(confirmed.len() > 20 && confirmed.is_subset(&stored), "{} confirmed", confirmed.len());
        assert!(stored.len() <= confirmed.len() + 1, "what was refused is there");
        assert_eq!(store.verify().unwrap().findings, []);
    };
    assert!(told.contains("Disken är full"), "{told}");
    whole(&store);
    drop(store);
    // Where not even its own small files find room.
    let full = at_address(&address).map_or_else(|error| error.to_string(), |_| "Disken är full".to_owned());
    assert!(full.contains("Disken är full"), "{full}");
    mount("remount,size=30m", &folder);
    let store = at_address(&address).unwrap();
    whole(&store);
    store.create_session(caseworker(), None).unwrap();
    drop(store);
    mount("remount,ro", &folder);
    let told = at_address(&address).map(|_| ()).unwrap_err().to_string();
    assert!(told.contains("skrivskyddad"), "{told}");
    mount("remount,rw", &folder);
    whole(&at_address(&address).unwrap());
    println!("disken är prövad");
}

#[test]
fn ac2_a_disk_that_is_full_or_read_only_loses_nothing_and_is_told() {
    let alone = |words: &[&str]| {
        let mut command = Command::new("unshare");
        command.args(["--map-root-user", "--mount"]).args(words);
        command
    };
    if !alone(&["true"]).stderr(Stdio::null()).status().is_ok_and(|status| status.success()) {
        println!("hoppas över: den här datorn ger inget eget filsystem");
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let program = std::env::current_exe().unwrap();
    let output = alone(&[program.to_str().unwrap(), "--exact", "tests::disk::child_process", "--nocapture"])
        .env(FOLDER, folder.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(said.contains("disken är prövad"), "{said}{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_write_ahead_log_that_has_lost_its_end_opens_as_it_was_and_a_checkpoint_tells() {
    let world = World::in_file();
    let Place::File(dir) = &world.place else { return };
    let store = world.open();
    store.append(opening(1, "Vera Holm")).unwrap();
    drop(store);
    let store = world.open();
    for n in 10..20 {
        store.append(append(n, vec![note(1, n, "ett")])).unwrap();
    }
    let log = fs::read(dir.path().join("akt.db-wal")).unwrap();
    let known = store.checkpoint().unwrap();
    let mut lengths = BTreeSet::new();
    for part in 0..=8 {
        // As a machine leaves it that fell: the file, and as much of its log as reached the disk.
        let fallen = World::in_file();
        let Place::File(to) = &fallen.place else { return };
        fs::copy(file(dir), file(to)).unwrap();
        fs::write(to.path().join("akt.db-wal"), &log[..log.len() * part / 8]).unwrap();
        let Ok(store) = fallen.opened(Purpose::Synthetic, MasterKey::from_bytes([7; 32])) else {
            panic!("{part} eighths do not open")
        };
        assert_eq!(store.verify().unwrap().findings, [], "{part} eighths");
        let events = store.load(&[case(1)]).unwrap().len();
        assert_eq!(store.against(&known).unwrap().is_empty(), events == 11, "{part} eighths");
        lengths.insert(events);
    }
    assert!(lengths.len() > 3 && lengths.contains(&11), "{lengths:?}");
}
