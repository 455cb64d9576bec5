//! Style sheets, script and font, built into the program.

use axum::extract::Path;
use axum::http::{HeaderName, StatusCode, header};
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
    "js/anteckning.js", "text/javascript; charset=utf-8";
    "js/passnyckel.js", "text/javascript; charset=utf-8";
}

/// What answers in the browser when there is no network. It says which version it is of, so that a browser with an
/// older one fetches its files anew.
const WITHOUT_NETWORK: &str =
    concat!("const VERSION = '", env!("CARGO_PKG_VERSION"), "';\n", include_str!("../assets/js/utan-nat.js"));
/// Such a script answers for the folder it lies in, unless its answer says that it may for all.
const SCOPE: HeaderName = HeaderName::from_static("service-worker-allowed");

/// The three style sheets as one file: a page asks for it once.
const STYLE: &str = concat!(
    include_str!("../assets/css/ds.css"),
    include_str!("../assets/css/tema.css"),
    include_str!("../assets/css/sak.css")
);

/// Serves one file. They change only with the program, so a day in the cache does no harm.
pub async fn serve(Path(name): Path<String>) -> Response {
    if name == "js/utan-nat.js" {
        let kind = (header::CONTENT_TYPE, "text/javascript; charset=utf-8");
        return ([kind, (header::CACHE_CONTROL, "no-cache"), (SCOPE, "/")], WITHOUT_NETWORK).into_response();
    }
    let joined = ("css/stadga.css", "text/css; charset=utf-8", STYLE.as_bytes());
    match ALL.iter().chain([&joined]).find(|(known, _, _)| *known == name) {
        Some((_, kind, bytes)) => {
            ([(header::CONTENT_TYPE, *kind), (header::CACHE_CONTROL, "public, max-age=86400")], *bytes).into_response()
        }
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
