//! The open fact: a step that only a routine knows.

use super::handling::Fil;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

record! {
    /// A step that a pack declares was done; its form lies in the pack, and the record says what was asked and
    /// answered, so that it can be read when the pack has changed.
    pub struct StegUtfort {
        /// The step's key in its pack.
        pub steg: String,
        /// Fields by name, as steps were recorded before `svar`.
        #[serde(default)]
        pub uppgifter: BTreeMap<String, String>,
        /// What the step is called in the record.
        #[serde(default)]
        pub rubrik: Option<String>,
        /// What was asked and answered, in the form's order; what was left empty is not here.
        #[serde(default)]
        pub svar: Vec<Stegsvar>,
        /// The letter it sent, as it was sent, and the files that came with it.
        #[serde(default)]
        pub filer: Vec<Fil>,
    }
}

record! {
    /// One answer in a step's form.
    pub struct Stegsvar {
        /// The field's name.
        pub namn: String,
        /// What was asked.
        pub fraga: String,
        /// The value, or the values where several may be chosen, as rules compare them.
        pub varden: Vec<String>,
        /// The answer in words.
        pub svar: String,
        /// Whether several may be chosen.
        #[serde(default)]
        pub flera: bool,
    }
}

impl StegUtfort {
    /// The answers as the record shows them, a line each.
    pub fn in_words(&self) -> String {
        let told = self.svar.iter().map(|answer| format!("{}: {}", answer.fraga, answer.svar));
        let before = self.uppgifter.values().cloned();
        told.chain(before).collect::<Vec<_>>().join("\n")
    }
}
