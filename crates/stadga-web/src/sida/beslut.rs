//! A decision's own page, its letter, and what waits for a decision.

use super::receipt;
use crate::answer::{Answer, page, pdf};
use crate::convert::nearness;
use crate::router::{Asked, Web};
use crate::shell::{banner, crumbs, shell};
use crate::view::{AttFattaPage, BeslutVisaPage, Button, Due, DueState, Empty, Link, ProposalRow};
use jiff::civil::Date;
use stadga_app::view::{DecisionPage, ProposalLine};
use stadga_core::calendar::text::{relative, sentence_case};
use stadga_core::fact::beslut::Utfall;
use stadga_letters::{Route, route, secures};

/// A decision.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let found = web.app.decision_page(&asked.ctx, asked.id(0)?)?;
    let case = format!("/arenden/{}", found.case);
    let mut frame = shell(web, &asked.ctx, &format!("Beslut {}", found.number), "/arenden")?;
    frame.person = Some(banner(&found.person, found.children, &asked.ctx));
    frame.crumbs = crumbs(&[("Mina ärenden", "/arenden"), (&found.number, &case), ("Beslut", "")]);
    frame.notice = receipt(&asked);
    let decision = &found.decision;
    let untold = decision.notified_on.is_none();
    let tell = format!("{case}/beslut.underratta?beslut={}", decision.id);
    page(&BeslutVisaPage {
        heading: format!("{}: {}", decision.fact.utfall.label(), found.insats),
        facts: vec![format!("Ärende {}", found.number), format!("beslutat {}", decision.on)],
        buttons: untold.then(|| Button::go("Underrätta", tell).filled()).into_iter().collect(),
        terms: terms(&found),
        reasons: decision.fact.skal.clone(),
        route: route_in_words(&found),
        after: super::overklagan::lines(&found),
        steps: super::overklagan::steps(&found),
        acts: super::overklagan::acts(&found),
        execution: super::verkstallighet::lines(&found.clocks, &found.offers),
        execution_acts: super::verkstallighet::acts(found.case, decision, &found.clocks),
        status: status(&found),
        links: links(&found),
        no_letter: found.no_letter.clone().unwrap_or_default(),
        shell: frame,
    })
}

/// The letter of a decision or of a communication, as a file.
pub fn letter(web: &Web, asked: Asked) -> Answer {
    Ok(pdf(web.app.letter_file(&asked.ctx, asked.id(0)?)?))
}

