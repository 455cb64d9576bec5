//! The provider's pages: the assignments, and one client's page. Never the investigation.

use super::arende::{LISTED, Participant, TimelineRow, beneath, participants};
use super::{BookedMeeting, WorkItem};
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Ground, Reach, shows, shows_named};
use stadga_core::calendar::{Counting, count};
use stadga_core::event::standing;
use stadga_core::fact::uppdrag::{AnteckningArt, Malgrad, UppdragBestallt};
use stadga_core::state::{Assignment, AssignmentStage, PersonState};
use stadga_core::{Ctx, Event, Fact, Id};
use stadga_store::{AssignmentFilter, CaseNumber, ListedAssignment};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

/// The order itself is never news at the provider, where it stands among the new ones.
const ORDER: &str = "uppdrag.bestallt";

/// One assignment in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AssignmentLine {
    /// The assignment.
    pub assignment: Id,
    /// The case's number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The insats's name.
    pub insats: String,
    /// Where it is.
    pub stage: AssignmentStage,
    /// The day it was ordered.
    pub ordered_on: Date,
    /// The therapists' names.
    pub therapists: Vec<String>,
    /// The caseworker who ordered.
    pub orderer: String,
    /// First granted day, or the start that was wished for.
    pub from: Option<Date>,
    /// Whether there is an implementation plan.
    pub planned: bool,
    /// What others have written here since one looked last.
    pub unread: usize,
}

/// One goal, and what was found of it at the last follow-up that graded it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoalNow {
    /// The goal.
    pub goal: String,
    /// How far it was reached, and the day of the follow-up.
    pub found: Option<(Malgrad, Date)>,
}

/// How many talks an insats has had, of those it is meant to have.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TalksSoFar {
    /// What is counted, in words.
    pub kind: String,
    /// How many there have been.
    pub held: usize,
    /// At least and at most so many.
    pub meant: (u32, u32),
    /// The last day of the time they are meant to be held in.
    pub until: Date,
}

/// Everything on the client's page at the provider.
#[derive(Clone, Debug)]
pub struct AssignmentPage {
    /// The assignment.
    pub assignment: Id,
    /// Its case, for those who reach it.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// The folded assignment.
    pub state: Assignment,
    /// The insats's name.
    pub insats: String,
    /// The unit's name.
    pub unit: String,
    /// The caseworker who ordered.
    pub orderer: String,
    /// The therapists' names.
    pub therapists: Vec<String>,
    /// Today.
    pub today: Date,
    /// What is to be done, by the one who looks.
    pub mine: Vec<WorkItem>,
    /// What others are to do.
    pub waiting: Vec<WorkItem>,
    /// The meetings that are booked here, the next one first.
    pub meetings: Vec<BookedMeeting>,
    /// The provider's own events, newest first.
    pub timeline: Vec<TimelineRow>,
    /// On which grounds the user is here.
    pub grounds: Vec<Ground>,
    /// The goals with the latest words on them.
    pub goals: Vec<GoalNow>,
    /// The talks so far, where the insats is meant to have a number of them.
    pub talks: Option<TalksSoFar>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The events that others have written since one looked last.
    pub unread: BTreeSet<Id>,
}

