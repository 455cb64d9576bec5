//! Acts that have nothing to do with each other give one result, whichever comes first.
//!
//! The same lives are lived in two towns. In the second, the acts of each hour come from the last case to the first,
//! and in a case from the last order to the first. Ids say whose act drew them, so that everything can be compared as
//! it is.

use super::lived_with;
use crate::lives::play::Player;
use crate::lives::town::Town;
use crate::lives::{About, Lives, Path, Plan};
use jiff::Timestamp;
use stadga_app::{App, IdSource};
use stadga_core::event::StreamKind;
use stadga_core::state::CaseFile;
use stadga_core::{Event, Id};
use stadga_rules::{Timeline, plan};
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

/// The most orders of a case, and the case itself.
const COMPARTMENTS: u64 = 8;

/// Whose act draws ids now, and how many each has drawn.
#[derive(Clone, Default)]
struct Whose(Arc<Mutex<(u64, BTreeMap<u64, u64>)>>);

impl Whose {
    fn turn(&self, case: usize, about: About) {
        let compartment = match about {
            About::Case => 0,
            About::Order(place) => 1 + place as u64,
        };
        assert!(compartment < COMPARTMENTS, "a case has more orders than that");
        // Nobody's turn is the founding.
        self.0.lock().unwrap().0 = (1 + case as u64) * COMPARTMENTS + compartment;
    }

    /// Ids that are the same whatever others have drawn in between.
    fn ids(&self) -> IdSource {
        let held = self.0.clone();
        Arc::new(move || {
            let mut held = held.lock().unwrap();
            let (whose, drawn) = &mut *held;
            let many = drawn.entry(*whose).or_default();
            *many += 1;
            let mut bytes = [0u8; 10];
            bytes[2..].copy_from_slice(&(*whose << 32 | *many).to_be_bytes());
            Id::from_bytes(bytes)
        })
    }
}

/// What a town has come to: the rows of every list, and of each case its events, what they add up to and what must
/// happen; all but the places in the log.
fn told(app: &App) -> Vec<String> {
    let (store, stack) = (app.store(), app.stack());
    let mut told = store.read_model_rows().unwrap();
    let mut cases = store.streams(StreamKind::Arende).unwrap();
    cases.sort();
    for case in cases {
        let streams = store.case_streams(case).unwrap();
        let own: Vec<Id> = std::iter::once(case).chain(streams.assignments).collect();
        for stream in own.iter().chain(&streams.person) {
            let events = store.load(&[*stream]).unwrap().into_iter();
            told.extend(events.map(|event| format!("{:?}", Event { position: 0, ..event })));
        }
        let file = CaseFile::fold(store.load(&own).unwrap());
        told.push(format!("{} {} {:?}", streams.number, file.stage().word(), file.case));
        told.extend(file.assignments.values().map(|assignment| format!("{assignment:?}")));
        // Two orders of one case may have booked in either order.
        let mut bookings: Vec<String> = file.bookings.iter().map(|booking| format!("{booking:?}")).collect();
        bookings.sort();
        told.append(&mut bookings);
        let duties = plan(&stack, &Timeline::new(&file.events, None));
        told.extend(duties.iter().map(|duty| format!("{case} {duty:?}")));
    }
    told
}

/// Lives a town through; which case and act came where, and what it has come to.
fn lived_through(plan: Plan, town: Town, last_first: bool) -> (Vec<(usize, usize)>, Vec<String>) {
    let whose = Whose::default();
    let lived = lived_with(whose.ids());
    let lives = Lives::new(plan, town);
    let library = crate::pack::built_in();
    let mut player = Player::found(&lived.app, &lived.clock, &library, &lives, 1).unwrap();
    let order = player.by_the_hour(last_first);
    while let Some((case, about)) = player.coming() {
        whose.turn(case, about);
        player.step().unwrap();
    }
    assert_eq!(player.acts(), order.len());
    assert!(lived.app.store().verify().unwrap().is_sound());
    (order, told(&lived.app))
}

/// Lives the same town in both orders; at least so many acts come in another place.
fn check_both_orders(plan: impl Fn() -> Plan, town: impl Fn() -> Town, least: usize) {
    let [(first, one), (last, other)] = [false, true].map(|last_first| lived_through(plan(), town(), last_first));
    let turned = first.iter().zip(&last).filter(|(one, other)| one != other).count();
    println!("{turned} of {} acts in another place, {} lines compared", first.len(), one.len());
    assert!(turned >= least, "only {turned} of {} acts came in another place", first.len());
    for (one, other) in one.iter().zip(&other) {
        assert_eq!(one, other);
    }
    assert_eq!(one.len(), other.len());
}

fn until() -> Timestamp {
    "2026-11-25T14:00:00Z".parse().unwrap()
}

#[test]
fn acts_of_one_hour_in_different_cases_give_one_result_in_both_orders() {
    let plan = || Plan { seed: 5, until: until(), load: 2, span: 0, notes_every: 30, closed: 0, besides: &[] };
    check_both_orders(plan, || Town::with(9, 5), 20);
}

#[test]
fn acts_of_one_hour_in_two_orders_of_one_case_give_one_result_in_both_orders() {
    // Both providers write every third or fourth working day, at the same hour.
    let besides: &[(Path, &str, usize)] = &[(Path::Twofold, "arende.avsluta", 5)];
    let plan = || Plan { seed: 5, until: until(), load: 0, span: 0, notes_every: 3, closed: 0, besides };
    check_both_orders(plan, Town::ekvalla, 2);
}
