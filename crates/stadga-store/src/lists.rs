//! The lists: work, cases, assignments. All through one filter, the asker's reach.

use crate::Inner;
use crate::engine::{Row, Val};
use crate::error::StoreError;
use crate::model::CaseNumber;
use crate::rows::{AssignmentRow, CaseRow, OpenedName, Why};
use crate::sql::lists as sql;
use crate::value::{get, get_opt, who};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::access::{Holder, Reach};
use std::collections::HashMap;
use std::ops::ControlFlow;

/// Which duties a work list shows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkQuery {
    /// Only what the asker owns, shares or has had escalated; otherwise everything open within reach.
    pub mine: bool,
    /// Due this day or earlier; duties without a day are always shown.
    pub until: Option<Date>,
    /// With the duties whose opening day has not come. Nothing is escalated before its day.
    pub include_waiting: bool,
    /// At most so many.
    pub limit: u32,
}

/// A duty on a work list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkRow {
    /// The case.
    pub case: Id,
    /// The duty, unique within the case.
    pub id: String,
    /// The compartment: the case or an assignment.
    pub subject: Id,
    /// The rule, as `pack:key`.
    pub rule: String,
    /// Which time in a series.
    pub occurrence: u32,
    /// The day of the event that set it off.
    pub trigger_on: Date,
    /// The first day it can be done.
    pub opens_on: Date,
    /// The last day, counted strictly.
    pub due_strict: Option<Date>,
    /// The last day, moved as the law lets it be.
    pub due_legal: Option<Date>,
    /// The word of urgency where there is no number.
    pub word: Option<String>,
    /// Heavier first.
    pub weight: u32,
    /// Why it is on the list; none when the list shows what others own too.
    pub why: Option<Why>,
    /// The person's stream.
    pub person: Id,
    /// The person's name.
    pub name: String,
    /// The unit that handles the case.
    pub unit: Id,
    /// The case's number.
    pub number: Option<CaseNumber>,
}

/// Which cases to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Handled by this unit.
    pub unit: Option<Id>,
    /// With this caseworker.
    pub caseworker: Option<Id>,
    /// With the closed ones.
    pub closed: bool,
    /// At most so many.
    pub limit: u32,
}

/// A case listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedCase {
    /// The case.
    pub row: CaseRow,
    /// Its number.
    pub number: Option<CaseNumber>,
    /// The person's name.
    pub name: String,
}

/// Which assignments to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssignmentFilter {
    /// At this provider's unit.
    pub unit: Option<Id>,
    /// Under this case.
    pub case: Option<Id>,
    /// With those that have ended.
    pub ended: bool,
    /// At most so many.
    pub limit: u32,
}

/// An assignment listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedAssignment {
    /// The assignment.
    pub row: AssignmentRow,
    /// The case's number.
    pub number: Option<CaseNumber>,
    /// The person's name.
    pub name: String,
}

