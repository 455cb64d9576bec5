//! What a PDF holds, as others read it: its text, and everything that is packed inside it.

use flate2::read::ZlibDecoder;
use std::io::{Read, Write};
use std::process::{Command, Stdio};

/// The text of a PDF as other programs find it, in one line; none, said aloud, where no such program is installed.
pub fn text_of(pdf: &[u8]) -> Option<String> {
    let mut command = Command::new("pdftotext");
    let child = command.args(["-enc", "UTF-8", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        println!("hoppas över: pdftotext är inte installerat");
        return None;
    };
    child.stdin.take()?.write_all(pdf).ok()?;
    let text = String::from_utf8_lossy(&child.wait_with_output().ok()?.stdout).into_owned();
    Some(text.split_whitespace().collect::<Vec<_>>().join(" "))
}

/// The bytes of a PDF with every packed stream unpacked after them.
pub fn unpacked(pdf: &[u8]) -> Vec<u8> {
    const BEGINS: &[u8] = b"stream";
    let mut all = pdf.to_vec();
    for at in 0..pdf.len().saturating_sub(BEGINS.len()) {
        if !pdf[at..].starts_with(BEGINS) {
            continue;
        }
        let rest = &pdf[at + BEGINS.len()..];
        let start = rest.iter().position(|byte| !matches!(byte, b'\r' | b'\n')).unwrap_or(0);
        let mut stream = Vec::new();
        // What is no such stream gives nothing, and what breaks off gives what came before.
        let _ = ZlibDecoder::new(&rest[start..]).read_to_end(&mut stream);
        all.extend(stream);
    }
    all
}
