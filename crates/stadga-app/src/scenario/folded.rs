//! Folding, planning, rows and timelines are total: whatever part of a lawful log they are given, something comes of
//! it.
//!
//! Every scenario of the packs is lived in one municipality, by the same use cases as the pages. Then every beginning
//! of what each case, person and the organisation came to is read, and the same with events left out of it, as no log
//! is.

use super::parse::{Act, Line, Scenario, parse};
use super::{Runner, UNITS, USERS, counted_ids};
use crate::App;
use crate::load::Loaded;
use crate::packs::Library;
use crate::rows::{case_rows, person_rows};
use stadga_core::Id;
use stadga_core::event::{Event, StreamKind};
use stadga_core::state::{CaseFile, Organisation, PersonState};
use stadga_rules::{Stack, Timeline, plan};
use stadga_store::{Clock, DutyState, MasterKey, Purpose, Rows, Store};
use stadga_testkit::{Chance, Ground};
use std::collections::BTreeSet;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The packs of the repository.
const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");
/// The same parts are left out each time.
const SEED: u64 = 20_261_128;

/// A municipality that has lived.
struct Lived {
    app: App,
    stack: Arc<Stack>,
    organisation: Arc<Organisation>,
    // Kept so that the database lives as long as the municipality.
    _ground: Ground,
}

/// Every scenario that plays among the cast alone.
fn scenarios() -> Vec<Scenario> {
    let folders = std::fs::read_dir(PACKS).unwrap().map(|pack| pack.unwrap().path().join("cases"));
    let files = folders.filter(|cases| cases.is_dir()).flat_map(|cases| std::fs::read_dir(cases).unwrap());
    let mut files: Vec<PathBuf> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let read = |file: &PathBuf| parse(&std::fs::read_to_string(file).unwrap()).ok();
    files.iter().filter_map(read).filter(|known| known.people.is_empty() && known.units.is_empty()).collect()
}

/// What everybody does in all of them, in the order of time, each with the place of its scenario.
fn acts(scenarios: &[Scenario]) -> Vec<(usize, &Act)> {
    let mut acts = Vec::new();
    for (story, scenario) in scenarios.iter().enumerate() {
        for line in &scenario.lines {
            if let Line::Act(act) = line {
                acts.push((story, act));
            }
        }
    }
    acts.sort_by_key(|(_, act)| act.at);
    acts
}

fn lived() -> Lived {
    let scenarios = scenarios();
    let acts = acts(&scenarios);
    // Whoever acts first must hold a post by then.
    let now = Arc::new(Mutex::new(acts[0].1.at));
    let clock: Clock = {
        let now = now.clone();
        Arc::new(move || *now.lock().unwrap())
    };
    let ground = Ground::in_file();
    let key = MasterKey::from_bytes([7; 32]);
    let store = Store::at(ground.place(), Purpose::Synthetic, clock.clone(), key).unwrap();
    let app = App::open(store, clock, counted_ids(), true).unwrap();
    let packs = Library::read(Path::new(PACKS)).unwrap().stack_of(super::DEFAULT_PACK);
    let founded = app.found(UNITS, USERS, &packs).unwrap();
    let runner = |_: &Scenario| Runner {
        app: app.clone(),
        now: now.clone(),
        founded: founded.clone(),
        posts: Vec::new(),
        case: None,
        assignment: None,
        held: 0,
        failures: Vec::new(),
    };
    let mut runners: Vec<Runner> = scenarios.iter().map(runner).collect();
    let mut done = 0;
    for (story, act) in acts {
        *now.lock().unwrap() = act.at;
        // Some are written to be refused.
        done += usize::from(runners[story].carry_out(act).is_ok());
    }
    assert!(done > 300, "only {done} acts");
    let (stack, organisation) = (app.stack(), app.organisation().unwrap());
    Lived { app, stack, organisation, _ground: ground }
}

/// Some of the events, as they would never be alone: one or two are gone, or about half, or all that one stream says.
fn left(events: &[Event], chance: &mut Chance) -> Vec<Event> {
    let mut left = events.to_vec();
    if left.is_empty() {
        return left;
    }
    match chance.below(4) {
        0 => {
            let gone = left[chance.below(left.len())].subject;
            left.retain(|event| event.subject != gone);
        }
        1 => left.retain(|_| chance.below(2) == 0),
        many => (1..many).filter(|place| *place <= events.len()).for_each(|_| {
            left.remove(chance.below(left.len()));
        }),
    }
    left
}

/// Tells which events they were when something gives way.
fn stands<T>(what: &str, events: &[Event], work: impl FnOnce() -> T) -> T {
    let told = || events.iter().map(|event| event.fact.name()).collect::<Vec<_>>().join(", ");
    catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| panic!("{what} gives way on: {}", told()))
}

