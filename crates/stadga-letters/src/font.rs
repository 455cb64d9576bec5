//! The two faces of the letters: which characters they have, how wide text is, where lines break.

use crate::LetterError;
use krilla::text::{Font, GlyphId, KrillaGlyph};
use rustybuzz::{Direction, Face, ShapePlan, UnicodeBuffer, script};

const REGULAR: &[u8] = include_bytes!("../fonts/Inter-Regular.otf");
const SEMIBOLD: &[u8] = include_bytes!("../fonts/Inter-SemiBold.otf");

/// Marks where a word was broken; drawn as a hyphen and read as nothing.
const SOFT_HYPHEN: char = '\u{AD}';

/// No line holds more characters than this, so no more of a word is looked at.
const LONGEST_LINE: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Weight {
    Regular,
    SemiBold,
}

/// How text looks. Sizes are in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Style {
    pub weight: Weight,
    pub size: f32,
    /// From line to line.
    pub leading: f32,
    /// Red, green, blue.
    pub colour: [u8; 3],
}

pub(crate) struct Fonts {
    regular: Shaper,
    semibold: Shaper,
}

pub(crate) struct Shaper {
    face: Face<'static>,
    plan: ShapePlan,
    pub font: Font,
}

impl Fonts {
    pub fn load() -> Result<Self, LetterError> {
        Ok(Self { regular: Shaper::load(REGULAR)?, semibold: Shaper::load(SEMIBOLD)? })
    }

    pub fn shaper(&self, weight: Weight) -> &Shaper {
        match weight {
            Weight::Regular => &self.regular,
            Weight::SemiBold => &self.semibold,
        }
    }

    /// The width of a text, in points.
    pub fn width(&self, text: &str, style: Style) -> f32 {
        self.shaper(style.weight).shape(text).iter().map(|glyph| glyph.x_advance * style.size).sum()
    }

    /// The text as lines no wider than `width`. A line that goes on in the next ends with a space, or
    /// with a soft hyphen inside a word. Only a word wider than the whole line is broken anywhere.
    pub fn wrap(&self, text: &str, style: Style, width: f32) -> Vec<String> {
        let text = self.shaper(style.weight).clean(text);
        let space = self.width(" ", style);
        let mut lines: Vec<String> = Vec::new();
        for hard in text.split('\n') {
            let (mut line, mut filled) = (String::new(), 0.0);
            for (mut part, after_space) in parts(hard) {
                let gap = if after_space && !line.is_empty() { space } else { 0.0 };
                let mut wide = self.width(part, style);
                if !line.is_empty() && filled + gap + wide > width {
                    line.push_str(if after_space { " " } else { "" });
                    lines.push(std::mem::take(&mut line));
                    filled = 0.0;
                }
                while line.is_empty() && wide > width {
                    let Some((head, tail)) = self.split(part, style, width) else { break };
                    lines.push(format!("{head}{SOFT_HYPHEN}"));
                    (part, wide) = (tail, self.width(tail, style));
                }
                if !line.is_empty() && after_space {
                    line.push(' ');
                    filled += space;
                }
                line.push_str(part);
                filled += wide;
            }
            line.push(' ');
            lines.push(line);
        }
        if let Some(last) = lines.last_mut() {
            last.pop();
        }
        lines
    }

    /// A too wide word in two, with room for a hyphen after the first. None when it cannot be split.
    fn split<'a>(&self, word: &'a str, style: Style, width: f32) -> Option<(&'a str, &'a str)> {
        let start = word.char_indices().nth(LONGEST_LINE).map_or(word, |(end, _)| &word[..end]);
        let mut left = width - self.width("-", style);
        let mut cut = 0;
        for glyph in self.shaper(style.weight).shape(start) {
            left -= glyph.x_advance * style.size;
            if left < 0.0 && cut > 0 {
                break;
            }
            cut = glyph.text_range.end;
        }
        (cut > 0 && cut < word.len()).then(|| word.split_at(cut))
    }
}

impl Shaper {
    fn load(data: &'static [u8]) -> Result<Self, LetterError> {
        let face = Face::from_slice(data, 0).ok_or(LetterError::Font)?;
        let plan = ShapePlan::new(&face, Direction::LeftToRight, Some(script::LATIN), None, &[]);
        let font = Font::new(data.into(), 0).ok_or(LetterError::Font)?;
        Ok(Self { face, plan, font })
    }

