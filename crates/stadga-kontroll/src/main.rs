//! `stadga-kontroll FIL --nyckel NYCKEL [--bilagor MAPP]`: says whether a history is as it was written.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

const USAGE: &str = "Så här: stadga-kontroll HISTORIK.json --nyckel NYCKEL [--bilagor MAPP]\n\n\
    NYCKEL är kommunens öppna nyckel, 64 tecken. Hämta den från kommunen och inte ur filen.\n\
    MAPP är en mapp med bilagor: varje fil i den jämförs med historiken.\n\
    Svaret är 0 när historiken är hel, 1 när något är fel och 2 när frågan inte gick att förstå eller filen inte gick \
    att läsa.";

fn main() -> ExitCode {
    let Some((file, key, attached)) = asked(std::env::args().skip(1)) else {
        eprintln!("{USAGE}");
        return ExitCode::from(2);
    };
    if let Some(why) = unreadable(Path::new(&file), attached.as_deref()) {
        eprintln!("{why}");
        return ExitCode::from(2);
    }
    match stadga_kontroll::told(Path::new(&file), &key, attached.as_deref()) {
        Ok(text) => {
            println!("{text}");
            ExitCode::SUCCESS
        }
        Err(text) => {
            eprintln!("{text}");
            ExitCode::FAILURE
        }
    }
}

/// Why the history or the folder cannot be read: that says nothing of the history.
fn unreadable(file: &Path, attached: Option<&Path>) -> Option<String> {
    let said = |path: &Path, error: std::io::Error| format!("{}: {error}", path.display());
    let folder = || attached.and_then(|folder| Some(said(folder, std::fs::read_dir(folder).err()?)));
    std::fs::read(file).err().map(|error| said(file, error)).or_else(folder)
}

fn asked(mut words: impl Iterator<Item = String>) -> Option<(String, String, Option<PathBuf>)> {
    let (mut file, mut key, mut attached) = (None, None, None);
    while let Some(word) = words.next() {
        match word.as_str() {
            "--nyckel" => key = Some(words.next()?),
            "--bilagor" => attached = Some(PathBuf::from(words.next()?)),
            word if word.starts_with('-') || file.is_some() => return None,
            _ => file = Some(word),
        }
    }
    Some((file?, key?, attached))
}
