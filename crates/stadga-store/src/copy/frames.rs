//! How a copy is written: a header, tables with their columns, rows, and an end that vouches for all before it.

use super::Copied;
use crate::engine::Val;
use crate::error::StoreError;
use sha2::{Digest, Sha256};
use std::borrow::Cow;
use std::io::{Read, Write};

/// What every copy begins with.
const BEGINS: &[u8; 8] = b"STADGA1\n";
/// The longest value: a sealed part of a file is a megabyte, a pack a few.
const LONGEST: u64 = 64 * 1024 * 1024;

const FOREIGN: &str = "kopian är skadad, eller ingen kopia från Stadga. Ta en annan kopia";
const CUT_OFF: &str = "kopian är skadad: den slutar mitt i. Ta en annan kopia";
const DAMAGED: &str = "kopian är skadad. Ta en annan kopia";

/// What a copy says of itself before its rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Header {
    /// Which part of the database it is: `records`, `keys` or `onward`.
    pub part: String,
    /// How many steps the tables had.
    pub steps: i64,
    /// What the database is for.
    pub purpose: String,
    /// Tells whether a master key is the right one.
    pub key_check: String,
    /// The place in the log and in the audit trail it goes on from; 0 when it holds all.
    pub after: (i64, i64),
    /// The last place in each.
    pub last: (i64, i64),
}

/// What comes next in a copy.
pub(super) enum Frame {
    Table { name: String, columns: Vec<String> },
    Row(Vec<Val<'static>>),
    End(Copied),
}

/// Writes a copy.
pub(super) struct Writer<'a> {
    out: &'a mut dyn Write,
    digest: Sha256,
    copied: Copied,
    /// How many columns the rows of the table have.
    width: usize,
}

impl<'a> Writer<'a> {
    pub fn begin(out: &'a mut dyn Write, header: &Header) -> Result<Self, StoreError> {
        let copied = Copied { last: (header.last.0, header.last.1), ..Copied::default() };
        let mut writer = Self { out, digest: Sha256::new(), copied, width: 0 };
        writer.put(BEGINS)?;
        for text in [&header.part, &header.purpose, &header.key_check] {
            writer.text(text)?;
        }
        for number in [header.steps, header.after.0, header.after.1, header.last.0, header.last.1] {
            writer.put(&number.to_be_bytes())?;
        }
        Ok(writer)
    }

    pub fn table(&mut self, name: &str, columns: &[&str]) -> Result<(), StoreError> {
        self.put(b"T")?;
        self.text(name)?;
        self.put(&(columns.len() as u32).to_be_bytes())?;
        for column in columns {
            self.text(column)?;
        }
        self.width = columns.len();
        Ok(())
    }

    pub fn row(&mut self, table: &str, row: &[Val<'_>]) -> Result<(), StoreError> {
        if row.len() != self.width {
            return Err(StoreError::Misread(row.len()));
        }
        self.put(b"R")?;
        for value in row {
            self.value(value)?;
        }
        self.copied.counts(table);
        Ok(())
    }

    pub fn end(mut self) -> Result<Copied, StoreError> {
        self.put(b"E")?;
        self.put(&self.copied.rows.to_be_bytes())?;
        let digest: [u8; 32] = self.digest.finalize().into();
        self.out.write_all(&digest)?;
        Ok(Copied { digest, ..self.copied })
    }

    fn value(&mut self, value: &Val<'_>) -> Result<(), StoreError> {
        match value {
            Val::Null => self.put(b"n"),
            Val::Int(number) => {
                self.put(b"i")?;
                self.put(&number.to_be_bytes())
            }
            Val::Real(number) => {
                self.put(b"r")?;
                self.put(&number.to_be_bytes())
            }
            Val::Text(text) => {
                self.put(b"t")?;
                self.bytes(text)
            }
            Val::Bytes(bytes) => {
                self.put(b"b")?;
                self.bytes(bytes)
            }
        }
    }

    fn text(&mut self, text: &str) -> Result<(), StoreError> {
        self.bytes(text.as_bytes())
    }

    fn bytes(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.put(&(bytes.len() as u64).to_be_bytes())?;
        self.put(bytes)
    }

    fn put(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.digest.update(bytes);
        Ok(self.out.write_all(bytes)?)
    }
}

/// Reads a copy, and trusts nothing in it.
pub(super) struct Reader<'a> {
    source: &'a mut dyn Read,
    digest: Sha256,
    copied: Copied,
    table: String,
    width: usize,
}

impl<'a> Reader<'a> {
    pub fn begin(source: &'a mut dyn Read) -> Result<(Header, Self), StoreError> {
        let mut reader =
            Self { source, digest: Sha256::new(), copied: Copied::default(), table: String::new(), width: 0 };
        if &reader.take::<8>()? != BEGINS {
            return Err(StoreError::NotACopy(FOREIGN));
        }
        let (part, purpose, key_check) = (reader.text()?, reader.text()?, reader.text()?);
        let steps = reader.number()?;
        let (after, last) = ((reader.number()?, reader.number()?), (reader.number()?, reader.number()?));
        reader.copied.last = last;
        Ok((Header { part, steps, purpose, key_check, after, last }, reader))
    }

