//! What a file is, told by its content and never by what its name says.
//!
//! Kinds are few on purpose: what every office can show and what cannot run anything by itself.
//! Everything else is refused with what to do instead.

use crate::fact::handling::{Fil, Filtyp, LARGEST_FILE};
use crate::form::{FieldKind, FieldValue, Reading};
use std::str::FromStr;

/// The longest name that is kept, in characters.
const LONGEST_NAME: usize = 120;
/// How many files one act may carry.
const MOST_FILES: usize = 20;

/// A name as it may stand in a record: without folders, control characters and signs that turn the
/// direction of reading, so that what is shown is what it ends in.
pub fn clean_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown = |sign: &char| {
        !sign.is_control()
            && !matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
    };
    let clean: String = last.chars().filter(shown).map(|sign| if sign.is_whitespace() { ' ' } else { sign }).collect();
    let clean = clean.trim().trim_matches('.').trim();
    let (stem, end) = clean.rsplit_once('.').unwrap_or((clean, ""));
    let ends = if end.is_empty() { String::new() } else { format!(".{end}") };
    let room = LONGEST_NAME.saturating_sub(ends.chars().count()).max(1);
    let name: String = stem.chars().take(room).chain(ends.chars()).take(LONGEST_NAME).collect();
    if stem.is_empty() { String::from("fil") } else { name }
}

/// What a file is, and the name it is kept under.
///
/// # Errors
/// A sentence in Swedish: empty, too large, of a kind that is not received, or named as something else.
pub fn recognise(name: &str, content: &[u8]) -> Result<(String, Filtyp), String> {
    let name = clean_name(name);
    sized(content.len())?;
    let ends = name.rsplit_once('.').map(|(_, end)| end.to_lowercase()).unwrap_or_default();
    let kind = kind_of(content, &ends)?;
    if ends.is_empty() {
        return Ok((format!("{name}.{}", endings(kind).first().copied().unwrap_or_default()), kind));
    }
    if endings(kind).contains(&ends.as_str()) {
        return Ok((name, kind));
    }
    let right = endings(kind).first().copied().unwrap_or_default();
    Err(format!(
        "Filen slutar på .{ends}, men innehållet är något annat: {}. Välj rätt fil, eller låt namnet sluta på .{right}",
        kind.label()
    ))
}

/// Whether a size, in bytes, is one that is received.
///
/// # Errors
/// A sentence in Swedish that says how large it is.
pub fn sized(size: usize) -> Result<(), String> {
    match size {
        0 => Err(String::from("Filen är tom. Välj en annan fil")),
        size if size > LARGEST_FILE => Err(format!(
            "Filen är {}. Största storlek är 20 MB. Dela upp den, eller skanna med lägre upplösning",
            size_words(size)
        )),
        _ => Ok(()),
    }
}

/// A size for people: `34 MB`, `20,1 MB`, `230 kB`. Rounded up, so that what is too large never looks allowed.
pub fn size_words(size: usize) -> String {
    const MEGA: usize = 1024 * 1024;
    if size < MEGA {
        return format!("{} kB", size.div_ceil(1024));
    }
    let tenths = size.saturating_mul(10).div_ceil(MEGA);
    match tenths % 10 {
        0 => format!("{} MB", tenths / 10),
        tenth => format!("{},{tenth} MB", tenths / 10),
    }
}

/// How the names of a kind end; the first is the one that is given to a name without an end.
pub const fn endings(kind: Filtyp) -> &'static [&'static str] {
    match kind {
        Filtyp::Pdf => &["pdf"],
        Filtyp::Png => &["png"],
        Filtyp::Jpeg => &["jpg", "jpeg"],
        Filtyp::Text => &["txt", "text"],
        Filtyp::Epost => &["eml"],
        Filtyp::Docx => &["docx"],
        Filtyp::Odt => &["odt"],
    }
}

