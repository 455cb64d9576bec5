//! A private provider's own file: erased two years after its last note by the provider's people alone, and the board's
//! file goes on as it was.

use crate::town::{STORY, Town};
use stadga_core::Id;

/// What the therapist wrote for the provider alone, and what the caseworker was told.
const OWN: &str = "Per berättade om sin bror.";
const TOLD: &str = "Per behöver en ny tid hos läkaren.";

/// The story to the end of the insats, with a note of each kind, at a provider that somebody else runs.
fn ended() -> (Town, Id, Id) {
    let town = Town::new();
    town.at("2026-10-05T08:30");
    let unit = town.id("oppenvarden").to_string();
    let private = [("enhet", unit.as_str()), ("enskild", "ja")];
    assert_eq!(town.post("stina", "/anvandare/enhet.ange_driftform", &private).status, 303);
    let (case, assignment) = town.story("avslutningssamtal.registrera");
    let assignment = assignment.unwrap();
    town.at("2027-03-25T09:00");
    for (text, told) in [(OWN, "nej"), (TOLD, "ja")] {
        let fields = [("text", text), ("handlaggaren_behover_veta", told)];
        assert_eq!(town.act("omar", "genomforandeanteckning.skriv", Some(assignment), &fields).status, 303);
    }
    town.at("2027-03-31T09:00");
    let ended = town.act("sara", "insats.avsluta", Some(assignment), &[("skal", "Målen är nådda.")]);
    assert_eq!(ended.status, 303, "{}", ended.text());
    (town, case, assignment)
}

#[test]
fn a_private_provider_erases_its_own_file_and_the_board_keeps_what_it_was_told() {
    let (town, case, assignment) = ended();
    town.at("2029-03-31T09:00");
    let early = town.get("robert", "/gallring").text();
    assert!(early.contains("Det finns 1 akt hos er") && early.contains("Ingen akt ska gallras nu"), "{early}");
    town.at("2029-04-01T09:00");
    let page = town.get("robert", "/gallring").text();
    for words in ["SN 2026-00001", "2030-12-31", "Inte föreslagen", "Öppenvården", "Lämna till nämnden"] {
        assert!(page.contains(words), "{words} is not said: {page}");
    }
    assert!(!page.contains("Per Holm") && !page.contains("1995"), "{page}");
    // Reception keeps the board's files, and another provider its own.
    let board = town.get("amina", "/gallring").text();
    assert!(board.contains("Ingen akt ska gallras nu") && !board.contains("Öppenvården"), "{board}");
    for who in ["maria", "sara", "omar"] {
        assert_eq!(town.get(who, "/gallring").status, 404, "{who}");
    }
    assert!(town.get("stina", "/gallring").text().contains("Öppenvården"));

    let (before, duties) = (shown(&town, case), work(&town));
    let named = assignment.to_string();
    let act =
        |who: &str, use_case: &str, fields: &[(&str, &str)]| town.post(who, &format!("/gallring/{use_case}"), fields);
    assert_eq!(act("amina", "gallring.foresla", &[("akter", &named)]).status, 422, "reception reaches no such file");
    let proposed = act("robert", "gallring.foresla", &[("akter", &named)]);
    assert_eq!(proposed.status, 303, "{}", proposed.text());
    assert_eq!(act("nadja", "gallring.besluta", &[("slutgiltigt", "ja")]).status, 422, "it is not the board's");
    let decided = act("stina", "gallring.besluta", &[("slutgiltigt", "ja")]);
    assert_eq!(decided.status, 303, "{}", decided.text());

    // With the provider nothing is left; with the board what it had been told, and the case goes on as before.
    for who in ["robert", "omar", "sara"] {
        assert_eq!(town.get(who, &format!("/uppdrag/{assignment}")).status, 404, "{who}");
    }
    let after = shown(&town, case);
    assert!(before.contains(TOLD) && after.contains(TOLD) && !after.contains(OWN), "{after}");
    for words in ["Uppföljning", "Genomförandeplan upprättad", "Insats avslutad"] {
        assert_eq!(before.matches(words).count(), after.matches(words).count(), "{words}: {after}");
    }
    assert_eq!(work(&town), duties, "no duty came or went");
    assert!(town.get("sara", "/min-dag").text().contains("utförarens akt gallrad"), "the caseworker is told");
    let store = town.app.store();
    assert!(store.load(&[assignment]).unwrap().is_empty());
    let report = store.verify().unwrap();
    assert!(report.is_sound() && report.erased == 1, "{report:?}");
    assert_eq!(town.app.rebuild().unwrap().differing, 0, "the lists are as the log gives them");
    let rows = store.read_model_rows().unwrap();
    // A duty of the case may have begun with what happened there.
    let named = |row: &&String| row.contains(&assignment.to_string()) && !row.starts_with("duty|");
    let left: Vec<&String> = rows.iter().filter(named).collect();
    assert!(left.is_empty(), "{left:#?}");
    let page = town.get("robert", "/gallring").text();
    assert!(page.contains("1 akt hos Öppenvården gallrades 2029-04-01") && page.contains("1 akt fanns före"), "{page}");
}

