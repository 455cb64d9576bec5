//! No list shows what the record would not: the store's filter and the pure rule, compared.

use crate::town::Town;
use jiff::ToSpan;
use stadga_app::scenario::{UNITS, USERS};
use stadga_core::Id;
use stadga_core::access::{Grant, Reach, assignment_grants, case_grants};
use stadga_core::ctx::{Lent, Post};
use stadga_core::fact::organisation::Roll;
use stadga_store::{AssignmentFilter, CaseFilter, Search, WorkQuery};
use std::collections::{BTreeMap, BTreeSet};

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from((self.0 >> 33) % sides as u64).unwrap()
    }
}

/// Somebody: of the cast or unknown, with up to three posts anywhere and perhaps their own, standing in
/// for up to two of the cast and on duty for up to one unit, on some day of the story.
fn somebody(town: &Town, dice: &mut Dice) -> Reach {
    let mut users: Vec<Id> = USERS.iter().map(|user| town.id(user.key)).collect();
    users.push("zzzzzzzzzzzzzzzz".parse().unwrap());
    let roles = [
        Roll::Mottagningssekreterare,
        Roll::Socialsekreterare,
        Roll::Enhetschef,
        Roll::Utforarchef,
        Roll::Behandlare,
        Roll::Systemforvaltare,
    ];
    let posts = dice.roll(4);
    let post = |dice: &mut Dice| Post {
        role: roles[dice.roll(roles.len())],
        unit: town.id(UNITS[dice.roll(UNITS.len())].key),
    };
    let day = jiff::civil::date(2026, 10, 1) + i64::try_from(dice.roll(300)).unwrap().days();
    let user = users[dice.roll(users.len())];
    let held = |plan: &stadga_app::setup::UserPlan| Post { role: plan.role, unit: town.id(plan.unit) };
    let mut posts: Vec<Post> = (0..posts).map(|_| post(dice)).collect();
    posts.extend(USERS.iter().filter(|plan| town.id(plan.key) == user && dice.roll(2) == 0).map(held));
    let lent = (0..dice.roll(3)).map(|_| &USERS[dice.roll(USERS.len())]);
    let lent = lent.map(|plan| Lent { from: town.id(plan.key), post: held(plan) }).collect();
    let duty = (0..dice.roll(2)).map(|_| town.id(UNITS[dice.roll(UNITS.len())].key)).collect();
    Reach { user, posts, lent, duty, on: day, at: jiff::Timestamp::MIN, apart: Vec::new() }
}

#[test]
fn for_anybody_the_lists_are_what_the_pure_rule_says() {
    let town = Town::lived();
    let files = town.files();
    let mut cases: BTreeMap<Id, Vec<Grant>> = BTreeMap::new();
    let mut assignments: BTreeMap<Id, Vec<Grant>> = BTreeMap::new();
    let mut matters: BTreeMap<Id, Vec<Grant>> = BTreeMap::new();
    for (matter, file) in town.matters() {
        matters.insert(matter, case_grants(&file.case));
    }
    for (case, file) in &files {
        cases.insert(*case, case_grants(&file.case));
        assignments.extend(file.assignments.values().map(|known| (known.id, assignment_grants(&file.case, known))));
    }
    let mut dice = Dice(20_261_005);
    let mut seen = 0;
    for _ in 0..300 {
        let reach = somebody(&town, &mut dice);
        let by_rule = |grants: &BTreeMap<Id, Vec<Grant>>| -> BTreeSet<Id> {
            grants.iter().filter(|(_, grants)| !reach.grounds(grants).is_empty()).map(|(id, _)| *id).collect()
        };
        let (own_cases, own_assignments) = (by_rule(&cases), by_rule(&assignments));
        let own_matters = by_rule(&matters);
        seen += own_cases.len() + own_assignments.len();

        let store = town.app.store();
        let filter = CaseFilter { closed: true, limit: 1000, ..CaseFilter::default() };
        let listed: BTreeSet<Id> =
            store.case_list(&reach, &filter).unwrap().iter().map(|row| row.row.subject).collect();
        assert_eq!(listed, own_cases, "{reach:?}");
        let filter = CaseFilter { matters: true, ..filter };
        let listed: BTreeSet<Id> =
            store.case_list(&reach, &filter).unwrap().iter().map(|row| row.row.subject).collect();
        assert_eq!(listed, own_matters, "{reach:?}");

        let filter = AssignmentFilter { ended: true, limit: 1000, ..AssignmentFilter::default() };
        let listed: BTreeSet<Id> =
            store.assignment_list(&reach, &filter).unwrap().iter().map(|row| row.row.subject).collect();
        assert_eq!(listed, own_assignments, "{reach:?}");

        let all: BTreeSet<Id> = own_cases.iter().chain(&own_assignments).chain(&own_matters).copied().collect();
        for mine in [true, false] {
            let query = WorkQuery { mine, until: None, include_waiting: true, limit: 10_000 };
            let rows = store.work_list(&reach, &query).unwrap();
            assert!(rows.iter().all(|row| all.contains(&row.subject)), "{reach:?}");
        }
        let hits = store.search(&reach, &Search::Name(String::from("Per Holm")), 1000).unwrap();
        assert!(hits.iter().all(|hit| all.contains(&hit.subject)), "{reach:?}");
        for (id, grants) in cases.iter().chain(&assignments).chain(&matters) {
            assert_eq!(store.visible(&reach, *id).unwrap(), !reach.grounds(grants).is_empty(), "{reach:?} {id}");
        }
    }
    assert!(!matters.is_empty(), "no matter of a register was compared");
    assert!(seen > 1000, "only {seen} rights were compared");
}
