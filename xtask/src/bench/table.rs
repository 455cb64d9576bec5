//! The table: a line for each row, with its goal, whether it is met, and the history that lines are added to.

use super::limits;
use super::rounds::{self, Figures, Measured, Setting, measure};
use super::town::{Served, Staff};
use super::visits::{LARGE, ROWS, Round, Row};
use super::{Extent, HISTORY};
use crate::goals::{self, Limit, STORY, word};
use crate::repo;
use std::fs::{self, OpenOptions};
use std::io::Write;

/// What is being measured.
#[derive(Clone, Copy)]
pub struct Table<'a> {
    /// The database, as the history calls it.
    pub database: &'a str,
    /// What the machine can do, measured in the same run.
    pub limits: &'a [limits::Limit],
    /// Processes of the database, beside the program's own.
    pub server: &'a [u32],
    /// Said of the disk after each row's name.
    pub disk: &'a str,
    pub extent: &'a Extent,
}

/// A measured row with so many clients.
pub struct Line {
    pub name: &'static str,
    pub figures: Figures,
    pub disturbed: bool,
}

/// The head of the table.
pub fn heading() {
    println!(
        "{:<28} {:>3} {:>8} {:>8} {:>8}  {:>13} {:>7} {:>6}  {:>10} {:<6}  {}",
        "", "cl.", "p50 ms", "p99 ms", "/s", "lowest-highest", "µs cpu", "wrong", "goal", "", "of the limit"
    );
}

impl Table<'_> {
    /// The rows of the table with a number of clients at a time.
    pub fn rows(&self, served: &Served, staff: &Staff, clients: usize) -> Result<Vec<Line>, String> {
        let round = Round::new(staff);
        let mut lines = Vec::new();
        let possible = |row: &Row| !row.names.contains(&LARGE) || staff.of_many().is_some();
        for row in ROWS.iter().filter(|row| self.wanted(row) && possible(row)) {
            let setting = Setting {
                address: served.address,
                server: std::iter::once(served.process()).chain(self.server.iter().copied()).collect(),
                clients,
                seconds: self.extent.seconds,
                rounds: self.extent.rounds,
            };
            let measured = measure(&setting, &|client, _, _, samples| (row.step)(&round, client, samples));
            for name in row.names {
                lines.push(self.tell(name, clients, &measured)?);
            }
        }
        Ok(lines)
    }

    /// Keeps what the machine can do.
    pub fn limits(&self, limits: &[limits::Limit]) -> Result<(), String> {
        let machine = Table { database: "machine", ..*self };
        limits.iter().try_for_each(|(name, rate)| machine.note(name, 0, &[*rate]))
    }

    /// On a slow disk only what writes is another matter.
    fn wanted(&self, row: &Row) -> bool {
        let only = &self.extent.only;
        let asked = only.is_empty() || row.names.iter().any(|name| only.iter().any(|only| only == name));
        asked && (row.writes || self.disk.is_empty())
    }

    fn tell(&self, name: &'static str, clients: usize, measured: &Measured) -> Result<Line, String> {
        let figures = measured.figures(if name == STORY { "" } else { name });
        let mark = if measured.disturbed { "*" } else { "" };
        let span = format!("{:.0}-{:.0}", figures.lowest, figures.highest);
        let row = format!("{name}{}", self.disk);
        let values = (figures.p50, figures.p99, figures.rate);
        let (goal, met) = match goals::verdict(name, clients, values, figures.wrong) {
            Some((goal, met)) => (goal, word(met)),
            None => (String::new(), ""),
        };
        println!(
            "{row:<28} {clients:>3} {:>8.2} {:>8.2} {:>8.0}{mark:<1} {span:>14} {:>7.0} {:>6}  {goal:>10} {met:<6}  {}",
            figures.p50,
            figures.p99,
            figures.rate,
            figures.cpu,
            figures.wrong,
            self.of_limit(name, clients, figures.rate)
        );
        if figures.wrong > 0 {
            println!("    {}", measured.first_wrong());
        }
        self.note(&row, clients, &[figures.p50, figures.p99, figures.rate, figures.cpu])?;
        Ok(Line { name, figures, disturbed: measured.disturbed })
    }

    /// A row's rate as part of what the machine can do, where it was measured with as many clients.
    fn of_limit(&self, name: &str, clients: usize, rate: f64) -> String {
        let Some(goal) = goals::goal(name).filter(|goal| goal.rate.is_some()) else { return String::new() };
        let wanted = match goal.limit {
            Limit::Page if clients == 8 => String::from("axum hello world, 8 connections"),
            Limit::Page => return String::new(),
            Limit::Write if self.database == "PostgreSQL" => format!("PostgreSQL simple update, {clients} clients"),
            Limit::Write => String::from("SQLite WAL FULL, 1 row a transaction"),
        };
        let found = self.limits.iter().find(|(limit, _)| *limit == wanted);
        found.map_or_else(String::new, |(limit, most)| format!("{:.3} of {limit}", rate / most))
    }

    /// A figure that stands alone. `row` is what the goal is called; the history gets `kept` instead where it is said.
    pub fn single(&self, row: &str, value: f64, kept: Option<&str>) -> Result<(), String> {
        let shown = kept.unwrap_or(row);
        let (goal, met) = match goals::single(row, value) {
            Some((goal, met)) => (goal, word(met)),
            None => (String::new(), ""),
        };
        println!("{shown:<48} {value:>12.2}  {goal:<18} {met}");
        self.note(shown, 0, &[value])
    }

    /// Adds a line to the history: the commit, what was measured, the figures. Small and rough runs are not kept, nor
    /// is a row that was asked for alone.
    pub fn note(&self, row: &str, clients: usize, figures: &[f64]) -> Result<(), String> {
        if !self.extent.kept() {
            return Ok(());
        }
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
        let (load, database) = (rounds::load(), self.database);
        line.push_str(&format!("{},{load},{database},\"{row}\",{clients}", commit.trim()));
        figures.iter().for_each(|figure| line.push_str(&format!(",{figure:.3}")));
        writeln!(file, "{line}").map_err(|why| format!("{HISTORY}: {why}"))
    }
}
