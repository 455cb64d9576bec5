//! Files made small before they are sealed: with zstd, as if a letter of Stadga's own had been read just before.
//!
//! Half of all bytes a municipality keeps are letters, and most of a letter stands in every letter: its tags, its claims
//! of archival form, its tables of places. With one at hand another takes well under half. A compressed picture takes no
//! less, and is kept as it came.
//!
//! How a file was packed stands beside it as a number. A number never changes its meaning: what one version packed, every
//! later one must open, and it opens with the same letter alone.

use std::borrow::Cow;
use std::sync::LazyLock;
use zstd::bulk::{Compressor, Decompressor};
use zstd::dict::{DecoderDictionary, EncoderDictionary};

/// A decision about an invented person. Never changed, however letters come to look: a new one gets a number of its own.
const LETTER: &[u8] = include_bytes!("packing/letter-1.pdf");

/// Higher levels take several times as long for some hundredths less.
const LEVEL: i32 = 3;

static PACKS: LazyLock<EncoderDictionary<'static>> = LazyLock::new(|| EncoderDictionary::copy(LETTER, LEVEL));
static UNPACKS: LazyLock<DecoderDictionary<'static>> = LazyLock::new(|| DecoderDictionary::copy(LETTER));

/// How a file is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Packing {
    /// As it came.
    Plain,
    /// With the letter at hand.
    Letter,
}

impl Packing {
    /// The number that stands beside the file.
    pub(crate) fn number(self) -> u32 {
        match self {
            Self::Plain => 0,
            Self::Letter => 1,
        }
    }

    /// The packing of a number. None for a number no version has written.
    pub(crate) fn of(number: u32) -> Option<Self> {
        [Self::Plain, Self::Letter].into_iter().find(|packing| packing.number() == number)
    }

    /// A part as it came; at most `longest` bytes. None when what is packed is not sound, or is longer than that.
    pub(crate) fn unpacked(self, packed: Vec<u8>, longest: usize) -> Option<Vec<u8>> {
        match self {
            Self::Plain => Some(packed),
            Self::Letter => Decompressor::with_prepared_dictionary(&UNPACKS).ok()?.decompress(&packed, longest).ok(),
        }
    }
}

/// The parts of a file, packed where that spares at least a tenth of it.
pub(crate) fn packed(content: &[u8], part: usize) -> (Packing, Vec<Cow<'_, [u8]>>) {
    let smaller = || -> std::io::Result<Vec<Cow<'_, [u8]>>> {
        let mut letter = Compressor::with_prepared_dictionary(&PACKS)?;
        content.chunks(part).map(|text| letter.compress(text).map(Cow::Owned)).collect()
    };
    match smaller() {
        Ok(parts) if parts.iter().map(|part| part.len()).sum::<usize>() <= content.len() / 10 * 9 => {
            (Packing::Letter, parts)
        }
        // What cannot be packed is kept all the same.
        _ => (Packing::Plain, content.chunks(part).map(Cow::Borrowed).collect()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use sha2::{Digest, Sha256};

    fn opened((packing, parts): (Packing, Vec<Cow<'_, [u8]>>), longest: usize) -> Option<Vec<u8>> {
        let packing = Packing::of(packing.number()).unwrap();
        parts
            .into_iter()
            .map(|part| packing.unpacked(part.into_owned(), longest))
            .collect::<Option<Vec<_>>>()
            .map(|all| all.concat())
    }

    #[test]
    fn whatever_is_packed_comes_back_and_letters_take_under_half() {
        let other = String::from_utf8_lossy(LETTER).replace("Tag", "Tug").into_bytes();
        let noise: Vec<u8> = (0..200u8).flat_map(|n| Sha256::digest([n])).collect();
        for (content, packing) in [
            (&b"a"[..], Packing::Plain),
            (&noise, Packing::Plain),
            (&[7; 5000], Packing::Letter),
            (&other, Packing::Letter),
        ] {
            let small = packed(content, 4096);
            assert_eq!(small.0, packing, "{}", content.len());
            assert_eq!(opened(small, 4096).as_deref(), Some(content));
        }
        assert!(packed(LETTER, 1 << 20).1[0].len() < LETTER.len() / 100);
    }

    #[test]
    fn what_is_altered_or_swells_is_not_unpacked() {
        let (packing, parts) = packed(&[7; 5000], 5000);
        assert_eq!(packing.unpacked(parts[0].to_vec(), 4999), None);
        assert_eq!(packing.unpacked(b"ett brev".to_vec(), 5000), None);
        assert_eq!(Packing::of(2), None);
    }

    /// What lies in every database since this was written opens with this letter alone.
    #[test]
    fn the_letter_is_the_one_that_has_been_packed_with() {
        insta::assert_snapshot!(crate::sha256(LETTER), @"72c590032e0b7310b70a8b937c1eda3594499e76a0b8d7fc521d04fff1f8fd54");
    }
}
