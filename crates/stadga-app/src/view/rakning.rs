//! What is counted in services without an assessment of needs: for whoever counts, and summed up for everybody here.
//! Nothing of it is about anybody.

use crate::{App, AppError};
use jiff::civil::Date;
use stadga_core::calendar::text::parse_date;
use stadga_core::command::tally::{Ask, CountForm};
use stadga_core::form::Form;
use stadga_core::state::{Counted, Unit, sheet_of};
use stadga_core::{Ctx, Fact, Id};
use stadga_rules::{CountRule, ServiceRule, Stack};
use stadga_store::AuditKind;
use std::collections::BTreeMap;

/// How many years back there can be sheets.
const YEARS: i16 = 10;

/// A service, and whether one counts in it.
#[derive(Clone, Debug, PartialEq)]
pub struct ServiceLine {
    /// The service.
    pub rule: ServiceRule,
    /// Whether one works in it.
    pub own: bool,
    /// What was counted today by one's own unit, what it is called first.
    pub today: Vec<(String, u32)>,
}

/// A sum.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayCount {
    /// How many times something was counted.
    pub times: u32,
    /// How many in all.
    pub number: u32,
}

/// Something that is counted, with its sums of a year.
#[derive(Clone, Debug, PartialEq)]
pub struct YearLine {
    /// The service.
    pub service: String,
    /// Its key.
    pub key: String,
    /// What is counted, by its key.
    pub what: String,
    /// What that is called.
    pub label: String,
    /// What the number is of, when each time counts for itself.
    pub people: Option<String>,
    /// The days that have something, the first one first.
    pub days: BTreeMap<Date, DayCount>,
    /// The sum of each month.
    pub months: [DayCount; 12],
    /// The year's.
    pub whole: DayCount,
    /// How often each alternative was chosen: what was asked, the alternative, how many.
    pub chosen: Vec<(String, String, u32)>,
}

/// A year of all services.
#[derive(Clone, Debug, PartialEq)]
pub struct CountYear {
    /// Which.
    pub year: i16,
    /// The years there is something of, newest first; this year always.
    pub years: Vec<i16>,
    /// Today.
    pub today: Date,
    /// The services, and which of them are one's own.
    pub services: Vec<ServiceLine>,
    /// What is counted, service by service.
    pub lines: Vec<YearLine>,
}

/// Something that was counted on the day that is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CountLine {
    /// The event.
    pub id: Id,
    /// What was counted.
    pub label: String,
    /// What was chosen.
    pub chosen: Vec<String>,
    /// How many.
    pub number: u32,
    /// When it was written down, in Stockholm.
    pub clock: jiff::civil::Time,
}

/// A service for whoever counts in it.
#[derive(Clone, Debug, PartialEq)]
pub struct CountPage {
    /// The service.
    pub rule: ServiceRule,
    /// Whether one works in it.
    pub own: bool,
    /// One's unit.
    pub unit: String,
    /// The day that is shown.
    pub day: Date,
    /// Today.
    pub today: Date,
    /// What one's unit counted that day, newest first.
    pub lines: Vec<CountLine>,
    /// What all units have counted in the year of the day.
    pub year: Vec<YearLine>,
}

impl App {
    /// The services, and everything that was counted in a year; this year when none is named.
    ///
    /// # Errors
    /// When the store cannot be read, or the view cannot be written down.
    pub fn count_year(&self, ctx: &Ctx, year: Option<i16>) -> Result<CountYear, AppError> {
        let found = self.year_of_counts(ctx, year)?;
        self.shown(ctx, "rakning.ar", Vec::new(), found)
    }

    /// The same, to leave as a file, which is written down as such.
    ///
    /// # Errors
    /// As [`App::count_year`].
    pub fn count_year_to_export(&self, ctx: &Ctx, year: Option<i16>) -> Result<CountYear, AppError> {
        let found = self.year_of_counts(ctx, year)?;
        self.store().audit(self.audit_row(ctx, "rakning.statistik", AuditKind::Export, Vec::new(), ""))?;
        Ok(found)
    }

