//! What is tried at the door.

use jiff::SignedDuration;
use stadga_app::accounts::{Cost, Entry, FREE_TRIES, Identified, Linking, LogIn};
use stadga_testkit::Municipality;
use std::time::{Duration, Instant};

/// How often each name is tried; `cargo xtask trust` asks for more, and then the times are compared.
const TRIES: &str = "STADGA_TRUST_TRIES";

/// The names that are tried in every run: somebody's, and nobody's.
const NAMES: [&str; 2] = ["sara.lindqvist", "ingen.alls"];
/// Those that are tried besides at length: a closed account, one that only the provider opens, and two names that are
/// locked, somebody's and nobody's.
const BESIDES: [&str; 4] = ["jonas.hedlund", "omar.farah", "nadja.blom", "ingen.annan"];
/// Which is compared with which of them, and in what words. A name is locked whether anybody has it or not, and is
/// compared with one that is.
const COMPARED: [(usize, usize, &str); 4] = [
    (0, 1, "where somebody has the name"),
    (2, 1, "where the account is closed"),
    (3, 1, "where only the provider opens it"),
    (4, 5, "where somebody's name is locked"),
];

/// Somebody's account that is closed, one that is tied to a provider and has no password, and one to be locked.
fn doors_besides(town: &Municipality) {
    let app = town.app();
    for (key, name) in [("jonas", BESIDES[0]), ("nadja", BESIDES[2])] {
        app.issue_account(None, town.user(key), name, Cost::REAL).unwrap();
    }
    app.close_account(None, town.user("jonas")).unwrap();
    let whom = Identified { issuer: "https://inloggning.example", subject: "omar-1" };
    app.link_account(None, Linking { user: town.user("omar"), name: BESIDES[1], whom }).unwrap();
}

/// So many tries fail under a name that the next one has to wait.
fn lock(town: &Municipality, name: &str) {
    for _ in 0..=FREE_TRIES {
        town.app().store().count_try(name, |_| SignedDuration::ZERO).unwrap();
    }
}

/// How long a try with the wrong password takes.
#[expect(clippy::disallowed_methods, reason = "a measurement of how long an answer takes")]
fn tried(town: &Municipality, name: &str) -> Duration {
    let begun = Instant::now();
    let tried = LogIn { name, password: "inte det rätta", code: "123456", accepted: true };
    assert_eq!(town.app().log_in(Cost::REAL, tried).unwrap(), Entry::No);
    begun.elapsed()
}

#[test]
fn a_name_that_nobody_has_is_answered_as_one_that_somebody_has() {
    let long: Option<usize> = std::env::var(TRIES).ok().map(|count| count.parse().unwrap());
    let town = Municipality::found("2026-11-23T09:00");
    town.app().issue_account(None, town.user("sara"), NAMES[0], Cost::REAL).unwrap();
    let mut names = NAMES.to_vec();
    if long.is_some() {
        doors_besides(&town);
        names.extend(BESIDES);
    }
    let mut took = vec![Vec::new(); names.len()];
    let mut at: jiff::civil::DateTime = "2026-11-23T09:00".parse().unwrap();
    for n in 0..long.unwrap_or(2) {
        // Tries that failed are forgotten after a day, so that none has to wait.
        at = at.saturating_add(jiff::Span::new().hours(25));
        town.set(&at.strftime("%Y-%m-%dT%H:%M").to_string());
        if long.is_some() {
            BESIDES[2..].iter().for_each(|name| lock(&town, name));
        }
        // In turn from the first and from the last, so that none is always after another.
        for place in 0..names.len() {
            let which = if n % 2 == 0 { place } else { names.len() - 1 - place };
            took[which].push(tried(&town, names[which]));
        }
    }
    let Some(count) = long else { return };
    let medians: Vec<f64> = took.iter_mut().map(|times| median(times)).collect();
    let told = COMPARED.map(|(one, other, words)| {
        let (one, other) = (medians[one], medians[other]);
        format!("{one:.1} ms {words} and {other:.1} ms where nobody has it")
    });
    println!("trust: names: {count} tries each, {}", told.join(", "));
    for (one, other, words) in COMPARED {
        let (one, other) = (medians[one], medians[other]);
        assert!((one / other - 1.0).abs() < 0.05, "{one} ms {words} and {other} ms tell who has an account");
    }
}

/// In milliseconds.
fn median(times: &mut [Duration]) -> f64 {
    times.sort();
    times[times.len() / 2].as_secs_f64() * 1000.0
}
