//! Facts of the decision, the notice of it, and the order to a provider.

use crate::fact::arende::Kanal;
use crate::id::Id;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// The outcome of a decision.
    pub enum Utfall {
        Bifall = "bifall", "Bifall";
        DelvisBifall = "delvis_bifall", "Delvis bifall";
        Avslag = "avslag", "Avslag";
        Avskrivning = "avskrivning", "Avskrivning";
    }
}

impl Utfall {
    /// Whether something is granted.
    pub const fn grants(self) -> bool {
        matches!(self, Self::Bifall | Self::DelvisBifall)
    }

    /// Whether it goes against the person, so that the route of appeal is attached (FL 33 §).
    pub const fn goes_against(self) -> bool {
        matches!(self, Self::DelvisBifall | Self::Avslag)
    }
}

record! {
    /// A decision was made.
    pub struct BeslutFattat {
        /// The outcome.
        pub utfall: Utfall,
        /// The insats applied for or granted, as a key of the packs.
        pub insats: String,
        /// The legal ground: `11 kap. 1 § SoL`.
        pub lagrum: String,
        /// Extent and frequency, when something is granted.
        pub omfattning: Option<String>,
        /// The goal, when something is granted.
        pub mal: Option<String>,
        /// First day, inclusive, when something is granted.
        pub fran: Option<Date>,
        /// Last day, inclusive. None together with `prova_om` means until further notice.
        pub till: Option<Date>,
        /// The day a decision until further notice is reviewed.
        pub prova_om: Option<Date>,
        /// The reasons (FL 32 §).
        pub skal: String,
        /// The point of the delegation order the decision rests on, attached by the system.
        pub delegationspunkt: Option<String>,
        /// Whether the route of appeal was attached, by the system and never by memory.
        pub overklagandehanvisning: bool,
    }
}

record! {
    /// The person was told of the decision (FL 33 §).
    pub struct BeslutUnderrattat {
        /// Which decision.
        pub beslut: Id,
        /// How.
        pub kanal: Kanal,
    }
}

record! {
    /// The insats was ordered from a provider.
    pub struct BestallningSkickad {
        /// The decision it carries out.
        pub beslut: Id,
        /// The assignment's stream.
        pub uppdrag: Id,
        /// The provider's unit.
        pub utforare: Id,
        /// The insats.
        pub insats: String,
    }
}
