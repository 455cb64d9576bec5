//! The unit as its head sees it: what is late, what is to be given to somebody, who has how much, and how long
//! people wait for their first decision (FL 9 §).

use super::arende::LISTED;
use super::lista::Lists;
use super::{AssignmentLine, WorkItem};
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::fact::organisation::Roll;
use stadga_core::{Ctx, Id};
use stadga_rules::Weight;
use stadga_store::{Anybodys, AssignmentFilter, CaseFilter, WorkRow};
use std::collections::BTreeMap;

/// The acts by which a head gives out what has come.
const GIVES_OUT: &[&str] = &["handlaggare.utse", "uppdrag.ta_emot", "behandlare.utse"];
/// How much of what is late the page shows when nobody asks for the rest.
const LATE: u32 = 25;

/// What the beginning of an insats is called in the log.
const BEGINS: &str = "insats.paborjad";
/// How many days before the last one the head sees what has not begun: two of three months have passed.
const WARNED_BEFORE: i32 = 31;

/// Everything on the page of the unit.
#[derive(Clone, Debug)]
pub struct UnitPage {
    /// Today.
    pub today: Date,
    /// What is to be taken on or given to somebody.
    pub incoming: Vec<WorkItem>,
    /// What is late, the latest first.
    pub late: Vec<WorkItem>,
    /// How much is late in all.
    pub late_in_all: usize,
    /// What somebody's liberty hangs on, the first day first. Empty at a provider.
    pub liberty: Vec<WorkItem>,
    /// What was granted and has not begun, when its last day is near or has passed (SoL 34:1). Empty at a provider.
    pub not_begun: Vec<WorkItem>,
    /// Open cases by caseworker, by name; none are nobody's yet. Empty at a provider.
    pub load: Vec<UnitLoad>,
    /// The assignments, at a provider.
    pub assignments: Vec<AssignmentLine>,
    /// What is still with somebody who no longer holds the post it was given to them in.
    pub left_behind: Vec<LeftBehind>,
    /// How long people waited.
    pub pace: Option<Pace>,
}

/// A case or an assignment that is with somebody who has left.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftBehind {
    /// The case, or the assignment at a provider.
    pub subject: Id,
    /// The case.
    pub case: Id,
    /// The person.
    pub person: String,
    /// Who has left.
    pub who: String,
}

