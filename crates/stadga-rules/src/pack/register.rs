//! Registers: matters about how the work is done, in no client's file.

use crate::diagnostic::Place;
use stadga_core::Source;
use stadga_core::calendar::Period;
use stadga_core::fact::organisation::{EnhetArt, Roll};

/// A register, as a rule.
#[derive(Clone, Debug, PartialEq)]
pub struct RegisterRule {
    /// Its key, as stored.
    pub key: String,
    /// What it is called.
    pub title: String,
    /// What belongs there, in a sentence or two.
    pub about: String,
    /// The use case of the step that opens a matter.
    pub opened_by: String,
    /// Who may open one.
    pub who: Vec<Roll>,
    /// Which unit handles it.
    pub to: RegisterUnit,
    /// The role in which somebody there may be named; the unit's usual one when none.
    pub handled_by: Option<Roll>,
    /// The use cases that open a case of what was handed over in a matter; none for a register of anything else.
    pub opens: Vec<String>,
    /// How long it is kept once it is closed, as information.
    pub keep: Option<Period>,
    /// Where it comes from.
    pub source: Source,
    /// The clauses it realises.
    pub clauses: Vec<String>,
    /// Where it is declared.
    pub place: Place,
}

/// Which unit handles a matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RegisterUnit {
    /// The unit of whoever opens it.
    Own,
    /// A unit of a kind; one's own when it is of that kind.
    Kind(EnhetArt),
}
