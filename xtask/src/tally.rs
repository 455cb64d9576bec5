//! Counts tests by reading what the test runners print.

use crate::repo;
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::thread;

/// How many tests passed and failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed, ran out of time or could not be started.
    pub failed: u32,
}

impl Tally {
    /// Adds one test.
    pub fn add(&mut self, passed: bool) {
        if passed {
            self.passed += 1;
        } else {
            self.failed += 1;
        }
    }

    /// Runs a program that closes with the plain line `N passed, M failed`, and adds what it counts. One
    /// that fails without counting a failure counts as one.
    pub fn run_plain(&mut self, command: &mut Command) -> Result<(), String> {
        let output = command.output().map_err(|why| format!("{}: {why}", repo::line(command)))?;
        let said = String::from_utf8_lossy(&output.stdout);
        print!("{said}");
        eprint!("{}", String::from_utf8_lossy(&output.stderr));
        let counted = said.lines().rev().find_map(plain).unwrap_or_default();
        self.passed += counted.passed;
        self.failed += counted.failed + u32::from(!output.status.success() && counted.failed == 0);
        Ok(())
    }

    /// Runs a test runner, shows what it prints and adds what it counts. A runner that fails without
    /// counting a failure (the code does not compile) counts as one.
    pub fn run(&mut self, command: &mut Command) -> Result<(), String> {
        let mut child = command
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(|why| format!("{}: {why}", repo::line(command)))?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let from_out = thread::spawn(move || out.map(|out| show(out, |line| println!("{line}"))));
        let from_err = thread::spawn(move || err.map(|err| show(err, |line| eprintln!("{line}"))));
        let mut counted = Self::default();
        for reader in [from_out, from_err] {
            if let Ok(Some(tally)) = reader.join() {
                counted.passed += tally.passed;
                counted.failed += tally.failed;
            }
        }
        let status = child.wait().map_err(|why| format!("{}: {why}", repo::line(command)))?;
        if !status.success() && counted.failed == 0 {
            counted.failed = 1;
        }
        self.passed += counted.passed;
        self.failed += counted.failed;
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn show(from: impl Read, print: impl Fn(&str)) -> Tally {
    let mut tally = Tally::default();
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        print(&line);
        let counted = count(&line);
        tally.passed += counted.passed;
        tally.failed += counted.failed;
    }
    tally
}

/// The plain line `N passed, M failed`.
fn plain(line: &str) -> Option<Tally> {
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Tally { passed: passed.parse().ok()?, failed: failed.parse().ok()? })
}

/// What one line counts: the closing lines of `cargo test` and of `cargo nextest run`, nothing else.
/// Nextest indents what failed tests print, so an indented `test result:` is an echo.
fn count(line: &str) -> Tally {
    if !line.starts_with("test result:") && !line.trim_start().starts_with("Summary [") {
        return Tally::default();
    }
    let words: Vec<&str> = line.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let before = |phrase: &[&str]| -> u32 {
        words
            .windows(phrase.len() + 1)
            .filter(|window| window[1..] == *phrase)
            .find_map(|window| window[0].parse().ok())
            .unwrap_or(0)
    };
    Tally {
        passed: before(&["passed"]),
        failed: before(&["failed"]) + before(&["exec", "failed"]) + before(&["timed", "out"]),
    }
}

#[cfg(test)]
mod tests {
    use super::count;

    fn check(line: &str, expected: &str) {
        assert_eq!(count(line).to_string(), expected, "{line}");
    }

    #[test]
    fn the_closing_lines_of_both_runners_are_counted() {
        check("test result: FAILED. 3 passed; 2 failed; 1 ignored; 0 measured; 0 filtered out", "3 passed, 2 failed");
        check("     Summary [   0.012s] 4 tests run: 4 passed, 9 skipped", "4 passed, 0 failed");
        check(
            "     Summary [   1.5s] 9/12 tests run: 5 passed (1 slow, 2 flaky), 1 failed, 2 exec failed, 1 timed out, 0 skipped",
            "5 passed, 4 failed",
        );
    }

    #[test]
    fn a_plain_closing_line_is_counted_where_it_is_asked_for() {
        assert_eq!(super::plain("81 passed, 2 failed").unwrap().to_string(), "81 passed, 2 failed");
        assert!(super::plain("2 failed").is_none() && super::plain("81 scenarier").is_none());
    }

    #[test]
    fn what_a_test_prints_is_not_counted() {
        check("3 passed, 1 failed", "0 passed, 0 failed");
        check("    test result: FAILED. 0 passed; 1 failed; 0 ignored", "0 passed, 0 failed");
    }
}