/// How much one caseworker has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnitLoad {
    /// Who; none where nobody is named.
    pub name: Option<String>,
    /// How many open cases.
    pub cases: u32,
    /// How many of them fall due within a week.
    pub this_week: u32,
}

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
    /// The page of the unit; with all that is late when that is asked for.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit.
    pub fn unit_page(&self, ctx: &Ctx, all: bool) -> Result<UnitPage, AppError> {
        const WHAT: &str = "enhet.visa";
        let role = ctx.actor.post.role;
        if !matches!(role, Roll::Enhetschef | Roll::Utforarchef) {
            return self.nothing(ctx, WHAT);
        }
        let assignments = if role == Roll::Utforarchef { self.assignments(ctx)? } else { Vec::new() };
        let (page, subjects) = self.store().at_one_moment(|| self.unit_of(ctx, all, assignments))??;
        self.shown(ctx, WHAT, subjects, page)
    }

    /// The page of the unit, and the cases it names.
    fn unit_of(&self, ctx: &Ctx, all: bool, assignments: Vec<AssignmentLine>) -> Result<(UnitPage, Vec<Id>), AppError> {
        let at_provider = ctx.actor.post.role == Roll::Utforarchef;
        let reach = Reach::of(ctx).off_duty();
        let organisation = self.organisation()?;
        let most = if all { LISTED } else { LATE };
        let (late, late_in_all) = self.store().anybodys(&reach.own(), Anybodys::Late, most)?;
        let [incoming, mut not_begun, liberty] = self.of_rules(&reach, at_provider)?;
        let soon = ctx.today.saturating_add(WARNED_BEFORE.days());
        not_begun.retain(|row| row.due_strict.is_some_and(|due| due <= soon));
        let rows: Vec<&WorkRow> = late.iter().chain(&incoming).chain(&not_begun).chain(&liberty).collect();
        let lists = Lists::of(self, ctx, &organisation, &rows, &[])?;
        let mut incoming = lists.items(&incoming);
        // What somebody else gives out is not this head's to give.
        incoming.retain(|item| item.action.is_some());
        let week = ctx.today.saturating_add(7.days());
        let load = if at_provider { Vec::new() } else { self.store().case_load(&reach, week)? };
        let left_behind = self.left_behind(&reach, ctx, &load)?;
        let mut load: Vec<UnitLoad> = load
            .into_iter()
            .map(|(user, cases, this_week)| {
                let name = user.map(|user| organisation.user_name(user).to_owned());
                UnitLoad { name, cases, this_week }
            })
            .collect();
        load.sort_by(|a, b| a.name.cmp(&b.name));
        let page = UnitPage {
            today: ctx.today,
            incoming,
            liberty: lists.items(&liberty),
            not_begun: lists.items(&not_begun),
            late: lists.items(&late),
            late_in_all: late_in_all as usize,
            load,
            assignments,
            left_behind,
            pace: if at_provider { None } else { self.pace(ctx)? },
        };
        let mut subjects = lists.subjects();
        subjects.extend(page.left_behind.iter().map(|left| left.case));
        subjects.sort_unstable();
        subjects.dedup();
        Ok((page, subjects))
    }

    /// What is to be given out, begun, and done where somebody's liberty is at stake; a provider has only the first.
    /// Asked for at once: a head's unit has thousands of duties, and most are none of these.
    fn of_rules(&self, reach: &Reach, at_provider: bool) -> Result<[Vec<WorkRow>; 3], AppError> {
        let stack = self.stack();
        let mut kinds = [stack.rules_for(GIVES_OUT), Vec::new(), Vec::new()];
        if !at_provider {
            kinds[1] = stack.rules_met_by(BEGINS);
            kinds[2] = stack.rules_of(Weight::Frihet);
        }
        let all = kinds.concat();
        let (rows, _) = self.store().anybodys(&reach.own(), Anybodys::OfRules(&all), LISTED * 3)?;
        Ok(kinds.map(|rules| rows.iter().filter(|row| rules.contains(&row.rule)).cloned().collect()))
    }

    /// Who has left the unit with something still with them, and how much: for its head, who gives it to somebody else.
    /// Empty for everybody else.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn leavers(&self, ctx: &Ctx) -> Result<Vec<(String, usize)>, AppError> {
        let reach = Reach::of(ctx).off_duty();
        let load = match ctx.actor.post.role {
            Roll::Enhetschef => self.store().case_load(&reach, ctx.today)?,
            Roll::Utforarchef => Vec::new(),
            _ => return Ok(Vec::new()),
        };
        let mut many: BTreeMap<String, usize> = BTreeMap::new();
        for left in self.left_behind(&reach, ctx, &load)? {
            *many.entry(left.who).or_default() += 1;
        }
        Ok(many.into_iter().collect())
    }

    /// What is still with those who no longer hold a post in the unit.
    fn left_behind(
        &self,
        reach: &Reach,
        ctx: &Ctx,
        load: &[(Option<Id>, u32, u32)],
    ) -> Result<Vec<LeftBehind>, AppError> {
        let organisation = self.organisation()?;
        let unit = ctx.actor.post.unit;
        let gone =
            |user: &Id, role| organisation.users.get(user).is_none_or(|known| !known.holds(role, unit, ctx.today));
        let name = |user: Id| organisation.user_name(user).to_owned();
        let mut left = Vec::new();
        if ctx.actor.post.role == Roll::Utforarchef {
            let filter = AssignmentFilter { unit: Some(unit), limit: LISTED, ..AssignmentFilter::default() };
            for listed in self.store().assignment_list(reach, &filter)? {
                let row = &listed.row;
                left.extend(row.therapists.iter().filter(|user| gone(user, Roll::Behandlare)).map(|user| LeftBehind {
                    subject: row.subject,
                    case: row.case,
                    person: listed.name.clone(),
                    who: name(*user),
                }));
            }
            return Ok(left);
        }
        for user in load.iter().filter_map(|(user, _, _)| *user).filter(|user| gone(user, Roll::Socialsekreterare)) {
            let filter =
                CaseFilter { unit: Some(unit), caseworker: Some(user), limit: LISTED, ..CaseFilter::default() };
            for listed in self.store().case_list(reach, &filter)? {
                let case = listed.row.subject;
                left.push(LeftBehind { subject: case, case, person: listed.name.clone(), who: name(user) });
            }
        }
        Ok(left)
    }

    /// The pace of the unit the actor works in, over a year back from today; none before the first decision.
    /// Only cases within the actor's reach count, and the answer names nobody.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn pace(&self, ctx: &Ctx) -> Result<Option<Pace>, AppError> {
        let since = ctx.today.saturating_sub(1.year());
        let days = self.store().pace(&Reach::of(ctx), ctx.actor.post.unit, since)?;
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
