//! Files beside the log: sealed with the key of the stream they belong to, in parts, under a keyed name.
//!
//! The name is a keyed hash of the stream and of the content's SHA-256. An open hash would tell whoever
//! has a copy of the database that a well-known document lies there, or the same one with two persons;
//! a keyed name tells only, within one stream, that a file was filed before, and so it is not stored twice.
//!
//! A file is written in the transaction of the event that names it. Before that it may wait as an
//! *upload*, under its sender's key: forms carry only its id, and come back whole with everything typed.

use crate::engine::{Engine, args};
use crate::error::{AppendError, StoreError};
use crate::keys::{SubjectKey, hex};
use crate::packing::{Packing, packed};
use crate::sql::files as sql;
use crate::streams::Stream;
use crate::value::{Text, get, stamp};
use crate::writer::Desk;
use crate::{Inner, NewBlob, not_written};
use jiff::SignedDuration;
use sha2::{Digest, Sha256};
use stadga_core::fact::handling::LARGEST_FILE;
use stadga_core::{Fact, Id};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What is sealed at a time, in bytes.
const PART: usize = 1024 * 1024;
/// An upload older than this is swept away.
pub const UPLOAD_LONGEST: SignedDuration = SignedDuration::from_hours(24);
/// What one person's uploads may take together, in bytes.
pub const UPLOADS_LARGEST: usize = 10 * LARGEST_FILE;

/// The SHA-256 of a content, as facts and addresses write it.
pub fn sha256(content: &[u8]) -> String {
    hex(&Sha256::digest(content))
}

/// A file sealed and on its way to the database.
pub(crate) struct SealedBlob {
    name: BlobName,
    size: u32,
    packing: Packing,
    parts: Vec<Vec<u8>>,
}

/// Where a file lies.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct BlobName {
    subject: Id,
    name: [u8; 32],
}

impl BlobName {
    fn new(key: &SubjectKey, subject: Id, sha256: &str) -> Self {
        Self { subject, name: key.name(&format!("{subject} {sha256}")) }
    }

    /// Where a part may be opened, and how it is packed: told otherwise, it does not open.
    fn place(&self, part: usize, packing: Packing) -> Vec<u8> {
        let place = format!("blob {} {} {part}", self.subject, hex(&self.name));
        match packing {
            Packing::Plain => place.into_bytes(),
            packing => format!("{place} packed {}", packing.number()).into_bytes(),
        }
    }
}

/// Something sent in and not filed yet. Only its sender can read it.
#[derive(Clone, PartialEq, Eq)]
pub struct Upload {
    /// What it is called and what it is, in whatever shape the form gives it.
    pub about: String,
    /// The content.
    pub content: Vec<u8>,
}

/// Seals the files of an append with the keys of their streams.
pub(crate) fn sealed(
    blobs: &[NewBlob],
    find: impl Fn(Id) -> Result<Arc<Stream>, StoreError>,
) -> Result<Vec<SealedBlob>, AppendError> {
    let seal = |blob: &NewBlob| {
        let content = &blob.content;
        let size = u32::try_from(content.len()).ok().filter(|_| content.len() <= LARGEST_FILE);
        let size = size.filter(|size| *size > 0).ok_or(AppendError::Invalid("filen är tom eller för stor"))?;
        let key = &find(blob.subject)?.key;
        let name = BlobName::new(key, blob.subject, &sha256(content));
        let (packing, parts) = packed(content, PART);
        let parts = parts.iter().enumerate();
        let parts = parts.map(|(part, text)| key.seal(&name.place(part, packing), text)).collect::<Result<_, _>>()?;
        Ok(SealedBlob { name, size, packing, parts })
    };
    blobs.iter().map(seal).collect()
}

/// Where the files that a fact names must lie.
pub(crate) fn named(fact: &Fact, subject: Id, key: &SubjectKey) -> Vec<BlobName> {
    fact.files().iter().map(|file| BlobName::new(key, subject, &file.sha256)).collect()
}

/// How a file is found not to be what was filed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Broken {
    Missing,
    Altered,
}

/// A file that is not what was filed: position, stream and place of the event that names it, and how.
pub(crate) type BrokenFile = (i64, Id, u32, Broken);

impl Inner {
    /// The content of a file, once it is found to be what was filed.
    pub(crate) fn blob(&self, subject: Id, sha256: &str) -> Result<Option<Vec<u8>>, StoreError> {
        let Some(stream) = self.stream(subject)? else { return Ok(None) };
        match self.opened_blob(&stream.key, subject, sha256)? {
            Ok(content) => Ok(Some(content)),
            Err(Broken::Missing) => Ok(None),
            Err(Broken::Altered) => Err(StoreError::Sealed(format!("en fil i akt {subject}"))),
        }
    }

