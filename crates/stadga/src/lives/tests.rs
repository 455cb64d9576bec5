//! The generator: the same seed gives the same lives, and every life is lawful.

mod orders;

use super::play::Player;
use super::town::Town;
use super::{Lives, Path, Plan};
use crate::clock::Settable;
use jiff::{Timestamp, ToSpan};
use stadga_app::scenario::counted_ids;
use stadga_app::{App, IdSource};
use stadga_core::event::StreamKind;
use stadga_core::fact::organisation::Roll;
use stadga_core::{Id, SourceKind};
use stadga_store::{MasterKey, Options, Purpose, Store};
use std::collections::BTreeMap;

fn plan(until: &str) -> Plan {
    let until: Timestamp = until.parse().unwrap();
    Plan {
        seed: 1,
        until,
        load: 4,
        span: 60,
        notes_every: 15,
        closed: 0,
        besides: &[(Path::Died, "dodsfall.registrera", 3)],
    }
}

fn told(lives: &Lives) -> Vec<String> {
    let act = |moment| lives.act(moment).unwrap();
    let schedule = lives.schedule().into_iter();
    schedule.map(|moment| format!("{moment:?} {} {:?}", act(moment).use_case, act(moment).fields)).collect()
}

#[test]
fn the_same_seed_gives_the_same_lives_and_another_seed_gives_others() {
    let lives = |seed| Lives::new(Plan { seed, ..plan("2026-11-25T14:00:00Z") }, Town::ekvalla());
    assert_eq!(told(&lives(1)), told(&lives(1)));
    assert_ne!(told(&lives(1)), told(&lives(2)));
}

#[test]
fn the_same_seed_gives_the_same_cases_that_were_closed_within_days() {
    let grown = |seed| Plan { seed, closed: 50, load: 0, besides: &[], ..plan("2026-11-25T14:00:00Z") };
    let lives = |seed| Lives::new(grown(seed), Town::with(3, 1));
    assert_eq!(told(&lives(1)), told(&lives(1)));
    assert_ne!(told(&lives(1)), told(&lives(2)));
    let lives = lives(1);
    assert_eq!(lives.cases(), 50);
    let years = lives.schedule().into_iter().map(|moment| moment.at.to_string()[..4].to_owned());
    assert!(years.collect::<std::collections::BTreeSet<_>>().len() >= 5, "spread over five years");
}

#[test]
fn nothing_happens_after_the_end_and_something_close_to_it() {
    let until: Timestamp = "2026-11-25T14:00:00Z".parse().unwrap();
    let schedule = Lives::new(plan("2026-11-25T14:00:00Z"), Town::ekvalla()).schedule();
    assert!(schedule.is_sorted());
    let last = schedule.last().unwrap().at;
    assert!(last <= until && until.duration_since(last).as_hours() < 4 * 24, "{last}");
}

/// A municipality in a folder that goes away, with its clock.
struct Lived {
    app: App,
    clock: Settable,
    _folder: tempfile::TempDir,
}

fn lived() -> Lived {
    lived_with(counted_ids())
}

/// The same with ids from elsewhere.
fn lived_with(ids: IdSource) -> Lived {
    let folder = tempfile::tempdir().unwrap();
    let clock = Settable::default();
    clock.set(Timestamp::UNIX_EPOCH);
    let options = Options {
        path: folder.path().join("stadga.db"),
        purpose: Purpose::Synthetic,
        clock: clock.clock(),
        master_key: MasterKey::from_bytes([7; 32]),
    };
    let app = App::open(Store::open(options).unwrap(), clock.clock(), ids, true).unwrap();
    Lived { app, clock, _folder: folder }
}

/// What stood on the lists one morning.
#[derive(Default)]
struct Morning {
    day: String,
    /// Open cases of each caseworker.
    open: Vec<usize>,
    /// Rows of each caseworker that are due within a week, late ones too.
    due: Vec<usize>,
    /// Rows of each caseworker that no rule gives a day.
    undated: Vec<usize>,
    /// The most rows of one case that are not law, whoever owns them, and the rules.
    most: Vec<String>,
    /// How often each rule stands among the rows that are due.
    rules: BTreeMap<String, usize>,
}

