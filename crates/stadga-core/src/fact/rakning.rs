//! What is counted in services without an assessment of needs. It names nobody and has no place where somebody could be
//! named: a number, and answers out of closed lists (SoL 14:4-5).

use super::routine::Stegsvar;
use crate::id::Id;
use serde::{Deserialize, Serialize};

record! {
    /// So many came, or so many were met, on the day of the event.
    pub struct TillfalleRaknat {
        /// The unit that counted.
        pub enhet: Id,
        /// The service, by its key in its pack.
        pub verksamhet: String,
        /// What was counted, by its key in the service.
        pub vad: String,
        /// What that was called.
        pub rubrik: String,
        /// How many.
        pub antal: u32,
        /// What was chosen out of the service's lists: channel, topic, place.
        #[serde(default)]
        pub svar: Vec<Stegsvar>,
    }
}
