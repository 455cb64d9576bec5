//! Erasure: the files whose time has come, what excepts the others, what is proposed and decided, and the protocol.

use super::receipt;
use crate::answer::{Answer, page, pdf, sealed};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{Button, GallringForslag, GallringPage, GallringRad, Link};
use stadga_app::view::{ErasureLine, FileLine, HandOverLine, RetentionPage};

const HERE: &str = "/gallring";

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.retention_page(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Gallring", HERE)?;
    frame.crumbs = crumbs(&[("Gallring", "")]);
    frame.notice = receipt(&asked);
    let free = found.ripe.iter().any(|line| !line.proposed);
    let propose = Button::go("Föreslå gallring", format!("{HERE}/gallring.foresla")).filled();
    let leaves = found.excepted.iter().any(|line| line.to_archive && !line.proposed);
    let prepare = Button::go("Lämna över till arkiv", format!("{HERE}/arkiv.forbered"));
    let (open, decided): (Vec<&ErasureLine>, Vec<&ErasureLine>) =
        found.erasures.iter().partition(|line| line.erasure.is_open());
    page(&GallringPage {
        shell: frame,
        intro: format!(
            "Det finns {}{}. En person föreslår och en annan beslutar. Inget gallras av sig självt, och det som \
             är gallrat går inte att få tillbaka.",
            files(found.kept as usize),
            if found.board { "" } else { " hos er" }
        ),
        buttons: if free { vec![propose] } else { Vec::new() },
        archive: if leaves { vec![prepare] } else { Vec::new() },
        handovers: found.handovers.iter().map(handed).collect(),
        waiting: open.into_iter().map(waiting).collect(),
        ripe: found.ripe.iter().map(|line| ripe(line, &found)).collect(),
        excepted: found.excepted.iter().map(|line| row(line, &found)).collect(),
        decided: decided.into_iter().map(settled).collect(),
    })
}

/// The protocol as a file.
pub fn protocol(web: &Web, asked: Asked) -> Answer {
    Ok(pdf(web.app.retention_protocol(&asked.ctx, asked.id(0)?)?))
}

/// A package that waits for an archive, as a file.
pub fn package(web: &Web, asked: Asked) -> Answer {
    let place = asked.part(1).parse().unwrap_or_default();
    let file = web.app.archive_package(&asked.ctx, asked.id(0)?, place)?;
    Ok(sealed(&file.name, file.bytes))
}

fn row(line: &FileLine, found: &RetentionPage) -> GallringRad {
    let hands_over = !found.board && !line.proposed;
    GallringRad {
        numbers: line.numbers.join(", "),
        holder: line.provider.clone(),
        last: line.last.to_string(),
        by: line.by.map(|day| day.to_string()).unwrap_or_default(),
        why: line.kept.clone(),
        link: hands_over
            .then(|| Link::new("Lämna till nämnden", format!("/uppdrag/{}/uppdragsakt.lamna_over", line.key))),
    }
}

fn ripe(line: &FileLine, found: &RetentionPage) -> GallringRad {
    let state = if line.proposed { "Väntar på beslut" } else { "Inte föreslagen" };
    GallringRad { why: vec![(state.to_owned(), String::new())], ..row(line, found) }
}

/// What is on its way to an archive, or there.
fn handed(line: &HandOverLine) -> GallringForslag {
    let known = &line.handover;
    let archive = &known.fact.mottagare;
    let links = |confirms: bool| {
        let packages = known.fact.poster.iter().enumerate().map(|(at, post)| {
            let words = format!("Paket för {}", post.arenden.join(", "));
            Link::new(words, format!("{HERE}/{}/paket/{}", known.id, at + 1))
        });
        let act = |name: &str, words: &str| Link::new(words, format!("{HERE}/{name}?forslag={}", known.id));
        let confirm = confirms.then(|| act("arkiv.kvittera", "Bekräfta"));
        packages.chain(confirm).chain([act("arkiv.avbryt", "Avbryt")]).collect()
    };
    match (&known.confirmed, &known.broken_off) {
        (Some((fact, _, on)), _) => GallringForslag {
            title: format!(
                "{} har tagits över av {archive}, bekräftat {on} av {}",
                files(fact.poster.len()),
                line.decided_by
            ),
            text: format!(
                "{} fanns före, 0 är gallrade, {} är överlämnade och {} är kvar.",
                files(fact.fore as usize),
                fact.poster.len(),
                fact.kvar
            ),
            links: vec![Link::new(format!("Protokoll {on} (PDF)"), format!("{HERE}/{}/protokoll.pdf", known.id))],
        },
        (None, Some((why, _, on))) => GallringForslag {
            title: format!("{} till {archive} avbröts {on} av {}", files(known.fact.poster.len()), line.decided_by),
            text: why.clone(),
            links: Vec::new(),
        },
        (None, None) => GallringForslag {
            title: format!(
                "{} väntar på {archive}, förberett av {} {}",
                files(known.fact.poster.len()),
                line.by,
                known.on
            ),
            text: String::from(
                "Hämta paketen, ge dem till arkivet och bekräfta när det har svarat. Att du hämtar dem antecknas.",
            ),
            links: links(line.mine),
        },
    }
}

fn files(many: usize) -> String {
    if many == 1 { String::from("1 akt") } else { format!("{many} akter") }
}

/// Whose the files are, when they are not the board's.
fn held_by(line: &ErasureLine) -> String {
    if line.provider.is_empty() { String::new() } else { format!(" hos {}", line.provider) }
}

fn waiting(line: &ErasureLine) -> GallringForslag {
    let known = &line.erasure;
    let numbers: Vec<String> = known.files.iter().map(|file| file.arenden.join(", ")).collect();
    let act = |name: &str, words: &str| Link::new(words, format!("{HERE}/{name}?forslag={}", known.id));
    GallringForslag {
        title: format!("{}{}, föreslagna av {} {}", files(known.files.len()), held_by(line), line.by, known.on),
        text: numbers.join("; "),
        links: match line.mine {
            true => vec![act("gallring.besluta", "Besluta"), act("gallring.avboj", "Avböj")],
            false => Vec::new(),
        },
    }
}

fn settled(line: &ErasureLine) -> GallringForslag {
    let known = &line.erasure;
    match (&known.carried_out, &known.declined) {
        (Some((fact, _, on)), _) => GallringForslag {
            title: format!("{}{} gallrades {on} av {}", files(fact.poster.len()), held_by(line), line.decided_by),
            text: format!(
                "{} fanns före, {} är överlämnade och {} är kvar.",
                files(fact.fore as usize),
                fact.overlamnade,
                fact.kvar
            ),
            links: vec![Link::new(format!("Protokoll {on} (PDF)"), format!("{HERE}/{}/protokoll.pdf", known.id))],
        },
        (None, declined) => GallringForslag {
            title: format!(
                "{}{} föreslogs {} och avböjdes av {}",
                files(known.files.len()),
                held_by(line),
                known.on,
                line.decided_by
            ),
            text: declined.as_ref().map(|(why, ..)| why.clone()).unwrap_or_default(),
            links: Vec::new(),
        },
    }
}
