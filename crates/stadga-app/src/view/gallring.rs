//! Erasure: which files' time has come, what excepts each of the others, and what is carried out when two have agreed.
//!
//! The packs say when a file may be erased and what must be kept: guards on the proposal, asked of every case in the
//! file. They are asked again when somebody decides, for a year may have passed.

use super::LetterFile;
use super::arkiv::{self, HandOverLine, PREPARES};
use crate::{App, AppError};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
pub(super) use stadga_core::command::retention::PROPOSES as ROLES;
use stadga_core::event::{Event, NewEvent};
use stadga_core::fact::gallring::Gallringspost;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{AssignmentStage, Erasure, Organisation};
use stadga_core::{Ctx, Fact, Id};
use stadga_letters::Protocol;
use stadga_rules::{Check, Timeline};
use stadga_store::AuditKind;

/// The use case by which files are proposed.
pub(crate) const PROPOSES: &str = "gallring.foresla";
const WHAT: &str = "gallring.visa";
const PROTOCOL: &str = "gallring.protokoll";
/// The field that a guard names when it is only about the time.
const LAST: &str = "sista_anteckning";
/// Years that are looked ahead for the day a file's time comes.
const AHEAD: i32 = 100;

/// A file whose time has come, or would have but for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// The first case in it, which names the file in forms.
    pub case: Id,
    /// The numbers of its cases.
    pub numbers: Vec<String>,
    /// The day of the last note.
    pub last: Date,
    /// The last day it is to be erased.
    pub by: Option<Date>,
    /// What excepts it, each with its source; none when it is to be erased.
    pub kept: Vec<(String, String)>,
    /// It is in a proposal that waits, or on its way to an archive.
    pub proposed: bool,
    /// It is to be kept for ever, and may be handed over to an archive.
    pub to_archive: bool,
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErasureLine {
    /// The proposal.
    pub erasure: Erasure,
    /// Who proposed it.
    pub by: String,
    /// Who decided.
    pub decided_by: String,
    /// Whether this user may decide.
    pub mine: bool,
}

/// The page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RetentionPage {
    /// How many files are kept.
    pub kept: u32,
    /// Files whose time has come, the oldest note first.
    pub ripe: Vec<FileLine>,
    /// Files whose time has come but that are excepted.
    pub excepted: Vec<FileLine>,
    /// Proposals, newest first.
    pub erasures: Vec<ErasureLine>,
    /// What is on its way to an archive or there, newest first.
    pub handovers: Vec<HandOverLine>,
}

/// A person's file, looked at.
pub(super) struct File {
    pub cases: Vec<(Id, String)>,
    pub last: Date,
    pub failing: Vec<Check>,
    /// Where its streams were when it was looked at.
    pub heads: Vec<(Id, u32)>,
}

impl App {
    /// The files whose time has come, what is proposed and what has been decided.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who have nothing to do with it.
    pub fn retention_page(&self, ctx: &Ctx) -> Result<RetentionPage, AppError> {
        self.keeps_files(ctx, WHAT)?;
        let organisation = self.organisation()?;
        let (mut ripe, mut excepted) = (Vec::new(), Vec::new());
        for (person, stamp) in self.store().files_kept()? {
            let Some(file) = self.file_if_time(ctx, person, stamp)? else { continue };
            let Some((case, _)) = file.cases.first() else { continue };
            let line = FileLine {
                case: *case,
                numbers: file.cases.iter().map(|(_, number)| number.clone()).collect(),
                last: file.last,
                by: self.erased_by_day(ctx, file.last),
                kept: file.failing.iter().map(|check| (check.message.clone(), check.source.cite.clone())).collect(),
                proposed: organisation.erasures.waits(person) || organisation.handovers.waits(person),
                to_archive: !file.failing.is_empty() && self.file(ctx, person, PREPARES)?.failing.is_empty(),
            };
            if line.kept.is_empty() { ripe.push(line) } else { excepted.push(line) }
        }
        ripe.sort_by_key(|line| line.last);
        excepted.sort_by_key(|line| line.last);
        let line = |known: &Erasure| erasure_line(known, ctx, &organisation);
        let erasures = organisation.erasures.all().rev().map(line).collect();
        let handovers =
            organisation.handovers.all().rev().map(|known| arkiv::line(known, ctx, &organisation)).collect();
        let page = RetentionPage { kept: self.store().files_count()?, ripe, excepted, erasures, handovers };
        // The numbers of closed cases and the day of a note, of nobody by name; what is erased here must not be
        // looked for again by whoever goes through the readings of the month.
        self.shown(ctx, WHAT, Vec::new(), page)
    }

