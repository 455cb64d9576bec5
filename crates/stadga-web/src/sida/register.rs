//! Registers of what is in nobody's file, and each matter for those who handle it.

use super::{arende, min_dag, receipt};
use crate::answer::{Answer, page, sheet};
use crate::convert::{duty, nearness};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{
    Button, Due, Empty, Link, MatterPage, MatterRow, Notice, RegisterPart, RegistersPage, ReportedRow, Timeline,
    YearRow,
};
use jiff::civil::Date;
use stadga_app::view::{self as app, MatterLine, RegisterPage, RegisterYear, Reported};
use stadga_core::Id;
use stadga_core::calendar::text::relative;

/// Where it all is.
const ADDRESS: &str = "/register";

/// The registers.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.registers(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Register", ADDRESS)?;
    frame.notice = reported(web, &asked)?.or_else(|| receipt(&asked));
    page(&RegistersPage {
        shell: frame,
        registers: found.registers.iter().map(|register| part(register, found.today)).collect(),
        own: found.own.iter().map(own).collect(),
        empty: Empty { text: String::from("Rutinerna har inga register."), next: None },
    })
}

/// The receipt of what was reported by somebody who does not read the register.
fn reported(web: &Web, asked: &Asked) -> Answer<Option<Notice>> {
    let Ok(matter) = asked.query.text("arende").parse::<Id>() else { return Ok(None) };
    let Some(number) = web.app.number_reported_by(&asked.ctx, matter)? else { return Ok(None) };
    let lines = vec![
        format!("Rapporten har nummer {number}. Den som ska utreda ser den nu."),
        String::from("Här nedan ser du när den är avslutad."),
    ];
    Ok(Some(Notice { head: String::from("Mottaget."), lines, undo: None }))
}

fn part(register: &RegisterPage, today: Date) -> RegisterPart {
    let years: Vec<YearRow> = register.years.iter().map(year).collect();
    let first = years.first().map(|year| year.counts.as_slice()).unwrap_or_default();
    RegisterPart {
        id: register.key.clone(),
        title: register.title.clone(),
        about: register.about.clone(),
        button: register.opens.as_ref().map(|(act, title)| Button::go(title, format!("{ADDRESS}/ny/{act}"))),
        reads: register.reads,
        rows: register.matters.iter().map(|line| row(line, today)).collect(),
        counted: first.iter().map(|(what, _)| what.clone()).collect(),
        file: (!years.is_empty()).then(|| Link::new("Hämta siffrorna som fil", format!("{ADDRESS}/statistik.csv"))),
        years,
    }
}

fn year(year: &RegisterYear) -> YearRow {
    let own = [(String::from("Mottagna"), year.opened), (String::from("Avslutade"), year.closed)];
    YearRow { year: year.year.to_string(), counts: own.into_iter().chain(year.steps.iter().cloned()).collect() }
}

fn row(line: &MatterLine, today: Date) -> MatterRow {
    let due = line.next_due.filter(|_| line.closed_on.is_none());
    MatterRow {
        link: Link::new(&line.number, format!("{ADDRESS}/{}", line.matter)),
        opened: line.opened_on.to_string(),
        state: line.closed_on.map_or_else(|| line.latest.clone(), |day| format!("Avslutat {day}")),
        handler: line.handler.clone().unwrap_or_else(|| String::from("Ingen är utsedd")),
        due: due.map(|due| Due::new(nearness(due, today), relative(today, due))),
    }
}

fn own(known: &Reported) -> ReportedRow {
    ReportedRow {
        number: known.number.clone(),
        register: known.register.clone(),
        opened: known.opened_on.to_string(),
        state: known.closed_on.map_or_else(|| String::from("Pågår"), |day| format!("Avslutat {day}")),
    }
}

/// The figures of each year as a file.
pub fn statistics(web: &Web, asked: Asked) -> Answer {
    let found = web.app.registers_to_export(&asked.ctx)?;
    let mut text = String::from("register;ar;vad;antal\r\n");
    for register in &found.registers {
        for YearRow { year, counts } in register.years.iter().map(year) {
            for (what, count) in counts {
                let [title, what] = [&register.title, &what].map(|words| words.replace(['"', ';', '\n'], " "));
                text.push_str(&format!("{title};{year};{what};{count}\r\n"));
            }
        }
    }
    Ok(sheet(&format!("register-{}", found.today), text))
}

/// A matter.
pub fn show_one(web: &Web, asked: Asked) -> Answer {
    let matter = asked.id(0)?;
    let found = web.app.matter_page(&asked.ctx, matter)?;
    let base = format!("{ADDRESS}/{matter}");
    let mut frame = shell(web, &asked.ctx, &format!("{} {}", found.register, found.number), ADDRESS)?;
    frame.crumbs = crumbs(&[("Register", ADDRESS), (&found.number, "")]);
    frame.notice = receipt(&asked);
    let act =
        |(act, title, about): &(String, String, String)| (Link::new(title, format!("{base}/{act}")), about.clone());
    let open = |(form, title): &(String, String)| {
        let about = String::from("Formuläret är ifyllt med det som lämnades.");
        (Link::new(title, format!("/mottagning/ny/{form}?inlamnat={matter}")), about)
    };
    let file = |(event, place, name, on): &(Id, usize, String, Date)| {
        Link::new(format!("{name}, {on}"), format!("{base}/handlingar/{event}/{place}"))
    };
    page(&MatterPage {
        heading: found.register.clone(),
        facts: facts(&found),
        acts: found.opens.iter().map(open).chain(found.acts.iter().map(act)).collect(),
        duties: found.mine.iter().map(|item| duty(item, found.today, false)).collect(),
        empty: Empty { text: String::from("Du har inget att göra här just nu."), next: None },
        waiting: found.waiting.iter().map(min_dag::waiting).collect(),
        timeline: Timeline { events: found.timeline.iter().map(|row| arende::event(row, &base, "")).collect() },
        files: found.files.iter().map(file).collect(),
        shell: frame,
    })
}

fn facts(found: &app::MatterPage) -> Vec<String> {
    let case = &found.file.case;
    let nobody = || String::from("ingen utredare är utsedd");
    let mut facts = vec![format!("Ärende {}", found.number)];
    facts.extend(case.opened_on.map(|day| format!("mottaget {day}")));
    facts.push(found.handler.as_ref().map_or_else(nobody, |name| format!("utreds av {name}")));
    facts.push(found.unit.clone());
    facts.extend(case.closed_on.map(|day| format!("avslutat {day}")));
    facts.extend(found.kept_until.map(|day| format!("bevaras till {day}")));
    facts
}
