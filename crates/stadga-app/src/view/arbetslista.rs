//! Min dag: what the law and the routines say must happen, less what has happened.

use super::arende::LISTED;
use crate::load::Loaded;
use crate::view::{DraftLine, StandIn};
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Ground, Holder, Reach, shows, whole_case};
use stadga_core::command::Access;
use stadga_core::state::Organisation;
use stadga_core::{Ctx, Id, Source};
use stadga_rules::{Duty, Explanation};
use stadga_store::{Why, WorkQuery, WorkRow};
use std::collections::{HashMap, HashSet};

/// One duty on a list: when, what, about whom, and why.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkItem {
    /// The duty.
    pub id: String,
    /// The rule, as `pack:key`.
    pub rule: String,
    /// What is to be done: a verb first.
    pub title: String,
    /// The rule in a sentence.
    pub why: String,
    /// Where it comes from.
    pub source: Source,
    /// The last day, counted strictly.
    pub due: Option<Date>,
    /// The last day, moved as the law lets it be.
    pub legal: Option<Date>,
    /// The word of urgency where there is no number.
    pub word: Option<String>,
    /// How the date was reached, and which pack says so.
    pub explanation: Explanation,
    /// The case.
    pub case: Id,
    /// What the act is about: the case or an assignment.
    pub target: Id,
    /// The case's number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The use case that does it.
    pub action: Option<String>,
    /// The words on the button.
    pub button: Option<String>,
    /// Whether it stands on the list of the one who looks.
    pub mine: bool,
    /// Why it stands there.
    pub on_list: Option<Why>,
    /// Who is to do it.
    pub owners: Vec<String>,
    /// Whether only reception's page of the case is reached.
    pub desk: bool,
}

/// Something that has happened in one's cases.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Recent {
    /// The day.
    pub on: Date,
    /// What, by its label.
    pub what: String,
    /// Who did it.
    pub who: String,
    /// The case or assignment to open.
    pub target: Id,
    /// Whether the target is an assignment.
    pub assignment: bool,
    /// The person's name.
    pub person: String,
    /// Whether only reception's page of the case is reached.
    pub desk: bool,
}

/// Everything on Min dag.
#[derive(Clone, Debug)]
pub struct MyDay {
    /// Today.
    pub today: Date,
    /// What is to be done, by day and consequence.
    pub items: Vec<WorkItem>,
    /// What is somebody's who is absent, for each that one stands in for.
    pub standing_in: Vec<StandIn>,
    /// What others are to do in what one reaches.
    pub waiting: Vec<WorkItem>,
    /// Drafts.
    pub drafts: Vec<DraftLine>,
    /// What others have done lately.
    pub recent: Vec<Recent>,
}

/// How far back "hänt sedan sist" looks, in days.
const RECENT_DAYS: i32 = 7;
/// How many lines of it.
const RECENT_LINES: usize = 8;

/// Whether a duty is late on a day; computed when read, never stored.
pub fn late(item: &WorkItem, today: Date) -> bool {
    item.due.is_some_and(|due| due < today)
}

