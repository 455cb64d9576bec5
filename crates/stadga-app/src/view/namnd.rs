//! The board: its coming meetings with their cases, what came of those that were, and the decisions made by
//! delegation that it is to be told of.

use super::LetterFile;
use super::beslut::decided_by;
use crate::agenda::{Placed, on_agendas};
use crate::load::Loaded;
use crate::rows::DELEGATED;
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::calendar::text::clock;
use stadga_core::fact::organisation::Roll;
use stadga_core::state::Organisation;
use stadga_core::{Ctx, Fact, Id};
use stadga_letters::{Block, Sheet};
use stadga_store::{AuditKind, ListedBoard};

/// What the meetings are called in the audit trail.
const MEETINGS: &str = "namnd.lista";
/// What the decisions are called there.
const DECISIONS: &str = "delegationsbeslut.lista";
/// How long what came of a meeting is shown, in months.
const BACK: i32 = 2;
/// How far ahead meetings are looked for, in years: a mistyped day is still found.
const AHEAD: i16 = 2;

/// A case on an agenda.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgendaItem {
    /// The case.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person's name; none where a mark protects the person.
    pub person: Option<String>,
    /// What it is about: the proposal, or the kind of matter.
    pub matter: String,
    /// The caseworker; none while nobody is named.
    pub caseworker: Option<String>,
    /// The day the papers are to be there.
    pub papers_by: Option<Date>,
    /// The day they were.
    pub papers_on: Option<Date>,
    /// What the person answered to whether they want to speak.
    pub answer: Option<String>,
    /// What came of it, and the day.
    pub outcome: Option<(Date, String)>,
    /// The day of the meeting it was moved to.
    pub moved_to: Option<Date>,
}

/// A meeting with its cases, in the order they are taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meeting {
    /// The key of the step that puts cases on its agenda.
    pub step: String,
    /// Who meets: the word, and what it is called. Empty words where the routine has only one such meeting.
    pub body: (String, String),
    /// The day.
    pub on: Date,
    /// The cases.
    pub items: Vec<AgendaItem>,
}

/// The page of the board.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoardPage {
    /// Today.
    pub today: Date,
    /// The meetings to come, today's included, the first one first.
    pub coming: Vec<Meeting>,
    /// Those that have been, the latest first.
    pub held: Vec<Meeting>,
}

/// A decision made by delegation. Names no person but whoever decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegatedLine {
    /// The case.
    pub case: Id,
    /// The decision.
    pub decision: Id,
    /// The case's number.
    pub number: String,
    /// Which of the case's decisions it is, from 1.
    pub nth: usize,
    /// The day.
    pub on: Date,
    /// The insats's name.
    pub insats: String,
    /// The legal ground.
    pub ground: String,
    /// The outcome.
    pub outcome: String,
    /// Who decided, by name and title.
    pub by: String,
    /// The point of the delegation order.
    pub point: Option<String>,
    /// When it was reported, to whom, and the paragraph.
    pub reported: Option<(Date, String, Option<String>)>,
}

/// The decisions of a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DelegatedList {
    /// Today.
    pub today: Date,
    /// First day.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// The board's name; empty where no pack says.
    pub board: String,
    /// The decisions, by day and number.
    pub lines: Vec<DelegatedLine>,
}

impl App {
    /// The meetings to which cases of the head's unit are put up.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit of the authority.
    pub fn board_page(&self, ctx: &Ctx) -> Result<BoardPage, AppError> {
        let page = self.board_of(ctx)?;
        let meetings = page.coming.iter().chain(&page.held);
        let subjects = subjects(meetings.flat_map(|meeting| &meeting.items).map(|item| item.case));
        self.shown(ctx, MEETINGS, subjects, page)
    }

