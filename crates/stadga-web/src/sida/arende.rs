//! The case page.

use super::{initials, receipt};
use crate::answer::{Answer, go, page};
use crate::convert::duty;
use crate::handling;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell, with_apart, with_children};
use crate::view::{
    Button, CasePage, Empty, Goal, Lifeline, LifelineMark, LifelineRow, Link, MarkKind, Participant, Step, StepState,
    Stepper, Timeline, TimelineEvent, TimelineKind, WaitingRow,
};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_app::view::{self as app, LifeLine, TimelineRow};
use stadga_core::Fact;
use stadga_core::calendar::{text, week_number};
use stadga_core::fact::arende::ArendeArt;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{CaseFile, Decision, Investigation, Request};

/// Acts of the case in the order they usually come.
const ACTS: &[&str] = &[
    "handlaggare.utse",
    "forhandsbedomning.gor",
    "handlaggare.byt",
    "mote.boka",
    "instrument.registrera",
    "utredning.sammanstall",
    "kommunicering.skicka",
    "kommunicering.undanta",
    "yttrande.registrera",
    "beslut.fatta",
    "beslut.lamna",
    "namndbeslut.registrera",
    "beslut.underratta",
    "bestallning.skicka",
    "kontaktvag.ange",
    "skydd.registrera",
    "skydd.avsluta",
    "sparr.registrera",
    "sparr.hav",
    "omsesidig_sparr.registrera",
    "omsesidig_sparr.hav",
    "namnuppgift.utelamna",
    "nodoppning.granska",
    "identitet.faststall",
    "barn.anteckna",
    "fullmakt.registrera",
    "fullmakt.aterkalla",
    "ansokan.anteckna",
    "ansokan.aterkalla",
    "handling.registrera",
    "handling.bifoga",
    "uppgift.begar",
    "uppgift.registrera",
    "utlamnande.prova",
    "utlamnande.gor",
    "utlamnande.historik",
    "utlamnande.registerutdrag",
    "utlamnande.neka",
    "utlamnandebeslut.delge",
    "utlamnandebeslut.overklaga",
    "lvmanmalan.registrera",
    "lvm.inled",
    "arende.avsluta",
    "dodsfall.registrera",
    "dodsfall.aterkalla",
];

/// What can be recorded when the case is closed: what remained to be told, and what came in late.
const AFTER_CLOSING: &[&str] = &[
    "beslut.underratta",
    "skydd.registrera",
    "skydd.avsluta",
    "yttrande.registrera",
    "namndbeslut.registrera",
    "handling.registrera",
    "handling.bifoga",
    "uppgift.registrera",
    "utlamnande.prova",
    "utlamnande.gor",
    "utlamnande.historik",
    "utlamnande.registerutdrag",
    "utlamnande.neka",
    "utlamnandebeslut.delge",
    "utlamnandebeslut.overklaga",
];

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let case = asked.id(0)?;
    // Reception, which reaches only what came in, is led to its own page of the matter.
    if matches!(web.app.only_desk(&asked.ctx, case), Ok(true)) {
        return go(&format!("/mottagning/{case}"));
    }
    let found = web.app.case_page(&asked.ctx, case)?;
    let mut frame = shell(web, &asked.ctx, &format!("Ärende {}", found.number), "/arenden")?;
    let mut strip =
        with_children(banner(&found.person, found.file.case.children, &asked.ctx), &found.person, asked.ctx.today);
    with_apart(web, &asked.ctx, &found.file, &mut strip)?;
    strip.href = found.file.case.person.map(|person| format!("/personer/{person}")).unwrap_or_default();
    frame.person = Some(strip);
    frame.crumbs = crumbs(&[("Mina ärenden", "/arenden"), (&found.number, "")]);
    frame.notice = receipt(&asked);
    let closed = found.file.case.closed_on.is_some();
    let note = match found.only_read {
        true => None,
        false => {
            let context = web.app.form_context(&asked.ctx, "anteckning.skriv", Some(case))?;
            handling::quick(web, &asked, "anteckning.skriv", &context)?
        }
    };
    let write = Button::go("Anteckna", format!("/arenden/{case}/anteckning.skriv"));
    let closed_here = closed || found.only_read;
    let next = found.mine.first().and_then(|item| item.action.as_deref());
    let today = found.today;
    page(&CasePage {
        heading: found.title.clone(),
        facts: facts(&found),
        buttons: if found.only_read { Vec::new() } else { vec![write] },
        more: more(&found, next, closed, asked.ctx.actor.post.role == Roll::Enhetschef),
        stepper: stepper(&found),
        tabs: Vec::new(),
        duties: found.mine.iter().map(|item| duty(item, today, false)).collect(),
        empty: Empty { text: empty_words(&found), next: None },
        waiting: found.waiting.iter().map(super::min_dag::waiting).chain(asked_of_others(&found)).collect(),
        lifeline: lifeline(&found.lines, today),
        note,
        filters: Vec::new(),
        timeline: Timeline {
            events: found
                .timeline
                .iter()
                .map(|row| {
                    event(row, &format!("/arenden/{case}"), if found.only_read { "" } else { "anteckning.ratta" })
                })
                .collect(),
        },
        all_events: None,
        meetings: super::moten::card(case, case, &found.meetings, (!closed_here, false)),
        goals: goals(&found.file),
        participants: found
            .participants
            .iter()
            .map(|part| Participant {
                initials: initials(&part.name),
                name: part.name.clone(),
                role: part.part.clone(),
            })
            .collect(),
        documents: [decisions(web, &found), communications(&found), assignments(web, &found), papers(web, &found)]
            .concat(),
        shell: frame,
    })
}

