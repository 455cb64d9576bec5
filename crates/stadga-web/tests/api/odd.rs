//! Whatever a program sends, the answer is a receipt or a no of a known kind: never a fault.

use crate::call::{get, id, path, post, read, send};
use crate::town::Town;
use axum::body::Body;
use jiff::ToSpan;
use jiff::civil::DateTime;
use serde_json::{Map, Value, json};
use stadga_app::cases::{USE_CASES, UseCase};
use stadga_app::scenario::USERS;
use stadga_core::command::Access;
use stadga_core::form::{Field, FieldKind};
use stadga_core::{Fact, Id};
use std::collections::BTreeMap;

/// How many bodies are sent; `cargo xtask trust` asks for more.
const INPUTS: &str = "STADGA_TRUST_INPUTS";
/// The same bodies each time.
const SEED: u64 = 20_261_005;

/// Texts that somebody, some time, sends where something else is meant.
const ODD: &[&str] = &[
    "",
    " ",
    "\0",
    "a\nb\r\nc\td",
    "å\u{301}\u{202e}\u{feff}",
    "🦔🦔",
    "<script>alert(1)</script>",
    "' OR 1=1 --",
    "{{ 7 * 7 }}",
    "%s%n",
    "-1",
    "0",
    "4294967296",
    "99999999999999999999",
    "1e309",
    "9999-12-31",
    "-9999-01-01",
    "0000-00-00",
    "0001-01-01",
    "2026-02-30",
    "2026-10-05T08:00:00Z",
    "20261005",
    "24:00",
    "23:59",
    "00.00",
    "20000101-2384",
    "000101+2384",
    "991399-0000",
    "zzzzzzzzzzzzzzzz",
    "0000000000000000",
    ":",
    "ja: nej: ja",
    "x\ny: z",
];

const DAYS: &[&str] = &["2026-10-05", "2026-11-24", "2026-12-24", "2027-06-01", "1950-02-28", "9999-12-31"];

/// Values that look as if nobody had chosen them.
struct Chance {
    numbers: stadga_testkit::Chance,
    /// One in so many values is odd.
    odd: usize,
}

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.numbers.below(end)
    }

    fn of<T: Copy>(&mut self, all: &[T]) -> T {
        all[self.below(all.len())]
    }

    /// A text that the field may take, or one it may not.
    fn text(&mut self, kind: FieldKind, ids: &[Id]) -> String {
        let text = match kind {
            _ if self.below(self.odd) == 0 => self.of(ODD),
            FieldKind::Id | FieldKind::Ids | FieldKind::File => return self.of(ids).to_string(),
            FieldKind::Choice(words) | FieldKind::Choices(words) => self.of(words).0,
            FieldKind::Graded(words) => return format!("{}: {}", self.of(words).0, self.of(ODD)),
            FieldKind::Date => self.of(DAYS),
            FieldKind::Time => "10:00",
            FieldKind::PersonNumber => "20000101-2384",
            _ => "Ringde och berättade.",
        };
        text.to_owned()
    }

    fn value(&mut self, field: &Field, ids: &[Id]) -> Value {
        if self.below(4 * self.odd) == 0 {
            let texts: Vec<&str> = (0..self.below(4)).map(|_| self.of(ODD)).collect();
            return match self.below(6) {
                0 => Value::Null,
                1 => json!(self.below(2) == 0),
                2 => json!(-1.5e300),
                3 => json!({ "a": { "b": [] } }),
                4 => json!([1, null, []]),
                _ => json!(texts),
            };
        }
        match field.kind {
            FieldKind::Flag => json!(self.below(2) == 0),
            FieldKind::Number => json!(self.of(&[0u64, 1, 30, 4_294_967_295, u64::MAX])),
            FieldKind::List | FieldKind::Choices(_) | FieldKind::File | FieldKind::Ids | FieldKind::Graded(_) => {
                (0..self.below(4)).map(|_| self.text(field.kind, ids)).collect()
            }
            kind => json!(self.text(kind, ids)),
        }
    }

    /// A body for a use case. Most hold something odd, and some nothing at all.
    fn body(&mut self, use_case: &UseCase, ids: &[Id]) -> Map<String, Value> {
        self.odd = self.of(&[4, 12, 1_000_000]);
        let fields = use_case.fields.iter().filter_map(|field| {
            let given = field.required || self.below(3) > 0;
            (given && self.below(4 * self.odd) > 0).then(|| (field.name.to_owned(), self.value(field, ids)))
        });
        fields.collect()
    }
}

