//! A letter's content as pages: the letterhead, the blocks and the foot of each page.

mod sheet;
mod table;

pub(crate) use sheet::layout_sheet;

use crate::flow::{Column, Flow, LEFT, Page, Piece, RIGHT, Role, lines_in};
use crate::font::{Fonts, Style, Weight};
use crate::{Block, Letter};
use stadga_core::calendar::text::long_date;
use stadga_core::fact::arende::Kanal;

const INK: [u8; 3] = [24, 32, 36];
const QUIET: [u8; 3] = [84, 98, 104];
const ACCENT: [u8; 3] = [11, 59, 72];
const LINE: [u8; 3] = [200, 212, 216];

/// Lines of text that a signature takes, with the space above it.
const SIGNATURE: usize = 4;

const BODY: Style = Style { weight: Weight::Regular, size: 11.5, leading: 17.0, colour: INK };
const TITLE: Style = Style { weight: Weight::SemiBold, size: 21.0, leading: 27.0, colour: ACCENT };
const HEADING: Style = Style { weight: Weight::SemiBold, size: 14.0, leading: 20.0, colour: ACCENT };
const STRONG: Style = Style { weight: Weight::SemiBold, ..BODY };
const LABEL: Style = Style { size: 10.5, leading: 15.0, colour: QUIET, ..BODY };
const CELL: Style = Style { size: 10.5, leading: 15.5, ..BODY };
const CELL_HEADER: Style = Style { weight: Weight::SemiBold, colour: ACCENT, ..CELL };
const HEAD: Style = Style { size: 11.0, leading: 15.5, ..BODY };
const HEAD_QUIET: Style = Style { size: 9.5, colour: QUIET, ..HEAD };
const NAME: Style = Style { weight: Weight::SemiBold, size: 14.0, leading: 19.0, colour: ACCENT };
const FOOT: Style = Style { weight: Weight::Regular, size: 9.0, leading: 12.0, colour: QUIET };

/// Where the recipient stands: in the window of a C5 envelope with the window to the right.
const WINDOW: (f32, f32) = (312.0, 136.0);
const FACT_NAMES: f32 = 136.0;
const GAP: f32 = 14.0;

/// Pages ready to draw.
pub(crate) struct Layout {
    pub flow: Flow,
    /// Headings with the page and height they stand at.
    pub outline: Vec<(String, usize, f32)>,
}

/// Lays the letter out.
pub(crate) fn layout(letter: &Letter, fonts: &Fonts) -> Layout {
    layout_with(std::slice::from_ref(letter), &Enclosures::default(), fonts)
}

/// What goes along with documents: pictures to be drawn, by what they are and how large, and what the others are.
#[derive(Default)]
pub(crate) struct Enclosures {
    pub pictures: Vec<(String, (f32, f32))>,
    pub others: Vec<String>,
}

/// Lays several documents out one after another, each from the top of a page, with running page numbers, and then
/// what goes along.
pub(crate) fn layout_with(letters: &[Letter], enclosures: &Enclosures, fonts: &Fonts) -> Layout {
    let mut setter = Setter { flow: Flow::new(), fonts, outline: Vec::new() };
    for (place, letter) in letters.iter().enumerate() {
        if place > 0 {
            setter.flow.turn();
        }
        setter.letterhead(letter);
        setter.heading(1, &letter.subject, TITLE, 2.0 * BODY.leading);
        for (place, block) in letter.blocks.iter().enumerate() {
            setter.block(block, letter.blocks.get(place + 1));
        }
    }
    setter.enclosures(enclosures);
    if let Some(first) = letters.first() {
        setter.feet(first);
    }
    Layout { flow: setter.flow, outline: setter.outline }
}

struct Setter<'a> {
    flow: Flow,
    fonts: &'a Fonts,
    outline: Vec<(String, usize, f32)>,
}

