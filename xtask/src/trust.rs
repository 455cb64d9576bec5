//! `cargo xtask trust`: the long versions of the tests that kill, fail over and restore, and their figures in
//! `docs/trust.md`.
//!
//! The tests are those of every run, asked for more. Each prints a line that begins with `trust: ` and its key.

mod deny;

use crate::machine::Services;
use crate::{outside, repo};
use std::fmt::Write as _;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Stdio;

const PAGE: &str = "docs/trust.md";
/// What a figure's line begins with.
const MARK: &str = "trust: ";

/// One test: the figures it gives, the target it is in, the words of its name, and the setting that makes it long.
struct Long<'a> {
    keys: &'static [&'static str],
    target: &'static [&'static str],
    name: &'static str,
    setting: (&'static str, &'a str),
}

/// The provider that others have written, and how it is set up.
const PROVIDER_PACKAGE: &str = "oidc-provider@9.13.3";
const PROVIDER: &str = include_str!("provider.mjs");
/// What writes a log-in with it down, and where the one is that every run answers again.
const RECORDER: &str = include_str!("record.mjs");
const RECORDED: &str = "crates/stadga-idp/tests/recorded/oidc-provider.json";

/// Cases of a municipality whose database is a gigabyte.
const GIGABYTE: &str = "19000";
/// By which program the tests of the command line are run, when not by the one they were built with.
const BY: &str = "STADGA_TRUST_PROGRAM";

const LONG: [Long<'static>; 7] = [
    Long { keys: &["file", "server"], target: &["--lib"], name: "kill", setting: ("STADGA_TRUST_WRITES", "10000") },
    Long {
        keys: &["power"],
        target: &["--lib"],
        name: "when_the_power_goes",
        setting: ("STADGA_TRUST_FALLS", "10000"),
    },
    Long {
        keys: &["failover"],
        target: &["--test", "cli"],
        name: "failover",
        setting: ("STADGA_TRUST_FAILOVERS", "5"),
    },
    Long {
        keys: &["inputs"],
        target: &["--test", "api"],
        name: "no_body_whatever",
        setting: ("STADGA_TRUST_INPUTS", "20000"),
    },
    Long {
        keys: &["packs"],
        target: &["--test", "it"],
        name: "a_spoiled_pack",
        setting: ("STADGA_TRUST_PACKS", "2000"),
    },
    Long { keys: &["texts"], target: &["--test", "corpus"], name: "", setting: ("STADGA_TRUST_SPOILED", "20000") },
    Long {
        keys: &["names"],
        target: &["--test", "it"],
        name: "a_name_that_nobody_has",
        setting: ("STADGA_TRUST_TRIES", "400"),
    },
];

