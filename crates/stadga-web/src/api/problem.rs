//! Every no in one form: `application/problem+json` in Swedish, with rule, source and what to do.

use super::BASE;
use super::shape::hinder;
use crate::answer::Trouble;
use axum::extract::Path;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::{Value, json};
use stadga_app::AppError;
use stadga_core::form;
use std::error::Error;
use std::sync::atomic::{AtomicU32, Ordering};

/// How many faults have been answered since the start; the number ties the answer to the log.
static FAILURES: AtomicU32 = AtomicU32::new(0);

/// A kind of no: its name ends the `type` address, where it can be read what it means.
pub struct Kind {
    /// The last part of the address.
    pub name: &'static str,
    /// The status.
    pub status: StatusCode,
    /// What it is called.
    pub title: &'static str,
    /// What to do about it.
    pub help: &'static str,
}

const fn kind(status: StatusCode, name: &'static str, title: &'static str, help: &'static str) -> Kind {
    Kind { name, status, title, help }
}

const REQUEST: Kind = kind(
    StatusCode::BAD_REQUEST,
    "fel-i-begaran",
    "Begäran kan inte läsas",
    "Rätta det som detail säger. Inget är sparat.",
);
const JSON: Kind = kind(
    StatusCode::BAD_REQUEST,
    "trasig-json",
    "Kroppen kan inte läsas som JSON",
    "Rätta kroppen. Medlemmarna rad och kolumn säger var läsningen tog stopp.",
);
const LOGGED_OUT: Kind = kind(
    StatusCode::UNAUTHORIZED,
    "ej-inloggad",
    "Du är inte inloggad",
    "Logga in och skicka med kakan stadga i varje anrop.",
);
const MISSING: Kind = kind(
    StatusCode::NOT_FOUND,
    "finns-inte",
    "Finns inte",
    "Svaret är detsamma för det som inte finns och det du inte har tillgång till.",
);
const METHOD: Kind = kind(
    StatusCode::METHOD_NOT_ALLOWED,
    "fel-metod",
    "Fel metod",
    "Adressen finns, men svarar inte på den metoden. Se openapi.json.",
);
const STALE: Kind = kind(
    StatusCode::CONFLICT,
    "inaktuellt",
    "Någon annan har ändrat texten",
    "Läs den nya texten. Skicka igen med sag satt till värdet i nyaste om din text ska gälla.",
);
const LARGE: Kind =
    kind(StatusCode::PAYLOAD_TOO_LARGE, "for-stort", "Kroppen är för stor", "Skicka högst 4 MB. Inget är sparat.");
const TYPE: Kind = kind(
    StatusCode::UNSUPPORTED_MEDIA_TYPE,
    "fel-innehallstyp",
    "Fel innehållstyp",
    "Skicka kroppen som application/json.",
);
const FIELDS: Kind = kind(
    StatusCode::UNPROCESSABLE_ENTITY,
    "uppgifter",
    "Några uppgifter behöver rättas",
    "Rätta varje uppgift i uppgifter. Inget är sparat.",
);
const REFUSED: Kind = kind(
    StatusCode::UNPROCESSABLE_ENTITY,
    "hindrat",
    "Det går inte än",
    "Gör det som atgard säger för varje hinder. Inget är sparat.",
);
const REASONS: Kind = kind(
    StatusCode::UNPROCESSABLE_ENTITY,
    "skal-behovs",
    "En riktlinje ber om skäl",
    "Skicka igen med skälet i avsteg, under hindrets regel. En riktlinje hindrar aldrig. Inget är sparat.",
);
const FAULT: Kind = kind(
    StatusCode::INTERNAL_SERVER_ERROR,
    "fel-hos-oss",
    "Något gick fel hos oss",
    "Skicka igen med samma Idempotency-Key: det som redan är sparat sparas inte två gånger. Ange stodnummer om felet \
     kommer tillbaka.",
);

/// Every kind there is.
pub const KINDS: &[&Kind] =
    &[&REQUEST, &JSON, &LOGGED_OUT, &MISSING, &METHOD, &STALE, &LARGE, &TYPE, &FIELDS, &REFUSED, &REASONS, &FAULT];

/// A no on its way out.
pub struct Problem {
    kind: &'static Kind,
    detail: String,
    more: Vec<(&'static str, Value)>,
}

impl Problem {
    fn new(kind: &'static Kind, detail: impl Into<String>) -> Self {
        Self { kind, detail: detail.into(), more: Vec::new() }
    }

    fn with(mut self, name: &'static str, value: impl Into<Value>) -> Self {
        self.more.push((name, value.into()));
        self
    }

