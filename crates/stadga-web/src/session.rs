//! Who is looking: a cookie with a random token, of which only a hash is stored.

use crate::answer::{Answer, Trouble};
use crate::router::Web;
use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use jiff::SignedDuration;
use stadga_core::{Ctx, Id};

/// The cookie's name.
const NAME: &str = "stadga";
/// How long a session is used before that is written down: reading a page should not write each time.
const SEEN_AGAIN: SignedDuration = SignedDuration::from_mins(1);

/// The token in the request's cookies.
pub fn token(headers: &HeaderMap) -> Option<String> {
    cookie(headers, NAME)
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
pub fn start(token: &str) -> String {
    format!("{NAME}={token}; Path=/; HttpOnly; SameSite=Lax")
}

/// The `Set-Cookie` value that ends it.
pub fn end() -> String {
    format!("{NAME}=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0")
}

/// The surroundings of the one who looks.
///
/// # Errors
/// [`Trouble::LoggedOut`] without a living session.
pub fn ctx(web: &Web, token: Option<&str>) -> Answer<Ctx> {
    let token = token.ok_or(Trouble::LoggedOut)?;
    let session = web.app.store().session(token)?.ok_or(Trouble::LoggedOut)?;
    let ctx = web.app.ctx_in(session.user, session.post).map_err(|_| Trouble::LoggedOut)?;
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
    let Ok(ctx) = web.app.ctx_in(session.user, session.post) else { return Ok(None) };
    let left = longest(web) - ctx.now.duration_since(session.seen_at);
    Ok((left.as_secs() > 0).then(|| (left.as_secs(), session.user)))
}

/// Use is written down at most once a minute, so a minute is given back here: nobody is locked out early.
fn longest(web: &Web) -> SignedDuration {
    web.settings.lock.idle + SEEN_AGAIN
}
