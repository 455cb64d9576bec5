//! Every read model from the log alone; rebuilt rows must equal live rows.

use crate::rows::{case_rows, person_rows};
use crate::{App, AppError};
use stadga_core::Id;
use stadga_core::event::StreamKind;
use stadga_core::state::{CaseFile, PersonState};
use stadga_rules::{Duty, Stack, Timeline, plan};
use stadga_store::{AppendError, Rows};
use std::cmp::Ordering;

/// The shape of the rows as this program makes them: to be counted up when the same log gives other rows than
/// before, so that a database with the old ones is brought up to date when it is opened. A test tells when.
pub const SHAPE: u32 = 7;

/// Cases or persons laid down at a time when the rows are brought up to date.
const AT_A_TIME: usize = 50;
/// How many times a batch is worked out again because somebody wrote meanwhile.
const TRIES: usize = 20;

/// What a rebuild found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rebuilt {
    /// Streams read.
    pub streams: usize,
    /// Rows afterwards.
    pub rows: usize,
    /// Rows that were not as the log says they should be.
    pub differing: usize,
}

impl App {
    /// Makes the read models anew where another program or other packs made them, and otherwise nothing. Others
    /// may read and write meanwhile: what is not yet made anew is as it was, and stays so when this fails.
    /// Says how many streams are done, and of how many.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn bring_up_to_date(&self, tell: &mut dyn FnMut(usize, usize)) -> Result<(), AppError> {
        let wanted = self.made_by();
        if self.store().made_by()?.as_ref() == Some(&wanted) {
            return Ok(());
        }
        let (organisation, stack) = (self.organisation()?, self.stack());
        let persons = self.store().streams(StreamKind::Person)?;
        let cases = self.cases_and_matters()?;
        let (mut done, all) = (0, persons.len() + cases.len());
        for batch in persons.chunks(AT_A_TIME) {
            self.renew(batch, |person| {
                let state = PersonState::fold(&self.store().load(&[person])?);
                Ok((person_rows(person, &state), vec![(person, state.head)]))
            })?;
            done += batch.len();
            tell(done, all);
        }
        for batch in cases.chunks(AT_A_TIME) {
            self.renew(batch, |case| {
                let (file, duties) = self.planned(case, &stack)?;
                let heads = file.heads.iter().map(|(stream, seq)| (*stream, *seq)).collect();
                Ok((case_rows(case, &file, &duties, (&stack, &organisation)), heads))
            })?;
            done += batch.len();
            tell(done, all);
        }
        Ok(self.store().note_made_by(&wanted)?)
    }

    /// Everything that has a number and rows of its own.
    pub(crate) fn cases_and_matters(&self) -> Result<Vec<Id>, AppError> {
        let mut all = self.store().streams(StreamKind::Arende)?;
        all.extend(self.store().streams(StreamKind::Verksamhet)?);
        Ok(all)
    }

    /// What rows are made by here: this program's shape of them, and the packs in force.
    fn made_by(&self) -> String {
        format!("{SHAPE} {}", self.stack().fingerprint())
    }

    /// Lays the rows of some streams down, worked out again when one of them has moved.
    fn renew(
        &self,
        streams: &[Id],
        rows: impl Fn(Id) -> Result<(Rows, Vec<(Id, u32)>), AppError>,
    ) -> Result<(), AppError> {
        for _ in 0..TRIES {
            let (mut all, mut expects) = (Rows::default(), Vec::new());
            for stream in streams {
                let (rows, heads) = rows(*stream)?;
                all = joined(all, rows);
                expects.extend(heads);
            }
            match self.store().renew_read_models(all, expects) {
                Err(AppendError::Moved) => self.store().follow()?,
                other => return other.map_err(AppError::Unsaved),
            }
        }
        Err(AppError::Fault(format!("listorna ändrades av andra {TRIES} gånger")))
    }

    /// A case read from the log, and what some packs plan for it.
    fn planned(&self, case: Id, stack: &Stack) -> Result<(CaseFile, Vec<Duty>), AppError> {
        let file = self.folded(case)?;
        let duties = plan(stack, &Timeline::new(&file.events, None));
        Ok((file, duties))
    }

    /// How many rows of another database's lists are not as these: the other one is compared with what its own log
    /// gives.
    ///
    /// # Errors
    /// When one of them cannot be read.
    pub fn lists_differ(&self, other: &stadga_store::Store) -> Result<usize, AppError> {
        Ok(differing(&other.read_model_rows()?, &self.store().read_model_rows()?))
    }

    /// Rebuilds every read model from the log and tells how many rows differed before.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn rebuild(&self) -> Result<Rebuilt, AppError> {
        let before = self.store().read_model_rows()?;
        let (organisation, stack) = (self.organisation()?, self.stack());
        let mut all = Vec::new();
        let persons = self.store().streams(StreamKind::Person)?;
        let cases = self.cases_and_matters()?;
        let streams = persons.len() + cases.len();
        for person in persons {
            let events = self.store().load(&[person])?;
            all.push(person_rows(person, &PersonState::fold(&events)));
        }
        for case in cases {
            let (file, duties) = self.planned(case, &stack)?;
            all.push(case_rows(case, &file, &duties, (&stack, &organisation)));
        }
        self.store().replace_read_models(all.into_iter().fold(Rows::default(), joined))?;
        self.store().note_made_by(&self.made_by())?;
        let after = self.store().read_model_rows()?;
        Ok(Rebuilt { streams, rows: after.len(), differing: differing(&before, &after) })
    }
}

/// How many rows are in one of two sorted lists and not in the other.
fn differing(before: &[String], after: &[String]) -> usize {
    let (mut before, mut after) = (before.iter().peekable(), after.iter().peekable());
    let mut differing = 0;
    loop {
        let order = match (before.peek(), after.peek()) {
            (Some(old), Some(new)) => old.cmp(new),
            (Some(_), None) => Ordering::Less,
            (None, Some(_)) => Ordering::Greater,
            (None, None) => return differing,
        };
        differing += usize::from(order.is_ne());
        if order.is_le() {
            before.next();
        }
        if order.is_ge() {
            after.next();
        }
    }
}

/// Both sets of rows.
pub(crate) fn joined(mut all: Rows, rows: Rows) -> Rows {
    all.cases.extend(rows.cases);
    all.persons.extend(rows.persons);
    all.assignments.extend(rows.assignments);
    all.duties.extend(rows.duties);
    all.grants.extend(rows.grants);
    all.idle.extend(rows.idle);
    all.bookings.extend(rows.bookings);
    all.executions.extend(rows.executions);
    all.minutes.extend(rows.minutes);
    all.boards.extend(rows.boards);
    all.mailings.extend(rows.mailings);
    all
}
