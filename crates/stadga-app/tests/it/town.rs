//! Ekvalla in a folder that disappears, where every scenario of the packs can be lived at once.

use jiff::Timestamp;
use jiff::civil::{Date, Time, time};
use stadga_app::packs::Library;
use stadga_app::scenario::{UNITS, USERS, counted_ids, stockholm};
use stadga_app::{App, AppError, Done, Request, cases};
use stadga_core::event::StreamKind;
use stadga_core::form::Form;
use stadga_core::state::CaseFile;
use stadga_core::{Ctx, Id};
use stadga_store::{Clock, MasterKey, Purpose, Store, StoredAudit};
use stadga_testkit::Ground;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// The packs of the repository.
pub const PACKS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs");

/// An application, as reception takes it.
pub const APPLICATION: &str = "namn=\"Per Holm\" nummer=19950101-2380 kanal=telefon galler=\"Hjälp att sluta dricka\" enhet=vuxen handlaggare=sara";

/// A municipality.
pub struct Town {
    /// Its use cases.
    pub app: App,
    /// Units and users by key.
    pub ids: BTreeMap<String, Id>,
    /// The database.
    pub ground: Ground,
    now: Arc<Mutex<Timestamp>>,
}

/// A line of a scenario that does something.
struct Act {
    at: Timestamp,
    story: usize,
    who: String,
    use_case: String,
    fields: Vec<(String, String)>,
}

impl Town {
    /// Founded in the morning of 2026-10-05.
    pub fn new() -> Self {
        Self::on(Ground::chosen())
    }

    /// The same in a database of one's choice.
    pub fn on(ground: Ground) -> Self {
        Self::founded(ground, stockholm("2026-10-05".parse().unwrap(), time(8, 0, 0, 0)).unwrap())
    }

    fn founded(ground: Ground, start: Timestamp) -> Self {
        let now = Arc::new(Mutex::new(start));
        let clock = told_by(&now);
        let key = MasterKey::from_bytes([7; 32]);
        let store = Store::at(ground.place(), Purpose::Synthetic, clock.clone(), key).unwrap();
        let app = App::open(store, clock, counted_ids(), true).unwrap();
        let founded = app.found(UNITS, USERS, &Library::read(Path::new(PACKS)).unwrap().stack_of("ekvalla")).unwrap();
        Self { app, ids: founded.ids, ground, now }
    }

    /// A municipality where every scenario of every pack has been lived, all of them side by side.
    pub fn lived() -> Self {
        Self::lived_on(Ground::chosen())
    }

    /// The same in a database of one's choice.
    pub fn lived_on(ground: Ground) -> Self {
        let mut acts = scenarios();
        acts.sort_by_key(|act| act.at);
        // Whoever acts first must hold a post by then.
        let town = Self::founded(ground, acts[0].at);
        let mut known: BTreeMap<usize, Id> = BTreeMap::new();
        let mut done = 0;
        for act in &acts {
            *town.now.lock().unwrap() = act.at;
            let subject = known.get(&act.story).and_then(|case| town.subject(&act.who, &act.use_case, *case));
            let form = town.form(&act.use_case, &act.fields);
            if let Ok(receipt) = town.ask(&act.who, &act.use_case, subject, &form) {
                if subject.is_some() || cases::find(&act.use_case).unwrap().access.opens() {
                    known.entry(act.story).or_insert(receipt.case);
                }
                done += 1;
            }
        }
        assert!(known.len() > 40 && done > 300, "{} cases, {done} acts", known.len());
        town
    }

    /// The clock.
    pub fn clock(&self) -> Clock {
        told_by(&self.now)
    }

    /// Sets the clock: nine in the morning of a day.
    pub fn at(&self, day: Date) {
        *self.now.lock().unwrap() = stockholm(day, time(9, 0, 0, 0)).unwrap();
    }

    /// A user or a unit.
    pub fn id(&self, key: &str) -> Id {
        *self.ids.get(key).unwrap_or_else(|| panic!("nobody is called {key}"))
    }

    /// The surroundings of a user.
    pub fn ctx(&self, who: &str) -> Ctx {
        self.app.ctx(self.id(who)).unwrap()
    }

    /// A use case with fields as in a scenario.
    pub fn does(&self, who: &str, use_case: &str, subject: Option<Id>, fields: &str) -> Result<Done, AppError> {
        let form = self.form(use_case, &pairs(fields));
        self.ask(who, use_case, subject, &form)
    }

