//! The lists of cases and assignments, and the one filter of every list: the asker's reach.

use crate::Inner;
use crate::engine::{Row, Val};
use crate::error::StoreError;
use crate::model::CaseNumber;
use crate::rows::{AssignmentRow, CaseRow, OpenedName};
use crate::sql::lists as sql;
use crate::value::{get, get_opt, holder, ids, who};
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::access::{Holder, Reach};
use stadga_core::apart::Tie;
use std::collections::HashMap;
use std::ops::ControlFlow;
use std::sync::{Arc, PoisonError, RwLock};

/// Which cases to list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Handled by this unit.
    pub unit: Option<Id>,
    /// With this caseworker.
    pub caseworker: Option<Id>,
    /// With the closed ones.
    pub closed: bool,
    /// The matters of registers instead of the cases.
    pub matters: bool,
    /// At most so many.
    pub limit: u32,
}

/// A row of a list, with what one calls it: everything on a list belongs to a case and to a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed<R> {
    /// The row.
    pub row: R,
    /// The case's number.
    pub number: Option<CaseNumber>,
    /// The person's name.
    pub name: String,
}

/// A case listed.
pub type ListedCase = Listed<CaseRow>;
/// An assignment listed.
pub type ListedAssignment = Listed<AssignmentRow>;

/// A matter of a register as whoever opened it may know of it: that it was received, and whether it is closed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedMatter {
    /// The matter.
    pub matter: Id,
    /// The key of the register.
    pub register: String,
    /// The day it was opened.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// Its number.
    pub number: Option<CaseNumber>,
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

