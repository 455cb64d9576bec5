//! Tables: how wide each column is, and a header that is repeated on the next page.

use super::{CELL, CELL_HEADER, GAP, LINE, QUIET, Setter};
use crate::flow::{Column, LEFT, RIGHT, Role, lines_in};
use crate::font::Style;

/// No column is narrower, in points.
const LEAST: f32 = 20.0;

/// More columns than this stand closer.
const MANY: usize = 5;
const TIGHT: f32 = 7.0;

impl Setter<'_> {
    pub(super) fn table(&mut self, header: &[String], rows: &[Vec<String>]) {
        let count = rows.iter().map(Vec::len).chain([header.len()]).max().unwrap_or(0);
        let edges = self.edges(count, header, rows);
        let table = self.flow.element(Role::Table, None);
        let head = self.flow.element(Role::THead, Some(table));
        let header = self.cells(header, &edges, CELL_HEADER, (head, Role::ColumnHeader));
        self.flow.space(4.0);
        self.flow.need(lines_in(&header) as f32 * CELL.leading + 3.0 * CELL.leading);
        self.row(&header, &[], QUIET);
        // A header that would fill the page is not repeated.
        let repeated = if lines_in(&header) > 8 { &[] } else { header.as_slice() };
        let body = self.flow.element(Role::TBody, Some(table));
        for cells in rows {
            let columns = self.cells(cells, &edges, CELL, (body, Role::Td));
            self.row(&columns, repeated, LINE);
        }
        self.flow.space(9.0);
    }

    fn cells(&mut self, texts: &[String], edges: &[(f32, f32)], style: Style, place: (usize, Role)) -> Vec<Column> {
        let row = self.flow.element(Role::Tr, Some(place.0));
        let texts = texts.iter().map(String::as_str).chain(std::iter::repeat(""));
        let mut columns = Vec::new();
        for (edge, text) in edges.iter().zip(texts) {
            let element = self.flow.element(place.1.clone(), Some(row));
            columns.push(self.column(text, style, *edge, Some(element)));
        }
        columns
    }

    pub(super) fn row(&mut self, columns: &[Column], header: &[Column], colour: [u8; 3]) {
        self.flow.space(3.5);
        self.flow.place(columns, true, header);
        self.flow.space(3.5);
        self.flow.hairline(colour);
    }

    /// Where each column begins and ends: each gets room for its longest word, short texts the room they need, long
    /// ones share the rest, and none gets more than half.
    fn edges(&self, count: usize, header: &[String], rows: &[Vec<String>]) -> Vec<(f32, f32)> {
        let gap = if count > MANY { TIGHT } else { GAP };
        let width = RIGHT - LEFT - gap * count.saturating_sub(1) as f32;
        let widest = |place: usize| {
            let cells = rows.iter().filter_map(|row| row.get(place)).map(|text| self.natural(text, CELL));
            let header = header.get(place).map(|text| self.natural(text, CELL_HEADER));
            cells.chain(header).fold(LEAST, f32::max).min((width / 2.0).max(LEAST))
        };
        let words = |place: usize| {
            let cells = rows.iter().filter_map(|row| row.get(place)).flat_map(|text| text.split_whitespace());
            let header = header.get(place).into_iter().flat_map(|text| text.split_whitespace());
            let header = header.map(|word| self.natural(word, CELL_HEADER));
            cells.map(|word| self.natural(word, CELL)).chain(header).fold(LEAST, f32::max).min(widest(place))
        };
        let weights = shared((0..count).map(widest).collect(), (0..count).map(words).collect(), width);
        let scale = width / weights.iter().sum::<f32>().max(1.0);
        let mut x = LEFT;
        let mut edges = Vec::new();
        for weight in weights {
            edges.push((x, x + weight * scale));
            x += weight * scale + gap;
        }
        edges
    }

    fn natural(&self, text: &str, style: Style) -> f32 {
        let start: String = text.chars().take(200).collect();
        self.fonts.width(&start, style) + 2.0
    }
}

/// The widths within the room, none below its least; where not even the least have room it is they that are cut.
fn shared(widths: Vec<f32>, least: Vec<f32>, room: f32) -> Vec<f32> {
    let left = room - least.iter().sum::<f32>();
    if left < 0.0 {
        return levelled(least, room);
    }
    let more = widths.iter().zip(&least).map(|(width, least)| width - least).collect();
    levelled(more, left).into_iter().zip(least).map(|(more, least)| least + more).collect()
}

/// The widths, with the widest cut to the same measure until they fit together.
fn levelled(mut widths: Vec<f32>, room: f32) -> Vec<f32> {
    let mut sorted = widths.clone();
    sorted.sort_by(f32::total_cmp);
    let mut left = room;
    for (place, width) in sorted.iter().enumerate() {
        let share = left / (sorted.len() - place) as f32;
        if *width > share {
            widths.iter_mut().for_each(|width| *width = width.min(share));
            break;
        }
        left -= width;
    }
    widths
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_has_room_for_its_longest_word_while_there_is_any() {
        assert_eq!(shared(vec![100.0, 300.0, 90.0], vec![40.0, 80.0, 90.0], 300.0), [85.0, 125.0, 90.0]);
        assert_eq!(shared(vec![100.0, 40.0], vec![50.0, 40.0], 300.0), [100.0, 40.0]);
        assert_eq!(shared(vec![200.0, 200.0], vec![200.0, 200.0], 300.0), [150.0, 150.0]);
        assert_eq!(shared(vec![400.0, 300.0, 40.0], vec![100.0, 180.0, 40.0], 300.0), [100.0, 160.0, 40.0]);
    }
}
