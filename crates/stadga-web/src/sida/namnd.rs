//! The board: its meetings with their cases, and the decisions made by delegation, several reported at once.

use super::anslag::{ids, in_words};
use super::receipt;
use crate::answer::{Answer, Trouble, go, page, pdf, sheet};
use crate::router::{Asked, Web};
use crate::shell::{crumbs, shell};
use crate::view::{
    AgendaRow, Choice, DelegatedPage, DelegatedRow, Empty, Field, Form, Hidden, Link, MeetingCard, MeetingPart,
    NamndPage, Section,
};
use axum::http::StatusCode;
use axum::response::IntoResponse;
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_app::Request;
use stadga_app::view::{AgendaItem, DelegatedLine, DelegatedList, Meeting};
use stadga_core::Id;
use stadga_core::calendar::text;
use stadga_core::form;

/// Where the page is.
const PAGE: &str = "/namnd";
/// Where the decisions made by delegation are.
const DECISIONS: &str = "/namnd/delegationsbeslut";
/// What registers that one of them is reported.
const REPORTS: &str = "delegationsbeslut.anmal";
/// How far back the decisions are listed unless a period is chosen, in months.
const BACK: i32 = 3;

/// The meetings.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.board_page(&asked.ctx)?;
    let cards = |meetings: &[Meeting], coming: bool| {
        meetings.iter().enumerate().map(|(at, one)| card(one, at, coming)).collect()
    };
    let part = |anchor: &str, heading: &str, last: &str, meetings: Vec<MeetingCard>, empty: &str| MeetingPart {
        anchor: anchor.to_owned(),
        heading: heading.to_owned(),
        last: last.to_owned(),
        meetings,
        empty: Empty { text: empty.to_owned(), next: None },
    };
    page(&NamndPage {
        shell: shell(web, &asked.ctx, "Nämnden", PAGE)?,
        intro: String::from(
            "Enhetens ärenden som är uppsatta till ett sammanträde. Handläggaren sätter upp dem i ärendet, under \
             Fler steg.",
        ),
        links: vec![Link::new("Beslut fattade på delegation", DECISIONS), Link::new("Anslagstavlan", "/anslag")],
        parts: vec![
            part(
                "kommande",
                "Kommande sammanträden",
                "Vill tala",
                cards(&found.coming, true),
                "Inget ärende är uppsatt till ett sammanträde.",
            ),
            part(
                "varit",
                "Sammanträden som har varit",
                "Vad det blev",
                cards(&found.held, false),
                "Inget sammanträde de senaste två månaderna.",
            ),
        ],
    })
}

fn card(meeting: &Meeting, at: usize, coming: bool) -> MeetingCard {
    let address = || {
        let Meeting { step, body, on, .. } = meeting;
        format!("{PAGE}/foredragningslista.pdf?mote={step}&organ={}&dag={on}", body.0)
    };
    MeetingCard {
        anchor: format!("{}-{at}", if coming { "mote" } else { "hallet" }),
        heading: meeting.called(),
        file: if coming { address() } else { String::new() },
        rows: meeting.items.iter().map(|item| row(item, coming)).collect(),
    }
}

fn row(item: &AgendaItem, coming: bool) -> AgendaRow {
    let came = || item.came_of_it().unwrap_or_else(|| String::from("Inte inskrivet än"));
    AgendaRow {
        case: Link::new(item.called(), format!("/arenden/{}", item.case)),
        matter: item.matter.clone(),
        caseworker: item.caseworker.clone().unwrap_or_else(|| String::from("Ingen utsedd")),
        papers: item.papers(),
        last: if coming { item.speaks() } else { came() },
    }
}

/// An agenda, as a file.
pub fn agenda(web: &Web, asked: Asked) -> Answer {
    let on = asked.query.text("dag").parse().map_err(|_| Trouble::Nowhere)?;
    Ok(pdf(web.app.agenda_file(&asked.ctx, asked.query.text("mote"), asked.query.text("organ"), on)?))
}

/// The decisions made by delegation.
pub fn decisions(web: &Web, asked: Asked) -> Answer {
    let wanted = Wanted::of(&asked.query, asked.ctx.today);
    draw(web, &asked, &wanted, Vec::new())
}

