//! A form as a whole page: in the template of its look, with what stands beside it.

use super::layout::Look;
use super::render::{Drawn, form, frame};
use super::{about, beslut, brev, opening};
use crate::answer::Answer;
use crate::convert;
use crate::router::{Asked, Web};
use crate::view::{
    ActPage, BeslutPage, BestallningPage, BrevPage, Form as FormView, KommuniceringPage, Link, MottagningPage,
    NoteCard, RuleCheck, Section, Shell, UtredningPage,
};
use askama::Template;
use axum::response::Html;
use stadga_app::view::FormContext;
use stadga_core::Fact;

/// What every look has.
struct Parts {
    shell: Shell,
    heading: String,
    intro: String,
    form: FormView,
    check: Option<RuleCheck>,
}

/// The whole page.
pub fn page(web: &Web, asked: &Asked, drawn: &Drawn<'_>) -> Answer<Html<String>> {
    let context = drawn.context;
    let parts = Parts {
        shell: frame(web, asked, drawn)?,
        heading: drawn.spec.heading.to_owned(),
        intro: drawn.spec.intro.to_owned(),
        form: form(web, asked, drawn)?,
        check: check(web, asked, drawn)?,
    };
    let html = match drawn.spec.look {
        Look::Intake => intake(web, asked, drawn, parts)?,
        Look::Investigation => investigation(web, context, parts)?,
        Look::Communication => communication(web, asked, drawn, parts)?,
        Look::Letter => letter(web, asked, drawn, parts)?,
        Look::Decision => decision(web, drawn, parts)?,
        Look::Order => order(web, context, parts)?,
        Look::Plain => plain(web, asked, drawn, parts)?,
    };
    Ok(Html(html))
}

/// The rules of the act against what stands in the form.
fn check(web: &Web, asked: &Asked, drawn: &Drawn<'_>) -> Answer<Option<RuleCheck>> {
    let Some(subject) = drawn.context.subject else { return Ok(None) };
    let found = web.app.rule_check(&asked.ctx, drawn.spec.layout.use_case, subject, drawn.values)?;
    let case = drawn.context.case.unwrap_or(subject);
    Ok((!found.rules.is_empty()).then(|| convert::rule_check(&found, case, subject)))
}

fn intake(web: &Web, asked: &Asked, drawn: &Drawn<'_>, parts: Parts) -> Answer<String> {
    let Parts { shell, heading, intro, form, check } = parts;
    let follows = owned(drawn.spec.follows);
    let bare = MottagningPage { shell, heading, intro, form, follows, check, ..MottagningPage::default() };
    Ok(opening::furnish(web, asked, drawn, bare)?.render()?)
}

fn investigation(web: &Web, context: &FormContext, parts: Parts) -> Answer<String> {
    let Parts { shell, heading, form, check, .. } = parts;
    let contents = form.sections.iter().filter_map(contents).collect();
    let (facts, notes) = (facts(web, context), notes(web, context)?);
    Ok(UtredningPage { shell, heading, facts, source: None, contents, notes, form, check }.render()?)
}

fn communication(web: &Web, asked: &Asked, drawn: &Drawn<'_>, parts: Parts) -> Answer<String> {
    let letter = brev::shown(web, asked, drawn.context, drawn.values);
    let page = KommuniceringPage {
        shell: parts.shell,
        heading: parts.heading,
        intro: parts.intro,
        head: brev::head(web, drawn.context, drawn.values, &letter.subject),
        subject: letter.subject,
        letter: letter.blocks,
        no_letter: letter.no_letter,
        form: parts.form,
        check: parts.check.unwrap_or_default(),
    };
    Ok(page.render()?)
}

/// The forms whose letter goes to the court.
const TO_COURT: &[&str] = &["omhandertagande.understall", "tvangsvard.ansok"];

/// The forms whose letter goes to whoever asked for something in the file.
const DISCLOSES: &[&str] = &["utlamnande.gor", "utlamnande.historik", "utlamnande.registerutdrag", "utlamnande.neka"];

