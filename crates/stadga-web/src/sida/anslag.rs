//! The notice board: minutes to keep, to adjust and to announce, several decisions at once, and what stands there now.

use super::receipt;
use crate::answer::{Answer, Trouble, go, page, pdf};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{AnslagPage, Choice, Empty, Field, Form, Hidden, Link, NoticeCard, NoticePart, Section};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::civil::Date;
use stadga_app::view::{NoticeBoard, NoticeGroup, NoticeLine};
use stadga_app::{AppError, Request};
use stadga_core::Id;
use stadga_core::calendar::text::relative;
use stadga_core::form;

/// Where the page is.
const PAGE: &str = "/anslag";
/// The acts a form here may carry out.
const ACTS: [&str; 2] = ["protokoll.justera", "protokoll.ansla"];

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    draw(web, &asked, Vec::new())
}

/// One act for each decision that is ticked, each with a receipt of its own. What stands in the way of one does not
/// stop the others; the page tells which.
pub fn send(web: &Web, mut asked: Asked) -> Answer {
    let Some(act) = ACTS.into_iter().find(|act| *act == asked.form.text("handling")) else {
        return Err(Trouble::Nowhere);
    };
    let named: Vec<(Id, Id, Id)> = asked.form.values("val").iter().filter_map(|value| ids(value)).collect();
    if named.is_empty() {
        return returned(web, &asked, vec![String::from("Kryssa i minst ett beslut. Inget är sparat.")]);
    }
    let board = web.app.notice_board(&asked.ctx)?;
    let mut troubles = Vec::new();
    for (case, minutes, command) in &named {
        let mut form = form::Form::default();
        form.set("protokoll", minutes.to_string());
        for field in ["datum", "forvaras"] {
            form.set(field, asked.form.text(field));
        }
        let request = Request { use_case: act, subject: Some(*case), command: *command, form: &form };
        if let Err(error) = web.app.execute(&mut asked.ctx, &request) {
            troubles.push(format!("{}: {}", which(&board, *minutes), in_words(&error)));
        }
    }
    if troubles.is_empty() {
        return go(&format!("{PAGE}?klart={act}"));
    }
    if troubles.len() < named.len() {
        troubles.push(String::from("De andra besluten är sparade."));
    }
    returned(web, &asked, troubles)
}

/// The notice to put up, as a file.
pub fn file(web: &Web, asked: Asked) -> Answer {
    Ok(pdf(web.app.notice_file(&asked.ctx, asked.id(0)?, asked.query.text("finns"))?))
}

fn returned(web: &Web, asked: &Asked, outcomes: Vec<String>) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(web, asked, outcomes)?).into_response())
}

fn draw(web: &Web, asked: &Asked, outcomes: Vec<String>) -> Answer {
    let found = web.app.notice_board(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Anslagstavlan", PAGE)?;
    frame.notice = receipt(asked);
    frame.error = !outcomes.is_empty();
    let mut forms = Forms { web, asked, count: 0 };
    let to_adjust = found.to_adjust.iter().map(|group| card(group, found.today, Some(&mut forms))).collect();
    let to_announce = found.to_announce.iter().map(|group| card(group, found.today, Some(&mut forms))).collect();
    let up = found.up.iter().map(|group| card(group, found.today, None)).collect();
    let part = |anchor: &str, heading: &str, cards: Vec<NoticeCard>, empty: &str| NoticePart {
        anchor: anchor.to_owned(),
        heading: heading.to_owned(),
        cards,
        empty: Empty { text: empty.to_owned(), next: None },
    };
    page(&AnslagPage {
        shell: frame,
        intro: String::from(
            "Beslut som laglighetsprövas. Tiden att överklaga börjar när det står på kommunens anslagstavla att \
             protokollet är justerat. Texten du sätter upp nämner ingen person.",
        ),
        outcomes,
        parts: vec![
            part(
                "protokoll",
                "Väntar på protokoll",
                found.without.iter().map(waiting).collect(),
                "Inget beslut väntar på protokoll.",
            ),
            part("justera", "Ska justeras", to_adjust, "Inget protokoll väntar på justering."),
            part("tillkannage", "Ska upp på anslagstavlan", to_announce, "Inget justerat protokoll väntar."),
            part("uppe", "Uppe på anslagstavlan nu", up, "Inget sitter uppe."),
        ],
    })
}

/// What a page needs to draw its forms, with how many it has drawn.
struct Forms<'a> {
    web: &'a Web,
    asked: &'a Asked,
    count: usize,
}