impl Setter<'_> {
    fn enclosures(&mut self, enclosures: &Enclosures) {
        for (which, (title, size)) in enclosures.pictures.iter().enumerate() {
            self.flow.turn();
            self.heading(1, title, TITLE, 2.0 * BODY.leading);
            self.flow.picture(which, *size, format!("{title}, skannat som bild"));
        }
        if enclosures.others.is_empty() {
            return;
        }
        self.flow.turn();
        self.heading(1, "Bifogade filer", TITLE, 2.0 * BODY.leading);
        let told = "De här filerna ligger i dokumentet så som de kom in och går inte att visa som sidor. Öppna dem i \
                    läsarens lista över bilagor.";
        self.paragraph(told, Some(&Block::List(Vec::new())));
        self.list(&enclosures.others, false);
    }

    fn letterhead(&mut self, letter: &Letter) {
        let sender = &letter.sender;
        let head = |text: &str| (HEAD, text.to_owned());
        let quiet = |text: &str| (HEAD_QUIET, text.to_owned());
        let section = self.flow.element(Role::Section, None);
        let from = vec![(NAME, sender.municipality.clone()), head(&sender.board), head(&sender.unit)];
        let about = vec![(Style { leading: NAME.leading, ..HEAD }, long_date(letter.date)), head(&about_case(letter))];
        self.beside(section, &from, &about);
        self.flow.y = self.flow.y.max(WINDOW.1);
        let mut contact = Vec::new();
        if let Some(officer) = &sender.officer {
            contact.extend([quiet("Handläggare"), head(officer)]);
        }
        contact.extend([quiet("Telefon"), head(&sender.phone)]);
        let recipient = &letter.recipient;
        let mut to: Vec<(Style, String)> = delivery(recipient.channel).map(quiet).into_iter().collect();
        to.push(head(&recipient.name));
        to.extend(recipient.address_lines.iter().map(|line| head(line)));
        self.beside(section, &contact, &to);
        self.flow.y = (self.flow.y + 30.0).max(226.0);
    }

    /// Two stacks of lines beside each other, the second one where the window is.
    fn beside(&mut self, section: usize, left: &[(Style, String)], right: &[(Style, String)]) {
        let elements = [self.flow.element(Role::P, Some(section)), self.flow.element(Role::P, Some(section))];
        let filled = |(_, text): &&(Style, String)| !text.trim().is_empty();
        let [left, right] = [left, right].map(|stack| stack.iter().filter(filled).collect::<Vec<_>>());
        for row in 0..left.len().max(right.len()) {
            let sides = [(left.get(row), LEFT, WINDOW.0 - GAP), (right.get(row), WINDOW.0, RIGHT)];
            let columns: Vec<Column> = sides
                .into_iter()
                .zip(elements)
                .filter_map(|((line, x, end), element)| {
                    let (style, text) = line?;
                    let mut column = self.column(text, *style, (x, end), Some(element));
                    // The next line of the stack is another row; a reader must not run them together.
                    column.lines.last_mut()?.push(' ');
                    Some(column)
                })
                .collect();
            self.flow.place(&columns, true, &[]);
        }
    }

    fn block(&mut self, block: &Block, next: Option<&Block>) {
        match block {
            Block::Heading(text) => {
                self.flow.space(16.0);
                // Three lines are the most that cannot be split; the part of a line is the space under the heading.
                let company =
                    if matches!(next, Some(Block::Signature { .. } | Block::Table { .. })) { 5.0 } else { 3.2 };
                self.heading(2, text, HEADING, company * BODY.leading);
            }
            Block::Paragraph(text) => self.paragraph(text, next),
            Block::List(items) => self.list(items, matches!(next, Some(Block::Signature { .. }))),
            Block::Table { header, rows } => self.table(header, rows),
            Block::Facts(facts) => self.facts(facts),
            Block::Signature { name, title, note } => self.signature(name.as_deref(), title, note.as_deref()),
        }
    }

    /// A heading, on the page where `company` more fits under it.
    fn heading(&mut self, level: u16, text: &str, style: Style, company: f32) {
        if text.trim().is_empty() {
            return;
        }
        let element = self.flow.element(Role::Heading(level, text.to_owned()), None);
        let column = self.column(text, style, (LEFT, RIGHT), Some(element));
        self.flow.need(column.lines.len() as f32 * style.leading + company);
        self.outline.push((text.to_owned(), self.flow.pages.len() - 1, self.flow.y));
        self.flow.place(&[column], true, &[]);
        self.flow.space(if level == 1 { 8.0 } else { 3.0 });
    }

    /// A paragraph; one that leads to a list stays with its first lines, and a signature with what it signs.
    fn paragraph(&mut self, text: &str, next: Option<&Block>) {
        let (leads, signed) = (matches!(next, Some(Block::List(_))), matches!(next, Some(Block::Signature { .. })));
        if text.trim().is_empty() {
            return;
        }
        let element = self.flow.element(Role::P, None);
        let column = self.column(text, BODY, (LEFT, RIGHT), Some(element));
        let company = if signed { SIGNATURE } else { 2 };
        if (leads || signed) && column.lines.len() < 4 {
            self.flow.need((column.lines.len() + company) as f32 * BODY.leading);
        }
        self.flow.place(&[column], false, &[]);
        self.flow.space(if leads { 4.0 } else { 9.0 });
    }

    /// A list; where it is signed, its last item stands with the signature.
    fn list(&mut self, items: &[String], signed: bool) {
        let list = self.flow.element(Role::L, None);
        let mut items = items.iter().filter(|item| !item.trim().is_empty()).peekable();
        while let Some(item) = items.next() {
            let row = self.flow.element(Role::Li, Some(list));
            let label = self.flow.element(Role::Lbl, Some(row));
            let body = self.flow.element(Role::LBody, Some(row));
            let columns = [
                self.column("•", BODY, (LEFT + 5.0, LEFT + 18.0), Some(label)),
                self.column(item, BODY, (LEFT + 18.0, RIGHT), Some(body)),
            ];
            if signed && items.peek().is_none() {
                self.flow.need((lines_in(&columns) + SIGNATURE) as f32 * BODY.leading);
            }
            self.flow.place(&columns, false, &[]);
            self.flow.space(3.0);
        }
        self.flow.space(6.0);
    }

    fn facts(&mut self, facts: &[(String, String)]) {
        let table = self.flow.element(Role::Table, None);
        let body = self.flow.element(Role::TBody, Some(table));
        self.flow.space(4.0);
        for (name, value) in facts {
            let row = self.flow.element(Role::Tr, Some(body));
            let header = self.flow.element(Role::RowHeader, Some(row));
            let cell = self.flow.element(Role::Td, Some(row));
            let columns = [
                self.column(name, LABEL, (LEFT, LEFT + FACT_NAMES - GAP), Some(header)),
                self.column(value, BODY, (LEFT + FACT_NAMES, RIGHT), Some(cell)),
            ];
            self.row(&columns, &[], LINE);
        }
        self.flow.space(9.0);
    }

    fn signature(&mut self, name: Option<&str>, title: &str, note: Option<&str>) {
        let lines = [(STRONG, name), (BODY, Some(title)), (LABEL, note)];
        let element = self.flow.element(Role::P, None);
        let columns: Vec<Column> = lines
            .into_iter()
            .filter_map(|(style, text)| Some(self.column(text?, style, (LEFT, RIGHT), Some(element))))
            .collect();
        self.flow.space(2.0);
        self.flow.need(columns.iter().map(|column| column.lines.len() as f32 * column.style.leading).sum());
        for mut column in columns {
            column.lines.iter_mut().filter(|line| !line.ends_with(' ')).for_each(|line| line.push(' '));
            self.flow.place(&[column], true, &[]);
        }
        self.flow.space(9.0);
    }

    fn column(&self, text: &str, style: Style, (x, end): (f32, f32), element: Option<usize>) -> Column {
        Column { x, style, lines: self.fonts.wrap(text, style, end - x), element }
    }

    /// The foot of every page: who sends the letter, the case and the page.
    fn feet(&mut self, letter: &Letter) {
        let sender = &letter.sender;
        let from: Vec<&str> = [sender.municipality.as_str(), &sender.board]
            .into_iter()
            .chain(sender.address_lines.iter().map(String::as_str))
            .collect();
        let count = self.flow.pages.len();
        let from = self.fonts.wrap(&from.join(" · "), FOOT, 270.0);
        for (place, page) in self.flow.pages.iter_mut().enumerate() {
            page.hairlines.push(crate::flow::Hairline { x: (LEFT, RIGHT), y: 782.0, colour: LINE });
            for (row, line) in from.iter().take(3).enumerate() {
                foot(page, LEFT, row, line);
            }
            let number = format!("Sida {} av {count}", place + 1);
            for (row, text) in [number, about_case(letter)].iter().enumerate() {
                for line in self.fonts.wrap(text, FOOT, 170.0).iter().take(1) {
                    foot(page, RIGHT - self.fonts.width(line, FOOT), row, line);
                }
            }
        }
    }
}

