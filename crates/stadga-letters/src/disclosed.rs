//! A copy that leaves the record: what may be read written anew, and nothing of the rest in it anywhere.

use crate::{Block, Court, Letter, Mask, Official, Recipient, Sender, prose};
use jiff::civil::Date;
use stadga_core::calendar::text::long_date;

/// What a copy is made from. Nothing of it is masked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Copy {
    /// Who hands it out.
    pub sender: Sender,
    /// Who gets it.
    pub recipient: Recipient,
    /// The day.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// Whom it is about and on which ground it leaves, name and value.
    pub about: Vec<(String, String)>,
    /// What may be read, oldest first: the day, what it is, the text.
    pub parts: Vec<(Date, String, String)>,
    /// The files that go along as they are.
    pub enclosed: Vec<String>,
    /// The files that do not, each with the reason.
    pub left_out: Vec<(String, String)>,
    /// What the recipient may not do with it.
    pub reservation: Option<String>,
    /// Who signs it: the name, and the title.
    pub signed_by: (Option<String>, String),
}

/// The copy as a letter, and how many passages were taken out of it.
///
/// # Errors
/// When something to mask stands in the letterhead, where nothing can be taken out: what it is.
pub fn copy(data: &Copy, mask: &Mask) -> Result<(Letter, u32), String> {
    nothing_in_the_head(&data.sender, &data.recipient, &data.case_number, mask)?;
    let mut masked = Masked { mask, count: 0 };
    let mut blocks = vec![Block::Facts(masked.pairs(&data.about))];
    if let Some(reservation) = &data.reservation {
        blocks.push(heading("Förbehåll"));
        blocks.extend(prose(&masked.text(reservation)));
    }
    for (on, what, text) in &data.parts {
        blocks.push(heading(&format!("{on} {}", masked.text(what))));
        blocks.extend(prose(&masked.text(text)));
    }
    if !data.enclosed.is_empty() {
        blocks.push(heading("Filer som följer med"));
        blocks.push(Block::List(data.enclosed.iter().map(|name| masked.text(name)).collect()));
    }
    if !data.left_out.is_empty() {
        blocks.push(heading("Filer som inte följer med"));
        blocks.push(Block::Facts(masked.pairs(&data.left_out)));
    }
    if masked.count > 0 {
        blocks.insert(1, what_is_gone());
    }
    let (sender, signature) = signed(&data.sender, &data.signed_by, mask);
    blocks.push(signature);
    let letter = Letter {
        sender,
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: String::from("Kopia av handlingar"),
        blocks,
    };
    Ok((letter, masked.count))
}

/// The authority's decision not to disclose, or to disclose with reservation (OSL 6:3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Who decides.
    pub sender: Sender,
    /// Whoever asked.
    pub recipient: Recipient,
    /// The day.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// When it was asked for, and what.
    pub asked: (Date, String),
    /// What is not disclosed.
    pub refused: String,
    /// What the recipient may not do with what is disclosed.
    pub reservation: Option<String>,
    /// The sections that keep it secret.
    pub sections: String,
    /// Why.
    pub reasons: String,
    /// Who decided.
    pub decided_by: Official,
    /// The court of appeal, which tries it first (OSL 6:8).
    pub court: Court,
}

/// The letter of that decision, with how it is appealed.
pub fn refusal(data: &Refusal) -> Letter {
    let board = &data.sender.board;
    let mut blocks =
        vec![heading("Beslut"), Block::Paragraph(format!("Vi lämnar inte ut: {}", data.refused.trim_end_matches('.')))];
    if let Some(reservation) = &data.reservation {
        blocks.push(Block::Paragraph(format!("Resten lämnar vi ut med ett förbehåll: {reservation}")));
    }
    blocks.push(heading("Det du har begärt"));
    blocks.push(Block::Facts(vec![
        (String::from("Prövat"), long_date(data.asked.0)),
        (String::from("Begäran"), data.asked.1.clone()),
    ]));
    blocks.push(heading("Skäl"));
    blocks.extend(prose(&data.reasons));
    blocks.push(Block::Paragraph(format!("Vi har tillämpat {}.", data.sections.trim_end_matches('.'))));
    blocks.push(heading("Så överklagar du"));
    let court = &data.court.name;
    blocks.push(Block::Paragraph(format!(
        "Du kan överklaga beslutet. Det kostar inget. {court} prövar det, men du skickar överklagandet till oss: \
         {board}, {}.",
        data.sender.address_lines.join(", ")
    )));
    blocks.push(Block::List(vec![
        String::from("Skriv vilket beslut du överklagar, varför du tycker att det är fel och vad du vill få ut."),
        format!("Skriv ärendets nummer, {}, ditt namn och hur vi når dig.", data.case_number),
        String::from("Det ska ha kommit in till oss inom tre veckor från den dag du fick beslutet."),
    ]));
    blocks.push(Block::Paragraph(format!(
        "Kommer det in i tid, och ändrar vi inte beslutet så som du vill, skickar vi det vidare till {court}."
    )));
    let Official { name, title } = data.decided_by.clone();
    blocks.push(Block::Signature { name, title, note: None });
    Letter {
        sender: data.sender.clone(),
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: String::from("Beslut att inte lämna ut uppgifter"),
        blocks,
    }
}

/// Refuses to mask what stands in the letterhead, where nothing can be taken out.
pub(crate) fn nothing_in_the_head(
    sender: &Sender,
    recipient: &Recipient,
    case_number: &String,
    mask: &Mask,
) -> Result<(), String> {
    let head = [&sender.municipality, &sender.board, &sender.unit, &sender.phone];
    let to = std::iter::once(&recipient.name).chain(&recipient.address_lines);
    let fixed = head.into_iter().chain(&sender.address_lines).chain(to).chain([case_number]);
    fixed.into_iter().find(|text| mask.hits(text)).map_or(Ok(()), |hit| Err(hit.clone()))
}

/// What stands in the place of what was taken out.
pub(crate) fn what_is_gone() -> Block {
    Block::Paragraph(format!("Där det står {} har vi tagit bort uppgifter som är sekretessbelagda.", crate::MARK))
}

/// Who sends and signs it, without a name that is masked.
pub(crate) fn signed(sender: &Sender, by: &(Option<String>, String), mask: &Mask) -> (Sender, Block) {
    let seen = |name: &String| !mask.hits(name);
    let (name, title) = by.clone();
    let sender = Sender { officer: sender.officer.clone().filter(seen), ..sender.clone() };
    (sender, Block::Signature { name: name.filter(seen), title, note: None })
}

/// Texts that pass a mask, and how much of them did not.
pub(crate) struct Masked<'a> {
    pub(crate) mask: &'a Mask,
    pub(crate) count: u32,
}

impl Masked<'_> {
    pub(crate) fn text(&mut self, text: &str) -> String {
        let (left, count) = self.mask.apply(text);
        self.count += count;
        left
    }

    pub(crate) fn pairs(&mut self, pairs: &[(String, String)]) -> Vec<(String, String)> {
        pairs.iter().map(|(name, value)| (self.text(name), self.text(value))).collect()
    }
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}
