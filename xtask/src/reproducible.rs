//! `cargo xtask reproducible`: the shipped program built twice from what is committed, in two folders of different
//! names, and compared byte for byte. Whoever gets a program can build it too, and see that it is the one.
//!
//! What would otherwise differ is said the same: where the sources, the crates and the compiler lie
//! (`--remap-path-prefix`, and its like for C), and the time (`SOURCE_DATE_EPOCH`, that of the commit).

use crate::repo;
use std::path::{Path, PathBuf};
use std::process::Stdio;

/// Where what is compiled seems to lie.
const AS: &str = "/stadga";
/// Where crates from others seem to lie.
const CRATES_AS: &str = "/crates";

/// Builds twice, says the sum, and leaves the program in a folder when one is named.
pub fn run(out: Option<&str>) -> Result<(), String> {
    let folder = std::env::temp_dir().join(format!("stadga-reproducible-{}", std::process::id()));
    let commit = repo::output("git", &["rev-parse", "HEAD"])?.trim().to_owned();
    let outcome = both(&folder, &commit, out.map(Path::new));
    let removed = std::fs::remove_dir_all(&folder).map_err(|why| format!("{}: {why}", folder.display()));
    let (first, second) = outcome?;
    removed?;
    let compiler = repo::output("rustc", &["--version"])?;
    println!("{first}  stadga\n{second}  stadga\ncommit {commit}, {}", compiler.trim());
    if first == second { Ok(()) } else { Err(String::from("The two programs differ.")) }
}

fn both(folder: &Path, commit: &str, out: Option<&Path>) -> Result<(String, String), String> {
    let first = built(&folder.join("a"), commit)?;
    let second = built(&folder.join("another-folder-with-a-longer-name"), commit)?;
    if let Some(out) = out {
        std::fs::create_dir_all(out)
            .and_then(|()| std::fs::copy(&first, out.join("stadga")))
            .map_err(|why| format!("{}: {why}", out.display()))?;
    }
    Ok((sum(&first)?, sum(&second)?))
}

/// Builds what is committed in a folder that is not there yet, and gives the program.
fn built(folder: &Path, commit: &str) -> Result<PathBuf, String> {
    std::fs::create_dir_all(folder).map_err(|why| format!("{}: {why}", folder.display()))?;
    let mut packed = repo::command("git", &["archive", commit]).stdout(Stdio::piped()).spawn().map_err(told)?;
    let content = packed.stdout.take().ok_or("git archive says nothing")?;
    repo::run(repo::command("tar", &["-x", "-C", &folder.display().to_string()]).stdin(content))?;
    packed.wait().map_err(told)?;
    let time = repo::output("git", &["show", "--no-patch", "--format=%ct", commit])?;
    let target = folder.join("target");
    let home = std::env::var("CARGO_HOME").or_else(|_| std::env::var("HOME").map(|home| format!("{home}/.cargo")));
    let home = home.map_err(|why| format!("CARGO_HOME: {why}"))?;
    let here = folder.display();
    let mut build = repo::command("cargo", &["build", "--release", "--locked", "--package", "stadga"]);
    build
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", &target)
        .env("CARGO_INCREMENTAL", "0")
        .env("SOURCE_DATE_EPOCH", time.trim())
        .env("RUSTFLAGS", format!("--remap-path-prefix={here}={AS} --remap-path-prefix={home}={CRATES_AS}"))
        .env("CFLAGS", format!("-ffile-prefix-map={here}={AS} -ffile-prefix-map={home}={CRATES_AS}"));
    repo::run(&mut build)?;
    Ok(target.join("release").join("stadga"))
}

fn sum(path: &Path) -> Result<String, String> {
    let said = repo::output("sha256sum", &[&path.display().to_string()])?;
    said.split_whitespace().next().map(str::to_owned).ok_or(String::from("sha256sum says nothing"))
}

fn told(why: std::io::Error) -> String {
    why.to_string()
}
