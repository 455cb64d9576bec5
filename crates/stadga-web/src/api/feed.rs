//! The event feed: that something has happened in what one reaches, and when; never what.

use super::{Call, Problem, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::AppError;
use stadga_core::access::{Ground, Reach, assignment_grants, case_grants, shows};
use stadga_core::event::StreamKind;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{CaseFile, CaseState};
use stadga_core::{Ctx, Id};
use stadga_store::{AuditKind, AuditRow, FeedRow, StoreError};
use std::collections::{BTreeMap, BTreeSet};

/// How many events are given when nothing is said.
const USUAL: u32 = 100;
/// The most that are given at once.
const MOST: u32 = 500;
/// The most of the log that one call reads, so that somebody who reaches little does not read it all.
const READ: u32 = 10_000;

/// The feed. The log has no filter of its own: each stream met is asked for with the rule of every list.
pub fn show(web: &Web, call: Call) -> Reply {
    let after = number(&call, "after", 0)?;
    let limit = number(&call, "limit", u64::from(USUAL))?;
    if !(1..=u64::from(MOST)).contains(&limit) {
        return Err(Problem::request(format!("limit ska vara 1–{MOST}.")));
    }
    let mut sieve = Sieve { web, reach: Reach::of(&call.ctx), streams: BTreeMap::new() };
    let rows = web.app.store().events_after(after, READ).map_err(AppError::from)?;
    let whole = rows.len() < READ as usize;
    let mut shown: Vec<FeedRow> = Vec::new();
    let mut next = after;
    let mut more = !whole;
    for row in rows {
        if shown.len() as u64 == limit {
            more = true;
            break;
        }
        next = row.position;
        if sieve.lets_through(&row).map_err(AppError::from)? {
            shown.push(row);
        }
    }
    web.app.store().audit(audit(&call.ctx, &shown)).map_err(AppError::from)?;
    let rows: Vec<Value> = shown.iter().map(line).collect();
    Ok(json(StatusCode::OK, json!({ "handelser": rows, "nasta": next, "fler": more })))
}

fn number(call: &Call, name: &str, otherwise: u64) -> Result<u64, Problem> {
    match call.query.text(name) {
        "" => Ok(otherwise),
        // The log counts in signed numbers.
        text => match text.parse::<u64>().ok().filter(|number| i64::try_from(*number).is_ok()) {
            Some(number) => Ok(number),
            None => Err(Problem::request(format!("{name} ska vara ett heltal, 0 eller mer."))),
        },
    }
}

/// What one person is let to see of the log.
struct Sieve<'a> {
    web: &'a Web,
    reach: Reach,
    /// The streams met: none for one out of reach, else the positions that the record hides as well.
    streams: BTreeMap<Id, Option<BTreeSet<u64>>>,
}

impl Sieve<'_> {
    fn lets_through(&mut self, row: &FeedRow) -> Result<bool, StoreError> {
        // Who made a report is not even told to have been said.
        if row.name == "anmalare.uppgiven" {
            return Ok(false);
        }
        if !self.streams.contains_key(&row.subject) {
            let store = self.web.app.store();
            let reached = store.visible(&self.reach, row.subject)?;
            let hidden = match row.kind {
                StreamKind::Uppdrag if reached => self.kept_at_provider(row.subject)?,
                StreamKind::Arende if reached => self.kept_from_reception(row.subject)?,
                _ => BTreeSet::new(),
            };
            self.streams.insert(row.subject, reached.then_some(hidden));
        }
        let hidden = self.streams.get(&row.subject).and_then(Option::as_ref);
        Ok(hidden.is_some_and(|hidden| !hidden.contains(&row.position)))
    }

    /// The provider's notes that the caseworker need not know of; to the provider's own people nothing is hidden.
    fn kept_at_provider(&self, assignment: Id) -> Result<BTreeSet<u64>, StoreError> {
        let file = CaseFile::fold(self.web.app.store().load(&[assignment])?);
        // Without the case, only the provider's own grants remain.
        let grants = file.assignments.get(&assignment).map(|known| assignment_grants(&CaseState::default(), known));
        if !self.reach.grounds(&grants.unwrap_or_default()).is_empty() {
            return Ok(BTreeSet::new());
        }
        let kept = file.events.iter().filter(|event| !shows(&event.fact, &[Ground::Bestallare]));
        Ok(kept.map(|event| event.position).collect())
    }

    /// What of a case reception does not see; to those who reach the whole case nothing is hidden.
    fn kept_from_reception(&self, case: Id) -> Result<BTreeSet<u64>, StoreError> {
        if !self.reach.posts.iter().any(|post| post.role == Roll::Mottagningssekreterare) {
            return Ok(BTreeSet::new());
        }
        let file = CaseFile::fold(self.web.app.store().load(&[case])?);
        let grounds = self.reach.grounds(&case_grants(&file.case));
        let kept = file.events.iter().filter(|event| !shows(&event.fact, &grounds));
        Ok(kept.map(|event| event.position).collect())
    }
}

fn audit(ctx: &Ctx, shown: &[FeedRow]) -> AuditRow {
    let subjects: BTreeSet<Id> = shown.iter().map(|row| row.subject).collect();
    AuditRow {
        user: ctx.actor.user,
        post: Some(ctx.actor.post),
        what: String::from("handelser.lista"),
        kind: AuditKind::View,
        subjects: subjects.into_iter().collect(),
        ground: String::new(),
        detail: String::new(),
    }
}

fn line(row: &FeedRow) -> Value {
    json!({
        "position": row.position,
        "strom": row.subject,
        "slag": row.kind,
        "namn": row.name,
        "datum": row.occurred_on,
        "registrerad": row.recorded_at,
    })
}
