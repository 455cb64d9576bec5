//! Duties that come again: every occurrence is counted from the first day, never from the one before.

use super::acts::{done, order, voided};
use super::{DutyState, Occurrence, Planner};
use crate::pack::Opens;
use crate::timeline::Happening;
use jiff::civil::Date;
use stadga_core::calendar::{Counting, Due, Period, occurrence};

/// More occurrences than this are not planned: three years of days, a lifetime of months.
const MOST: u32 = 1_200;

impl Planner<'_> {
    /// The occurrences up to the first that is not met, and one more.
    ///
    /// The window of an occurrence ends on its own day and begins after the day of the one before. An
    /// act meets the earliest occurrence before its window that is not met, late; otherwise the one
    /// whose window it lies in.
    pub(super) fn series(&self, trigger: &Happening<'_>, every: Period, counting: Counting) -> Vec<Occurrence> {
        let void = self.acts(&self.rule.void_by, trigger).into_iter().next();
        let acts = self.acts(&self.rule.met_by, trigger);
        let acts = acts.into_iter().filter(|act| void.is_none_or(|void| order(act) < order(void)));
        let mut days = Days { anchor: trigger.on, every, counting, known: Vec::new() };
        let mut met: Vec<Option<&Happening<'_>>> = Vec::new();
        for act in acts {
            let Some(window) = days.window(act.on) else { continue };
            if met.len() <= window {
                met.resize(window + 1, None);
            }
            if let Some(place) = met.iter_mut().take(window + 1).find(|place| place.is_none()) {
                *place = Some(act);
            }
        }
        let unmet = met.iter().position(Option::is_none).unwrap_or(met.len());
        let mut occurrences = Vec::new();
        // Later windows may already be met; they are shown when the gap before them is closed.
        for number in 0..=unmet.saturating_add(1) {
            let Some((due, first)) = days.occurrence(number, self.rule.opens) else { break };
            let opens_on = self.opened(due.strict, first);
            let state = match (met.get(number).copied().flatten(), void) {
                (Some(act), _) => done(act),
                (None, Some(void)) if number == unmet && void.on >= opens_on => voided(void),
                (None, Some(_)) => break,
                (None, None) => DutyState::Open,
            };
            let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
            occurrences.push(Occurrence { number, opens_on, due: Some(due), state });
        }
        occurrences
    }
}

/// The days of a series, counted as far as they are needed.
struct Days {
    anchor: Date,
    every: Period,
    counting: Counting,
    known: Vec<Due>,
}

impl Days {
    /// The due day of an occurrence, from 0.
    fn due(&mut self, number: usize) -> Option<&Due> {
        while self.known.len() <= number {
            let next = u32::try_from(self.known.len() + 1).ok().filter(|next| *next <= MOST)?;
            self.known.push(occurrence(self.anchor, self.every, next, self.counting));
        }
        self.known.get(number)
    }

    /// The occurrence whose window holds a day.
    fn window(&mut self, day: Date) -> Option<usize> {
        let mut number = 0;
        while self.due(number)?.strict < day {
            number += 1;
        }
        Some(number)
    }

    /// An occurrence with the day it comes onto the list: the day after the one before.
    fn occurrence(&mut self, number: usize, opens: Opens) -> Option<(Due, Date)> {
        let before = match number.checked_sub(1) {
            Some(before) => self.due(before)?.strict.tomorrow().ok()?,
            None => self.anchor,
        };
        let due = self.due(number)?.clone();
        let opens_on = if opens == Opens::AtDue { due.strict } else { before };
        Some((due, opens_on))
    }
}
