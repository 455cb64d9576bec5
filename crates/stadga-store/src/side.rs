//! Beside the log: packs by hash, drafts under their author's key, sessions by hashed token.

use crate::engine::{Row, args};
use crate::error::{AppendError, StoreError};
use crate::keys::{hex, random};
use crate::sql::side as sql;
use crate::value::{Text, get, get_opt, get_post, stamp};
use crate::{Inner, Store, not_written};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest, Sha256};
use stadga_core::Id;
use stadga_core::ctx::Post;
use std::collections::BTreeMap;

/// A session unused for longer than this is over.
pub const SESSION_IDLE: SignedDuration = SignedDuration::from_mins(60);
/// A session older than this is over.
pub const SESSION_LONGEST: SignedDuration = SignedDuration::from_hours(12);

/// Something begun and not sent. Only its author can read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The form.
    pub form: String,
    /// The stream it is about, when there is one.
    pub subject: Option<Id>,
    /// When it was saved.
    pub saved_at: Timestamp,
    /// What is drafted, in whatever shape the form gives it.
    pub body: Vec<u8>,
}

/// How somebody came in. Stored: the words never change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CameBy {
    /// With a password and a code.
    Password,
    /// By the municipality's own provider.
    Provider,
    /// By a passkey.
    Passkey,
}

impl CameBy {
    const ALL: [(Self, &str); 3] =
        [(Self::Password, "losenord"), (Self::Provider, "leverantor"), (Self::Passkey, "passnyckel")];

    fn word(self) -> &'static str {
        Self::ALL.into_iter().find(|(by, _)| *by == self).map_or("", |(_, word)| word)
    }

    fn of(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == word).map(|(by, _)| by)
    }
}

/// That somebody proved who they are: how, and when.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Proof {
    /// How.
    pub by: CameBy,
    /// When.
    pub at: Timestamp,
}

/// Somebody logged in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The user.
    pub user: Id,
    /// The post chosen, when there is a choice.
    pub post: Option<Post>,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used.
    pub seen_at: Timestamp,
    /// How its user last proved who they are; none in a demo.
    pub proof: Option<Proof>,
}

impl Store {
    /// Remembers how far a user has read in a stream; it never goes back.
    pub fn mark_read(&self, user: Id, subject: Id, seq: u32) -> Result<(), StoreError> {
        self.0.mark_read(user, subject, seq)
    }

    /// How far a user has read, by stream.
    pub fn read_marks(&self, user: Id) -> Result<BTreeMap<Id, u32>, StoreError> {
        self.0.read_marks(user)
    }
}

impl Inner {
    pub(crate) fn put_pack(&self, hash: &str, content: &[u8]) -> Result<(), StoreError> {
        let (hash, content) = (hash.to_owned(), content.to_owned());
        self.write(move |desk| {
            desk.conn.execute(sql::PACK_PUT, args![&hash, &content[..]])?;
            Ok(())
        })
    }

    pub(crate) fn pack(&self, hash: &str) -> Result<Option<Vec<u8>>, StoreError> {
        self.readers.read(|conn| conn.first(sql::PACK, args![hash], |row| row.get(0)))
    }

    pub(crate) fn save_draft(
        &self,
        author: Id,
        form: &str,
        subject: Option<Id>,
        body: &[u8],
    ) -> Result<Timestamp, StoreError> {
        let (_, key, made) = self.personal_key(author)?;
        if let Some(made) = made {
            // Another draft of the same author may have made the key meanwhile: then that one counts.
            match self.writer.write(move |desk| desk.put_key(&made)) {
                Ok(()) | Err(AppendError::Moved) => return self.save_draft(author, form, subject, body),
                Err(error) => return Err(not_written(error)),
            }
        }
        let about = about(subject);
        let sealed = key.seal(&place(author, form, &about), body)?;
        let form = form.to_owned();
        self.write(move |desk| {
            let row = args![Text(author), form, about, stamp(desk.now), &sealed[..]];
            desk.conn.execute(sql::DRAFT_PUT, row)?;
            Ok(desk.now)
        })
    }

    pub(crate) fn draft(&self, author: Id, form: &str, subject: Option<Id>) -> Result<Option<Draft>, StoreError> {
        let found = self
            .readers
            .read(|conn| conn.first(sql::DRAFT, args![Text(author), form, about(subject)], sealed_draft))?;
        found.map(|draft| self.opened(author, draft)).transpose()
    }

    pub(crate) fn drafts_of(&self, author: Id) -> Result<Vec<Draft>, StoreError> {
        let found = self.readers.read(|conn| conn.all(sql::DRAFTS_OF, args![Text(author)], sealed_draft))?;
        found.into_iter().map(|draft| self.opened(author, draft)).collect()
    }

    pub(crate) fn delete_draft(&self, author: Id, form: &str, subject: Option<Id>) -> Result<(), StoreError> {
        let form = form.to_owned();
        self.write(move |desk| {
            desk.conn.execute(sql::DRAFT_DROP, args![Text(author), form, about(subject)])?;
            Ok(())
        })
    }

