//! Min dag.

use super::moten;
use super::rutiner::document_state;
use crate::answer::{Answer, page};
use crate::convert::{self, duty, nearness};
use crate::handling::opening;
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{
    Besides, Button, Day, DayMark, DraftLink, DueState, DutyGroup, Empty, Link, MinDagPage, News, WaitingRow,
};
use jiff::civil::{Date, Weekday};
use stadga_app::view::{
    CostLine, DraftLine, DutyToday, Keeping, LettersWaiting, MyDay, Recent, ReviewDue, RoutineToKeep, StandIn, WorkItem,
};
use stadga_core::Ctx;
use stadga_core::calendar::{is_working_day, next_working_day, text, week_number};
use stadga_core::fact::organisation::Roll;

/// How many working days the strip shows.
const STRIP_DAYS: usize = 10;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let whole = asked.query.text("vantar") == "alla";
    let day = if whole { web.app.my_whole_day(&asked.ctx)? } else { web.app.my_day(&asked.ctx)? };
    let mut frame = shell(web, &asked.ctx, "Min dag", "/min-dag")?;
    frame.skip = Some(Link::new("Hoppa till att göra", "#att-gora"));
    let week = week_number(day.today);
    let may_register =
        matches!(asked.ctx.actor.post.role, Roll::Socialsekreterare | Roll::Mottagningssekreterare | Roll::Enhetschef);
    let mut buttons =
        if may_register { vec![Button::go("Registrera inkommet", "/mottagning/ny").filled()] } else { Vec::new() };
    if web.app.counts_something(&asked.ctx)? {
        buttons.push(Button::go("Räkna", "/rakna"));
    }
    let duty = web.app.duty_today(&asked.ctx)?;
    let mut groups = groups(&day);
    groups.splice(0..0, urgent(&duty, &day));
    let besides = besides(web, &asked.ctx)?;
    let empty = (groups.is_empty() && besides.is_empty()).then(|| Empty {
        text: String::from("Inget att göra just nu. Det som lagen och rutinerna kräver dyker upp här av sig självt."),
        next: None,
    });
    page(&MinDagPage {
        shell: frame,
        today: format!("{}, vecka {week}", text::with_weekday(day.today)),
        buttons,
        duty: duty.own.iter().chain(&duty.told).cloned().collect(),
        days: strip(&day),
        groups,
        besides,
        empty,
        waiting: day.waiting.iter().map(waiting).collect(),
        waiting_count: day.waiting_in_all,
        waiting_more: (day.waiting_in_all > day.waiting.len() && !whole)
            .then(|| Link::new(format!("Visa alla {}", day.waiting_in_all), "/min-dag?vantar=alla#vantar")),
        waiting_open: whole,
        bookings: day.meetings.iter().filter(|known| known.day == day.today).map(moten::mine).collect(),
        drafts: day.drafts.iter().map(draft).collect(),
        news: day.recent.iter().map(|recent| news(recent, day.today)).collect(),
    })
}

/// What somebody's liberty hangs on in the cases that duty opens, where it is not on the list anyhow.
fn urgent(today: &DutyToday, day: &MyDay) -> Option<DutyGroup> {
    let known = |item: &&WorkItem| day.items.iter().any(|own| own.case == item.case && own.rule == item.rule);
    let rows: Vec<_> = today.urgent.iter().filter(|item| !known(item)).collect();
    (!rows.is_empty()).then(|| DutyGroup {
        id: String::from("jour"),
        heading: String::from("Jour: frister i tvångsvård"),
        duties: rows.into_iter().map(|item| duty(item, day.today, true)).collect(),
    })
}

