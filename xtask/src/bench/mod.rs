//! `cargo xtask bench`: how fast it is, beside what the machine can do at best.
//!
//! The program is run as it is run anywhere, with every check and audit row on, over a generated
//! municipality; the load comes from here, over loopback, from visitors who are logged in, keep their
//! connections and read whole pages. Rates are medians of rounds, with the lowest and the highest;
//! rounds that other processes disturbed are taken again, a bounded number of times.

mod client;
mod growth;
mod limits;
mod rounds;
mod sustained;
mod table;
mod town;
mod visits;
mod years;

use crate::machine::Database;
use crate::{goals, repo};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use table::{Table, heading};
use town::{LOGGED_IN, Place};

/// The history of figures.
const HISTORY: &str = "docs/bench/history.csv";
/// A library that makes each flush of the disk take two milliseconds more, as in an office's server.
const SLOW_DISK: &str = "#include <unistd.h>\n#include <sys/syscall.h>\n
int fdatasync(int file) { usleep(2000); return syscall(SYS_fdatasync, file); }\n
int fsync(int file) { usleep(2000); return syscall(SYS_fsync, file); }\n";
/// A library that leaves flushes out, for the program that invents a municipality and for no other: what falls there
/// is begun again, and a million cases take one and a half hours with it.
const NO_FLUSH: &str = "int fdatasync(int file) { (void)file; return 0; }\n
int fsync(int file) { (void)file; return 0; }\n";

/// How much is measured.
struct Extent {
    cases: usize,
    /// Open cases of a grown municipality, at most.
    open: usize,
    /// The rows asked for, where not all are.
    only: Vec<String>,
    rounds: usize,
    seconds: f64,
    clients: &'static [usize],
    /// How long many users work, in seconds, and how many they are over a file and over a server with two nodes.
    sustained: f64,
    users: (usize, usize),
    /// Small, or for whoever works on one row: printed and not kept.
    rough: bool,
}

/// A municipality of full size, for as long as it takes.
const FULL: Extent = Extent {
    cases: 30_000,
    open: 30_000,
    only: Vec::new(),
    rounds: 5,
    seconds: 2.0,
    clients: &[1, 8, 32],
    sustained: 60.0,
    users: (300, 1_200),
    rough: false,
};
/// Small and rough: to see that it works.
const QUICK: Extent = Extent {
    cases: 600,
    open: 60,
    only: Vec::new(),
    rounds: 3,
    seconds: 0.7,
    clients: &[1, 8],
    sustained: 6.0,
    users: (20, 40),
    rough: true,
};

impl Extent {
    /// Whether figures belong in the history: those of an optimised program at full length.
    fn kept(&self) -> bool {
        !self.rough && !cfg!(debug_assertions)
    }
}

/// The program that is measured: as optimised as this one.
fn program() -> PathBuf {
    repo::target().join(if cfg!(debug_assertions) { "debug/stadga" } else { "release/stadga" })
}

/// Runs it all. `--quick` is small and rough; `--cases N`; `--postgres` and `--sqlite` choose one database;
/// `--only "min dag"` measures one row of the table, for whoever works on it; `--sustained` lets many users work and
/// nothing else. `--years NAME,NAME`, `--persons N` and `--growth [N,N,N]` are measurements of their own.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let has = |flag: &str| arguments.contains(&flag);
    let after = |flag: &str| {
        let at = arguments.iter().position(|word| *word == flag)?;
        Some(arguments.get(at + 1).filter(|word| !word.starts_with("--")).copied())
    };
    let number = |text: Option<&str>, usage: &str| {
        text.and_then(|text| text.parse().ok()).ok_or_else(|| format!("how many? {usage}"))
    };
    let mut extent = if has("--quick") { QUICK } else { FULL };
    if let Some(text) = after("--cases") {
        extent.cases = number(text, "--cases 30000")?;
    }
    if let Some(row) = after("--only") {
        extent.only = vec![row.ok_or("which row? --only \"min dag\"")?.to_owned()];
        extent.rough = true;
    }
    build()?;
    let folder = repo::target().join("bench");
    fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
    println!("Load average {} before.", rounds::load());
    if let Some(text) = after("--growth") {
        let usual = if extent.rough { "100,300" } else { "10000,100000,1000000" };
        let sizes = goals::sizes(text.unwrap_or(usual)).ok_or("which sizes? --growth 10000,100000")?;
        return growth::run(&sizes, &extent, &folder);
    }
    if let Some(names) = after("--years") {
        return years::run(names.unwrap_or("taby5"), &extent, &folder);
    }
    if let Some(text) = after("--persons") {
        let persons = number(text, "--persons 200000")?;
        extent.only = ["search by name", "search by whole name"].map(String::from).to_vec();
        return searched(persons, &extent, &folder);
    }
    let whole = extent.only.is_empty() && !has("--sustained");
    if !has("--postgres") {
        let limits = if whole { print_limits(limits::measure(&folder, extent.rounds, None)?) } else { Vec::new() };
        let place = Place::file(&folder, &extent.cases.to_string());
        let table = Table { database: "SQLite", limits: &limits, server: &[], disk: "", extent: &extent };
        table.limits(&limits)?;
        report(&table, &place, (whole, has("--sustained")), None, &folder)?;
    }
    if !has("--sqlite") && extent.only.is_empty() {
        let server = Database::start()?;
        let limits = match whole {
            true => print_limits(limits::measure(&folder, extent.rounds, Some((server.bin(), server.url())))?),
            false => Vec::new(),
        };
        // The server is new each time, and so is what lies on it.
        let place =
            Place { folder: folder.join(format!("pg-{}", extent.cases)), postgres: Some(server.url().to_owned()) };
        let _ = fs::remove_dir_all(&place.folder);
        let processes = [server.process()];
        let table = Table { database: "PostgreSQL", limits: &limits, server: &processes, disk: "", extent: &extent };
        table.limits(&limits)?;
        report(&table, &place, (whole, has("--sustained")), Some(&server), &folder)?;
    }
    finished();
    Ok(())
}

