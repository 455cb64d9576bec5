//! The history of a case as it is read: every event in its order, and how to check that none is changed or gone.

use crate::{Block, Letter, Recipient, Sender, prose};
use jiff::civil::Date;

/// Letters of a sum that stand together, so that it can be read aloud and breaks between lines.
const TOGETHER: usize = 8;

/// What the history is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct History {
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
    /// The name of the file that goes along, to check by.
    pub file: String,
    /// Every event, in the order they were written.
    pub events: Vec<Line>,
    /// The link of the last event, hexadecimal.
    pub head: String,
    /// The public key it is signed with, hexadecimal.
    pub public_key: String,
    /// What the recipient may not do with it.
    pub reservation: Option<String>,
    /// Who signs it: the name, and the title.
    pub signed_by: (Option<String>, String),
}

/// An event in its order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Its place, from 1.
    pub place: u32,
    /// What it says, where that leaves: the heading, with its day, and the text.
    pub told: Option<(String, String)>,
}

/// The history as a letter.
pub fn history(data: &History) -> Letter {
    let closed = data.events.iter().filter(|line| line.told.is_none()).count();
    let mut facts = data.about.clone();
    facts.push((String::from("Händelser"), data.events.len().to_string()));
    facts.push((String::from("Utan innehåll här"), closed.to_string()));
    let mut blocks = vec![Block::Facts(facts), heading("Så kan historiken kontrolleras")];
    blocks.extend(prose(&format!(
        "Med brevet följer filen {}. I den står varje händelse med en länk till den före. Ändras en bokstav, eller tas \
         en händelse bort, går kedjan av. Det lilla programmet stadga-kontroll prövar filen utan att ha tillgång till \
         kommunens databas.\n\nJämför den öppna nyckeln med den som kommunen visar på sin webbplats eller uppger på \
         telefon.",
        data.file
    )));
    blocks.push(Block::Facts(vec![
        (String::from("Sista länken"), spaced(&data.head)),
        (String::from("Öppen nyckel"), spaced(&data.public_key)),
    ]));
    if closed > 0 {
        blocks.extend(prose(
            "Några händelser följer med utan sitt innehåll, för att det är hemligt för dig. Att de finns syns. Du kan \
             begära ett skriftligt beslut om det, och det går att överklaga.",
        ));
    }
    if let Some(reservation) = &data.reservation {
        blocks.push(heading("Förbehåll"));
        blocks.extend(prose(reservation));
    }
    for line in &data.events {
        match &line.told {
            Some((what, text)) => {
                blocks.push(heading(&format!("{}. {what}", line.place)));
                blocks.extend(prose(text));
            }
            None => blocks.push(heading(&format!("{}. Innehållet lämnas inte ut", line.place))),
        }
    }
    let (name, title) = data.signed_by.clone();
    blocks.push(Block::Signature { name, title, note: None });
    Letter {
        sender: data.sender.clone(),
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: String::from("Ärendets historik"),
        blocks,
    }
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn spaced(sum: &str) -> String {
    let signs: Vec<char> = sum.chars().collect();
    signs.chunks(TOGETHER).map(|part| part.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}
