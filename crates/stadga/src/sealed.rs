//! Files that only the holder of a private key can open: made small, sealed with age, and read back before they count.

use age::secrecy::ExposeSecret;
use age::x25519::{Identity, Recipient};
use std::fs::File;
use std::io::{BufReader, BufWriter, Read, Write};
use std::path::Path;

/// How small the content is made; higher costs more time than it saves.
const LEVEL: i32 = 3;

fn said(path: &Path, error: impl std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

/// Writes a sealed file: `content` writes into it, `check` reads what came back and compares. The file takes its
/// place under its name only when all of it has been read back from the disk.
///
/// The sealing machine has no private key, so a key made for the moment seals it too, and is thrown away.
pub fn write<T>(
    path: &Path,
    recipients: &[Recipient],
    content: impl FnOnce(&mut dyn Write) -> Result<T, String>,
    check: impl FnOnce(&mut dyn Read, &T) -> Result<(), String>,
) -> Result<T, String> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    if path.exists() {
        return Err(said(path, "filen finns redan. Välj ett annat namn"));
    }
    let momentary = Identity::generate();
    let to_me = momentary.to_public();
    let all = recipients.iter().chain([&to_me]).map(|recipient| recipient as &dyn age::Recipient);
    let sealing = age::Encryptor::with_recipients(all).map_err(|error| said(path, error))?;
    let mut file = tempfile::NamedTempFile::new_in(folder).map_err(|error| said(folder, error))?;
    let sealed = sealing.wrap_output(BufWriter::new(file.as_file_mut())).map_err(|error| said(path, error))?;
    let mut small = zstd::Encoder::new(sealed, LEVEL).map_err(|error| said(path, error))?;
    let made = content(&mut small)?;
    let finished = small.finish().and_then(|sealed| sealed.finish()).and_then(|mut file| file.flush());
    finished.map_err(|error| said(path, error))?;
    file.as_file().sync_all().map_err(|error| said(path, error))?;
    let again = File::open(file.path()).map_err(|error| said(path, error))?;
    check(&mut opened(again, &[momentary])?, &made)?;
    file.persist_noclobber(path).map_err(|error| said(path, error.error))?;
    Ok(made)
}

/// The content of a sealed file, for those who hold one of its keys.
pub fn read(path: &Path, identities: &[Identity]) -> Result<Box<dyn Read>, String> {
    let file = File::open(path).map_err(|error| said(path, error))?;
    opened(file, identities).map_err(|error| said(path, error))
}

fn opened(file: File, identities: &[Identity]) -> Result<Box<dyn Read>, String> {
    let unsealed = age::Decryptor::new(BufReader::new(file));
    let sealed = unsealed.map_err(|_| "det är ingen krypterad kopia, eller en skadad. Ta en annan kopia".to_owned())?;
    let keys = identities.iter().map(|identity| identity as &dyn age::Identity);
    let open = sealed.decrypt(keys).map_err(|error| match error {
        age::DecryptError::NoMatchingKeys => "nyckeln öppnar inte kopian. Ta rätt nyckel".to_owned(),
        _ => "kopian är skadad. Ta en annan kopia".to_owned(),
    })?;
    Ok(Box::new(zstd::Decoder::new(open).map_err(|error| error.to_string())?))
}

/// The public keys to seal for: `age1...`.
pub fn recipients(texts: &[String]) -> Result<Vec<Recipient>, String> {
    let read = |text: &String| {
        text.trim()
            .parse()
            .map_err(|_| format!("{text} är ingen mottagare. Den börjar med age1. Gör en: stadga keys new"))
    };
    texts.iter().map(read).collect()
}

/// The private keys in a file, a line each; other lines are remarks.
pub fn identities(path: &Path) -> Result<Vec<Identity>, String> {
    let text = std::fs::read_to_string(path).map_err(|error| said(path, error))?;
    let lines = text.lines().map(str::trim).filter(|line| line.starts_with("AGE-SECRET-KEY-1"));
    let keys: Vec<Identity> = lines.filter_map(|line| line.parse().ok()).collect();
    if keys.is_empty() { Err(said(path, "filen har ingen privat nyckel")) } else { Ok(keys) }
}

/// Makes a pair of keys: the private one in a file for its owner alone, the public one as text.
pub fn new_pair(path: &Path) -> Result<String, String> {
    let identity = Identity::generate();
    let public = identity.to_public().to_string();
    secret(path, format!("# mottagare: {public}\n{}\n", identity.to_string().expose_secret()))?;
    Ok(public)
}

/// Writes a new file that its owner alone can read.
pub fn secret(path: &Path, content: impl AsRef<[u8]>) -> Result<(), String> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let mut file = options.open(path).map_err(|error| said(path, error))?;
    file.write_all(content.as_ref()).and_then(|()| file.sync_all()).map_err(|error| said(path, error))
}
