//! The duty rota of a unit.

use super::receipt;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{Button, DutyShift, DutyWeek, Empty, JourPage};
use stadga_app::view::ShiftLine;
use stadga_core::calendar::{text, week_number};
use stadga_core::command::duty::minutes;

const HERE: &str = "/enhet/jour";

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.rota_page(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Jour", HERE)?;
    frame.crumbs = crumbs(&[("Enheten", "/enhet"), ("Jour", "")]);
    frame.notice = receipt(&asked);
    let mut weeks: Vec<DutyWeek> = Vec::new();
    for line in &found.lines {
        let day = line.shift.from.date();
        let (week, year) = (week_number(day), day.iso_week_date().year());
        let anchor = format!("vecka-{year}-{week}");
        match weeks.last_mut().filter(|known| known.anchor == anchor) {
            Some(known) => known.rows.push(row(line)),
            None => weeks.push(DutyWeek { anchor, heading: format!("Vecka {week}, {year}"), rows: vec![row(line)] }),
        }
    }
    page(&JourPage {
        shell: frame,
        intro: format!(
            "Vem som har jour för {}. Namn och telefon står på sidan om tvångsvård, i ärendena, på Min dag och i \
             nödpärmen. Den som har jour når enhetens öppna ärenden under tiden.",
            found.unit
        ),
        buttons: vec![Button::go("Lägg in jour", format!("{HERE}/jour.lagg_in")).filled()],
        weeks,
        empty: Empty { text: String::from("Ingen jour är inlagd."), next: None },
    })
}

fn row(line: &ShiftLine) -> DutyShift {
    let shift = &line.shift;
    let (words, state) = if line.now { ("Avsluta nu", "har jour nu") } else { ("Ta bort", "") };
    let day = text::with_weekday(shift.from.date());
    DutyShift {
        name: line.name.clone(),
        from: format!("{day} kl. {}", text::clock(shift.from.time())),
        to: minutes(shift.to),
        state: String::from(state),
        phone: shift.phone.clone(),
        button: Some(Button::go(words, format!("{HERE}/jour.avsluta?jour={}", shift.id))),
    }
}
