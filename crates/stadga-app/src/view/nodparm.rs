//! The emergency binder of a unit: what it says, its copies, and who makes it.

use super::LetterFile;
use super::lista::Lists;
use super::nodparm_text::{self as text, Told};
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::access::{Reach, whole_case};
use stadga_core::calendar::text::clock;
use stadga_core::ctx::Post;
use stadga_core::fact::beredskap::{NodparmForstord, NodparmFramstalld};
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::state::{AssignmentStage, BinderCopy, Organisation, Unit};
use stadga_core::{Actor, Ctx, Id, Ids};
use stadga_rules::Weight;
use stadga_store::{Anybodys, AssignmentFilter, AuditKind, CaseFilter, WorkQuery, WorkRow};
use std::collections::{BTreeMap, HashMap};

const WHAT: &str = "nodparm.visa";
const FETCHED: &str = "nodparm.hamta";
/// How far ahead the binder looks, in days.
const AHEAD: i32 = 14;
/// More than any unit has; what is beyond it is said to be missing.
const MOST: u32 = 20_000;
/// The hour in Stockholm from which last night's copy is missed.
const MISSED_FROM: i8 = 5;

/// A copy on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BinderLine {
    /// The copy.
    pub copy: BinderCopy,
    /// The clock in Stockholm it was made.
    pub clock: String,
    /// A newer one has come, so it is to be destroyed.
    pub outdated: bool,
    /// It can be fetched: made today, and not destroyed.
    pub fetched: bool,
}

/// The page of the binder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BinderPage {
    /// The unit.
    pub unit: String,
    /// The copies, newest first.
    pub copies: Vec<BinderLine>,
    /// The day of the last copy a night made, when last night made none.
    pub missed: Option<Date>,
    /// Whether a night has ever made one.
    pub nightly: bool,
}

/// A copy that was made for a folder.
#[derive(Clone, Debug)]
pub struct MadeBinder {
    /// The unit.
    pub unit: Id,
    /// The unit's name.
    pub name: String,
    /// The number of the copy.
    pub number: u32,
    /// The file's name, which names no person.
    pub file: String,
    /// The PDF.
    pub bytes: Vec<u8>,
    /// Older copies that nights made and nobody has signed out: number and file. They are destroyed with their files.
    pub replaced: Vec<(u32, String)>,
}

impl App {
    /// The copies of the unit one heads.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit.
    pub fn binder_page(&self, ctx: &Ctx) -> Result<BinderPage, AppError> {
        let post = ctx.actor.post;
        if !matches!(post.role, Roll::Enhetschef | Roll::Utforarchef) {
            return self.nothing(ctx, WHAT);
        }
        let organisation = self.organisation()?;
        let outdated: Vec<u32> = organisation.binders.outdated(post.unit).map(|copy| copy.number).collect();
        let line = |copy: &BinderCopy| BinderLine {
            copy: copy.clone(),
            clock: clock(copy.at.to_zoned(self.inner.stockholm.clone()).time()),
            outdated: outdated.contains(&copy.number),
            fetched: may_fetch(copy, ctx.today),
        };
        let (last, missed) = self.last_night(ctx, &organisation);
        let page = BinderPage {
            unit: organisation.unit_name(post.unit).to_owned(),
            copies: organisation.binders.of(post.unit).rev().map(line).collect(),
            missed: last.filter(|_| missed),
            nightly: last.is_some(),
        };
        self.shown(ctx, WHAT, Vec::new(), page)
    }

    /// How many copies of the unit one heads are to be destroyed, and whether last night made none.
    ///
    /// # Errors
    /// When the organisation cannot be read.
    pub fn binder_duties(&self, ctx: &Ctx) -> Result<(usize, bool), AppError> {
        let (unit, organisation) = (ctx.actor.post.unit, self.organisation()?);
        Ok((organisation.binders.outdated(unit).count(), self.last_night(ctx, &organisation).1))
    }

