//! Two programs over one database, whose server is killed while people write and whose standby takes over; then one of
//! the programs is killed while people write at both.

use super::crash::Demo;
use super::{stadga, text};
use postgres::{Client, NoTls};
use serde_json::Value;
use stadga_store::{MasterKey, Purpose, Standby, Store};
use stadga_testkit::Servers;
use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

/// How often the server is killed, and how many confirmed writes there are before and after each time; set by
/// `cargo xtask trust`.
const ROUNDS: &str = "STADGA_TRUST_FAILOVERS";
/// Who writes at the same time, at each program.
const LANES: usize = 2;
/// How long somebody waits before sending again, and how often they do before giving up.
const AGAIN: (Duration, u32) = (Duration::from_millis(50), 1_200);

/// What one who writes has been told: the place in the log, and how many times it had to be sent.
struct Confirmed {
    position: i64,
    sent: u32,
}

/// A program that may be killed while others ask it: what they ask breaks off then, and is no fault of theirs.
struct Mortal {
    child: Mutex<Child>,
    address: String,
    killed: AtomicBool,
}

impl Mortal {
    fn start(arguments: &[&str]) -> Self {
        let mut program = Command::new(env!("CARGO_BIN_EXE_stadga"));
        program.args(["demo", "--port", "0"]).args(arguments).stderr(Stdio::null()).stdout(Stdio::piped());
        let mut child = program.spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.find_map(|line| line.split("http://").nth(1).map(str::to_owned)).unwrap();
        Self { child: Mutex::new(child), address, killed: AtomicBool::new(false) }
    }

    /// Kills it (SIGKILL), whatever it is doing.
    fn kill(&self) {
        self.killed.store(true, Ordering::SeqCst);
        let mut child = self.child.lock().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();
    }

    /// The answer, or what there was of it when the program was killed.
    fn send(&self, path: &str, headers: &[&str], body: &str) -> String {
        let mut answer = Vec::new();
        let sent = self.exchange(path, headers, body, &mut answer);
        assert!(sent.is_ok() || self.killed.load(Ordering::SeqCst), "{sent:?}");
        text(&answer)
    }

    fn exchange(&self, path: &str, headers: &[&str], body: &str, answer: &mut Vec<u8>) -> io::Result<()> {
        let mut stream = TcpStream::connect(&self.address)?;
        let (headers, length) = (headers.join("\r\n"), body.len());
        let head = format!("POST {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{headers}", self.address);
        stream.write_all(format!("{head}\r\nContent-Length: {length}\r\n\r\n{body}").as_bytes())?;
        stream.read_to_end(answer).map(|_| ())
    }
}

impl Drop for Mortal {
    fn drop(&mut self) {
        // However the test ends; one that has been killed is gone already.
        let _ = self.child.get_mut().map(|child| child.kill().and_then(|()| child.wait()));
    }
}

/// The place in the log that a whole answer confirms.
fn confirmed_at(answer: &str) -> Option<i64> {
    let (head, body) = answer.split_once("\r\n\r\n")?;
    let body: Value = head.starts_with("HTTP/1.1 200").then(|| serde_json::from_str(body).ok())??;
    body["position"].as_i64()
}

/// Writes notes until told to stop. What is not confirmed is sent again unchanged, at the other program.
fn write(
    (mortal, other): (&Mortal, &Demo),
    lane: usize,
    (cookie, case): (&str, &str),
    stop: &AtomicBool,
    told: &Sender<Confirmed>,
) {
    let address = format!("/api/v1/arenden/{case}/anteckning.skriv");
    let mut number = 0;
    while !stop.load(Ordering::Relaxed) {
        number += 1;
        let key = format!("Idempotency-Key: {:016}", lane * 1_000_000 + number);
        let cookie = format!("Cookie: {cookie}");
        let headers = [&cookie, "Content-Type: application/json", key.as_str()];
        let body = format!("{{\"rubrik\":\"Samtal\",\"text\":\"Spår {lane}, rad {number}.\"}}");
        let mut sent = 0;
        loop {
            let at_mortal = (lane + sent as usize).is_multiple_of(2);
            let answer = if at_mortal {
                mortal.send(&address, &headers, &body)
            } else {
                other.send("POST", &address, &headers, &body)
            };
            sent += 1;
            if let Some(position) = confirmed_at(&answer) {
                told.send(Confirmed { position, sent }).unwrap();
                break;
            }
            let refused = answer.starts_with("HTTP/1.1 500") && answer.contains("sparas inte två gånger");
            assert!(refused || at_mortal && mortal.killed.load(Ordering::SeqCst), "{answer}");
            assert!(sent < AGAIN.1, "the program does not come back: {answer}");
            std::thread::sleep(AGAIN.0);
        }
    }
}

fn json(answer: &str) -> Value {
    serde_json::from_str(answer.split_once("\r\n\r\n").unwrap().1).unwrap()
}

/// So many of what was confirmed.
fn take(confirmed: &Receiver<Confirmed>, count: usize) -> Vec<Confirmed> {
    confirmed.iter().take(count).collect()
}

/// The standing of what else has what is confirmed.
fn standby(url: &str, data: &str) -> Option<Standby> {
    let key = MasterKey::in_file(&Path::new(data).join("huvudnyckel")).unwrap();
    let clock = Arc::new(|| "2026-11-25T15:00:00Z".parse().unwrap());
    let place = stadga_store::Place::Server(url.to_owned());
    Store::at(&place, Purpose::Synthetic, clock, key).unwrap().standby().unwrap()
}

