//! Why something may not be done: what is missing, which rule says so, what to do instead.

use crate::words;
use serde::{Deserialize, Serialize};

words! {
    /// How hard a requirement is. Law, form and competence refuse; a guideline warns.
    pub enum Level {
        Lag = "lag", "Lag";
        Form = "form", "Uppgift saknas";
        Behorighet = "behorighet", "Behörighet";
        Riktlinje = "riktlinje", "Riktlinje";
    }
}

impl Level {
    /// Whether the act is stopped. Guidelines never limit the individual assessment (T-020, T-147).
    pub const fn refuses(self) -> bool {
        !matches!(self, Self::Riktlinje)
    }
}

words! {
    /// What kind of text a rule comes from, always shown, so that a local goal never looks like law.
    pub enum SourceKind {
        Lag = "lag", "Lag";
        Foreskrift = "foreskrift", "Föreskrift";
        Riktlinje = "riktlinje", "Riktlinje";
        Rutin = "rutin", "Rutin";
        LokaltMal = "lokalt_mal", "Lokalt mål";
        Delegation = "delegation", "Delegation";
    }
}

/// Where a rule comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Statute, guideline, routine or own goal.
    pub kind: SourceKind,
    /// The citation as shown: `25 § förvaltningslagen (2017:900)`.
    pub cite: String,
}

/// One thing that stops or questions an act.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hinder {
    /// How hard it is.
    pub level: Level,
    /// What is wrong, in a sentence.
    pub message: String,
    /// What to do about it.
    pub remedy: Option<String>,
    /// The use case that would remedy it.
    pub remedy_action: Option<String>,
    /// The rule, as `pack:key`; none where the state machine itself refuses.
    pub rule: Option<String>,
    /// The rule's source.
    pub source: Option<Source>,
    /// The form field it is about.
    pub field: Option<String>,
}

impl Hinder {
    /// A hinder of form that comes from the state itself, not from a pack.
    pub fn state(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            level: Level::Form,
            message: message.into(),
            remedy: Some(remedy.into()),
            remedy_action: None,
            rule: None,
            source: None,
            field: None,
        }
    }

    /// A hinder about one field.
    pub fn field(name: &str, message: impl Into<String>) -> Self {
        Self { field: Some(name.to_owned()), remedy: None, ..Self::state(message, "") }
    }
}

/// Everything that stops an act, at once.
#[derive(Clone, Debug, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Refusal {
    /// The hinders, hardest first.
    pub hinders: Vec<Hinder>,
}

impl From<Hinder> for Refusal {
    fn from(hinder: Hinder) -> Self {
        Self { hinders: vec![hinder] }
    }
}