/// The media type it is served as: text never as anything a browser would run.
pub const fn media_type(kind: Filtyp) -> &'static str {
    match kind {
        Filtyp::Pdf => "application/pdf",
        Filtyp::Png => "image/png",
        Filtyp::Jpeg => "image/jpeg",
        Filtyp::Text => "text/plain",
        Filtyp::Epost => "message/rfc822",
        Filtyp::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        Filtyp::Odt => "application/vnd.oasis.opendocument.text",
    }
}

fn kind_of(content: &[u8], ends: &str) -> Result<Filtyp, String> {
    const PLEASE: &str = "Spara den som PDF, eller välj en fil som är PDF, PNG, JPEG, txt, eml, docx eller odt";
    let begins = |magic: &[u8]| content.starts_with(magic);
    if begins(b"%PDF-") {
        return Ok(Filtyp::Pdf);
    }
    if begins(b"\x89PNG\r\n\x1a\n") {
        return Ok(Filtyp::Png);
    }
    if begins(&[0xff, 0xd8, 0xff]) {
        return Ok(Filtyp::Jpeg);
    }
    if begins(b"PK\x03\x04") {
        return packed(content).ok_or_else(|| format!("Filen är ett paket av en sort som inte tas emot. {PLEASE}"))?;
    }
    if begins(b"II*\0") || begins(b"MM\0*") {
        return Err(String::from("Filen är en TIFF-bild, som inte går att visa här. Spara den som PDF"));
    }
    if !is_text(content) {
        return Err(format!("Filen är av en sort som inte tas emot. {PLEASE}"));
    }
    if is_markup(content) {
        return Err(format!("Filen är en webbsida eller annan kod, som inte tas emot. {PLEASE}"));
    }
    Ok(if ends == "eml" && is_mail(content) { Filtyp::Epost } else { Filtyp::Text })
}

/// A document of a word processor, told by the names in its package. One with macros is refused.
fn packed(content: &[u8]) -> Option<Result<Filtyp, String>> {
    const ODT: &[u8] = b"mimetypeapplication/vnd.oasis.opendocument.text";
    let has = |name: &[u8]| content.windows(name.len()).any(|window| window == name);
    // After the kind comes the next part of the package: a template's kind goes on instead.
    let odt = content.get(30..).and_then(|rest| rest.strip_prefix(ODT)).is_some_and(|rest| rest.starts_with(b"PK"));
    let docx = has(b"[Content_Types].xml") && has(b"word/document.xml");
    if !odt && !docx {
        return None;
    }
    if has(b"vbaProject.bin") || has(b"Basic/script-lc.xml") {
        return Some(Err(String::from("Filen innehåller makron, som inte tas emot. Spara den som PDF")));
    }
    Some(Ok(if odt { Filtyp::Odt } else { Filtyp::Docx }))
}

/// Text in any of the ways an office has written it: no control characters but those that lay out lines.
fn is_text(content: &[u8]) -> bool {
    content.iter().all(|byte| *byte >= 0x20 && *byte != 0x7f || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0c))
}

fn is_markup(content: &[u8]) -> bool {
    let content = content.strip_prefix(b"\xef\xbb\xbf").unwrap_or(content).trim_ascii_start();
    let start: Vec<u8> = content.iter().take(1024).map(u8::to_ascii_lowercase).collect();
    let has = |word: &[u8]| start.windows(word.len()).any(|window| window == word);
    start.starts_with(b"<") && (start.starts_with(b"<!") || start.starts_with(b"<?"))
        || [&b"<html"[..], b"<svg", b"<script", b"<body", b"<iframe"].into_iter().any(has)
}

/// An e-mail as it was sent: it begins with headers, and says from whom or when.
fn is_mail(content: &[u8]) -> bool {
    let head: Vec<&[u8]> =
        content.split(|byte| *byte == b'\n').take_while(|line| !line.trim_ascii().is_empty()).collect();
    let named = |line: &&&[u8], name: &str| {
        line.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name.as_bytes()))
    };
    let header = |line: &&[u8]| {
        line.first().is_some_and(|byte| matches!(byte, b' ' | b'\t'))
            || line.iter().take_while(|byte| **byte != b':').all(|byte| byte.is_ascii_graphic()) && line.contains(&b':')
    };
    head.iter().all(header)
        && head.iter().any(|line| named(&line, "from:"))
        && head.iter().any(|line| named(&line, "date:"))
}

