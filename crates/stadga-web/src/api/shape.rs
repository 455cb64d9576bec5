//! What the views and refusals hold, member by member. `openapi/shapes` names the same members.

use crate::sida::beslut::route_in_words;
use serde_json::{Value, json};
use stadga_app::App;
use stadga_app::view::{
    AbsenceLine, AbsencePage, AssignmentLine, AssignmentPage, CaseLine, CasePage, CheckedRule, DecisionPage, DraftLine,
    Found, GoalNow, LifeLine, MyDay, Participant, ProposalLine, Recent, RuleCheck, StageStep, TimelineRow, WorkItem,
    late,
};
use stadga_core::fact::uppdrag::UppdragBestallt;
use stadga_core::state::{Assignment, CarePlan, PersonState, Plan, Question};
use stadga_core::{Hinder, Source};

fn all<T>(rows: &[T], one: impl Fn(&T) -> Value) -> Value {
    rows.iter().map(one).collect()
}

/// One thing that stops or questions an act.
pub fn hinder(hinder: &Hinder) -> Value {
    json!({
        "niva": hinder.level,
        "meddelande": hinder.message,
        "atgard": hinder.remedy,
        "anvandningsfall": hinder.remedy_action,
        "regel": hinder.rule,
        "kalla": hinder.source.as_ref().map(source),
        "falt": hinder.field,
    })
}

/// The rule check.
pub fn check(check: &RuleCheck) -> Value {
    let rule = |rule: &CheckedRule| {
        json!({
            "regel": rule.rule,
            "haller": rule.holds,
            "niva": rule.level,
            "meddelande": rule.message,
            "atgard": rule.remedy,
            "anvandningsfall": rule.remedy_action,
            "kalla": rule.source.as_ref().map(source),
            "falt": rule.field,
        })
    };
    json!({ "hindrar": check.refusing(), "varnar": check.warning(), "regler": all(&check.rules, rule) })
}

/// Min dag.
pub fn my_day(day: &MyDay) -> Value {
    let draft = |draft: &DraftLine| {
        json!({
            "anvandningsfall": draft.use_case,
            "titel": draft.title,
            "amne": draft.subject,
            "person": draft.person,
            "sparat": draft.saved_at,
        })
    };
    let recent = |recent: &Recent| {
        json!({
            "datum": recent.on,
            "vad": recent.what,
            "vem": recent.who,
            "amne": recent.target,
            "uppdrag": recent.assignment,
            "person": recent.person,
        })
    };
    json!({
        "idag": day.today,
        "uppgifter": all(&day.items, |item| work(item, day.today)),
        "vikarierar": all(&day.standing_in, |absent| json!({
            "for": absent.name,
            "till": absent.until,
            "delas_med": absent.shared_with,
            "uppgifter": all(&absent.items, |item| work(item, day.today)),
        })),
        "vantar": all(&day.waiting, |item| work(item, day.today)),
        "moten": all(&day.meetings, super::meetings::mine),
        "utkast": all(&day.drafts, draft),
        "hant": all(&day.recent, recent),
    })
}

/// A case in a list.
pub fn case_line(line: &CaseLine) -> Value {
    json!({
        "id": line.case,
        "arendenummer": line.number,
        "person": line.person,
        "skede": line.stage,
        "oppnat": line.opened_on,
        "avslutat": line.closed_on,
        "nasta_frist": line.next_due,
        "handlaggare": line.caseworker,
    })
}

/// A case.
pub fn case(app: &App, page: &CasePage) -> Value {
    let step = |step: &StageStep| json!({ "skede": step.stage, "namn": step.stage.label(), "datum": step.on, "nu": step.current });
    let assignment = |known: &Assignment| {
        let insats = known.order.as_ref().map(|order| app.insats_name(&order.insats));
        json!({ "id": known.id, "insats": insats, "skede": known.stage(), "skedesnamn": known.stage().label() })
    };
    json!({
        "id": page.case,
        "arendenummer": page.number,
        "titel": page.title,
        "person": person(&page.person),
        "barn_berors": page.file.case.children,
        "handlaggare": page.caseworker,
        "enhet": page.unit,
        "avslutat": page.file.case.closed_on,
        "steg": all(&page.steps, step),
        "uppgifter": all(&page.mine, |item| work(item, page.today)),
        "vantar": all(&page.waiting, |item| work(item, page.today)),
        "insatser": all(&page.lines, insats),
        "bokningar": all(&page.meetings, super::meetings::booked),
        "uppdrag": page.file.assignments.values().map(assignment).collect::<Value>(),
        "deltagare": all(&page.participants, |part: &Participant| json!({ "namn": part.name, "del": part.part })),
        "handelser": all(&page.timeline, event),
    })
}

