//! The lists' filter and the pure rule agree, whatever the grants.

use super::*;
use crate::CaseFilter;
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
    let holder = prop_oneof![user, post().prop_map(Holder::Post), named];
    // One in six lets nobody in, and takes away what the others give.
    let ground = prop_oneof![5 => Just(Ground::Handlaggare), 1 => Just(Ground::Sparrad)];
    (holder, ground, day(), proptest::option::of(day())).prop_map(|(holder, ground, from, to)| Grant {
        holder,
        ground,
        from,
        to,
    })
}

fn asker() -> impl Strategy<Value = Reach> {
    let posts = proptest::collection::vec(post(), 0..6);
    let lent = (0u32..3, post()).prop_map(|(n, post)| Lent { from: id(b'A', n), post });
    let lent = proptest::collection::vec(lent, 0..4);
    (0u32..3, posts, lent, day()).prop_map(|(n, posts, lent, on)| Reach { user: id(b'A', n), posts, lent, on })
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
        for (n, grants) in (0..).zip(&grants) {
            let let_in = !reach.grounds(grants).is_empty();
            let shown = listed.iter().any(|listed| listed.row.subject == case(n));
            prop_assert_eq!(shown, let_in);
            prop_assert_eq!(late.iter().any(|late| late.row.case == case(n)), let_in);
            prop_assert_eq!(store.visible(&reach, case(n)).unwrap(), let_in);
        }
        Ok(())
    });
    outcome.unwrap();
}
