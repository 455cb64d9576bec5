//! The jobs of `stadga serve`: what each does, and the threads that do them.

use crate::settings::{Finding, JobSettings};
use crate::ship::Way;
use crate::{backup, binder, checkpoint, nightly, ship};
use jiff::SignedDuration;
use jiff::civil::{Date, Time};
use stadga_app::App;
use stadga_app::jobs::{Job, JobState, Rhythm};
use stadga_store::Place;
use std::fmt::Write as _;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// How often it is asked whether a job is due, at most.
const EVERY: Duration = Duration::from_secs(30);

/// How often it is asked whether somebody's meetings have changed.
const INVITED: SignedDuration = SignedDuration::from_mins(5);

/// What a job does on a day; what came of it, in words without persons.
type Doing = Box<dyn Fn(&App, Date) -> Result<String, String> + Send>;

/// A job and what it does.
pub struct Work {
    /// When it is done.
    pub job: Job,
    doing: Doing,
}

impl Work {
    /// Does it if it is due.
    pub fn turn(&self, app: &App) -> Option<Result<String, String>> {
        app.do_job(&self.job, &|day| (self.doing)(app, day))
    }
}

/// What the settings ask for, of a database at a place; what is mailed only where there is a way to mail it.
pub fn chosen(settings: &JobSettings, place: &Place, mails: bool) -> Vec<Work> {
    let count = daily(nightly::JOB, "Räkningen av loggen", settings.count);
    let mut works = vec![Work { job: count, doing: Box::new(nightly::count) }];
    if mails {
        works.extend(mailed(settings));
    }
    if let Some(chosen) = settings.binder.clone() {
        works.push(Work {
            job: daily(binder::JOB, "Nödpärmen", chosen.at),
            doing: Box::new(move |app, _| binder::make(app, &chosen.folder)),
        });
    }
    if let Some(chosen) = settings.backup.clone() {
        let place = place.clone();
        works.push(Work {
            job: daily("kopia", "Säkerhetskopian", chosen.at),
            doing: Box::new(move |_, day| backup::of_day(&place, &chosen, day)),
        });
    }
    if let Some(chosen) = settings.checkpoint.clone() {
        works.push(Work {
            job: daily("kontrollpunkt", "Kontrollpunkten", chosen.at),
            doing: Box::new(move |app, day| {
                let out = chosen.folder.join(format!("kontrollpunkt-{day}"));
                checkpoint::of_day(app.store(), &chosen.sign, &out)
            }),
        });
    }
    if let Some(chosen) = settings.ship.clone() {
        let pause = SignedDuration::from_secs(i64::try_from(chosen.every.max(1)).unwrap_or(60));
        let (place, keys) = (place.clone(), Mutex::new([0; 32]));
        let way = Way { out: chosen.folder, keys: chosen.keys, to: chosen.to };
        works.push(Work {
            job: Job { name: "leverans", label: "Det nya till en annan plats", rhythm: Rhythm::Every(pause) },
            doing: Box::new(move |_, _| {
                let mut keys = keys.lock().unwrap_or_else(PoisonError::into_inner);
                ship::tick(&way, &place, &mut keys)
            }),
        });
    }
    works
}

/// What is mailed to those who work here.
fn mailed(settings: &JobSettings) -> [Work; 2] {
    let morning = Work {
        job: daily("morgonmejl", "Morgonmejlet", settings.morning),
        doing: Box::new(|app, day| {
            let written = app.write_mornings(day).map_err(|error| error.to_string())?;
            Ok(format!("{written} mejl skrivna."))
        }),
    };
    let invited = Work {
        job: Job { name: "kalendermejl", label: "Genomgången av bokade möten", rhythm: Rhythm::Every(INVITED) },
        doing: Box::new(|app, _| {
            let written = app.write_invitations().map_err(|error| error.to_string())?;
            Ok(format!("{written} mejl skrivna."))
        }),
    };
    [morning, invited]
}

const fn daily(name: &'static str, label: &'static str, at: Time) -> Job {
    Job { name, label, rhythm: Rhythm::Daily(at) }
}

