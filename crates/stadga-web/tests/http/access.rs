//! Who reaches what: unknown and forbidden look the same, and every refusal is written down.

use crate::town::{NUMBER, PER, SECRET, STORY, Town};
use stadga_app::cases::USE_CASES;
use stadga_app::scenario::USERS;
use stadga_core::Id;
use stadga_core::access::{Ground, assignment_grants};
use stadga_core::command::Access;
use stadga_store::AuditKind;

/// An id of the right shape that nobody has.
const NOBODYS: &str = "zzzzzzzzzzzzzzzz";

#[test]
fn unknown_and_forbidden_are_the_same_page_and_both_are_written_down() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let assignment = assignment.unwrap();
    let wrong = [
        String::from("/finns-inte"),
        String::from("/arenden/123"),
        format!("/arenden/{NOBODYS}"),
        format!("/arenden/{case}"),
        format!("/arenden/{assignment}"),
        format!("/arenden/{case}/utredning.sammanstall"),
        format!("/arenden/{case}/finns.inte"),
        format!("/arenden/{NOBODYS}/anteckning.skriv"),
        format!("/uppdrag/{NOBODYS}"),
        format!("/uppdrag/{case}"),
        format!("/uppdrag/{assignment}"),
        format!("/uppdrag/{assignment}/mote.registrera"),
        String::from("/rutiner/finns-inte"),
        String::from("/enhet"),
    ];
    let expected = town.get("lina", "/finns-inte");
    let mut unlike = Vec::new();
    for path in &wrong {
        let mut answer = None;
        let rows = town.kinds(|| answer = Some(town.get("lina", path)));
        let answer = answer.unwrap();
        if answer.status != 404 || answer.body != expected.body || answer.headers != expected.headers {
            unlike.push(format!("{path} answers {} with another page", answer.status));
        }
        if rows != [AuditKind::Denied] {
            unlike.push(format!("{path} wrote {rows:?}"));
        }
    }
    assert!(unlike.is_empty(), "{unlike:#?}");
}

#[test]
fn an_address_that_is_not_text_is_an_address_that_does_not_exist() {
    let town = Town::new();
    let answer = town.get("sara", "/arenden/%ff");
    assert_eq!((answer.status.as_u16(), answer.body), (404, town.get("sara", "/finns-inte").body));
}

#[test]
fn the_page_that_does_not_exist_is_the_same_for_nobody() {
    let town = Town::new();
    assert_eq!(town.get("", "/finns-inte").body, town.get("sara", "/finns-inte").body);
}

/// Who may do a use case on the case of the story.
fn may(town: &Town, who: &str, access: Access, case: Id, assignment: Id) -> bool {
    let ctx = town.app.ctx(town.id(who)).unwrap();
    let context =
        town.app.form_context(&town.app.ctx(town.id("sara")).unwrap(), "anteckning.skriv", Some(case)).unwrap();
    let reach = stadga_core::access::Reach::of(&ctx);
    let on_case = reach.grounds(&stadga_core::access::case_grants(&context.file.case));
    let on_assignment = reach.grounds(&assignment_grants(&context.file.case, &context.file.assignments[&assignment]));
    match access {
        Access::New(roles) | Access::Organisation(roles) => roles.contains(&ctx.actor.post.role),
        Access::Case(grounds) => on_case.iter().any(|ground| grounds.contains(ground)),
        Access::Assignment(grounds) => on_assignment.iter().any(|ground: &Ground| grounds.contains(ground)),
        // The test asks on the case.
        Access::Either(grounds) => on_case.iter().any(|ground| grounds.contains(ground)),
        Access::Matter(grounds) => {
            let seen = who == "nadja" && town.app.reaches_matter(&ctx, town.matter()).unwrap();
            seen && grounds.contains(&Ground::Enhetschef)
        }
    }
}

