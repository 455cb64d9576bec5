//! Erasure: which files' time has come, what excepts each of the others, and what is carried out when two have agreed.
//!
//! What is asked of each file stands in `akt`. It is asked again when somebody decides, for a year may have passed.

use super::LetterFile;
use super::akt::File;
use super::arkiv::{self, HandOverLine, PREPARES};
use crate::{App, AppError};
use jiff::civil::Date;
pub(super) use stadga_core::command::retention::PROPOSES as ROLES;
use stadga_core::command::retention::{decides_on, keeps_files_of};
use stadga_core::event::NewEvent;
use stadga_core::fact::gallring::{GallringGenomford, Gallringspost};
use stadga_core::state::{CaseFile, Erasure, Organisation};
use stadga_core::{Ctx, Fact, Id};
use stadga_letters::Protocol;
use stadga_store::{AuditKind, ErasedFile};
use std::sync::Arc;

/// The use case by which files are proposed.
pub(crate) const PROPOSES: &str = "gallring.foresla";
const WHAT: &str = "gallring.visa";
const PROTOCOL: &str = "gallring.protokoll";

/// A file whose time has come, or would have but for something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileLine {
    /// The private provider whose file it is; empty when it is the board's.
    pub provider: String,
    /// The first case in it, or the first assignment where a private provider has it, which names the file in forms.
    pub key: Id,
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
    /// The private provider whose files they are; empty when they are the board's.
    pub provider: String,
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
    /// Whether the user keeps the board's files, and not only those of a private provider.
    pub board: bool,
    /// How many files are kept: the board's, or the provider's where the user keeps no others.
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

impl App {
    /// The files whose time has come, what is proposed and what has been decided.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who have nothing to do with it.
    pub fn retention_page(&self, ctx: &Ctx) -> Result<RetentionPage, AppError> {
        let organisation = self.organisation()?;
        let holders = self.keeps_files(ctx, WHAT, &organisation)?;
        let (mut ripe, mut excepted) = (Vec::new(), Vec::new());
        let (mut kept, board) = (0, holders.contains(&None));
        for holder in holders {
            let files = self.files_of(holder)?;
            kept += if board == holder.is_none() { files.len() } else { 0 };
            for (person, stamp) in files {
                let Some(file) = self.file_if_time(ctx, (person, holder), stamp)? else { continue };
                let Some(line) = self.file_line(ctx, &file, &organisation)? else { continue };
                if line.kept.is_empty() { ripe.push(line) } else { excepted.push(line) }
            }
        }
        ripe.sort_by_key(|line| line.last);
        excepted.sort_by_key(|line| line.last);
        let keeps = |known: &&Erasure| ctx.actor.posts.iter().any(|post| keeps_files_of(*post, known.provider));
        let line = |known: &Erasure| erasure_line(known, ctx, &organisation);
        let erasures = organisation.erasures.all().rev().filter(keeps).map(line).collect();
        let handovers = organisation.handovers.all().rev().filter(|_| board);
        let handovers = handovers.map(|known| arkiv::line(known, ctx, &organisation)).collect();
        let kept = u32::try_from(kept).unwrap_or(u32::MAX);
        let page = RetentionPage { board, kept, ripe, excepted, erasures, handovers };
        // The numbers of closed cases and the day of a note, of nobody by name; what is erased here must not be
        // looked for again by whoever goes through the readings of the month.
        self.shown(ctx, WHAT, Vec::new(), page)
    }

