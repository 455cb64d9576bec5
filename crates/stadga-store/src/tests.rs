//! Tests: what both databases must do and withstand, what is the file's or the server's own, and what
//! holds for any grants. What needs a server says so and is passed over where there is none.

mod conformance;
mod copy;
mod disk;
mod file;
mod files;
mod kill;
mod power;
mod reach;
mod server;
mod withstand;
mod world;

pub(crate) use world::{World, on_both};

use crate::{Append, AuditKind, AuditRow, MasterKey, NewBlob, NewStream, Purpose, Rows, Store};
use crate::{
    BoardRow, BookingRow, CaseRow, DutyRow, DutyState, ExecutionRow, MailingRow, MinutesRow, OwnerRow, PersonRow, Why,
};
use jiff::civil::{Date, date};
use jiff::{SignedDuration, Timestamp};
use stadga_core::access::{Grant, Ground, Holder, Reach};
use stadga_core::ctx::Post;
use stadga_core::event::{NewEvent, Signature, StreamKind};
use stadga_core::fact::arende::{ArendeArt, ArendeOppnat, JournalanteckningSkriven};
use stadga_core::fact::handling::{Ankomst, Fil, Filtyp, HandlingArt, HandlingRegistrerad, Inkomstvag};
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::person::PersonRegistrerad;
use stadga_core::{Fact, Id};

/// The day the tests take place.
pub(crate) const TODAY: Date = date(2026, 11, 22);
/// The second they ask.
pub(crate) const NOW: Timestamp = Timestamp::constant(1_795_000_000, 0);

/// The `n`th id of a kind of thing.
pub(crate) fn id(kind: u8, n: u32) -> Id {
    let mut bytes = [kind; 10];
    bytes[..4].copy_from_slice(&n.to_be_bytes());
    Id::from_bytes(bytes)
}

pub(crate) fn board() -> Id {
    id(b'B', 0)
}

pub(crate) fn unit() -> Id {
    id(b'U', 1)
}

pub(crate) fn caseworker() -> Id {
    id(b'A', 1)
}

/// The audit row of something the caseworker looked at.
pub(crate) fn seen(what: &str) -> AuditRow {
    AuditRow {
        user: caseworker(),
        post: None,
        what: what.to_owned(),
        kind: AuditKind::View,
        subjects: vec![case(1)],
        ground: "handlaggare".to_owned(),
        detail: String::new(),
    }
}

pub(crate) fn person(n: u32) -> Id {
    id(b'P', n)
}

pub(crate) fn case(n: u32) -> Id {
    id(b'C', n)
}

pub(crate) fn reach() -> Reach {
    Reach {
        user: caseworker(),
        posts: Vec::new(),
        lent: Vec::new(),
        duty: Vec::new(),
        on: TODAY,
        at: NOW,
        apart: Vec::new(),
    }
}

pub(crate) fn signature() -> Signature {
    let post = Post { role: Roll::Socialsekreterare, unit: unit() };
    Signature { user: caseworker(), post, on_behalf_of: None }
}

/// An append of events and nothing else.
pub(crate) fn append(command: u32, events: Vec<NewEvent>) -> Append {
    Append {
        command: id(b'K', command),
        signature: signature(),
        packs: "lag:1".to_owned(),
        expects: Vec::new(),
        events,
        new_streams: Vec::new(),
        rows: Rows::default(),
        blobs: Vec::new(),
        erases: Vec::new(),
        audit: None,
    }
}

/// Opens the `n`th case, for a person of that name, with one duty and the caseworker let in.
pub(crate) fn opening(n: u32, name: &str) -> Append {
    let opened = ArendeOppnat { person: person(n), enhet: unit(), art: ArendeArt::Ansokan, mottagning: None };
    let registered = PersonRegistrerad { namn: name.to_owned(), nummer: None, beskrivning: None };
    let mut job = append(
        n,
        vec![
            NewEvent::new(id(b'E', n), StreamKind::Person, person(n), TODAY, registered),
            NewEvent::new(id(b'F', n), StreamKind::Arende, case(n), TODAY, opened),
        ],
    );
    let stream = |subject, kind, person| NewStream { subject, kind, person, holder: board(), root: None };
    job.new_streams =
        vec![stream(person(n), StreamKind::Person, None), stream(case(n), StreamKind::Arende, Some(person(n)))];
    job.expects = vec![(person(n), 0), (case(n), 0)];
    job.rows = rows(n, name);
    job
}

