//! `cargo xtask sbom`: what the program is built of, as a bill of materials (CycloneDX), and under which licences.

use crate::repo;
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};

/// The program that is handed out.
const PROGRAM: &str = "stadga";
/// Licences that may be combined and handed on together with the program's own.
const ALLOWED: [&str; 13] = [
    "EUPL-1.2",
    "MIT",
    "Apache-2.0",
    "Apache-2.0 WITH LLVM-exception",
    "BSD-2-Clause",
    "BSD-3-Clause",
    "ISC",
    "Zlib",
    "Unicode-3.0",
    "0BSD",
    "Unlicense",
    "BSL-1.0",
    // Its own files stay under it, unchanged; the EUPL names it among those it may go together with.
    "MPL-2.0",
];

/// One crate that goes into the program.
struct Part {
    name: String,
    version: String,
    licence: String,
    /// Whether it comes from the registry; the others are ours.
    outside: bool,
    /// The parts it needs itself, by their ids.
    needs: Vec<String>,
}

/// Writes the bill of materials to a file.
pub fn write(path: &str) -> Result<(), String> {
    let parts = parts()?;
    let text = serde_json::to_string_pretty(&bill(&parts, &checksums()?)).map_err(|why| why.to_string())?;
    repo::write(path, &format!("{text}\n"))?;
    println!("{} parts, {} of them from outside", parts.len(), parts.values().filter(|part| part.outside).count());
    Ok(())
}

/// Fails on a part whose licence is none of those allowed.
pub fn check_licences() -> Result<(), String> {
    let parts = parts()?;
    let bad = parts.values().filter(|part| !may(&part.licence, &ALLOWED));
    repo::none_of(bad.map(|part| format!("{} {}: licence {:?}", part.name, part.version, part.licence)).collect())
}

/// What goes into the program on this kind of machine, by id: not what only tests and chores use.
fn parts() -> Result<BTreeMap<String, Part>, String> {
    let machine = repo::output("rustc", &["--version", "--verbose"])?;
    let machine = machine.lines().find_map(|line| line.strip_prefix("host: ")).ok_or("rustc names no platform")?;
    let asked = ["metadata", "--format-version", "1", "--locked", "--filter-platform", machine];
    let told = repo::output("cargo", &asked)?;
    let told: Value = serde_json::from_str(&told).map_err(|why| why.to_string())?;
    let known = read(&told);
    let first = known.iter().find(|(_, part)| part.name == PROGRAM && !part.outside).map(|(id, _)| id.clone());
    let mut left = vec![first.ok_or_else(|| format!("there is no crate named {PROGRAM}"))?];
    let mut reached = BTreeSet::new();
    while let Some(id) = left.pop() {
        if let Some(part) = known.get(&id).filter(|_| reached.insert(id.clone())) {
            left.extend(part.needs.iter().cloned());
        }
    }
    Ok(known.into_iter().filter(|(id, _)| reached.contains(id)).collect())
}

/// Every package that cargo tells of, with what it needs when it is not tested.
fn read(told: &Value) -> BTreeMap<String, Part> {
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    let for_tests = |dep: &Value| list(&dep["dep_kinds"]).iter().all(|kind| kind["kind"] == "dev");
    let mut needs: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for node in list(&told["resolve"]["nodes"]) {
        let deps = list(&node["deps"]).into_iter().filter(|dep| !for_tests(dep));
        needs.insert(text(&node["id"]), deps.map(|dep| text(&dep["pkg"])).collect());
    }
    let part = |package: &Value| {
        let id = text(&package["id"]);
        let part = Part {
            name: text(&package["name"]),
            version: text(&package["version"]),
            licence: words(&text(&package["license"]).replace('/', " OR ")),
            outside: !package["source"].is_null(),
            needs: needs.get(&id).cloned().unwrap_or_default(),
        };
        (id, part)
    };
    list(&told["packages"]).iter().map(part).collect()
}

