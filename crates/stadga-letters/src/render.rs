//! Pages to PDF/A-2a and PDF/UA-1: text with its tags, metadata without persons, an outline.

use crate::flow::{Element, Hairline, Page, Piece, Role};
use crate::font::Fonts;
use crate::layout::Layout;
use crate::{Attachment, Letter, LetterError};
use krilla::color::rgb;
use krilla::configure::{Accessibility, Archival, ConfigurationBuilder};
use krilla::destination::XyzDestination;
use krilla::embed::{AssociationKind, EmbeddedFile, MimeType};
use krilla::error::KrillaError;
use krilla::geom::{PathBuilder, Point, Rect, Size, Transform};
use krilla::image::Image;
use krilla::metadata::{DateTime, Metadata};
use krilla::outline::{Outline, OutlineNode};
use krilla::page::PageSettings;
use krilla::paint::Fill;
use krilla::surface::Surface;
use krilla::tagging::{
    Artifact, ArtifactType, ContentTag, Identifier, ListNumbering, Node, SpanTag, TableHeaderScope, Tag, TagGroup,
    TagKind, TagTree,
};
use krilla::{Document, SerializeSettings};
use std::num::NonZeroU16;

/// Writes the pages.
pub(crate) fn render(letter: &Letter, layout: &Layout, fonts: &Fonts) -> Result<Vec<u8>, LetterError> {
    written(letter, layout, (fonts, &[]), document(Archival::A2_A)?)
}

/// Writes the pages with pictures, and with files attached, which PDF/A-3 allows and PDF/A-2 does not.
pub(crate) fn render_with(
    letter: &Letter,
    layout: &Layout,
    fonts: &Fonts,
    (images, attachments): (&[Image], Vec<Attachment>),
) -> Result<Vec<u8>, LetterError> {
    let mut document = document(Archival::A3_A)?;
    for attachment in attachments {
        let twice = || LetterError::Invalid("AttachedTwice".to_owned());
        document.embed_file(embedded(letter, attachment)).ok_or_else(twice)?;
    }
    written(letter, layout, (fonts, images), document)
}

fn embedded(letter: &Letter, attachment: Attachment) -> EmbeddedFile {
    EmbeddedFile {
        path: attachment.name,
        mime_type: MimeType::new(attachment.media_type),
        description: Some(attachment.description),
        association_kind: AssociationKind::Supplement,
        data: attachment.content.into(),
        modification_date: Some(day(letter)),
        // What came in is mostly compressed already.
        compress: None,
        location: None,
    }
}

fn written(
    letter: &Letter,
    layout: &Layout,
    with: (&Fonts, &[Image]),
    mut document: Document,
) -> Result<Vec<u8>, LetterError> {
    let mut drawn: Vec<Vec<Identifier>> = vec![Vec::new(); layout.flow.elements.len()];
    for page in &layout.flow.pages {
        draw(&mut document, page, with, &mut drawn)?;
    }
    document.set_metadata(metadata(letter));
    document.set_outline(outline(layout));
    document.set_tag_tree(tags(&layout.flow.elements, &drawn));
    document.finish().map_err(|error| invalid(&error))
}

fn document(archival: Archival) -> Result<Document, LetterError> {
    let configuration = ConfigurationBuilder::new()
        .with_archival_validator(archival)
        .with_accessibility_validator(Accessibility::UA1)
        .finish()
        .map_err(|error| LetterError::Invalid(format!("{error:?}")))?;
    Ok(Document::new_with(SerializeSettings { configuration, ..SerializeSettings::default() }))
}

/// What was wrong, without the texts of the letter: an error may end in a log.
fn invalid(error: &KrillaError) -> LetterError {
    match error {
        KrillaError::Font(..) => LetterError::Font,
        KrillaError::Validation(errors) => {
            let names: Vec<String> = errors
                .iter()
                .map(|(error, _)| format!("{error:?}").chars().take_while(char::is_ascii_alphanumeric).collect())
                .collect();
            LetterError::Invalid(names.join(", "))
        }
        other => LetterError::Invalid(other.to_string()),
    }
}

fn draw(
    document: &mut Document,
    page: &Page,
    (fonts, images): (&Fonts, &[Image]),
    drawn: &mut [Vec<Identifier>],
) -> Result<(), LetterError> {
    let (width, height) = crate::flow::PAGE;
    let settings = PageSettings::from_wh(width, height);
    let mut sheet = document.start_page_with(settings.ok_or_else(|| LetterError::Invalid("PageSettings".to_owned()))?);
    let mut surface = sheet.surface();
    for piece in &page.pieces {
        let tag = match piece.element {
            Some(_) => ContentTag::Span(SpanTag::empty()),
            None => ContentTag::Artifact(Artifact::with_kind(ArtifactType::PaginationOther)),
        };
        let identifier = surface.start_tagged(tag);
        write(&mut surface, piece, fonts);
        surface.end_tagged();
        if let Some(identifiers) = piece.element.and_then(|element| drawn.get_mut(element)) {
            identifiers.push(identifier);
        }
    }
    for picture in &page.pictures {
        let (Some(image), Some(size)) = (images.get(picture.which), Size::from_wh(picture.size.0, picture.size.1))
        else {
            continue;
        };
        let identifier = surface.start_tagged(ContentTag::Other);
        surface.push_transform(&Transform::from_translate(picture.at.0, picture.at.1));
        surface.draw_image(image.clone(), size);
        surface.pop();
        surface.end_tagged();
        drawn[picture.element].push(identifier);
    }
    for hairline in &page.hairlines {
        surface.start_tagged(ContentTag::Artifact(Artifact::with_kind(ArtifactType::Layout)));
        rule(&mut surface, hairline);
        surface.end_tagged();
    }
    surface.finish();
    sheet.finish();
    Ok(())
}

