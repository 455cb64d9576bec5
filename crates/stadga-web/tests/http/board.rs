//! The board: cases of several persons on one agenda, and decisions made by delegation, reported together.

use crate::notice::another;
use crate::town::{DECISION, Fields, PER, Town};
use stadga_core::Id;
use stadga_store::AuditKind;
use stadga_testkit::text_of;

/// What only the committee may grant.
const PROPOSED: Fields<'static> = &[
    ("utfall", "bifall"),
    ("insats", "hvb"),
    ("omfattning", "Dygnet runt"),
    ("fran", "2026-12-14"),
    ("till", "2027-08-31"),
    ("mal", "Sluta dricka"),
    ("skal", "Behovet kräver heldygnsvård."),
];

fn done(town: &Town, case: Id, use_case: &str, fields: Fields<'_>) {
    let answer = town.act("sara", use_case, Some(case), fields);
    assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
}

fn put_up(town: &Town, case: Id, day: &str) {
    done(town, case, "steg.sammantrade", &[("organ", "utskott"), ("dag", day), ("handlingar", "2026-11-27")]);
}

/// Two cases that wait for the committee, the second one's person protected.
fn proposed() -> (Town, [Id; 2]) {
    let town = Town::new();
    let (first, _) = town.story("kommunicering.skicka");
    let second = another(&town, "Eva Lind");
    done(&town, second, "skydd.registrera", &[("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")]);
    town.at("2026-11-25T10:00");
    let proposed = [PROPOSED, &[("avsteg", "Behovet är långvarigt.")]].concat();
    for case in [first, second] {
        done(&town, case, "beslut.lamna", &proposed);
        put_up(&town, case, "2026-12-04");
    }
    (town, [first, second])
}

#[test]
fn a_meeting_has_its_cases_with_what_is_missing_and_what_came_of_them() {
    let (town, [first, second]) = proposed();
    town.at("2026-11-26T09:00");
    done(&town, first, "steg.sammantrade.handlingar", &[("vad", "Utredningen och förslaget.")]);
    done(&town, first, "steg.sammantrade.fraga", &[("hur", "Telefon"), ("svar", "kommer")]);
    let board = || town.get("nadja", "/namnd").text();
    let page = board();
    let number = town.app.store().case_streams(second).unwrap().number.to_string();
    for words in [
        "Utskottet 2026-12-04",
        "Per HolmBifall: Hem för vård eller boendeSara LindqvistLämnade 2026-11-26Vill tala själv",
        "Saknas, senast 2026-11-27Inte tillfrågad",
        number.as_str(),
    ] {
        assert!(page.contains(words), "{words} in {page}");
    }
    assert!(!page.contains("Eva Lind"), "{page}");
    for who in ["sara", "amina", "robert", "omar"] {
        assert_eq!(town.get(who, "/namnd").status, 404, "{who}");
        assert_eq!(town.get(who, "/namnd/delegationsbeslut").status, 404, "{who}");
    }
    agenda(&town, &number);

    // The second is put off; the first is decided.
    town.at("2026-12-03T09:00");
    put_up(&town, second, "2026-12-11");
    let page = board();
    assert!(page.find("Utskottet 2026-12-04").unwrap() < page.find("Utskottet 2026-12-11").unwrap(), "{page}");
    town.at("2026-12-07T09:00");
    assert!(board().contains("Inte inskrivet än"), "{}", board());
    let minutes = [("namnd", "Individutskottet"), ("sammantradesdag", "2026-12-04"), ("paragraf", "§ 45")];
    done(&town, first, "steg.sammantrade.uppgifter", &[("sagt", "Per vill komma iväg före jul.")]);
    done(&town, first, "namndbeslut.registrera", &[PROPOSED, &minutes].concat());
    let page = board();
    let (coming, held) = page.split_once("Sammanträden som har varit").unwrap();
    assert!(coming.contains("Utskottet 2026-12-11") && !coming.contains(PER), "{coming}");
    assert!(held.contains("boende, § 45 (2026-12-04)") && held.contains("Uppskjutet till 2026-12-11"), "{held}");
}

