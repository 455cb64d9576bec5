//! Style sheets, script and font, built into the program.

use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};

macro_rules! assets {
    ($($name:literal, $kind:literal;)+) => {
        /// Name, type and bytes of everything that is served as it is.
        const ALL: &[(&str, &str, &[u8])] =
            &[$(($name, $kind, include_bytes!(concat!("../assets/", $name)))),+];
    };
}

assets! {
    "css/ds.css", "text/css; charset=utf-8";
    "css/tema.css", "text/css; charset=utf-8";
    "css/sak.css", "text/css; charset=utf-8";
    "ikon.svg", "image/svg+xml";
    "font/inter-latin-wght-normal.woff2", "font/woff2";
    "js/htmx.min.js", "text/javascript; charset=utf-8";
    "js/stadga.js", "text/javascript; charset=utf-8";
}

/// The three style sheets as one file: a page asks for it once.
const STYLE: &str = concat!(
    include_str!("../assets/css/ds.css"),
    include_str!("../assets/css/tema.css"),
    include_str!("../assets/css/sak.css")
);

/// Serves one file. They change only with the program, so a day in the cache does no harm.
pub async fn serve(Path(name): Path<String>) -> Response {
    let joined = ("css/stadga.css", "text/css; charset=utf-8", STYLE.as_bytes());
    match ALL.iter().chain([&joined]).find(|(known, _, _)| *known == name) {
        Some((_, kind, bytes)) => {
            ([(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "public, max-age=86400")], *bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
