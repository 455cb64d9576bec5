//! `stadga verify` and `stadga rebuild`: over a database in a folder or on a server.

use crate::clock::{now, random_ids};
use stadga_app::App;
use stadga_store::{MasterKey, Place, Purpose, Store, StoreError};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// The database's file in its folder.
pub const DATABASE: &str = "stadga.db";
/// The master key's file. It belongs in a safe, not in a backup of the folder.
pub const KEY: &str = "huvudnyckel";

/// Which database.
#[derive(clap::Args)]
#[group(id = "database")]
pub struct Arguments {
    /// Mappen med huvudnyckeln, och med databasen om den inte ligger på en server.
    #[arg(long)]
    pub data: PathBuf,
    /// Adressen till en databas på en PostgreSQL-server: `postgres://användare@dator/databas`.
    #[arg(long, value_name = "ADRESS")]
    pub postgres: Option<String>,
}

/// Where the database is: on the server when there is an address, otherwise in the folder.
pub fn place(folder: &Path, postgres: Option<&str>) -> Place {
    postgres.map_or_else(|| Place::File(folder.join(DATABASE)), |url| Place::Server(url.to_owned()))
}

/// Walks every chain.
pub fn verify(arguments: &Arguments) -> Result<(), String> {
    let store = open(arguments)?;
    let report = store.verify().map_err(|error| error.to_string())?;
    for finding in &report.findings {
        println!("{finding}");
    }
    println!("{} händelser i {} akter, {} fel.", report.events, report.streams, report.findings.len());
    if report.is_sound() { Ok(()) } else { Err(String::from("Loggen är inte som den skrevs.")) }
}

/// Rebuilds every read model.
pub fn rebuild(arguments: &Arguments) -> Result<(), String> {
    let app = app(arguments)?;
    let rebuilt = app.rebuild().map_err(|error| error.to_string())?;
    println!("{} akter lästa, {} rader i listorna, {} skilde sig.", rebuilt.streams, rebuilt.rows, rebuilt.differing);
    Ok(())
}

/// The municipality in the database, with its lists as they are.
pub fn app(arguments: &Arguments) -> Result<App, String> {
    let store = open(arguments)?;
    let test_numbers = store.purpose() != Purpose::Production;
    App::open_as_it_is(store, Arc::new(now), random_ids(), test_numbers).map_err(|error| error.to_string())
}

/// Brings the lists up to date where another version or other packs made them, and tells how it goes. When it
/// fails the lists stand as they were.
pub fn bring_up_to_date(app: &App) {
    let mut told = 0;
    let mut tell = |done: usize, all: usize| {
        let tenths = done * 10 / all.max(1);
        if tenths > told {
            told = tenths;
            eprintln!("Listorna byggs om efter en ny version eller rutin: {done} av {all} akter.");
        }
    };
    if let Err(error) = app.bring_up_to_date(&mut tell) {
        eprintln!("Listorna kunde inte byggas om: {error}. De står kvar som de var. Prova: stadga rebuild");
    }
}

/// Opens the database, whatever it is for.
pub fn open(arguments: &Arguments) -> Result<Store, String> {
    let folder = &arguments.data;
    let place = place(folder, arguments.postgres.as_deref());
    if matches!(&place, Place::File(path) if !path.is_file()) {
        return Err(format!("Det finns ingen databas i {}. Ange mappen där den ligger.", folder.display()));
    }
    let key = folder.join(KEY);
    if !key.is_file() {
        return Err(format!("Det finns ingen huvudnyckel i {}. Ange mappen där den ligger.", folder.display()));
    }
    let master_key = MasterKey::in_file(&key).map_err(|error| error.to_string())?;
    // What the database is for was decided when it was made; here it is only looked after.
    let mut refused = String::new();
    for purpose in Purpose::ALL {
        match Store::at(&place, *purpose, Arc::new(now), master_key.clone()) {
            Ok(store) => return Ok(store),
            Err(StoreError::WrongPurpose { .. }) => {}
            Err(error) => refused = error.to_string(),
        }
    }
    Err(refused)
}