/// The case, when it is about one: what is put up on a notice board is not.
fn about_case(letter: &Letter) -> String {
    match letter.case_number.as_str() {
        "" => String::new(),
        number => format!("Ärende {number}"),
    }
}

fn foot(page: &mut Page, x: f32, row: usize, text: &str) {
    let baseline = 798.0 + FOOT.leading * row as f32;
    page.pieces.push(Piece { x, baseline, style: FOOT, text: text.to_owned(), element: None });
}

/// What stands above the name, so that a printed letter goes the right way.
fn delivery(channel: Kanal) -> Option<&'static str> {
    match channel {
        Kanal::Brev => None,
        Kanal::Besok | Kanal::OppenVerksamhet => Some("Lämnas vid besök"),
        Kanal::Etjanst => Some("Skickas i e-tjänsten"),
        Kanal::SakerMeddelande => Some("Skickas som säkert meddelande"),
        Kanal::Telefon | Kanal::Muntligt => Some("Berättas muntligt"),
    }
}

#[cfg(test)]
mod tests {
    use super::layout;
    use crate::flow::{BOTTOM, LEFT, PAGE, RIGHT, TOP};
    use crate::font::Fonts;
    use crate::{Block, Letter, Recipient, Sender};
    use jiff::civil::date;
    use stadga_core::fact::arende::Kanal;

