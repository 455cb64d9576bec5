//! A person's file with one record-holder, looked at: what is in it, when the last note was made, and what stands in the
//! way of what somebody would do with it.
//!
//! The board has one file of a person: the cases, and what its own units have written. A private provider has a file of
//! its own (SoL 17 kap.), until it hands it over to the board. The packs say when a file may be erased or handed over and
//! what must be kept: guards on the proposal, asked of every case in the file.

use super::arkiv::PREPARES;
use super::gallring::PROPOSES;
use crate::{App, AppError};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use stadga_core::command::retention::keeps_files_of;
use stadga_core::event::{Event, NewEvent, StreamKind};
use stadga_core::fact::gallring::{GallringForeslagen, Gallringspost};
use stadga_core::state::{Assignment, AssignmentStage, CaseFile, Organisation, PersonState, told_the_board};
use stadga_core::{Ctx, Hinder, Id};
use stadga_rules::{Check, Timeline, refusals};
use std::sync::Arc;

/// The use case by which a private provider hands a file over to the board.
const HANDS_OVER: &str = "uppdragsakt.lamna_over";
/// The use cases whose guards are asked of each file, and not of the form.
pub(crate) const ASKED_OF_FILES: [&str; 3] = [PROPOSES, PREPARES, HANDS_OVER];
/// The field that a guard names when it is only about the time.
const LAST: &str = "sista_anteckning";
/// Years that are looked ahead for the day a file's time comes.
const AHEAD: i32 = 100;

/// Whose file: the person, and the private provider that has it; none when it is the board's.
pub(super) type Whose = (Id, Option<Id>);

/// A person's file, looked at.
pub(super) struct File {
    pub person: Id,
    /// The private provider that has it; none when it is the board's.
    pub provider: Option<Id>,
    /// The cases, with their numbers.
    pub cases: Vec<(Id, String)>,
    /// The same, folded.
    pub files: Vec<Arc<CaseFile>>,
    /// The assignments that are the private provider's own; none in a file of the board's.
    pub held: Vec<Id>,
    /// Every assignment the provider has had, under the one key that opens them: with those it returned or handed over.
    pub assignments: Vec<Id>,
    pub last: Date,
    pub failing: Vec<Check>,
    /// Where its streams were when it was looked at.
    pub heads: Vec<(Id, u32)>,
}

/// The private provider that has the file of an assignment; none where it is the board's, as an order is that was
/// returned. The same is told by the grant of the provider's head, which then ends.
fn private_holder(assignment: &Assignment, organisation: &Organisation) -> Option<Id> {
    let unit = assignment.order.as_ref().map(|order| order.utforare)?;
    let gone = assignment.handed_over_on.or(assignment.returned_on);
    let apart = gone.is_none() && !assignment.erased;
    organisation.units.get(&unit).filter(|unit| unit.private && apart).map(|unit| unit.id)
}

impl File {
    /// Why a private provider's file is not the provider's to erase, whatever the packs say; none where it is.
    pub(super) fn not_its_own(&self) -> Option<&'static str> {
        let handed = |case: &Arc<CaseFile>| {
            let over = |id: &Id| case.assignments.get(id).is_some_and(|known| known.handed_over_on.is_some());
            self.assignments.iter().any(over)
        };
        match self.provider {
            None => None,
            // Handed over or returned, or the unit is the municipality's own now.
            Some(_) if self.held.is_empty() => Some("Akten är inte längre utförarens."),
            // What was handed over is the board's, and lies under the same key: with the rest it would go dark too.
            Some(_) if self.files.iter().any(handed) => {
                Some("En del av akten har lämnats till nämnden. Lämna över resten också.")
            }
            Some(_) => None,
        }
    }
}

impl App {
    /// The files a record-holder has, by person, with the stamp of the last event in any of their streams.
    pub(super) fn files_of(&self, holder: Option<Id>) -> Result<Vec<(Id, Timestamp)>, AppError> {
        let Some(unit) = holder else { return Ok(self.store().files_kept()?) };
        Ok(self.store().files_held_by(unit)?.into_iter().map(|held| (held.person, held.last)).collect())
    }

    /// A person's file with the board, with everything that stands in the way of what a use case would do with it.
    pub(super) fn file(&self, ctx: &Ctx, person: Id, use_case: &str) -> Result<File, AppError> {
        self.file_with(ctx, (person, None), use_case)
    }

