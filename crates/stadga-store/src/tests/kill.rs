//! A process killed at any moment loses nothing it has confirmed.

use super::world::{Place, at_address};
use super::*;
use crate::StoreError;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};
use std::time::Duration;

const DATABASE: &str = "STADGA_TEST_DATABASE";
/// How many writes are confirmed; `cargo xtask trust` asks for more.
const WRITES: &str = "STADGA_TRUST_WRITES";
const CONFIRMED: usize = 1000;
/// Tells a confirmation from what the test harness prints.
const MARK: &str = "klart ";

/// The child: appends and confirms each append on a line of its own, until it is killed.
#[test]
fn child_process() {
    let Ok(address) = std::env::var(DATABASE) else { return };
    let store = at_address(&address).unwrap();
    if store.heads(&[case(1)]).unwrap()[0].1 == 0 {
        store.append(opening(1, "Vera Holm")).unwrap();
    }
    let start = store.heads(&[case(1)]).unwrap()[0].1;
    std::thread::scope(|scope| {
        for lane in 0..4 {
            let store = &store;
            scope.spawn(move || {
                for n in 0..CONFIRMED as u32 {
                    let number = start * 100_000 + lane * 10_000 + n + 10;
                    // Now and then with a file of several parts: it is there with its event, or neither is.
                    let (event, file) = paper(1, number, &number.to_le_bytes().repeat(400_000));
                    let with_file = n % 40 == 5;
                    let mut job = append(number, vec![note(1, number, "ett")]);
                    if with_file {
                        job.events.push(event);
                        job.blobs.push(file);
                    }
                    store.append(job).unwrap();
                    let mut out = std::io::stdout().lock();
                    writeln!(out, "\n{MARK}{}", id(b'N', number)).unwrap();
                    out.flush().unwrap();
                }
            });
        }
    });
}

on_both!(world: nothing_confirmed_is_lost_when_the_process_is_killed);

fn nothing_confirmed_is_lost_when_the_process_is_killed(world: &World) {
    let address = world.address();
    let mut confirmed: Vec<Id> = Vec::new();
    let mut kills = 0u64;
    let enough = std::env::var(WRITES).map_or(CONFIRMED, |writes| writes.parse().unwrap());
    while confirmed.len() < enough {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "tests::kill::child_process", "--nocapture"])
            .env(DATABASE, &address)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        // After a number of confirmations that differs each time, and then somewhere within the next.
        let [few, micros] = crate::keys::random::<2>().unwrap();
        for (n, line) in lines.map_while(Result::ok).filter(|line| line.starts_with(MARK)).enumerate() {
            confirmed.push(line[MARK.len()..].parse().unwrap());
            if n == usize::from(few) {
                if kills == 0 {
                    let second = at_address(&address).map(|store| {
                        store.append(append(2, vec![note(1, 2, "mitt i")])).unwrap();
                        store.verify().unwrap().findings
                    });
                    match world.place {
                        Place::File(_) => assert!(matches!(second, Err(StoreError::InUse(_)))),
                        Place::Server(_) => assert_eq!(second.unwrap(), []),
                    }
                }
                std::thread::sleep(Duration::from_micros(u64::from(micros) * 20));
                child.kill().unwrap();
            }
        }
        child.wait().unwrap();
        kills += 1;
    }
    let store = at_address(&address).unwrap();
    let events = store.load(&[case(1)]).unwrap();
    let stored: std::collections::BTreeSet<Id> = events.iter().map(|event| event.id).collect();
    let lost = confirmed.iter().filter(|id| !stored.contains(*id)).count();
    let report = store.verify().unwrap();
    let (stored, files) = (events.len() - 1, report.files);
    let twice = events.len() - events.iter().map(|event| event.id).collect::<std::collections::BTreeSet<_>>().len();
    println!(
        "\ntrust: {}: {} confirmed, {kills} programs killed, {stored} stored, {files} files, {lost} lost, {twice} doubled",
        world.words("file", "server"),
        confirmed.len()
    );
    assert_eq!((lost, twice), (0, 0));
    assert!(files > 0);
    assert_eq!(report.findings, []);
}
