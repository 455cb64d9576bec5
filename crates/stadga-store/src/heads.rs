//! How far each stream has come, remembered: what is unchanged is known to be so without asking.
//!
//! What this process writes is noted before anybody is answered, and a file has no other writer. On a
//! server other nodes write too. [`Inner::follow`] reads what they have added to the log since last
//! time, in one statement; whoever begins a request follows first, and so sees all that was answered
//! before it. Where the log has lost what was followed, as when a standby that was behind takes over,
//! nothing that is remembered can be trusted, and the node says so until it is started again.

use crate::Inner;
use crate::engine::args;
use crate::error::StoreError;
use crate::sql::log as sql;
use crate::value::{Text, get};
use stadga_core::Id;
use std::collections::HashMap;
use std::sync::{PoisonError, RwLock};

/// Streams remembered at most, some thirty bytes each; beyond that the memory starts over.
const REMEMBERED: usize = 500_000;
/// The events by which keys are erased: by decision, and because an archive has the file.
pub(crate) const ERASED: [&str; 2] = ["gallring.genomford", "arkiv.overlamnat"];
/// Rows of the log read at a time while following.
const AT_A_TIME: u32 = 4_096;

/// A row of the log while following: its place and event, the stream and the place in it.
type Followed = ((i64, String), Id, u32);

/// The last place of each stream met so far. Places only grow, so the highest one heard of is right.
#[derive(Default)]
pub(crate) struct Heads(RwLock<Known>);

#[derive(Default)]
struct Known {
    seqs: HashMap<Id, u32>,
    /// The place in the log that has been followed to, and the event there.
    followed: Option<(i64, String)>,
    /// How often the memory has started over: what was read before that may be old.
    round: u32,
}

impl Heads {
    /// Notes places that were just written.
    pub(crate) fn note(&self, heads: impl IntoIterator<Item = (Id, u32)>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).note(heads);
    }

    /// Forgets all of it, when nobody knows what was written.
    pub(crate) fn forget(&self) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).start_over();
    }
}

impl Known {
    fn note(&mut self, heads: impl IntoIterator<Item = (Id, u32)>) {
        if self.seqs.len() >= REMEMBERED {
            self.start_over();
        }
        for (stream, seq) in heads {
            let known = self.seqs.entry(stream).or_default();
            *known = seq.max(*known);
        }
    }

    fn start_over(&mut self) {
        self.seqs.clear();
        self.round = self.round.wrapping_add(1);
    }
}

impl Inner {
    pub(crate) fn heads(&self, streams: &[Id]) -> Result<Vec<(Id, u32)>, StoreError> {
        let (mut heads, round) = {
            let known = self.heads.0.read().unwrap_or_else(PoisonError::into_inner);
            let heads: Vec<(Id, Option<u32>)> =
                streams.iter().map(|stream| (*stream, known.seqs.get(stream).copied())).collect();
            (heads, known.round)
        };
        if heads.iter().any(|(_, seq)| seq.is_none()) {
            let unknown = heads.iter_mut().filter(|(_, seq)| seq.is_none());
            self.readers.read(|conn| {
                for (stream, seq) in unknown {
                    *seq = conn.first(sql::STREAM_HEAD, args![Text(*stream)], |row| row.get(0))?;
                }
                Ok(())
            })?;
            let mut known = self.heads.0.write().unwrap_or_else(PoisonError::into_inner);
            // A place noted while this was read is higher and stays; one that was forgotten may have been.
            if known.round == round {
                known.note(heads.iter().filter_map(|(stream, seq)| Some((*stream, (*seq)?))));
            }
        }
        Ok(heads.into_iter().map(|(stream, seq)| (stream, seq.unwrap_or(0))).collect())
    }

    /// Takes in what other nodes have written. Nothing to do where there are none.
    pub(crate) fn follow(&self) -> Result<(), StoreError> {
        if !self.shared {
            return Ok(());
        }
        loop {
            let from = self.heads.0.read().unwrap_or_else(PoisonError::into_inner).followed.clone();
            let at = from.as_ref().map_or(0, |(position, _)| *position);
            let mut erased = false;
            // With the event that was followed to, to see that it is still there.
            let mut added: Vec<Followed> = self.readers.read(|conn| {
                conn.all(sql::FOLLOW, args![at, AT_A_TIME], |row| {
                    let place = (row.get(0)?, row.get(4)?);
                    erased |= place.0 > at && ERASED.contains(&row.get::<String>(3)?.as_str());
                    Ok((place, get(row, 1)?, row.get(2)?))
                })
            })?;
            let whole = added.len() < AT_A_TIME as usize;
            if let Some(from) = from {
                if added.first().is_none_or(|(place, ..)| *place != from) {
                    return Err(StoreError::WentBack);
                }
                added.remove(0);
            }
            let Some((last, ..)) = added.last().cloned() else { return Ok(()) };
            // Another node has emptied keys that are remembered here.
            if erased {
                self.streams.forget();
                self.heads.forget();
            }
            let mut known = self.heads.0.write().unwrap_or_else(PoisonError::into_inner);
            known.followed = known.followed.take().max(Some(last));
            known.note(added.iter().map(|(_, stream, seq)| (*stream, *seq)));
            if whole {
                return Ok(());
            }
        }
    }

    /// Begins to follow where the log ends now: nothing is remembered yet.
    pub(crate) fn follow_from_here(&self) -> Result<(), StoreError> {
        if self.shared {
            let last = self
                .readers
                .read(|conn| conn.first(sql::LAST_EVENT, &[], |row| Ok((row.get::<i64>(0)?, row.get::<String>(1)?))))?;
            self.heads.0.write().unwrap_or_else(PoisonError::into_inner).followed = last;
        }
        Ok(())
    }
}