    /// The same of a file that the board or a private provider has.
    pub(super) fn file_with(&self, ctx: &Ctx, (person, provider): Whose, use_case: &str) -> Result<File, AppError> {
        let known = self.whole_person(person)?;
        let organisation = self.organisation()?;
        let mut file = self.gathered((person, provider), &organisation)?;
        let ended =
            |known: &Assignment| matches!(known.stage(), AssignmentStage::Avslutat | AssignmentStage::Aterlamnat);
        let all = || file.files.iter().flat_map(|case| case.assignments.values());
        let own = |known: &&Assignment| provider.is_none() || file.held.contains(&known.id);
        let running = all().filter(own).any(|known| !ended(known))
            || provider.is_none() && file.files.iter().any(|case| case.case.closed_on.is_none());
        let elsewhere = all().any(|known| private_holder(known, &organisation).is_some());
        let birth = known.number.as_ref().map(stadga_core::identity::PersonNumber::birth_date);
        let mut input = self.input(ctx, &known, provider.is_some(), file.last);
        input.insert(String::from("pagar"), running.into());
        input.insert(String::from("utforarakt"), (provider.is_none() && elsewhere).into());
        let (stack, role) = (self.stack(), ctx.actor.post.role);
        for case in &file.files {
            // A provider is not told what the board has noted of what must be kept.
            let events = if provider.is_some() { &[][..] } else { &case.events };
            let timeline = Timeline::new(events, birth);
            let checks = stadga_rules::check(&stack, use_case, &input, role, &timeline, ctx.today, None);
            for check in checks.into_iter().filter(|check| !check.holds && check.level.refuses()) {
                if file.failing.iter().all(|known| known.rule != check.rule) {
                    file.failing.push(check);
                }
            }
        }
        Ok(file)
    }

    /// What is in a file, and when the last note in it was made.
    fn gathered(&self, (person, provider): Whose, organisation: &Organisation) -> Result<File, AppError> {
        let zone = self.inner.stockholm.clone();
        let day = |event: &Event| event.recorded_at.to_zoned(zone.clone()).date().max(event.occurred_on);
        let (mut last, mut heads) = (Date::default(), Vec::new());
        if provider.is_none() {
            let own = self.store().load(&[person])?;
            last = own.iter().map(day).max().unwrap_or_default();
            heads.push((person, own.last().map_or(0, |event| event.seq)));
        }
        let (mut cases, mut files, mut held, mut assignments) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for case in self.store().cases_of_person(person)? {
            let loaded = self.load_whole(case)?;
            let held_by =
                |stream: Id| loaded.file.assignments.get(&stream).and_then(|known| private_holder(known, organisation));
            let here = |known: &&Assignment| {
                let unit = known.order.as_ref().map(|order| order.utforare);
                provider.is_some() && unit == provider && !known.erased
            };
            let here: Vec<Id> = loaded.file.assignments.values().filter(here).map(|known| known.id).collect();
            if provider.is_some() && here.is_empty() {
                continue;
            }
            let own: Vec<Id> = here.iter().copied().filter(|stream| held_by(*stream) == provider).collect();
            let inside = |event: &&Event| match provider {
                Some(_) => own.contains(&event.subject),
                None => held_by(event.subject).is_none(),
            };
            last = loaded.file.events.iter().filter(inside).map(day).max().unwrap_or(last).max(last);
            heads.extend(loaded.file.heads.iter().map(|(stream, seq)| (*stream, *seq)));
            cases.push((case, loaded.number.clone()));
            files.push(loaded.file);
            held.extend(own);
            assignments.extend(here);
        }
        Ok(File { person, provider, cases, files, held, assignments, last, failing: Vec::new(), heads })
    }

    /// What the guards are told of a file.
    fn input(&self, ctx: &Ctx, known: &PersonState, private: bool, last: Date) -> toml::Table {
        let stack = self.stack();
        let letters = stack.letters();
        let birth = known.number.as_ref().map(stadga_core::identity::PersonNumber::birth_date);
        let mut input = toml::Table::new();
        input.insert(String::from(LAST), last.to_string().into());
        input.insert(String::from("i_dag"), ctx.today.to_string().into());
        input.insert(String::from("utforare"), private.into());
        input.extend(birth.map(|day| (String::from("fodelsedag"), i64::from(day.day()).into())));
        input.extend(letters.and_then(|known| known.county.clone()).map(|name| (String::from("lan"), name.into())));
        input.extend(letters.map(|known| (String::from("kommun"), known.municipality.clone().into())));
        input
    }

    /// What excepts a file by its time alone.
    fn too_early(&self, ctx: &Ctx, private: bool, last: Date, on: Date) -> bool {
        let mut input = toml::Table::new();
        input.insert(String::from(LAST), last.to_string().into());
        input.insert(String::from("i_dag"), on.to_string().into());
        input.insert(String::from("utforare"), private.into());
        let timeline = Timeline::new(&[], None);
        let checks = stadga_rules::check(&self.stack(), PROPOSES, &input, ctx.actor.post.role, &timeline, on, None);
        checks.iter().any(|check| !check.holds && check.field.as_deref() == Some(LAST))
    }

    /// The last day a file is to be erased: the year after its time came is out (SoL 16:1 and 17:2).
    pub(super) fn erased_by_day(&self, ctx: &Ctx, private: bool, last: Date) -> Option<Date> {
        let came = (0..AHEAD).filter_map(|years| last.checked_add(years.years()).ok());
        let early = |day: Date| self.too_early(ctx, private, last, day);
        let came = came.into_iter().find(|day| day.tomorrow().is_ok_and(|next| !early(next)))?;
        Some(date(came.year().checked_add(1)?, 12, 31))
    }