fn facts(found: &app::CasePage) -> Vec<String> {
    let opened = found.file.case.opened_on.map(|day| format!("öppnat {day}")).unwrap_or_default();
    let caseworker = found
        .caseworker
        .as_ref()
        .map_or_else(|| String::from("handläggare inte utsedd"), |name| format!("handläggare {name}"));
    vec![format!("Ärende {}", found.number), opened, caseworker, found.unit.clone()]
}

fn more(found: &app::CasePage, next: Option<&str>, closed: bool, head: bool) -> Vec<Link> {
    if found.only_read {
        return Vec::new();
    }
    let case = found.case;
    let unopened = found.file.case.investigation == Investigation::NotOpened;
    let fits = |act: &&&str| match **act {
        "sparr.registrera" | "omsesidig_sparr.registrera" | "namnuppgift.utelamna" | "utlamnande.registerutdrag" => {
            head
        }
        "omsesidig_sparr.hav" => head && !found.file.case.guarded.apart.is_empty(),
        "sparr.hav" => head && !found.file.case.guarded.barred.is_empty(),
        "nodoppning.granska" => head && found.file.case.guarded.openings.iter().any(|known| !known.reviewed),
        "utlamnande.neka" => !found.file.case.disclosures.assessed.is_empty(),
        "utlamnandebeslut.delge" | "utlamnandebeslut.overklaga" => !found.file.case.disclosures.refused.is_empty(),
        "dodsfall.registrera" => found.file.case.died_on.is_none(),
        "dodsfall.aterkalla" => found.file.case.died_on.is_some(),
        act if closed => AFTER_CLOSING.contains(&act),
        "handlaggare.byt" => head && found.file.case.caseworker.is_some(),
        "beslut.underratta" => !found.file.case.decisions.is_empty(),
        "bestallning.skicka" => found.file.decision_to_order().is_some(),
        "handlaggare.utse" => found.file.case.caseworker.is_none(),
        "forhandsbedomning.gor" => found.file.case.kind == Some(ArendeArt::Anmalan) && unopened,
        "identitet.faststall" => found.person.number.is_none(),
        "fullmakt.aterkalla" => found.file.case.representatives.iter().any(|known| known.revoked_on.is_none()),
        "skydd.avsluta" => found.person.told_mark().is_some(),
        "ansokan.anteckna" => found.file.case.applied_on.is_none(),
        "ansokan.aterkalla" => found.file.case.applied_on.is_some(),
        "lvm.inled" => found.file.case.lvm.opened_on.is_none(),
        "utredning.sammanstall" => found.file.case.investigation != Investigation::NotOpened,
        _ => true,
    };
    let acts = ACTS.iter().filter(fits).filter(|act| Some(**act) != next);
    let steps = Link::new("Fler steg", format!("/arenden/{case}/{}", super::steg::ADDRESS));
    acts.filter_map(|act| handling::button(act, case, case)).map(Link::from).chain([steps]).collect()
}

