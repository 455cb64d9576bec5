//! Decisions handed over, given back, made and told of: who may, on which version, and which letter.

use crate::town::{DECISION, PER, SECRET, STORY, Town};
use stadga_core::Id;
use stadga_store::AuditKind;

/// A decision that a unit head may make and a caseworker may not.
const RESIDENTIAL: &[(&str, &str)] = &[
    ("utfall", "bifall"),
    ("insats", "hvb"),
    ("omfattning", "Dygnet runt"),
    ("fran", "2026-11-30"),
    ("till", "2027-02-26"),
    ("mal", "Sluta dricka"),
    ("skal", "Behovet kräver heldygnsvård."),
    ("avsteg", "Öppenvård är prövad hos regionen, och platsen är ledig nu."),
];

/// A case that is ready to be decided, on the day.
fn ready() -> (Town, Id) {
    let town = Town::new();
    let (case, _) = town.story("kommunicering.skicka");
    town.at("2026-11-25T09:00");
    (town, case)
}

fn with<'a>(fields: &[(&'a str, &'a str)], more: &[(&'a str, &'a str)]) -> Vec<(&'a str, &'a str)> {
    fields.iter().chain(more).copied().collect()
}

fn handed_over() -> (Town, Id) {
    let (town, case) = ready();
    let answer =
        town.act("sara", "beslut.lamna", Some(case), &with(RESIDENTIAL, &[("meddelande", "Platsen är ledig.")]));
    assert_eq!(answer.status, 303, "{}", answer.text());
    (town, case)
}

#[test]
fn whoever_may_not_decide_hands_over_what_is_typed() {
    let (town, case) = ready();
    let before = town.events();
    let refused = town.act("sara", "beslut.fatta", Some(case), RESIDENTIAL);
    assert_eq!((refused.status.as_u16(), town.events()), (422, before));
    let text = refused.text();
    assert!(text.contains("Du får inte fatta det här beslutet") && text.contains("Nadja Blom"), "{text}");
    assert!(refused.body.contains(&format!("formaction=\"/arenden/{case}/beslut.lamna\"")), "{}", refused.body);

    let form = town.get("sara", &format!("/arenden/{case}/beslut.lamna"));
    assert!(
        form.body.contains("Dygnet runt") && form.text().contains("Behovet kräver heldygnsvård."),
        "{}",
        form.text()
    );
    let handed = town.act("sara", "beslut.lamna", Some(case), RESIDENTIAL);
    assert_eq!(handed.status, 303, "{}", handed.text());
    let left = town.get("sara", "/min-dag").text();
    assert!(!left.contains("Utkast") || !left.contains("Fatta beslut, Per Holm"), "no draft stays behind: {left}");
}

