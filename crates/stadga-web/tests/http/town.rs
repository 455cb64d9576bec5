//! Ekvalla in a folder that disappears: its clock can be set, and its web is asked as a browser asks.

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode, header};
use axum::{Router, http};
use jiff::Timestamp;
use jiff::civil::DateTime;
use stadga_app::accounts::Cost;
use stadga_app::jobs::Job;
use stadga_app::packs::Library;
use stadga_app::scenario::{UNITS, USERS, counted_ids, stockholm};
use stadga_app::setup::{UnitPlan, UserPlan};
use stadga_app::{App, cases};
use stadga_core::Id;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_rules::PackFiles;
use stadga_store::{AuditKind, Clock, MasterKey, Purpose, Store, StoredAudit};
use stadga_testkit::Ground;
use stadga_web::{Doors, Settings, Ways, router};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// Names and values of a form.
pub type Fields<'a> = &'a [(&'a str, &'a str)];

/// The person of the story; the number is of the series that is published for testing.
pub const PER: &str = "Per Holm";
/// His number.
pub const NUMBER: &str = "19950101-2380";

/// What stands in the investigation and nowhere else.
pub const SECRET: &str = "Brodern missbrukar och bor i samma lägenhet.";

/// One case from application to closing: when, who, what, with which fields.
pub const STORY: &[(&str, &str, &str, Fields<'static>)] = &[
    (
        "2026-10-05T09:10",
        "amina",
        "ansokan.registrera",
        &[
            ("namn", PER),
            ("nummer", NUMBER),
            ("kanal", "telefon"),
            ("galler", "Hjälp att sluta dricka"),
            ("enhet", "vuxen"),
            ("handlaggare", "sara"),
        ],
    ),
    (
        "2026-10-20T09:00",
        "sara",
        "instrument.registrera",
        &[
            ("instrument", "asi"),
            ("utfall", "genomfort"),
            ("sammanfattning", "ASI är gjord. Behov av stöd kring alkohol och arbete."),
        ],
    ),
    (
        "2026-11-10T09:00",
        "sara",
        "utredning.sammanstall",
        &[
            ("delaktighet", "Vi har träffats tre gånger."),
            ("behov", SECRET),
            ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
            ("mal", "Komma tillbaka till arbetet"),
            ("forslag", "oppenvard"),
        ],
    ),
    (
        "2026-11-11T09:00",
        "sara",
        "kommunicering.skicka",
        &[
            ("svar_senast", "2026-11-18"),
            ("kanal", "brev"),
            ("underlag", "Utredning 2026-11-10"),
            ("andra_personer_genomgangna", "ja"),
        ],
    ),
    ("2026-11-25T09:00", "sara", "beslut.fatta", DECISION),
    ("2026-11-25T14:00", "sara", "beslut.underratta", &[("kanal", "telefon")]),
    (
        "2026-11-26T09:00",
        "sara",
        "bestallning.skicka",
        &[("utforare", "oppenvarden"), ("dela_mal", "ja"), ("dela_omfattning", "ja")],
    ),
    ("2026-11-27T09:00", "robert", "uppdrag.ta_emot", &[("behandlare", "omar")]),
    (
        "2026-12-07T09:00",
        "omar",
        "mote.registrera",
        &[
            ("art", "inledande"),
            ("deltagare", "Per\nSara\nOmar"),
            ("sammanfattning", "Vi gick igenom målen."),
            ("insatsen_paborjas", "ja"),
        ],
    ),
    (
        "2026-12-21T09:00",
        "omar",
        "genomforandeplan.uppratta",
        &[
            ("egna_ord", "Jag vill orka jobba igen."),
            ("mal", "Sluta dricka"),
            ("arbetssatt", "Samtal en gång i veckan."),
            ("godkannande", "godkand"),
        ],
    ),
    (
        "2027-03-24T09:00",
        "sara",
        "uppfoljning.registrera",
        &[
            ("egen_syn", "Det går bättre."),
            ("deltagare", "den_enskilde"),
            ("deltagare", "handlaggare"),
            ("deltagare", "behandlare"),
            ("malbedomning", "delvis: Sluta dricka"),
            ("maluppfyllelse", "Delvis."),
            ("instrument", "ASI 2027-03-24"),
            ("fortsattning", "avslutas"),
        ],
    ),
    (
        "2027-03-24T13:00",
        "omar",
        "avslutningssamtal.registrera",
        &[
            ("deltagare", "den_enskilde"),
            ("deltagare", "handlaggare"),
            ("deltagare", "behandlare"),
            ("sammanfattning", "Per arbetar halvtid."),
        ],
    ),
    ("2027-03-31T09:00", "sara", "insats.avsluta", &[("skal", "Målen är nådda.")]),
    ("2027-04-06T09:00", "sara", "arende.avsluta", &[("orsak", "insatsen_klar"), ("skal", "Insatsen är genomförd.")]),
];

/// A decision that nothing stands in the way of, on 2026-11-25.
pub const DECISION: Fields<'static> = &[
    ("utfall", "bifall"),
    ("insats", "oppenvard"),
    ("omfattning", "En gång i veckan"),
    ("fran", "2026-11-30"),
    ("till", "2027-03-31"),
    ("mal", "Komma tillbaka till arbetet"),
    ("skal", "Utredningen visar att behovet finns."),
];