fn empty_words(found: &app::CasePage) -> String {
    if found.only_read {
        let until = found.read_until.map(|until| match until.date() == found.today {
            true => format!("till kl. {}", text::clock(until.time())),
            false => format!("till {} kl. {}", until.date(), text::clock(until.time())),
        });
        let until = until.unwrap_or_else(|| String::from("i dag"));
        return format!("Du har öppnat ärendet utan att ha del i det. Det går att läsa {until}. Chefen ser skälet.");
    }
    match found.file.case.closed_on {
        Some(day) => format!("Ärendet avslutades {day}."),
        None => String::from("Inget att göra i ärendet just nu."),
    }
}

fn stepper(found: &app::CasePage) -> Stepper {
    let current = found.steps.iter().position(|step| step.current).unwrap_or_default();
    let step = |(at, step): (usize, &app::StageStep)| Step {
        name: super::soft(step.stage.label()),
        state: match at.cmp(&current) {
            std::cmp::Ordering::Less => StepState::Done,
            std::cmp::Ordering::Equal => StepState::Current,
            std::cmp::Ordering::Greater => StepState::Coming,
        },
        note: step.on.map(|day| day.to_string()).unwrap_or_default(),
        href: String::new(),
    };
    Stepper { steps: found.steps.iter().enumerate().map(step).collect() }
}

/// An event of the timeline, with the way to correct it for whoever may use `corrects` under `base`.
pub fn event(row: &TimelineRow, base: &str, corrects: &str) -> TimelineEvent {
    let correct = row.correct_by.filter(|by| *by == corrects);
    // An objection lands where the event lies, by whoever may write there.
    let own = !corrects.is_empty() && (base.starts_with("/uppdrag") || !row.from_provider);
    TimelineEvent {
        date: row.on.to_string(),
        time: row.at.map(|at| format!("kl. {}", text::clock(at))).unwrap_or_default(),
        title: row.title.clone(),
        href: if row.decision { format!("/beslut/{}", row.event) } else { String::new() },
        correct: correct.map(|by| format!("{base}/{by}?handelse={}", row.event)).unwrap_or_default(),
        moves: correct.map(|_| format!("{base}/anteckning.flytta?handelse={}", row.event)).unwrap_or_default(),
        text: row.text.clone(),
        byline: row.by.clone(),
        kind: match (row.decision, row.from_provider) {
            (true, _) => TimelineKind::Decision,
            (false, true) => TimelineKind::Provider,
            (false, false) => TimelineKind::Note,
        },
        corrected: row.corrected.clone(),
        objections: row.objections.clone(),
        receipt: super::kvitto::address(row, base),
        object: if own { format!("{base}/invandning.anteckna?handelse={}", row.event) } else { String::new() },
    }
}

/// Insatser over time, drawn from a month before the first to three months after today.
pub fn lifeline(lines: &[LifeLine], today: Date) -> Option<Lifeline> {
    let first = lines.iter().map(|line| line.from).min()?;
    let last = lines.iter().filter_map(|line| line.to).max().unwrap_or(today).max(today);
    let from = first.saturating_sub(1.month()).first_of_month();
    let to = last.saturating_add(1.month()).last_of_month();
    let running = lines.iter().filter(|line| line.started_on.is_some() && line.ended_on.is_none()).count();
    Some(Lifeline {
        words: format!("{} insatser, {running} pågår.", lines.len()),
        from,
        to,
        today,
        today_words: format!("i dag, v. {}", week_number(today)),
        rows: lines.iter().map(|line| life_row(line, today)).collect(),
    })
}

fn life_row(line: &LifeLine, today: Date) -> LifelineRow {
    let done = line.followed_up.iter().map(|on| LifelineMark {
        on: *on,
        kind: MarkKind::Done,
        words: format!("Uppföljning gjord {on}"),
    });
    let planned = line.planned.iter().map(|on| LifelineMark {
        on: *on,
        kind: if *on < today { MarkKind::Late } else { MarkKind::Planned },
        words: format!("Uppföljning senast {on}"),
    });
    LifelineRow {
        name: line.name.clone(),
        href: String::new(),
        section: String::new(),
        from: line.from,
        to: line.to,
        started: line.started_on,
        ended: line.ended_on,
        marks: done.chain(planned).collect(),
        next: line.planned.first().map(|day| day.to_string()).unwrap_or_default(),
    }
}