    /// A file, if by the time alone it is to be erased.
    pub(super) fn file_if_time(&self, ctx: &Ctx, whose: Whose, stamp: Timestamp) -> Result<Option<File>, AppError> {
        let recorded = stamp.to_zoned(self.inner.stockholm.clone()).date();
        // Where a private provider wrote last, and still has its file, the board's waits for it anyway.
        if self.too_early(ctx, whose.1.is_some(), recorded, ctx.today) {
            return Ok(None);
        }
        let file = self.file_with(ctx, whose, PROPOSES)?;
        let early = file.failing.iter().any(|check| check.field.as_deref() == Some(LAST));
        Ok(Some(file).filter(|_| !early))
    }

    /// Fills in a proposal: the files it names by their cases, or by the assignments of a private provider.
    pub(super) fn complete_proposal(&self, ctx: &Ctx, fact: &mut GallringForeslagen) -> Result<(), AppError> {
        let organisation = self.organisation()?;
        let unknown = || AppError::Refused(Hinder::field("akter", "Välj bland akterna i listan").into());
        let mut holders = Vec::new();
        for post in &fact.poster {
            let case = self.store().case_of(post.person)?.ok_or_else(unknown)?;
            let loaded = self.load_whole(case)?;
            let assignment = loaded.file.assignments.get(&post.person);
            let holder =
                assignment.map(|known| private_holder(known, &organisation).ok_or_else(unknown)).transpose()?;
            if !ctx.actor.posts.iter().any(|post| keeps_files_of(*post, holder)) {
                return Err(unknown());
            }
            holders.push(holder);
        }
        holders.sort();
        holders.dedup();
        if holders.len() > 1 {
            let message = "Akterna hör till olika. Föreslå nämndens för sig och varje utförares för sig";
            return Err(AppError::Refused(Hinder::field("akter", message).into()));
        }
        fact.utforare = holders.into_iter().flatten().next();
        fact.poster = self.posts(ctx, &fact.poster, fact.utforare, PROPOSES)?;
        Ok(())
    }

    /// The files that a proposal names by their cases or assignments; refused when one of them may not be where it
    /// proposes.
    pub(super) fn posts(
        &self,
        ctx: &Ctx,
        named: &[Gallringspost],
        provider: Option<Id>,
        use_case: &str,
    ) -> Result<Vec<Gallringspost>, AppError> {
        let organisation = self.organisation()?;
        let mut posts: Vec<Gallringspost> = Vec::new();
        let unknown = || AppError::Refused(Hinder::field("akter", "Välj bland akterna i listan").into());
        for post in named {
            let case = self.store().case_of(post.person)?.ok_or_else(unknown)?;
            let person = self.load_whole(case)?.file.case.person.ok_or_else(unknown)?;
            if posts.iter().any(|known| known.person == person) {
                continue;
            }
            let file = self.file_with(ctx, (person, provider), use_case)?;
            if let Some(why) = file.not_its_own() {
                return Err(AppError::Refused(Hinder::field("akter", why).into()));
            }
            if !file.failing.is_empty() {
                return Err(AppError::Refused(refusals(&file.failing)));
            }
            let archived = provider.is_none() && organisation.handovers.waits(person);
            if archived || organisation.erasures.waits(person, provider) {
                let message = "En av akterna väntar redan på beslut. Ta bort den ur förslaget";
                return Err(AppError::Refused(Hinder::field("akter", message).into()));
            }
            let ground = match provider {
                Some(_) => "Två år efter den sista anteckningen (17 kap. 2 § SoL)",
                None => "Fem år efter den sista anteckningen (16 kap. 1 § SoL)",
            };
            posts.push(Gallringspost {
                person,
                arenden: file.cases.into_iter().map(|(_, number)| number).collect(),
                sista: file.last,
                grund: ground.to_owned(),
            });
        }
        Ok(posts)
    }

    /// What the board has been told of each assignment in a private provider's file, written in the case as the file
    /// is erased.
    pub(super) fn kept_by_the_board(&self, ctx: &Ctx, file: &File) -> Result<Vec<NewEvent>, AppError> {
        let mut events = Vec::new();
        for (assignment, (case, known)) in file.assignments.iter().filter_map(|assignment| {
            let at = file.files.iter().position(|known| known.assignments.contains_key(assignment))?;
            Some((*assignment, (file.cases.get(at)?.0, file.files.get(at)?)))
        }) {
            let fact = told_the_board(&known.events, assignment);
            events.push(NewEvent::new(self.next_id(), StreamKind::Arende, case, ctx.today, fact));
        }
        Ok(events)
    }

    /// Refused when a private provider's file may not be handed over to the board yet.
    pub(super) fn may_hand_over(&self, ctx: &Ctx, assignment: Id) -> Result<(), AppError> {
        let loaded = self.load_whole(assignment)?;
        let known = loaded.file.assignments.get(&assignment);
        let holder = known.and_then(|known| private_holder(known, &*self.organisation().ok()?));
        let (Some(holder), Some(person)) = (holder, loaded.file.case.person) else { return Ok(()) };
        let file = self.file_with(ctx, (person, Some(holder)), HANDS_OVER)?;
        if file.failing.is_empty() { Ok(()) } else { Err(AppError::Refused(refusals(&file.failing))) }
    }
}
