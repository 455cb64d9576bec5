//! What stands above a small act: the plan that is to be read, the question that is to be answered, the note that is to
//! be moved.

use crate::answer::Answer;
use crate::router::{Asked, Web};
use crate::view::About;
use stadga_app::view::FormContext;
use stadga_core::fact::samarbete::{Tillfragad, VardplanSkickad};
use stadga_core::{Event, Fact};

/// What is to be read before the act.
pub fn of(web: &Web, asked: &Asked, context: &FormContext) -> Answer<Vec<About>> {
    if context.use_case == "anteckning.flytta" {
        return Ok(note(asked, context));
    }
    let Some(assignment) = context.assignment() else { return Ok(Vec::new()) };
    let organisation = web.app.organisation()?;
    match context.use_case {
        "vardplan.las" => {
            let plan = assignment.care_plans.last();
            Ok(plan.map(|plan| care_plan(&plan.fact)).unwrap_or_default())
        }
        "fraga.besvara" => {
            let chosen = asked.query.text("fraga");
            let named = assignment.questions.iter().find(|question| question.id.to_string() == chosen);
            let side =
                if asked.ctx.actor.post.role.at_provider() { Tillfragad::Behandlare } else { Tillfragad::Handlaggare };
            let question = named.or_else(|| assignment.question_to(side));
            Ok(question
                .map(|question| {
                    let who = organisation.user_name(question.by);
                    vec![About::new(format!("{who} frågade {}", question.on), &question.fact.fraga)]
                })
                .unwrap_or_default())
        }
        _ => Ok(Vec::new()),
    }
}

/// The note that is to be moved, as it stands.
fn note(asked: &Asked, context: &FormContext) -> Vec<About> {
    let chosen = [asked.form.text("handelse"), asked.query.text("handelse")].concat();
    let own = |known: &&Event| Some(known.subject) == context.subject && known.id.to_string() == chosen;
    let said = |event: &Event| match &event.fact {
        Fact::JournalanteckningSkriven(note) => Some(note.text.clone()),
        Fact::GenomforandeanteckningSkriven(note) => Some(note.text.clone()),
        _ => None,
    };
    let found = context.file.events.iter().find(own);
    let text = found.and_then(|event| Some(About::new(format!("Anteckningen, {}", event.occurred_on), said(event)?)));
    text.into_iter().collect()
}

/// A care plan, the person's view first.
pub fn care_plan(fact: &VardplanSkickad) -> Vec<About> {
    let change = fact.andring.iter().map(|change| About::new("Det här har ändrats", change));
    let rest = [
        About::new("Vad personen själv säger", &fact.egen_syn),
        About::new("Mål", fact.mal.join("\n")),
        About::new("Vad som ska göras", &fact.insatser),
        About::new("Vem som ansvarar för vad", &fact.ansvar),
        About::new("Hur och när vi följer upp", &fact.uppfoljning),
    ];
    change.chain(rest).collect()
}
