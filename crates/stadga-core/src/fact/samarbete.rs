//! Facts of the work caseworker and provider do together: the care plan and the questions between them.

use crate::id::Id;
use crate::words;
use serde::{Deserialize, Serialize};

words! {
    /// How the person got to know that a plan was changed.
    pub enum Meddelat {
        Tillsammans = "tillsammans", "Vi ändrade den tillsammans";
        Samtal = "samtal", "I ett samtal";
        Telefon = "telefon", "På telefon";
        Brev = "brev", "I ett brev";
        InteAn = "inte_an", "Inte än";
    }
}

words! {
    /// Who is asked.
    pub enum Tillfragad {
        Handlaggare = "handlaggare", "Handläggaren";
        Behandlare = "behandlare", "Behandlaren";
    }
}

record! {
    /// The care plan was sent to the therapists. Each version is an event of its own.
    pub struct VardplanSkickad {
        /// The goals, one a line.
        pub mal: Vec<String>,
        /// What is to be done.
        pub insatser: String,
        /// Who answers for what.
        pub ansvar: String,
        /// How and when it is followed up.
        pub uppfoljning: String,
        /// What the person says.
        pub egen_syn: String,
        /// What differs from the version before; none in the first.
        pub andring: Option<String>,
        /// How the person got to know of the change.
        pub meddelat: Option<Meddelat>,
    }
}

record! {
    /// Whoever signed has read a version of the care plan.
    pub struct VardplanLast {
        /// The event of the version.
        pub vardplan: Id,
    }
}

record! {
    /// A question between caseworker and therapist.
    pub struct FragaStalld {
        /// The question.
        pub fraga: String,
        /// Who is asked.
        pub till: Tillfragad,
    }
}

record! {
    /// A question was answered.
    pub struct FragaBesvarad {
        /// The event of the question.
        pub fraga: Id,
        /// The answer.
        pub svar: String,
    }
}
