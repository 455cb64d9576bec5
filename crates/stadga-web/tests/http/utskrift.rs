//! Letters that wait to be printed and posted: who sees them, several as one file, and the receipt.

use crate::notice::another;
use crate::town::{Answer, Fields, PER, Town};
use stadga_core::{Fact, Id};
use stadga_store::AuditKind;
use stadga_testkit::text_of;

const EVA: &str = "Eva Lind";

fn done(town: &Town, who: &str, use_case: &str, case: Id, fields: Fields<'_>) {
    let answer = town.act(who, use_case, Some(case), fields);
    assert_eq!(answer.status, 303, "{who} {use_case}: {}", answer.text());
}

/// Two cases of Sara's, each with the letter that goes before a decision.
fn two() -> (Town, Id, Id) {
    let town = Town::new();
    let (first, _) = town.story("kommunicering.skicka");
    let second = another(&town, EVA);
    (town, first, second)
}

/// The boxes of the page's forms.
fn boxes(body: &str) -> Vec<String> {
    body.split("name=\"val\" value=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
}

fn send(town: &Town, who: &str, path: &str, vals: &[String], rest: Fields<'_>) -> Answer {
    let mut fields: Vec<(&str, &str)> = vals.iter().map(|value| ("val", value.as_str())).collect();
    fields.extend(rest);
    town.post(who, path, &fields)
}

/// The letters of a case that were put among those that wait.
fn queued(town: &Town, case: Id) -> Vec<Id> {
    let events = town.app.store().load(&[case]).unwrap();
    events.iter().filter(|event| matches!(event.fact, Fact::UtskickKoat(_))).map(|event| event.id).collect()
}

#[test]
fn the_letters_of_ones_own_cases_wait_and_are_posted_together() {
    let (town, first, second) = two();
    for who in ["amina", "robert", "omar"] {
        assert_eq!(town.get(who, "/utskrift").status, 404, "{who}");
        assert_eq!(town.get(who, "/api/v1/utskrift").status, 404, "{who}");
        assert_eq!(town.post(who, "/utskrift", &[]).status, 404, "{who}");
    }
    // Another caseworker of the same unit has none of them; the head has all.
    assert!(town.get("jonas", "/utskrift").text().contains("Inget brev väntar."));
    let page = town.get("nadja", "/utskrift");
    assert!(page.text().contains(PER) && page.text().contains(EVA), "{}", page.text());
    let page = town.get("sara", "/utskrift");
    for words in [PER, EVA, "Underlaget före beslut", "Personen", "2026-11-11, i dag", "Skrivs ut tillsammans"] {
        assert!(page.text().contains(words), "{words} in {}", page.text());
    }
    assert!(!page.text().contains("Skrivs ut för sig"), "{}", page.text());
    let links = page.body.split("href=\"").filter_map(|rest| rest.split('"').next());
    let papers: Vec<&str> = links.filter(|href| href.contains("/handlingar/")).collect();
    assert_eq!(papers.len(), 2);
    for paper in papers {
        assert_eq!(town.kinds(|| assert_eq!(town.get("sara", paper).status, 200)), [AuditKind::Export]);
    }
    assert!(town.get("sara", "/arenden").text().contains("Att skriva ut (2)"));

    let both = boxes(&page.body);
    assert_eq!(both.len(), 2);
    assert_eq!(send(&town, "sara", "/utskrift", &[], &[]).status, 422);
    for (day, why) in [("2026-11-12", "ligger i framtiden"), ("2026-11-10", "Det kan inte ha postats före det")] {
        let answer = send(&town, "sara", "/utskrift", &both, &[("datum", day)]);
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains(why) && answer.text().contains("Allt blev inte sparat"), "{}", answer.text());
    }
    town.at("2026-11-12T09:00");
    let answer = send(&town, "sara", "/utskrift", &both, &[("datum", "2026-11-11")]);
    assert_eq!((answer.status.as_u16(), answer.location()), (303, "/utskrift?klart=utskick.posta"));
    let told = town.get("sara", answer.location()).text();
    assert!(told.contains("Registrera att brev är postade") && told.contains("Inget brev väntar."), "{told}");
    for case in [first, second] {
        assert!(town.get("sara", &format!("/arenden/{case}")).text().contains("Brev postat"));
        let events = town.app.store().load(&[case]).unwrap();
        let posted = events.iter().find(|event| matches!(event.fact, Fact::UtskickPostat(_))).unwrap();
        assert_eq!((posted.occurred_on.to_string(), posted.signature.user), ("2026-11-11".to_owned(), town.id("sara")));
    }
    // The same form again is the same act, and writes nothing.
    let events = town.events();
    assert_eq!(send(&town, "sara", "/utskrift", &both, &[("datum", "2026-11-11")]).status, 303);
    assert_eq!(town.events(), events);
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}

