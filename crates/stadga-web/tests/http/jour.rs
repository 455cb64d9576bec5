//! The duty rota: who is on duty stands where it is needed, and reaches the unit's open cases for those hours alone.

use crate::town::{Answer, DECISION, Fields, PER, Town};
use stadga_core::Id;
use stadga_core::access::Ground;
use stadga_testkit::text_of;

const SHIFT: Fields<'static> = &[
    ("anvandare", "jonas"),
    ("fran", "2026-11-27"),
    ("fran_klockan", "16.00"),
    ("till", "2026-11-28"),
    ("till_klockan", "08.00"),
    ("telefon", "010-123 45 95"),
];

fn put(town: &Town, who: &str, changed: Fields<'_>) -> Answer {
    let kept = SHIFT.iter().filter(|(name, _)| !changed.iter().any(|(other, _)| other == name));
    let fields: Vec<(&str, &str)> = kept.chain(changed).copied().collect();
    town.act(who, "jour.lagg_in", None, &fields)
}

/// Per's case with Sara, on the Friday before Jonas's shift.
fn friday() -> (Town, Id) {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    town.at("2026-11-27T15:40");
    assert_eq!(put(&town, "nadja", &[]).status, 303);
    (town, case)
}

fn status(town: &Town, who: &str, path: &str) -> u16 {
    town.get(who, path).status.as_u16()
}

// proves: S-01
#[test]
fn who_is_on_duty_stands_where_somebody_cannot_be_reached() {
    let (town, case) = friday();
    let list = town.get("nadja", "/enhet/jour").text();
    assert!(list.contains("Vecka 48, 2026") && list.contains("fredag 2026-11-27 kl. 16.00"), "{list}");
    let page = town.get("sara", &format!("/arenden/{case}")).text();
    assert!(page.contains("Nadja Blomenhetschef, när handläggaren inte går att nå"), "{page}");
    let call = "Jour: Jonas Hedlund";
    assert!(page.contains(call) && page.contains("010-123 45 95, från 2026-11-27 kl. 16.00"), "{page}");
    let lvm = town.get("sara", &format!("/arenden/{case}/lvm")).text();
    assert!(lvm.contains(call) && lvm.contains("010-123 45 95, från 2026-11-27 kl. 16.00 till 2026-11-28"), "{lvm}");
    let day = town.get("sara", "/min-dag").text();
    assert!(day.contains("Jonas Hedlund har jour från 2026-11-27 kl. 16.00, telefon 010-123 45 95."), "{day}");
    assert!(!town.get("omar", "/min-dag").text().contains("har jour"), "the provider has a rota of its own");
    assert_eq!(town.act("nadja", "nodparm.framstall", None, &[]).status, 303);
    let ctx = town.app.ctx(town.id("nadja")).unwrap();
    if let Some(text) = text_of(&town.app.binder_file(&ctx, 1).unwrap().bytes) {
        assert!(text.contains(call) && text.contains("010-123 45 95"), "{text}");
    }
    town.at("2026-11-27T18:00");
    let lvm = town.get("sara", &format!("/arenden/{case}/lvm")).text();
    assert!(lvm.contains("010-123 45 95, till 2026-11-28 kl. 08.00"), "{lvm}");
    town.at("2026-11-28T08:00");
    assert!(!town.get("sara", &format!("/arenden/{case}/lvm")).text().contains(call));
}

