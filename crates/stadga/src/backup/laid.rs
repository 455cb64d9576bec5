//! A copy laid down, in earnest or on trial: it stays only where every chain in it is whole.

use crate::clock::{now, random_ids};
use crate::keep::{DATABASE, KEY};
use stadga_app::App;
use stadga_store::{
    Clock, Copied, MasterKey, Part, Place, Purpose, Store, StoreError, VerifyReport, copy_in, copy_out,
};
use std::fs::Permissions;
use std::io::{ErrorKind, Read};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// What follows upon a copy, part by part.
pub type Coming = dyn Iterator<Item = Result<Box<dyn Read>, StoreError>>;

/// The files of a database, by how their names end.
const ENDS: [&str; 7] = ["", "-wal", "-shm", ".lock", "-sett", "-sett-wal", "-sett-shm"];

/// Lays a copy down in a folder that is empty or not there, and vouches for what became of it. What cannot be vouched
/// for is taken away again; a server's database is left for its owner to empty. A log that is `broken` stays where that
/// is what is wanted, and only then.
///
/// # Errors
/// What is wrong with the copy and what to do, or why it could not be laid down.
pub fn lay(
    target: &Place,
    folder: &Path,
    copies: (&mut dyn Read, &mut dyn Read),
    onward: &mut Coming,
    (key, broken): (&MasterKey, bool),
) -> Result<Copied, String> {
    let clock: Clock = Arc::new(now);
    let there = folder.is_dir();
    std::fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let (purpose, copied) = copy_in(target, copies, onward, (&clock, key)).map_err(|error| error.to_string())?;
    let vouched = walked(target, (purpose, &clock), key).and_then(|(store, report)| {
        for finding in &report.findings {
            println!("{finding}");
        }
        println!("{} händelser i {} akter, {} fel.", report.events, report.streams, report.findings.len());
        if !report.is_sound() && !broken {
            return Err(format!("Loggen i kopian är inte som den skrevs: {} fel.", report.findings.len()));
        }
        key.write_to(&folder.join(KEY)).map_err(|error| error.to_string())?;
        Ok(store)
    });
    let store = vouched.map_err(|why| taken_away(target, (folder, there), &why))?;
    App::open(store, clock, random_ids(), purpose != Purpose::Production)
        .map_err(|error| format!("Akterna är återställda, men listorna kunde inte byggas: {error}"))?;
    Ok(copied)
}

/// Opens what was laid down, and walks every chain.
fn walked(
    target: &Place,
    (purpose, clock): (Purpose, &Clock),
    key: &MasterKey,
) -> Result<(Store, VerifyReport), String> {
    let store = Store::at(target, purpose, Arc::clone(clock), key.clone()).map_err(|error| error.to_string())?;
    let report = store.verify().map_err(|error| error.to_string())?;
    Ok((store, report))
}

/// Takes away the files of a database that was laid down where there was none, and says what is wrong and what to do.
fn taken_away(target: &Place, (folder, there): (&Path, bool), why: &str) -> String {
    let left = match target {
        Place::Server(_) => {
            "Det som lades ned ligger kvar: töm databasen på servern innan du försöker igen.".to_owned()
        }
        Place::File(path) => {
            let stays: Vec<PathBuf> = ENDS.iter().map(|end| beside(path, end)).filter(|file| !removed(file)).collect();
            match stays.first() {
                None => "Det som lades ned är borttaget igen.".to_owned(),
                Some(file) => format!("{} gick inte att ta bort: gör det innan du försöker igen.", file.display()),
            }
        }
    };
    if !there {
        // With anything else in it, it stays.
        let _ = std::fs::remove_dir(folder);
    }
    format!(
        "{why} {left} Ta en annan kopia, och gå igenom den databas som den togs ur: stadga verify. Finns ingen hel kopia \
         går den att lägga ned ändå: --broken."
    )
}

/// The file of a database whose name ends so.
fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}

/// Whether a file is gone.
fn removed(file: &Path) -> bool {
    match std::fs::remove_file(file) {
        Ok(()) => true,
        Err(error) => error.kind() == ErrorKind::NotFound,
    }
}

/// Lays a copy of the records down on trial, with the keys as they are now, and walks every chain. It is done beside the
/// data, in a folder for its owner alone that is gone however it ends.
///
/// # Errors
/// Why what was copied cannot be restored.
pub fn tried(from: &Place, (folder, key): (&Path, &MasterKey), records: &mut dyn Read) -> Result<Copied, String> {
    let said = |error: StoreError| error.to_string();
    let mut keys = Vec::new();
    copy_out(from, Part::Keys, &mut keys).map_err(said)?;
    let trial = tempfile::Builder::new().prefix("prov-").permissions(Permissions::from_mode(0o700)).tempdir_in(folder);
    let trial = trial.map_err(|error| format!("{}: {error}", folder.display()))?;
    let target = Place::File(trial.path().join(DATABASE));
    let clock: Clock = Arc::new(now);
    let laid = copy_in(&target, (records, &mut &keys[..]), &mut std::iter::empty(), (&clock, key));
    let (purpose, copied) = laid.map_err(said)?;
    let (store, report) = walked(&target, (purpose, &clock), key)?;
    drop(store);
    if report.is_sound() {
        return Ok(copied);
    }
    Err(format!(
        "Kopian går inte att återställa: {} fel i loggen. Gå igenom databasen: stadga verify.",
        report.findings.len()
    ))
}
