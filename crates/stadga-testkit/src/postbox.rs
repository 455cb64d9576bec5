//! An e-mail server on loopback, which takes what it is sent, refuses it, or says nothing.

use std::io::{BufRead, BufReader, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// What the server does with somebody who connects.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// Takes what is sent.
    Take,
    /// Refuses whoever sends, with this number.
    Refuse(u16),
    /// Says nothing, however long one waits.
    Hang,
}

/// The server. It treats those who connect as it was told, one after the other, and those after them as the last.
pub struct Postbox {
    port: u16,
    came: Arc<Mutex<Vec<String>>>,
}

impl Postbox {
    /// Opens it on a free port.
    ///
    /// # Panics
    /// When no port is free.
    pub fn open(turns: &[Turn]) -> Self {
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let port = listener.local_addr().expect("the port has an address").port();
        let (came, turns) = (Arc::<Mutex<Vec<String>>>::default(), turns.to_vec());
        let kept = Arc::clone(&came);
        // The thread ends with the test's process; nothing in it needs closing.
        std::thread::spawn(move || {
            let mut silent = Vec::new();
            for (at, visitor) in listener.incoming().map_while(Result::ok).enumerate() {
                match turns.get(at).or(turns.last()).copied().unwrap_or(Turn::Take) {
                    Turn::Hang => silent.push(visitor),
                    turn => {
                        // Whoever sends may look the moment it is answered, so it is kept before it is answered for.
                        let keep = |letter| kept.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
                        // A visitor that breaks off has sent nothing.
                        let _ = talk(&visitor, turn, keep);
                    }
                }
            }
        });
        Self { port, came }
    }

    /// Its port.
    pub fn port(&self) -> u16 {
        self.port
    }

    /// What it has taken, in order, headers and all.
    pub fn came(&self) -> Vec<String> {
        self.came.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }
}

/// Speaks with whoever sends (RFC 5321, as much of it as is needed), and keeps the letter that is taken.
fn talk(visitor: &TcpStream, turn: Turn, keep: impl Fn(String)) -> std::io::Result<()> {
    let mut lines = BufReader::new(visitor.try_clone()?).lines();
    let mut out = visitor;
    out.write_all(b"220 postbox\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let word = line.split_whitespace().next().unwrap_or_default().to_ascii_uppercase();
        let answer = match (word.as_str(), turn) {
            ("MAIL", Turn::Refuse(code)) => format!("{code} no\r\n"),
            ("DATA", _) => {
                out.write_all(b"354 go on\r\n")?;
                let mut letter = String::new();
                for line in lines.by_ref() {
                    match line?.as_str() {
                        "." => break,
                        line => letter.extend([line, "\n"]),
                    }
                }
                keep(letter);
                String::from("250 taken\r\n")
            }
            ("QUIT", _) => {
                out.write_all(b"221 bye\r\n")?;
                break;
            }
            _ => String::from("250 yes\r\n"),
        };
        out.write_all(answer.as_bytes())?;
    }
    Ok(())
}