    pub(crate) fn mark_read(&self, user: Id, subject: Id, seq: u32) -> Result<(), StoreError> {
        self.write(move |desk| {
            desk.conn.execute(sql::MARK_PUT, args![Text(user), Text(subject), i64::from(seq)])?;
            Ok(())
        })
    }

    pub(crate) fn read_marks(&self, user: Id) -> Result<BTreeMap<Id, u32>, StoreError> {
        let mark = |row: &Row<'_>| {
            let seq: i64 = row.get(1)?;
            Ok((get(row, 0)?, u32::try_from(seq).unwrap_or(u32::MAX)))
        };
        let found: Vec<(Id, u32)> = self.readers.read(|conn| conn.all(sql::MARKS, args![Text(user)], mark))?;
        Ok(found.into_iter().collect())
    }

    pub(crate) fn create_session(
        &self,
        user: Id,
        post: Option<Post>,
        proof: Option<Proof>,
    ) -> Result<String, StoreError> {
        let token = hex(&random::<32>()?);
        let hashed = hashed(&token);
        self.write(move |desk| {
            let (role, unit) = (post.map(|post| post.role.word()), post.map(|post| Text(post.unit)));
            let now = stamp(desk.now);
            let (by, at) = (proof.map(|proof| proof.by.word()), proof.map(|proof| stamp(proof.at)));
            let row = args![&hashed[..], Text(user), role, unit, &now, &now, by, at];
            desk.conn.execute(sql::SESSION_PUT, row)?;
            Ok(())
        })?;
        Ok(token)
    }

    pub(crate) fn session(&self, token: &str) -> Result<Option<Session>, StoreError> {
        let found = self.readers.read(|conn| {
            let session = |row: &Row<'_>| {
                let (user, post) = (get(row, 0)?, get_post(row, 1)?);
                let by = row.get::<Option<String>>(5)?.and_then(|word| CameBy::of(&word));
                let proof = by.zip(get_opt(row, 6)?).map(|(by, at)| Proof { by, at });
                Ok(Session { user, post, created_at: get(row, 3)?, seen_at: get(row, 4)?, proof })
            };
            conn.first(sql::SESSION, args![&hashed(token)[..]], session)
        })?;
        let now = (self.clock)();
        let lives = |session: &Session| {
            now.duration_since(session.seen_at) <= SESSION_IDLE
                && now.duration_since(session.created_at) <= SESSION_LONGEST
        };
        Ok(found.filter(lives))
    }

    pub(crate) fn session_owner(&self, token: &str) -> Result<Option<Id>, StoreError> {
        self.readers.read(|conn| conn.first(sql::SESSION, args![&hashed(token)[..]], |row| get(row, 0)))
    }

    pub(crate) fn touch_session(&self, token: &str) -> Result<(), StoreError> {
        let token = hashed(token);
        self.write(move |desk| {
            desk.conn.execute(sql::SESSION_TOUCH, args![stamp(desk.now), &token[..]])?;
            Ok(())
        })
    }

    pub(crate) fn delete_session(&self, token: &str) -> Result<(), StoreError> {
        let token = hashed(token);
        self.write(move |desk| {
            desk.conn.execute(sql::SESSION_DROP, args![&token[..]])?;
            Ok(())
        })
    }

    pub(crate) fn sweep_sessions(&self) -> Result<usize, StoreError> {
        self.write(move |desk| {
            let oldest = stamp(desk.now - SESSION_IDLE);
            Ok(desk.conn.execute(sql::SESSIONS_SWEEP, args![oldest])? as usize)
        })
    }

    fn opened(&self, author: Id, (mut draft, about, sealed): SealedDraft) -> Result<Draft, StoreError> {
        let (_, key, _) = self.personal_key(author)?;
        draft.body = key.open(&place(author, &draft.form, &about), &sealed)?;
        Ok(draft)
    }
}

/// A draft without its body, what it is about as stored, and the sealed body.
type SealedDraft = (Draft, String, Vec<u8>);

fn sealed_draft(row: &Row<'_>) -> Result<SealedDraft, StoreError> {
    let about: String = row.get(1)?;
    let (form, subject, saved_at) = (row.get(0)?, about.parse().ok(), get(row, 2)?);
    Ok((Draft { form, subject, saved_at, body: Vec::new() }, about, row.get(3)?))
}

fn about(subject: Option<Id>) -> String {
    subject.map(|subject| subject.to_string()).unwrap_or_default()
}

fn place(author: Id, form: &str, about: &str) -> Vec<u8> {
    format!("draft {author} {form} {about}").into_bytes()
}

/// Only the hash is stored: who reads the database cannot log in with what lies there.
pub(crate) fn hashed(token: &str) -> [u8; 32] {
    Sha256::digest(token).into()
}
