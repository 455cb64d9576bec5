//! The way every use case goes: load, access, guards, decide, append, plan, audit.

use crate::after::{kind_of, new_streams};
use crate::cases::UseCase;
use crate::files::Received;
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::Timestamp;
use sha2::{Digest, Sha256};
use stadga_core::command::{Access, Kin, Place};
use stadga_core::event::{NewEvent, Signature};
use stadga_core::fact::arende::AvstegMotiverat;
use stadga_core::form::Form;
use stadga_core::identity::PersonNumber;
use stadga_core::state::{CaseFile, Organisation};
use stadga_core::{Ctx, Hinder, Id, Refusal};
use stadga_rules::Check;
use stadga_store::{Append, AppendError, AuditKind, AuditRow, NewBlob, Receipt, StoreError};
use std::sync::{Arc, MutexGuard, PoisonError};

/// How often an act is tried again when somebody else wrote first.
const TRIES: u32 = 8;

/// The field that names the version of the text the form was filled in against.
pub const SEEN: &str = "sag";
/// The field with the reason for departing from guidelines; `avsteg:pack:key` answers one rule.
pub const REASON: &str = "avsteg";

/// What was decided: where it was, the events with their files, and where other streams were that it rests on.
type Decided<'a> = (&'a Place<'a>, Vec<NewEvent>, Vec<NewBlob>, Vec<(Id, u32)>);

/// What is asked for.
#[derive(Clone, Copy)]
pub struct Request<'a> {
    /// The use case.
    pub use_case: &'a str,
    /// The case or the assignment; none when it opens something new.
    pub subject: Option<Id>,
    /// The command's id: repeated, it gives the first receipt and writes nothing.
    pub command: Id,
    /// The input.
    pub form: &'a Form,
}

/// The receipt.
#[derive(Clone, Debug)]
pub struct Done {
    /// The case.
    pub case: Id,
    /// The stream it was about; the new one when something was opened.
    pub subject: Id,
    /// What was recorded, as labels.
    pub recorded: Vec<&'static str>,
    /// The last position in the log.
    pub position: u64,
    /// When it was on disk.
    pub recorded_at: Timestamp,
    /// Whether the same command had been carried out before.
    pub repeated: bool,
}

impl App {
    /// Carries out a use case.
    ///
    /// # Errors
    /// Everything that stands in the way, at once; see [`AppError`].
    pub fn execute(&self, ctx: &mut Ctx, request: &Request<'_>) -> Result<Done, AppError> {
        let case = self.case(request.use_case).ok_or(AppError::NotFound)?;
        let (form, received) = self.settled(ctx, case, request.form)?;
        let request = &Request { form: &form, ..*request };
        let request = &Request { command: bound(request), ..*request };
        let _turn = self.turn(ctx, request)?;
        for _ in 0..TRIES {
            match self.attempt(ctx, case, request, &received) {
                // Another node may have been first.
                Err(Attempt::Moved) => self.store().follow()?,
                Err(Attempt::Stopped(error)) => return self.done_before(ctx, case, request, error),
                Ok(done) => {
                    // Whoever has lost the last post is out at once, whichever way the act came.
                    if let (Access::Organisation(_), Ok(user)) = (case.access, form.text("anvandare").parse()) {
                        self.shut_out(user)?;
                    }
                    return Ok(done);
                }
            }
        }
        Err(AppError::Fault(format!("{} trängdes undan {TRIES} gånger", case.name)))
    }

