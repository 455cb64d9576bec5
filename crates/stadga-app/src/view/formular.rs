//! What a form needs before it can be drawn: the record it is about, the version seen, the draft.

use crate::load::Loaded;
use crate::{App, AppError};
use jiff::Timestamp;
use stadga_core::command::Access;
use stadga_core::form::{Field, Form};
use stadga_core::state::{Assignment, CaseFile, PersonState};
use stadga_core::{Ctx, Id};
use std::sync::Arc;

/// A form's surroundings.
#[derive(Clone, Debug)]
pub struct FormContext {
    /// The use case.
    pub use_case: &'static str,
    /// Its fields.
    pub fields: &'static [Field],
    /// The case; none when the form opens one.
    pub case: Option<Id>,
    /// The case or the assignment; none when the form opens a case.
    pub subject: Option<Id>,
    /// The case's number.
    pub number: String,
    /// The person; nobody in a matter of a register.
    pub person: Arc<PersonState>,
    /// The case with its assignments. A provider's page draws only its own assignment.
    pub file: Arc<CaseFile>,
    /// The version of the text that the form replaces; empty for none.
    pub seen: String,
    /// The user's draft.
    pub draft: Option<(Form, Timestamp)>,
}

impl FormContext {
    /// The assignment the form is about.
    pub fn assignment(&self) -> Option<&Assignment> {
        self.subject.and_then(|id| self.file.assignments.get(&id))
    }
}

impl App {
    /// The surroundings of a use case's form.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the use case or its subject is not the user's.
    pub fn form_context(&self, ctx: &Ctx, use_case: &str, subject: Option<Id>) -> Result<FormContext, AppError> {
        let case = self.case(use_case).ok_or(AppError::NotFound)?;
        let draft = self.draft(ctx, case.name, subject)?;
        let Some(subject) = subject else {
            let allowed = ctx.actor.posts.iter().any(|post| case.access.roles().contains(&post.role));
            if !allowed {
                return Err(self.denied(ctx, case.name, None, AppError::NotFound));
            }
            let context = FormContext {
                use_case: case.name,
                fields: case.fields,
                case: None,
                subject: None,
                number: String::new(),
                person: Arc::default(),
                file: Arc::default(),
                seen: String::new(),
                draft,
            };
            return self.shown(ctx, case.name, Vec::new(), context);
        };
        let loaded = self.reached_for(ctx, case.name, case.access, subject)?;
        let matter = loaded.file.case.matter.is_some();
        let person = match (matter, loaded.file.case.person) {
            (true, _) => None,
            (false, person) => Some(person.ok_or(AppError::NotFound)?),
        };
        let seen = (case.replaces)(&loaded.file, subject).map(|id| id.to_string()).unwrap_or_default();
        let context = FormContext {
            use_case: case.name,
            fields: case.fields,
            case: Some(loaded.case),
            subject: Some(subject),
            number: loaded.number.clone(),
            person: match matter {
                true => Arc::default(),
                false => self.person_on(&loaded, subject, &loaded.grounds(ctx, subject))?,
            },
            file: loaded.file.clone(),
            seen,
            draft,
        };
        self.shown(ctx, case.name, [Some(subject), person].into_iter().flatten().collect(), context)
    }

    /// The number of a case, for the one who opened it: reception does not reach the case itself.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn number_opened_by(&self, ctx: &Ctx, case: Id) -> Result<Option<String>, AppError> {
        let Ok(loaded) = self.load_case(case) else { return Ok(None) };
        let own = loaded.file.events.first().is_some_and(|event| event.signature.user == ctx.actor.user);
        Ok(own.then(|| loaded.number.clone()))
    }

    /// The case of a subject, if the user reaches the subject on a ground the use case accepts.
    pub(crate) fn reached_for(&self, ctx: &Ctx, what: &str, access: Access, subject: Id) -> Result<Loaded, AppError> {
        self.veil(self.reached_whole(ctx, what, access, subject)?)
    }

    /// The same with all there is, for what is written.
    pub(crate) fn reached_whole(&self, ctx: &Ctx, what: &str, access: Access, subject: Id) -> Result<Loaded, AppError> {
        let loaded = self.load_whole(subject).map_err(|error| self.denied(ctx, what, Some(subject), error))?;
        let fits = match &loaded.file.case.matter {
            Some(_) => access.on_matter(),
            None if subject == loaded.case => access.on_case(),
            None => access.on_assignment(),
        };
        let reached = loaded.grounds(ctx, subject).iter().any(|ground| access.grounds().contains(ground));
        if fits && reached {
            return Ok(loaded);
        }
        Err(self.denied(ctx, what, Some(subject), AppError::NotFound))
    }
}