#[test]
fn what_was_posted_meanwhile_or_is_nobodys_here_is_refused_and_the_rest_is_saved() {
    let (town, first, second) = two();
    let both = boxes(&town.get("sara", "/utskrift").body);
    done(&town, "nadja", "utskick.posta", first, &[]);
    let answer = send(&town, "sara", "/utskrift", &both, &[("datum", "2026-11-11")]);
    assert_eq!(answer.status, 422);
    for words in ["Brevet postades 2026-11-11.", "De andra breven är sparade.", "Inget brev väntar."] {
        assert!(answer.text().contains(words), "{words} in {}", answer.text());
    }
    assert!(town.get("sara", "/arenden").text().contains("Att skriva ut (0)"));
    // A letter of one case under the number of another, and one that does not exist.
    let other = queued(&town, second)[0];
    for letter in [other.to_string(), String::from("zzzzzzzzzzzzzzzz")] {
        let fields = [("utskick", letter.as_str())];
        let answer = town.act("sara", "utskick.posta", Some(first), &fields);
        assert_eq!(answer.status, 422);
        assert!(answer.text().contains("Brevet finns inte här"), "{}", answer.text());
        assert_eq!(town.act("sara", "utskick.posta", Some(first), &fields).status, 422);
        assert_eq!(town.act("jonas", "utskick.posta", Some(first), &fields).status, 404);
        let val = vec![format!("{first}.{letter}.{letter}")];
        let rows = town.kinds(|| assert_eq!(send(&town, "sara", "/utskrift/brev.pdf", &val, &[]).status, 404));
        assert_eq!(rows, [AuditKind::Denied]);
        let path = format!("/api/v1/utskrift/brev?utskick={letter}");
        assert_eq!(town.get("sara", &path).status, 404);
    }
}

#[test]
fn several_letters_are_one_file_and_that_it_leaves_is_written_down_for_each_case_first() {
    let (town, first, second) = two();
    let both = boxes(&town.get("sara", "/utskrift").body);
    let mut answer = None;
    let rows = town.audited(|| answer = Some(send(&town, "sara", "/utskrift/brev.pdf", &both, &[])));
    let answer = answer.unwrap();
    assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/pdf"));
    let [row] = &rows[..] else { panic!("{rows:?}") };
    assert_eq!((row.row.kind, row.row.what.as_str()), (AuditKind::Export, "utskrift.hamta"));
    assert!([first, second].iter().all(|case| row.row.subjects.contains(case)), "{row:?}");

    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let letters = [queued(&town, first)[0], queued(&town, second)[0]];
    let file = town.app.mailing_file(&ctx, &letters).unwrap();
    assert_eq!(file.bytes, town.app.mailing_file(&ctx, &letters).unwrap().bytes);
    if let Some(text) = text_of(&file.bytes) {
        for words in [PER, EVA, "Socialnämnden"] {
            assert!(text.contains(words), "{words} in {text}");
        }
    }
    let sent = send(&town, "sara", "/utskrift/brev.pdf", &[], &[]);
    assert!(sent.status == 422 && sent.text().contains("Det blev ingen fil"), "{}", sent.text());
    // Jonas has none of them, and is told no more than of what does not exist.
    assert_eq!(send(&town, "jonas", "/utskrift/brev.pdf", &both, &[]).status, 404);
}