    /// Whether this very form has been carried out: then nothing of it is left to keep as a draft.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn carried_out(&self, request: &Request<'_>) -> Result<bool, AppError> {
        Ok(self.store().receipt(bound(request)).map_err(AppError::Unsaved)?.is_some())
    }

    /// One at a time on the same case, or on the same person's number, so that nobody is pushed aside.
    /// Another node's writing is still met by trying again.
    fn turn(&self, ctx: &Ctx, request: &Request<'_>) -> Result<MutexGuard<'_, ()>, AppError> {
        let key = match request.subject {
            Some(subject) => self.store().case_of(subject)?.unwrap_or(subject).to_string(),
            None => match PersonNumber::parse(request.form.text("nummer"), ctx.today) {
                Ok(number) => number.full(),
                Err(_) => request.command.to_string(),
            },
        };
        let sum = key.bytes().fold(0usize, |sum, byte| sum.wrapping_mul(31).wrapping_add(usize::from(byte)));
        let place = sum % self.inner.turns.len();
        self.inner.turns.get(place).map_or_else(
            || Err(AppError::Fault(String::from("ingen kö"))),
            |turn| Ok(turn.lock().unwrap_or_else(PoisonError::into_inner)),
        )
    }

    /// A command that was carried out before gets its first receipt, whatever has happened since.
    fn done_before(&self, ctx: &Ctx, case: &UseCase, request: &Request<'_>, error: AppError) -> Result<Done, AppError> {
        if matches!(error, AppError::NotFound) {
            return Err(error);
        }
        let Ok(found) = self.store().receipt(request.command) else {
            // Of what was tried it is told how that went; of what was not, nothing is known.
            let tried = matches!(error, AppError::Unsaved(_) | AppError::Store(_));
            return Err(if tried { error } else { StoreError::Uncertain.into() });
        };
        let Some(receipt) = found else { return Err(error) };
        let subject = request.subject.into_iter().collect();
        self.store().audit(self.audit_row(ctx, case.name, AuditKind::View, subject, ""))?;
        let known = request.subject.map(|subject| self.store().case_of(subject)).transpose()?.flatten();
        self.receipt(known.unwrap_or(request.command), request.subject, Vec::new(), &receipt)
    }

    fn attempt(
        &self,
        ctx: &mut Ctx,
        case: &UseCase,
        request: &Request<'_>,
        received: &Received,
    ) -> Result<Done, Attempt> {
        let organisation = self.organisation()?;
        let loaded = self.reach(ctx, case, request)?;
        ctx.actor.on_behalf_of = request.subject.and_then(|subject| loaded.on_behalf_of(ctx, subject, case.access));
        let form = request.form;
        let judged = self.judge(ctx, case, &loaded, request.subject, form);
        let known_person = self.known_person(ctx, form)?;
        let follows = known_person.map(|person| self.follows(person)).transpose()?.unwrap_or_default();
        let opposites = self.opposites(case, &loaded, known_person, &follows)?;
        let mut kin = if case.whole_person { self.kin(&loaded, known_person)? } else { Kin::default() };
        let other = self.other_record(ctx, case, &loaded, form)?;
        kin.files.extend(other.clone());
        if case.both_persons {
            kin.files.extend(opposites.iter().flat_map(|other| other.files.iter().cloned()));
        }
        let mut place = Place {
            subject: request.subject.unwrap_or(loaded.case),
            file: &loaded.file,
            organisation: &organisation,
            packs: judged.packs.clone(),
            follows,
            known_person,
            kin,
            other,
            opposites,
            counted: self.counted_in(case.name, form)?,
            busy: if case.books { self.busy(ctx, &loaded, request)? } else { Vec::new() },
        };
        let reading = self.reading(ctx);
        let decided = (case.decide)(form, &reading, &place, ctx);
        let mut events = merge(decided, &judged.checks)?;
        if !form.values(SEEN).is_empty() {
            let newest = (case.replaces)(&loaded.file, place.subject);
            if newest.map(|id| id.to_string()).unwrap_or_default() != form.text(SEEN) {
                return Err(AppError::Stale { newest }.into());
            }
        }
        let reasons = reasons(&judged.checks, form)?;
        let subject = place.subject;
        for (rule, reason) in reasons {
            let fact = AvstegMotiverat { regel: rule, vid: case.name.to_owned(), skal: reason };
            let kind = kind_of(&loaded.file, subject, &events);
            events.push(NewEvent::new(ctx.ids.next_id(), kind, subject, ctx.today, fact));
        }
        let looked_at = self.complete_erasure(ctx, &mut events)?;
        // Cases that go on without what a private provider had are written in too.
        place.kin.files.extend(looked_at.files);
        let mut blobs = self.contents(ctx, &events, received)?;
        blobs.extend(self.file_letters(ctx, case, (&loaded, form), &mut events)?);
        self.write(ctx, case, request, &loaded, &organisation, (&place, events, blobs, looked_at.heads))
    }

    /// Loads what the use case is about, if the actor may do it there; otherwise nothing exists.
    fn reach(&self, ctx: &Ctx, case: &UseCase, request: &Request<'_>) -> Result<Loaded, AppError> {
        match (case.access, request.subject) {
            (Access::New(roles) | Access::Organisation(roles), None)
                if ctx.actor.posts.iter().any(|post| roles.contains(&post.role)) =>
            {
                let stream = if case.access.opens() { None } else { self.organisation_stream()? };
                let case = stream.unwrap_or_else(|| self.next_id());
                Ok(Loaded { case, number: String::new(), file: Arc::default(), duties: Arc::default(), veiled: None })
            }
            (Access::Case(_) | Access::Assignment(_) | Access::Either(_) | Access::Matter(_), Some(subject)) => {
                self.reached_whole(ctx, case.name, case.access, subject)
            }
            _ => Err(self.denied(ctx, case.name, request.subject, AppError::NotFound)),
        }
    }

    /// Writes the denial down before it is answered.
    pub(crate) fn denied(&self, ctx: &Ctx, what: &str, subject: Option<Id>, error: AppError) -> AppError {
        if !matches!(error, AppError::NotFound) {
            return error;
        }
        let row = self.audit_row(ctx, what, AuditKind::Denied, subject.into_iter().collect(), "");
        match self.store().audit(row) {
            Ok(()) => AppError::NotFound,
            Err(error) => error.into(),
        }
    }

    fn known_person(&self, ctx: &Ctx, form: &Form) -> Result<Option<Id>, AppError> {
        match PersonNumber::parse(form.text("nummer"), ctx.today) {
            Ok(number) => Ok(self.store().persons_by_number(&number.full().replace('-', ""))?.into_iter().next()),
            Err(_) => Ok(None),
        }
    }

    fn write(
        &self,
        ctx: &Ctx,
        case: &UseCase,
        request: &Request<'_>,
        loaded: &Loaded,
        organisation: &Organisation,
        (place, events, blobs, looked_at): Decided<'_>,
    ) -> Result<Done, Attempt> {
        let kin = &place.kin;
        let recorded: Vec<&'static str> = events.iter().map(|event| event.fact.label()).collect();
        let signature = signature(ctx);
        let stack = self.stack();
        let (rows, after) = self.rows_after(ctx, request.command, &stack, (loaded, kin), organisation, &events)?;
        let expects = events.iter().map(|event| event.subject).collect::<std::collections::BTreeSet<_>>();
        let heads = self.expected(&loaded.file, expects, &events)?;
        let counted = matches!(case.access, Access::Organisation(_)).then_some((loaded.case, organisation.head));
        let heads = [crate::after::made_on(heads, place, counted), looked_at].concat();
        let new_streams = new_streams(&events, loaded.case, organisation, &heads);
        let subjects = events.iter().map(|event| event.subject).collect();
        let erases = crate::view::erased_by(&events);
        let gone = erases.clone();
        let append = Append {
            erases,
            command: request.command,
            signature,
            packs: stack.fingerprint(),
            expects: heads,
            events,
            new_streams,
            rows,
            blobs,
            audit: Some(self.audit_row(ctx, case.name, AuditKind::Command, subjects, "")),
        };
        match self.store().append(append) {
            Ok(receipt) => {
                kin.files.iter().filter_map(|file| file.case.id).for_each(|case| self.inner.cache.forget_case(case));
                self.forget_erased(&gone);
                self.keep_written(stack, loaded, after, &receipt);
                Ok(self.receipt(loaded.case, request.subject, recorded, &receipt)?)
            }
            Err(AppendError::Moved) => {
                self.inner.cache.forget_case(loaded.case);
                Err(Attempt::Moved)
            }
            Err(error) => Err(AppError::Unsaved(error).into()),
        }
    }

    /// The heads the decision was made on: every stream written to, and the case it belongs to.
    fn expected(
        &self,
        file: &CaseFile,
        written: std::collections::BTreeSet<Id>,
        events: &[NewEvent],
    ) -> Result<Vec<(Id, u32)>, AppError> {
        let mut heads: Vec<(Id, u32)> = file.heads.iter().map(|(id, seq)| (*id, *seq)).collect();
        let unknown: Vec<Id> = written.into_iter().filter(|id| !file.heads.contains_key(id)).collect();
        let known = self.store().heads(&unknown)?;
        for id in unknown {
            let seq = known.iter().find(|(stream, _)| *stream == id).map_or(0, |(_, seq)| *seq);
            if events.iter().any(|event| event.subject == id) {
                heads.push((id, seq));
            }
        }
        Ok(heads)
    }

    fn receipt(
        &self,
        case: Id,
        subject: Option<Id>,
        recorded: Vec<&'static str>,
        receipt: &Receipt,
    ) -> Result<Done, AppError> {
        // A repeated command opened its own case the first time; the answer names that one.
        let mut case = case;
        if receipt.repeated && subject.is_none() {
            for (id, _) in &receipt.last_seq {
                case = self.store().case_of(*id)?.unwrap_or(case);
            }
        }
        Ok(Done {
            case,
            subject: subject.unwrap_or(case),
            recorded,
            position: receipt.positions.last().copied().unwrap_or_default(),
            recorded_at: receipt.recorded_at,
            repeated: receipt.repeated,
        })
    }

    /// An audit row about what the actor did or saw.
    pub(crate) fn audit_row(
        &self,
        ctx: &Ctx,
        what: &str,
        kind: AuditKind,
        subjects: Vec<Id>,
        ground: &str,
    ) -> AuditRow {
        AuditRow {
            user: ctx.actor.user,
            post: Some(ctx.actor.post),
            what: what.to_owned(),
            kind,
            subjects,
            ground: ground.to_owned(),
            detail: String::new(),
        }
    }
}