    fn opened_blob(&self, key: &SubjectKey, subject: Id, sha256: &str) -> Result<Result<Vec<u8>, Broken>, StoreError> {
        let name = BlobName::new(key, subject, sha256);
        let found = self.readers.read(|conn| {
            let at = args![Text(subject), &name.name[..]];
            let known =
                conn.first(sql::BLOB, at, |row| Ok((row.get::<u32>(0)?, row.get::<u32>(1)?, row.get::<u32>(2)?)))?;
            let parts: Vec<Vec<u8>> = conn.all(sql::BLOB_PARTS, at, |row| row.get(0))?;
            Ok(known.map(|known| (known, parts)))
        })?;
        let Some(((size, parts, packing), sealed)) = found else { return Ok(Err(Broken::Missing)) };
        if sealed.len() < parts as usize {
            return Ok(Err(Broken::Missing));
        }
        let Some(packing) = Packing::of(packing) else { return Ok(Err(Broken::Altered)) };
        let mut content = Vec::with_capacity((size as usize).min(LARGEST_FILE));
        for (part, sealed) in sealed.iter().enumerate() {
            let text = key.open(&name.place(part, packing), sealed).ok();
            let Some(text) = text.and_then(|text| packing.unpacked(text, PART)) else {
                return Ok(Err(Broken::Altered));
            };
            content.extend(text);
        }
        let sound = content.len() == size as usize && crate::files::sha256(&content) == sha256;
        Ok(if sound { Ok(content) } else { Err(Broken::Altered) })
    }

    /// Opens every file an event names; gives those that are not what was filed. What has been erased
    /// with its key is passed over.
    pub(crate) fn broken_files(&self) -> Result<(u64, Vec<BrokenFile>), StoreError> {
        let mut walked = BTreeMap::new();
        for fact in Fact::WITH_FILES {
            let events = self.readers.read(|conn| {
                conn.all(sql::NAMING, args![*fact], |row| {
                    Ok((
                        row.get::<i64>(0)?,
                        get(row, 1).ok(),
                        get(row, 2).ok(),
                        row.get::<u32>(3).ok(),
                        row.get(4).ok(),
                    ))
                })
            })?;
            for (position, id, subject, seq, payload) in events {
                let (Some(id), Some(subject), Some(seq)) = (id, subject, seq) else { continue };
                let Some(payload): Option<Vec<u8>> = payload else { continue };
                let Ok(Some(stream)) = self.stream(subject) else { continue };
                // One that cannot be opened has been altered, which the chain tells, or its key destroyed.
                let Ok(fact) = crate::read::fact(&stream.key, id, subject, &payload) else { continue };
                for file in fact.files() {
                    let sound = self.opened_blob(&stream.key, subject, &file.sha256)?.map(|_| ());
                    walked.insert((position, file.sha256.clone()), (id, subject, seq, sound));
                }
            }
        }
        let files = walked.len() as u64;
        let broken = walked.into_iter().filter_map(|((position, _), (_, subject, seq, sound))| {
            sound.err().map(|broken| (position, subject, seq, broken))
        });
        Ok((files, broken.collect()))
    }

    /// Keeps what has been sent in until its form is. Each part is a writing of its own, so that a large
    /// file never makes others wait.
    pub(crate) fn save_upload(&self, author: Id, upload: Id, about: &str, content: &[u8]) -> Result<(), StoreError> {
        let (_, key, made) = self.personal_key(author)?;
        if let Some(made) = made {
            // Something else of the same author may have made the key meanwhile: then that one counts.
            match self.writer.write(move |desk| desk.put_key(&made)) {
                Ok(()) | Err(AppendError::Moved) => return self.save_upload(author, upload, about, content),
                Err(error) => return Err(not_written(error)),
            }
        }
        let size = u32::try_from(content.len()).unwrap_or(u32::MAX);
        let about = key.seal(&place(author, upload, 0), about.as_bytes())?;
        self.write(move |desk| {
            let row = args![Text(upload), Text(author), stamp(desk.now), size, &about[..]];
            desk.conn.execute(sql::UPLOAD_PUT, row)?;
            Ok(())
        })?;
        let mut parts = 0u32;
        for (part, text) in (1u32..).zip(content.chunks(PART)) {
            let sealed = key.seal(&place(author, upload, part), text)?;
            self.write(move |desk| {
                desk.conn.execute(sql::UPLOAD_PART_PUT, args![Text(upload), part, &sealed[..]])?;
                Ok(())
            })?;
            parts = part;
        }
        self.write(move |desk| {
            desk.conn.execute(sql::UPLOAD_WHOLE, args![parts, Text(upload)])?;
            Ok(())
        })
    }