#[test]
fn no_body_whatever_is_in_it_is_answered_with_a_fault() {
    let inputs: usize = std::env::var(INPUTS).map_or(288, |inputs| inputs.parse().unwrap());
    let town = Town::new();
    let (case, assignment) = town.story("bestallning.skicka");
    let users = ["amina", "sara", "jonas", "nadja", "robert", "omar", "stina"];
    let mut chance = Chance { numbers: stadga_testkit::Chance::new(SEED), odd: 1 };
    let (mut ids, mut taken, mut saved) = (Vec::new(), 0, 0);
    for n in 0..inputs {
        if n % 100 == 0 {
            let store = town.app.store();
            let streams: Vec<Id> = assignment.into_iter().chain([case]).collect();
            ids = store.load(&streams).unwrap().iter().map(|event| event.id).collect();
            ids.extend(town.ids.values().chain(&streams));
        }
        let use_case = &USE_CASES[n % USE_CASES.len()];
        let body = chance.body(use_case, &ids);
        let who = users[chance.below(users.len())];
        let Ok(ctx) = town.app.ctx(town.id(who)) else { continue };
        let subject = use_case.access.subject(ctx.actor.post.role, Some(case), assignment);
        let answer = send(&town, who, &path(use_case.name, subject), &body.clone().into(), None);
        let (status, told) = read(&answer);
        assert!(status < 500, "{who} {} {}: {told:#}", use_case.name, Value::from(body));
        taken += usize::from(status != 404);
        saved += usize::from(status < 300);
    }
    println!(
        "trust: inputs: {inputs} bodies sent to {} use cases, {saved} saved and the others refused, 0 faults",
        USE_CASES.len()
    );
    assert!(taken * 4 > inputs && saved > 0, "{taken} reached a use case and {saved} were saved");
    assert!(town.app.store().verify().unwrap().is_sound());
    assert_eq!(town.app.rebuild().unwrap().differing, 0);
}

/// What is not drawn by lot where notes are to be read afterwards: what shuts out whoever would read them, and what
/// moves a note, which is done on purpose.
const NOT_BY_LOT: &[&str] = &["sparr.registrera", "omsesidig_sparr.registrera", "anteckning.flytta"];

/// A note that was answered as saved.
struct Note {
    who: &'static str,
    stream: Id,
    text: String,
    /// The day and the clock it is about, as they are shown.
    on: String,
    at: Value,
    /// Its receipt: the place in the log, and when it was saved.
    position: u64,
    saved: String,
    /// The event, once it has been looked up.
    event: Option<Id>,
    /// Something else stands in its place, or nothing does.
    replaced: bool,
    /// It was written, and does not stand in the place of another.
    first: bool,
}

/// Two cases with one caseworker, an assignment in the first, and what has been written in them.
struct Records {
    town: Town,
    chance: Chance,
    case: Id,
    other: Id,
    assignment: Id,
    ids: Vec<Id>,
    notes: Vec<Note>,
    tried: usize,
}

impl Records {
    fn begun() -> Self {
        let town = Town::new();
        let (case, assignment) = town.story("genomforandeplan.uppratta");
        let (unit, caseworker) = (town.id("vuxen"), town.id("sara"));
        let application = json!({
            "namn": "Eva Ek", "kanal": "telefon", "galler": "Stöd", "enhet": unit, "handlaggare": caseworker,
        });
        let (status, receipt) = post(&town, "amina", "/ansokan.registrera", &application);
        assert_eq!(status, 201, "{receipt:#}");
        let chance = Chance { numbers: stadga_testkit::Chance::new(SEED), odd: 1 };
        let (other, assignment) = (id(&receipt, "arende"), assignment.unwrap());
        Self { town, chance, case, other, assignment, ids: Vec::new(), notes: Vec::new(), tried: 0 }
    }

    /// What has happened since, to be named by what is sent.
    fn look_up(&mut self) {
        let streams = [self.case, self.other, self.assignment];
        let events = self.town.app.store().load(&streams).unwrap();
        self.ids = events.iter().map(|event| event.id).chain(self.town.ids.values().copied()).chain(streams).collect();
        let places: BTreeMap<u64, Id> = events.iter().map(|event| (event.position, event.id)).collect();
        for note in self.notes.iter_mut().filter(|note| note.event.is_none()) {
            note.event = places.get(&note.position).copied();
        }
    }