/// What waits for a decision.
pub fn to_decide(web: &Web, asked: Asked) -> Answer {
    let lines = web.app.proposals(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Beslut att fatta", "/beslut/att-fatta")?;
    frame.notice = receipt(&asked);
    page(&AttFattaPage {
        shell: frame,
        rows: lines.iter().map(|line| row(line, asked.ctx.today)).collect(),
        empty: Empty {
            text: String::from("Inget förslag väntar på dig."),
            next: Some(Link::new("Min dag", "/min-dag")),
        },
    })
}

fn row(line: &ProposalLine, today: Date) -> ProposalRow {
    let case = format!("/arenden/{}", line.case);
    let (act, words) = match line.committee {
        true => ("namndbeslut.registrera", "Registrera beslutet"),
        false => ("beslut.fatta", "Läs och besluta"),
    };
    let waits = if line.committee { " Nämnden beslutar." } else { "" };
    ProposalRow {
        person: line.person.clone(),
        number: format!("Ärende {}", line.number),
        from: format!("Lämnat av {} {}.{waits}", line.by, line.on),
        due: match (line.due, &line.word) {
            (Some(day), _) => Due::new(nearness(day, today), relative(today, day)),
            (None, word) => Due::new(DueState::Waiting, sentence_case(word.as_deref().unwrap_or("väntar"))),
        },
        button: Some(Button::go(words, format!("{case}/{act}"))),
        href: case,
    }
}

fn terms(found: &DecisionPage) -> Vec<(String, String)> {
    let fact = &found.decision.fact;
    let mut rows: Vec<(&str, String)> = Vec::new();
    rows.extend(fact.andringsgrund.map(|ground| ("Får ändras för att", ground.label().to_owned())));
    rows.extend(fact.avskrivningsgrund.map(|ground| ("Skrivs av för att", ground.label().to_owned())));
    rows.extend(fact.avslaget.clone().map(|text| ("Beviljas inte", text)));
    rows.extend(fact.omfattning.clone().map(|text| ("Omfattning", text)));
    rows.extend(period(found).map(|text| ("Gäller", text)));
    let directions: Vec<&str> = fact.malinriktning.iter().map(|direction| direction.label()).collect();
    rows.extend((!directions.is_empty()).then(|| ("Riktning", directions.join(", "))));
    rows.extend(fact.mal.clone().map(|text| ("Mål", text)));
    let secured = secures(&fact.lagrum).map(|what| format!(", {what}")).unwrap_or_default();
    rows.push(("Lagrum", format!("{}{secured}", fact.lagrum)));
    rows.extend(found.wording.clone().map(|text| ("Lydelse", text)));
    rows.push(("Beslutat av", found.decided_by.clone()));
    rows.extend(found.delegation.clone().map(|text| ("Delegation", text)));
    rows.extend(found.presented_by.clone().map(|name| ("Föredragande", name)));
    rows.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn period(found: &DecisionPage) -> Option<String> {
    let fact = &found.decision.fact;
    let review = fact.prova_om.map(|day| format!(", prövas om {day}")).unwrap_or_default();
    match (fact.utfall, fact.fran, fact.till) {
        (Utfall::Upphorande, _, Some(last)) => Some(format!("insatsens sista dag är {last}")),
        (_, Some(from), Some(to)) => Some(format!("{from} till och med {to}{review}")),
        (_, Some(from), None) => Some(format!("från och med {from}, tills vidare{review}")),
        _ => None,
    }
}

/// The route follows from the legal ground, and is attached when the decision goes against the person.
pub fn route_in_words(found: &DecisionPage) -> String {
    let fact = &found.decision.fact;
    if !fact.goes_against() {
        let others = match route(&fact.lagrum) {
            Some(Route::Laglighetsprovning) => " Den som är medlem i kommunen kan begära laglighetsprövning.",
            _ => "",
        };
        return format!("Beslutet går inte emot personen. Hur man överklagar följer inte med.{others}");
    }
    let words = match route(&fact.lagrum) {
        Some(Route::Forvaltningsbesvar) => {
            "Personen kan överklaga till förvaltningsrätten. Överklagandet lämnas till nämnden inom tre veckor från den dag personen fick beslutet (44 § förvaltningslagen)."
        }
        Some(Route::Laglighetsprovning) => {
            "Beslutet kan laglighetsprövas. Det begärs direkt hos förvaltningsrätten, inte hos nämnden, inom tre veckor från det att protokollets justering tillkännagavs på anslagstavlan (13 kap. kommunallagen)."
        }
        None => "Lagrummet säger inte hur beslutet överklagas. Rätta lagrummet innan beslutet skickas.",
    };
    words.to_owned()
}

fn status(found: &DecisionPage) -> Vec<String> {
    let mut lines = Vec::new();
    lines.push(match (found.decision.notified_on, found.told_by) {
        (Some(on), Some(channel)) => format!("Personen fick veta {on}: {}.", channel.label().to_lowercase()),
        (Some(on), None) => format!("Personen fick veta {on}."),
        (None, _) => String::from("Personen har inte fått veta än."),
    });
    lines.extend(found.changes.map(|(_, on)| format!("Ändrar beslutet {on}.")));
    lines.extend(found.changed_by.map(|(_, on)| format!("Ändrat eller avslutat genom beslut {on}.")));
    lines
}

fn links(found: &DecisionPage) -> Vec<Link> {
    let decision = &found.decision;
    let letter = format!("/beslut/{}/brev.pdf", decision.id);
    let words = if found.letter_sent { "Brevet som det skickades (PDF)" } else { "Brevet som PDF" };
    let there = found.letter_sent || found.no_letter.is_none();
    let mut links: Vec<Link> = there.then(|| Link::new(words, letter)).into_iter().collect();
    links.extend(found.changes.map(|(id, on)| Link::new(format!("Beslutet {on}"), format!("/beslut/{id}"))));
    links.extend(found.changed_by.map(|(id, on)| Link::new(format!("Beslutet {on}"), format!("/beslut/{id}"))));
    links
}
