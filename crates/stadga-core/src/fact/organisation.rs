//! Facts about the municipality: units, users, roles, and which packs are in force.

use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// A role. Packs map local titles to these; keys are Swedish because the field defines them.
    pub enum Roll {
        Mottagningssekreterare = "mottagningssekreterare", "Mottagningssekreterare";
        Socialsekreterare = "socialsekreterare", "Socialsekreterare";
        Enhetschef = "enhetschef", "Enhetschef";
        Utforarchef = "utforarchef", "Enhetschef hos utföraren";
        Behandlare = "behandlare", "Behandlare";
        Systemforvaltare = "systemforvaltare", "Systemförvaltare";
    }
}

impl Roll {
    /// Whether whoever holds it works at a provider, and so never with the case itself.
    pub const fn at_provider(self) -> bool {
        matches!(self, Self::Utforarchef | Self::Behandlare)
    }
}

words! {
    /// What kind of unit it is.
    pub enum EnhetArt {
        Mottagning = "mottagning", "Mottagning";
        Myndighet = "myndighet", "Myndighetsutövning";
        Utforare = "utforare", "Utförare";
    }
}

record! {
    /// A unit exists.
    pub struct EnhetRegistrerad {
        /// The unit.
        pub enhet: Id,
        /// Its name.
        pub namn: String,
        /// What kind of unit it is.
        pub art: EnhetArt,
        /// The insatser it carries out, as keys of the packs; empty for an authority's unit.
        #[serde(default)]
        pub insatser: Vec<String>,
    }
}

record! {
    /// It was said who runs a unit.
    pub struct DriftformAngiven {
        /// The unit.
        pub enhet: Id,
        /// Whether somebody else than the municipality runs it and keeps the files of its own (SoL 17 kap.).
        pub enskild: bool,
    }
}

record! {
    /// A user exists.
    pub struct AnvandareRegistrerad {
        /// The user.
        pub anvandare: Id,
        /// The user's name.
        pub namn: String,
    }
}

record! {
    /// A user holds a role in a unit.
    pub struct RollTilldelad {
        /// The user.
        pub anvandare: Id,
        /// The role.
        pub roll: Roll,
        /// The unit.
        pub enhet: Id,
        /// First day, inclusive.
        pub fran: Date,
        /// Last day, inclusive; open when none.
        pub till: Option<Date>,
    }
}

record! {
    /// A user no longer holds a role in a unit.
    pub struct RollAvslutad {
        /// The user.
        pub anvandare: Id,
        /// The role.
        pub roll: Roll,
        /// The unit.
        pub enhet: Id,
        /// Last day, inclusive.
        pub till: Date,
    }
}

record! {
    /// A user is away for some days. Why is nobody's business here and is never recorded.
    pub struct FranvaroRegistrerad {
        /// Who.
        pub anvandare: Id,
        /// First day, inclusive.
        pub fran: Date,
        /// Last day, inclusive.
        pub till: Date,
        /// Those who stand in: users who hold the same post. Their lists share what is the absent one's.
        #[serde(default)]
        pub vikarier: Vec<Id>,
    }
}

record! {
    /// A pack was decided. Its bytes lie in the store under the hash.
    pub struct RutinBeslutad {
        /// The pack's id.
        pub rutin: String,
        /// SHA-256 of its files, in lower-case hex.
        pub hash: String,
        /// The version the pack names.
        pub version: String,
        /// The place in the stack: 0 is law.
        pub lager: u32,
    }
}
