//! `stadga verify` and `stadga rebuild`: over a database in a folder or on a server.

use crate::clock::{now, random_ids};
use crate::settings::database::address_in;
use stadga_app::App;
use stadga_store::{Clock, MasterKey, Part, Place, Purpose, Store, StoreError, copy_in, copy_out};
use std::io::{Read, Seek, SeekFrom};
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
    #[command(flatten)]
    server: Server,
}

impl Arguments {
    /// Where it is.
    pub fn place(&self) -> Result<Place, String> {
        self.server.place(&self.data)
    }
}

/// The server a database is on, where it is on one.
#[derive(clap::Args)]
#[group(id = "server")]
pub struct Server {
    /// Adressen till en databas på en PostgreSQL-server: `postgres://användare@dator/databas`. Där något ska läggas måste den vara tom; i mappen ligger bara nyckeln.
    #[arg(long, value_name = "ADRESS")]
    postgres: Option<String>,
    /// Filen med den adressen, när ett lösenord ingår i den. Bara dess ägare får kunna läsa den.
    #[arg(long, value_name = "FIL", conflicts_with = "postgres")]
    postgres_file: Option<PathBuf>,
}

impl Server {
    /// Where the database is: on the server when there is an address, otherwise in the folder.
    pub fn place(&self, folder: &Path) -> Result<Place, String> {
        let address = address(self.postgres.as_deref(), self.postgres_file.as_deref())?;
        Ok(place(folder, address.as_deref()))
    }
}

/// The address of a server, as it is said or as it stands in a file.
pub fn address(said: Option<&str>, file: Option<&Path>) -> Result<Option<String>, String> {
    match file {
        Some(file) => address_in(file).map(Some),
        None => Ok(said.map(str::to_owned)),
    }
}

/// Where the database is: on the server when there is an address, otherwise in the folder.
pub fn place(folder: &Path, postgres: Option<&str>) -> Place {
    postgres.map_or_else(|| Place::File(folder.join(DATABASE)), |url| Place::Server(url.to_owned()))
}

/// What is walked through, and against what.
#[derive(clap::Args)]
pub struct Verify {
    #[command(flatten)]
    database: Arguments,
    /// En kontrollpunkt från `stadga checkpoint`.
    #[arg(long, value_name = "FIL", requires = "public_key")]
    against: Option<PathBuf>,
    /// Den öppna nyckeln till kontrollpunkten.
    #[arg(long, value_name = "NYCKEL")]
    public_key: Option<String>,
    /// Jämför inte listorna med loggen.
    #[arg(long)]
    log_only: bool,
}

/// Walks every chain, and makes the lists beside to compare.
pub fn verify(arguments: &Verify) -> Result<(), String> {
    let known = match (&arguments.against, &arguments.public_key) {
        (Some(file), Some(key)) => Some(crate::checkpoint::read(file, key)?),
        _ => None,
    };
    let store = open(&arguments.database)?;
    let report = store.verify().map_err(|error| error.to_string())?;
    let mut findings = report.findings.clone();
    if let Some(known) = known {
        println!("Jämför med kontrollpunkten {}.", known.at);
        findings.extend(store.against(&known).map_err(|error| error.to_string())?);
    }
    for finding in &findings {
        println!("{finding}");
    }
    println!("{} händelser i {} akter, {} fel.", report.events, report.streams, findings.len());
    if report.erased > 0 {
        println!("{} akter är gallrade: kedjorna är hela, och inget öppnar dem.", report.erased);
    }
    if !findings.is_empty() {
        return Err(String::from("Loggen är inte som den skrevs."));
    }
    if arguments.log_only { Ok(()) } else { compare(&arguments.database, store) }
}

/// Makes the lists of a copy beside, and compares. The copy is as sealed as the database, and is gone afterwards.
fn compare(arguments: &Arguments, store: Store) -> Result<(), String> {
    let said = |error: StoreError| error.to_string();
    let key = MasterKey::in_file(&arguments.data.join(KEY)).map_err(said)?;
    let folder = tempfile::tempdir_in(&arguments.data).map_err(|error| error.to_string())?;
    let from = arguments.place()?;
    let beside = Place::File(folder.path().join(DATABASE));
    let (mut keys, mut records) = (Vec::new(), tempfile::tempfile_in(folder.path()).map_err(|e| e.to_string())?);
    copy_out(&from, Part::Keys, &mut keys).map_err(said)?;
    copy_out(&from, Part::Records, &mut std::io::BufWriter::new(&mut records)).map_err(said)?;
    records.seek(SeekFrom::Start(0)).map_err(|error| error.to_string())?;
    let clock: Clock = Arc::new(now);
    let parts = (&mut std::io::BufReader::new(records) as &mut dyn Read, &mut &keys[..] as &mut dyn Read);
    let (purpose, _) = copy_in(&beside, parts, &mut std::iter::empty(), (&clock, &key)).map_err(said)?;
    let made = Store::at(&beside, purpose, clock.clone(), key).map_err(said)?;
    let made = App::open(made, clock, random_ids(), purpose != Purpose::Production).map_err(|e| e.to_string())?;
    if store.made_by().map_err(said)? != made.store().made_by().map_err(said)? {
        println!("Listorna är gjorda av en annan version eller rutin, och byggs om när programmet startar.");
        return Ok(());
    }
    let differing = made.lists_differ(&store).map_err(|error| error.to_string())?;
    println!("{differing} rader i listorna skiljer sig från loggen.");
    if differing > 0 {
        store.lists_unlike(made.store()).map_err(said)?.iter().for_each(|row| println!("Skiljer sig: {row}"));
    }
    if differing == 0 { Ok(()) } else { Err(String::from("Bygg om listorna: stadga rebuild")) }
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
    let place = arguments.place()?;
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
