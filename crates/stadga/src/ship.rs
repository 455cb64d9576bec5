//! `stadga ship`: what is new since last time, sealed, in a folder elsewhere, minute by minute.
//!
//! A base holds everything up to a place in the log; each part goes on from where the one before ended, and its name
//! says so. A folder is laid down again from a base and the parts that follow upon it.

use crate::backup::{export, seal, source};
use crate::keep;
use crate::sealed;
use age::x25519::Identity;
use stadga_store::{Copied, Part, Place, StoreError, copy_out};
use std::io::Read;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Which database, to whom, where to and how often.
#[derive(clap::Args)]
pub struct Arguments {
    #[command(flatten)]
    database: keep::Arguments,
    #[command(flatten)]
    way: Way,
    /// Sekunder mellan delarna: så mycket arbete kan gå förlorat om maskinen försvinner.
    #[arg(long, default_value_t = 60)]
    every: u64,
    /// Skickar det som är nytt en gång och slutar.
    #[arg(long)]
    once: bool,
}

/// To whom and where to.
#[derive(clap::Args)]
#[group(id = "way")]
pub struct Way {
    /// Mappen som delarna läggs i. Den ska ligga på en annan maskin än databasen.
    #[arg(long)]
    pub out: PathBuf,
    /// Mappen för nyckelkopior. De två nyaste behålls.
    #[arg(long)]
    pub keys: PathBuf,
    /// Mottagaren som kan öppna kopiorna: age1... Kan anges flera gånger.
    #[arg(long = "to", required = true, value_name = "MOTTAGARE")]
    pub to: Vec<String>,
}

/// The last place in the log and in the audit trail.
type Mark = (i64, i64);

/// Ships until it is stopped. What fails is told, and tried again the next time.
pub fn run(arguments: &Arguments) -> Result<(), String> {
    let place = source(&arguments.database)?;
    let mut keys = [0; 32];
    loop {
        match tick(&arguments.way, &place, &mut keys) {
            Ok(done) => println!("{done}"),
            Err(error) if arguments.once => return Err(error),
            Err(error) => eprintln!("{error}"),
        }
        if arguments.once {
            return Ok(());
        }
        std::thread::sleep(Duration::from_secs(arguments.every.max(1)));
    }
}

/// Ships what is new: the keys first, so that nothing arrives that they do not open.
pub fn tick(arguments: &Way, place: &Place, keys: &mut [u8; 32]) -> Result<String, String> {
    std::fs::create_dir_all(&arguments.out).map_err(|error| format!("{}: {error}", arguments.out.display()))?;
    let newest = copy_out(place, Part::Keys, &mut std::io::sink()).map_err(|error| error.to_string())?;
    if newest.digest != *keys {
        export(place, &arguments.keys, &arguments.to)?;
        *keys = newest.digest;
    }
    let Some(last) = reached(&names(&arguments.out)?) else {
        let copied = whole(arguments, place)?;
        return Ok(format!("Grund till och med händelse {}.", copied.last.0));
    };
    let waiting = arguments.out.join("del.ny");
    // Left by a process that was stopped in the middle.
    let _ = std::fs::remove_file(&waiting);
    let copied = seal(place, Part::Onward(last.0, last.1), &waiting, &arguments.to)?;
    if copied.last == last {
        std::fs::remove_file(&waiting).map_err(|error| error.to_string())?;
        return Ok("Inget nytt.".to_owned());
    }
    settle(&waiting, &arguments.out.join(part(last, copied.last)))?;
    // Keys that were made while the part was copied must not wait for the next time.
    let after = copy_out(place, Part::Keys, &mut std::io::sink()).map_err(|error| error.to_string())?;
    if after.digest != *keys {
        export(place, &arguments.keys, &arguments.to)?;
        *keys = after.digest;
    }
    Ok(format!("Del till och med händelse {}.", copied.last.0))
}

fn whole(arguments: &Way, place: &Place) -> Result<Copied, String> {
    let waiting = arguments.out.join("bas.ny");
    let _ = std::fs::remove_file(&waiting);
    let copied = seal(place, Part::Records, &waiting, &arguments.to)?;
    settle(&waiting, &arguments.out.join(format!("bas-{:012}-{:012}.age", copied.last.0, copied.last.1)))?;
    Ok(copied)
}

fn settle(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::rename(from, to).map_err(|error| format!("{}: {error}", to.display()))
}

fn part(from: Mark, to: Mark) -> String {
    format!("del-{:012}-{:012}-{:012}-{:012}.age", from.0, from.1, to.0, to.1)
}

/// What a folder holds: bases by where they end, and parts by where they begin and end.
#[derive(Default)]
struct Names {
    bases: Vec<Mark>,
    parts: Vec<(Mark, Mark)>,
}

fn names(folder: &Path) -> Result<Names, String> {
    let said = |error: std::io::Error| format!("{}: {error}", folder.display());
    let mut names = Names::default();
    for entry in std::fs::read_dir(folder).map_err(said)? {
        let name = entry.map_err(said)?.file_name().to_string_lossy().into_owned();
        let Some(name) = name.strip_suffix(".age") else { continue };
        let numbers: Vec<i64> = name.split('-').skip(1).filter_map(|part| part.parse().ok()).collect();
        match (name.split('-').next(), numbers.as_slice()) {
            (Some("bas"), [position, entry]) => names.bases.push((*position, *entry)),
            (Some("del"), [from, seen, to, entry]) => names.parts.push(((*from, *seen), (*to, *entry))),
            _ => {}
        }
    }
    names.bases.sort_unstable();
    names.parts.sort_unstable();
    Ok(names)
}

/// Where the newest base with all that follows upon it ends.
fn reached(names: &Names) -> Option<Mark> {
    let base = names.bases.last()?;
    Some(following(names, *base).last().map_or(*base, |(_, to)| *to))
}

/// The parts that follow upon a place, each upon the one before.
fn following(names: &Names, base: Mark) -> Vec<(Mark, Mark)> {
    let mut chosen = Vec::new();
    let mut at = base;
    while let Some(next) = names.parts.iter().find(|(from, _)| *from == at) {
        chosen.push(*next);
        at = next.1;
    }
    chosen
}

/// The newest base in a folder, and what follows upon it, opened one after the other.
pub fn shipped(folder: &Path, identities: Vec<Identity>) -> Result<(PathBuf, Onward), String> {
    let names = names(folder)?;
    let base = names.bases.last().ok_or_else(|| format!("Det finns ingen grund i {}.", folder.display()))?;
    let following = following(&names, *base);
    let later = names.parts.iter().filter(|(from, _)| from >= base).count();
    if later > following.len() {
        println!("En del saknas: {} delar som kom efter den är inte med.", later - following.len());
    }
    let parts = following.into_iter().map(|(from, to)| folder.join(part(from, to)));
    let base = folder.join(format!("bas-{:012}-{:012}.age", base.0, base.1));
    Ok((base, Onward { parts: parts.collect::<Vec<_>>().into_iter(), identities }))
}

/// Parts on their way to be laid down.
pub struct Onward {
    parts: std::vec::IntoIter<PathBuf>,
    identities: Vec<Identity>,
}

impl Iterator for Onward {
    type Item = Result<Box<dyn Read>, StoreError>;

    fn next(&mut self) -> Option<Self::Item> {
        let path = self.parts.next()?;
        Some(sealed::read(&path, &self.identities).map_err(|error| StoreError::Io(std::io::Error::other(error))))
    }
}
