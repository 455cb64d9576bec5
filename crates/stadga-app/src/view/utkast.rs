//! Drafts: what somebody is writing, outside the record and seen by nobody else.

use crate::{App, AppError};
use jiff::Timestamp;
use stadga_core::form::Form;
use stadga_core::{Ctx, Id};

/// One draft in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DraftLine {
    /// The use case.
    pub use_case: String,
    /// What it is called.
    pub title: String,
    /// The case or assignment it is about; none when it opens something.
    pub subject: Option<Id>,
    /// The person's name, when the draft is about somebody known.
    pub person: String,
    /// When it was saved.
    pub saved_at: Timestamp,
}

impl App {
    /// Saves a draft, replacing the user's earlier one for the same form.
    ///
    /// # Errors
    /// When it could not be saved; the page then says so.
    pub fn save_draft(
        &self,
        ctx: &Ctx,
        use_case: &str,
        subject: Option<Id>,
        form: &Form,
    ) -> Result<Timestamp, AppError> {
        let pairs: Vec<(&str, &str)> = form.pairs().collect();
        let body = serde_json::to_vec(&pairs).map_err(|error| AppError::Fault(error.to_string()))?;
        Ok(self.store().save_draft(ctx.actor.user, use_case, subject, &body)?)
    }

    /// The user's draft of a form, with the time it was saved.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn draft(&self, ctx: &Ctx, use_case: &str, subject: Option<Id>) -> Result<Option<(Form, Timestamp)>, AppError> {
        let Some(draft) = self.store().draft(ctx.actor.user, use_case, subject)? else { return Ok(None) };
        let pairs: Vec<(String, String)> =
            serde_json::from_slice(&draft.body).map_err(|error| AppError::Fault(error.to_string()))?;
        Ok(Some((Form::from_pairs(pairs), draft.saved_at)))
    }

    /// Throws a draft away, once it has become a record or its author says so.
    ///
    /// # Errors
    /// When the store cannot be written.
    pub fn drop_draft(&self, ctx: &Ctx, use_case: &str, subject: Option<Id>) -> Result<(), AppError> {
        Ok(self.store().delete_draft(ctx.actor.user, use_case, subject)?)
    }

    /// The user's drafts, newest first; a draft about what the user no longer reaches is left out.
    pub(crate) fn drafts(&self, ctx: &Ctx) -> Result<Vec<DraftLine>, AppError> {
        let mut lines = Vec::new();
        for draft in self.store().drafts_of(ctx.actor.user)? {
            let Some(case) = self.case(&draft.form) else { continue };
            let mut person = String::new();
            if let Some(subject) = draft.subject {
                let Ok(loaded) = self.load_case(subject) else { continue };
                if loaded.grounds(ctx, subject).is_empty() {
                    continue;
                }
                if let Some(id) = loaded.file.case.person {
                    person.clone_from(&self.load_person(id)?.name);
                }
            }
            lines.push(DraftLine {
                use_case: case.name.to_owned(),
                title: case.title.to_owned(),
                subject: draft.subject,
                person,
                saved_at: draft.saved_at,
            });
        }
        Ok(lines)
    }
}