fn goals(file: &CaseFile) -> Vec<Goal> {
    let plans = file.assignments.values().filter_map(|assignment| assignment.plans.last());
    let from_plans = plans.flat_map(|plan| {
        plan.fact.mal.iter().map(|text| Goal { text: text.clone(), note: format!("plan {}", plan.on), state: None })
    });
    let goals: Vec<Goal> = from_plans.collect();
    if !goals.is_empty() {
        return goals;
    }
    let decided =
        file.case.decisions.last().and_then(|decision| decision.fact.mal.clone().map(|text| (text, decision.on)));
    decided.map(|(text, on)| Goal { text, note: format!("beslut {on}"), state: None }).into_iter().collect()
}

/// The decisions of the case, each with its own page.
fn decisions(web: &Web, found: &app::CasePage) -> Vec<Link> {
    let label = |decision: &Decision| {
        let (outcome, insats) = (decision.fact.utfall.label(), web.app.insats_name(&decision.fact.insats));
        format!("Beslut {}: {}, {insats}", decision.on, outcome.to_lowercase())
    };
    let decisions = found.file.case.decisions.iter();
    decisions.map(|decision| Link::new(label(decision), format!("/beslut/{}", decision.id))).collect()
}

/// The letters that were sent before decisions.
fn communications(found: &app::CasePage) -> Vec<Link> {
    let sent = stadga_core::event::standing(&found.file.events);
    let sent = sent.iter().filter(|row| matches!(row.event.fact, Fact::KommuniceringSkickad(_)));
    let label = |on: Date| format!("Brev {on}: säg vad du tycker innan vi beslutar");
    sent.map(|row| Link::new(label(row.event.occurred_on), format!("/kommunicering/{}/brev.pdf", row.event.id)))
        .collect()
}

/// The assignments of the case, as links to what the provider shows.
fn assignments(web: &Web, found: &app::CasePage) -> Vec<Link> {
    // An emergency opening is of the case alone.
    let assignments = found.file.assignments.values().filter(|_| !found.only_read);
    assignments
        .filter_map(|assignment| assignment.order.as_ref().map(|order| (assignment, order)))
        .map(|(assignment, order)| {
            let name = web.app.insats_name(&order.insats);
            let unread = match found.unread.get(&assignment.id).copied().unwrap_or_default() {
                0 => String::new(),
                1 => String::from(" · 1 oläst"),
                many => format!(" · {many} olästa"),
            };
            let label = format!("{name}: {}{unread}", assignment.stage().label().to_lowercase());
            Link::new(label, format!("/uppdrag/{}", assignment.id))
        })
        .collect()
}

/// The way to everything that has come in and been drawn up.
fn papers(web: &Web, found: &app::CasePage) -> Vec<Link> {
    let count = found.file.events.iter().filter(|event| event.subject == found.case);
    let count: usize = count.map(|event| event.fact.files().len()).sum();
    let label = match count {
        0 => String::from("Alla handlingar"),
        1 => String::from("Alla handlingar, 1 fil"),
        many => format!("Alla handlingar, {many} filer"),
    };
    let mut links = vec![Link::new(label, format!("/arenden/{}/handlingar", found.case))];
    if found.person.told_mark().is_some() && found.named {
        links.push(Link::new("Skyddade uppgifter", format!("/arenden/{}/skyddade-uppgifter", found.case)));
    }
    if found.file.case.lvm.is_known() {
        links.insert(
            0,
            Link::new("Tvångsvård enligt LVM: frister och handlingar", format!("/arenden/{}/lvm", found.case)),
        );
    }
    if web.app.has_joint_plan(&found.file.events) {
        links.insert(0, Link::new("Gemensam plan: vem gör vad", format!("/arenden/{}/gemensam-plan", found.case)));
    }
    // A page of its own, so that the name is seen by whoever asks for it and by nobody else.
    if found.file.case.kind == Some(ArendeArt::Anmalan) && !found.only_read {
        links.push(Link::new("Vem som anmälde", format!("/arenden/{}/anmalare", found.case)));
    }
    links
}

/// What others have been asked for and have time left to answer; after that it is a row to do.
fn asked_of_others(found: &app::CasePage) -> Vec<WaitingRow> {
    let today = found.today;
    let open = found.file.case.open_requests().filter(|asked| asked.answer_by.is_none_or(|last| today <= last));
    let row = |asked: &Request| {
        let until = asked.answer_by.map(|day| format!(", senast {day}")).unwrap_or_default();
        WaitingRow {
            what: String::from("Svar på begärd uppgift"),
            whom: format!("Väntar på {}{until}", asked.of),
            href: format!("/arenden/{}/handlingar?visa=begarda", found.case),
        }
    };
    open.map(row).collect()
}
