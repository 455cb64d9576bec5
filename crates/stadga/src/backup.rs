//! `stadga backup`, `restore`, `move` and `keys`: copies that are sealed, read back, and laid down again.

mod laid;

use crate::clock::now;
use crate::keep::{self, KEY, place};
use crate::sealed;
use crate::settings::DailyBackup;
use crate::ship;
use jiff::civil::Date;
use laid::{Coming, lay};
use stadga_store::{Copied, MasterKey, Part, Place, StoreError, copy_check, copy_out};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// The copies of the keys that are kept, newest first: what is erased must not be left in older ones.
const GENERATIONS: usize = 2;

/// A backup of the records.
#[derive(clap::Args)]
pub struct Backup {
    #[command(flatten)]
    database: keep::Arguments,
    /// Filen som kopian skrivs i. Den får inte finnas.
    #[arg(long)]
    out: PathBuf,
    /// Mottagaren som kan öppna kopian: age1... Kan anges flera gånger.
    #[arg(long = "to", required = true, value_name = "MOTTAGARE")]
    to: Vec<String>,
    /// Återställer inte kopian på prov. Provet behöver huvudnyckeln i mappen, och där plats för databasen två gånger till.
    #[arg(long)]
    untried: bool,
}

/// A restoration.
#[derive(clap::Args)]
pub struct Restore {
    /// Kopian av akterna, eller mappen med en grund och delar från `stadga ship`.
    copy: PathBuf,
    /// Kopian av nycklarna.
    #[arg(long)]
    keys: PathBuf,
    /// Filen med den privata nyckel som öppnar kopiorna.
    #[arg(long)]
    identity: PathBuf,
    /// Filen med huvudnyckeln. Den ligger i kassaskåpet och i ingen kopia.
    #[arg(long)]
    master_key: PathBuf,
    /// En tom mapp, som databasen och huvudnyckeln läggs i.
    #[arg(long)]
    data: PathBuf,
    /// Lägger ned kopian fast loggen i den inte är hel. Bara när det inte finns någon hel kopia.
    #[arg(long)]
    broken: bool,
    #[command(flatten)]
    server: keep::Server,
}

/// A move from one database to another.
#[derive(clap::Args)]
pub struct Move {
    #[command(flatten)]
    database: keep::Arguments,
    /// En tom mapp, som den nya databasen och huvudnyckeln läggs i.
    #[arg(long)]
    to_data: PathBuf,
    /// Adressen till en tom databas på en PostgreSQL-server; i mappen läggs då bara huvudnyckeln.
    #[arg(long, value_name = "ADRESS")]
    to_postgres: Option<String>,
    /// Filen med den adressen, när ett lösenord ingår i den. Bara dess ägare får kunna läsa den.
    #[arg(long, value_name = "FIL", conflicts_with = "to_postgres")]
    to_postgres_file: Option<PathBuf>,
}

/// What is done with keys.
#[derive(clap::Subcommand)]
pub enum Keys {
    /// Gör ett nyckelpar för kopior. Den privata nyckeln hör hemma i kassaskåpet, inte på servern.
    New {
        /// Filen som den privata nyckeln skrivs i.
        #[arg(long)]
        out: PathBuf,
    },
    /// Skriver ut den öppna nyckel som utlämnade historiker är signerade för. Den ska den som kontrollerar få av kommunen.
    Public {
        #[command(flatten)]
        database: keep::Arguments,
    },
    /// Skriver en krypterad kopia av akternas nycklar. De två nyaste behålls.
    Export {
        #[command(flatten)]
        database: keep::Arguments,
        /// Mappen för nyckelkopior. Den ska inte vara samma som för kopiorna av akterna.
        #[arg(long)]
        out: PathBuf,
        /// Mottagaren som kan öppna kopian: age1... Kan anges flera gånger.
        #[arg(long = "to", required = true, value_name = "MOTTAGARE")]
        to: Vec<String>,
    },
}

/// Copies a part into a sealed file and reads it back.
pub fn seal(place: &Place, part: Part, out: &Path, to: &[String]) -> Result<Copied, String> {
    read_back(place, part, (out, to), |source| copy_check(source).map_err(|error| error.to_string()))
}

