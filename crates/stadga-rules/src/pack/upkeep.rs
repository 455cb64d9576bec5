//! How a routine is kept: how long it may apply, who keeps it, which process it is of, and its map.

use super::{Owner, PackKind};
use crate::diagnostic::Place;
use crate::pack::Pack;
use jiff::civil::Date;
use stadga_core::calendar::{Counting, Period, Unit, count};
use stadga_core::fact::organisation::{EnhetArt, Roll};

/// What a pack says of how it is kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Upkeep {
    /// How long it may apply from its first day; in a municipality's pack, how long each unit's may.
    pub longest: Option<Period>,
    /// Who gets a row when its last day has passed.
    pub owner: Option<PackOwner>,
    /// The day it was last looked over.
    pub reviewed_on: Option<Date>,
    /// The day its text was last changed.
    pub changed_on: Option<Date>,
    /// The process it is of.
    pub process: Option<Process>,
    /// How its map is drawn.
    pub map: MapRule,
}

/// Who keeps a pack: those who hold a role in units of a kind; at providers those that give its insatser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PackOwner {
    /// The role.
    pub role: Roll,
    /// The kind of unit.
    pub unit: EnhetArt,
}

/// A process that routines are of, to find them by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Process {
    /// The word, as it stands in an address.
    pub key: String,
    /// What people call it.
    pub name: String,
}

/// What a pack says of its process map. Without it every duty is drawn, in the order one follows on another.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MapRule {
    /// The duties of the map by key, in order; the others are told beneath.
    pub steps: Vec<String>,
    /// What the routine calls those who do them.
    pub lanes: Vec<(Owner, String)>,
    /// Where it is declared.
    pub place: Option<Place>,
}

impl Pack {
    /// The day it is to be looked over: `review_months` after it was last, else after it was decided or began to apply.
    pub fn review_due(&self) -> Option<Date> {
        let since = self.upkeep.reviewed_on.or(self.decided_on).or(self.valid_from)?;
        Some(count(since, Period::new(self.review_months?, Unit::Months), Counting::Elapsed).legal)
    }

    /// The last day a pack of this kind may apply, when `longest` is how long it may.
    pub(crate) fn last_allowed(&self, longest: Period) -> Option<Date> {
        self.valid_from.map(|from| count(from, longest, Counting::Elapsed).legal)
    }

    /// Whether another pack's limit is this one's too: a municipality says how long its units' routines may apply.
    pub(crate) fn is_limited_by(&self, other: &Self) -> bool {
        self.kind == PackKind::Enhet && other.kind == PackKind::Kommun
    }
}
