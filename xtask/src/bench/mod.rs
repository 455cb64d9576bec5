//! `cargo xtask bench`: how fast it is, beside what the machine can do at best.
//!
//! The program is run as it is run anywhere, with every check and audit row on, over a generated
//! municipality; the load comes from here, over loopback, from visitors who are logged in, keep their
//! connections and read whole pages. Rates are medians of rounds, with the lowest and the highest;
//! rounds that other processes disturbed are taken again, a bounded number of times.

mod client;
mod limits;
mod rounds;
mod town;
mod visits;

use crate::repo;
use rounds::{Measured, Setting, Work, measure};
use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Command;
use town::{Place, Served, Staff};

/// The history of figures.
const HISTORY: &str = "docs/bench/history.csv";
/// A library that makes each flush of the disk take two milliseconds more, as in an office's server.
const SLOW_DISK: &str = "#include <unistd.h>\n#include <sys/syscall.h>\n
int fdatasync(int file) { usleep(2000); return syscall(SYS_fdatasync, file); }\n
int fsync(int file) { usleep(2000); return syscall(SYS_fsync, file); }\n";

/// How much is measured.
struct Extent {
    cases: usize,
    /// The row asked for, where only one is; it is printed and not kept.
    only: Option<String>,
    rounds: usize,
    seconds: f64,
    clients: &'static [usize],
}

/// Runs it all. `--quick` is small and rough; `--cases N`; `--postgres` and `--sqlite` choose one database;
/// `--only "min dag"` measures one row of the table, for whoever works on it.
pub fn run(arguments: &[&str]) -> Result<(), String> {
    let has = |flag: &str| arguments.contains(&flag);
    let after = |flag: &str| arguments.iter().position(|word| *word == flag).map(|at| arguments.get(at + 1));
    let mut extent = Extent { cases: 30_000, only: None, rounds: 5, seconds: 2.0, clients: &[1, 8, 32] };
    if has("--quick") {
        extent = Extent { cases: 600, rounds: 3, seconds: 0.7, clients: &[1, 8], ..extent };
    }
    if let Some(number) = after("--cases") {
        extent.cases = number.and_then(|number| number.parse().ok()).ok_or("how many? --cases 30000")?;
    }
    if let Some(row) = after("--only") {
        extent.only = Some((*row.ok_or("which row? --only \"min dag\"")?).to_owned());
    }
    repo::run(&mut repo::command("cargo", &["build", "--release", "--quiet", "--package", "stadga"]))?;
    let folder = repo::target().join("bench");
    fs::create_dir_all(&folder).map_err(|why| why.to_string())?;
    println!("Load average {} before.", rounds::load());
    if extent.only.is_some() {
        let place = Place { folder: folder.join(format!("sqlite-{}", extent.cases)), postgres: None };
        place.generate(extent.cases)?;
        let served = place.serve(None)?;
        let staff = town::log_in(served.address)?;
        heading();
        return extent.clients.iter().try_for_each(|many| rows("SQLite", &served, &[], &staff, &extent, *many, ""));
    }
    if !has("--postgres") {
        println!("\n# The machine\n");
        print_limits(&limits::measure(&folder, extent.rounds, None)?)?;
        let place = Place { folder: folder.join(format!("sqlite-{}", extent.cases)), postgres: None };
        report("SQLite", &place, &extent, &[], &folder)?;
    }
    if !has("--sqlite") {
        let server = crate::machine::Database::start()?;
        println!("\n# The machine, PostgreSQL\n");
        print_limits(&limits::measure(&folder, extent.rounds, Some((server.bin(), server.url())))?)?;
        let place =
            Place { folder: folder.join(format!("pg-{}", extent.cases)), postgres: Some(server.url().to_owned()) };
        // The server is new each time, and so is what lies on it.
        let _ = fs::remove_dir_all(&place.folder);
        report("PostgreSQL", &place, &extent, &[server.process()], &folder)?;
    }
    println!("\nLoad average {} after. * others used the machine during the rounds.", rounds::load());
    Ok(())
}

fn print_limits(limits: &[limits::Limit]) -> Result<(), String> {
    for (name, rate) in limits {
        println!("{name:<42} {rate:>9.0} /s");
        note("machine", name, 0, &[*rate])?;
    }
    Ok(())
}

/// Everything over one database.
fn report(database: &str, place: &Place, extent: &Extent, server: &[u32], folder: &Path) -> Result<(), String> {
    place.generate(extent.cases)?;
    println!("\n# {database}, {} cases\n", extent.cases);
    let served = place.serve(None)?;
    let idle = served.memory();
    let started = served.started.as_secs_f64();
    let staff = town::log_in(served.address)?;
    heading();
    for clients in extent.clients {
        rows(database, &served, server, &staff, extent, *clients, "")?;
    }
    let single = [
        ("start to first page, s", started),
        ("memory idle, MB", idle),
        ("memory under load, MB", served.memory()),
        ("program, MB", size(&repo::target().join("release/stadga")) / 1e6),
    ];
    drop(served);
    for (name, value) in single.into_iter().chain([("rebuild, s", place.rebuild()?)]) {
        println!("{name:<34} {value:>8.2}");
        note(database, name, 0, &[value])?;
    }
    if place.postgres.is_none() {
        let file = place.folder.join("stadga.db");
        let conn = rusqlite::Connection::open(&file).map_err(|why| why.to_string())?;
        let events: f64 =
            conn.query_row("SELECT COUNT(*) FROM event", [], |row| row.get(0)).map_err(|why| why.to_string())?;
        drop(conn);
        for (name, value) in [("database, MB", size(&file) / 1e6), ("disk per event, bytes", size(&file) / events)] {
            println!("{name:<34} {value:>8.0}");
            note(database, name, 0, &[value])?;
        }
        let library = slow_disk(folder)?;
        println!("\n# {database}, 2 ms added to each flush\n");
        let served = place.serve(Some(&library))?;
        let staff = town::log_in(served.address)?;
        heading();
        for clients in extent.clients {
            rows(database, &served, server, &staff, extent, *clients, ", slow disk")?;
        }
    }
    Ok(())
}

