//! The packs in force: what they say, by role, with their sources.

use crate::answer::{Answer, Trouble, page};
use crate::convert::source;
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{Due, DueState, Link, PackDuty, PackPage, PackRole, PackRow, PackSource, RutinerPage};
use jiff::civil::Date;
use stadga_rules::{Pack, PageRow, page_in};

/// The list.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let stack = web.app.stack();
    let today = asked.ctx.today;
    page(&RutinerPage {
        shell: shell(web, &asked.ctx, "Rutiner", "/rutiner")?,
        intro: String::from(
            "Det här är vad lagen och kommunens rutiner kräver. Listorna i Stadga räknas fram ur de här texterna.",
        ),
        packs: stack.packs().iter().map(|pack| row(pack, today)).collect(),
    })
}

/// One pack, by role.
pub fn show_one(web: &Web, asked: Asked) -> Answer {
    let stack = web.app.stack();
    let Some(pack) = stack.pack(asked.part(0)) else {
        return web.app.nothing(&asked.ctx, "rutin.visa").map_err(Trouble::from);
    };
    let mut frame = shell(web, &asked.ctx, &pack.name, "/rutiner")?;
    frame.crumbs = crumbs(&[("Rutiner", "/rutiner"), (&pack.name, "")]);
    let rows = page_in(&stack, &pack.id);
    let warning = expired(pack, asked.ctx.today)
        .then(|| format!("Rutinen gällde till och med {}. Den används fortfarande tills den ersätts.", last_day(pack)));
    page(&PackPage {
        heading: pack.name.clone(),
        facts: vec![format!("Version {}", pack.version), validity(pack), pack.source.clone()],
        uses: pack.uses.iter().filter_map(|id| stack.pack(id)).map(link).collect(),
        warnings: warning.into_iter().collect(),
        roles: roles(&rows),
        sources: sources(&rows),
        shell: frame,
    })
}

fn link(pack: &Pack) -> Link {
    Link::new(&pack.name, format!("/rutiner/{}", pack.id))
}

fn row(pack: &Pack, today: Date) -> PackRow {
    let state = if expired(pack, today) {
        Due::new(DueState::Soon, "Har gått ut")
    } else {
        Due::new(DueState::Done, "Gäller")
    };
    PackRow {
        name: pack.name.clone(),
        href: format!("/rutiner/{}", pack.id),
        version: format!("Version {}. {}", pack.version, validity(pack)),
        owner: pack.responsible.clone().or_else(|| pack.decided_by.clone()).unwrap_or_default(),
        contents: format!("{} uppgifter, {} kontroller", pack.duties.len(), pack.guards.len()),
        state,
    }
}

fn expired(pack: &Pack, today: Date) -> bool {
    pack.is_expired(today)
}

fn last_day(pack: &Pack) -> String {
    pack.valid_to.map(|day| day.to_string()).unwrap_or_default()
}

fn validity(pack: &Pack) -> String {
    match (pack.valid_from, pack.valid_to) {
        (Some(from), Some(to)) => format!("Gäller {from} – {to}"),
        (Some(from), None) => format!("Gäller från {from}"),
        (None, _) => String::from("Giltighet okänd"),
    }
}

fn roles(rows: &[PageRow]) -> Vec<PackRole> {
    let mut roles: Vec<PackRole> = Vec::new();
    for row in rows {
        if roles.last().is_none_or(|role| role.name != row.role) {
            roles.push(PackRole { name: row.role.clone(), duties: Vec::new() });
        }
        let when = if row.within.is_empty() { row.when.clone() } else { format!("{}. {}", row.when, row.within) };
        if let Some(role) = roles.last_mut() {
            role.duties.push(PackDuty { title: row.what.clone(), when, source: source(&row.source) });
        }
    }
    roles
}

fn sources(rows: &[PageRow]) -> Vec<PackSource> {
    let mut seen: Vec<&str> = Vec::new();
    let mut sources = Vec::new();
    for row in rows {
        if seen.contains(&row.source.cite.as_str()) {
            continue;
        }
        seen.push(&row.source.cite);
        sources.push(PackSource {
            source: source(&row.source),
            title: String::new(),
            validity: String::new(),
            warning: None,
        });
    }
    sources
}
