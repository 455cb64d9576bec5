//! What leaves with an act: its letters as files, and which of them wait to be printed and posted.

use super::brev::{SENDS, made};
use super::efterbrev::SENDS as AFTER;
use super::mottagare::copies;
use super::utdragsbrev::EXTRACT;
use super::utlamnande::GIVES;
use crate::cases::UseCase;
use crate::load::Loaded;
use crate::view::historik::HISTORY;
use crate::{App, AppError};
use stadga_core::event::{NewEvent, StreamKind};
use stadga_core::fact::arende::Kanal;
use stadga_core::fact::handling::{Fil, Filtyp};
use stadga_core::fact::utskick::UtskickKoat;
use stadga_core::form::Form;
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::STEP;
use stadga_store::{NewBlob, sha256};

/// The papers of an event that go by post, each by the sum of its file.
struct Paper {
    event: Id,
    files: Vec<String>,
}

impl Paper {
    fn of(event: Id, files: &[Fil]) -> Self {
        Self { event, files: files.iter().map(|file| file.sha256.clone()).collect() }
    }
}

impl App {
    /// The letters that the events send in writing, each as the file that leaves: the events name them from
    /// now on, and what goes by post waits to be printed where the packs say so. A letter that cannot be made,
    /// because the municipality has not said who sends it, is written by hand and recorded without a file.
    pub(crate) fn file_letters(
        &self,
        ctx: &mut Ctx,
        case: &UseCase,
        (loaded, form): (&Loaded, &Form),
        events: &mut Vec<NewEvent>,
    ) -> Result<Vec<NewBlob>, AppError> {
        let mut blobs = self.file_copies(ctx, case.name, loaded, form, events)?;
        let mut posted = copies_by_post(case.name, form, events);
        let signed = (ctx.actor.user, ctx.actor.post.role);
        // Another act may tell what was said or sent already; only these send.
        for event in events
            .iter_mut()
            .filter(|_| SENDS.iter().chain(AFTER).any(|sends| *sends == case.name) || case.name.starts_with(STEP))
        {
            let Some((name, Ok(letter), to)) = self.letter_of_fact(signed, loaded, &event.fact, event.occurred_on)
            else {
                continue;
            };
            let by_post = letter.recipient.channel == Kanal::Brev;
            let mut files = Vec::new();
            for letter in copies(loaded, letter, to) {
                let content = made(&self.leaving(loaded, case.name, letter)?)?;
                let storlek = u32::try_from(content.len()).unwrap_or(u32::MAX);
                files.push(Fil { namn: name.to_owned(), typ: Filtyp::Pdf, storlek, sha256: sha256(&content) });
                blobs.push(NewBlob { subject: event.subject, content: content.into() });
            }
            posted.extend(by_post.then(|| Paper::of(event.id, &files)));
            event.fact = event.fact.clone().with_letters(files);
        }
        self.queue(ctx, &posted, events);
        Ok(blobs)
    }

    /// Puts papers among those that wait to be printed, where the packs say that letters do. What a register or a
    /// provider sends is posted by whoever sends it.
    fn queue(&self, ctx: &mut Ctx, posted: &[Paper], events: &mut Vec<NewEvent>) {
        if !self.stack().letters().is_some_and(|set| set.queue) {
            return;
        }
        for paper in posted.iter().filter(|paper| !paper.files.is_empty()) {
            let sent = events.iter().find(|event| event.id == paper.event && event.kind == StreamKind::Arende);
            let Some(subject) = sent.map(|event| event.subject) else { continue };
            let fact = UtskickKoat { handelse: paper.event, filer: paper.files.clone() };
            events.push(NewEvent::new(ctx.ids.next_id(), StreamKind::Arende, subject, ctx.today, fact));
        }
    }
}

/// The copies that an act hands out by post; the way they go stands in the form alone.
fn copies_by_post(use_case: &str, form: &Form, events: &[NewEvent]) -> Vec<Paper> {
    let by_post = matches!(form.text("kanal"), "" | "brev") && [GIVES, HISTORY, EXTRACT].contains(&use_case);
    let handed = |event: &&NewEvent| matches!(event.fact, Fact::UtlamnandeGjort(_));
    let papers = events.iter().filter(handed).map(|event| Paper::of(event.id, event.fact.files()));
    papers.filter(|_| by_post).collect()
}
