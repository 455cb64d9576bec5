//! Letters: what was sent stays as it was sent, whatever becomes of the record.

use crate::town::{PER, Town};
use stadga_core::event::Event;
use stadga_core::{Fact, Id};
use stadga_store::{AuditKind, sha256};

/// The event of a case with a stored name, the newest.
fn newest(town: &Town, case: Id, name: &str) -> Event {
    let events = town.app.store().load(&[case]).unwrap();
    events.into_iter().rfind(|event| event.fact.name() == name).unwrap_or_else(|| panic!("no {name}"))
}

fn bytes(town: &Town, event: Id) -> Vec<u8> {
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    town.app.letter_file(&ctx, event).unwrap().bytes
}

/// The person takes another name, the day after.
fn renamed(town: &Town, case: Id) {
    town.at("2026-11-26T09:00");
    let answer = town.act("sara", "identitet.faststall", Some(case), &[("namn", "Per Nilsson")]);
    assert_eq!(answer.status, 303, "{}", answer.text());
}

#[test]
fn what_was_sent_is_what_is_opened_afterwards() {
    let town = Town::new();
    let (case, _) = town.story("beslut.fatta");
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    assert_eq!(town.act("sara", "beslut.underratta", Some(case), &[("kanal", "brev")]).status, 303);
    let told = newest(&town, case, "beslut.underrattat");
    let communicated = newest(&town, case, "kommunicering.skickad");
    let before = [decision, communicated.id].map(|event| bytes(&town, event));
    for (event, bytes) in [&told, &communicated].into_iter().zip(&before) {
        let [file] = event.fact.files() else { panic!("{:?}", event.fact) };
        assert_eq!((&file.sha256, file.storlek as usize), (&sha256(bytes), bytes.len()));
    }

    renamed(&town, case);
    let after = [decision, communicated.id].map(|event| bytes(&town, event));
    assert!(before == after, "the letters are not those that were sent");
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let (anew, _) = town.app.letter(&ctx, decision).unwrap();
    assert_ne!(stadga_letters::pdf(&anew).unwrap(), before[0], "the name is part of what would be sent today");
    let report = town.app.store().verify().unwrap();
    assert_eq!((report.files, report.findings), (2, vec![]));

    let page = town.get("sara", &format!("/beslut/{decision}"));
    assert!(page.text().contains("Brevet som det skickades (PDF)"), "{}", page.text());
    let listed = town.get("sara", &format!("/arenden/{case}/handlingar")).text();
    for words in ["Underrättad om beslut", "beslut.pdf (PDF, ", "kommunicering.pdf (PDF, "] {
        assert!(listed.contains(words), "{words:?} is missing in: {listed}");
    }
    let path = format!("/beslut/{decision}/brev.pdf");
    assert_eq!(town.kinds(|| assert_eq!(town.get("sara", &path).status, 200)), [AuditKind::Export]);
}

#[test]
fn until_it_is_sent_a_letter_follows_the_record() {
    let town = Town::new();
    let (case, _) = town.story("beslut.fatta");
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    assert!(town.get("sara", &format!("/beslut/{decision}")).text().contains("Brevet som PDF"));
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    assert_eq!(town.app.letter(&ctx, decision).unwrap().0.recipient.name, PER);
    renamed(&town, case);
    assert_eq!(town.app.letter(&ctx, decision).unwrap().0.recipient.name, "Per Nilsson");
}

#[test]
fn what_was_said_leaves_no_letter_and_what_was_sent_twice_is_the_last() {
    let town = Town::new();
    let (case, _) = town.story("beslut.fatta");
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    let decision_text = decision.to_string();
    let tell = |channel: &str| {
        let fields = [("beslut", decision_text.as_str()), ("kanal", channel)];
        assert_eq!(town.act("sara", "beslut.underratta", Some(case), &fields).status, 303);
        newest(&town, case, "beslut.underrattat")
    };
    assert!(tell("telefon").fact.files().is_empty());
    let first = tell("brev");
    assert_eq!(sha256(&bytes(&town, decision)), first.fact.files()[0].sha256);
    renamed(&town, case);
    let second = tell("saker_meddelande");
    assert_ne!(second.fact.files(), first.fact.files());
    tell("muntligt");
    assert_eq!(sha256(&bytes(&town, decision)), second.fact.files()[0].sha256);
}

#[test]
fn a_double_press_sends_one_letter() {
    let town = Town::new();
    let (case, _) = town.story("beslut.fatta");
    let twice = [("kanal", "brev"), ("kommando", "abcdefgh12345678")];
    for _ in 0..2 {
        assert_eq!(town.act("sara", "beslut.underratta", Some(case), &twice).status, 303);
    }
    let events = town.app.store().load(&[case]).unwrap();
    let letters = events.iter().filter(|event| matches!(&event.fact, Fact::BeslutUnderrattat(_)));
    assert_eq!(letters.count(), 1);
}
