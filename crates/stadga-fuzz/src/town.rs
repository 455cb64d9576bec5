//! Texts that a municipality takes in: a file of everybody who works there, bodies sent to the API.

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use stadga_app::accounts::{Cost, Roster};
use stadga_app::cases::{USE_CASES, UseCase};
use stadga_core::Id;
use stadga_core::command::Access;
use stadga_core::event::StreamKind;
use stadga_testkit::Municipality;
use stadga_web::{Settings, router};
use std::cell::Cell;
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// Who sends: somebody of each role.
const WHO: [&str; 6] = ["amina", "sara", "nadja", "robert", "omar", "stina"];
/// Those of them who work where an insats is carried out.
const AT_PROVIDER: [&str; 2] = ["robert", "omar"];
/// The longest answer that is read.
const LONGEST: usize = 1 << 20;
/// How many rosters are carried out in a town: each makes the organisation longer, and everything reads it.
const CARRIED_OUT: usize = 200;
/// The provider whose ids a roster may hold.
const ISSUER: &str = "https://inloggning.example";

/// An act of the story: when, who, what, with which fields.
type Act = (&'static str, &'static str, &'static str, &'static [(&'static str, &'static str)]);

/// How a matter comes into a register, and a case to an insats that has begun.
const STORY: [Act; 9] = [
    (
        "2026-10-05T08:30",
        "omar",
        "steg.lex-sarah.rapportera",
        &[("slag", "risk"), ("vad", "Dörren till medicinskåpet går inte att låsa.")],
    ),
    (
        "2026-10-05T09:00",
        "amina",
        "ansokan.registrera",
        &[
            ("namn", "Eva Ek"),
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
        &[("instrument", "asi"), ("utfall", "genomfort"), ("sammanfattning", "Behov av stöd.")],
    ),
    (
        "2026-11-02T09:00",
        "sara",
        "utredning.sammanstall",
        &[
            ("delaktighet", "Vi har träffats."),
            ("behov", "Bruket påverkar arbetet."),
            ("bedomning", "Behovet kan inte tillgodoses på annat sätt."),
            ("mal", "Sluta dricka"),
            ("forslag", "oppenvard"),
        ],
    ),
    (
        "2026-11-02T10:00",
        "sara",
        "kommunicering.undanta",
        &[("grund", "uppenbart_obehovligt"), ("skal", "Helt bifall.")],
    ),
    (
        "2026-11-03T09:00",
        "nadja",
        "beslut.fatta",
        &[
            ("utfall", "bifall"),
            ("insats", "oppenvard"),
            ("omfattning", "En gång i veckan"),
            ("fran", "2026-11-04"),
            ("till", "2027-05-03"),
            ("mal", "Sluta dricka"),
            ("skal", "Behovet finns."),
        ],
    ),
    (
        "2026-11-03T10:00",
        "sara",
        "bestallning.skicka",
        &[("utforare", "oppenvarden"), ("dela_mal", "ja"), ("dela_omfattning", "ja")],
    ),
    ("2026-11-04T09:00", "robert", "uppdrag.ta_emot", &[("behandlare", "omar")]),
    (
        "2026-11-10T09:00",
        "omar",
        "mote.registrera",
        &[("art", "inledande"), ("deltagare", "Eva"), ("sammanfattning", "Vi började."), ("insatsen_paborjas", "ja")],
    ),
];

/// A municipality with its web, that whatever is sent is sent to.
pub struct Town {
    town: Municipality,
    router: axum::Router,
    runtime: Runtime,
    /// What something may be about.
    case: Id,
    assignment: Id,
    matter: Id,
    carried_out: Cell<usize>,
}

impl Default for Town {
    fn default() -> Self {
        let town = Municipality::found(STORY[0].0);
        for (at, who, use_case, fields) in STORY {
            town.set(at);
            let done = town.execute(who, use_case, fields);
            done.unwrap_or_else(|why| panic!("{at} {who} {use_case}: {why:?}"));
        }
        town.set("2026-11-23T09:00");
        let matters = town.app().store().streams(StreamKind::Verksamhet).expect("the registers are read");
        let (case, assignment) = (town.case(), town.assignment());
        let matter = *matters.first().expect("a matter was reported");
        let router = router(town.app().clone(), Settings::of("Ekvalla kommun"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        let runtime = runtime.expect("a runtime starts");
        Self { town, router, runtime, case, assignment, matter, carried_out: Cell::new(0) }
    }
}

impl Town {
    /// How many events there are.
    ///
    /// # Panics
    /// When the log cannot be read.
    pub fn events(&self) -> usize {
        self.town.app().store().events_after(0, 1_000_000).expect("the log is read").len()
    }

    /// Whether every chain is whole and every list as the log gives it.
    ///
    /// # Panics
    /// When it cannot be looked at.
    pub fn is_sound(&self) -> bool {
        let app = self.town.app();
        app.store().verify().expect("the chains are walked").is_sound()
            && app.rebuild().expect("the lists are made anew").differing == 0
    }

    /// The address of a use case, about what somebody may do it to.
    fn path(&self, use_case: &UseCase, who: &str) -> String {
        let name = use_case.name;
        match use_case.access {
            Access::New(_) | Access::Organisation(_) => format!("/api/v1/{name}"),
            Access::Either(_) if AT_PROVIDER.contains(&who) => format!("/api/v1/uppdrag/{}/{name}", self.assignment),
            Access::Case(_) | Access::Either(_) => format!("/api/v1/arenden/{}/{name}", self.case),
            Access::Assignment(_) => format!("/api/v1/uppdrag/{}/{name}", self.assignment),
            Access::Matter(_) => format!("/api/v1/register/{}/{name}", self.matter),
        }
    }

    fn send(&self, who: &str, path: &str, body: &str) -> (u16, String, Vec<u8>) {
        let token = self.town.app().store().create_session(self.town.user(who), None).expect("a session is made");
        let request = Request::builder().method("POST").uri(path).header(header::HOST, "stadga.test");
        let request = request.header(header::COOKIE, format!("stadga={token}"));
        let request = request.header(header::CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(body.to_owned())).expect("it is a request");
        self.runtime.block_on(async {
            let (parts, body) = self.router.clone().oneshot(request).await.expect("it is answered").into_parts();
            let kind = parts.headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
            let body = to_bytes(body, LONGEST).await.expect("the answer is read");
            (parts.status.as_u16(), kind.to_owned(), body.to_vec())
        })
    }
}

/// A body sent to the API, the first line of the text being the use case: an answer of a known kind, and never a fault.
/// It is about the town's case, assignment or matter where it has to be about something.
///
/// # Panics
/// When it is a fault, or an answer of another kind.
pub fn body(town: &Town, text: &str) -> bool {
    let (name, body) = text.split_once('\n').unwrap_or((text, ""));
    // A use case that is not there would try nothing but the list of addresses.
    let known = USE_CASES.iter().position(|case| case.name == name).unwrap_or(text.len() % USE_CASES.len());
    let who = WHO[text.len() % WHO.len()];
    let path = town.path(&USE_CASES[known], who);
    let (status, kind, answer) = town.send(who, &path, body);
    let wanted = if status < 400 { "application/json" } else { "application/problem+json" };
    assert!(status < 500 && kind == wanted, "{path}: {status} {kind} {}", String::from_utf8_lossy(&answer));
    status < 300
}

/// A file of everybody who works there: told line by line what is wrong with it, or read. Looking at it changes nothing;
/// one that can be read is carried out as it was shown, and then nothing of it is left to do.
///
/// # Panics
/// When it is refused and nothing is said of why, something was written by looking at it, or something else is carried
/// out than was shown.
pub fn roster(town: &Town, text: &str) -> bool {
    // Every other one comes with the address of a provider, whose ids it may hold then.
    let issuer = text.len().is_multiple_of(2).then_some(ISSUER);
    let read = |carry_out| {
        let read = town.town.app().roster(text, issuer, carry_out, Cost::for_tests());
        read.unwrap_or_else(|why| panic!("{text:?}: {why:?}"))
    };
    let before = town.events();
    let looked = read(false);
    assert_eq!(town.events(), before, "something was written");
    let shown = match looked {
        Ok(shown) => shown,
        Err(faults) => {
            assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.trim().is_empty()), "{faults:?}");
            return false;
        }
    };
    if town.carried_out.get() < CARRIED_OUT {
        town.carried_out.set(town.carried_out.get() + 1);
        let done = read(true).unwrap_or_else(|faults| panic!("{text:?} could be read: {faults:?}"));
        assert_eq!(Roster { codes: Vec::new(), ..done }, shown, "{text:?}");
        assert_eq!(read(false), Ok(Roster::default()), "something is left to do of {text:?}");
    }
    true
}
