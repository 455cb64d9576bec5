//! Documents as JSON: the list, a file in and a file out, with the content in base64.

use super::{Call, Problem, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{DocumentLine, Way};
use stadga_core::fact::handling::Fil;
use stadga_letters::{Block, Letter};

const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

/// The documents of a case or an assignment.
pub fn list(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let page = web.app.documents(&call.ctx, id)?;
    let rows: Vec<Value> = page.lines.iter().map(line).collect();
    Ok(json(StatusCode::OK, json!({ "handlingar": rows })))
}

fn line(line: &DocumentLine) -> Value {
    let way = match line.way {
        Way::In => "inkommen",
        Way::Own => "egen",
        Way::Asked => "begard",
    };
    json!({
        "handelse": line.event,
        "vag": way,
        "datum": line.on,
        "nadde": line.arrival.map(|(reached, _)| reached),
        "vad": line.title,
        "part": line.party,
        "text": line.text,
        "filer": line.files.iter().map(file_of).collect::<Vec<_>>(),
        "vem": line.by,
        "registrerad": line.recorded,
        "vantar": line.open_until.is_some(),
        "rattad": line.corrected,
    })
}

/// What a file is, without its content.
fn file_of(file: &Fil) -> Value {
    json!({ "namn": file.namn, "typ": file.typ, "storlek": file.storlek, "sha256": file.sha256 })
}

/// A letter, piece by piece in reading order, as the record has it now; what was sent is the file.
pub fn letter(letter: &Letter, sent: Option<&Fil>) -> Value {
    let part = |block: &Block| {
        let (kind, lines): (&str, Vec<String>) = match block {
            Block::Heading(text) => ("rubrik", vec![text.clone()]),
            Block::Paragraph(text) => ("stycke", vec![text.clone()]),
            Block::List(items) => ("lista", items.clone()),
            Block::Facts(facts) => {
                ("uppgifter", facts.iter().map(|(name, value)| format!("{name}: {value}")).collect())
            }
            Block::Table { rows, .. } => ("lista", rows.iter().map(|row| row.join(", ")).collect()),
            Block::Signature { name, title, note } => {
                ("underskrift", name.iter().chain([title]).chain(note).cloned().collect())
            }
        };
        json!({ "slag": kind, "rader": lines })
    };
    json!({
        "rubrik": letter.subject,
        "datum": letter.date,
        "arendenummer": letter.case_number,
        "till": letter.recipient.name,
        "kanal": letter.recipient.channel,
        "skickat": sent.map(file_of),
        "delar": letter.blocks.iter().map(part).collect::<Value>(),
    })
}

/// A file of a document.
pub fn file(web: &Web, call: Call) -> Reply {
    let parts = (call.id(), call.part(1).parse(), call.part(2).parse());
    let (Ok(subject), Ok(event), Ok(place)) = parts else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let document = web.app.document(&call.ctx, subject, event, place)?;
    let mut value = file_of(&document.file);
    value["innehall"] = json!(encode(&document.content));
    Ok(json(StatusCode::OK, value))
}

/// A file is sent in, and gets the id that a use case names it by.
pub fn receive(web: &Web, call: Call) -> Reply {
    let text = |name: &str| call.body.get(name).and_then(Value::as_str).unwrap_or_default();
    let wrong =
        |field: &str, label: &str, message: String| Problem::fields([(field.to_owned(), label.to_owned(), message)]);
    if let Some(unknown) = call.body.keys().find(|name| !["namn", "innehall"].contains(&name.as_str())) {
        return Err(wrong(unknown, unknown, String::from("Fältet finns inte. Se openapi.json")));
    }
    let Some(content) = decode(text("innehall")) else {
        return Err(wrong(
            "innehall",
            "Innehåll",
            String::from("Skriv filens innehåll i base64, med utfyllnad och utan radbrytningar"),
        ));
    };
    let id = web
        .app
        .receive(&call.ctx, text("namn"), &content)?
        .map_err(|message| wrong("innehall", "Innehåll", message))?;
    let Some(file) = web.app.received(&call.ctx, id)? else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let mut value = file_of(&file);
    value["fil"] = json!(id);
    Ok(json(StatusCode::OK, value))
}

pub(super) fn encode(content: &[u8]) -> String {
    let mut text = String::with_capacity(content.len().div_ceil(3) * 4);
    for three in content.chunks(3) {
        let bits = three.iter().fold(0u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let digit = bits >> (18 - 6 * at) & 63;
            let known = DIGITS.get(digit as usize).copied().unwrap_or(b'=');
            text.push(if at <= three.len() { char::from(known) } else { '=' });
        }
    }
    text
}

fn decode(text: &str) -> Option<Vec<u8>> {
    let text = text.as_bytes();
    if !text.len().is_multiple_of(4) {
        return None;
    }
    let padding = text.iter().rev().take_while(|byte| **byte == b'=').count();
    let mut content = Vec::with_capacity(text.len() / 4 * 3);
    let last = text.len().saturating_sub(padding);
    for (at, four) in text.chunks(4).enumerate() {
        let mut bits = 0u32;
        for (place, byte) in four.iter().enumerate() {
            let value = match byte {
                b'A'..=b'Z' => byte - b'A',
                b'a'..=b'z' => byte - b'a' + 26,
                b'0'..=b'9' => byte - b'0' + 52,
                b'+' => 62,
                b'/' => 63,
                b'=' if at * 4 + place >= last && padding < 3 => 0,
                _ => return None,
            };
            bits = bits << 6 | u32::from(value);
        }
        let [_, bytes @ ..] = bits.to_be_bytes();
        content.extend(bytes);
    }
    content.truncate(content.len().saturating_sub(padding));
    Some(content)
}

#[cfg(test)]
mod tests {
    use super::{decode, encode};

    #[test]
    fn content_comes_back_as_it_was() {
        for (text, coded) in [("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg==")] {
            assert_eq!((encode(text.as_bytes()).as_str(), decode(coded)), (coded, Some(text.as_bytes().to_vec())));
        }
        let all: Vec<u8> = (0..=255).collect();
        assert_eq!(decode(&encode(&all)), Some(all));
        for wrong in ["a", "a===", "====", "Zg=a", "Z g=", "Zm9v\n", "=m9v"] {
            assert_eq!(decode(wrong), None, "{wrong}");
        }
    }
}
