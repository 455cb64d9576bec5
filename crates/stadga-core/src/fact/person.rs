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
        /// Year of birth.
        pub fodelsear: Option<u32>,
        /// Where the child lives; not always known at intake.
        pub boende: Option<BarnetsBoende>,
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
