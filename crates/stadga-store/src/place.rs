//! Where a database lies and how to open it there.

use crate::{Clock, MasterKey, Purpose, Store, StoreError};
use std::path::PathBuf;

/// How to open a database.
pub struct Options {
    /// The database file; made when missing.
    pub path: PathBuf,
    /// What the database is for. Decided the first time.
    pub purpose: Purpose,
    /// Where stamps come from.
    pub clock: Clock,
    /// The key that wraps the others.
    pub master_key: MasterKey,
}

/// How to reach a database on a PostgreSQL server, 13 or newer, encoded in UTF8.
pub struct PgOptions {
    /// Its address, `postgres://user:password@host/database`. The database has to be there; the tables
    /// are made. Another machine is reached encrypted, and its certificate checked against the
    /// authorities this machine trusts.
    pub url: String,
    /// What the database is for. Decided the first time.
    pub purpose: Purpose,
    /// Where stamps come from.
    pub clock: Clock,
    /// The key that wraps the others.
    pub master_key: MasterKey,
}

/// Where a database lies, for whoever does not care which kind it is.
#[derive(Clone, PartialEq, Eq)]
pub enum Place {
    /// In this file; made when missing.
    File(PathBuf),
    /// On the server at this address; see [`PgOptions::url`].
    Server(String),
}

impl Store {
    /// Opens the database at a place, of whichever kind it is.
    pub fn at(place: &Place, purpose: Purpose, clock: Clock, master_key: MasterKey) -> Result<Self, StoreError> {
        match place.clone() {
            Place::File(path) => Self::open(Options { path, purpose, clock, master_key }),
            Place::Server(url) => Self::connect(PgOptions { url, purpose, clock, master_key }),
        }
    }
}
