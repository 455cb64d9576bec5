//! Facts of handing files over to an archive: those that are never erased leave once their time has come, and are here
//! no longer when the archive has said that it has them. They lie with the organisation and say nothing of anybody.

use super::gallring::Gallringspost;
use crate::id::Id;
use serde::{Deserialize, Serialize};

record! {
    /// Somebody prepared files for an archive. They are here until it has them.
    pub struct ArkivForberett {
        /// The files.
        pub poster: Vec<Gallringspost>,
        /// Who is to receive them.
        pub mottagare: String,
        /// The receiver's public key, to which the packages are sealed.
        pub nyckel: String,
        /// The agreement by which they are handed over.
        #[serde(default)]
        pub overenskommelse: Option<String>,
    }
}

record! {
    /// The archive has them: somebody else confirmed it, and the files were erased here in the same moment.
    pub struct ArkivOverlamnat {
        /// What was prepared.
        pub forslag: Id,
        /// The files that are with the archive.
        pub poster: Vec<Gallringspost>,
        /// The SHA-256 of each one's package, in the same order.
        pub paket: Vec<String>,
        /// Those that were prepared and are kept here, for something had happened.
        #[serde(default)]
        pub undantagna: Vec<Gallringspost>,
        /// What the archive has said.
        pub kvittens: String,
        /// How many files there were before.
        pub fore: u32,
        /// How many there were after.
        pub kvar: u32,
    }
}

record! {
    /// It came to nothing: the files are here.
    pub struct ArkivAvbrutet {
        /// What was prepared.
        pub forslag: Id,
        /// Why.
        pub skal: String,
    }
}