    fn year_of_counts(&self, ctx: &Ctx, year: Option<i16>) -> Result<CountYear, AppError> {
        let (stack, this) = (self.stack(), ctx.today.year());
        let year = year.filter(|year| (this - YEARS..=this).contains(year)).unwrap_or(this);
        let all = self.counted_year(year)?;
        let now = if year == this { all.clone() } else { self.counted_year(this)? };
        let organisation = self.organisation()?;
        let unit = organisation.units.get(&ctx.actor.post.unit);
        let services = stack.services().map(|rule| {
            let mine = |known: &&Counted| {
                (known.fact.verksamhet == rule.key && known.fact.enhet == ctx.actor.post.unit) && known.on == ctx.today
            };
            let sum = |count: &CountRule| {
                let own = now.iter().filter(mine).filter(|known| known.fact.vad == count.key);
                (count.label.clone(), own.map(|known| known.fact.antal).sum())
            };
            ServiceLine {
                own: counts(rule, ctx, unit),
                today: rule.counts.iter().map(sum).collect(),
                rule: rule.clone(),
            }
        });
        let services: Vec<ServiceLine> = services.filter(|line| !line.rule.counts.is_empty()).collect();
        let lines = year_lines(&stack, &all);
        let years = self.years_counted(this)?;
        Ok(CountYear { year, years, today: ctx.today, services, lines })
    }

    /// A service, with what was counted on a day; today when none is named.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when no service that is counted has the key.
    pub fn count_page(&self, ctx: &Ctx, key: &str, day: Option<Date>) -> Result<CountPage, AppError> {
        const WHAT: &str = "rakning.visa";
        let stack = self.stack();
        let Some(rule) = stack.service(key).filter(|rule| !rule.counts.is_empty()) else {
            return self.nothing(ctx, WHAT);
        };
        let organisation = self.organisation()?;
        let unit = organisation.units.get(&ctx.actor.post.unit);
        let day = day.filter(|day| *day <= ctx.today).unwrap_or(ctx.today);
        let all: Vec<Counted> =
            self.counted_year(day.year())?.into_iter().filter(|known| known.fact.verksamhet == key).collect();
        let zone = self.inner.stockholm.clone();
        let own = all.iter().filter(|known| known.on == day && known.fact.enhet == ctx.actor.post.unit);
        let mut lines: Vec<CountLine> = own
            .map(|known| CountLine {
                id: known.id,
                label: known.fact.rubrik.clone(),
                chosen: known.fact.svar.iter().map(|answer| answer.svar.clone()).collect(),
                number: known.fact.antal,
                clock: known.at.to_zoned(zone.clone()).time(),
            })
            .collect();
        lines.reverse();
        let page = CountPage {
            own: counts(rule, ctx, unit),
            rule: rule.clone(),
            unit: organisation.unit_name(ctx.actor.post.unit).to_owned(),
            day,
            today: ctx.today,
            lines,
            year: year_lines(&stack, &all).into_iter().filter(|line| line.key == key).collect(),
        };
        self.shown(ctx, WHAT, Vec::new(), page)
    }

    /// Whether one works in a service that is counted.
    ///
    /// # Errors
    /// When the organisation cannot be read.
    pub fn counts_something(&self, ctx: &Ctx) -> Result<bool, AppError> {
        let organisation = self.organisation()?;
        let unit = organisation.units.get(&ctx.actor.post.unit);
        Ok(self.stack().services().any(|rule| !rule.counts.is_empty() && counts(rule, ctx, unit)))
    }

    /// In which service and on which day something was just counted or corrected; none for any other act.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub fn counted_where(&self, use_case: &str, form: &Form, today: Date) -> Result<Option<(String, Date)>, AppError> {
        match use_case {
            "tillfalle.rakna" => {
                let day = parse_date(form.text("datum"), today).unwrap_or(today);
                Ok(Some((form.text("verksamhet").to_owned(), day)))
            }
            "tillfalle.ratta" => {
                let Ok(event) = form.text("tillfalle").parse::<Id>() else { return Ok(None) };
                let Some(sheet) = self.store().stream_of(event)? else { return Ok(None) };
                let events = self.store().load(&[sheet])?;
                let found = events.iter().find(|known| known.id == event);
                Ok(found.and_then(|known| match &known.fact {
                    Fact::TillfalleRaknat(fact) => Some((fact.verksamhet.clone(), known.occurred_on)),
                    _ => None,
                }))
            }
            _ => Ok(None),
        }
    }

    /// Everything that all units have counted in a year, unit by unit.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub(crate) fn counted_year(&self, year: i16) -> Result<Vec<Counted>, AppError> {
        let organisation = self.organisation()?;
        let mut all = Vec::new();
        for unit in organisation.units.keys() {
            all.extend(self.sheet(sheet_of(*unit, year))?.1.iter().cloned());
        }
        Ok(all)
    }

    /// The years in which something was counted, newest first; this one always.
    fn years_counted(&self, this: i16) -> Result<Vec<i16>, AppError> {
        let organisation = self.organisation()?;
        let mut years = vec![this];
        for year in (this - YEARS..this).rev() {
            let sheets: Vec<Id> = organisation.units.keys().map(|unit| sheet_of(*unit, year)).collect();
            if self.store().heads(&sheets)?.iter().any(|(_, seq)| *seq > 0) {
                years.push(year);
            }
        }
        Ok(years)
    }

    /// What a use case counts, as the pack in force declares it.
    pub(crate) fn count_form(&self, ctx: &Ctx, stack: &Stack, use_case: &str, form: &Form) -> Option<CountForm> {
        if use_case != "tillfalle.rakna" {
            return None;
        }
        let rule = stack.service(form.text("verksamhet"))?;
        let count = rule.count(form.text("vad"))?;
        let organisation = self.organisation().unwrap_or_default();
        let asks = count.asks.iter().map(|ask| Ask {
            name: ask.name.clone(),
            label: ask.label.clone(),
            words: ask.choices.clone(),
        });
        Some(CountForm {
            label: count.label.clone(),
            asks: asks.collect(),
            own: counts(rule, ctx, organisation.units.get(&ctx.actor.post.unit)),
        })
    }

    /// What a correction is about; none when there is no such thing.
    pub(crate) fn counted_in(&self, use_case: &str, form: &Form) -> Result<Option<Counted>, AppError> {
        if use_case != "tillfalle.ratta" {
            return Ok(None);
        }
        let Ok(event) = form.text("tillfalle").parse::<Id>() else { return Ok(None) };
        let Some(sheet) = self.store().stream_of(event)? else { return Ok(None) };
        let organisation = self.organisation()?;
        let years = self.today().year() - YEARS..=self.today().year();
        let ours = years.into_iter().any(|year| organisation.units.keys().any(|unit| sheet_of(*unit, year) == sheet));
        if !ours {
            return Ok(None);
        }
        Ok(self.sheet(sheet)?.1.iter().find(|known| known.id == event).cloned())
    }
}