    fn letter(blocks: Vec<Block>) -> Letter {
        Letter {
            sender: Sender {
                municipality: "Ekvalla kommun".into(),
                board: "Socialnämnden".into(),
                unit: "Vuxenenheten".into(),
                officer: None,
                address_lines: Vec::new(),
                phone: "010-123 45 67".into(),
            },
            recipient: Recipient { name: "Renée Öberg".into(), address_lines: Vec::new(), channel: Kanal::Besok },
            date: date(2026, 11, 23),
            case_number: "SN 2026-0123".into(),
            subject: "Ett långt brev".into(),
            blocks,
        }
    }

    /// How many lines of the content each page has, when every line stands where it should.
    fn lines_per_page(blocks: Vec<Block>) -> Vec<usize> {
        let fonts = Fonts::load().unwrap();
        let layout = layout(&letter(blocks), &fonts);
        let pages = layout.flow.pages.iter().map(|page| {
            let content = page.pieces.iter().filter(|piece| piece.element.is_some());
            for piece in content.clone() {
                let end = piece.x + fonts.width(piece.text.trim_end(), piece.style);
                assert!(piece.x >= LEFT && end <= RIGHT + 0.5, "{piece:?}");
                assert!(piece.baseline > TOP && piece.baseline < BOTTOM, "{piece:?}");
            }
            let foot: Vec<_> = page.pieces.iter().filter(|piece| piece.element.is_none()).collect();
            assert!(foot.iter().any(|piece| piece.text.starts_with("Sida ")) && foot.len() == 3);
            assert!(foot.iter().all(|piece| piece.baseline < PAGE.1));
            content.filter(|piece| piece.style.size == super::BODY.size).count()
        });
        pages.collect()
    }

    #[test]
    fn twenty_thousand_characters_fill_page_after_page_inside_the_margins() {
        let text = "Du har rätt att få hjälp om du inte själv kan tillgodose dina behov. ".repeat(290);
        assert_eq!(lines_per_page(vec![Block::Paragraph(text.clone())]), [29, 41, 41, 41, 41, 40]);
        assert_eq!(
            lines_per_page(vec![Block::Facts(vec![("Skäl".into(), text)])]),
            [29, 41, 41, 41, 41, 41, 41, 41, 23]
        );
    }

    #[test]
    fn a_heading_stands_with_what_it_heads_and_a_signature_in_one_piece() {
        for filling in 20..40 {
            let lines = vec!["rad"; filling].join("\n");
            let signature = Block::Signature { name: Some("A".into()), title: "B".into(), note: None };
            let blocks = vec![Block::Paragraph(lines), Block::Heading("Sist".into()), signature];
            let last = *lines_per_page(blocks).last().unwrap();
            assert!(last == 2 || last >= 4, "{filling}: {last}");
        }
    }

    #[test]
    fn a_signature_stands_with_the_end_of_what_it_signs() {
        for filling in 30..60 {
            let lines = (0..filling).map(|line| format!("Rad {line}\n")).collect::<String>();
            let signature = || Block::Signature { name: Some("A".into()), title: "B".into(), note: None };
            let items = vec!["Ett".into(), "Två".into()];
            let listed = vec![Block::Paragraph(lines.clone()), Block::List(items), signature()];
            let told = vec![Block::Paragraph(lines), Block::Paragraph("Därför.".into()), signature()];
            for blocks in [listed, told] {
                assert!(*lines_per_page(blocks).last().unwrap() >= 3, "{filling}");
            }
        }
    }
}