/// All that is worked out of a case when these are its events: its rows.
fn worked_out(lived: &Lived, organisation: &Organisation, case: Id, events: &[Event]) -> Rows {
    let file = CaseFile::fold(events.to_vec());
    let duties = plan(&lived.stack, &Timeline::new(&file.events, None));
    let rows = case_rows(case, &file, &duties, (&lived.stack, organisation));
    for (event, read) in file.events.iter().zip(file.veiled().events) {
        assert_eq!(event.id, read.id, "what is veiled has the same events");
        assert_eq!(lived.app.timeline_row(event, &file, organisation).event, event.id);
    }
    let (file, duties) = (Arc::new(file), Arc::new(duties));
    let loaded = Loaded { case, number: String::new(), file, duties, veiled: None };
    let title = lived.app.title(&loaded.file);
    assert!(lived.app.life_lines(&loaded).len() <= loaded.file.assignments.len(), "{title}");
    rows
}

/// The rows of a case can be laid down: its duties are its own, and each has an id of its own.
fn check_rows(case: Id, rows: &Rows) {
    let duties: Vec<_> = rows.duties.iter().flat_map(|(_, duties)| duties).collect();
    let ids: BTreeSet<&str> = duties.iter().map(|duty| duty.id.as_str()).collect();
    assert_eq!(ids.len(), duties.len(), "two duties of case {case} have the same id");
    assert!(duties.iter().all(|duty| duty.case == case) && rows.cases.iter().all(|row| row.subject == case));
    // A list of what is to be done passes by what is idle.
    let mut open = duties.iter().filter(|duty| duty.state == DutyState::Open).map(|duty| duty.subject);
    assert!(open.all(|subject| !rows.idle.contains(&subject)), "something remains to be done in what is idle");
    let open_case = rows.cases.iter().any(|row| row.closed_on.is_none());
    assert!(!open_case || !rows.idle.contains(&case), "the case is open");
}

/// Every beginning of every case; how many parts were read, and of how many cases the whole is a row in a list.
fn check_cases(lived: &Lived, chance: &mut Chance) -> (usize, usize) {
    let store = lived.app.store();
    let (mut parts, mut listed) = (0, 0);
    let kinds = [StreamKind::Arende, StreamKind::Verksamhet].map(|kind| store.streams(kind).unwrap());
    for case in kinds.concat() {
        let mut streams = vec![case];
        streams.extend(store.case_streams(case).unwrap().assignments);
        let events = store.load(&streams).unwrap();
        for end in 0..=events.len() {
            let begun = &events[..end];
            for part in [begun.to_vec(), left(begun, chance)] {
                let read = || worked_out(lived, &lived.organisation, case, &part);
                check_rows(case, &stands("a case", &part, read));
                parts += 1;
            }
        }
        let [one, other] = [(); 2].map(|()| worked_out(lived, &lived.organisation, case, &events));
        assert_eq!(one, other, "case {case} is worked out in one way");
        listed += one.cases.len();
    }
    (parts, listed)
}

/// Every beginning of what is known of every person.
fn check_persons(lived: &Lived, chance: &mut Chance) -> usize {
    let store = lived.app.store();
    let mut parts = 0;
    for person in store.streams(StreamKind::Person).unwrap() {
        let events = store.load(&[person]).unwrap();
        for end in 0..=events.len() {
            for part in [events[..end].to_vec(), left(&events[..end], chance)] {
                let state = stands("a person", &part, || PersonState::fold(&part));
                assert_eq!(state.head, part.last().map_or(0, |event| event.seq));
                let rows = stands("a person's rows", &part, || person_rows(person, &state));
                assert_eq!(rows.persons[0].protected, state.veiled().is_protected());
                parts += 1;
            }
        }
    }
    parts
}

/// Every beginning of the organisation, with a case that it does not know the people of.
fn check_organisation(lived: &Lived, chance: &mut Chance) -> usize {
    let store = lived.app.store();
    let cases = store.streams(StreamKind::Arende).unwrap();
    let stream = store.streams(StreamKind::Organisation).unwrap();
    let events = store.load(&stream).unwrap();
    for end in 0..=events.len() {
        for part in [events[..end].to_vec(), left(&events[..end], chance)] {
            let organisation = stands("the organisation", &part, || Organisation::fold(&part).veiled());
            let case = cases[chance.below(cases.len())];
            let own = store.load(&[case]).unwrap();
            check_rows(case, &stands("a case elsewhere", &own, || worked_out(lived, &organisation, case, &own)));
        }
    }
    events.len()
}

#[test]
fn no_part_of_a_lawful_log_stops_what_is_worked_out_of_it() {
    let lived = lived();
    let chance = &mut Chance::new(SEED);
    let (parts, listed) = check_cases(&lived, chance);
    let persons = check_persons(&lived, chance);
    let organisation = check_organisation(&lived, chance);
    println!("{parts} parts of {listed} cases, {persons} of persons, {organisation} of the organisation");
    assert!(parts > 1_000 && listed > 40, "{parts} parts, {listed} cases in lists");
    assert!(persons > 50 && organisation > 20, "{persons} parts of persons, {organisation} of the organisation");
}