/// A proposal that waits. Neither outcome nor insats is told in a list.
pub fn proposal(line: &ProposalLine) -> Value {
    json!({
        "arende": line.case,
        "arendenummer": line.number,
        "person": line.person,
        "lamnat": line.on,
        "lamnat_av": line.by,
        "senast": line.due,
        "ord": line.word,
        "namnden": line.committee,
    })
}

/// A decision.
pub fn decision(page: &DecisionPage) -> Value {
    let fact = &page.decision.fact;
    json!({
        "id": page.decision.id,
        "arende": page.case,
        "arendenummer": page.number,
        "person": person(&page.person),
        "utfall": fact.utfall,
        "utfallsnamn": fact.utfall.label(),
        "insats": fact.insats,
        "insatsnamn": page.insats,
        "lagrum": fact.lagrum,
        "lydelse": page.wording,
        "omfattning": fact.omfattning,
        "fran": fact.fran,
        "till": fact.till,
        "prova_om": fact.prova_om,
        "riktning": fact.malinriktning.iter().map(|direction| direction.label()).collect::<Vec<_>>(),
        "mal": fact.mal,
        "avslaget": fact.avslaget,
        "andringsgrund": fact.andringsgrund.map(|ground| ground.label()),
        "avskrivningsgrund": fact.avskrivningsgrund.map(|ground| ground.label()),
        "skal": fact.skal,
        "beslutat": page.decision.on,
        "beslutat_av": page.decided_by,
        "foredragande": page.presented_by,
        "delegation": page.delegation,
        "overklagas": route_in_words(page),
        "efter": super::remedies::after(page),
        "underrattad": page.decision.notified_on,
        "kanal": page.told_by,
        "andrar": page.changes.map(|(id, _)| id),
        "andrat_av": page.changed_by.map(|(id, _)| id),
    })
}

/// An insats over time.
pub fn insats(line: &LifeLine) -> Value {
    json!({
        "namn": line.name,
        "fran": line.from,
        "till": line.to,
        "paborjad": line.started_on,
        "avslutad": line.ended_on,
        "uppfoljningar": line.followed_up,
        "planerade": line.planned,
    })
}

/// An assignment in a list.
pub fn assignment_line(line: &AssignmentLine) -> Value {
    json!({
        "id": line.assignment,
        "arendenummer": line.number,
        "person": line.person,
        "insats": line.insats,
        "skede": line.stage,
        "skedesnamn": line.stage.label(),
        "bestallt": line.ordered_on,
        "fran": line.from,
        "handlaggare": line.orderer,
        "behandlare": line.therapists,
        "plan": line.planned,
        "olasta": line.unread,
    })
}

/// What was handed over with the order.
fn order(order: &UppdragBestallt) -> Value {
    json!({
        "mal": order.mal,
        "omfattning": order.omfattning,
        "fran": order.fran,
        "till": order.till,
        "mer_att_veta": order.overlamnat,
        "risker": order.risker,
        "anteckningar": order.anteckningar,
        "onskad_start": order.onskad_start,
    })
}

