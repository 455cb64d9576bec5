//! Many users for a while, each at their own pace: how long they wait, what goes wrong, whether a write is lost.
//!
//! A request is timed from when it was due, so that a slow answer is also felt by the ones that queue behind it. Every
//! note whose answer said that it was saved is counted in the log afterwards.

use super::client::{Client, Samples, form};
use super::rounds::{self, used};
use super::table::Table;
use super::town::{Place, Served, Staff, Worker};
use crate::goals;
use crate::repo;
use std::net::SocketAddr;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

/// Requests of each user in a second.
const PACE: f64 = 0.5;
/// A user's thread does little, and there are many of them.
const STACK: usize = 256 * 1024;
/// What a note is in the log.
const NOTE: &str = "journalanteckning.skriven";

/// What came of it.
struct Outcome {
    /// Waits in microseconds, sorted.
    waits: Vec<u32>,
    wrong: usize,
    first_wrong: String,
    /// Notes that were answered as saved.
    saved: usize,
    seconds: f64,
    cpu: f64,
}

/// Lets so many users work over one or several nodes, and prints what came of it.
pub fn run(
    table: &Table<'_>,
    (place, bin): (&Place, Option<&Path>),
    nodes: &[Served],
    (staff, users): (&Staff, usize),
) -> Result<(), String> {
    let seconds = table.extent.sustained;
    println!("\n# {}, {users} users, {} node(s), {seconds} s\n", table.database, nodes.len());
    let before = notes(place, bin)?;
    let addresses: Vec<SocketAddr> = nodes.iter().map(|node| node.address).collect();
    let processes: Vec<u32> = nodes.iter().map(Served::process).chain(table.server.iter().copied()).collect();
    let outcome = work(&addresses, &processes, (staff, users), seconds)?;
    let written = notes(place, bin)?.saturating_sub(before);
    let at = |part: f64| {
        let place = ((outcome.waits.len() as f64 * part) as usize).min(outcome.waits.len().saturating_sub(1));
        outcome.waits.get(place).map_or(f64::NAN, |wait| f64::from(*wait) / 1e3)
    };
    let named = |row: &str| row.replace("sustained", &format!("sustained {users} users"));
    let rate = outcome.waits.len() as f64 / outcome.seconds;
    println!(
        "{} answers, {rate:.0} /s (wanted {:.0}), {:.2} cores, {} notes saved, {written} in the log",
        outcome.waits.len(),
        users as f64 * PACE,
        outcome.cpu / outcome.seconds,
        outcome.saved
    );
    for (row, value) in [
        ("sustained, p50 ms", at(0.5)),
        ("sustained, p95 ms", at(0.95)),
        ("sustained, p99 ms", at(0.99)),
        ("sustained, answers/s", rate),
        ("sustained, errors", outcome.wrong as f64),
        ("sustained, lost writes", outcome.saved.saturating_sub(written) as f64),
    ] {
        table.single(row, value, Some(&named(row)))?;
    }
    if outcome.wrong > 0 {
        println!("    {}", outcome.first_wrong);
    }
    println!("Load average {}. Clients, nodes and databases share this machine.", rounds::load());
    Ok(())
}

