//! An e-mail server that others have written (aiosmtpd), on loopback, where it is installed.

use serde_json::Value;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

const SCRIPT: &str = include_str!("smtp.py");

/// A letter the server has taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    /// Whether it came encrypted.
    pub encrypted: bool,
    /// Who had logged in, if anybody.
    pub user: Option<String>,
    /// Headers and all.
    pub text: String,
}

/// The server. Dropping it stops it.
pub struct MailServer {
    child: Child,
    out: BufReader<ChildStdout>,
    port: u16,
}

impl MailServer {
    /// Starts it on a free port, for one user; with a certificate and its key it takes only what comes encrypted. None
    /// where it is not installed, which is told.
    ///
    /// # Panics
    /// When it does not start.
    pub fn start(user: &str, password: &str, tls: Option<(&Path, &Path)>) -> Option<Self> {
        let Some(python) = python() else {
            println!("hoppas över: python3-aiosmtpd är inte installerat");
            return None;
        };
        let mut command = Command::new(python);
        command.args(["-W", "ignore", "-c", SCRIPT, user, password]);
        command.args(tls.iter().flat_map(|(certificate, key)| [*certificate, *key]));
        let child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut child = child.expect("the server starts");
        let mut out = BufReader::new(child.stdout.take().expect("it can be heard"));
        let mut line = String::new();
        out.read_line(&mut line).expect("it says where it answers");
        let port = line.trim().parse().expect("it says its port");
        Some(Self { child, out, port })
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// Stops it; what it has taken, in order.
    ///
    /// # Panics
    /// When it says something else.
    pub fn stop(mut self) -> Vec<Letter> {
        drop(self.child.stdin.take());
        let mut said = String::new();
        self.out.read_to_string(&mut said).expect("it can be heard until it ends");
        let letter = |line: &str| {
            let told: Value = serde_json::from_str(line).expect("it tells of a letter");
            Letter {
                encrypted: told["encrypted"] == Value::Bool(true),
                user: told["user"].as_str().map(str::to_owned),
                text: told["text"].as_str().unwrap_or_default().to_owned(),
            }
        };
        said.lines().map(letter).collect()
    }
}

impl Drop for MailServer {
    fn drop(&mut self) {
        // One that has stopped already needs no stopping.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// A Python that has the server: Debian's own, where another stands before it in the path.
fn python() -> Option<&'static str> {
    ["/usr/bin/python3", "python3"].into_iter().find(|python| {
        let mut command = Command::new(python);
        let tried = command.args(["-c", "import aiosmtpd"]).stderr(Stdio::null()).status();
        tried.is_ok_and(|status| status.success())
    })
}
