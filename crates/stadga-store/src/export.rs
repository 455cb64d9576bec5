//! A stream as it lies in the chain, for whoever is to check it without the database.
//!
//! What the chain covers is sealed. A reader gets the key of each event that is opened and of no other: it opens
//! that event alone, and says nothing of the key it was made from.

use crate::Store;
use crate::chain::FIELDS;
use crate::engine::args;
use crate::error::StoreError;
use crate::keys::hex;
use crate::sql::log as sql;
use crate::value::{Text, get};
use crate::verify::bytes;
use ring::signature::{Ed25519KeyPair, KeyPair as _};
use stadga_core::Id;

/// An event as it lies in the chain of its stream.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Linked {
    /// The event.
    pub id: Id,
    /// Its place in the stream, from 1.
    pub seq: u32,
    /// Its link: SHA-256 over the one before and the fields.
    pub hash: Vec<u8>,
    /// The fields the link covers, in its order and as they were hashed; the sealed payload is the last.
    pub fields: Vec<Option<Vec<u8>>>,
    /// The key that opens the sealed payload of this event and of no other.
    pub key: [u8; 32],
    /// The payload, opened: JSON.
    pub payload: Vec<u8>,
}

impl Store {
    /// The events of a stream as they lie in its chain, up to a place in it.
    ///
    /// # Errors
    /// [`StoreError::Sealed`] when one of them is not what was written.
    pub fn linked(&self, subject: Id, until: u32) -> Result<Vec<Linked>, StoreError> {
        let stream = self.0.known(subject)?;
        let rows = self.0.readers.read(|conn| {
            conn.all(sql::CHAIN_OF, args![Text(subject), until], |row| {
                let fields =
                    (2..2 + FIELDS).map(|at| Ok(bytes(row.val(at)?))).collect::<Result<Vec<_>, StoreError>>()?;
                Ok((get(row, 2)?, row.get(5)?, bytes(row.val(1)?).unwrap_or_default(), fields))
            })
        })?;
        let linked = |(id, seq, hash, fields): (Id, u32, Vec<u8>, Vec<Option<Vec<u8>>>)| {
            let sealed = fields.last().and_then(Option::as_deref).unwrap_or_default();
            let broken = || StoreError::Sealed(format!("händelse {seq} i akt {subject}"));
            let key = stream.key.for_one(sealed).ok_or_else(broken)?;
            let payload = stream.key.open(&crate::append::place(id, subject), sealed).map_err(|_| broken())?;
            Ok(Linked { id, seq, hash, fields, key, payload })
        };
        rows.into_iter().map(linked).collect()
    }

    /// Signs what leaves (Ed25519), with a key that follows from the master key: the signature, hexadecimal.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub fn sign(&self, text: &[u8]) -> Result<String, StoreError> {
        Ok(hex(self.pair()?.sign(text).as_ref()))
    }

    /// The public key of [`Store::sign`], hexadecimal: the municipality makes it known, and whoever checks a history
    /// asks for it.
    ///
    /// # Errors
    /// When the key cannot be made.
    pub fn public_key(&self) -> Result<String, StoreError> {
        Ok(hex(self.pair()?.public_key().as_ref()))
    }

    fn pair(&self) -> Result<Ed25519KeyPair, StoreError> {
        let pair = Ed25519KeyPair::from_seed_unchecked(self.0.vault.signing());
        pair.map_err(|_| StoreError::Sealed(String::from("signeringsnyckeln")))
    }
}
