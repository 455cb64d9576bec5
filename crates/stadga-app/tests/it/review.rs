//! The head's review of a month: whoever has read what they had no part in stands first.

use crate::town::PACKS;
use jiff::Timestamp;
use jiff::civil::DateTime;
use stadga_app::packs::Library;
use stadga_app::scenario::{UNITS, counted_ids, stockholm};
use stadga_app::setup::UserPlan;
use stadga_app::{App, view};
use stadga_core::Id;
use stadga_core::ctx::Post;
use stadga_core::fact::organisation::Roll;
use stadga_store::{AuditKind, AuditRow, Clock, MasterKey, Purpose, Store};
use stadga_testkit::Ground;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// A unit of two hundred, its head among them.
struct Unit {
    app: App,
    ids: BTreeMap<String, Id>,
    now: Arc<Mutex<Timestamp>>,
    _ground: Ground,
}

const STAFF: usize = 199;

impl Unit {
    fn new() -> Self {
        let ground = Ground::chosen();
        let now = Arc::new(Mutex::new(instant("2026-10-01T08:00")));
        let clock: Clock = {
            let now = now.clone();
            Arc::new(move || *now.lock().unwrap())
        };
        let store =
            Store::at(ground.place(), Purpose::Synthetic, clock.clone(), MasterKey::from_bytes([7; 32])).unwrap();
        let app = App::open(store, clock, counted_ids(), true).unwrap();
        let keys: Vec<String> = (0..STAFF).map(|n| format!("u{n:03}")).collect();
        let names: Vec<String> = (0..STAFF).map(|n| format!("Anställd Nummer{n:03}")).collect();
        let user = |key, name, role, unit| UserPlan { key, name, role, unit };
        let mut plans: Vec<UserPlan<'_>> =
            keys.iter().zip(&names).map(|(key, name)| user(key, name, Roll::Socialsekreterare, "vuxen")).collect();
        plans.push(user("nadja", "Nadja Blom", Roll::Enhetschef, "vuxen"));
        let founded = app.found(UNITS, &plans, &Library::read(Path::new(PACKS)).unwrap().stack_of("ekvalla")).unwrap();
        Self { app, ids: founded.ids, now, _ground: ground }
    }

    fn at(&self, local: &str) {
        *self.now.lock().unwrap() = instant(local);
    }

    /// One answer, as the pages write it down.
    fn reads(&self, key: &str, what: &str, (kind, ground): (AuditKind, &str), subject: u32) {
        let unit = self.ids["vuxen"];
        let row = AuditRow {
            user: self.ids[key],
            post: Some(Post { role: Roll::Socialsekreterare, unit }),
            what: what.to_owned(),
            kind,
            subjects: vec![Id::from_bytes([7, 7, 7, 7, 7, 7, 7, 0, (subject / 256) as u8, (subject % 256) as u8])],
            ground: ground.to_owned(),
            detail: String::new(),
        };
        self.app.store().audit(row).unwrap();
    }

    fn review(&self, month: &str) -> view::ReviewPage {
        self.app.review_page(&self.app.ctx(self.ids["nadja"]).unwrap(), month.parse().ok()).unwrap()
    }
}

fn instant(local: &str) -> Timestamp {
    let local: DateTime = local.parse().unwrap();
    stockholm(local.date(), local.time()).unwrap()
}

const OWN: (AuditKind, &str) = (AuditKind::View, "handlaggare");

#[test]
fn ac15_of_two_hundred_the_one_with_130_odd_lookups_stands_first() {
    let unit = Unit::new();
    // A month like others: everybody reads their own, some far more than others, and some late one evening.
    unit.at("2026-10-14T10:00");
    for n in 0..STAFF {
        let key = format!("u{n:03}");
        for round in 0..8 + n % 5 {
            unit.reads(&key, "arende.visa", OWN, (n * 5 + round % 5) as u32);
        }
    }
    for _ in 0..400 {
        unit.reads("u150", "arende.visa", OWN, 3);
    }
    unit.at("2026-10-15T22:30");
    for key in ["u010", "u020", "u030"] {
        (0..6).for_each(|n| unit.reads(key, "arende.visa", OWN, n));
    }
    // And one who has no business there: 60 opened without a part in them, 40 tried, 30 at night.
    unit.at("2026-10-20T14:00");
    (0..60).for_each(|n| unit.reads("u117", "arende.visa", (AuditKind::View, "nodoppning"), 5_000 + n));
    (0..40).for_each(|n| unit.reads("u117", "arende.visa", (AuditKind::Denied, ""), 6_000 + n));
    unit.at("2026-10-21T02:10");
    (0..30).for_each(|n| unit.reads("u117", "arende.visa", OWN, 7_000 + n));
    // The month after is another month.
    unit.at("2026-11-02T03:00");
    (0..500).for_each(|n| unit.reads("u001", "arende.visa", OWN, n));

    let page = unit.review("2026-10-01");
    assert_eq!(page.readers.len(), STAFF);
    let told: Vec<String> = page
        .readers
        .iter()
        .take(4)
        .map(|reader| {
            let odd: Vec<String> = reader.odd.iter().map(|(kind, times)| format!("{times} {}", kind.label())).collect();
            format!("{} {}: {}", reader.points, reader.name, odd.join(", "))
        })
        .collect();
    assert!(
        told[0].contains("Nummer117: 60 utan uppdrag i ärendet, 40 försök som nekades, 30 mellan kl. 22 och 6"),
        "{told:#?}"
    );
    assert!(page.readers[0].points > 10 * page.readers[1].points, "{told:#?}");
    let evening: Vec<&str> = page.readers[1..4].iter().map(|reader| reader.name.as_str()).collect();
    assert_eq!(evening, ["Anställd Nummer010", "Anställd Nummer020", "Anställd Nummer030"]);
    assert_eq!(page.readers[4].points, 0, "to read one's own a lot is nothing to ask about");
    assert_eq!(page.due.map(|day| day.to_string()).as_deref(), Some("2026-11-13"));
    let waiting: Vec<String> =
        page.waiting.iter().map(|due| format!("{} {} {}", due.month, due.art, due.due)).collect();
    assert_eq!(waiting, ["2026-10-01 logg 2026-11-13", "2026-10-01 andringar 2026-11-13"]);
}