/// The figures by key, in the order of the page, with what each is a figure of.
const FIGURES: [(&str, &str, &str); 13] = [
    (
        "file",
        "A program killed, on a file",
        "Four threads append notes, now and then with a file of several parts, to one case in one SQLite file. The \
         program is killed (SIGKILL) after a number of confirmations that differs each time, and started again. Then \
         every event that was confirmed is looked for and every chain is walked.",
    ),
    ("server", "A program killed, on a server", "The same over PostgreSQL, while another program writes in between."),
    (
        "power",
        "The power gone, on a file",
        "Three threads append notes, now and then with a file, and look at things, on a disk that keeps what was synced \
         and of the rest nothing, any writes, or any parts of writes of 512 or 4,096 bytes. At moments drawn by lot the \
         power goes. Then the database opens on what is left, every event and every row of the audit trail that was \
         confirmed is looked for, every chain is walked, and a list is compared with the log. The same falls find \
         `synchronous = NORMAL`, `synchronous = OFF` and a disk that lies about what it has synced.",
    ),
    (
        "failover",
        "A server killed",
        "Two PostgreSQL servers on one machine, the second a synchronous standby of the first; two programs, four who \
         write notes through the API. The server that leads is killed with everything it has started, the standby is \
         promoted at once, and a new standby is made of it before the next is killed; last one of the two programs is \
         killed while all go on. What is not confirmed is sent \
         again unchanged, at the other program. The seconds are those from the kill to the first write that was \
         confirmed after it; a failover manager adds the time it takes to notice.",
    ),
    (
        "restore",
        "A copy restored",
        "An invented municipality of a gigabyte, backed up while it is open, its copy laid down in an empty folder by the \
         program as it is shipped: decrypted, unpacked, the lists made anew and every chain, number and file checked. \
         The goal is 300 seconds.",
    ),
    (
        "inputs",
        "Whatever is sent",
        "Bodies with odd, missing and plausible values are sent to every use case of the API, as everybody in the cast, \
         with the same numbers from the same seed each time. No answer may be a fault, and afterwards every chain is \
         walked and every list is made anew and compared. Notes that were saved among such acts are all read back, by \
         whom and when, whatever was corrected, withdrawn, moved or tried to be deleted.",
    ),
    (
        "outside",
        "Whatever others think of sending",
        "A running program, asked by a fuzzer that others have written, from the description of its API: what the \
         description allows and what it does not, as one person of each role, with the ids that stand in their lists.",
    ),
    (
        "packs",
        "Whatever a pack has become",
        "The packs of the repository, one at a time, with one to three of their files spoiled: cut off, doubled, \
         something odd put in. Each is read, and each problem has to stand at a line that is there.",
    ),
    (
        "texts",
        "Whatever a text has become",
        "Personal numbers, days, files of packs, scenarios, files of everybody who works here and bodies sent to the API: \
         each has a corpus that lies with the sources, written by hand. All of it is read, and as many again with something spoiled. What is read is the same when it \
         is written out and read again, what is refused is told why, nothing is written by being looked at, and nothing \
         gives way. A file of everybody who works here that can be read is carried out, and then nothing of it is left \
         to do.",
    ),
    (
        "names",
        "Whether a name is known",
        "A wrong password under a name that somebody has and under one that nobody has, in turn. The medians of how long \
         the answer took may differ by at most a twentieth. So may those of an account that is closed and of one that only \
         a provider opens, and of a locked name that somebody has against one that nobody has.",
    ),
    (
        "issuer",
        "A provider that others have written",
        "Log-in by OpenID Connect against `oidc-provider` on the same machine, in a browser: somebody it knows and \
         Stadga does not, somebody who has an account, and out with both. The provider of every run is our own, and \
         lies in each way that must not be believed; beside it every run answers a log-in that was recorded with \
         `oidc-provider`, with its keys and its token.",
    ),
    (
        "package",
        "A package for an archive",
        "The package of a file that is handed over, held against the validator of those who wrote the specification \
         (E-ARK CSIP and SIP 2.1.0): its folders, its list by the schema of METS, and the rules of both profiles. That \
         every file is listed with its right sum is tried in every run.",
    ),
    (
        "deny",
        "What others have written, inside the program",
        "Every crate that anything here is built of, held by `cargo-deny` against the advisories of RustSec, the licences \
         that may go together, the registry they may come from and those that may not be among them (`deny.toml`, where \
         each exception says why).",
    ),
];

/// Runs them all, or those that give the figures named, and writes the page: what was not run stands there as it was.
pub fn run(only: &[&str]) -> Result<(), String> {
    if let Some(unknown) = only.iter().find(|key| FIGURES.iter().all(|(known, ..)| known != *key)) {
        return Err(format!("there is no figure called {unknown}"));
    }
    let wanted = |key: &str| only.is_empty() || only.contains(&key);
    let mut told = Vec::new();
    let outcome = all(only, &wanted, &mut told);
    for figure in &told {
        println!("{MARK}{figure}");
    }
    // What was found before one fell is kept, beside what stands there of the others.
    let whole = only.is_empty() && outcome.is_ok();
    let before = if whole { String::new() } else { repo::text(PAGE).unwrap_or_default() };
    let of = format!("{}, {}", env!("CARGO_PKG_VERSION"), repo::output("date", &["+%F"])?.trim());
    repo::write(PAGE, &page(&told, &before, &of)?)?;
    outcome
}

