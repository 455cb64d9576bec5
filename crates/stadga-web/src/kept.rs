//! What is sent when its writer is logged in no longer: kept as a draft, with a way back to it.
//!
//! A form carries a sealed ticket: whose it is, which form, when it was handed out. Whoever posts it
//! without a living session can add to that writer's draft of that form and see nothing.

use crate::answer::{Answer, go};
use crate::router::Web;
use crate::{handling, session};
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use jiff::{SignedDuration, Timestamp};
use stadga_core::form::Form;
use stadga_core::{Ctx, Id};

/// The hidden field with the ticket.
pub const TICKET: &str = "formular";
/// The field, and the part of the query, with the way back.
pub const WAY: &str = "fortsatt";
/// How long a form that was handed out can be sent without a session; as long as drafts are kept.
const LIVES: SignedDuration = SignedDuration::from_hours(30 * 24);

/// How the address ends where drafts are saved.
const DRAFTS: &str = "/utkast";
/// What the page says beside a draft that was saved without a session.
const LOGGED_OUT: &str = "Du har loggats ut. Logga in så fortsätter du där du var.";

/// When a page that nobody uses covers what it shows, and the session is over.
#[derive(Clone, Copy, Debug)]
pub struct Lock {
    /// How long it may go unused; at most [`stadga_store::SESSION_IDLE`].
    pub idle: SignedDuration,
    /// How long before that the page says so.
    pub warning: SignedDuration,
}

impl Default for Lock {
    fn default() -> Self {
        Self { idle: SignedDuration::from_mins(30), warning: SignedDuration::from_mins(2) }
    }
}

/// A form as it was handed out.
pub struct Ticket {
    /// To whom.
    pub user: Id,
    /// Which form.
    pub use_case: String,
    /// What it is about; none when it opens something.
    pub subject: Option<Id>,
    issued: Timestamp,
}

impl Ticket {
    /// A ticket for a form that is drawn now.
    ///
    /// # Errors
    /// When the operating system gives no randomness.
    pub fn issue(web: &Web, ctx: &Ctx, use_case: &str, subject: Option<Id>) -> Answer<String> {
        let subject = subject.map_or_else(|| String::from("-"), |subject| subject.to_string());
        let text = format!("{} {use_case} {subject} {}", ctx.actor.user, ctx.now.as_second());
        Ok(web.app.store().seal_note(TICKET, text.as_bytes())?)
    }

    /// The ticket in a form, taken out of it; none when there is none of ours.
    pub fn take(web: &Web, form: &mut Form) -> Option<Self> {
        let text = opened(web, TICKET, form.text(TICKET));
        form.remove(TICKET);
        let text = text?;
        let mut parts = text.split(' ');
        Some(Self {
            user: parts.next()?.parse().ok()?,
            use_case: parts.next()?.to_owned(),
            subject: parts.next()?.parse().ok(),
            issued: Timestamp::from_second(parts.next()?.parse().ok()?).ok()?,
        })
    }

    /// Whether the form was handed out so lately that it is still taken in.
    pub fn holds(&self, now: Timestamp) -> bool {
        now.duration_since(self.issued) <= LIVES
    }
}

/// Why somebody stands at the log-in page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The session is over; what was sent is kept.
    Kept,
    /// The session is over; nothing was sent.
    Idle,
    /// The form belongs to another user than the one who is logged in; what was sent is kept for the other.
    Another,
}

impl Reason {
    const ALL: [(Self, &str); 3] = [(Self::Kept, "sparat"), (Self::Idle, "vila"), (Self::Another, "annan")];

    /// What the log-in page says: a short first sentence, and what comes after it.
    pub fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Kept => ("Du har loggats ut.", "Det du skrev är sparat. Logga in så fortsätter du där du var."),
            Self::Idle => ("Du har loggats ut.", "Logga in så fortsätter du där du var."),
            Self::Another => (
                "Formuläret öppnades av en annan användare.",
                "Det som skrevs är sparat åt den som öppnade det, och inget är gjort i ditt namn.",
            ),
        }
    }
}

/// The way back after log-in, open only to the one it was sealed for.
pub struct Way {
    /// Whose.
    pub user: Id,
    /// Why.
    pub reason: Reason,
    /// Where to.
    pub path: String,
}

impl Way {
    /// The way back in a sealed text.
    pub fn read(web: &Web, sealed: &str) -> Option<Self> {
        let text = opened(web, WAY, sealed)?;
        let mut parts = text.splitn(3, ' ');
        let user = parts.next()?.parse().ok()?;
        let word = parts.next()?;
        let (reason, _) = Reason::ALL.into_iter().find(|(_, known)| *known == word)?;
        Some(Self { user, reason, path: parts.next()?.to_owned() })
    }

    /// The log-in page, with the way back in its address.
    fn address(&self, web: &Web) -> Answer<String> {
        let word = Reason::ALL.into_iter().find(|(known, _)| *known == self.reason).map_or("", |(_, word)| word);
        let text = format!("{} {word} {}", self.user, self.path);
        Ok(format!("/?{WAY}={}", web.app.store().seal_note(WAY, text.as_bytes())?))
    }

    fn to_log_in(&self, web: &Web) -> Answer {
        go(&self.address(web)?)
    }
}

/// The answer when the one who wrote, or looked, is logged in no longer.
///
/// # Errors
/// When the draft could not be saved: then the page says so, and does not say that it was.
pub fn logged_out(
    web: &Web,
    path: &str,
    form: &Form,
    ticket: Option<Ticket>,
    token: Option<&str>,
    another: bool,
) -> Answer {
    if path.ends_with("/kontroll") {
        // The live check puts its answer into the page; a log-in page has no business there.
        return Ok(StatusCode::UNAUTHORIZED.into_response());
    }
    if !form.text(handling::BY_SCRIPT).is_empty() {
        // The note lies sealed in the browser and is sent from there; a draft beside it would be a second text.
        let way = ticket.filter(|_| !another).map(|ticket| Way {
            user: ticket.user,
            reason: Reason::Idle,
            path: path.to_owned(),
        });
        let to = way.map(|way| way.address(web)).transpose()?.unwrap_or_else(|| String::from("/"));
        return Ok((StatusCode::UNAUTHORIZED, to).into_response());
    }
    let kept = ticket.map(|ticket| handling::keep_for(web, &ticket, form)).transpose()?.flatten();
    if let Some(kept) = kept {
        if path.ends_with(DRAFTS) && form.text(handling::BY_BUTTON).is_empty() {
            return Ok(Html(format!("{}. {LOGGED_OUT}", kept.words)).into_response());
        }
        let reason = if another { Reason::Another } else { Reason::Kept };
        return Way { user: kept.user, reason, path: kept.address }.to_log_in(web);
    }
    let owner = token.map(|token| web.app.store().session_owner(token)).transpose()?.flatten();
    match owner {
        Some(user) if !another => {
            Way { user, reason: Reason::Idle, path: path.trim_end_matches(DRAFTS).to_owned() }.to_log_in(web)
        }
        _ => go("/"),
    }
}

/// What is known of a session that goes unused: seconds left, and whose it is. Asking does not use it.
pub fn time_left(web: &Web, token: Option<&str>) -> Answer<String> {
    Ok(session::left(web, token)?.map_or_else(|| String::from("0"), |(left, user)| format!("{left} {user}")))
}

fn opened(web: &Web, about: &str, sealed: &str) -> Option<String> {
    String::from_utf8(web.app.store().open_note(about, sealed)?).ok()
}
