//! Minutes and the notice board: what waits for minutes, for adjustment, for announcement, and what stands there now.

use crate::view::LetterFile;
use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::calendar::{Counting, Period, Unit, count};
use stadga_core::fact::organisation::Roll;
use stadga_core::state::{Minutes, MinutesKind};
use stadga_core::{Ctx, Id};
use stadga_letters::notice::{Announcement, announcement};
use stadga_store::{AuditKind, ListedMinutes};

/// What the list is called in the audit trail.
const LIST: &str = "anslag.lista";
/// The days within which minutes are to be adjusted after the meeting (KL 5:69).
const TO_ADJUST: Period = Period::new(14, Unit::Days);
/// The days within which the adjustment is to be announced (KL 8:12).
const TO_ANNOUNCE: Period = Period::new(2, Unit::Days);

/// A decision that stands in minutes, or waits for some.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeLine {
    /// The minutes, by the event they follow from; the decision's own id while there are none.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person's name, for those who work here: it never stands on the board.
    pub person: String,
    /// The decision.
    pub decision: Id,
    /// The insats's name.
    pub insats: String,
}

/// Decisions that stand in the same minutes and have come equally far.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeGroup {
    /// Whose minutes; none for separate minutes of one decision.
    pub body: Option<String>,
    /// The day of the meeting, or of the separate minutes.
    pub on: Date,
    /// What separate minutes are called.
    pub called: Option<String>,
    /// The day they were adjusted.
    pub adjusted_on: Option<Date>,
    /// The day the adjustment was announced, and where the minutes can be read.
    pub announced: Option<(Date, String)>,
    /// By when the next is to be done; the strict day. None when nothing is left but to wait.
    pub due: Option<Date>,
    /// The last day the notice must stay up: as registered, or as it would be if it went up today.
    pub until: Date,
    /// The decisions.
    pub lines: Vec<NoticeLine>,
}

/// Everything on the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoticeBoard {
    /// Today.
    pub today: Date,
    /// The municipality, as letters are signed; none where no pack says.
    pub municipality: Option<String>,
    /// Decisions by delegation that are neither reported to the board nor in minutes of their own, with their day.
    pub without: Vec<(Date, NoticeLine)>,
    /// Minutes to be adjusted.
    pub to_adjust: Vec<NoticeGroup>,
    /// Minutes whose adjustment is to be announced.
    pub to_announce: Vec<NoticeGroup>,
    /// What stands on the notice board now, the first to come down first.
    pub up: Vec<NoticeGroup>,
}

impl App {
    /// The notice board of the head's unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit of the authority.
    pub fn notice_board(&self, ctx: &Ctx) -> Result<NoticeBoard, AppError> {
        if ctx.actor.post.role != Roll::Enhetschef {
            return self.nothing(ctx, LIST);
        }
        let listed = self.store().minutes(&Reach::of(ctx).own(), ctx.today)?;
        let mut board = NoticeBoard {
            today: ctx.today,
            municipality: self.stack().letters().map(|set| set.municipality.clone()),
            without: Vec::new(),
            to_adjust: Vec::new(),
            to_announce: Vec::new(),
            up: Vec::new(),
        };
        let mut subjects: Vec<Id> = Vec::new();
        for listed in listed {
            let (line, minutes) = self.notice_line(&listed)?;
            subjects.push(line.case);
            match minutes {
                None => board.without.push((listed.row.on, line)),
                Some(known) => {
                    let group = group(&known, ctx.today);
                    let part = match (group.adjusted_on, &group.announced) {
                        (None, _) => &mut board.to_adjust,
                        (Some(_), None) => &mut board.to_announce,
                        (Some(_), Some(_)) => &mut board.up,
                    };
                    put(part, group, line, known.kind);
                }
            }
        }
        for part in [&mut board.to_adjust, &mut board.to_announce] {
            part.sort_by_key(|group| group.due);
        }
        board.up.sort_by_key(|group| group.until);
        subjects.sort_unstable();
        subjects.dedup();
        self.shown(ctx, LIST, subjects, board)
    }

    fn notice_line(&self, listed: &ListedMinutes) -> Result<(NoticeLine, Option<Minutes>), AppError> {
        let row = &listed.row;
        let loaded = self.load_case(row.case)?;
        let decision = loaded.file.case.decision(row.decision).ok_or(AppError::NotFound)?;
        let minutes = loaded.file.minutes().into_iter().find(|known| known.id == row.id);
        let line = NoticeLine {
            id: row.id,
            case: row.case,
            number: listed.number.map(|number| number.to_string()).unwrap_or_default(),
            person: listed.name.clone(),
            decision: row.decision,
            insats: self.insats_name(&decision.fact.insats),
        };
        Ok((line, minutes))
    }

