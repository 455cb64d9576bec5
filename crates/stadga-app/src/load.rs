//! Reading what a use case depends on, with the folded states kept in memory.
//!
//! A state is trusted only when the heads of its streams are the ones it was folded from. The store
//! knows the heads of what is written here, and [`App::ctx`] lets it take in what other nodes have
//! written, so another writer can never be missed.

use crate::lately::Lately;
use crate::{App, AppError};
use jiff::Timestamp;
use stadga_core::access::{Grant, Ground, Reach, assignment_grants, case_grants, whole_case};
use stadga_core::command::Access;
use stadga_core::event::StreamKind;
use stadga_core::state::{CaseFile, Counted, Organisation, PersonState, counted};
use stadga_core::{Ctx, Id};
use stadga_rules::{Duty, Stack, Timeline, plan};
use std::sync::{Arc, PoisonError, RwLock};

/// Events and duties of the cases that are kept, about a kilobyte each.
const KEPT_IN_CASES: usize = 40_000;
/// How many folded persons are kept.
const KEPT_PERSONS: usize = 10_000;
/// How many lines of sheets are kept.
const KEPT_ON_SHEETS: usize = 100_000;

/// A folded case and what the packs in force plan for it.
pub(crate) struct Known {
    stack: Arc<Stack>,
    number: String,
    file: Arc<CaseFile>,
    duties: Arc<Vec<Duty>>,
}

/// Folded states by stream.
pub(crate) struct Cache {
    cases: Lately<Known>,
    persons: Lately<PersonState>,
    /// What stands on a sheet, with how far it was read.
    sheets: Lately<(u32, Vec<Counted>)>,
    organisation: RwLock<Option<(Id, Arc<Organisation>)>>,
}

impl Default for Cache {
    fn default() -> Self {
        Self {
            cases: Lately::new(KEPT_IN_CASES),
            persons: Lately::new(KEPT_PERSONS),
            sheets: Lately::new(KEPT_ON_SHEETS),
            organisation: RwLock::default(),
        }
    }
}

impl Cache {
    /// Keeps a case as it was planned under a stack.
    pub(crate) fn keep_case(&self, stack: Arc<Stack>, loaded: &Loaded) {
        let Loaded { case, number, file, duties, .. } = loaded.clone();
        let weight = file.events.len() + duties.len();
        self.cases.keep(case, Arc::new(Known { stack, number, file, duties }), weight);
    }

    /// Forgets every case and person, when files were erased.
    pub(crate) fn forget_all(&self) {
        self.cases.forget_all();
        self.persons.forget_all();
    }

    pub(crate) fn forget_case(&self, id: Id) {
        self.cases.forget(id);
    }
}

/// A case with who it is about and what it is called.
#[derive(Clone)]
pub(crate) struct Loaded {
    /// The case's stream.
    pub case: Id,
    /// The case number.
    pub number: String,
    /// The case with its assignments.
    pub file: Arc<CaseFile>,
    /// What must happen, and what has been met.
    pub duties: Arc<Vec<Duty>>,
    /// Since when the person is protected, where what says where they are has been taken away.
    pub veiled: Option<Timestamp>,
}

impl Loaded {
    /// The grants of the case or of one of its assignments.
    pub(crate) fn grants(&self, subject: Id) -> Vec<Grant> {
        match self.file.assignments.get(&subject) {
            Some(assignment) => assignment_grants(&self.file.case, assignment),
            None if subject == self.case => case_grants(&self.file.case),
            None => Vec::new(),
        }
    }

    /// On which grounds the actor reaches the case or the assignment.
    pub(crate) fn grounds(&self, ctx: &Ctx, subject: Id) -> Vec<Ground> {
        Reach::of(ctx).grounds(&self.grants(subject))
    }
}

impl Loaded {
    /// Whom the actor stands in for when the act is not theirs to do by a right of their own.
    pub(crate) fn on_behalf_of(&self, ctx: &Ctx, subject: Id, access: Access) -> Option<Id> {
        let reach = Reach::of(ctx);
        let grants = self.grants(subject);
        let may = |reach: &Reach| reach.grounds(&grants).iter().any(|ground| access.grounds().contains(ground));
        if may(&reach.own()) {
            return None;
        }
        reach.lent.iter().map(|lent| lent.from).find(|absent| may(&reach.lent_by(*absent)))
    }
}

