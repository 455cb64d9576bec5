//! The case page: who, where in the process, what next, over time, what has happened.

use super::rattelse::{corrected, correction_of};
use super::{BookedMeeting, WorkItem};
use crate::load::Loaded;
use crate::{App, AppError};
use jiff::civil::{Date, DateTime, Time};
use stadga_core::access::{Ground, Reach, shows, whole_case};
use stadga_core::calendar::stockholm;
use stadga_core::event::{Event, StreamKind};
use stadga_core::fact::arende::ArendeArt;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{Assignment, CaseFile, Investigation, Organisation, PersonState, Stage};
use stadga_core::{Ctx, Fact, Id};
use stadga_store::{AuditKind, CaseFilter, ListedCase};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest list shown at once.
pub(crate) const LISTED: u32 = 500;

/// One case in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The stage.
    pub stage: String,
    /// The day it was opened.
    pub opened_on: Date,
    /// The day it was closed.
    pub closed_on: Option<Date>,
    /// The day the next duty falls due.
    pub next_due: Option<Date>,
    /// The caseworker's name.
    pub caseworker: Option<String>,
}

/// One stage of the stepper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StageStep {
    /// The stage.
    pub stage: Stage,
    /// The day it was reached.
    pub on: Option<Date>,
    /// Whether the case is here now.
    pub current: bool,
}

/// One insats over time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LifeLine {
    /// The insats's name.
    pub name: String,
    /// First granted day.
    pub from: Date,
    /// Last granted day.
    pub to: Option<Date>,
    /// The day it began.
    pub started_on: Option<Date>,
    /// The day it ended.
    pub ended_on: Option<Date>,
    /// Follow-ups made.
    pub followed_up: Vec<Date>,
    /// Follow-ups to come.
    pub planned: Vec<Date>,
}

/// Somebody who takes part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Participant {
    /// The name.
    pub name: String,
    /// In what capacity, and where.
    pub part: String,
}

/// One row of the timeline.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineRow {
    /// The event.
    pub event: Id,
    /// The day it happened.
    pub on: Date,
    /// The clock.
    pub at: Option<Time>,
    /// A heading.
    pub title: String,
    /// The text.
    pub text: String,
    /// Who, and in which capacity.
    pub by: String,
    /// Whether a provider wrote it.
    pub from_provider: bool,
    /// Whether it is a decision.
    pub decision: bool,
    /// The stored name of what it is.
    pub name: &'static str,
    /// The use case that corrects it.
    pub correct_by: Option<&'static str>,
    /// Who corrected or withdrew it, when, and why.
    pub corrected: Option<String>,
    /// What the person has objected to it, with the day.
    pub objections: Vec<String>,
    /// Whether a receipt of it can be printed.
    pub receipt: bool,
}

/// Everything on the case page.
#[derive(Clone, Debug)]
pub struct CasePage {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// The case with its assignments.
    pub file: Arc<CaseFile>,
    /// What it is about.
    pub title: String,
    /// The caseworker's name.
    pub caseworker: Option<String>,
    /// The unit's name.
    pub unit: String,
    /// Today.
    pub today: Date,
    /// The stepper.
    pub steps: Vec<StageStep>,
    /// What is to be done next, by the one who looks.
    pub mine: Vec<WorkItem>,
    /// What others are to do.
    pub waiting: Vec<WorkItem>,
    /// Insatser over time.
    pub lines: Vec<LifeLine>,
    /// Who takes part.
    pub participants: Vec<Participant>,
    /// The meetings that are booked, the next one first.
    pub meetings: Vec<BookedMeeting>,
    /// What has happened, newest first.
    pub timeline: Vec<TimelineRow>,
    /// Whether the case names the one who looks, or somebody they stand in for.
    pub named: bool,
    /// Whether the case was opened in an emergency: then it is read, and nothing is done in it.
    pub only_read: bool,
    /// When that ends, in Stockholm, where it ends before the day is out.
    pub read_until: Option<DateTime>,
    /// What the provider has written in each assignment since one looked there last.
    pub unread: BTreeMap<Id, usize>,
}

/// When the emergency opening by whoever asks ends: the latest of those that last.
fn read_until(ctx: &Ctx, file: &CaseFile) -> Option<DateTime> {
    let own = file.case.guarded.openings.iter().filter(|known| known.user == ctx.actor.user);
    let until = own.filter_map(|known| known.until).filter(|until| ctx.now < *until).max()?;
    Some(until.to_zoned(stockholm()).datetime())
}