/// Runs what is wanted, and tells each figure as it comes.
fn all(only: &[&str], wanted: &dyn Fn(&str) -> bool, told: &mut Vec<String>) -> Result<(), String> {
    if wanted("deny") {
        told.extend(deny::check()?);
    }
    if only == ["deny"] { Ok(()) } else { with_services(wanted, told) }
}

/// The figures of what needs a database or a browser.
fn with_services(wanted: &dyn Fn(&str) -> bool, told: &mut Vec<String>) -> Result<(), String> {
    let services = Services::start()?;
    for long in LONG.iter().filter(|long| long.keys.iter().any(|key| wanted(key))) {
        told.extend(figures(long, &services, None)?);
    }
    if wanted("restore") {
        told.extend(restore(&services)?);
    }
    if wanted("outside") {
        told.extend(outside::fuzz()?);
    }
    if wanted("issuer") {
        told.extend(issuer(&services)?);
    }
    if wanted("package") {
        told.extend(outside::package()?);
    }
    Ok(())
}

/// A copy restored, by the program as it is shipped.
fn restore(services: &Services) -> Result<Vec<String>, String> {
    let program = outside::program()?.display().to_string();
    let cases = std::env::var("STADGA_TRUST_CASES").unwrap_or_else(|_| GIGABYTE.to_owned());
    let setting = ("STADGA_TRUST_CASES", cases.as_str());
    let long = Long { keys: &["restore"], target: &["--test", "cli"], name: "restored_whole", setting };
    figures(&long, services, Some(&program))
}

/// Walks a provider that others have written, where it can be had.
fn issuer(services: &Services) -> Result<Vec<String>, String> {
    let folder = std::env::temp_dir().join(format!("stadga-issuer-{}", std::process::id()));
    let path = folder.display().to_string();
    let made = std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("provider.mjs"), PROVIDER))
        .and_then(|()| std::fs::write(folder.join("record.mjs"), RECORDER));
    made.map_err(|why| format!("{path}: {why}"))?;
    let mut install =
        repo::command("npm", &["install", "--no-audit", "--no-fund", "--ignore-scripts", PROVIDER_PACKAGE]);
    let told = match repo::run(install.current_dir(&folder)) {
        Ok(()) => {
            let (target, name): (&[&str], &str) = (&["--test", "browser"], "a_provider_that_others");
            let long = Long { keys: &["issuer"], target, name, setting: ("STADGA_TRUST_ISSUER", &path) };
            record(&folder).and_then(|()| figures(&long, services, None))
        }
        Err(why) => {
            println!("The provider that others have written is passed over: {why}");
            Ok(vec![String::from("issuer: Not tried this time: npm did not bring the provider")])
        }
    };
    std::fs::remove_dir_all(&folder).map_err(|why| format!("{path}: {why}"))?;
    told
}

/// Records a log-in with it, and answers that as every run answers the one that is kept. `STADGA_UPDATE` keeps it.
fn record(folder: &Path) -> Result<(), String> {
    let fresh = folder.join("recorded.json");
    repo::run(repo::command("node", &["record.mjs", "recorded.json"]).current_dir(folder))?;
    let mut replayed = repo::command("cargo", &["test", "--package", "stadga-idp", "recorded"]);
    repo::run(replayed.env("STADGA_TRUST_RECORDED", &fresh))?;
    if std::env::var_os("STADGA_UPDATE").is_none() {
        return Ok(());
    }
    let text = std::fs::read_to_string(&fresh).map_err(|why| format!("{}: {why}", fresh.display()))?;
    repo::write(RECORDED, &text)
}

