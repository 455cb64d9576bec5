//! Letters that have been written, as one file to print: every page as it is, and each letter beginning on the front
//! of a sheet. The file is for a printer and is kept nowhere, so it is no PDF/A; the letters themselves are.

use crate::LetterError;
use crate::flow::PAGE;
use std::collections::BTreeMap;

/// The object that says where the pages are.
const CATALOG: u32 = 1;
/// The pages of all letters.
const ALL_PAGES: u32 = 2;

/// The pages of these letters one after another, printed on both sides by a printer that can. A letter of an odd number
/// of pages is followed by an empty one, so that no two letters share a sheet. What is attached inside a file does not
/// go along: it has no pages.
///
/// # Errors
/// [`LetterError::Invalid`] when a letter is not as [`crate::pdf`] writes them, or there is none.
pub fn gathered(letters: &[&[u8]]) -> Result<Vec<u8>, LetterError> {
    let unreadable = || LetterError::Invalid("Unreadable".to_owned());
    let letters: Option<Vec<Source<'_>>> = letters.iter().map(|bytes| Source::read(bytes)).collect();
    let letters = letters.filter(|letters| !letters.is_empty()).ok_or_else(unreadable)?;
    let mut out = Out { bytes: b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n".to_vec(), places: BTreeMap::new() };
    let (mut kids, mut pages, mut next) = (Vec::new(), 0, ALL_PAGES + 1);
    for letter in &letters {
        if pages % 2 == 1 {
            let (width, height) = PAGE;
            let size = format!("/MediaBox [0 0 {width} {height}] /Resources << >>");
            out.object(next, format!("<< /Type /Page /Parent {ALL_PAGES} 0 R {size} >>").as_bytes(), None);
            kids.push(next);
            (pages, next) = (pages + 1, next + 1);
        }
        let numbers: BTreeMap<u32, u32> = letter.reached().into_iter().zip(next..).collect();
        for (old, new) in &numbers {
            let object = letter.objects.get(old).ok_or_else(unreadable)?;
            out.object(*new, &object.renumbered(&numbers, *old == letter.pages), object.stream);
            next = new + 1;
        }
        kids.push(*numbers.get(&letter.pages).ok_or_else(unreadable)?);
        pages += letter.count;
    }
    let kids: Vec<String> = kids.iter().map(|kid| format!("{kid} 0 R")).collect();
    let tree = format!("<< /Type /Pages /Count {pages} /Kids [{}] >>", kids.join(" "));
    out.object(ALL_PAGES, tree.as_bytes(), None);
    let shown = "/Lang (sv-SE) /ViewerPreferences << /Duplex /DuplexFlipLongEdge >>";
    out.object(CATALOG, format!("<< /Type /Catalog /Pages {ALL_PAGES} 0 R {shown} >>").as_bytes(), None);
    Ok(out.finished())
}

/// What is written so far, and where each object lies in it.
struct Out {
    bytes: Vec<u8>,
    places: BTreeMap<u32, usize>,
}

impl Out {
    fn object(&mut self, number: u32, value: &[u8], stream: Option<&[u8]>) {
        self.places.insert(number, self.bytes.len());
        self.bytes.extend_from_slice(format!("{number} 0 obj\n").as_bytes());
        self.bytes.extend_from_slice(value);
        if let Some(content) = stream {
            self.bytes.extend_from_slice(b"\nstream\n");
            self.bytes.extend_from_slice(content);
            self.bytes.extend_from_slice(b"\nendstream");
        }
        self.bytes.extend_from_slice(b"\nendobj\n");
    }

    fn finished(mut self) -> Vec<u8> {
        let begins = self.bytes.len();
        let size = self.places.len() + 1;
        let mut table = format!("xref\n0 {size}\n0000000000 65535 f\r\n");
        for place in self.places.values() {
            table.push_str(&format!("{place:010} 00000 n\r\n"));
        }
        table.push_str(&format!("trailer\n<< /Size {size} /Root {CATALOG} 0 R >>\nstartxref\n{begins}\n%%EOF\n"));
        self.bytes.extend_from_slice(table.as_bytes());
        self.bytes
    }
}

/// A letter's file, taken apart.
struct Source<'a> {
    objects: BTreeMap<u32, Object<'a>>,
    /// The object that holds its pages, and how many they are.
    pages: u32,
    count: u32,
}

/// A value as the words it is written with, and the content after it.
struct Object<'a> {
    words: Vec<&'a [u8]>,
    stream: Option<&'a [u8]>,
}

