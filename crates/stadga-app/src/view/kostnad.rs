//! What emergency housing costs, and who pays: by the unit that bears it, for a period, without anybody's name.

use crate::load::Loaded;
use crate::{App, AppError};
use jiff::ToSpan;
use jiff::civil::Date;
use stadga_core::access::Reach;
use stadga_core::apart::shuts;
use stadga_core::event::standing;
use stadga_core::fact::organisation::Roll;
use stadga_core::fact::routine::StegUtfort;
use stadga_core::state::{Decision, Organisation};
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{StepCost, StepRule};
use stadga_store::AuditKind;
use std::collections::BTreeSet;

/// What the list is called in the audit trail.
const SHOWN: &str = "kostnader.lista";
/// Those who read it.
const HEADS: &[Roll] = &[Roll::Enhetschef, Roll::Utforarchef];

/// How long days that the units do not agree on are looked for, in days.
const LATELY: i32 = 90;

/// What is paid in a period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostList {
    /// First day, inclusive.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// The units that pay, by name.
    pub bearers: Vec<Bearer>,
    /// Whether the routines say anything of costs.
    pub kept_here: bool,
}

/// A unit that pays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bearer {
    /// What the routine calls it.
    pub unit: String,
    /// What it pays, by case.
    pub lines: Vec<CostLine>,
}

/// Days of one insats in one case. Names nobody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CostLine {
    /// The case; none for somebody who does not reach it.
    pub case: Option<Id>,
    /// Its number.
    pub number: String,
    /// The insats's name.
    pub insats: String,
    /// The unit that granted it.
    pub granted_by: String,
    /// First day of these, inclusive.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// How many days.
    pub days: u32,
    /// Kronor for a day; none where nobody has said.
    pub per_day: Option<u32>,
    /// The units do not agree.
    pub disputed: bool,
}

impl CostLine {
    /// What it comes to, in kronor.
    pub fn sum(&self) -> Option<u32> {
        self.per_day.and_then(|kronor| kronor.checked_mul(self.days))
    }
}

impl Bearer {
    /// Days in all.
    pub fn days(&self) -> u32 {
        self.lines.iter().map(|line| line.days).sum()
    }

    /// Kronor in all, of the lines whose price is known.
    pub fn sum(&self) -> u32 {
        self.lines.iter().filter_map(CostLine::sum).fold(0, u32::saturating_add)
    }
}

/// Who pays from a day on, as it was said last.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stated {
    /// From this day; none from the beginning.
    from: Option<Date>,
    bearer: String,
    per_day: Option<u32>,
    disputed: bool,
}

impl App {
    /// What is paid from one day to another: in the cases the user reaches, and in those a unit pays for that the user
    /// heads.
    ///
    /// # Errors
    /// [`AppError::NotFound`] for those who head no unit.
    pub fn costs(&self, ctx: &Ctx, days: (Date, Date)) -> Result<CostList, AppError> {
        let (list, shown) = self.costs_of(ctx, days, false)?;
        self.shown(ctx, SHOWN, shown, list)
    }

    /// Whether the routines say who pays for anything.
    pub fn says_who_pays(&self) -> bool {
        self.stack().costs().next().is_some()
    }

    /// The same for the ledger, written down as exported.
    ///
    /// # Errors
    /// As [`App::costs`].
    pub fn costs_to_export(&self, ctx: &Ctx, days: (Date, Date)) -> Result<CostList, AppError> {
        let (list, shown) = self.costs_of(ctx, days, false)?;
        self.store().audit(self.audit_row(ctx, "kostnader.hamta", AuditKind::Export, shown, ""))?;
        Ok(list)
    }

    /// What the units do not agree on, in cases that only the other unit reaches: who heads the unit that would pay has
    /// it to settle too.
    ///
    /// # Errors
    /// As [`App::costs`].
    pub fn disputed_costs(&self, ctx: &Ctx) -> Result<Vec<CostLine>, AppError> {
        let (role, stack) = (ctx.actor.post.role, self.stack());
        if role != Roll::Enhetschef || stack.costs().next().is_none() {
            return Ok(Vec::new());
        }
        let days = (ctx.today.saturating_sub(LATELY.days()), ctx.today);
        let (list, shown) = self.costs_of(ctx, days, true)?;
        let lines = list.bearers.into_iter().flat_map(|bearer| bearer.lines);
        let lines: Vec<CostLine> = lines.filter(|line| line.disputed).collect();
        if lines.is_empty() { Ok(lines) } else { self.shown(ctx, "kostnader.oeniga", shown, lines) }
    }

