//! What stands before every route: how often one may ask, what is counted, and what the program's log says of it.
//!
//! Counters and log lines name a route as it is declared, `/arenden/{id}`, and never an address as it was asked for,
//! a user or a person. The limits are our own because they take their time from the program's one clock.

use crate::router::{Doors, Web};
use crate::{session, sida};
use axum::extract::{ConnectInfo, MatchedPath, Request, State};
use axum::http::{Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use jiff::{SignedDuration, Timestamp};
use stadga_app::jobs::JobState;
use stadga_store::StoreError;
use std::collections::HashMap;
use std::fmt::Write as _;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Instant;

/// Questions one may ask at once, and how many more for each second.
#[derive(Clone, Copy)]
struct Pace {
    at_once: f64,
    a_second: f64,
}

/// One session: somebody who clicks fast, and a page that asks for more by itself.
const SESSION: Pace = Pace { at_once: 120.0, a_second: 20.0 };
/// One address: a whole town hall may have the same.
const ADDRESS: Pace = Pace { at_once: 1_000.0, a_second: 200.0 };
/// Tries at the door from one address; each costs the machine memory and time.
const DOOR: Pace = Pace { at_once: 30.0, a_second: 0.5 };
/// How many are remembered before those who have rested are let go.
const REMEMBERED: usize = 20_000;

/// Upper ends of how long answers took, in milliseconds.
const SPANS: [u64; 6] = [10, 50, 100, 500, 1_000, 5_000];

/// What is counted, for whoever watches the machine. No label says who or about whom.
#[derive(Debug, Default)]
pub struct Counters {
    answers: [AtomicU64; 5],
    spans: [AtomicU64; SPANS.len()],
    milliseconds: AtomicU64,
    entered: AtomicU64,
    refused: AtomicU64,
    limited: AtomicU64,
    /// Whether the clock was below the log when last looked at: it is logged when that begins.
    clock_behind: AtomicBool,
}

impl Counters {
    fn answered(&self, door: bool, status: StatusCode, took: u64) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        let more = |counter: Option<&AtomicU64>| counter.map(|counter| counter.fetch_add(1, Ordering::Relaxed));
        more(self.answers.get(class));
        for (span, counter) in SPANS.iter().zip(&self.spans) {
            if took <= *span {
                more(Some(counter));
            }
        }
        self.milliseconds.fetch_add(took, Ordering::Relaxed);
        if status == StatusCode::TOO_MANY_REQUESTS {
            more(Some(&self.limited));
        } else if door {
            more(Some(if status.is_client_error() { &self.refused } else { &self.entered }));
        }
    }

    /// The counters as Prometheus reads them.
    pub fn text(&self) -> String {
        let of = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let mut text = String::from("# TYPE stadga_answers_total counter\n");
        for (class, counter) in self.answers.iter().enumerate() {
            let _ = writeln!(text, "stadga_answers_total{{class=\"{}xx\"}} {}", class + 1, of(counter));
        }
        let all: u64 = self.answers.iter().map(of).sum();
        text.push_str("# TYPE stadga_answer_seconds histogram\n");
        for (span, counter) in SPANS.iter().zip(&self.spans) {
            let seconds = *span as f64 / 1_000.0;
            let _ = writeln!(text, "stadga_answer_seconds_bucket{{le=\"{seconds}\"}} {}", of(counter));
        }
        let _ = writeln!(text, "stadga_answer_seconds_bucket{{le=\"+Inf\"}} {all}");
        let _ = writeln!(text, "stadga_answer_seconds_sum {}", of(&self.milliseconds) as f64 / 1_000.0);
        let _ = writeln!(text, "stadga_answer_seconds_count {all}");
        text.push_str("# TYPE stadga_log_ins_total counter\n");
        let _ = writeln!(text, "stadga_log_ins_total{{outcome=\"in\"}} {}", of(&self.entered));
        let _ = writeln!(text, "stadga_log_ins_total{{outcome=\"refused\"}} {}", of(&self.refused));
        text.push_str("# TYPE stadga_limited_total counter\n");
        let _ = writeln!(text, "stadga_limited_total {}", of(&self.limited));
        text
    }
}

