//! Intake: reports and their reporters, reception's reach, who is known already, the person file.

use crate::town::{Answer, Fields, NUMBER, PER, SECRET, Town};
use stadga_app::scenario::USERS;
use stadga_core::Id;
use stadga_store::AuditKind;

/// An id of the right shape that nobody has.
const NOBODYS: &str = "zzzzzzzzzzzzzzzz";

/// Who made the report, and what the report says.
const REPORTER: &str = "Rut Berggren";
const REPORT: Fields<'static> = &[
    ("namn", PER),
    ("nummer", NUMBER),
    ("slag", "oro"),
    ("kanal", "telefon"),
    ("innehall", "Han har inte öppnat på en vecka."),
    ("anmalare", REPORTER),
    ("anmalare_kontakt", "070-174 06 55"),
    ("anmalare_forhallande", "Granne"),
    ("enhet", "vuxen"),
];

/// The case that the newest answer of the desk led to.
fn opened(answer: &Answer) -> Id {
    assert_eq!(answer.status, 303, "{}", answer.text());
    let location = answer.location();
    let id = location.split("/mottagning/").nth(1).and_then(|rest| rest.split('?').next());
    id.and_then(|id| id.parse().ok()).unwrap_or_else(|| panic!("no case in {location}"))
}

fn reported(town: &Town) -> Id {
    town.at("2026-10-05T09:10");
    opened(&town.act("amina", "anmalan.registrera", None, REPORT))
}

fn assess(town: &Town, who: &str, case: Id) -> Answer {
    let fields = [("utfall", "inleds"), ("lagrum", "sol"), ("skal", "Behovet kan vara stort.")];
    town.act(who, "forhandsbedomning.gor", Some(case), &fields)
}

#[test]
fn reception_has_a_report_until_the_day_a_caseworker_is_named_and_never_the_investigation() {
    let town = Town::new();
    let case = reported(&town);
    let (page, desk) = (format!("/mottagning/{case}"), "/mottagning");
    let listed = town.get("amina", desk);
    assert!(listed.text().contains(PER) && listed.text().contains("Förhandsbedömning"), "{}", listed.text());
    assert!(!listed.body.contains("Han har inte öppnat"), "a list says nothing of what it is about");
    assert!(town.get("amina", &page).text().contains("Han har inte öppnat på en vecka."));
    assert_eq!(town.get("amina", &format!("/arenden/{case}")).location(), page, "the case itself leads there");
    assert_eq!(assess(&town, "amina", case).location(), format!("{page}?klart=forhandsbedomning.gor"));
    let again = assess(&town, "amina", case);
    assert_eq!(again.status, 422);
    assert!(again.text().contains("Utredningen är redan inledd."), "{}", again.text());

    town.at("2026-10-06T10:00");
    assert_eq!(town.act("nadja", "handlaggare.utse", Some(case), &[("handlaggare", "sara")]).status, 303);
    let text = [
        ("delaktighet", "Vi har träffats."),
        ("behov", SECRET),
        ("bedomning", SECRET),
        ("mal", "Komma ut"),
        ("forslag", "oppenvard"),
    ];
    assert_eq!(town.act("sara", "utredning.sammanstall", Some(case), &text).status, 303);
    assert_eq!(town.act("sara", "anteckning.skriv", Some(case), &[("text", SECRET)]).status, 303);
    let last_day = town.get("amina", &page);
    assert_eq!(last_day.status, 200);
    assert!(!last_day.body.contains(SECRET), "{}", last_day.text());
    for act in ["utredning.sammanstall", "beslut.fatta", "arende.avsluta", "handlaggare.utse"] {
        assert_eq!(town.get("amina", &format!("/arenden/{case}/{act}")).status, 404, "{act}");
    }

    town.at("2026-10-07T08:00");
    for path in [page, format!("/arenden/{case}"), format!("/arenden/{case}/anmalare")] {
        let mut answer = None;
        let rows = town.kinds(|| answer = Some(town.get("amina", &path)));
        assert_eq!((answer.unwrap().status.as_u16(), rows), (404, vec![AuditKind::Denied]), "{path}");
    }
    assert!(!town.get("amina", desk).text().contains(PER));
    assert!(!town.post("amina", "/sok", &[("q", PER)]).body.contains(&case.to_string()));
    assert_eq!(town.get("sara", &format!("/arenden/{case}")).status, 200);
}

