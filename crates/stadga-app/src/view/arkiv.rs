//! Handing files over to an archive: which may leave, the package of each, and what is here no longer when the archive
//! has said that it has them.
//!
//! Whoever prepares a package cannot read it: it is sealed to the archive's key, and its list names nobody. It is made
//! anew each time and is the same bytes, so what the archive says that it has received is held against what is here at
//! the moment it is erased.

use super::akt::File;
use super::arkivpaket::packed;
use super::gallring::{Minutes, ROLES, counts, row};
use crate::{App, AppError};
use stadga_core::fact::arkiv::{ArkivForberett, ArkivOverlamnat};
use stadga_core::fact::gallring::Gallringspost;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{HandOver, Organisation};
use stadga_core::{Ctx, Hinder, Id};
use stadga_letters::Protocol;
use stadga_store::AuditKind;

/// The use case by which files are prepared.
pub(crate) const PREPARES: &str = "arkiv.forbered";
const PACKAGE: &str = "arkiv.paket";

/// Files on their way to an archive, or that are there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HandOverLine {
    /// What was prepared, and what came of it.
    pub handover: HandOver,
    /// Who prepared it.
    pub by: String,
    /// Who confirmed it or broke it off.
    pub decided_by: String,
    /// Whether this user may confirm it.
    pub mine: bool,
}

/// A package as it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackageFile {
    /// Its name; says nothing of anybody.
    pub name: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// SHA-256 of the package before it was sealed: what the archive confirms.
    pub sum: String,
}

impl App {
    /// A package of what was prepared, sealed to the archive: the one at a place in it, from 1.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing waits, and for those who have nothing to do with it.
    pub fn archive_package(&self, ctx: &Ctx, prepared: Id, place: usize) -> Result<PackageFile, AppError> {
        if !ctx.actor.posts.iter().any(|post| ROLES.contains(&post.role)) {
            return self.nothing(ctx, PACKAGE);
        }
        let organisation = self.organisation()?;
        let found = organisation.handovers.open(Some(prepared)).filter(|_| place > 0);
        let Some((known, post)) = found.and_then(|known| Some((known, known.fact.poster.get(place - 1)?))) else {
            return self.nothing(ctx, PACKAGE);
        };
        let (package, streams) = self.package(known, post, place)?;
        let file = packed(&package, Some(&known.fact.nyckel))?;
        self.leaves(ctx, streams, &file)?;
        Ok(file)
    }

    /// Every package of what waits for the archive, one at a time, for whoever runs the program: of the newest unless
    /// one is named. They are sealed unless that is said, and those of protected persons always. That each leaves is
    /// written down first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where nothing waits.
    pub fn archive_packages(
        &self,
        prepared: Option<Id>,
        sealed: bool,
        mut take: impl FnMut(PackageFile) -> Result<(), String>,
    ) -> Result<usize, AppError> {
        let organisation = self.organisation()?;
        let known = organisation.handovers.open(prepared).ok_or(AppError::NotFound)?;
        for (at, post) in known.fact.poster.iter().enumerate() {
            let (package, streams) = self.package(known, post, at + 1)?;
            let key = (sealed || package.about.protected).then_some(known.fact.nyckel.as_str());
            let file = packed(&package, key)?;
            let unit = streams.iter().find_map(|id| self.load_whole(*id).ok()?.file.case.unit);
            let ctx = self.own_ctx(unit.unwrap_or(post.person))?;
            self.leaves(&ctx, streams, &file)?;
            take(file).map_err(AppError::Fault)?;
        }
        Ok(known.fact.poster.len())
    }

    /// Writes down that a package leaves, before it does.
    fn leaves(&self, ctx: &Ctx, streams: Vec<Id>, file: &PackageFile) -> Result<(), AppError> {
        let mut row = self.audit_row(ctx, PACKAGE, AuditKind::Export, streams, "");
        row.detail = format!("{} {}", file.name, file.sum);
        Ok(self.store().audit(row)?)
    }

