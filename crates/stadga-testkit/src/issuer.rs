//! A provider that says who people are, as a municipality has one: OpenID Connect on loopback, with keys that are made
//! when it starts. It can be told to lie in each of the ways that must not be believed.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::{get, post};
use base64::Engine as _;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use jiff::Timestamp;
use ring::rand::SystemRandom;
use ring::signature::{ECDSA_P256_SHA256_FIXED_SIGNING, EcdsaKeyPair, KeyPair as _};
use ring::{digest, hmac};
use serde_json::{Map, Value, json};
use stadga_store::Clock;
use std::collections::{BTreeMap, HashMap};
use std::net::{Ipv4Addr, TcpListener};
use std::sync::{Arc, Mutex, PoisonError};

/// What it calls the program that asks.
pub const CLIENT: &str = "stadga";
/// What the program proves itself by.
pub const SECRET: &str = "en-hemlighet-som-bara-prov-har";

/// How a token is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signed {
    /// With the key it has published.
    Well,
    /// Not at all: `alg` is `none`.
    Not,
    /// With its key, over something else.
    Broken,
    /// With a key nobody knows, under the name of its own.
    Foreign,
    /// With a key nobody knows, under a name nobody knows.
    Unknown,
    /// With the secret it shares with the program.
    Shared,
}

/// A provider. It answers until the test's process ends.
pub struct Issuer {
    /// Its address.
    pub address: String,
    desk: Arc<Mutex<Desk>>,
}

/// A code that was given, and what has to be shown for it.
struct Given {
    challenge: String,
    nonce: String,
    back: String,
}

struct Key {
    name: String,
    pair: EcdsaKeyPair,
}

struct Desk {
    clock: Clock,
    address: String,
    keys: Vec<Key>,
    codes: HashMap<String, Given>,
    count: u32,
    subject: String,
    claims: Map<String, Value>,
    signed: Signed,
    away: bool,
    asked: u32,
    queries: Vec<BTreeMap<String, String>>,
}

type Shared = Arc<Mutex<Desk>>;