    fn board_of(&self, ctx: &Ctx) -> Result<BoardPage, AppError> {
        if ctx.actor.post.role != Roll::Enhetschef {
            return self.nothing(ctx, MEETINGS);
        }
        let (stack, organisation) = (self.stack(), self.organisation()?);
        let days = (ctx.today.saturating_sub(BACK.months()), ctx.today.saturating_add(AHEAD.years()));
        let mut page = BoardPage { today: ctx.today, coming: Vec::new(), held: Vec::new() };
        for (step, _) in stack.agendas().filter(|(_, agenda)| agenda.conference.is_none()) {
            let reach = Reach::of(ctx).own();
            for listed in self.store().board(&reach, &step.name(), days)? {
                let loaded = self.load_case(listed.row.case)?;
                let placed = on_agendas(&loaded.file, &stack).into_iter().find(|place| place.id == listed.row.id);
                let Some(placed) = placed else { continue };
                // What is settled or moved is on no agenda any more; what has been is remembered.
                let coming = placed.day >= ctx.today;
                if coming && (placed.result.is_some() || placed.moved_to.is_some() || is_closed(&loaded)) {
                    continue;
                }
                let item = self.agenda_item(&listed, &loaded, &placed, &organisation);
                let meetings = if coming { &mut page.coming } else { &mut page.held };
                let (step, body) = (step.key.clone(), placed.body.unwrap_or_default());
                put(meetings, Meeting { step, body, on: placed.day, items: vec![item] });
            }
        }
        // A list that may be handed to a meeting never names two who are kept apart.
        for meeting in page.coming.iter_mut().chain(&mut page.held) {
            let may = self.named_together(meeting.items.iter().map(|item| item.case))?;
            meeting.items.iter_mut().zip(may).filter(|(_, may)| !may).for_each(|(item, _)| item.person = None);
        }
        page.coming.sort_by_key(|meeting| meeting.on);
        page.held.sort_by_key(|meeting| std::cmp::Reverse(meeting.on));
        Ok(page)
    }

    fn agenda_item(&self, listed: &ListedBoard, loaded: &Loaded, placed: &Placed, by: &Organisation) -> AgendaItem {
        let case = &loaded.file.case;
        let event = placed.result.and_then(|id| loaded.file.events.iter().find(|event| event.id == id));
        let told = |event: &stadga_core::Event| match &event.fact {
            Fact::BeslutFattat(made) => {
                let paragraph = made.paragraf.as_ref().map(|text| format!(", {text}")).unwrap_or_default();
                format!("{}: {}{paragraph}", made.utfall.label(), self.insats_name(&made.insats))
            }
            _ => super::told::told(self, event, by).0,
        };
        let proposed = case.proposal.as_ref().map(|proposal| &proposal.fact.forslag);
        let matter = match proposed {
            Some(proposed) => format!("{}: {}", proposed.utfall.label(), self.insats_name(&proposed.insats)),
            None if case.lvm.is_known() => String::from("Tvångsvård enligt LVM"),
            None => case.kind.map(|kind| kind.label().to_owned()).unwrap_or_default(),
        };
        AgendaItem {
            case: loaded.case,
            number: loaded.number.clone(),
            person: loaded.veiled.is_none().then(|| listed.name.clone()),
            matter,
            caseworker: case.caseworker.map(|user| by.user_name(user).to_owned()),
            papers_by: placed.papers_by,
            papers_on: placed.papers_on,
            answer: placed.answer.clone(),
            outcome: event.map(|event| (event.occurred_on, told(event))),
            moved_to: placed.moved_to,
        }
    }

