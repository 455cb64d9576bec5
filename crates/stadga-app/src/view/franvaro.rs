//! Who is away, who stands in, and what a stand-in does meanwhile.

use super::WorkItem;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::Holder;
use stadga_core::command::absence::may_register;
use stadga_core::ctx::Post;
use stadga_core::state::{Absence, Organisation, named_in_cases};
use stadga_core::{Ctx, Id};
use std::collections::HashSet;

/// What is somebody's who is absent, on the list of one who stands in.
#[derive(Clone, Debug)]
pub struct StandIn {
    /// Who is absent.
    pub name: String,
    /// Last day, inclusive.
    pub until: Date,
    /// The others who share the list.
    pub shared_with: Vec<String>,
    /// What is to be done.
    pub items: Vec<WorkItem>,
}

/// Somebody who is away, or will be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsenceLine {
    /// The absence.
    pub absence: Id,
    /// Who.
    pub name: String,
    /// First day, inclusive.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// Those who stand in.
    pub stand_ins: Vec<String>,
    /// How many cases name the absent one.
    pub cases: usize,
    /// Whether it lasts today.
    pub now: bool,
}

/// Everything on the page of absence.
#[derive(Clone, Debug)]
pub struct AbsencePage {
    /// Today.
    pub today: Date,
    /// Those who are away or will be, the first day first.
    pub lines: Vec<AbsenceLine>,
    /// Whether the user registers it for others too.
    pub head: bool,
}

impl App {
    /// Who is away in what the user answers for, and the user's own days.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn absence_page(&self, ctx: &Ctx) -> Result<AbsencePage, AppError> {
        let organisation = self.organisation()?;
        let mine = |absence: &&Absence| absence.to >= ctx.today && may_register(&organisation, absence.user, ctx);
        let mut lines = Vec::new();
        for absence in organisation.absences.iter().filter(mine) {
            lines.push(AbsenceLine {
                absence: absence.id,
                name: organisation.user_name(absence.user).to_owned(),
                from: absence.from,
                to: absence.to,
                stand_ins: absence.stand_ins.iter().map(|user| organisation.user_name(*user).to_owned()).collect(),
                cases: self.named_in(&organisation, absence, ctx.today)?.len(),
                now: absence.lasts(ctx.today),
            });
        }
        lines.sort_by(|a, b| (a.from, &a.name).cmp(&(b.from, &b.name)));
        let head = absent_choices(&organisation, ctx).len() > 1;
        self.shown(ctx, "franvaro.visa", Vec::new(), AbsencePage { today: ctx.today, lines, head })
    }

    /// The absences the user may change, and what stands in them now: for the form.
    pub fn absence_known(&self, ctx: &Ctx, stated: &str) -> Result<Option<Absence>, AppError> {
        let organisation = self.organisation()?;
        let mut known = organisation.absences.iter().filter(|absence| may_register(&organisation, absence.user, ctx));
        Ok(known.find(|absence| absence.id.to_string() == stated).cloned())
    }

    /// The cases of an absence that fall on a stand-in on a day. Those present share them evenly, each
    /// case to the same one as long as nobody else comes or goes.
    pub(crate) fn share(&self, absence: &Absence, user: Id, on: Date) -> Result<Option<HashSet<Id>>, AppError> {
        let organisation = self.organisation()?;
        let present: Vec<Id> = present(&organisation, absence, on);
        let Some(place) = present.iter().position(|stand_in| *stand_in == user) else {
            return Ok(Some(HashSet::new()));
        };
        if present.len() == 1 {
            return Ok(None);
        }
        let cases = self.named_in(&organisation, absence, absence.from)?;
        let own = cases.into_iter().enumerate().filter(|(at, _)| at % present.len() == place);
        Ok(Some(own.map(|(_, case)| case).collect()))
    }

    fn named_in(&self, organisation: &Organisation, absence: &Absence, since: Date) -> Result<Vec<Id>, AppError> {
        let mut cases: Vec<Id> = Vec::new();
        for post in posts(organisation, absence.user, since).into_iter().filter(|post| named_in_cases(post.role)) {
            for case in self.store().named_cases(&Holder::Named(absence.user, post), since)? {
                if !cases.contains(&case) {
                    cases.push(case);
                }
            }
        }
        Ok(cases)
    }
}

/// Those who stand in and are at work that day.
fn present(organisation: &Organisation, absence: &Absence, on: Date) -> Vec<Id> {
    let here = |user: &&Id| organisation.absence(**user, on).is_none();
    absence.stand_ins.iter().filter(here).copied().collect()
}

fn posts(organisation: &Organisation, user: Id, on: Date) -> Vec<Post> {
    organisation.users.get(&user).map(|user| user.posts(on)).unwrap_or_default()
}

/// Those the user may register days away for, by name.
pub fn absent_choices(organisation: &Organisation, ctx: &Ctx) -> Vec<(Id, String)> {
    let may = |user: &&stadga_core::state::User| {
        !user.posts(ctx.today).is_empty() && may_register(organisation, user.id, ctx)
    };
    let mut all: Vec<(Id, String)> =
        organisation.users.values().filter(may).map(|user| (user.id, user.name.clone())).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}

/// Those who hold a post that somebody the user answers for holds, by name: who can stand in.
pub fn stand_in_choices(organisation: &Organisation, ctx: &Ctx, absent: Option<Id>) -> Vec<(Id, String)> {
    let absent = match absent {
        Some(user) => vec![user],
        None => absent_choices(organisation, ctx).into_iter().map(|(user, _)| user).collect(),
    };
    let wanted: Vec<Post> = absent.iter().flat_map(|user| posts(organisation, *user, ctx.today)).collect();
    let suits = |user: &&stadga_core::state::User| {
        user.posts(ctx.today).iter().any(|post| named_in_cases(post.role) && wanted.contains(post))
    };
    let only = (absent.len() == 1).then(|| absent.first().copied()).flatten();
    let suited = organisation.users.values().filter(suits).filter(|user| Some(user.id) != only);
    let mut all: Vec<(Id, String)> = suited.map(|user| (user.id, user.name.clone())).collect();
    all.sort_by(|a, b| a.1.cmp(&b.1));
    all
}