    /// The glyphs of a line, in units of the font size, each with the bytes of the text it shows.
    pub fn shape(&self, text: &str) -> Vec<KrillaGlyph> {
        let shown = text.strip_suffix(SOFT_HYPHEN).map(|word| format!("{word}-"));
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(shown.as_deref().unwrap_or(text));
        buffer.set_direction(Direction::LeftToRight);
        buffer.set_script(script::LATIN);
        let output = rustybuzz::shape_with_plan(&self.face, &self.plan, buffer);
        let em = self.font.units_per_em();
        let starts: Vec<usize> = output.glyph_infos().iter().map(|info| info.cluster as usize).collect();
        let glyphs = output.glyph_infos().iter().zip(output.glyph_positions()).enumerate();
        glyphs
            .map(|(place, (info, position))| {
                let start = info.cluster as usize;
                let end = starts.iter().skip(place).copied().find(|next| *next > start).unwrap_or(text.len());
                KrillaGlyph::new(
                    GlyphId::new(info.glyph_id),
                    position.x_advance as f32 / em,
                    position.x_offset as f32 / em,
                    position.y_offset as f32 / em,
                    position.y_advance as f32 / em,
                    start..end,
                    None,
                )
            })
            .collect()
    }

    /// The text with only characters the font can show, and `§` kept by its number.
    fn clean(&self, text: &str) -> String {
        let text = text.trim_end().replace("\r\n", "\n").replace(" §", "\u{A0}§").replace("kap. ", "kap.\u{A0}");
        text.chars().filter_map(|letter| self.shown(letter)).collect()
    }

    /// What stands for a character: itself, a space, □, or nothing for what is invisible.
    fn shown(&self, letter: char) -> Option<char> {
        match letter {
            '\n' => Some('\n'),
            '\r' | '\u{2028}' | '\u{2029}' => Some('\n'),
            '\t' => Some(' '),
            SOFT_HYPHEN | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' => None,
            '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{E0000}'..='\u{E007F}' => None,
            _ if letter.is_control() => None,
            '\u{E000}'..='\u{F8FF}' | '\u{F0000}'.. => Some('□'),
            _ if self.face.glyph_index(letter).is_some() => Some(letter),
            _ if letter.is_whitespace() => Some(' '),
            _ => Some('□'),
        }
    }
}

/// The pieces a line may be broken between, each with whether a space goes before it: words, and the
/// parts of a word after a hyphen or slash between letters.
fn parts(text: &str) -> Vec<(&str, bool)> {
    let mut found = Vec::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let (mut start, mut after_space, mut before) = (0, true, ' ');
        for (at, letter) in word.char_indices() {
            let next = word[at + letter.len_utf8()..].chars().next();
            if matches!(letter, '-' | '/' | '–') && before.is_alphabetic() && next.is_some_and(char::is_alphabetic) {
                let end = at + letter.len_utf8();
                found.push((&word[start..end], after_space));
                (start, after_space) = (end, false);
            }
            before = letter;
        }
        found.push((&word[start..], after_space));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Fonts, Style, Weight};

    const BODY: Style = Style { weight: Weight::Regular, size: 12.0, leading: 18.0, colour: [0; 3] };

    fn check(text: &str, width: f32) -> String {
        let fonts = Fonts::load().unwrap();
        let lines = fonts.wrap(text, BODY, width);
        assert!(lines.iter().all(|line| fonts.width(line.trim_end(), BODY) <= width + 0.5), "{lines:?}");
        lines.join("|").replace('\u{AD}', "¬").replace('\u{A0}', "~")
    }

    #[test]
    fn lines_break_between_words_at_hyphens_and_inside_words_too_long() {
        assert_eq!(check("Du får inte det du har ansökt om.", 90.0), "Du får inte det |du har ansökt |om.");
        assert_eq!(check("11 kap. 1 § SoL", 60.0), "11 kap.~1~§ |SoL");
        assert_eq!(check("HVB-hem den 2026-12-07", 50.0), "HVB-|hem den |2026-1¬|2-07");
        assert_eq!(check("missbruksbehandlingsinsatser", 100.0), "missbruksbehan¬|dlingsinsatser");
        assert_eq!(check("Box 1\n123 45 Ekvalla", 200.0), "Box 1 |123 45 Ekvalla");
        assert_eq!(check("", 200.0), "");
    }

    #[test]
    fn what_the_font_lacks_is_seen_and_what_is_invisible_is_gone() {
        assert_eq!(check("åäöéÅÄÖÉ ł ğ Ж – ” … €", 500.0), "åäöéÅÄÖÉ ł ğ Ж – ” … €");
        assert_eq!(check("a\u{308}r \u{FEFF}bra\u{AD}ver\u{0} 😀\u{E000}", 500.0), "a\u{308}r braver □□");
    }
}
