//! What the running program counts each night by itself, and how it is told that something has gone from the log.

use crate::settings::Finding;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use stadga_app::App;
use stadga_store::{Count, Store};
use std::fmt::Write as _;

/// What the job is called in the database.
pub const JOB: &str = "rakning";
/// Nights without a count before it is told.
const MISSED: i32 = 3;

/// Counts for a day, and says what came of it. A fall is a job that failed: it is mailed, told by `/redo`, and counted
/// again until it is mended; the count itself is kept all the same.
pub fn count(app: &App, day: Date) -> Result<String, String> {
    let count = app.store().count(day).map_err(|error| error.to_string())?;
    let Count { streams, events, fallen, missing, .. } = count;
    if !count.is_whole() {
        tracing::error!(fallen, missing, "händelser som fanns i loggen är borta");
        return Err(format!("{missing} händelser som fanns i loggen är borta."));
    }
    Ok(format!("{events} händelser i {streams} akter."))
}

/// How long what is being written has waited, as Prometheus reads it.
pub fn waited(store: &Store) -> String {
    let waited = store.waited().map_or(0, |waited| waited.as_secs());
    format!("# TYPE stadga_write_waited_seconds gauge\nstadga_write_waited_seconds {waited}\n")
}

/// The last count as Prometheus reads it; nothing before the first.
pub fn metrics(store: &Store) -> String {
    let Ok(Some(count)) = store.last_count() else { return String::new() };
    let at = count.day.to_zoned(TimeZone::UTC).map_or(0, |at| at.timestamp().as_second());
    let mut text = String::new();
    for (name, value) in [
        ("day_timestamp_seconds", at),
        ("streams", count.streams.into()),
        ("events", count.events.into()),
        ("notes", count.notes.into()),
        ("fallen_streams", count.fallen.into()),
        ("missing_events", count.missing.into()),
    ] {
        let _ = writeln!(text, "# TYPE stadga_nightly_{name} gauge\nstadga_nightly_{name} {value}");
    }
    text
}

/// What the last count has to say to whoever looks over the settings.
pub fn finding(store: &Store, today: Date) -> Option<Finding> {
    let count = match store.last_count() {
        Ok(count) => count?,
        Err(error) => return Some(Finding::warning(error.to_string(), "Se docs/operations.md.")),
    };
    if !count.is_whole() {
        return Some(Finding::warning(
            format!(
                "Händelser som fanns i loggen är borta: {} färre, i {}, vid räkningen {}.",
                count.missing,
                if count.fallen == 1 { String::from("en akt") } else { format!("{} akter", count.fallen) },
                count.day
            ),
            "Ta reda på varför innan ni arbetar vidare: stadga verify, mot den senaste kontrollpunkten.",
        ));
    }
    let nights = count.day.until(today).map_or(0, |span| span.get_days());
    (nights > MISSED).then(|| {
        Finding::warning(
            format!("Loggen har inte räknats sedan {}.", count.day),
            "Låt programmet vara igång efter klockan två på natten.",
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use stadga_app::jobs::{Job, Rhythm};
    use stadga_testkit::Municipality;

    #[test]
    fn ac2_each_night_the_log_is_counted_once_and_a_fall_is_told_everywhere_until_it_is_mended() {
        let town = Municipality::found("2026-11-23T09:00");
        let job = Job { name: JOB, label: "Räkningen", rhythm: Rhythm::Daily(jiff::civil::time(2, 0, 0, 0)) };
        let night = |at: &str| {
            town.set(at);
            let done = town.app().do_job(&job, &|day| count(town.app(), day))?;
            let last = town.app().store().last_count().unwrap();
            assert_eq!(done.is_ok(), last.is_some_and(|last| last.is_whole()), "{done:?}");
            last
        };
        let told = || finding(town.app().store(), town.app().today()).map(|finding| finding.what);
        assert_eq!((night("2026-11-24T01:59"), told(), metrics(town.app().store())), (None, None, String::new()));
        let first = night("2026-11-24T02:00").unwrap();
        assert!(first.is_whole() && first.events > 5 && first.streams > 0, "{first:?}");
        assert_eq!((night("2026-11-24T02:01"), told()), (None, None), "the night is done");
        town.set("2026-11-28T09:00");
        assert_eq!(told().unwrap(), "Loggen har inte räknats sedan 2026-11-24.");
        // Two more were counted before than there are.
        town.ground().sql("UPDATE self_count SET events = events + 2 WHERE events > 1");
        let fallen = night("2026-11-28T09:01").unwrap();
        assert_eq!((fallen.events, fallen.fallen, fallen.missing), (first.events, 1, 2), "{fallen:?}");
        assert_eq!(
            told().unwrap(),
            "Händelser som fanns i loggen är borta: 2 färre, i en akt, vid räkningen 2026-11-28."
        );
        let text = metrics(town.app().store());
        assert!(text.contains("\nstadga_nightly_missing_events 2\n"), "{text}");
        assert!(text.contains("\nstadga_nightly_day_timestamp_seconds 1795824000\n"), "{text}");
        assert!(!night("2026-11-29T02:00").unwrap().is_whole(), "it does not pass by itself");
        town.ground().sql("UPDATE self_count SET events = events - 2 WHERE events > 1");
        assert!(night("2026-11-30T02:00").unwrap().is_whole());
    }
    #[test]
    fn a_fall_is_mailed_once_a_day_and_stands_as_a_job_that_failed_until_it_is_mended() {
        let town = Municipality::found("2026-11-23T09:00");
        let job = Job { name: JOB, label: "Räkningen", rhythm: Rhythm::Daily(jiff::civil::time(2, 0, 0, 0)) };
        let night = |at: &str| {
            town.set(at);
            town.app().do_job(&job, &|day| count(town.app(), day))
        };
        // What `/redo` and the steward's page say.
        let trouble = || town.app().job_states(&[job]).unwrap()[0].trouble();
        let mailed = || {
            let messages = town.app().store().messages(9).unwrap();
            messages.into_iter().map(|one| one.message).collect::<Vec<_>>()
        };
        assert!(night("2026-11-24T02:00").unwrap().is_ok());
        assert_eq!((trouble(), mailed()), (None, Vec::new()));
        town.ground().sql("UPDATE self_count SET events = events + 2 WHERE events > 1");
        let gone = Err(String::from("2 händelser som fanns i loggen är borta."));
        assert_eq!(night("2026-11-25T02:00"), Some(gone.clone()));
        assert_eq!(trouble().as_deref(), Some("Räkningen misslyckades"));
        assert_eq!(mailed(), ["jobb-rakning-2026-11-25"]);
        assert_eq!(night("2026-11-25T03:01"), Some(gone), "counted again after an hour");
        assert_eq!(mailed().len(), 1, "and mailed once that day");
        town.ground().sql("UPDATE self_count SET events = events - 2 WHERE events > 1");
        assert!(night("2026-11-25T04:02").unwrap().is_ok());
        assert_eq!(trouble(), None);
    }
}
