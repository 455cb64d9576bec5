//! Real use from the command line: founded out of a file, looked over, and served with encryption or not at all.

use super::{check_refused, stadga, text};
use rustls::pki_types::pem::PemObject;
use rustls::pki_types::{CertificateDer, ServerName};
use rustls::{ClientConfig, ClientConnection, RootCertStore, StreamOwned};
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream, ToSocketAddrs};
use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Arc;

/// A certificate for `localhost` that nobody trusts but this test.
const CERTIFICATE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/certificate.pem");
const KEY: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/tls/key.pem");

pub(super) const PLAN: &str = r#"
pack = "ekvalla"

[[unit]]
key = "vuxen"
name = "Vuxenenheten"
kind = "myndighet"

[[user]]
name = "Stina Berg"
role = "systemforvaltare"
unit = "vuxen"
login = "stina.berg"

[[user]]
name = "Sara Lindqvist"
role = "socialsekreterare"
unit = "vuxen"
"#;

/// What the doctor says where hardly anything is set.
const LOOKED: [&str; 5] = [
    "STOPP  Det finns inget certifikat",
    "VARNING  Huvudnyckeln ligger bredvid",
    "VARNING  Det som skrivs mellan två kopior skickas ingenstans",
    "Bara en system",
    "1 stopp",
];

/// What is counted of two answers and one way in.
const COUNTED: [&str; 4] = [
    "stadga_answers_total{class=\"2xx\"} 2",
    "stadga_log_ins_total{outcome=\"in\"}",
    "stadga_limited_total 0",
    "stadga_write_waited_seconds 0",
];

/// Writes a file that its owner alone reads.
pub(super) fn secret(path: &Path, content: &[u8]) -> String {
    fs::write(path, content).unwrap();
    fs::set_permissions(path, fs::Permissions::from_mode(0o600)).unwrap();
    path.to_str().unwrap().to_owned()
}

