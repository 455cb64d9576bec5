//! A machine that loses its power: what was confirmed is on the disk, whatever the disk kept of the rest.
//!
//! The disk is `stadga_disk`: a run is lived once on it and fallen from at many moments.

use super::*;
use crate::engine::careless;
use crate::{Options, StoreError};
use stadga_disk::{Disk, Falls, Lost};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::{LazyLock, Mutex};

/// How many events and views are confirmed; `cargo xtask trust` asks for more.
const FALLS: &str = "STADGA_TRUST_FALLS";
const CONFIRMED: usize = 400;
/// How many are written in one run, how often it is fallen from, and how many runs one database lives.
const RUN: u32 = 200;
const MOMENTS: usize = 100;
const ROUNDS: u32 = 4;
/// Those who write at the same time, each in a case of its own.
const LANES: u32 = 3;
/// Tells what was seen from what was written.
const SEEN: u64 = 1 << 32;

/// What can be lost of the rest.
const WAYS: [Lost; 5] = [Lost::All, Lost::Writes, Lost::Parts(512), Lost::Parts(4096), Lost::Nothing];

fn open(folder: &Path) -> Result<Store, StoreError> {
    let options = Options {
        path: folder.join("akt.db"),
        purpose: Purpose::Synthetic,
        clock: std::sync::Arc::new(|| NOW),
        master_key: MasterKey::from_bytes([7; 32]),
    };
    Store::open(options)
}

/// A note and the row that counts it, so that list and log can be compared; now and then with a file.
fn write(store: &Store, lane: u32, number: u32) -> bool {
    let mut job = append(number, vec![note(lane, number, "ett")]);
    if number.is_multiple_of(40) {
        let (event, file) = paper(lane, number, &number.to_le_bytes().repeat(20_000));
        job.events.push(event);
        job.blobs.push(file);
    }
    job.rows = rows(lane, "Vera Holm");
    job.rows.cases[0].decided = Some((TODAY, number));
    store.append(job).is_ok()
}

/// Lives on a disk: everybody writes and looks, and what they are told is noted when they are told.
fn live(store: &Store, disk: &Disk, from: u32) {
    let new = store.heads(&[case(1)]).unwrap()[0].1 == 0;
    std::thread::scope(|scope| {
        for lane in 1..=LANES {
            scope.spawn(move || {
                if new && store.append(opening(lane, "Vera Holm")).is_ok() {
                    disk.told(lane.into());
                }
                for number in (from + 100..from + 100 + RUN).filter(|number| number % LANES == lane - 1) {
                    if write(store, lane, number) {
                        disk.told(number.into());
                    }
                    if number.is_multiple_of(5) && store.audit(seen(&number.to_string())).is_ok() {
                        disk.told(SEEN + u64::from(number));
                    }
                }
            });
        }
    });
}

/// The numbers by which openings and notes are told.
static NUMBERS: LazyLock<BTreeMap<Id, u64>> =
    LazyLock::new(|| (0..5_000).flat_map(|n| [(id(b'N', n), n.into()), (id(b'F', n), n.into())]).collect());

/// What a database holds of that which was confirmed, having seen to it that it is whole.
fn held(store: &Store) -> Result<BTreeSet<u64>, String> {
    let said = |error: StoreError| error.to_string();
    let findings = store.verify().map_err(said)?.findings;
    if !findings.is_empty() {
        return Err(format!("{findings:?}"));
    }
    let mut held = BTreeSet::new();
    let mut listed = Vec::new();
    for lane in 1..=LANES {
        let events = store.load(&[case(lane)]).map_err(said)?;
        let found: Vec<u64> = events.iter().filter_map(|event| NUMBERS.get(&event.id).copied()).collect();
        listed.extend(found.last().map(|last| if *last < 100 { 10 * *last } else { *last }));
        held.extend(found);
    }
    listed.sort_unstable();
    let rows = store.pace(&reach(), unit(), TODAY).map_err(said)?;
    if rows.iter().map(|row| u64::from(*row)).collect::<Vec<_>>() != listed {
        return Err(format!("the lists say {rows:?} and the log {listed:?}"));
    }
    let seen = store.audit_after(0, u32::MAX).map_err(said)?;
    held.extend(seen.iter().filter_map(|seen| Some(SEEN + seen.row.what.parse::<u64>().ok()?)));
    Ok(held)
}

/// What came of a fall: what of that which was confirmed is gone, or why nothing opens.
fn fall(falls: &mut Falls, moment: usize, lost: Lost, to: &Path) -> Result<Vec<u64>, String> {
    falls.fall(moment, lost, to);
    let told = falls.told().to_vec();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    // Looked at on a disk that need not be waited for.
    let _quick = Disk::under(to);
    let store = open(to).map_err(|error| error.to_string())?;
    let held = held(&store)?;
    Ok(told.into_iter().filter(|what| !held.contains(what)).collect())
}

