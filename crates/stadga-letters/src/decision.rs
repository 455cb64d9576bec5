//! *Underrättelse om beslut*: the decision to the person it concerns (FL 31–33 §§).

use crate::appeal::{self, Appealed};
use crate::{Block, Letter, LetterError, Recipient, Sender, prose};
use crate::{route, secures};
use jiff::civil::Date;
use stadga_core::calendar::text::{long_date, sentence_case};
use stadga_core::fact::beslut::{BeslutFattat, Utfall};

/// What the letter is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Who sends it.
    pub sender: Sender,
    /// The party.
    pub recipient: Recipient,
    /// The day the letter is dated.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// What the person has applied for, in their words; empty when the case did not begin with an application.
    pub applied_for: String,
    /// The insats by its name, where the fact has its key.
    pub insats: String,
    /// The decision as it was recorded. Whether and how it is appealed follows from its outcome and legal ground.
    pub fact: BeslutFattat,
    /// The day of the decision.
    pub decided_on: Date,
    /// The day of the earlier decision that it changes or ends.
    pub changes: Option<Date>,
    /// How and when the insats is followed up, in words.
    pub follow_up: Option<String>,
    /// Who decided.
    pub decided_by: Official,
    /// Who presented the case (*föredragande*), when somebody else.
    pub presented_by: Option<Official>,
    /// Who took part in the final handling without deciding.
    pub took_part: Vec<Official>,
    /// Dissenting opinions (FL 33 §), when there are any.
    pub dissent: Option<String>,
    /// The court that tries an appeal.
    pub court: Court,
}

/// A person behind a decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Official {
    /// The name. None when it is withheld (FL 33 § fourth paragraph).
    pub name: Option<String>,
    /// The title: `Enhetschef`. For a committee its name: `Individutskottet`.
    pub title: String,
}

/// The administrative court of the municipality.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Court {
    /// The name: `Förvaltningsrätten i Ekvalla`.
    pub name: String,
    /// The postal address, a line each.
    pub address_lines: Vec<String>,
}

/// The letter with the decision, its reasons and, when it goes against the person, how to appeal.
///
/// # Errors
/// [`LetterError::UnknownRoute`] when it goes against the person and [`route`] knows no route
/// for its legal ground: such a letter must not be sent.
pub fn decision(data: &Decision) -> Result<Letter, LetterError> {
    let mut blocks =
        vec![Block::Paragraph(in_short(data)), Block::Facts(facts(data)), heading("Därför beslutar vi så")];
    blocks.extend(prose(&data.fact.skal));
    if let Some(dissent) = &data.dissent {
        blocks.push(heading("Avvikande mening"));
        blocks.extend(prose(dissent));
    }
    blocks.push(heading(&format!("Beslutat den {}", long_date(data.decided_on))));
    blocks.push(Block::Signature {
        name: data.decided_by.name.clone(),
        title: data.decided_by.title.clone(),
        note: authority_and_others(data),
    });
    blocks.push(Block::Paragraph(format!(
        "Har du frågor? Ring {} på {}. Behöver du tolk? Vi ordnar det utan kostnad.",
        data.sender.officer.as_deref().unwrap_or("oss"),
        data.sender.phone
    )));
    if data.fact.goes_against() {
        let unknown = || LetterError::UnknownRoute(data.fact.lagrum.clone());
        let route = route(&data.fact.lagrum).ok_or_else(unknown)?;
        let Decision { sender, court, case_number, decided_on, .. } = data;
        blocks.extend(appeal::instructions(route, &Appealed { sender, court, case_number, decided_on: *decided_on }));
    }
    Ok(Letter {
        sender: data.sender.clone(),
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: "Beslut i ditt ärende".to_owned(),
        blocks,
    })
}

/// The outcome in one or two sentences that anyone understands.
fn in_short(data: &Decision) -> String {
    let says = match data.fact.utfall {
        Utfall::Bifall => "Vi säger ja till din ansökan. Här ser du vad du får och varför.",
        Utfall::DelvisBifall => {
            "Vi säger ja till en del av din ansökan och nej till resten. Här ser du vad du får, vad du inte får och varför."
        }
        Utfall::Avslag => "Vi säger nej till din ansökan. Här ser du varför.",
        Utfall::Andring => "Vi ändrar ditt beslut. Här ser du vad som gäller nu och varför.",
        Utfall::Upphorande => "Din insats upphör. Här ser du vilken dag det sker och varför.",
        Utfall::Avskrivning => "Vi avslutar ärendet utan att pröva din ansökan. Här ser du varför.",
        Utfall::Avvisning => "Vi prövar inte din ansökan. Här ser du varför.",
    };
    let appeal =
        if data.fact.goes_against() { " Du kan överklaga beslutet. Sist i brevet står hur du gör." } else { "" };
    format!("{says}{appeal}")
}

