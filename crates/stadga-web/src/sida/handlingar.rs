//! The documents of a case or an assignment, and each file as it leaves the record.

use super::receipt;
use crate::answer::{Answer, Trouble, page};
use crate::handling;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{DocumentRow, DocumentsPage, Empty, Link};
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use stadga_app::Document;
use stadga_app::view::{DocumentLine, Way};
use stadga_core::fact::handling::{Fil, Filtyp};
use stadga_core::file::{endings, media_type, size_words};

/// What can be chosen to be shown: the word in the address, what it says, and which way.
const FILTERS: &[(&str, &str, Option<Way>)] = &[
    ("", "Alla", None),
    ("inkomna", "Inkomna", Some(Way::In)),
    ("egna", "Egna", Some(Way::Own)),
    ("begarda", "Begärda", Some(Way::Asked)),
];

/// The list.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let subject = asked.id(0)?;
    let found = web.app.documents(&asked.ctx, subject)?;
    let on_case = found.subject == found.case;
    let base = if on_case { format!("/arenden/{subject}") } else { format!("/uppdrag/{subject}") };
    let list = if on_case { ("Mina ärenden", "/arenden") } else { ("Mina uppdrag", "/utforare") };
    let mut frame = shell(web, &asked.ctx, &format!("Handlingar {}", found.number), list.1)?;
    frame.person = Some(banner(&found.person, found.children && on_case, &asked.ctx));
    frame.crumbs = crumbs(&[list, (&found.number, &base), ("Handlingar", "")]);
    frame.notice = receipt(&asked);
    let chosen = asked.query.text("visa");
    let way = FILTERS.iter().find(|(word, _, _)| *word == chosen).and_then(|(_, _, way)| *way);
    let filter = |(word, label, _): &(&str, &str, Option<Way>)| match (*word == chosen, word.is_empty()) {
        (true, _) => Link::new(*label, ""),
        (false, true) => Link::new(*label, format!("{base}/handlingar")),
        (false, false) => Link::new(*label, format!("{base}/handlingar?visa={word}")),
    };
    let shown = found.lines.iter().filter(|line| way.is_none_or(|way| line.way == way));
    let rows: Vec<DocumentRow> = shown.map(|line| row(line, &base)).collect();
    let text = if found.lines.is_empty() { "Inga handlingar än." } else { "Inga sådana handlingar." };
    page(&DocumentsPage {
        heading: String::from("Handlingar"),
        intro: String::from("Det som har kommit in, det ni själva har upprättat och det ni har begärt av andra."),
        buttons: found.begin.iter().filter_map(|act| handling::button(act, found.case, subject)).collect(),
        filters: if found.lines.is_empty() { Vec::new() } else { FILTERS.iter().map(filter).collect() },
        rows,
        empty: Empty { text: text.to_owned(), next: None },
        shell: frame,
    })
}

fn row(line: &DocumentLine, base: &str) -> DocumentRow {
    let arrival = line.arrival.map(|(reached, source)| format!("Nådde oss {reached}. Dagen följer av {source}."));
    let open = line.open_until.map(|until| match until {
        Some(day) => format!("Väntar på svar, senast {day}"),
        None => String::from("Väntar på svar"),
    });
    let address = |act: &str| match act {
        "uppgift.registrera" | "uppgift.aterta" => format!("{base}/{act}?begaran={}", line.event),
        _ => format!("{base}/{act}?handelse={}", line.event),
    };
    let words = |act: &str| match act {
        "handling.ratta" => "Rätta",
        "handling.aterkalla" => "Återkalla",
        "uppgift.registrera" => "Registrera svaret",
        _ => "Återta begäran",
    };
    DocumentRow {
        date: line.on.to_string(),
        arrival: arrival.unwrap_or_default(),
        title: line.title.clone(),
        party: line.party.clone(),
        text: line.text.clone(),
        open: open.unwrap_or_default(),
        files: (0..).zip(&line.files).map(|(place, file)| link(file, line, base, place)).collect(),
        by: format!("{}, {}", line.by, line.recorded),
        acts: line.acts.iter().map(|act| Link::new(words(act), address(act))).collect(),
        corrected: line.corrected.clone().unwrap_or_default(),
    }
}

fn link(file: &Fil, line: &DocumentLine, base: &str, place: u32) -> Link {
    let label = format!("{} ({}, {})", file.namn, file.typ.label(), size_words(file.storlek as usize));
    Link::new(label, format!("{base}/handlingar/{}/{place}", line.event))
}

/// A file.
pub fn file(web: &Web, asked: Asked) -> Answer {
    let place = asked.part(2).parse().map_err(|_| Trouble::Nowhere)?;
    let document = web.app.document(&asked.ctx, asked.id(0)?, asked.id(1)?, place)?;
    Ok(served(document))
}

/// The file as something that can be looked at or kept, and never run: pictures are shown in a page without
/// rights, all else is handed over to be saved. Its own name may say who it is about, so it stays here.
fn served(document: Document) -> Response {
    let kind = document.file.typ;
    let way = if matches!(kind, Filtyp::Png | Filtyp::Jpeg) { "inline" } else { "attachment" };
    let ends = endings(kind).first().copied().unwrap_or_default();
    let disposition = format!("{way}; filename=\"handling-{}.{ends}\"", document.on);
    let disposition = HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment"));
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type(kind))),
        (header::CONTENT_DISPOSITION, disposition),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'; form-action 'none'"),
        ),
        (header::HeaderName::from_static("cross-origin-resource-policy"), HeaderValue::from_static("same-origin")),
    ];
    (headers, document.content).into_response()
}
