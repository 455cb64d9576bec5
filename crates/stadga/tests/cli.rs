//! The program as it is run: its words, its exit codes, and what is left on disk when it is killed.

#[path = "cli/backup.rs"]
mod backup;
#[path = "cli/binder.rs"]
mod binder;
#[path = "cli/crash.rs"]
mod crash;
#[path = "cli/failover.rs"]
mod failover;
#[path = "cli/hosts.rs"]
mod hosts;
#[path = "cli/serve.rs"]
mod serve;

use rusqlite::Connection;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::LazyLock;
use tempfile::TempDir;

const CASES: &str = include_str!("../../../docs/law/deadline-cases.csv");
const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");

fn stadga(arguments: &[&str]) -> Output {
    // `cargo xtask trust` measures the program as it is shipped.
    let program = std::env::var("STADGA_TRUST_PROGRAM");
    let program = program.unwrap_or_else(|_| env!("CARGO_BIN_EXE_stadga").to_owned());
    Command::new(program).args(arguments).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

/// The program says no, with a message that holds `words` and no stack of calls.
fn check_refused(arguments: &[&str], words: &[&str]) {
    let output = stadga(arguments);
    let said = text(&output.stderr);
    assert!(!output.status.success(), "{arguments:?} went well");
    assert!(!said.contains("panicked"), "{said}");
    for word in words {
        assert!(said.contains(word), "{arguments:?} does not say {word:?}: {said}");
    }
}

/// The fields of a CSV line; a field in quotes may hold commas and doubled quotes.
fn fields(line: &str) -> Vec<String> {
    let (mut fields, mut quoted) = (vec![String::new()], false);
    let mut letters = line.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if quoted && letters.peek() == Some(&'"') => fields.last_mut().unwrap().extend(letters.next()),
            '"' => quoted = !quoted,
            ',' if !quoted => fields.push(String::new()),
            _ => fields.last_mut().unwrap().push(letter),
        }
    }
    fields
}

/// A worked case through the command line: the first line is the strict and the legal day.
fn wrong(row: &[String]) -> Option<String> {
    let [case, rule, _, _, start, parameters, strict, legal, ..] = row else { return Some(format!("{row:?}")) };
    let mut arguments = vec!["deadline", rule, start];
    let occurrence = parameters.split_once("occurrence ").map(|(_, rest)| rest.split(',').next().unwrap());
    arguments.extend(occurrence.into_iter().flat_map(|number| ["--occurrence", number]));
    let output = stadga(&arguments);
    let said = text(&output.stdout);
    let expected = format!("{strict} {legal}").replace("never", "aldrig");
    let first = said.lines().next().unwrap_or_default();
    (first != expected).then(|| format!("{case} {arguments:?}: {first:?}, not {expected:?} {}", text(&output.stderr)))
}

#[test]
fn every_worked_case_is_counted_from_the_command_line() {
    let rows: Vec<Vec<String>> = CASES.lines().skip(1).map(fields).collect();
    let wrong: Vec<String> = rows.iter().filter_map(|row| wrong(row)).collect();
    assert_eq!(wrong, Vec::<String>::new());
    assert_eq!(rows.len(), 85);
}

#[test]
fn every_rule_of_the_worked_cases_is_listed() {
    let output = stadga(&["deadline", "--list"]);
    let listed = text(&output.stdout);
    let ids: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    for line in CASES.lines().skip(1) {
        let rule = &fields(line)[1];
        assert!(ids.contains(&rule.as_str()), "{rule} is not listed");
    }
}

#[test]
fn a_local_day_is_moved_as_one_asks() {
    let first = |roll| {
        let output = stadga(&["deadline", "LOCAL-genomforandeplan-14d", "2026-12-11", "--roll", roll]);
        text(&output.stdout).lines().next().unwrap_or_default().to_owned()
    };
    assert_eq!(
        [first("none"), first("back"), first("forward")],
        ["2026-12-25 2026-12-25", "2026-12-25 2026-12-23", "2026-12-25 2026-12-28"]
    );
}

#[test]
fn what_cannot_be_counted_says_why() {
    let rule = "FL44-appeal";
    check_refused(&["deadline", "FINNS-INTE", "2026-11-23"], &["Regeln FINNS-INTE finns inte"]);
    check_refused(&["deadline", rule, "2026-13-23"], &["Skriv datumet med år, månad och dag, till exempel 2026-11-23"]);
    check_refused(&["deadline", rule, "i morgon"], &["Skriv datumet"]);
    check_refused(&["deadline"], &["Skriv regel och startdag"]);
    check_refused(&["deadline", rule], &["Skriv regel och startdag"]);
    check_refused(&["deadline", rule, "2026-11-23", "--suspend", "x"], &["x är ingen tid. Skriv FRÅN..TILL"]);
    check_refused(
        &["deadline", rule, "2026-11-23", "--suspend", "2026-12-05..2026-12-01"],
        &["Slutdatum 2026-12-01 är före startdatum 2026-12-05"],
    );
    check_refused(
        &["deadline", rule, "2026-11-23", "--suspend", "2026-12-01..2026-12-05"],
        &["ingen tid som inte räknas"],
    );
    check_refused(&["deadline", rule, "2026-11-23", "--occurrence", "0"], &["inget tillfälle 0"]);
    check_refused(&["deadline", rule, "2026-11-23", "--roll", "upp"], &["upp", "back", "forward"]);
}

