//! Facts about a person the authority knows.

use crate::identity::PersonNumber;
use serde::{Deserialize, Serialize};

record! {
    /// A person is known to the authority. The number may come later.
    pub struct PersonRegistrerad {
        /// The name as given.
        pub namn: String,
        /// Personal or coordination number, when known.
        pub nummer: Option<PersonNumber>,
    }
}

record! {
    /// The person's number became known or was corrected.
    pub struct IdentitetFaststalld {
        /// Personal or coordination number.
        pub nummer: PersonNumber,
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
    }
}