    /// What is paid in a period, and the cases it stands in; with `others`, only in cases the user does not reach, and no
    /// other is read for it.
    fn costs_of(&self, ctx: &Ctx, (from, to): (Date, Date), others: bool) -> Result<(CostList, Vec<Id>), AppError> {
        if !ctx.actor.posts.iter().any(|post| HEADS.contains(&post.role)) {
            return self.nothing(ctx, SHOWN);
        }
        let (stack, organisation) = (self.stack(), self.organisation()?);
        let mut list = CostList { from, to, bearers: Vec::new(), kept_here: stack.costs().next().is_some() };
        let reach = Reach::of(ctx).off_duty();
        let mut shown = BTreeSet::new();
        for (step, cost) in stack.costs() {
            // What was said in a case may be about days long before and after the day it was said.
            let ever = (Date::MIN, Date::MAX);
            let reached: BTreeSet<Id> =
                self.store().board(&reach, &step.name(), ever)?.into_iter().map(|listed| listed.row.case).collect();
            let mut seen = BTreeSet::new();
            for row in self.store().board_of_all(&step.name(), ever)? {
                let within = reached.contains(&row.case);
                if !seen.insert(row.case) || (others && within) {
                    continue;
                }
                let loaded = self.load_case(row.case)?;
                if !within && (shuts(ctx, row.person) || loaded.file.case.guarded.is_barred(ctx.actor.user)) {
                    continue;
                }
                for (bearer, line) in self.cost_lines(&loaded, (step, cost), (from, to), &organisation) {
                    if within || heads(ctx, &organisation, &bearer) {
                        shown.insert(row.case);
                        list.put(bearer, CostLine { case: Some(row.case).filter(|_| within), ..line });
                    }
                }
            }
        }
        list.bearers.sort_by(|one, other| one.unit.cmp(&other.unit));
        list.bearers.iter_mut().for_each(|bearer| bearer.lines.sort_by_key(|line| (line.number.clone(), line.from)));
        Ok((list, shown.into_iter().collect()))
    }

    /// What one case costs within a period, each stretch of days with the same bearer and price for itself.
    fn cost_lines(
        &self,
        loaded: &Loaded,
        (step, cost): (&StepRule, &StepCost),
        within: (Date, Date),
        organisation: &Organisation,
    ) -> Vec<(String, CostLine)> {
        let words = step.fields.iter().find(|field| field.name == cost.insats).map(|field| field.choices.as_slice());
        let unit = loaded.file.case.unit.map(|unit| organisation.unit_name(unit).to_owned()).unwrap_or_default();
        let mut lines = Vec::new();
        for (insats, _) in words.unwrap_or_default() {
            let stated = stated(loaded, step, cost, insats);
            for (from, to) in granted(loaded, insats) {
                for (place, part) in stated.iter().enumerate() {
                    let begins = part.from.map_or(from, |day| day.max(from)).max(within.0);
                    let next = stated.get(place + 1).and_then(|next| next.from?.yesterday().ok());
                    let ends = next.map_or(to, |day| day.min(to)).min(within.1);
                    let days = u32::try_from(begins.until(ends).map_or(-1, |span| span.get_days()) + 1);
                    let Some(days) = days.ok().filter(|days| *days > 0) else { continue };
                    let line = CostLine {
                        case: None,
                        number: loaded.number.clone(),
                        insats: self.insats_name(insats),
                        granted_by: unit.clone(),
                        from: begins,
                        to: ends,
                        days,
                        per_day: part.per_day,
                        disputed: part.disputed,
                    };
                    lines.push((part.bearer.clone(), line));
                }
            }
        }
        lines
    }
}

impl CostList {
    fn put(&mut self, unit: String, line: CostLine) {
        match self.bearers.iter_mut().find(|bearer| bearer.unit == unit) {
            Some(bearer) => bearer.lines.push(line),
            None => self.bearers.push(Bearer { unit, lines: vec![line] }),
        }
    }
}

/// Who pays for an insats, in the order it was said. The first word holds from the beginning, and so does what is
/// agreed on after a dispute: what was disputed was never settled.
fn stated(loaded: &Loaded, step: &StepRule, cost: &StepCost, insats: &str) -> Vec<Stated> {
    let mut all: Vec<Stated> = Vec::new();
    for row in standing(&loaded.file.events) {
        let Fact::StegUtfort(fact) = &row.event.fact else { continue };
        if fact.steg != step.key || word(fact, &cost.insats) != Some(insats) {
            continue;
        }
        let given = fact.svar.iter().find(|given| given.namn == cost.bearer);
        let disputed = cost.disputed.as_ref().is_some_and(|name| word(fact, name) == Some("true"));
        let before = all.pop_if(|last| last.disputed);
        let from = before.map_or_else(|| (!all.is_empty()).then_some(row.event.occurred_on), |before| before.from);
        all.push(Stated {
            from,
            bearer: given.map(|given| given.svar.clone()).unwrap_or_default(),
            per_day: word(fact, &cost.per_day).and_then(|kronor| kronor.parse().ok()),
            disputed,
        });
    }
    all
}

/// The days an insats is granted, each chain of decisions for itself; until further notice has no end, and a closed
/// case ends it.
fn granted(loaded: &Loaded, insats: &str) -> Vec<(Date, Date)> {
    let case = &loaded.file.case;
    let of_insats = |decision: &&Decision| decision.fact.insats == insats;
    let roots =
        case.decisions.iter().filter(of_insats).filter(|made| made.root == made.id && made.fact.utfall.grants());
    let chain = |root: &Decision| {
        let last = case.decisions.iter().rev().find(|made| made.root == root.id)?;
        let till = last.fact.till.or(case.closed_on).unwrap_or(Date::MAX);
        Some((root.fact.fran?, case.closed_on.map_or(till, |closed| closed.min(till))))
    };
    roots.filter_map(chain).collect()
}

fn word<'a>(fact: &'a StegUtfort, field: &str) -> Option<&'a str> {
    fact.svar.iter().find(|given| given.namn == field)?.varden.first().map(String::as_str)
}

/// Whether the user heads the unit that a routine calls so.
fn heads(ctx: &Ctx, organisation: &Organisation, called: &str) -> bool {
    let unit = organisation.units.values().find(|unit| unit.name.to_lowercase() == called.to_lowercase());
    unit.is_some_and(|unit| ctx.actor.posts.iter().any(|post| post.unit == unit.id && HEADS.contains(&post.role)))
}
