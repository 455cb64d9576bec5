//! Forms that come back: with everything that was typed, and with what is wrong and which rule says so.

use crate::town::{Answer, DECISION, Fields, NUMBER, PER, STORY, Town, encoded};

/// A form with some fields changed.
fn with<'a>(fields: &[(&'a str, &'a str)], changed: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    let kept = fields.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    kept.chain(changed).copied().collect()
}

/// The answer keeps what was typed and says all of `words`.
fn check_returned(answer: &Answer, typed: &[&str], words: &[&str]) {
    assert_eq!(answer.status, 422, "{}", answer.text());
    let text = answer.text();
    for value in typed {
        let kept = answer.body.contains(&format!("value=\"{value}\"")) || text.contains(value);
        assert!(kept, "{value:?} was typed and is gone: {text}");
    }
    for word in words {
        assert!(text.contains(word), "{word:?} is missing in: {text}");
    }
}

fn check_intake(town: &Town, changed: Fields<'_>, typed: &[&str], words: &[&str]) {
    let before = town.events();
    let answer = town.act("amina", "ansokan.registrera", None, &with(STORY[0].3, changed));
    check_returned(&answer, typed, words);
    assert_eq!(town.events(), before, "nothing is written when a form comes back");
}

#[test]
fn a_number_with_a_wrong_check_digit_comes_back() {
    let words = &["Kontrollera personnumret. Sista siffran stämmer inte."];
    check_intake(
        &Town::new(),
        &[("nummer", "19950101-2381")],
        &["19950101-2381", PER, "Hjälp att sluta dricka"],
        words,
    );
}

#[test]
fn a_number_with_an_impossible_date_comes_back() {
    let words = &["Kontrollera personnumret. Födelsedatumet finns inte."];
    check_intake(&Town::new(), &[("nummer", "19950231-2384")], &["19950231-2384", PER], words);
}

#[test]
fn a_test_number_is_not_taken_where_persons_are_real() {
    check_intake(&Town::with(false), &[("nummer", NUMBER)], &[NUMBER, PER], &["testnummer"]);
}

#[test]
fn a_day_that_has_not_been_comes_back() {
    check_intake(&Town::new(), &[("datum", "2027-01-01")], &["2027-01-01", PER], &["2027-01-01", "framtiden"]);
}

#[test]
fn every_mistake_is_told_at_once() {
    let words = &["Fyll i namn", "Sista siffran stämmer inte", "Fyll i vad ansökan gäller"];
    let changed = &[("namn", ""), ("galler", " "), ("nummer", "19950101-2381"), ("telefon", "070-174 06 01")];
    check_intake(&Town::new(), changed, &["070-174 06 01"], words);
}

fn check_decision(until: &str, when: &str, changed: Fields<'_>, typed: &[&str], words: &[&str]) {
    let town = Town::new();
    let (case, _) = town.story(until);
    town.at(when);
    let before = town.events();
    let answer = town.act("sara", "beslut.fatta", Some(case), &with(DECISION, changed));
    check_returned(&answer, typed, words);
    assert_eq!(town.events(), before, "nothing is written when a form comes back");
}

#[test]
fn a_decision_that_ends_before_it_starts_comes_back() {
    let typed = &["2026-11-30", "2026-11-01", "En gång i veckan"];
    let words = &["Slutdatum 2026-11-01 är före startdatum 2026-11-30"];
    check_decision("kommunicering.skicka", "2026-11-25T09:00", &[("till", "2026-11-01")], typed, words);
}

#[test]
fn a_decision_waits_for_communication_and_says_which_section() {
    let typed = &["2026-11-30", "Utredningen visar att behovet finns."];
    let words = &["Utredningen är inte kommunicerad", "25 §", "förvaltningslagen"];
    check_decision("utredning.sammanstall", "2026-11-10T10:00", &[], typed, words);
}

#[test]
fn a_decision_outside_the_delegation_order_comes_back() {
    let typed = &["2026-11-30", "Heldygn"];
    check_decision(
        "kommunicering.skicka",
        "2026-11-25T09:00",
        &[("insats", "hvb"), ("omfattning", "Heldygn")],
        typed,
        &["delegationsordning", "Riktlinjer vuxna, avsnitt 2.4 Beslut"],
    );
}

#[test]
fn a_rejection_needs_its_reasons() {
    let changed = &[("utfall", "avslag"), ("skal", ""), ("mal", "Ska finnas kvar")];
    check_decision("kommunicering.skicka", "2026-11-25T09:00", changed, &["Ska finnas kvar"], &["Fyll i skäl"]);
}

#[test]
fn an_approval_without_its_goal_comes_back_with_the_routine_that_asks() {
    let changed = &[("mal", ""), ("omfattning", "")];
    let words = &["Beslutet saknar mål", "hur mycket eller hur ofta", "Riktlinjer vuxna, avsnitt 2.4 Beslut"];
    check_decision("kommunicering.skicka", "2026-11-25T09:00", changed, &["2026-11-30"], words);
}

