//! How the rows grow with the municipality: the same table, one client, at several sizes.
//!
//! Each size has thirty thousand open cases of full length, or fewer where there are fewer in all; the others are
//! closed with about ten events each.

use super::table::{Table, heading};
use super::town::{self, LOGGED_IN, Place};
use super::{Extent, finished};
use crate::goals::{self, word};
use std::path::Path;

/// Medians of a row, one for each size.
struct Grown {
    row: &'static str,
    medians: Vec<f64>,
    disturbed: bool,
}

/// Measures every size, smallest first, and prints how each row grew.
pub fn run(sizes: &[usize], extent: &Extent, folder: &Path) -> Result<(), String> {
    let mut all: Vec<Grown> = Vec::new();
    for (place, size) in sizes.iter().enumerate() {
        let open = extent.open.min(*size);
        let town = Place::file(folder, &format!("{open}-of-{size}"));
        town.generate(&open.to_string(), *size)?;
        println!("\n# SQLite, {size} cases, {open} of them open\n");
        let served = town.serve(None)?;
        let database = format!("SQLite {size} cases");
        let table = Table { database: &database, limits: &[], server: &[], disk: "", extent };
        let staff = town::log_in(served.address, LOGGED_IN)?;
        heading();
        let lines = table.rows(&served, &staff, 1)?;
        let singles = [
            ("start to first page, s", served.started.as_secs_f64()),
            ("memory under load, MB", served.memory()),
            ("disk per event, bytes", town.disk_per_event().unwrap_or(f64::NAN)),
        ];
        for (row, value) in singles {
            table.single(row, value, None)?;
        }
        let rows = lines.iter().map(|line| (line.name, line.figures.p50, line.disturbed));
        let rows = rows.chain(singles.map(|(row, value)| (row, value, false)));
        for (row, median, disturbed) in rows {
            // A row that stands twice in the table is two rows here; a small municipality may lack one.
            let known = all.iter_mut().find(|grown| grown.row == row && grown.medians.len() == place);
            match known {
                Some(grown) => {
                    grown.medians.push(median);
                    grown.disturbed |= disturbed;
                }
                None => {
                    let medians = std::iter::repeat_n(f64::NAN, place).chain([median]).collect();
                    all.push(Grown { row, medians, disturbed });
                }
            }
        }
        all.iter_mut().for_each(|grown| grown.medians.resize(place + 1, f64::NAN));
    }
    tell(sizes, &all, extent)?;
    finished();
    Ok(())
}

/// One line for each row: the median at each size, and how it grew.
fn tell(sizes: &[usize], all: &[Grown], extent: &Extent) -> Result<(), String> {
    println!("\n# Growth: p50 at each size, at most {} times the first\n", goals::GROWTH);
    let head: String = sizes.iter().map(|size| format!("{size:>10}")).collect();
    println!("{:<28}{head}   times", "");
    let database = "SQLite growth";
    let table = Table { database, limits: &[], server: &[], disk: "", extent };
    for Grown { row, medians, disturbed } in all {
        let medians_shown: String = medians.iter().map(|median| format!("{median:>10.3}")).collect();
        let mark = if *disturbed { "*" } else { "" };
        match goals::growth(medians) {
            Some((times, within)) => {
                println!("{row:<28}{medians_shown}  {times:>6.2}{mark} {}", word(within));
                table.note(&format!("{row}, times over {}-{}", sizes[0], sizes[sizes.len() - 1]), 1, &[times])?;
            }
            None => println!("{row:<28}{medians_shown}       -"),
        }
    }
    Ok(())
}