/// The agenda as a file: in the trail before it leaves, and with the protected person's number alone.
fn agenda(town: &Town, protected: &str) {
    let path = "/namnd/foredragningslista.pdf?mote=sammantrade&organ=utskott&dag=2026-12-04";
    let rows = town.audited(|| assert_eq!(town.get("nadja", path).status, 200));
    assert!(rows.iter().any(|row| row.row.kind == AuditKind::Export && row.row.subjects.len() == 2), "{rows:?}");
    for wrong in [path.replace("-04", "-05"), path.replace("=utskott", "=namnd"), path.replace("&dag", "&x")] {
        assert_eq!(town.get("nadja", &wrong).status, 404, "{wrong}");
    }
    assert_eq!(town.get("sara", path).status, 404);
    let ctx = town.app.ctx(town.id("nadja")).unwrap();
    let file = town.app.agenda_file(&ctx, "sammantrade", "utskott", jiff::civil::date(2026, 12, 4)).unwrap();
    if let Some(text) = text_of(&file.bytes) {
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        for words in ["Föredragningslista", "Utskottet", "Per Holm", protected, "Saknas, senast"] {
            assert!(text.contains(words), "{words} in {text}");
        }
        assert!(!text.contains("Eva"), "{text}");
    }
}

// proves: T-146
#[test]
fn decisions_made_by_delegation_are_listed_without_persons_and_reported_together() {
    let town = Town::new();
    let (first, _) = town.story("kommunicering.skicka");
    let second = another(&town, "Eva Lind");
    town.at("2026-11-25T09:00");
    done(&town, first, "beslut.fatta", DECISION);
    done(&town, second, "beslut.fatta", DECISION);
    let list = |query: &str| town.get("nadja", &format!("/namnd/delegationsbeslut{query}"));
    let page = list("");
    let text = page.text();
    let one = "beslut 12026-11-25Öppenvårdsbehandling, 11 kap. 1 § SoLBifallSara Lindqvist, socialsekreterare4.1";
    assert_eq!(text.matches(one).count(), 2, "{text}");
    assert!(!text.contains(PER) && !text.contains("Eva Lind"), "{text}");
    assert!(list("?fran=2026-09-01&till=2026-11-24").text().contains("Inget beslut att anmäla i perioden."));

    let ctx = town.app.ctx(town.id("nadja")).unwrap();
    let days = (jiff::civil::date(2026, 11, 1), jiff::civil::date(2026, 11, 30));
    if let Some(text) = text_of(&town.app.delegated_file(&ctx, days, false).unwrap().bytes) {
        assert!(text.contains("Beslut fattade på delegation") && text.contains("Socialnämnden"), "{text}");
        assert!(text.contains("beslut 1") && !text.contains("Per") && !text.contains("Eva"), "{text}");
    }
    let mut table = String::new();
    let rows = town.audited(|| table = list(".csv").body);
    assert!(rows.iter().any(|row| row.row.kind == AuditKind::Export && row.row.subjects.len() == 2), "{rows:?}");
    assert_eq!(table.lines().count(), 3, "{table}");
    assert!(
        table.contains(";Öppenvårdsbehandling;11 kap. 1 § SoL;Bifall;Sara Lindqvist, socialsekreterare;"),
        "{table}"
    );

    // One of them is reported by another way meanwhile: the other is saved all the same.
    town.at("2026-12-11T09:00");
    let vals: Vec<String> = page
        .body
        .split("name=\"val\" value=\"")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
        .map(str::to_owned)
        .collect();
    assert_eq!(vals.len(), 2);
    let meeting = [("namnd", "Socialnämnden"), ("sammantradesdag", "2026-12-10"), ("paragraf", "§ 50")];
    let send = |vals: &[String]| {
        let mut fields = vec![("handling", "delegationsbeslut.anmal")];
        fields.extend(vals.iter().map(|value| ("val", value.as_str())));
        fields.extend(meeting);
        town.post("nadja", "/namnd/delegationsbeslut", &fields)
    };
    assert_eq!(send(&[]).status, 422);
    done(&town, first, "delegationsbeslut.anmal", &meeting);
    let answer = send(&vals);
    assert_eq!(answer.status, 422);
    for words in ["beslut 1: Beslutet anmäldes 2026-12-10.", "De andra besluten är sparade."] {
        assert!(answer.text().contains(words), "{words} in {}", answer.text());
    }
    assert!(list("").text().contains("Inget beslut att anmäla i perioden."));
    let all = list("?visa=alla").text();
    assert_eq!(all.matches("Socialnämnden 2026-12-10, § 50").count(), 2, "{all}");
    let shown = town.post("nadja", "/namnd/delegationsbeslut", &[("fran", "2026-11-01"), ("visa", "alla")]);
    assert_eq!(shown.location(), "/namnd/delegationsbeslut?fran=2026-11-01&till=2026-12-11&visa=alla");
}
