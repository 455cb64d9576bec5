//! Facts of a matter in a register: about how the work is done, and in no client's file.

use crate::fact::organisation::Roll;
use crate::id::Id;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

record! {
    /// A matter was opened in a register that a pack declares.
    pub struct VerksamhetsarendeOppnat {
        /// The register's key in its pack.
        pub register: String,
        /// The unit that handles it.
        pub enhet: Id,
        /// The role whose holder heads that unit.
        pub chef: Roll,
        /// The role whose holders there may be named to handle it.
        pub handlaggs_av: Roll,
    }
}

record! {
    /// Somebody was named to handle it.
    pub struct VerksamhetsarendeFordelat {
        /// Who.
        pub handlaggare: Id,
    }
}

record! {
    /// It was closed.
    pub struct VerksamhetsarendeAvslutat {
        /// What it came to.
        pub slutsats: String,
        /// The last day whoever handled it reaches it, by the packs in force that day.
        #[serde(default)]
        pub nas_till: Option<Date>,
    }
}