/// The story of a case once more from an act on, to the end of the insats, so many years later.
fn once_more(town: &Town, case: Id, from: &str, later: u16) -> Id {
    let moved = |text: &str| match text.split_once('-').and_then(|(year, rest)| Some((year.parse::<u16>().ok()?, rest)))
    {
        Some((year @ 2000.., rest)) => format!("{}-{rest}", year + later),
        _ => text.to_owned(),
    };
    let again = STORY.iter().skip_while(|(_, _, act, _)| *act != from);
    for (when, who, use_case, fields) in again.take_while(|(_, _, act, _)| *act != "arende.avsluta") {
        // An order on the same day is placed in the afternoon.
        town.at(&moved(&when.replace("2026-11-26T09", "2026-11-26T15")));
        let assignment = town.app.newest_assignment(case).unwrap();
        let role = town.app.ctx(town.id(who)).unwrap().actor.post.role;
        let subject = stadga_app::cases::find(use_case).unwrap().access.subject(role, Some(case), assignment);
        let fields: Vec<(&str, String)> = fields.iter().map(|(name, value)| (*name, moved(value))).collect();
        let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
        let answer = town.act(who, use_case, subject, &fields);
        assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
    }
    town.app.newest_assignment(case).unwrap().unwrap()
}

/// What the case tells the caseworker.
fn shown(town: &Town, case: Id) -> String {
    town.get("sara", &format!("/arenden/{case}?visa=allt")).text()
}

/// What the caseworker has to do.
fn work(town: &Town) -> String {
    let page = town.get("sara", "/min-dag").text();
    page.split("Hänt sedan sist").next().unwrap_or_default().to_owned()
}

#[test]
fn a_file_that_was_handed_over_is_the_boards_and_the_provider_reaches_it_no_longer() {
    let (town, _, assignment) = ended();
    town.at("2029-04-02T09:00");
    let form = town.get("robert", &format!("/uppdrag/{assignment}/uppdragsakt.lamna_over"));
    assert_eq!(form.status, 200, "{}", form.text());
    let handed = town.act("robert", "uppdragsakt.lamna_over", Some(assignment), &[("grund", "avtal")]);
    assert_eq!(handed.status, 303, "{}", handed.text());
    town.at("2029-04-03T09:00");
    assert_eq!(town.get("robert", &format!("/uppdrag/{assignment}")).status, 404);
    let page = town.get("robert", "/gallring").text();
    assert!(page.contains("Det finns 0 akter hos er"), "{page}");
    assert_eq!(town.get("sara", &format!("/uppdrag/{assignment}")).status, 200, "the board has it");
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}

