//! Those a person is kept apart from: for what is done in a case of theirs, for what leaves it, and for lists on paper.

use crate::cases::UseCase;
use crate::load::Loaded;
use crate::{App, AppError};
use stadga_core::access::whole_case;
use stadga_core::apart::{Opposite, may_be_named};
use stadga_core::command::Follows;
use stadga_core::command::arrival::UNKNOWN;
use stadga_core::state::{Apart, CaseFile};
use stadga_core::{Ctx, Hinder, Id};
use stadga_letters::{Letter, Mask};
use stadga_rules::{STEP, Stack, StepLetter};
use stadga_store::AuditKind;
use std::collections::BTreeSet;

/// What a letter is stopped for, without saying whom it names.
const NAMES: &str = "Brevet nämner, eller går till, någon som personen är spärrad mot.";
/// What to do about it.
const REMEDY: &str =
    "Ta bort namnet och numret, eller välj en annan mottagare. Fråga chefen om du inte vet vad det är.";

/// Those whose letter goes to the court. It is told everything, for somebody's liberty hangs on the day, and whom a
/// person is kept apart from is often what the matter is about.
const TO_COURT: &[&str] = &["omhandertagande.understall", "tvangsvard.ansok", "overklagande.overlamna"];

/// Whether a letter goes to a court or, as the letters of steps do, to another authority: a child's other parent is
/// named in a report of concern whomever the person is kept apart from.
fn to_authority(stack: &Stack, what: &str) -> bool {
    let step = || stack.step(what).and_then(|step| step.letter.as_ref());
    TO_COURT.contains(&what) || (what.starts_with(STEP) && !step().is_some_and(StepLetter::to_person))
}

impl App {
    /// Those the person of a case is kept apart from: as the case says, as follows somebody known into a case that is
    /// opened, and whoever the input names for an act that is about two.
    pub(crate) fn opposites(
        &self,
        case: &UseCase,
        loaded: &Loaded,
        known_person: Option<Id>,
        follows: &Follows,
    ) -> Result<Vec<Opposite>, AppError> {
        let mut persons: BTreeSet<Id> = loaded.file.case.guarded.apart.iter().map(|known| known.other).collect();
        if case.access.opens() {
            persons.extend(follows.apart.iter().map(|known| known.andra));
        }
        persons.extend(known_person.filter(|_| case.both_persons));
        persons.into_iter().map(|person| self.opposite(person)).collect()
    }

    fn opposite(&self, person: Id) -> Result<Opposite, AppError> {
        let known = self.whole_person(person)?;
        let cases = self.store().cases_of_person(person)?;
        let files = cases.into_iter().map(|case| Ok(self.load_whole(case)?.file)).collect::<Result<_, AppError>>()?;
        Ok(Opposite { person, name: known.name.clone(), number: known.number.clone(), files })
    }

