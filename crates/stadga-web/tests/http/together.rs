//! Several at once: nobody's text is overwritten, and nobody has to wait for somebody else's fault.

use crate::town::{NUMBER, STORY, Town};
use std::sync::Barrier;
use std::sync::atomic::{AtomicUsize, Ordering};

#[test]
fn who_saves_second_sees_both_texts_and_loses_nothing() {
    let town = Town::new();
    let (case, _) = town.story("utredning.sammanstall");
    let path = format!("/arenden/{case}/utredning.sammanstall");
    let seen = |who| town.get(who, &path).hidden("sag");
    let (sara, nadja) = (seen("sara"), seen("nadja"));
    assert_eq!(sara, nadja);
    assert!(!sara.is_empty());
    let text = |words| {
        let mut fields = STORY[2].3.to_vec();
        fields.retain(|(name, _)| *name != "bedomning");
        fields.push(("bedomning", words));
        fields
    };
    let send = |who, words, seen: &str| {
        let mut fields = text(words);
        fields.push(("sag", seen));
        town.act(who, "utredning.sammanstall", Some(case), &fields)
    };
    assert_eq!(send("nadja", "Nadjas bedömning.", &nadja).status, 303);

    let before = town.events();
    let second = send("sara", "Saras bedömning.", &sara);
    assert_eq!(second.status, 409);
    assert_eq!(town.events(), before);
    let page = second.text();
    assert!(page.contains("Nadjas bedömning.") && page.contains("Saras bedömning."), "{page}");
    assert!(page.contains("Nadja Blom"), "it says who wrote: {page}");
    assert!(town.get("sara", &path).text().contains("Saras bedömning."), "her text is a draft too");

    let again = send("sara", "Saras bedömning.", &second.hidden("sag"));
    assert_eq!(again.status, 303, "{}", again.text());
    assert!(town.get("nadja", &path).text().contains("Saras bedömning."));
}

#[test]
fn a_draft_begun_on_an_older_text_is_still_stale_after_a_pause() {
    let town = Town::new();
    let (case, _) = town.story("utredning.sammanstall");
    let path = format!("/arenden/{case}/utredning.sammanstall");
    let old = town.get("sara", &path).hidden("sag");
    let fields: Vec<_> = STORY[2].3.iter().copied().chain([("sag", old.as_str())]).collect();
    assert_eq!(town.post("sara", &format!("{path}/utkast"), &fields).status, 200);
    assert_eq!(town.act("nadja", "utredning.sammanstall", Some(case), STORY[2].3).status, 303);
    assert_eq!(town.get("sara", &path).hidden("sag"), old, "the draft keeps the version it was begun on");
    assert_eq!(town.act("sara", "utredning.sammanstall", Some(case), &fields).status, 409);
}

/// Many write notes at once in a case; each lands once and nobody is turned away.
fn check_many(threads: usize, notes: usize) {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let before = town.events();
    let turned_away = AtomicUsize::new(0);
    std::thread::scope(|scope| {
        for thread in 0..threads {
            let (town, turned_away) = (&town, &turned_away);
            scope.spawn(move || {
                for note in 0..notes {
                    let text = format!("Anteckning {thread}:{note}.");
                    let answer = town.act("sara", "anteckning.skriv", Some(case), &[("text", &text)]);
                    if answer.status != 303 {
                        turned_away.fetch_add(1, Ordering::Relaxed);
                    }
                }
            });
        }
    });
    assert_eq!(turned_away.load(Ordering::Relaxed), 0, "of {} notes", threads * notes);
    assert_eq!(town.events(), before + threads * notes);
    let page = town.get("sara", &format!("/arenden/{case}")).text();
    for thread in 0..threads {
        for note in 0..notes {
            assert_eq!(page.matches(&format!("Anteckning {thread}:{note}.")).count(), 1, "{thread}:{note}");
        }
    }
    assert!(town.app.store().verify().unwrap().is_sound());
}

#[test]
fn two_write_at_once() {
    check_many(2, 20);
}

#[test]
fn six_hundred_notes_from_thirty_two_at_once_all_land_once() {
    check_many(32, 20);
}

#[test]
fn many_applications_at_once_get_numbers_without_gaps() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let town = &town;
            scope.spawn(move || {
                for round in 0..5 {
                    let name = format!("Person {thread} {round}");
                    let mut fields = STORY[0].3.to_vec();
                    fields.retain(|(name, _)| *name != "nummer" && *name != "namn");
                    fields.push(("namn", &name));
                    let answer = town.act("amina", "ansokan.registrera", None, &fields);
                    assert_eq!(answer.status, 303, "{}", answer.text());
                }
            });
        }
    });
    let page = town.get("sara", "/arenden").text();
    for serial in 1..=40 {
        assert_eq!(page.matches(&format!("SN 2026-{serial:05}")).count(), 1, "{serial}");
    }
}

/// What so many at once answer.
pub fn at_once<T: Ord + Send>(threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let start = Barrier::new(threads);
    let mut answers: Vec<T> = std::thread::scope(|scope| {
        let (start, work) = (&start, &work);
        let running: Vec<_> = (0..threads)
            .map(|thread| {
                scope.spawn(move || {
                    start.wait();
                    work(thread)
                })
            })
            .collect();
        running.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    answers.sort_unstable();
    answers
}

#[test]
fn one_number_is_one_person_however_many_register_it_at_once() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let answers = at_once(8, |_| town.act("amina", "ansokan.registrera", None, STORY[0].3).status.as_u16());
    assert_eq!(answers, [303; 8]);
    let persons = town.app.store().persons_by_number(&NUMBER.replace('-', "")).unwrap();
    assert_eq!(persons.len(), 1, "the same number is {} persons", persons.len());
}

#[test]
fn one_decision_is_ordered_once_however_many_order_it_at_once() {
    let town = Town::new();
    let (case, _) = town.story("beslut.underratta");
    town.at("2026-11-26T09:00");
    let order = |_| town.act("sara", "bestallning.skicka", Some(case), STORY[6].3).status.as_u16();
    assert_eq!(at_once(6, order), [303, 422, 422, 422, 422, 422]);
}

#[test]
fn the_case_and_its_assignment_are_written_in_at_once() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let before = town.events();
    let answers = at_once(6, |thread| match thread % 2 {
        0 => town.act("sara", "anteckning.skriv", Some(case), &[("text", "Samtal.")]).status.as_u16(),
        _ => town.act("omar", "genomforandeanteckning.skriv", assignment, &[("text", "Samtal.")]).status.as_u16(),
    });
    assert_eq!(answers, [303; 6]);
    assert_eq!(town.events(), before + 6);
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}
