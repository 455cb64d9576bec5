//! What others have written, to try the program with: they are fetched by their packages' names, and where they cannot
//! be had the page says so.

use crate::repo;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};

/// The fuzzer of APIs, and how many bodies it makes for each operation beside those it makes of the description.
const FUZZER: &str = "schemathesis==4.32.5";
const EXAMPLES: &str = "3";
const FUZZ: &str = include_str!("fuzz.py");
/// E-ARK's validator of packages.
const VALIDATOR: &str = "eark-validator==1.1.3";
const PACKAGE: &str = include_str!("package.py");

/// The program as it is shipped: the one that is named, or built here.
pub fn program() -> Result<PathBuf, String> {
    if let Ok(program) = std::env::var("STADGA_TRUST_PROGRAM") {
        return Ok(PathBuf::from(program));
    }
    repo::run(&mut repo::command("cargo", &["build", "--release", "--locked", "--package", "stadga"]))?;
    Ok(repo::target().join("release").join("stadga"))
}

/// The API of a running program, asked by a fuzzer that others have written.
pub fn fuzz() -> Result<Vec<String>, String> {
    let program = program()?;
    with_python("outside", FUZZER, |python, folder| {
        let served = Served::start(&program)?;
        let script = script(folder, FUZZ)?;
        let document = repo::root().join("docs/api/openapi.json").display().to_string();
        let tool = python.with_file_name("schemathesis").display().to_string();
        let places = folder.join("roles");
        std::fs::create_dir_all(&places).map_err(|why| why.to_string())?;
        let places = places.display().to_string();
        said(python, &[&script, &tool, &served.address, &document, &places, EXAMPLES])
    })
}

/// A package for an archive, held against the validator of those who wrote the specification.
pub fn package() -> Result<Vec<String>, String> {
    with_python("package", VALIDATOR, |python, folder| {
        let mut made =
            repo::command("cargo", &["test", "--package", "stadga-archive", "--test", "package", "published_schema"]);
        repo::run(made.env("STADGA_TRUST_PACKAGE", folder))?;
        said(python, &[&script(folder, PACKAGE)?, &folder.join("package.tar").display().to_string()])
    })
}

/// Does something with a Python that has a package, in a folder that goes away.
fn with_python(
    key: &str,
    package: &str,
    work: impl FnOnce(&Path, &Path) -> Result<String, String>,
) -> Result<Vec<String>, String> {
    let folder = std::env::temp_dir().join(format!("stadga-{key}-{}", std::process::id()));
    let path = folder.display().to_string();
    std::fs::create_dir_all(&folder).map_err(|why| format!("{path}: {why}"))?;
    let python = folder.join("venv/bin/python");
    let venv = folder.join("venv").display().to_string();
    let name = python.display().to_string();
    let there = repo::run(&mut repo::command("python3", &["-m", "venv", &venv]))
        .and_then(|()| repo::run(&mut repo::command(&name, &["-m", "pip", "install", "--quiet", package])));
    let told = match there {
        Ok(()) => work(&python, &folder).map(|line| vec![format!("{key}: {line}")]),
        Err(why) => {
            println!("{package} is passed over: {why}");
            Ok(vec![format!("{key}: Not tried this time: {package} could not be had")])
        }
    };
    std::fs::remove_dir_all(&folder).map_err(|why| format!("{path}: {why}"))?;
    told
}

fn script(folder: &Path, text: &str) -> Result<String, String> {
    let path = folder.join("script.py");
    std::fs::write(&path, text).map_err(|why| why.to_string())?;
    Ok(path.display().to_string())
}

/// What a script prints last, when it ends well; the rest is shown as it goes.
fn said(python: &Path, arguments: &[&str]) -> Result<String, String> {
    let mut command = repo::command(&python.display().to_string(), arguments);
    let output = command.stderr(Stdio::inherit()).output().map_err(|why| why.to_string())?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    match (output.status.success(), text.lines().last()) {
        (true, Some(line)) => Ok(line.to_owned()),
        _ => Err(format!("{}: {}\n{text}", repo::line(&command), output.status)),
    }
}

/// A demo on this machine. Dropping it stops it.
struct Served {
    child: Child,
    address: String,
}

impl Served {
    fn start(program: &Path) -> Result<Self, String> {
        let mut command = repo::command(&program.display().to_string(), &["demo", "--port", "0"]);
        let mut child = command.stdout(Stdio::piped()).spawn().map_err(|why| why.to_string())?;
        let out = BufReader::new(child.stdout.take().ok_or("the demo says nothing")?);
        let told = |line: &String| Some(line.split_once("svarar på ")?.1.trim().to_owned());
        let address = out.lines().map_while(Result::ok).find_map(|line| told(&line));
        let served = Self { child, address: address.clone().unwrap_or_default() };
        address.map(|_| served).ok_or(String::from("the demo never said where it answers"))
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        if let Err(why) = self.child.kill().and_then(|()| self.child.wait().map(|_| ())) {
            eprintln!("the demo may still be running: {why}");
        }
    }
}