#[test]
fn nobody_carries_out_what_is_not_theirs_to_do() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let assignment = assignment.unwrap();
    let (mut refused, mut wrong) = (0, Vec::new());
    for use_case in USE_CASES {
        let subject = match use_case.access {
            Access::New(_) | Access::Organisation(_) => None,
            Access::Case(_) | Access::Either(_) => Some(case),
            Access::Assignment(_) => Some(assignment),
            Access::Matter(_) => Some(town.matter()),
        };
        for user in USERS.iter().filter(|user| !may(&town, user.key, use_case.access, case, assignment)) {
            let before = town.events();
            for suffix in ["", "/utkast", "/kontroll"] {
                if subject.is_none() && suffix == "/kontroll" {
                    continue;
                }
                let path = format!("{}{suffix}", town.path(use_case.name, subject));
                let mut status = None;
                let rows =
                    town.kinds(|| status = Some(town.post(user.key, &path, &[("text", "x"), ("skal", "x")]).status));
                refused += 1;
                if status.unwrap() != 404 || rows != [AuditKind::Denied] || town.events() != before {
                    wrong.push(format!("{} {path}: {status:?} {rows:?}", user.key));
                }
            }
            let path = town.path(use_case.name, subject);
            let status = town.get(user.key, &path).status;
            if status != 404 {
                wrong.push(format!("{} reads {path}: {status}", user.key));
            }
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(refused > 200, "only {refused} refusals were tried");
}

#[test]
fn a_case_act_is_never_reached_through_an_assignment_address_nor_the_other_way() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let assignment = assignment.unwrap();
    let before = town.events();
    for (who, path) in [
        ("sara", format!("/uppdrag/{assignment}/anteckning.skriv")),
        ("omar", format!("/uppdrag/{assignment}/utredning.sammanstall")),
        ("omar", format!("/uppdrag/{assignment}/beslut.fatta")),
        ("sara", format!("/arenden/{case}/mote.registrera")),
    ] {
        assert_eq!(town.get(who, &path).status, 404, "{who} {path}");
        assert_eq!(town.post(who, &path, &[("text", "x")]).status, 404, "{who} {path}");
    }
    assert_eq!(town.events(), before);
}

#[test]
fn a_case_of_jonas_is_not_saras_until_it_is_given_to_her() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let mut fields = STORY[0].3.to_vec();
    fields.retain(|(name, _)| *name != "handlaggare");
    fields.push(("handlaggare", "jonas"));
    let opened = town.act("amina", "ansokan.registrera", None, &fields);
    let case: Id = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    let path = format!("/arenden/{case}");
    assert_eq!(town.get("jonas", &path).status, 200);
    assert_eq!(town.get("sara", &path).status, 404);
    assert!(!town.get("sara", "/arenden").text().contains(PER));
    assert!(!town.get("sara", "/min-dag").text().contains(PER));

    assert_eq!(town.act("nadja", "handlaggare.utse", Some(case), &[("handlaggare", "sara")]).status, 303);
    assert_eq!(town.get("sara", &path).status, 200);
    assert!(town.get("sara", "/arenden").text().contains(PER));
    assert_eq!(town.get("jonas", &path).status, 200, "the day it is handed over is the last");
    town.at("2026-10-06T08:00");
    assert_eq!(town.get("jonas", &path).status, 404);
    assert_eq!(town.get("sara", &path).status, 200);
}

#[test]
fn a_therapist_reaches_the_assignment_and_never_the_case() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let assignment = assignment.unwrap();
    for who in ["omar", "robert"] {
        for path in ["", "/utredning.sammanstall", "/beslut.fatta", "/anteckning.skriv"] {
            assert_eq!(town.get(who, &format!("/arenden/{case}{path}")).status, 404, "{who} {path}");
        }
        assert_eq!(town.get(who, &format!("/uppdrag/{assignment}")).status, 200, "{who}");
    }
    for who in ["lina", "maria", "amina", "jonas"] {
        assert_eq!(town.get(who, &format!("/uppdrag/{assignment}")).status, 404, "{who}");
    }
}

#[test]
fn the_provider_never_reads_what_stands_in_the_investigation() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let assignment = assignment.unwrap();
    let own = format!("/uppdrag/{assignment}");
    let acts = USE_CASES.iter().filter(|case| case.access.on_assignment());
    let mut paths: Vec<String> = acts.map(|act| format!("{own}/{}", act.name)).collect();
    paths.extend([own.clone(), String::from("/utforare"), String::from("/min-dag"), String::from("/enhet")]);
    // Texts of the authority's record; the goal and the extent were handed over with the order.
    let kept = [
        SECRET,
        "Vi har träffats tre gånger.",
        "Behovet kan inte tillgodoses på annat sätt.",
        "ASI är gjord.",
        "Utredningen visar att behovet finns.",
    ];
    for who in ["omar", "robert"] {
        for path in &paths {
            let text = town.get(who, path).text();
            for words in kept {
                assert!(!text.contains(words), "{who} reads {words:?} on {path}");
            }
        }
    }
    assert!(town.get("omar", &own).text().contains("Komma tillbaka till arbetet"), "the goal was handed over");
    assert!(town.get("sara", &format!("/arenden/{case}/utredning.sammanstall")).text().contains(SECRET));
}