/// The same with the records, which are laid down on trial beside the data as they are read back.
fn seal_tried(place: &Place, (out, to): (&Path, &[String]), trial: (&Path, &MasterKey)) -> Result<Copied, String> {
    read_back(place, Part::Records, (out, to), |source| laid::tried(place, trial, source))
}

fn read_back(
    place: &Place,
    part: Part,
    (out, to): (&Path, &[String]),
    read: impl FnOnce(&mut dyn Read) -> Result<Copied, String>,
) -> Result<Copied, String> {
    let write = |out: &mut dyn Write| copy_out(place, part, out).map_err(|error| error.to_string());
    let check = |source: &mut dyn Read, made: &Copied| match read(source) {
        Ok(found) if found == *made => Ok(()),
        Ok(_) => Err("Kopian är inte det som skrevs. Kontrollera disken och gör om den.".to_owned()),
        Err(error) => Err(error),
    };
    sealed::write(out, &sealed::recipients(to)?, write, check)
}

/// Where the database is, if there is one.
pub fn source(database: &keep::Arguments) -> Result<Place, String> {
    let place = database.place()?;
    match &place {
        Place::File(path) if !path.is_file() => {
            Err(format!("Det finns ingen databas i {}. Ange mappen där den ligger.", database.data.display()))
        }
        _ => Ok(place),
    }
}

/// Makes a backup, while others read and write.
pub fn backup(arguments: &Backup) -> Result<(), String> {
    let (place, data) = (source(&arguments.database)?, arguments.database.data.as_path());
    let (out, to) = (arguments.out.as_path(), arguments.to.as_slice());
    let (copied, tried) = if arguments.untried {
        (seal(&place, Part::Records, out, to)?, "Kopian är inte återställd på prov.")
    } else {
        let key = master_key(&data.join(KEY)).map_err(|error| format!("{error} Utan den: --untried."))?;
        let tried = seal_tried(&place, (out, to), (data, &key));
        let tried =
            tried.map_err(|why| format!("{why} Kopian är inte sparad. Det som finns kan kopieras ändå: --untried."))?;
        (tried, "Kopian är återställd på prov, och varje kedja är hel.")
    };
    println!(
        "{} händelser, {} filer och {} rader i åtkomstloggen, lästa tillbaka ur {}. {tried} Nycklarna kopieras för sig: \
         stadga keys export.",
        copied.of("event"),
        copied.of("blob"),
        copied.of("audit"),
        out.display()
    );
    Ok(())
}

/// Makes a day's copy of the records and one of the keys, and takes away the copies of the records that are older than
/// the newest so many.
pub fn of_day(place: &Place, chosen: &DailyBackup, day: Date) -> Result<String, String> {
    let said = |error: std::io::Error| format!("{}: {error}", chosen.folder.display());
    std::fs::create_dir_all(&chosen.folder).map_err(said)?;
    let out = chosen.folder.join(format!("akter-{day}.age"));
    let trial = in_folder(place)?;
    match &trial {
        _ if out.exists() => {}
        Some((data, key)) => {
            seal_tried(place, (&out, &chosen.to), (data, key)).or_else(|why| kept_anyway(place, chosen, day, &why))?;
        }
        None => _ = seal(place, Part::Records, &out, &chosen.to)?,
    }
    // After the records: keys that are older than they are open nothing of them.
    export(place, &chosen.keys, &chosen.to)?;
    let entries = std::fs::read_dir(&chosen.folder).and_then(|all| all.collect::<Result<Vec<_>, _>>()).map_err(said)?;
    let ours = |path: &PathBuf| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("akter-") && name.ends_with(".age")
    };
    let mut there: Vec<PathBuf> = entries.into_iter().map(|entry| entry.path()).filter(ours).collect();
    there.sort();
    let old = there.len().saturating_sub(chosen.keep.max(1));
    for path in there.iter().take(old) {
        std::fs::remove_file(path).map_err(said)?;
    }
    let how = if trial.is_some() { "läst tillbaka och återställd på prov" } else { "läst tillbaka" };
    Ok(format!("{}, {how}. {} kopior finns kvar.", out.display(), there.len() - old))
}

