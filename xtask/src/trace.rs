//! `cargo xtask trace`: which clauses of the five sources are done, by which rule, proved by what.
//!
//! A clause is done when a rule of a pack carries it and a scenario exercises that rule or claims the
//! clause, or when a Rust test claims it. `docs/requirements.csv` and `docs/trace.md` are derived from
//! that and committed, so that a change that loses a proof shows.

use crate::evidence::{Evidence, Rule};
use crate::{csv, repo};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const TABLE: &str = "docs/requirements.csv";
const PAGE: &str = "docs/trace.md";
const COLUMNS: [&str; 8] = ["id", "kind", "statement", "section", "stories", "realisation", "proof", "status"];

/// Prints how many clauses are done; fails when one that is marked done is not.
pub fn report() -> Result<(), String> {
    let clauses = read()?;
    let evidence = Evidence::gather()?;
    println!("{}", summary(&clauses));
    repo::none_of(problems(&clauses, &evidence))
}

/// As [`report`], and fails when the committed trace differs from what the repository shows.
pub fn check() -> Result<(), String> {
    let clauses = read()?;
    let evidence = Evidence::gather()?;
    println!("{}", summary(&clauses));
    let mut problems = problems(&clauses, &evidence);
    let fresh = derived(&clauses, &evidence);
    for (path, right) in [(TABLE, table(&fresh)), (PAGE, page(&fresh))] {
        if repo::text(path).as_deref() != Some(&right) {
            problems.push(format!("{path} is old: run `cargo xtask trace --update`"));
        }
    }
    repo::none_of(problems)
}

/// Writes the trace anew from packs, scenarios and tests.
pub fn update() -> Result<(), String> {
    let evidence = Evidence::gather()?;
    let clauses = derived(&read()?, &evidence);
    repo::write(TABLE, &table(&clauses))?;
    repo::write(PAGE, &page(&clauses))?;
    println!("{}", summary(&clauses));
    repo::none_of(problems(&clauses, &evidence))
}

#[derive(Clone, Debug)]
struct Clause {
    id: String,
    kind: String,
    statement: String,
    section: String,
    stories: String,
    /// `pack:key` of every rule that carries it.
    realisation: Vec<String>,
    /// Scenario files, and Rust tests as `crate::test`.
    proof: Vec<String>,
    done: bool,
}

fn read() -> Result<Vec<Clause>, String> {
    let records = csv::parse(&repo::read(TABLE)?);
    let (heading, rows) = records.split_first().ok_or(format!("{TABLE} is empty"))?;
    if *heading != COLUMNS {
        return Err(format!("{TABLE}: the columns must be {}", COLUMNS.join(", ")));
    }
    rows.iter().map(|row| clause(row)).collect()
}

fn clause(row: &[String]) -> Result<Clause, String> {
    let [id, kind, statement, section, stories, realisation, proof, status] = row else {
        return Err(format!("{TABLE}: {} fields in {row:?}", row.len()));
    };
    let listed = |text: &str| text.split(' ').filter(|word| !word.is_empty()).map(String::from).collect();
    Ok(Clause {
        id: id.clone(),
        kind: kind.clone(),
        statement: statement.clone(),
        section: section.clone(),
        stories: stories.clone(),
        realisation: listed(realisation),
        proof: listed(proof),
        done: match status.as_str() {
            "done" => true,
            "open" => false,
            other => return Err(format!("{TABLE}: {id} has the status \"{other}\"")),
        },
    })
}

/// The same clauses with rules, proofs and status as the repository shows them.
fn derived(clauses: &[Clause], evidence: &Evidence) -> Vec<Clause> {
    let mut clauses = clauses.to_vec();
    for clause in &mut clauses {
        let rules: Vec<&Rule> = evidence.rules.iter().filter(|rule| rule.clauses.contains(&clause.id)).collect();
        let mut proof = BTreeSet::new();
        for scenario in &evidence.scenarios {
            let claimed = !rules.is_empty() && scenario.claims.contains(&clause.id);
            if claimed || rules.iter().any(|rule| evidence.exercises(scenario, rule)) {
                proof.insert(scenario.path.clone());
            }
        }
        let tests = evidence.tests.iter().filter(|test| test.claims.contains(&clause.id));
        proof.extend(tests.map(|test| test.name.clone()));
        let names: BTreeSet<String> = rules.iter().map(|rule| rule.name()).collect();
        clause.realisation = names.into_iter().collect();
        clause.done = !proof.is_empty();
        clause.proof = proof.into_iter().collect();
    }
    clauses
}

/// What is wrong with the clauses marked done, and with what is said about clauses.
fn problems(clauses: &[Clause], evidence: &Evidence) -> Vec<String> {
    let mut problems = evidence.problems.clone();
    let known: BTreeSet<&str> = clauses.iter().map(|clause| clause.id.as_str()).collect();
    let by_rules = evidence.rules.iter().flat_map(|rule| rule.clauses.iter().map(|id| (id, rule.name())));
    let by_cases = evidence.scenarios.iter().flat_map(|case| case.claims.iter().map(|id| (id, case.path.clone())));
    let by_tests = evidence.tests.iter().flat_map(|test| test.claims.iter().map(|id| (id, test.name.clone())));
    for (id, by) in by_rules.chain(by_cases).chain(by_tests) {
        if !known.contains(id.as_str()) {
            problems.push(format!("{by} names the clause {id}, which does not exist"));
        }
    }
    for clause in clauses.iter().filter(|clause| clause.done) {
        problems.extend(faults(clause, evidence).into_iter().map(|fault| format!("{}: {fault}", clause.id)));
    }
    problems
}

