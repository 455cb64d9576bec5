//! What is tried at the door.

use stadga_app::accounts::{Cost, Entry, LogIn};
use stadga_testkit::Municipality;
use std::time::{Duration, Instant};

/// How often each name is tried; `cargo xtask trust` asks for more, and then the times are compared.
const TRIES: &str = "STADGA_TRUST_TRIES";

#[test]
#[expect(clippy::disallowed_methods, reason = "a measurement of how long an answer takes")]
fn a_name_that_nobody_has_is_answered_as_one_that_somebody_has() {
    let long: Option<usize> = std::env::var(TRIES).ok().map(|count| count.parse().unwrap());
    let town = Municipality::found("2026-11-23T09:00");
    town.app().issue_account(None, town.user("sara"), "sara.lindqvist", Cost::REAL).unwrap();
    let mut took = [Vec::new(), Vec::new()];
    let mut at: jiff::civil::DateTime = "2026-11-23T09:00".parse().unwrap();
    for n in 0..long.unwrap_or(2) {
        // Tries that failed are forgotten after a day, so that none has to wait.
        at = at.saturating_add(jiff::Span::new().hours(25));
        town.set(&at.strftime("%Y-%m-%dT%H:%M").to_string());
        for which in if n % 2 == 0 { [0, 1] } else { [1, 0] } {
            let name = ["sara.lindqvist", "ingen.alls"][which];
            let begun = Instant::now();
            let tried = LogIn { name, password: "inte det rätta", code: "123456", accepted: true };
            assert_eq!(town.app().log_in(Cost::REAL, tried).unwrap(), Entry::No);
            took[which].push(begun.elapsed());
        }
    }
    let Some(count) = long else { return };
    let [known, unknown] = took.map(|mut times: Vec<Duration>| {
        times.sort();
        times[times.len() / 2].as_secs_f64() * 1000.0
    });
    println!(
        "trust: names: {count} tries each, {known:.1} ms where somebody has the name, {unknown:.1} ms where nobody has"
    );
    assert!((known / unknown - 1.0).abs() < 0.05, "{known} ms and {unknown} ms tell who has an account");
}
