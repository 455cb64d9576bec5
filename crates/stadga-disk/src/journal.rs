//! What a disk was told, in order, and what it holds when the power goes.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};

/// What is lost of that which was written and not synced. What was kept of it may have reached the disk in any order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// All of it.
    All,
    /// Any writes, each as a whole.
    Writes,
    /// Any parts of writes, of so many bytes, as the disk divides them.
    Parts(usize),
    /// Nothing: the program fell and not the machine.
    Nothing,
}

/// Something the disk was told.
enum Note {
    Wrote(String, usize, Vec<u8>),
    Shortened(String, usize),
    Removed(String),
    Synced(String),
    Told(u64),
}

#[derive(Default)]
struct State {
    notes: Vec<Note>,
    lies: bool,
    stalls: bool,
}

/// What is noted of a folder.
pub(crate) struct Journal {
    folder: PathBuf,
    before: BTreeMap<String, Vec<u8>>,
    state: Mutex<State>,
    goes_on: Condvar,
}

impl Journal {
    pub(crate) fn of(folder: &Path) -> Self {
        let folder = folder.canonicalize().expect("the folder is there");
        let files = fs::read_dir(&folder).expect("the folder can be read").map(|entry| entry.expect("it can").path());
        let before = files.filter(|path| path.is_file()).map(|path| {
            let content = fs::read(&path).expect("the file can be read");
            (name_of(&path), content)
        });
        Self { before: before.collect(), folder, state: Mutex::default(), goes_on: Condvar::new() }
    }

    /// The name of a file, when it lies in this folder.
    pub(crate) fn name_here(&self, path: &str) -> Option<String> {
        let path = Path::new(path);
        (path.parent() == Some(&self.folder)).then(|| name_of(path))
    }

    pub(crate) fn wrote(&self, file: &str, at: usize, bytes: &[u8]) {
        self.note(Note::Wrote(file.to_owned(), at, bytes.to_vec()));
    }

    pub(crate) fn shortened(&self, file: &str, to: usize) {
        self.note(Note::Shortened(file.to_owned(), to));
    }

    /// A file is taken away; `at_once` when the folder is synced too.
    pub(crate) fn removed(&self, file: &str, at_once: bool) {
        self.note(Note::Removed(file.to_owned()));
        if at_once {
            self.synced(file);
        }
    }

    /// Waits while the disk stalls, and notes that what a file was told so far is on it.
    pub(crate) fn synced(&self, file: &str) {
        let state = self.goes_on.wait_while(self.state(), |state| state.stalls);
        let mut state = state.unwrap_or_else(PoisonError::into_inner);
        if !state.lies {
            state.notes.push(Note::Synced(file.to_owned()));
        }
    }

    pub(crate) fn told(&self, what: u64) {
        self.note(Note::Told(what));
    }

    pub(crate) fn lies(&self) {
        self.state().lies = true;
    }

    pub(crate) fn stalls(&self, whether: bool) {
        self.state().stalls = whether;
        self.goes_on.notify_all();
    }

    /// Takes what has been noted.
    pub(crate) fn falls(self: &Arc<Self>, seed: u64) -> Falls {
        let notes = std::mem::take(&mut self.state().notes);
        let files =
            self.before.iter().map(|(name, held)| (name.clone(), File { held: Some(held.clone()), new: vec![] }));
        Falls { notes, at: 0, told: Vec::new(), files: files.collect(), chance: Chance(seed) }
    }

