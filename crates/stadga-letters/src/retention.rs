//! The protocol of an erasure, and of files that an archive has taken over: how many there were, which are here no
//! longer and why, who proposed and who decided.

use crate::{Block, LetterError, Sheet, sheet};
use jiff::civil::Date;

/// What the protocol is made from. It names no person whose file was erased.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Protocol {
    /// The municipality.
    pub municipality: String,
    /// The board.
    pub board: String,
    /// The day it was decided.
    pub date: Date,
    /// The day it was proposed.
    pub proposed_on: Date,
    /// The counts, name and value: before, erased, handed over, kept.
    pub counts: Vec<(String, String)>,
    /// The files that were erased: case numbers, the day of the last note, why.
    pub erased: Vec<Vec<String>>,
    /// The archive that has them, where they were handed over.
    pub receiver: Option<String>,
    /// The files that an archive has: case numbers, the day of the last note, the sum of the package.
    pub handed: Vec<Vec<String>>,
    /// Those that were proposed and kept.
    pub kept: Vec<Vec<String>>,
    /// Who proposed, and who decided: name and title.
    pub signed_by: [(Option<String>, String); 2],
}

/// The protocol as a PDF.
///
/// # Errors
/// As [`crate::pdf`].
pub fn protocol(data: &Protocol) -> Result<Vec<u8>, LetterError> {
    let heading = |text: &str| Block::Heading(text.to_owned());
    let table = |last: &str, rows: &[Vec<String>]| Block::Table {
        header: ["Ärenden i akten", "Sista anteckning", last].map(str::to_owned).to_vec(),
        rows: rows.to_vec(),
    };
    let mut blocks = vec![
        heading("Antal akter"),
        Block::Facts(data.counts.clone()),
        Block::Paragraph(String::from("Det som fanns före är det som är gallrat, överlämnat och kvar.")),
    ];
    match &data.receiver {
        None => blocks.extend([heading("Gallrade akter"), table("Skäl", &data.erased)]),
        Some(receiver) => blocks.extend([
            heading("Överlämnade akter"),
            Block::Facts(vec![(String::from("Arkiv"), receiver.clone())]),
            table("Paketets SHA-256", &data.handed),
        ]),
    }
    if !data.kept.is_empty() {
        blocks.extend([heading("Föreslagna, men bevarade"), table("Skäl", &data.kept)]);
    }
    let to_archive = data.receiver.is_some();
    let (first, second, subject) = match to_archive {
        false => ("Föreslog", "Beslutade", "Gallringsprotokoll"),
        true => ("Förberedde", "Bekräftade", "Protokoll över akter som ett arkiv har tagit över"),
    };
    let [proposed, decided] = data.signed_by.clone();
    blocks.push(Block::Signature {
        name: proposed.0,
        title: proposed.1,
        note: Some(format!("{first} {}", data.proposed_on)),
    });
    blocks.push(Block::Signature { name: decided.0, title: decided.1, note: Some(format!("{second} {}", data.date)) });
    sheet(&Sheet {
        municipality: data.municipality.clone(),
        board: data.board.clone(),
        unit: String::new(),
        date: data.date,
        clock: String::new(),
        mark: String::from("Protokoll"),
        subject: subject.to_owned(),
        blocks,
    })
}