/// The program while it serves; stopped however the test ends.
pub(super) struct Served(pub(super) Child);

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// Asks as a browser that trusts the certificate of this test.
fn ask(port: u16, request: &str) -> String {
    let mut roots = RootCertStore::empty();
    roots.add(CertificateDer::from_pem_file(CERTIFICATE).unwrap()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ClientConfig::builder_with_provider(provider).with_safe_default_protocol_versions().unwrap();
    let config = config.with_root_certificates(roots).with_no_client_auth();
    let name = ServerName::try_from("localhost").unwrap();
    let client = ClientConnection::new(Arc::new(config), name).unwrap();
    let mut stream = StreamOwned::new(client, TcpStream::connect(("127.0.0.1", port)).unwrap());
    stream.write_all(request.as_bytes()).unwrap();
    let mut answer = Vec::new();
    // The end may come without its farewell: what was read is what was said.
    let _ = stream.read_to_end(&mut answer);
    text(&answer)
}

/// Asks without encryption.
fn bare_ask(whom: impl ToSocketAddrs, path: &str) -> String {
    let mut plain = TcpStream::connect(whom).unwrap();
    plain.write_all(format!("GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").as_bytes()).unwrap();
    let mut answer = Vec::new();
    let _ = plain.read_to_end(&mut answer);
    text(&answer)
}

/// What a collector receives, until a span of that name has come.
fn traced(collector: &TcpListener, name: &str) -> String {
    let mut all = String::new();
    while !all.contains(name) {
        let (stream, _) = collector.accept().unwrap();
        let mut reader = BufReader::new(stream);
        let mut length = 0;
        loop {
            let mut line = String::new();
            reader.read_line(&mut line).unwrap();
            all.push_str(&line);
            let about = line.to_ascii_lowercase();
            length = about.strip_prefix("content-length:").map_or(length, |rest| rest.trim().parse().unwrap());
            if line.trim().is_empty() {
                break;
            }
        }
        let mut body = vec![0; length];
        reader.read_exact(&mut body).unwrap();
        all.push_str(&text(&body));
        reader.into_inner().write_all(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\nConnection: close\r\n\r\n").unwrap();
    }
    all
}

/// Settings with everything that is safe.
fn whole_settings(counters: SocketAddr, traces: SocketAddr, key: &str) -> String {
    format!(
        "municipality = \"Ekvalla kommun\"\naddress = \"127.0.0.1:0\"\nmetrics = \"{counters}\"\n\
         certificate = {CERTIFICATE:?}\nprivate_key = {key:?}\n[traces]\nto = \"http://{traces}/v1/traces\"\n"
    )
}

#[test]
fn a_municipality_is_founded_looked_over_and_served_only_where_it_is_safe() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    let data = at("data").to_str().unwrap().to_owned();
    let plan = secret(&at("kommun.toml"), PLAN.as_bytes());
    let nobody = secret(&at("utan.toml"), PLAN.replace("login = \"stina.berg\"", "").as_bytes());
    check_refused(&["found", "--data", &data, "--plan", &nobody], &["systemforvaltare", "login"]);
    let founded = stadga(&["found", "--data", &data, "--plan", &plan]);
    let said = text(&founded.stdout);
    assert!(founded.status.success(), "{said}{}", text(&founded.stderr));
    let start = said.split("startkoden ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap().to_owned();
    check_refused(&["found", "--data", &data, "--plan", &plan], &["redan en databas"]);

    // Nothing is encrypted: the doctor says so, and serve does not start.
    let bare = secret(&at("bar.toml"), b"municipality = \"Ekvalla kommun\"\naddress = \"127.0.0.1:0\"\n");
    let looked = stadga(&["doctor", "--data", &data, "--settings", &bare]);
    let said = text(&looked.stdout);
    assert!(!looked.status.success(), "{said}");
    for words in LOOKED {
        assert!(said.contains(words), "{words}: {said}");
    }
    check_refused(&["serve", "--data", &data, "--settings", &bare], &["inget certifikat", "behind_proxy"]);
    let key = secret(&at("nyckel.pem"), &fs::read(KEY).unwrap());
    let counters = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let collector = TcpListener::bind("127.0.0.1:0").unwrap();
    let traces = collector.local_addr().unwrap();
    let whole = whole_settings(counters, traces, &key);
    let whole = secret(&at("hel.toml"), whole.as_bytes());
    fs::set_permissions(&key, fs::Permissions::from_mode(0o644)).unwrap();
    check_refused(&["serve", "--data", &data, "--settings", &whole], &["läsas av andra", "chmod 600"]);
    fs::set_permissions(&key, fs::Permissions::from_mode(0o600)).unwrap();
    let nowhere = at("tom");
    check_refused(&["serve", "--data", nowhere.to_str().unwrap(), "--settings", &whole], &["Databasen finns inte"]);

    let mut child = Command::new(env!("CARGO_BIN_EXE_stadga"))
        .args(["serve", "--data", &data, "--settings", &whole])
        .env("OTEL_BSP_SCHEDULE_DELAY", "50")
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let served = Served(child);
    let address = lines.map(Result::unwrap).find_map(|line| line.split("https://").nth(1).map(str::to_owned)).unwrap();
    let port: u16 = address.rsplit(':').next().unwrap().parse().unwrap();
    let door = ask(port, "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    assert!(door.starts_with("HTTP/1.1 200 OK") && door.contains("strict-transport-security"), "{door}");
    assert!(door.contains("<h1>Logga in</h1>") && !door.contains("Sara Lindqvist"), "{door}");
    let body = format!("namn=stina.berg&losenord={start}&kod=");
    let kind = "Content-Type: application/x-www-form-urlencoded";
    let length = body.len();
    let post = format!(
        "POST /logga-in HTTP/1.1\r\nHost: localhost\r\n{kind}\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n{body}"
    );
    let first = ask(port, &post);
    assert!(first.contains("Välkommen, stina.berg"), "{first}");

    assert!(!bare_ask(("127.0.0.1", port), "/").contains("Logga in"), "nothing is said without encryption");
    let counted = bare_ask(counters, "/metrics");
    for line in COUNTED {
        assert!(counted.contains(line), "{line}: {counted}");
    }
    assert!(!counted.contains("stina"), "{counted}");
    let traced = traced(&collector, "POST /logga-in");
    assert!(!traced.contains("stina"), "{traced}");
    drop(served);
    let listed = text(&stadga(&["account", "list", "--data", &data]).stdout);
    assert!(listed.contains("stina.berg") && listed.contains("Väntar på att startkoden används"), "{listed}");
    let sara = stadga(&["account", "issue", "--data", &data, "--user", "sara lindqvist", "--login", "sara"]);
    assert!(text(&sara.stdout).contains("logga in som sara med startkoden"), "{}", text(&sara.stderr));
    assert!(stadga(&["account", "close", "--data", &data, "--user", "Sara Lindqvist"]).status.success());
    check_refused(&["account", "close", "--data", &data, "--user", "Ingen"], &["ingen användare som heter Ingen"]);
    assert!(stadga(&["verify", "--data", &data]).status.success());
}