/// Why an attempt ended without a receipt.
enum Attempt {
    /// Somebody else wrote first: load again and decide anew.
    Moved,
    Stopped(AppError),
}

impl<E: Into<AppError>> From<E> for Attempt {
    fn from(error: E) -> Self {
        Self::Stopped(error.into())
    }
}

/// The command bound to what it says: the same form twice is one act, another text is another act.
fn bound(request: &Request<'_>) -> Id {
    let mut hasher = Sha256::new();
    hasher.update(request.command.bytes());
    hasher.update(request.use_case);
    hasher.update(request.subject.map(|subject| subject.to_string()).unwrap_or_default());
    for (name, value) in request.form.pairs() {
        for part in [name, value] {
            hasher.update((part.len() as u64).to_be_bytes());
            hasher.update(part);
        }
    }
    let mut bytes = [0; 10];
    bytes.iter_mut().zip(hasher.finalize()).for_each(|(byte, digest)| *byte = digest);
    Id::from_bytes(bytes)
}

pub(crate) fn signature(ctx: &Ctx) -> Signature {
    Signature { user: ctx.actor.user, post: ctx.actor.post, on_behalf_of: ctx.actor.on_behalf_of }
}

/// What the state refuses and what the packs refuse, as one answer.
fn merge(decided: Result<Vec<NewEvent>, AppError>, checks: &[Check]) -> Result<Vec<NewEvent>, AppError> {
    let by_packs = stadga_rules::refusals(checks);
    match decided {
        Ok(events) if by_packs.hinders.is_empty() => Ok(events),
        Ok(_) => Err(AppError::Refused(by_packs)),
        Err(AppError::Refused(by_state)) => {
            let hinders = by_state.hinders.into_iter().chain(by_packs.hinders).collect();
            Err(AppError::Refused(Refusal { hinders }))
        }
        Err(error) => Err(error),
    }
}

/// The reason given for each guideline that warns.
fn reasons(checks: &[Check], form: &Form) -> Result<Vec<(String, String)>, AppError> {
    let warnings = stadga_rules::warnings(checks);
    let answer = |hinder: &Hinder| {
        let rule = hinder.rule.clone().unwrap_or_default();
        let own = form.text(&format!("{REASON}:{rule}"));
        let reason = if own.is_empty() { form.text(REASON) } else { own };
        (!reason.is_empty()).then(|| (rule, reason.to_owned()))
    };
    let answered: Vec<(String, String)> = warnings.iter().filter_map(answer).collect();
    if answered.len() == warnings.len() { Ok(answered) } else { Err(AppError::Warned(warnings)) }
}