    /// The agenda of a meeting to come, as a file for those who meet.
    ///
    /// # Errors
    /// [`AppError::NotFound`] where there is no such meeting within the user's reach.
    pub fn agenda_file(&self, ctx: &Ctx, step: &str, body: &str, on: Date) -> Result<LetterFile, AppError> {
        const WHAT: &str = "namnd.hamta";
        let page = self.board_of(ctx)?;
        let is = |meeting: &&Meeting| meeting.step == step && meeting.body.0 == body && meeting.on == on;
        let Some(meeting) = page.coming.iter().find(is) else { return self.nothing(ctx, WHAT) };
        let header = ["Nr", "Ärende", "Gäller", "Handläggare", "Handlingar", "Vill tala"].map(String::from).to_vec();
        let row = |(place, item): (usize, &AgendaItem)| {
            vec![
                (place + 1).to_string(),
                item.called(),
                item.matter.clone(),
                item.caseworker.clone().unwrap_or_default(),
                item.papers(),
                item.speaks(),
            ]
        };
        let blocks = vec![
            Block::Facts(vec![
                (String::from("Sammanträde"), meeting.body.1.clone()),
                (String::from("Dag"), meeting.on.to_string()),
            ]),
            Block::Table { header, rows: meeting.items.iter().enumerate().map(row).collect() },
        ];
        let cases = subjects(meeting.items.iter().map(|item| item.case));
        self.board_sheet(ctx, WHAT, cases, "Föredragningslista", blocks, "foredragningslista.pdf")
    }

    /// The decisions made by delegation in the head's unit from one day to another.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit of the authority.
    pub fn delegated(&self, ctx: &Ctx, days: (Date, Date)) -> Result<DelegatedList, AppError> {
        let list = self.delegated_between(ctx, days)?;
        let cases = subjects(list.lines.iter().map(|line| line.case));
        self.shown(ctx, DECISIONS, cases, list)
    }

    fn delegated_between(&self, ctx: &Ctx, (from, to): (Date, Date)) -> Result<DelegatedList, AppError> {
        if ctx.actor.post.role != Roll::Enhetschef {
            return self.nothing(ctx, DECISIONS);
        }
        let organisation = self.organisation()?;
        let reach = Reach::of(ctx).own();
        let mut lines = Vec::new();
        for listed in self.store().board(&reach, DELEGATED, (from, to))? {
            let loaded = self.load_case(listed.row.case)?;
            let decisions = &loaded.file.case.decisions;
            let Some(at) = decisions.iter().position(|made| made.id == listed.row.id) else { continue };
            let made = &decisions[at];
            lines.push(DelegatedLine {
                case: loaded.case,
                decision: made.id,
                number: loaded.number.clone(),
                nth: at + 1,
                on: made.on,
                insats: self.insats_name(&made.fact.insats),
                ground: made.fact.lagrum.clone(),
                outcome: made.fact.utfall.label().to_owned(),
                by: decided_by(made, &loaded, &organisation),
                point: made.fact.delegationspunkt.clone(),
                reported: loaded.file.reported_to_board(made.id),
            });
        }
        let board = self.stack().letters().map(|set| set.board.clone()).unwrap_or_default();
        Ok(DelegatedList { today: ctx.today, from, to, board, lines })
    }

    /// The list as a file for the board, or as a table to count in; names no person but whoever decided. With
    /// `all` also what is reported already.
    ///
    /// # Errors
    /// As [`App::delegated`].
    pub fn delegated_file(&self, ctx: &Ctx, days: (Date, Date), all: bool) -> Result<LetterFile, AppError> {
        const WHAT: &str = "delegationsbeslut.hamta";
        let mut list = self.delegated_between(ctx, days)?;
        list.lines.retain(|line| all || line.reported.is_none());
        let header = ["Beslut", "Datum", "Gäller", "Utfall", "Beslutat av", "Punkt"].map(String::from).to_vec();
        let row = |line: &DelegatedLine| {
            vec![
                line.called(),
                line.on.to_string(),
                format!("{}, {}", line.insats, line.ground),
                line.outcome.clone(),
                line.by.clone(),
                line.point.clone().unwrap_or_default(),
            ]
        };
        let facts = vec![
            (String::from("Till"), list.board.clone()),
            (String::from("Beslutade"), format!("{} – {}", list.from, list.to)),
            (String::from("Antal"), list.lines.len().to_string()),
        ];
        let mut blocks = vec![Block::Facts(facts)];
        match list.lines.is_empty() {
            true => blocks.push(Block::Paragraph(String::from("Inget beslut att anmäla."))),
            false => blocks.push(Block::Table { header, rows: list.lines.iter().map(row).collect() }),
        }
        let cases = subjects(list.lines.iter().map(|line| line.case));
        self.board_sheet(ctx, WHAT, cases, "Beslut fattade på delegation", blocks, "delegationsbeslut.pdf")
    }