/// What waits beside the cases.
pub fn besides(web: &Web, ctx: &Ctx) -> Answer<Vec<Besides>> {
    let reviews = web.app.reviews_due(ctx)?.iter().map(|due| review(due, ctx.today)).collect();
    let routines = web.app.routines_to_keep(ctx)?.iter().map(routine).collect();
    let leavers = web.app.leavers(ctx)?.iter().map(|(who, many)| leaver(who, *many)).collect();
    let costs = web.app.disputed_costs(ctx)?.iter().map(disputed).collect();
    let letters = web.app.letters_waiting(ctx)?.and_then(letters).into_iter().collect();
    let groups = [
        ("brev", "Brev som väntar på att postas", letters),
        ("kvar", "Efter dem som har slutat", leavers),
        ("kostnader", "Kostnader ni inte är överens om", costs),
        ("granskning", "Månadens granskning", reviews),
        ("rutiner", "Rutiner att ta ställning till", routines),
    ];
    let groups = groups.into_iter().map(|(id, heading, rows)| Besides { id, heading, rows });
    Ok(groups.filter(|group: &Besides| !group.rows.is_empty()).collect())
}

/// What somebody who has left still had.
fn leaver(who: &str, many: usize) -> WaitingRow {
    let what = if many == 1 {
        String::from("Ge ett ärende till någon annan")
    } else {
        format!("Ge {many} ärenden till andra")
    };
    let whom = format!("{who} arbetar inte kvar i enheten, och ingen gör det som ska göras i dem.");
    WaitingRow { what, whom, href: String::from("/enhet") }
}

/// Letters that have waited more than one working day: one row however many they are.
fn letters(known: LettersWaiting) -> Option<WaitingRow> {
    let oldest = known.oldest?;
    let what = if known.late == 1 { String::from("Posta ett brev") } else { format!("Posta {} brev", known.late) };
    let whom = format!("Det äldsta har väntat sedan {oldest}. Skriv ut, posta och registrera att det är gjort.");
    Some(WaitingRow { what, whom, href: String::from("/utskrift") })
}

/// What the other unit's head has a row for too. Whom it is about is not told here.
fn disputed(line: &CostLine) -> WaitingRow {
    WaitingRow {
        what: format!("Kom överens om vem som betalar: {}", line.number),
        whom: format!("{}, beviljat av {}. Det ska inte märkas för den enskilde.", line.insats, line.granted_by),
        href: String::from("/kostnader"),
    }
}

/// A month that waits for the head's signature.
fn review(due: &ReviewDue, today: Date) -> WaitingRow {
    let month = super::granskning::month(due.month);
    let late = if due.due < today { " Sista dagen har passerat." } else { "" };
    WaitingRow {
        what: format!("{}, {month}", due.art.label()),
        whom: format!("Granska och signera senast {}.{late}", due.due),
        href: format!("/granskning?manad={}", due.month),
    }
}

/// A routine that has expired or is to be looked over, for whoever keeps it.
fn routine(known: &RoutineToKeep) -> WaitingRow {
    let (what, whom) = match &known.keeping {
        Keeping::Document(title, state) => {
            (format!("Se efter: {title}"), format!("{}. Står i rutinen {}.", document_state(*state), known.name))
        }
        Keeping::Expired(last) => (
            format!("Besluta om en ny version av {}", known.name),
            format!("Rutinen gällde till och med {last}. Den gäller tills ni har beslutat."),
        ),
        Keeping::ReviewDue(due) => (
            format!("Se över rutinen {}", known.name),
            format!("Den skulle ses över senast {due}. Skriv dagen i rutinens reviewed_on när det är gjort."),
        ),
    };
    WaitingRow { what, whom, href: format!("/rutiner/{}", known.pack) }
}

/// Somebody else's duty, with who it waits for.
pub fn waiting(item: &WorkItem) -> WaitingRow {
    let whom = item.owners.join(" och ");
    let until = item.due.map(|due| format!(", senast {due}")).unwrap_or_default();
    WaitingRow {
        what: format!("{} · {}", item.title, item.person),
        whom: format!("Väntar på {whom}{until}"),
        href: convert::target(item),
    }
}