    /// What one person's uploads take, in bytes.
    pub(crate) fn uploaded(&self, author: Id) -> Result<u64, StoreError> {
        let size = self.readers.read(|conn| conn.first(sql::UPLOADED, args![Text(author)], |row| row.get::<i64>(0)))?;
        Ok(size.unwrap_or_default().unsigned_abs())
    }

    /// What an upload is called, without reading it.
    pub(crate) fn upload_about(&self, author: Id, upload: Id) -> Result<Option<String>, StoreError> {
        let Some((_, _, sealed)) = self.upload_row(author, upload)? else { return Ok(None) };
        let (_, key, _) = self.personal_key(author)?;
        Ok(Some(String::from_utf8_lossy(&key.open(&place(author, upload, 0), &sealed)?).into_owned()))
    }

    /// An upload of one's own that is whole.
    pub(crate) fn upload(&self, author: Id, upload: Id) -> Result<Option<Upload>, StoreError> {
        let Some((size, parts, _)) = self.upload_row(author, upload)? else { return Ok(None) };
        let Some(about) = self.upload_about(author, upload)? else { return Ok(None) };
        let (_, key, _) = self.personal_key(author)?;
        let sealed: Vec<Vec<u8>> =
            self.readers.read(|conn| conn.all(sql::UPLOAD_PARTS, args![Text(upload)], |row| row.get(0)))?;
        let mut content = Vec::with_capacity((size as usize).min(LARGEST_FILE));
        for (part, sealed) in (1u32..).zip(&sealed) {
            content.extend(key.open(&place(author, upload, part), sealed)?);
        }
        let whole = sealed.len() == parts as usize && content.len() == size as usize;
        Ok(whole.then_some(Upload { about, content }))
    }

    fn upload_row(&self, author: Id, upload: Id) -> Result<Option<(u32, u32, Vec<u8>)>, StoreError> {
        self.readers.read(|conn| {
            let at = args![Text(upload), Text(author)];
            conn.first(sql::UPLOAD, at, |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        })
    }

    pub(crate) fn delete_upload(&self, author: Id, upload: Id) -> Result<(), StoreError> {
        self.write(move |desk| Ok(drop_upload(desk.conn, author, upload)?))
    }

    /// Erases the uploads that have waited too long; says how many.
    pub(crate) fn sweep_uploads(&self) -> Result<usize, StoreError> {
        self.write(|desk| {
            let oldest = stamp(desk.now - UPLOAD_LONGEST);
            let old: Vec<(Id, Id)> =
                desk.conn.all(sql::UPLOADS_OLD, args![oldest], |row| Ok((get(row, 0)?, get(row, 1)?)))?;
            for (upload, author) in &old {
                drop_upload(desk.conn, *author, *upload)?;
            }
            Ok(old.len())
        })
    }
}

fn drop_upload(conn: &mut dyn Engine, author: Id, upload: Id) -> Result<(), StoreError> {
    if conn.execute(sql::UPLOAD_DROP, args![Text(upload), Text(author)])? == 1 {
        conn.execute(sql::UPLOAD_PARTS_DROP, args![Text(upload)])?;
    }
    Ok(())
}

/// Where a part of an upload may be opened; part 0 is what it is called.
fn place(author: Id, upload: Id, part: u32) -> Vec<u8> {
    format!("upload {author} {upload} {part}").into_bytes()
}

impl Desk<'_> {
    /// Lays files down; one that its stream has already stays as it is.
    pub(crate) fn put_blobs(&mut self, blobs: &[SealedBlob]) -> Result<(), StoreError> {
        for blob in blobs {
            let (subject, name) = (blob.name.subject, &blob.name.name[..]);
            let parts = u32::try_from(blob.parts.len()).unwrap_or(u32::MAX);
            let row = args![Text(subject), name, blob.size, parts, blob.packing.number()];
            if self.conn.execute(sql::BLOB_PUT, row)? == 0 {
                continue;
            }
            for (part, sealed) in (0u32..).zip(&blob.parts) {
                self.conn.execute(sql::BLOB_PART_PUT, args![Text(subject), name, part, &sealed[..]])?;
            }
        }
        Ok(())
    }

    /// No event names a file that is not there.
    pub(crate) fn have_blobs(&mut self, names: &[BlobName]) -> Result<(), AppendError> {
        for name in names {
            let at = args![Text(name.subject), &name.name[..]];
            if self.conn.first(sql::BLOB, at, |_| Ok(()))?.is_none() {
                return Err(AppendError::Invalid("en fil som händelsen nämner finns inte"));
            }
        }
        Ok(())
    }
}