    /// The audit rows written while something is done, as `kind what`.
    pub fn audited(&self, work: impl FnOnce()) -> Vec<String> {
        let all = || self.app.store().audit_after(0, 1_000_000).unwrap();
        let before = all().len();
        work();
        let told = |stored: StoredAudit| format!("{} {}", stored.row.kind.word(), stored.row.what);
        all().split_off(before).into_iter().map(told).collect()
    }

    /// Every case, folded from its events.
    pub fn files(&self) -> Vec<(Id, CaseFile)> {
        self.files_of(StreamKind::Arende)
    }

    /// Every matter of a register, folded.
    pub fn matters(&self) -> Vec<(Id, CaseFile)> {
        self.files_of(StreamKind::Verksamhet)
    }

    fn files_of(&self, kind: StreamKind) -> Vec<(Id, CaseFile)> {
        let store = self.app.store();
        let folded = |case: Id| {
            let mut streams = vec![case];
            streams.extend(store.case_streams(case).unwrap().assignments);
            (case, CaseFile::fold(store.load(&streams).unwrap()))
        };
        store.streams(kind).unwrap().into_iter().map(folded).collect()
    }

    fn ask(&self, who: &str, use_case: &str, subject: Option<Id>, form: &Form) -> Result<Done, AppError> {
        let mut ctx = self.ctx(who);
        self.app.execute(&mut ctx, &Request { use_case, subject, command: self.app.next_id(), form })
    }

    /// What somebody's use case is about, in a case with one assignment.
    pub fn subject(&self, who: &str, use_case: &str, case: Id) -> Option<Id> {
        let role = self.ctx(who).actor.post.role;
        cases::find(use_case)?.access.subject(role, Some(case), self.app.newest_assignment(case).unwrap())
    }

    fn form(&self, use_case: &str, fields: &[(String, String)]) -> Form {
        let table = cases::find(use_case).map_or(&[][..], |case| case.fields);
        let is_id = |name: &str| table.iter().any(|field| field.name == name && field.kind.holds_ids());
        Form::from_pairs(fields.iter().map(|(name, value)| {
            let id = self.ids.get(value).filter(|_| is_id(name));
            (name.clone(), id.map_or_else(|| value.clone(), ToString::to_string))
        }))
    }
}

fn told_by(now: &Arc<Mutex<Timestamp>>) -> Clock {
    let now = now.clone();
    Arc::new(move || *now.lock().unwrap())
}

/// The acts of every scenario of every pack, each scenario with a number of its own.
fn scenarios() -> Vec<Act> {
    let packs = std::fs::read_dir(PACKS)
        .unwrap()
        .flat_map(|pack| std::fs::read_dir(pack.unwrap().path().join("cases")).unwrap());
    let mut files: Vec<PathBuf> = packs.map(|file| file.unwrap().path()).collect();
    files.sort();
    let texts = files.iter().map(|file| std::fs::read_to_string(file).unwrap());
    // One that brings people of its own plays in another municipality.
    texts
        .filter(|text| !text.lines().any(|line| line.starts_with("person: ")))
        .enumerate()
        .flat_map(|(story, text)| text.lines().filter_map(|line| act(story, line)).collect::<Vec<_>>())
        .collect()
}

fn act(story: usize, line: &str) -> Option<Act> {
    let (head, rest) = line.split_once(": ")?;
    let words: Vec<&str> = head.split(' ').collect();
    let day: Date = words.first()?.parse().ok()?;
    let (clock, who) = match words[1..] {
        [clock, who] => (clock.parse::<Time>().ok()?, who),
        [who] => (time(9, 0, 0, 0), who),
        _ => return None,
    };
    let (use_case, fields) = rest.split_once(' ').unwrap_or((rest, ""));
    Some(Act {
        at: stockholm(day, clock)?,
        story,
        who: who.to_owned(),
        use_case: use_case.to_owned(),
        fields: pairs(fields),
    })
}

/// `name=value name="a value"`.
fn pairs(text: &str) -> Vec<(String, String)> {
    let mut pairs = Vec::new();
    let mut rest = text.trim();
    while let Some((name, after)) = rest.split_once('=') {
        let (value, left) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"').unwrap(),
            None => after.split_once(' ').unwrap_or((after, "")),
        };
        pairs.push((name.to_owned(), value.replace("\\n", "\n")));
        rest = left.trim();
    }
    pairs
}
