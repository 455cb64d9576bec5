//! Documents to nobody: lists for those who meet, and the emergency binder, which says on paper what a unit must know
//! when the system is not there. PDF/A-2a and PDF/UA-1.

use crate::font::Fonts;
use crate::{Block, Letter, LetterError, Recipient, Sender, layout, render};
use jiff::civil::Date;
use stadga_core::fact::arende::Kanal;

/// What a sheet is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The municipality.
    pub municipality: String,
    /// The board.
    pub board: String,
    /// The unit.
    pub unit: String,
    /// The day it is made.
    pub date: Date,
    /// The clock it was made, in words: `kl. 04.15`.
    pub clock: String,
    /// What it is, on every page.
    pub mark: String,
    /// The heading. Also the title of the file, so it names no person.
    pub subject: String,
    /// What it says, in reading order.
    pub blocks: Vec<Block>,
}

/// The sheet as a PDF: what it is, the unit and the clock stand on every page.
///
/// # Errors
/// As [`crate::pdf`].
pub fn sheet(data: &Sheet) -> Result<Vec<u8>, LetterError> {
    let fonts = Fonts::load()?;
    let letter = Letter {
        sender: Sender {
            municipality: data.municipality.clone(),
            board: data.board.clone(),
            unit: data.unit.clone(),
            officer: None,
            address_lines: Vec::new(),
            phone: String::new(),
        },
        recipient: Recipient { name: String::new(), address_lines: Vec::new(), channel: Kanal::Brev },
        date: data.date,
        case_number: String::new(),
        subject: data.subject.clone(),
        blocks: data.blocks.clone(),
    };
    let laid = layout::layout_sheet(&letter, (&data.mark, &data.clock), &fonts);
    render::render(&letter, &laid, &fonts)
}