#[test]
fn the_providers_own_journal_is_not_the_authoritys_to_read() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let note = |text, tell| {
        town.act(
            "omar",
            "genomforandeanteckning.skriv",
            assignment,
            &[("text", text), ("handlaggaren_behover_veta", tell)],
        )
    };
    assert_eq!(note("Samtalet rörde barndomen.", "nej").status, 303);
    assert_eq!(note("Uteblev och ringde inte.", "ja").status, 303);
    for path in [format!("/arenden/{case}"), format!("/uppdrag/{}", assignment.unwrap())] {
        let text = town.get("sara", &path).text();
        assert!(!text.contains("Samtalet rörde barndomen."), "{path}");
        assert!(text.contains("Uteblev och ringde inte."), "{path}");
    }
}

#[test]
fn the_number_of_a_case_one_does_not_reach_is_not_told() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let page = town.get("jonas", &format!("/mottagning/ny?klart=ansokan.registrera&arende={case}")).text();
    assert!(!page.contains("SN 2026-00001"), "{page}");
}

fn check_search(town: &Town, who: &str, question: &str, found: bool) {
    let mut answer = None;
    let rows = town.kinds(|| answer = Some(town.post(who, "/sok", &[("q", question)])));
    let answer = answer.unwrap();
    assert_eq!(answer.status, 200);
    assert_eq!(answer.text().contains(NUMBER), found, "{who} {question}: {}", answer.text());
    assert_eq!(rows, [AuditKind::Search], "{who} {question}");
}

#[test]
fn search_finds_by_name_number_and_case_number_only_what_one_reaches() {
    let town = Town::new();
    town.story("uppdrag.ta_emot");
    for question in [PER, "per hol", NUMBER, "199501012380", "950101-2380", "SN 2026-00001", "2026-1"] {
        // A question that is the number itself stands in its field again; the hit is what is asked for.
        if !question.contains("2380") {
            check_search(&town, "sara", question, true);
            check_search(&town, "nadja", question, true);
            check_search(&town, "jonas", question, false);
            check_search(&town, "lina", question, false);
            check_search(&town, "amina", question, false);
        }
        let (hit, none) =
            (town.post("sara", "/sok", &[("q", question)]), town.post("jonas", "/sok", &[("q", question)]));
        assert!(hit.body.contains("href=\"/arenden/0"), "{question}: {}", hit.text());
        assert!(!none.body.contains("href=\"/arenden/0"), "{question}");
        assert!(none.text().contains("Ingen träff"), "{question}: {}", none.text());
    }
}

#[test]
fn a_search_for_a_wrong_number_says_what_is_wrong_with_an_example() {
    let town = Town::new();
    let text = town.post("sara", "/sok", &[("q", "19950101-2381")]).text();
    assert!(text.contains("Sista siffran stämmer inte") && text.contains("20000101-2384"), "{text}");
    let text = town.post("sara", "/sok", &[("q", "a")]).text();
    assert!(text.contains("Skriv minst två bokstäver"), "{text}");
}

#[test]
fn a_very_long_search_is_an_answer_and_not_a_fault() {
    let town = Town::new();
    for question in ["x".repeat(200_000), "%_*'\";--".repeat(1000), String::from("a\0b"), "1".repeat(5000)] {
        assert_eq!(town.post("sara", "/sok", &[("q", &question)]).status, 200);
    }
}

#[test]
fn a_search_is_never_made_of_an_address() {
    let town = Town::new();
    town.story("ansokan.registrera");
    let page = town.get("sara", "/sok?q=Per+Holm");
    assert_eq!(page.status, 200);
    assert!(!page.body.contains("href=\"/arenden/0"), "{}", page.text());
}

#[test]
fn every_page_of_the_story_is_written_down_before_it_is_answered() {
    let town = Town::new();
    let (case, assignment) = town.story("genomforandeplan.uppratta");
    let own = format!("/uppdrag/{}", assignment.unwrap());
    for (who, path) in [
        ("sara", String::from("/min-dag")),
        ("sara", String::from("/arenden")),
        ("sara", format!("/arenden/{case}")),
        ("sara", format!("/arenden/{case}/beslut.fatta")),
        ("sara", own.clone()),
        ("nadja", String::from("/enhet")),
        ("robert", String::from("/utforare")),
        ("omar", own.clone()),
        ("omar", format!("{own}/mote.registrera")),
    ] {
        let mut answer = None;
        let rows = town.audited(|| answer = Some(town.get(who, &path)));
        let answer = answer.unwrap();
        // The unit's page names persons only when something waits or is late, and the row those it names.
        let named = answer.text().contains(PER);
        assert!(answer.status == 200 && (named || path == "/enhet"), "{who} {path}: {}", answer.text());
        let seen =
            rows.iter().any(|stored| stored.row.kind == AuditKind::View && (!stored.row.subjects.is_empty() || !named));
        assert!(seen, "{who} reads {path} and nothing is written");
        assert!(rows.iter().all(|stored| stored.row.user == town.id(who)), "{who} {path}");
    }
}
