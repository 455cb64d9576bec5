//! `stadga binder`, and the copies that every night makes: the emergency binder as files in a folder.

use crate::keep;
use stadga_app::App;
use stadga_app::view::MadeBinder;
use stadga_core::Id;
use std::io::Write as _;
use std::path::{Path, PathBuf};

/// What the job is called in the database.
pub const JOB: &str = "nodparm";

/// Which database, which unit, where to.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    database: keep::Arguments,
    /// Enhetens namn eller id; utan värde görs ett exemplar för varje enhet.
    #[arg(long)]
    unit: Option<String>,
    /// Mappen där filerna läggs. Den ska bara kunna läsas av den som skriver ut dem.
    #[arg(long)]
    out: PathBuf,
}

/// Makes a copy for a unit, or for each.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let app = keep::app(&arguments.database)?;
    keep::bring_up_to_date(&app);
    for unit in chosen(&app, arguments.unit.as_deref())? {
        let made = app.make_binder(unit, false).map_err(|error| error.to_string())?;
        write(&arguments.out, &made)?;
        println!("{}: exemplar {} i {}", made.name, made.number, arguments.out.join(&made.file).display());
    }
    Ok(())
}

fn chosen(app: &App, wanted: Option<&str>) -> Result<Vec<Id>, String> {
    let organisation = app.organisation().map_err(|error| error.to_string())?;
    let Some(wanted) = wanted else { return Ok(organisation.units.keys().copied().collect()) };
    let is = |name: &str, id: Id| name.to_lowercase() == wanted.to_lowercase() || id.to_string() == wanted;
    let found: Vec<Id> =
        organisation.units.values().filter(|unit| is(&unit.name, unit.id)).map(|unit| unit.id).collect();
    match found.as_slice() {
        [_] => Ok(found),
        [] => {
            let names: Vec<&str> = organisation.units.values().map(|unit| unit.name.as_str()).collect();
            Err(format!("Det finns ingen enhet som heter {wanted}. Enheterna är: {}.", names.join(", ")))
        }
        _ => Err(format!("Flera enheter heter {wanted}. Ange enhetens id.")),
    }
}

/// Makes the night's copies, and takes away those of earlier nights that nobody has signed out.
pub fn make(app: &App, folder: &Path) -> Result<String, String> {
    let said = |error: stadga_app::AppError| error.to_string();
    let units: Vec<Id> = app.organisation().map_err(said)?.units.keys().copied().collect();
    for unit in &units {
        let made = app.make_binder(*unit, true).map_err(said)?;
        write(folder, &made)?;
        let mut gone = Vec::new();
        for (number, file) in &made.replaced {
            match std::fs::remove_file(folder.join(file)) {
                Ok(()) => gone.push(*number),
                // Somebody has moved it, so it may still be somewhere: the head is asked about it.
                Err(error) => tracing::warn!(%error, number, "en tidigare nödpärm låg inte kvar i mappen"),
            }
        }
        app.binders_destroyed(*unit, &gone).map_err(said)?;
    }
    Ok(format!("Ett exemplar för var och en av {} enheter.", units.len()))
}

/// Writes a whole file or none, for its owner alone.
fn write(folder: &Path, made: &MadeBinder) -> Result<(), String> {
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    std::fs::create_dir_all(folder).map_err(said)?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(said)?;
    file.write_all(&made.bytes).map_err(said)?;
    file.as_file().sync_all().map_err(said)?;
    file.persist(folder.join(&made.file)).map_err(|error| said(error.error))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{JOB, make};
    use stadga_app::jobs::{Job, Rhythm};
    use stadga_testkit::Municipality;
    use std::fs;

    fn files(folder: &std::path::Path) -> Vec<String> {
        let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> =
            all.map(|name| name.split_once("-2026-").map_or(name.clone(), |(_, rest)| rest.to_owned())).collect();
        names.sort();
        names.dedup();
        names
    }

    #[test]
    fn ac10_each_night_one_process_makes_one_copy_a_unit_and_takes_away_the_one_before() {
        let town = Municipality::found("2026-11-23T09:00");
        let folder = tempfile::tempdir().unwrap();
        let units = town.app().organisation().unwrap().units.len();
        let job = Job { name: JOB, label: "Nödpärmen", rhythm: Rhythm::Daily(jiff::civil::time(2, 0, 0, 0)) };
        let night = |at: &str| {
            town.set(at);
            let done = town.app().do_job(&job, &|_| make(town.app(), folder.path()));
            done.map_or(0, |done| done.map(|_| units).unwrap())
        };
        assert_eq!(night("2026-11-24T01:59"), 0, "it is not time yet");
        assert_eq!(night("2026-11-24T02:00"), units);
        assert_eq!(night("2026-11-24T02:01"), 0, "the night is done");
        assert_eq!(files(folder.path()), ["11-24-exemplar-1.pdf"]);
        assert_eq!(night("2026-11-25T02:00"), units);
        assert_eq!(files(folder.path()), ["11-25-exemplar-2.pdf"]);
        // Somebody has taken the file away: the copy is not destroyed until a person says so.
        for entry in fs::read_dir(folder.path()).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        assert_eq!(night("2026-11-27T02:00"), units, "a night was missed, and the next is made");
        let binders = &town.app().organisation().unwrap().binders;
        let left: Vec<u32> = binders.outdated(town.user("vuxen")).map(|copy| copy.number).collect();
        assert_eq!(left, [2]);
        // A process that took the night and died gives way after an hour.
        town.set("2026-11-28T02:00");
        assert!(town.app().store().take_job("nodparm", "2026-11-28".parse().unwrap()).unwrap());
        assert_eq!(night("2026-11-28T02:59"), 0);
        assert_eq!(night("2026-11-28T03:01"), units);
    }
}
