//! Secrets: passwords that are costly to guess, codes that cannot be guessed, and what a password must be.

use crate::{App, AppError};
use argon2::{Algorithm, Argon2, Params, Version};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::sync::{Condvar, Mutex, PoisonError};
use subtle::ConstantTimeEq;

/// The fewest letters of a password.
pub const SHORTEST: usize = 12;
/// The most bytes of a password that are looked at: more is somebody who wants the machine to work.
pub const LONGEST: usize = 1_000;
/// How many are hashed at the same time: each takes its memory.
const AT_ONCE: usize = 4;
/// Letters and digits nobody takes for one another, thirty-two of them.
const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";

/// Passwords so usual that they are tried first.
const USUAL: &[&str] =
    &["losenord", "password", "sommar", "vinter", "hosten", "varen", "qwerty", "123456", "valkommen"];

/// How costly a password is to try.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cost {
    /// Memory, in KiB.
    memory: u32,
    /// Passes over it.
    passes: u32,
}

impl Cost {
    /// What is used: 19 MiB and two passes, as OWASP recommends for argon2id.
    pub const REAL: Self = Self { memory: 19 * 1024, passes: 2 };

    /// For tests that log in many times. Not there in a program that is built to be used.
    #[cfg(debug_assertions)]
    pub const fn for_tests() -> Self {
        Self { memory: 32, passes: 1 }
    }
}

/// A password as it is kept.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hashed {
    cost: Cost,
    salt: [u8; 16],
    hash: [u8; 32],
}

impl Hashed {
    /// Of a password, with fresh salt.
    pub fn of(app: &App, cost: Cost, password: &str) -> Result<Self, AppError> {
        let salt = app.store().random_bytes()?;
        Ok(Self { cost, salt, hash: argon(cost, password, &salt)? })
    }

    /// Whether it was made of this password. Takes as long whether or not there is one to compare with.
    pub fn is(kept: Option<&Self>, cost: Cost, password: &str) -> Result<bool, AppError> {
        let (cost, salt) = kept.map_or((cost, [0; 16]), |kept| (kept.cost, kept.salt));
        let made = argon(cost, password, &salt)?;
        let hash = kept.map_or([0; 32], |kept| kept.hash);
        Ok(bool::from(made.ct_eq(&hash)) && kept.is_some())
    }
}

/// Who waits until few enough hash at the same time.
static BUSY: (Mutex<usize>, Condvar) = (Mutex::new(0), Condvar::new());

/// A place among those who hash, given back when it is dropped.
struct Place;

impl Place {
    fn taken() -> Self {
        let busy = BUSY.0.lock().unwrap_or_else(PoisonError::into_inner);
        let busy = BUSY.1.wait_while(busy, |busy| *busy >= AT_ONCE);
        *busy.unwrap_or_else(PoisonError::into_inner) += 1;
        Self
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        *BUSY.0.lock().unwrap_or_else(PoisonError::into_inner) -= 1;
        BUSY.1.notify_one();
    }
}

fn argon(cost: Cost, password: &str, salt: &[u8]) -> Result<[u8; 32], AppError> {
    let fault = |_| AppError::Fault(String::from("argon2 tar inte emot inställningarna"));
    let params = Params::new(cost.memory, cost.passes, 1, Some(32)).map_err(fault)?;
    let mut hash = [0; 32];
    let bytes = password.as_bytes();
    let looked_at = bytes.get(..LONGEST).unwrap_or(bytes);
    let _place = Place::taken();
    Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
        .hash_password_into(looked_at, salt, &mut hash)
        .map_err(fault)?;
    Ok(hash)
}

/// What is wrong with a new password; none when it will do. `known` is what others know of whoever chooses it.
pub fn weakness(password: &str, known: &[&str]) -> Option<String> {
    let letters = password.chars().count();
    if letters < SHORTEST {
        return Some(format!(
            "Skriv minst {SHORTEST} tecken. Fyra ord efter varandra är lätt att minnas och svårt att gissa."
        ));
    }
    if password.len() > LONGEST {
        return Some(String::from("Skriv ett kortare lösenord"));
    }
    let plain = folded(password);
    let distinct: std::collections::BTreeSet<char> = plain.chars().collect();
    let words = known.iter().flat_map(|text| text.split(|letter: char| !letter.is_alphanumeric()));
    let named = words.map(folded).any(|word| word.chars().count() >= 4 && plain.contains(&word));
    // A usual word with something short behind it is what is guessed first.
    let usual = USUAL.iter().any(|word| plain.contains(word) && letters < word.len() + SHORTEST);
    if named || usual || distinct.len() < 5 {
        return Some(String::from(
            "Välj något som är svårare att gissa. Använd inte ditt namn eller ett vanligt lösenord.",
        ));
    }
    None
}

fn folded(text: &str) -> String {
    let plain = |letter| match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        other => other,
    };
    text.to_lowercase().chars().map(plain).collect()
}

/// A code nobody can guess, five bits a letter, in groups of four.
pub fn code(app: &App, groups: usize) -> Result<String, AppError> {
    let bytes: [u8; 32] = app.store().random_bytes()?;
    let letter = |byte: &u8| char::from(ALPHABET.get(usize::from(byte % 32)).copied().unwrap_or(b'a'));
    let letters: Vec<char> = bytes.iter().take(groups * 4).map(letter).collect();
    Ok(letters.chunks(4).map(String::from_iter).collect::<Vec<_>>().join("-"))
}

/// A code as it is compared: without what people put between its groups.
pub fn plain_code(text: &str) -> String {
    text.chars().filter(|letter| letter.is_ascii_alphanumeric()).map(|letter| letter.to_ascii_lowercase()).collect()
}

/// A code that cannot be guessed, as it is kept: it needs nothing that costs.
pub fn digest(code: &str) -> String {
    Sha256::digest(plain_code(code)).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::weakness;

    #[test]
    fn a_password_is_long_and_not_what_is_guessed_first() {
        let weak = |password| weakness(password, &["Sara Lindqvist", "sara.lindqvist"]).is_some();
        for password in
            ["", "kort", "elva tecken", "Lösenord1234", "sara lindqvist 1", "aaaaaaaaaaaaaaaa", "Sommar202612"]
        {
            assert!(weak(password), "{password}");
        }
        for password in ["fyra gröna hästar dansar", "kx7-Vbq2-ww9T", "en sommar utan regn i Kiruna"] {
            assert!(!weak(password), "{password}");
        }
    }
}
