//! A database of its own for a test: a file in a folder that disappears, or a schema on the test server.

use postgres::{Client, NoTls};
use stadga_store::Place;
use std::sync::atomic::{AtomicU32, Ordering};
use tempfile::TempDir;

/// The address of a server where schemas may be made and dropped.
const SERVER: &str = "STADGA_TEST_PG";
/// Where tests that do not care are to run: `postgres`, or in a file when it is not set.
const ON: &str = "STADGA_TEST_ON";

/// Somewhere to build. Dropping it removes what was built.
pub struct Ground {
    place: Place,
    _kept: Kept,
}

/// What has to be removed afterwards.
enum Kept {
    Folder { _folder: TempDir },
    Schema { _schema: Schema },
}

impl Ground {
    /// In a file.
    ///
    /// # Panics
    /// When no temporary folder can be made.
    pub fn in_file() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        let place = Place::File(folder.path().join("test.db"));
        Self { place, _kept: Kept::Folder { _folder: folder } }
    }

    /// On the server that the test run started; none where there is no server, which is told.
    ///
    /// # Panics
    /// When the server does not answer.
    pub fn on_server() -> Option<Self> {
        let Ok(server) = std::env::var(SERVER) else {
            println!("hoppas över: {SERVER} är inte satt");
            return None;
        };
        let schema = Schema::new(server);
        Some(Self { place: Place::Server(schema.url()), _kept: Kept::Schema { _schema: schema } })
    }

    /// On the server when `STADGA_TEST_ON=postgres` asks for that, otherwise in a file.
    ///
    /// # Panics
    /// When the server is asked for and there is none.
    pub fn chosen() -> Self {
        match std::env::var(ON).as_deref() {
            Ok("postgres") => Self::on_server().expect("the variable STADGA_TEST_PG names a server"),
            _ => Self::in_file(),
        }
    }

    /// Lets no further row come into the audit trail, nor where rows wait for it.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn nothing_seen(&self) {
        let full = |table: &str| {
            format!(
                "CREATE TRIGGER {table}_full BEFORE INSERT ON {table} BEGIN SELECT RAISE(ABORT, 'skivan är full'); END;"
            )
        };
        if let Place::File(path) = &self.place {
            let mut waiting = path.as_os_str().to_owned();
            waiting.push("-sett");
            rusqlite::Connection::open(waiting)
                .and_then(|file| file.execute_batch(&full("seen")))
                .expect("the file is made");
        }
        self.sql(self.words(
            &full("audit"),
            "CREATE TRIGGER audit_full BEFORE INSERT ON audit EXECUTE FUNCTION stadga_append_only();",
        ));
    }

    /// Runs plain SQL past the program; how many rows the last statement changed. `rowid` names a row on
    /// both databases.
    ///
    /// # Panics
    /// When the database refuses.
    pub fn sql(&self, text: &str) -> u64 {
        match &self.place {
            Place::File(path) => {
                let file = rusqlite::Connection::open(path).expect("the file opens");
                file.execute_batch(text).unwrap_or_else(|why| panic!("{text}: {why}"));
                file.changes()
            }
            Place::Server(url) => {
                let mut client = Client::connect(url, NoTls).expect("the server answers");
                let done = client.simple_query(&text.replace("rowid", "ctid"));
                let done = done.unwrap_or_else(|why| panic!("{text}: {why}"));
                let counts = done.iter().rev().find_map(|told| match told {
                    postgres::SimpleQueryMessage::CommandComplete(rows) => Some(*rows),
                    _ => None,
                });
                counts.unwrap_or_default()
            }
        }
    }

    /// The words of the one database or the other.
    pub fn words<'a>(&self, file: &'a str, server: &'a str) -> &'a str {
        match self.place {
            Place::File(_) => file,
            Place::Server(_) => server,
        }
    }

    /// Where it is.
    pub fn place(&self) -> &Place {
        &self.place
    }
}

/// A schema works as a database and is made in a tenth of the time.
struct Schema {
    server: String,
    name: String,
}

impl Schema {
    fn new(server: String) -> Self {
        static NEXT: AtomicU32 = AtomicU32::new(1);
        let name = format!("stadga_{}_{}", std::process::id(), NEXT.fetch_add(1, Ordering::Relaxed));
        let schema = Self { server, name };
        // An earlier process with the same number may have been killed before it could tidy up.
        let make = format!("DROP SCHEMA IF EXISTS {0} CASCADE; CREATE SCHEMA {0}", schema.name);
        schema.run(&make).expect("the server of the tests answers");
        schema
    }

    /// The server's address with the schema in place of the usual one.
    fn url(&self) -> String {
        let joint = if self.server.contains('?') { '&' } else { '?' };
        format!("{}{joint}options=-c%20search_path%3D{}", self.server, self.name)
    }

    fn run(&self, text: &str) -> Result<(), postgres::Error> {
        let text = format!("SET client_min_messages = warning; {text}");
        Client::connect(&self.server, NoTls).and_then(|mut client| client.batch_execute(&text))
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        if let Err(error) = self.run(&format!("DROP SCHEMA {} CASCADE", self.name)) {
            println!("{}: {error}", self.name);
        }
    }
}
