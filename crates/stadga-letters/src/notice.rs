//! A plain letter: a heading, paragraphs, and whom to call. What it says is data.

use crate::{Block, Letter, Recipient, Section, Sender, prose};
use jiff::civil::Date;

/// What the letter is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Notice {
    /// Who sends it.
    pub sender: Sender,
    /// The party.
    pub recipient: Recipient,
    /// The day the letter is dated.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// The heading. Also the title of the file, so it names no person.
    pub subject: String,
    /// What it says, with empty lines between paragraphs and bullets for lists.
    pub text: String,
    /// Whom to reach and how, name and value: `Ring`, `010-123 45 67`.
    pub contact: Vec<(String, String)>,
    /// The officer's title below the letter.
    pub title: String,
}

/// A report to another authority: what the law asks us to tell it, under the questions of the form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    /// Who sends it.
    pub sender: Sender,
    /// The authority.
    pub recipient: Recipient,
    /// The day the letter is dated.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// The heading. Also the title of the file, so it names no person.
    pub subject: String,
    /// What it says before the answers, with empty lines between paragraphs.
    pub text: String,
    /// Whom it is about, name and value.
    pub about: Vec<(String, String)>,
    /// What was asked and answered.
    pub answers: Vec<Section>,
    /// Who signs it: the name, and the title.
    pub signed_by: (Option<String>, String),
}

/// The letter of a report.
pub fn report(data: &Report) -> Letter {
    let mut blocks = prose(&data.text);
    blocks.push(Block::Heading("Det gäller".to_owned()));
    blocks.push(Block::Facts(data.about.clone()));
    for section in &data.answers {
        blocks.push(Block::Heading(section.heading.clone()));
        blocks.extend(prose(&section.text));
    }
    let (name, title) = data.signed_by.clone();
    blocks.push(Block::Signature { name, title, note: None });
    Letter {
        sender: data.sender.clone(),
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: data.subject.clone(),
        blocks,
    }
}

/// The letter.
pub fn notice(data: &Notice) -> Letter {
    let mut blocks = prose(&data.text);
    if !data.contact.is_empty() {
        blocks.push(Block::Heading("Så når du oss".to_owned()));
        blocks.push(Block::Facts(data.contact.clone()));
    }
    blocks.push(Block::Paragraph("Behöver du tolk? Säg till, så ordnar vi det. Det kostar inget.".to_owned()));
    blocks.push(Block::Signature { name: data.sender.officer.clone(), title: data.title.clone(), note: None });
    Letter {
        sender: data.sender.clone(),
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: data.subject.clone(),
        blocks,
    }
}

/// What is put up on the municipality's notice board when minutes are adjusted. Names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Announcement {
    /// The municipality.
    pub municipality: String,
    /// The board.
    pub board: String,
    /// The board's postal address, a line each.
    pub address_lines: Vec<String>,
    /// The telephone number to answer on.
    pub phone: String,
    /// What it says, name and value: whose minutes, the meeting, up and down, where the minutes are (KL 8:12).
    pub facts: Vec<(String, String)>,
    /// The day it goes up.
    pub date: Date,
}

/// The notice.
pub fn announcement(data: &Announcement) -> Letter {
    let text = "Protokollet är justerat. Den som är medlem i kommunen kan begära laglighetsprövning av besluten i det hos \
                förvaltningsrätten. Det ska ha kommit in dit senast den sista dagen nedan.";
    Letter {
        sender: crate::Sender {
            municipality: data.municipality.clone(),
            board: data.board.clone(),
            unit: String::new(),
            officer: None,
            address_lines: data.address_lines.clone(),
            phone: data.phone.clone(),
        },
        recipient: Recipient {
            name: "Kommunens anslagstavla".to_owned(),
            address_lines: Vec::new(),
            channel: stadga_core::fact::arende::Kanal::Brev,
        },
        date: data.date,
        case_number: String::new(),
        subject: "Tillkännagivande av justerat protokoll".to_owned(),
        blocks: vec![Block::Paragraph(text.to_owned()), Block::Facts(data.facts.clone())],
    }
}
