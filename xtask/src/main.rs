//! The project's own chores: what tests, checks, measures and tries it. `cargo xtask` lists them.
//!
//! Each chore is one file. What several of them need to know about the repository is in [`repo`];
//! what the tests need from the machine is in [`machine`].

#[cfg(feature = "bench")]
mod bench;
mod crates;
mod csv;
mod evidence;
mod glossary;
#[cfg(any(feature = "bench", test))]
mod goals;
mod lint;
mod machine;
mod outside;
mod repo;
mod reproducible;
mod sbom;
mod tally;
mod test;
mod tidy;
mod trace;
mod trust;

use std::process::ExitCode;

const HELP: &str = "\
Usage: cargo xtask <chore>

  test [FILTER...]    set up PostgreSQL and a browser, run every test and every scenario
  lint                formatting, clippy, documentation, crate directions, house rules
  bench [--quick]     how fast it is, beside what the machine can do; --cases N, --sqlite, --postgres,
                      --only ROW, --sustained, --years NAME,NAME, --persons N, --growth [N,N,N]
  trust [KEY...]      kill, fail over, restore and fuzz at length; write docs/trust.md, or the figures that are named
  reproducible [DIR]  the shipped program built twice in two folders and compared; left in DIR
  sbom FILE           what the program is built of, with licences and checksums (CycloneDX)
  trace               how many clauses are done; --update refreshes the trace, --check compares
  glossary            write docs/glossary.md; --check compares it and the words in use
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let outcome = match words.as_slice() {
        ["test", filter @ ..] => test::run(filter),
        ["bench", rest @ ..] => bench(rest),
        ["trust", only @ ..] => trust::run(only),
        ["lint"] => lint::run(),
        ["reproducible"] => reproducible::run(None),
        ["reproducible", out] => reproducible::run(Some(out)),
        ["sbom", path] => sbom::write(path),
        ["trace"] => trace::report(),
        ["trace", "--update"] => trace::update(),
        ["trace", "--check"] => trace::check(),
        ["glossary"] => glossary::update(),
        ["glossary", "--check"] => glossary::check(),
        _ => Err(String::from(HELP)),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            if !why.is_empty() {
                eprintln!("{why}");
            }
            ExitCode::FAILURE
        }
    }
}

/// The load has to be made by an optimised program, with libraries that no other chore needs.
#[cfg(not(feature = "bench"))]
fn bench(arguments: &[&str]) -> Result<(), String> {
    let build = ["run", "--release", "--quiet", "--package", "xtask", "--features", "bench", "--", "bench"];
    repo::run(repo::command("cargo", &build).args(arguments))
}

#[cfg(feature = "bench")]
fn bench(arguments: &[&str]) -> Result<(), String> {
    bench::run(arguments)
}
