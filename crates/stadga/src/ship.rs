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
    if !goes_on(last, copied.last) {
        std::fs::remove_file(&waiting).map_err(|error| error.to_string())?;
        return if copied.last == last { Ok("Inget nytt.".to_owned()) } else { Err(shorter(&arguments.out)) };
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

/// Whether something has come, and nothing has gone, between two places.
fn goes_on(from: Mark, to: Mark) -> bool {
    to != from && to.0 >= from.0 && to.1 >= from.1
}

fn shorter(out: &Path) -> String {
    format!(
        "Loggen är kortare än det som redan är skickat till {}: en äldre kopia är återställd, eller en databasserver \
         som låg efter har tagit över. Inget är skickat. Börja med en ny grund i en tom mapp, och behåll den gamla \
         tills ni vet vad som är borta.",
        out.display()
    )
}

fn settle(from: &Path, to: &Path) -> Result<(), String> {
    std::fs::rename(from, to).map_err(|error| format!("{}: {error}", to.display()))
}

fn part(from: Mark, to: Mark) -> String {
    format!("del-{:012}-{:012}-{:012}-{:012}.age", from.0, from.1, to.0, to.1)
}

/// What a folder holds: bases by where they end, and parts by where they begin and end. Each part goes on.
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
            // One that goes nowhere, or back, follows upon nothing, and nothing upon it.
            (Some("del"), [from, seen, to, entry]) if goes_on((*from, *seen), (*to, *entry)) => {
                names.parts.push(((*from, *seen), (*to, *entry)));
            }
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

/// The parts that follow upon a place, each upon the one before. It ends, since each of them goes on.
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

#[cfg(test)]
mod tests {
    use super::*;
    use stadga_testkit::Municipality;
    use std::fs;

    /// A folder to ship to, and the way there.
    fn way() -> (tempfile::TempDir, Way) {
        let folder = tempfile::tempdir().unwrap();
        let key = sealed::new_pair(&folder.path().join("privat")).unwrap();
        let way = Way { out: folder.path().join("delar"), keys: folder.path().join("nycklar"), to: vec![key] };
        (folder, way)
    }

    fn there(way: &Way) -> Vec<String> {
        let all = fs::read_dir(&way.out).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap());
        let mut all: Vec<String> = all.collect();
        all.sort();
        all
    }

    #[test]
    fn a_log_that_is_shorter_than_what_is_shipped_is_told_and_nothing_is_put_there() {
        let town = Municipality::found("2026-11-23T09:00");
        let (_folder, way) = way();
        let ship = || tick(&way, town.ground().place(), &mut [0; 32]);
        assert!(ship().unwrap().starts_with("Grund") && ship().unwrap() == "Inget nytt.");
        let (position, entry) = reached(&names(&way.out).unwrap()).unwrap();
        // What is there comes from a log that was longer, and from an audit trail that was.
        for further in [(position + 3, entry), (position, entry + 3)] {
            let one = way.out.join(part((position, entry), further));
            fs::write(&one, "en del").unwrap();
            let before = there(&way);
            let why = ship().unwrap_err();
            assert!(why.contains("Loggen är kortare än det som redan är skickat"), "{why}");
            assert!(why.contains("ny grund i en tom mapp"), "{why}");
            assert_eq!(there(&way), before);
            fs::remove_file(one).unwrap();
        }
        assert_eq!(ship().unwrap(), "Inget nytt.");
    }

    #[test]
    fn parts_that_go_back_or_nowhere_are_passed_over_and_the_chain_of_parts_ends() {
        let (_folder, way) = way();
        fs::create_dir(&way.out).unwrap();
        let parts = [((5, 9), (6, 9)), ((5, 9), (5, 9)), ((6, 9), (5, 9)), ((6, 9), (7, 3)), ((6, 9), (8, 12))];
        for (from, to) in parts {
            fs::write(way.out.join(part(from, to)), "").unwrap();
        }
        fs::write(way.out.join("bas-000000000005-000000000009.age"), "").unwrap();
        let names = names(&way.out).unwrap();
        assert_eq!(names.parts, [((5, 9), (6, 9)), ((6, 9), (8, 12))]);
        assert_eq!(following(&names, (5, 9)), names.parts);
        assert_eq!(reached(&names), Some((8, 12)));
    }
}