    /// The protocol of what was carried out upon a proposal, as a file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing was.
    pub fn retention_protocol(&self, ctx: &Ctx, proposal: Id) -> Result<LetterFile, AppError> {
        self.keeps_files(ctx, PROTOCOL)?;
        let organisation = self.organisation()?;
        let data = match organisation.handovers.all().find(|known| known.id == proposal) {
            Some(known) => arkiv::minutes(known),
            None => organisation.erasures.all().find(|known| known.id == proposal).and_then(minutes),
        };
        let Some((data, [first, second])) = data else { return self.nothing(ctx, PROTOCOL) };
        let signed = |(user, on): (Id, Date)| {
            let posts = organisation.users.get(&user).map(|user| user.posts(on)).unwrap_or_default();
            let title = posts.first().map(|post| post.role.label().to_owned()).unwrap_or_default();
            (Some(organisation.user_name(user).to_owned()), title)
        };
        let stack = self.stack();
        let settings = stack.letters();
        let (municipality, board) =
            settings.map(|known| (known.municipality.clone(), known.board.clone())).unwrap_or_default();
        let data = Protocol { municipality, board, signed_by: [signed(first), signed(second)], ..data };
        let bytes = stadga_letters::protocol(&data).map_err(|error| AppError::Fault(error.to_string()))?;
        self.store().audit(self.audit_row(ctx, PROTOCOL, AuditKind::Export, Vec::new(), ""))?;
        let name = if data.receiver.is_some() { "overlamningsprotokoll.pdf" } else { "gallringsprotokoll.pdf" };
        Ok(LetterFile { name, bytes })
    }

    fn keeps_files(&self, ctx: &Ctx, what: &str) -> Result<(), AppError> {
        if ctx.actor.posts.iter().any(|post| ROLES.contains(&post.role)) { Ok(()) } else { self.nothing(ctx, what) }
    }

    /// Fills in what a proposal or a decision is about: the files as they are now, by the rules as they are now. Gives
    /// where the streams of what is erased were: when somebody writes there meanwhile, all of it is looked at again.
    pub(crate) fn complete_erasure(&self, ctx: &Ctx, events: &mut [NewEvent]) -> Result<Vec<(Id, u32)>, AppError> {
        let mut heads = Vec::new();
        for event in events.iter_mut() {
            match &mut event.fact {
                Fact::GallringForeslagen(fact) => fact.poster = self.posts(ctx, &fact.poster, PROPOSES)?,
                Fact::ArkivForberett(fact) => self.complete_preparing(ctx, fact)?,
                Fact::ArkivOverlamnat(fact) => heads.extend(self.complete_handing(ctx, fact)?),
                Fact::GallringGenomford(fact) => {
                    let proposed = std::mem::take(&mut fact.poster);
                    fact.fore = self.store().files_count()?;
                    for post in proposed {
                        let file = self.file(ctx, post.person, PROPOSES)?;
                        match file.failing.first() {
                            None => {
                                fact.poster.push(Gallringspost { sista: file.last, ..post });
                                heads.extend(file.heads);
                            }
                            Some(why) => {
                                let grund = why.message.clone();
                                fact.undantagna.push(Gallringspost { grund, sista: file.last, ..post });
                            }
                        }
                    }
                    let erased = u32::try_from(fact.poster.len()).unwrap_or(u32::MAX);
                    fact.kvar = fact.fore.saturating_sub(erased).saturating_sub(fact.overlamnade);
                }
                _ => {}
            }
        }
        Ok(heads)
    }

    /// What excepts a file by its time alone.
    fn too_early(&self, ctx: &Ctx, last: Date, on: Date) -> bool {
        let mut input = toml::Table::new();
        input.insert(String::from(LAST), last.to_string().into());
        input.insert(String::from("i_dag"), on.to_string().into());
        let timeline = Timeline::new(&[], None);
        let checks = stadga_rules::check(&self.stack(), PROPOSES, &input, ctx.actor.post.role, &timeline, on, None);
        checks.iter().any(|check| !check.holds && check.field.as_deref() == Some(LAST))
    }

    /// The last day a file is to be erased: the year after its time came is out (SoL 16:1).
    fn erased_by_day(&self, ctx: &Ctx, last: Date) -> Option<Date> {
        let came = (0..AHEAD).filter_map(|years| last.checked_add(years.years()).ok());
        let came = came.into_iter().find(|day| day.tomorrow().is_ok_and(|next| !self.too_early(ctx, last, next)))?;
        Some(date(came.year().checked_add(1)?, 12, 31))
    }

    /// A person's file, if by the time alone it is to be erased.
    fn file_if_time(&self, ctx: &Ctx, person: Id, stamp: Timestamp) -> Result<Option<File>, AppError> {
        let recorded = stamp.to_zoned(self.inner.stockholm.clone()).date();
        if self.too_early(ctx, recorded, ctx.today) {
            return Ok(None);
        }
        let file = self.file(ctx, person, PROPOSES)?;
        let early = file.failing.iter().any(|check| check.field.as_deref() == Some(LAST));
        Ok(Some(file).filter(|_| !early))
    }

