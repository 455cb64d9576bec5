//! What would be otherwise under other packs: every case is read from the log and planned twice, and nothing is written.

use crate::duties::post_of;
use crate::packs::{Laid, stack};
use crate::walk::side_by_side;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::ctx::Post;
use stadga_core::state::{CaseFile, Organisation};
use stadga_rules::{Duty, DutyState, PackFiles, Stack, Timeline, plan};
use std::collections::{BTreeMap, HashMap};

/// Threads that read and plan.
const THREADS: usize = 2;

/// What the packs in force and a draft differ in, over every case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Simulated {
    /// Cases read.
    pub cases: usize,
    /// Those of them where something differs.
    pub changed: usize,
    /// By rule, as `pack:key`.
    pub rules: BTreeMap<String, Turns>,
    /// By who has it today: the unit and the role.
    pub posts: BTreeMap<Post, Turns>,
}

/// How many duties turn out otherwise.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Turns {
    /// Open under the draft, and none of them today.
    pub appear: usize,
    /// Open today, and none of them under the draft.
    pub vanish: usize,
    /// Open in both, with an earlier last day under the draft.
    pub earlier: usize,
    /// Open in both, with a later last day under the draft, or with none.
    pub later: usize,
    /// Done after their last day or not done when it had passed, under the packs in force. Days are counted strictly.
    pub late_before: usize,
    /// The same under the draft.
    pub late_after: usize,
}

impl Turns {
    /// Whether the draft makes a difference.
    pub fn differ(&self) -> bool {
        self.appear + self.vanish + self.earlier + self.later > 0 || self.late_before != self.late_after
    }

    fn add(&mut self, other: Self) {
        self.appear += other.appear;
        self.vanish += other.vanish;
        self.earlier += other.earlier;
        self.later += other.later;
        self.late_before += other.late_before;
        self.late_after += other.late_after;
    }
}

impl App {
    /// The packs in force with some drafts in the place of those that have the same id, and with the others besides.
    ///
    /// # Errors
    /// When a stored pack cannot be read.
    pub fn drafted(&self, drafts: &[PackFiles]) -> Result<Laid, AppError> {
        let mut packs = self.decided(&*self.organisation()?)?;
        for draft in drafts {
            match packs.iter_mut().find(|known| known.id == draft.id) {
                Some(known) => *known = draft.clone(),
                None => packs.push(draft.clone()),
            }
        }
        Ok(stack(&packs))
    }

    /// Plans every case under the packs in force and under a draft, and tells in what they differ. Matters of registers
    /// are read as cases.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn simulate(&self, draft: &Stack) -> Result<Simulated, AppError> {
        let (organisation, in_force) = (self.organisation()?, self.stack());
        let today = self.local().date();
        let found = side_by_side(&self.cases_and_matters()?, THREADS, |found: &mut Simulated, case: &Id| {
            let file = self.folded(*case)?;
            let timeline = Timeline::new(&file.events, None);
            let (before, after) = (plan(&in_force, &timeline), plan(draft, &timeline));
            found.compare((&before, &after), &file, &organisation, today);
            Ok(())
        })?;
        Ok(found.into_iter().fold(Simulated::default(), Simulated::with))
    }
}

impl Simulated {
    fn compare(
        &mut self,
        (before, after): (&[Duty], &[Duty]),
        file: &CaseFile,
        organisation: &Organisation,
        today: Date,
    ) {
        let standing = |duty: &&Duty| !matches!(duty.state, DutyState::Void { .. });
        let mut known: HashMap<&str, &Duty> =
            before.iter().filter(standing).map(|duty| (duty.id.as_str(), duty)).collect();
        let pairs = after.iter().filter(standing).map(|duty| (known.remove(duty.id.as_str()), Some(duty)));
        let mut pairs: Vec<(Option<&Duty>, Option<&Duty>)> = pairs.collect();
        pairs.extend(known.into_values().map(|duty| (Some(duty), None)));
        self.cases += 1;
        let mut differs = false;
        for (before, after) in pairs {
            let Some(duty) = after.or(before) else { continue };
            let turns = turns(before, after, today);
            differs |= turns.differ();
            self.rules.entry(duty.rule()).or_default().add(turns);
            if let Some(post) = post_of(duty, file, organisation) {
                self.posts.entry(post).or_default().add(turns);
            }
        }
        self.changed += usize::from(differs);
    }

    fn with(mut self, other: Self) -> Self {
        self.cases += other.cases;
        self.changed += other.changed;
        for (rule, turns) in other.rules {
            self.rules.entry(rule).or_default().add(turns);
        }
        for (post, turns) in other.posts {
            self.posts.entry(post).or_default().add(turns);
        }
        self
    }
}

/// How one duty turns out: as it is today, and as it would be.
fn turns(before: Option<&Duty>, after: Option<&Duty>, today: Date) -> Turns {
    let open = |duty: Option<&Duty>| duty.is_some_and(Duty::is_open);
    let last = |duty: Option<&Duty>| duty.and_then(|duty| duty.due.as_ref()).map_or(Date::MAX, |due| due.strict);
    let late = |duty: Option<&Duty>| {
        let by = duty.and_then(|duty| match duty.state {
            DutyState::Open => Some(today),
            DutyState::Met { on, .. } => Some(on),
            DutyState::Void { .. } => None,
        });
        usize::from(by.is_some_and(|by| by > last(duty)))
    };
    let both = open(before) && open(after);
    Turns {
        appear: usize::from(open(after) && !open(before)),
        vanish: usize::from(open(before) && !open(after)),
        earlier: usize::from(both && last(after) < last(before)),
        later: usize::from(both && last(after) > last(before)),
        late_before: late(before),
        late_after: late(after),
    }
}

#[cfg(test)]
mod tests {
    use super::Turns;

    #[test]
    fn what_is_late_in_both_makes_no_difference() {
        assert!(!Turns { late_before: 2, late_after: 2, ..Turns::default() }.differ());
        assert!(Turns { late_before: 2, late_after: 1, ..Turns::default() }.differ());
        assert!(Turns { later: 1, ..Turns::default() }.differ());
    }
}