/// A file in the text of a form: `pdf 23044 <sha256> intyg.pdf`. Only what has been received is written
/// so, by the one who received it.
impl Fil {
    /// The file as a text of a form.
    pub fn in_form(&self) -> String {
        format!("{} {} {} {}", self.typ, self.storlek, self.sha256, self.namn)
    }
}

impl FromStr for Fil {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut parts = text.splitn(4, ' ');
        let mut next = || parts.next().ok_or(());
        let typ = next()?.parse()?;
        let storlek = next()?.parse().map_err(|_| ())?;
        let sha256 = next()?.to_owned();
        let namn = next()?.to_owned();
        let hex = sha256.len() == 64 && sha256.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'));
        if hex { Ok(Self { namn, typ, storlek, sha256 }) } else { Err(()) }
    }
}

impl FieldValue for Vec<Fil> {
    const KIND: FieldKind = FieldKind::File;
    const REQUIRED: bool = false;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        if raw.len() > MOST_FILES {
            return Err(format!("Välj högst {MOST_FILES} filer åt gången. Registrera resten för sig"));
        }
        let read = |text: &String| text.parse().map_err(|()| String::from("Filen finns inte kvar. Välj den igen"));
        let mut files: Self = Self::with_capacity(raw.len());
        for file in raw.iter().map(read) {
            let file: Fil = file?;
            if files.iter().all(|known| known.sha256 != file.sha256) {
                files.push(file);
            }
        }
        Ok(files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(name: &str, content: &[u8]) -> String {
        match recognise(name, content) {
            Ok((name, kind)) => format!("{name}: {kind}"),
            Err(message) => message,
        }
    }

    fn zip(names: &[&str]) -> Vec<u8> {
        let mut content = b"PK\x03\x04".to_vec();
        content.extend([0; 26]);
        names.iter().for_each(|name| content.extend(name.as_bytes()));
        content
    }

    #[test]
    fn a_file_is_what_its_content_says() {
        let mail = b"From: Vera <v@example.se>\r\nDate: Mon, 23 Nov 2026 10:00:00 +0100\r\nSubject: Hej\r\n\r\nText";
        let rows = [
            told("intyg.pdf", b"%PDF-1.7 ..."),
            told("bild.PNG", b"\x89PNG\r\n\x1a\n...."),
            told("foto.jpeg", &[0xff, 0xd8, 0xff, 0xe0]),
            told("brev.txt", "Hej på dig\n".as_bytes()),
            told("gammalt.txt", b"Hej p\xe5 dig"),
            told("mejl.eml", mail),
            told("svar.docx", &zip(&["[Content_Types].xml", "word/document.xml"])),
            told("svar.odt", &zip(&["mimetypeapplication/vnd.oasis.opendocument.textPK"])),
            told("skannat", b"%PDF-1.4"),
        ];
        insta::assert_snapshot!(rows.join("\n"), @r"
        intyg.pdf: pdf
        bild.PNG: png
        foto.jpeg: jpeg
        brev.txt: text
        gammalt.txt: text
        mejl.eml: e_post
        svar.docx: docx
        svar.odt: odt
        skannat.pdf: pdf
        ");
    }

    #[test]
    fn what_is_something_else_is_refused_with_what_to_do() {
        let rows = [
            told("intyg.pdf", b"<!DOCTYPE html><script>alert(1)</script>"),
            told("intyg.pdf", b"  \n<html>"),
            told("bild.svg", b"<svg onload='x'>"),
            told("intyg.pdf", b"vanlig text"),
            told("intyg.pdf", b"\x89PNG\r\n\x1a\n"),
            told("mejl.eml", b"hej"),
            told("program.exe", b"MZ\x90\0\x03"),
            told("arkiv.zip", &zip(&["a.txt"])),
            told("makro.docx", &zip(&["[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"])),
            told("kalkyl.odt", &zip(&["mimetypeapplication/vnd.oasis.opendocument.spreadsheet"])),
            told("skannat.tif", b"II*\0...."),
            told("tom.pdf", b""),
        ];
        insta::assert_snapshot!(rows.join("\n"), @r"
        Filen är en webbsida eller annan kod, som inte tas emot. Spara den som PDF, eller välj en fil som är PDF, PNG, JPEG, txt, eml, docx eller odt
        Filen är en webbsida eller annan kod, som inte tas emot. Spara den som PDF, eller välj en fil som är PDF, PNG, JPEG, txt, eml, docx eller odt
        Filen är en webbsida eller annan kod, som inte tas emot. Spara den som PDF, eller välj en fil som är PDF, PNG, JPEG, txt, eml, docx eller odt
        Filen slutar på .pdf, men innehållet är något annat: Ren text. Välj rätt fil, eller låt namnet sluta på .txt
        Filen slutar på .pdf, men innehållet är något annat: Bild (PNG). Välj rätt fil, eller låt namnet sluta på .png
        Filen slutar på .eml, men innehållet är något annat: Ren text. Välj rätt fil, eller låt namnet sluta på .txt
        Filen är av en sort som inte tas emot. Spara den som PDF, eller välj en fil som är PDF, PNG, JPEG, txt, eml, docx eller odt
        Filen är ett paket av en sort som inte tas emot. Spara den som PDF, eller välj en fil som är PDF, PNG, JPEG, txt, eml, docx eller odt
        Filen innehåller makron, som inte tas emot. Spara den som PDF
        Filen är ett paket av en sort som inte tas emot. Spara den som PDF, eller välj en fil som är PDF, PNG, JPEG, txt, eml, docx eller odt
        Filen är en TIFF-bild, som inte går att visa här. Spara den som PDF
        Filen är tom. Välj en annan fil
        ");
    }

    #[test]
    fn a_size_is_told_as_it_is() {
        let told = |size| sized(size).map_or_else(|message| message, |()| String::from("tas emot"));
        let rows = [1, LARGEST_FILE, LARGEST_FILE + 1, 34 * 1024 * 1024].map(told);
        insta::assert_snapshot!(rows.join("\n"), @r"
        tas emot
        tas emot
        Filen är 20,1 MB. Största storlek är 20 MB. Dela upp den, eller skanna med lägre upplösning
        Filen är 34 MB. Största storlek är 20 MB. Dela upp den, eller skanna med lägre upplösning
        ");
        assert_eq!([size_words(1), size_words(235_000)], ["1 kB", "230 kB"]);
    }

    #[test]
    fn a_name_has_no_folders_and_turns_no_reading_around() {
        let names = [
            r"C:\Users\vera\intyg.pdf",
            "../../etc/passwd.txt",
            "int\u{0}yg\n.pdf",
            "intyg\u{202e}fdp.exe",
            "..",
            "",
            ".pdf",
            "/",
        ];
        insta::assert_snapshot!(names.map(clean_name).join("\n"), @r"
        intyg.pdf
        passwd.txt
        intyg.pdf
        intygfdp.exe
        fil
        fil
        pdf
        fil
        ");
        let long = clean_name(&format!("{}.pdf", "å".repeat(300)));
        assert_eq!((long.chars().count(), long.ends_with("å.pdf")), (LONGEST_NAME, true));
    }

    #[test]
    fn a_file_reads_as_it_is_written() {
        let sha256 = "0f".repeat(32);
        let file = Fil { namn: String::from("ett intyg.pdf"), typ: Filtyp::Pdf, storlek: 23_044, sha256 };
        assert_eq!(file.in_form().parse(), Ok(file));
        for forged in ["", "pdf", "pdf 1 kort namn", "exe 1 0f namn", "4k2m"] {
            assert_eq!(forged.parse::<Fil>(), Err(()), "{forged}");
        }
    }
}
