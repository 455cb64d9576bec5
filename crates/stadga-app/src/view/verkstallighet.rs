//! Decisions that were not carried out in time: the list, the report of one, the statistics (SoL 34 kap.).

use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::calendar::{Quarter, Receipt};
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::verkstallighet::{DrojsmalAntecknat, Verkstallighetsgrund};
use stadga_core::state::{Clock, Decision, Offer, PersonState, Settlement, reported_in};
use stadga_core::{Ctx, Fact, Id};
use stadga_store::{AuditKind, ListedExecution};
use std::collections::BTreeMap;
use std::sync::Arc;

/// What the list is called in the audit trail.
const LIST: &str = "ej_verkstallda.lista";

/// A time on the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionLine {
    /// The event it runs from.
    pub id: Id,
    /// The case.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person's name.
    pub person: String,
    /// The decision.
    pub decision: Id,
    /// What it runs from.
    pub kind: Verkstallighetsgrund,
    /// The insats's name.
    pub insats: String,
    /// The day it runs from.
    pub since: Date,
    /// The last day before it is to be reported.
    pub due: Date,
    /// The day it ended, and how.
    pub settled: Option<(Date, Settlement)>,
    /// Only a part has been carried out.
    pub in_part: bool,
    /// Whether the quarter is reported, to all who are to have it.
    pub reported: bool,
    /// The quarters it has been reported for.
    pub reports: Vec<String>,
}

/// The list of one quarter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionList {
    /// Today.
    pub today: Date,
    /// The quarter.
    pub quarter: Quarter,
    /// Whether rulings are among them.
    pub rulings: bool,
    /// What is to be reported for the quarter, the oldest first.
    pub to_report: Vec<ExecutionLine>,
    /// What has been carried out since it was reported, and is to be told.
    pub to_tell: Vec<ExecutionLine>,
    /// What has not been carried out yet and is still in time.
    pub waiting: Vec<ExecutionLine>,
}

/// Everything a report of one decision says.
#[derive(Clone, Debug)]
pub struct ExecutionReport {
    /// The case.
    pub case: Id,
    /// The case's number.
    pub number: String,
    /// The person.
    pub person: Arc<PersonState>,
    /// Whether children are concerned.
    pub children: bool,
    /// The time.
    pub clock: Clock,
    /// The decision.
    pub decision: Decision,
    /// The insats's name.
    pub insats: String,
    /// The municipality and the board, as letters are signed; none where no pack says.
    pub sender: Option<(String, String)>,
    /// Who reports.
    pub reporter: String,
    /// The quarter that is to be reported now.
    pub quarter: Quarter,
    /// Why it takes time, oldest first.
    pub delays: Vec<(Date, DrojsmalAntecknat)>,
    /// What has been offered, oldest first.
    pub offers: Vec<Offer>,
    /// Why it was interrupted, when it was.
    pub interrupted: Option<String>,
    /// Today.
    pub today: Date,
}

impl ExecutionReport {
    /// How the last day was counted.
    pub fn receipt(&self) -> &Receipt {
        &self.clock.due.receipt
    }
}

/// How many there are of one kind, and how long it has taken. Names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionCount {
    /// The insats's name.
    pub insats: String,
    /// What the time runs from.
    pub kind: Verkstallighetsgrund,
    /// Days from the decision, or from the interruption, to the end of the quarter or to the day it ended; rising.
    pub days: Vec<u32>,
}

/// The report to the council.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExecutionStatistics {
    /// The quarter.
    pub quarter: Quarter,
    /// Whether it has ended.
    pub ended: bool,
    /// The kinds, by insats.
    pub counts: Vec<ExecutionCount>,
}

impl App {
    /// The list of a quarter, today's unless stated, for the head of a unit.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit of the authority.
    pub fn executions(&self, ctx: &Ctx, quarter: Option<Quarter>, rulings: bool) -> Result<ExecutionList, AppError> {
        let (quarter, lines) = self.execution_lines(ctx, quarter, rulings)?;
        let today = ctx.today;
        let settled = |line: &ExecutionLine| line.settled.map(|(on, _)| on);
        let late = |line: &ExecutionLine| {
            line.due < today.min(quarter.last().saturating_add(jiff::Span::new().days(1)))
                && reported_in(line.due, settled(line), quarter)
        };
        let untold = |line: &ExecutionLine| {
            matches!(line.settled, Some((_, Settlement::Verkstallt))) && !line.reports.is_empty()
        };
        let list = ExecutionList {
            today,
            quarter,
            rulings,
            to_report: lines.iter().filter(|(line, _)| late(line)).map(|(line, _)| line.clone()).collect(),
            to_tell: lines.iter().filter(|(line, told)| untold(line) && !told).map(|(line, _)| line.clone()).collect(),
            waiting: lines
                .iter()
                .filter(|(line, _)| line.settled.is_none() && line.due >= today)
                .map(|(line, _)| line.clone())
                .collect(),
        };
        let named = list.to_report.iter().chain(&list.to_tell).chain(&list.waiting);
        let mut subjects: Vec<Id> = named.map(|line| line.case).collect();
        subjects.sort_unstable();
        subjects.dedup();
        self.shown(ctx, LIST, subjects, list)
    }

