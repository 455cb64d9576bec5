//! Those who speak for the person in a case.

use crate::fact::intag::{Foretradarroll, FullmaktRegistrerad};
use crate::id::Id;
use jiff::civil::Date;

/// Somebody who speaks for the person in the case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Representative {
    /// The event that registered the authority.
    pub id: Id,
    /// The day it was shown.
    pub since: Date,
    /// Who, in what capacity, on what.
    pub fact: FullmaktRegistrerad,
    /// The day it was withdrawn.
    pub revoked_on: Option<Date>,
}

impl Representative {
    /// Whether they speak for the person. A *biträde* comes along and helps, and gets no letters.
    pub fn speaks(&self) -> bool {
        self.fact.roll != Foretradarroll::Bitrade
    }

    /// Whether the authority holds on a day.
    pub fn holds(&self, on: Date) -> bool {
        let ended = self.fact.galler_till.is_some_and(|last| last < on);
        self.since <= on && !ended && self.revoked_on.is_none_or(|day| on < day)
    }
}