    /// The day of the last copy that a night made of the unit one heads, and whether last night made none.
    fn last_night(&self, ctx: &Ctx, organisation: &Organisation) -> (Option<Date>, bool) {
        let hour = ctx.now.to_zoned(self.inner.stockholm.clone()).hour();
        let nights = organisation.binders.of(ctx.actor.post.unit).filter(|copy| copy.nightly);
        let last = nights.map(|copy| copy.on).max();
        (last, last.is_some_and(|day| day < ctx.today && hour >= MISSED_FROM))
    }

    /// A copy of the unit one heads, as things are now. It can be fetched on the day it was made, and is written
    /// down as exported first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit, and where there is no such copy.
    pub fn binder_file(&self, ctx: &Ctx, number: u32) -> Result<LetterFile, AppError> {
        let post = ctx.actor.post;
        let organisation = self.organisation()?;
        let there = organisation.binders.of(post.unit).any(|copy| copy.number == number && may_fetch(copy, ctx.today));
        let unit = organisation.units.get(&post.unit).filter(|_| there);
        let Some(unit) = unit.filter(|_| matches!(post.role, Roll::Enhetschef | Roll::Utforarchef)) else {
            return self.nothing(ctx, FETCHED);
        };
        let (bytes, subjects) = self.store().at_one_moment(|| self.binder_of(ctx, unit, number))??;
        self.store().audit(self.audit_row(ctx, FETCHED, AuditKind::Export, subjects, ""))?;
        Ok(LetterFile { name: "nodparm.pdf", bytes })
    }

    /// Makes a numbered copy for a unit without anybody asking: the event and the audit row are on disk before the
    /// file is handed out.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such unit; and when it cannot be written down.
    pub fn make_binder(&self, unit: Id, nightly: bool) -> Result<MadeBinder, AppError> {
        self.store().follow()?;
        let organisation = self.organisation()?;
        let stream = self.organisation_stream()?.ok_or(AppError::NotFound)?;
        let unit = organisation.units.get(&unit).ok_or(AppError::NotFound)?;
        let ctx = self.unit_ctx(unit, stream);
        let number = organisation.binders.next(unit.id);
        let (bytes, subjects) = self.store().at_one_moment(|| self.binder_of(&ctx, unit, number))??;
        let audit = self.audit_row(&ctx, FETCHED, AuditKind::Export, subjects, "");
        let fact = NodparmFramstalld { enhet: unit.id, nummer: number, nattlig: nightly };
        self.append_to_organisation(vec![fact.into()], vec![(stream, organisation.head)], Some(audit))?;
        let replaced = |copy: &&BinderCopy| copy.nightly && copy.handed.is_none() && copy.destroyed_on.is_none();
        let older = organisation.binders.of(unit.id).filter(replaced).filter(|_| nightly);
        Ok(MadeBinder {
            unit: unit.id,
            name: unit.name.clone(),
            number,
            file: file_name(unit, ctx.today, number),
            bytes,
            replaced: older.map(|copy| (copy.number, file_name(unit, copy.on, copy.number))).collect(),
        })
    }

    /// Writes down that copies whose files a night has taken away are destroyed.
    ///
    /// # Errors
    /// When it cannot be written down.
    pub fn binders_destroyed(&self, unit: Id, numbers: &[u32]) -> Result<(), AppError> {
        if numbers.is_empty() {
            return Ok(());
        }
        let facts = numbers.iter().map(|number| NodparmForstord { enhet: unit, nummer: *number }.into()).collect();
        self.append_to_organisation(facts, Vec::new(), None)
    }

    /// The same of a unit by its id.
    pub(super) fn own_ctx(&self, unit: Id) -> Result<Ctx, AppError> {
        let stream = self.organisation_stream()?.ok_or(AppError::NotFound)?;
        let organisation = self.organisation()?;
        Ok(self.unit_ctx(organisation.units.get(&unit).ok_or(AppError::NotFound)?, stream))
    }