impl<'a> Source<'a> {
    /// Reads a file with one plain table of where its objects lie, which is how ours are written.
    fn read(bytes: &'a [u8]) -> Option<Self> {
        let mark = b"startxref";
        let last = bytes.windows(mark.len()).rposition(|part| part == mark)?;
        let (_, mut at) = word(bytes, number(word(bytes, last + mark.len())?.0)? as usize)?;
        let mut places = Vec::new();
        loop {
            let (first, after) = word(bytes, at)?;
            at = after;
            if first == b"trailer" {
                break;
            }
            let (many, after) = word(bytes, at)?;
            at = after;
            for _ in 0..number(many)? {
                let (place, after) = word(bytes, at)?;
                let (_, after) = word(bytes, after)?;
                let (kind, after) = word(bytes, after)?;
                at = after;
                if kind == b"n" {
                    places.push(number(place)? as usize);
                }
            }
        }
        let trailer = Object::read(bytes, at)?;
        let objects: BTreeMap<u32, Object<'a>> = places
            .into_iter()
            .map(|place| {
                let (own, after) = word(bytes, place)?;
                let (_, after) = word(bytes, after)?;
                let (_, after) = word(bytes, after)?;
                Some((number(own)?, Object::read(bytes, after)?))
            })
            .collect::<Option<_>>()?;
        let pages = objects.get(&trailer.number_of(b"/Root")?)?.number_of(b"/Pages")?;
        let count = objects.get(&pages)?.number_of(b"/Count")?;
        Some(Self { objects, pages, count })
    }

    /// The objects that the pages are made of. What tells of the whole file stays behind.
    fn reached(&self) -> Vec<u32> {
        let (mut reached, mut left) = (Vec::new(), vec![self.pages]);
        while let Some(number) = left.pop() {
            if reached.contains(&number) {
                continue;
            }
            if let Some(object) = self.objects.get(&number) {
                reached.push(number);
                left.extend(object.references().map(|(_, number)| number));
            }
        }
        reached.sort_unstable();
        reached
    }
}

impl<'a> Object<'a> {
    fn read(bytes: &'a [u8], mut at: usize) -> Option<Self> {
        let mut read = Self { words: Vec::new(), stream: None };
        loop {
            let Some((next, after)) = word(bytes, at) else { return Some(read) };
            match next {
                b"endobj" | b"startxref" => return Some(read),
                b"stream" => {
                    let rest = bytes.get(after..)?;
                    let rest = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n"))?;
                    read.stream = Some(rest.get(..read.number_of(b"/Length")? as usize)?);
                    return Some(read);
                }
                _ => read.words.push(next),
            }
            at = after;
        }
    }

    /// The number a name of the outermost dictionary has: its value, or the object it points at.
    fn number_of(&self, name: &[u8]) -> Option<u32> {
        let mut depth = 0;
        for (at, word) in self.words.iter().enumerate() {
            match *word {
                b"<<" | b"[" => depth += 1,
                b">>" | b"]" => depth -= 1,
                known if depth == 1 && known == name => return number(self.words.get(at + 1)?),
                _ => {}
            }
        }
        None
    }

    /// Where it points at other objects, and at which.
    fn references(&self) -> impl Iterator<Item = (usize, u32)> {
        let points = |(at, three): (usize, &[&[u8]])| match three {
            [to, _, b"R"] => Some((at, number(to)?)),
            _ => None,
        };
        self.words.windows(3).enumerate().filter_map(points)
    }

    /// The value with the numbers its objects have in the new file; what held a letter's pages lies under all pages.
    fn renumbered(&self, numbers: &BTreeMap<u32, u32>, holds_pages: bool) -> Vec<u8> {
        let new: BTreeMap<usize, u32> =
            self.references().filter_map(|(at, old)| Some((at, *numbers.get(&old)?))).collect();
        let mut written = Vec::new();
        for (at, word) in self.words.iter().enumerate() {
            match new.get(&at) {
                Some(number) => written.extend_from_slice(number.to_string().as_bytes()),
                None => written.extend_from_slice(word),
            }
            written.push(b' ');
            if at == 0 && holds_pages {
                written.extend_from_slice(format!("/Parent {ALL_PAGES} 0 R ").as_bytes());
            }
        }
        written
    }
}

fn number(word: &[u8]) -> Option<u32> {
    std::str::from_utf8(word).ok()?.parse().ok()
}

/// The next word of a file from a place, and the place after it.
fn word(bytes: &[u8], mut at: usize) -> Option<(&[u8], usize)> {
    let blank = |byte: u8| matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | 0x0c | 0);
    let ends = |byte: u8| blank(byte) || b"()<>[]{}/%".contains(&byte);
    loop {
        match *bytes.get(at)? {
            b'%' => at += bytes.get(at..)?.iter().position(|byte| matches!(byte, b'\r' | b'\n'))?,
            byte if blank(byte) => at += 1,
            _ => break,
        }
    }
    let rest = bytes.get(at..)?;
    let long = match rest {
        [b'<', b'<', ..] | [b'>', b'>', ..] => 2,
        [b'<', ..] => rest.iter().position(|byte| *byte == b'>')? + 1,
        [b'(', ..] => text(rest)?,
        [b'[' | b']' | b'{' | b'}' | b')' | b'>', ..] => 1,
        [_, after @ ..] => 1 + after.iter().position(|byte| ends(*byte)).unwrap_or(after.len()),
        [] => return None,
    };
    Some((rest.get(..long)?, at + long))
}

/// How long a text between parentheses is.
fn text(rest: &[u8]) -> Option<usize> {
    let (mut depth, mut escaped) = (0, false);
    for (at, byte) in rest.iter().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' => escaped = true,
            b'(' => depth += 1,
            b')' => depth -= 1,
            _ => {}
        }
        if depth == 0 {
            return Some(at + 1);
        }
    }
    None
}