/// Runs one, shown as it goes, and gives its figures.
fn figures(long: &Long<'_>, services: &Services, program: Option<&str>) -> Result<Vec<String>, String> {
    let mut command = repo::command("cargo", &["test", "--workspace"]);
    command.args(long.target).args(["--", long.name, "--nocapture"]).env(long.setting.0, long.setting.1);
    command.envs(program.map(|program| (BY, program)));
    let child = services.offer(&mut command).stdout(Stdio::piped()).spawn();
    let mut child = child.map_err(|why| format!("{}: {why}", repo::line(&command)))?;
    let out = BufReader::new(child.stdout.take().ok_or("cargo says nothing")?);
    let told: Vec<String> =
        out.lines().map_while(Result::ok).filter_map(|line| line.strip_prefix(MARK).map(str::to_owned)).collect();
    let status = child.wait().map_err(|why| why.to_string())?;
    if status.success() { Ok(told) } else { Err(format!("{}: {status}", repo::line(&command))) }
}

/// The page: what is told now, marked with which version and day it is `of`, and the rest as it stands `before`.
fn page(told: &[String], before: &str, of: &str) -> Result<String, String> {
    let mut page = String::from(
        "# What has been tried\n\nMade by `cargo xtask trust`, which runs the tests of every run in long versions. Each \
         figure is of the version and the day that stand after it, by an unoptimised build where nothing else is said, on \
         a machine of its time",
    );
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let _ = writeln!(page, " ({cores} cores). What is not tried stands in [limits.md](limits.md).");
    for (key, heading, about) in FIGURES {
        let figures: Vec<&str> = told.iter().filter_map(|line| line.strip_prefix(key)?.strip_prefix(": ")).collect();
        let figure = match Some(figures.join("; ")).filter(|told| !told.is_empty()) {
            Some(figure) => Some(format!("{figure} ({of})")),
            None => stands(before, heading).map(str::to_owned),
        };
        let figure = match figure {
            Some(figure) => figure,
            None if before.is_empty() => return Err(format!("no figure of {key}: was its test passed over?")),
            None => continue,
        };
        let _ = write!(page, "\n## {heading}\n\n{about}\n\n**{figure}.**\n");
    }
    page.push_str(
        "\nA full disk, one that takes its time, one that turns read-only, a write-ahead log that has lost its end, a \
         clock that goes back and a second program on the same file are tried in every run; the first three only where \
         whoever runs it may make a disk of their own.\n",
    );
    Ok(page)
}

/// The figure that a page has below a heading.
fn stands<'a>(page: &'a str, heading: &str) -> Option<&'a str> {
    let below = page.split(&format!("\n## {heading}\n")).nth(1)?;
    below
        .lines()
        .take_while(|line| !line.starts_with("## "))
        .find_map(|line| line.strip_prefix("**")?.strip_suffix(".**"))
}

#[cfg(test)]
mod tests {
    use super::*;

    const OF: &str = "0.1.0, 2026-01-01";

    #[test]
    fn a_page_without_one_of_its_figures_is_not_written() {
        let told: Vec<String> = FIGURES.iter().map(|(key, ..)| format!("{key}: 3 confirmed, 0 lost")).collect();
        assert_eq!(
            page(&told, "", OF).unwrap().matches("**3 confirmed, 0 lost (0.1.0, 2026-01-01).**").count(),
            FIGURES.len()
        );
        assert!(page(&told[1..], "", OF).unwrap_err().contains("no figure of file"));
    }

    #[test]
    fn what_was_not_run_stands_as_it_was() {
        let told: Vec<String> = FIGURES.iter().map(|(key, ..)| format!("{key}: 3 confirmed, 0 lost")).collect();
        let before = page(&told, "", OF).unwrap();
        let after = page(&[String::from("packs: 9 read")], &before, "0.2.0, 2026-02-02").unwrap();
        assert_eq!(after.matches("**9 read (0.2.0, 2026-02-02).**").count(), 1);
        assert_eq!(after.matches("**3 confirmed, 0 lost (0.1.0, 2026-01-01).**").count(), FIGURES.len() - 1);
    }
}
