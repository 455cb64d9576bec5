//! The open fact: a step that only a routine knows.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A step that a pack declares was done; its form lies in the pack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StegUtfort {
    /// The step's key in its pack.
    pub steg: String,
    /// The fields the pack's form asks for.
    #[serde(default)]
    pub uppgifter: BTreeMap<String, String>,
}
