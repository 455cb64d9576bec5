//! Time that stands still: what stopped it, until when, and the last day that follows.

use super::Planner;
use super::acts::order;
use crate::pack::Paused;
use crate::timeline::Happening;
use stadga_core::calendar::{Due, Suspension, prolonged};

impl Planner<'_> {
    /// Moves the last day by the time that stood still. What still stands still adds nothing until it is over:
    /// nobody knows by how much, and the earlier day is the one to keep.
    pub(super) fn pause(&self, due: &mut Due, rule: &Paused, trigger: &Happening<'_>) {
        let mut marks: Vec<&Happening<'_>> = self
            .happenings()
            .filter(|mark| (mark.name == rule.from || mark.name == rule.to) && mark.is_after(trigger))
            .collect();
        marks.sort_by_key(|mark| order(mark));
        let mut ledger = Vec::new();
        let mut since = None;
        for mark in marks {
            if mark.name == rule.from {
                since.get_or_insert(mark.on);
            } else if let Some(from) = since.take() {
                ledger.push(Suspension { from, to: mark.on });
            }
        }
        due.strict = prolonged(trigger.on, due.strict, &ledger, &mut due.receipt);
        due.legal = due.strict;
        if let Some(from) = since {
            due.receipt.remark(format!("Tiden står still sedan {from}. Dagen räknas om när den löper igen."));
        }
    }
}