    /// Whoever heads a unit, without a name: the program itself asks on the unit's behalf.
    fn unit_ctx(&self, unit: &Unit, stream: Id) -> Ctx {
        let role = match unit.kind {
            EnhetArt::Myndighet => Roll::Enhetschef,
            EnhetArt::Utforare => Roll::Utforarchef,
            EnhetArt::Mottagning => Roll::Mottagningssekreterare,
        };
        let post = Post { role, unit: unit.id };
        let actor = Actor {
            user: stream,
            post,
            posts: vec![post],
            lent: Vec::new(),
            duty: Vec::new(),
            apart: Vec::new(),
            on_behalf_of: None,
        };
        let ids = self.inner.ids.clone();
        Ctx { actor, now: (self.inner.clock)(), today: self.today(), ids: Ids::new(move || ids()) }
    }

    /// The binder, and the cases and assignments it names.
    fn binder_of(&self, ctx: &Ctx, unit: &Unit, number: u32) -> Result<(Vec<u8>, Vec<Id>), AppError> {
        let told = match unit.kind {
            EnhetArt::Utforare => self.assignments_told(ctx, unit)?,
            EnhetArt::Myndighet | EnhetArt::Mottagning => self.cases_told(ctx, unit)?,
        };
        let organisation = self.organisation()?;
        let reach = Reach::of(ctx).own();
        let until = ctx.today.saturating_add(AHEAD.days());
        let query = WorkQuery { mine: false, until: Some(until), include_waiting: true, limit: MOST };
        let rules = if unit.kind == EnhetArt::Utforare { Vec::new() } else { self.stack().rules_of(Weight::Frihet) };
        let (liberty, _) = self.store().anybodys(&reach, Anybodys::OfRules(&rules), MOST)?;
        let duties = self.store().work_list(&reach, &query)?;
        let ours = |row: &WorkRow| told.contains_key(&row.case) || told.contains_key(&row.subject);
        let liberty: Vec<WorkRow> = liberty.into_iter().filter(ours).collect();
        let duties: Vec<WorkRow> = duties.into_iter().filter(ours).collect();
        let rows: Vec<&WorkRow> = liberty.iter().chain(&duties).collect();
        let lists = Lists::of(self, ctx, &organisation, &rows, &[])?;
        let (clocks, mut duties) = (lists.items(&liberty), lists.items(&duties));
        // What stands first needs not be said again.
        duties.retain(|item| !item.liberty);
        let stack = self.stack();
        let settings = stack.letters();
        let mut on_call = stack.on_call().to_vec();
        on_call.extend(self.duty_until(ctx, unit.id, until, &organisation));
        let page = text::Contents {
            unit,
            today: ctx.today,
            clocks: &clocks,
            told: &told,
            duties: &duties,
            until,
            on_call: &on_call,
            settings,
            organisation: &organisation,
        };
        let data = stadga_letters::Sheet {
            municipality: settings.map(|known| known.municipality.clone()).unwrap_or_default(),
            board: settings.map(|known| known.board.clone()).unwrap_or_default(),
            unit: unit.name.clone(),
            date: ctx.today,
            clock: format!("kl. {}", clock(ctx.now.to_zoned(self.inner.stockholm.clone()).time())),
            mark: format!("Exemplar {number}"),
            subject: String::from("Nödpärm"),
            blocks: text::blocks(&page),
        };
        let bytes = stadga_letters::sheet(&data).map_err(|error| AppError::Fault(error.to_string()))?;
        Ok((bytes, told.into_keys().collect()))
    }