/// What is left for somebody, and when that was.
struct Left {
    tokens: f64,
    at: Timestamp,
}

/// How often everybody has asked.
#[derive(Default)]
pub struct Limits(Mutex<HashMap<String, Left>>);

impl Limits {
    fn take(&self, who: String, pace: Pace, now: Timestamp) -> bool {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let seconds = |since: Timestamp| now.duration_since(since).as_secs_f64().max(0.0);
        if known.len() >= REMEMBERED {
            known.retain(|_, left| seconds(left.at) < 60.0);
        }
        let left = known.entry(who).or_insert(Left { tokens: pace.at_once, at: now });
        left.tokens = (left.tokens + seconds(left.at) * pace.a_second).min(pace.at_once);
        left.at = now;
        if left.tokens < 1.0 {
            return false;
        }
        left.tokens -= 1.0;
        true
    }
}

/// Stands before a route.
pub async fn stand(State(web): State<Arc<Web>>, request: Request, next: Next) -> Response {
    #[expect(clippy::disallowed_methods, reason = "a measurement of how long an answer takes, for counters and log")]
    let began = Instant::now();
    let route = request.extensions().get::<MatchedPath>().map_or("-", MatchedPath::as_str).to_owned();
    let method = request.method().clone();
    let door = (method == Method::POST && route.starts_with("/logga-in")) || route == sida::leverantor::BACK;
    let traced = web.settings.traces.as_ref();
    let trusted = web.settings.behind_proxy.then(|| request.headers());
    let traced = traced.map(|traces| traces.begin(&method, &route, trusted));
    let response = if allowed(&web, &request, &route, door) { next.run(request).await } else { too_often() };
    #[expect(clippy::disallowed_methods, reason = "the end of the measurement")]
    let took = u64::try_from(Instant::now().duration_since(began).as_millis()).unwrap_or(u64::MAX);
    let status = response.status();
    if let Some(traced) = traced {
        traced.end(status);
    }
    web.settings.counters.answered(door, status, took);
    tracing::info!(target: "stadga::svar", %method, route, status = status.as_u16(), ms = took);
    response
}

/// Whether whoever asks may ask now. In the demo everybody may.
fn allowed(web: &Web, request: &Request, route: &str, door: bool) -> bool {
    if matches!(web.settings.doors, Doors::Demo) || route.starts_with("/assets") {
        return true;
    }
    let (now, limits) = (web.app.now(), &web.limits);
    let address = address(web.settings.behind_proxy, request);
    if !limits.take(format!("adress {address}"), ADDRESS, now) {
        return false;
    }
    if door && !limits.take(format!("dorr {address}"), DOOR, now) {
        return false;
    }
    let token = session::token(web, request.headers());
    token.is_none_or(|token| limits.take(format!("session {token}"), SESSION, now))
}

/// Where the question comes from: the other end, or what the proxy before us says of its other end. What a browser
/// itself says stands before what the proxy adds, and is not believed.
fn address(behind_proxy: bool, request: &Request) -> String {
    let told = request.headers().get_all("x-forwarded-for").iter().next_back();
    let told = told.filter(|_| behind_proxy).and_then(|value| value.to_str().ok());
    match told.and_then(|all| all.rsplit(',').next()) {
        Some(last) => last.trim().to_owned(),
        None => match request.extensions().get::<ConnectInfo<SocketAddr>>() {
            Some(ConnectInfo(address)) => address.ip().to_string(),
            None => String::from("okänd"),
        },
    }
}

