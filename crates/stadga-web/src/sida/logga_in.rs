//! The door: name, password and code; the first time, a device and a password of one's own.

use super::valj::on_thread;
use crate::answer::{Answer, page};
use crate::kept::{WAY, Way};
use crate::router::{Web, read};
use crate::session;
use crate::shell::{bare, home};
use crate::view::{
    BorjaPage, FormError, Hidden, Link, LoggaInPage, Notice, QrCode, ReservkoderPage, SecretField, Shell,
};
use crate::ways::Passwords;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use qrcodegen::{QrCode as Drawn, QrCodeEcc};
use stadga_app::accounts::{Beginning, Chosen, Entered, Entry, LogIn, Settled};
use stadga_core::Id;
use stadga_core::calendar::text;
use stadga_core::form::Form;
use stadga_store::{CameBy, Proof};
use std::sync::Arc;

/// The field with the ticket of whoever begins.
const TICKET: &str = "biljett";
/// What anybody who does not get in is told, whatever the reason.
const NO: &str = "Namnet, lösenordet eller koden stämmer inte, eller så har det provats för många gånger. Vänta en \
                  minut och försök igen. En kod från appen går att använda en gång: vänta på nästa.";
/// White around the picture, in modules, as readers want it.
const MARGIN: i32 = 4;

/// The page.
pub fn show(web: &Web, query: &Form) -> Answer {
    page(&door(web, query.text(WAY), &Refusal::default())?)
}

/// Somebody wants in.
pub async fn enter(State(web): State<Arc<Web>>, headers: HeaderMap, body: Bytes) -> Response {
    on_thread(move || {
        let form = read(&body);
        let (name, way) = (form.text("namn"), form.text(WAY));
        let accepted = web.settings.ways.passwords.accepted_for(name);
        let tried = LogIn { name, password: form.text("losenord"), code: form.text("kod"), accepted };
        match web.app.log_in(web.settings.doors.cost(), tried)? {
            Entry::In(entered) => inside(&web, &headers, &entered, way, CameBy::Password),
            Entry::Begin(ticket) => match web.app.beginning(&ticket, &web.settings.municipality)? {
                Some(beginning) => page(&first_time(&web, &ticket, &beginning, &[])?),
                None => refused(&web, way, name),
            },
            Entry::No => refused(&web, way, name),
        }
    })
    .await
}

/// Somebody has chosen a password and a device.
pub async fn begin(State(web): State<Arc<Web>>, headers: HeaderMap, body: Bytes) -> Response {
    on_thread(move || {
        let form = read(&body);
        let ticket = form.text(TICKET);
        let chosen = Chosen { password: form.text("nytt"), again: form.text("igen"), code: form.text("kod") };
        match web.app.settle(web.settings.doors.cost(), ticket, chosen)? {
            Settled::In { user, spare } => {
                let ctx = web.app.ctx(user)?;
                let next = home(ctx.actor.post.role).to_owned();
                let shown = page(&ReservkoderPage { shell: frame(&web, "Reservkoder"), codes: spare, next })?;
                Ok((session_of(&web, &headers, user, CameBy::Password)?, shown).into_response())
            }
            Settled::Mend(faults) => match web.app.beginning(ticket, &web.settings.municipality)? {
                Some(beginning) => {
                    let again = page(&first_time(&web, ticket, &beginning, &faults)?)?;
                    Ok((StatusCode::UNPROCESSABLE_ENTITY, again).into_response())
                }
                None => late(&web),
            },
            Settled::Late => late(&web),
        }
    })
    .await
}

/// A new session in place of whatever the browser had, so that no token from before log-in is worth anything.
fn session_of(web: &Web, headers: &HeaderMap, user: Id, by: CameBy) -> Answer<[(header::HeaderName, String); 1]> {
    if let Some(old) = session::token(web, headers) {
        web.app.store().delete_session(&old)?;
    }
    let proof = Proof { by, at: web.app.now() };
    let token = web.app.store().create_proved_session(user, None, proof)?;
    Ok([(header::SET_COOKIE, session::start(web, &token))])
}

/// In, and on to what one has to know, to what one was doing, or to where one begins.
pub fn inside(web: &Web, headers: &HeaderMap, entered: &Entered, way: &str, by: CameBy) -> Answer {
    let ctx = web.app.ctx(entered.user)?;
    let back = Way::read(web, way).filter(|way| way.user == entered.user).map(|way| way.path);
    // What one has to know comes before what one was doing; it stands on one's own page.
    let to = match (entered.locked_at, entered.spare_left) {
        (Some(at), _) => {
            let at = at.to_zoned(stadga_core::calendar::stockholm());
            format!("/konto?last={}T{}", at.date(), text::clock(at.time()))
        }
        (None, Some(left)) => format!("/konto?reserv={left}"),
        (None, None) => back.unwrap_or_else(|| home(ctx.actor.post.role).to_owned()),
    };
    Ok((session_of(web, headers, entered.user, by)?, Redirect::to(&to)).into_response())
}

