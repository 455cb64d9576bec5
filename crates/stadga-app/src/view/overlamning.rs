//! The hand-over between shifts: the journals as they stand, from a moment on. There is no second text.

use super::TimelineRow;
use super::arende::{LISTED, beneath};
use crate::{App, AppError};
use jiff::Timestamp;
use jiff::civil::DateTime;
use stadga_core::access::{Ground, Reach, shows};
use stadga_core::calendar::stockholm;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::Organisation;
use stadga_core::{Ctx, Event, Id};
use stadga_store::AssignmentFilter;
use std::collections::{BTreeMap, BTreeSet};

/// What has been written at a provider since a moment, by person.
#[derive(Clone, Debug)]
pub struct HandoverPage {
    /// From when, in Stockholm.
    pub since: DateTime,
    /// The unit's name.
    pub unit: String,
    /// Those something has been written about, in the order of their names.
    pub people: Vec<HandoverPerson>,
    /// How many others there are, about whom nothing has been written.
    pub quiet: usize,
}

/// What has been written about one person.
#[derive(Clone, Debug)]
pub struct HandoverPerson {
    /// The assignment.
    pub assignment: Id,
    /// The person's name.
    pub person: String,
    /// The rows, oldest first, as one reads them when one comes.
    pub rows: Vec<HandoverRow>,
}

/// One row of the journal.
#[derive(Clone, Debug)]
pub struct HandoverRow {
    /// The row.
    pub row: TimelineRow,
    /// When it was written down, in Stockholm.
    pub written: DateTime,
    /// Whether one had not read it before.
    pub unread: bool,
    /// Which others of the unit have read it, by name; whoever wrote it is not among them.
    pub read_by: Vec<String>,
}

/// Who works in the unit, and how far each has read.
type Readers = Vec<(Id, String, BTreeMap<Id, u32>)>;

impl App {
    /// What has been written since a moment in the journals that the user reaches at the provider.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for whoever does not work at a provider.
    pub fn handover(&self, ctx: &Ctx, since: Timestamp) -> Result<HandoverPage, AppError> {
        const WHAT: &str = "overlamning.visa";
        let post = ctx.actor.post;
        if !post.role.at_provider() {
            return Err(self.denied(ctx, WHAT, None, AppError::NotFound));
        }
        let organisation = self.organisation()?;
        let readers = self.readers(ctx, &organisation)?;
        let filter = AssignmentFilter { ended: false, limit: LISTED, ..AssignmentFilter::default() };
        let (mut people, mut quiet, mut read) = (Vec::new(), 0, Vec::new());
        for listed in self.store().assignment_list(&Reach::of(ctx), &filter)? {
            let assignment = listed.row.subject;
            let (rows, head) = self.written_since(ctx, assignment, since, &readers)?;
            if rows.is_empty() {
                quiet += 1;
                continue;
            }
            read.extend(head.map(|head| (assignment, head)));
            people.push(HandoverPerson { assignment, person: listed.name, rows });
        }
        people.sort_by(|one, other| one.person.cmp(&other.person));
        let subjects = people.iter().map(|known| known.assignment).collect();
        let since = since.to_zoned(stockholm()).datetime();
        let unit = organisation.unit_name(post.unit).to_owned();
        let page = self.shown(ctx, WHAT, subjects, HandoverPage { since, unit, people, quiet })?;
        for (assignment, head) in read {
            self.store().mark_read(ctx.actor.user, assignment, head)?;
        }
        Ok(page)
    }

    fn readers(&self, ctx: &Ctx, organisation: &Organisation) -> Result<Readers, AppError> {
        let of = |role| organisation.holders(role, ctx.actor.post.unit, ctx.today);
        let all = [Roll::Behandlare, Roll::Utforarchef].into_iter().flat_map(of);
        let unique: BTreeMap<Id, String> = all.map(|user| (user.id, user.name.clone())).collect();
        unique.into_iter().map(|(user, name)| Ok((user, name, self.store().read_marks(user)?))).collect()
    }

    /// The rows of one journal, and how far it has been read by this: none where something older is unread still.
    fn written_since(
        &self,
        ctx: &Ctx,
        assignment: Id,
        since: Timestamp,
        readers: &Readers,
    ) -> Result<(Vec<HandoverRow>, Option<u32>), AppError> {
        let loaded = self.load_case(assignment)?;
        let mut grounds = loaded.grounds(ctx, assignment);
        grounds.retain(|ground| matches!(ground, Ground::Behandlare | Ground::Utforarchef));
        let organisation = self.organisation_for(&loaded)?;
        let marks = readers.iter().find(|(user, ..)| *user == ctx.actor.user).map(|(.., marks)| marks);
        let unread = marks.map(|marks| super::uppdrag::unread(ctx, &loaded, assignment, marks)).unwrap_or_default();
        let own = |event: &&Event| {
            event.subject == assignment
                && event.recorded_at >= since
                && !beneath(&event.fact)
                && shows(&event.fact, &grounds)
        };
        let row = |event: &Event| {
            let has = |marks: &BTreeMap<Id, u32>| marks.get(&assignment).is_some_and(|seen| *seen >= event.seq);
            let other = |user: Id| user != event.signature.user && user != ctx.actor.user;
            let read_by = readers.iter().filter(|(user, _, marks)| other(*user) && has(marks));
            HandoverRow {
                row: self.timeline_row(event, &loaded.file, &organisation),
                written: event.recorded_at.to_zoned(stockholm()).datetime(),
                unread: unread.contains(&event.id),
                read_by: read_by.map(|(_, name, _)| name.clone()).collect(),
            }
        };
        let rows: Vec<HandoverRow> = loaded.file.events.iter().filter(own).map(row).collect();
        let shown: BTreeSet<Id> = rows.iter().map(|row| row.row.event).collect();
        let head = loaded.file.heads.get(&assignment).copied();
        Ok((rows, head.filter(|_| unread.is_subset(&shown))))
    }
}