pub(crate) fn rows(n: u32, name: &str) -> Rows {
    let row = CaseRow {
        subject: case(n),
        person: person(n),
        unit: unit(),
        caseworker: Some(caseworker()),
        stage: "utredning".to_owned(),
        opened_on: TODAY,
        closed_on: None,
        next_due: None,
        decided: Some((TODAY, 10 * n)),
        kind: Some("ansokan".to_owned()),
        acute: false,
        unassessed: false,
        register: None,
    };
    let number = Some(format!("20000101{n:04}"));
    let grant =
        Grant { holder: Holder::User(caseworker()), ground: Ground::Handlaggare, from: TODAY, to: None, until: None };
    Rows {
        cases: vec![row],
        persons: vec![PersonRow { subject: person(n), name: name.to_owned(), number, protected: false }],
        assignments: Vec::new(),
        duties: vec![(case(n), vec![duty(n, "1", Holder::User(caseworker()))])],
        grants: vec![(case(n), vec![grant])],
        idle: Vec::new(),
        bookings: vec![(case(n), vec![booking(n)])],
        executions: vec![(case(n), vec![execution(n)])],
        minutes: vec![(case(n), vec![minutes(n)])],
        boards: vec![(case(n), vec![delegated(n)])],
        mailings: vec![(case(n), vec![mailing(n)])],
    }
}

/// A letter that waits: of the first case since yesterday, of the others since today.
pub(crate) fn mailing(n: u32) -> MailingRow {
    let on = if n == 1 { TODAY.yesterday().unwrap() } else { TODAY };
    MailingRow { id: id(b'U', n), case: case(n), person: person(n), letter: id(b'L', n), on }
}

/// A decision by delegation, of today.
pub(crate) fn delegated(n: u32) -> BoardRow {
    let kind = String::from("delegation");
    BoardRow { id: id(b'D', n), case: case(n), person: person(n), kind, on: TODAY }
}

/// A decision that waits for the notice board, or whose notice comes down today: the first and the others.
pub(crate) fn minutes(n: u32) -> MinutesRow {
    MinutesRow {
        id: id(b'M', n),
        case: case(n),
        person: person(n),
        decision: id(b'B', n),
        kind: "sammantrade".to_owned(),
        on: TODAY,
        until: (n > 1).then_some(TODAY),
    }
}

/// A decision that was not carried out in time: the first still is not, the second was a day too late.
pub(crate) fn execution(n: u32) -> ExecutionRow {
    let settled = (n > 1).then(|| (TODAY, "verkstallt".to_owned()));
    ExecutionRow {
        id: id(b'X', n),
        case: case(n),
        person: person(n),
        decision: id(b'X', n),
        kind: "beslut".to_owned(),
        insats: "oppenvard".to_owned(),
        since: TODAY.yesterday().unwrap(),
        due: TODAY.yesterday().unwrap(),
        settled,
        in_part: n == 1,
        reports: vec!["2026-3".to_owned(); usize::from(n > 1)],
        told_on: None,
    }
}

/// A meeting the caseworker has with the person the day after.
pub(crate) fn booking(n: u32) -> BookingRow {
    BookingRow {
        id: id(b'B', n),
        subject: case(n),
        case: case(n),
        person: person(n),
        day: TODAY.tomorrow().unwrap(),
        at: jiff::civil::time(10, 0, 0, 0),
        minutes: 60,
        kind: "samtal".to_owned(),
        form: "hos_oss".to_owned(),
        confirmed: n == 1,
        holders: vec![Holder::User(caseworker())],
    }
}

pub(crate) fn duty(n: u32, name: &str, holder: Holder) -> DutyRow {
    DutyRow {
        id: name.to_owned(),
        case: case(n),
        subject: case(n),
        rule: "lag:skyddsbedomning".to_owned(),
        occurrence: 1,
        trigger_on: TODAY,
        opens_on: TODAY,
        due_strict: Some(TODAY.tomorrow().unwrap()),
        due_legal: None,
        word: None,
        weight: 10,
        state: DutyState::Open,
        met_on: None,
        target: case(n),
        receipt: "Ansökan inkommen: söndag 22 november 2026.\nEn dag efter.".to_owned(),
        owners: vec![OwnerRow { holder, from: TODAY, why: Why::Owner }],
    }
}

/// A note in the `n`th case.
pub(crate) fn note(n: u32, event: u32, text: &str) -> NewEvent {
    let note = JournalanteckningSkriven { rubrik: "Telefonsamtal".to_owned(), text: text.to_owned(), flyttad: None };
    NewEvent::new(id(b'N', event), StreamKind::Arende, case(n), TODAY, Fact::from(note))
}

/// A document that came in to the `n`th case, with its file.
pub(crate) fn paper(n: u32, event: u32, content: &[u8]) -> (NewEvent, NewBlob) {
    let file = Fil {
        namn: "intyg.txt".to_owned(),
        typ: Filtyp::Text,
        storlek: u32::try_from(content.len()).unwrap(),
        sha256: crate::sha256(content),
    };
    let fact = HandlingRegistrerad {
        art: HandlingArt::Intyg,
        fran: "Vårdcentralen".to_owned(),
        vag: Inkomstvag::Brev,
        nadde: TODAY,
        ankomst: Ankomst::SammaDag,
        anteckning: None,
        filer: vec![file],
    };
    let event = NewEvent::new(id(b'H', event), StreamKind::Arende, case(n), TODAY, fact);
    (event, NewBlob { subject: case(n), content: content.into() })
}

/// An append of a document with its file.
pub(crate) fn filing(command: u32, n: u32, content: &[u8]) -> Append {
    let (event, blob) = paper(n, command, content);
    Append { blobs: vec![blob], ..append(command, vec![event]) }
}
