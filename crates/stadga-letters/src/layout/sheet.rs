//! A document to nobody: a head without a window, and feet that say which copy it is.

use super::{BODY, FOOT, HEAD, LINE, Layout, NAME, Setter, TITLE, foot};
use crate::Letter;
use crate::flow::{Flow, LEFT, RIGHT, Role};
use crate::font::{Fonts, Style};
use stadga_core::calendar::text::with_weekday;

/// Lays the document out; `copy` and `clock` stand in the head and at the foot of every page.
pub(crate) fn layout_sheet(letter: &Letter, (copy, clock): (&str, &str), fonts: &Fonts) -> Layout {
    let mut setter = Setter { flow: Flow::new(), fonts, outline: Vec::new() };
    let sender = &letter.sender;
    let head = |text: &str| (HEAD, text.to_owned());
    let day = with_weekday(letter.date);
    let section = setter.flow.element(Role::Section, None);
    let from = vec![(NAME, sender.municipality.clone()), head(&sender.board), head(&sender.unit)];
    let about = vec![(Style { leading: NAME.leading, ..HEAD }, copy.to_owned()), head(&day), head(clock)];
    setter.beside(section, &from, &about);
    setter.flow.y += 24.0;
    setter.heading(1, &letter.subject, TITLE, 2.0 * BODY.leading);
    for (place, block) in letter.blocks.iter().enumerate() {
        setter.block(block, letter.blocks.get(place + 1));
    }
    let said = format!("{} · {} · {copy} · {day} {clock}", sender.municipality, sender.unit);
    setter.sheet_feet(&said);
    Layout { flow: setter.flow, outline: setter.outline }
}

impl Setter<'_> {
    fn sheet_feet(&mut self, said: &str) {
        let count = self.flow.pages.len();
        let said = self.fonts.wrap(said, FOOT, 340.0);
        for (place, page) in self.flow.pages.iter_mut().enumerate() {
            page.hairlines.push(crate::flow::Hairline { x: (LEFT, RIGHT), y: 782.0, colour: LINE });
            for (row, line) in said.iter().take(2).enumerate() {
                foot(page, LEFT, row, line);
            }
            let number = format!("Sida {} av {count}", place + 1);
            foot(page, RIGHT - self.fonts.width(&number, FOOT), 0, &number);
        }
    }
}