    /// A header or a parameter that cannot be read.
    pub fn request(detail: impl Into<String>) -> Self {
        Self::new(&REQUEST, detail)
    }

    /// A body that is not JSON, and where the reading stopped.
    pub fn broken(error: &serde_json::Error) -> Self {
        let (line, column) = (error.line(), error.column());
        let detail = format!("Läsningen tog stopp på rad {line}, kolumn {column}.");
        Self::new(&JSON, detail).with("rad", line).with("kolumn", column)
    }

    /// A body of JSON that is not an object.
    pub fn not_an_object() -> Self {
        Self::new(&JSON, "Kroppen ska vara ett objekt: { \"fält\": värde }.").with("rad", 1).with("kolumn", 1)
    }

    /// A body of another kind than JSON.
    pub fn not_json() -> Self {
        Self::new(&TYPE, TYPE.help)
    }

    /// A body above the limit.
    pub fn too_large() -> Self {
        Self::new(&LARGE, LARGE.help)
    }

    /// An address that does not answer to the method.
    pub fn method() -> Self {
        Self::new(&METHOD, METHOD.help)
    }

    /// Fields that could not be read: name, label, what is wrong.
    pub fn fields(wrong: impl IntoIterator<Item = (String, String, String)>) -> Self {
        let rows = wrong
            .into_iter()
            .map(|(field, label, message)| json!({ "falt": field, "etikett": label, "meddelande": message }));
        let rows: Vec<Value> = rows.collect();
        Self::new(&FIELDS, counted(rows.len(), "uppgift behöver", "uppgifter behöver") + " rättas.")
            .with("uppgifter", rows)
    }

    fn fault(error: &AppError) -> Self {
        let support = format!("API-{:04}", FAILURES.fetch_add(1, Ordering::Relaxed) + 1);
        tracing::error!(%support, error = %told(error), "svarade med fel");
        Self::new(&FAULT, FAULT.help).with("stodnummer", support)
    }
}

impl From<AppError> for Problem {
    fn from(error: AppError) -> Self {
        match error {
            AppError::NotFound => Self::new(&MISSING, MISSING.help),
            AppError::Problems(problems) => Self::fields(problems.into_iter().map(field)),
            AppError::Refused(refusal) => {
                let rows: Vec<Value> = refusal.hinders.iter().map(hinder).collect();
                Self::new(&REFUSED, counted(rows.len(), "hinder", "hinder") + ".").with("hinder", rows)
            }
            AppError::Warned(hinders) => {
                let rows: Vec<Value> = hinders.iter().map(hinder).collect();
                Self::new(&REASONS, counted(rows.len(), "riktlinje", "riktlinjer") + ".").with("hinder", rows)
            }
            AppError::Stale { newest } => Self::new(&STALE, STALE.help).with("nyaste", json!(newest)),
            AppError::Store(_) | AppError::Unsaved(_) | AppError::Fault(_) => Self::fault(&error),
        }
    }
}

impl From<Trouble> for Problem {
    fn from(trouble: Trouble) -> Self {
        match trouble {
            Trouble::LoggedOut => Self::new(&LOGGED_OUT, LOGGED_OUT.help),
            Trouble::Nowhere => AppError::NotFound.into(),
            Trouble::App(error) => error.into(),
            Trouble::Template(error) => AppError::Fault(error.to_string()).into(),
        }
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut body = described_as(self.kind, &self.detail);
        for (name, value) in self.more {
            body[name] = value;
        }
        let mut response = super::json(self.kind.status, body);
        let headers = response.headers_mut();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        if self.kind.status == StatusCode::UNAUTHORIZED {
            headers.insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Cookie"));
        }
        response
    }
}

/// What a kind means, at the address that `type` names.
pub async fn described(Path(name): Path<String>) -> Response {
    match KINDS.iter().find(|kind| kind.name == name) {
        Some(kind) => super::json(StatusCode::OK, described_as(kind, kind.help)),
        None => Problem::from(AppError::NotFound).into_response(),
    }
}

fn described_as(kind: &Kind, detail: &str) -> Value {
    json!({
        "type": format!("{BASE}/fel/{}", kind.name),
        "title": kind.title,
        "status": kind.status.as_u16(),
        "detail": detail,
    })
}

fn field(problem: form::Problem) -> (String, String, String) {
    (problem.field.to_owned(), problem.label.to_owned(), problem.message)
}

fn counted(count: usize, one: &str, many: &str) -> String {
    format!("{count} {}", if count == 1 { one } else { many })
}

/// The fault with its causes, for the log.
fn told(error: &AppError) -> String {
    if let AppError::Fault(text) = error {
        return text.clone();
    }
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}