fn groups(day: &MyDay) -> Vec<DutyGroup> {
    let sunday = end_of_week(day.today);
    let place = |item: &WorkItem| match item.due {
        _ if item.liberty => 0,
        Some(due) if due < day.today => 1,
        Some(due) if due == day.today => 2,
        None => 2,
        Some(due) if due <= sunday => 3,
        Some(_) => 4,
    };
    let headings = [
        ("frihet", "Tvångsvård: fristerna först"),
        ("forsenat", "Försenat"),
        ("i-dag", "I dag"),
        ("veckan", "Den här veckan"),
        ("senare", "Senare"),
    ];
    let group = |(at, (id, heading)): (usize, (&str, &str))| DutyGroup {
        id: id.to_owned(),
        heading: heading.to_owned(),
        duties: day.items.iter().filter(|item| place(item) == at).map(|item| duty(item, day.today, true)).collect(),
    };
    let mut groups: Vec<DutyGroup> = headings.into_iter().enumerate().map(group).collect();
    groups.extend((1..).zip(&day.standing_in).map(|(at, absent)| standing_in(at, absent, day.today)));
    groups.retain(|group| !group.duties.is_empty());
    groups
}

/// What is done for somebody who is away, under their name and until when.
fn standing_in(at: usize, absent: &StandIn, today: Date) -> DutyGroup {
    let shared = match absent.shared_with.as_slice() {
        [] => String::new(),
        names => format!(", delas med {}", names.join(" och ")),
    };
    DutyGroup {
        id: format!("vikarierar-{at}"),
        heading: format!("Vikarierar för {} till och med {}{shared}", absent.name, absent.until),
        duties: absent.items.iter().map(|item| duty(item, today, true)).collect(),
    }
}

fn end_of_week(today: Date) -> Date {
    let mut day = today;
    while day.weekday() != Weekday::Sunday {
        day = day.tomorrow().unwrap_or(Date::MAX);
    }
    day
}

fn strip(day: &MyDay) -> Vec<Day> {
    let mut dates = Vec::with_capacity(STRIP_DAYS);
    let mut date = if is_working_day(day.today) { day.today } else { next_working_day(day.today) };
    while dates.len() < STRIP_DAYS {
        dates.push(date);
        date = next_working_day(date);
    }
    let first = dates.first().copied();
    dates.iter().map(|date| one_day(day, *date, Some(*date) == first)).collect()
}

fn one_day(day: &MyDay, date: Date, first: bool) -> Day {
    // What is late stands on the first day, where it must be done.
    let here = |item: &&WorkItem| item.due.is_some_and(|due| due == date || (first && due < date));
    let mark = |item: &WorkItem| match item.due.map(|due| nearness(due, day.today)) {
        Some(DueState::Overdue) => DayMark::Overdue,
        Some(DueState::Today) => DayMark::Today,
        _ => DayMark::Later,
    };
    let lent = day.standing_in.iter().flat_map(|absent| &absent.items);
    let marks: Vec<DayMark> = day.items.iter().chain(lent).filter(here).map(mark).collect();
    let monday = date.weekday() == Weekday::Monday;
    Day {
        label: text::short(date),
        week: if monday || first { format!("v. {}", week_number(date)) } else { String::new() },
        href: if marks.is_empty() { String::new() } else { String::from("#att-gora") },
        count: marks.len(),
        marks,
        today: date == day.today,
        monday: monday && !first,
    }
}

fn draft(line: &DraftLine) -> DraftLink {
    let label = if line.person.is_empty() { line.title.clone() } else { format!("{}, {}", line.title, line.person) };
    let href = match line.subject {
        Some(subject) => convert::act(subject, subject, &line.use_case),
        None => crate::handling::alone(&line.use_case),
    };
    let at = line.saved_at.to_zoned(stadga_core::calendar::stockholm());
    DraftLink { label, href, saved: format!("sparat {} {}", at.date(), text::clock(at.time())) }
}

fn news(recent: &Recent, today: Date) -> News {
    let href = match recent.assignment {
        true => format!("/uppdrag/{}", recent.target),
        false => opening::case_address(recent.target, recent.desk, recent.matter),
    };
    let when = if recent.on == today { String::from("i dag") } else { text::short(recent.on) };
    News { when, who: recent.who.clone(), what: recent.what.to_lowercase(), label: recent.person.clone(), href }
}
