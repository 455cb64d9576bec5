//! What follows a decision, in words: how it was served, until when it can be appealed, what became of appeals.

use crate::view::Link;
use jiff::civil::Date;
use stadga_app::view::{Aftermath, DecisionPage};
use stadga_core::fact::overklagan::{Overklagandeform, Rattidsutfall};
use stadga_core::state::{Appeal, Delivery, Served};
use stadga_letters::{Route, route};

/// The lines, each a sentence or two.
pub fn lines(found: &DecisionPage) -> Vec<String> {
    let (after, today) = (&found.after, found.today);
    let mut lines: Vec<String> = after.deliveries.iter().map(|sent| delivery(sent, today)).collect();
    lines.extend(after.served.map(|served| told(served, today)));
    if by_court(found) {
        lines.push(until(after, today));
    }
    lines.extend(after.challenge.iter().flat_map(|challenge| super::protokoll::lines(challenge, found)));
    lines.extend(after.corrections.iter().map(|(on, what)| format!("Skrivfel rättat {on}: {what}")));
    lines.extend(after.reviews.iter().map(|(on, changed)| {
        let what = if *changed { "ska ändras" } else { "ska inte ändras" };
        format!("Omprövat {on}: beslutet {what}.")
    }));
    lines.extend(after.appeals.iter().map(|known| appeal(known, after.challenge.is_none())));
    lines
}

/// How the last day was reached, step by step; empty when there is none.
pub fn steps(found: &DecisionPage) -> Vec<String> {
    let challenged = found.after.challenge.as_ref().and_then(|challenge| challenge.keep_to.as_ref());
    let due = found.after.until.as_ref().filter(|_| by_court(found)).or(challenged);
    due.map(|due| due.receipt.steps.iter().map(|step| step.text.clone()).collect()).unwrap_or_default()
}

/// What can be done next, in the order the law has it.
pub fn acts(found: &DecisionPage) -> Vec<Link> {
    let after = &found.after;
    let to = |label: &str, act: &str, query: &str| Link::new(label, format!("/arenden/{}/{act}{query}", found.case));
    let decision = format!("?beslut={}", found.decision.id);
    if let Some(challenge) = &after.challenge {
        // Service starts no time here, and the board neither tests an appeal nor reconsiders by FL 37–38 §§.
        let mut acts = super::protokoll::acts(challenge, found);
        match after.appeals.iter().rfind(|appeal| appeal.is_open()) {
            None => acts.push(to("Registrera överklagande", "overklagande.registrera", &decision)),
            Some(appeal) => acts.extend(at_court(appeal, to)),
        }
        acts.push(to("Rätta skrivfel", "beslut.ratta", &decision));
        return acts;
    }
    let mut acts = Vec::new();
    if after.deliveries.iter().any(|sent| sent.control_due().is_some() && sent.control_on.is_none()) {
        acts.push(to("Skicka kontrollmeddelande", "kontrollmeddelande.skicka", ""));
    }
    if !matches!(after.served, Some(Served::Proven(..))) {
        acts.push(to("Delge beslutet", "beslut.delge", &decision));
        acts.push(to("Registrera att det är delgivet", "delgivning.registrera", &decision));
        if after.informed_on.is_none() {
            acts.push(to("Upplys om förenklad delgivning", "delgivning.upplys", ""));
        }
    }
    match after.appeals.iter().rfind(|appeal| appeal.is_open()) {
        None if by_court(found) => acts.push(to("Registrera överklagande", "overklagande.registrera", &decision)),
        None => {}
        Some(appeal) => {
            let named = format!("?overklagande={}", appeal.id);
            if appeal.fact.form == Overklagandeform::Nedtecknad {
                let address = format!("/overklagande/{}/nedtecknat.pdf", appeal.id);
                acts.push(Link::new("Överklagandet att läsa upp och skriva under (PDF)", address));
            }
            if appeal.tested.is_none() {
                acts.push(to("Pröva om det kom in i tid", "overklagande.prova", &named));
            } else {
                acts.push(to("Lämna över till domstolen", "overklagande.overlamna", &named));
            }
            if !appeal.handed_over.is_empty() {
                acts.push(to("Registrera dom", "dom.registrera", &named));
            }
            acts.push(to("Personen tar tillbaka överklagandet", "overklagande.aterkalla", &named));
        }
    }
    acts.push(to("Ompröva beslutet", "beslut.omprova", &decision));
    acts.push(to("Rätta skrivfel", "beslut.ratta", &decision));
    acts
}

