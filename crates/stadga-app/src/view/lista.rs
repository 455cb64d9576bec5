//! From rows to lists: what the store has laid down, in the words of the packs in force. No case is read.

use super::arbetslista::hours_left;
use super::{Recent, WorkItem};
use crate::duties::{is_liberty, steps};
use crate::{App, AppError};
use jiff::ToSpan;
use stadga_core::access::{Ground, Holder, Reach, shows, shows_named, whole_case};
use stadga_core::command::Access;
use stadga_core::state::Organisation;
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::Stack;
use stadga_store::{Lately, WorkRow};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// How far back "hänt sedan sist" looks, in days.
const RECENT_DAYS: i32 = 7;
/// How many lines of it.
const RECENT_LINES: usize = 8;
/// Of how many of the last events of each case or assignment.
const OF_EACH: u32 = 4;
/// Of how many events the lines are chosen: one act may record several, and not all are shown.
const CHOSEN_OF: u32 = 40;

/// What the rows of some lists are told with, looked up once for all of them.
pub(super) struct Lists<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    organisation: &'a Organisation,
    /// The same where somebody is protected; made only when one of the rows needs it.
    veiled: Option<Organisation>,
    stack: Arc<Stack>,
    grounds: HashMap<Id, Vec<Ground>>,
    cases: Vec<Id>,
}

impl<'a> Lists<'a> {
    /// What it takes to tell these rows and these events.
    pub(super) fn of(
        app: &'a App,
        ctx: &'a Ctx,
        organisation: &'a Organisation,
        rows: &[&WorkRow],
        lately: &[Lately],
    ) -> Result<Self, AppError> {
        let of_rows = rows.iter().flat_map(|row| [row.case, row.target]);
        let streams: Vec<Id> = of_rows.chain(lately.iter().map(|line| line.subject)).collect();
        let grounds = app.store().grounds(&Reach::of(ctx), &streams)?;
        let mut cases: Vec<Id> = rows.iter().map(|row| row.case).collect();
        cases.sort_unstable();
        cases.dedup();
        let veiled = rows.iter().any(|row| row.protected).then(|| organisation.veiled());
        Ok(Self { app, ctx, organisation, veiled, stack: app.stack(), grounds, cases })
    }

    /// The cases that the rows name.
    pub(super) fn subjects(&self) -> Vec<Id> {
        self.cases.clone()
    }

    fn grounds(&self, stream: Id) -> &[Ground] {
        self.grounds.get(&stream).map_or(&[], Vec::as_slice)
    }

    /// The rows told. One whose rule is in no pack in force is left out: it is planned anew.
    pub(super) fn items(&self, rows: &[WorkRow]) -> Vec<WorkItem> {
        rows.iter().filter_map(|row| self.item(row)).collect()
    }

    fn item(&self, row: &WorkRow) -> Option<WorkItem> {
        let told = self.stack.told(&row.rule)?;
        let (on_case, on_target) = (self.grounds(row.case), self.grounds(row.target));
        let organisation = self.veiled.as_ref().filter(|_| row.protected).unwrap_or(self.organisation);
        let explanation = told.explain(row.trigger_on, steps(&row.receipt));
        Some(WorkItem {
            id: row.id.clone(),
            rule: row.rule.clone(),
            title: told.title.clone(),
            why: explanation.why.clone(),
            source: told.source().clone(),
            due: row.due_strict,
            legal: row.due_legal,
            word: row.word.clone(),
            liberty: is_liberty(row.weight),
            hours_left: if is_liberty(row.weight) && row.word.is_none() {
                hours_left(self.ctx.now, row.due_strict)
            } else {
                None
            },
            explanation,
            case: row.case,
            target: row.target,
            number: row.number.map(|number| number.to_string()).unwrap_or_default(),
            person: self.about(&row.name, row.register.as_deref()),
            matter: row.register.is_some(),
            action: told.action.clone().filter(|action| may(action, on_case, on_target)),
            button: told.button.clone(),
            mine: row.why.is_some(),
            on_list: row.why,
            owners: row.owners.iter().map(|owner| holder(owner, organisation, self.ctx.today)).collect(),
            desk: at_desk(on_case),
        })
    }

