//! What a letter looks like, held against how it looked when somebody last looked at it; that it is tagged, and sound
//! in the eyes of another program.
//!
//! A page is kept as a text of how dark each part of it is, so that it can be read where it is kept and a reader of
//! another version draws the same. `STADGA_UPDATE=1` keeps the pages as they are now; look at them first:
//! `STADGA_LETTERS` names a folder for the files.

use std::path::{Path, PathBuf};
use std::process::Command;

/// Dots on a side of a part.
const SIDE: usize = 5;
/// Of a thousand parts, how many may differ: letters are drawn a little differently by each version of a reader.
const MAY_DIFFER: usize = 15;

/// Keeps the file where a folder is named, and holds it against the pages that are kept.
pub fn looked_at(name: &str, bytes: &[u8]) {
    assert!(bytes.starts_with(b"%PDF-"), "{name}");
    if let Some(folder) = std::env::var_os("STADGA_LETTERS") {
        std::fs::create_dir_all(&folder).unwrap();
        std::fs::write(Path::new(&folder).join(format!("{name}.pdf")), bytes).unwrap();
    }
    let folder = std::env::temp_dir().join(format!("stadga-look-{}-{name}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("brev.pdf");
    std::fs::write(&file, bytes).unwrap();
    if let Some(found) = said(Command::new("qpdf").arg("--check").arg(&file)) {
        assert!(found.contains("No syntax or stream encoding errors found"), "{name}: {found}");
    }
    let Some(tags) = said(Command::new("pdfinfo").arg("-struct").arg(&file)) else { return };
    assert!(tags.contains("Document") && tags.contains("H1"), "{name} is not tagged: {tags}");
    let pages = folder.join("sida");
    said(Command::new("pdftoppm").args(["-r", "24", "-gray"]).arg(&file).arg(&pages));
    let mut drawn: Vec<PathBuf> = std::fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    drawn.retain(|path| path.extension().is_some_and(|end| end == "pgm"));
    drawn.sort();
    let now: Vec<String> = drawn.iter().map(|page| darkness(&std::fs::read(page).unwrap())).collect();
    std::fs::remove_dir_all(&folder).unwrap();
    compare(name, &now.join("\n"));
}

/// What a program says; none where it is not installed.
fn said(command: &mut Command) -> Option<String> {
    match command.output() {
        Ok(output) => Some(String::from_utf8_lossy(&output.stdout).into_owned()),
        Err(why) => {
            println!("{command:?}: {why}; what the page looks like is not checked");
            None
        }
    }
}

/// A grey picture as text: a line for each row of parts, a figure for each, from 0, white, to 9.
fn darkness(picture: &[u8]) -> String {
    let head: Vec<&[u8]> = picture.splitn(4, |byte| byte.is_ascii_whitespace()).collect();
    let number = |at: usize| std::str::from_utf8(head[at]).unwrap().parse::<usize>().unwrap();
    let (width, dots) = (number(1), head[3].splitn(3, |byte| byte.is_ascii_whitespace()).last().unwrap());
    let rows: Vec<&[u8]> = dots.chunks(width).collect();
    let part = |rows: &[&[u8]], at: usize| {
        let light = rows.iter().flat_map(|row| &row[at..(at + SIDE).min(width)]);
        let (sum, many) = light.fold((0, 0), |(sum, many), dot| (sum + usize::from(*dot), many + 1));
        char::from(b'0' + u8::try_from((255 * many - sum) * 20 / (255 * many)).unwrap().min(9))
    };
    let line = |rows: &[&[u8]]| (0..width).step_by(SIDE).map(|at| part(rows, at)).collect::<String>() + "\n";
    rows.chunks(SIDE).map(line).collect()
}

fn compare(name: &str, now: &str) {
    let kept = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/look/{name}.txt"));
    if std::env::var_os("STADGA_UPDATE").is_some() {
        std::fs::write(&kept, now).unwrap();
    }
    let then = std::fs::read_to_string(&kept).unwrap_or_default();
    assert_eq!(then.lines().count(), now.lines().count(), "{name} has other pages than before");
    let far = |(one, other): &(u8, u8)| one.abs_diff(*other) > 1;
    let other = then.bytes().zip(now.bytes()).filter(far).count();
    assert!(other * 1000 <= now.len() * MAY_DIFFER, "{name} looks otherwise in {other} of {} parts:\n{now}", now.len());
}
