//! The data sets with a name come to what they say, and anything else is a number or refused.

use super::{LOAD, Profile, profile};
use crate::lives::town::Town;
use crate::lives::{Lives, Plan};

/// Events of an act, as many lives give them.
const EVENTS_OF_AN_ACT: f64 = 1.13;

fn near(what: &str, found: f64, wanted: usize) {
    let part = found / wanted as f64;
    assert!((0.85..1.15).contains(&part), "{what}: {found} of {wanted}");
}

fn named(name: &str) -> Profile {
    profile(name).unwrap()
}

#[test]
fn five_years_of_a_middling_municipality_have_the_cases_and_events_the_data_set_says() {
    let Profile { caseworkers, load, span, notes_every, cases, events, .. } = named("mellan");
    let until = "2026-11-25T14:00:00Z".parse().unwrap();
    let plan = Plan { seed: 1, until, load, span, notes_every, closed: 0, besides: &[] };
    let lives = Lives::new(plan, Town::with(caseworkers, 1));
    near("cases", lives.cases() as f64, cases);
    println!("{} cases, {} acts", lives.cases(), lives.schedule().len());
    near("events", lives.schedule().len() as f64 * EVENTS_OF_AN_ACT, events);
}

#[test]
fn a_large_municipality_is_a_middling_one_so_many_times_over() {
    let (middling, large) = (named("mellan"), named("storstad"));
    assert_eq!((middling.load, middling.span, middling.notes_every), (large.load, large.span, large.notes_every));
    let times = large.caseworkers as f64 / middling.caseworkers as f64;
    near("cases", middling.cases as f64 * times, large.cases);
    near("events", middling.events as f64 * times, large.events);
}

#[test]
fn a_number_is_so_many_open_cases_and_any_other_word_is_refused() {
    let thousand = named("1000");
    assert_eq!((thousand.caseworkers, thousand.load), (1_000_usize.div_ceil(LOAD), 30));
    assert_eq!(named("7").caseworkers * named("7").load, 7);
    assert!(profile("byn").unwrap_err().contains("storstad"));
}
