//! `cargo xtask test`: sets up what the tests need, runs them all, closes with one line of counts.

use crate::machine::Services;
use crate::repo;
use crate::tally::Tally;
use std::fs;
use std::process::Command;

/// Runs the tests whose names contain one of the filters, or everything when there is none.
pub fn run(filter: &[&str]) -> Result<(), String> {
    let services = Services::in_memory()?;
    let mut tally = Tally::default();
    let outcome = run_all(filter, &services, &mut tally);
    drop(services);
    outcome?;
    if let Some(passed_over) = tally.passed_over() {
        println!("\n{passed_over}");
    }
    // The counts are the last line, so what failed stands above them and nothing is added below.
    println!("\n{tally}");
    if tally.failed == 0 { Ok(()) } else { Err(String::new()) }
}

fn run_all(filter: &[&str], services: &Services, tally: &mut Tally) -> Result<(), String> {
    let has_nextest = repo::output("cargo", &["nextest", "--version"]).is_ok();
    if has_nextest {
        heading("Tests");
        let told = ["nextest", "run", "--workspace", "--no-fail-fast", "--success-output", "immediate"];
        let mut command = repo::command("cargo", &told);
        command.env("NEXTEST_NO_TESTS", "pass");
        tally.run(services.offer(command.args(filter)))?;
        // To find none, everything would be compiled once more.
        if has_examples()? {
            heading("Examples in the documentation");
            let mut command = repo::command("cargo", &["test", "--doc", "--workspace", "--no-fail-fast"]);
            tally.run(services.offer(command.args(filter)))?;
        }
    } else {
        heading("Tests, and examples in the documentation");
        let told = ["test", "--workspace", "--no-fail-fast", "--", "--show-output"];
        let mut command = repo::command("cargo", &told);
        tally.run(services.offer(command.args(filter)))?;
    }
    if filter.is_empty() {
        heading("Packs and their scenarios");
        run_packs(services, tally)?;
    }
    Ok(())
}

/// Whether any documentation holds an example, which is compiled and run.
fn has_examples() -> Result<bool, String> {
    let example = |line: &str| {
        let line = line.trim_start();
        (line.starts_with("///") || line.starts_with("//!")) && line.contains("```")
    };
    let holds = |path: &String| repo::text(path).is_some_and(|text| text.lines().any(example));
    Ok(repo::files()?.iter().filter(|path| path.ends_with(".rs")).any(holds))
}

/// Checks every pack together (one test), then runs every scenario file (one test each), as whoever
/// owns a routine does it: with the program.
fn run_packs(services: &Services, tally: &mut Tally) -> Result<(), String> {
    let (packs, cases) = packs()?;
    if packs.is_empty() {
        println!("There are no packs yet.");
        return Ok(());
    }
    let packs: Vec<&str> = packs.iter().map(String::as_str).collect();
    let mut command = stadga(&["pack", "check"]);
    tally.add(run_one(services.offer(command.args(packs)), "pack check")?);
    let mut command = stadga(&["pack", "test"]);
    tally.run_plain(services.offer(command.args(&cases)))
}

fn stadga(arguments: &[&str]) -> Command {
    let mut command = repo::command("cargo", &["run", "--quiet", "--package", "stadga", "--"]);
    command.args(arguments);
    command
}

/// Runs one check, and shows what it prints only when it fails.
fn run_one(command: &mut Command, name: &str) -> Result<bool, String> {
    let output = command.output().map_err(|why| format!("{}: {why}", repo::line(command)))?;
    let passed = output.status.success();
    println!("{} {name}", if passed { "PASS" } else { "FAIL" });
    if !passed {
        println!("{}", String::from_utf8_lossy(&output.stdout));
        println!("{}", String::from_utf8_lossy(&output.stderr));
    }
    Ok(passed)
}

/// The pack folders, and every scenario in them, sorted.
fn packs() -> Result<(Vec<String>, Vec<String>), String> {
    let mut packs = Vec::new();
    for entry in fs::read_dir(repo::root().join("packs")).into_iter().flatten().flatten() {
        if entry.path().join("pack.toml").is_file() {
            packs.push(format!("packs/{}", entry.file_name().to_string_lossy()));
        }
    }
    packs.sort();
    let mut cases = repo::files()?;
    cases.retain(|path| path.starts_with("packs/") && path.ends_with(".case"));
    Ok((packs, cases))
}

fn heading(text: &str) {
    println!("\n== {text}");
}