#[test]
fn what_was_handed_over_while_a_proposal_waited_is_the_boards_and_is_not_erased() {
    let (town, case, assignment) = ended();
    town.at("2029-04-02T09:00");
    let named = assignment.to_string();
    assert_eq!(town.post("robert", "/gallring/gallring.foresla", &[("akter", &named)]).status, 303);
    let handed = town.act("robert", "uppdragsakt.lamna_over", Some(assignment), &[("grund", "avtal")]);
    assert_eq!(handed.status, 303, "{}", handed.text());
    let before = town.app.store().load(&[case, assignment]).unwrap().len();
    let decided = town.post("stina", "/gallring/gallring.besluta", &[("slutgiltigt", "ja")]);
    assert_eq!(decided.status, 303, "{}", decided.text());
    assert_eq!(town.app.store().load(&[case, assignment]).unwrap().len(), before, "nothing went dark");
    assert_eq!(town.app.store().verify().unwrap().erased, 0);
}

#[test]
fn a_unit_that_has_become_the_municipalitys_own_erases_nothing_for_itself() {
    let (town, case, assignment) = ended();
    town.at("2029-04-02T09:00");
    let named = assignment.to_string();
    assert_eq!(town.post("robert", "/gallring/gallring.foresla", &[("akter", &named)]).status, 303);
    let unit = town.id("oppenvarden").to_string();
    let own = town.post("stina", "/anvandare/enhet.ange_driftform", &[("enhet", &unit)]);
    assert_eq!(own.status, 303, "{}", own.text());
    let before = town.app.store().load(&[case, assignment]).unwrap().len();
    assert_eq!(town.post("stina", "/gallring/gallring.besluta", &[("slutgiltigt", "ja")]).status, 303);
    assert_eq!(town.app.store().load(&[case, assignment]).unwrap().len(), before, "nothing went dark");
}

#[test]
fn an_order_that_was_returned_before_stays_with_the_board_as_it_was() {
    let town = Town::new();
    town.at("2026-10-05T08:30");
    let unit = town.id("oppenvarden").to_string();
    town.post("stina", "/anvandare/enhet.ange_driftform", &[("enhet", &unit), ("enskild", "ja")]);
    let (case, returned) = town.story("bestallning.skicka");
    let full = [("skal", "Vi har ingen plats.")];
    assert_eq!(town.act("robert", "uppdrag.aterlamna", returned, &full).status, 303);
    let carried_out = once_more(&town, case, "bestallning.skicka", 0);
    town.at("2029-04-02T09:00");
    let before = shown(&town, case);
    let named = carried_out.to_string();
    assert_eq!(town.post("robert", "/gallring/gallring.foresla", &[("akter", &named)]).status, 303);
    assert_eq!(town.post("stina", "/gallring/gallring.besluta", &[("slutgiltigt", "ja")]).status, 303);
    let after = shown(&town, case);
    for words in ["Uppdrag återlämnat", "Vi har ingen plats.", "Uppdrag beställt", "Insats avslutad"] {
        assert_eq!(before.matches(words).count(), after.matches(words).count(), "{words}: {after}");
    }
    assert!(before.contains("Vi har ingen plats."), "{before}");
    assert_eq!(town.app.store().verify().unwrap().erased, 2, "both lay under the one key");
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}

#[test]
fn what_lies_beside_something_that_was_handed_over_is_handed_over_too() {
    let (town, case, first) = ended();
    town.at("2029-04-02T09:00");
    let handed = town.act("robert", "uppdragsakt.lamna_over", Some(first), &[("grund", "avtal")]);
    assert_eq!(handed.status, 303, "{}", handed.text());
    let second = once_more(&town, case, "kommunicering.skicka", 3);
    assert_ne!(first, second);
    town.at("2032-12-01T09:00");
    // Erased under the key they share, the first would have gone dark with the second.
    let proposed = town.post("robert", "/gallring/gallring.foresla", &[("akter", &second.to_string())]);
    assert_eq!(proposed.status, 422);
    assert!(proposed.text().contains("Lämna över resten också"), "{}", proposed.text());
    let handed = town.act("robert", "uppdragsakt.lamna_over", Some(second), &[("grund", "avtal")]);
    assert_eq!(handed.status, 303, "{}", handed.text());
    assert_eq!(town.app.store().verify().unwrap().erased, 0);
}
