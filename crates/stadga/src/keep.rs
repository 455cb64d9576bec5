//! `stadga verify` and `stadga rebuild`: over a database in a folder with its key beside it.

use crate::clock::{now, random_ids};
use stadga_app::App;
use stadga_store::{MasterKey, Options, Purpose, Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The database's file in its folder.
pub const DATABASE: &str = "stadga.db";
/// The master key's file. It belongs in a safe, not in a backup of the folder.
pub const KEY: &str = "huvudnyckel";

/// Which database.
#[derive(clap::Args)]
pub struct Arguments {
    /// Mappen med databasen och dess nyckel.
    #[arg(long)]
    data: PathBuf,
}

/// Walks every chain.
pub fn verify(arguments: &Arguments) -> Result<(), String> {
    let store = open(&arguments.data)?;
    let report = store.verify().map_err(|error| error.to_string())?;
    for finding in &report.findings {
        println!("{finding}");
    }
    println!("{} händelser i {} akter, {} fel.", report.events, report.streams, report.findings.len());
    if report.is_sound() { Ok(()) } else { Err(String::from("Loggen är inte som den skrevs.")) }
}

/// Rebuilds every read model.
pub fn rebuild(arguments: &Arguments) -> Result<(), String> {
    let store = open(&arguments.data)?;
    let test_numbers = store.purpose() != Purpose::Production;
    let app = App::open(store, Arc::new(now), random_ids(), test_numbers).map_err(|error| error.to_string())?;
    let rebuilt = app.rebuild().map_err(|error| error.to_string())?;
    println!("{} akter lästa, {} rader i listorna, {} skilde sig.", rebuilt.streams, rebuilt.rows, rebuilt.differing);
    Ok(())
}

fn open(folder: &Path) -> Result<Store, String> {
    let path = folder.join(DATABASE);
    if !path.is_file() {
        return Err(format!("Det finns ingen databas i {}. Ange mappen där den ligger.", folder.display()));
    }
    let master_key = MasterKey::in_file(&folder.join(KEY)).map_err(|error| error.to_string())?;
    // What the database is for was decided when it was made; here it is only looked after.
    let mut refused = String::new();
    for purpose in Purpose::ALL {
        let options =
            Options { path: path.clone(), purpose: *purpose, clock: Arc::new(now), master_key: master_key.clone() };
        match Store::open(options) {
            Ok(store) => return Ok(store),
            Err(StoreError::WrongPurpose { .. }) => {}
            Err(error) => refused = error.to_string(),
        }
    }
    Err(refused)
}
