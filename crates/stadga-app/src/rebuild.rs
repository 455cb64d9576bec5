//! Every read model from the log alone; rebuilt rows must equal live rows.

use crate::rows::person_rows;
use crate::{App, AppError};
use stadga_core::event::StreamKind;
use stadga_core::state::{CaseFile, PersonState};
use stadga_store::Rows;

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
        let organisation = self.organisation()?;
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
            all.push(self.case_rows(case, &file, &organisation));
        }
        self.store().replace_read_models(all.into_iter().fold(Rows::default(), joined))?;
        let after = self.store().read_model_rows()?;
        let differing = before.iter().filter(|row| !after.contains(row)).count()
            + after.iter().filter(|row| !before.contains(row)).count();
        Ok(Rebuilt { streams, rows: after.len(), differing })
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