/// An answer, read to the end.
pub struct Answer {
    /// The status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The body.
    pub body: String,
}

impl Answer {
    /// Where it sends the browser; empty when it does not.
    pub fn location(&self) -> &str {
        self.header("location")
    }

    /// A header's value; empty when it is missing.
    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body without its tags and soft hyphens and with entities as letters, as it is read.
    pub fn text(&self) -> String {
        // By whole pieces: thousands of pages are read.
        let mut pieces = self.body.split('<');
        let mut text = String::from(pieces.next().unwrap_or_default());
        pieces.filter_map(|piece| piece.split_once('>')).for_each(|(_, words)| text.push_str(words));
        let text = text.replace('\u{ad}', "").replace("&#34;", "\"").replace("&#39;", "'").replace("&amp;", "&");
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The value of a hidden field.
    pub fn hidden(&self, name: &str) -> String {
        let at = self.body.find(&format!("name=\"{name}\" value=\"")).unwrap_or_else(|| panic!("no hidden {name}"));
        self.body[at..].split('"').nth(3).unwrap_or_default().to_owned()
    }

    /// The page's title.
    pub fn title(&self) -> &str {
        let after = self.body.split("<title>").nth(1).unwrap_or_default();
        after.split("</title>").next().unwrap_or_default()
    }
}

/// A municipality with its web.
pub struct Town {
    /// Its use cases.
    pub app: App,
    /// Units and users by the cast's key.
    pub ids: BTreeMap<String, Id>,
    router: Router,
    now: Arc<Mutex<Timestamp>>,
    runtime: Runtime,
    /// How far the audit trail has been read: it grows with each answer.
    seen: AtomicU64,
    // Kept so that the database lives as long as the town.
    pub ground: Ground,
}

impl Town {
    /// Founded in the morning of 2026-10-05, with test numbers accepted.
    pub fn new() -> Self {
        Self::with(true)
    }

    /// The same, with or without test numbers.
    pub fn with(test_numbers: bool) -> Self {
        Self::behind(test_numbers, Doors::Demo, (&[], &[]), None, |_| Ways::default())
    }

    /// The same behind a locked door.
    pub fn locked() -> Self {
        Self::locked_with(|_| Ways::default())
    }

    /// The same with other ways in beside passwords, which may go by the town's clock.
    pub fn locked_with(ways: impl FnOnce(Clock) -> Ways) -> Self {
        Self::behind(true, Doors::Accounts(Cost::for_tests()), (&[], &[]), None, ways)
    }

    /// The same with another unit that handles cases, whose head is nobody here.
    pub fn wider() -> Self {
        let unit = UnitPlan { key: "unga", name: "Unga vuxna", kind: EnhetArt::Myndighet, insatser: &[] };
        Self::behind(true, Doors::Demo, (&[unit], &[]), None, |_| Ways::default())
    }

    /// The same with a routine of a unit's beside the municipality's own: its manifest and its rules.
    pub fn with_routine(id: &str, manifest: &str, rules: &str) -> Self {
        let files = [("pack.toml", manifest), ("rules/regler.toml", rules)];
        let files = files.map(|(name, text)| (name.to_owned(), text.to_owned())).to_vec();
        Self::behind(true, Doors::Demo, (&[], &[]), Some(PackFiles { id: id.to_owned(), files }), |_| Ways::default())
    }

