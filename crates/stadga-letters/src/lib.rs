//! Letters: typed data in, PDF out. Reads no file and asks no clock.
//!
//! Equal letters give equal bytes. Read in this order: [`Letter`] (what a letter is), [`mod@decision`]
//! [`mod@communication`], [`mod@notice`] and [`remedy`] (what each kind must say), [`appeal`] (how to appeal, chosen from the
//! legal ground), then the private modules from words to page: `font`, `layout`, `flow`, `render`.

pub mod appeal;
mod bundle;
pub mod communication;
pub mod compulsory;
pub mod decision;
pub mod disclosed;
pub mod extract;
mod flow;
mod font;
mod gathered;
mod history;
mod layout;
mod mask;
pub mod notice;
mod prose;
pub mod remedy;
mod render;
mod retention;
mod sheet;

pub use bundle::{Attachment, bundle};
pub use communication::{Communication, Section, communication};
pub use decision::{Court, Decision, Official, decision};
pub use disclosed::{Copy, Refusal, copy, refusal};
pub use extract::{Extract, extract};
pub use gathered::gathered;
pub use history::{History, Line, history};
pub use mask::{MARK, Mask};
pub use notice::{Notice, Report, notice, report};
pub use prose::prose;
pub use retention::{Protocol, protocol};
pub use sheet::{Sheet, sheet};
pub use stadga_core::lagrum::{Route, route, secures};

use jiff::civil::Date;
use stadga_core::fact::arende::Kanal;

/// One letter to one person in one case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Who sends it.
    pub sender: Sender,
    /// Who gets it.
    pub recipient: Recipient,
    /// The day the letter is dated.
    pub date: Date,
    /// The case number, on every page.
    pub case_number: String,
    /// The heading. Also the title of the file, so it names no person.
    pub subject: String,
    /// The content, in reading order.
    pub blocks: Vec<Block>,
}

impl Letter {
    /// Whether what is written, or whom it goes to, holds any of this. Who sends and signs it is not looked at.
    pub fn says(&self, mask: &Mask) -> bool {
        let to = &self.recipient;
        let head = std::iter::once(&to.name).chain(&to.address_lines).chain([&self.subject]);
        head.map(String::as_str).any(|text| mask.hits(text)) || self.blocks.iter().any(|block| block.says(mask))
    }
}

impl Letter {
    /// The letter without these names of those who sign, decide or are told of in it: where one signs, the title stands
    /// alone. Whom the letter goes to is not touched.
    #[must_use]
    pub fn without_names(mut self, names: &Mask) -> Self {
        self.sender.officer = self.sender.officer.filter(|name| !names.hits(name));
        self.blocks = self.blocks.into_iter().map(|block| block.without_names(names)).collect();
        self
    }
}

/// The authority, and the officer unless the name is withheld.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sender {
    /// The municipality: `Ekvalla kommun`.
    pub municipality: String,
    /// The board: `Socialnämnden`.
    pub board: String,
    /// The unit: `Enheten för vuxna`.
    pub unit: String,
    /// The case officer's name. None when it is withheld (FL 33 § fourth paragraph).
    pub officer: Option<String>,
    /// The board's postal address, a line each.
    pub address_lines: Vec<String>,
    /// The telephone number to answer on.
    pub phone: String,
}

/// The person, and how the letter reaches them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recipient {
    /// The name as it stands on the envelope.
    pub name: String,
    /// The postal address, a line each. Empty when the letter does not go by post, or the address is protected.
    pub address_lines: Vec<String>,
    /// How it is sent; shown above the name so that a printed letter goes the right way.
    pub channel: Kanal,
}

/// A piece of a letter's content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading below the subject.
    Heading(String),
    /// Running text. A line feed breaks the line.
    Paragraph(String),
    /// A list with bullets.
    List(Vec<String>),
    /// A table. The header is repeated on every page; rows may be of unequal length.
    Table {
        /// What the columns are.
        header: Vec<String>,
        /// The rows.
        rows: Vec<Vec<String>>,
    },
    /// Names with values.
    Facts(Vec<(String, String)>),
    /// Who stands behind the letter. Never split between pages.
    Signature {
        /// The name. None when it is withheld.
        name: Option<String>,
        /// The title: `Socialsekreterare`.
        title: String,
        /// With what authority, and who else took part. A line feed breaks the line.
        note: Option<String>,
    },
}

impl Block {
    fn without_names(self, names: &Mask) -> Self {
        let text = |text: String| if names.hits(&text) { names.apply(&text).0 } else { text };
        let all = |lines: Vec<String>| lines.into_iter().map(text).collect();
        match self {
            Self::Heading(line) => Self::Heading(text(line)),
            Self::Paragraph(line) => Self::Paragraph(text(line)),
            Self::List(lines) => Self::List(all(lines)),
            Self::Table { header, rows } => {
                Self::Table { header: all(header), rows: rows.into_iter().map(all).collect() }
            }
            Self::Facts(facts) => {
                Self::Facts(facts.into_iter().map(|(name, value)| (text(name), text(value))).collect())
            }
            Self::Signature { name, title, note } => {
                Self::Signature { name: name.filter(|name| !names.hits(name)), title, note: note.map(text) }
            }
        }
    }

    fn says(&self, mask: &Mask) -> bool {
        match self {
            Self::Heading(text) | Self::Paragraph(text) => mask.hits(text),
            Self::List(lines) => lines.iter().any(|line| mask.hits(line)),
            Self::Table { header, rows } => header.iter().chain(rows.iter().flatten()).any(|cell| mask.hits(cell)),
            Self::Facts(facts) => facts.iter().any(|(name, value)| mask.hits(name) || mask.hits(value)),
            Self::Signature { note, .. } => note.as_ref().is_some_and(|note| mask.hits(note)),
        }
    }
}

/// Why there is no letter.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum LetterError {
    /// A font built into the program could not be read.
    #[error("Brevet kunde inte skapas: ett typsnitt i programmet gick inte att läsa.")]
    Font,
    /// The file would not meet PDF/A-2a and PDF/UA-1, so it is not written.
    #[error("Brevet kunde inte skapas som ett tillgängligt arkivdokument: {0}")]
    Invalid(String),
    /// The decision goes against the person, and no route of appeal is known for its legal ground.
    #[error("Det går inte att avgöra hur ett beslut enligt ”{0}” överklagas. Rätta lagrummet.")]
    UnknownRoute(String),
}

/// The letter as a PDF: PDF/A-2a and PDF/UA-1, tagged, in Swedish, fonts embedded.
///
/// A character the font lacks, such as an emoji, is shown as □ so that the letter still goes out.
///
/// # Errors
/// [`LetterError::Font`] and [`LetterError::Invalid`]. Never because of what the texts say.
pub fn pdf(letter: &Letter) -> Result<Vec<u8>, LetterError> {
    let fonts = font::Fonts::load()?;
    render::render(letter, &layout::layout(letter, &fonts), &fonts)
}