fn heading() {
    println!(
        "{:<34} {:>3} {:>8} {:>8} {:>8}  {:>15} {:>7} {:>6}",
        "", "cl.", "p50 ms", "p99 ms", "/s", "lowest-highest", "µs cpu", "wrong"
    );
}

/// The rows of the table with a number of clients at a time.
fn rows(
    database: &str,
    served: &Served,
    server: &[u32],
    staff: &Staff,
    extent: &Extent,
    clients: usize,
    disk: &str,
) -> Result<(), String> {
    let setting = Setting {
        address: served.address,
        server: std::iter::once(served.process()).chain(server.iter().copied()).collect(),
        clients,
        seconds: extent.seconds,
        rounds: extent.rounds,
    };
    let row = |names: &[&str], work: Work<'_>| -> Result<(), String> {
        if extent.only.as_ref().is_some_and(|only| !names.contains(&only.as_str())) {
            return Ok(());
        }
        let measured = measure(&setting, work);
        let kept = (database, extent.only.is_none());
        names.iter().try_for_each(|name| tell(kept, &format!("{name}{disk}"), name, clients, &measured))
    };
    let round = visits::Round::new(staff);
    row(&["register"], &|client, lane, step, samples| round.register(client, lane, step, samples))?;
    row(&["note"], &|client, lane, step, samples| round.note(client, lane, step, samples))?;
    row(&["register", "compile", "exempt", "decide", "notify"], &|client, lane, step, samples| {
        round.story(client, lane, step, samples);
    })?;
    if disk.is_empty() {
        row(&["min dag"], &|client, lane, step, samples| round.my_day(client, lane, step, samples))?;
        row(&["case page"], &|client, lane, step, samples| round.case_page(client, lane, step, samples))?;
        row(&["search by name"], &|client, lane, step, samples| round.search(client, lane, step, samples))?;
        row(&["search by whole name"], &|client, lane, step, samples| {
            round.search_whole(client, lane, step, samples);
        })?;
        row(&["case page, 200 events"], &|client, lane, step, samples| {
            round.long_case(client, lane, step, samples);
        })?;
        row(&["letter"], &|client, lane, step, samples| round.letter(client, lane, step, samples))?;
        row(&["unit"], &|client, lane, step, samples| round.unit(client, lane, step, samples))?;
    }
    Ok(())
}

fn tell(
    (database, kept): (&str, bool),
    row: &str,
    name: &str,
    clients: usize,
    measured: &Measured,
) -> Result<(), String> {
    let figures = measured.figures(name);
    let mark = if measured.disturbed { "*" } else { "" };
    let span = format!("{:.0}-{:.0}", figures.lowest, figures.highest);
    println!(
        "{row:<34} {clients:>3} {:>8.2} {:>8.2} {:>8.0}{mark:<1} {span:>15} {:>7.0} {:>6}",
        figures.p50, figures.p99, figures.rate, figures.cpu, figures.wrong
    );
    if figures.wrong > 0 {
        println!("    {}", measured.first_wrong());
    }
    if !kept {
        return Ok(());
    }
    note(database, row, clients, &[figures.p50, figures.p99, figures.rate, figures.cpu])
}

/// Adds a line to the history: the day of the commit, what was measured, the figures.
fn note(database: &str, row: &str, clients: usize, figures: &[f64]) -> Result<(), String> {
    let path = repo::root().join(HISTORY);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|why| why.to_string())?;
    }
    let fresh = !path.exists();
    let file = OpenOptions::new().create(true).append(true).open(&path);
    let mut file = file.map_err(|why| format!("{HISTORY}: {why}"))?;
    let commit = repo::output("git", &["log", "-1", "--format=%h"])?;
    let mut line = if fresh {
        String::from("commit,load,database,row,clients,p50_ms_or_value,p99_ms,per_s,cpu_us\n")
    } else {
        String::new()
    };
    line.push_str(&format!("{},{},{database},\"{row}\",{clients}", commit.trim(), rounds::load()));
    figures.iter().for_each(|figure| line.push_str(&format!(",{figure:.3}")));
    writeln!(file, "{line}").map_err(|why| format!("{HISTORY}: {why}"))
}

fn size(path: &Path) -> f64 {
    fs::metadata(path).map_or(f64::NAN, |found| found.len() as f64)
}

/// Builds the library that slows the disk down.
fn slow_disk(folder: &Path) -> Result<PathBuf, String> {
    let (source, library) = (folder.join("slow.c"), folder.join("slow.so"));
    fs::write(&source, SLOW_DISK).map_err(|why| why.to_string())?;
    repo::run(Command::new("cc").args(["-shared", "-fPIC", "-D_GNU_SOURCE", "-o"]).arg(&library).arg(&source))?;
    Ok(library)
}
