//! One client's page at the provider: order, plan, journal. Never the investigation.

use super::receipt;
use crate::answer::{Answer, page};
use crate::convert::duty;
use crate::handling;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{Button, Empty, Form, KlientPage, Link, OrderFact, PlanGoal, Timeline};
use stadga_app::view::AssignmentPage;
use stadga_core::access::Ground;
use stadga_core::state::AssignmentStage;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let assignment = asked.id(0)?;
    let found = web.app.assignment_page(&asked.ctx, assignment)?;
    let mut frame = shell(web, &asked.ctx, &format!("Uppdrag {}", found.number), "/utforare")?;
    frame.person = Some(banner(&found.person, false, &asked.ctx));
    let case = format!("/arenden/{}", found.case);
    frame.crumbs = if found.grounds.contains(&Ground::Bestallare) {
        crumbs(&[("Mina ärenden", "/arenden"), (&found.number, &case), (&found.insats, "")])
    } else {
        crumbs(&[("Uppdrag", "/utforare"), (&found.number, "")])
    };
    frame.notice = receipt(&asked);
    let today = found.today;
    let plan = found.state.plans.last();
    let base = format!("/uppdrag/{assignment}");
    let corrects = if provider(&found) { "genomforandeanteckning.ratta" } else { "" };
    page(&KlientPage {
        heading: format!("{} hos {}", found.person.name, found.unit),
        facts: facts(&found),
        buttons: buttons(&found),
        note: note(web, &asked, &found)?,
        order: order(&found),
        order_link: None,
        duties: found.mine.iter().map(|item| duty(item, today, false)).collect(),
        duties_empty: Empty { text: String::from("Inget att göra just nu."), next: None },
        plan: plan
            .map(|plan| plan.fact.mal.iter().map(|goal| PlanGoal { goal: goal.clone(), how: String::new() }).collect())
            .unwrap_or_default(),
        plan_note: plan
            .map(|plan| format!("{} · {}", plan.on, plan.fact.godkannande.label()))
            .unwrap_or_else(|| String::from("Ingen plan än.")),
        plan_link: provider(&found).then(|| {
            let words = if plan.is_some() { "Ändra planen" } else { "Skriv planen" };
            Link::new(words, format!("/uppdrag/{assignment}/genomforandeplan.uppratta"))
        }),
        timeline: Timeline {
            events: found.timeline.iter().map(|row| super::arende::event(row, &base, corrects)).collect(),
        },
        shell: frame,
    })
}

fn provider(found: &AssignmentPage) -> bool {
    let running = matches!(found.state.stage(), AssignmentStage::Mottaget | AssignmentStage::Pagar);
    running && found.grounds.iter().any(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef))
}

fn facts(found: &AssignmentPage) -> Vec<String> {
    let who = if found.therapists.is_empty() {
        String::from("behandlare inte utsedd")
    } else {
        format!("behandlare {}", found.therapists.join(", "))
    };
    vec![format!("Uppdrag {}", found.number), found.insats.clone(), who, found.state.stage().label().to_lowercase()]
}

fn note(web: &Web, asked: &Asked, found: &AssignmentPage) -> Answer<Form> {
    if !provider(found) {
        return Ok(Form::default());
    }
    let name = "genomforandeanteckning.skriv";
    let context = web.app.form_context(&asked.ctx, name, Some(found.assignment))?;
    Ok(handling::quick(web, asked, name, &context)?.unwrap_or_default())
}

fn buttons(found: &AssignmentPage) -> Vec<Button> {
    let stage = found.state.stage();
    let manager = found.grounds.contains(&Ground::Utforarchef);
    let acts: &[&str] = match stage {
        AssignmentStage::Bestallt if manager => &["uppdrag.ta_emot", "uppdrag.aterlamna"],
        AssignmentStage::Mottaget if manager => &["behandlare.utse", "mote.registrera"],
        AssignmentStage::Mottaget => &["mote.registrera"],
        AssignmentStage::Pagar => {
            &["mote.registrera", "uppfoljning.registrera", "avslutningssamtal.registrera", "insats.avsluta"]
        }
        _ => &[],
    };
    let papers = Button::go("Handlingar", format!("/uppdrag/{}/handlingar", found.assignment));
    let acts = acts.iter().filter_map(|act| handling::button(act, found.assignment, found.assignment));
    acts.chain([papers]).collect()
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
        ("Mål", order.mal.clone()),
        ("Omfattning", order.omfattning.clone()),
        ("Mer att veta", order.overlamnat.clone().unwrap_or_default()),
        ("Handläggare", found.orderer.clone()),
    ];
    let filled = rows.into_iter().filter(|(_, value)| !value.is_empty());
    filled.map(|(label, value)| OrderFact { label: label.to_owned(), value }).collect()
}
