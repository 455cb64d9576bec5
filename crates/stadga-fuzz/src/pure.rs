//! Texts that are read by functions alone.

use jiff::civil::Date;
use stadga_app::packs::stack;
use stadga_core::calendar::text::parse_date;
use stadga_core::identity::PersonNumber;
use stadga_rules::PackFiles;

/// The day it is.
const TODAY: Date = jiff::civil::date(2026, 11, 27);
/// What a pack has beside the file that is tried.
const PACK: &str = "[pack]\nid = \"prov\"\nname = \"Prov\"\nkind = \"lag\"\nversion = \"1\"\nvalid_from = 2025-07-01\n\
                    responsible = \"Ingen\"\nreview_months = 6\nsource = \"Prov\"\n";

/// A file of a pack: read, or its problems are told at lines that are there. The first line of the text says which of
/// the pack's files it is; a text with no name before it is a file of rules.
///
/// # Panics
/// When a problem stands at a line that is not there.
pub fn pack(text: &str) -> bool {
    let (name, text) = match text.split_once('\n') {
        Some((name, rest)) if name.ends_with(".toml") && !name.contains(' ') => (name, rest),
        _ => ("rules/prov.toml", text),
    };
    let mut files = vec![(name.to_owned(), text.to_owned())];
    if name != "pack.toml" {
        files.push((String::from("pack.toml"), String::from(PACK)));
    }
    let lines = text.lines().count();
    let (_, diagnostics) = stack(&[PackFiles { id: String::from("prov"), files }]);
    for diagnostic in &diagnostics {
        assert!(!diagnostic.file.ends_with(name) || diagnostic.line <= lines + 1, "{diagnostic}");
    }
    diagnostics.is_empty()
}

/// A personal number: refused, or the same when it is written out and read again.
///
/// # Panics
/// When it reads as another, or is of somebody who is not born.
pub fn number(text: &str) -> bool {
    let Ok(number) = PersonNumber::parse(text, TODAY) else { return false };
    let again = PersonNumber::parse(&number.full(), TODAY);
    assert!(again.as_ref() == Ok(&number), "{text:?} is read as {} and then as {again:?}", number.full());
    assert!(number.birth_date() <= TODAY, "{text:?} is of somebody who is not born");
    true
}

/// A day somebody typed: refused, or the same when it is written out and read again.
///
/// # Panics
/// When it reads as another day.
pub fn date(text: &str) -> bool {
    let Ok(date) = parse_date(text, TODAY) else { return false };
    assert!(parse_date(&date.to_string(), TODAY) == Ok(date), "{text:?} is read as {date}");
    true
}

/// A scenario: read, or told line by line what cannot be read.
///
/// # Panics
/// When it is refused and nothing is said of why.
pub fn case_file(text: &str) -> bool {
    let Err(problems) = stadga_app::scenario::readable(text) else { return true };
    assert!(!problems.is_empty() && problems.iter().all(|problem| !problem.trim().is_empty()), "{problems:?}");
    false
}
