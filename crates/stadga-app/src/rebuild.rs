//! Every read model from the log alone; rebuilt rows must equal live rows.

use crate::rows::{case_rows, person_rows};
use crate::{App, AppError};
use stadga_core::event::StreamKind;
use stadga_core::state::{CaseFile, PersonState};
use stadga_rules::{Timeline, plan};
use stadga_store::Rows;
use std::cmp::Ordering;

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
    /// Rebuilds every read model from the log and tells how many rows differed before.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn rebuild(&self) -> Result<Rebuilt, AppError> {
        let before = self.store().read_model_rows()?;
        let (organisation, stack) = (self.organisation()?, self.stack());
        let mut all = Vec::new();
        let persons = self.store().streams(StreamKind::Person)?;
        let cases = self.store().streams(StreamKind::Arende)?;
        let streams = persons.len() + cases.len();
        for person in persons {
            let events = self.store().load(&[person])?;
            all.push(person_rows(person, &PersonState::fold(&events)));
        }
        for case in cases {
            let known = self.store().case_streams(case)?;
            let mut wanted = vec![case];
            wanted.extend(known.assignments);
            let file = CaseFile::fold(self.store().load(&wanted)?);
            let duties = plan(&stack, &Timeline::new(&file.events, None));
            all.push(case_rows(case, &file, &duties, &organisation));
        }
        self.store().replace_read_models(all.into_iter().fold(Rows::default(), joined))?;
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
    all
}
