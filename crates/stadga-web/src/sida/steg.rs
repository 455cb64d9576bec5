//! What else can be done: the steps of the routines, under their headings.

use super::receipt;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{Link, StegLine, StegPage};
use stadga_app::view::StepLine;

/// The address of the page, below a case's or an assignment's own.
pub const ADDRESS: &str = "steg";

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let subject = asked.id(0)?;
    let found = web.app.steps_page(&asked.ctx, subject)?;
    let at_authority = found.subject == found.case;
    let (list, base) = match at_authority {
        true => (("Mina ärenden", "/arenden"), format!("/arenden/{subject}")),
        false => (("Uppdrag", "/utforare"), format!("/uppdrag/{subject}")),
    };
    let mut frame = shell(web, &asked.ctx, &format!("Fler steg {}", found.number), list.1)?;
    frame.person = Some(banner(&found.person, false, &asked.ctx));
    frame.crumbs = crumbs(&[list, (&found.number, &base), ("Fler steg", "")]);
    frame.notice = receipt(&asked);
    let line = |line: &StepLine| StegLine {
        link: Link::new(&line.title, format!("{base}/{}", line.name)),
        about: line.about.clone(),
        done: line.done_on.map(|on| format!("Gjort {on}")).unwrap_or_default(),
    };
    let groups = found.groups.iter().map(|(heading, lines)| (heading.clone(), lines.iter().map(line).collect()));
    page(&StegPage { groups: groups.collect(), shell: frame })
}