#[test]
fn who_made_a_report_stands_on_its_own_page_and_nowhere_else() {
    let town = Town::new();
    let case = reported(&town);
    assess(&town, "amina", case);
    town.act("nadja", "handlaggare.utse", Some(case), &[("handlaggare", "sara")]);
    let everywhere = [
        String::from("/min-dag"),
        String::from("/arenden"),
        String::from("/enhet"),
        String::from("/mottagning"),
        format!("/mottagning/{case}"),
        format!("/arenden/{case}"),
        format!("/arenden/{case}/utredning.sammanstall"),
        format!("/arenden/{case}/kommunicering.skicka"),
        format!("/arenden/{case}/beslut.fatta"),
        format!("/arenden/{case}/forhandsbedomning.gor"),
        format!("/arenden/{case}/anmalare.uppge"),
        String::from("/api/v1/min-dag"),
        format!("/api/v1/arenden/{case}"),
        format!("/api/v1/mottagning/{case}"),
        String::from("/api/v1/handelser"),
    ];
    for user in USERS {
        for path in &everywhere {
            let body = town.get(user.key, path).body;
            for secret in [REPORTER, "070-174 06 55", "Granne", "anmalare.uppgiven"] {
                assert!(!body.contains(secret), "{} reads {secret} on {path}", user.key);
            }
        }
    }
    let page = format!("/arenden/{case}/anmalare");
    for (who, sees) in [("sara", true), ("nadja", true), ("amina", true), ("jonas", false), ("omar", false)] {
        let mut answer = None;
        let rows = town.audited(|| answer = Some(town.get(who, &page)));
        assert_eq!(answer.unwrap().text().contains(REPORTER), sees, "{who}");
        let kind = if sees { AuditKind::View } else { AuditKind::Denied };
        assert!(rows.iter().any(|row| row.row.what == "anmalare.visa" && row.row.kind == kind), "{who}: {rows:?}");
    }
}

#[test]
fn a_reporter_may_stay_anonymous_and_leaves_nothing_behind() {
    let town = Town::new();
    town.at("2026-10-05T09:10");
    let mut fields = REPORT.to_vec();
    fields.push(("anmalare_anonym", "ja"));
    let refused = town.act("amina", "anmalan.registrera", None, &fields);
    assert_eq!(refused.status, 422);
    assert!(refused.text().contains("Ta bort uppgifterna om vem det är"), "{}", refused.text());
    fields.retain(|(name, _)| !matches!(*name, "anmalare" | "anmalare_kontakt" | "anmalare_forhallande"));
    let case = opened(&town.act("amina", "anmalan.registrera", None, &fields));
    let text = town.get("amina", &format!("/arenden/{case}/anmalare")).text();
    assert!(text.contains("Vill vara anonym. Inget mer är sparat."), "{text}");
}

#[test]
fn an_unknown_person_gets_a_number_later_but_never_somebody_elses() {
    let town = Town::new();
    town.story("ansokan.registrera");
    let unknown = [
        ("slag", "polis"),
        ("kanal", "telefon"),
        ("innehall", "Sover i trapphuset."),
        ("beskrivning", "Man i fyrtioårsåldern."),
        ("enhet", "vuxen"),
    ];
    let case = opened(&town.act("amina", "anmalan.registrera", None, &unknown));
    assert!(town.get("amina", "/mottagning").text().contains("Okänd person"));
    let say =
        |nummer: &str| town.act("amina", "identitet.faststall", Some(case), &[("nummer", nummer), ("namn", "Eva Ek")]);
    let wrong = say("19950101-2381");
    assert!(wrong.status == 422 && wrong.text().contains("Sista siffran stämmer inte"), "{}", wrong.text());
    let taken = say(NUMBER);
    assert!(taken.status == 422 && taken.text().contains("Numret hör till en annan person"), "{}", taken.text());
    let before = town.events();
    assert_eq!(say("20061020-2384").status, 303);
    assert_eq!(town.events(), before + 1);
    let text = town.get("amina", &format!("/mottagning/{case}")).text();
    assert!(text.contains("Eva Ek") && text.contains("20061020-2384"), "{text}");
    assert!(town.post("amina", "/sok", &[("q", "20061020-2384")]).text().contains("Eva Ek"));
    let nothing = town.act("amina", "identitet.faststall", Some(case), &[]);
    assert_eq!(nothing.status, 422);
}

#[test]
fn whether_somebody_is_known_says_whom_to_talk_to_and_nothing_more() {
    let town = Town::new();
    let (case, _) = town.story("utredning.sammanstall");
    let ask =
        |who: &str, name: &str, number: &str| town.post(who, "/mottagning/kand", &[("namn", name), ("nummer", number)]);
    let known = ask("amina", "", NUMBER);
    let text = known.text();
    assert!(text.contains("Ett ärende pågår hos Vuxenenheten. Kontakt: Sara Lindqvist."), "{text}");
    for more in [PER, SECRET, "SN 2026", &case.to_string(), "alkohol"] {
        assert!(!known.body.contains(more), "{more}: {text}");
    }
    assert!(ask("amina", "", "20061020-2384").text().contains("inte känt"));
    assert!(ask("amina", "", "199501012381").text().contains("Sista siffran stämmer inte"));
    assert!(ask("amina", "per hol", "").text().contains("En person med det namnet är känd."));
    assert!(!ask("amina", "per hol", "").body.contains(NUMBER), "reception no longer reaches the case");
    assert!(ask("sara", "per hol", "").body.contains(NUMBER), "the caseworker does");
    assert!(ask("amina", "Stina Ek", "").text().contains("Ingen med det namnet är känd."));
    for (who, kind) in [("amina", AuditKind::Search), ("omar", AuditKind::Denied), ("robert", AuditKind::Denied)] {
        let mut answer = None;
        let rows = town.kinds(|| answer = Some(ask(who, "per", NUMBER)));
        assert_eq!(
            (answer.unwrap().status.as_u16(), rows),
            (if who == "amina" { 200 } else { 404 }, vec![kind]),
            "{who}"
        );
    }
    let whole = town.post("amina", "/mottagning/ny/ansokan.registrera/kand", &[("nummer", NUMBER), ("galler", "Stöd")]);
    assert!(whole.text().contains("Kontakt: Sara Lindqvist") && whole.text().contains("Stöd"), "without a script");
}