    /// The notice to put up, as a file: it names nobody, and is dated as registered or as if it went up today.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there are no such adjusted minutes within the user's reach.
    pub fn notice_file(&self, ctx: &Ctx, id: Id, kept_at: &str) -> Result<LetterFile, AppError> {
        const WHAT: &str = "anslag.hamta";
        let board = self.notice_board(ctx)?;
        let has = |group: &&NoticeGroup| group.lines.iter().any(|line| line.id == id);
        let Some(group) = board.to_announce.iter().chain(&board.up).find(has) else {
            return Err(self.denied(ctx, WHAT, Some(id), AppError::NotFound));
        };
        let stack = self.stack();
        let settings = stack.letters().ok_or_else(|| AppError::Fault(super::brev::NO_SENDER.to_owned()))?;
        let letter = announcement(&Announcement {
            municipality: settings.municipality.clone(),
            board: settings.board.clone(),
            address_lines: settings.address.clone(),
            phone: settings.phone.clone(),
            facts: group.in_words(ctx.today, kept_at),
            date: group.announced.as_ref().map_or(ctx.today, |(on, _)| *on),
        });
        let bytes = stadga_letters::pdf(&letter).map_err(|error| AppError::Fault(error.to_string()))?;
        let cases = group.lines.iter().map(|line| line.case).collect();
        self.store().audit(self.audit_row(ctx, WHAT, AuditKind::Export, cases, ""))?;
        Ok(LetterFile { name: "tillkannagivande.pdf", bytes })
    }
}

impl NoticeGroup {
    /// What the notice says, name and value (KL 8:12). Names nobody. `kept_at` is used until a place is registered.
    pub fn in_words(&self, today: Date, kept_at: &str) -> Vec<(String, String)> {
        let (up, kept_at) = self.announced.as_ref().map_or((today, kept_at), |(on, place)| (*on, place.as_str()));
        let kept_at = if kept_at.trim().is_empty() { "Hos nämndens sekreterare" } else { kept_at.trim() };
        let what = match (&self.body, &self.called) {
            (Some(body), _) => vec![("Organ", body.clone()), ("Sammanträdesdag", self.on.to_string())],
            (None, called) => {
                let name = called.clone().unwrap_or_else(|| String::from("Protokoll över beslut på delegation"));
                vec![("Protokoll", name), ("Protokollets dag", self.on.to_string())]
            }
        };
        let adjusted = self.adjusted_on.map(|on| ("Justerat", on.to_string()));
        let rest = [
            ("Uppe på anslagstavlan", up.to_string()),
            ("Tas ner tidigast", self.until.saturating_add(jiff::Span::new().days(1)).to_string()),
            ("Sista dag att överklaga", self.until.to_string()),
            ("Protokollet finns", kept_at.to_owned()),
        ];
        let all = what.into_iter().chain(adjusted).chain(rest);
        all.map(|(name, value)| (name.to_owned(), value)).collect()
    }
}

/// The group that minutes begin.
fn group(known: &Minutes, today: Date) -> NoticeGroup {
    let due = match (known.adjusted_on, &known.announced) {
        (None, _) => Some(count(known.on, TO_ADJUST, Counting::Statutory).strict),
        (Some(on), None) => Some(count(on, TO_ANNOUNCE, Counting::Statutory).strict),
        (Some(_), Some(_)) => None,
    };
    let separate = known.kind == MinutesKind::Sarskilt;
    NoticeGroup {
        body: known.body.clone(),
        on: known.on,
        called: known.paragraph.clone().filter(|_| separate),
        adjusted_on: known.adjusted_on,
        announced: known.announced.clone(),
        due,
        until: known.until_from(known.announced.as_ref().map_or(today, |(on, _)| *on)).legal,
        lines: Vec::new(),
    }
}

/// Puts a decision with the others in the same minutes; separate minutes are one decision's alone.
fn put(part: &mut Vec<NoticeGroup>, group: NoticeGroup, line: NoticeLine, kind: MinutesKind) {
    let same = |known: &&mut NoticeGroup| NoticeGroup { lines: Vec::new(), ..(**known).clone() } == group;
    let together = kind != MinutesKind::Sarskilt;
    match part.iter_mut().find(|known| together && same(known)) {
        Some(known) => known.lines.push(line),
        None => part.push(NoticeGroup { lines: vec![line], ..group }),
    }
}