/// Does them from now on, each on a thread of its own, so that a long one keeps no other waiting.
pub fn start(app: &App, works: Vec<Work>) -> Result<Vec<Job>, String> {
    let jobs = works.iter().map(|work| work.job).collect();
    for work in works {
        let app = app.clone();
        let pause = match work.job.rhythm {
            Rhythm::Every(pause) => EVERY.min(pause.unsigned_abs()),
            Rhythm::Daily(_) => EVERY,
        };
        let name = work.job.name;
        let wait = move || {
            loop {
                match work.turn(&app) {
                    Some(Ok(told)) => tracing::info!(job = name, told, "jobbet är gjort"),
                    Some(Err(error)) => tracing::error!(job = name, error, "jobbet misslyckades"),
                    None => {}
                }
                std::thread::sleep(pause);
            }
        };
        let thread = std::thread::Builder::new().name(String::from(name));
        thread.spawn(wait).map_err(|error| error.to_string())?;
    }
    Ok(jobs)
}

/// How it stands with the jobs, as Prometheus reads it.
pub fn metrics(app: &App, jobs: &[Job]) -> String {
    let Ok(states) = app.job_states(jobs) else { return String::new() };
    let mut text = String::new();
    let mut gauge = |name: &str, value: &dyn Fn(&JobState) -> Option<i64>| {
        let _ = writeln!(text, "# TYPE stadga_job_{name} gauge");
        for state in &states {
            if let Some(value) = value(state) {
                let _ = writeln!(text, "stadga_job_{name}{{job=\"{}\"}} {value}", state.job.name);
            }
        }
    };
    gauge("last_success_timestamp_seconds", &|state| state.well.map(|at| at.as_second()));
    gauge("late", &|state| Some(state.late.into()));
    gauge("failed", &|state| Some(state.failed().into()));
    text
}