#[test]
fn a_number_no_series_reaches_is_refused_and_not_rounded() {
    check_refused(&["deadline", "LOCAL-followup-3m", "2026-11-23", "--occurrence", "4000000000"], &["4000000000"]);
}

#[test]
fn json_says_the_same_as_the_text() {
    let output = stadga(&["deadline", "FL44-after-forenklad", "2026-11-19", "--json"]);
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((json["strikt"].as_str(), json["enligt_lag"].as_str()), (Some("2026-12-24"), Some("2026-12-28")));
    assert_eq!(json["regel"], "FL44-after-forenklad");
    assert!(json["kalla"].as_str().unwrap().contains("delgivningslagen"));
    assert!(json["steg"].as_array().unwrap().len() >= 5);
}

#[test]
fn the_packs_of_the_repository_have_no_errors() {
    let folders: Vec<PathBuf> = fs::read_dir(PACKS).unwrap().map(|pack| pack.unwrap().path()).collect();
    let names: Vec<&str> = folders.iter().map(|folder| folder.to_str().unwrap()).collect();
    let output = stadga(&[&["pack", "check"][..], &names].concat());
    assert!(output.status.success(), "{}{}", text(&output.stdout), text(&output.stderr));
    assert!(!text(&output.stdout).contains("fel "), "{}", text(&output.stdout));
}

