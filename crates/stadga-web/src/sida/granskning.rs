//! The head's review of a month, and the individual's extract.

use super::receipt;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{Button, ChangeRow, ExtractPage, ExtractRow, Link, ReaderRow, ReviewPage, SignedRow};
use jiff::civil::Date;
use stadga_app::view::{Change, Reader, Reading, ReviewDue};
use stadga_core::calendar::text;

/// The review.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let wanted = text::parse_date(asked.query.text("manad"), asked.ctx.today).ok();
    let found = web.app.review_page(&asked.ctx, wanted)?;
    let mut frame = shell(web, &asked.ctx, "Granskning", "/granskning")?;
    frame.notice = receipt(&asked);
    let until = found.due.map(|day| format!(" Signera senast {day}.")).unwrap_or_default();
    let source = found.source.as_ref().map(|source| format!(" {}.", source.cite)).unwrap_or_default();
    let sign = found.unsigned.iter().filter(|_| found.over).map(|art| {
        let label = format!("Signera: {}", art.label().to_lowercase());
        Button::go(label, format!("/granskning/granskning.signera?art={}&manad={}", art.word(), found.month))
    });
    let signed = found.signed.iter().map(|known| SignedRow {
        what: known.art.label().to_owned(),
        by: format!("signerad av {} {}", known.by, known.on),
        note: known.note.clone(),
    });
    page(&ReviewPage {
        heading: format!("Granskning, {}", month(found.month)),
        intro: format!("Det mest ovanliga står först. Inget av det är fel i sig: fråga den det gäller.{until}{source}"),
        buttons: sign.collect(),
        waiting: found.waiting.iter().filter(|due| due.month != found.month).map(waiting).collect(),
        readers: found.readers.iter().map(reader).collect(),
        changes: found.changes.iter().map(change).collect(),
        signed: signed.collect(),
        shell: frame,
    })
}

pub(super) fn month(day: Date) -> String {
    format!("{} {}", text::month_name(day), day.year())
}

fn waiting(due: &ReviewDue) -> Link {
    let label = format!("{}: {}, senast {}", month(due.month), due.art.label().to_lowercase(), due.due);
    Link::new(label, format!("/granskning?manad={}", due.month))
}

fn reader(reader: &Reader) -> ReaderRow {
    let odd: Vec<String> = reader.odd.iter().map(|(kind, times)| format!("{times} {}", kind.label())).collect();
    ReaderRow {
        name: reader.name.clone(),
        post: reader.post.clone(),
        lookups: reader.lookups,
        opened: reader.opened,
        odd: odd.join(", "),
    }
}

fn change(change: &Change) -> ChangeRow {
    ChangeRow { on: change.on.to_string(), what: change.what.clone(), whom: change.whom.clone(), by: change.by.clone() }
}

/// The extract.
pub fn extract(web: &Web, asked: Asked) -> Answer {
    let person = asked.id(0)?;
    let found = web.app.register_extract(&asked.ctx, person)?;
    let mut frame = shell(web, &asked.ctx, "Registerutdrag", "/arenden")?;
    frame.person = Some(banner(&found.person, false, &asked.ctx));
    let home = format!("/personer/{person}");
    frame.crumbs = crumbs(&[("Enhetens ärenden", "/arenden"), ("Personakt", &home), ("Registerutdrag", "")]);
    page(&ExtractPage {
        shell: frame,
        heading: String::from("Registerutdrag"),
        buttons: vec![Button::go(
            String::from("Lämna ut registerutdrag"),
            format!("/arenden/{}/utlamnande.registerutdrag", found.case),
        )],
        elsewhere: found.elsewhere,
        rows: found.readings.iter().map(row).collect(),
    })
}

fn row(reading: &Reading) -> ExtractRow {
    ExtractRow {
        at: format!("{} kl. {}", reading.at.date(), text::clock(reading.at.time())),
        who: reading.who.clone(),
        post: reading.post.clone(),
        what: format!("{} · {}", reading.what, reading.kind.to_lowercase()),
    }
}
