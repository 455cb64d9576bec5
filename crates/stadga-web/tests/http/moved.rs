//! A note on the wrong person: moved by correction, both places marked, and neither names the other person.

use crate::town::{PER, STORY, Town};
use stadga_app::cases;
use stadga_core::Id;
use stadga_store::AuditKind;

const EVA: &str = "Eva Ask";
const TEXT: &str = "Sov på soffan hos sin mamma i natt.";

/// Eva's case and assignment, up to and with a use case of the story.
fn eva(town: &Town, last: &str) -> (Id, Option<Id>) {
    let mut case = None;
    for (when, who, use_case, fields) in STORY {
        town.at(when);
        let assignment = case.and_then(|case| town.app.newest_assignment(case).unwrap());
        let role = town.app.ctx(town.id(who)).unwrap().actor.post.role;
        let subject = cases::find(use_case).unwrap().access.subject(role, case, assignment);
        let renamed = fields.iter().filter(|(name, _)| *name != "nummer");
        let renamed: Vec<_> = renamed.map(|(name, value)| (*name, if *value == PER { EVA } else { value })).collect();
        let answer = town.act(who, use_case, subject, &renamed);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
        if case.is_none() {
            case = answer.location().split("arende=").nth(1).map(|id| id.parse().unwrap());
        }
        if use_case == &last {
            break;
        }
    }
    (case.unwrap(), town.app.newest_assignment(case.unwrap()).unwrap())
}

/// The page of the form that moves the newest note, by its link on the record's page.
fn form(town: &Town, who: &str, record: &str) -> crate::town::Answer {
    let page = town.get(who, record);
    let link = crate::pages::links(&page.body).into_iter().find(|link| link.contains("anteckning.flytta")).unwrap();
    town.get(who, &link)
}

#[test]
fn a_note_in_the_wrong_journal_is_moved_and_both_say_so() {
    let town = Town::new();
    let (per_case, per) = town.story("uppdrag.ta_emot");
    let (_, eva) = eva(&town, "uppdrag.ta_emot");
    let (per, eva) = (per.unwrap(), eva.unwrap());
    let (pers, evas) = (format!("/uppdrag/{per}"), format!("/uppdrag/{eva}"));
    let note = [("text", TEXT), ("handlaggaren_behover_veta", "ja"), ("datum", "2026-11-26")];
    assert_eq!(town.act("omar", "genomforandeanteckning.skriv", Some(per), &note).status, 303);
    let correct = form(&town, "omar", &pers).hidden("handelse");
    let again = [("handelse", correct.as_str()), ("text", "Sov hos sin mamma."), ("skal", "Onödigt.")];
    assert_eq!(town.act("omar", "genomforandeanteckning.ratta", Some(per), &again).status, 303);

    let form = form(&town, "omar", &pers);
    assert!(form.text().contains(EVA) && form.text().contains("Sov hos sin mamma."), "{}", form.text());
    assert!(!form.body.contains(&format!("value=\"{per}\"")), "where it stands is no alternative");
    let event = form.hidden("handelse");
    let to = eva.to_string();
    let move_it = [("handelse", event.as_str()), ("till", to.as_str()), ("skal", "Skrevs hos fel person.")];
    town.at("2026-11-28T09:00");
    let rows = town.audited(|| assert_eq!(town.act("omar", "anteckning.flytta", Some(per), &move_it).status, 303));
    let command = rows.iter().find(|stored| stored.row.kind == AuditKind::Command).unwrap();
    assert!(command.row.subjects.contains(&per) && command.row.subjects.contains(&eva), "the trail names both");

    let here = town.get("omar", &pers).text();
    let marked = "Gällde inte den här personen och flyttades 2026-11-28 av Omar";
    assert!(here.contains(marked) && here.contains("Skrevs hos fel person."), "{here}");
    let there = town.get("omar", &evas).text();
    for words in ["Sov hos sin mamma.", "Flyttad hit. Skrevs 2026-11-27 av Omar"] {
        assert!(there.contains(words), "{words}: {there}");
    }
    // Nothing of what it said, or of whom it was about, is left where it was: not for whoever was told of it either.
    for (who, path) in [("omar", &pers), ("robert", &pers), ("sara", &format!("/arenden/{per_case}"))] {
        let text = town.get(who, path).text();
        for gone in ["soffan", "sin mamma", EVA] {
            assert!(!text.contains(gone), "{gone} for {who} on {path}: {text}");
        }
    }
    assert!(!there.contains(PER), "{there}");
    // It is moved once.
    assert_eq!(town.act("omar", "anteckning.flytta", Some(per), &move_it).status, 422);
    assert_eq!(town.app.store().verify().unwrap().findings, vec![]);
}

