//! A browser that never thinks: connections kept alive, logged in, whole pages read.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Instant;

/// One visitor with one connection.
pub struct Client {
    stream: BufReader<TcpStream>,
    body: Vec<u8>,
}

/// What came back; the page itself lies in the client.
pub struct Answer {
    pub status: u16,
    /// `Location` or `Set-Cookie`, whichever there is; the cookie wins.
    pub header: String,
}

/// How long each request took, in microseconds, and how many were answered wrongly.
#[derive(Default)]
pub struct Samples {
    pub taken: Vec<(&'static str, u32)>,
    pub wrong: usize,
    pub first_wrong: String,
}

impl Client {
    pub fn new(address: SocketAddr) -> Result<Self, String> {
        let stream = TcpStream::connect(address).map_err(|why| format!("{address}: {why}"))?;
        stream.set_nodelay(true).map_err(|why| why.to_string())?;
        Ok(Self { stream: BufReader::with_capacity(65_536, stream), body: Vec::new() })
    }

    /// The page read last.
    pub fn page(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// Asks for a page, or sends a form when there is one.
    pub fn ask(&mut self, path: &str, cookie: &str, form: Option<&str>) -> Result<Answer, String> {
        let mut request = String::with_capacity(512);
        let method = if form.is_some() { "POST" } else { "GET" };
        request.push_str(&format!("{method} {path} HTTP/1.1\r\nHost: stadga\r\nCookie: {cookie}\r\n"));
        request.push_str("Sec-Fetch-Site: same-origin\r\n");
        if let Some(form) = form {
            let length = form.len();
            request
                .push_str(&format!("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n"));
        }
        request.push_str("\r\n");
        request.push_str(form.unwrap_or_default());
        self.stream.get_mut().write_all(request.as_bytes()).map_err(|why| why.to_string())?;
        self.read().map_err(|why| format!("{method} {path}: {why}"))
    }

    fn read(&mut self) -> std::io::Result<Answer> {
        let mut line = String::new();
        self.stream.read_line(&mut line)?;
        let status = line.split(' ').nth(1).and_then(|code| code.parse().ok()).unwrap_or_default();
        let (mut length, mut header) = (0, String::new());
        loop {
            line.clear();
            self.stream.read_line(&mut line)?;
            let Some((name, value)) = line.trim_end().split_once(": ") else { break };
            match name {
                "content-length" => length = value.parse().unwrap_or_default(),
                "location" if header.is_empty() => header = value.to_owned(),
                "set-cookie" => header = value.split(';').next().unwrap_or_default().to_owned(),
                _ => {}
            }
        }
        self.body.resize(length, 0);
        self.stream.read_exact(&mut self.body)?;
        Ok(Answer { status, header })
    }

    /// Asks and notes how long it took. A wrong answer is counted, and none when the connection broke.
    pub fn timed(
        &mut self,
        samples: &mut Samples,
        name: &'static str,
        path: &str,
        cookie: &str,
        form: Option<&str>,
    ) -> Option<Answer> {
        let began = Instant::now();
        let answer = self.ask(path, cookie, form);
        let took = u32::try_from(began.elapsed().as_micros()).unwrap_or(u32::MAX);
        // A search is sent as a form, so that the name does not stand in the address, and answered at once.
        let right = if form.is_some() && path != "/sok" { 303 } else { 200 };
        match answer {
            Ok(answer) if answer.status == right => {
                samples.taken.push((name, took));
                Some(answer)
            }
            other => {
                samples.wrong += 1;
                if samples.first_wrong.is_empty() {
                    samples.first_wrong = match other {
                        Ok(answer) => format!("{name}: {} {}", answer.status, errors(&self.page())),
                        Err(why) => format!("{name}: {why}"),
                    };
                }
                None
            }
        }
    }
}

/// What a page that came back says is wrong.
fn errors(page: &str) -> String {
    let from = page.find("fel-ruta").or_else(|| page.find("role=\"alert\"")).or_else(|| page.find("<h1")).unwrap_or(0);
    let mut text = String::new();
    let mut inside = false;
    for letter in page[from..].chars().take(3_000) {
        match letter {
            '<' => inside = true,
            '>' => inside = false,
            other if !inside => text.push(other),
            _ => {}
        }
    }
    text.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(300).collect()
}

/// Writes a form's fields as a browser sends them.
pub fn form(fields: &[(&str, &str)]) -> String {
    let pairs: Vec<String> = fields.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    pairs.join("&")
}

fn encoded(text: &str) -> String {
    let mut out = String::new();
    for byte in text.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' => out.push(char::from(byte)),
            b' ' => out.push('+'),
            other => out.push_str(&format!("%{other:02X}")),
        }
    }
    out
}