/// The packs in a folder where they may be spoiled.
fn copied_packs() -> TempDir {
    let folder = tempfile::tempdir().unwrap();
    copy(Path::new(PACKS), folder.path());
    folder
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).unwrap();
    for entry in fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.file_type().unwrap().is_dir() {
            copy(&entry.path(), &to.join(entry.file_name()));
        } else {
            fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

/// A pack with something added to one of its files has an error at that place.
fn check_broken(added: &str, column: usize, words: &str) {
    let packs = copied_packs();
    let file = packs.path().join("taby-vuxna/rules/beslut.toml");
    let rules = fs::read_to_string(&file).unwrap();
    let line = rules.lines().count() + 1;
    fs::write(&file, format!("{}\n{added}\n", rules.trim_end_matches('\n'))).unwrap();
    let output = stadga(&["pack", "check", packs.path().join("taby-vuxna").to_str().unwrap()]);
    let said = text(&output.stdout);
    assert!(!output.status.success(), "{said}");
    let place = format!("taby-vuxna/rules/beslut.toml:{line}:{column} ");
    assert!(said.contains(&place), "{place:?} is missing in: {said}");
    assert!(said.contains(words), "{words:?} is missing in: {said}");
}

#[test]
fn a_broken_pack_is_told_with_file_line_and_column() {
    check_broken("detta är inte toml", 7, "");
    check_broken("[[finns_inte]]", 3, "finns_inte");
    check_broken("[[guard]]", 1, "key");
}

#[test]
fn a_pack_that_is_not_there_is_told() {
    check_refused(&["pack", "check", "/finns/inte"], &["/finns/inte"]);
    check_refused(&["pack", "show", "/finns/inte"], &["/finns/inte"]);
    check_refused(&["pack", "test", "/finns/inte.case", "--packs", PACKS], &["/finns/inte.case"]);
}

#[test]
fn a_scenario_that_does_not_hold_is_told_with_its_line() {
    let case = fs::read_to_string(format!("{PACKS}/ekvalla/cases/fyra-manader.case")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let test = |text: &str| {
        let file = folder.path().join("prov.case");
        fs::write(&file, text).unwrap();
        stadga(&["pack", "test", file.to_str().unwrap(), "--packs", PACKS])
    };
    assert!(test(&case).status.success());
    let failing = test(&case.replace("fyra-manader = 2027-02-05", "fyra-manader = 2027-02-06"));
    let said = text(&failing.stdout);
    assert!(!failing.status.success(), "{said}");
    assert!(said.contains("FEL") && said.contains("rad 4") && said.contains("2027-02-05"), "{said}");
    let unreadable = test("2026-10-05 amina ansokan.registrera\n");
    assert!(!unreadable.status.success() && text(&unreadable.stdout).contains("rad 1"), "{}", text(&unreadable.stdout));
}

#[test]
fn a_pack_shows_who_does_what_and_by_which_source() {
    let output = stadga(&["pack", "show", &format!("{PACKS}/lag")]);
    let said = text(&output.stdout);
    assert!(output.status.success() && said.contains("förvaltningslagen"), "{said}");
}

/// What the demo left behind when it was killed in the middle of its work.
struct Killed {
    folder: TempDir,
    answer: String,
}

static KILLED: LazyLock<Killed> = LazyLock::new(|| {
    let folder = tempfile::tempdir().unwrap();
    let mut demo = Command::new(env!("CARGO_BIN_EXE_stadga"))
        .args(["demo", "--port", "0", "--data", folder.path().to_str().unwrap()])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(demo.stdout.take().unwrap()).lines();
    let address = lines.map(Result::unwrap).find_map(|line| line.split("http://").nth(1).map(str::to_owned)).unwrap();
    let mut stream = TcpStream::connect(&address).unwrap();
    write!(stream, "GET / HTTP/1.1\r\nHost: {address}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    demo.kill().unwrap();
    demo.wait().unwrap();
    Killed { folder, answer }
});

/// A copy of what was left behind.
fn left_behind() -> TempDir {
    let copied = tempfile::tempdir().unwrap();
    copy(KILLED.folder.path(), copied.path());
    copied
}

fn over(command: &str, folder: &Path) -> (bool, String) {
    let output = stadga(&[command, "--data", folder.to_str().unwrap()]);
    (output.status.success(), text(&output.stdout) + text(&output.stderr).as_str())
}

#[test]
fn the_demo_answers_on_the_address_it_prints() {
    assert!(KILLED.answer.starts_with("HTTP/1.1 200 OK"), "{}", KILLED.answer);
    assert!(KILLED.answer.contains("Sara Lindqvist"), "{}", KILLED.answer);
}

#[test]
fn what_a_killed_demo_leaves_is_whole() {
    let folder = left_behind();
    let (sound, said) = over("verify", folder.path());
    assert!(sound && said.contains(", 0 fel."), "{said}");
    assert!(!said.starts_with("0 händelser"), "{said}");
    let (rebuilt, said) = over("rebuild", folder.path());
    assert!(rebuilt && said.contains(", 0 skilde sig."), "{said}");
    assert!(!said.contains(" 0 rader"), "{said}");
}

/// A change made behind the program's back is found, and the place is named.
fn check_found(change: impl FnOnce(&Connection) -> usize, words: &[&str]) {
    let folder = left_behind();
    let database = Connection::open(folder.path().join("stadga.db")).unwrap();
    database.execute_batch("DROP TRIGGER event_no_update; DROP TRIGGER event_no_delete;").unwrap();
    assert!(change(&database) > 0, "nothing was changed");
    drop(database);
    let (sound, said) = over("verify", folder.path());
    assert!(!sound, "{words:?} was not found: {said}");
    assert!(said.contains("Loggen är inte som den skrevs."), "{said}");
    for word in words {
        assert!(said.contains(word), "{word:?} is missing in: {said}");
    }
}

#[test]
fn one_changed_byte_is_found_and_named() {
    let flip = |database: &Connection| {
        let payload = "SELECT payload FROM event WHERE position = 40";
        let mut payload: Vec<u8> = database.query_row(payload, [], |row| row.get(0)).unwrap();
        payload[20] ^= 1;
        database.execute("UPDATE event SET payload = ?1 WHERE position = 40", [payload]).unwrap()
    };
    check_found(flip, &["plats 40 i loggen: händelsen är ändrad"]);
}

#[test]
fn a_changed_column_outside_the_seal_is_found_and_named() {
    for column in [
        "occurred_on = '2020-01-01'",
        "actor = 'zzzzzzzzzzzzzzzz'",
        "name = 'beslut.fattat'",
        "recorded_at = '2020-01-01T00:00:00Z'",
    ] {
        let change = format!("UPDATE event SET {column} WHERE position = 41");
        check_found(|database| database.execute(&change, []).unwrap(), &["plats 41 i loggen"]);
    }
}

#[test]
fn a_removed_event_is_found() {
    let delete = |which: &str| {
        let delete = format!("DELETE FROM event WHERE position = {which}");
        move |database: &Connection| database.execute(&delete, []).unwrap()
    };
    check_found(delete("42"), &["händelser saknas"]);
    check_found(delete("(SELECT max(position) FROM event)"), &["händelser saknas"]);
}

#[test]
fn the_wrong_key_opens_nothing() {
    let folder = left_behind();
    let key = fs::read(folder.path().join("huvudnyckel")).unwrap();
    let other: Vec<u8> = key.iter().rev().copied().collect();
    fs::write(folder.path().join("huvudnyckel"), other).unwrap();
    let (sound, said) = over("verify", folder.path());
    assert!(!sound && said.contains("nyckel"), "{said}");
}

#[test]
fn a_folder_without_a_database_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for command in ["verify", "rebuild"] {
        check_refused(&[command, "--data", folder.path().to_str().unwrap()], &["Det finns ingen databas i"]);
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "{command} left something in the folder");
    }
}
