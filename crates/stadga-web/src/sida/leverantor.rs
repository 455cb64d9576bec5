//! Coming in, and going out, by the municipality's own provider.
//!
//! The browser carries the question, sealed, in a cookie of its own while it is away, and loses it when it comes back:
//! an answer is good once, in the browser that asked.

use super::logga_in::{self, Refusal};
use super::valj::on_thread;
use crate::answer::{Answer, Trouble, page};
use crate::kept::WAY;
use crate::router::{Web, read};
use crate::session;
use crate::view::{Link, OkandPage, UtloggadPage};
use crate::ways::Provider;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use stadga_app::accounts::Identified;
use stadga_core::form::Form;
use stadga_idp::{Fault, Identity, Pending};
use stadga_store::CameBy;
use std::sync::Arc;

/// Where the provider sends a browser back to.
pub const BACK: &str = "/logga-in/kommun/svar";
/// Where it sends one that has logged out.
pub const OUT: &str = "/utloggad";
/// The cookie, and what its text is sealed as.
const QUESTION: &str = "__Host-stadga-fraga";
/// How long somebody may be away with the provider.
const LASTS: SignedDuration = SignedDuration::from_mins(10);

/// A question that somebody is away with.
#[derive(Serialize, Deserialize)]
struct Away {
    pending: Pending,
    /// When they left, in seconds since 1970.
    left: i64,
    /// The way back to what they were doing, as it came.
    way: String,
}

/// Sends the browser to the provider.
pub async fn ask(State(web): State<Arc<Web>>, RawQuery(query): RawQuery) -> Response {
    let Some(provider) = web.settings.ways.provider.clone() else { return Trouble::Nowhere.into_response() };
    let way = read(query.unwrap_or_default().as_bytes()).text(WAY).to_owned();
    let now = web.app.now();
    let question = provider.idp.question(now, false).await;
    on_thread(move || {
        let question = match question {
            Ok(question) => question,
            Err(fault) => return refused(&web, &provider, &fault, &way),
        };
        let away = Away { pending: question.pending, left: now.as_second(), way };
        let text = serde_json::to_vec(&away).unwrap_or_default();
        let sealed = web.app.store().seal_note(QUESTION, &text)?;
        let cookie = format!("{QUESTION}={sealed}; {KEPT}; Max-Age={}", LASTS.as_secs());
        Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&question.address)).into_response())
    })
    .await
}

/// How the cookie is kept: sent along when the provider sends the browser back, and never with what another page sends.
const KEPT: &str = "Path=/; Secure; HttpOnly; SameSite=Lax";

/// The browser comes back.
pub async fn back(State(web): State<Arc<Web>>, headers: HeaderMap, RawQuery(query): RawQuery) -> Response {
    let Some(provider) = web.settings.ways.provider.clone() else { return Trouble::Nowhere.into_response() };
    let said = read(query.unwrap_or_default().as_bytes());
    let away = carried(&web, &headers);
    let now = web.app.now();
    let identity = match &away {
        None => Err(Fault::Refused(String::from("ingen fråga följde med"))),
        Some(away) => answer(&provider, now, away, &said).await,
    };
    let mut response = on_thread(move || {
        let way = away.map(|away| away.way).unwrap_or_default();
        match identity {
            Ok(identity) => enter(&web, &headers, &provider, &identity, &way),
            Err(fault) => {
                web.app.refused_by_provider()?;
                refused(&web, &provider, &fault, &way)
            }
        }
    })
    .await;
    let gone = format!("{QUESTION}=; {KEPT}; Max-Age=0");
    if let Ok(gone) = HeaderValue::from_str(&gone) {
        response.headers_mut().append(header::SET_COOKIE, gone);
    }
    response
}

/// What the browser was away with, if it left lately enough.
fn carried(web: &Web, headers: &HeaderMap) -> Option<Away> {
    let sealed = session::cookie(headers, QUESTION)?;
    let away: Away = serde_json::from_slice(&web.app.store().open_note(QUESTION, &sealed)?).ok()?;
    let left = Timestamp::from_second(away.left).ok()?;
    (web.app.now().duration_since(left) <= LASTS).then_some(away)
}

async fn answer(provider: &Provider, now: Timestamp, away: &Away, said: &Form) -> Result<Identity, Fault> {
    // Which error it was is the provider's own word, and may be anything: only that there was one is passed on.
    if said.text("code").is_empty() {
        return Err(Fault::Refused(String::from("ingen kod följde med")));
    }
    provider.idp.answer(now, &away.pending, said.text("code"), said.text("state")).await
}

fn enter(web: &Web, headers: &HeaderMap, provider: &Provider, identity: &Identity, way: &str) -> Answer {
    let whom = Identified { issuer: &identity.issuer, subject: &identity.subject };
    match web.app.enter_by_provider(whom)? {
        Some(entered) => logga_in::inside(web, headers, &entered, way, CameBy::Provider),
        None => {
            let shell = logga_in::frame(web, "Du har inget konto i Stadga");
            let page = page(&OkandPage { shell, provider: provider.name.clone(), id: identity.subject.clone() })?;
            Ok((StatusCode::FORBIDDEN, page).into_response())
        }
    }
}

/// The door again, with what is wrong. What it was is for the log, and says nothing about a person.
fn refused(web: &Web, provider: &Provider, fault: &Fault, way: &str) -> Answer {
    tracing::warn!(target: "stadga::inloggning", %fault, "kommunens inloggning");
    let (status, words) = match fault {
        Fault::Away(_) => (
            StatusCode::SERVICE_UNAVAILABLE,
            format!(
                "{} svarar inte just nu. Försök igen om en stund, eller logga in på ett annat sätt om du har ett.",
                provider.name
            ),
        ),
        Fault::Refused(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            String::from("Svaret gick inte att kontrollera, eller så tog det för lång tid. Försök igen."),
        ),
        Fault::Weak(_) => (
            StatusCode::UNPROCESSABLE_ENTITY,
            String::from(
                "Du behöver legitimera dig starkare, till exempel med telefon eller kort. Försök igen, och fråga den \
                 som sköter inloggningen om det inte går.",
            ),
        ),
    };
    let refusal = Refusal { words: &words, ..Refusal::default() };
    Ok((status, page(&logga_in::door(web, way, &refusal)?)?).into_response())
}

/// Out of Stadga; whoever came in by the provider is offered the way out there too.
pub async fn out(State(web): State<Arc<Web>>) -> Response {
    let Some(provider) = web.settings.ways.provider.clone() else { return Redirect::to("/").into_response() };
    // Out of Stadga one is, whether or not the provider answers.
    let there = provider.idp.log_out(web.app.now()).await.ok().flatten();
    on_thread(move || {
        page(&UtloggadPage {
            shell: logga_in::frame(&web, "Du är utloggad"),
            there: there.map(|address| Link::new(format!("Logga ut också från {}", provider.name), address)),
        })
    })
    .await
}
