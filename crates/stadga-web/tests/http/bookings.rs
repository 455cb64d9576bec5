//! Meetings are booked, shown to those who take part and to nobody else, moved, missed and held.

use crate::town::{PER, Town};

/// A meeting of the three, on the day after the assignment was accepted.
const FIRST: &[(&str, &str)] = &[
    ("art", "inledande"),
    ("dag", "2026-12-07"),
    ("klockan", "10.00"),
    ("plats", "Rum 4"),
    ("deltagare", "den_enskilde"),
    ("deltagare", "handlaggare"),
    ("deltagare", "behandlare"),
    ("kallelse", "inte_an"),
];

/// Ekvalla with one meeting booked in Per's assignment.
fn booked() -> (Town, stadga_core::Id, stadga_core::Id) {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let assignment = assignment.unwrap();
    town.at("2026-12-01T09:00");
    let answer = town.act("omar", "mote.boka", Some(assignment), FIRST);
    assert_eq!(answer.status, 303, "{}", answer.text());
    (town, case, assignment)
}

#[test]
fn whoever_takes_part_sees_the_meeting_and_nobody_else_does() {
    let (town, case, assignment) = booked();
    town.at("2026-12-07T08:00");
    for who in ["omar", "sara"] {
        let day = town.get(who, "/min-dag").text();
        assert!(day.contains("Möten i dag") && day.contains("10.00–11.00"), "{who}: {day}");
        assert!(day.contains(&format!("Inledande möte, {PER}")) && !day.contains("Rum 4"), "{who}: {day}");
        let week = town.get(who, "/kalender").text();
        assert!(week.contains("Vecka 50") && week.contains(PER), "{who}: {week}");
        assert!(!town.get(who, "/kalender?dag=2026-12-14").text().contains(PER));
    }
    for who in ["lina", "jonas", "amina", "nadja"] {
        assert!(!town.get(who, "/min-dag").text().contains("Möten i dag"), "{who}");
        assert!(!town.get(who, "/kalender").text().contains(PER), "{who}");
    }
    let card = town.get("sara", &format!("/arenden/{case}")).text();
    assert!(card.contains("Bokade möten") && card.contains("Rum 4") && card.contains("Omar"), "{card}");
    assert!(card.contains("Personen vet inte om tiden än."), "{card}");
    // Somebody who does not reach the assignment cannot book in it, and is not told that it is there.
    assert_eq!(town.act("lina", "mote.boka", Some(assignment), FIRST).status, 404);
}

#[test]
fn others_are_invited_with_a_file_that_says_when_and_nothing_else() {
    let (town, case, _) = booked();
    let card = town.get("sara", &format!("/arenden/{case}")).body;
    let at = card.find("/moten/").expect("the booking has its file");
    let path: String = card[at..].chars().take_while(|letter| *letter != '"').collect();
    let mut file = None;
    let rows = town.audited(|| file = Some(town.get("sara", &path)));
    let file = file.unwrap();
    assert_eq!(file.header("content-type"), "text/calendar; charset=utf-8");
    assert!(rows.iter().any(|row| row.row.kind == stadga_store::AuditKind::Export), "{rows:?}");
    let said = |words: &str| file.body.contains(words);
    assert!(
        said("SUMMARY:Möte") && said("DTSTART:20261207T090000Z") && said("DTEND:20261207T100000Z"),
        "{}",
        file.body
    );
    for secret in [PER, "Per", "Rum 4", "Inledande", "Sara", "Omar", &case.to_string()] {
        assert!(!said(secret), "{secret} in {}", file.body);
    }
    for who in ["nadja", "lina", "jonas"] {
        assert_eq!(town.get(who, &path).status, 404, "{who}");
    }
}

#[test]
fn a_time_that_is_taken_is_told_and_can_be_booked_all_the_same() {
    let (town, _, assignment) = booked();
    let form = town.get("omar", &format!("/uppdrag/{assignment}/mote.boka")).text();
    assert!(!form.contains("Boka ändå"), "nobody is asked before anybody is busy: {form}");
    let clash: Vec<_> =
        FIRST.iter().copied().map(|(n, v)| if n == "klockan" { (n, "10.30") } else { (n, v) }).collect();
    let answer = town.act("omar", "mote.boka", Some(assignment), &clash);
    assert_eq!(answer.status, 422, "{}", answer.text());
    let text = answer.text();
    assert!(text.contains("har ett annat möte 10.00–11.00") && text.contains("Boka ändå"), "{text}");
    let anyway: Vec<_> = clash.iter().copied().chain([("anda", "ja")]).collect();
    assert_eq!(town.act("omar", "mote.boka", Some(assignment), &anyway).status, 303);
}

