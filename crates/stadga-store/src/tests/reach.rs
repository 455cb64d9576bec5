//! The lists' filter and the pure rule agree, whatever the grants.

use super::*;
use crate::CaseFilter;
use crate::sql::lists::{HITS_BY_GRANT, HITS_BY_TOKEN};
use proptest::prelude::*;
use stadga_core::ctx::Lent;

const CASES: u32 = 4;

fn day() -> impl Strategy<Value = Date> {
    (1i8..=9).prop_map(|day| date(2026, 11, day))
}

fn post() -> impl Strategy<Value = Post> {
    let role = prop_oneof![Just(Roll::Enhetschef), Just(Roll::Behandlare)];
    (role, 0u32..2).prop_map(|(role, n)| Post { role, unit: id(b'U', n) })
}

fn grant() -> impl Strategy<Value = Grant> {
    let user = (0u32..3).prop_map(|n| Holder::User(id(b'A', n)));
    let named = ((0u32..3), post()).prop_map(|(n, post)| Holder::Named(id(b'A', n), post));
    let duty = (0u32..2).prop_map(|n| Holder::OnDuty(id(b'U', n)));
    // Two of the persons are kept apart from two others, and whoever works with one of those is out.
    let apart = ((0u32..2), 2u32..4).prop_map(|(n, other)| Holder::Apart(id(b'P', n), id(b'P', other)));
    let holder = prop_oneof![3 => user, 3 => post().prop_map(Holder::Post), 3 => named, 2 => duty, 1 => apart];
    // One in six lets nobody in, and takes away what the others give.
    let ground = prop_oneof![5 => Just(Ground::Handlaggare), 1 => Just(Ground::Sparrad)];
    let until = proptest::option::of((-2i64..3).prop_map(second));
    (holder, ground, day(), proptest::option::of(day()), until).prop_map(|(holder, ground, from, to, until)| {
        // Whoever works with somebody is never let in by it.
        let ground = if matches!(holder, Holder::Apart(..)) { Ground::Sparrad } else { ground };
        Grant { holder, ground, from, to, until }
    })
}

/// Some seconds from the one in which it is asked.
fn second(from: i64) -> Timestamp {
    NOW + SignedDuration::from_secs(from)
}

fn asker() -> impl Strategy<Value = Reach> {
    let posts = proptest::collection::vec(post(), 0..6);
    let lent = (0u32..3, post()).prop_map(|(n, post)| Lent { from: id(b'A', n), post });
    let lent = proptest::collection::vec(lent, 0..4);
    let duty = proptest::collection::vec((0u32..2).prop_map(|n| id(b'U', n)), 0..2);
    let apart = proptest::collection::vec(((0u32..2), 2u32..4), 0..3);
    (0u32..3, posts, lent, duty, day(), apart).prop_map(|(n, posts, lent, duty, on, apart)| {
        let apart = apart.into_iter().map(|(person, other)| (id(b'P', person), id(b'P', other))).collect();
        Reach { user: id(b'A', n), posts, lent, duty, on, at: NOW, apart }
    })
}

on_both!(store: a_list_shows_exactly_what_the_rule_lets_in);

fn a_list_shows_exactly_what_the_rule_lets_in(store: &Store) {
    for n in 0..CASES {
        store.append(opening(n, "Vera Holm")).unwrap();
    }
    let grants = proptest::collection::vec(proptest::collection::vec(grant(), 0..4), CASES as usize);
    let config = ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(128) };
    let mut runner = proptest::test_runner::TestRunner::new(config);
    let outcome = runner.run(&(grants, asker()), |(grants, reach)| {
        let cases = (0..).map(case);
        let rows = Rows { grants: cases.zip(grants.clone()).collect(), ..Rows::default() };
        let command = Id::from_bytes(crate::keys::random().unwrap());
        store.append(Append { command, rows, ..append(0, Vec::new()) }).unwrap();
        let filter = CaseFilter { limit: 100, ..CaseFilter::default() };
        let listed = store.case_list(&reach, &filter).unwrap();
        let late = store.executions(&reach, TODAY).unwrap();
        let found = |way| store.0.hits(&reach, (way, store.0.by_token("vera")), &["vera".to_owned()], 100).unwrap();
        let (by_token, by_grant) = (found(HITS_BY_TOKEN), found(HITS_BY_GRANT));
        prop_assert_eq!(&by_token, &by_grant);
        for (n, grants) in (0..).zip(&grants) {
            let let_in = !reach.grounds(grants).is_empty();
            let shown = listed.iter().any(|listed| listed.row.subject == case(n));
            prop_assert_eq!(shown, let_in);
            prop_assert_eq!(by_grant.iter().filter(|hit| hit.case == case(n)).count(), usize::from(let_in));
            prop_assert_eq!(late.iter().any(|late| late.row.case == case(n)), let_in);
            prop_assert_eq!(store.visible(&reach, case(n)).unwrap(), let_in);
        }
        Ok(())
    });
    outcome.unwrap();
}

on_both!(store: what_ties_somebody_to_those_kept_apart_is_told);

fn what_ties_somebody_to_those_kept_apart_is_told(store: &Store) {
    let head = Post { role: Roll::Enhetschef, unit: id(b'U', 0) };
    let post = Post { role: Roll::Behandlare, unit: id(b'U', 0) };
    let grant = |holder, ground, days: i64| Grant {
        holder,
        ground,
        from: TODAY,
        to: None,
        until: Some(NOW + SignedDuration::from_hours(days)),
    };
    let bar = |person, other| grant(Holder::Apart(id(b'P', person), id(b'P', other)), Ground::Sparrad, 1);
    let me = id(b'A', 1);
    let all = [
        (0, vec![bar(0, 1), grant(Holder::Named(me, post), Ground::Handlaggare, 1)]),
        (1, vec![bar(1, 0), grant(Holder::Post(head), Ground::Enhetschef, 1)]),
        // Somebody else's, one that has ended, one that nobody is kept apart from, and one the asker is barred from.
        (2, vec![bar(2, 3), grant(Holder::User(id(b'A', 2)), Ground::Handlaggare, 1)]),
        (3, vec![bar(3, 2), grant(Holder::User(me), Ground::Nodoppning, 0)]),
        (4, vec![grant(Holder::Named(me, post), Ground::Handlaggare, 1)]),
        (
            5,
            vec![
                bar(4, 0),
                grant(Holder::Named(me, post), Ground::Handlaggare, 1),
                grant(Holder::User(me), Ground::Sparrad, 1),
            ],
        ),
    ];
    for n in 0..6 {
        store.append(opening(n, "Vera Holm")).unwrap();
    }
    let rows = Rows { grants: all.into_iter().map(|(n, grants)| (case(n), grants)).collect(), ..Rows::default() };
    store.append(Append { command: id(b'K', 99), rows, ..append(0, Vec::new()) }).unwrap();
    let asker = Reach { user: me, posts: vec![head, post], ..reach() };
    let mut ties: Vec<String> = store
        .ties(&asker)
        .unwrap()
        .into_iter()
        .map(|tie| format!("{} {} {}", tie.person == id(b'P', 0), tie.other == id(b'P', 0), tie.ground))
        .collect();
    ties.sort();
    assert_eq!(ties, ["false true enhetschef", "true false handlaggare"]);
}
