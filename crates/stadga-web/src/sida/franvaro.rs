//! Who is away, until when, and who stands in.

use super::receipt;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{AbsencePage, AbsenceRow, Button, Empty};
use stadga_app::view::AbsenceLine;

/// The page: a head sees the unit, everybody else their own days.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.absence_page(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Frånvaro", "/franvaro")?;
    frame.notice = receipt(&asked);
    let (intro, empty) = match found.head {
        true => ("De i enheten som är borta eller ska vara det.", "Ingen i enheten är borta."),
        false => ("Dagar när du är borta och någon annan ser till dina ärenden.", "Du har ingen frånvaro inlagd."),
    };
    page(&AbsencePage {
        shell: frame,
        intro: String::from(intro),
        buttons: vec![Button::go("Registrera frånvaro", "/franvaro/franvaro.registrera").filled()],
        rows: found.lines.iter().map(row).collect(),
        empty: Empty { text: String::from(empty), next: None },
    })
}

fn row(line: &AbsenceLine) -> AbsenceRow {
    let stand_ins = match line.stand_ins.as_slice() {
        [] => String::from("Ingen vikarie. Chefen ser det som blir sent."),
        names => names.join(", "),
    };
    let act =
        |words: &str, use_case: &str| Button::go(words, format!("/franvaro/{use_case}?franvaro={}", line.absence));
    AbsenceRow {
        name: line.name.clone(),
        days: format!("{} – {}", line.from, line.to),
        state: String::from(if line.now { "borta i dag" } else { "" }),
        stand_ins,
        covers: match line.cases {
            0 => String::from("Inga ärenden"),
            1 => String::from("1 ärende"),
            cases => format!("{cases} ärenden"),
        },
        buttons: vec![act("Ändra", "franvaro.andra"), act("Tillbaka", "franvaro.avsluta")],
    }
}
