//! The protocol of an erasure: how many files there were, which were erased and why, who proposed and who decided.

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
    let table = |rows: &[Vec<String>]| Block::Table {
        header: ["Ärenden i akten", "Sista anteckning", "Skäl"].map(str::to_owned).to_vec(),
        rows: rows.to_vec(),
    };
    let mut blocks = vec![
        heading("Antal akter"),
        Block::Facts(data.counts.clone()),
        Block::Paragraph(String::from("Det som fanns före är det som är gallrat, överlämnat och kvar.")),
        heading("Gallrade akter"),
        table(&data.erased),
    ];
    if !data.kept.is_empty() {
        blocks.extend([heading("Föreslagna, men bevarade"), table(&data.kept)]);
    }
    let [proposed, decided] = data.signed_by.clone();
    blocks.push(Block::Signature {
        name: proposed.0,
        title: proposed.1,
        note: Some(format!("Föreslog {}", data.proposed_on)),
    });
    blocks.push(Block::Signature { name: decided.0, title: decided.1, note: Some(format!("Beslutade {}", data.date)) });
    sheet(&Sheet {
        municipality: data.municipality.clone(),
        board: data.board.clone(),
        unit: String::new(),
        date: data.date,
        clock: String::new(),
        mark: String::from("Protokoll"),
        subject: String::from("Gallringsprotokoll"),
        blocks,
    })
}
