//! One client's page at the provider: order, plans, journal, questions. Never the investigation.

use super::{initials, receipt};
use crate::answer::{Answer, page};
use crate::convert::duty;
use crate::handling;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{
    AskedQuestion, Button, Empty, Form, KlientPage, Link, OrderFact, Participant, PlanGoal, Timeline, TimelineEvent,
};
use stadga_app::view::{AssignmentPage, GoalNow, TalksSoFar, TimelineRow};
use stadga_core::Id;
use stadga_core::access::Ground;
use stadga_core::fact::samarbete::Tillfragad;
use stadga_core::fact::uppdrag::GenomforandeplanUpprattad;
use stadga_core::state::{AssignmentStage, Organisation, Question};

/// What of the journal can be shown: the word in the address, the label, the stored names.
const FILTERS: &[(&str, &str, &[&str])] = &[
    ("anteckningar", "Anteckningar", &["genomforandeanteckning.skriven"]),
    (
        "moten",
        "Möten",
        &["mote.hallet", "avslutningssamtal.hallet", "mote.bokat", "mote.bekraftat", "mote.avbokat", "mote.uteblivet"],
    ),
    ("planer", "Planer", &["genomforandeplan.upprattad", "vardplan.skickad", "vardplan.last"]),
    ("uppfoljningar", "Uppföljningar", &["uppfoljning.gjord"]),
];

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let assignment = asked.id(0)?;
    let found = web.app.assignment_page(&asked.ctx, assignment)?;
    let organisation = web.app.organisation()?;
    let mut frame = shell(web, &asked.ctx, &format!("Uppdrag {}", found.number), "/utforare")?;
    frame.person = Some(banner(&found.person, false, &asked.ctx));
    let case = format!("/arenden/{}", found.case);
    frame.crumbs = if found.grounds.contains(&Ground::Bestallare) {
        crumbs(&[("Mina ärenden", "/arenden"), (&found.number, &case), (&found.insats, "")])
    } else {
        crumbs(&[("Uppdrag", "/utforare"), (&found.number, "")])
    };
    frame.notice = receipt(&asked);
    let (buttons, mut more) = acts(&found);
    if provider(&found) && found.state.order.as_ref().is_some_and(|order| web.app.makes_week(&order.insats)) {
        more.push(Link::new("Veckoschema", format!("/uppdrag/{assignment}/veckoschema")));
    }
    page(&KlientPage {
        heading: format!("{} hos {}", found.person.name, found.unit),
        facts: facts(&found),
        buttons,
        more,
        note: note(web, &asked, &found)?,
        order: order(&found),
        order_link: None,
        duties: found.mine.iter().map(|item| duty(item, found.today, false)).collect(),
        duties_empty: Empty { text: String::from("Inget att göra just nu."), next: None },
        plan: found.goals.iter().map(goal).collect(),
        plan_note: plan_note(&found),
        plan_link: Some(Link::new("Planer", format!("/uppdrag/{assignment}/planer"))),
        talks: found.talks.as_ref().map(talks).unwrap_or_default(),
        care_note: care_note(&found, asked.ctx.actor.user, &organisation),
        care_link: found
            .state
            .care_plans
            .last()
            .map(|_| Link::new("Läs", format!("/uppdrag/{assignment}/planer#vardplan"))),
        questions: found.state.questions.iter().rev().map(|known| question(known, &found, &organisation)).collect(),
        ask_link: running(&found).then(|| Link::new("Ställ en fråga", format!("/uppdrag/{assignment}/fraga.stall"))),
        meetings: super::moten::card(found.case, assignment, &found.meetings, (running(&found), provider(&found))),
        participants: participants(&found),
        filters: filters(assignment, asked.query.text("visa")),
        unread: found.unread.len(),
        timeline: Timeline { events: journal(&found, asked.query.text("visa")) },
        shell: frame,
    })
}

fn provider(found: &AssignmentPage) -> bool {
    found.grounds.iter().any(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef))
}

fn running(found: &AssignmentPage) -> bool {
    matches!(found.state.stage(), AssignmentStage::Mottaget | AssignmentStage::Pagar)
}

