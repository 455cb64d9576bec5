//! The glossary: every Swedish word in a stored name is explained, and every explained word is used.

use crate::repo;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

const SOURCE: &str = "docs/glossary.toml";
const PAGE: &str = "docs/glossary.md";

/// Writes the page from the source.
pub fn update() -> Result<(), String> {
    repo::write(PAGE, &page(&terms()?))
}

/// Compares the page with the source, and the source with the words in use.
pub fn check() -> Result<(), String> {
    let terms = terms()?;
    let files = repo::files()?;
    let mut facts = String::new();
    let mut in_use = BTreeSet::new();
    for path in files.iter().filter(|path| path.starts_with("crates/") || path.starts_with("packs/")) {
        let Some(text) = repo::text(path) else {
            continue;
        };
        if path.starts_with("crates/stadga-core/src/fact") {
            facts.push_str(&text);
        }
        in_use.extend(words(&text));
    }
    let mut problems = unexplained(&terms, &stored_names(&facts));
    problems.extend(
        terms
            .iter()
            .filter(|term| !term.spellings().any(|word| in_use.contains(word)))
            .map(|term| format!("{SOURCE}: \"{}\" is used nowhere in crates/ or packs/", term.id)),
    );
    if repo::text(PAGE).as_deref() != Some(&page(&terms)) {
        problems.push(format!("{PAGE} is old: run `cargo xtask glossary`"));
    }
    repo::none_of(problems)
}

/// One entry. `id` and `forms` are as they stand in code: lower case, å and ä as a, ö as o.
struct Term {
    id: String,
    swedish: String,
    english: String,
    definition: String,
    source: String,
    not: Option<String>,
    forms: Vec<String>,
}

impl Term {
    fn spellings(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.id).chain(&self.forms).map(String::as_str)
    }
}

fn terms() -> Result<Vec<Term>, String> {
    let file: toml::Table = repo::read(SOURCE)?.parse().map_err(|why| format!("{SOURCE}: {why}"))?;
    let entries = file.get("term").and_then(toml::Value::as_array).ok_or("no [[term]] in the glossary")?;
    entries.iter().map(|entry| term(entry).map_err(|why| format!("{SOURCE}: {why}"))).collect()
}

fn term(entry: &toml::Value) -> Result<Term, String> {
    let known = ["id", "swedish", "english", "definition", "source", "not", "forms"];
    let table = entry.as_table().ok_or("a [[term]] is a table")?;
    if let Some(unknown) = table.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(format!("unknown key \"{unknown}\" in {table}"));
    }
    let text = |key: &str| table.get(key).and_then(toml::Value::as_str).map(String::from);
    let must = |key: &str| text(key).ok_or_else(|| format!("\"{key}\" is missing in:\n{table}"));
    let forms = table.get("forms").and_then(toml::Value::as_array).into_iter().flatten();
    Ok(Term {
        id: must("id")?,
        swedish: must("swedish")?,
        english: must("english")?,
        definition: must("definition")?,
        source: must("source")?,
        not: text("not"),
        forms: forms.filter_map(toml::Value::as_str).map(String::from).collect(),
    })
}

/// The words of the stored names that no entry explains, with a name each stands in.
fn unexplained(terms: &[Term], names: &BTreeSet<String>) -> Vec<String> {
    let explained: BTreeSet<&str> = terms.iter().flat_map(Term::spellings).collect();
    let mut missing = BTreeMap::new();
    for name in names {
        for word in name.split(['.', '_']).filter(|word| !explained.contains(word)) {
            missing.entry(word).or_insert(name);
        }
    }
    missing.into_iter().map(|(word, name)| format!("{SOURCE} does not explain \"{word}\", as in \"{name}\"")).collect()
}

/// The names that are stored in the log: dotted lower-case literals, and the words for roles.
fn stored_names(facts: &str) -> BTreeSet<String> {
    let is_word = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_lowercase() || c == '_');
    let mut names = BTreeSet::new();
    let mut in_roles = false;
    for line in facts.lines() {
        match line.trim() {
            "pub enum Roll {" => in_roles = true,
            "}" => in_roles = false,
            _ => {}
        }
        if line.trim_start().starts_with("//") {
            continue;
        }
        let literals: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
        names.extend(
            literals
                .iter()
                .filter(|text| text.contains('.') && text.split('.').all(is_word))
                .map(|text| String::from(*text)),
        );
        if in_roles {
            names.extend(literals.first().map(|role| String::from(*role)));
        }
    }
    names
}

/// Every word of a text as it would be spelled in code.
fn words(text: &str) -> BTreeSet<String> {
    let folded: String = text
        .to_lowercase()
        .chars()
        .map(|c| match c {
            'å' | 'ä' => 'a',
            'ö' => 'o',
            other => other,
        })
        .collect();
    folded.split(|c: char| !c.is_ascii_alphanumeric()).map(String::from).collect()
}

fn page(terms: &[Term]) -> String {
    let mut page = String::from(
        "# Glossary\n\n\
         Generated from `docs/glossary.toml` by `cargo xtask glossary`. The Swedish words are legal or professional\n\
         terms; the English is a gloss, not a name to use in code. How words are chosen: `CONTRIBUTING.md`.\n",
    );
    let mut sorted: Vec<&Term> = terms.iter().collect();
    sorted.sort_by(|a, b| a.id.cmp(&b.id));
    for term in sorted {
        let Term { id, swedish, english, definition, source, not, forms } = term;
        let _ = write!(page, "\n## {swedish}\n\n`{id}`");
        for form in forms {
            let _ = write!(page, ", `{form}`");
        }
        let _ = writeln!(page, ": {english}.\n\n{definition}\n\nSource: {source}");
        if let Some(not) = not {
            let _ = writeln!(page, "\nDo not confuse with: {not}");
        }
    }
    page
}

#[cfg(test)]
mod tests {
    use super::{stored_names, words};

    #[test]
    fn stored_names_are_dotted_literals_and_roles() {
        let facts = r#"
            UtredningInledd(utredning) = "utredning.inledd" in Arende, "Utredning inledd";
            /// See "not.this".
            pub enum Roll {
                Behandlare = "behandlare", "Behandlare";
            }
            Telefon = "telefon", "Telefon. Ring";
        "#;
        let names: Vec<String> = stored_names(facts).into_iter().collect();
        assert_eq!(names, ["behandlare", "utredning.inledd"]);
    }

    #[test]
    fn words_are_folded_as_in_code() {
        assert!(words("Kontaktväg angiven").contains("kontaktvag"));
    }
}
