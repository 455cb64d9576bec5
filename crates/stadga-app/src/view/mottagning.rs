//! The intake desk: what has come in, what reception sees of it, and whether somebody is known already.

use super::arende::LISTED;
use super::lista::Lists;
use super::{Found, TimelineRow, WorkItem};
use crate::load::Loaded;
use crate::rows::unassessed;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::{Ground, Reach, shows, whole_case};
use stadga_core::apart::shuts;
use stadga_core::fact::arende::ArendeArt;
use stadga_core::fact::intag::AnmalareUppgiven;
use stadga_core::fact::organisation::Roll;
use stadga_core::identity::PersonNumber;
use stadga_core::state::{CaseState, PersonState, Stage};
use stadga_core::{Ctx, Event, Fact, Id};
use stadga_store::{Anybodys, AuditKind, CaseFilter, ListedCase, Search, WorkRow};
use std::sync::Arc;

/// Those who work at the desk, or give out what comes from it.
const DESK: &[Roll] = &[Roll::Mottagningssekreterare, Roll::Socialsekreterare, Roll::Enhetschef];

/// Persons of a name counted at most.
const COUNTED: u32 = 50;
/// Digits of a number that can be looked up.
const WHOLE_NUMBER: usize = 10;

/// What a matter waits for before somebody handles it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remains {
    /// The preliminary assessment of a report.
    Assessment,
    /// That a caseworker is named.
    Caseworker,
    /// Nothing: somebody handles it.
    Nothing,
}

/// A matter at the desk. No word of what it is about stands in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeskRow {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// Application or report.
    pub kind: ArendeArt,
    /// The day it came in.
    pub came_in: Date,
    /// Days since then.
    pub age: u32,
    /// Something had to be done the same day.
    pub acute: bool,
    /// What it waits for.
    pub remains: Remains,
    /// The unit that is to handle it.
    pub unit: String,
    /// The same unit.
    pub unit_id: Id,
    /// Whether only reception's page of it is reached, and not the case.
    pub desk: bool,
}

/// What reception sees of a matter.
#[derive(Clone, Debug)]
pub struct DeskPage {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// Application or report.
    pub kind: ArendeArt,
    /// The day it came in.
    pub came_in: Date,
    /// Something had to be done the same day.
    pub acute: bool,
    /// Children are concerned.
    pub children: bool,
    /// What it waits for.
    pub remains: Remains,
    /// The unit that is to handle it.
    pub unit: String,
    /// The caseworker's name.
    pub caseworker: Option<String>,
    /// Somebody has said who made the report.
    pub reporter: bool,
    /// The day reception's reach ends, that day included; none while nobody is named.
    pub until: Option<Date>,
    /// What came in and what was noted, newest first. Never the investigation.
    pub timeline: Vec<TimelineRow>,
}

/// Who made a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReporterPage {
    /// The case.
    pub case: Id,
    /// Its number.
    pub number: String,
    /// What was told, newest first, with the day.
    pub told: Vec<(Date, AnmalareUppgiven)>,
    /// Whether only reception's page of the case is reached.
    pub desk: bool,
}

/// Whether a number is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KnownNumber {
    /// It is no number; what is wrong with it.
    Wrong(String),
    /// Nobody has it.
    Unknown,
    /// Somebody has it: unit and contact person of each case that goes on.
    Known(Vec<(String, String)>),
    /// Somebody has it of whom nothing more is told here: the head of reception knows whom to talk to.
    AskHead,
}

/// Whether somebody is known already, and nothing more.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// By number; none while too few digits are typed.
    pub number: Option<KnownNumber>,
    /// How many persons have the name; none while too little is typed.
    pub named: Option<u32>,
    /// There are more than that.
    pub more: bool,
    /// Those of them whom the user reaches anyway.
    pub hits: Vec<Found>,
}