    /// The protocol of what was carried out upon a proposal, as a file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing was.
    pub fn retention_protocol(&self, ctx: &Ctx, proposal: Id) -> Result<LetterFile, AppError> {
        let organisation = self.organisation()?;
        let holders = self.keeps_files(ctx, PROTOCOL, &organisation)?;
        let of_board = organisation.handovers.all().filter(|_| holders.contains(&None));
        let data = match of_board.into_iter().find(|known| known.id == proposal) {
            Some(known) => arkiv::minutes(known),
            None => {
                let mut own = organisation.erasures.all().filter(|known| holders.contains(&known.provider));
                own.find(|known| known.id == proposal).and_then(minutes)
            }
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

    /// Whose files the user keeps: the board's (none), those of private providers.
    fn keeps_files(&self, ctx: &Ctx, what: &str, organisation: &Organisation) -> Result<Vec<Option<Id>>, AppError> {
        let private = organisation.units.values().filter(|unit| unit.private).map(|unit| Some(unit.id));
        let mine = |holder: &Option<Id>| ctx.actor.posts.iter().any(|post| keeps_files_of(*post, *holder));
        let holders: Vec<Option<Id>> = std::iter::once(None).chain(private).filter(mine).collect();
        if holders.is_empty() { self.nothing(ctx, what) } else { Ok(holders) }
    }

    fn file_line(&self, ctx: &Ctx, file: &File, organisation: &Organisation) -> Result<Option<FileLine>, AppError> {
        let Some(key) = file.held.first().or(file.cases.first().map(|(case, _)| case)) else { return Ok(None) };
        let board = file.provider.is_none();
        let archived = board && !file.failing.is_empty() && self.file(ctx, file.person, PREPARES)?.failing.is_empty();
        let waits = organisation.erasures.waits(file.person, file.provider);
        Ok(Some(FileLine {
            provider: file.provider.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
            key: *key,
            numbers: file.cases.iter().map(|(_, number)| number.clone()).collect(),
            last: file.last,
            by: self.erased_by_day(ctx, file.provider.is_some(), file.last),
            kept: file.failing.iter().map(|check| (check.message.clone(), check.source.cite.clone())).collect(),
            proposed: waits || board && organisation.handovers.waits(file.person),
            to_archive: archived,
        }))
    }

    /// Fills in what a proposal or a decision is about: the files as they are now, by the rules as they are now. When
    /// somebody writes there meanwhile, all of it is looked at again.
    pub(crate) fn complete_erasure(&self, ctx: &Ctx, events: &mut Vec<NewEvent>) -> Result<LookedAt, AppError> {
        let mut looked = LookedAt::default();
        let mut besides = Vec::new();
        for event in events.iter_mut() {
            match &mut event.fact {
                Fact::GallringForeslagen(fact) => self.complete_proposal(ctx, fact)?,
                Fact::ArkivForberett(fact) => self.complete_preparing(ctx, fact)?,
                Fact::ArkivOverlamnat(fact) => looked.heads.extend(self.complete_handing(ctx, fact)?),
                Fact::GallringGenomford(fact) => besides.extend(self.complete_decision(ctx, fact, &mut looked)?),
                Fact::UppdragsaktOverlamnad(_) => self.may_hand_over(ctx, event.subject)?,
                _ => {}
            }
        }
        events.extend(besides);
        Ok(looked)
    }

    /// The files that are erased, and what the board keeps of each that a private provider had.
    fn complete_decision(
        &self,
        ctx: &Ctx,
        fact: &mut GallringGenomford,
        looked: &mut LookedAt,
    ) -> Result<Vec<NewEvent>, AppError> {
        let proposed = std::mem::take(&mut fact.poster);
        let mut besides = Vec::new();
        fact.fore = u32::try_from(self.files_of(fact.utforare)?.len()).unwrap_or(u32::MAX);
        for post in proposed {
            let file = self.file_with(ctx, (post.person, fact.utforare), PROPOSES)?;
            if let Some(why) = file.not_its_own() {
                fact.undantagna.push(Gallringspost { grund: why.to_owned(), ..post });
                continue;
            }
            match file.failing.first() {
                None => {
                    fact.poster.push(Gallringspost { sista: file.last, ..post });
                    besides.extend(self.kept_by_the_board(ctx, &file)?);
                    looked.heads.extend(file.heads);
                    looked.files.extend(file.files.into_iter().filter(|_| fact.utforare.is_some()));
                }
                Some(why) => {
                    let grund = why.message.clone();
                    fact.undantagna.push(Gallringspost { grund, sista: file.last, ..post });
                }
            }
        }
        let erased = u32::try_from(fact.poster.len()).unwrap_or(u32::MAX);
        fact.kvar = fact.fore.saturating_sub(erased).saturating_sub(fact.overlamnade);
        Ok(besides)
    }

    /// Nothing of what was erased is remembered here.
    pub(crate) fn forget_erased(&self, files: &[ErasedFile]) {
        if !files.is_empty() {
            self.inner.cache.forget_all();
        }
    }
}

/// What a decision rests on: where the streams of what is erased were, and the cases that go on without it.
#[derive(Default)]
pub(crate) struct LookedAt {
    /// Streams, and how far they had been written.
    pub heads: Vec<(Id, u32)>,
    /// Cases in which something is written too.
    pub files: Vec<Arc<CaseFile>>,
}

/// The files that some events erase.
pub(crate) fn erased_by(events: &[NewEvent]) -> Vec<ErasedFile> {
    let erased = events.iter().flat_map(|event| {
        let (posts, holder) = match &event.fact {
            Fact::GallringGenomford(fact) => (fact.poster.as_slice(), fact.utforare),
            Fact::ArkivOverlamnat(fact) => (fact.poster.as_slice(), None),
            _ => (&[][..], None),
        };
        posts.iter().map(move |post| ErasedFile { person: post.person, holder })
    });
    erased.collect()
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
    let decides = ctx.actor.posts.iter().any(|post| decides_on(*post, known));
    ErasureLine {
        erasure: known.clone(),
        provider: known.provider.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
        by: organisation.user_name(known.by).to_owned(),
        decided_by: decided.map(|by| organisation.user_name(by).to_owned()).unwrap_or_default(),
        mine: known.is_open() && decides && known.by != ctx.actor.user,
    }
}
