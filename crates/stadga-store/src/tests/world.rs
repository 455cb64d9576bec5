//! A database of its own for a test, a file or on the server, with a clock the test turns.

use super::*;
use crate::{Clock, Options, PgOptions, StoreError};
use postgres::{Client, NoTls};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// The address of a server where databases may be made and dropped, as a superuser.
const SERVER: &str = "STADGA_TEST_PG";

pub(crate) struct World {
    pub place: Place,
    pub now: Arc<Mutex<Timestamp>>,
}

pub(crate) enum Place {
    File(TempDir),
    Server(Database),
}

/// A database on the server. Dropping it drops it.
pub(crate) struct Database {
    server: String,
    name: String,
    pub url: String,
}

/// Runs each test on both databases.
macro_rules! on_both {
    ($with:ident: $($name:ident),+ $(,)?) => { $(
        mod $name {
            use crate::tests::World;

            #[test]
            fn on_sqlite() {
                World::$with(&World::in_file(), super::$name);
            }

            #[test]
            fn on_postgresql() {
                if let Some(world) = World::on_server() {
                    world.$with(super::$name);
                }
            }
        }
    )+ };
}
pub(crate) use on_both;

impl World {
    pub(crate) fn in_file() -> Self {
        Self::at(Place::File(tempfile::tempdir().unwrap()))
    }

    /// None where there is no server, which is told.
    pub(crate) fn on_server() -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            println!("hoppas över: {SERVER} är inte satt");
            return None;
        };
        let name = format!("stadga_{}", crate::keys::hex(&crate::keys::random::<8>().unwrap()));
        let make = format!("CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'");
        Client::connect(&server, NoTls).unwrap().batch_execute(&make).unwrap();
        let url = beside(&server, &name);
        Some(Self::at(Place::Server(Database { server, name, url })))
    }

    fn at(place: Place) -> Self {
        let now = "2026-11-22T08:00:00Z".parse().unwrap();
        Self { place, now: Arc::new(Mutex::new(now)) }
    }

    /// Another world like this one.
    pub(crate) fn another(&self) -> Self {
        match &self.place {
            Place::File(_) => Self::in_file(),
            Place::Server(_) => Self::on_server().unwrap(),
        }
    }

    pub(crate) fn store(&self, test: fn(&Store)) {
        test(&self.open());
    }

    pub(crate) fn world(&self, test: fn(&World)) {
        test(self);
    }

    pub(crate) fn open(&self) -> Store {
        self.opened(Purpose::Synthetic, MasterKey::from_bytes([7; 32])).unwrap()
    }

    pub(crate) fn opened(&self, purpose: Purpose, master_key: MasterKey) -> Result<Store, StoreError> {
        let now = Arc::clone(&self.now);
        let clock: Clock = Arc::new(move || *now.lock().unwrap());
        match &self.place {
            Place::File(dir) => Store::open(Options { path: file(dir), purpose, clock, master_key }),
            Place::Server(base) => Store::connect(PgOptions { url: base.url.clone(), purpose, clock, master_key }),
        }
    }

    pub(crate) fn turn(&self, by: SignedDuration) {
        let mut now = self.now.lock().unwrap();
        *now += by;
    }

    /// Runs plain SQL past the program.
    pub(crate) fn sql(&self, text: &str) -> Result<(), String> {
        match &self.place {
            Place::File(dir) => {
                let conn = rusqlite::Connection::open(file(dir)).unwrap();
                conn.execute_batch(text).map_err(|error| error.to_string())
            }
            Place::Server(base) => base.client().batch_execute(text).map_err(|error| format!("{error:?}")),
        }
    }

    /// The words of the one database or the other.
    pub(crate) fn words<'a>(&self, file: &'a str, server: &'a str) -> &'a str {
        match self.place {
            Place::File(_) => file,
            Place::Server(_) => server,
        }
    }

    /// Where it is, to tell a child process: a path or an address.
    pub(crate) fn address(&self) -> String {
        match &self.place {
            Place::File(dir) => file(dir).to_str().unwrap().to_owned(),
            Place::Server(base) => base.url.clone(),
        }
    }
}

/// The store at an address another process was told.
pub(crate) fn at_address(address: &str) -> Result<Store, StoreError> {
    let clock: Clock = Arc::new(|| "2026-11-22T08:00:00Z".parse().unwrap());
    let (purpose, master_key) = (Purpose::Synthetic, MasterKey::from_bytes([7; 32]));
    if address.starts_with("postgres") {
        Store::connect(PgOptions { url: address.to_owned(), purpose, clock, master_key })
    } else {
        Store::open(Options { path: PathBuf::from(address), purpose, clock, master_key })
    }
}

impl Database {
    pub(crate) fn client(&self) -> Client {
        Client::connect(&self.url, NoTls).unwrap()
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        let drop = format!("DROP DATABASE {} WITH (FORCE)", self.name);
        let dropped = Client::connect(&self.server, NoTls).and_then(|mut client| client.batch_execute(&drop));
        if let Err(error) = dropped {
            println!("{}: {error}", self.name);
        }
    }
}

pub(crate) fn file(dir: &TempDir) -> PathBuf {
    Path::join(dir.path(), "akt.db")
}

/// The address of another database on the same server.
fn beside(server: &str, name: &str) -> String {
    let (address, settings) = server.split_once('?').unwrap_or((server, ""));
    let base = address.rsplit_once('/').unwrap().0;
    format!("{base}/{name}?{settings}")
}