impl App {
    /// The organisation, from memory when nothing has been added. Packs decided since then, here or on
    /// another node, are put in force before it is handed out.
    pub fn organisation(&self) -> Result<Arc<Organisation>, AppError> {
        let kept = &self.inner.cache.organisation;
        let known = kept.read().unwrap_or_else(PoisonError::into_inner).clone();
        let mut packs = None;
        if let Some((stream, organisation)) = known {
            let heads = self.store().heads(&[stream])?;
            if heads.first().is_some_and(|(_, seq)| *seq == organisation.head) {
                return Ok(organisation);
            }
            packs = Some(organisation);
        }
        let Some(stream) = self.organisation_stream()? else { return Ok(Arc::default()) };
        let organisation = Arc::new(Organisation::fold(&self.store().load(&[stream])?));
        if packs.is_none_or(|older| older.packs != organisation.packs) {
            self.put_in_force(&organisation)?;
        }
        let mut kept = kept.write().unwrap_or_else(PoisonError::into_inner);
        if kept.as_ref().is_none_or(|(_, older)| older.head <= organisation.head) {
            *kept = Some((stream, organisation.clone()));
        }
        Ok(organisation)
    }

    /// What stands on a sheet that is counted on, from memory when nothing has been added.
    pub(crate) fn sheet(&self, sheet: Id) -> Result<Arc<(u32, Vec<Counted>)>, AppError> {
        let head = self.store().heads(&[sheet])?.first().map_or(0, |(_, seq)| *seq);
        if head == 0 {
            return Ok(Arc::default());
        }
        if let Some(known) = self.inner.cache.sheets.get(sheet).filter(|known| known.0 == head) {
            return Ok(known);
        }
        let events = self.store().load(&[sheet])?;
        let head = events.iter().map(|event| event.seq).max().unwrap_or_default();
        let read = Arc::new((head, counted(&events)));
        self.inner.cache.sheets.keep(sheet, read.clone(), read.1.len().max(1));
        Ok(read)
    }

    /// The organisation's stream.
    pub(crate) fn organisation_stream(&self) -> Result<Option<Id>, AppError> {
        Ok(self.store().streams(StreamKind::Organisation)?.into_iter().next())
    }

    /// The case that a stream is, or belongs to, for somebody to look at: of a person who is protected nothing that
    /// says where they are.
    pub(crate) fn load_case(&self, subject: Id) -> Result<Loaded, AppError> {
        self.veil(self.load_whole(subject)?)
    }

    /// Takes away what says where a protected person is.
    pub(crate) fn veil(&self, loaded: Loaded) -> Result<Loaded, AppError> {
        let Some(person) = loaded.file.case.person else { return Ok(loaded) };
        let since = self.whole_person(person)?.protected_since;
        if since.is_none() {
            return Ok(loaded);
        }
        Ok(Loaded { file: Arc::new(loaded.file.veiled()), veiled: since, ..loaded })
    }

    /// The organisation as it is named on the pages of a case: no provider is named where somebody is protected.
    pub(crate) fn organisation_for(&self, loaded: &Loaded) -> Result<Arc<Organisation>, AppError> {
        let organisation = self.organisation()?;
        Ok(if loaded.veiled.is_some() { Arc::new(organisation.veiled()) } else { organisation })
    }