impl App {
    /// The case page.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn case_page(&self, ctx: &Ctx, case: Id) -> Result<CasePage, AppError> {
        let loaded = self.case_to_show(ctx, "arende.visa", case)?;
        let organisation = self.organisation_for(&loaded)?;
        let grounds = loaded.grounds(ctx, case);
        let file = loaded.file.clone();
        let person = file.case.person.ok_or(AppError::NotFound)?;
        let person_state = self.load_person(person)?;
        let items = self.items_of(ctx, &loaded, &person_state.name)?;
        let (mine, waiting) = items.into_iter().partition(|item| item.mine);
        let caseworker = file.case.caseworker.map(|user| organisation.user_name(user).to_owned());
        let marks = self.store().read_marks(ctx.actor.user)?;
        let new = |id: &Id| super::uppdrag::unread(ctx, &loaded, *id, &marks).len();
        let instead = self.instead(ctx, file.case.unit, &organisation);
        let page = CasePage {
            named: grounds.contains(&Ground::Handlaggare),
            only_read: grounds.iter().all(|ground| *ground == Ground::Nodoppning),
            read_until: read_until(ctx, &file),
            unread: file.assignments.keys().map(|id| (*id, new(id))).collect(),
            case,
            number: loaded.number.clone(),
            title: self.title(&file),
            caseworker,
            unit: file.case.unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
            today: ctx.today,
            steps: steps(&file),
            mine,
            waiting,
            lines: self.life_lines(&loaded),
            meetings: self.booked(ctx, &loaded)?,
            participants: participants(&file, &organisation, None).into_iter().chain(instead).collect(),
            timeline: self.timeline(&file, &organisation),
            person: person_state,
            file,
        };
        let ground = grounds.first().map_or("", |ground| ground.word());
        self.store().audit(self.audit_row(ctx, "arende.visa", AuditKind::View, vec![case, person], ground))?;
        Ok(page)
    }

    /// The cases the user reaches, open ones first.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn cases(&self, ctx: &Ctx) -> Result<Vec<CaseLine>, AppError> {
        let organisation = self.organisation()?;
        let filter = CaseFilter { closed: true, limit: LISTED, ..CaseFilter::default() };
        let rows = self.store().case_list(&Reach::of(ctx).off_duty(), &filter)?;
        let subjects = rows.iter().map(|listed| listed.row.subject).collect();
        let line = |listed: ListedCase| CaseLine {
            case: listed.row.subject,
            number: listed.number.map(|number| number.to_string()).unwrap_or_default(),
            person: listed.name,
            stage: listed.row.stage.parse::<Stage>().map_or(listed.row.stage, |stage| stage.label().to_owned()),
            opened_on: listed.row.opened_on,
            closed_on: listed.row.closed_on,
            next_due: listed.row.next_due,
            caseworker: listed.row.caseworker.map(|user| organisation.user_name(user).to_owned()),
        };
        let mut lines: Vec<CaseLine> = rows.into_iter().map(line).collect();
        lines.sort_by_key(|line| line.closed_on.is_some());
        self.shown(ctx, "arenden.lista", subjects, lines)
    }

    /// The case, if the user reaches the case itself.
    pub(crate) fn case_to_show(&self, ctx: &Ctx, what: &str, case: Id) -> Result<Loaded, AppError> {
        let loaded = self.load_case(case).map_err(|error| self.denied(ctx, what, Some(case), error))?;
        if loaded.case == case && whole_case(&loaded.grounds(ctx, case)) {
            return Ok(loaded);
        }
        Err(self.denied(ctx, what, Some(case), AppError::NotFound))
    }

    pub(crate) fn title(&self, file: &CaseFile) -> String {
        let decided = file.case.decisions.last().map(|decision| decision.fact.insats.as_str());
        let proposed = file.case.investigation_text().map(|text| text.forslag.as_str());
        match decided.or(proposed) {
            Some(key) => self.insats_name(key),
            None => String::from(match (file.case.kind, &file.case.investigation) {
                (Some(ArendeArt::Anmalan), Investigation::NotOpened) => "Anmälan",
                (Some(ArendeArt::Anmalan), _) => "Utredning efter anmälan",
                _ => "Ansökan under utredning",
            }),
        }
    }

    /// The name of an insats, from the packs.
    pub fn insats_name(&self, key: &str) -> String {
        self.stack().insats(key).map_or_else(|| key.to_owned(), |insats| insats.name.clone())
    }

    pub(crate) fn life_lines(&self, loaded: &Loaded) -> Vec<LifeLine> {
        let line = |assignment: &Assignment| {
            let order = assignment.order.as_ref()?;
            let coming = loaded.duties.iter().filter(|duty| {
                duty.assignment == Some(assignment.id)
                    && duty.is_open()
                    && duty.action.as_deref() == Some("uppfoljning.registrera")
            });
            Some(LifeLine {
                name: self.insats_name(&order.insats),
                from: order.fran,
                to: order.till,
                started_on: assignment.started_on,
                ended_on: assignment.ended_on,
                followed_up: assignment.follow_ups.clone(),
                planned: coming.filter_map(|duty| duty.due.as_ref().map(|due| due.strict)).collect(),
            })
        };
        loaded.file.assignments.values().filter_map(line).collect()
    }

    /// What has happened, newest first: the case's own events, and of a provider's what it hands on.
    fn timeline(&self, file: &CaseFile, organisation: &Organisation) -> Vec<TimelineRow> {
        let shared = |event: &&Event| {
            !beneath(&event.fact)
                && !matches!(event.fact, Fact::UppdragBestallt(_) | Fact::UppdragAndrat(_))
                && shows(&event.fact, &[Ground::Bestallare])
        };
        let rows = file.events.iter().filter(shared).map(|event| self.timeline_row(event, file, organisation));
        let mut rows: Vec<TimelineRow> = rows.collect();
        rows.reverse();
        rows.sort_by_key(|row| std::cmp::Reverse(row.on));
        rows
    }

    pub(crate) fn timeline_row(&self, event: &Event, file: &CaseFile, organisation: &Organisation) -> TimelineRow {
        let corrected = corrected(event, file, organisation);
        let text = super::told::told(self, event, organisation);
        TimelineRow {
            event: event.id,
            on: event.occurred_on,
            at: event.occurred_at,
            title: text.0,
            text: text.1,
            by: byline(event, organisation),
            from_provider: event.kind == StreamKind::Uppdrag,
            decision: matches!(event.fact, Fact::BeslutFattat(_)),
            name: event.fact.name(),
            correct_by: if corrected.is_none() { correction_of(&event.fact) } else { None },
            receipt: corrected.is_none() && self.has_receipt(event),
            corrected,
            objections: objections(event, file),
        }
    }
}