    /// The open cases an authority's unit answers for; at reception those that wait there.
    fn cases_told(&self, ctx: &Ctx, unit: &Unit) -> Result<BTreeMap<Id, Told>, AppError> {
        let organisation = self.organisation()?;
        let reach = Reach::of(ctx).own();
        let of = (unit.kind == EnhetArt::Myndighet).then_some(unit.id);
        let filter = CaseFilter { unit: of, limit: MOST, ..CaseFilter::default() };
        let cases = self.store().case_list(&reach, &filter)?;
        let may = self.named_together(cases.iter().map(|listed| listed.row.subject))?;
        let mut told = BTreeMap::new();
        for (listed, may) in cases.into_iter().zip(may) {
            let loaded = self.load_case(listed.row.subject)?;
            let person = self.load_person(listed.row.person)?;
            let hidden = person.told_mark().is_some() || !may;
            let whole = whole_case(&loaded.grounds(ctx, listed.row.subject));
            let case = &loaded.file.case;
            let runs = |till: Option<Date>| till.is_none_or(|till| till >= ctx.today);
            let decisions = case.in_force().filter(|known| whole && runs(known.fact.till));
            let decisions = decisions.map(|known| text::decision(&self.insats_name(&known.fact.insats), &known.fact));
            let line = Told {
                number: loaded.number.clone(),
                name: (!hidden).then(|| person.name.clone()),
                phone: person.contact.as_ref().and_then(|known| known.telefon.clone()).filter(|_| !hidden),
                who: case.caseworker.map(|user| organisation.user_name(user).to_owned()),
                what: loaded.file.stage().label().to_owned(),
                decisions: decisions.collect(),
            };
            told.insert(listed.row.subject, line);
        }
        Ok(told)
    }

    /// The assignments a provider's unit has, with what was handed over to it.
    fn assignments_told(&self, ctx: &Ctx, unit: &Unit) -> Result<BTreeMap<Id, Told>, AppError> {
        let organisation = self.organisation()?;
        let reach = Reach::of(ctx).own();
        let filter = AssignmentFilter { unit: Some(unit.id), limit: MOST, ..AssignmentFilter::default() };
        let mut told = BTreeMap::new();
        let assignments = self.store().assignment_list(&reach, &filter)?;
        let streams: Vec<Id> = assignments.iter().map(|listed| listed.row.subject).collect();
        let grounds: HashMap<Id, Vec<stadga_core::access::Ground>> = self.store().grounds(&reach, &streams)?;
        let may = self.named_together(assignments.iter().map(|listed| listed.row.case))?;
        for (listed, may) in assignments.into_iter().zip(may) {
            let subject = listed.row.subject;
            let loaded = self.load_case(subject)?;
            let person = self.person_on(&loaded, subject, grounds.get(&subject).map_or(&[], Vec::as_slice))?;
            let hidden = person.told_mark().is_some() || !may;
            let names: Vec<&str> = listed.row.therapists.iter().map(|user| organisation.user_name(*user)).collect();
            let order = loaded.file.assignments.get(&subject).and_then(|known| known.order.as_ref());
            let line = Told {
                number: loaded.number.clone(),
                name: (!hidden).then(|| person.name.clone()),
                phone: person.contact.as_ref().and_then(|known| known.telefon.clone()).filter(|_| !hidden),
                who: (!names.is_empty()).then(|| names.join(", ")),
                what: listed
                    .row
                    .state
                    .parse()
                    .map_or_else(|_| String::new(), |stage: AssignmentStage| stage.label().to_owned()),
                decisions: order
                    .map(|order| text::order(&self.insats_name(&order.insats), order))
                    .into_iter()
                    .collect(),
            };
            told.insert(subject, line);
        }
        Ok(told)
    }
}

/// A copy is what it was only on the day it was made.
fn may_fetch(copy: &BinderCopy, today: Date) -> bool {
    copy.on == today && copy.destroyed_on.is_none()
}

/// A file's name: unit, day and number, and no person.
fn file_name(unit: &Unit, on: Date, number: u32) -> String {
    let plain = |letter: char| match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        letter if letter.is_ascii_alphanumeric() => letter,
        _ => '-',
    };
    let name: String = unit.name.to_lowercase().chars().map(plain).collect();
    let words: Vec<&str> = name.split('-').filter(|word| !word.is_empty()).collect();
    // Two units may bear the same name.
    format!("nodparm-{}-{}-{on}-exemplar-{number}.pdf", words.join("-"), unit.id)
}
