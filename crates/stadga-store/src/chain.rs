//! The hash chain of a stream.

use sha2::{Digest, Sha256};

/// The hash of the event that would come before the first.
pub(crate) const START: [u8; 32] = [0; 32];

/// Fields of an event that the hash covers.
pub(crate) const FIELDS: usize = 17;

/// SHA-256 over the previous hash and each stored field with its length before it; a field that is
/// empty in the database has a length no text can have.
pub(crate) fn link(previous: &[u8], fields: &[Option<&[u8]>]) -> [u8; 32] {
    let mut hash = Sha256::new();
    hash.update(previous);
    for field in fields {
        hash.update(field.map_or(u64::MAX, |field| field.len() as u64).to_le_bytes());
        hash.update(field.unwrap_or_default());
    }
    hash.finalize().into()
}