/// Whether somebody works in a service: in one of its roles, and in a unit that gives the insats where it is one that
/// some provider gives.
fn counts(rule: &ServiceRule, ctx: &Ctx, unit: Option<&Unit>) -> bool {
    let gives = |insats: &String| unit.is_some_and(|unit| unit.insatser.is_empty() || unit.insatser.contains(insats));
    rule.who.contains(&ctx.actor.post.role) && rule.insats.as_ref().is_none_or(gives)
}

/// The sums of a year, service by service. What a service no longer counts is summed all the same, under its old name.
fn year_lines(stack: &Stack, all: &[Counted]) -> Vec<YearLine> {
    let line = |rule: &ServiceRule, count: &CountRule| YearLine {
        service: rule.title.clone(),
        key: rule.key.clone(),
        what: count.key.clone(),
        label: count.label.clone(),
        people: count.people.clone(),
        days: BTreeMap::new(),
        months: [DayCount::default(); 12],
        whole: DayCount::default(),
        chosen: Vec::new(),
    };
    let known = stack.services().flat_map(|rule| rule.counts.iter().map(move |count| line(rule, count)));
    let mut lines: Vec<YearLine> = known.collect();
    for known in all {
        let fact = &known.fact;
        let at = lines.iter().position(|line| line.key == fact.verksamhet && line.what == fact.vad);
        let at = at.unwrap_or_else(|| {
            lines.push(YearLine {
                service: stack.service(&fact.verksamhet).map_or(&fact.verksamhet, |rule| &rule.title).clone(),
                key: fact.verksamhet.clone(),
                what: fact.vad.clone(),
                label: fact.rubrik.clone(),
                people: None,
                days: BTreeMap::new(),
                months: [DayCount::default(); 12],
                whole: DayCount::default(),
                chosen: Vec::new(),
            });
            lines.len() - 1
        });
        if let Some(line) = lines.get_mut(at) {
            line.add(known);
        }
    }
    lines
}

impl YearLine {
    fn add(&mut self, known: &Counted) {
        let month = usize::try_from(known.on.month()).unwrap_or(1).saturating_sub(1);
        let sums = [Some(self.days.entry(known.on).or_default()), self.months.get_mut(month), Some(&mut self.whole)];
        for sum in sums.into_iter().flatten() {
            sum.times = sum.times.saturating_add(1);
            sum.number = sum.number.saturating_add(known.fact.antal);
        }
        for answer in &known.fact.svar {
            // Where each time counts for itself an alternative counts once; otherwise for as many as there were.
            let many = if self.people.is_some() { 1 } else { known.fact.antal };
            let own = |told: &&mut (String, String, u32)| told.0 == answer.fraga && told.1 == answer.svar;
            match self.chosen.iter_mut().find(own) {
                Some(told) => told.2 = told.2.saturating_add(many),
                None => self.chosen.push((answer.fraga.clone(), answer.svar.clone(), many)),
            }
        }
    }
}
