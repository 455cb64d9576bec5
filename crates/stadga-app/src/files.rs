//! Files on their way into the record, and out of it.
//!
//! What is sent in is looked at once, here, whoever sends it: a page, the API, a scenario. It waits under
//! its sender's key, and a form names it by its id. When the form becomes a record, the id is replaced by
//! what the file is, and the content is filed in the stream of the event that names it.

use crate::cases::UseCase;
use crate::view::is_letter_at;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Reach, shows};
use stadga_core::event::NewEvent;
use stadga_core::fact::handling::Fil;
use stadga_core::file::{recognise, size_words};
use stadga_core::form::{FieldKind, Form, Problem};
use stadga_core::{Ctx, Id};
use stadga_store::{AuditKind, NewBlob, UPLOADS_LARGEST, sha256};

/// A file that leaves the record.
#[derive(Clone, Debug)]
pub struct Document {
    /// What it is.
    pub file: Fil,
    /// The day of the event that names it.
    pub on: Date,
    /// The content.
    pub content: Vec<u8>,
}

/// The files of a form, by their ids as uploads.
pub(crate) type Received = Vec<(Id, Fil)>;

impl App {
    /// Takes in a file: looks at what it is and keeps it for its sender until its form is sent, at most a day.
    /// The inner error is a sentence for the sender.
    ///
    /// # Errors
    /// When the store cannot be read or written.
    pub fn receive(&self, ctx: &Ctx, name: &str, content: &[u8]) -> Result<Result<Id, String>, AppError> {
        let (namn, typ) = match recognise(name, content) {
            Ok(known) => known,
            Err(message) => return Ok(Err(message)),
        };
        self.store().sweep_uploads()?;
        let waiting = self.store().uploaded(ctx.actor.user)?;
        if waiting.saturating_add(content.len() as u64) > UPLOADS_LARGEST as u64 {
            let message = "Du har skickat in många filer som inte är sparade i något ärende. Spara dem först";
            return Ok(Err(String::from(message)));
        }
        let storlek = u32::try_from(content.len()).unwrap_or(u32::MAX);
        let file = Fil { namn, typ, storlek, sha256: sha256(content) };
        let id = self.next_id();
        self.store().save_upload(ctx.actor.user, id, &file.in_form(), content)?;
        Ok(Ok(id))
    }

    /// What a file that waits is called, for the form that names it: none when it is gone or somebody else's.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn received(&self, ctx: &Ctx, id: Id) -> Result<Option<Fil>, AppError> {
        let about = self.store().upload_about(ctx.actor.user, id)?;
        Ok(about.and_then(|about| about.parse().ok()))
    }

    /// The form with what each file is in the place of its id, so that the same file sent twice is one act.
    pub(crate) fn settled(&self, ctx: &Ctx, case: &UseCase, form: &Form) -> Result<(Form, Received), AppError> {
        let (mut settled, mut received) = (form.clone(), Vec::new());
        let mut problems = Vec::new();
        for field in case.fields.iter().filter(|field| field.kind == FieldKind::File) {
            let mut texts = Vec::new();
            for value in form.values(field.name).iter().map(|value| value.trim()).filter(|value| !value.is_empty()) {
                let id: Option<Id> = value.parse().ok();
                let known = id.map(|id| self.received(ctx, id)).transpose()?.flatten();
                match id.zip(known) {
                    Some((id, file)) => {
                        texts.push(file.in_form());
                        received.push((id, file));
                    }
                    _ => {
                        let message = String::from("En fil finns inte kvar. Välj den igen");
                        problems.push(Problem { field: field.name, label: field.label, message });
                    }
                }
            }
            settled.remove(field.name);
            settled.add(field.name, texts);
        }
        if problems.is_empty() { Ok((settled, received)) } else { Err(AppError::Problems(problems)) }
    }

    /// The contents that the events name, for their streams.
    pub(crate) fn contents(
        &self,
        ctx: &Ctx,
        events: &[NewEvent],
        received: &Received,
    ) -> Result<Vec<NewBlob>, AppError> {
        let mut blobs = Vec::new();
        for event in events {
            for file in event.fact.files() {
                // A correction carries on files that its stream has already.
                let Some((id, _)) = received.iter().find(|(_, known)| known.sha256 == file.sha256) else { continue };
                let upload = self.store().upload(ctx.actor.user, *id)?.ok_or_else(|| {
                    AppError::Problems(vec![Problem {
                        field: "filer",
                        label: "Filer",
                        message: format!(
                            "En fil på {} finns inte kvar. Välj den igen",
                            size_words(file.storlek as usize)
                        ),
                    }])
                })?;
                blobs.push(NewBlob { subject: event.subject, content: upload.content.into() });
            }
        }
        Ok(blobs)
    }

    /// A file of a case or of an assignment, by the event that names it and its place there, from 0. That it
    /// leaves is written down first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such file within the user's reach.
    pub fn document(&self, ctx: &Ctx, subject: Id, event: Id, place: usize) -> Result<Document, AppError> {
        const WHAT: &str = "handling.hamta";
        let unknown = |error| self.denied(ctx, WHAT, Some(subject), error);
        let loaded = self.load_case(subject).map_err(unknown)?;
        let grounds = Reach::of(ctx).grounds(&loaded.grants(subject));
        let own = |known: &&stadga_core::Event| known.id == event && known.subject == subject;
        let found = loaded.file.events.iter().find(own);
        let found = found.filter(|found| !grounds.is_empty() && shows(&found.fact, &grounds));
        let file = found.and_then(|found| found.fact.files().get(place).map(|file| (found, file.clone())));
        let Some((found, file)) = file else { return Err(unknown(AppError::NotFound)) };
        if self.tells_of_more(ctx, &found.fact)? {
            return Err(unknown(AppError::NotFound));
        }
        let on = found.occurred_on;
        let content = match is_letter_at(&found.fact, place) && self.says_where(&loaded, event) {
            true => self.made_anew(&loaded, found, place).map_err(unknown)?,
            false => {
                let content = self.store().blob(subject, &file.sha256)?;
                content.ok_or_else(|| AppError::Fault(format!("en fil i akt {subject} saknas")))?
            }
        };
        let ground = grounds.first().map(|ground| ground.word()).unwrap_or_default();
        let person = loaded.file.case.person;
        let mut row = self.audit_row(
            ctx,
            WHAT,
            AuditKind::Export,
            [Some(subject), person].into_iter().flatten().collect(),
            ground,
        );
        row.detail = format!("{event}/{place}");
        self.store().audit(row)?;
        Ok(Document { file, on, content })
    }
}
