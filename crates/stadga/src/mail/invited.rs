//! One's own meetings, mailed to one's calendar.

use super::Post;
use super::tests::failing;
use crate::jobs::{Work, chosen};
use crate::settings::JobSettings;
use stadga_app::accounts::{Cost, OwnNotices, notice_label};
use stadga_store::Outgoing;
use stadga_testkit::{Municipality, Postbox, Turn};

/// A meeting in Per's case, which is Sara's.
const MEETING: [(&str, &str); 6] = [
    ("art", "samtal"),
    ("dag", "2026-12-07"),
    ("klockan", "10.00"),
    ("minuter", "90"),
    ("form", "annan_plats"),
    ("plats", "Torget"),
];

/// A municipality with Sara's account, and what is mailed from it.
struct House {
    town: Municipality,
    postbox: Postbox,
    post: Post,
    work: Work,
}

impl House {
    /// The day before anything is booked. Sara has a case, and has asked for nothing yet.
    fn new() -> Self {
        let (town, postbox, post) = failing(&[Turn::Take]);
        assert!(post.send_next(town.app()).unwrap(), "the failed job");
        let new = [
            ("namn", "Per Holm"),
            ("kanal", "telefon"),
            ("galler", "Stöd"),
            ("enhet", "vuxen"),
            ("handlaggare", "sara"),
        ];
        town.execute("amina", "ansokan.registrera", &new).unwrap();
        town.app().issue_account(None, town.user("sara"), "sara.lindqvist", Cost::for_tests()).unwrap();
        let mut works = chosen(&JobSettings::default(), town.ground().place(), true).into_iter();
        let work = works.find(|work| work.job.name == "kalendermejl").unwrap();
        Self { town, postbox, post, work }
    }

    /// Sara chooses where she is mailed, and whether her meetings are.
    fn choose(&self, address: &str, calendar: bool) {
        let (app, address) = (self.town.app(), address.to_owned());
        let ctx = app.ctx(self.town.user("sara")).unwrap();
        assert!(app.choose_notices(&ctx, &OwnNotices { address, morning: false, calendar }, &[]).unwrap().is_empty());
    }

    /// Books the meeting with these fields in place of its own.
    fn book(&self, other: &[(&str, &str)]) -> String {
        let new = |name: &str| other.iter().any(|(field, _)| *field == name);
        let kept = MEETING.into_iter().filter(|(name, _)| !new(name));
        let fields: Vec<(&str, &str)> = kept.chain(other.iter().copied()).collect();
        self.town.execute("sara", "mote.boka", &fields).unwrap();
        self.town.app().newest_booking(self.town.case()).unwrap().unwrap().to_string()
    }

    fn call_off(&self, booking: &str) {
        self.town.execute("sara", "mote.avboka", &[("mote", booking), ("av", "vi")]).unwrap();
    }

    /// What is written is written at a moment, and not sent yet.
    fn write(&self, at: &str) {
        self.town.set(at);
        self.work.turn(self.town.app()).expect("it is time").unwrap();
    }

    /// What lies in the outbox is sent: the letters that came.
    fn send(&self) -> Vec<String> {
        let before = self.postbox.came().len();
        while self.post.send_next(self.town.app()).unwrap() {}
        self.postbox.came()[before..].iter().map(|letter| unwrapped(letter)).collect()
    }

    /// Both.
    fn at(&self, at: &str) -> Vec<String> {
        self.write(at);
        self.send()
    }

    /// The one letter that came, and what a calendar reads in it.
    fn one(&self, at: &str) -> (String, String) {
        let mut letters = self.at(at);
        assert_eq!(letters.len(), 1, "{letters:?}");
        let letter = letters.remove(0);
        let calendar = calendar(&letter);
        (letter, calendar)
    }

    /// The messages to Sara, the newest first.
    fn messages(&self) -> Vec<Outgoing> {
        let all = self.town.app().store().messages(99).unwrap();
        all.into_iter().filter(|one| one.user.is_some()).collect()
    }
}

