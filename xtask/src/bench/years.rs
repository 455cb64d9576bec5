//! Five years of a municipality: replaying all of it, planning all of it, and the lists that go through all of it.

use super::client::Client;
use super::table::Table;
use super::town::{self, LOGGED_IN, Place};
use super::{Extent, finished};
use crate::repo;
use std::path::Path;
use std::time::Instant;

/// Generates what is not there, and measures each data set.
pub fn run(names: &str, extent: &Extent, folder: &Path) -> Result<(), String> {
    for name in names.split(',').map(str::trim) {
        let place = Place::file(folder, name);
        place.generate(name, 0)?;
        println!("\n# SQLite, {name}\n");
        let table = Table { database: "SQLite", limits: &[], server: &[], disk: "", extent };
        for (row, value) in place.measure()? {
            table.single(&format!("{name}: {row}"), value, None)?;
        }
        table.single(&format!("{name}: rebuild, s"), place.rebuild()?, None)?;
        lists(&table, name, &place)?;
    }
    finished();
    Ok(())
}

/// What goes through five years: decisions not carried out in a quarter, their statistics, and a year of counts.
fn lists(table: &Table<'_>, name: &str, place: &Place) -> Result<(), String> {
    let served = place.serve(None)?;
    let staff = town::log_in(served.address, LOGGED_IN)?;
    let Some((head, _)) = &staff.largest else { return Err(String::from("no head of a unit")) };
    let mut client = Client::new(served.address)?;
    let year = repo::output("date", &["+%Y"])?;
    for (row, path) in [
        ("not carried out, list, s", String::from("/ej-verkstallda")),
        ("not carried out, statistics, s", String::from("/ej-verkstallda/statistik")),
        ("a year's counts, file, s", format!("/rakna/statistik.csv?ar={}", year.trim())),
    ] {
        let mut taken = Vec::new();
        for _ in 0..table.extent.rounds {
            let began = Instant::now();
            let answer = client.ask(&path, &head.cookie, None)?;
            if answer.status != 200 {
                return Err(format!("{path}: {}", answer.status));
            }
            taken.push(began.elapsed().as_secs_f64());
        }
        // The slowest counts: the first has nothing in memory yet.
        table.single(&format!("{name}: {row}"), taken.into_iter().fold(0.0, f64::max), None)?;
    }
    Ok(())
}