impl Issuer {
    /// Starts one that goes by a clock, and says that everybody is `ingen`.
    ///
    /// # Panics
    /// When no port is free.
    pub fn start(clock: Clock) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        listener.set_nonblocking(true).expect("the port can wait for visitors");
        let address = format!("http://{}", listener.local_addr().expect("the port has an address"));
        let desk = Arc::new(Mutex::new(Desk {
            clock,
            address: address.clone(),
            keys: vec![Key::new("en")],
            codes: HashMap::new(),
            count: 0,
            subject: String::from("ingen"),
            claims: Map::new(),
            signed: Signed::Well,
            away: false,
            asked: 0,
            queries: Vec::new(),
        }));
        let router = Router::new()
            .route("/.well-known/openid-configuration", get(about))
            .route("/keys", get(keys))
            .route("/authorize", get(authorize))
            .route("/token", post(token))
            .route("/end", get(async || "Du är utloggad hos kommunen."))
            .with_state(desk.clone());
        // The thread ends with the test's process; nothing in it needs closing.
        std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
            runtime.expect("a runtime starts").block_on(async move {
                let listener = tokio::net::TcpListener::from_std(listener).expect("the port is taken over");
                axum::serve(listener, router).await.expect("the provider answers");
            });
        });
        Self { address, desk }
    }

    fn desk<T>(&self, work: impl FnOnce(&mut Desk) -> T) -> T {
        work(&mut self.desk.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Who everybody is from now on.
    pub fn is(&self, subject: &str) {
        self.desk(|desk| subject.clone_into(&mut desk.subject));
    }

    /// A claim in every token from now on, in place of what it would be; none leaves it out.
    pub fn says(&self, claim: &str, value: Option<Value>) {
        self.desk(|desk| desk.claims.insert(claim.to_owned(), value.unwrap_or(Value::Null)));
    }

    /// Says what is true again, well signed.
    pub fn honest(&self) {
        self.desk(|desk| {
            desk.claims.clear();
            desk.signed = Signed::Well;
        });
    }

    /// How tokens are signed from now on.
    pub fn signs(&self, signed: Signed) {
        self.desk(|desk| desk.signed = signed);
    }

    /// Takes a new key, and forgets the old.
    pub fn rotates(&self, name: &str) {
        self.desk(|desk| desk.keys = vec![Key::new(name)]);
    }

    /// Whether it answers nothing but that it cannot answer.
    pub fn away(&self, away: bool) {
        self.desk(|desk| desk.away = away);
    }

    /// How many times it has been asked for its keys.
    pub fn asked(&self) -> u32 {
        self.desk(|desk| desk.asked)
    }

    /// What it was last asked by a browser.
    pub fn query(&self) -> BTreeMap<String, String> {
        self.desk(|desk| desk.queries.last().cloned().unwrap_or_default())
    }

    /// What a browser that is sent to an address of its is sent back with.
    pub fn visited(&self, address: &str) -> String {
        let query = address.split_once('?').map_or("", |(_, query)| query);
        self.desk(|desk| desk.granted(query))
    }
}

impl Key {
    fn new(name: &str) -> Self {
        let random = SystemRandom::new();
        let way = &ECDSA_P256_SHA256_FIXED_SIGNING;
        let bytes = EcdsaKeyPair::generate_pkcs8(way, &random).expect("a key is made");
        let pair = EcdsaKeyPair::from_pkcs8(way, bytes.as_ref(), &random).expect("the key is one");
        Self { name: name.to_owned(), pair }
    }

    fn public(&self) -> Value {
        // A point as it is written: a byte that says how, then x and y.
        let point = self.pair.public_key().as_ref();
        let (x, y) = point.split_at(33);
        json!({
            "kty": "EC", "crv": "P-256", "use": "sig", "alg": "ES256", "kid": self.name,
            "x": URL_SAFE_NO_PAD.encode(&x[1..]), "y": URL_SAFE_NO_PAD.encode(y),
        })
    }

    fn sign(&self, text: &str) -> Vec<u8> {
        self.pair.sign(&SystemRandom::new(), text.as_bytes()).expect("the key signs").as_ref().to_vec()
    }
}

impl Desk {
    fn granted(&mut self, query: &str) -> String {
        let query = pairs(query);
        let of = |name: &str| query.get(name).cloned().unwrap_or_default();
        self.count += 1;
        let code = format!("engangs-{}", self.count);
        let given = Given { challenge: of("code_challenge"), nonce: of("nonce"), back: of("redirect_uri") };
        let back = format!("{}?code={code}&state={}", given.back, of("state"));
        let whole = of("client_id") == CLIENT && of("response_type") == "code" && of("code_challenge_method") == "S256";
        if whole && of("scope").split(' ').any(|scope| scope == "openid") {
            self.codes.insert(code, given);
        }
        self.queries.push(query);
        back
    }

    /// What a code is worth; none when it was never given, has been used, or somebody else asks.
    fn token(&mut self, form: &BTreeMap<String, String>, authorization: &str) -> Option<Value> {
        let of = |name: &str| form.get(name).map_or("", String::as_str);
        let given = self.codes.remove(of("code"))?;
        // Name and secret are written as in a form before they are joined.
        let proof = STANDARD.decode(authorization.strip_prefix("Basic ")?).ok()?;
        let proof = String::from_utf8(proof).ok()?;
        let (id, secret) = proof.split_once(':')?;
        let verified = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, of("code_verifier").as_bytes()));
        let right = decoded(id) == CLIENT && decoded(secret) == SECRET && of("redirect_uri") == given.back;
        if !right || verified != given.challenge {
            return None;
        }
        let now: Timestamp = (self.clock)();
        let claims = json!({
            "iss": self.address, "sub": self.subject, "aud": CLIENT, "nonce": given.nonce,
            "iat": now.as_second(), "exp": now.as_second() + 300, "auth_time": now.as_second(),
        });
        let mut claims = claims.as_object().cloned().unwrap_or_default();
        for (name, value) in &self.claims {
            if value.is_null() {
                claims.remove(name)
            } else {
                claims.insert(name.clone(), value.clone())
            };
        }
        let token = self.signed(&Value::Object(claims));
        Some(json!({"access_token": "oanvänd", "token_type": "Bearer", "expires_in": 300, "id_token": token}))
    }

    fn signed(&self, claims: &Value) -> String {
        let own = &self.keys[0];
        let foreign = Key::new("okänd");
        let (way, name) = match self.signed {
            Signed::Not => ("none", own.name.as_str()),
            Signed::Shared => ("HS256", own.name.as_str()),
            Signed::Unknown => ("ES256", "okänd"),
            _ => ("ES256", own.name.as_str()),
        };
        let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
        let text = format!("{}.{}", part(&json!({"alg": way, "kid": name, "typ": "JWT"})), part(claims));
        let signature = match self.signed {
            Signed::Well => own.sign(&text),
            Signed::Not => Vec::new(),
            Signed::Broken => own.sign("något annat"),
            Signed::Foreign | Signed::Unknown => foreign.sign(&text),
            Signed::Shared => {
                let key = hmac::Key::new(hmac::HMAC_SHA256, SECRET.as_bytes());
                hmac::sign(&key, text.as_bytes()).as_ref().to_vec()
            }
        };
        format!("{text}.{}", URL_SAFE_NO_PAD.encode(signature))
    }
}

