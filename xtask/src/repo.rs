//! The repository as the chores see it: where it is, what is in it, how to run a program in it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// The repository's top folder.
pub fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().unwrap_or(here).to_path_buf()
}

/// Where cargo puts what it builds.
pub fn target() -> PathBuf {
    std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// Every file that is or would be committed, relative to the top folder, sorted.
pub fn files() -> Result<Vec<String>, String> {
    let listed = output("git", &["ls-files", "--cached", "--others", "--exclude-standard"])?;
    let mut files: Vec<String> = listed.lines().filter(|path| root().join(path).is_file()).map(String::from).collect();
    files.sort();
    files.dedup();
    Ok(files)
}

/// The text of a file, or `None` when it is not text.
pub fn text(path: &str) -> Option<String> {
    fs::read_to_string(root().join(path)).ok()
}

/// The text of a file that must be there.
pub fn read(path: &str) -> Result<String, String> {
    fs::read_to_string(root().join(path)).map_err(|why| format!("{path}: {why}"))
}

/// Writes a file and says so when it changed.
pub fn write(path: &str, text: &str) -> Result<(), String> {
    if self::text(path).as_deref() == Some(text) {
        println!("{path} is already right");
        return Ok(());
    }
    fs::write(root().join(path), text).map_err(|why| format!("{path}: {why}"))?;
    println!("{path} written");
    Ok(())
}

/// A command that runs in the top folder.
pub fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(root());
    command
}

/// Runs a command with its output shown; fails when it does.
pub fn run(command: &mut Command) -> Result<(), String> {
    let status = command.status().map_err(|why| format!("{}: {why}", line(command)))?;
    if status.success() { Ok(()) } else { Err(format!("{}: {status}", line(command))) }
}

/// A command as one would type it.
pub fn line(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}

/// What a command prints; fails when it does.
pub fn output(program: &str, arguments: &[&str]) -> Result<String, String> {
    let output = command(program, arguments).output().map_err(|why| format!("{program}: {why}"))?;
    if output.status.success() {
        Ok(String::from_utf8_lossy(&output.stdout).into_owned())
    } else {
        Err(String::from_utf8_lossy(&output.stderr).into_owned())
    }
}

/// Nothing when the list is empty, otherwise the list as one error.
pub fn none_of(problems: Vec<String>) -> Result<(), String> {
    if problems.is_empty() { Ok(()) } else { Err(problems.join("\n")) }
}
