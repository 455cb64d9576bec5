//! One's own calendar for other programs to read: hours and kinds, nobody's name and no case.

use crate::answer::{Answer, page};
use crate::ics;
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::sida::valj::on_thread;
use crate::view::{Button, PrenumerationPage};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use std::sync::Arc;

/// How the address ends, so that the other program knows what it is.
const ENDING: &str = ".ics";

/// What one may do about it on one's own page.
pub fn buttons(open: bool) -> Vec<Button> {
    let start = if open { "Visa en ny adress" } else { "Visa adressen" };
    let start = Button::post(start, "/konto/kalender", Vec::new());
    let end = open.then(|| Button::post("Sluta visa", "/konto/kalender/sluta", Vec::new()));
    std::iter::once(start).chain(end).collect()
}

/// The address, shown once.
pub fn open(web: &Web, asked: Asked) -> Answer {
    let Some(secret) = web.app.open_calendar(&asked.ctx)? else { return Ok(Redirect::to("/konto").into_response()) };
    let shell = shell(web, &asked.ctx, "Din kalender i ett annat program", "")?;
    let address = format!("https://{}/kalender/{secret}{ENDING}", asked.host);
    page(&PrenumerationPage { shell, address })
}

/// The address leads nowhere any more.
pub fn close(web: &Web, asked: Asked) -> Answer {
    web.app.close_calendar(&asked.ctx)?;
    Ok(Redirect::to("/konto").into_response())
}

/// The calendar that an address leads to. No cookie is asked for: the address is the key.
pub async fn show(State(web): State<Arc<Web>>, Path(address): Path<String>) -> Response {
    on_thread(move || {
        let entries = web.app.calendar(address.trim_end_matches(ENDING))?;
        let kind = [(header::CONTENT_TYPE, "text/calendar; charset=utf-8")];
        Ok((kind, ics::calendar(&web.settings.municipality, &entries)).into_response())
    })
    .await
}

/// One meeting as a file to invite others with.
pub fn invitation(web: &Web, asked: Asked) -> Answer {
    let entry = web.app.invitation(&asked.ctx, asked.id(0)?)?;
    let kind = [
        (header::CONTENT_TYPE, "text/calendar; charset=utf-8"),
        (header::CONTENT_DISPOSITION, "attachment; filename=\"mote.ics\""),
    ];
    Ok((kind, ics::calendar(&web.settings.municipality, &[entry])).into_response())
}