#[test]
fn letters_of_the_protected_and_of_two_who_are_kept_apart_are_in_no_file_together() {
    let (town, first, second) = two();
    let kept = |case: Id| {
        let ctx = town.app.ctx(town.id("nadja")).unwrap();
        let list = town.app.mailing_list(&ctx).unwrap();
        list.lines.into_iter().find(|line| line.case == case).unwrap()
    };
    let both: Vec<String> = boxes(&town.get("nadja", "/utskrift").body);
    // The other's letter, of somebody with a number of her own.
    done(&town, "sara", "identitet.faststall", second, &[("nummer", "19850101-2382")]);
    done(&town, "nadja", "omsesidig_sparr.registrera", first, &[("nummer", "19850101-2382"), ("grund", "vald")]);
    let answer = send(&town, "nadja", "/utskrift/brev.pdf", &both, &[]);
    assert!(answer.status == 422 && answer.text().contains("spärrade mot varandra"), "{}", answer.text());
    let alone = send(&town, "nadja", "/utskrift/brev.pdf", &both[..1], &[]);
    assert_eq!(alone.status, 200);

    let mark = [("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")];
    done(&town, "nadja", "skydd.registrera", first, &mark);
    assert!(kept(first).alone.is_some() && kept(second).alone.is_none());
    let page = town.get("nadja", "/utskrift").text();
    assert!(page.contains("Skrivs ut för sig") && page.contains("Skatteverkets förmedling"), "{page}");
    let letter = format!("{first}.{0}.{0}", kept(first).id);
    let rows = town.kinds(|| {
        let answer = send(&town, "nadja", "/utskrift/brev.pdf", std::slice::from_ref(&letter), &[]);
        assert!(answer.status == 422 && answer.text().contains("tillsammans med andra"), "{}", answer.text());
    });
    assert!(!rows.contains(&AuditKind::Export), "{rows:?}");
    // Posted it can be, from its own form.
    assert_eq!(send(&town, "nadja", "/utskrift", &[letter], &[("datum", "")]).status, 303);
}

#[test]
fn somebody_with_another_identity_looks_like_anyone_and_the_address_from_before_leaves_in_no_file() {
    let town = Town::new();
    let (case, _) = town.story("utredning.sammanstall");
    done(&town, "sara", "kontaktvag.ange", case, &[("adress", "Lönnstigen 7\n123 77 Hemlunda")]);
    let (_, _, act, fields) = crate::town::STORY.iter().find(|(_, _, act, _)| *act == "kommunicering.skicka").unwrap();
    town.at("2026-11-11T09:00");
    done(&town, "sara", act, case, fields);
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let letter = [queued(&town, case)[0]];
    let read = || text_of(&town.app.mailing_file(&ctx, &letter).unwrap().bytes);
    if let Some(text) = read() {
        assert!(text.contains("Hemlunda"), "{text}");
    }
    town.at("2026-11-11T10:00");
    done(&town, "nadja", "skydd.registrera", case, &[("art", "fingerade_personuppgifter"), ("kalla", "Ett besked")]);
    let page = town.get("sara", "/utskrift").text();
    assert!(page.contains("Underlaget före beslut") && page.contains("Skrivs ut tillsammans"), "{page}");
    assert!(!page.contains("Skyddade") && !page.contains("Skrivs ut för sig"), "{page}");
    if let Some(text) = read() {
        assert!(!text.contains("Hemlunda") && text.contains("Per"), "{text}");
    }
}

