//! A cable between a browser and a server, which can be pulled out and put back.

use std::io;
use std::net::{Ipv4Addr, Shutdown, TcpListener, TcpStream};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The cable. What goes through it when it is pulled out breaks off, for pages and for what works behind them alike.
pub struct Cable {
    address: String,
    out: Arc<AtomicBool>,
    ends: Arc<Mutex<Vec<TcpStream>>>,
}

impl Cable {
    /// A cable to the server at `base`, such as `http://127.0.0.1:8080`.
    ///
    /// # Panics
    /// When no port is free.
    pub fn to(base: &str) -> Self {
        let server = base.trim_start_matches("http://").to_owned();
        let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a port is free");
        let address = format!("http://{}", listener.local_addr().expect("the port has an address"));
        let cable = Self { address, out: Arc::default(), ends: Arc::default() };
        let (out, ends) = (cable.out.clone(), cable.ends.clone());
        // The thread ends with the test's process; nothing in it needs closing.
        std::thread::spawn(move || {
            for near in listener.incoming().map_while(Result::ok) {
                if !out.load(Ordering::SeqCst) {
                    // A server that is gone is a connection that breaks off.
                    let _ = join(&near, &server, &ends);
                }
            }
        });
        cable
    }

    /// The address on the browser's side.
    pub fn address(&self) -> &str {
        &self.address
    }

    /// Pulls it out.
    pub fn pull(&self) {
        self.out.store(true, Ordering::SeqCst);
        for end in self.ends.lock().unwrap_or_else(PoisonError::into_inner).drain(..) {
            // One that is closed already needs no closing.
            let _ = end.shutdown(Shutdown::Both);
        }
    }

    /// Puts it back.
    pub fn put_back(&self) {
        self.out.store(false, Ordering::SeqCst);
    }
}

fn join(near: &TcpStream, server: &str, ends: &Mutex<Vec<TcpStream>>) -> io::Result<()> {
    let far = TcpStream::connect(server)?;
    for (from, to) in [(near, &far), (&far, near)] {
        let (mut from, mut to) = (from.try_clone()?, to.try_clone()?);
        ends.lock().unwrap_or_else(PoisonError::into_inner).push(from.try_clone()?);
        std::thread::spawn(move || {
            let _ = io::copy(&mut from, &mut to);
            let _ = to.shutdown(Shutdown::Both);
        });
    }
    Ok(())
}