#[test]
fn a_guideline_asks_why_and_the_reason_stands_on_the_case() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    for (when, who, use_case, fields) in &STORY[2..4] {
        town.at(when);
        assert_eq!(town.act(who, use_case, Some(case), fields).status, 303);
    }
    town.at("2026-11-25T09:00");
    let warned = town.act("sara", "beslut.fatta", Some(case), DECISION);
    check_returned(&warned, &["2026-11-30"], &["Inget bedömningsinstrument", "Varför gör du annorlunda?"]);
    assert!(warned.body.contains("name=\"avsteg:taby-vuxna:beslut.instrument\""), "a field for the reason");

    let reason = ("avsteg:taby-vuxna:beslut.instrument", "Behoven är kända från en ASI i våras.");
    let decided = town.act("sara", "beslut.fatta", Some(case), &with(DECISION, &[reason]));
    assert_eq!(decided.status, 303, "{}", decided.text());
    let page = town.get("sara", &format!("/arenden/{case}")).text();
    assert!(page.contains("Behoven är kända från en ASI i våras."), "{page}");
}

#[test]
fn a_double_click_is_one_event() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let note = &[("text", "Jag har ringt Per.")];
    let form = town.get("sara", &format!("/arenden/{case}/anteckning.skriv"));
    let command = form.hidden("kommando");
    let note = with(note, &[("kommando", &command)]);
    let before = town.events();
    for _ in 0..2 {
        assert_eq!(town.act("sara", "anteckning.skriv", Some(case), &note).status, 303);
    }
    assert_eq!(town.events(), before + 1);
}

#[test]
fn another_text_sent_with_the_same_command_is_never_called_saved_and_lost() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let command = town.get("sara", &format!("/arenden/{case}/anteckning.skriv")).hidden("kommando");
    // The page is sent, the browser goes back to it as it was, and something else is written.
    let send = |text| town.act("sara", "anteckning.skriv", Some(case), &[("text", text), ("kommando", &command)]);
    assert_eq!(send("Jag har ringt Per.").status, 303);
    let second = send("Per ringde tillbaka.");
    let page = town.get("sara", &format!("/arenden/{case}")).text();
    let kept = page.contains("Per ringde tillbaka.") || second.text().contains("Per ringde tillbaka.");
    assert!(kept, "the answer was {} and the text is nowhere", second.status);
}

/// The same command twice gets the first receipt, also when the first has changed what stands in the way.
fn check_double(before: &str, use_case: &str) {
    let town = Town::new();
    let (case, assignment) = town.story(before);
    let (when, who, _, fields) = STORY.iter().find(|step| step.2 == use_case).unwrap();
    town.at(when);
    let on_assignment = town.path(use_case, Some(case)).starts_with("/uppdrag");
    let subject = if on_assignment { assignment } else { Some(case) };
    let form = town.get(who, &town.path(use_case, subject));
    let (command, seen) = (form.hidden("kommando"), form.hidden("sag"));
    let sent = with(fields, &[("kommando", &command), ("sag", &seen)]);
    let first = town.act(who, use_case, subject, &sent);
    assert_eq!(first.status, 303, "{}", first.text());
    let written = town.events();
    let second = town.act(who, use_case, subject, &sent);
    assert_eq!(town.events(), written, "{use_case} was written twice");
    assert_eq!((second.status, second.location()), (first.status, first.location()), "{}", second.text());
}

#[test]
fn a_double_click_on_an_investigation_is_no_conflict() {
    check_double("instrument.registrera", "utredning.sammanstall");
}

#[test]
fn a_double_click_on_a_communication_gets_the_first_receipt() {
    check_double("utredning.sammanstall", "kommunicering.skicka");
}

#[test]
fn a_double_click_on_an_order_gets_the_first_receipt() {
    check_double("beslut.underratta", "bestallning.skicka");
}

#[test]
fn a_double_click_on_accepting_gets_the_first_receipt() {
    check_double("bestallning.skicka", "uppdrag.ta_emot");
}

#[test]
fn a_double_click_on_closing_gets_the_first_receipt() {
    check_double("insats.avsluta", "arende.avsluta");
}

#[test]
fn a_double_click_at_reception_opens_one_case() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let command = town.get("amina", "/mottagning/ny").hidden("kommando");
    let sent = with(STORY[0].3, &[("kommando", &command)]);
    let first = town.act("amina", "ansokan.registrera", None, &sent);
    let written = town.events();
    let second = town.act("amina", "ansokan.registrera", None, &sent);
    assert_eq!(first.status, 303, "{}", first.text());
    assert_eq!(town.events(), written);
    assert_eq!(second.location(), first.location());
}