    /// Those a person is kept apart from, each by name for whoever has a right to both and for nobody else. That a name
    /// is shown is written down first.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn apart_from(&self, ctx: &Ctx, file: &CaseFile) -> Result<Vec<(Apart, Option<String>)>, AppError> {
        let (mut told, mut shown) = (Vec::new(), Vec::new());
        for known in &file.case.guarded.apart {
            let other = self.load_person(known.other)?;
            let mut reached = false;
            for case in self.store().cases_of_person(known.other)? {
                reached |= whole_case(&self.load_whole(case)?.grounds(ctx, case));
            }
            let name = Some(other.name.clone()).filter(|_| reached);
            shown.extend(name.is_some().then_some(known.other));
            told.push((known.clone(), name));
        }
        if !shown.is_empty() {
            self.store().audit(self.audit_row(ctx, "omsesidig_sparr.visa", AuditKind::View, shown, ""))?;
        }
        Ok(told)
    }

    /// How many of those somebody must not know of bear a name that is typed.
    pub(crate) fn hidden_namesakes(&self, ctx: &Ctx, name: &str) -> Result<u32, AppError> {
        let (typed, mut many) = (Mask::new([name]), 0);
        let shut: BTreeSet<Id> = ctx.actor.apart.iter().map(|(shut, _)| *shut).collect();
        for person in shut {
            many += u32::from(typed.hits(&self.whole_person(person)?.name));
        }
        Ok(many)
    }

    /// What must not stand in anything that leaves a case: the names and the numbers of those the person is kept apart
    /// from. A name that is the person's own too says nothing of the other.
    pub(crate) fn kept_apart(&self, loaded: &Loaded) -> Result<Mask, AppError> {
        let (case, mut phrases) = (&loaded.file.case, Vec::new());
        let own = case.person.map(|person| self.whole_person(person)).transpose()?;
        for known in &case.guarded.apart {
            let other = self.whole_person(known.other)?;
            let name = Mask::new([other.name.as_str()]);
            let same = own.as_ref().is_some_and(|own| name.hits(&own.name));
            phrases.extend(Some(other.name.clone()).filter(|name| !same && name != UNKNOWN));
            phrases.extend(other.number.as_ref().map(stadga_core::identity::PersonNumber::full));
            phrases.extend(other.report_number.clone());
        }
        Ok(Mask::new(phrases.iter().map(String::as_str)))
    }

    /// The letter without the names of those among the staff whose names are left out in the case (FL 33 §).
    pub(crate) fn without_names(&self, loaded: &Loaded, letter: Letter) -> Result<Letter, AppError> {
        let names = self.left_out(loaded)?;
        Ok(if names.is_empty() { letter } else { letter.without_names(&names) })
    }

    /// The names of those among the staff whose names are left out in the case.
    pub(crate) fn left_out(&self, loaded: &Loaded) -> Result<Mask, AppError> {
        let (unnamed, organisation) = (&loaded.file.case.guarded.unnamed, self.organisation()?);
        let names = unnamed.iter().filter_map(|user| organisation.users.get(user)).map(|user| user.name.as_str());
        Ok(Mask::new(names))
    }

    /// A letter as it leaves the case: without the names that are left out. Refused when it names somebody the person is
    /// kept apart from, or goes to them.
    pub(crate) fn leaving(&self, loaded: &Loaded, what: &str, letter: Letter) -> Result<Letter, AppError> {
        self.names_nobody_apart(loaded, what, &letter)?;
        self.without_names(loaded, letter)
    }

    /// Refuses a letter that names somebody the person is kept apart from, or goes to them.
    fn names_nobody_apart(&self, loaded: &Loaded, what: &str, letter: &Letter) -> Result<(), AppError> {
        let apart = self.kept_apart(loaded)?;
        if apart.is_empty() || to_authority(&self.stack(), what) || !letter.says(&apart) {
            return Ok(());
        }
        Err(AppError::Refused(Hinder::state(NAMES, REMEDY).into()))
    }

    /// The same as words, for a letter that is looked at before it is sent.
    pub(crate) fn letter_to_see(&self, loaded: &Loaded, what: &str, letter: Letter) -> Result<Letter, String> {
        match self.leaving(loaded, what, letter) {
            Ok(letter) => Ok(letter),
            Err(AppError::Refused(_)) => Err(format!("{NAMES} {REMEDY}")),
            Err(error) => Err(error.to_string()),
        }
    }

    /// Which rows of a list that leaves on paper may name the person: never two who are kept apart. A row is a case.
    pub(crate) fn named_together(&self, cases: impl Iterator<Item = Id>) -> Result<Vec<bool>, AppError> {
        let known = |case| {
            let file = self.load_whole(case)?.file;
            Ok((
                file.case.person.unwrap_or(case),
                file.case.guarded.apart.iter().map(|known| known.other).collect::<Vec<Id>>(),
            ))
        };
        let rows: Vec<(Id, Vec<Id>)> = cases.map(known).collect::<Result<_, AppError>>()?;
        Ok(may_be_named(rows.iter().map(|(person, apart)| (*person, apart.as_slice()))))
    }
}