    /// The same list to count in: what [`App::delegated_file`] says, written down as exported.
    ///
    /// # Errors
    /// As [`App::delegated`].
    pub fn delegated_export(&self, ctx: &Ctx, days: (Date, Date)) -> Result<DelegatedList, AppError> {
        let list = self.delegated_between(ctx, days)?;
        let cases = subjects(list.lines.iter().map(|line| line.case));
        self.store().audit(self.audit_row(ctx, "delegationsbeslut.hamta", AuditKind::Export, cases, ""))?;
        Ok(list)
    }

    /// A sheet for the board, written down as exported before it is handed out.
    pub(super) fn board_sheet(
        &self,
        ctx: &Ctx,
        what: &str,
        cases: Vec<Id>,
        subject: &str,
        blocks: Vec<Block>,
        name: &'static str,
    ) -> Result<LetterFile, AppError> {
        let (stack, organisation) = (self.stack(), self.organisation()?);
        let settings = stack.letters().ok_or_else(|| AppError::Fault(super::brev::NO_SENDER.to_owned()))?;
        let bytes = stadga_letters::sheet(&Sheet {
            municipality: settings.municipality.clone(),
            board: settings.board.clone(),
            unit: organisation.unit_name(ctx.actor.post.unit).to_owned(),
            date: ctx.today,
            clock: format!("kl. {}", clock(ctx.now.to_zoned(self.inner.stockholm.clone()).time())),
            mark: subject.to_owned(),
            subject: subject.to_owned(),
            blocks,
        });
        let bytes = bytes.map_err(|error| AppError::Fault(error.to_string()))?;
        self.store().audit(self.audit_row(ctx, what, AuditKind::Export, cases, ""))?;
        Ok(LetterFile { name, bytes })
    }
}

impl AgendaItem {
    /// The case's number, with the name unless the person is protected.
    pub fn called(&self) -> String {
        self.person.as_ref().map_or_else(|| self.number.clone(), |person| format!("{}, {person}", self.number))
    }

    /// Whether the papers are there, in words.
    pub fn papers(&self) -> String {
        match (self.papers_on, self.papers_by) {
            (Some(on), _) => format!("Lämnade {on}"),
            (None, Some(by)) => format!("Saknas, senast {by}"),
            (None, None) => String::from("Saknas"),
        }
    }

    /// Whether the person wants to speak, in words.
    pub fn speaks(&self) -> String {
        self.answer.clone().unwrap_or_else(|| String::from("Inte tillfrågad"))
    }

    /// What came of it, in words; none while nothing is known.
    pub fn came_of_it(&self) -> Option<String> {
        let moved = self.moved_to.map(|day| format!("Uppskjutet till {day}"));
        self.outcome.as_ref().map(|(on, what)| format!("{what} ({on})")).or(moved)
    }
}

impl Meeting {
    /// Who meets and when.
    pub fn called(&self) -> String {
        format!("{} {}", self.body.1, self.on).trim().to_owned()
    }
}

impl DelegatedLine {
    /// The case's number, and which of its decisions.
    pub fn called(&self) -> String {
        format!("{}, beslut {}", self.number, self.nth)
    }
}

pub(super) fn is_closed(loaded: &Loaded) -> bool {
    loaded.file.case.closed_on.is_some()
}

/// Puts a case with the others of the same meeting.
fn put(meetings: &mut Vec<Meeting>, one: Meeting) {
    let same = |known: &&mut Meeting| (&known.step, &known.body.0, known.on) == (&one.step, &one.body.0, one.on);
    match meetings.iter_mut().find(same) {
        Some(known) => known.items.extend(one.items),
        None => meetings.push(one),
    }
}

/// The cases, each once.
pub(super) fn subjects(cases: impl Iterator<Item = Id>) -> Vec<Id> {
    let mut all: Vec<Id> = cases.collect();
    all.sort_unstable();
    all.dedup();
    all
}
