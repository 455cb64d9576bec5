//! Who is looking: a cookie with a random token, of which only a hash is stored.
//!
//! Behind a locked door the cookie is bound to this very host and to encrypted connections by its name; the demo,
//! which answers on loopback without encryption, has a name of its own.

use crate::answer::{Answer, Trouble};
use crate::router::{Doors, Web};
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use jiff::SignedDuration;
use stadga_app::AppError;
use stadga_core::{Ctx, Id};
use stadga_store::CameBy;

/// The cookie's name in the demo.
const OPEN: &str = "stadga";
/// The cookie's name behind a locked door: a browser takes it only with `Secure`, `Path=/` and no domain.
const LOCKED: &str = "__Host-stadga";
/// How long a session is used before that is written down: reading a page should not write each time.
const SEEN_AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// The token in the request's cookies.
pub fn token(web: &Web, headers: &HeaderMap) -> Option<String> {
    cookie(headers, name(web).0)
}

/// The cookie's name, and what it says beside its value.
fn name(web: &Web) -> (&'static str, &'static str) {
    match web.settings.doors {
        Doors::Demo => (OPEN, "Path=/; HttpOnly; SameSite=Lax"),
        Doors::Accounts(_) => (LOCKED, "Path=/; Secure; HttpOnly; SameSite=Lax"),
    }
}

/// The value of a cookie.
pub fn cookie(headers: &HeaderMap, wanted: &str) -> Option<String> {
    let cookies = headers.get_all(COOKIE).iter().filter_map(|value| value.to_str().ok());
    cookies
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .find(|(name, _)| *name == wanted)
        .map(|(_, value)| value.to_owned())
}

/// The `Set-Cookie` value that starts a session.
pub fn start(web: &Web, token: &str) -> String {
    let (name, rest) = name(web);
    format!("{name}={token}; {rest}")
}

/// The `Set-Cookie` value that ends it.
pub fn end(web: &Web) -> String {
    let (name, rest) = name(web);
    format!("{name}=; {rest}; Max-Age=0")
}

/// Where somebody goes who ends a session: whoever came in by the municipality's provider may want to leave that too.
///
/// # Errors
/// When the store cannot be read.
pub fn after(web: &Web, token: Option<&str>) -> Answer<&'static str> {
    let session = token.map(|token| web.app.store().session(token)).transpose()?.flatten();
    let by = session.and_then(|session| session.proof).map(|proof| proof.by);
    Ok(if by == Some(CameBy::Provider) { crate::sida::leverantor::OUT } else { "/" })
}

/// The surroundings of the one who looks.
///
/// # Errors
/// [`Trouble::LoggedOut`] without a living session.
pub fn ctx(web: &Web, token: Option<&str>) -> Answer<Ctx> {
    let token = token.ok_or(Trouble::LoggedOut)?;
    let session = web.app.store().session(token)?.ok_or(Trouble::LoggedOut)?;
    let ctx = web.app.ctx_in(session.user, session.post).map_err(|error| match error {
        AppError::NotFound => Trouble::LoggedOut,
        // A database that is gone for a moment throws nobody out.
        fault => Trouble::App(fault),
    })?;
    let unused = ctx.now.duration_since(session.seen_at);
    if unused >= longest(web) {
        return Err(Trouble::LoggedOut);
    }
    if unused >= SEEN_AGAIN {
        web.app.store().touch_session(token)?;
    }
    Ok(ctx)
}

/// How many seconds a session has left if nobody uses it, and whose it is; none when it is over.
/// Looking does not use it.
///
/// # Errors
/// When the store cannot be read.
pub fn left(web: &Web, token: Option<&str>) -> Answer<Option<(i64, Id)>> {
    let Some(session) = token.map(|token| web.app.store().session(token)).transpose()?.flatten() else {
        return Ok(None);
    };
    let ctx = match web.app.ctx_in(session.user, session.post) {
        Ok(ctx) => ctx,
        Err(AppError::NotFound) => return Ok(None),
        Err(fault) => return Err(Trouble::App(fault)),
    };
    let left = longest(web) - ctx.now.duration_since(session.seen_at);
    Ok((left.as_secs() > 0).then(|| (left.as_secs(), session.user)))
}

/// Use is written down at most once a minute, so a minute is given back here: nobody is locked out early.
fn longest(web: &Web) -> SignedDuration {
    web.settings.lock.idle + SEEN_AGAIN
}
