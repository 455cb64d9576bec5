//! Each rule of the packs is proved: without it, a scenario that names it fails.
//!
//! A rule that can be taken away without anybody noticing proves nothing of the clauses it carries.

use stadga_app::packs::Library;
use stadga_app::scenario;
use stadga_rules::{PackFiles, Severity};
use stadga_store::Place;
use std::path::{Path, PathBuf};
use toml::{Table, Value};

/// The packs of the repository.
const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");
/// The tables whose rules are taken away one at a time.
const KINDS: [&str; 6] = ["duty", "guard", "text", "step", "insats", "service"];

/// A scenario's path and text.
struct Case {
    path: PathBuf,
    text: String,
}

fn cases() -> Vec<Case> {
    let folders = std::fs::read_dir(PACKS).unwrap().map(|pack| pack.unwrap().path().join("cases"));
    let files = folders.filter(|cases| cases.is_dir()).flat_map(|cases| std::fs::read_dir(cases).unwrap());
    let mut paths: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    paths.retain(|file| file.extension().is_some_and(|end| end == "case"));
    paths.sort();
    paths.into_iter().map(|path| Case { text: std::fs::read_to_string(&path).unwrap(), path }).collect()
}

/// Every rule that somebody has to follow or read, by pack and key. An insats counts when it carries clauses.
fn rules(library: &Library) -> Vec<(String, String)> {
    let mut rules = Vec::new();
    for id in library.ids() {
        for (_, text) in &library.get(id).unwrap().files {
            let table: Table = text.parse().unwrap();
            for kind in KINDS {
                let declared = table.get(kind).and_then(Value::as_array).into_iter().flatten();
                let clauses =
                    |rule: &&Value| rule.get("clauses").and_then(Value::as_array).is_some_and(|all| !all.is_empty());
                let wanted = declared.filter(|rule| kind != "insats" || clauses(rule));
                rules.extend(wanted.map(|rule| (id.to_owned(), rule["key"].as_str().unwrap().to_owned())));
            }
        }
    }
    rules
}

/// The packs without one rule, and without what other packs change in it. An insats stays, for other
/// rules name it, but says nothing of what it is.
fn without(library: &Library, pack: &str, key: &str) -> Library {
    let address = format!("{pack}:{key}");
    let fewer = |id: &str, text: &str| {
        // Most files say nothing of the rule, and are not read again.
        if id != pack && !text.contains(&address) {
            return text.to_owned();
        }
        let mut table: Table = text.parse().unwrap();
        for (kind, rules) in &mut table {
            let Some(rules) = rules.as_array_mut() else { continue };
            let wanted = if kind == "override" { address.as_str() } else { key };
            let is = |rule: &Value| rule.get("key").and_then(Value::as_str) == Some(wanted);
            match kind.as_str() {
                "override" => rules.retain(|rule| !is(rule)),
                _ if id != pack => {}
                "insats" => {
                    for insats in rules.iter_mut().filter(|rule| is(rule)).filter_map(Value::as_table_mut) {
                        insats.retain(|name, _| name != "description" && name != "goals");
                    }
                }
                _ => rules.retain(|rule| !is(rule)),
            }
        }
        table.to_string()
    };
    let packs = library.ids().map(|id| {
        let files = library.get(id).unwrap().files.iter();
        PackFiles { id: id.to_owned(), files: files.map(|(name, text)| (name.clone(), fewer(id, text))).collect() }
    });
    Library::new(packs)
}

/// What is wrong with the municipality's packs, and with the pack itself where it is none of them.
fn errors(library: &Library, pack: &str) -> Vec<String> {
    let mut stacks = vec![library.stack_of("ekvalla")];
    if stacks.iter().flatten().all(|files| files.id != pack) {
        stacks.push(library.stack_of(pack));
    }
    let found = stacks.iter().flat_map(|packs| stadga_app::packs::stack(packs).1);
    found.filter(|found| found.severity == Severity::Error).map(|found| found.to_string()).collect()
}

/// Whether the scenario names the rule in brackets.
fn names(case: &Case, pack: &str, key: &str) -> bool {
    let mut inside = case.text.lines().flat_map(|line| line.split('[').skip(1)).filter_map(|part| part.split_once(']'));
    inside.any(|(rule, _)| rule == format!("{pack}:{key}"))
}

#[test]
fn without_a_rule_a_scenario_that_names_it_fails() {
    let library = Library::read(Path::new(PACKS)).unwrap();
    let (cases, rules) = (cases(), rules(&library));
    let unproved: Vec<String> = std::thread::scope(|scope| {
        let half = rules.len().div_ceil(WORKERS);
        let try_all =
            |some: &[(String, String)]| some.iter().filter_map(|rule| unproved(&library, &cases, rule)).collect();
        let workers: Vec<_> =
            rules.chunks(half).map(|some| scope.spawn(move || -> Vec<String> { try_all(some) })).collect();
        workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
    });
    assert!(unproved.is_empty(), "no scenario fails without these rules:\n  {}", unproved.join("\n  "));
}

/// How many rules are tried at the same time.
const WORKERS: usize = 2;

/// The rule, with the scenarios that name it, when none of them fails without it.
fn unproved(library: &Library, cases: &[Case], (pack, key): &(String, String)) -> Option<String> {
    let fewer = without(library, pack, key);
    let errors = errors(&fewer, pack);
    // A step that other rules speak of cannot even be taken away.
    if errors.iter().any(|error| error.contains(&format!("`steg.{key}`"))) {
        return None;
    }
    // Packs that no longer hold together would make every scenario fail, and prove nothing.
    assert!(errors.is_empty(), "without {pack}:{key}: {}", errors.join("; "));
    let folder = tempfile::tempdir().unwrap();
    let fails = |(at, case): (usize, &Case)| {
        let here = Place::File(folder.path().join(format!("{at}.db")));
        !scenario::run(&case.text, &fewer, &here).failures.is_empty()
    };
    let naming: Vec<&Case> = cases.iter().filter(|case| names(case, pack, key)).collect();
    if naming.iter().copied().enumerate().any(fails) {
        return None;
    }
    let tried: Vec<String> = naming.iter().map(|case| case.path.file_name().unwrap().display().to_string()).collect();
    Some(format!("{pack}:{key} ({})", tried.join(", ")))
}
