//! What has happened, what state that gives, what may be done; and the Swedish legal calendar.
//!
//! Pure: no async, no files, no clock, no randomness. Time and ids come in through [`Ctx`].
//! Read in this order: [`fact`] (everything that can be recorded), [`event`] (a fact with who, when
//! and where), [`state`] (what the events add up to), [`command`] (what a person may ask for and
//! what that decides), [`access`] (who may see it), [`calendar`] (when it must be done).

pub mod access;
pub mod apart;
pub mod calendar;
pub mod command;
pub mod ctx;
pub mod event;
pub mod fact;
pub mod file;
pub mod form;
pub mod id;
pub mod identity;
pub mod lagrum;
pub mod refusal;
pub mod state;
pub mod words;

pub use ctx::{Actor, Ctx, Ids};
pub use event::{Event, NewEvent, StreamKind};
pub use fact::Fact;
pub use id::Id;
pub use refusal::{Hinder, Level, Refusal, Source, SourceKind};