    /// The same with the routine of units that work together, and two more units with their heads: one that gives
    /// support at home, and one that handles income support.
    pub fn between() -> Self {
        let unit = |key, name, kind, insatser| UnitPlan { key, name, kind, insatser };
        let home = unit("bostod", "Boendestödet", EnhetArt::Utforare, &["boendestod", "traningslagenhet"][..]);
        let income =
            unit("ekonomi", "Enheten för ekonomiskt bistånd", EnhetArt::Myndighet, &["ekonomiskt-bistand"][..]);
        let user = |key, role, unit, name| UserPlan { key, role, unit, name };
        let users = [
            user("ulla", Roll::Utforarchef, "bostod", "Ulla Dahl"),
            user("ali", Roll::Behandlare, "bostod", "Ali Noor"),
            user("mona", Roll::Enhetschef, "ekonomi", "Mona Falk"),
        ];
        let library = Library::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"))).unwrap();
        let routine = library.get("stockholm-samverkan").cloned();
        Self::behind(true, Doors::Demo, (&[home, income], &users), routine, |_| Ways::default())
    }

    fn behind(
        test_numbers: bool,
        doors: Doors,
        (units, users): (&[UnitPlan<'_>], &[UserPlan<'_>]),
        routine: Option<PackFiles>,
        ways: impl FnOnce(Clock) -> Ways,
    ) -> Self {
        let ground = Ground::chosen();
        let now = Arc::new(Mutex::new(instant("2026-10-05T08:00")));
        let clock: Clock = {
            let now = now.clone();
            Arc::new(move || *now.lock().unwrap())
        };
        let ways = ways(clock.clone());
        let key = MasterKey::from_bytes([7; 32]);
        let store = Store::at(ground.place(), Purpose::Synthetic, clock.clone(), key).unwrap();
        let app = App::open(store, clock, counted_ids(), test_numbers).unwrap();
        let library = Library::read(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../packs"))).unwrap();
        let packs: Vec<PackFiles> = library.stack_of("ekvalla").into_iter().chain(routine).collect();
        let founded = app.found(&[UNITS, units].concat(), &[USERS, users].concat(), &packs).unwrap();
        let router = router(app.clone(), Settings { doors, ways, ..Settings::of("Ekvalla kommun") });
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        Self { app, ids: founded.ids, router, now, runtime, seen: AtomicU64::new(0), ground }
    }

    /// What answers here.
    pub fn router(&self) -> Router {
        self.router.clone()
    }

    /// The same, asked through another door.
    pub fn behind_door(mut self, router: Router) -> Self {
        self.router = router;
        self
    }

    /// The same with jobs of the program's own.
    pub fn with_jobs(mut self, jobs: Vec<Job>) -> Self {
        self.router = router(self.app.clone(), Settings { jobs, ..Settings::of("Ekvalla kommun") });
        self
    }

    /// Sets the clock, in Stockholm: `2026-10-05T09:10`.
    pub fn at(&self, local: &str) {
        *self.now.lock().unwrap() = instant(local);
    }

    /// The clock.
    pub fn now(&self) -> Timestamp {
        *self.now.lock().unwrap()
    }

    /// A user or a unit of the cast.
    pub fn id(&self, key: &str) -> Id {
        *self.ids.get(key).unwrap_or_else(|| panic!("nobody is called {key}"))
    }

    /// Any request at all.
    pub fn ask(&self, request: Request<Body>) -> Answer {
        self.runtime.block_on(async {
            let response = self.router.clone().oneshot(request).await.unwrap();
            let (parts, body) = response.into_parts();
            let body = to_bytes(body, usize::MAX).await.unwrap();
            Answer { status: parts.status, headers: parts.headers, body: String::from_utf8_lossy(&body).into_owned() }
        })
    }

    /// A request by a user who has just logged in; an empty name is nobody.
    pub fn request(&self, who: &str, method: &str, path: &str) -> http::request::Builder {
        let request = Request::builder().method(method).uri(path).header(header::HOST, "stadga.test");
        if who.is_empty() {
            return request;
        }
        let token = self.app.store().create_session(self.id(who), None).unwrap();
        request.header(header::COOKIE, format!("stadga={token}"))
    }

    /// Reads a page.
    pub fn get(&self, who: &str, path: &str) -> Answer {
        self.ask(self.request(who, "GET", path).body(Body::empty()).unwrap())
    }

    /// Sends a form.
    pub fn post(&self, who: &str, path: &str, fields: Fields<'_>) -> Answer {
        self.send(who, path, encoded(fields))
    }

    /// Sends a body as a form.
    pub fn send(&self, who: &str, path: &str, body: impl Into<Body>) -> Answer {
        let request = self.request(who, "POST", path);
        let request = request.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.ask(request.body(body.into()).unwrap())
    }

    /// Carries out a use case through its form, whatever the answer; the cast's keys stand for ids.
    pub fn act(&self, who: &str, use_case: &str, subject: Option<Id>, fields: Fields<'_>) -> Answer {
        let table = cases::find(use_case).unwrap().fields;
        let is_id = |name: &str| table.iter().any(|field| field.name == name && field.kind.holds_ids());
        let value = |name: &str, text: &str| match self.ids.get(text) {
            Some(id) if is_id(name) => id.to_string(),
            _ => text.to_owned(),
        };
        let owned: Vec<(&str, String)> = fields.iter().map(|(name, text)| (*name, value(name, text))).collect();
        let pairs: Vec<(&str, &str)> = owned.iter().map(|(name, text)| (*name, text.as_str())).collect();
        self.post(who, &self.path(use_case, subject), &pairs)
    }

    /// The page of a use case.
    pub fn path(&self, use_case: &str, subject: Option<Id>) -> String {
        use stadga_core::command::Access;
        match (cases::find(use_case).unwrap().access, subject) {
            (Access::Organisation(_), _) => format!("/franvaro/{use_case}"),
            (Access::New(_), _) | (_, None) if use_case == "ansokan.registrera" => String::from("/mottagning/ny"),
            (Access::New(_), _) if use_case.starts_with("steg.") => format!("/register/ny/{use_case}"),
            (Access::Matter(_), Some(id)) => format!("/register/{id}/{use_case}"),
            (Access::New(_), _) | (_, None) => format!("/mottagning/ny/{use_case}"),
            (Access::Case(_), Some(id)) => format!("/arenden/{id}/{use_case}"),
            (Access::Either(_), Some(id)) if self.app.store().case_of(id).unwrap() == Some(id) => {
                format!("/arenden/{id}/{use_case}")
            }
            (Access::Assignment(_) | Access::Either(_), Some(id)) => format!("/uppdrag/{id}/{use_case}"),
        }
    }

    /// The matter of a register that Omar has reported, which he does when there is none.
    pub fn matter(&self) -> Id {
        let known = || self.app.store().streams(stadga_core::event::StreamKind::Verksamhet).unwrap().into_iter().next();
        known().unwrap_or_else(|| {
            let fields = [("slag", "risk"), ("vad", "Dörren till medicinskåpet går inte att låsa.")];
            assert_eq!(self.act("omar", "steg.lex-sarah.rapportera", None, &fields).status, 303);
            known().unwrap()
        })
    }

    /// Lives the story through the web, up to and with a use case; the case and its assignment.
    pub fn story(&self, last: &str) -> (Id, Option<Id>) {
        let mut case = None;
        for (when, who, use_case, fields) in STORY {
            self.at(when);
            let assignment = case.and_then(|case| self.app.newest_assignment(case).unwrap());
            let role = self.app.ctx(self.id(who)).unwrap().actor.post.role;
            let subject = cases::find(use_case).unwrap().access.subject(role, case, assignment);
            let answer = self.act(who, use_case, subject, fields);
            assert_eq!(answer.status, 303, "{when} {who} {use_case}: {}", answer.text());
            if case.is_none() {
                case = answer.location().split("arende=").nth(1).map(|id| id.parse().unwrap());
            }
            if use_case == &last {
                break;
            }
        }
        let case = case.unwrap();
        (case, self.app.newest_assignment(case).unwrap())
    }

    /// How many events there are.
    pub fn events(&self) -> usize {
        self.app.store().events_after(0, 1_000_000).unwrap().len()
    }

    /// The audit rows written while something is done.
    pub fn audited(&self, work: impl FnOnce()) -> Vec<StoredAudit> {
        let more = || {
            let rows = self.app.store().audit_after(self.seen.load(Ordering::Relaxed), 1_000_000).unwrap();
            if let Some(last) = rows.last() {
                self.seen.store(last.entry, Ordering::Relaxed);
            }
            rows
        };
        more();
        work();
        more()
    }

    /// The kinds of audit rows written while something is done.
    pub fn kinds(&self, work: impl FnOnce()) -> Vec<AuditKind> {
        self.audited(work).into_iter().map(|stored| stored.row.kind).collect()
    }
}

/// A form's fields as a body.
pub fn encoded(fields: Fields<'_>) -> String {
    serde_html_form::to_string(fields).unwrap()
}

fn instant(local: &str) -> Timestamp {
    let local: DateTime = local.parse().unwrap();
    stockholm(local.date(), local.time()).unwrap()
}
