//! The unit, as its manager sees it: what waits, what is late, who has how much. Nobody is ranked.

use crate::answer::{Answer, Trouble, page};
use crate::convert::{act, due, duty, target};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, Empty, EnhetPage, KeyFigure, LoadRow, UnitRow};
use jiff::ToSpan;
use stadga_app::view::{AssignmentLine, CaseLine, Pace, WorkItem, late};
use stadga_core::fact::organisation::Roll;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let role = asked.ctx.actor.post.role;
    if !matches!(role, Roll::Enhetschef | Roll::Utforarchef) {
        return web.app.nothing(&asked.ctx, "enhet.visa").map_err(Trouble::from);
    }
    let at_provider = role == Roll::Utforarchef;
    let day = web.app.my_day(&asked.ctx)?;
    let today = asked.ctx.today;
    let organisation = web.app.organisation()?;
    let cases = if role == Roll::Enhetschef { web.app.cases(&asked.ctx)? } else { Vec::new() };
    let all: Vec<&WorkItem> = day.items.iter().chain(&day.waiting).collect();
    let behind: Vec<&WorkItem> = all.iter().filter(|item| late(item, today)).copied().collect();
    let incoming: Vec<&WorkItem> = all
        .iter()
        .filter(|item| {
            matches!(item.action.as_deref(), Some("handlaggare.utse" | "uppdrag.ta_emot" | "behandlare.utse"))
        })
        .copied()
        .collect();
    page(&EnhetPage {
        shell: shell(web, &asked.ctx, "Enheten", "/enhet")?,
        heading: organisation.unit_name(asked.ctx.actor.post.unit).to_owned(),
        intro: String::from("Det som väntar på någon i enheten, och det som dröjer."),
        buttons: Vec::new(),
        figures: figures(&cases, &behind, &incoming),
        incoming: incoming.iter().map(|item| unit_row(item, today)).collect(),
        incoming_empty: Empty { text: String::from("Inget väntar på att tas emot eller fördelas."), next: None },
        late: behind.iter().map(|item| duty(item, today, true)).collect(),
        late_empty: Empty { text: String::from("Inget är försenat."), next: None },
        load_heading: String::from(if at_provider { "Uppdrag per behandlare" } else { "Ärenden per handläggare" }),
        load: if at_provider { given(&web.app.assignments(&asked.ctx)?) } else { load(&cases, today) },
        load_note: String::from("Det som pågår, i bokstavsordning."),
        pace: if at_provider { String::new() } else { waiting(web.app.pace(&asked.ctx)?) },
        not_started: Vec::new(),
    })
}

fn waiting(pace: Option<Pace>) -> String {
    pace.map_or_else(String::new, |pace| {
        format!(
            "Hälften fick sitt första beslut inom {} dagar och nio av tio inom {} dagar. Räknat på {} ärenden som \
             beslutats det senaste året.",
            pace.median, pace.nine_of_ten, pace.decided
        )
    })
}

fn figures(cases: &[CaseLine], behind: &[&WorkItem], incoming: &[&WorkItem]) -> Vec<KeyFigure> {
    let figure = |value: usize, label: &str, href: &str| KeyFigure {
        value: value.to_string(),
        label: label.to_owned(),
        href: href.to_owned(),
    };
    let open = cases.iter().filter(|case| case.closed_on.is_none()).count();
    let mut figures = vec![
        figure(incoming.len(), "att ta emot eller fördela", "#inkommet"),
        figure(behind.len(), "försenade", "#forsenat"),
    ];
    if open > 0 {
        figures.insert(0, figure(open, "pågående ärenden", "/arenden"));
    }
    figures
}

fn unit_row(item: &WorkItem, today: jiff::civil::Date) -> UnitRow {
    let button = item.action.as_ref().zip(item.button.as_ref());
    UnitRow {
        person: item.person.clone(),
        href: target(item),
        matter: item.title.clone(),
        due: due(item, today),
        button: button.map(|(action, words)| Button::go(words, act(item.case, item.target, action))),
    }
}

/// How many assignments each therapist has.
fn given(lines: &[AssignmentLine]) -> Vec<LoadRow> {
    let mut rows: Vec<LoadRow> = Vec::new();
    for line in lines {
        let nobody = [String::from("Ingen utsedd")];
        let names = if line.therapists.is_empty() { nobody.as_slice() } else { line.therapists.as_slice() };
        for name in names {
            match rows.iter_mut().find(|row| row.name == *name) {
                Some(row) => row.cases += 1,
                None => rows.push(LoadRow { name: name.clone(), cases: 1, ..LoadRow::default() }),
            }
        }
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}

fn load(cases: &[CaseLine], today: jiff::civil::Date) -> Vec<LoadRow> {
    let week = today.saturating_add(7.days());
    let mut rows: Vec<LoadRow> = Vec::new();
    for case in cases.iter().filter(|case| case.closed_on.is_none()) {
        let name = case.caseworker.clone().unwrap_or_else(|| String::from("Inte fördelat"));
        let at = rows.iter().position(|row| row.name == name).unwrap_or_else(|| {
            rows.push(LoadRow { name, ..LoadRow::default() });
            rows.len() - 1
        });
        if let Some(row) = rows.get_mut(at) {
            row.cases += 1;
            row.this_week += u32::from(case.next_due.is_some_and(|due| due <= week));
        }
    }
    rows.sort_by(|a, b| a.name.cmp(&b.name));
    rows
}