    /// The same with all there is: for what is written, and for nothing that is shown.
    pub(crate) fn load_whole(&self, subject: Id) -> Result<Loaded, AppError> {
        let case = self.store().case_of(subject)?.ok_or(AppError::NotFound)?;
        let stack = self.stack();
        if let Some(known) = self.inner.cache.cases.get(case).filter(|known| Arc::ptr_eq(&known.stack, &stack)) {
            let Known { number, file, duties, .. } = &*known;
            // A new assignment begins with an event in the case, so the streams known are all there are.
            let wanted: Vec<Id> = file.heads.keys().copied().collect();
            if self.store().heads(&wanted)?.iter().all(|(id, seq)| file.heads.get(id) == Some(seq)) {
                let (number, file, duties) = (number.clone(), file.clone(), duties.clone());
                return Ok(Loaded { case, number, file, duties, veiled: None });
            }
        }
        let streams = self.store().case_streams(case)?;
        let mut wanted = vec![case];
        wanted.extend(&streams.assignments);
        let number = streams.number.to_string();
        let mut file = CaseFile::fold(self.store().load(&wanted)?);
        // An order placed between the two readings: read again with its assignment.
        while let Some(order) = file.case.orders.iter().find(|order| !wanted.contains(&order.assignment)) {
            wanted.push(order.assignment);
            file = CaseFile::fold(self.store().load(&wanted)?);
        }
        let file = Arc::new(file);
        let duties = Arc::new(plan(&stack, &Timeline::new(&file.events, None)));
        let loaded = Loaded { case, number, file, duties, veiled: None };
        self.inner.cache.keep_case(stack, &loaded);
        Ok(loaded)
    }

    /// The assignment last ordered in a case, for those who make histories.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn newest_assignment(&self, case: Id) -> Result<Option<Id>, AppError> {
        if self.store().case_of(case)?.is_none() {
            return Ok(None);
        }
        Ok(self.load_case(case)?.file.case.orders.last().map(|order| order.assignment))
    }

    /// The booking last made in a case or in an assignment, of those that stand.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn newest_booking(&self, subject: Id) -> Result<Option<Id>, AppError> {
        let file = self.load_case(subject)?.file;
        let standing = |known: &&stadga_core::state::Booking| {
            known.end.is_none() && (known.subject == subject || file.case.id == Some(subject))
        };
        Ok(file.bookings.iter().rfind(standing).map(|known| known.id))
    }

    /// The decision last made in a case.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn newest_decision(&self, case: Id) -> Result<Option<Id>, AppError> {
        Ok(self.load_case(case)?.file.case.decisions.last().map(|decision| decision.id))
    }

    /// Whether the actor reaches the whole record of the case: not only an assignment of it, and not only
    /// what reception sees.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn reaches_case(&self, ctx: &Ctx, case: Id) -> Result<bool, AppError> {
        Ok(whole_case(&self.load_case(case)?.grounds(ctx, case)))
    }

    /// Whether the actor reaches only what reception sees of a case.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn only_desk(&self, ctx: &Ctx, case: Id) -> Result<bool, AppError> {
        let grounds = self.load_case(case)?.grounds(ctx, case);
        Ok(grounds.contains(&Ground::Mottagning) && !whole_case(&grounds))
    }

    /// The person as somebody on these grounds may see them: at a provider, contact only if it was handed over.
    pub(crate) fn person_on(
        &self,
        loaded: &Loaded,
        subject: Id,
        grounds: &[Ground],
    ) -> Result<Arc<PersonState>, AppError> {
        let order = loaded.file.assignments.get(&subject).and_then(|assignment| assignment.order.as_ref());
        let person = loaded.file.case.person.or(order.map(|order| order.person)).ok_or(AppError::NotFound)?;
        let whole = self.load_person(person)?;
        let at_provider = grounds.iter().all(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef));
        match order {
            Some(order) if at_provider => Ok(Arc::new(whole.handed_over(order.kontakt))),
            _ => Ok(whole),
        }
    }

    /// A person as everybody sees them: of somebody who is protected nothing that says where they are.
    pub(crate) fn load_person(&self, person: Id) -> Result<Arc<PersonState>, AppError> {
        let whole = self.whole_person(person)?;
        Ok(if whole.is_protected() { Arc::new(whole.veiled()) } else { whole })
    }

    /// A person with all there is, from memory when nothing has been added.
    pub(crate) fn whole_person(&self, person: Id) -> Result<Arc<PersonState>, AppError> {
        if let Some(state) = self.inner.cache.persons.get(person) {
            let heads = self.store().heads(&[person])?;
            if heads.first().is_some_and(|(_, seq)| *seq == state.head) {
                return Ok(state);
            }
        }
        let state = Arc::new(PersonState::fold(&self.store().load(&[person])?));
        self.inner.cache.persons.keep(person, state.clone(), 1);
        Ok(state)
    }
}