/// The same as a file for the board.
pub fn decisions_file(web: &Web, asked: Asked) -> Answer {
    let wanted = Wanted::of(&asked.query, asked.ctx.today);
    Ok(pdf(web.app.delegated_file(&asked.ctx, wanted.days, wanted.all)?))
}

/// The same as a table to count in.
pub fn decisions_table(web: &Web, asked: Asked) -> Answer {
    let wanted = Wanted::of(&asked.query, asked.ctx.today);
    let found = web.app.delegated_export(&asked.ctx, wanted.days)?;
    let mut table = String::from("beslut;datum;insats;lagrum;utfall;beslutat_av;punkt;anmalt;namnd;paragraf\r\n");
    for line in found.lines.iter().filter(|line| wanted.all || line.reported.is_none()) {
        let (on, board, paragraph) = line.reported.clone().map_or_else(Default::default, |(on, board, paragraph)| {
            (on.to_string(), board, paragraph.unwrap_or_default())
        });
        let cells = [
            line.called(),
            line.on.to_string(),
            line.insats.clone(),
            line.ground.clone(),
            line.outcome.clone(),
            line.by.clone(),
            line.point.clone().unwrap_or_default(),
            on,
            board,
            paragraph,
        ];
        table.push_str(&cells.map(|cell| cell.replace(['"', ';', '\n', '\r'], " ")).join(";"));
        table.push_str("\r\n");
    }
    Ok(sheet(&format!("delegationsbeslut-{}-{}", found.from, found.to), table))
}

/// Another period, or one act for each decision that is ticked, each with a receipt of its own. What stands in the
/// way of one does not stop the others; the page tells which.
pub fn report(web: &Web, mut asked: Asked) -> Answer {
    let wanted = Wanted::of(&asked.form, asked.ctx.today);
    if asked.form.text("handling") != REPORTS {
        return go(&format!("{DECISIONS}?{}", wanted.query()));
    }
    let named: Vec<(Id, Id, Id)> = asked.form.values("val").iter().filter_map(|value| ids(value)).collect();
    if named.is_empty() {
        return returned(web, &asked, &wanted, vec![String::from("Kryssa i minst ett beslut. Inget är sparat.")]);
    }
    let before = web.app.delegated(&asked.ctx, wanted.days)?;
    let mut troubles = Vec::new();
    for (case, decision, command) in &named {
        let mut form = form::Form::default();
        form.set("beslut", decision.to_string());
        for field in ["namnd", "sammantradesdag", "paragraf"] {
            form.set(field, asked.form.text(field));
        }
        let request = Request { use_case: REPORTS, subject: Some(*case), command: *command, form: &form };
        if let Err(error) = web.app.execute(&mut asked.ctx, &request) {
            let line = before.lines.iter().find(|line| line.decision == *decision);
            let which = line.map_or_else(|| String::from("Ett av besluten"), DelegatedLine::called);
            troubles.push(format!("{which}: {}", in_words(&error)));
        }
    }
    if troubles.is_empty() {
        return go(&format!("{DECISIONS}?klart={REPORTS}&{}", wanted.query()));
    }
    if troubles.len() < named.len() {
        troubles.push(String::from("De andra besluten är sparade."));
    }
    returned(web, &asked, &wanted, troubles)
}

fn returned(web: &Web, asked: &Asked, wanted: &Wanted, outcomes: Vec<String>) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, draw(web, asked, wanted, outcomes)?).into_response())
}

/// Which decisions are asked for.
struct Wanted {
    days: (Date, Date),
    /// Also those that are reported already.
    all: bool,
}

impl Wanted {
    fn of(form: &form::Form, today: Date) -> Self {
        let day = |name: &str, otherwise| text::parse_date(form.text(name), today).unwrap_or(otherwise);
        let days = (day("fran", today.saturating_sub(BACK.months())), day("till", today));
        Self { days, all: form.text("visa") == "alla" }
    }

    fn query(&self) -> String {
        format!("fran={}&till={}{}", self.days.0, self.days.1, if self.all { "&visa=alla" } else { "" })
    }
}