/// A letter with its long lines whole, and without the random letters between its parts.
fn unwrapped(letter: &str) -> String {
    let boundary = letter.split("boundary=\"").nth(1).and_then(|after| after.split('"').next());
    letter.replace(boundary.expect("a letter of parts"), "").replace("=\n", "")
}

/// The calendar in a letter, out of what it was wrapped in for the way.
fn calendar(letter: &str) -> String {
    let from = letter.find("BEGIN:VCALENDAR").unwrap_or_else(|| panic!("{letter}"));
    let to = letter.find("END:VCALENDAR").unwrap_or_else(|| panic!("{letter}"));
    let mut pieces = letter[from..to].split('=');
    let mut bytes = pieces.next().unwrap().as_bytes().to_vec();
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(piece[2..].bytes());
    }
    String::from_utf8(bytes).unwrap().replace("\n ", "")
}

/// The value of a line in a calendar.
fn line<'a>(calendar: &'a str, name: &str) -> &'a str {
    let lines: Vec<&str> = calendar.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix(':')).collect();
    assert_eq!(lines.len(), 1, "{name} in {calendar}");
    lines[0]
}

#[test]
fn a_booked_meeting_is_mailed_once_to_the_calendar_of_whoever_asked_with_when_it_is_and_nothing_else() {
    let house = House::new();
    house.choose("sara@ekvalla.se", true);
    let booking = house.book(&[]);
    let (letter, calendar) = house.one("2026-11-26T09:00");
    for words in ["To: sara@ekvalla.se", "Content-Type: text/calendar; charset=utf-8; method=REQUEST", "10.00"] {
        assert!(letter.contains(words), "{words}: {letter}");
    }
    let lines = [
        ("METHOD", "REQUEST"),
        ("SEQUENCE", "0"),
        ("STATUS", "CONFIRMED"),
        ("SUMMARY", "Bokat möte"),
        ("DTSTART", "20261207T090000Z"),
        ("DTEND", "20261207T103000Z"),
        ("DTSTAMP", "20261126T080000Z"),
        ("ORGANIZER", "mailto:stadga@ekvalla.example.se"),
        ("ATTENDEE;PARTSTAT=ACCEPTED;RSVP=FALSE", "mailto:sara@ekvalla.se"),
    ];
    for (name, value) in lines {
        assert_eq!(line(&calendar, name), value, "{name}");
    }
    let (app, case, sara) = (house.town.app(), house.town.case(), house.town.user("sara").to_string());
    let number = app.store().case_streams(case).unwrap().number.to_string();
    let ids = [case.to_string(), house.town.person().to_string(), sara, booking, number];
    let words = ["Per", "Holm", "Sara", "Torget", "Samtal", "samtal", "LOCATION", "DESCRIPTION"].map(str::to_owned);
    for secret in ids.iter().chain(&words) {
        assert!(!letter.contains(secret) && !calendar.contains(secret), "{secret}: {letter}");
    }
    assert_eq!(house.at("2026-11-26T09:05"), [""; 0], "it is known");
    let messages = house.messages();
    assert_eq!((messages.len(), messages[0].sent.is_some()), (1, true), "{messages:?}");
    assert_eq!(notice_label(&messages[0].about), Some("Kalenderinbjudan till en användare"));
    assert!(!messages[0].message.contains(&ids[2]) && !messages[0].message.contains(&ids[3]), "{messages:?}");
}