fn morning(app: &App, caseworkers: &[Id]) -> Morning {
    let mut morning = Morning { day: app.today().to_string(), ..Morning::default() };
    for user in caseworkers {
        let ctx = app.ctx(*user).unwrap();
        let day = app.my_day(&ctx).unwrap();
        let soon = ctx.today.saturating_add(7.days());
        let due = day.items.iter().filter(|item| item.due.is_some_and(|due| due <= soon));
        due.clone().for_each(|item| *morning.rules.entry(item.rule.clone()).or_default() += 1);
        morning.due.push(due.count());
        let undated = day.items.iter().filter(|item| item.due.is_none());
        undated.clone().for_each(|item| *morning.rules.entry(item.rule.clone()).or_default() += 1);
        morning.undated.push(undated.count());
        morning.open.push(app.cases(&ctx).unwrap().iter().filter(|case| case.closed_on.is_none()).count());
        let mut of_case: BTreeMap<Id, Vec<String>> = BTreeMap::new();
        for item in day.items.iter().chain(&day.waiting).filter(|item| item.source.kind != SourceKind::Lag) {
            of_case.entry(item.case).or_default().push(item.rule.clone());
        }
        let fullest = of_case.into_values().max_by_key(Vec::len).unwrap_or_default();
        if fullest.len() > morning.most.len() {
            morning.most = fullest;
        }
    }
    morning
}

