//! Several municipalities at one address, told apart by the host that is asked for. They share nothing but the code.

use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{Html, IntoResponse, Response};
use std::collections::HashMap;
use std::sync::Arc;
use tower::ServiceExt;

/// What is said at an address that is nobody's. No style and no script, so no policy need let any through.
const NOBODY: &str = "<!doctype html><html lang=\"sv\"><head><meta charset=\"utf-8\"><title>Ingen kommun</title></head>\
                      <body><h1>Det finns ingen kommun på den här adressen</h1><p>Kontrollera adressen, eller fråga den \
                      som sköter systemet hos er.</p></body></html>";

/// The router that hands each question to the municipality whose host it names. Hosts are written in lower case and
/// without a port. Any other host is told that it is nobody's (421), but for whether the program runs.
pub fn by_host(towns: Vec<(String, Router)>) -> Router {
    let towns: Arc<HashMap<String, Router>> = Arc::new(towns.into_iter().collect());
    Router::new().fallback(async move |request: Request| {
        let town = host(request.headers(), request.uri()).and_then(|host| towns.get(&host).cloned());
        match town {
            Some(town) => town.oneshot(request).await.into_response(),
            None if request.uri().path() == "/halsa" => "ok".into_response(),
            None => nobody(),
        }
    })
}

fn nobody() -> Response {
    let headers = [
        (header::CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (header::CACHE_CONTROL, "no-store"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (StatusCode::MISDIRECTED_REQUEST, headers, Html(NOBODY)).into_response()
}

/// The host a question names; none where it names none, or more than one.
fn host(headers: &HeaderMap, uri: &Uri) -> Option<String> {
    let mut named = headers.get_all(header::HOST).iter();
    let first = match named.next() {
        Some(value) => Some(plain(value.to_str().ok()?)?),
        None => None,
    };
    let asked = match uri.authority() {
        Some(authority) => Some(plain(authority.as_str())?),
        None => None,
    };
    if named.next().is_some() || matches!((&first, &asked), (Some(first), Some(asked)) if first != asked) {
        return None;
    }
    first.or(asked)
}

/// A host without its port, in lower case. What is not plainly a name is none.
fn plain(text: &str) -> Option<String> {
    let name = match text.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        Some(_) => return None,
        None => text,
    };
    let fits = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.' || byte == b'-';
    (!name.is_empty() && name.bytes().all(fits)).then(|| name.to_ascii_lowercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(hosts: &[&str], uri: &str) -> Option<String> {
        let mut headers = HeaderMap::new();
        for host in hosts {
            headers.append(header::HOST, host.parse().unwrap());
        }
        host(&headers, &uri.parse().unwrap())
    }

    #[test]
    fn a_question_names_one_host_or_none() {
        for (hosts, uri, expected) in [
            (&["a.example.se"][..], "/", Some("a.example.se")),
            (&["A.Example.SE:8443"], "/", Some("a.example.se")),
            (&[], "https://a.example.se/x", Some("a.example.se")),
            (&["a.example.se"], "https://a.example.se:443/x", Some("a.example.se")),
            (&["a.example.se"], "https://b.example.se/x", None),
            (&["a.example.se", "b.example.se"], "/", None),
            (&["a.example.se", "a.example.se"], "/", None),
            (&[], "/", None),
            (&[""], "/", None),
            (&["a.example.se, b.example.se"], "/", None),
            (&["b.example.se@a.example.se"], "/", None),
            (&["a.example.se:x"], "/", None),
            (&["[::1]:443"], "/", None),
        ] {
            assert_eq!(named(hosts, uri).as_deref(), expected, "{hosts:?} {uri}");
        }
    }
}
