//! Several documents as one file, with the files that came in attached inside it, and pictures among them as pages:
//! PDF/A-3a and PDF/UA-1.

use crate::font::Fonts;
use crate::layout::{Enclosures, layout_with};
use crate::{Letter, LetterError, render};
use krilla::image::Image;

/// The most points a picture may have to become a page: what is unpacked must not fill anybody's memory.
const MOST_POINTS: u64 = 60_000_000;

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

/// The documents one after another, each beginning on a page of its own, with running page numbers. A picture that
/// goes along is a page of its own after them, and is attached as it came in all the same; every other file is
/// attached, and named on the last page. A picture that cannot be drawn by the standards is treated as any file.
///
/// # Errors
/// As [`crate::pdf`]; and [`LetterError::Invalid`] when there is no document.
pub fn bundle(documents: &[Letter], attachments: Vec<Attachment>) -> Result<Vec<u8>, LetterError> {
    let first = documents.first().ok_or_else(|| LetterError::Invalid("NoDocument".to_owned()))?;
    let fonts = Fonts::load()?;
    let pictures: Vec<(usize, Image)> =
        attachments.iter().enumerate().filter_map(|(at, file)| Some((at, picture(file)?))).collect();
    let made = |pictures: &[(usize, Image)], attachments: Vec<Attachment>| {
        let shown = |(at, image): &(usize, Image)| {
            let (width, height) = image.size();
            (attachments[*at].description.clone(), (width as f32, height as f32))
        };
        let others = attachments.iter().enumerate().filter(|(at, _)| !pictures.iter().any(|(shown, _)| shown == at));
        let enclosures = Enclosures {
            pictures: pictures.iter().map(shown).collect(),
            others: others.map(|(_, file)| format!("{}: {}", file.description, file.name)).collect(),
        };
        let images: Vec<Image> = pictures.iter().map(|(_, image)| image.clone()).collect();
        render::render_with(first, &layout_with(documents, &enclosures, &fonts), &fonts, (&images, attachments))
    };
    if pictures.is_empty() {
        return made(&[], attachments);
    }
    // What is wrong with a picture is found when the file is written.
    made(&pictures, attachments.clone()).or_else(|_| made(&[], attachments))
}

/// The file as a picture, when it is one of a size that can be drawn.
fn picture(file: &Attachment) -> Option<Image> {
    let read = match file.media_type {
        "image/png" => Image::from_png,
        "image/jpeg" => Image::from_jpeg,
        _ => return None,
    };
    // The standard lets no reader make points up between those there are.
    let image = read(file.content.clone().into(), false).ok()?;
    let (width, height) = image.size();
    let points = u64::from(width) * u64::from(height);
    (1..=MOST_POINTS).contains(&points).then_some(image)
}
