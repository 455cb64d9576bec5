//! The fact of the duty rota: who answers for a unit's urgent matters, between which times.

use crate::id::Id;
use jiff::civil::{Date, Time};
use serde::{Deserialize, Serialize};

record! {
    /// Somebody is on duty for a unit. The times are the clock in Stockholm.
    pub struct JourInlagd {
        /// Who.
        pub anvandare: Id,
        /// For which unit.
        pub enhet: Id,
        /// The day it begins.
        pub fran: Date,
        /// The clock it begins.
        pub fran_klockan: Time,
        /// The day it ends.
        pub till: Date,
        /// The clock it ends; from then on it is over.
        pub till_klockan: Time,
        /// The telephone number whoever needs the unit calls.
        pub telefon: String,
    }
}
