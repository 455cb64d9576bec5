//! `stadga measure`: what only the program itself can time, for `cargo xtask bench`. It writes nothing.
//!
//! One line for each figure: its name, a tab, its value.

use crate::clock::now;
use crate::keep;
use jiff::Timestamp;
use stadga_app::App;
use stadga_app::packs::{Library, stack};
use stadga_app::walk::side_by_side;
use stadga_core::Id;
use stadga_core::event::{Event, StreamKind};
use stadga_core::state::{CaseFile, PersonState};
use stadga_rules::{Stack, Timeline, plan};
use std::hint::black_box;
use std::sync::Arc;

/// Rules in force when one case is planned, at least.
const RULES: usize = 300;
/// Events of the case that is planned: the first ones of a case that has as many, or the longest there is.
const EVENTS: usize = 200;
/// Threads that read and plan everything.
const THREADS: usize = 2;
/// Cases kept in memory to be planned again and again.
const KEPT: usize = 2_000;
/// Rounds of each figure; the median counts.
const ROUNDS: usize = 5;
/// A round lasts so many seconds, at least.
const SECONDS: f64 = 0.2;

/// Which database.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    database: keep::Arguments,
}

/// What was read.
#[derive(Default)]
struct Read {
    cases: usize,
    events: usize,
    duties: usize,
    /// Some of the cases.
    kept: Vec<CaseFile>,
    /// The case that has events enough and fewest too many, or the longest.
    long: Option<CaseFile>,
}

/// Times it.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let app = keep::app(&arguments.database)?;
    let in_force = app.stack();
    let began = now();
    let read = replayed(&app, &in_force)?;
    let seconds = since(began);
    let full = ruled(&in_force, &crate::pack::built_in());
    tell("cases", read.cases as f64);
    tell("events", read.events as f64);
    tell("duties", read.duties as f64);
    tell("replay and replan, s", seconds);
    tell("replay and replan, events/s", read.events as f64 / seconds);
    let began = now();
    black_box(app.simulate(&full).map_err(|error| error.to_string())?);
    tell("pack simulate, s", since(began));
    tell("rules", rules(&full) as f64);
    if let Some(long) = &read.long {
        let events = &long.events[..long.events.len().min(EVENTS)];
        tell("events of the case", events.len() as f64);
        tell("plan one case, µs", median(|| 1e6 / rate(|| planned(&full, events))));
    }
    tell("plan on 2 cores, cases/s", median(|| in_both_lanes(&full, &read.kept)));
    Ok(())
}

fn tell(name: &str, value: f64) {
    println!("{name}\t{value}");
}

fn since(began: Timestamp) -> f64 {
    now().duration_since(began).as_secs_f64().max(1e-6)
}

/// Every person and every case read from the log, folded and planned.
fn replayed(app: &App, stack: &Stack) -> Result<Read, String> {
    let said = |error: stadga_store::StoreError| error.to_string();
    let persons = app.store().streams(StreamKind::Person).map_err(said)?;
    let cases = app.store().streams(StreamKind::Arende).map_err(said)?;
    let each = KEPT.max(cases.len()) / KEPT;
    let persons = persons.into_iter().map(|person| (person, true));
    let all: Vec<(Id, bool)> = persons.chain(cases.into_iter().map(|case| (case, false))).collect();
    let read = side_by_side(&all, THREADS, |own: &mut Read, (stream, is_person): &(Id, bool)| {
        if !is_person {
            own.case(app.folded(*stream)?, stack, each);
            return Ok(());
        }
        let events = app.store().load(&[*stream])?;
        black_box(PersonState::fold(&events));
        own.events += events.len();
        Ok(())
    });
    let mut joined = Read::default();
    read.map_err(|error| error.to_string())?.into_iter().for_each(|own| joined.join(own));
    Ok(joined)
}

impl Read {
    fn case(&mut self, file: CaseFile, stack: &Stack, each: usize) {
        self.cases += 1;
        self.events += file.events.len();
        self.duties += planned(stack, &file.events);
        self.weigh(file, each);
    }