    fn note(&self, note: Note) {
        self.state().notes.push(note);
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// A file on the disk: what it holds for good, if it is there for good, and what it was told since, by place.
#[derive(Default)]
struct File {
    held: Option<Vec<u8>>,
    new: Vec<usize>,
}

impl File {
    /// What was told up to a place is on the disk.
    fn settle(&mut self, to: usize, notes: &[Note]) {
        let (told, later): (Vec<usize>, _) = std::mem::take(&mut self.new).into_iter().partition(|place| *place <= to);
        self.new = later;
        for place in told {
            keep(&mut self.held, &notes[place], Lost::Nothing, &mut Chance(0));
        }
    }
}

/// A run of a disk, gone through from its beginning.
pub struct Falls {
    notes: Vec<Note>,
    at: usize,
    told: Vec<u64>,
    files: BTreeMap<String, File>,
    chance: Chance,
}

impl Falls {
    /// How many moments there are to fall at.
    pub fn moments(&self) -> usize {
        self.notes.len()
    }

    /// A number below `end`, by the seed.
    pub fn any(&mut self, end: usize) -> usize {
        self.chance.below(end)
    }

    /// What had been confirmed at the moment of the last fall, in that order.
    pub fn told(&self) -> &[u64] {
        &self.told
    }

    /// The power goes at a moment, which is not before that of the last fall: lays out in an empty folder what the disk
    /// then holds.
    ///
    /// # Panics
    /// When the folder cannot be written, or the moment lies before the last one.
    pub fn fall(&mut self, moment: usize, lost: Lost, to: &Path) {
        assert!(moment >= self.at, "a run is gone through once");
        while self.at < moment {
            self.take_in();
        }
        for (name, file) in &self.files {
            let mut held = file.held.clone();
            for &place in &file.new {
                keep(&mut held, &self.notes[place], lost, &mut self.chance);
            }
            // The memory that connections share is no file the disk promises anything of: whatever lies there.
            if let Some(held) = held {
                fs::write(to.join(name), held).expect("the folder can be written");
            }
        }
    }

    fn take_in(&mut self) {
        let place = self.at;
        match &self.notes[place] {
            Note::Told(what) => self.told.push(*what),
            Note::Synced(name) => {
                let file = self.files.entry(name.clone()).or_default();
                let made = file.held.is_none();
                file.settle(usize::MAX, &self.notes);
                // SQLite syncs the folder too when it syncs a log it has made: then what was removed stays removed.
                if made && (name.ends_with("-wal") || name.ends_with("-journal")) {
                    for file in self.files.values_mut() {
                        let removed = |place: &&usize| matches!(self.notes[**place], Note::Removed(_));
                        if let Some(last) = file.new.iter().rev().find(removed).copied() {
                            file.settle(last, &self.notes);
                        }
                    }
                }
            }
            Note::Wrote(name, ..) | Note::Shortened(name, _) | Note::Removed(name) => {
                self.files.entry(name.clone()).or_default().new.push(place);
            }
        }
        self.at += 1;
    }
}

/// What becomes of something that was told, in a file as it is.
fn keep(held: &mut Option<Vec<u8>>, note: &Note, lost: Lost, chance: &mut Chance) {
    let part = match (lost, note) {
        (Lost::All, _) => return,
        (Lost::Parts(size), Note::Wrote(..)) => size,
        (Lost::Writes | Lost::Parts(_), _) if chance.below(2) == 0 => return,
        _ => usize::MAX,
    };
    match note {
        Note::Wrote(_, at, bytes) => {
            let mut from = *at;
            while from < at + bytes.len() {
                // A disk divides itself, not what is written on it.
                let to = (from / part + 1).saturating_mul(part).min(at + bytes.len());
                if part == usize::MAX || chance.below(2) == 1 {
                    let held = held.get_or_insert_default();
                    held.resize(held.len().max(to), 0);
                    held[from..to].copy_from_slice(&bytes[from - at..to - at]);
                }
                from = to;
            }
        }
        Note::Shortened(_, to) => {
            if let Some(held) = held {
                held.resize(*to, 0);
            }
        }
        Note::Removed(_) => *held = None,
        Note::Synced(_) | Note::Told(_) => {}
    }
}

/// Numbers that are the same from the same seed (`SplitMix64`).
struct Chance(u64);

impl Chance {
    fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % end.max(1) as u64).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a fall leaves of a file whose first half was synced, and when the second half was confirmed.
    fn left(lost: Lost, seed: u64) -> (String, Vec<u64>) {
        let from = Journal {
            folder: PathBuf::new(),
            before: BTreeMap::new(),
            state: Mutex::default(),
            goes_on: Condvar::new(),
        };
        let from = Arc::new(from);
        from.wrote("a", 0, b"aaaa");
        from.synced("a");
        from.told(1);
        from.wrote("a", 4, b"bbbb");
        from.wrote("b", 0, b"c");
        let folder = std::env::temp_dir().join(format!("stadga-disk-{}-{seed}-{lost:?}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut falls = from.falls(seed);
        falls.fall(falls.moments(), lost, &folder);
        let read = |name: &str| fs::read_to_string(folder.join(name)).unwrap_or("-".to_owned()).replace('\0', ".");
        let left = (format!("{} {}", read("a"), read("b")), falls.told().to_vec());
        fs::remove_dir_all(folder).unwrap();
        left
    }

    #[test]
    fn a_folder_that_is_synced_keeps_what_was_removed_removed() {
        let note = |name: &str| Note::Wrote(name.to_owned(), 0, b"x".to_vec());
        let synced = |name: &str| Note::Synced(name.to_owned());
        let notes = vec![
            note("a-journal"),
            synced("a-journal"),
            Note::Removed("a-journal".to_owned()),
            note("a-wal"),
            synced("a-wal"),
        ];
        let mut falls = Falls { notes, at: 0, told: vec![], files: BTreeMap::new(), chance: Chance(1) };
        while falls.at < 4 {
            falls.take_in();
        }
        assert!(falls.files["a-journal"].held.is_some(), "the folder has not been synced since");
        falls.take_in();
        assert!(falls.files["a-journal"].held.is_none() && falls.files["a-wal"].held.is_some());
    }

    #[test]
    fn what_was_synced_stays_and_of_the_rest_any_part() {
        assert_eq!(left(Lost::All, 1), ("aaaa -".to_owned(), vec![1]));
        assert_eq!(left(Lost::Nothing, 1).0, "aaaabbbb c");
        let all = |lost| (0..40).map(|seed| left(lost, seed).0).collect::<std::collections::BTreeSet<_>>();
        let writes: Vec<String> = all(Lost::Writes).into_iter().collect();
        assert_eq!(writes, ["aaaa -", "aaaa c", "aaaabbbb -", "aaaabbbb c"]);
        let parts = all(Lost::Parts(2));
        assert!(parts.contains("aaaabb -") && parts.contains("aaaa..bb c"), "{parts:?}");
    }
}
