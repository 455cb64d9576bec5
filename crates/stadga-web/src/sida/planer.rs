//! The plans of an assignment with their versions and what differed between them.

use super::receipt;
use crate::answer::{Answer, page};
use crate::handling::care_plan;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{About, Link, PlanVersion, PlanerPage};
use stadga_app::view::AssignmentPage;
use stadga_core::access::Ground;
use stadga_core::fact::uppdrag::GenomforandeplanUpprattad;
use stadga_core::state::AssignmentStage;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let assignment = asked.id(0)?;
    let found = web.app.assignment_page(&asked.ctx, assignment)?;
    let mut frame = shell(web, &asked.ctx, &format!("Planer {}", found.number), "")?;
    frame.person = Some(banner(&found.person, false, &asked.ctx));
    let record = format!("/uppdrag/{assignment}");
    let list = if found.grounds.contains(&Ground::Bestallare) { "/arenden" } else { "/utforare" };
    frame.crumbs = crumbs(&[("Uppdrag", list), (&found.number, &record), ("Planer", "")]);
    frame.notice = receipt(&asked);
    let plans = &found.state.plans;
    let care = &found.state.care_plans;
    page(&PlanerPage {
        heading: format!("Planer för {}", found.person.name),
        facts: vec![format!("Uppdrag {}", found.number), found.insats.clone(), found.unit.clone()],
        plan: plans.last().map(|plan| plan_parts(&plan.fact)).unwrap_or_default(),
        plan_note: plans.last().map(|plan| format!("{} · {}", plan.on, word(&plan.fact))).unwrap_or_default(),
        plan_link: plan_link(&found),
        plan_versions: (0..plans.len().saturating_sub(1)).rev().filter_map(|at| plan_version(&found, at)).collect(),
        care: care.last().map(|plan| care_plan(&plan.fact)).unwrap_or_default(),
        care_note: care_note(web, &found)?,
        care_link: care_link(&found, asked.ctx.actor.user),
        care_versions: (0..care.len().saturating_sub(1)).rev().filter_map(|at| care_version(&found, at)).collect(),
        shell: frame,
    })
}

fn provider(found: &AssignmentPage) -> bool {
    found.grounds.iter().any(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef))
}

fn running(found: &AssignmentPage) -> bool {
    matches!(found.state.stage(), AssignmentStage::Mottaget | AssignmentStage::Pagar)
}

fn plan_link(found: &AssignmentPage) -> Option<Link> {
    let words = if found.state.plans.is_empty() { "Skriv planen" } else { "Ändra planen" };
    let link = Link::new(words, format!("/uppdrag/{}/genomforandeplan.uppratta", found.assignment));
    (provider(found) && running(found)).then_some(link)
}

fn care_link(found: &AssignmentPage, user: stadga_core::Id) -> Option<Link> {
    if !running(found) {
        return None;
    }
    let newest = found.state.care_plans.last();
    if found.grounds.contains(&Ground::Bestallare) {
        let words = if newest.is_none() { "Skicka vårdplanen" } else { "Ändra vårdplanen" };
        return Some(Link::new(words, format!("/uppdrag/{}/vardplan.skicka", found.assignment)));
    }
    let unread = newest.is_some_and(|plan| plan.read.iter().all(|(reader, _)| *reader != user));
    unread.then(|| Link::new("Jag har läst den", format!("/uppdrag/{}/vardplan.las", found.assignment)))
}

fn care_note(web: &Web, found: &AssignmentPage) -> Answer<String> {
    let Some(plan) = found.state.care_plans.last() else { return Ok(String::new()) };
    let organisation = web.app.organisation()?;
    let mut parts = vec![format!("Skickad {} av {}", plan.on, organisation.user_name(plan.by))];
    parts.extend(plan.fact.meddelat.map(|how| format!("personen fick veta: {}", how.label().to_lowercase())));
    match plan.read.as_slice() {
        [] => parts.push(String::from("inte läst än")),
        read => parts.extend(read.iter().map(|(user, on)| format!("läst av {} {on}", organisation.user_name(*user)))),
    }
    Ok(parts.join(" · "))
}

/// Whether a plan is preliminary or settled, the person's word on it, and where it was given.
fn word(fact: &GenomforandeplanUpprattad) -> String {
    let stage = fact.lage.map(|stage| format!("{} · ", stage.label())).unwrap_or_default();
    let place = fact.godkand_pa.map(|place| format!(", {}", place.label().to_lowercase())).unwrap_or_default();
    let told = fact.meddelat.map(|how| format!(" · personen fick veta: {}", how.label().to_lowercase()));
    format!("{stage}{}{place}{}", fact.godkannande.label(), told.unwrap_or_default())
}

fn plan_parts(fact: &GenomforandeplanUpprattad) -> Vec<About> {
    let mut parts = vec![About::new("Det här vill jag", &fact.egna_ord)];
    parts.push(About::new("Mål", fact.mal.join("\n")));
    parts.push(About::new("Så här gör vi", &fact.arbetssatt));
    parts.extend(fact.uppfoljs.iter().map(|text| About::new("Så följer vi upp", text)));
    parts
}

/// An earlier version, with what the next one changed in it.
fn plan_version(found: &AssignmentPage, at: usize) -> Option<PlanVersion> {
    let (old, new) = (found.state.plans.get(at)?, found.state.plans.get(at + 1)?);
    let mut changes: Vec<String> = new.fact.andring.iter().cloned().collect();
    changes.extend(differing(&old.fact.mal, &new.fact.mal));
    let texts = [
        ("Det här vill jag", &old.fact.egna_ord, &new.fact.egna_ord),
        ("Så här gör vi", &old.fact.arbetssatt, &new.fact.arbetssatt),
    ];
    let changed = texts.into_iter().filter(|(_, old, new)| old != new);
    changes.extend(changed.map(|(label, _, _)| format!("{label}: ny text {}", new.on)));
    let head = format!("Version {}, {} till {} · {}", at + 1, old.on, new.on, word(&old.fact));
    Some(PlanVersion { head, changes, text: plan_parts(&old.fact) })
}

fn care_version(found: &AssignmentPage, at: usize) -> Option<PlanVersion> {
    let (old, new) = (found.state.care_plans.get(at)?, found.state.care_plans.get(at + 1)?);
    let mut changes: Vec<String> = new.fact.andring.iter().cloned().collect();
    changes.extend(differing(&old.fact.mal, &new.fact.mal));
    let texts = [
        ("Vad som ska göras", &old.fact.insatser, &new.fact.insatser),
        ("Vem som ansvarar för vad", &old.fact.ansvar, &new.fact.ansvar),
        ("Hur och när vi följer upp", &old.fact.uppfoljning, &new.fact.uppfoljning),
    ];
    let changed = texts.into_iter().filter(|(_, old, new)| old != new);
    changes.extend(changed.map(|(label, _, _)| format!("{label}: ny text {}", new.on)));
    let head = format!("Version {}, {} till {}", at + 1, old.on, new.on);
    Some(PlanVersion { head, changes, text: care_plan(&old.fact) })
}

/// Goals that came and goals that went.
fn differing(old: &[String], new: &[String]) -> Vec<String> {
    let gone = old.iter().filter(|goal| !new.contains(goal)).map(|goal| format!("Mål som togs bort: {goal}"));
    let come = new.iter().filter(|goal| !old.contains(goal)).map(|goal| format!("Nytt mål: {goal}"));
    gone.chain(come).collect()
}
