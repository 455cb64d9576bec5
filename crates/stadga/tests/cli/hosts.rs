//! Two municipalities served by one program: each at its own host, with its own database, and nothing in common.

use super::serve::{PLAN, Served, secret};
use super::{check_refused, stadga, text};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{TcpListener, TcpStream};
use std::process::{Command, Stdio};

/// Asks a host for a page, as a proxy passes it on.
fn ask(address: &str, host: &str, path: &str) -> String {
    let mut stream = TcpStream::connect(address).unwrap();
    write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").unwrap();
    let mut answer = Vec::new();
    stream.read_to_end(&mut answer).unwrap();
    text(&answer)
}

#[test]
fn one_program_serves_several_municipalities_that_share_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    let plan = secret(&folder.path().join("kommun.toml"), PLAN.as_bytes());
    for data in ["ekvalla", "granby"] {
        assert!(stadga(&["found", "--data", &at(data), "--plan", &plan]).status.success());
    }
    let counters = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let served = |second: &str| {
        format!(
            "address = \"127.0.0.1:0\"\nbehind_proxy = true\nmetrics = \"{counters}\"\n\
             [[served]]\nhost = \"ekvalla.example.se\"\nmunicipality = \"Ekvalla kommun\"\ndata = {:?}\n\
             [[served]]\nhost = \"granby.example.se\"\nmunicipality = \"Granby kommun\"\ndata = {:?}\n",
            at("ekvalla"),
            at(second)
        )
    };
    let same = secret(&folder.path().join("samma.toml"), served("ekvalla").as_bytes());
    check_refused(&["serve", "--settings", &same], &["Granby kommun delar adress, mapp eller databas"]);
    let settings = secret(&folder.path().join("stadga.toml"), served("granby").as_bytes());
    check_refused(&["serve", "--data", &at("ekvalla"), "--settings", &settings], &["utelämna --data"]);
    let looked = text(&stadga(&["doctor", "--settings", &settings]).stdout);
    assert!(looked.contains("Ekvalla kommun\n") && looked.contains("Granby kommun\n"), "{looked}");
    assert!(looked.contains("0 stopp"), "{looked}");

    let mut child = Command::new(env!("CARGO_BIN_EXE_stadga"))
        .args(["serve", "--settings", &settings])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let _served = Served(child);
    let address = lines.map(Result::unwrap).find_map(|line| line.split("http://").nth(1).map(str::to_owned)).unwrap();
    let (ekvalla, granby) = (ask(&address, "ekvalla.example.se", "/"), ask(&address, "granby.example.se:443", "/"));
    assert!(ekvalla.contains("Logga in") && ekvalla.contains("Ekvalla kommun"), "{ekvalla}");
    assert!(granby.contains("Granby kommun") && !granby.contains("Ekvalla"), "{granby}");
    let nobody = ask(&address, "annan.example.se", "/");
    assert!(nobody.starts_with("HTTP/1.1 421") && nobody.contains("ingen kommun"), "{nobody}");
    let counted = |host: &str| ask(&counters.to_string(), "localhost", &format!("/metrics/{host}"));
    assert!(counted("ekvalla.example.se").contains("stadga_answers_total{class=\"2xx\"} 1"));
    ask(&address, "granby.example.se", "/");
    assert!(counted("granby.example.se").contains("stadga_answers_total{class=\"2xx\"} 2"));
    assert!(counted("ekvalla.example.se").contains("stadga_answers_total{class=\"2xx\"} 1"), "each counts its own");
    for path in ["/metrics", "/metrics/annan.example.se"] {
        assert!(ask(&counters.to_string(), "localhost", path).starts_with("HTTP/1.1 404"));
    }
}
