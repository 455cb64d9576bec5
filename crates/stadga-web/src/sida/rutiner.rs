//! The packs in force: what they say, by role, with their sources.

use crate::answer::{Answer, Trouble, page};
use crate::convert::source;
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{
    Due, DueState, KartaPage, Link, MapBox, PackDocument, PackDuty, PackPage, PackRole, PackRow, PackSource,
    RutinerPage,
};
use jiff::civil::Date;
use stadga_rules::{DocumentRule, DocumentState, MapStep, Pack, PageRow, Process, page_in, process_map};

/// The list, of one process or of all.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let stack = web.app.stack();
    let today = asked.ctx.today;
    let processes = processes(stack.packs());
    let chosen = processes.iter().find(|process| process.key == asked.query.text("process"));
    let of = |pack: &&Pack| {
        chosen.is_none() || pack.upkeep.process.as_ref().map(|known| &known.key) == chosen.map(|known| &known.key)
    };
    page(&RutinerPage {
        shell: shell(web, &asked.ctx, "Rutiner", "/rutiner")?,
        intro: String::from(
            "Det här är vad lagen och kommunens rutiner kräver. Listorna i Stadga räknas fram ur de här texterna.",
        ),
        filters: filters(&processes, chosen.copied()),
        packs: stack.packs().iter().filter(of).map(|pack| row(pack, today)).collect(),
    })
}

/// The processes that packs are of, each once.
fn processes(packs: &[Pack]) -> Vec<&Process> {
    let mut known: Vec<&Process> = Vec::new();
    for process in packs.iter().filter_map(|pack| pack.upkeep.process.as_ref()) {
        if known.iter().all(|other| other.key != process.key) {
            known.push(process);
        }
    }
    known
}

fn filters(processes: &[&Process], chosen: Option<&Process>) -> Vec<Link> {
    if processes.is_empty() {
        return Vec::new();
    }
    let all = Link::new("Alla rutiner", if chosen.is_some() { "/rutiner" } else { "" });
    let one = |process: &&Process| {
        let here = chosen.is_some_and(|known| known.key == process.key);
        Link::new(&process.name, if here { String::new() } else { format!("/rutiner?process={}", process.key) })
    };
    std::iter::once(all).chain(processes.iter().map(one)).collect()
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
    page(&PackPage {
        heading: pack.name.clone(),
        facts: facts(pack),
        uses: pack.uses.iter().filter_map(|id| stack.pack(id)).map(link).collect(),
        map: (!pack.duties.is_empty()).then(|| Link::new("Processkarta", format!("/rutiner/{}/karta", pack.id))),
        warnings: warning(pack, asked.ctx.today).into_iter().collect(),
        roles: roles(&rows),
        documents: pack.documents.iter().map(|known| document(known, asked.ctx.today)).collect(),
        sources: sources(&rows),
        shell: frame,
    })
}

/// One pack as a process map.
pub fn map(web: &Web, asked: Asked) -> Answer {
    let stack = web.app.stack();
    let Some(pack) = stack.pack(asked.part(0)) else {
        return web.app.nothing(&asked.ctx, "rutin.visa").map_err(Trouble::from);
    };
    let mut frame = shell(web, &asked.ctx, &format!("Processkarta {}", pack.name), "/rutiner")?;
    let own = format!("/rutiner/{}", pack.id);
    frame.crumbs = crumbs(&[("Rutiner", "/rutiner"), (&pack.name, &own), ("Processkarta", "")]);
    let map = process_map(&stack, &pack.id);
    let lanes = if map.lanes.len() == 1 { "roll" } else { "roller" };
    page(&KartaPage {
        heading: pack.name.clone(),
        facts: facts(pack),
        warnings: warning(pack, asked.ctx.today).into_iter().collect(),
        counted: format!("{} {lanes}, {} steg", map.lanes.len(), map.steps.len()),
        steps: map.steps.iter().map(map_box).collect(),
        beside: map.beside.iter().map(map_box).collect(),
        lanes: map.lanes,
        shell: frame,
    })
}