/// What can be done with a challenge of legality that came here: it goes on to the court untested.
fn at_court(appeal: &Appeal, to: impl Fn(&str, &str, &str) -> Link) -> Vec<Link> {
    let named = format!("?overklagande={}", appeal.id);
    let next = match appeal.handed_over.is_empty() {
        true => to("Skicka vidare till domstolen", "overklagande.overlamna", &named),
        false => to("Registrera dom", "dom.registrera", &named),
    };
    vec![next, to("Personen tar tillbaka överklagandet", "overklagande.aterkalla", &named)]
}

/// Whether it is appealed to the court by way of the board.
fn by_court(found: &DecisionPage) -> bool {
    found.decision.fact.goes_against() && route(&found.decision.fact.lagrum) == Some(Route::Forvaltningsbesvar)
}

fn delivery(sent: &Delivery, today: Date) -> String {
    let head = format!("Skickat {}: {}.", sent.on, sent.method.label().to_lowercase());
    match (sent.control_due(), sent.control_on) {
        (None, _) => head,
        (Some(due), None) if today <= due => format!("{head} Kontrollmeddelande ska skickas {due}."),
        (Some(due), Some(on)) if on <= due => format!("{head} Kontrollmeddelande skickat {on}."),
        (Some(due), _) => {
            format!("{head} Kontrollmeddelandet skickades inte {due}, så det räknas inte. Delge på nytt.")
        }
    }
}

fn told(served: Served, today: Date) -> String {
    match served {
        Served::Proven(on, proof) => format!("Personen fick beslutet {on}. {}.", proof.label()),
        Served::Simplified(on) if on <= today => format!("Delgivet {on}, två veckor efter att det skickades."),
        Served::Simplified(on) => format!("Räknas som delgivet {on}, två veckor efter att det skickades."),
    }
}

fn until(after: &Aftermath, today: Date) -> String {
    match &after.until {
        Some(due) if due.legal < today => format!("Tiden att överklaga gick ut {}.", due.legal),
        Some(due) => {
            format!("Sista dag att överklaga är {}. Då ska överklagandet ha kommit in till nämnden.", due.legal)
        }
        None => String::from(
            "Det är inte visat vilken dag personen fick beslutet. Tiden att överklaga räknas från den dagen, så det \
             går inte att säga när den tar slut. Delge beslutet, eller registrera vad som visar dagen.",
        ),
    }
}

/// What has become of an appeal; whether it came in time is the board's to test, or the court's.
fn appeal(appeal: &Appeal, by_board: bool) -> String {
    let head = format!("Överklagat {}.", appeal.on);
    let next = if let Some((on, ruling)) = &appeal.ruling {
        format!("{} {on}, mål {}: {}. {}", ruling.domstol, ruling.malnummer, ruling.utfall.label(), ruling.innebord)
    } else if let Some(on) = appeal.withdrawn_on {
        format!("Återkallat {on}.")
    } else if let Some((on, court)) = appeal.handed_over.last() {
        format!("Överlämnat till {court} {on}.")
    } else {
        match appeal.tested {
            None if !by_board => String::from("Det ska skickas vidare till förvaltningsrätten."),
            None => String::from("Det är inte prövat om det kom in i tid."),
            Some((on, Rattidsutfall::Avvisas)) => format!("Avvisat {on}: det kom in för sent."),
            Some((on, outcome)) => format!("Prövat {on}: {}. Det ska lämnas över.", outcome.label().to_lowercase()),
        }
    };
    format!("{head} {next}")
}