fn draw(web: &Web, asked: &Asked, wanted: &Wanted, outcomes: Vec<String>) -> Answer {
    let found = web.app.delegated(&asked.ctx, wanted.days)?;
    let mut frame = shell(web, &asked.ctx, "Beslut fattade på delegation", PAGE)?;
    frame.crumbs = crumbs(&[("Nämnden", PAGE), ("Beslut fattade på delegation", "")]);
    frame.notice = receipt(asked);
    frame.error = !outcomes.is_empty();
    let shown = found.lines.iter().filter(|line| wanted.all || line.reported.is_none());
    let query = wanted.query();
    page(&DelegatedPage {
        shell: frame,
        intro: String::from(
            "Beslut om insatser som någon i enheten har fattat på nämndens vägnar. Listan nämner ingen enskild.",
        ),
        outcomes,
        period: period(wanted),
        links: vec![
            Link::new("Hämta listan (PDF)", format!("{DECISIONS}.pdf?{query}")),
            Link::new("Hämta som fil (CSV)", format!("{DECISIONS}.csv?{query}")),
        ],
        rows: shown.map(decision).collect(),
        empty: Empty { text: String::from("Inget beslut att anmäla i perioden."), next: None },
        report: reporting(web, asked, &found, wanted),
    })
}

fn decision(line: &DelegatedLine) -> DelegatedRow {
    let reported = line.reported.as_ref().map(|(on, board, paragraph)| {
        let paragraph = paragraph.as_ref().map(|text| format!(", {text}")).unwrap_or_default();
        format!("{board} {on}{paragraph}")
    });
    DelegatedRow {
        decision: Link::new(line.called(), format!("/beslut/{}", line.decision)),
        on: line.on.to_string(),
        matter: format!("{}, {}", line.insats, line.ground),
        outcome: line.outcome.clone(),
        by: line.by.clone(),
        point: line.point.clone().unwrap_or_else(|| String::from("–")),
        reported: reported.unwrap_or_else(|| String::from("Inte än")),
    }
}

fn period(wanted: &Wanted) -> Form {
    let all = vec![Choice::new("alla", "Visa också beslut som redan är anmälda").chosen(wanted.all)];
    let fields = vec![
        Field::date("fran", "Från och med").value(wanted.days.0.to_string()).half(),
        Field::date("till", "Till och med").value(wanted.days.1.to_string()).half(),
        Field::checks("visa", "Vilka beslut", all),
    ];
    Form {
        id: String::from("perioden"),
        action: DECISIONS.to_owned(),
        sections: vec![Section::new("", fields)],
        submit: String::from("Visa perioden"),
        quiet: true,
        ..Form::default()
    }
}

/// The form that takes all decisions that are ticked to the board.
fn reporting(web: &Web, asked: &Asked, found: &DelegatedList, wanted: &Wanted) -> Option<Form> {
    let left = found.lines.iter().filter(|line| line.reported.is_none());
    let choice = |line: &DelegatedLine| {
        let value = format!("{}.{}.{}", line.case, line.decision, web.app.next_id());
        Choice::new(value, format!("{}, {}", line.called(), line.insats)).chosen(true)
    };
    let choices: Vec<Choice> = left.map(choice).collect();
    if choices.is_empty() {
        return None;
    }
    let typed = |name: &str, otherwise: &str| match asked.form.text(name) {
        "" => otherwise.to_owned(),
        typed => typed.to_owned(),
    };
    let fields = vec![
        Field::checks("val", "Gäller besluten", choices),
        Field::text("namnd", "Anmält till").value(typed("namnd", &found.board)),
        Field::date("sammantradesdag", "Sammanträdesdag").value(typed("sammantradesdag", "")).half(),
        Field::text("paragraf", "Paragraf i protokollet").value(typed("paragraf", "")).half().optional(),
    ];
    let (from, to) = wanted.days;
    let mut hidden = vec![
        Hidden::new("handling", REPORTS),
        Hidden::new("fran", from.to_string()),
        Hidden::new("till", to.to_string()),
    ];
    hidden.extend(wanted.all.then(|| Hidden::new("visa", "alla")));
    Some(Form {
        id: String::from("anmalan"),
        action: DECISIONS.to_owned(),
        hidden,
        sections: vec![Section::new("", fields)],
        submit: String::from("Besluten är anmälda"),
        ..Form::default()
    })
}