fn letter(web: &Web, asked: &Asked, drawn: &Drawn<'_>, parts: Parts) -> Answer<String> {
    let letter = brev::shown(web, asked, drawn.context, drawn.values);
    let page = BrevPage {
        shell: parts.shell,
        heading: parts.heading,
        intro: parts.intro,
        head: match web.app.step_addressee(drawn.context.use_case) {
            None if TO_COURT.contains(&drawn.context.use_case) => {
                brev::to_authority(drawn.context, brev::court(web).as_ref(), &letter.subject)
            }
            None if DISCLOSES.contains(&drawn.context.use_case) => {
                brev::to_asker(drawn.context, drawn.values, &letter.subject)
            }
            Some(to) => brev::to_authority(drawn.context, to.ok().as_ref(), &letter.subject),
            None => brev::head(web, drawn.context, drawn.values, &letter.subject),
        },
        subject: letter.subject,
        letter: letter.blocks,
        no_letter: letter.no_letter,
        form: parts.form,
        check: parts.check,
    };
    Ok(page.render()?)
}

fn decision(web: &Web, drawn: &Drawn<'_>, parts: Parts) -> Answer<String> {
    let Parts { shell, heading, form, check, .. } = parts;
    let basis = beslut::basis(web, drawn.spec, drawn.context);
    let facts = facts(web, drawn.context);
    Ok(BeslutPage { shell, heading, facts, basis, form, check: check.unwrap_or_default() }.render()?)
}

fn order(web: &Web, context: &FormContext, parts: Parts) -> Answer<String> {
    let Parts { shell, heading, form, check, .. } = parts;
    let withheld = owned(&["Utredningen", "Journalen hos myndigheten", "Uppgifter om andra personer"]);
    let facts = facts(web, context);
    Ok(BestallningPage { shell, heading, facts, form, units: Vec::new(), withheld, check }.render()?)
}

fn plain(web: &Web, asked: &Asked, drawn: &Drawn<'_>, parts: Parts) -> Answer<String> {
    let Parts { shell, heading, intro, form, check } = parts;
    let (about, follows) = (about::of(web, asked, drawn.context)?, owned(drawn.spec.follows));
    Ok(ActPage { shell, heading, intro, why: None, about, form, follows, check }.render()?)
}

fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

fn facts(web: &Web, context: &FormContext) -> Vec<String> {
    let case = &context.file.case;
    let mut facts = vec![format!("Ärende {}", context.number)];
    facts.extend(case.applied_for.as_ref().map(|text| format!("Ansökan gäller: {text}")));
    if let Some(decision) = case.decisions.last() {
        let name = web.app.insats_name(&decision.fact.insats);
        facts.push(format!("Beslut {}: {}, {name}", decision.on, decision.fact.utfall.label().to_lowercase()));
    }
    facts
}

fn contents(section: &Section) -> Option<Link> {
    let first = section.fields.first()?;
    Some(Link::new(&section.title, format!("#{}", first.id)))
}

/// The journal beside the investigation, newest first.
fn notes(web: &Web, context: &FormContext) -> Answer<Vec<NoteCard>> {
    let organisation = web.app.organisation()?;
    let card = |event: &stadga_core::Event| {
        let (head, body) = match &event.fact {
            Fact::JournalanteckningSkriven(fact) => (fact.rubrik.clone(), fact.text.clone()),
            Fact::BedomningsinstrumentAnvant(fact) => (fact.instrument.label().to_owned(), fact.sammanfattning.clone()),
            Fact::AnsokanInkommen(fact) => (String::from("Ansökan"), fact.galler.clone()),
            Fact::YttrandeInkommet(fact) => (String::from("Yttrande"), fact.innehall.clone()),
            _ => return None,
        };
        let byline = organisation.user_name(event.signature.user).to_owned();
        Some(NoteCard { head: format!("{}, {}", event.occurred_on, head.to_lowercase()), text: body, byline })
    };
    Ok(context.file.events.iter().rev().filter_map(card).collect())
}