/// Copies what cannot be restored as it is, for it is all there is of the day, under a name that tells. Older copies stay.
fn kept_anyway(place: &Place, chosen: &DailyBackup, day: Date, why: &str) -> Result<Copied, String> {
    let out = chosen.folder.join(format!("akter-{day}-med-fel.age"));
    if !out.exists() {
        seal(place, Part::Records, &out, &chosen.to)?;
        export(place, &chosen.keys, &chosen.to)?;
    }
    Err(format!("{why} Dagens kopia finns ändå i {}, och inga äldre kopior är borttagna.", out.display()))
}

/// The folder of a database file, and the master key in it. None where they are apart, and for a server: there is
/// nowhere known to try a copy, or nothing to try it with.
fn in_folder(place: &Place) -> Result<Option<(&Path, MasterKey)>, String> {
    let Place::File(path) = place else { return Ok(None) };
    let Some(folder) = path.parent().filter(|folder| folder.join(KEY).is_file()) else { return Ok(None) };
    Ok(Some((folder, master_key(&folder.join(KEY))?)))
}

/// Makes a pair of keys, or a copy of those of the records.
pub fn keys(command: &Keys) -> Result<(), String> {
    match command {
        Keys::New { out } => {
            println!("Mottagare: {}", sealed::new_pair(out)?);
            println!("Lås in {}. Utan den går kopiorna inte att öppna.", out.display());
            Ok(())
        }
        Keys::Public { database } => {
            println!("{}", keep::open(database)?.public_key().map_err(|error| error.to_string())?);
            Ok(())
        }
        Keys::Export { database, out, to } => {
            println!("{}", export(&source(database)?, out, to)?);
            Ok(())
        }
    }
}

/// Copies the keys into a folder where the two newest copies are kept.
pub fn export(place: &Place, out: &Path, to: &[String]) -> Result<String, String> {
    let said = |error: std::io::Error| format!("{}: {error}", out.display());
    std::fs::create_dir_all(out).map_err(said)?;
    let name = format!("nycklar-{}", now().strftime("%Y%m%dT%H%M%S%6fZ"));
    let mut file = out.join(format!("{name}.age"));
    let copied = seal(place, Part::Keys, &file, to)?;
    // How many keys are erased stands in the name: a copy that knows of fewer still has what they could open.
    let erased = copied.of("erased_key");
    if erased > 0 {
        let told = out.join(format!("{name}-gallrade-{erased}.age"));
        std::fs::rename(&file, &told).map_err(said)?;
        file = told;
    }
    let mut there: Vec<PathBuf> = std::fs::read_dir(out)
        .and_then(|entries| entries.map(|entry| Ok(entry?.path())).collect::<Result<_, _>>())
        .map_err(said)?;
    let ours = |path: &PathBuf| {
        path.file_name().is_some_and(|name| {
            let name = name.to_string_lossy();
            name.starts_with("nycklar-") && name.ends_with(".age")
        })
    };
    there.retain(ours);
    there.sort();
    let gone = outdated(&there, erased);
    for path in &gone {
        std::fs::remove_file(path).map_err(said)?;
    }
    let older = gone.len();
    Ok(format!("{} nycklar i {}. {older} äldre kopior är borttagna.", copied.rows, file.display()))
}

/// The copies of keys that are taken away, of all there are, oldest first: what the newest ones leave no need of, and
/// all that still have a key that is erased.
fn outdated(there: &[PathBuf], erased: u64) -> Vec<&PathBuf> {
    let last = there.len().saturating_sub(GENERATIONS);
    let old = |(place, path): &(usize, &PathBuf)| *place < last || knows_erased(path) < erased;
    there.iter().enumerate().filter(old).map(|(_, path)| path).collect()
}

/// How many erased keys a copy of keys knows of, by its name.
fn knows_erased(path: &Path) -> u64 {
    let name = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    name.rsplit_once("-gallrade-").and_then(|(_, many)| many.parse().ok()).unwrap_or_default()
}

