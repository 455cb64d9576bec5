//! Scenarios: routines proved in text, through the same use cases as the pages.
//!
//! The format is described in `docs/packs.md`. A scenario has one case, and its newest assignment;
//! both are understood, so a line says only who does what, when.

mod cast;
mod expect;
#[cfg(test)]
mod folded;
mod parse;

pub use cast::{UNITS, USERS};

use crate::packs::Library;
use crate::setup::{Founded, SetupError, UnitPlan, UserPlan};
use crate::{App, AppError, IdSource, Request};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use parse::{Act, Line, Scenario};
use stadga_core::command::Access;
use stadga_core::fact::organisation::Roll;
use stadga_core::form::{FieldKind, Form};
use stadga_core::{Ctx, Id};
use stadga_store::{Clock, MasterKey, Place, Purpose, Store};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The packs a scenario runs under unless it names others.
const DEFAULT_PACK: &str = "ekvalla";

/// What a scenario came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// Its title.
    pub title: String,
    /// How many acts went as written and expectations held.
    pub held: usize,
    /// What did not hold, each with its line; empty when the scenario passes.
    pub failures: Vec<String>,
}

/// Whether a text is a scenario.
///
/// # Errors
/// What cannot be read, each with its line.
pub fn readable(text: &str) -> Result<(), Vec<String>> {
    parse::parse(text).map(|_| ())
}

/// Runs one scenario in a database at `place` where nothing has been written yet.
pub fn run(text: &str, library: &Library, place: &Place) -> Outcome {
    let scenario = match parse::parse(text) {
        Ok(scenario) => scenario,
        Err(failures) => return Outcome { title: String::from("går inte att läsa"), held: 0, failures },
    };
    let title = scenario.title.clone();
    match Runner::new(&scenario, library, place) {
        Ok(mut runner) => {
            runner.walk(&scenario);
            Outcome { title, held: runner.held, failures: runner.failures }
        }
        Err(failure) => Outcome { title, held: 0, failures: vec![failure] },
    }
}

struct Runner {
    app: App,
    now: Arc<Mutex<Timestamp>>,
    founded: Founded,
    /// Everybody's key, unit and role.
    posts: Vec<(String, String, Roll)>,
    case: Option<Id>,
    assignment: Option<Id>,
    held: usize,
    failures: Vec<String>,
}

impl Runner {
    fn new(scenario: &Scenario, library: &Library, place: &Place) -> Result<Self, String> {
        let start = scenario.starts().or_else(quiet_day).ok_or("scenariot har ingen daterad rad")?;
        let now = Arc::new(Mutex::new(start));
        let clock: Clock = {
            let now = now.clone();
            Arc::new(move || *now.lock().unwrap_or_else(PoisonError::into_inner))
        };
        let key = MasterKey::from_bytes([7; 32]);
        let store = Store::at(place, Purpose::Synthetic, clock.clone(), key).map_err(|error| error.to_string())?;
        let app = App::open(store, clock, counted_ids(), true).map_err(|error| error.to_string())?;
        let packs = match scenario.packs.as_slice() {
            [] => library.stack_of(DEFAULT_PACK),
            named => named.iter().filter_map(|id| library.get(id)).cloned().collect(),
        };
        let insatser: Vec<Vec<&str>> =
            scenario.units.iter().map(|unit| unit.insatser.iter().map(String::as_str).collect()).collect();
        let own_units = scenario.units.iter().zip(&insatser).map(|(unit, insatser)| UnitPlan {
            key: &unit.key,
            name: &unit.name,
            kind: unit.kind,
            insatser,
        });
        let units: Vec<UnitPlan<'_>> = UNITS.iter().copied().chain(own_units).collect();
        let own_people = scenario.people.iter().map(|person| UserPlan {
            key: &person.key,
            name: &person.name,
            role: person.role,
            unit: &person.unit,
        });
        let users: Vec<UserPlan<'_>> = USERS.iter().copied().chain(own_people).collect();
        let posts = users.iter().map(|user| (user.key.to_owned(), user.unit.to_owned(), user.role)).collect();
        let founded = app.found(&units, &users, &packs).map_err(|error| match error {
            SetupError::Packs(found) => found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            SetupError::App(error) => error.to_string(),
        })?;
        Ok(Self { app, now, founded, posts, case: None, assignment: None, held: 0, failures: Vec::new() })
    }

    fn walk(&mut self, scenario: &Scenario) {
        for line in &scenario.lines {
            match line {
                Line::Act(act) => self.act(act),
                Line::Expect(expected) => self.expect_duties(expected),
                Line::Date(expected) => self.expect_date(expected),
                Line::Shown(expected) => self.expect_shown(expected),
                Line::Counted(expected) => self.expect_count(expected),
            }
        }
    }

