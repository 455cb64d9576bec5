//! Routines whose last day has passed: told to whoever keeps them, until somebody decides.

use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::Ctx;
use stadga_rules::{Pack, PackOwner, Stack};

/// A routine that has expired. It still applies.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExpiredRoutine {
    /// The pack.
    pub pack: String,
    /// Its name.
    pub name: String,
    /// The last day it was decided to apply.
    pub last: Date,
}

impl App {
    /// The expired routines that the user's post keeps.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn expired_routines(&self, ctx: &Ctx) -> Result<Vec<ExpiredRoutine>, AppError> {
        let (stack, organisation) = (self.stack(), self.organisation()?);
        let post = ctx.actor.post;
        let Some(unit) = organisation.units.get(&post.unit) else { return Ok(Vec::new()) };
        let keeps = |pack: &&Pack| {
            let owner = |owner: PackOwner| owner.role == post.role && owner.unit == unit.kind;
            pack.upkeep.owner.is_some_and(owner) && gives(&stack, pack, &unit.insatser)
        };
        let expired = |pack: &Pack| {
            let last = pack.valid_to.filter(|_| pack.is_expired(ctx.today))?;
            Some(ExpiredRoutine { pack: pack.id.clone(), name: pack.name.clone(), last })
        };
        Ok(stack.packs().iter().filter(keeps).filter_map(expired).collect())
    }
}

/// Whether a unit that gives these insatser works by a pack. One that gives none works with them all.
fn gives(stack: &Stack, pack: &Pack, insatser: &[String]) -> bool {
    pack.applies_to.is_empty()
        || insatser.is_empty()
        || insatser.iter().any(|insats| stack.is_one_of(insats, &pack.applies_to))
}