/// Lives once with a setting and a disk, and falls at moments from beginning to end; what came of each fall.
fn fallen(setting: &'static str, lies: bool, ways: &[Lost]) -> Vec<Result<Vec<u64>, String>> {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::under(folder.path());
    if lies {
        disk.lies();
    }
    careless::SETTING.set(setting);
    let store = open(folder.path()).unwrap();
    careless::SETTING.set("");
    live(&store, &disk, 0);
    let mut falls = disk.falls(1);
    let step = falls.moments() / 20;
    let moments: Vec<usize> = (1..=20).map(|n| n * step).collect();
    let outcomes = moments.iter().enumerate().map(|(n, moment)| {
        let to = tempfile::tempdir().unwrap();
        fall(&mut falls, *moment, ways[n % ways.len()], to.path())
    });
    outcomes.collect()
}

#[test]
fn ac2_nothing_confirmed_is_lost_when_the_power_goes() {
    let enough = std::env::var(FALLS).map_or(CONFIRMED, |falls| falls.parse().unwrap());
    let (mut confirmed, mut cuts, mut round) = (0, 0, 0);
    let mut home = tempfile::tempdir().unwrap();
    let mut before = BTreeSet::new();
    while confirmed < enough {
        if round % ROUNDS == 0 {
            (home, before) = (tempfile::tempdir().unwrap(), BTreeSet::new());
        }
        let disk = Disk::under(home.path());
        let store = open(home.path()).unwrap();
        live(&store, &disk, round % ROUNDS * 1_000);
        // Closing is a part of life too: the log is folded into the file.
        drop(store);
        let mut falls = disk.falls(u64::from(round));
        let mut moments: Vec<usize> = (0..MOMENTS).map(|_| falls.any(falls.moments() + 1)).collect();
        moments.sort_unstable();
        moments.push(falls.moments());
        for moment in moments {
            let lost_here = WAYS[falls.any(WAYS.len())];
            let to = tempfile::tempdir().unwrap();
            let outcome = fall(&mut falls, moment, lost_here, to.path());
            assert_eq!(outcome, Ok(vec![]), "round {round}, moment {moment}, {lost_here:?}");
            cuts += 1;
            // Where the last fall left it, life goes on.
            home = to;
        }
        confirmed += falls.told().len();
        before.extend(falls.told());
        assert!(before.is_subset(&held(&open(home.path()).unwrap()).unwrap()), "round {round}");
        round += 1;
    }
    println!("\ntrust: power: {confirmed} confirmed, the power gone {cuts} times, 0 lost");
}

#[test]
fn a_setting_that_does_not_wait_for_the_disk_and_a_disk_that_lies_are_found_out() {
    let found = |outcomes: Vec<Result<Vec<u64>, String>>| {
        outcomes.iter().filter(|outcome| !matches!(outcome, Ok(lost) if lost.is_empty())).count()
    };
    assert_eq!(found(fallen("", false, &WAYS)), 0);
    let most = [Lost::All, Lost::Parts(512)];
    assert!(found(fallen("PRAGMA synchronous = NORMAL", false, &most)) > 5);
    assert!(found(fallen("PRAGMA synchronous = OFF", false, &most)) > 5);
    assert!(found(fallen("", true, &most)) > 5);
}

#[test]
fn while_a_disk_takes_its_time_what_is_written_waits_what_is_read_answers_and_it_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let disk = Disk::under(folder.path());
    let now = std::sync::Arc::new(Mutex::new(NOW));
    let clock = std::sync::Arc::clone(&now);
    let store = Store::open(Options {
        path: folder.path().join("akt.db"),
        purpose: Purpose::Synthetic,
        clock: std::sync::Arc::new(move || *clock.lock().unwrap()),
        master_key: MasterKey::from_bytes([7; 32]),
    });
    let store = store.unwrap();
    store.append(opening(1, "Vera Holm")).unwrap();
    assert_eq!(store.waited(), None);
    disk.stalls();
    let (waited, (events, listed), answered) = std::thread::scope(|scope| {
        let written = scope.spawn(|| store.append(append(10, vec![note(1, 10, "ett")])));
        let looked = scope.spawn(|| store.audit(seen("/arenden/{id}")));
        while store.waited().is_none() {
            std::thread::yield_now();
        }
        *now.lock().unwrap() += SignedDuration::from_secs(7);
        let waited = store.waited();
        // What is not on disk is not shown.
        let read = (store.load(&[case(1)]).map(|events| events.len()), store.pace(&reach(), unit(), TODAY));
        let answered = written.is_finished() || looked.is_finished();
        disk.goes_on();
        written.join().unwrap().unwrap();
        looked.join().unwrap().unwrap();
        (waited, read, answered)
    });
    assert_eq!((waited, events.unwrap(), listed.unwrap()), (Some(SignedDuration::from_secs(7)), 1, vec![10]));
    assert!(!answered, "the disk had not answered");
    assert_eq!((store.waited(), store.load(&[case(1)]).unwrap().len()), (None, 2));
}