fn facts(data: &Decision) -> Vec<(String, String)> {
    let fact = &data.fact;
    let mut rows = Vec::new();
    rows.extend((!data.applied_for.is_empty()).then(|| row("Du har ansökt om", &data.applied_for)));
    rows.push(row("Beslut", &format!("{}: {}", fact.utfall.label(), data.insats)));
    rows.extend(data.changes.map(|day| row("Tidigare beslut", &format!("Beslutet den {}", long_date(day)))));
    rows.extend(fact.andringsgrund.map(|ground| row("Därför får det ändras", ground.label())));
    rows.extend(fact.avskrivningsgrund.map(|ground| row("Därför skrivs det av", ground.label())));
    rows.extend(fact.avslaget.as_ref().map(|text| row("Det här får du inte", text)));
    rows.extend(fact.omfattning.as_ref().map(|text| row("Omfattning", text)));
    rows.extend(goal(fact).map(|text| row("Mål", &text)));
    rows.extend(period(fact).map(|text| row("Gäller", &text)));
    rows.extend(data.follow_up.as_ref().map(|text| row("Uppföljning", text)));
    rows.push(row("Lagrum", &legal_ground(fact)));
    rows
}

/// The goal with the directions the person chose.
fn goal(fact: &BeslutFattat) -> Option<String> {
    let directions = fact.malinriktning.iter().map(|direction| direction.label().to_lowercase());
    let directions = sentence_case(&directions.collect::<Vec<_>>().join(", "));
    let directions = (!directions.is_empty()).then(|| format!("{directions}."));
    let lines: Vec<String> = directions.into_iter().chain(fact.mal.clone()).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// The section, what it secures, and the wording that was applied.
fn legal_ground(fact: &BeslutFattat) -> String {
    let secures = secures(&fact.lagrum).map(|what| format!(" ({what})")).unwrap_or_default();
    let wording = fact.forfattning.as_ref().zip(fact.lydelse);
    let wording = wording.map(|(act, day)| format!("\nSFS {act}, lydelse {}", long_date(day))).unwrap_or_default();
    format!("{}{secures}{wording}", fact.lagrum)
}

/// From when, to when or until further notice, and when it is reviewed.
fn period(fact: &BeslutFattat) -> Option<String> {
    if let Some(last) = fact.till.filter(|_| fact.utfall == Utfall::Upphorande) {
        return Some(format!("Sista dagen är {}.", long_date(last)));
    }
    let from = fact.fran.map(|day| format!("från och med {}", long_date(day)));
    let to = match fact.till {
        Some(day) => Some(format!("till och med {}", long_date(day))),
        None if fact.utfall.grants() && (from.is_some() || fact.prova_om.is_some()) => Some("tills vidare".to_owned()),
        None => None,
    };
    let span: Vec<String> = from.into_iter().chain(to).collect();
    let review = fact.prova_om.map(|day| format!("Vi prövar beslutet igen senast {}.", long_date(day)));
    let span = (!span.is_empty()).then(|| format!("{}.", sentence_case(&span.join(" "))));
    let text: Vec<String> = span.into_iter().chain(review).collect();
    (!text.is_empty()).then(|| text.join(" "))
}

/// By what authority, and who else stood behind the decision (FL 31 §), a line each.
fn authority_and_others(data: &Decision) -> Option<String> {
    let by_delegation = data.fact.delegationspunkt.as_ref();
    let by_delegation =
        by_delegation.map(|point| format!("Beslutar för {} enligt {}", data.sender.board, cited(point)));
    let minutes = data.fact.paragraf.as_ref().map(|paragraph| format!("Protokollet, {paragraph}"));
    let authority = minutes.into_iter().chain(by_delegation);
    let presented = data.presented_by.iter().map(|official| format!("Föredragande: {}", named(official)));
    let took_part = data.took_part.iter().map(|official| format!("Har deltagit utan att besluta: {}", named(official)));
    let lines: Vec<String> = authority.chain(presented).chain(took_part).collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

fn named(official: &Official) -> String {
    official.name.iter().chain([&official.title]).map(String::as_str).collect::<Vec<_>>().join(", ")
}

/// Where in the delegation order, whether the pack cites it in full or by its number.
fn cited(point: &str) -> String {
    let is_number = point.starts_with(|first: char| first.is_ascii_digit());
    if is_number { format!("delegationsordningen, punkt {point}") } else { point.to_owned() }
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn row(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
