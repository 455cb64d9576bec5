//! What a form sends: fields, and files when it has a place for them.
//!
//! A file is read as it comes and no further than it may be kept, so that a large one is answered with its
//! size, and with everything else that was typed.

use crate::router::read as fields;
use axum::body::Bytes;
use axum::extract::multipart::{Field, Multipart};
use axum::extract::{DefaultBodyLimit, FromRequest, Request};
use axum::http::header;
use stadga_core::fact::handling::LARGEST_FILE;
use stadga_core::file::sized;
use stadga_core::form::Form;

/// The longest body that is read to its end when it carries files, in bytes.
const LONGEST: usize = 5 * LARGEST_FILE;
/// The longest text of a form with files, in bytes, its fields together.
const LONGEST_TEXTS: usize = 4 * 1024 * 1024;
/// What the name of a file's own field ends in: the plain name is for files that have been received.
pub const NEW: &str = "-ny";

/// A form that was sent.
#[derive(Default)]
pub struct Sent {
    /// The fields.
    pub form: Form,
    /// The files.
    pub files: Vec<SentFile>,
    /// Whether the sending broke off.
    pub cut: bool,
}

/// A file that was sent.
pub struct SentFile {
    /// The field it belongs to.
    pub field: String,
    /// Its name, as sent.
    pub name: String,
    /// The content, as far as it may be kept.
    pub content: Vec<u8>,
    /// Its size in bytes, as far as it was read.
    size: usize,
    /// Whether all of it came.
    whole: bool,
}

impl SentFile {
    /// Why it cannot be received, as a sentence for its sender.
    pub fn trouble(&self) -> Option<String> {
        match sized(self.size) {
            Err(message) if self.size > LARGEST_FILE || self.whole => Some(message),
            _ if !self.whole => Some(String::from("Sändningen bröts innan hela filen kom fram. Välj filen igen")),
            _ => None,
        }
    }
}

/// Reads what a form sends.
///
/// # Errors
/// When it is larger than any form should be.
pub async fn read(mut request: Request) -> Result<Sent, ()> {
    let kind = request.headers().get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if !kind.trim_start().to_ascii_lowercase().starts_with("multipart/form-data") {
        let body = Bytes::from_request(request, &()).await.map_err(|_| ())?;
        return Ok(Sent { form: fields(&body), ..Sent::default() });
    }
    DefaultBodyLimit::max(LONGEST).apply(&mut request);
    let mut sent = Sent::default();
    let Ok(mut parts) = Multipart::from_request(request, &()).await else { return Ok(Sent { cut: true, ..sent }) };
    let mut texts = 0;
    loop {
        match parts.next_field().await {
            Ok(Some(part)) => take(part, &mut sent, &mut texts).await?,
            Ok(None) => return Ok(sent),
            Err(_) => return Ok(Sent { cut: true, ..sent }),
        }
        if sent.cut {
            return Ok(sent);
        }
    }
}

async fn take(mut part: Field<'_>, sent: &mut Sent, texts: &mut usize) -> Result<(), ()> {
    let name = part.name().unwrap_or_default().to_owned();
    let file = part.file_name().map(str::to_owned);
    let (mut content, mut size, mut whole) = (Vec::new(), 0usize, false);
    loop {
        match part.chunk().await {
            Ok(Some(bytes)) => {
                size += bytes.len();
                let room = LARGEST_FILE.saturating_sub(content.len());
                content.extend(bytes.iter().take(room));
                if file.is_none() && *texts + size > LONGEST_TEXTS {
                    return Err(());
                }
            }
            Ok(None) => {
                whole = true;
                break;
            }
            Err(_) => break,
        }
    }
    sent.cut |= !whole;
    match file {
        // A field for a file with nothing chosen comes as an empty file without a name.
        Some(file) if file.is_empty() && size == 0 => {}
        Some(file) => {
            let field = name.strip_suffix(NEW).unwrap_or(&name).to_owned();
            sent.files.push(SentFile { field, name: file, content, size, whole });
        }
        None => {
            *texts += size;
            let text = String::from_utf8_lossy(&content).into_owned();
            sent.form.add(&name, [text]);
        }
    }
    Ok(())
}