/// What is missing among the jobs, and what has gone wrong with those there are.
pub fn findings(settings: &JobSettings, app: &App, place: &Place, mails: bool) -> Result<Vec<Finding>, String> {
    let mut found = Vec::new();
    let mut lacks = |set: bool, what: &str, mend: &str| {
        if !set {
            found.push(Finding::warning(what, mend));
        }
    };
    lacks(
        settings.backup.is_some(),
        "Ingen säkerhetskopia görs av sig själv.",
        "Ange [jobs.backup] i inställningarna, eller kör stadga backup varje natt på annat sätt.",
    );
    lacks(
        settings.ship.is_some(),
        "Det som skrivs mellan två kopior skickas ingenstans: går disken sönder är dagens arbete borta.",
        "Ange [jobs.ship] i inställningarna, eller kör stadga ship bredvid programmet.",
    );
    lacks(
        settings.checkpoint.is_some(),
        "Ingen kontrollpunkt tas av sig själv.",
        "Ange [jobs.checkpoint] i inställningarna: utan en märks inte att slutet av loggen är borta.",
    );
    lacks(
        settings.binder.is_some(),
        "Ingen nödpärm görs om natten.",
        "Ange [jobs.binder] i inställningarna, så finns det viktigaste på papper när systemet ligger nere.",
    );
    let jobs: Vec<Job> = chosen(settings, place, mails).iter().map(|work| work.job).collect();
    for state in app.job_states(&jobs).map_err(|error| error.to_string())? {
        if let Some(trouble) = state.trouble() {
            let why = state.last.and_then(|last| last.told).unwrap_or_default();
            found.push(Finding::warning(format!("{trouble}. {why}"), "Det görs om varje timme tills det går."));
        }
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use stadga_testkit::Municipality;
    use std::fs;
    use std::path::Path;

    /// Everything, into folders beside each other.
    fn settings(folder: &Path) -> JobSettings {
        let key = crate::sealed::new_pair(&folder.join("privat")).unwrap();
        let text = format!(
            "[backup]\nfolder = {0:?}\nkeys = {1:?}\nto = [{key:?}]\nkeep = 2\n\
             [checkpoint]\nfolder = {2:?}\nsign = {3:?}\n\
             [ship]\nfolder = {4:?}\nkeys = {1:?}\nto = [{key:?}]\n",
            folder.join("kopior"),
            folder.join("nycklar"),
            folder.join("punkter"),
            folder.join("signering"),
            folder.join("delar"),
        );
        toml::from_str(&text).unwrap()
    }

    fn names(folder: &Path, begins: &str) -> Vec<String> {
        let all = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut names: Vec<String> = all.filter(|name| name.starts_with(begins)).collect();
        names.sort();
        names
    }

    #[test]
    fn each_job_is_done_once_at_its_time_what_was_missed_is_caught_up_and_what_fails_is_told_and_tried_again() {
        let town = Municipality::found("2026-11-23T09:00");
        let folder = tempfile::tempdir().unwrap();
        let (settings, at) = (settings(folder.path()), |name: &str| folder.path().join(name));
        let works = chosen(&settings, town.ground().place(), false);
        let jobs: Vec<Job> = works.iter().map(|work| work.job).collect();
        let round = |at: &str| {
            town.set(at);
            let done = works.iter().filter(|work| work.turn(town.app()).is_some_and(|done| done.is_ok()));
            done.map(|work| work.job.name).collect::<Vec<_>>()
        };
        let told = || findings(&settings, town.app(), town.ground().place(), false).unwrap();
        assert_eq!(round("2026-11-24T01:59"), ["leverans"], "what is done at night waits for it");
        assert_eq!(round("2026-11-24T02:00"), ["rakning", "leverans"]);
        assert_eq!(round("2026-11-24T03:00"), ["kopia", "kontrollpunkt", "leverans"]);
        assert_eq!(round("2026-11-24T03:00"), Vec::<&str>::new(), "all is done");
        assert_eq!(names(&at("kopior"), "akter"), ["akter-2026-11-24.age"]);
        assert_eq!(names(&at("punkter"), ""), ["kontrollpunkt-2026-11-24"]);
        assert_eq!(names(&at("delar"), "").len(), 1, "a base, and nothing new since");
        assert_eq!(told().len(), 1, "no binder is asked for: {:?}", told());

        // The night after nobody was there. Before the next one it is made up for, and not twice.
        town.set("2026-11-26T01:00");
        assert!(told().iter().any(|found| found.what.contains("Säkerhetskopian är inte gjord i tid")), "{:?}", told());
        assert!(metrics(town.app(), &jobs).contains("stadga_job_late{job=\"kopia\"} 1"));
        assert_eq!(round("2026-11-26T01:00"), ["rakning", "kopia", "kontrollpunkt", "leverans"]);
        assert_eq!(round("2026-11-26T03:00"), ["rakning", "kopia", "kontrollpunkt", "leverans"]);
        assert_eq!(names(&at("kopior"), "akter"), ["akter-2026-11-25.age", "akter-2026-11-26.age"], "two are kept");

        // The place for copies is gone: told everywhere, tried again after an hour, and then it is well.
        fs::remove_dir_all(at("kopior")).unwrap();
        fs::write(at("kopior"), "ingen mapp").unwrap();
        assert!(!round("2026-11-27T03:00").contains(&"kopia"));
        assert!(!round("2026-11-27T03:30").contains(&"kopia"), "not at once");
        let trouble = told().into_iter().find(|found| found.what.starts_with("Säkerhetskopian misslyckades"));
        assert!(trouble.unwrap().what.contains("kopior"));
        let text = metrics(town.app(), &jobs);
        assert!(
            text.contains("stadga_job_failed{job=\"kopia\"} 1") && text.contains("failed{job=\"rakning\"} 0"),
            "{text}"
        );
        fs::remove_file(at("kopior")).unwrap();
        assert!(round("2026-11-27T04:01").contains(&"kopia"));
        assert_eq!(told().len(), 1, "{:?}", told());
        assert!(metrics(town.app(), &jobs).contains("stadga_job_failed{job=\"kopia\"} 0"));
    }
}