impl App {
    /// The desk: what has come in and waits, oldest first, what is acute before all.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who do not work there.
    pub fn desk(&self, ctx: &Ctx) -> Result<Vec<DeskRow>, AppError> {
        const WHAT: &str = "mottagning.lista";
        self.at_desk(ctx, WHAT)?;
        let filter = CaseFilter { limit: LISTED, ..CaseFilter::default() };
        let reach = Reach::of(ctx).off_duty();
        let mut listed = self.store().case_list(&reach, &filter)?;
        let at_reception = only_reception(ctx);
        let assessed_later = Stage::Forhandsbedomning.word();
        listed.retain(|line| at_reception || line.row.caseworker.is_none() || line.row.stage == assessed_later);
        let streams: Vec<Id> = listed.iter().map(|line| line.row.subject).collect();
        let grounds = self.store().grounds(&reach, &streams)?;
        let organisation = self.organisation()?;
        let mut rows: Vec<DeskRow> = Vec::new();
        for ListedCase { row, number, name } in listed {
            // What an older program wrote lacks its kind until the lists are built anew.
            let Some(kind) = row.kind.as_ref().and_then(|kind| kind.parse().ok()) else { continue };
            rows.push(DeskRow {
                case: row.subject,
                number: number.map(|number| number.to_string()).unwrap_or_default(),
                person: name,
                kind,
                came_in: row.opened_on,
                age: u32::try_from(row.opened_on.until(ctx.today).map_or(0, |span| span.get_days()))
                    .unwrap_or_default(),
                acute: row.acute,
                remains: remains(row.closed_on.is_some(), row.unassessed, row.caseworker.is_some()),
                unit: organisation.unit_name(row.unit).to_owned(),
                unit_id: row.unit,
                desk: !whole_case(grounds.get(&row.subject).map_or(&[], Vec::as_slice)),
            });
        }
        let waits = |row: &DeskRow| row.remains != Remains::Nothing;
        rows.sort_by_key(|row| (!waits(row), !row.acute, row.came_in, row.number.clone()));
        let subjects = rows.iter().map(|row| row.case).collect();
        self.shown(ctx, WHAT, subjects, rows)
    }

    /// The letters to persons that the routines ask for and that have not been sent, the one that is due first first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who do not work at the desk.
    pub fn letters_to_send(&self, ctx: &Ctx) -> Result<Vec<WorkItem>, AppError> {
        const WHAT: &str = "mottagning.brev";
        self.at_desk(ctx, WHAT)?;
        let rules = self.stack().rules_met_by_letters();
        if rules.is_empty() {
            return Ok(Vec::new());
        }
        let organisation = self.organisation()?;
        let (rows, _) = self.store().anybodys(&Reach::of(ctx).off_duty(), Anybodys::OfRules(&rules), LISTED)?;
        let all: Vec<&WorkRow> = rows.iter().collect();
        let lists = Lists::of(self, ctx, &organisation, &all, &[])?;
        let items = lists.items(&rows);
        self.shown(ctx, WHAT, lists.subjects(), items)
    }

