//! The work lists: duties within reach, whose they are, and what has happened lately. All from rows, so that
//! no list reads a case.

use crate::engine::{Row, Val};
use crate::error::StoreError;
use crate::lists::{Asker, Names, case_number};
use crate::model::CaseNumber;
use crate::rows::{OpenedName, Why};
use crate::sql::lists as sql;
use crate::value::{get, get_opt, holder};
use crate::{Inner, Store};
use jiff::civil::Date;
use stadga_core::access::{Ground, Holder, Reach};
use stadga_core::{Fact, Id};
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
    /// Whether the person is protected by a mark.
    pub protected: bool,
    /// The unit that handles the case.
    pub unit: Id,
    /// The case's number.
    pub number: Option<CaseNumber>,
    /// What the act is about: the case or an assignment.
    pub target: Id,
    /// How the day was reached, one step a line.
    pub receipt: String,
    /// Who owns and shares it, the owner first; not those whom it has come to because it is late.
    pub owners: Vec<Holder>,
    /// The key of the register, where it is no case of a person's.
    pub register: Option<String>,
}

/// Which of the open duties within reach, anybody's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Anybodys<'a> {
    /// Those that are not the asker's own.
    Others,
    /// Those whose last day has passed.
    Late,
    /// Those that some rules ask for.
    OfRules(&'a [String]),
}

/// Something others have done, by the clear columns of the log alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lately {
    /// The place in the log.
    pub position: u64,
    /// The event.
    pub event: Id,
    /// The command it came with.
    pub command: Id,
    /// The stream.
    pub subject: Id,
    /// The stored name of what it is.
    pub what: String,
    /// The day.
    pub on: Date,
    /// Who did it.
    pub actor: Id,
    /// The case.
    pub case: Id,
}

/// Whom a case is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct About {
    /// The person's name; empty where there is no person.
    pub name: String,
    /// The key of the register, where it is no case of a person's.
    pub register: Option<String>,
}

impl Store {
    /// The work list: duties by day, then weight.
    pub fn work_list(&self, reach: &Reach, query: &WorkQuery) -> Result<Vec<WorkRow>, StoreError> {
        self.0.work_list(reach, query)
    }

    /// How many of the work list's duties fall due each day; `limit` plays no part.
    pub fn work_days(&self, reach: &Reach, query: &WorkQuery) -> Result<Vec<(Date, u32)>, StoreError> {
        self.0.work_days(reach, query)
    }

    /// Open duties within reach by day, then weight, whoever owns them: at most so many, and how many there are.
    /// `why` tells whether one is the asker's own too.
    pub fn anybodys(&self, reach: &Reach, which: Anybodys<'_>, limit: u32) -> Result<(Vec<WorkRow>, u32), StoreError> {
        self.0.anybodys(reach, which, limit)
    }

    /// On which grounds some streams are reached. A stream that is not reached has none.
    pub fn grounds(&self, reach: &Reach, streams: &[Id]) -> Result<HashMap<Id, Vec<Ground>>, StoreError> {
        self.0.grounds(reach, streams)
    }

    /// What others have done since a day in some streams and in those the asker is named in, newest first, of
    /// the last events in each and at most so many in all. The caller asks for each line whether it is shown.
    pub fn lately(
        &self,
        reach: &Reach,
        streams: &[Id],
        since: Date,
        (of_each, limit): (u32, u32),
    ) -> Result<Vec<Lately>, StoreError> {
        self.0.lately(reach, streams, since, (of_each, limit))
    }

    /// Whom some cases are about; whoever asks, so the cases must have been found within reach.
    pub fn about(&self, cases: &[Id]) -> Result<HashMap<Id, About>, StoreError> {
        self.0.about(cases)
    }

    /// What an event says, or none where there is no such event.
    pub fn fact(&self, event: Id) -> Result<Option<Fact>, StoreError> {
        self.0.fact_of(event)
    }

    /// How many of each kind of event, by stored name, others have added to some streams since a user looked
    /// there; whoever asks.
    pub fn unread(&self, user: Id, streams: &[Id]) -> Result<Vec<(Id, String, u32)>, StoreError> {
        self.0.unread(user, streams)
    }
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