    /// Fills in what is prepared: the files as they are now. Refused when one of them is not for the archive.
    pub(super) fn complete_preparing(&self, ctx: &Ctx, fact: &mut ArkivForberett) -> Result<(), AppError> {
        if !stadga_archive::is_receiver(&fact.nyckel) {
            let message = "Det är ingen öppen nyckel. Den börjar med age1, och arkivet har den";
            return Err(AppError::Refused(Hinder::field("nyckel", message).into()));
        }
        let mut posts = self.posts(ctx, &fact.poster, None, PREPARES)?;
        for post in &mut posts {
            let kept = self.file(ctx, post.person, super::gallring::PROPOSES)?.failing;
            let told: Vec<String> =
                kept.iter().map(|check| format!("{} ({})", check.message, check.source.cite)).collect();
            post.grund = told.join(" ");
        }
        fact.poster = posts;
        Ok(())
    }

    /// Fills in what the archive has: each file whose package it has confirmed, byte for byte as it is now. Gives where
    /// their streams were.
    pub(super) fn complete_handing(&self, ctx: &Ctx, fact: &mut ArkivOverlamnat) -> Result<Vec<(Id, u32)>, AppError> {
        let organisation = self.organisation()?;
        let known = organisation.handovers.open(Some(fact.forslag)).ok_or(AppError::NotFound)?;
        let said = fact.kvittens.to_ascii_lowercase();
        let (mut heads, mut lacking) = (Vec::new(), Vec::new());
        fact.fore = self.store().files_count()?;
        fact.poster.clear();
        for (at, post) in known.fact.poster.iter().enumerate() {
            let File { last, failing, heads: seen, .. } = self.file(ctx, post.person, PREPARES)?;
            let post = Gallringspost { sista: last, ..post.clone() };
            if let Some(why) = failing.first() {
                fact.undantagna.push(Gallringspost { grund: why.message.clone(), ..post });
                continue;
            }
            let sum = packed(&self.package(known, &known.fact.poster[at], at + 1)?.0, None)?.sum;
            if !said.contains(&sum) {
                lacking.push(post.arenden.join(", "));
            }
            fact.paket.push(sum);
            fact.poster.push(post);
            heads.extend(seen);
        }
        if !lacking.is_empty() {
            let message = format!(
                "Kvittensen har inte summan för det paket som akten ger nu: {}. Lämna över paketet igen, eller klistra \
                 in arkivets lista med SHA-256",
                lacking.join("; ")
            );
            return Err(AppError::Refused(Hinder::field("kvittens", message).into()));
        }
        let left = u32::try_from(fact.poster.len()).unwrap_or(u32::MAX);
        fact.kvar = fact.fore.saturating_sub(left);
        Ok(heads)
    }
}

/// The line of a handing over on the page.
pub(super) fn line(known: &HandOver, ctx: &Ctx, organisation: &Organisation) -> HandOverLine {
    let decided = known.confirmed.as_ref().map(|(_, by, _)| *by);
    let decided = decided.or(known.broken_off.as_ref().map(|(_, by, _)| *by));
    let decides = matches!(ctx.actor.post.role, Roll::Enhetschef | Roll::Systemforvaltare);
    HandOverLine {
        handover: known.clone(),
        by: organisation.user_name(known.by).to_owned(),
        decided_by: decided.map(|by| organisation.user_name(by).to_owned()).unwrap_or_default(),
        mine: known.is_open() && decides && known.by != ctx.actor.user,
    }
}

/// The protocol of what an archive has.
pub(super) fn minutes(known: &HandOver) -> Option<Minutes> {
    let (done, by, on) = known.confirmed.as_ref()?;
    let spaced = |sum: &String| sum.as_bytes().chunks(8).map(String::from_utf8_lossy).collect::<Vec<_>>().join(" ");
    let handed = |(post, sum): (&Gallringspost, &String)| {
        let mut cells = row(post);
        cells.truncate(2);
        cells.push(spaced(sum));
        cells
    };
    let data = Protocol {
        municipality: String::new(),
        board: String::new(),
        date: *on,
        proposed_on: known.on,
        counts: counts([done.fore as usize, 0, done.poster.len(), done.kvar as usize]),
        erased: Vec::new(),
        receiver: Some(known.fact.mottagare.clone()),
        handed: done.poster.iter().zip(&done.paket).map(handed).collect(),
        kept: done.undantagna.iter().map(row).collect(),
        signed_by: Default::default(),
    };
    Some((data, [(known.by, known.on), (*by, *on)]))
}
