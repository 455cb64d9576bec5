//! Text sealed with a key, so that it opens only where it belongs: XChaCha20-Poly1305.
//!
//! A crate of its own because the cipher is generic code that is compiled where it is used: here it is optimised in test
//! builds too, and what uses it need not be.

use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};

/// How long a nonce is, in bytes. It comes first in what is sealed.
pub const NONCE: usize = 24;

/// What was sealed cannot be opened: with another key, at another place, or because it has been changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Broken;

/// A key that seals and opens.
pub struct Cipher {
    key: [u8; 32],
    cipher: XChaCha20Poly1305,
}

impl Cipher {
    /// With a key.
    pub fn new(key: [u8; 32]) -> Self {
        Self { key, cipher: XChaCha20Poly1305::new(&key.into()) }
    }

    /// Seals a text so that it opens only at the place `about` names. A nonce must never be used twice: draw it at random.
    ///
    /// # Errors
    /// When the text is longer than the cipher takes (256 GiB).
    pub fn seal(&self, nonce: [u8; NONCE], about: &[u8], text: &[u8]) -> Result<Vec<u8>, Broken> {
        let sealed = self.cipher.encrypt(&XNonce::from(nonce), Payload { msg: text, aad: about });
        Ok([&nonce[..], &sealed.map_err(|_| Broken)?].concat())
    }

    /// Opens what was sealed at the same place.
    ///
    /// # Errors
    /// When it was sealed with another key or at another place, or has been changed.
    pub fn open(&self, about: &[u8], sealed: &[u8]) -> Result<Vec<u8>, Broken> {
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>().ok_or(Broken)?;
        self.cipher.decrypt(&XNonce::from(*nonce), Payload { msg: sealed, aad: about }).map_err(|_| Broken)
    }

    /// The key that opens one sealed text and nothing else: HChaCha20 of this key and the nonce's first half, which is
    /// what XChaCha20 itself seals with. It says nothing of this key. None for what is too short to have been sealed.
    pub fn for_one(&self, sealed: &[u8]) -> Option<[u8; 32]> {
        let half = sealed.first_chunk::<16>()?;
        Some(chacha20::hchacha::<chacha20::R20>(&self.key.into(), &(*half).into()).into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sealed_opens_with_its_key_at_its_place_and_unchanged_alone() {
        let (cipher, nonce) = (Cipher::new([7; 32]), [1; NONCE]);
        let sealed = cipher.seal(nonce, b"akt 1", b"ett brev").unwrap();
        assert_eq!(cipher.open(b"akt 1", &sealed).unwrap(), b"ett brev");
        assert_eq!(cipher.open(b"akt 2", &sealed), Err(Broken));
        assert_eq!(Cipher::new([8; 32]).open(b"akt 1", &sealed), Err(Broken));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert_eq!(cipher.open(b"akt 1", &changed), Err(Broken), "byte {at}");
            assert_eq!(cipher.open(b"akt 1", &sealed[..at]), Err(Broken), "cut at {at}");
        }
    }
}
