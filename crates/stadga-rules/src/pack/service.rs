//! Services without an assessment of needs: what they offer, how one gets there, and what is counted in them.

use crate::diagnostic::Place;
use jiff::civil::Date;
use stadga_core::fact::organisation::Roll;
use stadga_core::{Source, words};

words! {
    /// What is written down of those who take part (SoL 14:4-5).
    pub enum Documentation {
        Ingen = "ingen", "Ingen dokumentation: råd och information";
        Anonym = "anonym", "Utan namn, efter beslut av nämnden";
        Full = "full", "Som för andra insatser";
    }
}

/// A service, as a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceRule {
    /// Its key, as stored and in its address.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What it is, in a sentence or two.
    pub about: String,
    /// What it offers, one by one.
    pub offers: Vec<String>,
    /// Whom it is for.
    pub audience: String,
    /// How one gets in contact, or just comes.
    pub contact: String,
    /// When it is open, a line each; empty when that is not said.
    pub hours: Vec<String>,
    /// The insats of the catalogue it is; none for what is no insats.
    pub insats: Option<String>,
    /// First day it is given.
    pub valid_from: Option<Date>,
    /// Last day, inclusive.
    pub valid_to: Option<Date>,
    /// Whether it stands on the public page.
    pub public: bool,
    /// What is written down of those who take part.
    pub documentation: Documentation,
    /// The board's decision that nobody is named, where it rests on one.
    pub board_decision: Option<String>,
    /// Who works in it and counts.
    pub who: Vec<Roll>,
    /// What is counted.
    pub counts: Vec<CountRule>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

impl ServiceRule {
    /// Whether it is given on a day.
    pub fn holds(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }

    /// What is counted under a key.
    pub fn count(&self, key: &str) -> Option<&CountRule> {
        self.counts.iter().find(|count| count.key == key)
    }
}

/// Something that is counted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountRule {
    /// Its key, as stored.
    pub key: String,
    /// What it is called: `Besök`.
    pub label: String,
    /// What the number is of, when each time counts for itself: `Deltagare`. Without it only the numbers are summed.
    pub people: Option<String>,
    /// What is chosen each time.
    pub asks: Vec<AskRule>,
}

/// Something that is chosen out of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AskRule {
    /// Its name, as stored.
    pub name: String,
    /// What is asked.
    pub label: String,
    /// The alternatives: stored word and label.
    pub choices: Vec<(String, String)>,
}

/// How anybody gets in contact with social services.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contact {
    /// The telephone number.
    pub phone: String,
    /// When it is answered.
    pub phone_hours: Option<String>,
    /// Where one comes.
    pub visit: Option<String>,
    /// When one may come.
    pub visit_hours: Option<String>,
    /// The address of the form on the web.
    pub web: Option<String>,
    /// Where one turns when it cannot wait.
    pub urgent: Option<String>,
}