/// A text with one space between its words.
fn words(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The checksum of each crate from the registry, by name and version.
fn checksums() -> Result<BTreeMap<(String, String), String>, String> {
    let lock: toml::Table = repo::read("Cargo.lock")?.parse().map_err(|why| format!("Cargo.lock: {why}"))?;
    let packages = lock.get("package").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let text = |package: &toml::Value, name: &str| package.get(name)?.as_str().map(str::to_owned);
    let sums = packages
        .iter()
        .filter_map(|package| Some(((text(package, "name")?, text(package, "version")?), text(package, "checksum")?)));
    Ok(sums.collect())
}

fn bill(parts: &BTreeMap<String, Part>, sums: &BTreeMap<(String, String), String>) -> Value {
    let name = |part: &Part| format!("pkg:cargo/{}@{}", part.name, part.version);
    let component = |part: &Part| {
        let sum = sums.get(&(part.name.clone(), part.version.clone()));
        let hashes: Vec<Value> = sum.iter().map(|sum| json!({ "alg": "SHA-256", "content": sum })).collect();
        json!({
            "type": if part.name == PROGRAM { "application" } else { "library" },
            "bom-ref": name(part),
            "purl": name(part),
            "name": part.name,
            "version": part.version,
            "licenses": [{ "expression": part.licence }],
            "hashes": hashes,
        })
    };
    let needs = |part: &Part| {
        let needs: BTreeSet<String> = part.needs.iter().filter_map(|id| parts.get(id)).map(name).collect();
        json!({ "ref": name(part), "dependsOn": needs })
    };
    let program = parts.values().find(|part| part.name == PROGRAM).map(component);
    let others = parts.values().filter(|part| part.name != PROGRAM);
    json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": { "component": program },
        "components": others.map(component).collect::<Vec<_>>(),
        "dependencies": parts.values().map(needs).collect::<Vec<_>>(),
    })
}

/// Whether an expression can be met by licences that are allowed: one side of each `OR`, both of each `AND`.
fn may(expression: &str, allowed: &[&str]) -> bool {
    let expression = expression.trim();
    for word in [" OR ", " AND "] {
        if let Some((left, right)) = split(expression, word) {
            let (left, right) = (may(left, allowed), may(right, allowed));
            return if word == " OR " { left || right } else { left && right };
        }
    }
    match expression.strip_prefix('(').and_then(|inner| inner.strip_suffix(')')) {
        Some(inner) => may(inner, allowed),
        None => allowed.contains(&expression),
    }
}

/// The two sides of the first such word that stands outside brackets.
fn split<'a>(expression: &'a str, word: &str) -> Option<(&'a str, &'a str)> {
    let outside = |at: &usize| {
        let before = expression.get(..*at).unwrap_or_default();
        before.matches('(').count() == before.matches(')').count()
    };
    let at = expression.match_indices(word).map(|(at, _)| at).find(outside)?;
    Some((expression.get(..at)?, expression.get(at + word.len()..)?))
}

#[cfg(test)]
mod tests {
    use super::{bill, may, read};
    use serde_json::json;
    use std::collections::BTreeMap;

    #[test]
    fn a_licence_is_allowed_when_one_side_of_each_choice_is() {
        let allowed = ["MIT", "ISC", "Apache-2.0 WITH LLVM-exception"];
        for (expression, expected) in [
            ("MIT", true),
            ("MIT OR GPL-2.0-only", true),
            ("GPL-2.0-only", false),
            ("(GPL-2.0-only OR MIT) AND ISC", true),
            ("(GPL-2.0-only OR MIT) AND Unicode-3.0", false),
            ("Apache-2.0 WITH LLVM-exception OR GPL-3.0", true),
            ("", false),
        ] {
            assert_eq!(may(expression, &allowed), expected, "{expression}");
        }
    }

    #[test]
    fn the_bill_names_what_a_part_needs_but_not_what_its_tests_do() {
        let told = json!({
            "packages": [
                { "id": "a", "name": "stadga", "version": "1.0.0", "license": "EUPL-1.2", "source": null },
                { "id": "b", "name": "bytes", "version": "2.0.0", "license": "MIT/Apache-2.0", "source": "registry" },
                { "id": "c", "name": "insta", "version": "3.0.0", "license": "MIT", "source": "registry" },
            ],
            "resolve": { "nodes": [
                { "id": "a", "deps": [
                    { "pkg": "b", "dep_kinds": [{ "kind": null }, { "kind": "dev" }] },
                    { "pkg": "c", "dep_kinds": [{ "kind": "dev" }] },
                ] },
            ] },
        });
        let parts = read(&told);
        let sums = BTreeMap::from([(("bytes".to_owned(), "2.0.0".to_owned()), "ab".to_owned())]);
        let bill = bill(&parts, &sums);
        assert_eq!(bill["metadata"]["component"]["purl"], "pkg:cargo/stadga@1.0.0");
        assert_eq!(bill["dependencies"][0]["dependsOn"], json!(["pkg:cargo/bytes@2.0.0"]));
        let bytes = &bill["components"][0];
        assert_eq!(bytes["licenses"][0]["expression"], "MIT OR Apache-2.0");
        assert_eq!(bytes["hashes"][0]["content"], "ab");
    }
}
