//! Founding a municipality: its units, its people, the packs it has decided.

use crate::packs::{hash, packed, stack};
use crate::{App, AppError};
use stadga_core::ctx::Post;
use stadga_core::event::{NewEvent, Signature, StreamKind};
use stadga_core::fact::organisation::{
    AnvandareRegistrerad, DriftformAngiven, EnhetArt, EnhetRegistrerad, Roll, RollTilldelad, RutinBeslutad,
};
use stadga_core::{Fact, Id};
use stadga_rules::{Diagnostic, PackFiles, Severity};
use stadga_store::{Append, AuditRow, NewStream, Rows};
use std::collections::BTreeMap;

/// A unit to found.
#[derive(Clone, Copy, Debug)]
pub struct UnitPlan<'a> {
    /// What the plan calls it.
    pub key: &'a str,
    /// Its name.
    pub name: &'a str,
    /// What kind of unit it is.
    pub kind: EnhetArt,
    /// The insatser it carries out.
    pub insatser: &'a [&'a str],
}

/// A user to register, with one post.
#[derive(Clone, Copy, Debug)]
pub struct UserPlan<'a> {
    /// What the plan calls the user.
    pub key: &'a str,
    /// The name.
    pub name: &'a str,
    /// The role.
    pub role: Roll,
    /// The key of the unit.
    pub unit: &'a str,
}

/// What came of it: ids by the plan's keys.
#[derive(Clone, Debug, Default)]
pub struct Founded {
    /// Units and users by key.
    pub ids: BTreeMap<String, Id>,
}

/// Packs that cannot be put in force.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// The packs have errors; none of them was put in force.
    #[error("rutinerna har {} fel", .0.len())]
    Packs(Vec<Diagnostic>),
    /// Something else.
    #[error(transparent)]
    App(#[from] AppError),
}

impl App {
    /// Founds the organisation in an empty store and puts the packs in force.
    ///
    /// # Errors
    /// [`SetupError::Packs`] with every error; nothing is written then.
    pub fn found(
        &self,
        units: &[UnitPlan<'_>],
        users: &[UserPlan<'_>],
        packs: &[PackFiles],
    ) -> Result<Founded, SetupError> {
        sound(packs)?;
        let mut founded = Founded::default();
        let mut facts: Vec<Fact> = Vec::new();
        for unit in units {
            let enhet = self.next_id();
            founded.ids.insert(unit.key.to_owned(), enhet);
            let insatser = unit.insatser.iter().map(|key| (*key).to_owned()).collect();
            facts.push(EnhetRegistrerad { enhet, namn: unit.name.to_owned(), art: unit.kind, insatser }.into());
        }
        let today = (self.inner.clock)().to_zoned(self.inner.stockholm.clone()).date();
        for user in users {
            let anvandare = self.next_id();
            founded.ids.insert(user.key.to_owned(), anvandare);
            facts.push(AnvandareRegistrerad { anvandare, namn: user.name.to_owned() }.into());
            let enhet = founded.ids.get(user.unit).copied().ok_or(AppError::NotFound)?;
            facts.push(RollTilldelad { anvandare, roll: user.role, enhet, fran: today, till: None }.into());
        }
        for (layer, files) in (0..).zip(packs) {
            facts.push(self.adopt(files, layer)?.into());
        }
        self.write_organisation(facts)?;
        self.reload_packs()?;
        self.bring_up_to_date(&mut |_, _| {})?;
        Ok(founded)
    }

    /// Says of some units, as they are founded, that others than the municipality run them.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn run_by_others(&self, units: &[Id]) -> Result<(), AppError> {
        if units.is_empty() {
            return Ok(());
        }
        let said = |unit: &Id| DriftformAngiven { enhet: *unit, enskild: true }.into();
        self.write_organisation(units.iter().map(said).collect())
    }

    /// Puts other packs in force, lowest layer first, and plans every case by them before it answers. The log
    /// remembers which, and from when.
    ///
    /// # Errors
    /// [`SetupError::Packs`] with every error; the packs in force stay in force then.
    pub fn decide_packs(&self, packs: &[PackFiles]) -> Result<(), SetupError> {
        sound(packs)?;
        let decided = (0..).zip(packs).map(|(layer, files)| Ok(self.adopt(files, layer)?.into()));
        let facts: Vec<Fact> = decided.collect::<Result<_, AppError>>()?;
        self.write_organisation(facts)?;
        self.reload_packs()?;
        Ok(self.bring_up_to_date(&mut |_, _| {})?)
    }

    /// Stores the pack's bytes under their hash.
    fn adopt(&self, files: &PackFiles, layer: u32) -> Result<RutinBeslutad, AppError> {
        let hash = hash(files);
        self.store().put_pack(&hash, &packed(files)?)?;
        let version = stadga_rules::manifest(files).map(|pack| pack.version);
        Ok(RutinBeslutad { rutin: files.id.clone(), hash, version: version.unwrap_or_default(), lager: layer })
    }

    fn write_organisation(&self, facts: Vec<Fact>) -> Result<(), AppError> {
        self.append_to_organisation(facts, Vec::new(), None)
    }

    /// Writes what nobody among the users did to the organisation's stream, which begins here when there is none.
    pub(crate) fn append_to_organisation(
        &self,
        facts: Vec<Fact>,
        expects: Vec<(Id, u32)>,
        audit: Option<AuditRow>,
    ) -> Result<(), AppError> {
        let stream = self.organisation_stream()?;
        let subject = stream.unwrap_or_else(|| self.next_id());
        let new = NewStream { subject, kind: StreamKind::Organisation, person: None, holder: subject, root: None };
        let on = (self.inner.clock)().to_zoned(self.inner.stockholm.clone()).date();
        let event = |fact| NewEvent::new(self.next_id(), StreamKind::Organisation, subject, on, fact);
        let founder = Post { role: Roll::Systemforvaltare, unit: subject };
        let append = Append {
            command: self.next_id(),
            signature: Signature { user: subject, post: founder, on_behalf_of: None },
            packs: self.stack().fingerprint(),
            expects,
            events: facts.into_iter().map(event).collect(),
            new_streams: if stream.is_none() { vec![new] } else { Vec::new() },
            rows: Rows::default(),
            blobs: Vec::new(),
            erases: Vec::new(),
            audit,
        };
        self.store().append(append).map(|_| ()).map_err(AppError::Unsaved)
    }
}

/// Packs without errors; warnings do not stop them.
fn sound(packs: &[PackFiles]) -> Result<(), SetupError> {
    let (_, diagnostics) = stack(packs);
    let errors: Vec<Diagnostic> = diagnostics.into_iter().filter(|found| found.severity == Severity::Error).collect();
    if errors.is_empty() { Ok(()) } else { Err(SetupError::Packs(errors)) }
}