impl Forms<'_> {
    /// The form that takes all decisions of some minutes one step on.
    fn of(&mut self, group: &NoticeGroup) -> Form {
        self.count += 1;
        let announces = group.adjusted_on.is_some();
        let (act, date, submit) = match announces {
            true => (ACTS[1], "Uppe på anslagstavlan den", "Tillkännagivandet är uppe"),
            false => (ACTS[0], "Justerat den", "Protokollet är justerat"),
        };
        let choice = |line: &NoticeLine| {
            let value = format!("{}.{}.{}", line.case, line.id, self.web.app.next_id());
            Choice::new(value, told(line)).chosen(true)
        };
        let choices = group.lines.iter().map(choice).collect();
        let mut fields = vec![
            Field::checks("val", "Gäller besluten", choices),
            Field::date("datum", date).value(self.asked.ctx.today.to_string()),
        ];
        if announces {
            let hint = "Det ska också stå på anslagstavlan.";
            fields.push(Field::text("forvaras", "Var protokollet finns").hint(hint));
        }
        for field in &mut fields {
            field.id = format!("{}-{}", field.id, self.count);
        }
        Form {
            id: format!("formular-{}", self.count),
            action: PAGE.to_owned(),
            hidden: vec![Hidden::new("handling", act)],
            sections: vec![Section::new("", fields)],
            submit: submit.to_owned(),
            quiet: true,
            ..Form::default()
        }
    }
}

fn card(group: &NoticeGroup, today: Date, forms: Option<&mut Forms<'_>>) -> NoticeCard {
    let first = group.lines.first().map(|line| line.id.to_string()).unwrap_or_default();
    let adjusted = group.adjusted_on.is_some();
    let by = |words: &str, day: Option<Date>| match day {
        Some(day) => format!("{words} senast {day}, {}.", relative(today, day)),
        None => String::new(),
    };
    let state = match (&group.adjusted_on, &group.announced) {
        (None, _) => by("Ska justeras", group.due),
        (Some(on), None) => format!("Justerat {on}. {}", by("Ska tillkännages", group.due)),
        (Some(_), Some((on, _))) => format!("Uppe sedan {on}. Ska sitta uppe till och med {}.", group.until),
    };
    NoticeCard {
        heading: heading(group),
        state,
        decisions: group.lines.iter().map(decision).collect(),
        text: if adjusted { group.in_words(today, "") } else { Vec::new() },
        file: if adjusted { format!("{PAGE}/{first}/tillkannagivande.pdf") } else { String::new() },
        form: forms.map(|forms| forms.of(group)),
    }
}

fn waiting((on, line): &(Date, NoticeLine)) -> NoticeCard {
    let to =
        |label: &str, act: &str| Link::new(label, format!("/arenden/{}/{act}?beslut={}", line.case, line.decision));
    NoticeCard {
        heading: told(line),
        state: format!("Beslutat {on} på delegation. Beslutet ska stå i ett protokoll."),
        decisions: vec![
            to("Beslutet är anmält till nämnden", "delegationsbeslut.anmal"),
            to("För ett eget protokoll", "protokoll.for"),
            Link::new("Läs beslutet", format!("/beslut/{}", line.decision)),
        ],
        ..NoticeCard::default()
    }
}

fn heading(group: &NoticeGroup) -> String {
    match (&group.body, &group.called) {
        (Some(body), _) => format!("{body} {}", group.on),
        (None, Some(called)) => format!("{called}, {}", group.on),
        (None, None) => format!("Eget protokoll {}", group.on),
    }
}

fn decision(line: &NoticeLine) -> Link {
    Link::new(told(line), format!("/beslut/{}", line.decision))
}

fn told(line: &NoticeLine) -> String {
    format!("{}, {}: {}", line.number, line.person, line.insats)
}

/// The decision that some minutes are about.
fn which(board: &NoticeBoard, minutes: Id) -> String {
    let groups = board.to_adjust.iter().chain(&board.to_announce).chain(&board.up);
    let line = groups.flat_map(|group| &group.lines).find(|line| line.id == minutes);
    line.map_or_else(|| String::from("Ett av besluten"), told)
}

/// `case.what.command`, as a form carries each of several.
pub(super) fn ids(value: &str) -> Option<(Id, Id, Id)> {
    let mut parts = value.split('.').map(|part| part.parse::<Id>().ok());
    let read = (parts.next()??, parts.next()??, parts.next()??);
    parts.next().is_none().then_some(read)
}

/// Why it did not go through.
pub(super) fn in_words(error: &AppError) -> String {
    let all: Vec<&str> = match error {
        AppError::Problems(problems) => problems.iter().map(|problem| problem.message.as_str()).collect(),
        AppError::Refused(refusal) => refusal.hinders.iter().map(|hinder| hinder.message.as_str()).collect(),
        AppError::Warned(hinders) => hinders.iter().map(|hinder| hinder.message.as_str()).collect(),
        other => return other.to_string(),
    };
    all.join(" ")
}
