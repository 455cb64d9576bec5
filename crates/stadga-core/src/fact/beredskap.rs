//! Facts about the emergency binder: numbered copies on paper, for the day the system is not there.

use crate::id::Id;
use serde::{Deserialize, Serialize};

record! {
    /// A copy of a unit's binder was made. What it says of persons is kept nowhere: it would outlive their erasure.
    pub struct NodparmFramstalld {
        /// The unit.
        pub enhet: Id,
        /// The number of the copy, from 1 in each unit.
        pub nummer: u32,
        /// Whether the night made it, and not a person.
        pub nattlig: bool,
    }
}

record! {
    /// A copy was handed to somebody.
    pub struct NodparmUtlamnad {
        /// The unit.
        pub enhet: Id,
        /// The copy.
        pub nummer: u32,
        /// To whom.
        pub till: String,
        /// Where it is kept.
        pub plats: String,
    }
}

record! {
    /// A copy was destroyed.
    pub struct NodparmForstord {
        /// The unit.
        pub enhet: Id,
        /// The copy.
        pub nummer: u32,
    }
}