fn document(known: &DocumentRule, today: Date) -> PackDocument {
    let linked = known.place_of.starts_with("https://");
    let keeper = known.keeper.iter().map(|who| format!("Hålls aktuell av {}", lower_first(who)));
    let until = known.valid_to.map(|last| format!("Gäller till och med {last}"));
    let place = Some(known.place_of.clone()).filter(|_| !linked);
    PackDocument {
        title: known.title.clone(),
        place: place.into_iter().chain(until).chain(keeper).collect::<Vec<_>>().join(" · "),
        href: if linked { known.place_of.clone() } else { String::new() },
        warning: known.state(today).map(document_state),
        source: source(&known.source),
    }
}

/// What a document waits for, in words.
pub fn document_state(state: DocumentState) -> String {
    match state {
        DocumentState::Ended(last) => format!("Gick ut {last}"),
        DocumentState::Ends(last, 0) => format!("Går ut i dag, {last}"),
        DocumentState::Ends(last, 1) => format!("Går ut i morgon, {last}"),
        DocumentState::Ends(last, days) => format!("Går ut om {days} dagar, {last}"),
        DocumentState::Unchecked(on) => format!("Kontrollerad för över ett år sedan, {on}"),
    }
}

fn map_box(step: &MapStep) -> MapBox {
    let with =
        if step.with.is_empty() { String::new() } else { format!(", tillsammans med {}", step.with.join(" och ")) };
    let after = if step.after.is_empty() { String::from("Så börjar det") } else { format!("Efter {}", step.after) };
    MapBox {
        lane: step.lane + 1,
        who: format!("{}{}", step.who, with.to_lowercase()),
        what: step.what.clone(),
        after,
        within: step.within.clone(),
        source: source(&step.source),
    }
}

fn facts(pack: &Pack) -> Vec<String> {
    let on = |day: Option<Date>| day.map(|day| format!(" {day}")).unwrap_or_default();
    let upkeep = &pack.upkeep;
    let mut facts = vec![pack.kind.label().to_owned(), format!("Version {}", pack.version), validity(pack)];
    facts.push(pack.source.clone());
    facts.extend(pack.decided_by.iter().map(|who| format!("Beslutad av {}{}", lower_first(who), on(pack.decided_on))));
    facts.extend(upkeep.changed_on.map(|day| format!("Ändrad {day}")));
    facts.extend(upkeep.reviewed_on.map(|day| format!("Sågs över {day}")));
    facts.extend(pack.responsible.iter().map(|who| format!("Hålls aktuell av {}", lower_first(who))));
    facts.extend(pack.review_due().map(|day| format!("Ses över senast {day}")));
    facts
}

/// A routine never stops by itself: that would take away what people are owed without anybody having said so.
fn warning(pack: &Pack, today: Date) -> Option<String> {
    expired(pack, today).then(|| {
        let last = last_day(pack);
        format!("Utgången. Rutinen gällde till och med {last}. Den gäller tills någon beslutar om en ny version.")
    })
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

fn link(pack: &Pack) -> Link {
    Link::new(&pack.name, format!("/rutiner/{}", pack.id))
}

fn row(pack: &Pack, today: Date) -> PackRow {
    let state =
        if expired(pack, today) { Due::new(DueState::Soon, "Utgången") } else { Due::new(DueState::Done, "Gäller") };
    PackRow {
        name: pack.name.clone(),
        href: format!("/rutiner/{}", pack.id),
        version: format!("Version {}. {}", pack.version, validity(pack)),
        owner: pack.responsible.clone().or_else(|| pack.decided_by.clone()).unwrap_or_default(),
        process: pack.upkeep.process.as_ref().map(|process| process.name.clone()).unwrap_or_default(),
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
