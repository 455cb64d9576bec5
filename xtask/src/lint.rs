//! `cargo xtask lint`: every check that needs no running program. All run; the failures come last.

use crate::{crates, glossary, repo, sbom, tidy, trace};

type Check = (&'static str, fn() -> Result<(), String>);

const CHECKS: [Check; 10] = [
    ("House rules for files", tidy::check),
    ("Directions between crates", crates::check_directions),
    ("What the pure crates pull in", crates::check_purity),
    ("Licences of what the program is built of", sbom::check_licences),
    ("Glossary", glossary::check),
    ("Trace of clauses", trace::check),
    ("Formatting", formatting),
    ("Clippy", clippy),
    ("What is shipped, without what tests have, and the measurements", shipped),
    ("Documentation", documentation),
];

/// Runs every check and fails with all that any of them found.
pub fn run() -> Result<(), String> {
    install_components()?;
    let mut problems = Vec::new();
    for (name, check) in CHECKS {
        println!("== {name}");
        if let Err(why) = check() {
            println!("{why}");
            problems.push(name);
        }
    }
    if problems.is_empty() {
        println!("\nNothing to remark on.");
        return Ok(());
    }
    Err(format!("\nTo put right: {}. See above.", problems.join(", ").to_lowercase()))
}

/// A minimal Rust has neither rustfmt nor clippy.
fn install_components() -> Result<(), String> {
    for (tool, component) in [("fmt", "rustfmt"), ("clippy", "clippy")] {
        if repo::output("cargo", &[tool, "--version"]).is_err() {
            println!("{component} is missing. Installing it with rustup.");
            repo::run(&mut repo::command("rustup", &["component", "add", component]))?;
        }
    }
    Ok(())
}

fn formatting() -> Result<(), String> {
    repo::run(&mut repo::command("cargo", &["fmt", "--all", "--", "--check", "--files-with-diff"]))
}

fn clippy() -> Result<(), String> {
    let arguments = ["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"];
    repo::run(&mut repo::command("cargo", &arguments))
}

/// The program as it is shipped lacks what is there for tests alone (`debug_assertions`), so it is compiled once without
/// it. Only the crate that has such things is another; what it rests on is as clippy left it. The measurements are
/// behind a feature that nothing else turns on, so they are compiled here too.
fn shipped() -> Result<(), String> {
    let without = "profile.dev.package.stadga-app.debug-assertions=false";
    repo::run(&mut repo::command("cargo", &["check", "--quiet", "--workspace", "--bins", "--config", without]))?;
    repo::run(&mut repo::command("cargo", &["check", "--quiet", "--package", "xtask", "--features", "bench"]))
}

fn documentation() -> Result<(), String> {
    let arguments = ["doc", "--quiet", "--workspace", "--no-deps", "--document-private-items"];
    repo::run(repo::command("cargo", &arguments).env("RUSTDOCFLAGS", "-D warnings"))
}
