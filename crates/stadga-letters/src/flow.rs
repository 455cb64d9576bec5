//! Lines onto pages: what fits, what is kept together, where a page ends.

use crate::font::Style;

/// A4, in points.
pub(crate) const PAGE: (f32, f32) = (595.28, 841.89);
/// Where text begins and ends on a line: margins of 25 mm.
pub(crate) const LEFT: f32 = 70.87;
pub(crate) const RIGHT: f32 = PAGE.0 - 70.87;
/// Where content begins and ends on a page.
pub(crate) const TOP: f32 = 57.0;
pub(crate) const BOTTOM: f32 = 768.0;

/// What a piece of content is to a screen reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    Section,
    P,
    /// Level and text.
    Heading(u16, String),
    L,
    Li,
    Lbl,
    LBody,
    Table,
    THead,
    TBody,
    Tr,
    /// The header of a column.
    ColumnHeader,
    /// The header of a row.
    RowHeader,
    Td,
    /// What is said of a picture to those who do not see it.
    Figure(String),
}

/// A node of the document's logical structure, in reading order.
#[derive(Debug)]
pub(crate) struct Element {
    pub role: Role,
    pub parent: Option<usize>,
}

/// A line of text in its place. What belongs to no element is decoration to a screen reader.
#[derive(Debug)]
pub(crate) struct Piece {
    pub x: f32,
    pub baseline: f32,
    pub style: Style,
    pub text: String,
    pub element: Option<usize>,
}

/// A thin line across.
#[derive(Debug)]
pub(crate) struct Hairline {
    pub x: (f32, f32),
    pub y: f32,
    pub colour: [u8; 3],
}

/// A picture in its place: which, its left upper corner, its width and height.
#[derive(Debug)]
pub(crate) struct Picture {
    pub which: usize,
    pub at: (f32, f32),
    pub size: (f32, f32),
    pub element: usize,
}

#[derive(Debug, Default)]
pub(crate) struct Page {
    pub pieces: Vec<Piece>,
    pub hairlines: Vec<Hairline>,
    pub pictures: Vec<Picture>,
}

/// Lines beside other lines: a paragraph is one column, a list item two, a table row several.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub x: f32,
    pub style: Style,
    pub lines: Vec<String>,
    pub element: Option<usize>,
}

/// Pages being filled.
pub(crate) struct Flow {
    pub pages: Vec<Page>,
    pub elements: Vec<Element>,
    /// Where the next line begins.
    pub y: f32,
    fresh: bool,
}

impl Flow {
    pub fn new() -> Self {
        Self { pages: vec![Page::default()], elements: Vec::new(), y: TOP, fresh: true }
    }

    pub fn element(&mut self, role: Role, parent: Option<usize>) -> usize {
        self.elements.push(Element { role, parent });
        self.elements.len() - 1
    }

    /// Leaves room above what comes next, except at the top of a page.
    pub fn space(&mut self, height: f32) {
        if !self.fresh {
            self.y += height;
        }
    }

    /// Begins a new page unless the height fits on this one.
    pub fn need(&mut self, height: f32) {
        if !self.fresh && self.y + height > BOTTOM {
            self.new_page(&[]);
        }
    }

    pub fn hairline(&mut self, colour: [u8; 3]) {
        let hairline = Hairline { x: (LEFT, RIGHT), y: self.y, colour };
        self.page().hairlines.push(hairline);
    }

    /// Places a picture below what stands on the page, as large as there is room for and no larger than it is.
    pub fn picture(&mut self, which: usize, (width, height): (f32, f32), alternative: String) {
        let element = self.element(Role::Figure(alternative), None);
        let scale = ((RIGHT - LEFT) / width).min((BOTTOM - self.y) / height).min(1.0);
        let (at, size) = ((LEFT, self.y), (width * scale, height * scale));
        self.page().pictures.push(Picture { which, at, size, element });
        self.y += size.1;
        self.fresh = false;
    }

    /// Goes to the top of the next page.
    pub fn turn(&mut self) {
        self.new_page(&[]);
    }

    /// Places the lines, over several pages when they must. At least two lines stand on each side of a
    /// page break. With `keep` they are split only when higher than a page. `header` is repeated, as
    /// decoration, at the top of each page they go on to.
    pub fn place(&mut self, columns: &[Column], keep: bool, header: &[Column]) {
        let count = lines_in(columns);
        let leading = leading_of(columns);
        let in_page = ((BOTTOM - TOP) / leading) as usize;
        let mut done = 0;
        while done < count {
            let room = ((BOTTOM - self.y).max(0.0) / leading + 0.01) as usize;
            let mut take = fitting(count - done, room, keep.then_some(in_page));
            if take == 0 && !self.fresh {
                self.new_page(header);
                continue;
            }
            take = take.max(1);
            self.put(columns, done, take);
            done += take;
            if done < count {
                self.new_page(header);
            }
        }
    }

    fn put(&mut self, columns: &[Column], first: usize, take: usize) {
        let leading = leading_of(columns);
        let top = self.y;
        for column in columns {
            for (place, line) in column.lines.iter().skip(first).take(take).enumerate() {
                // The middle of the capitals, 0.73 of the size high, stands in the middle of the line.
                let baseline = top + leading * (place as f32 + 0.5) + column.style.size * 0.36;
                let (x, style, element) = (column.x, column.style, column.element);
                self.page().pieces.push(Piece { x, baseline, style, text: line.clone(), element });
            }
        }
        self.y = top + leading * take as f32;
        self.fresh = false;
    }

    fn new_page(&mut self, header: &[Column]) {
        self.pages.push(Page::default());
        self.y = TOP;
        if !header.is_empty() {
            let repeated: Vec<Column> =
                header.iter().map(|column| Column { element: None, ..column.clone() }).collect();
            self.put(&repeated, 0, lines_in(&repeated));
            self.y += 3.5;
            self.hairline(header.iter().map(|column| column.style.colour).next().unwrap_or_default());
            self.y += 3.5;
        }
        self.fresh = true;
    }

    fn page(&mut self) -> &mut Page {
        if self.pages.is_empty() {
            self.pages.push(Page::default());
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }
}

/// How many of the lines that are left go on this page. `whole` is how many a page holds, when they
/// should stand together.
fn fitting(left: usize, room: usize, whole: Option<usize>) -> usize {
    if left <= room {
        return left;
    }
    if whole.is_some_and(|in_page| left <= in_page) {
        return 0;
    }
    let take = if left - room == 1 { room.saturating_sub(1) } else { room };
    if take < 2 { 0 } else { take }
}

pub(crate) fn lines_in(columns: &[Column]) -> usize {
    columns.iter().map(|column| column.lines.len()).max().unwrap_or(0)
}

fn leading_of(columns: &[Column]) -> f32 {
    columns.iter().map(|column| column.style.leading).fold(1.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::fitting;

    #[test]
    fn no_line_stands_alone_beside_a_page_break() {
        assert_eq!(fitting(3, 5, None), 3, "all fit");
        assert_eq!(fitting(9, 5, None), 5, "as many as fit");
        assert_eq!(fitting(6, 5, None), 4, "two go on, not one");
        assert_eq!(fitting(6, 1, None), 0, "one line is not left behind");
        assert_eq!(fitting(3, 2, None), 0, "three lines stand together");
        assert_eq!(fitting(6, 5, Some(40)), 0, "kept together");
        assert_eq!(fitting(60, 5, Some(40)), 5, "too high to keep together");
    }
}