impl App {
    /// Min dag.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn my_day(&self, ctx: &Ctx) -> Result<MyDay, AppError> {
        let reach = Reach::of(&ctx.actor, ctx.today);
        let query = |mine| WorkQuery { mine, until: None, include_waiting: false, limit: LISTED };
        let organisation = self.organisation()?;
        let mut lists = Lists { app: self, ctx, organisation: &organisation, cases: HashMap::new() };
        let mine = self.store().work_list(&reach.own(), &query(true))?;
        let all = self.store().work_list(&reach.own(), &query(false))?;
        let items = lists.items(&mine)?;
        let own: HashSet<(Id, &str)> = mine.iter().map(|row| (row.case, row.id.as_str())).collect();
        let others: Vec<WorkRow> = all.into_iter().filter(|row| !own.contains(&(row.case, row.id.as_str()))).collect();
        let waiting = lists.items(&others)?;
        let standing_in = lists.standing_in(&reach, &query(true), &own)?;
        let recent = lists.recent()?;
        let mut subjects: Vec<Id> = lists.cases.keys().copied().collect();
        subjects.sort();
        let day = MyDay { today: ctx.today, items, standing_in, waiting, drafts: self.drafts(ctx)?, recent };
        self.shown(ctx, "min_dag.visa", subjects, day)
    }

    /// The open duties of a case that the user reaches, soonest first.
    pub(crate) fn items_of(&self, ctx: &Ctx, loaded: &Loaded, person: &str) -> Result<Vec<WorkItem>, AppError> {
        let organisation = self.organisation()?;
        let rows = crate::duties::duty_rows(&loaded.duties, loaded.case, &loaded.file, &organisation);
        let reach = Reach::of(&ctx.actor, ctx.today);
        let reached = |subject: Id| !reach.grounds(&loaded.grants(subject)).is_empty();
        let mut items = Vec::new();
        for (duty, row) in loaded.duties.iter().zip(&rows) {
            if !duty.is_open() || duty.opens_on > ctx.today || !reached(row.subject) {
                continue;
            }
            let stands = row.owners.iter().filter(|owner| owner.from <= ctx.today);
            let own = stands.into_iter().find(|owner| names(&owner.holder, &reach)).map(|owner| owner.why);
            let mut item = item(self, ctx, duty, loaded, person);
            item.mine = own.is_some();
            item.on_list = own;
            item.owners = row
                .owners
                .iter()
                .filter(|owner| owner.why != Why::Escalated)
                .map(|owner| holder(&owner.holder, &organisation, ctx.today))
                .collect();
            items.push(item);
        }
        items.sort_by(|a, b| (a.due.is_some(), a.due, &a.id).cmp(&(b.due.is_some(), b.due, &b.id)));
        Ok(items)
    }
}

fn names(holder: &Holder, reach: &Reach) -> bool {
    reach.holders().contains(holder)
}

/// A person by name; a post by whoever holds it alone, else by role and unit.
fn holder(holder: &Holder, organisation: &Organisation, on: Date) -> String {
    let post = match holder {
        Holder::User(user) | Holder::Named(user, _) => return organisation.user_name(*user).to_owned(),
        Holder::Post(post) => post,
    };
    match organisation.holders(post.role, post.unit, on).as_slice() {
        [only] => only.name.clone(),
        _ => format!("{}, {}", post.role.label(), organisation.unit_name(post.unit)),
    }
}

/// Whether somebody who reaches the subject on these grounds may do the act; a button never leads to a closed door.
fn may(ctx: &Ctx, loaded: &Loaded, target: Id, action: &str) -> bool {
    let Some(access) = crate::cases::find(action).map(|case| case.access) else { return false };
    let on = if matches!(access, Access::Case(_)) { loaded.case } else { target };
    loaded.grounds(ctx, on).iter().any(|ground| access.grounds().contains(ground))
}

fn item(app: &App, ctx: &Ctx, duty: &Duty, loaded: &Loaded, person: &str) -> WorkItem {
    let target = duty.assignment.unwrap_or(loaded.case);
    let action = duty.action.clone().filter(|action| may(ctx, loaded, target, action));
    WorkItem {
        id: duty.id.clone(),
        rule: format!("{}:{}", duty.pack, duty.key),
        title: duty.title.clone(),
        why: duty.why.clone(),
        source: duty.source.clone(),
        due: duty.due.as_ref().map(|due| due.strict),
        legal: duty.due.as_ref().map(|due| due.legal),
        word: duty.word.map(|word| word.label().to_owned()),
        explanation: stadga_rules::explain(&app.stack(), duty),
        case: loaded.case,
        target,
        number: loaded.number.clone(),
        person: person.to_owned(),
        action,
        button: duty.button.clone(),
        mine: true,
        on_list: None,
        owners: Vec::new(),
        desk: at_desk(&loaded.grounds(ctx, loaded.case)),
    }
}

/// Whether these grounds open reception's page of a case, and not the case.
fn at_desk(grounds: &[Ground]) -> bool {
    grounds.contains(&Ground::Mottagning) && !whole_case(grounds)
}