#[test]
fn a_draft_is_seen_again_and_is_gone_after_the_act() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let path = format!("/arenden/{case}/anteckning.skriv");
    let saved = town.post("sara", &format!("{path}/utkast"), &[("text", "Halvskriven tanke")]);
    assert_eq!((saved.status.as_u16(), saved.text()), (200, String::from("Utkast sparat 09.10")));
    assert!(town.get("sara", &path).text().contains("Halvskriven tanke"));
    assert!(town.get("sara", "/min-dag").body.contains(&path), "Min dag leads back to the draft");
    assert!(!town.get("nadja", &path).text().contains("Halvskriven tanke"), "a draft is its author's alone");

    assert_eq!(town.act("sara", "anteckning.skriv", Some(case), &[("text", "Färdig tanke")]).status, 303);
    assert!(!town.get("sara", &path).text().contains("Halvskriven tanke"));
    assert!(!town.get("sara", "/min-dag").body.contains(&path));
}

#[test]
fn a_returned_form_is_kept_as_a_draft() {
    let town = Town::new();
    let changed = with(STORY[0].3, &[("nummer", "19950101-2381"), ("telefon", "070-174 06 99")]);
    assert_eq!(town.act("amina", "ansokan.registrera", None, &changed).status, 422);
    assert!(town.get("amina", "/mottagning/ny").body.contains("070-174 06 99"));
}

#[test]
fn a_text_may_have_a_hundred_thousand_letters_and_not_one_more() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let long = "å".repeat(100_000);
    assert_eq!(town.act("sara", "anteckning.skriv", Some(case), &[("text", &long)]).status, 303);
    let longer = format!("{long}ä");
    let answer = town.act("sara", "anteckning.skriv", Some(case), &[("text", &longer)]);
    check_returned(&answer, &[&longer], &["Texten är för lång. Den får ha högst 100000 tecken"]);
}

#[test]
fn a_body_over_the_limit_is_refused_in_swedish_and_writes_nothing() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let before = town.events();
    let huge = format!("text={}", "a".repeat(4 * 1024 * 1024 + 1));
    let answer = town.send("sara", &format!("/arenden/{case}/anteckning.skriv"), huge);
    assert_eq!(answer.status, 413);
    assert_eq!(town.events(), before);
    assert!(answer.text().contains("för"), "a person reads this: {:?}", answer.text());
}

#[test]
fn broken_bodies_and_null_bytes_are_never_our_fault() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let path = format!("/arenden/{case}/anteckning.skriv");
    let bodies: [&[u8]; 6] = [b"text=%ZZ", b"text=%ff%fe", b"\xff\xfe\x00", b"&&&===", b"", b"text"];
    for body in bodies {
        let answer = town.send("sara", &path, body.to_vec());
        assert!(answer.status == 422 || answer.status == 303, "{body:?} gave {}", answer.status);
    }
    let answer = town.send("sara", &path, encoded(&[("text", "före\0efter"), ("rubrik", "\0")]));
    assert!(answer.status == 422 || answer.status == 303, "a null byte gave {}", answer.status);
    assert_eq!(town.get("sara", &format!("/arenden/{case}")).status, 200);
}

#[test]
fn an_unreadable_encoding_loses_no_other_field() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let answer = town.send("sara", &format!("/arenden/{case}/anteckning.skriv"), "text=Lång%20text&rubrik=%ff");
    assert!(answer.status == 303 || answer.text().contains("Lång text"), "{}: {}", answer.status, answer.text());
}

#[test]
fn script_in_a_name_is_only_letters_everywhere() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let evil = "<script>alert(1)</script>\"'><img src=x>";
    let fields = with(STORY[0].3, &[("namn", evil), ("galler", evil), ("telefon", evil)]);
    let opened = town.act("amina", "ansokan.registrera", None, &fields);
    assert_eq!(opened.status, 303, "{}", opened.text());
    let case = opened.location().split("arende=").nth(1).unwrap().to_owned();
    let note = town.act("sara", "anteckning.skriv", Some(case.parse().unwrap()), &[("text", evil), ("rubrik", evil)]);
    assert_eq!(note.status, 303);
    let paths =
        ["/min-dag", "/arenden", &format!("/arenden/{case}"), &format!("/arenden/{case}/utredning.sammanstall")];
    let mut pages: Vec<Answer> = paths.iter().map(|path| town.get("sara", path)).collect();
    pages.push(town.post("sara", "/sok", &[("q", evil)]));
    pages.push(town.act("amina", "ansokan.registrera", None, &with(&fields, &[("kanal", evil), ("nummer", evil)])));
    pages.push(town.post("sara", "/fristraknare", &[("regel", evil), ("datum", evil), ("gang", evil)]));
    for page in &pages {
        assert!(!page.body.contains("<script>alert") && !page.body.contains("<img src=x"), "{}", page.body);
    }
    assert!(pages[2].text().contains("alert(1)"), "the name is still shown");
}
