//! The unit's emergency binder: the copies there are, and the one made today as a file.

use super::receipt;
use crate::answer::{Answer, Trouble, page, pdf};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{Button, CopyRow, Link, NodparmPage, OutdatedCopy};
use stadga_app::view::BinderLine;

const HERE: &str = "/enhet/nodparm";

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.binder_page(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Nödpärm", "/enhet")?;
    frame.crumbs = crumbs(&[("Enheten", "/enhet"), ("Nödpärm", "")]);
    frame.notice = receipt(&asked);
    let missed = found.missed.map_or_else(String::new, |day| {
        format!("Den senaste gjordes natten till {day}. Gör ett exemplar nu, och säg till den som sköter driften.")
    });
    let nights = match found.nightly {
        true => "Varje natt görs ett exemplar av sig självt.",
        false => "Inget exemplar görs av sig självt på natten. Den som sköter driften kan slå på det.",
    };
    page(&NodparmPage {
        shell: frame,
        intro: format!(
            "Det {} behöver på papper om systemet inte går att nå: domstolens frister först, sedan personer, beslut, \
             det som ska göras inom två veckor och vilka ni ringer.",
            found.unit
        ),
        missed,
        nights: String::from(nights),
        buttons: vec![Button::go("Gör ett exemplar nu", format!("{HERE}/nodparm.framstall")).filled()],
        outdated: found.copies.iter().rev().filter(|line| line.outdated).map(outdated).collect(),
        copies: found.copies.iter().map(row).collect(),
    })
}

/// A copy as a file.
pub fn file(web: &Web, asked: Asked) -> Answer {
    let number: u32 = asked.part(0).parse().map_err(|_| Trouble::Nowhere)?;
    Ok(pdf(web.app.binder_file(&asked.ctx, number)?))
}

fn place(line: &BinderLine) -> String {
    line.copy
        .handed
        .as_ref()
        .map_or_else(|| String::from("inte utkvitterat"), |(to, place, on)| format!("{to}, {place}, sedan {on}"))
}

fn outdated(line: &BinderLine) -> OutdatedCopy {
    let number = line.copy.number;
    OutdatedCopy {
        title: format!("Förstör exemplar {number}"),
        text: format!("Gjort {}, {}.", line.copy.on, place(line)),
        button: Some(Button::go("Anteckna förstört", act("nodparm.forstor", number))),
    }
}

fn act(use_case: &str, number: u32) -> String {
    format!("{HERE}/{use_case}?exemplar={number}")
}

fn row(line: &BinderLine) -> CopyRow {
    let number = line.copy.number;
    let mut links = Vec::new();
    if line.fetched {
        links.push(Link::new(format!("Hämta exemplar {number} (PDF)"), format!("{HERE}/{number}/nodparm.pdf")));
    }
    if line.copy.destroyed_on.is_none() {
        let words = if line.copy.handed.is_none() { "Kvittera ut" } else { "Flytta" };
        links.push(Link::new(format!("{words} exemplar {number}"), act("nodparm.lamna_ut", number)));
        links.push(Link::new(format!("Förstört: exemplar {number}"), act("nodparm.forstor", number)));
    }
    CopyRow {
        number,
        made: format!("{} kl. {}", line.copy.on, line.clock),
        how: String::from(if line.copy.nightly { "av natten" } else { "" }),
        place: place(line),
        destroyed: line.copy.destroyed_on.map(|day| day.to_string()).unwrap_or_default(),
        links,
    }
}
