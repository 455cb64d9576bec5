//! The person file.

use super::mottagning::{contact, fact};
use crate::answer::{Answer, page};
use crate::handling;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell, with_children};
use crate::view::{Link, OrderFact, PersonCaseRow, PersonaktPage};
use jiff::civil::Date;
use stadga_app::view::{PersonCase, PersonPage};
use stadga_core::fact::organisation::Roll;
use stadga_core::identity::Kind;
use stadga_core::state::{Child, Representative};

/// What can be mended from here, in the newest case that goes on.
const ACTS: &[&str] = &[
    "kontaktvag.ange",
    "skydd.registrera",
    "identitet.faststall",
    "barn.anteckna",
    "fullmakt.registrera",
    "fullmakt.aterkalla",
];

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.person_page(&asked.ctx, asked.id(0)?)?;
    let mut frame = shell(web, &asked.ctx, "Personakt", "/arenden")?;
    frame.person =
        Some(with_children(banner(&found.person, found.children, &asked.ctx), &found.person, asked.ctx.today));
    frame.crumbs = crumbs(&[("Mina ärenden", "/arenden"), ("Personakt", "")]);
    let open = found.cases.iter().find(|case| case.closed_on.is_none()).or(found.cases.first());
    let head = asked.ctx.actor.post.role == Roll::Enhetschef;
    let extract = head.then(|| Link::new("Registerutdrag", format!("/personer/{}/logg", found.id)));
    page(&PersonaktPage {
        heading: found.person.name.clone(),
        identity: identity(&found),
        contact: contact(&found.person),
        children: found.person.children.iter().map(|known| child(known, found.today)).collect(),
        representatives: found.representatives.iter().map(|(known, number)| spoken(known, number, &found)).collect(),
        lifeline: super::arende::lifeline(&found.lines, found.today),
        cases: found.cases.iter().map(row).collect(),
        assignments: found
            .assignments
            .iter()
            .map(|known| {
                let label = format!("{}, {}: {}", known.insats, known.unit, known.stage.to_lowercase());
                Link::new(label, format!("/uppdrag/{}", known.assignment))
            })
            .collect(),
        acts: open.map(acts).unwrap_or_default().into_iter().chain(extract).collect(),
        shell: frame,
    })
}

fn acts(case: &PersonCase) -> Vec<Link> {
    ACTS.iter().filter_map(|act| handling::button(act, case.case, case.case)).map(Link::from).collect()
}

fn identity(found: &PersonPage) -> Vec<OrderFact> {
    let person = &found.person;
    let mut facts = vec![fact("Namn", &person.name)];
    match &person.number {
        Some(number) => {
            let label = match number.kind() {
                Kind::Personnummer => "Personnummer",
                Kind::Samordningsnummer => "Samordningsnummer",
            };
            facts.push(fact(label, number.full()));
            facts.push(fact("Ålder", format!("{} år", number.age(found.today))));
        }
        None => facts.push(fact("Personnummer", "inte känt")),
    }
    facts.extend(person.description.as_ref().map(|text| fact("Beskrivning", text)));
    facts
}

fn child(child: &Child, today: Date) -> OrderFact {
    let lives = child.lives.map_or("var barnet bor är inte antecknat", |lives| lives.label());
    let lives = match child.is_child(today) {
        Some(false) => "har fyllt 18 år".to_owned(),
        None if child.born.is_some() => format!("{lives}; fyller 18 i år, dagen är inte antecknad"),
        _ => lives.to_owned(),
    };
    let born = child.birthday.map(|day| day.to_string()).or(child.born.map(|year| year.to_string()));
    let born = born.map(|born| format!(", född {born}")).unwrap_or_default();
    fact(format!("{}{born}", child.name), lives)
}

fn spoken(known: &Representative, number: &str, found: &PersonPage) -> OrderFact {
    let until = match (known.revoked_on, known.fact.galler_till) {
        (Some(day), _) => format!(", återkallad {day}"),
        (None, Some(day)) if day < found.today => format!(", gällde till och med {day}"),
        (None, Some(day)) => format!(", gäller till och med {day}"),
        (None, None) => String::new(),
    };
    let label = format!("{}, {}", known.fact.foretradare, known.fact.roll.label().to_lowercase());
    fact(label, format!("{}{until} · {number}", known.fact.art.label()))
}

fn row(case: &PersonCase) -> PersonCaseRow {
    let closed = case.closed_on.map(|day| format!(", avslutat {day}")).unwrap_or_default();
    let caseworker = case.caseworker.as_deref().unwrap_or("handläggare inte utsedd");
    PersonCaseRow {
        title: case.title.clone(),
        href: format!("/arenden/{}", case.case),
        number: case.number.clone(),
        stage: case.stage.to_owned(),
        time: format!("öppnat {}{closed}", case.opened_on),
        who: format!("{caseworker}, {}", case.unit),
    }
}
