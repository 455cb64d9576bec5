//! House rules that no compiler knows: how files begin, how long they are, what they may not name.

use crate::{crates, repo};
use std::collections::BTreeSet;

/// The most lines a file may have before its tests.
const LONGEST: usize = 400;

/// Routines belong to packs; the program knows none of them. Lower case, with and without dots.
const ROUTINES: [&str; 7] = ["nakterhus", "botkyrka", "täby", "taby", "kvalitetsfabrik", "göinge", "goinge"];

/// Checks every file that is or would be committed.
pub fn check() -> Result<(), String> {
    let mut problems = Vec::new();
    for path in repo::files()? {
        let Some(text) = repo::text(&path) else {
            continue;
        };
        if path.ends_with(".rs") {
            problems.extend(check_rust(&path, &text));
        }
        if !path.ends_with(".lock") {
            problems.extend(check_machine_paths(&path, &text));
        }
        if is_program(&path) {
            problems.extend(check_routines(&path, &text));
        }
    }
    problems.extend(check_reasons(&repo::read("Cargo.toml")?));
    problems.extend(check_code_map(&repo::read("ARCHITECTURE.md")?)?);
    repo::none_of(problems)
}

fn check_rust(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    if !text.starts_with("//! ") {
        problems.push(format!("{path}:1: begin with a `//!` line that says what the file is"));
    }
    let before_tests = text.lines().take_while(|line| *line != "#[cfg(test)]").count();
    if before_tests > LONGEST && !path.contains("/tests/") {
        problems.push(format!("{path}: {before_tests} lines before its tests, at most {LONGEST}"));
    }
    problems
}

/// A path that exists on one machine only.
fn check_machine_paths(path: &str, text: &str) -> Vec<String> {
    let folders = ["tmp", "root", "work", "home"].map(|folder| format!("/{folder}/"));
    let is_machine_path = |line: &str| {
        folders.iter().any(|folder| {
            line.match_indices(folder.as_str()).any(|(at, _)| {
                let before = line[..at].chars().next_back();
                let after = line[at + folder.len()..].chars().next();
                !before.is_some_and(|c| c.is_alphanumeric() || "._-~})/".contains(c))
                    && after.is_some_and(|c| c.is_ascii_alphanumeric())
            })
        })
    };
    numbered(text)
        .filter(|(_, line)| is_machine_path(line))
        .map(|(number, _)| format!("{path}:{number}: names a folder of one machine"))
        .collect()
}

fn check_routines(path: &str, text: &str) -> Vec<String> {
    let mut problems = Vec::new();
    for (number, line) in numbered(text) {
        let line = line.to_lowercase();
        for word in ROUTINES.iter().filter(|word| line.contains(**word)) {
            problems.push(format!("{path}:{number}: names \"{word}\"; routines belong to packs"));
        }
    }
    problems
}

/// Whether the file is part of the program: the crates but not their tests.
fn is_program(path: &str) -> bool {
    let parts: Vec<&str> = path.split('/').collect();
    matches!(parts[..], ["crates", _, folder, ..] if folder != "tests")
}

/// Every shared dependency says in a comment what it is for.
fn check_reasons(manifest: &str) -> Vec<String> {
    let mut inside = false;
    let mut problems = Vec::new();
    for (number, line) in numbered(manifest) {
        if line.starts_with('[') {
            inside = line.trim() == "[workspace.dependencies]";
        } else if inside && line.contains(" = ") && !line.starts_with('#') && !line.contains(" # ") {
            problems.push(format!("Cargo.toml:{number}: say in a comment what it is for"));
        }
    }
    problems
}

/// The code map names every crate, and only crates that exist.
fn check_code_map(page: &str) -> Result<Vec<String>, String> {
    let mut exist: BTreeSet<String> = crates::manifests()?.into_keys().collect();
    exist.insert(String::from("xtask"));
    let named: BTreeSet<String> = page
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|word| *word == "stadga" || *word == "xtask" || word.starts_with("stadga-"))
        .map(String::from)
        .collect();
    let missing = exist.difference(&named).map(|name| format!("ARCHITECTURE.md does not name `{name}`"));
    let invented = named.difference(&exist).map(|name| format!("ARCHITECTURE.md names `{name}`, which is no crate"));
    Ok(missing.chain(invented).collect())
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.lines().enumerate().map(|(index, line)| (index + 1, line))
}

#[cfg(test)]
mod tests {
    use super::{LONGEST, check_machine_paths, check_reasons, check_routines, check_rust};

    #[test]
    fn a_file_says_what_it_is_and_stays_short() {
        assert_eq!(check_rust("a.rs", "//! What it is.\n"), Vec::<String>::new());
        assert_eq!(check_rust("a.rs", "use x;\n").len(), 1);
        let long = "//! Long.\n".to_owned() + &"\n".repeat(LONGEST);
        assert_eq!(check_rust("a.rs", &long).len(), 1);
        assert_eq!(check_rust("crates/x/tests/it/a.rs", &long).len(), 0);
        let tests = format!("//! Short.\n#[cfg(test)]\n{long}");
        assert_eq!(check_rust("a.rs", &tests).len(), 0);
    }

    #[test]
    fn a_folder_of_one_machine_is_found_and_a_web_address_is_not() {
        let machine = ["see \"", "/tmp", "/x\""].concat();
        assert_eq!(check_machine_paths("a", &machine), ["a:1: names a folder of one machine"]);
        for sound in [["https://example.se", "/work", "/x"], ["packs", "/root", "/x"]] {
            assert_eq!(check_machine_paths("a", &sound.concat()), Vec::<String>::new());
        }
    }

    #[test]
    fn a_routine_is_found_in_any_case() {
        let routine = ["// as in T", "äby"].concat();
        assert_eq!(check_routines("a", &routine).len(), 1);
    }

    #[test]
    fn a_dependency_without_a_reason_is_found() {
        let manifest = "[workspace.dependencies]\na = \"1\" # for this\nb = \"1\"\n[profile.dev]\nc = 1\n";
        assert_eq!(check_reasons(manifest), ["Cargo.toml:3: say in a comment what it is for"]);
    }
}
