//! What stands in the forms of a decision and beside them: the proposal, the investigation's texts, the basis.

use super::layout::{DECISIONS, Spec};
use crate::router::Web;
use crate::view::{BasisCard, Button, Choice};
use jiff::civil::Date;
use stadga_app::view::FormContext;
use stadga_core::fact::beslut::{BeslutFattat, Malinriktning, Utfall};
use stadga_core::form::Form;

/// The values of a decision form when nothing is proposed: what the investigation says.
pub fn fill(form: &mut Form, context: &FormContext, today: Date) {
    if context.file.case.proposal.is_some() {
        return;
    }
    form.set("utfall", Utfall::Bifall.word());
    form.set("fran", today.to_string());
    if let Some(text) = context.file.case.investigation_text() {
        form.set("insats", &text.forslag);
        form.set("mal", &text.mal);
        form.set("skal", &text.bedomning);
        directions(form, &text.malinriktning);
    }
}

/// The values of the newest proposal, given back or not, so that nobody writes it anew.
pub fn proposed(form: &mut Form, context: &FormContext) {
    let Some(proposal) = &context.file.case.proposal else { return };
    decision(form, &proposal.fact.forslag);
    form.set("meddelande", proposal.fact.meddelande.clone().unwrap_or_default());
}

fn decision(form: &mut Form, fact: &BeslutFattat) {
    let day = |day: Option<Date>| day.map(|day| day.to_string()).unwrap_or_default();
    form.set("utfall", fact.utfall.word());
    form.set("insats", &fact.insats);
    form.set("andrar", fact.andrar.map(|id| id.to_string()).unwrap_or_default());
    form.set("andringsgrund", fact.andringsgrund.map(|ground| ground.word()).unwrap_or_default());
    form.set("avskrivningsgrund", fact.avskrivningsgrund.map(|ground| ground.word()).unwrap_or_default());
    form.set("avslaget", fact.avslaget.clone().unwrap_or_default());
    form.set("omfattning", fact.omfattning.clone().unwrap_or_default());
    form.set("fran", day(fact.fran));
    form.set("till", day(fact.till));
    form.set("prova_om", day(fact.prova_om));
    form.set("mal", fact.mal.clone().unwrap_or_default());
    form.set("skal", &fact.skal);
    directions(form, &fact.malinriktning);
}

/// The chosen directions of a goal.
pub fn directions(form: &mut Form, chosen: &[Malinriktning]) {
    form.set_all("malinriktning", chosen.iter().map(|direction| direction.word().to_owned()));
}

/// Whose help texts a form shows: every form of a decision has those of deciding.
pub fn texts_of(use_case: &'static str) -> &'static str {
    if DECISIONS.contains(&use_case) { "beslut.fatta" } else { use_case }
}

/// The outcomes that the case has a place for: nothing is changed or ended before something is granted.
pub fn outcomes(context: &FormContext) -> Vec<Choice> {
    let granted = context.file.case.in_force().next().is_some();
    let fits = |outcome: &&Utfall| granted || !outcome.is_about_another();
    Utfall::ALL.iter().filter(fits).map(|outcome| Choice::new(outcome.word(), outcome.label())).collect()
}

/// The decisions that may be changed or ended.
pub fn in_force(web: &Web, context: &FormContext) -> Vec<Choice> {
    let label = |decision: &stadga_core::state::Decision| {
        let fact = &decision.fact;
        format!("{}, {}", web.app.insats_name(&fact.insats), decision.on)
    };
    let newest = std::iter::once(Choice::new("", "Det senaste om samma insats"));
    newest
        .chain(context.file.case.in_force().map(|decision| Choice::new(decision.id.to_string(), label(decision))))
        .collect()
}

/// What whoever decides reads first. Whoever prepares it reads why it came back.
pub fn basis(web: &Web, spec: &Spec, context: &FormContext) -> Option<BasisCard> {
    if !DECISIONS.contains(&spec.layout.use_case) {
        return None;
    }
    let basis = web.app.basis(&context.file)?;
    let mut facts = vec![format!("Lämnat av {} {}", basis.by, basis.on)];
    facts.push(basis.point.unwrap_or_else(|| String::from("Nämnden beslutar")));
    Some(BasisCard {
        facts,
        message: basis.message.unwrap_or_default(),
        returned: basis.returned.map(|(on, by, why)| format!("Återlämnat {on} av {by}: {why}")).unwrap_or_default(),
        parts: basis.parts,
    })
}

/// Where else the same form may be sent: whoever may not decide hands it over with everything that is typed.
pub fn also(spec: &Spec, context: &FormContext, action: &str) -> Vec<(String, String)> {
    if spec.layout.use_case != "beslut.fatta" || context.file.case.proposal_to_decide().is_some() {
        return Vec::new();
    }
    let to = action.replace("beslut.fatta", "beslut.lamna");
    vec![(String::from("Lämna till beslut"), to)]
}

/// The way to give a proposal back.
pub fn give_back(spec: &Spec, context: &FormContext, action: &str) -> Option<Button> {
    context.file.case.proposal_to_decide().filter(|_| spec.layout.use_case == "beslut.fatta")?;
    Some(Button::go("Återlämna förslaget", action.replace("beslut.fatta", "beslut.aterlamna")))
}
