//! The emergency binder: what a unit must know when the system is not there, on paper. PDF/A-2a and PDF/UA-1.

use crate::font::Fonts;
use crate::{Block, Letter, LetterError, Recipient, Sender, layout, render};
use jiff::civil::Date;
use stadga_core::fact::arende::Kanal;

/// What the binder is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Binder {
    /// The municipality.
    pub municipality: String,
    /// The board.
    pub board: String,
    /// The unit.
    pub unit: String,
    /// The telephone number to call.
    pub phone: String,
    /// The day it is made.
    pub date: Date,
    /// The clock it was made, in words: `kl. 04.15`.
    pub clock: String,
    /// The number of the copy.
    pub copy: u32,
    /// What it says, in reading order.
    pub blocks: Vec<Block>,
}

/// The binder as a PDF: the copy's number, unit and clock stand on every page.
///
/// # Errors
/// As [`crate::pdf`].
pub fn binder(data: &Binder) -> Result<Vec<u8>, LetterError> {
    let fonts = Fonts::load()?;
    let letter = Letter {
        sender: Sender {
            municipality: data.municipality.clone(),
            board: data.board.clone(),
            unit: data.unit.clone(),
            officer: None,
            address_lines: Vec::new(),
            phone: data.phone.clone(),
        },
        recipient: Recipient { name: String::new(), address_lines: Vec::new(), channel: Kanal::Brev },
        date: data.date,
        case_number: String::new(),
        subject: "Nödpärm".to_owned(),
        blocks: data.blocks.clone(),
    };
    let copy = format!("Exemplar {}", data.copy);
    let laid = layout::layout_sheet(&letter, (&copy, &data.clock), &fonts);
    render::render(&letter, &laid, &fonts)
}