/// Cases read while a list is made, each once.
struct Lists<'a> {
    app: &'a App,
    ctx: &'a Ctx,
    organisation: &'a Organisation,
    cases: HashMap<Id, (Loaded, String)>,
}

impl Lists<'_> {
    /// What falls on the user of what is theirs who are absent.
    fn standing_in(
        &mut self,
        reach: &Reach,
        query: &WorkQuery,
        own: &HashSet<(Id, &str)>,
    ) -> Result<Vec<StandIn>, AppError> {
        let mut absent: Vec<Id> = reach.lent.iter().map(|lent| lent.from).collect();
        absent.dedup();
        let mut all = Vec::new();
        for user in absent {
            let Some(absence) = self.organisation.absence(user, reach.on) else { continue };
            let share = self.app.share(absence, reach.user, reach.on)?;
            let falls = |row: &WorkRow| {
                share.as_ref().is_none_or(|share| share.contains(&row.case))
                    && !own.contains(&(row.case, row.id.as_str()))
            };
            let rows = self.app.store().work_list(&reach.lent_by(user), query)?;
            let rows: Vec<WorkRow> = rows.into_iter().filter(falls).collect();
            let others = absence.stand_ins.iter().filter(|other| **other != reach.user);
            all.push(StandIn {
                name: self.organisation.user_name(user).to_owned(),
                until: absence.to,
                shared_with: others.map(|other| self.organisation.user_name(*other).to_owned()).collect(),
                items: self.items(&rows)?,
            });
        }
        Ok(all)
    }

    fn items(&mut self, rows: &[WorkRow]) -> Result<Vec<WorkItem>, AppError> {
        let mut items = Vec::with_capacity(rows.len());
        for row in rows {
            if !self.cases.contains_key(&row.case) {
                self.cases.insert(row.case, (self.app.load_case(row.case)?, row.name.clone()));
            }
            let Some((loaded, name)) = self.cases.get(&row.case) else { continue };
            let Some(duty) = loaded.duties.iter().find(|duty| duty.id == row.id) else { continue };
            let mut item = item(self.app, self.ctx, duty, loaded, name);
            item.on_list = row.why;
            item.mine = row.why.is_some();
            item.owners = self.owners(duty, loaded);
            items.push(item);
        }
        Ok(items)
    }

    fn owners(&self, duty: &Duty, loaded: &Loaded) -> Vec<String> {
        let rows = crate::duties::duty_rows(std::slice::from_ref(duty), loaded.case, &loaded.file, self.organisation);
        let owners = rows.iter().flat_map(|row| &row.owners).filter(|owner| owner.why != Why::Escalated);
        owners.map(|owner| holder(&owner.holder, self.organisation, self.ctx.today)).collect()
    }

    /// What others have done in the cases at hand these last days: labels and dates, never text.
    fn recent(&self) -> Result<Vec<Recent>, AppError> {
        let reach = Reach::of(&self.ctx.actor, self.ctx.today);
        let mut recent = Vec::new();
        for (loaded, name) in self.cases.values() {
            let mut told = HashSet::new();
            for event in loaded.file.events.iter().rev().take(RECENT_LINES) {
                let days = event.occurred_on.until(self.ctx.today).map_or(0, |span| span.get_days());
                let own = event.signature.user == self.ctx.actor.user;
                let grounds = reach.grounds(&loaded.grants(event.subject));
                if own || days > RECENT_DAYS || grounds.is_empty() || !shows(&event.fact, &grounds) {
                    continue;
                }
                // One act may record several facts; it is told once.
                if !told.insert(event.command) {
                    continue;
                }
                recent.push((
                    event.position,
                    Recent {
                        on: event.occurred_on,
                        what: event.fact.label().to_owned(),
                        who: self.organisation.user_name(event.signature.user).to_owned(),
                        target: event.subject,
                        assignment: event.subject != loaded.case,
                        person: name.clone(),
                        desk: at_desk(&grounds),
                    },
                ));
            }
        }
        recent.sort_by_key(|(position, _)| std::cmp::Reverse(*position));
        Ok(recent.into_iter().take(RECENT_LINES).map(|(_, row)| row).collect())
    }
}
