//! The minutes of a decision and the notice board, in words: when it can be challenged, and what is left to do.

use crate::view::Link;
use jiff::civil::Date;
use stadga_app::view::DecisionPage;
use stadga_core::state::{Challenge, Minutes, MinutesKind};

/// The lines of a decision that is tried for its legality, each a sentence or two.
pub fn lines(challenge: &Challenge, found: &DecisionPage) -> Vec<String> {
    let mut lines: Vec<String> = challenge.minutes.iter().map(minutes).collect();
    lines.extend(clock(challenge, found.today));
    lines.extend(legal_force(challenge, found));
    lines
}

/// What can be done next with its minutes.
pub fn acts(challenge: &Challenge, found: &DecisionPage) -> Vec<Link> {
    let to = |label: &str, act: &str, query: String| Link::new(label, format!("/arenden/{}/{act}{query}", found.case));
    let decision = found.decision.id;
    let mut acts = Vec::new();
    for known in &challenge.minutes {
        let query = format!("?beslut={decision}&protokoll={}", known.id);
        match (known.adjusted_on, &known.announced) {
            (None, _) => acts.push(to("Protokollet är justerat", "protokoll.justera", query)),
            (Some(_), None) => acts.push(to("Justeringen är tillkännagiven", "protokoll.ansla", query)),
            (Some(_), Some(_)) => {}
        }
    }
    let by_officer = found.decision.fact.namnd.is_none();
    let has = |kind: MinutesKind| challenge.minutes.iter().any(|known| known.kind == kind);
    if by_officer && !has(MinutesKind::Anmalan) {
        let query = format!("?beslut={decision}");
        acts.push(to("Beslutet är anmält till nämnden", "delegationsbeslut.anmal", query));
    }
    if by_officer && challenge.minutes.is_empty() {
        acts.push(to("För ett eget protokoll", "protokoll.for", format!("?beslut={decision}")));
    }
    acts
}

/// Minutes with how far they have come.
pub fn minutes(known: &Minutes) -> String {
    let adjusted = match known.adjusted_on {
        None => String::from("inte justerat än"),
        Some(on) if known.kind == MinutesKind::Sarskilt && on == known.on => String::from("undertecknat samma dag"),
        Some(on) => format!("justerat {on}"),
    };
    let announced = match &known.announced {
        None => String::from("inte på anslagstavlan än"),
        Some((on, _)) => format!("på anslagstavlan {on}"),
    };
    format!("{}: {adjusted}, {announced}.", named(known))
}

/// Whose minutes, of which day.
pub fn named(known: &Minutes) -> String {
    let paragraph = known.paragraph.as_ref().map(|text| format!(", {text}")).unwrap_or_default();
    let reported = if known.kind == MinutesKind::Anmalan { " (anmält)" } else { "" };
    match &known.body {
        Some(body) => format!("{body} {}{paragraph}{reported}", known.on),
        None => format!("Eget protokoll {}{paragraph}", known.on),
    }
}

fn clock(challenge: &Challenge, today: Date) -> Vec<String> {
    let Some((keep_to, over)) = challenge.keep_to.as_ref().zip(challenge.over.as_ref()) else {
        let next = match challenge.minutes.iter().any(|known| known.adjusted_on.is_some()) {
            true => "Sätt upp tillkännagivandet och registrera dagen.",
            false if challenge.minutes.is_empty() => "Anmäl beslutet till nämnden, eller för ett eget protokoll.",
            false => "Protokollet ska justeras först.",
        };
        return vec![format!(
            "Justeringen är inte tillkännagiven på anslagstavlan. Tiden att överklaga räknas från den dagen, så det \
             finns ingen sista dag än. {next}"
        )];
    };
    if keep_to.legal < today && over.legal < today {
        return vec![format!("Tiden att överklaga gick ut {}.", over.legal)];
    }
    let mut lines = vec![format!(
        "Sista dag att begära laglighetsprövning är {}. Då ska det ha kommit in till förvaltningsrätten. Har det \
         kommit till kommunen samma dag räknas det också.",
        keep_to.legal
    )];
    if keep_to.legal != over.legal {
        lines.push(format!(
            "Beslutet är tillkännagivet två gånger, och lagen säger inte vilken gång som räknas. Räkna med att det kan \
             överklagas till och med {}.",
            over.legal
        ));
    }
    lines.push(format!("Tillkännagivandet ska sitta uppe till och med {}.", over.legal));
    lines
}

fn legal_force(challenge: &Challenge, found: &DecisionPage) -> Option<String> {
    let from = challenge.final_from()?;
    if found.after.appeals.iter().any(|appeal| appeal.is_open()) {
        return Some(String::from("Beslutet är överklagat och vinner laga kraft först när målet är avgjort."));
    }
    let settled = !found.after.appeals.is_empty();
    match from <= found.today {
        _ if settled => None,
        true => Some(format!("Beslutet har laga kraft sedan {from}, om ingen har överklagat direkt till domstolen.")),
        false => Some(format!("Beslutet vinner laga kraft {from}, om ingen överklagar.")),
    }
}