    /// Keeps the file when it is nearest to what is wanted, or its turn.
    fn weigh(&mut self, file: CaseFile, each: usize) {
        if self.long.as_ref().is_none_or(|long| away(file.events.len()) < away(long.events.len())) {
            self.long = Some(file);
        } else if self.cases.is_multiple_of(each) {
            self.kept.push(file);
        }
    }

    fn join(&mut self, other: Self) {
        self.cases += other.cases;
        self.events += other.events;
        self.duties += other.duties;
        self.kept.extend(other.kept);
        if let Some(long) = other.long {
            // Never its turn: of two only the nearest is kept.
            self.weigh(long, usize::MAX);
        }
    }
}

/// How far a number of events is from what is wanted, in order: first those that have enough, then those with too few.
fn away(events: usize) -> (bool, usize) {
    (events < EVENTS, events.abs_diff(EVENTS))
}

fn planned(stack: &Stack, events: &[Event]) -> usize {
    plan(stack, &Timeline::new(events, None)).len()
}

fn rules(stack: &Stack) -> usize {
    stack.duties().count() + stack.guards().count()
}

/// The packs in force, and then others of the program's own until there are rules enough.
fn ruled(in_force: &Arc<Stack>, library: &Library) -> Arc<Stack> {
    let mut files: Vec<_> = in_force.packs().iter().filter_map(|pack| library.get(&pack.id).cloned()).collect();
    let mut full = in_force.clone();
    for id in library.ids() {
        if rules(&full) >= RULES {
            break;
        }
        for more in library.stack_of(id) {
            if files.iter().all(|known| known.id != more.id) {
                files.push(more);
            }
        }
        full = stack(&files).0;
    }
    full
}

/// Times in a second, over a round.
fn rate(mut once: impl FnMut() -> usize) -> f64 {
    let (began, mut times) = (now(), 0.0);
    while since(began) < SECONDS {
        for _ in 0..100 {
            black_box(once());
        }
        times += 100.0;
    }
    times / since(began)
}

/// Cases planned in a second by threads that share them.
fn in_both_lanes(stack: &Stack, files: &[CaseFile]) -> f64 {
    if files.is_empty() {
        return f64::NAN;
    }
    std::thread::scope(|scope| {
        let lane = |lane: usize| {
            let mut own = files.iter().cycle().skip(lane * files.len() / THREADS);
            rate(|| own.next().map_or(0, |file| planned(stack, &file.events)))
        };
        let lanes: Vec<_> = (0..THREADS).map(|number| scope.spawn(move || lane(number))).collect();
        lanes.into_iter().map(|lane| lane.join().unwrap_or(f64::NAN)).sum()
    })
}

fn median(mut once: impl FnMut() -> f64) -> f64 {
    let mut found: Vec<f64> = (0..ROUNDS).map(|_| once()).collect();
    found.sort_by(f64::total_cmp);
    found[ROUNDS / 2]
}

#[cfg(test)]
mod tests {
    use super::{RULES, Read, away, replayed, ruled, rules};

    /// Every event of every person and case is read once, whichever thread reads it; rules are laid on until there are
    /// enough of them.
    #[test]
    fn everything_is_read_once_and_planned_under_enough_rules() {
        let folder = tempfile::tempdir().unwrap();
        let library = crate::pack::built_in();
        let (app, made) = crate::demo::lived(folder.path(), &library);
        let full = ruled(&app.stack(), &library);
        assert!(rules(&full) >= RULES);
        let Read { cases, events, duties, kept, long } = replayed(&app, &full).unwrap();
        assert_eq!(cases, made.cases);
        assert!(events >= made.acts && duties > cases, "{events} events, {duties} duties");
        assert!(kept.len() < cases && kept.len() * 2 > cases);
        let long = away(long.unwrap().events.len());
        assert!(kept.iter().all(|file| away(file.events.len()) >= long));
    }

    #[test]
    fn a_case_with_events_enough_goes_before_one_with_too_few() {
        assert!(away(250) < away(199) && away(200) < away(250) && away(199) < away(20));
    }
}
