//! A log-in with a provider that others have written, answered again as it was recorded: what it says of itself, its
//! keys and its tokens are those of that day, and so is the clock. `STADGA_UPDATE=1 cargo xtask trust issuer` records it
//! anew.

use crate::http::Http;
use crate::{Config, Fault, Identity, Idp, Pending};
use jiff::Timestamp;
use serde::Deserialize;
use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use tokio::sync::Mutex;

const RECORDED: &str = include_str!("../tests/recorded/oidc-provider.json");
/// A recording that has just been made, to be tried instead.
const FRESH: &str = "STADGA_TRUST_RECORDED";

/// What was said that day.
#[derive(Clone, Deserialize)]
struct Recorded {
    /// When the answer came, in seconds since 1970.
    at: i64,
    issuer: String,
    client: String,
    secret: String,
    back: String,
    out: String,
    subject: String,
    discovery: Value,
    keys: Value,
    /// A key of the same kind and name that the provider has never had.
    foreign: Value,
    pending: Pending,
    code: String,
    answer: Value,
}

impl Recorded {
    fn read() -> Self {
        let fresh = std::env::var(FRESH).map(|path| std::fs::read_to_string(path).unwrap());
        serde_json::from_str(fresh.as_deref().unwrap_or(RECORDED)).unwrap()
    }

    /// The program, and the provider as it answered then.
    fn idp(&self) -> Idp {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).unwrap();
        let place = format!("http://{}", listener.local_addr().unwrap());
        let provider = self.clone();
        // The thread ends with the test's process; nothing in it needs closing.
        std::thread::spawn(move || {
            for visitor in listener.incoming().map_while(Result::ok) {
                provider.reply(&visitor).unwrap();
            }
        });
        let config = Config {
            issuer: self.issuer.clone(),
            client_id: self.client.clone(),
            client_secret: self.secret.clone(),
            back: self.back.clone(),
            after_log_out: self.out.clone(),
            claim: String::from("sub"),
            scopes: Vec::new(),
            acr: Vec::new(),
            amr: Vec::new(),
        };
        Idp { config, http: Http::through(&place).unwrap(), heard: Mutex::default() }
    }

    fn reply(&self, visitor: &TcpStream) -> std::io::Result<()> {
        let mut reader = BufReader::new(visitor);
        let mut line = String::new();
        reader.read_line(&mut line)?;
        let asked = line.split(' ').nth(1).unwrap_or_default().to_owned();
        let mut length = 0;
        while !line.trim().is_empty() {
            line.clear();
            reader.read_line(&mut line)?;
            let header = line.to_ascii_lowercase();
            length = header.strip_prefix("content-length:").map_or(length, |rest| rest.trim().parse().unwrap());
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body)?;
        let (status, told) = self.told(&asked, &String::from_utf8_lossy(&body));
        let (told, mut out) = (told.to_string(), visitor);
        write!(
            out,
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{told}",
            told.len()
        )
    }

    /// What it answered, to whoever asks the same.
    fn told(&self, asked: &str, body: &str) -> (&'static str, Value) {
        let at = |name: &str| self.discovery[name].as_str() == Some(asked);
        let brings = |name: &str, value: &str| body.split('&').any(|pair| pair == format!("{name}={value}"));
        let right = brings("code", &self.code) && brings("code_verifier", &self.pending.verifier);
        match asked.strip_prefix(self.issuer.as_str()) {
            Some("/.well-known/openid-configuration") => ("200 OK", self.discovery.clone()),
            _ if at("jwks_uri") => ("200 OK", self.keys.clone()),
            _ if at("token_endpoint") && right => ("200 OK", self.answer.clone()),
            _ => ("400 Bad Request", json!({ "error": "invalid_grant" })),
        }
    }

    /// Who it is, so many seconds after the answer came.
    async fn who(&self, later: i64) -> Result<Identity, Fault> {
        let now = Timestamp::from_second(self.at + later).unwrap();
        self.idp().answer(now, &self.pending, &self.code, &self.pending.state).await
    }

    /// The same with something changed.
    fn with(&self, change: impl FnOnce(&mut Self)) -> Self {
        let mut changed = self.clone();
        change(&mut changed);
        changed
    }
}

/// A token with one letter in the middle of one of its three parts changed.
fn flipped(token: &str, part: usize) -> String {
    let mut parts: Vec<String> = token.split('.').map(str::to_owned).collect();
    let middle = parts[part].len() / 2;
    let other = if parts[part].as_bytes()[middle] == b'A' { "B" } else { "A" };
    parts[part].replace_range(middle..=middle, other);
    parts.join(".")
}

#[tokio::test]
async fn a_recorded_log_in_with_a_provider_others_have_written_is_taken() {
    let recorded = Recorded::read();
    for later in [0, 3_000] {
        let who = recorded.who(later).await.unwrap();
        assert_eq!((&who.issuer, &who.subject), (&recorded.issuer, &recorded.subject));
        let proved = recorded.pending.since.unwrap()..=recorded.at;
        assert!(who.at.is_some_and(|at| proved.contains(&at)), "{who:?}");
    }
}

#[tokio::test]
async fn a_recorded_log_in_is_no_answer_to_anything_else() {
    let recorded = Recorded::read();
    let refused = |why: &str| Err(Fault::Refused(why.to_owned()));
    assert_eq!(recorded.who(2 * 3_600).await, refused("för gammal"));
    let nonce = recorded.with(|changed| changed.pending.nonce = String::from("en-annan-fråga"));
    assert_eq!(nonce.who(0).await, refused("svar på en annan fråga"));
    let audience = recorded.with(|changed| changed.client = String::from("ett-annat-program"));
    assert_eq!(audience.who(0).await, refused("för någon annan"));
    let pending = Pending { verifier: String::from("en-annan-webbläsare"), ..recorded.pending.clone() };
    let now = Timestamp::from_second(recorded.at).unwrap();
    let other = recorded.idp().answer(now, &pending, &recorded.code, &pending.state).await;
    assert_eq!(other, refused("koden: invalid_grant"));
    let since = recorded.with(|changed| changed.pending.since = Some(changed.at + 600));
    assert_eq!(since.who(0).await, Err(Fault::Weak("auth_time är äldre än frågan")));
}

#[tokio::test]
async fn a_recorded_log_in_is_signed_by_the_recorded_key_and_as_it_was_written() {
    let recorded = Recorded::read();
    let refused = |why: &str| Err(Fault::Refused(why.to_owned()));
    let foreign = recorded.with(|changed| changed.keys = changed.foreign.clone());
    assert_eq!(foreign.who(0).await, refused("underskriften"));
    let unknown = recorded.with(|changed| changed.keys["keys"][0]["kid"] = json!("en-annan"));
    assert_eq!(unknown.who(0).await, refused("nyckeln är okänd"));
    let token = recorded.answer["id_token"].as_str().unwrap();
    let signature = recorded.with(|changed| changed.answer["id_token"] = json!(flipped(token, 2)));
    assert_eq!(signature.who(0).await, refused("underskriften"));
    let claims = recorded.with(|changed| changed.answer["id_token"] = json!(flipped(token, 1)));
    assert!(claims.who(0).await.is_err(), "what it says was changed");
}