impl App {
    /// The assignments the user reaches at a provider, oldest order first.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn assignments(&self, ctx: &Ctx) -> Result<Vec<AssignmentLine>, AppError> {
        let organisation = self.organisation()?;
        let filter = AssignmentFilter { ended: false, limit: LISTED, ..AssignmentFilter::default() };
        let rows = self.store().assignment_list(&Reach::of(ctx), &filter)?;
        let subjects: Vec<Id> = rows.iter().map(|listed| listed.row.subject).collect();
        let unread = self.unread_in(ctx, &subjects)?;
        let name = |user: &Id| organisation.user_name(*user).to_owned();
        let line = |ListedAssignment { row, number, name: person }| AssignmentLine {
            assignment: row.subject,
            number: number.map(|number: CaseNumber| number.to_string()).unwrap_or_default(),
            person,
            insats: self.insats_name(&row.insats),
            stage: row.state.parse().unwrap_or(AssignmentStage::Bestallt),
            ordered_on: row.ordered_on,
            orderer: row.orderer.as_ref().map(name).unwrap_or_default(),
            from: row.start_on,
            planned: row.planned,
            unread: unread.get(&row.subject).copied().unwrap_or_default(),
            therapists: row.therapists.iter().map(name).collect(),
        };
        let lines = rows.into_iter().map(line).collect();
        self.shown(ctx, "uppdrag.lista", subjects, lines)
    }

    /// How many events of each assignment are unread, by the clear columns of the log. Where a note's content
    /// says whether it is shown, the case is read.
    fn unread_in(&self, ctx: &Ctx, assignments: &[Id]) -> Result<HashMap<Id, usize>, AppError> {
        let grounds = self.store().grounds(&Reach::of(ctx), assignments)?;
        let (mut counts, mut by_content) = (HashMap::<Id, usize>::new(), BTreeSet::new());
        for (assignment, name, many) in self.store().unread(ctx.actor.user, assignments)? {
            match shows_named(&name, grounds.get(&assignment).map_or(&[], Vec::as_slice)) {
                _ if name == ORDER => {}
                Some(true) => *counts.entry(assignment).or_default() += many as usize,
                Some(false) => {}
                None => _ = by_content.insert(assignment),
            }
        }
        if !by_content.is_empty() {
            let marks = self.store().read_marks(ctx.actor.user)?;
            for assignment in by_content {
                let loaded = self.load_case(assignment)?;
                counts.insert(assignment, unread(ctx, &loaded, assignment, &marks).len());
            }
        }
        Ok(counts)
    }

    /// The client's page at the provider.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn assignment_page(&self, ctx: &Ctx, assignment: Id) -> Result<AssignmentPage, AppError> {
        const WHAT: &str = "uppdrag.visa";
        let loaded = self.load_case(assignment).map_err(|error| self.denied(ctx, WHAT, Some(assignment), error))?;
        let grounds = loaded.grounds(ctx, assignment);
        let state = loaded.file.assignments.get(&assignment).filter(|_| !grounds.is_empty());
        let Some((state, order)) = state.and_then(|state| state.order.as_ref().map(|order| (state, order))) else {
            return Err(self.denied(ctx, WHAT, Some(assignment), AppError::NotFound));
        };
        let organisation = self.organisation_for(&loaded)?;
        let person = self.person_on(&loaded, assignment, &grounds)?;
        let items = self.items_of(ctx, &loaded, &person.name)?;
        let here = items.into_iter().filter(|item| item.target == assignment);
        // In a house where the staff come and go, what the keyworker is to do can be done by whoever is there.
        let in_shifts = state.group_from.is_some() && grounds.contains(&Ground::Behandlare);
        let (mine, waiting) = here.partition(|item| item.mine || (in_shifts && item.action.is_some()));
        let own = loaded.file.events.iter().filter(|event| event.subject == assignment);
        let own = own.filter(|event| !beneath(&event.fact));
        let shared = own.filter(|event| shows(&event.fact, &grounds));
        let mut timeline: Vec<TimelineRow> =
            shared.map(|event| self.timeline_row(event, &loaded.file, &organisation)).collect();
        timeline.reverse();
        let marks = self.store().read_marks(ctx.actor.user)?;
        let unread = unread(ctx, &loaded, assignment, &marks);
        let mut meetings = self.booked(ctx, &loaded)?;
        meetings.retain(|meeting| meeting.booking.subject == assignment);
        let page = AssignmentPage {
            meetings,
            goals: goals_now(state),
            talks: self.talks(state, order, &loaded),
            participants: participants(&loaded.file, &organisation, Some(assignment)),
            unread,
            assignment,
            case: loaded.case,
            number: loaded.number.clone(),
            insats: self.insats_name(&order.insats),
            unit: organisation.unit_name(order.utforare).to_owned(),
            orderer: organisation.user_name(order.bestallare).to_owned(),
            therapists: state.therapists.iter().map(|user| organisation.user_name(*user).to_owned()).collect(),
            today: ctx.today,
            mine,
            waiting,
            timeline,
            grounds,
            state: state.clone(),
            person,
        };
        let page = self.shown(ctx, WHAT, vec![assignment, order.person], page)?;
        let head = loaded.file.heads.get(&assignment).copied().unwrap_or_default();
        if marks.get(&assignment).is_none_or(|seen| *seen < head) {
            self.store().mark_read(ctx.actor.user, assignment, head)?;
        }
        Ok(page)
    }

    /// Counts the notes of the kind that the insats is meant to have, from its first day.
    fn talks(&self, state: &Assignment, order: &UppdragBestallt, loaded: &Loaded) -> Option<TalksSoFar> {
        let stack = self.stack();
        let meant = stack.insats(&order.insats)?.talks.clone()?;
        let from = state.started_on?;
        let until = count(from, meant.within, Counting::Elapsed).strict;
        let kind: AnteckningArt = meant.kind.parse().ok()?;
        let counts = |event: &Event| match &event.fact {
            Fact::GenomforandeanteckningSkriven(note) => event.subject == state.id && note.art == Some(kind),
            _ => false,
        };
        let held = standing(&loaded.file.events).iter().filter(|row| counts(row.event)).count();
        Some(TalksSoFar { kind: kind.label().to_lowercase(), held, meant: (meant.from, meant.to), until })
    }
}

/// What others have written in an assignment since the user looked last, and may be shown to the user.
pub(super) fn unread(ctx: &Ctx, loaded: &Loaded, assignment: Id, marks: &BTreeMap<Id, u32>) -> BTreeSet<Id> {
    let grounds = loaded.grounds(ctx, assignment);
    let seen = marks.get(&assignment).copied().unwrap_or_default();
    let new = |event: &&Event| {
        event.subject == assignment
            && event.seq > seen
            && event.signature.user != ctx.actor.user
            && event.fact.name() != ORDER
            && shows(&event.fact, &grounds)
    };
    loaded.file.events.iter().filter(new).map(|event| event.id).collect()
}

fn goals_now(state: &Assignment) -> Vec<GoalNow> {
    let found = |goal: &String| {
        state.reviews.iter().rev().find_map(|review| {
            let graded = review.fact.malbedomning.iter().find(|graded| graded.mal == *goal)?;
            Some((graded.grad, review.on))
        })
    };
    state.goals().into_iter().map(|goal| GoalNow { found: found(&goal), goal }).collect()
}