/// Kills the server that leads and promotes the other while they write; what was confirmed, and the seconds from the
/// kill until the first that was sent after it had been confirmed.
#[expect(clippy::disallowed_methods, reason = "a measurement of how long nothing could be saved")]
fn survive(servers: &mut Servers, confirmed: &Receiver<Confirmed>, count: usize) -> (Vec<Confirmed>, f64) {
    let mut all = take(confirmed, count);
    let fell = Instant::now();
    servers.kill();
    servers.promote();
    // What was answered before the kill may still be on its way here; what was sent more than once was not.
    while all.last().is_none_or(|last| last.sent == 1) {
        all.extend(take(confirmed, 1));
    }
    let back = fell.elapsed().as_secs_f64();
    all.extend(take(confirmed, count));
    (all, back)
}

/// Kills one of the programs while they write at both; what was confirmed until something that was sent to it had been
/// confirmed by the other, and after that.
fn lose(mortal: &Mortal, confirmed: &Receiver<Confirmed>, count: usize) -> Vec<Confirmed> {
    mortal.kill();
    let mut all = take(confirmed, 1);
    while all.last().is_none_or(|last| last.sent == 1) {
        all.extend(take(confirmed, 1));
    }
    all.extend(take(confirmed, count));
    all
}

#[test]
fn ac2_nothing_confirmed_is_lost_or_doubled_when_the_server_is_killed_and_another_takes_over() {
    let Some(mut servers) = Servers::start() else { return };
    let rounds: usize = std::env::var(ROUNDS).map_or(1, |rounds| rounds.parse().unwrap());
    let (count, profile) = if rounds == 1 { (15, "2") } else { (250, "30") };
    let folder = tempfile::tempdir().unwrap();
    let (data, url) = (folder.path().to_str().unwrap(), servers.url());
    let at = ["--data", data, "--postgres", &url];
    let made = stadga(&[&["generate", "--profile", profile, "--until", "2026-11-25T15:00:00Z"][..], &at].concat());
    assert!(made.status.success(), "{}", text(&made.stderr));
    assert_eq!(standby(&url, data), Some(Standby::Waited));

    let (first, second) = (Mortal::start(&at), Demo::with(&at));
    let cookie = second.log_in("ocialsekreterare");
    let cases = json(&second.ask("GET", "/api/v1/arenden", &cookie, &[]));
    let cases: Vec<&str> =
        cases["arenden"].as_array().unwrap().iter().map(|case| case["id"].as_str().unwrap()).collect();
    let form = format!("/arenden/{}/anteckning.skriv", cases[0]);
    let saved = second.ask("POST", &format!("{form}/utkast"), &cookie, &[("text", "Halvskriven när servern dog.")]);
    assert!(saved.contains("Utkast sparat"), "{saved}");

    let notes = "SELECT position FROM event WHERE name = 'journalanteckning.skriven'";
    let positions = |servers: &Servers| -> Vec<i64> {
        let mut client = Client::connect(&servers.leader(), NoTls).unwrap();
        client.query(notes, &[]).unwrap().iter().map(|row| row.get(0)).collect()
    };
    let before = positions(&servers);
    let (stop, (told, confirmed)) = (AtomicBool::new(false), channel());
    let (mut all, mut backs) = (Vec::new(), Vec::new());
    std::thread::scope(|scope| {
        for lane in 0..2 * LANES {
            let (who, stop, told) = ((cookie.as_str(), cases[lane % cases.len()]), &stop, told.clone());
            let programs = (&first, &second);
            scope.spawn(move || write(programs, lane, who, stop, &told));
        }
        drop(told);
        for round in 0..rounds {
            let (more, back) = survive(&mut servers, &confirmed, count);
            all.extend(more);
            backs.push(back);
            if round + 1 < rounds {
                servers.renew();
            }
        }
        all.extend(lose(&first, &confirmed, count));
        stop.store(true, Ordering::Relaxed);
        all.extend(confirmed.iter());
    });

    let stored: BTreeSet<i64> = positions(&servers).into_iter().filter(|position| !before.contains(position)).collect();
    let told: BTreeSet<i64> = all.iter().map(|one| one.position).collect();
    let (lost, doubled) = (told.difference(&stored).count(), stored.difference(&told).count());
    let again = all.iter().filter(|one| one.sent > 1).count();
    let slowest = backs.iter().copied().fold(0.0, f64::max);
    println!(
        "trust: failover: {} confirmed, {rounds} servers and a program killed, {again} sent again, {lost} lost, \
         {doubled} doubled, saved again within {slowest:.1} s",
        all.len()
    );
    assert_eq!((lost, doubled, told.len()), (0, 0, all.len()));
    assert_eq!(standby(&url, data), Some(Standby::Alone));
    // Who was logged in still is, with what they had begun, at the other program and at one that is started again.
    let (page, again) = (second.ask("GET", &form, &cookie, &[]), Demo::with(&at));
    assert!(again.ask("GET", &form, &cookie, &[]).contains("Halvskriven när servern dog."));
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("Halvskriven när servern dog."), "{page}");
    drop((first, second, again));
    let verified = stadga(&[&["verify"][..], &at].concat());
    let said = text(&verified.stdout);
    assert!(verified.status.success() && said.contains(", 0 fel."), "{said}{}", text(&verified.stderr));
}
