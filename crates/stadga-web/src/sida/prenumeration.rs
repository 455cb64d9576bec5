//! One's own calendar as other programs read it (RFC 5545): hours and kinds, nobody's name and no case.

use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::sida::valj::on_thread;
use crate::view::{Button, PrenumerationPage};
use axum::extract::{Path, State};
use axum::http::header;
use axum::response::{IntoResponse, Redirect, Response};
use icalendar::{Calendar, Component, Event};
use jiff::civil::DateTime;
use stadga_app::accounts::CalendarEntry;
use stadga_core::calendar::stockholm;
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
        Ok((kind, written(&web.settings.municipality, &entries)).into_response())
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
    Ok((kind, written(&web.settings.municipality, &[entry])).into_response())
}

fn written(municipality: &str, entries: &[CalendarEntry]) -> String {
    let mut calendar = Calendar::new();
    calendar.name(&format!("Stadga, {municipality}"));
    for entry in entries {
        calendar.push(event(entry));
    }
    calendar.done().to_string()
}

fn event(entry: &CalendarEntry) -> Event {
    let mut event = Event::new();
    let all_day = |event: &mut Event, day: jiff::civil::Date, what: &str, words: &str| {
        event.uid(&format!("{what}-{day}@stadga")).summary(words);
        event.append_property(plain("DTSTART", &day.strftime("%Y%m%d").to_string(), true));
        event.append_property(plain("TRANSP", "TRANSPARENT", false));
    };
    match entry {
        CalendarEntry::Meeting { id, kind, begins, ends } => {
            event.uid(&format!("{id}@stadga")).summary(kind);
            event.append_property(plain("DTSTART", &instant(*begins), false));
            event.append_property(plain("DTEND", &instant(*ends), false));
        }
        CalendarEntry::Due(day, 1) => all_day(&mut event, *day, "rader", "1 uppgift att göra"),
        CalendarEntry::Due(day, many) => all_day(&mut event, *day, "rader", &format!("{many} uppgifter att göra")),
        CalendarEntry::Schedule(day, many) => {
            all_day(&mut event, *day, "schema", &format!("Veckoschema för {many} i huset"));
        }
    }
    event.done()
}

/// A moment in Stockholm, as calendars write moments: in world time.
fn instant(moment: DateTime) -> String {
    let zoned = moment.to_zoned(stockholm()).map(|zoned| zoned.timestamp());
    zoned.map(|stamp| stamp.strftime("%Y%m%dT%H%M%SZ").to_string()).unwrap_or_default()
}

fn plain(name: &str, value: &str, date: bool) -> icalendar::Property {
    let mut property = icalendar::Property::new(name, value);
    if date {
        property.add_parameter("VALUE", "DATE");
    }
    property.done()
}
