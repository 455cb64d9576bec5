//! Letters that wait to be printed and posted: several as one file, and the receipt for several at once.

use super::anslag::{ids, in_words};
use super::receipt;
use crate::answer::{Answer, go, page, pdf};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Choice, Empty, Field, Form, LetterPart, LetterRow, Link, Section, UtskriftPage};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::civil::Date;
use stadga_app::view::{Alone, MailingLine, MailingList};
use stadga_app::{AppError, Request};
use stadga_core::Id;
use stadga_core::form;

/// Where the page is.
const PAGE: &str = "/utskrift";
/// Where several letters are fetched as one file.
const FILE: &str = "/utskrift/brev.pdf";
/// What registers that letters were posted.
const POSTS: &str = "utskick.posta";
/// Said above what stood in the way of a receipt, and of a file.
const NOT_SAVED: &str = "Allt blev inte sparat";
const NO_FILE: &str = "Det blev ingen fil";

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    draw(web, &asked, (NOT_SAVED, Vec::new()))
}

/// The letters that are ticked, as one file.
pub fn file(web: &Web, asked: Asked) -> Answer {
    let chosen: Vec<Id> = named(&asked).into_iter().map(|(_, letter, _)| letter).collect();
    match web.app.mailing_file(&asked.ctx, &chosen) {
        Ok(file) => Ok(pdf(file)),
        Err(AppError::Refused(refusal)) => {
            let told = refusal.hinders.into_iter().map(|hinder| match hinder.remedy {
                Some(remedy) => format!("{} {remedy}", hinder.message),
                None => hinder.message,
            });
            let told = told.collect();
            returned(web, &asked, (NO_FILE, told))
        }
        Err(error) => Err(error.into()),
    }
}

/// One act for each case whose letters are ticked, each with a receipt of its own. What stands in the way of one does
/// not stop the others; the page tells which.
pub fn send(web: &Web, mut asked: Asked) -> Answer {
    let mut cases: Vec<(Id, Id, Vec<Id>)> = Vec::new();
    for (case, letter, command) in named(&asked) {
        match cases.iter_mut().find(|(known, ..)| *known == case) {
            Some((_, _, letters)) => letters.push(letter),
            None => cases.push((case, command, vec![letter])),
        }
    }
    // Whoever posts no letters is told nothing of any.
    let before = web.app.mailing_list(&asked.ctx)?;
    if cases.is_empty() {
        return returned(web, &asked, (NOT_SAVED, vec![String::from("Kryssa i minst ett brev. Inget är sparat.")]));
    }
    let mut troubles = Vec::new();
    for (case, command, letters) in &cases {
        let mut form = form::Form::default();
        form.set_all("utskick", letters.iter().map(Id::to_string));
        form.set("datum", asked.form.text("datum"));
        let request = Request { use_case: POSTS, subject: Some(*case), command: *command, form: &form };
        if let Err(error) = web.app.execute(&mut asked.ctx, &request) {
            troubles.push(format!("{}: {}", which(&before, *case), in_words(&error)));
        }
    }
    if troubles.is_empty() {
        return go(&format!("{PAGE}?klart={POSTS}"));
    }
    if troubles.len() < cases.len() {
        troubles.push(String::from("De andra breven är sparade."));
    }
    returned(web, &asked, (NOT_SAVED, troubles))
}

/// What is ticked: the case, the letter, and the command that would register it.
fn named(asked: &Asked) -> Vec<(Id, Id, Id)> {
    asked.form.values("val").iter().filter_map(|value| ids(value)).collect()
}

/// What a case is called among the letters; one that has none there is not named.
fn which(list: &MailingList, case: Id) -> String {
    let line = list.lines.iter().find(|line| line.case == case);
    line.map_or_else(|| String::from("Ett av breven"), called)
}

fn called(line: &MailingLine) -> String {
    format!("{}, {}", line.number, line.person)
}

fn returned(web: &Web, asked: &Asked, outcomes: (&str, Vec<String>)) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(web, asked, outcomes)?).into_response())
}

