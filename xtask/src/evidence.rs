//! What packs, scenarios and Rust tests say about clauses: who carries them, who proves them.
//!
//! - A rule carries clauses: a table of a pack with `key = "..."` and `clauses = ["K-35"]`.
//! - A scenario exercises a rule by naming it in an expectation, `[key]` or `[pack:key]`, or claims a
//!   clause with the line `# provar: K-35`.
//! - A Rust test claims a clause with the line `// proves: T-090` above it.

use crate::repo;
use std::collections::BTreeSet;

/// Everything found in the repository.
#[derive(Default)]
pub struct Evidence {
    /// Rules of all packs that carry a clause.
    pub rules: Vec<Rule>,
    /// All scenarios.
    pub scenarios: Vec<Scenario>,
    /// All Rust tests that claim a clause.
    pub tests: Vec<RustTest>,
    /// Pack files that could not be read.
    pub problems: Vec<String>,
}

/// A rule of a pack.
pub struct Rule {
    /// The pack's folder.
    pub pack: String,
    /// The rule's key in its pack.
    pub key: String,
    /// The clauses it carries.
    pub clauses: Vec<String>,
}

/// A scenario file.
pub struct Scenario {
    /// Its path.
    pub path: String,
    /// The clauses it claims with `# provar:`.
    pub claims: BTreeSet<String>,
    mentions: BTreeSet<String>,
}

/// A Rust test.
pub struct RustTest {
    /// `crate::test_name`.
    pub name: String,
    /// The clauses it claims with `// proves:`.
    pub claims: BTreeSet<String>,
}

impl Evidence {
    /// Reads the repository.
    pub fn gather() -> Result<Self, String> {
        let mut found = Self::default();
        for path in repo::files()? {
            let parts: Vec<&str> = path.split('/').collect();
            let Some(text) = repo::text(&path) else {
                continue;
            };
            match parts[..] {
                ["packs", pack, ..] if path.ends_with(".toml") => match text.parse::<toml::Table>() {
                    Ok(file) => rules(pack, &toml::Value::Table(file), &mut found.rules),
                    Err(why) => found.problems.push(format!("{path}: {why}")),
                },
                ["packs", ..] if path.ends_with(".case") => found.scenarios.push(scenario(path, &text)),
                ["crates", name, ..] if path.ends_with(".rs") => found.tests.extend(tests(name, &text)),
                _ => {}
            }
        }
        Ok(found)
    }

    /// Whether the scenario exercises the rule: by its full name, or by its key alone when the
    /// scenario's own pack has the key or no other pack does.
    pub fn exercises(&self, scenario: &Scenario, rule: &Rule) -> bool {
        let own_pack = scenario.path.split('/').nth(1).unwrap_or_default();
        let is_own = rule.pack == own_pack;
        let shadowed = || self.rules.iter().any(|other| other.pack == own_pack && other.key == rule.key);
        scenario.mentions.contains(&rule.name()) || (scenario.mentions.contains(&rule.key) && (is_own || !shadowed()))
    }
}

impl Rule {
    /// `pack:key`.
    pub fn name(&self) -> String {
        format!("{}:{}", self.pack, self.key)
    }
}

/// Every table that has a key and clauses, however deep it lies.
fn rules(pack: &str, value: &toml::Value, found: &mut Vec<Rule>) {
    match value {
        toml::Value::Array(values) => values.iter().for_each(|value| rules(pack, value, found)),
        toml::Value::Table(table) => {
            let key = table.get("key").and_then(toml::Value::as_str);
            let clauses = table.get("clauses").and_then(toml::Value::as_array);
            if let (Some(key), Some(clauses)) = (key, clauses) {
                found.push(Rule {
                    pack: String::from(pack),
                    key: String::from(key),
                    clauses: clauses.iter().filter_map(toml::Value::as_str).map(String::from).collect(),
                });
            }
            table.values().for_each(|value| rules(pack, value, found));
        }
        _ => {}
    }
}

fn scenario(path: String, text: &str) -> Scenario {
    let (mut claims, mut mentions) = (BTreeSet::new(), BTreeSet::new());
    for line in text.lines().map(str::trim) {
        if let Some(comment) = line.strip_prefix('#') {
            claims.extend(listed(comment.trim_start().strip_prefix("provar:")));
            continue;
        }
        let brackets = line.split('[').skip(1).filter_map(|part| part.split_once(']'));
        mentions.extend(brackets.map(|(inside, _)| String::from(inside.trim())));
    }
    Scenario { path, claims, mentions }
}

fn tests(name: &str, text: &str) -> Vec<RustTest> {
    let mut found = Vec::new();
    let mut claims = BTreeSet::new();
    for line in text.lines().map(str::trim) {
        let function = line.trim_start_matches("pub ").trim_start_matches("async ").strip_prefix("fn ");
        if let Some(comment) = line.strip_prefix("// proves:") {
            claims.extend(listed(Some(comment)));
        } else if let Some(function) = function
            && !claims.is_empty()
        {
            let test = function.split(['(', '<']).next().unwrap_or_default();
            found.push(RustTest { name: format!("{name}::{test}"), claims: std::mem::take(&mut claims) });
        }
    }
    found
}

fn listed(words: Option<&str>) -> impl Iterator<Item = String> {
    let words = words.unwrap_or_default().split([' ', ',']);
    words.map(|word| word.trim_end_matches('.')).filter(|word| !word.is_empty()).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::{Evidence, rules, scenario, tests};

    fn evidence(packs: &[(&str, &str)]) -> Evidence {
        let mut evidence = Evidence::default();
        for (pack, text) in packs {
            let file: toml::Table = text.parse().expect("the pack is TOML");
            rules(pack, &toml::Value::Table(file), &mut evidence.rules);
        }
        evidence
    }

    #[test]
    fn a_scenario_exercises_the_rules_it_names() {
        let plan = "[[duty]]\nkey = \"plan.upprattas\"\nclauses = [\"K-35\"]\n";
        let evidence = evidence(&[("lag", plan), ("a", plan)]);
        let case = |path: &str, text: &str| -> Vec<String> {
            let scenario = scenario(String::from(path), text);
            let exercised = evidence.rules.iter().filter(|rule| evidence.exercises(&scenario, rule));
            exercised.map(super::Rule::name).collect()
        };
        let line = "  behandlare 2026-12-14 Plan [plan.upprattas]";
        assert_eq!(case("packs/a/cases/x.case", line), ["a:plan.upprattas"]);
        assert_eq!(case("packs/b/cases/x.case", line).len(), 2);
        assert_eq!(case("packs/a/cases/x.case", "x [lag:plan.upprattas]"), ["lag:plan.upprattas"]);
        assert_eq!(case("packs/a/cases/x.case", "# [plan.upprattas]").len(), 0);
    }

    #[test]
    fn claims_are_read_from_comments() {
        let case = scenario(String::from("x"), "# provar: K-35, K-36\n# annat");
        assert_eq!(case.claims.into_iter().collect::<Vec<_>>(), ["K-35", "K-36"]);
        let found = tests("stadga-core", "    // proves: T-090\n    #[test]\n    fn it_holds() {\n");
        assert_eq!(found[0].name, "stadga-core::it_holds");
        assert!(found[0].claims.contains("T-090"));
    }
}
