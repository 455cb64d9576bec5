//! Letters: what was sent stays as it was sent, whatever becomes of the record.

use crate::town::{Fields, PER, Town};
use stadga_core::event::Event;
use stadga_core::form::Form;
use stadga_core::{Fact, Id};
use stadga_letters::Block;
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
fn an_appeal_that_was_told_is_a_document_to_sign_and_one_that_was_written_is_not() {
    let town = Town::new();
    let (case, _) = town.story("utredning.sammanstall");
    let refusal = [("utfall", "avslag"), ("insats", "oppenvard"), ("skal", "Behovet tillgodoses redan.")];
    town.at("2026-11-25T09:00");
    assert_eq!(
        town.act(
            "sara",
            "kommunicering.undanta",
            Some(case),
            &[("grund", "uppenbart_obehovligt"), ("skal", "Allt är sagt.")]
        )
        .status,
        303
    );
    let answer = town.act("sara", "beslut.fatta", Some(case), &refusal);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let appeal = |form| {
        let fields = [("av", "den_enskilde"), ("form", form), ("innehall", "Jag behöver mer än mottagningen ger.")];
        let answer = town.act("sara", "overklagande.registrera", Some(case), &fields);
        assert_eq!(answer.status, 303, "{}", answer.text());
        newest(&town, case, "overklagande.inkommet").id
    };
    let told = appeal("nedtecknad");
    let path = format!("/overklagande/{told}/nedtecknat.pdf");
    assert_eq!(town.kinds(|| assert_eq!(town.get("sara", &path).status, 200)), [AuditKind::Export]);
    assert_eq!(town.get("amina", &path).status, 404);
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let (letter, sent) = town.app.letter(&ctx, told).unwrap();
    assert_eq!((letter.recipient.name.as_str(), sent), ("Förvaltningsrätten i Ekvalla", None));
    assert!(format!("{:?}", letter.blocks).contains("Jag behöver mer än mottagningen ger."), "{letter:?}");
    assert_eq!(town.get("sara", &path.replace(&told.to_string(), &appeal("skriftlig").to_string())).status, 404);
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

#[test]
fn a_letter_carries_the_address_and_goes_to_whoever_may_speak_for_the_person() {
    let town = Town::new();
    let (case, _) = town.story("beslut.fatta");
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let letter = |channel: &str, to: &str| {
        let form = Form::from_pairs([("kanal", channel), ("mottagare", to)]);
        town.app.letter_of_form(&ctx, "beslut.underratta", case, &form).unwrap().unwrap()
    };
    let tell = |to: &str| town.act("sara", "beslut.underratta", Some(case), &[("kanal", "brev"), ("mottagare", to)]);
    assert_eq!(letter("brev", "personen").recipient.address_lines, [""; 0]);
    let lives = [("adress", "Storgatan 1 \n\n123 45 Ekvalla")];
    assert_eq!(town.act("sara", "kontaktvag.ange", Some(case), &lives).status, 303);
    assert_eq!(letter("brev", "personen").recipient.address_lines, ["Storgatan 1", "123 45 Ekvalla"]);
    assert_eq!(letter("saker_meddelande", "personen").recipient.address_lines, [""; 0], "it does not go by post");

    let page = format!("/arenden/{case}/beslut.underratta");
    assert!(!town.get("sara", &page).text().contains("Vem brevet går till"));
    let refused = tell("foretradaren");
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Ingen fullmakt gäller i ärendet den dagen."), "{}", refused.text());
    let spoken: Fields<'_> = &[
        ("foretradare", "Anna Ek"),
        ("roll", "ombud"),
        ("art", "skriftlig"),
        ("omfattning", "Allt i ärendet"),
        ("undertecknad", "ja"),
        ("original_visat", "ja"),
        ("adress", "Lillgatan 2\n123 45 Ekvalla"),
    ];
    assert_eq!(town.act("sara", "fullmakt.registrera", Some(case), spoken).status, 303);
    let asked = town.get("sara", &page).text();
    assert!(asked.contains("Anna Ek, ombud. Skriftlig fullmakt, omfattar: Allt i ärendet."), "{asked}");
    let to_her = letter("brev", "foretradaren");
    assert_eq!(
        (to_her.recipient.name.as_str(), to_her.recipient.address_lines[0].as_str()),
        ("Anna Ek", "Lillgatan 2")
    );
    let why = "Du får brevet för att du är ombud för Per Holm. Brevet är skrivet till Per Holm.";
    assert_eq!(to_her.blocks[0], Block::Paragraph(why.to_owned()));

    assert_eq!(tell("kopia").status, 303);
    let told = newest(&town, case, "beslut.underrattat");
    let [own, copy] = told.fact.files() else { panic!("{:?}", told.fact) };
    assert_ne!(own.sha256, copy.sha256);
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    assert_eq!(sha256(&bytes(&town, decision)), own.sha256, "the person's own comes first");
    let timeline = town.get("sara", &format!("/arenden/{case}")).text();
    assert!(timeline.contains("Brev, med kopia till företrädaren"), "{timeline}");
    assert_eq!(town.app.store().verify().unwrap().findings, vec![]);
}

#[test]
fn a_new_caseworker_is_told_of_by_a_letter_that_is_kept() {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    let jonas = town.id("jonas").to_string();
    let change = [("handlaggare", jonas.as_str()), ("overlamning", "Ring helst på förmiddagen.")];
    assert_eq!(town.act("nadja", "handlaggare.byt", Some(case), &change).status, 303);
    let address = format!("/arenden/{case}/handlaggarbyte.meddela");
    let page = town.get("jonas", &address).text();
    for words in [
        "Du har fått en ny handläggare",
        "Från och med den 20 oktober 2026 är det Jonas Hedlund som handlägger ditt ärende. Tidigare var det Sara Lindqvist.",
    ] {
        assert!(page.contains(words), "{words:?} is missing in: {page}");
    }
    let draft = town.post("jonas", &format!("{address}/brev.pdf"), &[("kanal", "brev")]);
    assert!(draft.status == 200 && draft.body.starts_with("%PDF-"));
    assert_eq!(town.act("jonas", "handlaggarbyte.meddela", Some(case), &[("kanal", "brev")]).status, 303);
    let told = newest(&town, case, "handlaggarbyte.meddelat");
    assert_eq!(told.fact.files().len(), 1);
    let listed = town.get("jonas", &format!("/arenden/{case}/handlingar")).text();
    assert!(listed.contains("ny-handlaggare.pdf (PDF, "), "{listed}");
}