#[test]
fn what_is_typed_goes_along_when_it_turns_out_to_be_a_report() {
    let town = Town::new();
    let typed = [("namn", PER), ("anteckning", "Ringer från jobbet."), ("vald", "ja"), ("galler", "Stöd")];
    let other = town.post("amina", "/mottagning/ny/anmalan.registrera/byt", &typed);
    assert_eq!(other.status, 200);
    assert!(
        other.body.contains("Ringer från jobbet.")
            && other.body.contains("action=\"/mottagning/ny/anmalan.registrera\"")
    );
    assert_eq!(town.post("omar", "/mottagning/ny/anmalan.registrera/byt", &typed).status, 404);
    assert_eq!(town.get("amina", "/mottagning/ny/beslut.fatta").status, 404, "only what opens a case is there");
}

#[test]
fn the_person_file_is_for_those_who_reach_a_case_of_the_person() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let children = [("fornamn", "Alva"), ("fodelsear", "2019"), ("boende", "vaxelvis")];
    assert_eq!(town.act("sara", "barn.anteckna", Some(case), &children).status, 303);
    let lawyer = [
        ("foretradare", "Anna Berg"),
        ("roll", "ombud"),
        ("art", "skriftlig"),
        ("omfattning", "Allt i ärendet"),
        ("undertecknad", "ja"),
        ("original_visat", "ja"),
    ];
    assert_eq!(town.act("sara", "fullmakt.registrera", Some(case), &lawyer).status, 303);
    let page = town.get("sara", &format!("/arenden/{case}"));
    let at = page.body.find("/personer/").expect("the strip leads to the person");
    let file = page.body[at..].split('"').next().unwrap().to_owned();
    assert!(page.text().contains("Alva (2019)"), "{}", page.text());
    let text = town.get("sara", &file).text();
    for words in [PER, NUMBER, "Alva, född 2019", "Bor växelvis", "Anna Berg, ombud", "SN 2026-00001", "Öppenvården"]
    {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    assert_eq!(town.get("nadja", &file).status, 200);
    for (who, path) in [
        ("omar", file.clone()),
        ("robert", file.clone()),
        ("jonas", file.clone()),
        ("amina", file.clone()),
        ("sara", format!("/personer/{NOBODYS}")),
        ("sara", format!("/personer/{case}")),
        ("sara", format!("/personer/{}", assignment.unwrap())),
        ("sara", format!("/api/v1/personer/{NOBODYS}")),
    ] {
        let mut answer = None;
        let rows = town.kinds(|| answer = Some(town.get(who, &path)));
        assert_eq!((answer.unwrap().status.as_u16(), rows), (404, vec![AuditKind::Denied]), "{who} {path}");
    }
    assert!(!town.get("omar", &format!("/uppdrag/{}", assignment.unwrap())).body.contains("Alva"));
}

#[test]
fn an_application_taken_in_at_an_open_centre_reaches_reception_the_same_day() {
    // proves: T-267
    let town = Town::new();
    town.at("2026-11-24T14:00");
    let fields =
        [("namn", PER), ("kanal", "oppen_verksamhet"), ("galler", "Hjälp att sluta dricka"), ("enhet", "vuxen")];
    let sent = town.act("omar", "ansokan.registrera", None, &fields);
    assert_eq!(sent.status, 303, "{}", sent.text());
    let case: Id = sent.location().split("arende=").nth(1).unwrap().parse().unwrap();
    assert!(town.get("amina", "/mottagning").text().contains(PER));
    assert_eq!(town.get("omar", &format!("/arenden/{case}")).status, 404);
    assert_eq!(town.get("omar", &format!("/mottagning/{case}")).status, 404);
    assert_eq!(town.get("omar", "/mottagning").status, 404);
}

#[test]
fn the_stepper_shows_the_assessment_for_reports_only() {
    let town = Town::new();
    let (application, _) = town.story("ansokan.registrera");
    assert!(!town.get("sara", &format!("/arenden/{application}")).text().contains("Förhandsbedömning"));
    let report = reported(&town);
    assert!(town.get("nadja", &format!("/arenden/{report}")).text().contains("Förhandsbedömning"));
}