/// Why a clause marked done is not.
fn faults(clause: &Clause, evidence: &Evidence) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rules = Vec::new();
    for name in &clause.realisation {
        match evidence.rules.iter().find(|rule| rule.name() == *name) {
            Some(rule) if rule.clauses.contains(&clause.id) => rules.push(rule),
            Some(_) => faults.push(format!("the rule {name} does not carry it")),
            None => faults.push(format!("there is no rule {name}")),
        }
    }
    if clause.proof.is_empty() {
        faults.push(String::from("it is marked done and nothing proves it"));
    }
    for proof in &clause.proof {
        if let Some(scenario) = evidence.scenarios.iter().find(|scenario| scenario.path == *proof) {
            let claimed = !rules.is_empty() && scenario.claims.contains(&clause.id);
            if !claimed && !rules.iter().any(|rule| evidence.exercises(scenario, rule)) {
                faults.push(format!("{proof} exercises none of its rules"));
            }
        } else if !evidence.tests.iter().any(|test| test.name == *proof && test.claims.contains(&clause.id)) {
            faults.push(format!("the proof {proof} does not exist"));
        }
    }
    faults
}

fn summary(clauses: &[Clause]) -> String {
    let done = clauses.iter().filter(|clause| clause.done).count();
    format!("{done} of {} clauses done", clauses.len())
}

fn table(clauses: &[Clause]) -> String {
    let mut table = csv::line(&COLUMNS);
    for clause in clauses {
        table.push_str(&csv::line(&[
            &clause.id,
            &clause.kind,
            &clause.statement,
            &clause.section,
            &clause.stories,
            &clause.realisation.join(" "),
            &clause.proof.join(" "),
            if clause.done { "done" } else { "open" },
        ]));
    }
    table
}

/// The sources by the letter their clauses begin with.
const SOURCES: [(&str, &str); 5] = [
    ("T", "Täby, guidelines for addiction care of adults"),
    ("K", "Kvalitetsfabriken, from decision to outpatient treatment"),
    ("N", "Nakterhuset in Östra Göinge, a residence"),
    ("B", "Botkyrka, introducing a new user"),
    ("S", "A Stockholm district, cooperation between units"),
];

fn page(clauses: &[Clause]) -> String {
    let mut page = format!(
        "# Trace of clauses\n\n\
         Generated by `cargo xtask trace --update` from packs, scenarios and tests; the same in columns is\n\
         `requirements.csv`, with each clause in our own words. {}.\n\n\
         A clause is *done* when a rule of a pack carries it (`clauses = [\"K-35\"]`) and a scenario exercises that rule\n\
         (`[rule key]` in an expectation) or claims the clause (`# provar: K-35`), or when a Rust test claims it\n\
         (`// proves: K-35`). Everything else is open, also where code for it exists.\n\n\
         | source | done | of |\n| --- | --- | --- |\n",
        summary(clauses)
    );
    let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for clause in clauses {
        let letter = clause.id.split('-').next().unwrap_or_default();
        let (done, all) = counts.entry(letter).or_default();
        *done += usize::from(clause.done);
        *all += 1;
    }
    for (letter, name) in SOURCES {
        let (done, all) = counts.get(letter).copied().unwrap_or_default();
        let _ = writeln!(page, "| {letter}: {name} | {done} | {all} |");
    }
    page.push_str("\n## Done\n\n| clause | what it asks | rules | proof |\n| --- | --- | --- | --- |\n");
    for clause in clauses.iter().filter(|clause| clause.done) {
        let Clause { id, statement, realisation, proof, .. } = clause;
        let _ = writeln!(
            page,
            "| {id} | {} | {} | {} |",
            statement.replace('|', "/"),
            realisation.join("<br>"),
            proof.join("<br>")
        );
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{Clause, derived, faults};
    use crate::evidence::{Evidence, Rule, RustTest};

    fn clause(id: &str) -> Clause {
        let row = [id, "obligation", "x", "1", "1", "", "", "open"].map(String::from);
        super::clause(&row).expect("the row is whole")
    }

    #[test]
    fn a_rule_without_proof_leaves_the_clause_open() {
        let rule = Rule { pack: String::from("lag"), key: String::from("a.b"), clauses: vec![String::from("K-01")] };
        let evidence = Evidence { rules: vec![rule], ..Evidence::default() };
        let after = derived(&[clause("K-01")], &evidence);
        assert_eq!(after[0].realisation, ["lag:a.b"]);
        assert!(!after[0].done);
    }

    #[test]
    fn a_rust_test_makes_it_done_and_its_absence_is_a_fault() {
        let test = RustTest { name: String::from("x::y"), claims: [String::from("K-01")].into() };
        let evidence = Evidence { tests: vec![test], ..Evidence::default() };
        let after = derived(&[clause("K-01")], &evidence);
        assert!(after[0].done);
        assert_eq!(faults(&after[0], &evidence), Vec::<String>::new());
        assert_eq!(faults(&after[0], &Evidence::default()), ["the proof x::y does not exist"]);
    }
}