fn facts(found: &AssignmentPage) -> Vec<String> {
    let who = if found.therapists.is_empty() {
        String::from("behandlare inte utsedd")
    } else {
        format!("behandlare {}", found.therapists.join(", "))
    };
    let who = if found.state.group_from.is_some() { format!("{who} och alla i personalen") } else { who };
    vec![format!("Uppdrag {}", found.number), found.insats.clone(), who, found.state.stage().label().to_lowercase()]
}

fn note(web: &Web, asked: &Asked, found: &AssignmentPage) -> Answer<Form> {
    if !(provider(found) && running(found)) {
        return Ok(Form::default());
    }
    let name = "genomforandeanteckning.skriv";
    let context = web.app.form_context(&asked.ctx, name, Some(found.assignment))?;
    Ok(handling::quick(web, asked, name, &context)?.unwrap_or_default())
}

/// The acts of the stage: the two most usual as buttons, the rest in a menu.
fn acts(found: &AssignmentPage) -> (Vec<Button>, Vec<Link>) {
    let manager = found.grounds.contains(&Ground::Utforarchef);
    let orderer = found.grounds.contains(&Ground::Bestallare);
    let mut acts: Vec<&str> = match found.state.stage() {
        AssignmentStage::Bestallt if manager => vec!["uppdrag.ta_emot", "uppdrag.aterlamna"],
        AssignmentStage::Mottaget => vec!["mote.registrera"],
        AssignmentStage::Pagar => vec!["mote.registrera", "uppfoljning.registrera"],
        _ => Vec::new(),
    };
    if running(found) {
        acts.extend(orderer.then_some("vardplan.skicka"));
        acts.extend(provider(found).then_some("genomforandeplan.uppratta"));
        acts.extend(manager.then_some("behandlare.utse"));
        acts.extend(manager.then_some("personalgrupp.ange"));
        acts.extend((manager && !found.state.therapists.is_empty()).then_some("behandlare.avsluta"));
    }
    if found.state.stage() == AssignmentStage::Pagar {
        acts.extend(["avslutningssamtal.registrera", "insats.avsluta"]);
    }
    let mut buttons: Vec<Button> =
        acts.iter().filter_map(|act| handling::button(act, found.assignment, found.assignment)).collect();
    let rest = buttons.split_off(buttons.len().min(2));
    let papers = Link::new("Handlingar", format!("/uppdrag/{}/handlingar", found.assignment));
    let steps = Link::new("Fler steg", format!("/uppdrag/{}/{}", found.assignment, super::steg::ADDRESS));
    (buttons, rest.into_iter().map(Link::from).chain([papers, steps]).collect())
}

fn order(found: &AssignmentPage) -> Vec<OrderFact> {
    let Some(order) = &found.state.order else { return Vec::new() };
    let period = match order.till {
        Some(till) => format!("{} – {till}", order.fran),
        None => format!("från {}, tills vidare", order.fran),
    };
    let rows = [
        ("Insats", found.insats.clone()),
        ("Period", period),
        ("Önskad start", order.onskad_start.map(|day| day.to_string()).unwrap_or_default()),
        ("Mål", order.mal.clone()),
        ("Omfattning", order.omfattning.clone()),
        ("Risker", order.risker.clone().unwrap_or_default()),
        ("Mer att veta", order.overlamnat.clone().unwrap_or_default()),
        ("Ur journalen", order.anteckningar.join("\n")),
        ("Handläggare", found.orderer.clone()),
    ];
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| OrderFact { label: label.to_owned(), value }).collect()
}

fn goal(goal: &GoalNow) -> PlanGoal {
    let how = match goal.found {
        Some((grade, on)) => format!("{}, {on}", grade.label()),
        None => String::from("Inte bedömt än"),
    };
    PlanGoal { goal: goal.goal.clone(), how }
}

fn plan_note(found: &AssignmentPage) -> String {
    let next = found.state.reviews.last().and_then(|review| review.fact.nasta);
    let next = next.map(|day| format!(" · nästa uppföljning {day}")).unwrap_or_default();
    match found.state.plans.last() {
        Some(plan) => {
            let name = plan_name(&plan.fact);
            format!("{name} {} · {}{next}", plan.on, plan.fact.godkannande.label())
        }
        None => format!("Ingen genomförandeplan än.{next}"),
    }
}

