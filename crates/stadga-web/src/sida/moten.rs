//! Meetings on a record's page, and the week of the one who looks.

use crate::answer::{Answer, page};
use crate::convert::act;
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Booking, KalenderDay, KalenderPage, Link, MeetingRow, Meetings};
use jiff::ToSpan;
use jiff::civil::{Date, Time};
use stadga_app::view::{BookedMeeting, MyMeeting, MyWeek};
use stadga_core::Id;
use stadga_core::calendar::{text, week_number};
use stadga_core::fact::mote::{BokningArt, Kallelse, MoteBokat};

/// The card of what is booked in a case or an assignment. `open` says that more can be booked there, and
/// `at_provider` that the one who looks works there.
pub fn card(case: Id, subject: Id, meetings: &[BookedMeeting], (open, at_provider): (bool, bool)) -> Meetings {
    let book = || Link::new("Boka möte", act(case, subject, "mote.boka"));
    Meetings { rows: meetings.iter().map(|known| row(case, known, at_provider)).collect(), book: open.then(book) }
}

fn row(case: Id, meeting: &BookedMeeting, at_provider: bool) -> MeetingRow {
    let fact = &meeting.booking.fact;
    let place = fact.plats.as_ref().map(|place| format!(", {place}")).unwrap_or_default();
    let interpreter = fact.tolk.map(|tolk| format!(" · {}", tolk.label().to_lowercase())).unwrap_or_default();
    let note = match (meeting.passed, meeting.booking.is_confirmed(), fact.kallelse) {
        (true, ..) => "Skriv hur det gick.",
        (_, true, _) => "",
        (_, false, Kallelse::InteAn) => "Personen vet inte om tiden än.",
        (_, false, _) => "Kallad, inte bekräftad.",
    };
    MeetingRow {
        time: format!("{} {}", text::short(fact.dag), hours(fact.klockan, ends(fact))),
        what: fact.art.label().to_owned(),
        about: format!("{}{place} · {}{interpreter}", fact.form.label(), meeting.with.join(", ")),
        note: note.to_owned(),
        acts: acts(case, meeting, at_provider),
    }
}

/// What can be done with a booking, the most usual first.
fn acts(case: Id, meeting: &BookedMeeting, at_provider: bool) -> Vec<Link> {
    let (id, subject) = (meeting.booking.id, meeting.booking.subject);
    let to = |label: &str, use_case: &str, query: &str| {
        Link::new(label, format!("{}?{query}={id}", act(case, subject, use_case)))
    };
    let mut acts = Vec::new();
    if meeting.begun {
        let written = written(meeting.booking.fact.art, meeting.assignment, at_provider);
        acts.extend(written.map(|use_case| to("Skriv hur det gick", use_case, "bokning")));
        acts.push(to("Personen kom inte", "mote.uteblev", "mote"));
    } else if !meeting.booking.is_confirmed() {
        acts.push(to("Bekräfta", "mote.bekrafta", "mote"));
    }
    if !meeting.begun && meeting.own {
        acts.push(Link::new("Kalenderfil", format!("/moten/{id}/mote.ics")));
    }
    acts.extend([to("Flytta", "mote.boka", "ersatter"), to("Avboka", "mote.avboka", "mote")]);
    acts
}

/// Where what was said at a meeting is written.
fn written(kind: BokningArt, in_assignment: bool, at_provider: bool) -> Option<&'static str> {
    match (in_assignment, kind) {
        (false, _) => Some("anteckning.skriv"),
        (true, BokningArt::Inledande | BokningArt::Annat) => Some("mote.registrera"),
        (true, BokningArt::Uppfoljning) => Some("uppfoljning.registrera"),
        (true, BokningArt::Avslutningssamtal) => Some("avslutningssamtal.registrera"),
        (true, BokningArt::Samtal) => {
            Some(if at_provider { "genomforandeanteckning.skriv" } else { "mote.registrera" })
        }
    }
}

/// A meeting among one's own.
pub fn mine(meeting: &MyMeeting) -> Booking {
    let asked = if meeting.confirmed { "" } else { " · inte bekräftat" };
    Booking {
        time: hours(meeting.begins, meeting.ends),
        what: format!("{}, {}", meeting.kind, meeting.person),
        place: format!("{}{asked}", meeting.form),
        href: if meeting.assignment {
            format!("/uppdrag/{}#bokade", meeting.target)
        } else {
            format!("/arenden/{}#bokade", meeting.target)
        },
    }
}

/// The week of a day, or of today.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let today = asked.ctx.today;
    let day = asked.query.text("dag").parse().unwrap_or(today);
    let week = web.app.my_week(&asked.ctx, day)?;
    let (monday, sunday) = (week.monday, week.monday.saturating_add(6.days()));
    let other = |weeks: i64| format!("/kalender?dag={}", monday.saturating_add(weeks.weeks()));
    let this = monday <= today && today <= sunday;
    page(&KalenderPage {
        shell: shell(web, &asked.ctx, "Kalender", "/kalender")?,
        heading: format!("Vecka {}", week_number(monday)),
        weeks: vec![
            Link::new(format!("Vecka {}", week_number(monday.saturating_sub(1.week()))), other(-1)),
            Link::new("Den här veckan", if this { String::new() } else { String::from("/kalender") }),
            Link::new(format!("Vecka {}", week_number(monday.saturating_add(1.week()))), other(1)),
        ],
        days: (0..7).filter_map(|at| one_day(&week, monday.saturating_add(at.days()), today)).collect(),
    })
}

/// A day of the week; none for a day off when nothing is there.
fn one_day(week: &MyWeek, day: Date, today: Date) -> Option<KalenderDay> {
    let meetings: Vec<Booking> = week.meetings.iter().filter(|known| known.day == day).map(mine).collect();
    let due = week.due.iter().find(|(due, _)| *due == day).map_or(0, |(_, count)| *count);
    let off = matches!(day.weekday(), jiff::civil::Weekday::Saturday | jiff::civil::Weekday::Sunday);
    let due = match due {
        0 => String::new(),
        1 => String::from("1 frist"),
        many => format!("{many} frister"),
    };
    let shown = !off || day == today || !meetings.is_empty() || !due.is_empty();
    shown.then(|| KalenderDay {
        label: text::sentence_case(&text::with_weekday(day)),
        id: format!("dag-{day}"),
        today: day == today,
        due,
        meetings,
    })
}

fn ends(fact: &MoteBokat) -> Time {
    fact.span().1.time()
}

fn hours(from: Time, to: Time) -> String {
    format!("{}–{}", text::clock(from), text::clock(to))
}