/// Lays a copy down in an empty folder, makes the lists anew, and walks every chain.
pub fn restore(arguments: &Restore) -> Result<(), String> {
    let identities = sealed::identities(&arguments.identity)?;
    let key = master_key(&arguments.master_key)?;
    let target = arguments.server.place(&arguments.data)?;
    empty(&arguments.data)?;
    let mut keys = sealed::read(&newest(&arguments.keys)?, &identities)?;
    let mut onward: Box<Coming> = Box::new(std::iter::empty());
    let mut copy = arguments.copy.clone();
    if copy.is_dir() {
        let (base, parts) = ship::shipped(&copy, identities.clone())?;
        (copy, onward) = (base, Box::new(parts));
    }
    let mut records = sealed::read(&copy, &identities)?;
    let copied = lay(&target, &arguments.data, (&mut *records, &mut *keys), &mut *onward, (&key, arguments.broken))?;
    println!("Återställt till och med händelse {}.", copied.last.0);
    Ok(())
}

/// Moves a database by a pipe between two threads: nothing lies open on a disk meanwhile.
pub fn moved(arguments: &Move) -> Result<(), String> {
    let from = source(&arguments.database)?;
    let key = master_key(&arguments.database.data.join(KEY))?;
    let address = keep::address(arguments.to_postgres.as_deref(), arguments.to_postgres_file.as_deref())?;
    let target = place(&arguments.to_data, address.as_deref());
    empty(&arguments.to_data)?;
    let mut keys = Vec::new();
    copy_out(&from, Part::Keys, &mut keys).map_err(|error| error.to_string())?;
    let (mut reader, mut writer) = std::io::pipe().map_err(|error| error.to_string())?;
    let sent = std::thread::spawn(move || {
        let mut buffered = std::io::BufWriter::new(&mut writer);
        let copied = copy_out(&from, Part::Records, &mut buffered)?;
        buffered.flush()?;
        Ok(copied)
    });
    let laid = lay(&target, &arguments.to_data, (&mut reader, &mut &keys[..]), &mut std::iter::empty(), (&key, false));
    // Whoever reads no longer makes the writer stop too.
    drop(reader);
    let sent: Result<Copied, StoreError> = sent.join().map_err(|_| "flytten avbröts".to_owned())?;
    let laid = laid?;
    let sent = sent.map_err(|error| error.to_string())?;
    if sent != laid {
        return Err("Det som kom fram är inte det som skickades. Använd den gamla databasen.".to_owned());
    }
    let arrived = copy_out(&target, Part::Records, &mut std::io::sink()).map_err(|error| error.to_string())?;
    if arrived.of("event") != sent.of("event") || arrived.last.0 != sent.last.0 {
        return Err("Den nya databasen har inte samma händelser. Använd den gamla.".to_owned());
    }
    println!("{} händelser flyttade. Den gamla databasen är orörd.", sent.of("event"));
    Ok(())
}

