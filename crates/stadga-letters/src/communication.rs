//! *Kommunicering*: the basis sent to the person before the decision (FL 25 §, SoL 14:8).

use crate::{Block, Letter, Recipient, Sender, prose};
use jiff::civil::Date;
use stadga_core::calendar::text::{long_date, weekday_name};
use stadga_core::fact::utredning::KommuniceringSkickad;

/// What the letter is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Communication {
    /// Who sends it.
    pub sender: Sender,
    /// The party. Nobody else gets this letter.
    pub recipient: Recipient,
    /// The day the letter is dated.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// What the person has applied for, in their words. None when the case did not begin with an application.
    pub applied_for: Option<String>,
    /// The proposal in words, when there is one.
    pub proposal: Option<String>,
    /// What was sent and when to answer.
    pub fact: KommuniceringSkickad,
    /// The officer's title below the letter.
    pub title: String,
    /// The basis itself, when it stands in the letter and not in an attachment.
    pub basis: Vec<Section>,
}

/// A part of the basis.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The heading.
    pub heading: String,
    /// The text as it was written, with empty lines between paragraphs.
    pub text: String,
}

/// The letter that lets the person see and answer the basis before the decision.
pub fn communication(data: &Communication) -> Letter {
    let sender = &data.sender;
    let last_day = format!("{} {}", weekday_name(data.fact.svar_senast), long_date(data.fact.svar_senast));
    let mut blocks = vec![Block::Paragraph(format!(
        "Snart fattar vi beslut i ditt ärende. Här får du se vad beslutet ska bygga på. Läs det och säg vad du tycker. \
         Svara senast {last_day}."
    ))];
    blocks.extend(data.applied_for.as_ref().map(|applied| Block::Facts(vec![fact("Du har ansökt om", applied)])));
    if !data.fact.underlag.is_empty() {
        blocks.push(heading("Det här skickar vi"));
        blocks.push(Block::List(data.fact.underlag.clone()));
    }
    if let Some(proposal) = &data.proposal {
        blocks.push(heading("Det här föreslår vi"));
        blocks.extend(prose(proposal));
        blocks.push(paragraph("Det är ett förslag. Inget är bestämt än."));
    }
    blocks.extend(how_to_answer(sender, &last_day));
    blocks.extend(rights(sender));
    blocks.push(Block::Signature { name: sender.officer.clone(), title: data.title.clone(), note: None });
    for section in &data.basis {
        blocks.push(heading(&section.heading));
        blocks.extend(prose(&section.text));
    }
    Letter {
        sender: sender.clone(),
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: "Säg vad du tycker innan vi beslutar".to_owned(),
        blocks,
    }
}

fn how_to_answer(sender: &Sender, last_day: &str) -> Vec<Block> {
    let mut place = vec![sender.board.as_str(), sender.municipality.as_str()];
    place.extend(sender.address_lines.iter().map(String::as_str));
    vec![
        heading(&format!("Svara senast {last_day}")),
        paragraph("Berätta till exempel om något är fel, om något saknas och vad du tycker om förslaget. Du kan:"),
        Block::List(vec![
            match &sender.officer {
                Some(officer) => format!("ringa {officer} på {}", sender.phone),
                None => format!("ringa oss på {}", sender.phone),
            },
            format!("skriva till {}", place.join(", ")),
            "komma hit och berätta – ring först, så bokar vi en tid.".to_owned(),
        ]),
        paragraph(
            "Du måste inte svara. Får vi inget svar beslutar vi med det underlag vi har. Behöver du mer tid? Ring oss \
             före sista dagen.",
        ),
        paragraph(
            "Ett svar som kommer senare tar vi också emot. Har vi inte hunnit besluta väger vi in det. Har vi redan \
             beslutat ser vi om beslutet ska ändras.",
        ),
    ]
}

fn rights(sender: &Sender) -> Vec<Block> {
    vec![
        heading("Du får tala inför nämnden"),
        paragraph(&format!(
            "Du har rätt att själv tala inför {} innan vi beslutar om dig, om det inte finns särskilda skäl emot \
             det (14 kap. 8 § socialtjänstlagen). Säg till oss om du vill det.",
            sender.board
        )),
        heading("Tolk och stöd"),
        paragraph(
            "Behöver du tolk? Säg till, så ordnar vi det. Det kostar inget. Har du svårt att läsa, höra eller se? Säg \
             till, så hittar vi ett sätt som fungerar. Du får ta med dig någon som stöd, och du får låta ett ombud \
             föra din talan.",
        ),
    ]
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(text.to_owned())
}

fn fact(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