    /// At most so many, and how many there are.
    pub(crate) fn anybodys(
        &self,
        reach: &Reach,
        which: Anybodys<'_>,
        limit: u32,
    ) -> Result<(Vec<WorkRow>, u32), StoreError> {
        let (text, rules) = match which {
            Anybodys::Others => (sql::WORK_OTHERS, Vec::new()),
            Anybodys::Late => (sql::WORK_LATE, Vec::new()),
            Anybodys::OfRules(rules) => (sql::WORK_RULES, rules.to_vec()),
        };
        let args = vec![Val::from(reach.on.to_string()), Val::from(limit)];
        let (mut rows, mut total, mut names) = (Vec::new(), 0, Names::default());
        self.asked(text, args, rules, Some(&Asker::of(reach)), |row| {
            rows.push(work_row(self, row, &mut names)?);
            total = row.get(19)?;
            Ok(ControlFlow::Continue(()))
        })?;
        Ok((rows, total))
    }

    pub(crate) fn grounds(&self, reach: &Reach, streams: &[Id]) -> Result<HashMap<Id, Vec<Ground>>, StoreError> {
        let mut grounds: HashMap<Id, Vec<Ground>> = HashMap::new();
        let asker = Asker::of(reach);
        self.asked(sql::GROUNDS, vec![Val::from(reach.on.to_string())], texts(streams), Some(&asker), |row| {
            grounds.entry(get(row, 0)?).or_default().push(get(row, 1)?);
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(grounds)
    }

    pub(crate) fn lately(
        &self,
        reach: &Reach,
        streams: &[Id],
        since: Date,
        (of_each, limit): (u32, u32),
    ) -> Result<Vec<Lately>, StoreError> {
        let moved = since.yesterday().unwrap_or(since);
        let args = vec![
            Val::from(reach.on.to_string()),
            Val::from(reach.user.to_string()),
            Val::from(since.to_string()),
            Val::from(of_each),
            Val::from(limit),
            Val::from(moved.to_string()),
            Val::from(numbered(moved)),
        ];
        let mut lately = Vec::new();
        let by_name = Asker::under(reach, &reach.by_name());
        self.asked(sql::LATELY, args, texts(streams), Some(&by_name), |row| {
            lately.push(Lately {
                position: row.get::<i64>(0)?.unsigned_abs(),
                event: get(row, 1)?,
                command: get(row, 2)?,
                subject: get(row, 3)?,
                what: row.get(4)?,
                on: get(row, 5)?,
                actor: get(row, 6)?,
                case: get(row, 7)?,
            });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(lately)
    }

    pub(crate) fn about(&self, cases: &[Id]) -> Result<HashMap<Id, About>, StoreError> {
        let (mut about, mut names) = (HashMap::new(), Names::default());
        if cases.is_empty() {
            return Ok(about);
        }
        self.asked(sql::ABOUT, Vec::new(), texts(cases), None, |row| {
            let name = names.of(self, get(row, 1)?, row, 2)?.name;
            about.insert(get(row, 0)?, About { name, register: row.get(3)? });
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(about)
    }

    pub(crate) fn unread(&self, user: Id, streams: &[Id]) -> Result<Vec<(Id, String, u32)>, StoreError> {
        let mut unread = Vec::new();
        self.asked(sql::UNREAD, vec![Val::from(user.to_string())], texts(streams), None, |row| {
            unread.push((get(row, 0)?, row.get(1)?, row.get(2)?));
            Ok(ControlFlow::Continue(()))
        })?;
        Ok(unread)
    }
}

fn texts(ids: &[Id]) -> Vec<String> {
    let mut texts: Vec<String> = ids.iter().map(Id::to_string).collect();
    texts.sort_unstable();
    texts.dedup();
    texts
}

fn work_args(query: &WorkQuery) -> Vec<Val<'static>> {
    let until = query.until.map_or(Val::Null, |until| Val::from(until.to_string()));
    vec![Val::from(i64::from(query.include_waiting)), until]
}

fn work_row(inner: &Inner, row: &Row<'_>, names: &mut Names) -> Result<WorkRow, StoreError> {
    let (subject, person) = (get(row, 2)?, get(row, 12)?);
    let why = row.get::<Option<i64>>(11)?;
    let OpenedName { name, protected, .. } = names.of(inner, person, row, 16)?;
    Ok(WorkRow {
        case: get(row, 0)?,
        id: row.get(1)?,
        subject,
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
        name,
        protected,
        unit: get(row, 13)?,
        number: case_number(row, 14)?,
        target: get_opt(row, 17)?.unwrap_or(subject),
        receipt: row.get::<Option<String>>(18)?.unwrap_or_default(),
        owners: row.get::<Option<String>>(20)?.iter().flat_map(|names| names.split(' ')).filter_map(holder).collect(),
        register: row.get(21)?,
    })
}

/// A day as one number: year, month and day.
fn numbered(day: Date) -> i64 {
    i64::from(day.year()) * 10_000 + i64::from(day.month()) * 100 + i64::from(day.day())
}
