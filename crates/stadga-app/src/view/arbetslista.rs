//! Min dag: what the law and the routines say must happen, less what has happened.

use super::arende::LISTED;
use super::lista::{Lists, at_desk, holder, may};
use crate::load::Loaded;
use crate::view::{DraftLine, MyMeeting, StandIn};
use crate::{App, AppError};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use stadga_core::access::{Holder, Reach};
use stadga_core::calendar::stockholm;
use stadga_core::state::Organisation;
use stadga_core::{Ctx, Id, Source};
use stadga_rules::{Duty, Explanation, Weight};
use stadga_store::{Anybodys, Why, WorkQuery, WorkRow};
use std::collections::HashSet;

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
    /// Somebody's liberty is at stake: it stands first on every list.
    pub liberty: bool,
    /// The hours left of the last day, when somebody's liberty hangs on it and less than two days remain.
    pub hours_left: Option<i64>,
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
    /// Whether it is a matter of a register, and no case of a person's.
    pub matter: bool,
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
    /// Whether the target is a matter of a register.
    pub matter: bool,
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
    /// What others are to do in what one reaches, the first days first.
    pub waiting: Vec<WorkItem>,
    /// How many there are of it.
    pub waiting_in_all: usize,
    /// One's own meetings, today and the days that come.
    pub meetings: Vec<MyMeeting>,
    /// Drafts.
    pub drafts: Vec<DraftLine>,
    /// What others have done lately.
    pub recent: Vec<Recent>,
}

/// How much of what waits for others Min dag shows when nobody asks for the rest.
const WAITING: u32 = 20;
/// How far ahead Min dag shows meetings, in days: all of the strip.
const MEETING_DAYS: i32 = 16;

/// Whether a duty is late on a day; computed when read, never stored.
pub fn late(item: &WorkItem, today: Date) -> bool {
    item.due.is_some_and(|due| due < today)
}

impl App {
    /// Min dag, with the first of what waits for others.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn my_day(&self, ctx: &Ctx) -> Result<MyDay, AppError> {
        self.day(ctx, WAITING)
    }

    /// Min dag, with all that waits for others.
    ///
    /// # Errors
    /// As [`App::my_day`].
    pub fn my_whole_day(&self, ctx: &Ctx) -> Result<MyDay, AppError> {
        self.day(ctx, LISTED)
    }

    fn day(&self, ctx: &Ctx, most: u32) -> Result<MyDay, AppError> {
        let (day, subjects) = self.store().at_one_moment(|| self.day_of(ctx, most))??;
        self.shown(ctx, "min_dag.visa", subjects, day)
    }

    /// Min dag, and the cases it names.
    fn day_of(&self, ctx: &Ctx, most: u32) -> Result<(MyDay, Vec<Id>), AppError> {
        let reach = Reach::of(ctx).off_duty();
        let organisation = self.organisation()?;
        let query = WorkQuery { mine: true, until: None, include_waiting: false, limit: LISTED };
        let mine = self.store().work_list(&reach.own(), &query)?;
        let absent = self.lent_rows(&organisation, &reach, &query, &mine)?;
        let (others, in_all) = self.store().anybodys(&reach.own(), Anybodys::Others, most)?;

        let all: Vec<&WorkRow> = mine.iter().chain(absent.iter().flat_map(|(_, rows)| rows)).collect();
        let lately = self.lately(&reach, &all)?;
        let rows: Vec<&WorkRow> = all.into_iter().chain(&others).collect();
        let lists = Lists::of(self, ctx, &organisation, &rows, &lately)?;
        let stand_in = |(stand_in, rows): (StandIn, Vec<WorkRow>)| StandIn { items: lists.items(&rows), ..stand_in };
        let meetings = self.meetings(ctx, ctx.today, ctx.today.saturating_add(MEETING_DAYS.days()))?;
        let lately = lists.chosen(lately)?;
        let mut subjects = lists.subjects();
        subjects.extend(lately.iter().map(|line| line.case));
        subjects.extend(meetings.iter().map(|meeting| meeting.target));
        subjects.sort();
        subjects.dedup();
        let day = MyDay {
            today: ctx.today,
            items: lists.items(&mine),
            standing_in: absent.into_iter().map(stand_in).collect(),
            waiting: lists.items(&others),
            waiting_in_all: in_all as usize,
            meetings,
            drafts: self.drafts(ctx)?,
            recent: lists.recent(&lately)?,
        };
        Ok((day, subjects))
    }

    /// What falls on the user of what is theirs who are absent, with rows and no items yet.
    fn lent_rows(
        &self,
        organisation: &Organisation,
        reach: &Reach,
        query: &WorkQuery,
        mine: &[WorkRow],
    ) -> Result<Vec<(StandIn, Vec<WorkRow>)>, AppError> {
        let mut absent: Vec<Id> = reach.lent.iter().map(|lent| lent.from).collect();
        absent.dedup();
        if absent.is_empty() {
            return Ok(Vec::new());
        }
        let own: HashSet<(Id, &str)> = mine.iter().map(|row| (row.case, row.id.as_str())).collect();
        let mut all = Vec::new();
        for user in absent {
            let Some(absence) = organisation.absence(user, reach.on) else { continue };
            let share = self.share(absence, reach.user, reach.on)?;
            let falls = |row: &WorkRow| {
                share.as_ref().is_none_or(|share| share.contains(&row.case))
                    && !own.contains(&(row.case, row.id.as_str()))
            };
            let rows = self.store().work_list(&reach.lent_by(user), query)?;
            let others = absence.stand_ins.iter().filter(|other| **other != reach.user);
            let stand_in = StandIn {
                name: organisation.user_name(user).to_owned(),
                until: absence.to,
                shared_with: others.map(|other| organisation.user_name(*other).to_owned()).collect(),
                items: Vec::new(),
            };
            all.push((stand_in, rows.into_iter().filter(falls).collect()));
        }
        Ok(all)
    }

    /// The open duties of a case that the user reaches, soonest first.
    pub(crate) fn items_of(&self, ctx: &Ctx, loaded: &Loaded, person: &str) -> Result<Vec<WorkItem>, AppError> {
        let organisation = self.organisation_for(loaded)?;
        let rows = crate::duties::duty_rows(&loaded.duties, loaded.case, &loaded.file, &organisation);
        let reach = Reach::of(ctx);
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
        items.sort_by(|a, b| order(a).cmp(&order(b)));
        Ok(items)
    }
}

