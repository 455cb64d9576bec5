//! Texts that a municipality takes in: a file of everybody who works there, bodies sent to the API.

use axum::body::{Body, to_bytes};
use axum::http::{Request, header};
use stadga_app::accounts::Cost;
use stadga_app::cases::USE_CASES;
use stadga_testkit::Municipality;
use stadga_web::{Settings, router};
use tokio::runtime::Runtime;
use tower::ServiceExt;

/// Who sends: somebody of each role.
const WHO: [&str; 6] = ["amina", "sara", "nadja", "robert", "omar", "stina"];
/// The longest answer that is read.
const LONGEST: usize = 1 << 20;

/// A municipality with its web, that whatever is sent is sent to.
pub struct Town {
    town: Municipality,
    router: axum::Router,
    runtime: Runtime,
}

impl Default for Town {
    fn default() -> Self {
        let town = Municipality::found("2026-11-23T09:00");
        let router = router(town.app().clone(), Settings::of("Ekvalla kommun"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
        Self { town, router, runtime: runtime.expect("a runtime starts") }
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
///
/// # Panics
/// When it is a fault, or an answer of another kind.
pub fn body(town: &Town, text: &str) -> bool {
    let (name, body) = text.split_once('\n').unwrap_or((text, ""));
    // A use case that is not there would try nothing but the list of addresses.
    let known = USE_CASES.iter().position(|case| case.name == name).unwrap_or(text.len() % USE_CASES.len());
    let path = format!("/api/v1/{}", USE_CASES[known].name);
    let (status, kind, answer) = town.send(WHO[text.len() % WHO.len()], &path, body);
    let wanted = if status < 400 { "application/json" } else { "application/problem+json" };
    assert!(status < 500 && kind == wanted, "{path}: {status} {kind} {}", String::from_utf8_lossy(&answer));
    status < 300
}

/// A file of everybody who works there: told line by line what is wrong with it, or read; looking at it changes nothing.
///
/// # Panics
/// When it is refused and nothing is said of why, or something was written.
pub fn roster(town: &Town, text: &str) -> bool {
    let before = town.events();
    let looked = town.town.app().roster(text, None, false, Cost::for_tests()).expect("the store is read");
    assert_eq!(town.events(), before, "something was written");
    let Err(faults) = looked else { return true };
    assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.trim().is_empty()), "{faults:?}");
    false
}
