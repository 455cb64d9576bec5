//! Duties that come again each quarter: what was not done in time is told once a quarter until it is done.

use super::acts::done;
use super::{DutyState, Occurrence, Planner};
use crate::timeline::Happening;
use jiff::civil::Date;
use stadga_core::calendar::text::with_weekday;
use stadga_core::calendar::{Counting, Due, Period, Quarter, count};
use stadga_core::state::reported_in;

/// More quarters than this are not planned: fifty years.
const MOST: usize = 200;

impl Planner<'_> {
    /// The quarters up to the first that is not told of, and one more: from the one in which the time ran out, as
    /// long as nothing had made it needless by the end of the quarter.
    ///
    /// An act meets the earliest quarter that is not told of, among those whose day had come or was next to come.
    pub(super) fn quarters(&self, trigger: &Happening<'_>, after: Period, windows: [(i8, i8); 4]) -> Vec<Occurrence> {
        let void = self.acts(&self.rule.void_by, trigger).into_iter().next().map(|void| void.on);
        let ran_out = count(trigger.on, after, Counting::Elapsed);
        let first = Quarter::of(ran_out.strict);
        let quarters: Vec<(Quarter, Date)> = std::iter::successors(Some(first), |quarter| Some(quarter.next()))
            .take(MOST)
            .take_while(|quarter| reported_in(ran_out.strict, void, *quarter))
            .map(|quarter| (quarter, reported_by(quarter, windows)))
            .collect();
        let mut met: Vec<Option<&Happening<'_>>> = vec![None; quarters.len()];
        for act in self.acts(&self.rule.met_by, trigger) {
            let reaches = quarters.iter().take_while(|(_, due)| *due < act.on).count() + 1;
            if let Some(place) = met.iter_mut().take(reaches).find(|place| place.is_none()) {
                *place = Some(act);
            }
        }
        let unmet = met.iter().position(Option::is_none).unwrap_or(met.len());
        let planned = quarters.into_iter().zip(met).enumerate().take(unmet.saturating_add(2));
        planned
            .map(|(place, ((quarter, day), act))| {
                let mut receipt = ran_out.receipt.clone();
                let text = format!(
                    "Kvartalet slutar {} och rapporteras senast {}.",
                    with_weekday(quarter.last()),
                    with_weekday(day)
                );
                receipt.step(day, text);
                Occurrence {
                    number: u32::try_from(place + 1).unwrap_or(u32::MAX),
                    opens_on: quarter.next().first(),
                    due: Some(Due { strict: day, legal: day, receipt }),
                    state: act.map_or(DutyState::Open, done),
                }
            })
            .collect()
    }
}

/// The last day to report a quarter.
fn reported_by(quarter: Quarter, windows: [(i8, i8); 4]) -> Date {
    let place = usize::from(quarter.number().unsigned_abs()).saturating_sub(1);
    windows.get(place).map_or(quarter.last(), |window| quarter.reported_by(*window))
}
