//! Bad packs, each with the messages it must give: the folder `tests/bad`.
//!
//! A fixture begins with its messages in comments `#> `. A file whose name begins with `pack-` is a
//! `pack.toml`; every other is a file of rules. It is laid upon a small pack of law. With
//! `STADGA_UPDATE=1` the messages are written anew.

use crate::support::{duty, manifest, read};
use stadga_rules::{Diagnostic, PackFiles, Stack, parse};
use std::path::Path;

/// The messages a fixture gives, in order of place.
fn messages(name: &str, text: &str) -> Vec<String> {
    let law = duty("plan", "when = \"mote.hallet\"\nwithin = \"3 veckor\"\nmet_by = [\"genomforandeplan.upprattad\"]")
        + &*duty("genast", "when = \"mote.hallet\"\nurgency = \"genast\"\nmet_by = [\"insats.paborjad\"]")
        + &*duty("bedom", "when = \"mote.hallet\"\njudge = true\nmet_by = [\"insats.paborjad\"]");
    let law = read("lag", &manifest("lag", "lag", ""), &law);
    let files = match name.starts_with("pack-") {
        true => vec![("pack.toml".to_owned(), text.to_owned())],
        false => {
            vec![("pack.toml".to_owned(), manifest("prov", "kommun", "")), ("rules/r.toml".to_owned(), text.to_owned())]
        }
    };
    let parsed = parse(&PackFiles { id: "prov".to_owned(), files }, &crate::support::vocabulary());
    let (_, found) = Stack::new(law.pack.into_iter().chain(parsed.pack).collect());
    let mut all: Vec<Diagnostic> = parsed.diagnostics.into_iter().chain(found).collect();
    all.retain(|found| found.pack == "prov");
    all.sort_by_key(|found| (found.line, found.column));
    all.iter()
        .map(|found| found.to_string().replace(" prov/rules/r.toml:", " ").replace(" prov/pack.toml:", " "))
        .collect()
}

#[test]
fn every_bad_pack_says_what_is_wrong() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/bad");
    let mut names: Vec<String> = std::fs::read_dir(&folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .filter(|name| name.ends_with(".toml"))
        .collect();
    names.sort();
    assert!(!names.is_empty());
    let update = std::env::var_os("STADGA_UPDATE").is_some();
    let mut differing = Vec::new();
    for name in names {
        let text = std::fs::read_to_string(folder.join(&name)).unwrap();
        let expected: Vec<&str> = text.lines().filter_map(|line| line.strip_prefix("#> ")).collect();
        let found = messages(&name, &text);
        if update {
            let body: Vec<&str> = text.lines().filter(|line| !line.starts_with("#> ")).collect();
            let write = |messages: &[String]| {
                let head: String = messages.iter().map(|message| format!("#> {message}\n")).collect();
                head + &*body.join("\n") + "\n"
            };
            // The comments move the lines, so the messages are found once more below them.
            let found = messages(&name, &write(&found));
            std::fs::write(folder.join(&name), write(&found)).unwrap();
        } else if expected != found {
            differing.push(format!("{name}\nväntade:\n{}\nfick:\n{}", expected.join("\n"), found.join("\n")));
        }
    }
    assert!(differing.is_empty(), "{}", differing.join("\n\n"));
}

#[test]
fn one_bad_entry_does_not_hide_the_others() {
    let good = duty("bra", "when = \"mote.hallet\"\njudge = true\nmet_by = [\"insats.paborjad\"]");
    let bad = good.replace("bra", "fel").replace("judge", "jugde");
    let parsed = read("p", &manifest("p", "lag", ""), &format!("{bad}{good}"));
    let keys: Vec<String> = parsed.pack.unwrap().duties.into_iter().map(|rule| rule.key).collect();
    assert_eq!(keys, ["bra"]);
}

#[test]
fn nothing_at_all_is_said_to_be_missing() {
    let parsed = parse(&PackFiles::default(), &crate::support::vocabulary());
    assert!(parsed.pack.is_none());
    assert_eq!(parsed.diagnostics.len(), 1);
}
