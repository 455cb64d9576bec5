//! A receipt to print and sign: what the person keeps of what was done.

use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{About, KvittoPage};
use stadga_app::view::TimelineRow;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let (assignment, event) = (asked.id(0)?, asked.id(1)?);
    let found = web.app.printed_receipt(&asked.ctx, assignment, event)?;
    let mut frame = shell(web, &asked.ctx, &format!("Kvitto {}", found.number), "")?;
    let record = format!("/uppdrag/{assignment}");
    frame.crumbs = crumbs(&[("Uppdrag", "/utforare"), (&found.number, &record), ("Kvitto", "")]);
    let answers = found.answers.iter().map(|(asked, answer)| About::new(asked, answer));
    let day = About::new("Dag", found.on.to_string());
    page(&KvittoPage {
        heading: found.title,
        text: found.text,
        facts: answers.chain([day]).collect(),
        signs: vec![format!("Lämnat av {}", found.person), format!("Mottaget av {}, {}", found.by, found.unit)],
        shell: frame,
    })
}

/// The address of an event's receipt, on the page of its assignment; empty for what has none.
pub fn address(row: &TimelineRow, base: &str) -> String {
    let has = row.receipt && base.starts_with("/uppdrag");
    if has { format!("{base}/kvitto/{}", row.event) } else { String::new() }
}
