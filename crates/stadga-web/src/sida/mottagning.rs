//! Mottagning: the desk, one matter as reception sees it, and who made a report.

use super::receipt;
use crate::answer::{Answer, page};
use crate::convert::duty;
use crate::handling;
use crate::handling::opening::case_address;
use crate::kept::{TICKET, Ticket};
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{
    AnmalarePage, Button, Choice, DeskLine, Due, DueState, Empty, HandedRow, Hidden, InkommetPage, Link,
    MottagningsbordPage, Naming, Notice, OrderFact, Timeline,
};
use stadga_app::view::{DeskPage, DeskRow, HandedOver, Remains};
use stadga_core::Ctx;
use stadga_core::fact::arende::ArendeArt;
use stadga_core::fact::intag::AnmalareUppgiven;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::PersonState;

/// What reception may do with a matter, besides what comes next.
const ACTS: &[&str] = &[
    "forhandsbedomning.gor",
    "kontaktvag.ange",
    "skydd.registrera",
    "skydd.avsluta",
    "identitet.faststall",
    "barn.anteckna",
    "fullmakt.registrera",
    "fullmakt.aterkalla",
    "ansokan.aterkalla",
    "anmalare.uppge",
];

/// The desk.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let rows = web.app.desk(&asked.ctx)?;
    let today = asked.ctx.today;
    let letters = web.app.letters_to_send(&asked.ctx)?;
    let waiting = rows.iter().filter(|row| row.remains != Remains::Nothing).count();
    let mut frame = shell(web, &asked.ctx, "Mottagning", "/mottagning")?;
    frame.notice = handed_notice(web, &asked)?.or_else(|| receipt(&asked));
    let handed = web.app.handed_over(&asked.ctx)?;
    let head = asked.ctx.actor.post.role == Roll::Enhetschef;
    page(&MottagningsbordPage {
        shell: frame,
        heading: String::from("Mottagning"),
        intro: match waiting {
            0 => String::from("Inget väntar."),
            1 => String::from("Ett ärende väntar."),
            many => format!("{many} ärenden väntar. Det mest brådskande står först."),
        },
        buttons: [
            Some(Button::go("Registrera inkommet", "/mottagning/ny").filled()),
            web.app.holds_conferences().then(|| Button::go("Konferensen", "/konferens")),
            Some(Button::go("Gallring", "/gallring")),
            Some(Button::go("Räkna", "/rakna")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        rows: rows.iter().map(|row| line(web, &asked.ctx, row, head)).collect::<Answer<_>>()?,
        handed: handed.iter().map(handed_row).collect(),
        letters: letters.iter().map(|item| duty(item, today, true)).collect(),
        empty: Empty { text: String::from("Inget väntar i mottagningen. Det du registrerar står här."), next: None },
    })
}

/// The receipt of what was just handed over.
fn handed_notice(web: &Web, asked: &Asked) -> Answer<Option<Notice>> {
    let Ok(matter) = asked.query.text("lamnat").parse() else { return Ok(None) };
    let Some(number) = web.app.number_reported_by(&asked.ctx, matter)? else { return Ok(None) };
    let lines =
        vec![format!("Mottagningen har det nu, med nummer {number}. Här nedan ser du när det är taget om hand.")];
    Ok(Some(Notice { head: String::from("Lämnat."), lines, undo: None }))
}

fn handed_row(one: &HandedOver) -> HandedRow {
    let href = one.matter.map(|matter| format!("/register/{matter}")).unwrap_or_default();
    let from = one.from.as_ref().map_or_else(|| String::from("Lämnat av dig"), |unit| format!("Från {unit}"));
    HandedRow {
        matter: Link::new(&one.number, href),
        from: format!("{from} {}", one.on),
        state: one.closed_on.map_or_else(|| String::from("Väntar"), |day| format!("Taget om hand {day}")),
    }
}

fn line(web: &Web, ctx: &Ctx, row: &DeskRow, head: bool) -> Answer<DeskLine> {
    let href = case_address(row.case, row.desk, false);
    let act = |use_case: &str| format!("/arenden/{}/{use_case}", row.case);
    let button = match row.remains {
        Remains::Assessment => Button::go("Förhandsbedöm", act("forhandsbedomning.gor")),
        Remains::Caseworker | Remains::Nothing => Button::go("Öppna", &href),
    };
    let names = head && row.remains == Remains::Caseworker;
    Ok(DeskLine {
        person: row.person.clone(),
        number: row.number.clone(),
        kind: row.kind.label().to_owned(),
        came_in: row.came_in.to_string(),
        age: match row.age {
            0 => String::from("i dag"),
            1 => String::from("1 dag"),
            days => format!("{days} dagar"),
        },
        acute: row.acute.then(|| Due::new(DueState::Today, "Akut")),
        remains: waits_for(row.remains).to_owned(),
        button,
        naming: names.then(|| naming(web, ctx, row)).transpose()?,
        href,
    })
}

/// Who is to handle it, asked in the row: the head goes through many at a sitting.
fn naming(web: &Web, ctx: &Ctx, row: &DeskRow) -> Answer<Naming> {
    const ACT: &str = "handlaggare.utse";
    let organisation = web.app.organisation()?;
    let holders = organisation.holders(Roll::Socialsekreterare, row.unit_id, ctx.today);
    let named = holders.iter().map(|user| Choice::new(user.id.to_string(), &user.name));
    Ok(Naming {
        action: format!("/arenden/{}/{ACT}", row.case),
        hidden: vec![
            Hidden::new(handling::COMMAND, web.app.next_id().to_string()),
            Hidden::new(TICKET, Ticket::issue(web, ctx, ACT, Some(row.case))?),
        ],
        choices: std::iter::once(Choice::new("", "Välj handläggare")).chain(named).collect(),
    })
}

fn waits_for(remains: Remains) -> &'static str {
    match remains {
        Remains::Assessment => "Förhandsbedömning",
        Remains::Caseworker => "Handläggare",
        Remains::Nothing => "Inget, någon handlägger",
    }
}