impl Inner {
    pub(crate) fn work_list(&self, reach: &Reach, query: &WorkQuery) -> Result<Vec<WorkRow>, StoreError> {
        let text = if query.mine { sql::WORK_MINE } else { sql::WORK_ALL };
        let mut args = work_args(query);
        args.push(Val::from(query.limit));
        let mut names = Names::default();
        let mut rows = Vec::new();
        self.list(text, reach, args, |row| {
            rows.push(work_row(self, row, &mut names)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(rows)
    }

    pub(crate) fn work_days(&self, reach: &Reach, query: &WorkQuery) -> Result<Vec<(Date, u32)>, StoreError> {
        let text = if query.mine { sql::DAYS_MINE } else { sql::DAYS_ALL };
        let mut days = Vec::new();
        self.list(text, reach, work_args(query), |row| {
            days.push((get(row, 0)?, row.get(1)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(days)
    }

    pub(crate) fn case_list(&self, reach: &Reach, filter: &CaseFilter) -> Result<Vec<ListedCase>, StoreError> {
        let flag = Val::from(i64::from(filter.closed));
        let args = vec![id(filter.unit), id(filter.caseworker), flag, Val::from(filter.limit)];
        let mut names = Names::default();
        let mut cases = Vec::new();
        self.list(sql::CASES, reach, args, |row| {
            let case = CaseRow {
                subject: get(row, 0)?,
                person: get(row, 1)?,
                unit: get(row, 2)?,
                caseworker: get_opt(row, 3)?,
                stage: row.get(4)?,
                opened_on: get(row, 5)?,
                closed_on: get_opt(row, 6)?,
                next_due: get_opt(row, 7)?,
                decided: get_opt(row, 11)?.zip(row.get(12)?),
            };
            let name = names.of(self, case.person, row, 10)?.name;
            cases.push(ListedCase { row: case, number: case_number(row, 8)?, name });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(cases)
    }

    /// Days from application to first decision, the shortest first.
    pub(crate) fn pace(&self, reach: &Reach, unit: Id, since: Date) -> Result<Vec<u32>, StoreError> {
        let mut days = Vec::new();
        self.list(sql::PACE, reach, vec![id(Some(unit)), Val::from(since.to_string())], |row| {
            days.push(row.get(0)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(days)
    }

    pub(crate) fn assignment_list(
        &self,
        reach: &Reach,
        filter: &AssignmentFilter,
    ) -> Result<Vec<ListedAssignment>, StoreError> {
        let flag = Val::from(i64::from(filter.ended));
        let args = vec![id(filter.unit), id(filter.case), flag, Val::from(filter.limit)];
        let mut names = Names::default();
        let mut listed = Vec::new();
        self.list(sql::ASSIGNMENTS, reach, args, |row| {
            let assignment = AssignmentRow {
                subject: get(row, 0)?,
                case: get(row, 1)?,
                person: get(row, 2)?,
                unit: get(row, 3)?,
                insats: row.get(4)?,
                state: row.get(5)?,
                ordered_on: get(row, 6)?,
                accepted_on: get_opt(row, 7)?,
                ended_on: get_opt(row, 8)?,
            };
            let name = names.of(self, assignment.person, row, 11)?.name;
            listed.push(ListedAssignment { row: assignment, number: case_number(row, 9)?, name });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(listed)
    }

    pub(crate) fn named_cases(&self, holder: &Holder, since: Date) -> Result<Vec<Id>, StoreError> {
        let args = [Val::from(who(holder)), Val::from(since.to_string())];
        self.readers.read(|conn| conn.all(sql::NAMED_CASES, &args, |row| get(row, 0)))
    }

    pub(crate) fn visible(&self, reach: &Reach, subject: Id) -> Result<bool, StoreError> {
        let mut visible = false;
        self.list(sql::VISIBLE, reach, vec![id(Some(subject))], |row| {
            visible = row.get::<i64>(0)? > 0;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(visible)
    }

    /// Runs a list until `each` breaks: `$1` is the day, then the arguments, then the names the asker is
    /// granted under.
    pub(crate) fn list(
        &self,
        text: &str,
        reach: &Reach,
        args: Vec<Val<'static>>,
        mut each: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError> {
        let mut names: Vec<String> = reach.holders().iter().map(who).collect();
        // Rounded up, so that few different statements are prepared; a name twice does no harm.
        names.resize(names.len().next_multiple_of(4), names[0].clone());
        let text = sql::written(text, names.len());
        let day = Val::from(reach.on.to_string());
        let args: Vec<Val<'_>> = std::iter::once(day).chain(args).chain(names.into_iter().map(Val::from)).collect();
        // Kept, because what is done with a row may need another connection.
        let rows = self.readers.read(|conn| conn.all(&text, &args, |row| row.kept()))?;
        for row in &rows {
            if each(&Row(row))?.is_break() {
                break;
            }
        }
        Ok(())
    }
}

/// Names opened while one list is read: a person with many duties is opened once.
#[derive(Default)]
pub(crate) struct Names(HashMap<Id, OpenedName>);

impl Names {
    /// The name sealed in a column; empty where the person has no row.
    pub(crate) fn of(&mut self, inner: &Inner, person: Id, row: &Row<'_>, at: usize) -> Result<OpenedName, StoreError> {
        if let Some(name) = self.0.get(&person) {
            return Ok(name.clone());
        }
        let name = match row.get::<Option<Vec<u8>>>(at)? {
            Some(sealed) => OpenedName::open(person, &inner.known(person)?.key, &sealed)?,
            None => OpenedName { name: String::new(), number: None },
        };
        self.0.insert(person, name.clone());
        Ok(name)
    }
}

/// A case number from two columns that may be empty.
pub(crate) fn case_number(row: &Row<'_>, at: usize) -> Result<Option<CaseNumber>, StoreError> {
    let (year, serial): (Option<i16>, Option<u32>) = (row.get(at)?, row.get(at + 1)?);
    Ok(year.zip(serial).map(|(year, serial)| CaseNumber { year, serial }))
}

fn work_args(query: &WorkQuery) -> Vec<Val<'static>> {
    let until = query.until.map_or(Val::Null, |until| Val::from(until.to_string()));
    vec![Val::from(i64::from(query.include_waiting)), until]
}

fn work_row(inner: &Inner, row: &Row<'_>, names: &mut Names) -> Result<WorkRow, StoreError> {
    let person = get(row, 12)?;
    let why = row.get::<Option<i64>>(11)?;
    Ok(WorkRow {
        case: get(row, 0)?,
        id: row.get(1)?,
        subject: get(row, 2)?,
        rule: row.get(3)?,
        occurrence: row.get(4)?,
        trigger_on: get(row, 5)?,
        opens_on: get(row, 6)?,
        due_strict: get_opt(row, 7)?,
        due_legal: get_opt(row, 8)?,
        word: row.get(9)?,
        weight: row.get(10)?,
        why: why.and_then(|why| Why::ALL.get(why.unsigned_abs() as usize).copied()),
        person,
        name: names.of(inner, person, row, 16)?.name,
        unit: get(row, 13)?,
        number: case_number(row, 14)?,
    })
}

fn id(id: Option<Id>) -> Val<'static> {
    id.map_or(Val::Null, |id| Val::from(id.to_string()))
}