    pub fn next(&mut self) -> Result<Frame, StoreError> {
        match &self.take::<1>()? {
            b"T" => {
                self.table = self.text()?;
                let many = u32::from_be_bytes(self.take()?);
                if many > 1000 {
                    return Err(damaged());
                }
                let columns: Vec<String> = (0..many).map(|_| self.text()).collect::<Result<_, _>>()?;
                self.width = columns.len();
                Ok(Frame::Table { name: self.table.clone(), columns })
            }
            b"R" => {
                let row = (0..self.width).map(|_| self.value()).collect::<Result<_, _>>()?;
                let table = std::mem::take(&mut self.table);
                self.copied.counts(&table);
                self.table = table;
                Ok(Frame::Row(row))
            }
            b"E" => {
                let rows = u64::from_be_bytes(self.take()?);
                let digest: [u8; 32] = self.digest.clone().finalize().into();
                if self.take::<32>()? != digest || rows != self.copied.rows {
                    return Err(damaged());
                }
                Ok(Frame::End(Copied { digest, ..self.copied.clone() }))
            }
            _ => Err(damaged()),
        }
    }

    fn value(&mut self) -> Result<Val<'static>, StoreError> {
        Ok(match &self.take::<1>()? {
            b"n" => Val::Null,
            b"i" => Val::Int(self.number()?),
            b"r" => Val::Real(f64::from_be_bytes(self.take()?)),
            b"t" => Val::Text(Cow::Owned(self.bytes()?)),
            b"b" => Val::Bytes(Cow::Owned(self.bytes()?)),
            _ => return Err(damaged()),
        })
    }

    fn number(&mut self) -> Result<i64, StoreError> {
        Ok(i64::from_be_bytes(self.take()?))
    }

    fn text(&mut self) -> Result<String, StoreError> {
        String::from_utf8(self.bytes()?).map_err(|_| damaged())
    }

    fn bytes(&mut self) -> Result<Vec<u8>, StoreError> {
        let many = u64::from_be_bytes(self.take()?);
        if many > LONGEST {
            return Err(damaged());
        }
        let mut bytes = vec![0; many as usize];
        self.filled(&mut bytes)?;
        Ok(bytes)
    }

    fn take<const N: usize>(&mut self) -> Result<[u8; N], StoreError> {
        let mut bytes = [0; N];
        self.filled(&mut bytes)?;
        Ok(bytes)
    }

    fn filled(&mut self, bytes: &mut [u8]) -> Result<(), StoreError> {
        self.source.read_exact(bytes).map_err(|error| match (error.raw_os_error(), error.kind()) {
            // The disk itself. What unseals and unpacks has no number for what it cannot read.
            (Some(_), _) => StoreError::Io(error),
            (None, std::io::ErrorKind::UnexpectedEof) => StoreError::NotACopy(CUT_OFF),
            (None, _) => damaged(),
        })?;
        self.digest.update(bytes);
        Ok(())
    }
}

fn damaged() -> StoreError {
    StoreError::NotACopy(DAMAGED)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::copy_check;
    use std::io::{Error, ErrorKind};

    /// A source that gives nothing but this error.
    struct Broken(fn() -> Error);

    impl Read for Broken {
        fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
            Err((self.0)())
        }
    }

    #[test]
    fn a_copy_with_any_byte_changed_or_cut_off_is_refused_as_damaged() {
        let [part, purpose] = ["records", "synthetic"].map(str::to_owned);
        let header = Header { part, steps: 1, purpose, key_check: "ab".repeat(32), after: (0, 0), last: (2, 1) };
        let mut whole = Vec::new();
        let mut writer = Writer::begin(&mut whole, &header).unwrap();
        writer.table("event", &["position", "name"]).unwrap();
        writer.row("event", &[Val::Int(1), Val::from("ett")]).unwrap();
        writer.row("event", &[Val::Null, Val::Real(2.5)]).unwrap();
        let made = writer.end().unwrap();
        assert_eq!(copy_check(&mut &whole[..]).unwrap(), made);
        let refused = |bytes: &[u8], at: usize| {
            let mut source = bytes;
            let error = copy_check(&mut source).unwrap_err();
            let said = error.to_string();
            assert!(matches!(error, StoreError::NotACopy(_)), "{at}: {said}");
            assert!(said.contains("skadad") && said.contains("Ta en annan kopia"), "{at}: {said}");
        };
        for at in 0..whole.len() {
            let mut flipped = whole.clone();
            flipped[at] ^= 1;
            refused(&flipped, at);
            refused(&whole[..at], at);
        }
    }

    #[test]
    fn what_unseals_a_copy_and_cannot_is_told_as_damage_and_the_disk_as_the_disk() {
        let told = |error: fn() -> Error| {
            let mut broken = Broken(error);
            Reader::begin(&mut broken).map(|_| ()).unwrap_err()
        };
        let unreadable: [fn() -> Error; 2] =
            [|| Error::new(ErrorKind::InvalidData, "decryption error"), || Error::other("corruption detected")];
        for error in unreadable.map(told) {
            assert!(matches!(error, StoreError::NotACopy(DAMAGED)), "{error}");
        }
        // EIO.
        let error = told(|| Error::from_raw_os_error(5));
        assert!(matches!(error, StoreError::Io(_)), "{error}");
    }
}