    /// A person's file, with everything that stands in the way of what a use case would do with it.
    pub(super) fn file(&self, ctx: &Ctx, person: Id, use_case: &str) -> Result<File, AppError> {
        let known = self.whole_person(person)?;
        let zone = self.inner.stockholm.clone();
        let day = |event: &Event| event.recorded_at.to_zoned(zone.clone()).date().max(event.occurred_on);
        let own = self.store().load(&[person])?;
        let mut last = own.iter().map(day).max().unwrap_or_default();
        let mut heads = vec![(person, own.last().map_or(0, |event| event.seq))];
        let (mut files, mut cases, mut running) = (Vec::new(), Vec::new(), false);
        for case in self.store().cases_of_person(person)? {
            let loaded = self.load_whole(case)?;
            last = loaded.file.events.iter().map(day).max().unwrap_or(last).max(last);
            let ended =
                |stage: &AssignmentStage| matches!(stage, AssignmentStage::Avslutat | AssignmentStage::Aterlamnat);
            running |= loaded.file.case.closed_on.is_none();
            running |= loaded.file.assignments.values().any(|assignment| !ended(&assignment.stage()));
            heads.extend(loaded.file.heads.iter().map(|(stream, seq)| (*stream, *seq)));
            cases.push((case, loaded.number.clone()));
            files.push(loaded.file);
        }
        let stack = self.stack();
        let letters = stack.letters();
        let birth = known.number.as_ref().map(stadga_core::identity::PersonNumber::birth_date);
        let mut input = toml::Table::new();
        input.insert(String::from(LAST), last.to_string().into());
        input.insert(String::from("i_dag"), ctx.today.to_string().into());
        input.insert(String::from("pagar"), running.into());
        input.extend(birth.map(|day| (String::from("fodelsedag"), i64::from(day.day()).into())));
        input.extend(letters.and_then(|known| known.county.clone()).map(|name| (String::from("lan"), name.into())));
        input.extend(letters.map(|known| (String::from("kommun"), known.municipality.clone().into())));
        let mut failing: Vec<Check> = Vec::new();
        for file in &files {
            let timeline = Timeline::new(&file.events, birth);
            let role = ctx.actor.post.role;
            let checks = stadga_rules::check(&stack, use_case, &input, role, &timeline, ctx.today, None);
            let new = checks.into_iter().filter(|check| !check.holds && check.level.refuses());
            for check in new {
                if failing.iter().all(|known| known.rule != check.rule) {
                    failing.push(check);
                }
            }
        }
        Ok(File { cases, last, failing, heads })
    }

    /// Nothing of what was erased is remembered here.
    pub(crate) fn forget_erased(&self, persons: &[Id]) {
        if !persons.is_empty() {
            self.inner.cache.forget_all();
        }
    }
}

/// The persons whose files some events erase.
pub(crate) fn erased_by(events: &[NewEvent]) -> Vec<Id> {
    let erased = events.iter().flat_map(|event| match &event.fact {
        Fact::GallringGenomford(fact) => fact.poster.as_slice(),
        Fact::ArkivOverlamnat(fact) => fact.poster.as_slice(),
        _ => &[],
    });
    erased.map(|post| post.person).collect()
}

/// A protocol of what was decided, with who proposed and who decided, and when; without the names.
pub(super) type Minutes = (Protocol, [(Id, Date); 2]);

/// The protocol of an erasure that was carried out.
fn minutes(known: &Erasure) -> Option<Minutes> {
    let (done, by, on) = known.carried_out.as_ref()?;
    let data = Protocol {
        municipality: String::new(),
        board: String::new(),
        date: *on,
        proposed_on: known.on,
        counts: counts([done.fore as usize, done.poster.len(), done.overlamnade as usize, done.kvar as usize]),
        erased: done.poster.iter().map(row).collect(),
        receiver: None,
        handed: Vec::new(),
        kept: done.undantagna.iter().map(row).collect(),
        signed_by: Default::default(),
    };
    Some((data, [(known.by, known.on), (*by, *on)]))
}

/// How many there were, and where they are: before = erased + handed over + kept.
pub(super) fn counts(numbers: [usize; 4]) -> Vec<(String, String)> {
    let names = ["Före", "Gallrade", "Överlämnade till arkiv", "Kvar"];
    names.iter().zip(numbers).map(|(name, value)| ((*name).to_owned(), value.to_string())).collect()
}

/// A file in a protocol.
pub(super) fn row(post: &Gallringspost) -> Vec<String> {
    vec![post.arenden.join(", "), post.sista.to_string(), post.grund.clone()]
}

fn erasure_line(known: &Erasure, ctx: &Ctx, organisation: &Organisation) -> ErasureLine {
    let decided = known.carried_out.as_ref().map(|(_, by, _)| *by);
    let decided = decided.or(known.declined.as_ref().map(|(_, by, _)| *by));
    let decides = matches!(ctx.actor.post.role, Roll::Enhetschef | Roll::Systemforvaltare);
    ErasureLine {
        erasure: known.clone(),
        by: organisation.user_name(known.by).to_owned(),
        decided_by: decided.map(|by| organisation.user_name(by).to_owned()).unwrap_or_default(),
        mine: known.is_open() && decides && known.by != ctx.actor.user,
    }
}