#[test]
fn only_what_goes_by_post_waits_and_what_is_withdrawn_does_not() {
    let town = Town::new();
    let (case, _) = town.story("beslut.fatta");
    assert_eq!(queued(&town, case).len(), 1);
    done(&town, "sara", "beslut.underratta", case, &[("kanal", "saker_meddelande")]);
    assert_eq!(queued(&town, case).len(), 1);
    done(&town, "sara", "beslut.delge", case, &[("satt", "mottagningsbevis")]);
    let page = town.get("sara", "/utskrift").text();
    let events = town.app.store().load(&[case]).unwrap();
    let named: Vec<_> = events.iter().filter(|event| matches!(event.fact, Fact::UtskickKoat(_))).collect();
    for koat in &named {
        let Fact::UtskickKoat(fact) = &koat.fact else { unreachable!() };
        let letter = events.iter().find(|event| event.id == fact.handelse).unwrap();
        let files: Vec<&String> = letter.fact.files().iter().map(|file| &file.sha256).collect();
        assert_eq!(fact.filer.iter().collect::<Vec<_>>(), files);
        assert_eq!(koat.command, letter.command, "the letter and its place among those that wait are one act");
    }
    assert_eq!(named.len(), 2, "{page}");
    let letter = events.iter().find(|event| matches!(event.fact, Fact::KommuniceringSkickad(_))).unwrap().id;
    let fields = [("handelse", letter.to_string()), ("skal", String::from("Fel underlag."))];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    done(&town, "sara", "handelse.aterkalla", case, &fields);
    let page = town.get("sara", "/utskrift").text();
    assert!(!page.contains("Underlaget före beslut") && page.contains(": Beslut"), "{page}");
    // A receipt that was withdrawn lets the letter wait again.
    done(&town, "sara", "utskick.posta", case, &[]);
    assert!(town.get("sara", "/utskrift").text().contains("Inget brev väntar."));
    let events = town.app.store().load(&[case]).unwrap();
    let posted = events.iter().find(|event| matches!(event.fact, Fact::UtskickPostat(_))).unwrap().id.to_string();
    done(&town, "sara", "handelse.aterkalla", case, &[("handelse", &posted), ("skal", "Fel ärende.")]);
    assert!(town.get("sara", "/utskrift").text().contains(": Beslut"));
    let still = town.app.mailing_list(&town.app.ctx(town.id("sara")).unwrap()).unwrap().lines[0].id.to_string();
    let drop = [("utskick", still.as_str()), ("skal", "Per fick det i handen.")];
    assert_eq!(town.get("sara", &format!("/arenden/{case}/utskick.avfor?utskick={still}")).status, 200);
    done(&town, "sara", "utskick.avfor", case, &drop);
    assert!(town.get("sara", &format!("/arenden/{case}")).text().contains("Per fick det i handen."));
    assert!(town.get("sara", "/utskrift").text().contains("Inget brev väntar."));
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}

#[test]
fn letters_that_have_waited_more_than_a_working_day_are_one_row_however_many_they_are() {
    let (town, first, _) = two();
    let row = |who: &str| {
        let text = town.get(who, "/min-dag").text();
        text.split("Brev som väntar på att postas").nth(1).map(|rest| rest.chars().take(90).collect::<String>())
    };
    // Wednesday; on Thursday they have waited one working day, and on Friday more.
    town.at("2026-11-12T09:00");
    assert_eq!(row("sara"), None);
    town.at("2026-11-13T09:00");
    for who in ["sara", "nadja"] {
        let told = row(who).unwrap_or_else(|| panic!("{who} is not told"));
        assert!(told.contains("Posta 2 brev") && told.contains("2026-11-11"), "{who}: {told}");
        assert!(town.get(who, "/utskrift").text().contains("2026-11-11, i 2 dagar"));
    }
    assert_eq!((row("jonas"), row("amina")), (None, None));
    done(&town, "sara", "utskick.posta", first, &[]);
    assert!(row("sara").unwrap().contains("Posta ett brev"));
    let found: serde_json::Value = serde_json::from_str(&town.get("sara", "/api/v1/utskrift").body).unwrap();
    let letters = found["brev"].as_array().unwrap();
    assert_eq!((letters.len(), &letters[0]["vantat_lange"], &letters[0]["person"]), (1, &true.into(), &EVA.into()));
}
