//! *Underrättelse om beslut*: the decision to the person it concerns (FL 31–33 §§).

use crate::appeal::{self, Appealed};
use crate::{Block, Letter, LetterError, Recipient, Sender, prose};
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
    /// What the person has applied for, in their words.
    pub applied_for: String,
    /// The insats by its name, where the fact has its key.
    pub insats: String,
    /// The decision as it was recorded. Whether and how it is appealed follows from its outcome and legal ground.
    pub fact: BeslutFattat,
    /// The day of the decision.
    pub decided_on: Date,
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
/// [`LetterError::UnknownRoute`] when it goes against the person and [`appeal::route`] knows no route
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
    if data.fact.utfall.goes_against() {
        let unknown = || LetterError::UnknownRoute(data.fact.lagrum.clone());
        let route = appeal::route(&data.fact.lagrum).ok_or_else(unknown)?;
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
    match data.fact.utfall {
        Utfall::Bifall => "Vi säger ja till din ansökan. Här ser du vad du får och varför.".to_owned(),
        Utfall::DelvisBifall => {
            "Vi säger ja till en del av din ansökan och nej till resten. Här ser du vad du får och varför. Du kan \
             överklaga beslutet. Sist i brevet står hur du gör."
                .to_owned()
        }
        Utfall::Avslag => {
            "Vi säger nej till din ansökan. Här ser du varför. Du kan överklaga beslutet. Sist i brevet står hur du gör."
                .to_owned()
        }
        Utfall::Avskrivning => "Vi avslutar ärendet utan att pröva din ansökan. Här ser du varför.".to_owned(),
    }
}

fn facts(data: &Decision) -> Vec<(String, String)> {
    let fact = &data.fact;
    let mut rows = vec![
        row("Du har ansökt om", &data.applied_for),
        row("Beslut", &format!("{}: {}", fact.utfall.label(), data.insats)),
    ];
    let optional = [("Omfattning", &fact.omfattning), ("Mål", &fact.mal)];
    rows.extend(optional.into_iter().filter_map(|(name, value)| Some(row(name, value.as_ref()?))));
    rows.extend(period(fact).map(|text| row("Gäller", &text)));
    rows.extend(data.follow_up.as_ref().map(|text| row("Uppföljning", text)));
    rows.push(row("Lagrum", &fact.lagrum));
    rows
}

/// From when, to when or until further notice, and when it is reviewed.
fn period(fact: &BeslutFattat) -> Option<String> {
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
    let authority = data
        .fact
        .delegationspunkt
        .iter()
        .map(|point| format!("Beslutar för {} enligt {}", data.sender.board, cited(point)));
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