fn write(surface: &mut Surface<'_>, piece: &Piece, fonts: &Fonts) {
    if piece.text.is_empty() {
        return;
    }
    let shaper = fonts.shaper(piece.style.weight);
    surface.set_fill(Some(fill(piece.style.colour)));
    let at = Point::from_xy(piece.x, piece.baseline);
    surface.draw_glyphs(at, &shaper.shape(&piece.text), shaper.font.clone(), &piece.text, piece.style.size, false);
}

fn rule(surface: &mut Surface<'_>, hairline: &Hairline) {
    let mut path = PathBuilder::new();
    if let Some(rect) = Rect::from_ltrb(hairline.x.0, hairline.y - 0.3, hairline.x.1, hairline.y + 0.3) {
        path.push_rect(rect);
    }
    if let Some(path) = path.finish() {
        surface.set_fill(Some(fill(hairline.colour)));
        surface.draw_path(&path);
    }
}

fn fill([red, green, blue]: [u8; 3]) -> Fill {
    Fill { paint: rgb::Color::new(red, green, blue).into(), ..Fill::default() }
}

/// Title and author for lists of files and windows, where no person may be seen.
fn metadata(letter: &Letter) -> Metadata {
    let title = match letter.recipient.name.trim() {
        "" => letter.subject.clone(),
        name => letter.subject.replace(name, ""),
    };
    let title = title.split_whitespace().collect::<Vec<_>>().join(" ");
    Metadata::new()
        .title(if title.is_empty() { "Brev".to_owned() } else { title })
        .authors(vec![letter.sender.municipality.clone()])
        .creator("Stadga".to_owned())
        .language("sv-SE".to_owned())
        .creation_date(day(letter))
}

fn day(letter: &Letter) -> DateTime {
    DateTime::new(letter.date.year().unsigned_abs())
        .month(letter.date.month().unsigned_abs())
        .day(letter.date.day().unsigned_abs())
}

fn outline(layout: &Layout) -> Outline {
    let mut outline = Outline::new();
    for (text, page, y) in &layout.outline {
        outline.push_child(OutlineNode::new(text.clone(), XyzDestination::new(*page, Point::from_xy(0.0, *y))));
    }
    outline
}

fn tags(elements: &[Element], drawn: &[Vec<Identifier>]) -> TagTree {
    let mut children: Vec<Vec<usize>> = vec![Vec::new(); elements.len()];
    for (index, element) in elements.iter().enumerate() {
        if let Some(siblings) = element.parent.and_then(|parent| children.get_mut(parent)) {
            siblings.push(index);
        }
    }
    let mut tree = TagTree::new().with_lang(Some("sv-SE".to_owned()));
    for (index, _) in elements.iter().enumerate().filter(|(_, element)| element.parent.is_none()) {
        tree.push(group(index, elements, &children, drawn));
    }
    tree
}

fn group(index: usize, elements: &[Element], children: &[Vec<usize>], drawn: &[Vec<Identifier>]) -> TagGroup {
    let leaves = drawn[index].iter().map(|identifier| Node::from(*identifier));
    let inner = children[index].iter().map(|child| Node::from(group(*child, elements, children, drawn)));
    TagGroup::with_children(kind(&elements[index].role), leaves.chain(inner).collect())
}

fn kind(role: &Role) -> TagKind {
    match role {
        Role::Section => Tag::Section.into(),
        Role::P => Tag::P.into(),
        Role::Heading(level, text) => {
            Tag::Hn(NonZeroU16::new(*level).unwrap_or(NonZeroU16::MIN), Some(text.clone())).into()
        }
        Role::L => Tag::L(ListNumbering::Disc).into(),
        Role::Li => Tag::LI.into(),
        Role::Lbl => Tag::Lbl.into(),
        Role::LBody => Tag::LBody.into(),
        Role::Table => Tag::Table.into(),
        Role::THead => Tag::THead.into(),
        Role::TBody => Tag::TBody.into(),
        Role::Tr => Tag::TR.into(),
        Role::ColumnHeader => Tag::TH(TableHeaderScope::Column).into(),
        Role::RowHeader => Tag::TH(TableHeaderScope::Row).into(),
        Role::Td => Tag::TD.into(),
        Role::Figure(alternative) => Tag::Figure(Some(alternative.clone())).into(),
    }
}

#[cfg(test)]
mod tests {
    use super::{Archival, document, invalid};

    #[test]
    fn a_file_that_breaks_the_standards_is_an_error_and_not_a_file() {
        let error = document(Archival::A2_A).unwrap().finish().unwrap_err();
        insta::assert_snapshot!(invalid(&error), @"Brevet kunde inte skapas som ett tillgängligt arkivdokument: MissingDocumentOutline, MissingTagging, NoDocumentTitle, NoDocumentLanguage");
    }
}