/// "Preliminär genomförandeplan", where the routine tells.
fn plan_name(fact: &GenomforandeplanUpprattad) -> String {
    match fact.lage {
        Some(stage) => format!("{} genomförandeplan", stage.label()),
        None => String::from("Genomförandeplan"),
    }
}

/// Whether it has come, and who has read it: one who has not must not be told that it is done.
fn care_note(found: &AssignmentPage, user: Id, organisation: &Organisation) -> String {
    let Some(plan) = found.state.care_plans.last() else {
        return String::from("Ingen vårdplan än. Handläggaren skickar den.");
    };
    let others = plan.read.iter().filter(|(reader, _)| *reader != user);
    let others: Vec<&str> = others.map(|(reader, _)| organisation.user_name(*reader)).collect();
    let own = others.len() < plan.read.len();
    let reads = found.grounds.contains(&Ground::Behandlare);
    let read = match (reads, own, others.is_empty()) {
        (true, false, true) => String::from("inte läst av dig än"),
        (true, false, false) => format!("läst av {}, inte av dig än", others.join(", ")),
        (_, true, true) => String::from("läst av dig"),
        (_, true, false) => format!("läst av dig och {}", others.join(", ")),
        (false, false, true) => String::from("inte läst än"),
        (false, false, false) => format!("läst av {}", others.join(", ")),
    };
    format!("Skickad {}, {read}.", plan.on)
}

fn talks(talks: &TalksSoFar) -> String {
    let (from, to) = talks.meant;
    format!("{} {} av {from}–{to}, till {}", talks.held, talks.kind, talks.until)
}

fn question(known: &Question, found: &AssignmentPage, organisation: &Organisation) -> AskedQuestion {
    let mine = match known.fact.till {
        Tillfragad::Behandlare => provider(found),
        Tillfragad::Handlaggare => found.grounds.contains(&Ground::Bestallare),
    };
    let answer = known.answer.as_ref().map(|(on, by, text)| {
        let who = organisation.user_name(*by);
        format!("{who} svarade {on}: {text}")
    });
    let may = mine && answer.is_none() && running(found);
    let href = format!("/uppdrag/{}/fraga.besvara?fraga={}", found.assignment, known.id);
    AskedQuestion {
        head: format!("{} frågade {}", organisation.user_name(known.by), known.on),
        text: known.fact.fraga.clone(),
        answer: answer.unwrap_or_default(),
        answer_link: may.then(|| Link::new("Svara", href)),
    }
}

fn participants(found: &AssignmentPage) -> Vec<Participant> {
    let person = |part: &stadga_app::view::Participant| Participant {
        initials: initials(&part.name),
        name: part.name.clone(),
        role: part.part.clone(),
    };
    found.participants.iter().map(person).collect()
}

fn filters(assignment: Id, chosen: &str) -> Vec<Link> {
    let known = FILTERS.iter().any(|(word, ..)| *word == chosen);
    let href = |word: &str| match (word, known) {
        ("", false) => String::new(),
        ("", true) => format!("/uppdrag/{assignment}#journal"),
        (word, _) if word == chosen => String::new(),
        (word, _) => format!("/uppdrag/{assignment}?visa={word}#journal"),
    };
    let all = std::iter::once(Link::new("Allt", href("")));
    all.chain(FILTERS.iter().map(|(word, label, _)| Link::new(*label, href(word)))).collect()
}

fn journal(found: &AssignmentPage, chosen: &str) -> Vec<TimelineEvent> {
    let base = format!("/uppdrag/{}", found.assignment);
    let corrects = if provider(found) && running(found) { "genomforandeanteckning.ratta" } else { "" };
    let wanted = FILTERS.iter().find(|(word, ..)| *word == chosen).map(|(_, _, names)| *names);
    let shown = |row: &&TimelineRow| wanted.is_none_or(|names| names.contains(&row.name));
    let event = |row: &TimelineRow| {
        let mut event = super::arende::event(row, &base, corrects);
        if found.unread.contains(&row.event) {
            event.byline = format!("Nytt för dig · {}", event.byline);
        }
        event
    };
    found.timeline.iter().filter(shown).map(event).collect()
}