    /// Whom a row is about: the person, or what the register is called where there is none.
    fn about(&self, name: &str, register: Option<&str>) -> String {
        match register {
            Some(key) => self.app.register_name(key),
            None => name.to_owned(),
        }
    }

    /// What of this may be shown, each act once, and no more than there is room for.
    pub(super) fn chosen(&self, lately: Vec<Lately>) -> Result<Vec<Lately>, AppError> {
        let mut told = HashSet::new();
        let mut chosen = Vec::new();
        for line in lately {
            let grounds = self.grounds(line.subject);
            if grounds.is_empty() || told.contains(&(line.case, line.command)) || !self.shows(&line, grounds)? {
                continue;
            }
            told.insert((line.case, line.command));
            chosen.push(line);
            if chosen.len() == RECENT_LINES {
                break;
            }
        }
        Ok(chosen)
    }

    /// The lines that were chosen, told: labels and dates, never text.
    pub(super) fn recent(&self, chosen: &[Lately]) -> Result<Vec<Recent>, AppError> {
        let cases: Vec<Id> = chosen.iter().map(|line| line.case).collect();
        let about = self.app.store().about(&cases)?;
        let told = |line: &Lately| {
            let about = about.get(&line.case)?;
            let label = Fact::NAMES.iter().find(|(name, _)| *name == line.what).map(|(_, label)| *label);
            Some(Recent {
                on: line.on,
                what: label.unwrap_or_default().to_owned(),
                who: self.organisation.user_name(line.actor).to_owned(),
                target: line.subject,
                assignment: line.subject != line.case,
                matter: about.register.is_some(),
                person: self.about(&about.name, about.register.as_deref()),
                desk: at_desk(self.grounds(line.subject)),
            })
        };
        Ok(chosen.iter().filter_map(told).collect())
    }

    /// By its name where that is enough; a provider's note is opened to see whether it was handed on.
    fn shows(&self, line: &Lately, grounds: &[Ground]) -> Result<bool, AppError> {
        match shows_named(&line.what, grounds) {
            Some(shown) => Ok(shown),
            None => Ok(self.app.store().fact(line.event)?.is_some_and(|fact| shows(&fact, grounds))),
        }
    }
}

impl App {
    /// What others have done these last days in the cases that name the user, and in those on a list.
    pub(super) fn lately(&self, reach: &Reach, rows: &[&WorkRow]) -> Result<Vec<Lately>, AppError> {
        let streams: Vec<Id> = rows.iter().flat_map(|row| [row.case, row.target]).collect();
        let since = reach.on.saturating_sub(RECENT_DAYS.days());
        Ok(self.store().lately(reach, &streams, since, (OF_EACH, CHOSEN_OF))?)
    }
}

/// A person by name; a post by whoever holds it alone, else by role and unit.
pub(super) fn holder(holder: &Holder, organisation: &Organisation, on: jiff::civil::Date) -> String {
    let post = match holder {
        Holder::User(user) | Holder::Named(user, _) => return organisation.user_name(*user).to_owned(),
        Holder::Post(post) => post,
        // Nothing is anybody's because they are kept out.
        Holder::Apart(..) => return String::new(),
        Holder::OnDuty(unit) => return format!("Jouren, {}", organisation.unit_name(*unit)),
    };
    match organisation.holders(post.role, post.unit, on).as_slice() {
        [only] => only.name.clone(),
        _ => format!("{}, {}", post.role.label(), organisation.unit_name(post.unit)),
    }
}

/// Whether somebody who reaches a case and what an act is about on these grounds may do it; a button never
/// leads to a closed door.
pub(super) fn may(action: &str, on_case: &[Ground], on_target: &[Ground]) -> bool {
    let Some(access) = crate::cases::find(action).map(|case| case.access) else { return false };
    let grounds = if matches!(access, Access::Case(_)) { on_case } else { on_target };
    grounds.iter().any(|ground| access.grounds().contains(ground))
}

/// Whether these grounds open reception's page of a case, and not the case.
pub(super) fn at_desk(grounds: &[Ground]) -> bool {
    grounds.contains(&Ground::Mottagning) && !whole_case(grounds)
}