fn draw(web: &Web, asked: &Asked, (heading, outcomes): (&str, Vec<String>)) -> Answer {
    let found = web.app.mailing_list(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Att skriva ut", PAGE)?;
    frame.notice = receipt(asked);
    frame.error = !outcomes.is_empty();
    let (alone, together): (Vec<&MailingLine>, Vec<&MailingLine>) =
        found.lines.iter().partition(|line| line.alone.is_some());
    let parts = [
        part(
            web,
            asked,
            &together,
            Part {
                anchor: "tillsammans",
                heading: "Skrivs ut tillsammans",
                intro: "Kryssa i de brev du vill ha i samma fil. Varje brev börjar på ett nytt ark, också när du skriver \
                    ut på båda sidorna. Att du hämtar filen antecknas i varje ärende.",
                file: true,
            },
        ),
        part(
            web,
            asked,
            &alone,
            Part {
                anchor: "for-sig",
                heading: "Skrivs ut för sig",
                intro: "De här breven läggs aldrig i samma fil som andra. Öppna ett i taget, skriv ut det och lägg det i \
                    kuvertet innan du tar nästa.",
                file: false,
            },
        ),
    ];
    page(&UtskriftPage {
        shell: frame,
        intro: String::from(
            "Brev som ska gå med posten och som ingen har sagt är postade. Det som har väntat längst står först.",
        ),
        outcomes,
        outcomes_heading: heading.to_owned(),
        empty: found.lines.is_empty().then(|| Empty {
            text: String::from("Inget brev väntar. Ett brev kommer hit av sig självt när du skickar det med posten."),
            next: None,
        }),
        parts: parts.into_iter().flatten().collect(),
    })
}

/// The words of a part, and whether its letters can be fetched as one file.
struct Part {
    anchor: &'static str,
    heading: &'static str,
    intro: &'static str,
    file: bool,
}

fn part(web: &Web, asked: &Asked, lines: &[&MailingLine], words: Part) -> Option<LetterPart> {
    if lines.is_empty() {
        return None;
    }
    let today = asked.ctx.today;
    let typed = asked.form.text("datum");
    let chosen: Vec<Id> = named(asked).into_iter().map(|(_, letter, _)| letter).collect();
    let choice = |line: &&MailingLine| {
        let value = format!("{}.{}.{}", line.case, line.id, web.app.next_id());
        let ticked = if chosen.is_empty() { words.file } else { chosen.contains(&line.id) };
        Choice::new(value, format!("{}: {}", called(line), line.what)).chosen(ticked)
    };
    let posted = if typed.is_empty() { today.to_string() } else { typed.to_owned() };
    let mut fields = vec![
        Field::checks("val", "Gäller breven", lines.iter().map(choice).collect()),
        Field::date("datum", "Postat den").value(posted).half(),
    ];
    for field in &mut fields {
        field.id = format!("{}-{}", field.id, words.anchor);
    }
    let form = Form {
        id: format!("formular-{}", words.anchor),
        action: PAGE.to_owned(),
        sections: vec![Section::new("", fields)],
        submit: String::from("Breven är postade"),
        quiet: !words.file,
        also: if words.file { vec![(String::from("Öppna som en PDF"), FILE.to_owned())] } else { Vec::new() },
        ..Form::default()
    };
    Some(LetterPart {
        anchor: words.anchor.to_owned(),
        heading: words.heading.to_owned(),
        intro: words.intro.to_owned(),
        rows: lines.iter().map(|line| row(line, today)).collect(),
        form,
    })
}

fn row(line: &MailingLine, today: Date) -> LetterRow {
    let paper = |place: usize| {
        let label = if line.papers == 1 { String::from("PDF") } else { format!("PDF {}", place + 1) };
        Link::new(label, format!("/arenden/{}/handlingar/{}/{place}", line.case, line.letter))
    };
    let alone = match line.alone {
        None => "",
        Some(Alone::Protected) => {
            "Skyddade uppgifter. Går brevet till personen, posta det till Skatteverkets förmedling, som skickar det \
             vidare."
        }
        Some(Alone::Copies) => "Filer kan ligga inuti. Skriv ut dem också.",
    };
    LetterRow {
        case: Link::new(called(line), format!("/arenden/{}", line.case)),
        what: line.what.clone(),
        to: line.to.clone(),
        since: format!("{}, {}", line.since, waited(line.since, today)),
        late: line.late,
        alone: alone.to_owned(),
        papers: (0..line.papers).map(paper).collect(),
        drop: Link::new("Ska inte postas", format!("/arenden/{}/utskick.avfor?utskick={}", line.case, line.id)),
    }
}

/// For how long a letter has waited.
fn waited(since: Date, today: Date) -> String {
    match (today - since).get_days() {
        ..=0 => String::from("i dag"),
        1 => String::from("sedan i går"),
        days => format!("i {days} dagar"),
    }
}
