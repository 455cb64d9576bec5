//! What will be so when an act is written: the folded cases and the rows that follow, worked out before
//! it is written and kept when it is.

use crate::execute::signature;
use crate::load::Loaded;
use crate::rebuild::joined;
use crate::rows::case_rows;
use crate::{App, AppError};
use jiff::Timestamp;
use stadga_core::command::{Follows, Kin, Place};
use stadga_core::event::{Event, NewEvent, Signature, StreamKind};
use stadga_core::state::{CaseFile, Organisation};
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{Duty, Stack, Timeline, plan};
use stadga_store::{NewStream, Receipt, Rows};
use std::sync::Arc;

/// The case an act was done in, as the act leaves it.
pub(crate) struct After {
    file: CaseFile,
    duties: Vec<Duty>,
    /// Which of the act's events are the case's, in their order.
    own: Vec<bool>,
}

impl App {
    /// The person's other cases and own events, as they are now.
    ///
    /// Where no case is named it is the person in the input, and all of their cases.
    pub(crate) fn kin(&self, loaded: &Loaded, named: Option<Id>) -> Result<Kin, AppError> {
        let in_input = named.filter(|_| loaded.file.case.id.is_none());
        let Some(person) = loaded.file.case.person.or(in_input) else { return Ok(Kin::default()) };
        let others = self.store().cases_of_person(person)?.into_iter().filter(|case| *case != loaded.case);
        let files = others.map(|case| Ok(self.load_whole(case)?.file)).collect::<Result<_, AppError>>()?;
        Ok(Kin { files, person: self.store().load(&[person])? })
    }

    /// What follows somebody who is known into a case that is opened.
    pub(crate) fn follows(&self, person: Id) -> Result<Follows, AppError> {
        let known = self.whole_person(person)?;
        Ok(Follows { marks: known.marks.clone(), barred: known.barred.clone(), apart: known.apart.clone() })
    }

    /// The rows of every case an act changes, and the case it is done in as it leaves it.
    pub(crate) fn rows_after(
        &self,
        ctx: &Ctx,
        command: Id,
        stack: &Stack,
        (loaded, kin): (&Loaded, &Kin),
        organisation: &Organisation,
        events: &[NewEvent],
    ) -> Result<(Rows, After), AppError> {
        let (signature, packs) = (signature(ctx), stack.fingerprint());
        let folded = |file: &CaseFile, events: &[NewEvent]| {
            let after = fold_with(file, events, &signature, command, ctx.now, &packs);
            let duties = plan(stack, &Timeline::new(&after.events, None));
            (after, duties)
        };
        let (near, far): (Vec<NewEvent>, Vec<NewEvent>) =
            events.iter().cloned().partition(|event| !kin.files.iter().any(|file| holds(file, event)));
        let (file, duties) = folded(&loaded.file, &near);
        let mut rows = self.rows(loaded.case, (&file, &duties), (stack, organisation), &near)?;
        for other in &kin.files {
            let own: Vec<NewEvent> = far.iter().filter(|event| holds(other, event)).cloned().collect();
            let Some(case) = other.case.id.filter(|_| !own.is_empty()) else { continue };
            let (after, duties) = folded(other, &own);
            rows = joined(rows, case_rows(case, &after, &duties, (stack, organisation)));
        }
        let own = events.iter().map(|event| in_case(event) && !kin.files.iter().any(|file| holds(file, event)));
        let own = own.collect();
        Ok((rows, After { file, duties, own }))
    }

    /// Keeps the case as it stands after what was written, which the next reader need not read again.
    pub(crate) fn keep_written(&self, stack: Arc<Stack>, before: &Loaded, after: After, receipt: &Receipt) {
        if receipt.repeated {
            return self.inner.cache.forget_case(before.case);
        }
        let After { mut file, duties, own } = after;
        // What only the log knows: the places and the stamp.
        let places = receipt.positions.iter().zip(&own).filter(|(_, own)| **own);
        let first = file.events.len() - places.clone().count();
        for (event, (place, _)) in file.events.iter_mut().skip(first).zip(places) {
            event.position = *place;
            event.recorded_at = receipt.recorded_at;
        }
        let number = receipt.case_number.map_or_else(|| before.number.clone(), |number| number.to_string());
        let (file, duties) = (Arc::new(file), Arc::new(duties));
        let loaded = Loaded { case: before.case, number, file, duties, veiled: None };
        self.inner.cache.keep_case(stack, &loaded);
    }
}

