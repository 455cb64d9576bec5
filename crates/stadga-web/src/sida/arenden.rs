//! The cases one reaches.

use crate::answer::{Answer, page};
use crate::convert::nearness;
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, CaseRow, CasesPage, Due, Empty};
use stadga_app::view::CaseLine;
use stadga_core::calendar::text::relative;
use stadga_core::fact::organisation::Roll;

/// The list.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let lines = web.app.cases(&asked.ctx)?;
    let open = lines.iter().filter(|line| line.closed_on.is_none()).count();
    let heading = if asked.ctx.actor.post.role == Roll::Enhetschef { "Enhetens ärenden" } else { "Mina ärenden" };
    let today = asked.ctx.today;
    let waiting = web.app.letters_waiting(&asked.ctx)?;
    page(&CasesPage {
        shell: shell(web, &asked.ctx, heading, "/arenden")?,
        heading: String::from(heading),
        intro: format!("{open} pågår. Det som har närmaste frist står först."),
        buttons: [
            Some(Button::go("Registrera inkommet", "/mottagning/ny")),
            web.app.holds_conferences().then(|| Button::go("Konferensen", "/konferens")),
            waiting.map(|known| Button::go(format!("Att skriva ut ({})", known.all), "/utskrift")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        filters: Vec::new(),
        rows: lines.iter().map(|line| row(line, today)).collect(),
        empty: Empty { text: String::from("Du har inga ärenden än."), next: None },
    })
}

fn row(line: &CaseLine, today: jiff::civil::Date) -> CaseRow {
    CaseRow {
        person: line.person.clone(),
        href: format!("/arenden/{}", line.case),
        number: line.number.clone(),
        caseworker: line.caseworker.clone().unwrap_or_else(|| String::from("Handläggare saknas")),
        stage: line.stage.clone(),
        due: line.next_due.map(|due| Due::new(nearness(due, today), relative(today, due))),
        next: match (line.closed_on, line.next_due) {
            (Some(day), None) => format!("Avslutat {day}"),
            (_, due) => due.map(|due| due.to_string()).unwrap_or_default(),
        },
        opened: line.opened_on.to_string(),
    }
}
