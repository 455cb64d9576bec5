//! Several documents as one file, with the files that came in attached inside it: PDF/A-3a and PDF/UA-1.

use crate::font::Fonts;
use crate::{Letter, LetterError, layout, render};

/// A file that came in and goes along as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    /// Its name inside the bundle, with its ending; names no person.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Its media type.
    pub media_type: &'static str,
    /// The content.
    pub content: Vec<u8>,
}

/// The documents one after another, each beginning on a page of its own, with running page numbers.
///
/// # Errors
/// As [`crate::pdf`]; and [`LetterError::Invalid`] when there is no document.
pub fn bundle(documents: &[Letter], attachments: Vec<Attachment>) -> Result<Vec<u8>, LetterError> {
    let first = documents.first().ok_or_else(|| LetterError::Invalid("NoDocument".to_owned()))?;
    let fonts = Fonts::load()?;
    render::render_with(first, &layout::layout_all(documents, &fonts), &fonts, attachments)
}
