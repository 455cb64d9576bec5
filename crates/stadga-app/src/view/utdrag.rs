//! The extract for the individual: who has read what about them, when and in which role. Nobody else is named.

use crate::{App, AppError};
use jiff::civil::DateTime;
use stadga_core::access::Ground;
use stadga_core::calendar::stockholm;
use stadga_core::event::StreamKind;
use stadga_core::state::PersonState;
use stadga_core::{Ctx, Id};
use stadga_store::{AuditKind, StoredAudit};
use std::collections::BTreeSet;
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

/// Everything in the extract.
#[derive(Clone, Debug)]
pub struct Extract {
    /// The person's stream.
    pub id: Id,
    /// The person.
    pub person: Arc<PersonState>,
    /// The readings, newest first.
    pub readings: Vec<Reading>,
}

impl App {
    /// The extract of a person. The head of a unit with a case of theirs takes it out and hands it over. The whole
    /// trail is gone through, which takes its time and is seldom done.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the person does not exist or the user is no such head.
    pub fn register_extract(&self, ctx: &Ctx, id: Id) -> Result<Extract, AppError> {
        let known = self.store().kind_of(id)? == Some(StreamKind::Person);
        let mut streams = BTreeSet::from([id]);
        let (mut head, mut veiled, mut unnamed) = (false, false, BTreeSet::new());
        for case in if known { self.store().cases_of_person(id)? } else { Vec::new() } {
            let loaded = self.load_case(case)?;
            head |= loaded.grounds(ctx, case).contains(&Ground::Enhetschef);
            veiled |= loaded.veiled.is_some();
            unnamed.extend(loaded.file.case.guarded.unnamed.iter().copied());
            streams.extend(loaded.file.heads.keys().copied());
        }
        if !head {
            return Err(self.denied(ctx, WHAT, Some(id), AppError::NotFound));
        }
        // Written down first, and then part of what is shown.
        let mut row = self.audit_row(ctx, WHAT, AuditKind::Export, vec![id], Ground::Enhetschef.word());
        row.detail = String::from("registerutdrag");
        self.store().audit(row)?;
        let organisation = self.organisation()?;
        let organisation = if veiled { Arc::new(organisation.veiled()) } else { organisation };
        let reading = |stored: &StoredAudit| {
            let post = stored.row.post;
            Reading {
                at: stored.recorded_at.to_zoned(stockholm()).datetime(),
                who: match unnamed.contains(&stored.row.user) {
                    true => String::from("Namnet utelämnas"),
                    false => organisation.user_name(stored.row.user).to_owned(),
                },
                post: post
                    .map(|post| format!("{}, {}", post.role.label(), organisation.unit_name(post.unit)))
                    .unwrap_or_default(),
                what: in_words(&stored.row.what),
                kind: stored.row.kind.label(),
            }
        };
        let (mut after, mut readings) = (0, Vec::new());
        loop {
            let rows = self.store().audit_after(after, AT_A_TIME)?;
            let Some(last) = rows.last() else { break };
            after = last.entry;
            let own = rows.iter().filter(|stored| stored.row.kind != AuditKind::Denied);
            let own = own.filter(|stored| stored.row.subjects.iter().any(|subject| streams.contains(subject)));
            readings.extend(own.map(reading));
        }
        readings.reverse();
        Ok(Extract { id, person: self.load_person(id)?, readings })
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
        "registerutdrag.visa" => "Ett registerutdrag",
        "sok" | "kand.visa" => "En sökning",
        _ => "Uppgifter i akten",
    };
    words.to_owned()
}