// proves: S-02
#[test]
fn whoever_is_on_duty_reaches_the_units_open_cases_for_those_hours_and_each_look_is_written_down() {
    let (town, case) = friday();
    let matter = town.matter();
    let own = format!("/arenden/{case}");
    assert_eq!(status(&town, "jonas", &own), 404);
    town.at("2026-11-27T16:00");
    let rows = town.audited(|| assert_eq!(status(&town, "jonas", &own), 200));
    let looked = rows.iter().find(|row| row.row.what == "arende.visa").map(|row| &row.row).unwrap();
    assert_eq!((looked.ground.as_str(), looked.subjects.contains(&case)), (Ground::Jour.word(), true));
    assert_eq!(status(&town, "jonas", &format!("{own}/lvm")), 200);
    let day = town.get("jonas", "/min-dag").text();
    assert!(day.contains("Du har jour för Vuxenenheten till 2026-11-28 kl. 08.00."), "{day}");
    // What only duty opens is found, and stands on none of his own lists.
    assert!(town.post("jonas", "/sok", &[("q", PER)]).text().contains(PER));
    assert!(!town.get("jonas", "/arenden").text().contains(PER));
    // Compulsory care cannot wait, and what happened is written; a decision on an insats can wait.
    let note = [("rubrik", "Samtal"), ("text", "Per ringde från polisen.")];
    assert_eq!(town.act("jonas", "anteckning.skriv", Some(case), &note).status, 303);
    assert_eq!(status(&town, "jonas", &town.path("lvm.inled", Some(case))), 200);
    assert_eq!(town.act("jonas", "beslut.fatta", Some(case), DECISION).status, 404);
    assert_eq!(status(&town, "jonas", &format!("/register/{matter}")), 404);
    assert_eq!(status(&town, "sara", "/enhet/jour"), 404);
    // Nobody else is let in by it.
    assert_eq!(status(&town, "omar", &own), 404);
    town.at("2026-11-28T08:00");
    assert_eq!(status(&town, "jonas", &own), 404);
    assert!(!town.post("jonas", "/sok", &[("q", PER)]).text().contains("SN 2026-00001"));
}

#[test]
fn a_bar_holds_on_duty_and_a_shift_ends_when_the_head_says_so() {
    let (town, case) = friday();
    let own = format!("/arenden/{case}");
    town.at("2026-11-27T17:00");
    assert_eq!(status(&town, "jonas", &own), 200);
    let bar = [("anvandare", "jonas"), ("grund", "jav"), ("skal", "Per är hans kusin.")];
    assert_eq!(town.act("nadja", "sparr.registrera", Some(case), &bar).status, 303);
    assert_eq!(status(&town, "jonas", &own), 404);

    let (town, case) = friday();
    let own = format!("/arenden/{case}");
    let shift = || {
        let body = town.get("nadja", "/enhet/jour").body;
        body.split("jour.avsluta?jour=").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned)
    };
    town.at("2026-11-27T20:00");
    assert_eq!(status(&town, "jonas", &own), 200);
    let id = shift().unwrap();
    assert_eq!(town.act("sara", "jour.avsluta", None, &[("jour", &id)]).status, 404);
    assert_eq!(town.act("nadja", "jour.avsluta", None, &[("jour", &id)]).status, 303);
    assert_eq!((status(&town, "jonas", &own), shift()), (404, None));
    assert_eq!(town.act("nadja", "jour.avsluta", None, &[("jour", &id)]).status, 422);
}

#[test]
fn a_shift_is_somebody_of_the_authoritys_and_no_longer_than_two_weeks() {
    let (town, _) = friday();
    assert_eq!(put(&town, "sara", &[]).status, 404);
    let refused: &[(Fields<'_>, &str)] = &[
        (&[], "Hen har redan jour 2026-11-27 kl. 16.00 – 2026-11-28 kl. 08.00."),
        (&[("anvandare", "omar")], "Välj en socialsekreterare eller en enhetschef"),
        (&[("anvandare", "sara"), ("till", "2026-12-12")], "längre än två veckor"),
        (&[("anvandare", "sara"), ("till", "2026-11-27")], "slutar innan den börjar"),
        (&[("anvandare", "sara"), ("fran", "2026-11-20"), ("till", "2026-11-21")], "redan slut"),
    ];
    for (changed, words) in refused {
        let answer = put(&town, "nadja", changed);
        assert!(answer.status == 422 && answer.text().contains(words), "{words} in {}", answer.text());
    }
}