#[test]
fn whoever_decides_reads_the_whole_basis_on_one_page_and_finds_it_filled_in() {
    let (town, case) = handed_over();
    let queue = town.get("nadja", "/beslut/att-fatta");
    assert!(
        queue.text().contains(PER) && queue.text().contains("Lämnat av Sara Lindqvist 2026-11-25"),
        "{}",
        queue.text()
    );
    for kept in [SECRET, "hvb", "Hem för vård", "Bifall", "Behovet kräver"] {
        assert!(!queue.text().contains(kept), "{kept} stands in a list");
    }
    for who in ["sara", "jonas", "amina", "omar"] {
        assert!(!town.get(who, "/beslut/att-fatta").text().contains(PER), "{who}");
    }
    let page = town.get("nadja", &format!("/arenden/{case}/beslut.fatta"));
    for told in [
        "Platsen är ledig.",
        "Hjälp att sluta dricka",
        SECRET,
        "Svar senast 2026-11-18",
        "Delegationsordning 2026, punkt 4.3",
        "Du får fatta beslutet",
        "Behovet kräver heldygnsvård.",
    ] {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    assert!(page.body.contains("value=\"Dygnet runt\""));

    let made = town.act("nadja", "beslut.fatta", Some(case), RESIDENTIAL);
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    assert_eq!(
        (made.status.as_u16(), made.location()),
        (303, format!("/beslut/{decision}?klart=beslut.fatta").as_str())
    );
    let page = town.get("sara", &format!("/beslut/{decision}")).text();
    for told in [
        "Bifall: Hem för vård eller boende",
        "Nadja Blom, enhetschef",
        "FöredragandeSara Lindqvist",
        "11 kap. 1 § SoL, skäliga levnadsförhållanden",
        "socialtjänstlagen (2025:400), lydelse från 2026-07-01",
        "Delegationsordning 2026, punkt 4.3",
        "Personen har inte fått veta än.",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(town.get("sara", "/min-dag").text().contains("Underrätta personen om beslutet"));
    assert!(town.get("nadja", "/beslut/att-fatta").text().contains("Inget förslag väntar på dig."));
}

#[test]
fn a_proposal_that_was_changed_meanwhile_is_not_decided_unseen() {
    let (town, case) = handed_over();
    let seen = town.get("nadja", &format!("/arenden/{case}/beslut.fatta")).hidden("sag");
    assert!(!seen.is_empty());
    let anew = RESIDENTIAL.iter().map(|(name, value)| (*name, if *name == "till" { "2027-01-31" } else { *value }));
    let anew: Vec<_> = anew.collect();
    assert_eq!(town.act("sara", "beslut.lamna", Some(case), &anew).status, 303);
    let before = town.events();
    let stale = town.act("nadja", "beslut.fatta", Some(case), &with(RESIDENTIAL, &[("sag", &seen)]));
    assert_eq!((stale.status.as_u16(), town.events()), (409, before));
    assert!(stale.text().contains("2027-01-31") && stale.text().contains("Sara Lindqvist"), "{}", stale.text());
    let again = town.act("nadja", "beslut.fatta", Some(case), &with(&anew, &[("sag", &stale.hidden("sag"))]));
    assert_eq!(again.status, 303, "{}", again.text());
}

#[test]
fn a_proposal_given_back_says_why_and_keeps_what_was_written() {
    let (town, case) = handed_over();
    let back = town.act("nadja", "beslut.aterlamna", Some(case), &[("skal", "Skriv varför öppenvård inte räcker.")]);
    assert_eq!((back.status.as_u16(), back.location()), (303, "/beslut/att-fatta?klart=beslut.aterlamna"));
    assert!(town.get("sara", "/min-dag").text().contains("Gör klart förslaget till beslut"));
    let page = town.get("sara", &format!("/arenden/{case}/beslut.lamna"));
    assert!(page.text().contains("Återlämnat 2026-11-25 av Nadja Blom: Skriv varför öppenvård inte räcker."));
    assert!(page.body.contains("value=\"Dygnet runt\""), "nothing is written twice");
}

#[test]
fn a_decision_and_its_letter_are_nobody_elses() {
    let (town, case) = ready();
    assert_eq!(town.act("sara", "beslut.fatta", Some(case), DECISION).status, 303);
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    let application = town.app.store().load(&[case]).unwrap()[0].id;
    let paths = [format!("/beslut/{decision}"), format!("/beslut/{decision}/brev.pdf")];
    for who in ["jonas", "amina", "robert", "omar"] {
        for path in &paths {
            let mut status = None;
            let rows = town.kinds(|| status = Some(town.get(who, path).status.as_u16()));
            assert_eq!((status, rows.as_slice()), (Some(404), [AuditKind::Denied].as_slice()), "{who} {path}");
        }
    }
    for path in [
        format!("/beslut/{application}"),
        format!("/beslut/{application}/brev.pdf"),
        format!("/beslut/{case}"),
        String::from("/beslut/zzzzzzzzzzzzzzzz"),
        String::from("/beslut/zzzzzzzzzzzzzzzz/brev.pdf"),
        String::from("/beslut/inte-ett-id"),
    ] {
        assert_eq!(town.get("sara", &path).status, 404, "{path}");
    }
    let draft = format!("/arenden/{case}/kommunicering.skicka/brev.pdf");
    assert_eq!(town.post("jonas", &draft, &[("kanal", "brev")]).status, 404);
    assert_eq!(town.post("sara", &draft.replace("kommunicering.skicka", "anteckning.skriv"), &[]).status, 404);
}

#[test]
fn a_letter_is_a_file_that_names_nobody_and_is_written_down_as_exported() {
    let (town, case) = ready();
    let sent = town.app.store().load(&[case]).unwrap();
    let sent = sent.iter().find(|event| event.fact.name() == "kommunicering.skickad").unwrap().id;
    assert_eq!(town.act("sara", "beslut.fatta", Some(case), DECISION).status, 303);
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    for (path, name) in [
        (format!("/beslut/{decision}/brev.pdf"), "beslut.pdf"),
        (format!("/kommunicering/{sent}/brev.pdf"), "kommunicering.pdf"),
    ] {
        let mut answer = None;
        let rows = town.audited(|| answer = Some(town.get("sara", &path)));
        let answer = answer.unwrap();
        assert_eq!((answer.status.as_u16(), answer.header("content-type")), (200, "application/pdf"));
        assert_eq!(answer.header("content-disposition"), format!("inline; filename=\"{name}\""));
        assert!(answer.header("content-security-policy").contains("object-src 'none'"));
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.body.starts_with("%PDF-"), "{path}");
        let exported: Vec<_> = rows.iter().filter(|stored| stored.row.kind == AuditKind::Export).collect();
        assert!(exported.len() == 1 && exported[0].row.subjects.contains(&case), "{path}");
    }
    let draft = town.post(
        "sara",
        &format!("/arenden/{case}/kommunicering.skicka/brev.pdf"),
        &[("svar_senast", "2026-12-15"), ("kanal", "brev"), ("underlag", "Utredningen")],
    );
    assert!(draft.status == 200 && draft.body.starts_with("%PDF-"));
}

#[test]
fn telling_of_a_decision_shows_the_letter_the_recipient_and_what_they_have_asked_for() {
    let town = Town::new();
    let mut fields = STORY[0].3.to_vec();
    fields.push(("kontaktonskemal", "Skicka inte hem"));
    town.at("2026-10-05T09:10");
    let opened = town.act("amina", "ansokan.registrera", None, &fields);
    let case: Id = opened.location().split("arende=").nth(1).unwrap().parse().unwrap();
    let strike = [
        ("utfall", "avvisning"),
        ("insats", "oppenvard"),
        ("skal", "Den som ansökte får inte föra talan."),
        ("mal", "Stryks"),
    ];
    let made = town.act("sara", "beslut.fatta", Some(case), &strike);
    assert!(made.location().starts_with(&format!("/arenden/{case}/beslut.underratta?beslut=")), "{}", made.text());
    let page = town.get("sara", made.location());
    for told in [
        "Sparat. Fatta beslut",
        "TillNamnPer Holm",
        "Personen har bett om: Skicka inte hem",
        "Vi prövar inte din ansökan.",
        "Så överklagar du",
        "Förvaltningsrätten i Ekvalla",
        "inom tre veckor från den dag du fick beslutet",
    ] {
        assert!(page.text().contains(told), "{told}: {}", page.text());
    }
    assert!(!page.text().contains("Stryks"), "what the outcome has no place for is not kept");
    let before = town.events();
    let refused = town.act("sara", "beslut.underratta", Some(case), &[("kanal", "brev")]);
    assert_eq!((refused.status.as_u16(), town.events()), (422, before));
    assert!(refused.text().contains("bett om något särskilt kring kontakt"), "{}", refused.text());
    let sent = town.act("sara", "beslut.underratta", Some(case), &[("kanal", "brev"), ("onskemal_lasta", "ja")]);
    assert_eq!(sent.status, 303, "{}", sent.text());
}

#[test]
fn nobody_is_asked_to_have_read_wishes_that_do_not_exist() {
    let (town, case) = ready();
    let page = town.get("sara", &format!("/arenden/{case}/kommunicering.skicka")).text();
    assert!(!page.contains("brevet går rätt väg"), "{page}");
    assert!(
        page.contains("Säg vad du tycker innan vi beslutar") && page.contains("Du får tala inför nämnden"),
        "{page}"
    );
}