/// A file, or the newest in a folder of copies of keys.
fn newest(path: &Path) -> Result<PathBuf, String> {
    if !path.is_dir() {
        return Ok(path.to_owned());
    }
    let entries = std::fs::read_dir(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let there = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let keys = there.filter(|path| path.extension().is_some_and(|end| end == "age"));
    keys.max().ok_or_else(|| format!("Det finns ingen nyckelkopia i {}.", path.display()))
}

fn master_key(path: &Path) -> Result<MasterKey, String> {
    if !path.is_file() {
        return Err(format!("Det finns ingen huvudnyckel i {}. Hämta den ur kassaskåpet.", path.display()));
    }
    MasterKey::in_file(path).map_err(|error| error.to_string())
}

/// Nothing is ever laid upon something else.
fn empty(folder: &Path) -> Result<(), String> {
    match std::fs::read_dir(folder).map(|mut entries| entries.next().is_some()) {
        Ok(true) => Err(format!("Mappen {} är inte tom. Välj en tom mapp. Inget är ändrat.", folder.display())),
        Ok(false) => Ok(()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(()),
        Err(error) => Err(format!("{}: {error}", folder.display())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use stadga_testkit::{Ground, Municipality};

    /// A log with a gap that nobody meant.
    const GAP: &str = "DELETE FROM event WHERE position = 3";

    fn gap(ground: &Ground) {
        let unguarded =
            ground.words("DROP TRIGGER event_no_delete;", "ALTER TABLE event DISABLE TRIGGER event_no_change;");
        assert_eq!(ground.sql(&format!("{unguarded} {GAP}")), 1);
    }

    fn names(folder: &Path) -> Vec<String> {
        let all = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut all: Vec<String> = all.collect();
        all.sort();
        all
    }

    #[test]
    fn each_nights_copy_is_tried_by_restoring_it_and_one_that_cannot_be_has_a_name_that_tells() {
        let town = Municipality::found("2026-11-23T09:00");
        // On a server there is nowhere to try it.
        let Place::File(database) = town.ground().place() else { return };
        let (data, folder) = (database.parent().unwrap(), tempfile::tempdir().unwrap());
        let chosen = DailyBackup {
            folder: folder.path().join("kopior"),
            keys: folder.path().join("nycklar"),
            to: vec![sealed::new_pair(&folder.path().join("privat")).unwrap()],
            at: jiff::civil::time(3, 0, 0, 0),
            keep: 2,
        };
        let night = |day: &str| of_day(town.ground().place(), &chosen, day.parse().unwrap());
        let only_read = night("2026-11-24").unwrap();
        assert!(only_read.contains("läst tillbaka.") && !only_read.contains("på prov"), "{only_read}");
        MasterKey::from_bytes([7; 32]).write_to(&data.join(KEY)).unwrap();
        let tried = night("2026-11-25").unwrap();
        assert!(tried.contains("läst tillbaka och återställd på prov. 2 kopior"), "{tried}");
        gap(town.ground());
        let why = night("2026-11-26").unwrap_err();
        assert!(why.contains("går inte att återställa") && why.contains("stadga verify"), "{why}");
        assert!(why.contains("inga äldre kopior är borttagna"), "{why}");
        let there = ["akter-2026-11-24.age", "akter-2026-11-25.age", "akter-2026-11-26-med-fel.age"];
        assert_eq!(names(&chosen.folder), there);
        night("2026-11-26").unwrap_err();
        assert_eq!(names(&chosen.folder), there, "once a day");
        assert!(names(data).iter().all(|name| !name.starts_with("prov-")), "what was tried is left: {:?}", names(data));
    }

    #[test]
    fn a_server_where_a_log_with_a_gap_was_laid_down_has_to_be_emptied_and_that_is_said() {
        let Some(server) = Ground::on_server() else { return };
        let town = Municipality::found("2026-11-23T09:00");
        gap(town.ground());
        let copied = |part| {
            let mut bytes = Vec::new();
            copy_out(town.ground().place(), part, &mut bytes).unwrap();
            bytes
        };
        let (records, keys) = (copied(Part::Records), copied(Part::Keys));
        let folder = tempfile::tempdir().unwrap();
        let copies = (&mut &records[..] as &mut dyn Read, &mut &keys[..] as &mut dyn Read);
        let key = MasterKey::from_bytes([7; 32]);
        let why = lay(server.place(), folder.path(), copies, &mut std::iter::empty(), (&key, false)).unwrap_err();
        assert!(why.contains("inte som den skrevs") && why.contains("töm databasen på servern"), "{why}");
        assert_eq!(names(folder.path()), Vec::<String>::new());
    }

    #[test]
    fn a_copy_of_keys_that_still_has_an_erased_one_goes_however_new_it_is() {
        let gone = |names: &[&str], erased| {
            let there: Vec<PathBuf> = names.iter().map(PathBuf::from).collect();
            outdated(&there, erased).iter().map(|path| path.display().to_string()).collect::<Vec<_>>().join(" ")
        };
        let (one, two, three) = ("nycklar-1Z.age", "nycklar-2Z.age", "nycklar-3Z-gallrade-2.age");
        assert_eq!(gone(&[one, two], 0), "");
        assert_eq!(gone(&[one, two, "nycklar-3Z.age"], 0), one);
        assert_eq!(gone(&[two, three], 2), two);
        assert_eq!(gone(&[three, "nycklar-4Z-gallrade-2.age"], 2), "");
        assert_eq!(gone(&[three, "nycklar-4Z-gallrade-12.age"], 12), three);
    }
}