/// An assignment.
pub fn assignment(page: &AssignmentPage) -> Value {
    let plan = |plan: &Plan| {
        json!({
            "id": plan.id,
            "datum": plan.on,
            "egna_ord": plan.fact.egna_ord,
            "mal": plan.fact.mal,
            "arbetssatt": plan.fact.arbetssatt,
            "lage": plan.fact.lage,
            "godkannande": plan.fact.godkannande.label(),
            "andring": plan.fact.andring,
        })
    };
    let care = |plan: &CarePlan| {
        json!({
            "id": plan.id,
            "datum": plan.on,
            "egen_syn": plan.fact.egen_syn,
            "mal": plan.fact.mal,
            "insatser": plan.fact.insatser,
            "ansvar": plan.fact.ansvar,
            "uppfoljning": plan.fact.uppfoljning,
            "andring": plan.fact.andring,
            "last": !plan.read.is_empty(),
        })
    };
    let question = |question: &Question| {
        json!({
            "id": question.id,
            "datum": question.on,
            "till": question.fact.till,
            "fraga": question.fact.fraga,
            "svar": question.answer.as_ref().map(|(_, _, text)| text),
        })
    };
    let goal = |goal: &GoalNow| {
        json!({
            "mal": goal.goal,
            "bedomning": goal.found.map(|(grade, _)| grade.label()),
            "bedomt": goal.found.map(|(_, on)| on),
        })
    };
    json!({
        "id": page.assignment,
        "arendenummer": page.number,
        "person": person(&page.person),
        "insats": page.insats,
        "enhet": page.unit,
        "skede": page.state.stage(),
        "skedesnamn": page.state.stage().label(),
        "handlaggare": page.orderer,
        "behandlare": page.therapists,
        "bestallning": page.state.order.as_ref().map(order),
        "plan": page.state.plans.last().map(plan),
        "planer": all(&page.state.plans, plan),
        "vardplaner": all(&page.state.care_plans, care),
        "mal": all(&page.goals, goal),
        "fragor": all(&page.state.questions, question),
        "olasta": page.unread.len(),
        "bokningar": all(&page.meetings, super::meetings::booked),
        "uppgifter": all(&page.mine, |item| work(item, page.today)),
        "vantar": all(&page.waiting, |item| work(item, page.today)),
        "handelser": all(&page.timeline, event),
    })
}

/// A hit.
pub fn hit(found: &Found) -> Value {
    json!({
        "amne": found.subject,
        "uppdrag": found.assignment,
        "person": found.person,
        "personnummer": found.person_number,
        "arendenummer": found.number,
    })
}

fn source(source: &Source) -> Value {
    json!({ "art": source.kind, "cite": source.cite })
}

/// A person.
pub fn person(person: &PersonState) -> Value {
    let contact = person.contact.as_ref();
    json!({
        "namn": person.name,
        "nummer": person.number.as_ref().map(|number| number.full()),
        "telefon": contact.and_then(|contact| contact.telefon.as_ref()),
        "kontaktonskemal": contact.and_then(|contact| contact.onskemal.as_ref()),
        "tolk": contact.and_then(|contact| contact.tolk.as_ref()),
        "adress": contact.and_then(|contact| contact.adress.as_ref()),
        "skydd": person.told_mark().map(|mark| mark.label()),
    })
}

/// A duty on a list.
pub fn work(item: &WorkItem, today: jiff::civil::Date) -> Value {
    json!({
        "id": item.id,
        "regel": item.rule,
        "titel": item.title,
        "varfor": item.why,
        "kalla": source(&item.source),
        "senast": item.due,
        "senast_enligt_lag": item.legal,
        "ord": item.word,
        "frihet": item.liberty,
        "timmar_kvar": item.hours_left,
        "forsenad": late(item, today),
        "rakning": item.explanation.steps.iter().map(|step| step.text.as_str()).collect::<Vec<_>>(),
        "arende": item.case,
        "amne": item.target,
        "arendenummer": item.number,
        "person": item.person,
        "anvandningsfall": item.action,
        "knapp": item.button,
        "min": item.mine,
        "pa_listan": item.on_list.map(|why| why.label()),
        "ansvariga": item.owners,
    })
}

/// A row of the timeline.
pub fn event(row: &TimelineRow) -> Value {
    json!({
        "id": row.event,
        "datum": row.on,
        "klockslag": row.at,
        "rubrik": row.title,
        "text": row.text,
        "vem": row.by,
        "fran_utforare": row.from_provider,
        "beslut": row.decision,
        "rattas_med": row.correct_by,
        "rattad": row.corrected,
        "invandningar": row.objections,
    })
}

/// Who is away.
pub fn absences(page: &AbsencePage) -> Value {
    let line = |line: &AbsenceLine| {
        json!({
            "id": line.absence,
            "vem": line.name,
            "fran": line.from,
            "till": line.to,
            "vikarier": line.stand_ins,
            "arenden": line.cases,
            "pagar": line.now,
        })
    };
    json!({ "idag": page.today, "franvaro": all(&page.lines, line) })
}