    /// A text that no other note has.
    fn text(&mut self) -> String {
        self.tried += 1;
        format!("Anteckning nr {:06} om ett samtal.", self.tried)
    }

    /// A note by somebody who writes there.
    fn write(&mut self, now: DateTime) {
        let text = self.text();
        let (who, stream, use_case) = match self.chance.below(5) {
            0 => ("omar", self.assignment, "genomforandeanteckning.skriv"),
            1 => ("robert", self.assignment, "genomforandeanteckning.skriv"),
            2 => ("nadja", self.case, "anteckning.skriv"),
            3 => ("sara", self.other, "anteckning.skriv"),
            _ => ("sara", self.case, "anteckning.skriv"),
        };
        let mut body = json!({ "text": text });
        let mut at = Value::Null;
        if stream != self.assignment {
            body["klockslag"] = json!(now.strftime("%H:%M").to_string());
            at = json!(now.strftime("%H:%M:00").to_string());
        }
        if let Some((position, saved)) = self.sent(who, use_case, stream, &body) {
            let on = now.date().to_string();
            let (event, replaced, first) = (None, false, true);
            self.notes.push(Note { who, stream, text, on, at, position, saved, event, replaced, first });
        }
    }

    /// What a note allows: it is corrected, withdrawn, moved, objected to, or somebody tries to delete it.
    fn touch(&mut self) {
        let known = |(_, note): &(usize, &Note)| note.event.is_some() && !note.replaced;
        let standing: Vec<usize> = self.notes.iter().enumerate().filter(known).map(|(place, _)| place).collect();
        if standing.is_empty() {
            return;
        }
        let place = self.chance.of(&standing);
        let (text, way) = (self.text(), self.chance.below(6));
        let note = &self.notes[place];
        let (who, stream, event) = (note.who, note.stream, note.event);
        let till = if stream == self.case { self.other } else { self.case };
        let why = "Det blev fel.";
        let (use_case, body) = match (way, stream == self.assignment) {
            (0, _) => return self.delete(who, stream, event),
            // What a note corrected goes with it when it is moved.
            (1, false) if note.first => ("anteckning.flytta", json!({ "handelse": event, "till": till, "skal": why })),
            (2, false) => ("handelse.aterkalla", json!({ "handelse": event, "skal": why })),
            (3, false) => ("invandning.anteckna", json!({ "handelse": event, "invandning": text })),
            (_, false) => ("anteckning.ratta", json!({ "handelse": event, "text": text, "skal": why })),
            (_, true) => ("genomforandeanteckning.ratta", json!({ "handelse": event, "text": text, "skal": why })),
        };
        let Some((position, saved)) = self.sent(who, use_case, stream, &body) else { return };
        self.notes[place].replaced = use_case != "invandning.anteckna";
        if use_case.ends_with(".ratta") {
            let (on, at) = (self.notes[place].on.clone(), self.notes[place].at.clone());
            let (event, replaced, first) = (None, false, false);
            self.notes.push(Note { who, stream, text, on, at, position, saved, event, replaced, first });
        }
    }

    /// Nothing answers to being deleted.
    fn delete(&self, who: &str, stream: Id, event: Option<Id>) {
        let event = event.map(|event| event.to_string()).unwrap_or_default();
        for at in ["arenden", "uppdrag"].map(|kind| format!("/api/v1/{kind}/{stream}")) {
            for address in [at.clone(), format!("{at}/handelser/{event}"), format!("{at}/handlingar/{event}")] {
                let request = self.town.request(who, "DELETE", &address).body(Body::empty()).unwrap();
                let status = self.town.ask(request).status.as_u16();
                assert!([404, 405].contains(&status), "DELETE {address}: {status}");
            }
        }
    }

    /// Whatever else, by whoever it may be.
    fn anything(&mut self) {
        let use_case = &USE_CASES[self.chance.below(USE_CASES.len())];
        let who = self.chance.of(&["amina", "sara", "jonas", "nadja", "robert", "omar", "stina"]);
        // Who works here is left alone: somebody is to read it all.
        if NOT_BY_LOT.contains(&use_case.name) || matches!(use_case.access, Access::Organisation(_)) {
            return;
        }
        let body = self.chance.body(use_case, &self.ids);
        let case = self.chance.of(&[self.case, self.other]);
        let Ok(ctx) = self.town.app.ctx(self.town.id(who)) else { return };
        let subject = use_case.access.subject(ctx.actor.post.role, Some(case), Some(self.assignment));
        let answer = send(&self.town, who, &path(use_case.name, subject), &body.clone().into(), None);
        let (status, told) = read(&answer);
        assert!(status < 500, "{who} {} {}: {told:#}", use_case.name, Value::from(body));
    }

