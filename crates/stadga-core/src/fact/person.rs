//! Facts about a person the authority knows.

use crate::identity::PersonNumber;
use crate::words;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

words! {
    /// Where a minor child lives, seen from the person.
    pub enum BarnetsBoende {
        Hos = "hos", "Bor hos personen";
        Vaxelvis = "vaxelvis", "Bor växelvis";
        Besoker = "besoker", "Besöker";
        InteLangre = "inte_langre", "Inte aktuellt längre";
    }
}

words! {
    /// How the population register protects a person. Each has its own rules (OSL 21 kap. 3 and 3 a §§,
    /// folkbokföringslagen 16 §, lagen om fingerade personuppgifter).
    pub enum Skyddsmarke {
        Sekretessmarkering = "sekretessmarkering", "Sekretessmarkering";
        SkyddadFolkbokforing = "skyddad_folkbokforing", "Skyddad folkbokföring";
        FingeradePersonuppgifter = "fingerade_personuppgifter", "Fingerade personuppgifter";
    }
}

impl Skyddsmarke {
    /// Whether it is told in the record. Whoever has been given another identity looks like anyone: only the old
    /// one is locked, and nothing says that there is a new one.
    pub const fn is_told(self) -> bool {
        !matches!(self, Self::FingeradePersonuppgifter)
    }
}

record! {
    /// A person is known to the authority. The number may come later, and the name too.
    pub struct PersonRegistrerad {
        /// The name as given; `Okänd person` when nobody knows it.
        pub namn: String,
        /// Personal or coordination number, when known.
        pub nummer: Option<PersonNumber>,
        /// What is told of somebody whose name or number is not known.
        #[serde(default)]
        pub beskrivning: Option<String>,
    }
}

record! {
    /// The person's number or name became known or was corrected.
    pub struct IdentitetFaststalld {
        /// Personal or coordination number.
        pub nummer: Option<PersonNumber>,
        /// The name, when it became known too.
        #[serde(default)]
        pub namn: Option<String>,
    }
}

record! {
    /// A minor child of the person. Told again under the same name, the newest counts.
    pub struct BarnAntecknat {
        /// First name.
        pub fornamn: String,
        /// Year of birth, where the day is not known.
        pub fodelsear: Option<u32>,
        /// Where the child lives; not always known at intake.
        pub boende: Option<BarnetsBoende>,
        /// The day of birth.
        #[serde(default)]
        pub fodd: Option<Date>,
    }
}

record! {
    /// How the person wants to be reached.
    pub struct KontaktvagAngiven {
        /// Telephone number.
        pub telefon: Option<String>,
        /// What the person asks for: "ring inte", "skicka inte hem".
        pub onskemal: Option<String>,
        /// Whether an interpreter is needed, and for which language (FL 13 §).
        pub tolk: Option<String>,
        /// The postal address, a line each.
        #[serde(default)]
        pub adress: Option<String>,
    }
}

record! {
    /// The person has died. Stands in the person's stream, and in each case it closes.
    pub struct DodsfallRegistrerat {
        /// The day of death.
        pub dag: Date,
        /// Who told, or where it was read.
        pub kalla: String,
    }
}

record! {
    /// The person is protected. Stands in the person's stream, and in the open cases where the mark is told.
    pub struct SkyddRegistrerat {
        /// Which mark.
        pub art: Skyddsmarke,
        /// Who told, or where it was read. No address and no place.
        pub kalla: String,
        /// The day it is to be tried whether it is still needed.
        #[serde(default)]
        pub omprovas: Option<Date>,
    }
}

record! {
    /// A mark that protects the person has ended.
    pub struct SkyddUpphort {
        /// Which mark.
        pub art: Skyddsmarke,
        /// Who told, or where it was read.
        pub kalla: String,
    }
}
