//! The hand-over between shifts: what the journals say since a moment, and who has read it.

use super::arende::event;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{Button, Field, FieldKind, HandoverCard, Link, OverlamningPage, Timeline, TimelineEvent};
use jiff::civil::{Date, DateTime, Time};
use jiff::{SignedDuration, Timestamp};
use stadga_app::view::{HandoverPerson, HandoverRow};
use stadga_core::calendar::{stockholm, text};
use stadga_core::ctx::Ctx;
use stadga_core::form::Form;

/// The page's address.
pub const ADDRESS: &str = "/utforare/overlamning";

/// Days that are offered beside a chosen moment.
const SPANS: &[(i64, &str)] = &[(1, "Senaste dygnet"), (3, "Senaste tre dygnen")];

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.handover(&asked.ctx, since(&asked.ctx, &asked.query))?;
    let mut frame = shell(web, &asked.ctx, "Överlämning", "/utforare")?;
    frame.crumbs = crumbs(&[("Uppdrag", "/utforare"), ("Överlämning", "")]);
    let clock = text::clock(found.since.time());
    page(&OverlamningPage {
        intro: format!(
            "Det som har skrivits hos {} sedan {} kl. {clock}. Det är journalerna själva du läser.",
            found.unit,
            text::with_weekday(found.since.date())
        ),
        spans: SPANS.iter().map(|(days, words)| Link::new(*words, address(&asked.ctx, *days))).collect(),
        fields: vec![
            Field::date("fran", "Sedan").value(found.since.date().to_string()).half(),
            Field::new("kl", "Klockan", FieldKind::Time).value(clock).half(),
        ],
        people: found.people.iter().map(card).collect(),
        quiet: match (found.people.is_empty(), found.quiet) {
            (true, 0) => String::from("Du har inga uppdrag."),
            (true, _) => String::from("Inget har skrivits sedan dess."),
            (false, 0) => String::new(),
            (false, 1) => String::from("Om en person till har inget skrivits."),
            (false, many) => format!("Om {many} personer till har inget skrivits."),
        },
        shell: frame,
    })
}

/// The moment in a question, `fran` and `kl`; a day ago when there is none.
pub fn since(ctx: &Ctx, query: &Form) -> Timestamp {
    let day: Option<Date> = text::parse_date(query.text("fran"), ctx.today).ok();
    let chosen = day.and_then(|day| stockholm().to_timestamp(day.to_datetime(clock(query.text("kl")))).ok());
    chosen.unwrap_or_else(|| ctx.now - SignedDuration::from_hours(24))
}

/// A clock as it is typed, 07.00 or 7:00; midnight when it is none.
fn clock(typed: &str) -> Time {
    let (hour, minute) = typed.split_once(['.', ':']).unwrap_or((typed, "0"));
    let part = |text: &str| text.trim().parse::<i8>().ok();
    part(hour).zip(part(minute)).and_then(|(hour, minute)| Time::new(hour, minute, 0, 0).ok()).unwrap_or_default()
}

fn address(ctx: &Ctx, days: i64) -> String {
    let from: DateTime = (ctx.now - SignedDuration::from_hours(24 * days)).to_zoned(stockholm()).datetime();
    format!("{ADDRESS}?fran={}&kl={}", from.date(), text::clock(from.time()))
}

fn card(person: &HandoverPerson) -> HandoverCard {
    let base = format!("/uppdrag/{}", person.assignment);
    let unread = person.rows.iter().filter(|row| row.unread).count();
    HandoverCard {
        name: person.person.clone(),
        id: format!("uppdrag-{}", person.assignment),
        timeline: Timeline { events: person.rows.iter().map(|row| read(row, &base)).collect() },
        write: Some(Button::go("Skriv", format!("{base}/genomforandeanteckning.skriv"))),
        href: base,
        unread,
    }
}

fn read(row: &HandoverRow, base: &str) -> TimelineEvent {
    let mut event = event(&row.row, base, "");
    let by = match row.read_by.as_slice() {
        [] => String::from("Ingen annan har läst än"),
        names => format!("Läst av {}", names.join(", ")),
    };
    let new = if row.unread { "Nytt för dig · " } else { "" };
    event.time = format!("skriven {}", text::clock(row.written.time()));
    event.byline = format!("{new}{} · {by}", event.byline);
    event
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_is_read_as_people_type_it() {
        for typed in ["07.00", "7:00", "7", " 07 . 00"] {
            assert_eq!(text::clock(clock(typed)), "07.00", "{typed}");
        }
        for typed in ["", "sju", "25.00", "7.99"] {
            assert_eq!(text::clock(clock(typed)), "00.00", "{typed}");
        }
    }
}
