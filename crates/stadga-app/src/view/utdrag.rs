//! What the individual can be told of what is held: which cases, what lies elsewhere, and who has read what, when and
//! in which role. Nobody else is named.

use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::DateTime;
use stadga_core::access::{Ground, whole_case};
use stadga_core::calendar::stockholm;
use stadga_core::event::StreamKind;
use stadga_core::state::PersonState;
use stadga_core::{Ctx, Id};
use stadga_store::{AuditKind, StoredAudit};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

const WHAT: &str = "registerutdrag.visa";
/// Rows of the audit trail read at a time.
const AT_A_TIME: u32 = 5_000;

/// One reading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// When, in Stockholm.
    pub at: DateTime,
    /// Who.
    pub who: String,
    /// In which role and unit.
    pub post: String,
    /// What.
    pub what: String,
    /// What kind of answer it was.
    pub kind: &'static str,
}

/// Everything on the page.
#[derive(Clone, Debug)]
pub struct Extract {
    /// The person's stream.
    pub id: Id,
    /// The person.
    pub person: Arc<PersonState>,
    /// The case an extract is handed out in: the newest of the user's own unit.
    pub case: Id,
    /// What the person has elsewhere: the unit, and how much.
    pub elsewhere: Vec<(String, String)>,
    /// The readings, newest first.
    pub readings: Vec<Reading>,
}

/// The cases of a person, as far as somebody reaches.
pub(super) struct Covered {
    /// The person.
    pub(super) person: Id,
    /// The cases within reach, oldest first.
    pub(super) reached: Vec<Loaded>,
    /// The others, of which nothing but the unit is told.
    pub(super) beyond: Vec<Loaded>,
}

impl Covered {
    /// The streams that are told of.
    pub(super) fn subjects(&self) -> Vec<Id> {
        std::iter::once(self.person).chain(self.reached.iter().map(|loaded| loaded.case)).collect()
    }

    /// Every case, within reach or not: what must not be told may lie in any.
    pub(super) fn all(&self) -> impl Iterator<Item = &Loaded> {
        self.reached.iter().chain(&self.beyond)
    }
}

impl App {
    /// Who has read what about a person, for the head of a unit with a case of theirs. The whole trail is gone
    /// through, which takes its time and is seldom done. Nothing leaves by being seen here: what the individual gets is
    /// handed out by an act of its own.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person does not exist or the user is no such head.
    pub fn register_extract(&self, ctx: &Ctx, id: Id) -> Result<Extract, AppError> {
        let known = self.store().kind_of(id)? == Some(StreamKind::Person);
        let covered = known.then(|| self.covered(ctx, id)).transpose()?;
        let own = |loaded: &&Loaded| loaded.grounds(ctx, loaded.case).contains(&Ground::Enhetschef);
        let newest = covered.as_ref().and_then(|covered| covered.reached.iter().rfind(own));
        let Some((covered, case)) = covered.as_ref().zip(newest.map(|loaded| loaded.case)) else {
            return Err(self.denied(ctx, WHAT, Some(id), AppError::NotFound));
        };
        // Written down first, and then part of what is shown.
        let mut row = self.audit_row(ctx, WHAT, AuditKind::View, covered.subjects(), Ground::Enhetschef.word());
        row.detail = String::from("registerutdrag");
        self.store().audit(row)?;
        let (elsewhere, readings) = (self.lies_elsewhere(covered)?, self.readings(covered)?);
        Ok(Extract { id, person: self.load_person(id)?, case, elsewhere, readings })
    }

    /// The cases of a person.
    pub(super) fn covered(&self, ctx: &Ctx, person: Id) -> Result<Covered, AppError> {
        let mut covered = Covered { person, reached: Vec::new(), beyond: Vec::new() };
        for case in self.store().cases_of_person(person)? {
            let loaded = self.load_case(case)?;
            let reached = whole_case(&loaded.grounds(ctx, case));
            if reached { &mut covered.reached } else { &mut covered.beyond }.push(loaded);
        }
        covered.reached.sort_by_key(|loaded| (loaded.file.case.opened_on, loaded.number.clone()));
        Ok(covered)
    }