fn lock(desk: &Shared) -> std::sync::MutexGuard<'_, Desk> {
    desk.lock().unwrap_or_else(PoisonError::into_inner)
}

fn told(value: &Value) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], value.to_string()).into_response()
}

async fn about(State(desk): State<Shared>) -> Response {
    let desk = lock(&desk);
    if desk.away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let at = |path: &str| format!("{}{path}", desk.address);
    told(&json!({
        "issuer": desk.address, "authorization_endpoint": at("/authorize"), "token_endpoint": at("/token"),
        "jwks_uri": at("/keys"), "end_session_endpoint": at("/end"), "response_types_supported": ["code"],
        "subject_types_supported": ["public"], "id_token_signing_alg_values_supported": ["ES256"],
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
    }))
}

async fn keys(State(desk): State<Shared>) -> Response {
    let mut desk = lock(&desk);
    desk.asked += 1;
    if desk.away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    told(&json!({"keys": desk.keys.iter().map(Key::public).collect::<Vec<_>>()}))
}

async fn authorize(State(desk): State<Shared>, RawQuery(query): RawQuery) -> Response {
    Redirect::to(&lock(&desk).granted(&query.unwrap_or_default())).into_response()
}

async fn token(State(desk): State<Shared>, headers: HeaderMap, body: Bytes) -> Response {
    let mut desk = lock(&desk);
    if desk.away {
        return StatusCode::SERVICE_UNAVAILABLE.into_response();
    }
    let form = pairs(&String::from_utf8_lossy(&body));
    let authorization = headers.get(header::AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    match desk.token(&form, authorization) {
        Some(token) => told(&token),
        None => (StatusCode::BAD_REQUEST, told(&json!({"error": "invalid_grant"}))).into_response(),
    }
}

fn pairs(text: &str) -> BTreeMap<String, String> {
    let pair = |pair: &str| pair.split_once('=').map(|(name, value)| (decoded(name), decoded(value)));
    text.split('&').filter_map(pair).collect()
}

fn decoded(text: &str) -> String {
    let (text, mut bytes) = (text.as_bytes(), Vec::new());
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let hex = text.get(at + 1..at + 3).filter(|_| *byte == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(decoded) => {
                bytes.push(decoded);
                at += 3;
            }
            None => {
                bytes.push(if *byte == b'+' { b' ' } else { *byte });
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&bytes).into_owned()
}
