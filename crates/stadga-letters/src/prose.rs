//! Text as people type and paste it, turned into paragraphs and lists.

use crate::Block;

const BULLETS: [&str; 6] = ["- ", "– ", "* ", "• ", "•\t", "·\t"];

/// The text as blocks: an empty line parts paragraphs, and lines that begin with a bullet become a list.
pub fn prose(text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for line in text.lines().map(str::trim) {
        let bullet = BULLETS.iter().find_map(|bullet| line.strip_prefix(bullet));
        match (&mut open, bullet) {
            (Some(Block::List(items)), Some(item)) => items.push(item.trim().to_owned()),
            (Some(Block::Paragraph(paragraph)), None) if !line.is_empty() => {
                paragraph.push('\n');
                paragraph.push_str(line);
            }
            (_, bullet) => {
                blocks.extend(open.take());
                open = match bullet {
                    Some(item) => Some(Block::List(vec![item.trim().to_owned()])),
                    None if line.is_empty() => None,
                    None => Some(Block::Paragraph(line.to_owned())),
                };
            }
        }
    }
    blocks.extend(open);
    blocks
}

#[cfg(test)]
mod tests {
    use super::prose;

    #[test]
    fn pasted_text_keeps_its_paragraphs_lines_and_lists() {
        let text = "Första raden\nandra raden\n\n\nNytt stycke:\n- ett\n•\ttvå\nEfter listan\n";
        insta::assert_debug_snapshot!(prose(text), @r#"
        [
            Paragraph(
                "Första raden\nandra raden",
            ),
            Paragraph(
                "Nytt stycke:",
            ),
            List(
                [
                    "ett",
                    "två",
                ],
            ),
            Paragraph(
                "Efter listan",
            ),
        ]
        "#);
        assert_eq!(prose(" \n\n"), []);
    }
}