    /// Sends; the place in the log and the moment when it was saved.
    fn sent(&self, who: &str, use_case: &str, stream: Id, body: &Value) -> Option<(u64, String)> {
        let (status, receipt) = post(&self.town, who, &path(use_case, Some(stream)), body);
        assert!(status < 500, "{who} {use_case} {body}: {receipt:#}");
        let saved = (status < 300).then(|| receipt["registrerad"].as_str().unwrap().to_owned());
        saved.map(|saved| (receipt["position"].as_u64().unwrap(), saved))
    }

    /// Everything that stands in the records as somebody may read them, through the API.
    fn read_by(&self, who: &str) -> Vec<Value> {
        let cases = [self.case, self.other].map(|case| format!("/arenden/{case}"));
        let pages = cases.iter().cloned().chain([format!("/uppdrag/{}", self.assignment)]);
        let answers = pages.map(|page| get(&self.town, who, &page)).filter(|(status, _)| *status == 200);
        answers.flat_map(|(_, page)| page["handelser"].as_array().unwrap().clone()).collect()
    }

    /// Reads every note back, by whoever wrote it and, where they reach it no more, by somebody who does; how many
    /// were read by whoever wrote them.
    fn check_read_back(&self) -> usize {
        let readers = ["sara", "nadja", "omar", "robert"];
        let read: BTreeMap<&str, Vec<Value>> = readers.map(|who| (who, self.read_by(who))).into();
        let mut own = 0;
        for note in &self.notes {
            let name = USERS.iter().find(|user| user.key == note.who).unwrap().name;
            let is = |row: &Value| {
                let (text, by) = (row["text"].as_str().unwrap(), row["vem"].as_str().unwrap());
                let written = by.starts_with(name) || text.contains(name);
                text.contains(&note.text) && written && row["datum"] == note.on.as_str() && row["klockslag"] == note.at
            };
            let by_own = read[note.who].iter().any(is);
            own += usize::from(by_own);
            assert!(by_own || read.values().flatten().any(is), "{} by {}, {}: gone", note.text, note.who, note.on);
        }
        own
    }

    /// The log has every note as it was answered: by whom, when, and in what words.
    fn check_logged(&self) {
        let events = self.town.app.store().load(&[self.case, self.other, self.assignment]).unwrap();
        let places: BTreeMap<u64, &stadga_core::Event> = events.iter().map(|event| (event.position, event)).collect();
        for note in &self.notes {
            let event = places[&note.position];
            let text = match &event.fact {
                Fact::JournalanteckningSkriven(fact) => &fact.text,
                Fact::GenomforandeanteckningSkriven(fact) => &fact.text,
                other => panic!("{} is {}", note.text, other.name()),
            };
            let found = (event.subject, event.signature.user, event.recorded_at.to_string(), text);
            assert_eq!(found, (note.stream, self.town.id(note.who), note.saved.clone(), &note.text));
        }
    }
}

#[test]
fn ac1_no_body_whatever_takes_away_a_note_that_was_saved() {
    let inputs: usize = std::env::var(INPUTS).map_or(300, |inputs| inputs.parse().unwrap());
    let mut records = Records::begun();
    let begun: DateTime = "2026-12-22T08:00".parse().unwrap();
    for n in 0..inputs {
        let now = begun.saturating_add(i64::try_from(n).unwrap().minutes());
        records.town.at(&now.strftime("%Y-%m-%dT%H:%M").to_string());
        if n % 20 == 0 {
            records.look_up();
        }
        match records.chance.below(8) {
            0 | 1 => records.write(now),
            2 => records.touch(),
            _ => records.anything(),
        }
    }
    let (saved, own) = (records.notes.len(), records.check_read_back());
    records.check_logged();
    let replaced = records.notes.iter().filter(|note| note.replaced).count();
    println!(
        "trust: inputs: {inputs} acts by lot, {saved} notes saved in them, {replaced} of those corrected, withdrawn or \
         moved, all read back"
    );
    assert!(saved * 8 > inputs && replaced > 5, "{saved} notes were saved and {replaced} replaced");
    assert!(own * 2 > saved, "{own} of {saved} were read by whoever wrote them");
    assert!(records.town.app.store().verify().unwrap().is_sound());
    assert_eq!(records.town.app.rebuild().unwrap().differing, 0);
}
