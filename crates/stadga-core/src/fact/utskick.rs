//! Facts of letters that go by post: that one waits to be printed, that it was posted, or that it will not be.

use crate::id::Id;
use serde::{Deserialize, Serialize};

record! {
    /// A letter that an event sent waits to be printed and posted. The day is the one it was made.
    pub struct UtskickKoat {
        /// The event that sent it.
        pub handelse: Id,
        /// SHA-256 over each file, as the event names them: one paper for each.
        pub filer: Vec<String>,
    }
}

record! {
    /// A letter was posted. The day is the event's, and whoever posted it signs.
    pub struct UtskickPostat {
        /// Which letter, by the event that put it among those that wait.
        pub utskick: Id,
    }
}

record! {
    /// A letter that waited will not be posted.
    pub struct UtskickAvfort {
        /// Which letter, by the event that put it among those that wait.
        pub utskick: Id,
        /// Why.
        pub skal: String,
    }
}
