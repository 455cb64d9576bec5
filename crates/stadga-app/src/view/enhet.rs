//! How long people wait for their first decision in a unit: figures without names (FL 9 §).

use crate::{App, AppError};
use jiff::ToSpan;
use stadga_core::Ctx;
use stadga_core::access::Reach;

/// Days from application to first decision, over the last year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pace {
    /// How many cases were first decided in that time.
    pub decided: usize,
    /// Half of them were decided within so many days.
    pub median: u32,
    /// Nine of ten were decided within so many days.
    pub nine_of_ten: u32,
}

impl Pace {
    /// Of days in rising order; none when there are no days.
    pub fn of(days: &[u32]) -> Option<Self> {
        let within = |tenths: usize| days.get((days.len() * tenths).div_ceil(10).saturating_sub(1)).copied();
        Some(Self { decided: days.len(), median: within(5)?, nine_of_ten: within(9)? })
    }
}

impl App {
    /// The pace of the unit the actor works in, over a year back from today; none before the first decision.
    /// Only cases within the actor's reach count, and the answer names nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn pace(&self, ctx: &Ctx) -> Result<Option<Pace>, AppError> {
        let since = ctx.today.saturating_sub(1.year());
        let days = self.store().pace(&Reach::of(&ctx.actor, ctx.today), ctx.actor.post.unit, since)?;
        Ok(Pace::of(&days))
    }
}

#[cfg(test)]
mod tests {
    use super::Pace;

    #[test]
    fn half_and_nine_of_ten_are_counted_from_the_shortest() {
        let pace = |days: &[u32]| Pace::of(days).map(|pace| (pace.decided, pace.median, pace.nine_of_ten));
        assert_eq!(pace(&[]), None);
        assert_eq!(pace(&[7]), Some((1, 7, 7)));
        assert_eq!(pace(&[1, 2, 3, 40]), Some((4, 2, 40)));
        assert_eq!(pace(&[1, 2, 3, 4, 5, 6, 7, 8, 9, 100]), Some((10, 5, 9)));
    }
}
