//! Keys: the master key, one key for each person and record holder, and search tokens.

use crate::error::StoreError;
use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;
use stadga_seal::Cipher;
use std::io::Write;
use std::path::Path;

/// The key that wraps all other keys. It never lies in the database.
#[derive(Clone)]
pub struct MasterKey([u8; 32]);

impl MasterKey {
    /// A key from its bytes.
    pub const fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The key in a file of 64 hexadecimal digits; a missing file is made, readable by its owner alone.
    pub fn in_file(path: &Path) -> Result<Self, StoreError> {
        match std::fs::read_to_string(path) {
            Ok(text) => unhex(text.trim())
                .and_then(|key| key.try_into().ok())
                .map(Self)
                .ok_or_else(|| StoreError::BadKeyFile(path.to_owned())),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let key = Self(random()?);
                key.write_to(path)?;
                Ok(key)
            }
            Err(error) => Err(error.into()),
        }
    }

    /// Writes the key to a new file, readable by its owner alone.
    pub fn write_to(&self, path: &Path) -> Result<(), StoreError> {
        let mut options = std::fs::OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        writeln!(file, "{}", hex(&self.0))?;
        file.sync_all()?;
        Ok(())
    }

    /// A key for one use, so that no use can be turned into another.
    fn derived(&self, label: &str) -> [u8; 32] {
        mac(&self.0, label.as_bytes())
    }
}

/// What the master key is used for.
pub(crate) struct Vault {
    wrap: SubjectKey,
    notes: SubjectKey,
    index: [u8; 32],
    signing: [u8; 32],
    check: String,
}

impl Vault {
    pub(crate) fn new(master: &MasterKey) -> Self {
        Self {
            wrap: SubjectKey::new(&master.derived("stadga wrap 1")),
            notes: SubjectKey::new(&master.derived("stadga note 1")),
            index: master.derived("stadga index 1"),
            signing: master.derived("stadga export 1"),
            check: hex(&master.derived("stadga check 1")),
        }
    }

    /// A value that tells whether a database was made with the same master key.
    pub(crate) fn check(&self) -> &str {
        &self.check
    }

    /// A new subject key, and how it is stored.
    pub(crate) fn new_key(&self, key_id: &str) -> Result<(SubjectKey, Vec<u8>), StoreError> {
        let bytes: [u8; 32] = random()?;
        let wrapped = self.wrap.seal(key_id.as_bytes(), &bytes)?;
        Ok((SubjectKey::new(&bytes), wrapped))
    }

    /// The key that was stored.
    pub(crate) fn unwrap(&self, key_id: &str, wrapped: &[u8]) -> Result<SubjectKey, StoreError> {
        let bytes = self.wrap.open(key_id.as_bytes(), wrapped)?;
        let bytes: [u8; 32] = bytes.try_into().map_err(|_| StoreError::Sealed(key_id.to_owned()))?;
        Ok(SubjectKey::new(&bytes))
    }

    /// A short text sealed as hexadecimal digits, for what leaves the house and comes back.
    pub(crate) fn note(&self, about: &str, text: &[u8]) -> Result<String, StoreError> {
        Ok(hex(&self.notes.seal(about.as_bytes(), text)?))
    }

    /// The text of a note; none when it is not ours, is about something else, or has been changed.
    pub(crate) fn read_note(&self, about: &str, note: &str) -> Option<Vec<u8>> {
        self.notes.open(about.as_bytes(), &unhex(note)?).ok()
    }

    /// The seed of the key that histories are signed with as they leave.
    pub(crate) fn signing(&self) -> &[u8; 32] {
        &self.signing
    }

    /// The token a word or number is found by. Says nothing without the key.
    pub(crate) fn token(&self, word: &str) -> [u8; 16] {
        let mut token = [0; 16];
        token.copy_from_slice(&mac(&self.index, word.as_bytes())[..16]);
        token
    }
}

/// The key of one person's record with one holder.
pub(crate) struct SubjectKey {
    cipher: Cipher,
    /// For the names of files, so that what is sealed and what it is called share no key.
    naming: [u8; 32],
}

impl SubjectKey {
    fn new(bytes: &[u8; 32]) -> Self {
        Self { cipher: Cipher::new(*bytes), naming: mac(bytes, b"stadga blob 1") }
    }

    /// The key that opens one sealed text and nothing else.
    pub(crate) fn for_one(&self, sealed: &[u8]) -> Option<[u8; 32]> {
        self.cipher.for_one(sealed)
    }

    /// What something is called where it lies. Says nothing without the key.
    pub(crate) fn name(&self, about: &str) -> [u8; 32] {
        mac(&self.naming, about.as_bytes())
    }

    /// Seals a text so that it opens only at the place `about` names. The nonce comes first.
    pub(crate) fn seal(&self, about: &[u8], text: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.cipher.seal(random()?, about, text).map_err(|_| broken(about))
    }

    /// Opens what was sealed at the same place.
    pub(crate) fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, StoreError> {
        self.cipher.open(about, sealed).map_err(|_| broken(about))
    }
}

/// Bytes from the operating system.
pub(crate) fn random<const N: usize>() -> Result<[u8; N], StoreError> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|_| StoreError::Randomness)?;
    Ok(bytes)
}

/// Bytes as lower-case hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The bytes of hexadecimal digits; none when they are no such thing.
pub(crate) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    (0..text.len()).step_by(2).map(|place| u8::from_str_radix(text.get(place..place + 2)?, 16).ok()).collect()
}

fn mac(key: &[u8; 32], text: &[u8]) -> [u8; 32] {
    // HMAC fills a short key up with zeros to one block, which is done here so that nothing can fail.
    let mut block = [0; 64];
    block[..32].copy_from_slice(key);
    let mut mac = <Hmac<Sha256> as KeyInit>::new(&block.into());
    mac.update(text);
    mac.finalize().into_bytes().into()
}

fn broken(about: &[u8]) -> StoreError {
    StoreError::Sealed(String::from_utf8_lossy(about).into_owned())
}