    /// The times of the head's unit that a quarter may be about, each with whether its end has been told.
    fn execution_lines(
        &self,
        ctx: &Ctx,
        quarter: Option<Quarter>,
        rulings: bool,
    ) -> Result<(Quarter, Vec<(ExecutionLine, bool)>), AppError> {
        if ctx.actor.post.role != Roll::Enhetschef {
            return self.nothing(ctx, LIST);
        }
        let quarter = quarter.unwrap_or_else(|| Quarter::of(ctx.today));
        let rows = self.store().executions(&Reach::of(ctx).own(), quarter.first())?;
        let told = |row: &ListedExecution| row.row.told_on.is_some();
        let lines = rows.into_iter().filter_map(|row| Some((self.execution_line(&row, quarter)?, told(&row))));
        let wanted = |(line, _): &(ExecutionLine, bool)| rulings || line.kind != Verkstallighetsgrund::Dom;
        Ok((quarter, lines.filter(wanted).collect()))
    }

    fn execution_line(&self, listed: &ListedExecution, quarter: Quarter) -> Option<ExecutionLine> {
        let row = &listed.row;
        let how = |(on, how): &(Date, String)| Some((*on, how.parse().ok()?));
        Some(ExecutionLine {
            id: row.id,
            case: row.case,
            number: listed.number.map(|number| number.to_string()).unwrap_or_default(),
            person: listed.name.clone(),
            decision: row.decision,
            kind: row.kind.parse().ok()?,
            insats: self.insats_name(&row.insats),
            since: row.since,
            due: row.due,
            settled: row.settled.as_ref().and_then(how),
            in_part: row.in_part,
            reported: row.reports.contains(&quarter.to_string()),
            reports: row.reports.clone(),
        })
    }

    /// The report of one decision, interruption or ruling.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it does not exist or is not the user's to see.
    pub fn execution_report(&self, ctx: &Ctx, id: Id) -> Result<ExecutionReport, AppError> {
        const WHAT: &str = "ej_verkstallt.visa";
        let stream = self.store().stream_of(id)?;
        let Some(case) = stream else { return Err(self.denied(ctx, WHAT, Some(id), AppError::NotFound)) };
        let loaded = self.case_to_show(ctx, WHAT, case)?;
        let Some(clock) = loaded.file.clock_of(id) else {
            return Err(self.denied(ctx, WHAT, Some(id), AppError::NotFound));
        };
        let decision = loaded.file.case.decision(clock.decision).ok_or(AppError::NotFound)?.clone();
        let person = loaded.file.case.person.ok_or(AppError::NotFound)?;
        let why = |fact: &Fact| match fact {
            Fact::VerkstallighetAvbruten(fact) => Some(fact.skal.clone()),
            _ => None,
        };
        let sender = self.stack().letters().map(|set| (set.municipality.clone(), set.board.clone()));
        let report = ExecutionReport {
            case,
            number: loaded.number.clone(),
            person: self.load_person(person)?,
            children: loaded.file.case.children,
            insats: self.insats_name(&clock.insats),
            sender,
            reporter: self.organisation()?.user_name(ctx.actor.user).to_owned(),
            quarter: clock.quarter_on(ctx.today),
            delays: loaded.file.delays(clock.decision),
            offers: loaded.file.offers(clock.decision),
            interrupted: loaded.file.events.iter().find(|event| event.id == id).and_then(|event| why(&event.fact)),
            today: ctx.today,
            decision,
            clock,
        };
        self.shown(ctx, WHAT, vec![case, person], report)
    }

    /// How many decisions of the head's unit were not carried out in time in a quarter, by kind. Names nobody. As
    /// a file it is written down as one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit of the authority.
    pub fn execution_statistics(
        &self,
        ctx: &Ctx,
        quarter: Option<Quarter>,
        rulings: bool,
        file: bool,
    ) -> Result<ExecutionStatistics, AppError> {
        let (quarter, lines) = self.execution_lines(ctx, quarter, rulings)?;
        let end = quarter.last().min(ctx.today);
        let mut counts: BTreeMap<(String, Verkstallighetsgrund), Vec<u32>> = BTreeMap::new();
        for (line, _) in lines {
            let settled = line.settled.map(|(on, _)| on);
            if line.due >= end.saturating_add(jiff::Span::new().days(1)) || !reported_in(line.due, settled, quarter) {
                continue;
            }
            let until = settled.map_or(end, |on| on.min(end));
            let days = line.since.until(until).map_or(0, |span| span.get_days());
            counts.entry((line.insats, line.kind)).or_default().push(u32::try_from(days).unwrap_or_default());
        }
        let count = |((insats, kind), mut days): ((String, Verkstallighetsgrund), Vec<u32>)| {
            days.sort_unstable();
            ExecutionCount { insats, kind, days }
        };
        let counts = counts.into_iter().map(count).collect();
        let answer = ExecutionStatistics { quarter, ended: quarter.last() < ctx.today, counts };
        let kind = if file { AuditKind::Export } else { AuditKind::View };
        self.store().audit(self.audit_row(ctx, "ej_verkstallda.statistik", kind, Vec::new(), ""))?;
        Ok(answer)
    }
}
