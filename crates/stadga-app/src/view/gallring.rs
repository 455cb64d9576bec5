//! Erasure: which files' time has come, what excepts each of the others, and what is carried out when two have agreed.
//!
//! The packs say when a file may be erased and what must be kept: guards on the proposal, asked of every case in the
//! file. They are asked again when somebody decides, for a year may have passed.

use super::LetterFile;
use crate::{App, AppError};
use jiff::civil::{Date, date};
use jiff::{Timestamp, ToSpan};
use stadga_core::command::retention::PROPOSES as ROLES;
use stadga_core::event::{Event, NewEvent};
use stadga_core::fact::gallring::Gallringspost;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{AssignmentStage, Erasure, Organisation};
use stadga_core::{Ctx, Fact, Hinder, Id};
use stadga_letters::Protocol;
use stadga_rules::{Check, Timeline, refusals};
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
    /// It is in a proposal that waits.
    pub proposed: bool,
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
}

/// A person's file, looked at.
struct File {
    cases: Vec<(Id, String)>,
    last: Date,
    failing: Vec<Check>,
    /// Where its streams were when it was looked at.
    heads: Vec<(Id, u32)>,
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
                proposed: organisation.erasures.waits(person),
            };
            if line.kept.is_empty() { ripe.push(line) } else { excepted.push(line) }
        }
        ripe.sort_by_key(|line| line.last);
        excepted.sort_by_key(|line| line.last);
        let line = |known: &Erasure| erasure_line(known, ctx, &organisation);
        let erasures = organisation.erasures.all().rev().map(line).collect();
        let page = RetentionPage { kept: self.store().files_count()?, ripe, excepted, erasures };
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
        let known = organisation.erasures.all().find(|known| known.id == proposal);
        let Some((known, (done, by, on))) = known.and_then(|known| Some((known, known.carried_out.as_ref()?))) else {
            return self.nothing(ctx, PROTOCOL);
        };
        let stack = self.stack();
        let settings = stack.letters();
        let (municipality, board) =
            settings.map(|known| (known.municipality.clone(), known.board.clone())).unwrap_or_default();
        let rows = |files: &[Gallringspost]| files.iter().map(row).collect();
        let count = |name: &str, value: usize| (name.to_owned(), value.to_string());
        let signed = |user: Id, on: Date| {
            let posts = organisation.users.get(&user).map(|user| user.posts(on)).unwrap_or_default();
            let title = posts.first().map(|post| post.role.label().to_owned()).unwrap_or_default();
            (Some(organisation.user_name(user).to_owned()), title)
        };
        let data = Protocol {
            municipality,
            board,
            date: *on,
            proposed_on: known.on,
            counts: vec![
                count("Före", done.fore as usize),
                count("Gallrade", done.poster.len()),
                count("Överlämnade till arkiv", done.overlamnade as usize),
                count("Kvar", done.kvar as usize),
            ],
            erased: rows(&done.poster),
            kept: rows(&done.undantagna),
            signed_by: [signed(known.by, known.on), signed(*by, *on)],
        };
        let bytes = stadga_letters::protocol(&data).map_err(|error| AppError::Fault(error.to_string()))?;
        self.store().audit(self.audit_row(ctx, PROTOCOL, AuditKind::Export, Vec::new(), ""))?;
        Ok(LetterFile { name: "gallringsprotokoll.pdf", bytes })
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
                Fact::GallringForeslagen(fact) => fact.poster = self.proposed(ctx, &fact.poster)?,
                Fact::GallringGenomford(fact) => {
                    let proposed = std::mem::take(&mut fact.poster);
                    fact.fore = self.store().files_count()?;
                    for post in proposed {
                        let file = self.file(ctx, post.person)?;
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

    /// The files that a proposal names by their cases; refused when one of them is to be kept.
    fn proposed(&self, ctx: &Ctx, named: &[Gallringspost]) -> Result<Vec<Gallringspost>, AppError> {
        let organisation = self.organisation()?;
        let mut posts: Vec<Gallringspost> = Vec::new();
        let unknown = || AppError::Refused(Hinder::field("akter", "Välj bland akterna i listan").into());
        for post in named {
            let case = self.store().case_of(post.person)?.ok_or_else(unknown)?;
            let person = self.load_whole(case)?.file.case.person.ok_or_else(unknown)?;
            if posts.iter().any(|known| known.person == person) {
                continue;
            }
            let file = self.file(ctx, person)?;
            if !file.failing.is_empty() {
                return Err(AppError::Refused(refusals(&file.failing)));
            }
            if organisation.erasures.waits(person) {
                let message = "En av akterna väntar redan på beslut. Ta bort den ur förslaget";
                return Err(AppError::Refused(Hinder::field("akter", message).into()));
            }
            posts.push(Gallringspost {
                person,
                arenden: file.cases.into_iter().map(|(_, number)| number).collect(),
                sista: file.last,
                grund: String::from("Fem år efter den sista anteckningen (16 kap. 1 § SoL)"),
            });
        }
        Ok(posts)
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
        let file = self.file(ctx, person)?;
        let early = file.failing.iter().any(|check| check.field.as_deref() == Some(LAST));
        Ok(Some(file).filter(|_| !early))
    }

    /// A person's file, with everything that excepts it.
    fn file(&self, ctx: &Ctx, person: Id) -> Result<File, AppError> {
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
            let checks = stadga_rules::check(&stack, PROPOSES, &input, role, &timeline, ctx.today, None);
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
    let erased = events.iter().filter_map(|event| match &event.fact {
        Fact::GallringGenomford(fact) => Some(fact.poster.iter().map(|post| post.person)),
        _ => None,
    });
    erased.flatten().collect()
}

fn row(post: &Gallringspost) -> Vec<String> {
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
