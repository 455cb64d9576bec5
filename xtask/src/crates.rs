//! The architecture as `Cargo.toml` states it: which crate may use which, and what the pure ones
//! must never pull in.

use crate::repo;
use std::collections::BTreeMap;

/// Each crate with the crates of ours it may use. What only tests may use stands below.
const MAY_USE: [(&str, &[&str]); 15] = [
    ("stadga-core", &[]),
    ("stadga-rules", &["stadga-core"]),
    ("stadga-seal", &[]),
    ("stadga-store", &["stadga-core", "stadga-seal"]),
    ("stadga-letters", &["stadga-core"]),
    (
        "stadga-app",
        &["stadga-core", "stadga-rules", "stadga-store", "stadga-letters", "stadga-archive", "stadga-passkey"],
    ),
    ("stadga-archive", &[]),
    ("stadga-idp", &[]),
    ("stadga-passkey", &[]),
    (
        "stadga-web",
        &[
            "stadga-core",
            "stadga-rules",
            "stadga-store",
            "stadga-letters",
            "stadga-app",
            "stadga-idp",
            "stadga-passkey",
        ],
    ),
    ("stadga-kontroll", &[]),
    ("stadga-disk", &[]),
    (
        "stadga",
        &[
            "stadga-core",
            "stadga-rules",
            "stadga-store",
            "stadga-letters",
            "stadga-app",
            "stadga-idp",
            "stadga-passkey",
            "stadga-web",
            "stadga-kontroll",
        ],
    ),
    ("stadga-testkit", &["stadga-core", "stadga-rules", "stadga-store", "stadga-letters", "stadga-app"]),
    ("stadga-fuzz", &["stadga-core", "stadga-rules", "stadga-app", "stadga-web", "stadga-testkit"]),
];

/// What any crate's tests may use.
const ONLY_IN_TESTS: [&str; 4] = ["stadga-testkit", "stadga-kontroll", "stadga-disk", "stadga-fuzz"];

/// Crates that are for tests alone.
const FOR_TESTS: [&str; 3] = ["stadga-testkit", "stadga-disk", "stadga-fuzz"];

/// What only one crate and the tests may use: nobody but the store speaks SQL.
const RESERVED: [(&str, &str); 3] =
    [("rusqlite", "stadga-store"), ("tokio-postgres", "stadga-store"), ("postgres", "stadga-store")];

/// What a pure crate must not pull in, however far down.
const IMPURE: [&str; 7] = ["tokio", "rusqlite", "axum", "serde_json", "getrandom", "rand", "tokio-postgres"];
const PURE: [&str; 2] = ["stadga-core", "stadga-rules"];

/// The names of the crates under `crates/`, each with its manifest.
pub fn manifests() -> Result<BTreeMap<String, toml::Table>, String> {
    let mut manifests = BTreeMap::new();
    for path in repo::files()? {
        let parts: Vec<&str> = path.split('/').collect();
        if let ["crates", folder, "Cargo.toml"] = parts[..] {
            let manifest: toml::Table = repo::read(&path)?.parse().map_err(|why| format!("{path}: {why}"))?;
            manifests.insert(String::from(folder), manifest);
        }
    }
    Ok(manifests)
}

/// Checks every crate's dependencies against the tables above.
pub fn check_directions() -> Result<(), String> {
    let mut problems = Vec::new();
    for (name, manifest) in manifests()? {
        let Some((_, may_use)) = MAY_USE.iter().find(|(known, _)| *known == name) else {
            problems.push(format!("{name}: say in xtask/src/crates.rs which crates it may use"));
            continue;
        };
        for (used, only_in_tests) in dependencies(&manifest) {
            let ours = used.starts_with("stadga");
            let allowed = may_use.contains(&used.as_str()) || (only_in_tests && ONLY_IN_TESTS.contains(&used.as_str()));
            if ours && !allowed {
                problems.push(format!("{name} must not use {used}"));
            }
            if let Some((_, owner)) = RESERVED.iter().find(|(reserved, _)| *reserved == used)
                && *owner != name
                && !(only_in_tests || FOR_TESTS.contains(&name.as_str()))
            {
                problems.push(format!("{name} must not use {used}: only {owner} may"));
            }
        }
    }
    repo::none_of(problems)
}

/// Checks that no pure crate pulls in what reads, waits or guesses.
pub fn check_purity() -> Result<(), String> {
    let mut problems = Vec::new();
    for name in PURE {
        let arguments = ["tree", "--package", name, "--edges", "normal", "--prefix", "none", "--format", "{p}"];
        let tree = repo::output("cargo", &arguments)?;
        let used: Vec<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
        for impure in IMPURE.iter().filter(|impure| used.contains(impure)) {
            problems.push(format!("{name} is pure and must not pull in {impure}"));
        }
    }
    repo::none_of(problems)
}

/// What a manifest names, each with whether only the tests use it.
fn dependencies(manifest: &toml::Table) -> Vec<(String, bool)> {
    let sections = [("dependencies", false), ("build-dependencies", false), ("dev-dependencies", true)];
    let mut found = Vec::new();
    for (section, only_in_tests) in sections {
        if let Some(table) = manifest.get(section).and_then(toml::Value::as_table) {
            found.extend(table.keys().map(|name| (name.clone(), only_in_tests)));
        }
    }
    found
}