/// What the person has said is wrong with an event, for all who see the event (SoL 14:6).
fn objections(event: &Event, file: &CaseFile) -> Vec<String> {
    let said = |later: &Event| match &later.fact {
        Fact::InvandningAntecknad(fact) if fact.handelse == event.id => {
            Some(format!("Invändning {}: {}", later.occurred_on, fact.invandning))
        }
        _ => None,
    };
    file.events.iter().filter_map(said).collect()
}

fn byline(event: &Event, organisation: &Organisation) -> String {
    let who = organisation.user_name(event.signature.user);
    let unit = organisation.unit_name(event.signature.post.unit);
    let role = event.signature.post.role.label();
    match event.signature.on_behalf_of {
        Some(absent) => format!("{who} · {role}, {unit}, vikarie för {}", organisation.user_name(absent)),
        None => format!("{who} · {role}, {unit}"),
    }
}

fn steps(file: &CaseFile) -> Vec<StageStep> {
    let current = file.stage();
    let first = |name: &str| file.events.iter().find(|event| event.fact.name() == name).map(|event| event.occurred_on);
    let on = |stage: Stage| match stage {
        Stage::Aktualisering => first("arende.oppnat"),
        Stage::Forhandsbedomning => first("forhandsbedomning.gjord"),
        Stage::Utredning => first("utredning.inledd"),
        Stage::Kommunicering => first("kommunicering.skickad").or_else(|| first("kommunicering.undantagen")),
        Stage::Beslut => first("beslut.fattat"),
        Stage::Bestallning => first("bestallning.skickad"),
        Stage::Genomforande => first("insats.paborjad"),
        Stage::Uppfoljning => first("uppfoljning.gjord"),
        Stage::Avslut => file.case.closed_on,
    };
    // An application is never assessed beforehand; the stage is there for reports only.
    let fits = |stage: &&Stage| **stage != Stage::Forhandsbedomning || file.case.kind == Some(ArendeArt::Anmalan);
    Stage::ALL
        .iter()
        .filter(fits)
        .map(|stage| StageStep { stage: *stage, on: on(*stage), current: *stage == current })
        .collect()
}

/// Who takes part in a case, or in one of its assignments.
pub(super) fn participants(file: &CaseFile, organisation: &Organisation, only: Option<Id>) -> Vec<Participant> {
    let mut all = Vec::new();
    let mut add =
        |user: Id, part: String| all.push(Participant { name: organisation.user_name(user).to_owned(), part });
    if let (Some(user), Some(unit)) = (file.case.caseworker, file.case.unit) {
        add(user, format!("Handläggare, {}", organisation.unit_name(unit)));
    }
    for assignment in file.assignments.values().filter(|known| only.is_none_or(|only| only == known.id)) {
        let Some(order) = &assignment.order else { continue };
        let unit = organisation.unit_name(order.utforare);
        for therapist in &assignment.therapists {
            add(*therapist, format!("Behandlare, {unit}"));
        }
        let on = order.fran.max(assignment.ordered_on.unwrap_or(order.fran));
        for manager in organisation.holders(Roll::Utforarchef, order.utforare, on) {
            add(manager.id, format!("Enhetschef, {unit}"));
        }
    }
    all
}

/// Whether a fact is told by another event, and not in a row of its own: an objection beneath what it is about,
/// a booking held by what was written of the meeting, and that a note was moved at the note.
pub(crate) fn beneath(fact: &Fact) -> bool {
    matches!(fact, Fact::InvandningAntecknad(_) | Fact::MoteGenomfort(_) | Fact::AnteckningFlyttad(_))
}
