//! The program that steers Chromium: the one that is offered, or one of our own.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

/// What Chromium is started with: no window, no sandbox (tests run as root in containers), no talk with the world.
pub const ARGUMENTS: [&str; 11] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-proxy-server",
    "--lang=sv-SE",
];

/// Where chromedriver answers. One that was started here stops when this is dropped.
pub struct Driver {
    pub address: String,
    own: Option<Child>,
}

impl Driver {
    /// The driver that `STADGA_TEST_CHROMEDRIVER` names, else a new one; none when the machine has none.
    pub fn find() -> Option<Self> {
        // What speaks with the driver is the library the program asks its provider with, which wants to know by what
        // it would encrypt even where it does not. Another test in the process may have said so already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        if let Ok(address) = std::env::var("STADGA_TEST_CHROMEDRIVER") {
            return Some(Self { address, own: None });
        }
        let mut command = Command::new("chromedriver");
        let mut own =
            command.arg("--port=0").stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().ok()?;
        let said = own.stdout.take().map(BufReader::new);
        let port = said.and_then(|said| said.lines().map_while(Result::ok).find_map(|line| port_in(&line)));
        let driver = Self { address: format!("http://127.0.0.1:{}", port.unwrap_or_default()), own: Some(own) };
        port.map(|_| driver)
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        if let Some(own) = &mut self.own {
            // One that has stopped already needs no stopping.
            let _ = own.kill();
            let _ = own.wait();
        }
    }
}

/// The port in "ChromeDriver was started successfully on port 39221."
fn port_in(line: &str) -> Option<u16> {
    let (_, after) = line.split_once("successfully on port ")?;
    after.trim_end_matches('.').parse().ok()
}