/// Whether an event lies in a case or in one of its assignments.
fn holds(file: &CaseFile, event: &NewEvent) -> bool {
    file.heads.contains_key(&event.subject)
}

/// The case as it will be, so that duties are planned before they are written with the events.
fn fold_with(
    file: &CaseFile,
    new: &[NewEvent],
    signature: &Signature,
    command: Id,
    now: Timestamp,
    packs: &str,
) -> CaseFile {
    let mut events = file.events.clone();
    let mut heads = file.heads.clone();
    let last = events.last().map_or(0, |event| event.position);
    for (position, event) in (last + 1..).zip(new.iter().filter(|event| in_case(event))) {
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
            packs: packs.to_owned(),
            fact: event.fact.clone(),
        });
    }
    CaseFile::fold(events)
}

/// Whether an event belongs to a case or one of its assignments, or to a matter of a register.
fn in_case(event: &NewEvent) -> bool {
    matches!(event.kind, StreamKind::Arende | StreamKind::Uppdrag | StreamKind::Verksamhet)
}

/// The heads a decision was made on: with those of the person's other cases and of those they are kept apart from; and of the organisation as it was
/// read, where the next number was counted in it.
pub(crate) fn made_on(mut heads: Vec<(Id, u32)>, place: &Place<'_>, counted: Option<(Id, u32)>) -> Vec<(Id, u32)> {
    // Who works with somebody the person is kept apart from decides who may work with the person.
    let opposites = place.opposites.iter().flat_map(|other| &other.files);
    let others = place.kin.files.iter().chain(opposites).flat_map(|file| &file.heads);
    let others = others.map(|(stream, seq)| (*stream, *seq));
    for (stream, seq) in others.chain(counted) {
        heads.retain(|(known, _)| *known != stream);
        heads.push((stream, seq));
    }
    heads
}

/// What kind of stream an act's subject is, which the act itself may begin.
pub(crate) fn kind_of(file: &CaseFile, subject: Id, events: &[NewEvent]) -> StreamKind {
    let begun = || events.iter().any(|event| event.subject == subject && event.kind == StreamKind::Verksamhet);
    match () {
        () if file.assignments.contains_key(&subject) => StreamKind::Uppdrag,
        () if file.case.matter.is_some() || begun() => StreamKind::Verksamhet,
        () => StreamKind::Arende,
    }
}

/// The streams that events begin: of a person, a case, an assignment, a matter of a register or a sheet that is
/// counted on.
pub(crate) fn new_streams(
    events: &[NewEvent],
    case: Id,
    organisation: &Organisation,
    heads: &[(Id, u32)],
) -> Vec<NewStream> {
    let board = organisation.units.keys().next().copied().unwrap_or(case);
    let stream = |event: &NewEvent, person, holder, root| NewStream {
        subject: event.subject,
        kind: event.kind,
        person,
        holder,
        root,
    };
    events
        .iter()
        .filter_map(|event| match &event.fact {
            Fact::PersonRegistrerad(_) => Some(stream(event, None, board, None)),
            Fact::ArendeOppnat(fact) => Some(stream(event, Some(fact.person), board, None)),
            Fact::VerksamhetsarendeOppnat(_) => Some(stream(event, None, board, None)),
            Fact::UppdragBestallt(fact) => Some(stream(event, Some(fact.person), fact.utforare, Some(fact.arende))),
            // The first that a unit counts in a year begins its sheet.
            Fact::TillfalleRaknat(fact) if !heads.iter().any(|(known, seq)| *known == event.subject && *seq > 0) => {
                Some(stream(event, None, fact.enhet, None))
            }
            _ => None,
        })
        .collect()
}