/// Builds what is measured. Beside a chore that was not optimised the program is taken as it lies there.
fn build() -> Result<(), String> {
    if cfg!(debug_assertions) {
        return Ok(());
    }
    repo::run(&mut repo::command("cargo", &["build", "--release", "--quiet", "--package", "stadga"]))
}

fn finished() {
    println!("\nLoad average {} after. * others used the machine during the rounds.", rounds::load());
    if cfg!(debug_assertions) {
        println!("The program was not optimised: these figures say nothing of how fast it is.");
    }
}

fn print_limits(limits: Vec<limits::Limit>) -> Vec<limits::Limit> {
    println!("\n# The machine\n");
    for (name, rate) in &limits {
        println!("{name:<42} {rate:>9.0} /s");
    }
    limits
}

/// Searching in a municipality of so many persons.
fn searched(persons: usize, extent: &Extent, folder: &Path) -> Result<(), String> {
    let open = extent.open.min(persons);
    let place = Place::file(folder, &format!("{open}-of-{persons}"));
    place.generate(&open.to_string(), persons)?;
    let served = place.serve(None)?;
    let staff = town::log_in(served.address, LOGGED_IN)?;
    let limits = print_limits(limits::measure(folder, extent.rounds, None)?);
    let database = format!("SQLite {persons} persons");
    let table = Table { database: &database, limits: &limits, server: &[], disk: "", extent };
    println!("\n# {database}\n");
    heading();
    for clients in extent.clients {
        table.rows(&served, &staff, *clients)?;
    }
    finished();
    Ok(())
}

/// Everything over one database, or the rows alone that were asked for, or many users alone.
fn report(
    table: &Table<'_>,
    place: &Place,
    (whole, users): (bool, bool),
    server: Option<&Database>,
    folder: &Path,
) -> Result<(), String> {
    let extent = table.extent;
    place.generate(&extent.cases.to_string(), 0)?;
    if !users {
        println!("\n# {}, {} cases\n", table.database, extent.cases);
        let served = place.serve(None)?;
        let idle = served.memory();
        let staff = town::log_in(served.address, LOGGED_IN)?;
        println!("The largest unit has {} open cases.\n", staff.largest.as_ref().map_or(0, |(_, open)| *open));
        heading();
        for clients in extent.clients {
            table.rows(&served, &staff, *clients)?;
        }
        if !whole {
            return Ok(());
        }
        println!();
        table.single("start to first page, s", served.started.as_secs_f64(), None)?;
        table.single("memory idle, MB", idle, None)?;
        table.single("memory under load, MB", served.memory(), None)?;
    }
    if whole {
        alone(table, place)?;
    }
    let (few, many) = extent.users;
    let wanted = if server.is_some() { many } else { few };
    let mut nodes = vec![place.serve(None)?];
    if server.is_some() {
        nodes.push(place.serve(None)?);
    }
    let staff = town::log_in(nodes[0].address, wanted)?;
    sustained::run(table, (place, server.map(Database::bin)), &nodes, (&staff, wanted))?;
    drop(nodes);
    if !whole || server.is_some() {
        return Ok(());
    }
    println!("\n# {}, 2 ms added to each flush\n", table.database);
    let served = place.serve(Some(&slow_disk(folder)?))?;
    let staff = town::log_in(served.address, LOGGED_IN)?;
    heading();
    let slow = Table { disk: ", slow disk", limits: &[], ..*table };
    extent.clients.iter().try_for_each(|clients| slow.rows(&served, &staff, *clients).map(drop))
}

/// What is measured with nobody about.
fn alone(table: &Table<'_>, place: &Place) -> Result<(), String> {
    table.single("program, MB", size(&program()) / 1e6, None)?;
    for (row, value) in place.measure()? {
        table.single(&row, value, None)?;
    }
    table.single("rebuild, s", place.rebuild()?, None)?;
    if place.postgres.is_none() {
        table.single("database, MB", size(&place.database()) / 1e6, None)?;
        table.single("disk per event, bytes", place.disk_per_event()?, None)?;
    }
    Ok(())
}

fn size(path: &Path) -> f64 {
    fs::metadata(path).map_or(f64::NAN, |found| found.len() as f64)
}

/// Builds the library that slows the disk down.
fn slow_disk(folder: &Path) -> Result<PathBuf, String> {
    library(folder, "slow", SLOW_DISK)
}

/// Builds the library that leaves flushes out.
fn no_flush(folder: &Path) -> Result<PathBuf, String> {
    library(folder, "noflush", NO_FLUSH)
}

/// Builds a library that stands between the program and the machine's own.
fn library(folder: &Path, name: &str, text: &str) -> Result<PathBuf, String> {
    let (source, library) = (folder.join(format!("{name}.c")), folder.join(format!("{name}.so")));
    fs::write(&source, text).map_err(|why| why.to_string())?;
    repo::run(Command::new("cc").args(["-shared", "-fPIC", "-D_GNU_SOURCE", "-o"]).arg(&library).arg(&source))?;
    Ok(library)
}
