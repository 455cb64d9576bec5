//! Routines whose last day has passed, or that are to be looked over: told to whoever keeps them, until somebody decides.

use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::Ctx;
use stadga_rules::{DocumentState, Pack, PackOwner, Stack};

/// What a routine waits for. It applies all the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// A new decision: the last day it was decided to apply has passed.
    Expired(Date),
    /// To be looked over, by a day that has come.
    ReviewDue(Date),
    /// A look at what it leans on, which has run out, soon does or has not been looked at for long.
    Document(String, DocumentState),
}

/// A routine that waits for whoever keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RoutineToKeep {
    /// The pack.
    pub pack: String,
    /// Its name.
    pub name: String,
    /// What it waits for.
    pub keeping: Keeping,
}

impl App {
    /// The routines that wait for the user's post, which keeps them.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn routines_to_keep(&self, ctx: &Ctx) -> Result<Vec<RoutineToKeep>, AppError> {
        let (stack, organisation) = (self.stack(), self.organisation()?);
        let post = ctx.actor.post;
        let Some(unit) = organisation.units.get(&post.unit) else { return Ok(Vec::new()) };
        let keeps = |pack: &&Pack| {
            let owner = |owner: PackOwner| owner.role == post.role && owner.unit == unit.kind;
            pack.upkeep.owner.is_some_and(owner) && gives(&stack, pack, &unit.insatser)
        };
        let row = |pack: &Pack, keeping| RoutineToKeep { pack: pack.id.clone(), name: pack.name.clone(), keeping };
        let waits = |pack: &Pack| {
            let expired = pack.valid_to.filter(|_| pack.is_expired(ctx.today)).map(Keeping::Expired);
            let due = || pack.review_due().filter(|due| *due <= ctx.today).map(Keeping::ReviewDue);
            let leans_on = pack
                .documents
                .iter()
                .filter_map(|known| Some(Keeping::Document(known.title.clone(), known.state(ctx.today)?)));
            expired.or_else(due).into_iter().chain(leans_on).map(|keeping| row(pack, keeping)).collect::<Vec<_>>()
        };
        Ok(stack.packs().iter().filter(keeps).flat_map(waits).collect())
    }
}

/// Whether a unit that gives these insatser works by a pack. One that gives none works with them all.
fn gives(stack: &Stack, pack: &Pack, insatser: &[String]) -> bool {
    pack.applies_to.is_empty()
        || insatser.is_empty()
        || insatser.iter().any(|insats| stack.is_one_of(insats, &pack.applies_to))
}
