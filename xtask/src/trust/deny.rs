//! What others have written, held against what is known of it: advisories, licences, duplicates, where it comes from.

use crate::repo;

/// Runs `cargo deny` by `deny.toml`. Where it is not installed that is told, with how it gets there: compiling it takes
/// minutes, so it is installed by whoever wants it.
pub fn check() -> Result<Vec<String>, String> {
    let Ok(version) = repo::output("cargo", &["deny", "--version"]) else {
        println!("cargo-deny is missing. Install it with: cargo install --locked cargo-deny");
        return Ok(vec![String::from("deny: Not tried this time: cargo-deny is not installed")]);
    };
    repo::run(&mut repo::command("cargo", &["deny", "--workspace", "--all-features", "--locked", "check"]))?;
    Ok(vec![format!("deny: {} has nothing to remark on", version.trim())])
}

#[cfg(test)]
mod tests {
    use crate::repo;
    use std::collections::BTreeSet;

    #[test]
    fn the_two_lists_of_licences_are_the_same() {
        let settings: toml::Table = repo::read("deny.toml").unwrap().parse().unwrap();
        let allowed = settings["licenses"]["allow"].as_array().unwrap();
        let allowed: BTreeSet<&str> = allowed.iter().map(|licence| licence.as_str().unwrap()).collect();
        let bill = include_str!("../sbom.rs");
        let list = bill.split("const ALLOWED").nth(1).unwrap().split("];").next().unwrap();
        let listed: BTreeSet<&str> = list.split('"').skip(1).step_by(2).collect();
        assert_eq!(allowed, listed);
        assert!(listed.len() > 5, "{listed:?}");
    }

    #[test]
    fn every_advisory_that_is_let_pass_says_why() {
        let settings: toml::Table = repo::read("deny.toml").unwrap().parse().unwrap();
        for passed in settings["advisories"]["ignore"].as_array().unwrap() {
            assert!(passed["reason"].as_str().is_some_and(|reason| reason.len() > 40), "{passed}");
        }
    }
}