fn refused(web: &Web, way: &str, name: &str) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&door(web, way, &Refusal { words: NO, name })?)?).into_response())
}

fn late(web: &Web) -> Answer {
    let words = "Det tog för lång tid, eller så har kontot ändrats. Logga in med startkoden igen.";
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&door(web, "", &Refusal { words, name: "" })?)?).into_response())
}

/// The frame of a page outside the door.
pub fn frame(web: &Web, title: &str) -> Shell {
    Shell { municipality: web.settings.municipality.clone(), ..bare(title) }
}

/// Why somebody did not get in, and the name they gave; nothing the first time.
#[derive(Clone, Copy, Default)]
pub struct Refusal<'a> {
    /// Why.
    pub words: &'a str,
    /// The name.
    pub name: &'a str,
}

/// The door, with the way back in `way`.
pub fn door(web: &Web, way: &str, refusal: &Refusal<'_>) -> Answer<LoggaInPage> {
    let Refusal { words: error, name } = *refusal;
    let ways = &web.settings.ways;
    let provider = ways.provider.as_ref();
    let known = Way::read(web, way);
    let kept = known.as_ref().map(|_| format!("?{WAY}={way}")).unwrap_or_default();
    let mut shell = frame(web, "Logga in");
    shell.error = !error.is_empty();
    shell.notice = known.as_ref().map(|way| {
        let (head, line) = way.reason.words();
        Notice { head: head.to_owned(), lines: vec![line.to_owned()], undo: None }
    });
    let hidden: Vec<Hidden> = known.iter().map(|_| Hidden::new(WAY, way)).collect();
    Ok(LoggaInPage {
        shell,
        passkey: super::passnycklar::at_door(web, &hidden)?,
        error: error.to_owned(),
        provider: provider
            .map(|provider| Link::new(format!("Logga in med {}", provider.name), format!("/logga-in/kommun{kept}"))),
        spare: matches!(ways.passwords, Passwords::Only(_)),
        hidden,
        fields: vec![
            SecretField { seen: true, value: name.to_owned(), ..field("namn", "Inloggningsnamn", "username", "") },
            field("losenord", "Lösenord", "current-password", "Första gången: startkoden du har fått."),
            SecretField {
                seen: true,
                ..field(
                    "kod",
                    "Kod från din app",
                    "one-time-code",
                    "Sex siffror. Lämna tomt första gången. Har du inte telefonen går det med en reservkod.",
                )
            },
        ],
    })
}

fn first_time(web: &Web, ticket: &str, beginning: &Beginning, faults: &[(&'static str, String)]) -> Answer<BorjaPage> {
    let mut shell = frame(web, "Kom igång");
    shell.error = !faults.is_empty();
    Ok(BorjaPage {
        shell,
        name: beginning.name.clone(),
        picture: picture(&beginning.address),
        secret: beginning.secret.clone(),
        hidden: vec![Hidden::new(TICKET, ticket)],
        errors: errors(faults),
        fields: vec![
            with_fault(field("nytt", "Nytt lösenord", "new-password", CHOOSE), faults),
            with_fault(field("igen", "Samma lösenord igen", "new-password", ""), faults),
            SecretField {
                seen: true,
                ..with_fault(field("kod", "Koden som appen visar", "one-time-code", "Sex siffror."), faults)
            },
        ],
    })
}

/// What is said of a new password.
pub const CHOOSE: &str = "Minst tolv tecken. Fyra ord efter varandra är lätt att minnas och svårt att gissa.";

/// A field with its words.
pub fn field(name: &str, label: &str, what: &str, hint: &str) -> SecretField {
    let (name, label, what, hint) = (name.to_owned(), label.to_owned(), what.to_owned(), hint.to_owned());
    SecretField { name, label, what, hint, ..SecretField::default() }
}

/// The same field with what is wrong in it.
pub fn with_fault(field: SecretField, faults: &[(&'static str, String)]) -> SecretField {
    let fault = faults.iter().find(|(name, _)| *name == field.name);
    SecretField { error: fault.map(|(_, words)| words.clone()).unwrap_or_default(), ..field }
}

/// What is wrong, gathered.
pub fn errors(faults: &[(&'static str, String)]) -> Vec<FormError> {
    faults.iter().map(|(name, words)| FormError::new(*name, words.clone())).collect()
}

/// The picture of an address, drawn: none when it is too long to draw, and then the key is typed.
fn picture(address: &str) -> QrCode {
    let Ok(drawn) = Drawn::encode_text(address, QrCodeEcc::Medium) else { return QrCode::default() };
    let size = drawn.size();
    let dark = (0..size).flat_map(|y| (0..size).map(move |x| (x, y))).filter(|(x, y)| drawn.get_module(*x, *y));
    let path = dark.map(|(x, y)| format!("M{} {}h1v1h-1z", x + MARGIN, y + MARGIN)).collect();
    QrCode { side: size + 2 * MARGIN, path }
}
