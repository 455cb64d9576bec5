//! Facts about a person the authority knows.

use crate::identity::PersonNumber;
use serde::{Deserialize, Serialize};

/// A person is known to the authority. The number may come later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRegistrerad {
    /// The name as given.
    pub namn: String,
    /// Personal or coordination number, when known.
    pub nummer: Option<PersonNumber>,
}

/// The person's number became known or was corrected.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IdentitetFaststalld {
    /// Personal or coordination number.
    pub nummer: PersonNumber,
}

/// How the person wants to be reached.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KontaktvagAngiven {
    /// Telephone number.
    pub telefon: Option<String>,
    /// What the person asks for: "ring inte", "skicka inte hem".
    pub onskemal: Option<String>,
    /// Whether an interpreter is needed, and for which language (FL 13 §).
    pub tolk: Option<String>,
}