#[test]
fn a_meeting_that_is_moved_keeps_its_name_in_the_calendar_and_one_that_is_called_off_is_taken_away() {
    let house = House::new();
    house.choose("sara@ekvalla.se", true);
    let first = house.book(&[]);
    let (_, booked) = house.one("2026-11-26T09:00");
    let second = house.book(&[("ersatter", first.as_str()), ("dag", "2026-12-08"), ("klockan", "13.00")]);
    let (_, moved) = house.one("2026-11-26T09:10");
    assert_eq!(line(&moved, "UID"), line(&booked, "UID"));
    assert_eq!((line(&moved, "SEQUENCE"), line(&moved, "DTSTART")), ("1", "20261208T120000Z"));
    let third = house.book(&[("ersatter", second.as_str()), ("dag", "2026-12-09")]);
    let (_, again) = house.one("2026-11-26T09:20");
    assert_eq!((line(&again, "UID"), line(&again, "SEQUENCE")), (line(&booked, "UID"), "2"));

    house.call_off(&third);
    let (letter, gone) = house.one("2026-11-26T09:30");
    assert!(letter.contains("method=CANCEL"), "{letter}");
    assert_eq!((line(&gone, "METHOD"), line(&gone, "STATUS")), ("CANCEL", "CANCELLED"));
    assert_eq!((line(&gone, "UID"), line(&gone, "SEQUENCE")), (line(&booked, "UID"), "3"));
    assert_eq!(line(&gone, "DTSTART"), "20261209T090000Z", "the one that was there");
    assert_eq!(house.at("2026-11-26T09:40"), [""; 0], "once");

    // Another meeting goes by another name.
    house.book(&[]);
    let (_, other) = house.one("2026-11-26T09:50");
    assert_ne!(line(&other, "UID"), line(&booked, "UID"));
    assert_eq!(line(&other, "SEQUENCE"), "0");
}

#[test]
fn nobody_is_sent_meetings_who_has_not_asked_or_has_gone_nor_what_has_begun_or_lies_far_away() {
    let house = House::new();
    let today = house.book(&[("dag", "2026-11-26")]);
    let far = house.book(&[("dag", "2027-03-01")]);
    house.choose("sara@ekvalla.se", false);
    assert_eq!(house.at("2026-11-26T09:00"), [""; 0], "not asked for");
    house.choose("sara@ekvalla.se", true);
    assert_eq!(house.at("2026-11-26T10:00"), [""; 0], "it begins, and the other is more than sixty days away");
    house.call_off(&today);
    assert_eq!(house.at("2026-12-30T09:00"), [""; 0], "sixty-one");
    let (_, near) = house.one("2026-12-31T09:00");
    assert_eq!((line(&near, "DTSTART"), line(&near, "SEQUENCE")), ("20270301T090000Z", "0"));

    house.choose("sara@ekvalla.se", false);
    let moved = house.book(&[("ersatter", far.as_str()), ("dag", "2027-02-01")]);
    assert_eq!(house.at("2027-01-04T09:00"), [""; 0], "not any more");
    house.choose("sara@ekvalla.se", true);
    house.write("2027-01-04T09:10");
    house.town.app().close_account(None, house.town.user("sara")).unwrap();
    assert_eq!(house.send(), [""; 0], "a closed account is sent nothing, though it was written");
    house.call_off(&moved);
    assert_eq!(house.at("2027-01-04T09:20"), [""; 0]);
}

#[test]
fn what_was_called_off_before_it_was_told_of_is_told_in_no_letter_and_another_address_is_told_anew() {
    let house = House::new();
    house.choose("sara@ekvalla.se", true);
    let booking = house.book(&[]);
    house.write("2026-11-26T09:00");
    house.call_off(&booking);
    assert_eq!(house.at("2026-11-26T09:10"), [""; 0], "neither that it is booked nor that it is not");
    let messages = house.messages();
    assert!(messages.iter().all(|one| one.gave_up.is_some() && one.sent.is_none()), "{messages:?}");

    house.book(&[]);
    let (_, first) = house.one("2026-11-26T09:20");
    house.choose("sara.l@ekvalla.se", true);
    let (letter, second) = house.one("2026-11-26T09:30");
    assert!(letter.contains("To: sara.l@ekvalla.se"), "{letter}");
    assert_eq!((line(&second, "UID"), line(&second, "SEQUENCE")), (line(&first, "UID"), "1"));
}
