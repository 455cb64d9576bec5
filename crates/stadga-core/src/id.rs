//! Ids that say nothing: eighty random bits, written as sixteen characters.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error as _};
use std::fmt;
use std::str::FromStr;

/// Crockford's alphabet, lower case: no letter that can be taken for a digit.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The id of an event, a stream, a unit or a user. Random, so that it can stand in a URL.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Id([u8; 10]);

/// A text that is not an id: it has the wrong length or a letter outside the alphabet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("inte ett giltigt id")]
pub struct NotAnId;

impl Id {
    /// An id from ten random bytes.
    pub const fn from_bytes(bytes: [u8; 10]) -> Self {
        Self(bytes)
    }

    /// The ten bytes.
    pub const fn bytes(&self) -> &[u8; 10] {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Two groups of five bytes, each exactly eight characters of five bits.
        let mut text = [b'0'; 16];
        for (group, letters) in self.0.chunks(5).zip(text.chunks_mut(8)) {
            let bits = group.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte));
            for (place, letter) in (0..8).rev().zip(letters) {
                let digit = (bits >> (place * 5) & 31) as usize;
                *letter = ALPHABET.get(digit).copied().unwrap_or(b'0');
            }
        }
        f.write_str(std::str::from_utf8(&text).map_err(|_| fmt::Error)?)
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Id {
    type Err = NotAnId;

    fn from_str(text: &str) -> Result<Self, NotAnId> {
        if text.len() != 16 {
            return Err(NotAnId);
        }
        let mut bytes = [0u8; 10];
        for (group, out) in text.as_bytes().chunks(8).zip(bytes.chunks_mut(5)) {
            let mut bits = 0u64;
            for letter in group {
                let digit = ALPHABET.iter().position(|known| known == letter).ok_or(NotAnId)?;
                bits = bits << 5 | digit as u64;
            }
            for (shift, byte) in (0..5).rev().zip(out) {
                *byte = (bits >> (shift * 8) & 0xff) as u8;
            }
        }
        Ok(Self(bytes))
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn what_is_written_is_read_back(bytes: [u8; 10]) {
            let id = Id::from_bytes(bytes);
            prop_assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn what_is_not_an_id_is_refused() {
        for text in ["", "0123456789abcde", "0123456789abcdeu", "ÅÅÅÅÅÅÅÅ"] {
            assert_eq!(text.parse::<Id>(), Err(NotAnId), "{text}");
        }
    }
}
