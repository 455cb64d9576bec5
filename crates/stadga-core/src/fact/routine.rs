//! The open fact: a step that only a routine knows.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

record! {
    /// A step that a pack declares was done; its form lies in the pack.
    pub struct StegUtfort {
        /// The step's key in its pack.
        pub steg: String,
        /// The fields the pack's form asks for.
        #[serde(default)]
        pub uppgifter: BTreeMap<String, String>,
    }
}