#[test]
fn a_meeting_is_moved_confirmed_missed_and_held() {
    let (town, _, assignment) = booked();
    let page = || town.get("omar", &format!("/uppdrag/{assignment}")).text();
    let href = |act: &str| {
        let page = town.get("omar", &format!("/uppdrag/{assignment}")).body;
        let at = page.find(&format!("/uppdrag/{assignment}/{act}?")).unwrap_or_else(|| panic!("{act}: {page}"));
        page[at..].split('"').next().unwrap().to_owned()
    };
    let id = |href: &str| href.rsplit('=').next().unwrap().to_owned();

    let confirm = href("mote.bekrafta");
    assert!(town.get("omar", &confirm).text().contains("Inledande möte 2026-12-07 kl. 10.00"));
    assert_eq!(town.act("omar", "mote.bekrafta", Some(assignment), &[("kallelse", "sms")]).status, 303);
    assert!(!page().contains("mote.bekrafta?"), "what is confirmed is not asked again");

    let moving = href("mote.boka");
    let form = town.get("omar", &moving);
    assert!(form.body.contains("Rum 4"), "it begins as the one it takes the place of");
    assert_eq!(form.hidden("ersatter"), id(&moving));
    let moved: Vec<_> =
        FIRST.iter().copied().map(|(n, v)| if n == "dag" { (n, "2026-12-08") } else { (n, v) }).collect();
    let named = id(&moving);
    let moved: Vec<_> = moved.into_iter().chain([("ersatter", named.as_str())]).collect();
    assert_eq!(town.act("omar", "mote.boka", Some(assignment), &moved).status, 303);
    let text = page();
    assert!(text.contains("Möte flyttat: inledande möte") && !text.contains("7/12 10.00"), "{text}");
    assert_eq!(
        town.act("omar", "mote.boka", Some(assignment), &moved).status,
        422,
        "what is moved is not there to move"
    );

    town.at("2026-12-08T12:00");
    assert!(page().contains("Skriv hur det gick"));
    let missed = [("atgard", "Jag ringde."), ("ny_tid", "ja")];
    assert_eq!(town.act("omar", "mote.uteblev", Some(assignment), &missed).status, 303);
    assert!(town.get("sara", "/min-dag").text().contains("Boka en ny tid"));

    let again: Vec<_> =
        FIRST.iter().copied().map(|(n, v)| if n == "dag" { (n, "2026-12-10") } else { (n, v) }).collect();
    assert_eq!(town.act("omar", "mote.boka", Some(assignment), &again).status, 303);
    town.at("2026-12-10T12:00");
    let write = href("mote.registrera");
    let form = town.get("omar", &write).body;
    assert!(form.contains("Inledande möte 2026-12-10 kl. 10.00") && form.contains("value=\"2026-12-10\""), "{form}");
    let named = id(&write);
    let held = [
        ("art", "inledande"),
        ("deltagare", "Per"),
        ("sammanfattning", "Vi gick igenom målen."),
        ("bokning", named.as_str()),
    ];
    assert_eq!(town.act("omar", "mote.registrera", Some(assignment), &held).status, 303);
    let text = page();
    assert!(text.contains("Inget möte är bokat.") && !text.contains("Bokat möte genomfört"), "{text}");
}

#[test]
fn a_death_takes_the_meetings_out_of_the_calendar() {
    let (town, case, _) = booked();
    assert!(town.get("omar", "/kalender?dag=2026-12-07").text().contains(PER));
    let death = [("dag", "2026-12-01"), ("kalla", "Sonen ringde")];
    assert_eq!(town.act("sara", "dodsfall.registrera", Some(case), &death).status, 303);
    for who in ["omar", "sara"] {
        assert!(!town.get(who, "/kalender?dag=2026-12-07").text().contains(PER), "{who}");
    }
}

#[test]
fn a_stand_in_sees_the_meetings_of_who_is_away() {
    let (town, _, _) = booked();
    let [sara, jonas] = ["sara", "jonas"].map(|who| town.id(who).to_string());
    let away =
        [("anvandare", sara.as_str()), ("fran", "2026-12-05"), ("till", "2026-12-11"), ("vikarier", jonas.as_str())];
    assert_eq!(town.post("nadja", "/franvaro/franvaro.registrera", &away).status, 303);
    town.at("2026-12-07T08:00");
    assert!(town.get("jonas", "/min-dag").text().contains(&format!("Inledande möte, {PER}")));
    town.at("2026-12-14T08:00");
    assert!(!town.get("jonas", "/kalender?dag=2026-12-07").text().contains(PER));
}