    /// What the person has that is not told of: cases out of reach by their unit, and what lies with providers.
    pub(super) fn lies_elsewhere(&self, covered: &Covered) -> Result<Vec<(String, String)>, AppError> {
        let (mut cases, mut assignments) = (BTreeMap::new(), BTreeMap::new());
        for loaded in covered.all() {
            let organisation = self.organisation_for(loaded)?;
            let name = |unit: Id| organisation.unit_name(unit).to_owned();
            let beyond = !covered.reached.iter().any(|known| known.case == loaded.case);
            if let Some(unit) = loaded.file.case.unit.filter(|_| beyond) {
                *cases.entry(name(unit)).or_insert(0_usize) += 1;
            }
            for order in loaded.file.case.orders.iter().filter(|_| !beyond) {
                *assignments.entry(name(order.provider)).or_insert(0_usize) += 1;
            }
        }
        let cases = cases.into_iter().map(|(unit, many)| match many {
            1 => (unit, String::from("Ett ärende")),
            many => (unit, format!("{many} ärenden")),
        });
        let assignments = assignments.into_iter().map(|(unit, many)| match many {
            1 => (unit, String::from("Utförarens journal i ett uppdrag")),
            many => (unit, format!("Utförarens journal i {many} uppdrag")),
        });
        Ok(cases.chain(assignments).collect())
    }

    /// Who has read, newest first.
    pub(super) fn readings(&self, covered: &Covered) -> Result<Vec<Reading>, AppError> {
        let streams = |known: &[Loaded]| -> BTreeSet<Id> {
            known.iter().flat_map(|loaded| loaded.file.heads.keys().copied()).collect()
        };
        let (reached, beyond) = (streams(&covered.reached), streams(&covered.beyond));
        let told = |subjects: &[Id]| {
            subjects.iter().any(|subject| reached.contains(subject))
                || subjects.contains(&covered.person) && !subjects.iter().any(|subject| beyond.contains(subject))
        };
        let unnamed: BTreeSet<Id> =
            covered.all().flat_map(|loaded| loaded.file.case.guarded.unnamed.iter().copied()).collect();
        let organisation = self.organisation()?;
        let veiled = covered.all().any(|loaded| loaded.veiled.is_some());
        let organisation = if veiled { Arc::new(organisation.veiled()) } else { organisation };
        let reading = |stored: &StoredAudit| Reading {
            at: stored.recorded_at.to_zoned(stockholm()).datetime(),
            who: match unnamed.contains(&stored.row.user) {
                true => String::from("Namnet utelämnas"),
                false => organisation.user_name(stored.row.user).to_owned(),
            },
            post: (stored.row.post)
                .map(|post| format!("{}, {}", post.role.label(), organisation.unit_name(post.unit)))
                .unwrap_or_default(),
            what: in_words(&stored.row.what),
            kind: stored.row.kind.label(),
        };
        let (mut after, mut readings) = (0, Vec::new());
        loop {
            let rows = self.store().audit_after(after, AT_A_TIME)?;
            let Some(last) = rows.last() else { break };
            after = last.entry;
            let own = rows.iter().filter(|stored| stored.row.kind != AuditKind::Denied);
            readings.extend(own.filter(|stored| told(&stored.row.subjects)).map(reading));
        }
        readings.reverse();
        Ok(readings)
    }
}

/// What was asked for, in words; a view without words of its own is called by what it has in common with others.
fn in_words(what: &str) -> String {
    if let Some(case) = crate::cases::find(what) {
        return case.title.to_owned();
    }
    let words = match what {
        "arende.visa" => "Ärendets sida",
        "arenden.lista" => "En lista över ärenden",
        "person.visa" => "Personakten",
        "uppdrag.visa" => "Uppdragets sida",
        "uppdrag.lista" => "En lista över uppdrag",
        "oversikt.visa" => "Utförarens översikt",
        "veckoschema.visa" => "Ett veckoschema",
        "overlamning.visa" => "Det som skrivits sedan förra passet",
        "min_dag.visa" | "jour.min_dag" => "En arbetslista",
        "namnd.lista" | "namnd.hamta" => "Nämndens föredragningslistor",
        "delegationsbeslut.lista" | "delegationsbeslut.hamta" => "En lista över beslut på delegation",
        "enhet.visa" => "Enhetens sida",
        "kalender.visa" => "En kalender",
        "mottagning.lista" => "Mottagningens lista",
        "mottagning.visa" => "Ärendet så som mottagningen ser det",
        "handlingar.visa" => "Listan över handlingar",
        "handling.hamta" => "En handling",
        "beslut.visa" => "Ett beslut",
        "brev.visa" | "brev.hamta" | "brev.forhandsgranska" => "Ett brev",
        "anmalare.visa" => "Vem som anmälde",
        "skyddade_uppgifter.visa" => "Skyddade uppgifter",
        "registerutdrag.visa" => "Vem som har läst",
        "sok" | "kand.visa" => "En sökning",
        _ => "Uppgifter i akten",
    };
    words.to_owned()
}
