//! Counts tests by reading what the test runners print.

use crate::repo;
use std::collections::BTreeMap;
use std::fmt;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};
use std::thread;

/// What a test says, with the reason, when it finds nothing here to run against.
const SKIPPED: &str = "hoppas över";

/// How many tests passed and failed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Tests that passed.
    pub passed: u32,
    /// Tests that failed, ran out of time or could not be started.
    pub failed: u32,
    /// What was passed over in tests that passed, as they said it, and how many said so.
    pub skipped: BTreeMap<String, u32>,
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

    /// Adds what was counted elsewhere.
    fn join(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
        for (said, many) in other.skipped {
            *self.skipped.entry(said).or_default() += many;
        }
    }

    /// What was passed over, a line for each reason under one that says how many; none when nothing was.
    pub fn passed_over(&self) -> Option<String> {
        let all: u32 = self.skipped.values().sum();
        let lines = self.skipped.iter().map(|(said, many)| format!("\n  {many} × {said}"));
        (all > 0).then(|| format!("{all} passed over:{}", lines.collect::<String>()))
    }

    /// Runs a test runner, shows what it prints and adds what it counts. What tests that passed have printed is read
    /// and not shown. A runner that fails without counting a failure (the code does not compile) counts as one.
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
                counted.join(tally);
            }
        }
        let status = child.wait().map_err(|why| format!("{}: {why}", repo::line(command)))?;
        if !status.success() && counted.failed == 0 {
            counted.failed = 1;
        }
        self.join(counted);
        Ok(())
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

fn show(from: impl Read, print: impl Fn(&str)) -> Tally {
    let (mut tally, mut quiet) = (Tally::default(), false);
    for line in BufReader::new(from).split(b'\n').map_while(Result::ok) {
        let line = String::from_utf8_lossy(&line);
        let heading = heard(&line);
        if heading.map_or(!quiet, |_| line != "successes:") {
            print(&line);
        }
        quiet = heading.unwrap_or(quiet);
        tally.join(count(&line));
    }
    tally
}

/// Whether what follows a line is what tests that passed have said; nothing when the line is no heading. `cargo test`
/// has it under `successes:`, nextest after each `PASS`.
fn heard(line: &str) -> Option<bool> {
    let (first, rest) = line.trim_start().split_once(' ').unwrap_or((line, ""));
    let status = first.len() > 3 && first.bytes().all(|byte| byte.is_ascii_uppercase()) && rest.starts_with('[');
    match line {
        "successes:" => Some(true),
        "failures:" => Some(false),
        _ if line.starts_with("test result:") || line.trim_start().starts_with("Summary [") => Some(false),
        _ if status => Some(first == "PASS"),
        _ => None,
    }
}

/// The plain line `N passed, M failed`.
fn plain(line: &str) -> Option<Tally> {
    let (passed, failed) = line.strip_suffix(" failed")?.split_once(" passed, ")?;
    Some(Tally { passed: passed.parse().ok()?, failed: failed.parse().ok()?, ..Tally::default() })
}

/// What one line counts: the closing lines of `cargo test` and of `cargo nextest run`, and that something was passed
/// over, nothing else. Nextest indents what tests print, so an indented `test result:` is an echo.
fn count(line: &str) -> Tally {
    if line.trim_start().starts_with(SKIPPED) {
        return Tally { skipped: BTreeMap::from([(line.trim().to_owned(), 1)]), ..Tally::default() };
    }
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
        skipped: BTreeMap::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::{count, show};
    use std::cell::RefCell;

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

    /// What is shown of what a runner prints, and what it says was passed over.
    fn shown(said: &str) -> (String, Option<String>) {
        let shown = RefCell::new(String::new());
        let tally = show(said.as_bytes(), |line| *shown.borrow_mut() += &format!("{line}\n"));
        (shown.into_inner(), tally.passed_over())
    }

    #[test]
    fn what_was_passed_over_is_counted_by_its_reason_and_what_else_passing_tests_say_is_not_shown() {
        let cargo = "test a ... ok\n\nsuccesses:\n\n---- a stdout ----\nhoppas över: ingen server\nannat\n\n\
                     ---- b stdout ----\nhoppas över: ingen server\n\nsuccesses:\n    a\n    b\n\nfailures:\n\n\
                     ---- c stdout ----\nhoppas över: ingen webbläsare\nboom\n\n\
                     test result: FAILED. 2 passed; 1 failed; 0 ignored\n";
        let (shown_of_cargo, passed_over) = shown(cargo);
        assert_eq!(
            shown_of_cargo,
            "test a ... ok\n\nfailures:\n\n---- c stdout ----\nhoppas över: ingen webbläsare\nboom\n\n\
             test result: FAILED. 2 passed; 1 failed; 0 ignored\n"
        );
        let expected = "3 passed over:\n  2 × hoppas över: ingen server\n  1 × hoppas över: ingen webbläsare";
        assert_eq!(passed_over.as_deref(), Some(expected));

        let nextest = "        PASS [   0.004s] stadga a\n  stdout ───\n\n    hoppas över: ingen server\n\
                       \x20       PASS [   0.004s] stadga b\n\
                       \x20       FAIL [   0.004s] stadga c\n  stdout ───\n    boom\n\
                       \x20    Summary [   0.012s] 2 tests run: 1 passed, 1 failed, 0 skipped\n";
        let (shown_of_nextest, passed_over) = shown(nextest);
        assert!(!shown_of_nextest.contains("hoppas") && shown_of_nextest.contains("boom"), "{shown_of_nextest}");
        assert_eq!(shown_of_nextest.matches("PASS [").count(), 2, "{shown_of_nextest}");
        assert!(shown_of_nextest.contains("Summary ["), "{shown_of_nextest}");
        assert_eq!(passed_over.as_deref(), Some("1 passed over:\n  1 × hoppas över: ingen server"));
        assert_eq!(shown("test result: ok. 3 passed; 0 failed\n").1, None);
    }

    #[test]
    fn what_a_test_prints_is_not_counted() {
        check("3 passed, 1 failed", "0 passed, 0 failed");
        check("    test result: FAILED. 0 passed; 1 failed; 0 ignored", "0 passed, 0 failed");
    }
}
