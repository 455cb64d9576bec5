//! What will be so when an act is written: the folded cases, and the rows that follow.

use crate::execute::signature;
use crate::load::Loaded;
use crate::rebuild::joined;
use crate::{App, AppError};
use jiff::Timestamp;
use stadga_core::command::Kin;
use stadga_core::event::{Event, NewEvent, Signature, StreamKind};
use stadga_core::state::{CaseFile, Organisation};
use stadga_core::{Ctx, Id};
use stadga_store::Rows;
use std::sync::Arc;

impl App {
    /// The person's other cases and own events, as they are now.
    pub(crate) fn kin(&self, loaded: &Loaded) -> Result<Kin, AppError> {
        let person = loaded.file.case.person.ok_or(AppError::NotFound)?;
        let others = self.store().cases_of_person(person)?.into_iter().filter(|case| *case != loaded.case);
        let files = others.map(|case| Ok(self.load_case(case)?.file)).collect::<Result<_, AppError>>()?;
        Ok(Kin { files, person: self.store().load(&[person])? })
    }

    /// The rows of every case an act has changed.
    pub(crate) fn rows_after(
        &self,
        ctx: &Ctx,
        command: Id,
        (loaded, kin): (&Loaded, &Kin),
        organisation: &Organisation,
        events: &[NewEvent],
    ) -> Result<Rows, AppError> {
        let signature = signature(ctx);
        let (near, far): (Vec<NewEvent>, Vec<NewEvent>) =
            events.iter().cloned().partition(|event| !kin.files.iter().any(|file| holds(file, event)));
        let after = Arc::new(fold_with(&loaded.file, &near, &signature, command, ctx.now));
        let mut rows = self.rows(loaded.case, &after, organisation, &near)?;
        for file in &kin.files {
            let own: Vec<NewEvent> = far.iter().filter(|event| holds(file, event)).cloned().collect();
            let Some(other) = file.case.id.filter(|_| !own.is_empty()) else { continue };
            let after = fold_with(file, &own, &signature, command, ctx.now);
            rows = joined(rows, self.case_rows(other, &after, organisation));
        }
        Ok(rows)
    }
}

/// Whether an event lies in a case or in one of its assignments.
fn holds(file: &CaseFile, event: &NewEvent) -> bool {
    file.heads.contains_key(&event.subject)
}

/// The case as it will be, so that duties are planned before they are written with the events.
pub(crate) fn fold_with(
    file: &CaseFile,
    new: &[NewEvent],
    signature: &Signature,
    command: Id,
    now: Timestamp,
) -> CaseFile {
    let mut events = file.events.clone();
    let mut heads = file.heads.clone();
    let last = events.last().map_or(0, |event| event.position);
    let in_case = new.iter().filter(|event| matches!(event.kind, StreamKind::Arende | StreamKind::Uppdrag));
    for (position, event) in (last + 1..).zip(in_case) {
        let head = heads.entry(event.subject).or_insert(0);
        *head += 1;
        events.push(Event {
            id: event.id,
            command,
            position,
            subject: event.subject,
            kind: event.kind,
            seq: *head,
            occurred_on: event.occurred_on,
            occurred_at: event.occurred_at,
            recorded_at: now,
            signature: signature.clone(),
            corrects: event.corrects,
            reason: event.reason.clone(),
            packs: String::new(),
            fact: event.fact.clone(),
        });
    }
    CaseFile::fold(events)
}