/// Liberty first, then what has no day, then by day.
fn order(item: &WorkItem) -> (bool, bool, Option<Date>, &str) {
    (!item.liberty, item.due.is_some() != item.liberty, item.due, &item.id)
}

/// The hours left until a day is over, when less than two days remain; none when it is over.
pub(super) fn hours_left(now: Timestamp, last: Option<Date>) -> Option<i64> {
    let end = last?.tomorrow().ok()?.to_zoned(stockholm()).ok()?.timestamp();
    let hours = end.duration_since(now).as_hours();
    (end > now && hours < 48).then_some(hours)
}

fn names(holder: &Holder, reach: &Reach) -> bool {
    reach.holders().contains(holder)
}

fn item(app: &App, ctx: &Ctx, duty: &Duty, loaded: &Loaded, person: &str) -> WorkItem {
    let target = duty.assignment.unwrap_or(loaded.case);
    let (on_case, on_target) = (loaded.grounds(ctx, loaded.case), loaded.grounds(ctx, target));
    let action = duty.action.clone().filter(|action| may(action, &on_case, &on_target));
    WorkItem {
        id: duty.id.clone(),
        rule: format!("{}:{}", duty.pack, duty.key),
        title: duty.title.clone(),
        why: duty.why.clone(),
        source: duty.source.clone(),
        due: duty.due.as_ref().map(|due| due.strict),
        legal: duty.due.as_ref().map(|due| due.legal),
        word: duty.word.map(|word| word.label().to_owned()),
        liberty: duty.weight == Weight::Frihet,
        hours_left: match (duty.weight, duty.word) {
            (Weight::Frihet, None) => hours_left(ctx.now, duty.due.as_ref().map(|due| due.strict)),
            _ => None,
        },
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
        desk: at_desk(&on_case),
        matter: loaded.file.case.matter.is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::hours_left;
    use jiff::civil::date;

    #[test]
    fn hours_run_to_midnight_in_stockholm_and_only_the_last_two_days() {
        let friday = "2026-11-27T15:40:00+01:00[Europe/Stockholm]".parse::<jiff::Zoned>().unwrap().timestamp();
        assert_eq!(hours_left(friday, Some(date(2026, 11, 27))), Some(8));
        assert_eq!(hours_left(friday, Some(date(2026, 11, 28))), Some(32));
        assert_eq!(hours_left(friday, Some(date(2026, 11, 29))), None);
        assert_eq!(hours_left(friday, Some(date(2026, 11, 26))), None);
        assert_eq!(hours_left(friday, None), None);
    }
}
