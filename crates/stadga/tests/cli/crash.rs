//! The real program killed in the middle of somebody's work (SIGKILL), and started again on what is left.

use super::{check_refused, left_behind};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

/// The demo on a folder, killed when this is dropped.
pub(super) struct Demo {
    child: Child,
    address: String,
}

impl Drop for Demo {
    fn drop(&mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }
}

impl Demo {
    fn start(folder: &Path) -> Self {
        Self::with(&["--data", folder.to_str().unwrap()])
    }

    pub(super) fn with(arguments: &[&str]) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_stadga"))
            .args(["demo", "--port", "0"])
            .args(arguments)
            .stderr(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap()).lines().map(Result::unwrap);
        let address = lines.find_map(|line| line.split("http://").nth(1).map(str::to_owned)).unwrap();
        Self { child, address }
    }

    /// The whole answer, headers and all.
    pub(super) fn ask(&self, method: &str, path: &str, cookie: &str, fields: &[(&str, &str)]) -> String {
        let body: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", escaped(value))).collect();
        let kind = "Content-Type: application/x-www-form-urlencoded";
        self.send(method, path, &[&format!("Cookie: {cookie}"), kind], &body.join("&"))
    }

    /// Sends any body with any headers.
    pub(super) fn send(&self, method: &str, path: &str, headers: &[&str], body: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        write!(
            stream,
            "{method} {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n{}\r\nContent-Length: {}\r\n\r\n{body}",
            self.address,
            headers.join("\r\n"),
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// The cookie of somebody who has just picked who to be.
    pub(super) fn log_in(&self, name: &str) -> String {
        let page = self.ask("GET", "/", "", &[]);
        let cards = page.split("name=\"anvandare\" value=\"").skip(1);
        let card = cards.into_iter().find(|card| card.split("</form>").next().unwrap().contains(name)).unwrap();
        let chosen = self.ask("POST", "/valj", "", &[("anvandare", card.split('"').next().unwrap())]);
        let cookie = chosen.lines().find_map(|line| line.strip_prefix("set-cookie: ")).unwrap();
        cookie.split(';').next().unwrap().to_owned()
    }
}

fn escaped(text: &str) -> String {
    text.bytes().map(|byte| format!("%{byte:02X}")).collect()
}

/// The chosen alternative of a closed list.
fn selected(page: &str, name: &str) -> String {
    let (_, list) = page.split_once(&format!("<select id=\"{name}\"")).unwrap();
    let (before, _) = list.split_once("\" selected").unwrap();
    before.rsplit('"').next().unwrap().to_owned()
}

#[test]
fn a_killed_program_has_the_draft_and_what_it_said_was_saved() {
    let folder = left_behind();
    let text = format!("Halvskriven när strömmen gick. {}", "å".repeat(20_000));
    let demo = Demo::start(folder.path());
    let sara = demo.log_in("Sara Lindqvist");
    let page = demo.ask("GET", "/mottagning/ny", &sara, &[]);
    let (unit, worker) = (selected(&page, "enhet"), selected(&page, "handlaggare"));
    let saved = demo.ask("POST", "/mottagning/ny/utkast", &sara, &[("namn", "Vera Nyberg"), ("galler", &text)]);
    assert!(saved.contains("Utkast sparat"), "{saved}");
    check_refused(&["verify", "--data", folder.path().to_str().unwrap()], &["används redan av en annan Stadga"]);
    drop(demo);

    let demo = Demo::start(folder.path());
    let sara = demo.log_in("Sara Lindqvist");
    let page = demo.ask("GET", "/mottagning/ny", &sara, &[]);
    assert!(page.contains(&text) && page.contains("value=\"Vera Nyberg\""), "the draft is gone");
    let fields = [("namn", "Vera Nyberg"), ("kanal", "telefon"), ("galler", &text), ("enhet", &unit)];
    let fields = [&fields[..], &[("handlaggare", worker.as_str())]].concat();
    let sent = demo.ask("POST", "/mottagning/ny", &sara, &fields);
    assert!(sent.starts_with("HTTP/1.1 303"), "{}", &sent[..sent.len().min(3000)]);
    drop(demo);

    let demo = Demo::start(folder.path());
    let sara = demo.log_in("Sara Lindqvist");
    assert!(demo.ask("GET", "/arenden", &sara, &[]).contains("Vera Nyberg"), "the case is gone");
    assert!(!demo.ask("GET", "/mottagning/ny", &sara, &[]).contains("Halvskriven"), "the draft came back");
}