fn work(
    addresses: &[SocketAddr],
    processes: &[u32],
    (staff, users): (&Staff, usize),
    seconds: f64,
) -> Result<Outcome, String> {
    let workers: Vec<&Worker> = staff.caseworkers.iter().filter(|worker| !worker.cases.is_empty()).collect();
    if workers.is_empty() {
        return Err(String::from("nobody has a case"));
    }
    let saved = AtomicUsize::new(0);
    let (cpu, began) = (used(processes), Instant::now());
    let user = |number: usize| {
        let (address, worker) = (addresses[number % addresses.len()], workers[number % workers.len()]);
        let mut samples = Samples::default();
        let mut client = Client::new(address).ok();
        for turn in 0.. {
            let due = goals::due((number, users), turn, PACE);
            if due >= seconds {
                break;
            }
            let due = began + Duration::from_secs_f64(due);
            std::thread::sleep(due.saturating_duration_since(Instant::now()));
            let wrong = samples.wrong;
            match &mut client {
                Some(client) => saved.fetch_add(act(client, worker, (number, turn), &mut samples), Ordering::Relaxed),
                None => {
                    samples.wrong += 1;
                    0
                }
            };
            // From when it was due, whatever the request itself took.
            if let (true, Some(last)) = (samples.wrong == wrong, samples.taken.last_mut()) {
                last.1 = u32::try_from(due.elapsed().as_micros()).unwrap_or(u32::MAX);
            } else {
                client = Client::new(address).ok();
            }
        }
        samples
    };
    let samples: Vec<Samples> = std::thread::scope(|scope| {
        let user = &user;
        let start = |number| std::thread::Builder::new().stack_size(STACK).spawn_scoped(scope, move || user(number));
        let all: Result<Vec<_>, _> = (0..users).map(start).collect();
        let ended = |lane: std::thread::ScopedJoinHandle<'_, Samples>| {
            lane.join().unwrap_or_else(|_| Samples { wrong: 1, ..Samples::default() })
        };
        all.map(|all| all.into_iter().map(ended).collect())
    })
    .map_err(|why: std::io::Error| why.to_string())?;
    let seconds = began.elapsed().as_secs_f64();
    let wrong = samples.iter().map(|samples| samples.wrong).sum();
    let first_wrong = samples.iter().map(|samples| samples.first_wrong.clone()).find(|why| !why.is_empty());
    let mut waits: Vec<u32> = samples.into_iter().flat_map(|samples| samples.taken).map(|(_, wait)| wait).collect();
    waits.sort_unstable();
    let (saved, cpu) = (saved.into_inner(), used(processes) - cpu);
    Ok(Outcome { waits, wrong, first_wrong: first_wrong.unwrap_or_default(), saved, seconds, cpu })
}

/// Of ten turns four look at the day, three at a case, one searches and two write. Says how many notes were saved.
fn act(client: &mut Client, worker: &Worker, (user, turn): (usize, usize), samples: &mut Samples) -> usize {
    let case = &worker.cases[(user + 7 * turn) % worker.cases.len()];
    let (path, sent) = match (user + turn) % 10 {
        0..=3 => (String::from("/min-dag"), None),
        4..=6 => (format!("/arenden/{case}"), None),
        7 => {
            let name = worker.names.first().map_or("Anna", String::as_str);
            (String::from("/sok"), Some(form(&[("q", name)])))
        }
        _ => {
            let text = format!("Ringde och berättade om veckan, gång {turn} av användare {user}.");
            let note = form(&[("rubrik", "Telefonsamtal"), ("text", &text)]);
            (format!("/arenden/{case}/anteckning.skriv"), Some(note))
        }
    };
    let writes = path.ends_with("skriv");
    let answered = client.timed(samples, "sustained", &path, &worker.cookie, sent.as_deref());
    usize::from(writes && answered.is_some())
}

/// How many notes the log holds.
fn notes(place: &Place, bin: Option<&Path>) -> Result<usize, String> {
    let question = format!("SELECT COUNT(*) FROM event WHERE name = '{NOTE}'");
    if let (Some(url), Some(bin)) = (&place.postgres, bin) {
        let psql = bin.join("psql");
        let said = repo::output(&psql.to_string_lossy(), &["-At", "-c", &question, url])?;
        return said.trim().parse().map_err(|_| format!("psql: {said}"));
    }
    let told = |why: rusqlite::Error| why.to_string();
    let conn = rusqlite::Connection::open(place.database()).map_err(told)?;
    conn.query_row(&question, [], |row| row.get::<_, i64>(0))
        .map(|many| usize::try_from(many).unwrap_or_default())
        .map_err(told)
}