    /// What reception sees of a matter.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn desk_page(&self, ctx: &Ctx, case: Id) -> Result<DeskPage, AppError> {
        const WHAT: &str = "mottagning.visa";
        let (loaded, whole) = self.desk_case(ctx, WHAT, case)?;
        let organisation = self.organisation_for(&loaded)?;
        let state = &loaded.file.case;
        let person = state.person.ok_or(AppError::NotFound)?;
        let (Some(kind), Some(came_in)) = (state.kind, state.opened_on) else { return Err(AppError::NotFound) };
        let seen = |event: &&Event| shows(&event.fact, &[Ground::Mottagning]) && (whole || of_reception(event));
        let own = loaded.file.events.iter().filter(|event| event.subject == case).filter(seen);
        let mut timeline: Vec<TimelineRow> =
            own.map(|event| self.timeline_row(event, &loaded.file, &organisation)).collect();
        timeline.reverse();
        let page = DeskPage {
            case,
            number: loaded.number.clone(),
            person: self.load_person(person)?,
            kind,
            came_in,
            acute: state.acute,
            children: state.children,
            remains: remains_of(state),
            unit: state.unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default(),
            caseworker: state.caseworker.map(|user| organisation.user_name(user).to_owned()),
            reporter: loaded.file.events.iter().any(|event| matches!(event.fact, Fact::AnmalareUppgiven(_))),
            until: state.caseworkers.first().map(|named| named.from),
            timeline,
        };
        self.shown(ctx, WHAT, vec![case, person], page)
    }

    /// Who made a report: an opening of its own, written down as such (OSL 26:5).
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the case does not exist or is not the user's to see.
    pub fn reporter(&self, ctx: &Ctx, case: Id) -> Result<ReporterPage, AppError> {
        const WHAT: &str = "anmalare.visa";
        let (loaded, whole) = self.desk_case(ctx, WHAT, case)?;
        // An emergency opening shows the case, and never who made a report.
        let only_opened = loaded.grounds(ctx, case).iter().all(|ground| *ground == Ground::Nodoppning);
        if only_opened || loaded.file.case.kind != Some(ArendeArt::Anmalan) {
            return Err(self.denied(ctx, WHAT, Some(case), AppError::NotFound));
        }
        let told = loaded.file.events.iter().rev().filter_map(|event| match &event.fact {
            Fact::AnmalareUppgiven(fact) => Some((event.occurred_on, fact.clone())),
            _ => None,
        });
        let page = ReporterPage { case, number: loaded.number.clone(), told: told.collect(), desk: !whole };
        self.shown(ctx, WHAT, vec![case], page)
    }

    /// Whether somebody is known already: the answer says known or not, and whom to talk to.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who do not work at the desk.
    pub fn known(&self, ctx: &Ctx, name: &str, number: &str) -> Result<Known, AppError> {
        const WHAT: &str = "kand.visa";
        self.at_desk(ctx, WHAT)?;
        let mut subjects = Vec::new();
        let number = self.known_number(ctx, number, &mut subjects)?;
        let mut known = Known { number, ..Known::default() };
        if name.trim().chars().count() > 1 {
            let count =
                self.store().persons_named(name, COUNTED + 1)?.saturating_sub(self.hidden_namesakes(ctx, name)?);
            known.named = Some(count.min(COUNTED));
            known.more = count > COUNTED;
            let reach = Reach::of(ctx);
            let hits = self.store().search(&reach, &Search::Name(name.to_owned()), 5)?;
            subjects.extend(hits.iter().map(|hit| hit.subject));
            known.hits = hits.into_iter().map(|hit| self.hit(hit, only_reception(ctx))).collect();
        }
        self.store().audit(self.audit_row(ctx, WHAT, AuditKind::Search, subjects, ""))?;
        Ok(known)
    }

    fn known_number(&self, ctx: &Ctx, typed: &str, subjects: &mut Vec<Id>) -> Result<Option<KnownNumber>, AppError> {
        if typed.chars().filter(char::is_ascii_digit).count() < WHOLE_NUMBER {
            return Ok(None);
        }
        let number = match PersonNumber::parse(typed, ctx.today) {
            Ok(number) => number.full().replace('-', ""),
            Err(error) => return Ok(Some(KnownNumber::Wrong(error.to_string()))),
        };
        let persons = self.store().persons_by_number(&number)?;
        let organisation = self.organisation()?;
        let mut ongoing = Vec::new();
        for person in persons {
            let person_known = self.whole_person(person)?;
            if shuts(ctx, person) || person_known.barred.iter().any(|bar| bar.anvandare == ctx.actor.user) {
                continue;
            }
            if person_known.is_protected() {
                subjects.push(person);
                return Ok(Some(KnownNumber::AskHead));
            }
            for case in self.store().cases_of_person(person)? {
                let loaded = self.load_case(case)?;
                let state = &loaded.file.case;
                let Some(unit) = state.unit.filter(|_| state.closed_on.is_none()) else { continue };
                let head = || organisation.holders(Roll::Enhetschef, unit, ctx.today).first().map(|user| user.id);
                let contact = state.caseworker.or_else(head).map(|user| organisation.user_name(user).to_owned());
                ongoing.push((organisation.unit_name(unit).to_owned(), contact.unwrap_or_default()));
            }
            subjects.push(person);
        }
        // Whoever is kept out is told what is told of a number that nobody has.
        Ok(Some(if subjects.is_empty() { KnownNumber::Unknown } else { KnownNumber::Known(ongoing) }))
    }

    /// Whether the actor reaches what reception sees of a case.
    ///
    /// # Errors
    /// When the case cannot be read.
    pub fn reaches_desk(&self, ctx: &Ctx, case: Id) -> Result<bool, AppError> {
        Ok(self.load_case(case)?.grounds(ctx, case).contains(&Ground::Mottagning))
    }

    fn at_desk(&self, ctx: &Ctx, what: &str) -> Result<(), AppError> {
        if ctx.actor.posts.iter().any(|post| DESK.contains(&post.role)) {
            return Ok(());
        }
        Err(self.denied(ctx, what, None, AppError::NotFound))
    }

    /// The case, for reception and for those who reach the whole of it.
    fn desk_case(&self, ctx: &Ctx, what: &str, case: Id) -> Result<(Loaded, bool), AppError> {
        let loaded = self.load_case(case).map_err(|error| self.denied(ctx, what, Some(case), error))?;
        let grounds = loaded.grounds(ctx, case);
        let whole = whole_case(&grounds);
        if loaded.case == case && (whole || grounds.contains(&Ground::Mottagning)) {
            return Ok((loaded, whole));
        }
        Err(self.denied(ctx, what, Some(case), AppError::NotFound))
    }
}

/// Whether everything the user has is reception.
pub(crate) fn only_reception(ctx: &Ctx) -> bool {
    ctx.actor.posts.iter().all(|post| post.role == Roll::Mottagningssekreterare)
}

/// A note that somebody at reception wrote, or anything that is no note.
fn of_reception(event: &Event) -> bool {
    let note = matches!(event.fact, Fact::JournalanteckningSkriven(_));
    !note || event.signature.post.role == Roll::Mottagningssekreterare
}

fn remains(closed: bool, unassessed: bool, handled: bool) -> Remains {
    match (closed, unassessed, handled) {
        (true, _, _) => Remains::Nothing,
        (false, true, _) => Remains::Assessment,
        (false, false, false) => Remains::Caseworker,
        (false, false, true) => Remains::Nothing,
    }
}

fn remains_of(case: &CaseState) -> Remains {
    remains(case.closed_on.is_some(), unassessed(case), case.caseworker.is_some())
}