fn median(of: &[usize]) -> usize {
    let mut sorted = of.to_vec();
    sorted.sort_unstable();
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// PRACTICE: few rows. Six caseworkers with thirty open cases each, counted on six mornings.
#[test]
fn a_caseworker_with_thirty_cases_has_at_most_twelve_rows_within_a_week_and_a_case_three_that_are_not_law() {
    let until: Timestamp = "2026-11-25T07:00:00Z".parse().unwrap();
    let plan = Plan { seed: 30, until, load: 30, span: 30, notes_every: 45, closed: 0, besides: &[] };
    let lives = Lives::new(plan, Town::ekvalla());
    let lived = lived();
    let library = crate::pack::built_in();
    let mut player = Player::found(&lived.app, &lived.clock, &library, &lives, 1).unwrap();
    let caseworkers = player.holding(Roll::Socialsekreterare);
    let mut mornings = Vec::new();
    for week in (0..6).rev() {
        let at = until.saturating_sub(jiff::SignedDuration::from_hours(24 * 6 * week)).unwrap();
        player.until(at).unwrap();
        mornings.push(morning(&lived.app, &caseworkers));
    }
    println!("{} acts, {} cases", player.acts(), player.opened());
    for at in &mornings {
        println!("{}: open {:?}, due within 7 days {:?}, without a day {:?}", at.day, at.open, at.due, at.undated);
        println!("    fullest case, not law: {:?}\n    {:?}", at.most, at.rules);
    }
    for at in &mornings {
        let rows: Vec<usize> = at.due.iter().zip(&at.undated).map(|(due, undated)| due + undated).collect();
        assert!(at.most.len() <= 3, "{}: {:?}", at.day, at.most);
        assert!(median(&rows) <= 12, "{}: {rows:?}", at.day);
        assert!((28..=32).contains(&median(&at.open)), "{}: {:?}", at.day, at.open);
    }
}

/// A town of any size lives as lawfully as the demo's, also when several write at once.
#[test]
fn a_generated_town_is_lawful_in_several_lanes() {
    let until: Timestamp = "2026-11-25T14:00:00Z".parse().unwrap();
    let plan = Plan { seed: 5, until, load: 1, span: 0, notes_every: 60, closed: 0, besides: &[] };
    let lives = Lives::new(plan, Town::with(9, 5));
    let lived = lived();
    let library = crate::pack::built_in();
    let mut player = Player::found(&lived.app, &lived.clock, &library, &lives, 4).unwrap();
    player.until(until).unwrap();
    assert_eq!(player.opened(), 9);
    assert!(lived.app.store().verify().unwrap().is_sound());
}

/// Many short closed cases beside the open ones: about ten events each, by the same use cases, and two more where a
/// letter was posted.
#[test]
fn a_grown_municipality_is_a_lawful_log_with_ten_events_in_a_closed_case() {
    let until: Timestamp = "2026-11-25T14:00:00Z".parse().unwrap();
    let plan = Plan { seed: 8, until, load: 1, span: 0, notes_every: 60, closed: 40, besides: &[] };
    let lives = Lives::new(plan, Town::with(3, 8));
    let lived = lived();
    let library = crate::pack::built_in();
    let mut player = Player::found(&lived.app, &lived.clock, &library, &lives, 4).unwrap();
    player.until(until).unwrap();
    assert_eq!(player.opened(), 43);
    let store = lived.app.store();
    let report = store.verify().unwrap();
    assert!(report.is_sound(), "{:?}", report.findings);
    assert_eq!(player.events(), report.events);
    let events = |case| {
        let streams = store.case_streams(case).unwrap();
        store.load(&[case, streams.person.unwrap()]).unwrap().len()
    };
    let of_each: Vec<usize> = store.streams(StreamKind::Arende).unwrap().into_iter().map(events).collect();
    assert!((8..=14).contains(&median(&of_each)), "{of_each:?}");
    let open = |user: &Id| {
        let ctx = lived.app.ctx(*user).unwrap();
        lived.app.cases(&ctx).unwrap().iter().filter(|case| case.closed_on.is_none()).count()
    };
    let open: usize = player.holding(Roll::Socialsekreterare).iter().map(open).sum();
    assert!(open <= 3, "{open} are open");
}

/// What a visitor may look for is there, and the history is lawful from its first act to its last.
#[test]
fn the_demo_has_sixty_cases_and_something_on_every_list() {
    let lived = lived();
    let until: Timestamp = "2026-11-25T14:00:00Z".parse().unwrap();
    let made = crate::demo::history(&lived.app, &lived.clock, &crate::pack::built_in(), until).unwrap();
    lived.clock.set(until);
    println!("{} cases, {} acts", made.cases, made.acts);
    assert!(made.cases >= 60, "{} cases", made.cases);
    let mut of_role = BTreeMap::new();
    for pick in lived.app.picks().unwrap() {
        let ctx = lived.app.ctx(pick.user).unwrap();
        let day = lived.app.my_day(&ctx).unwrap();
        let late = day.items.iter().filter(|item| stadga_app::view::late(item, day.today)).count();
        let line = |name: &str| format!("{name}: {} rows, {late} late", day.items.len());
        println!("{} ({} waiting, {} recent)", line(&pick.name), day.waiting.len(), day.recent.len());
        assert!(pick.role != Roll::Socialsekreterare || !day.items.is_empty(), "{} has nothing to do", pick.name);
        *of_role.entry(pick.role).or_insert(0) += day.items.len();
    }
    of_role.remove(&Roll::Mottagningssekreterare);
    assert!(of_role.values().all(|rows| *rows > 0), "{of_role:?}");
}

#[test]
fn a_life_of_compulsory_care_is_lawful_from_the_report_to_legal_force() {
    let until: Timestamp = "2026-11-25T14:00:00Z".parse().unwrap();
    let besides: &[(Path, &str, usize)] = &[(Path::Compulsory, "tvangsvardsdom.laga_kraft", 1)];
    let lives =
        Lives::new(Plan { seed: 5, until, load: 0, span: 0, notes_every: 60, closed: 0, besides }, Town::ekvalla());
    let lived = lived();
    let library = crate::pack::built_in();
    let mut player = Player::found(&lived.app, &lived.clock, &library, &lives, 1).unwrap();
    player.until(until).unwrap();
    assert_eq!((player.opened(), player.acts()), (1, 17));
}