#[test]
fn a_note_in_the_wrong_case_is_moved_and_the_meeting_it_was_taken_for_stands_again() {
    let town = Town::new();
    let (per, _) = town.story("ansokan.registrera");
    let (eva, _) = eva(&town, "ansokan.registrera");
    let meeting =
        [("art", "samtal"), ("dag", "2026-10-05"), ("klockan", "13:00"), ("langd", "60"), ("form", "telefon")];
    let booked = town.act("sara", "mote.boka", Some(per), &meeting);
    assert_eq!(booked.status, 303, "{}", booked.text());
    let booking = town.app.newest_booking(per).unwrap().unwrap().to_string();
    let note = [("text", TEXT), ("bokning", booking.as_str())];
    assert_eq!(town.act("sara", "anteckning.skriv", Some(per), &note).status, 303);
    assert_eq!(town.app.newest_booking(per).unwrap(), None, "the meeting was held");

    let event = form(&town, "sara", &format!("/arenden/{per}")).hidden("handelse");
    let to = eva.to_string();
    let move_it = [("handelse", event.as_str()), ("till", to.as_str()), ("skal", "Det var en annan.")];
    assert_eq!(town.act("sara", "anteckning.flytta", Some(per), &move_it).status, 303);
    assert!(town.app.newest_booking(per).unwrap().is_some(), "it has not been held");
    assert!(town.get("sara", &format!("/arenden/{eva}")).text().contains(TEXT));
    let left = town.get("sara", &format!("/arenden/{per}"));
    assert!(!left.text().contains(TEXT), "{}", left.text());
    assert!(!left.body.contains("anteckning.flytta"), "what was moved is not moved again");
    assert_eq!(town.app.store().verify().unwrap().findings, vec![]);
}

#[test]
fn a_note_goes_nowhere_its_writer_may_not_write() {
    let town = Town::new();
    let (per_case, per) = town.story("uppdrag.ta_emot");
    let per = per.unwrap();
    let (eva_case, _) = eva(&town, "ansokan.registrera");
    town.at("2026-11-27T10:00");
    assert_eq!(town.act("omar", "genomforandeanteckning.skriv", Some(per), &[("text", TEXT)]).status, 303);
    let event = form(&town, "omar", &format!("/uppdrag/{per}")).hidden("handelse");
    let before = town.events();
    let to = |till: &str| {
        let fields = [("handelse", event.as_str()), ("till", till), ("skal", "Fel.")];
        let mut status = 0;
        let kinds = town.kinds(|| status = town.act("omar", "anteckning.flytta", Some(per), &fields).status.as_u16());
        (status, kinds.contains(&AuditKind::Denied))
    };
    // Cases, a record that does not exist, and where it stands already.
    assert_eq!(to(&eva_case.to_string()), (404, true));
    assert_eq!(to(&per_case.to_string()), (404, true));
    assert_eq!(to("0000000000000000"), (404, true));
    assert_eq!(to(&per.to_string()), (422, false));
    assert_eq!(to(""), (422, false));
    assert_eq!(to("Eva"), (422, false));
    assert_eq!(town.events(), before);
    // Nor does anybody else move it.
    for who in ["sara", "jonas", "amina"] {
        let fields = [("handelse", event.as_str()), ("till", &eva_case.to_string()), ("skal", "Fel.")];
        assert_ne!(town.act(who, "anteckning.flytta", Some(per), &fields).status, 303, "{who}");
    }
}
