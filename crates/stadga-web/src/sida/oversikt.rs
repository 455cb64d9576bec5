//! The whole house at a provider: who lacks what, everybody's week on one sheet, and one person's own.

use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{Button, HouseRow, Link, OversiktPage, StaffWeek, VeckaPage, VeckoschemaPage, WeekDay};
use jiff::civil::Date;
use stadga_app::view::HouseLine;

/// The overview's address.
pub const ADDRESS: &str = "/utforare/oversikt";
/// The address of everybody's week.
pub const WEEKS: &str = "/utforare/veckoschema";
/// Days of a week, as short as a sheet of paper asks for.
const DAYS: [&str; 7] = ["Må", "Ti", "On", "To", "Fr", "Lö", "Sö"];

/// Who lacks a plan, a schedule, a follow-up.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.house(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Översikt", "/utforare")?;
    frame.crumbs = crumbs(&[("Uppdrag", "/utforare"), ("Översikt", "")]);
    let today = asked.ctx.today;
    let count = |lacks: &dyn Fn(&HouseLine) -> bool| found.lines.iter().filter(|line| lacks(line)).count();
    let sums = [
        (count(&|line| line.plan.is_none()), "saknar genomförandeplan"),
        (count(&|line| line.makes_week.is_some() && line.week.is_none()), "saknar veckoschema"),
        (count(&|line| line.reviewed.is_none()), "är inte uppföljda än"),
    ];
    let lacking = sums.iter().filter(|(many, _)| *many > 0).map(|(many, words)| format!("{many} {words}"));
    page(&OversiktPage {
        heading: format!("Översikt, {}", found.unit),
        intro: match lacking.collect::<Vec<_>>().as_slice() {
            [] if found.lines.is_empty() => String::from("Inga pågående uppdrag."),
            [] => String::from("Alla har det de ska ha."),
            sums => format!("{}.", sums.join(" · ")),
        },
        rows: found.lines.iter().map(|line| row(line, today)).collect(),
        shell: frame,
    })
}

/// Everybody's week on one sheet, for the staff's room: first names alone.
pub fn weeks(web: &Web, asked: Asked) -> Answer {
    let found = web.app.house(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Veckoschema", "/utforare")?;
    frame.crumbs = crumbs(&[("Uppdrag", "/utforare"), ("Veckoschema", "")]);
    let names: Vec<&str> = found.lines.iter().map(|line| line.person.as_str()).collect();
    let made = found.lines.iter().filter_map(|line| {
        let days = line.week.as_ref()?.days.iter().map(|(_, text)| text.clone()).collect();
        Some(StaffWeek {
            name: first_name(&line.person, &names),
            href: format!("/uppdrag/{}/veckoschema", line.assignment),
            days,
        })
    });
    let without = found.lines.iter().filter(|line| line.makes_week.is_some() && line.week.is_none());
    page(&VeckoschemaPage {
        heading: format!("Veckoschema, {}", found.unit),
        days: DAYS.map(String::from).to_vec(),
        rows: made.collect(),
        without: without.map(|line| first_name(&line.person, &names)).collect::<Vec<_>>().join(", "),
        shell: frame,
    })
}

/// One person's own sheet: the week in large letters, and nothing of tests or medicine.
pub fn own_week(web: &Web, asked: Asked) -> Answer {
    let assignment = asked.id(0)?;
    let line = web.app.own_week(&asked.ctx, assignment)?;
    let mut frame = shell(web, &asked.ctx, "Veckoschema", "")?;
    let record = format!("/uppdrag/{assignment}");
    frame.crumbs = crumbs(&[("Uppdrag", "/utforare"), ("Klienten", &record), ("Veckoschema", "")]);
    let make = line.makes_week.as_ref().map(|step| {
        let words = if line.week.is_some() { "Ändra schemat" } else { "Gör schemat" };
        Button::go(words, format!("{record}/{step}"))
    });
    let days = line.week.iter().flat_map(|week| &week.days);
    page(&VeckaPage {
        heading: format!("Min vecka, {}", first_name(&line.person, &[])),
        made: line.week.as_ref().map(|week| format!("Gjort {}.", week.on)).unwrap_or_default(),
        days: days.map(|(name, text)| WeekDay { name: name.clone(), text: text.clone() }).collect(),
        make,
        shell: frame,
    })
}

fn row(line: &HouseLine, today: Date) -> HouseRow {
    let base = format!("/uppdrag/{}", line.assignment);
    let review = match (line.reviewed, line.next) {
        (_, Some(next)) if next < today => format!("Skulle ha gjorts {next}"),
        (Some(on), Some(next)) => format!("{on}, nästa {next}"),
        (Some(on), None) => on.to_string(),
        (None, _) => String::from("Ingen än"),
    };
    HouseRow {
        person: Link::new(&line.person, &base),
        insats: line.insats.clone(),
        staff: match line.therapists.as_slice() {
            [] => String::from("Ingen utsedd"),
            names => names.join(", "),
        },
        plan: line.plan.map_or_else(|| String::from("Saknas"), |on| on.to_string()),
        lacks_plan: line.plan.is_none(),
        week: match (&line.week, &line.makes_week) {
            (Some(week), _) => week.on.to_string(),
            (None, Some(_)) => String::from("Saknas"),
            (None, None) => String::from("Ingår inte"),
        },
        lacks_week: line.makes_week.is_some() && line.week.is_none(),
        lacks_review: line.reviewed.is_none() || line.next.is_some_and(|next| next < today),
        review,
    }
}

/// The first name; with the next name's letter where two in the house share it.
fn first_name(name: &str, all: &[&str]) -> String {
    let mut parts = name.split_whitespace();
    let first = parts.next().unwrap_or_default();
    let same = all.iter().filter(|other| other.split_whitespace().next() == Some(first)).count();
    match parts.next_back().and_then(|last| last.chars().next()) {
        Some(letter) if same > 1 => format!("{first} {letter}"),
        _ => first.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sheet_says_first_names_and_no_more_than_tells_two_apart() {
        let house = ["Per Holm", "Per Anders Ek", "Maja Li"];
        let said = house.map(|name| first_name(name, &house));
        assert_eq!(said, ["Per H", "Per E", "Maja"]);
    }
}