/// One matter.
pub fn show_one(web: &Web, asked: Asked) -> Answer {
    let case = asked.id(0)?;
    let found = web.app.desk_page(&asked.ctx, case)?;
    let mut frame = shell(web, &asked.ctx, &format!("Mottagning {}", found.number), "/mottagning")?;
    frame.person = Some(banner(&found.person, found.children, &asked.ctx));
    frame.crumbs = crumbs(&[("Mottagning", "/mottagning"), (&found.number, "")]);
    frame.notice = receipt(&asked);
    let base = format!("/arenden/{case}");
    let note = Button::go("Anteckna", format!("{base}/anteckning.skriv"));
    let buttons = match found.remains {
        Remains::Assessment => {
            vec![note, Button::go("Förhandsbedöm", format!("{base}/forhandsbedomning.gor")).filled()]
        }
        Remains::Caseworker | Remains::Nothing => vec![note.filled()],
    };
    let report = found.kind == ArendeArt::Anmalan;
    page(&InkommetPage {
        heading: found.kind.label().to_owned(),
        facts: vec![format!("Ärende {}", found.number), format!("kom in {}", found.came_in), found.unit.clone()],
        more: more(&found),
        buttons,
        state: state(&found),
        contact: contact(&found.person),
        reporter: report.then(|| {
            let words = if found.reporter { "Visa vem som anmälde" } else { "Ingen är uppgiven än" };
            Link::new(words, format!("{base}/anmalare"))
        }),
        timeline: Timeline { events: found.timeline.iter().map(|row| super::arende::event(row, &base, "")).collect() },
        until: match found.until {
            Some(day) => format!("Mottagningen når ärendet till och med {day}."),
            None => String::from("Mottagningen når ärendet till och med den dag en handläggare utses."),
        },
        shell: frame,
    })
}

fn more(found: &DeskPage) -> Vec<Link> {
    let fits = |act: &&&str| match **act {
        "forhandsbedomning.gor" => false,
        "anmalare.uppge" => found.kind == ArendeArt::Anmalan,
        "ansokan.aterkalla" => found.kind == ArendeArt::Ansokan,
        "skydd.avsluta" => found.person.told_mark().is_some(),
        _ => true,
    };
    let buttons = ACTS.iter().filter(fits).filter_map(|act| handling::button(act, found.case, found.case));
    buttons.map(Link::from).collect()
}

fn state(found: &DeskPage) -> Vec<OrderFact> {
    let mut facts = vec![fact("Väntar på", super::soft(waits_for(found.remains)))];
    facts.push(fact("Handläggare", found.caseworker.as_deref().unwrap_or("inte utsedd")));
    facts.push(fact("Måste något göras i dag?", if found.acute { "Ja" } else { "Nej" }));
    facts
}

/// How a person is reached.
pub fn contact(person: &PersonState) -> Vec<OrderFact> {
    let contact = person.contact.as_ref();
    let known = [
        ("Telefon", contact.and_then(|contact| contact.telefon.as_deref())),
        ("Att tänka på", contact.and_then(|contact| contact.onskemal.as_deref())),
        ("Tolk", contact.and_then(|contact| contact.tolk.as_deref())),
        ("Postadress", contact.and_then(|contact| contact.adress.as_deref())),
    ];
    let mark = person.told_mark().map(|mark| fact("Skydd", mark.label()));
    mark.into_iter().chain(known.into_iter().filter_map(|(label, value)| Some(fact(label, value?)))).collect()
}

/// A label and a value.
pub fn fact(label: impl Into<String>, value: impl Into<String>) -> OrderFact {
    OrderFact { label: label.into(), value: value.into() }
}

/// Who made the report.
pub fn reporter(web: &Web, asked: Asked) -> Answer {
    let case = asked.id(0)?;
    let found = web.app.reporter(&asked.ctx, case)?;
    let home = case_address(case, found.desk, false);
    let list = if found.desk { ("Mottagning", "/mottagning") } else { ("Mina ärenden", "/arenden") };
    let mut frame = shell(web, &asked.ctx, &format!("Vem som anmälde {}", found.number), list.1)?;
    frame.crumbs = crumbs(&[list, (&found.number, &home), ("Vem som anmälde", "")]);
    page(&AnmalarePage {
        shell: frame,
        heading: String::from("Vem som anmälde"),
        told: found.told.iter().map(|(day, told)| (day.to_string(), reporter_facts(told))).collect(),
        button: Button::go("Uppge vem som anmälde", format!("/arenden/{case}/anmalare.uppge")),
    })
}

fn reporter_facts(told: &AnmalareUppgiven) -> Vec<OrderFact> {
    if told.anonym {
        return vec![fact("Vem", "Vill vara anonym. Inget mer är sparat.")];
    }
    let known = [("Namn", &told.namn), ("Kontakt", &told.kontakt), ("Känner personen som", &told.forhallande)];
    known.into_iter().filter_map(|(label, value)| Some(fact(label, value.as_deref()?))).collect()
}
