//! From what the use cases answer to what the browser gets.

use crate::shell::bare;
use crate::view::{Link, NotFoundPage, ServerErrorPage, TooLargePage};
use askama::Template;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{Html, IntoResponse, Redirect, Response};
use stadga_app::AppError;
use stadga_store::{AppendError, StoreError};
use std::sync::atomic::{AtomicU32, Ordering};

/// How many faults have been answered since the start; the number ties the user's page to the log.
static FAILURES: AtomicU32 = AtomicU32::new(0);

/// A page's answer.
pub type Answer<T = Response> = Result<T, Trouble>;

/// Why there is no page.
#[derive(Debug)]
pub enum Trouble {
    /// Nobody is logged in.
    LoggedOut,
    /// The address leads nowhere; it is written down before that is said.
    Nowhere,
    /// The use case said no in a way no form can mend.
    App(AppError),
    /// A template would not render.
    Template(askama::Error),
}

impl From<AppError> for Trouble {
    fn from(error: AppError) -> Self {
        Self::App(error)
    }
}

impl From<StoreError> for Trouble {
    fn from(error: StoreError) -> Self {
        Self::App(error.into())
    }
}

impl From<askama::Error> for Trouble {
    fn from(error: askama::Error) -> Self {
        Self::Template(error)
    }
}

/// A rendered page.
pub fn page(template: &impl Template) -> Answer {
    Ok(Html(template.render()?).into_response())
}

/// A letter, shown in the browser's own reader.
pub fn pdf(file: stadga_app::view::LetterFile) -> Response {
    let disposition = format!("inline; filename=\"{}\"", file.name);
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/pdf")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("inline")),
        ),
    ];
    (headers, file.bytes).into_response()
}

/// A file that a browser keeps and never shows: what is in it is sealed.
pub fn sealed(name: &str, bytes: Vec<u8>) -> Response {
    let disposition = format!("attachment; filename=\"{name}\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    (headers, bytes).into_response()
}

/// A table as a file, with the mark that makes a spreadsheet read it as UTF-8.
pub fn sheet(name: &str, text: String) -> Response {
    let disposition = format!("attachment; filename=\"{name}.csv\"");
    let headers = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/csv; charset=utf-8")),
        (
            header::CONTENT_DISPOSITION,
            HeaderValue::from_str(&disposition).unwrap_or(HeaderValue::from_static("attachment")),
        ),
    ];
    (headers, format!("\u{feff}{text}")).into_response()
}

/// Sends the browser on with a fresh GET.
pub fn go(to: &str) -> Answer {
    Ok(Redirect::to(to).into_response())
}

impl IntoResponse for Trouble {
    fn into_response(self) -> Response {
        match self {
            Self::LoggedOut => Redirect::to("/").into_response(),
            Self::Nowhere => not_found(),
            Self::App(AppError::NotFound) => not_found(),
            Self::App(error) => failed(&error),
            Self::Template(error) => failed(&error),
        }
    }
}

/// The same page and status for what does not exist and what is not yours.
pub fn not_found() -> Response {
    let shell = bare("Sidan finns inte");
    let page = NotFoundPage { shell, links: vec![Link::new("Min dag", "/min-dag"), Link::new("Till början", "/")] };
    match page.render() {
        Ok(html) => (StatusCode::NOT_FOUND, Html(html)).into_response(),
        Err(error) => failed(&error),
    }
}

/// A form that is larger than any form should be.
pub fn too_large() -> Response {
    let page = TooLargePage { shell: bare("För stort för att spara"), links: vec![Link::new("Min dag", "/min-dag")] };
    match page.render() {
        Ok(html) => (StatusCode::PAYLOAD_TOO_LARGE, Html(html)).into_response(),
        Err(error) => failed(&error),
    }
}

/// The page for our own faults. The log gets the number the user sees, never personal data.
fn failed(error: &(dyn std::error::Error + 'static)) -> Response {
    let support = format!("{:04}", FAILURES.fetch_add(1, Ordering::Relaxed) + 1);
    tracing::error!(%support, error = %chain(error), "svarade med fel");
    let page = ServerErrorPage {
        shell: bare("Något gick fel hos oss"),
        said: String::from(said(error)),
        number: support,
        links: Vec::new(),
    };
    let html = page.render().unwrap_or_else(|_| String::from("Något gick fel hos oss. Inget du skrivit är borta."));
    let mut response = (StatusCode::INTERNAL_SERVER_ERROR, Html(html)).into_response();
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

/// What became of what somebody sent. Sent again unchanged it is the same command, which is carried out once.
fn said(error: &(dyn std::error::Error + 'static)) -> &'static str {
    match error.downcast_ref::<AppError>() {
        Some(
            AppError::Store(StoreError::Uncertain)
            | AppError::Unsaved(AppendError::Store(StoreError::Uncertain | StoreError::Closed)),
        ) => {
            "Vi vet inte om det du skickade sparades. Gå tillbaka och skicka samma sak igen om en stund: är det redan \
             sparat sparas det inte två gånger."
        }
        Some(AppError::Unsaved(_)) => "Det du skickade sparades inte. Gå tillbaka och skicka det igen om en stund.",
        _ => "Försök igen om en stund. Det som redan är sparat sparas inte två gånger.",
    }
}

/// Why a handler's thread ended. A panic's own words may quote a text, so they are not repeated.
pub fn broken(error: &tokio::task::JoinError) -> String {
    String::from(if error.is_panic() { "hanteraren avbröts" } else { "tråden avbröts" })
}

fn chain(error: &(dyn std::error::Error + 'static)) -> String {
    // A fault shows the user one sentence; its cause, which holds no personal data, is for the log.
    let mut text = match error.downcast_ref::<AppError>() {
        Some(AppError::Fault(cause)) => format!("{error} {cause}"),
        _ => error.to_string(),
    };
    let mut source = error.source();
    while let Some(inner) = source {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        source = inner.source();
    }
    text
}