impl Inner {
    pub(crate) fn case_list(&self, reach: &Reach, filter: &CaseFilter) -> Result<Vec<ListedCase>, StoreError> {
        let with = Val::from(i64::from(filter.closed));
        let matters = Val::from(i64::from(filter.matters));
        let args = vec![id(filter.unit), id(filter.caseworker), with, Val::from(filter.limit), matters];
        self.listed(sql::CASES, reach, args, 8, |row| {
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
                kind: row.get(13)?,
                acute: flag(row, 14)?,
                unassessed: flag(row, 15)?,
                register: row.get::<Option<String>>(16)?.zip(get_opt(row, 17)?),
            };
            Ok((case.person, case))
        })
    }

    pub(crate) fn opened_by(&self, user: Id) -> Result<Vec<OpenedMatter>, StoreError> {
        self.readers.read(|conn| {
            conn.all(sql::OPENED_BY, &[Val::from(user.to_string())], |row| {
                Ok(OpenedMatter {
                    matter: get(row, 0)?,
                    register: row.get(1)?,
                    opened_on: get(row, 2)?,
                    closed_on: get_opt(row, 3)?,
                    number: case_number(row, 4)?,
                })
            })
        })
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

    /// Open cases within reach by caseworker: how many, and how many of them fall due by a day.
    pub(crate) fn case_load(&self, reach: &Reach, by: Date) -> Result<Vec<(Option<Id>, u32, u32)>, StoreError> {
        let mut load = Vec::new();
        self.list(sql::LOAD, reach, vec![Val::from(by.to_string())], |row| {
            load.push((get_opt(row, 0)?, row.get(1)?, row.get(2)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(load)
    }

    pub(crate) fn assignment_list(
        &self,
        reach: &Reach,
        filter: &AssignmentFilter,
    ) -> Result<Vec<ListedAssignment>, StoreError> {
        let with = Val::from(i64::from(filter.ended));
        let args = vec![id(filter.unit), id(filter.case), with, Val::from(filter.limit)];
        self.listed(sql::ASSIGNMENTS, reach, args, 9, |row| {
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
                orderer: get_opt(row, 12)?,
                start_on: get_opt(row, 13)?,
                planned: flag(row, 14)?,
                therapists: row.get::<Option<String>>(15)?.map(|text| ids(&text)).unwrap_or_default(),
            };
            Ok((assignment.person, assignment))
        })
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

    /// Runs a list to its end. `read` makes a row and says whose it is; the case's number stands in the two columns
    /// from `number`, and the person's sealed name in the one after them.
    pub(crate) fn listed<R>(
        &self,
        text: &'static str,
        reach: &Reach,
        args: Vec<Val<'static>>,
        number: usize,
        read: impl Fn(&Row<'_>) -> Result<(Id, R), StoreError>,
    ) -> Result<Vec<Listed<R>>, StoreError> {
        let mut names = Names::default();
        let mut listed = Vec::new();
        self.list(text, reach, args, |row| {
            let (person, made) = read(row)?;
            let name = names.of(self, person, row, number + 2)?.name;
            listed.push(Listed { row: made, number: case_number(row, number)?, name });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(listed)
    }

    /// Runs a list until `each` breaks: `$1` is the day, then the arguments, then the names the asker is
    /// granted under.
    pub(crate) fn list(
        &self,
        text: &'static str,
        reach: &Reach,
        args: Vec<Val<'static>>,
        each: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError> {
        let day = std::iter::once(Val::from(reach.on.to_string()));
        self.asked(text, day.chain(args).collect(), Vec::new(), Some(&Asker::of(reach)), each)
    }

    /// What ties the asker to persons who are kept apart from others.
    pub(crate) fn ties(&self, reach: &Reach) -> Result<Vec<Tie>, StoreError> {
        let mut ties = Vec::new();
        self.list(sql::TIES, reach, Vec::new(), |row| {
            let (bar, own): (String, String) = (row.get(0)?, row.get(1)?);
            if let (Some(Holder::Apart(person, other)), Some(mine)) = (holder(&bar), holder(&own)) {
                ties.push(Tie { person, other, holder: mine, ground: get(row, 2)? });
            }
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(ties)
    }

    /// Runs a statement about some streams or rules, for whoever asks.
    pub(crate) fn asked(
        &self,
        text: &'static str,
        mut args: Vec<Val<'static>>,
        these: Vec<String>,
        asker: Option<&Asker>,
        mut each: impl FnMut(&Row<'_>) -> Result<ControlFlow<()>, StoreError>,
    ) -> Result<(), StoreError> {
        let about = text.contains("{these}");
        let these = if about { filled(these, usize::next_power_of_two) } else { these };
        let rounded = |names: &Vec<String>| filled(names.clone(), |many| many.next_multiple_of(4));
        let (names, bars) = asker.map(|asker| (rounded(&asker.names), rounded(&asker.bars))).unwrap_or_default();
        let text = self.written.of(text, [these.len(), names.len(), bars.len()]);
        args.extend(these.into_iter().chain(names).chain(bars).map(Val::from));
        args.extend(asker.map(|asker| Val::from(asker.at)));
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

/// Statements that have been written out, by which and for how many: there are few, and each page asks some ten.
#[derive(Default)]
pub(crate) struct Written(RwLock<HashMap<Which, Arc<str>>>);

/// A statement, and for how many of what is asked about, names and bars.
type Which = (&'static str, [usize; 3]);

impl Written {
    fn of(&self, text: &'static str, many: [usize; 3]) -> Arc<str> {
        let which: Which = (text, many);
        if let Some(known) = self.0.read().unwrap_or_else(PoisonError::into_inner).get(&which) {
            return Arc::clone(known);
        }
        let [these, names, bars] = many;
        let written: Arc<str> = sql::written(text, these, names, bars).into();
        let mut known = self.0.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(which, Arc::clone(&written));
        written
    }
}

/// Whoever asks, as the filter of every list takes it.
pub(crate) struct Asker {
    /// The names granted under.
    names: Vec<String>,
    /// The names whose bars keep out.
    bars: Vec<String>,
    /// The second.
    at: i64,
}

impl Asker {
    pub(crate) fn of(reach: &Reach) -> Self {
        Self::under(reach, &reach.holders())
    }

    /// The same under some of the names alone.
    pub(crate) fn under(reach: &Reach, names: &[Holder]) -> Self {
        let bars = reach.barred_as().iter().map(who).collect();
        Self { names: names.iter().map(who).collect(), bars, at: reach.at.as_second() }
    }
}

/// Rounded up, so that few different statements are prepared; something twice does no harm.
fn filled(mut these: Vec<String>, up: impl Fn(usize) -> usize) -> Vec<String> {
    let first = these.first().cloned().unwrap_or_default();
    these.resize(up(these.len()), first);
    these
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
            None => OpenedName { name: String::new(), number: None, protected: false },
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

fn id(id: Option<Id>) -> Val<'static> {
    id.map_or(Val::Null, |id| Val::from(id.to_string()))
}

/// A flag; what an older program wrote has none.
fn flag(row: &Row<'_>, at: usize) -> Result<bool, StoreError> {
    Ok(row.get::<Option<i64>>(at)? == Some(1))
}
