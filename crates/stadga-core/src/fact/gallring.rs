//! Facts of erasure: files whose time has come (SoL 16 kap.), proposed by one person and decided by another. They lie
//! with the organisation, say nothing of anybody, and outlive what was erased.

use crate::id::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

record! {
    /// One person's file. The person is an id that leads nowhere once the file is erased.
    pub struct Gallringspost {
        /// The person's stream.
        pub person: Id,
        /// The numbers of the cases.
        pub arenden: Vec<String>,
        /// The day of the last note.
        pub sista: Date,
        /// Why it is erased, or why it was kept after all.
        pub grund: String,
    }
}

record! {
    /// Somebody proposed that files be erased.
    pub struct GallringForeslagen {
        /// The files.
        pub poster: Vec<Gallringspost>,
        /// The private provider whose files they are (SoL 17:2); none when they are the board's (SoL 16:1).
        #[serde(default)]
        pub utforare: Option<Id>,
    }
}

record! {
    /// Somebody else decided, and the files were erased in the same moment.
    pub struct GallringGenomford {
        /// The proposal.
        pub forslag: Id,
        /// The files that were erased.
        pub poster: Vec<Gallringspost>,
        /// Those that were proposed and kept, for something had happened.
        #[serde(default)]
        pub undantagna: Vec<Gallringspost>,
        /// How many files there were before.
        pub fore: u32,
        /// How many there were after.
        pub kvar: u32,
        /// How many were handed over to an archive.
        #[serde(default)]
        pub overlamnade: u32,
        /// The private provider whose files they were; none when they were the board's.
        #[serde(default)]
        pub utforare: Option<Id>,
    }
}

record! {
    /// The proposal was turned down.
    pub struct GallringAvbojd {
        /// The proposal.
        pub forslag: Id,
        /// Why.
        pub skal: String,
    }
}
