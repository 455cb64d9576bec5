//! The unit, as its manager sees it: what waits, what is late, who has how much. Nobody is ranked.

use crate::answer::{Answer, page};
use crate::convert::{act, due, duty, target};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, Empty, EnhetPage, KeyFigure, Link, LoadRow, UnitRow};
use stadga_app::view::{AssignmentLine, LeftBehind, Pace, UnitLoad, UnitPage, WorkItem};
use stadga_core::fact::organisation::Roll;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let all = asked.query.text("forsenade") == "alla";
    let unit = web.app.unit_page(&asked.ctx, all)?;
    let today = unit.today;
    let at_provider = asked.ctx.actor.post.role == Roll::Utforarchef;
    let organisation = web.app.organisation()?;
    let private = organisation.units.get(&asked.ctx.actor.post.unit).is_some_and(|unit| unit.private);
    let reviews = web.app.reviews_due(&asked.ctx)?.len();
    let (outdated, missed) = web.app.binder_duties(&asked.ctx)?;
    let more = unit.late_in_all > unit.late.len() && !all;
    page(&EnhetPage {
        shell: shell(web, &asked.ctx, "Enheten", "/enhet")?,
        heading: organisation.unit_name(asked.ctx.actor.post.unit).to_owned(),
        intro: format!(
            "Det som väntar på någon i enheten, och det som dröjer.{}",
            if missed { " Nattens nödpärm saknas: se Nödpärm." } else { "" }
        ),
        buttons: buttons(web, at_provider, private),
        figures: figures(&unit, reviews, outdated),
        liberty: unit.liberty.iter().map(|item| duty(item, today, true)).collect(),
        incoming: unit.incoming.iter().map(|item| unit_row(item, today)).collect(),
        incoming_empty: Empty { text: String::from("Inget väntar på att tas emot eller fördelas."), next: None },
        late: unit.late.iter().map(|item| duty(item, today, true)).collect(),
        late_count: unit.late_in_all,
        late_more: more
            .then(|| Link::new(format!("Visa alla {} försenade", unit.late_in_all), "/enhet?forsenade=alla#sent")),
        late_empty: Empty { text: String::from("Inget är försenat."), next: None },
        load_heading: String::from(if at_provider { "Uppdrag per behandlare" } else { "Ärenden per handläggare" }),
        load: if at_provider { given(&unit.assignments) } else { unit.load.iter().map(load).collect() },
        load_note: String::from("Det som pågår, i bokstavsordning."),
        pace: waiting(unit.pace),
        left_behind: unit.left_behind.iter().map(left_behind).collect(),
        accounts: web.app.account_notices(&asked.ctx)?,
        not_started: unit.not_begun.iter().map(|item| not_begun(item, today)).collect(),
    })
}

/// What a head does now and then.
fn buttons(web: &Web, at_provider: bool, private: bool) -> Vec<Button> {
    let all = [
        ("Ej verkställda", "/ej-verkstallda"),
        ("Gallring", "/gallring"),
        ("Frånvaro", "/franvaro"),
        ("Granskning", "/granskning"),
        ("Jour", "/enhet/jour"),
        ("Nödpärm", "/enhet/nodparm"),
        ("Räkna", "/rakna"),
    ];
    let authority: &[&str] = match private {
        true => &["/ej-verkstallda", "/enhet/jour"],
        false => &["/ej-verkstallda", "/gallring", "/enhet/jour"],
    };
    let here = all.into_iter().filter(|(_, href)| !at_provider || !authority.contains(href));
    let costs = web.app.says_who_pays().then_some(("Kostnader för boende", "/kostnader"));
    let plans = (!at_provider && web.app.plans_together()).then_some(("Gemensamma planer", "/enhet/gemensamma-planer"));
    here.chain(costs).chain(plans).map(|(words, href)| Button::go(words, href)).collect()
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

fn figures(unit: &UnitPage, reviews: usize, outdated: usize) -> Vec<KeyFigure> {
    let figure = |value: usize, label: &str, href: &str| KeyFigure {
        value: value.to_string(),
        label: label.to_owned(),
        href: href.to_owned(),
    };
    let open: u32 = unit.load.iter().map(|load| load.cases).sum();
    let mut figures = vec![
        figure(unit.incoming.len(), "att ta emot eller fördela", "#ta-emot"),
        figure(unit.late_in_all, "försenade", "#sent"),
    ];
    if !unit.left_behind.is_empty() {
        figures.push(figure(unit.left_behind.len(), "hos den som har slutat", "#slutat"));
    }
    if reviews > 0 {
        figures.push(figure(reviews, "granskningar att signera", "/granskning"));
    }
    if outdated > 0 {
        figures.push(figure(outdated, "exemplar av nödpärmen att förstöra", "/enhet/nodparm#forstor"));
    }
    if open > 0 {
        figures.insert(0, figure(open as usize, "pågående ärenden", "/arenden"));
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

/// What somebody has to take over.
fn left_behind(left: &LeftBehind) -> UnitRow {
    let (href, words, act) = match left.subject == left.case {
        true => (format!("/arenden/{}", left.case), "Byt handläggare", "handlaggare.byt"),
        false => (format!("/uppdrag/{}", left.subject), "Utse behandlare", "behandlare.utse"),
    };
    UnitRow {
        person: left.person.clone(),
        matter: format!("{} har slutat", left.who),
        button: Some(Button::go(words, format!("{href}/{act}"))),
        href,
        ..UnitRow::default()
    }
}

/// What was granted and has not begun, with the day from which it is to be reported.
fn not_begun(item: &WorkItem, today: jiff::civil::Date) -> UnitRow {
    let until = item.due.map(|day| format!("Rapporteras om insatsen inte har börjat {day}.")).unwrap_or_default();
    UnitRow { matter: until, button: None, ..unit_row(item, today) }
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

fn load(load: &UnitLoad) -> LoadRow {
    let name = load.name.clone().unwrap_or_else(|| String::from("Inte fördelat"));
    LoadRow { name, cases: load.cases, this_week: load.this_week, ..LoadRow::default() }
}