fn too_often() -> Response {
    let words = "Det kommer för många frågor härifrån just nu. Vänta tio sekunder och försök igen.";
    (StatusCode::TOO_MANY_REQUESTS, [(header::RETRY_AFTER, "10")], words).into_response()
}

/// Whether the program runs.
pub async fn health() -> &'static str {
    "ok"
}

/// How long something may wait to be written before it is told.
const SLOW: SignedDuration = SignedDuration::from_secs(2);

/// What is said where the database does not answer.
const SILENT: &str = "databasen svarar inte";
/// What is said where the log has lost what this node has read: nobody is to be sent here until it is started again.
const WENT_BACK: &str = "loggen har gått tillbaka: händelser som fanns i den är borta, ta reda på varför och starta om \
                         programmet";

/// Whether it can answer: the database can be read, and its log goes on from what this node has read of it. A job of
/// the program's own that is late or failed is told of, and a clock that has been set back. A disk or a server that
/// takes its time with what is written is told of, with how long it has taken so far: nothing else would answer sooner,
/// so that is no fault of this program.
pub async fn ready(State(web): State<Arc<Web>>) -> Response {
    let waited = web.app.store().waited().filter(|waited| *waited >= SLOW);
    let looked = tokio::task::spawn_blocking(move || looked(&web)).await;
    match (looked.unwrap_or(Err(SILENT)), waited) {
        (Ok(troubles), None) if troubles.is_empty() => "redo".into_response(),
        (Ok(troubles), None) => format!("redo, men {}", troubles.join(", ").to_lowercase()).into_response(),
        (Ok(_), Some(waited)) => {
            format!("redo, men det som sparas har väntat på disken i {} sekunder", waited.as_secs()).into_response()
        }
        (Err(why), _) => (StatusCode::SERVICE_UNAVAILABLE, why).into_response(),
    }
}

/// What there is to tell of, or why nobody can be answered.
fn looked(web: &Web) -> Result<Vec<String>, &'static str> {
    let store = web.app.store();
    store.follow().map_err(|error| if matches!(error, StoreError::WentBack) { WENT_BACK } else { SILENT })?;
    store.last_job("redo").map_err(|_| SILENT)?;
    let states = web.app.job_states(&web.settings.jobs).map_err(|_| SILENT)?;
    let behind = store.clock_behind().map_err(|_| SILENT)?;
    let mut troubles: Vec<String> = states.iter().filter_map(JobState::trouble).collect();
    let known = web.settings.counters.clock_behind.swap(behind.is_some(), Ordering::Relaxed);
    if let Some(behind) = behind {
        let seconds = behind.as_secs();
        if !known {
            tracing::warn!(seconds, "klockan går efter det senaste som är sparat");
        }
        troubles.push(format!("klockan går {seconds} sekunder efter det senaste som är sparat"));
    }
    Ok(troubles)
}

#[cfg(test)]
mod tests {
    use super::{ConnectInfo, Request, SocketAddr, address};

    #[test]
    fn only_a_proxy_of_our_own_is_believed_and_only_of_what_it_adds_itself() {
        let asked = |headers: &[&str]| {
            let mut request = Request::default();
            for value in headers {
                request.headers_mut().append("x-forwarded-for", value.parse().unwrap());
            }
            request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([10, 0, 0, 7], 443))));
            request
        };
        for (behind_proxy, headers, expected) in [
            (false, &[][..], "10.0.0.7"),
            (false, &["192.0.2.1"], "10.0.0.7"),
            (true, &[], "10.0.0.7"),
            (true, &["192.0.2.1"], "192.0.2.1"),
            (true, &["198.51.100.9, 192.0.2.1"], "192.0.2.1"),
            (true, &["198.51.100.9", "192.0.2.1"], "192.0.2.1"),
        ] {
            assert_eq!(address(behind_proxy, &asked(headers)), expected, "{behind_proxy} {headers:?}");
        }
        assert_eq!(address(false, &Request::default()), "okänd");
    }
}