    fn act(&mut self, act: &Act) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = act.at;
        let answer = self.carry_out(act);
        self.compare(act, answer);
    }

    fn carry_out(&mut self, act: &Act) -> Result<(), AppError> {
        let user =
            *self.founded.ids.get(&act.who).ok_or_else(|| AppError::Fault(format!("ingen heter {}", act.who)))?;
        let mut ctx = self.app.ctx(user)?;
        let case = self
            .app
            .case(&act.use_case)
            .ok_or_else(|| AppError::Fault(format!("användningsfallet {} finns inte", act.use_case)))?;
        let subject = case.access.subject(ctx.actor.post.role, self.case, self.assignment);
        if subject.is_none() && !case.access.stands_alone() {
            return Err(AppError::Fault(String::from("det finns inget ärende eller uppdrag än")));
        }
        let form = self.form(act, case.fields, &ctx)?;
        let command = self.app.next_id();
        let done = self.app.execute(&mut ctx, &Request { use_case: case.name, subject, command, form: &form })?;
        if matches!(case.access, Access::Organisation(_)) {
            return Ok(());
        }
        if subject.is_none() {
            self.case = Some(done.case);
        }
        let loaded = self.app.load_case(done.case)?;
        self.assignment = loaded.file.case.orders.last().map(|order| order.assignment);
        Ok(())
    }

    /// Names from the cast stand for ids.
    fn form(&self, act: &Act, fields: &[stadga_core::form::Field], ctx: &Ctx) -> Result<Form, AppError> {
        let mut pairs = Vec::new();
        for (name, value) in &act.fields {
            let field = fields.iter().find(|field| field.name == name.as_str());
            if field.is_none() && !name.starts_with(crate::execute::REASON) {
                return Err(AppError::Fault(format!("{} har inget fält {name}", act.use_case)));
            }
            if field.is_some_and(|field| field.kind == FieldKind::File) {
                pairs.push((name.clone(), self.file(value, ctx)?));
                continue;
            }
            // A private provider's file is named by the assignment it is about.
            if value == "uppdrag" && name == "akter" {
                pairs.extend(self.assignment.map(|id| (name.clone(), id.to_string())));
                continue;
            }
            if value == "senaste" && field.is_some_and(|field| field.kind.holds_ids()) {
                pairs.extend(self.newest(name)?.map(|id| (name.clone(), id.to_string())));
                continue;
            }
            let is_id = field.is_some_and(|field| field.kind.holds_ids());
            let id = self.founded.ids.get(value).filter(|_| is_id);
            pairs.push((name.clone(), id.map_or_else(|| value.clone(), ToString::to_string)));
        }
        Ok(Form::from_pairs(pairs))
    }

    /// What is meant by its place in the case: the newest request, the newest booking that stands.
    fn newest(&self, field: &str) -> Result<Option<Id>, AppError> {
        if field == "tillfalle" {
            let counted = self.app.counted_year(self.app.today().year())?;
            return Ok(counted.iter().max_by_key(|known| known.id).map(|known| known.id));
        }
        let Some(case) = self.case else { return Ok(None) };
        match field {
            "begaran" => Ok(self.app.load_case(case)?.file.case.requests.last().map(|request| request.id)),
            "provning" => Ok(self.app.load_case(case)?.file.case.disclosures.assessed.last().map(|known| known.id)),
            "andra" => {
                let apart = &self.app.load_case(case)?.file.case.guarded.apart;
                Ok(apart.last().map(|known| known.other))
            }
            "delar" => Ok(self.app.load_case(case)?.file.events.last().map(|event| event.id)),
            "akter" => Ok(Some(case)),
            "bokning" | "mote" | "ersatter" => self.app.newest_booking(case),
            _ => Ok(None),
        }
    }

    /// A small text stands in for a file: `intyg.pdf: det som står i den`.
    fn file(&self, value: &str, ctx: &Ctx) -> Result<String, AppError> {
        let (name, text) = value.split_once(':').unwrap_or((value, "prov"));
        let head = if name.trim().ends_with(".pdf") { "%PDF-1.7\n" } else { "" };
        match self.app.receive(ctx, name.trim(), format!("{head}{}", text.trim()).as_bytes())? {
            Ok(id) => Ok(id.to_string()),
            Err(message) => Err(AppError::Fault(format!("{name}: {message}"))),
        }
    }

    fn key_of(&self, id: Id) -> String {
        let known = self.founded.ids.iter().find(|(_, known)| **known == id);
        known.map_or_else(|| id.to_string(), |(key, _)| key.clone())
    }

    fn fail(&mut self, line: usize, message: impl std::fmt::Display) {
        self.failures.push(format!("rad {line}: {message}"));
    }
}

/// Ids that count upwards: a scenario is the same every time.
pub fn counted_ids() -> IdSource {
    let next = AtomicU64::new(1);
    Arc::new(move || {
        let mut bytes = [0u8; 10];
        let number = next.fetch_add(1, Ordering::Relaxed).to_be_bytes();
        bytes.iter_mut().skip(2).zip(number).for_each(|(byte, digit)| *byte = digit);
        Id::from_bytes(bytes)
    })
}

/// When a scenario in which nobody does anything takes place: it only reads what the rules say.
fn quiet_day() -> Option<Timestamp> {
    stockholm(jiff::civil::date(2026, 1, 2), jiff::civil::time(9, 0, 0, 0))
}

/// The instant of a civil date and time in Stockholm.
pub fn stockholm(date: jiff::civil::Date, time: jiff::civil::Time) -> Option<Timestamp> {
    let zone = TimeZone::get("Europe/Stockholm").ok()?;
    date.to_datetime(time).to_zoned(zone).ok().map(|zoned| zoned.timestamp())
}
