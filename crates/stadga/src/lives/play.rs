//! Carrying lives out, by the same use cases as the pages, with the clock set to each moment.

use super::{About, Act, Lives, Moment};
use crate::clock::Settable;
use jiff::Timestamp;
use stadga_app::packs::Library;
use stadga_app::setup::{Founded, SetupError};
use stadga_app::{App, AppError, Done, Request};
#[cfg(test)]
use stadga_core::fact::organisation::Roll;
use stadga_core::form::Form;
use stadga_core::{Ctx, Id};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

/// The pack that chooses the others.
const PACK: &str = "ekvalla";
/// Acts within so many seconds may be carried out side by side, at the instant of the first of them.
const SIDE_BY_SIDE: i64 = 3_600;

/// Letters sent so shortly before the end still wait to be posted.
const LEFT_WAITING: jiff::SignedDuration = jiff::SignedDuration::from_hours(60);

/// Stands for the booking last made where the act is done.
pub(super) const BOOKED: &str = "bokat";

/// What a case has come to: its stream and its orders.
#[derive(Default)]
struct Known {
    case: Option<Id>,
    orders: Vec<Id>,
}

/// Carries out lives, as far as it is asked to.
pub struct Player<'a> {
    app: &'a App,
    clock: &'a Settable,
    lives: &'a Lives,
    founded: Founded,
    schedule: Vec<Moment>,
    done: usize,
    known: Vec<Mutex<Known>>,
    lanes: usize,
    /// The last place in the log that an act was given.
    position: AtomicU64,
}

impl<'a> Player<'a> {
    /// Founds the municipality the day before the first act. With more than one lane, acts of the same hour
    /// are carried out side by side: quicker, but the case numbers of that hour fall as they may.
    ///
    /// # Errors
    /// When the packs have errors or the database cannot be written.
    pub fn found(
        app: &'a App,
        clock: &'a Settable,
        library: &Library,
        lives: &'a Lives,
        lanes: usize,
    ) -> Result<Self, String> {
        let schedule = lives.schedule();
        let first = schedule.first().map_or(lives.plan.until, |moment| moment.at);
        clock.set(first.saturating_sub(jiff::SignedDuration::from_hours(24)).unwrap_or(first));
        let (units, users) = (lives.town.units(), lives.town.users());
        let founded = app.found(&units, &users, &library.stack_of(PACK)).map_err(|error| match error {
            SetupError::Packs(found) => found.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"),
            SetupError::App(error) => error.to_string(),
        })?;
        let known = (0..lives.cases()).map(|_| Mutex::default()).collect();
        Ok(Self { app, clock, lives, founded, schedule, done: 0, known, lanes, position: AtomicU64::new(0) })
    }

    /// Acts carried out so far.
    pub fn acts(&self) -> usize {
        self.done
    }

    /// Events in the log after the last act: places have no gaps.
    pub fn events(&self) -> u64 {
        self.position.load(Ordering::Relaxed)
    }

    /// Cases opened so far.
    pub fn opened(&self) -> usize {
        self.known.iter().filter(|known| known.lock().is_ok_and(|known| known.case.is_some())).count()
    }

    /// Instants that part the whole history into so many parts of as many acts.
    pub fn milestones(&self, parts: usize) -> Vec<Timestamp> {
        let each = self.schedule.len() / parts.max(1);
        (1..parts).filter_map(|part| self.schedule.get(part * each)).map(|moment| moment.at).collect()
    }

    /// The users with a role.
    #[cfg(test)]
    pub fn holding(&self, role: Roll) -> Vec<Id> {
        let holding = self.lives.town.holding(role).into_iter();
        holding.filter_map(|(worker, _)| self.founded.ids.get(&worker.key).copied()).collect()
    }

    /// Carries out everything up to an instant, and leaves the clock there.
    ///
    /// # Errors
    /// The first act that was refused, told with its case and day; a lawful history has none.
    pub fn until(&mut self, at: Timestamp) -> Result<(), String> {
        let end = self.schedule.partition_point(|moment| moment.at <= at);
        while self.done < end {
            let first = self.schedule[self.done].at;
            let together = if self.lanes > 1 { SIDE_BY_SIDE } else { 0 };
            let until = self.schedule.partition_point(|moment| moment.at.as_second() <= first.as_second() + together);
            let next = &self.schedule[self.done..until.min(end)];
            self.clock.set(first);
            self.side_by_side(next)?;
            self.done += next.len();
        }
        self.clock.set(at);
        Ok(())
    }

    /// Puts the acts of an hour at the instant of the first of them; those of its last case come first when
    /// `last_first` says so, and in a case what is done in its last order. The acts of a case, or of an order, keep
    /// their own order, and cases are opened in theirs: they draw their numbers from one series. Says which case and
    /// act comes where.
    #[cfg(test)]
    pub fn by_the_hour(&mut self, last_first: bool) -> Vec<(usize, usize)> {
        let (lives, cases) = (self.lives, self.lives.cases());
        let mut hour: Option<Timestamp> = None;
        for moment in &mut self.schedule {
            let begun = hour.filter(|begun| moment.at.as_second() <= begun.as_second() + SIDE_BY_SIDE);
            moment.at = *hour.insert(begun.unwrap_or(moment.at));
        }
        self.schedule.sort_by_key(|moment| match moment.act {
            0 => (moment.at, 0),
            _ if last_first => (moment.at, cases - moment.case),
            _ => (moment.at, moment.case + 1),
        });
        let order = |moment: &Moment| match lives.act(*moment).map(|act| act.about) {
            Some(About::Order(place)) => Some(place),
            Some(About::Case) | None => None,
        };
        let beside = |one: &Moment, next: &Moment| {
            (one.at, one.case) == (next.at, next.case) && order(one).is_some() && order(next).is_some()
        };
        if last_first {
            for acts in self.schedule.chunk_by_mut(beside).filter(|acts| acts.len() > 1) {
                acts.sort_by_key(|moment| std::cmp::Reverse(order(moment)));
            }
        }
        self.schedule.iter().map(|moment| (moment.case, moment.act)).collect()
    }

    /// The act that comes next: its case, and what it is about there.
    #[cfg(test)]
    pub fn coming(&self) -> Option<(usize, About)> {
        let moment = *self.schedule.get(self.done)?;
        Some((moment.case, self.lives.act(moment)?.about))
    }

    /// Carries out one act more.
    ///
    /// # Errors
    /// As [`Player::until`].
    #[cfg(test)]
    pub fn step(&mut self) -> Result<(), String> {
        let Some(moment) = self.schedule.get(self.done).copied() else { return Ok(()) };
        self.clock.set(moment.at);
        self.carry_out(moment)?;
        self.done += 1;
        Ok(())
    }

    /// A case stays in one lane, so its acts keep their order.
    fn side_by_side(&self, moments: &[Moment]) -> Result<(), String> {
        let lane = |lane: usize| {
            let own = moments.iter().filter(move |moment| moment.case % self.lanes == lane);
            own.copied().try_for_each(|moment| self.carry_out(moment))
        };
        if self.lanes <= 1 || moments.len() == 1 {
            return moments.iter().copied().try_for_each(|moment| self.carry_out(moment));
        }
        std::thread::scope(|scope| {
            let lane = &lane;
            let lanes: Vec<_> = (0..self.lanes).map(|number| scope.spawn(move || lane(number))).collect();
            let fell = |_| Err(String::from("en tråd föll"));
            lanes.into_iter().try_for_each(|lane| lane.join().unwrap_or_else(fell))
        })
    }

    fn carry_out(&self, moment: Moment) -> Result<(), String> {
        let Some(act) = self.lives.act(moment) else { return Ok(()) };
        self.execute(moment.case, &act).map_err(|error| {
            let fields: Vec<String> = act.fields.iter().map(|(name, value)| format!("{name}={value}")).collect();
            format!(
                "ärende {} {} {}: {} {}: {error:?}",
                moment.case,
                moment.at,
                act.who,
                act.use_case,
                fields.join(" ")
            )
        })
    }

    fn execute(&self, case: usize, act: &Act) -> Result<(), AppError> {
        let user = *self.founded.ids.get(&act.who).ok_or(AppError::NotFound)?;
        let mut ctx = self.app.ctx(user)?;
        let use_case = stadga_app::cases::find(act.use_case).ok_or(AppError::NotFound)?;
        let mut known = self.known[case].lock().unwrap_or_else(PoisonError::into_inner);
        let subject = match act.about {
            _ if use_case.access.stands_alone() => None,
            About::Case => known.case,
            About::Order(place) => known.orders.get(place).copied(),
        };
        let is_id = |name: &str| use_case.fields.iter().any(|field| field.name == name && field.kind.holds_ids());
        let value = |name: &str, text: &String| match self.founded.ids.get(text) {
            Some(id) if is_id(name) => id.to_string(),
            _ => text.clone(),
        };
        let mut form = Form::from_pairs(act.fields.iter().map(|(name, text)| (*name, value(name, text))));
        if form.text("bokning") == BOOKED {
            let booked = subject.map(|subject| self.app.newest_booking(subject)).transpose()?.flatten();
            form.set("bokning", booked.map(|id| id.to_string()).unwrap_or_default());
        }
        let command = self.app.next_id();
        let done = self.app.execute(&mut ctx, &Request { use_case: act.use_case, subject, command, form: &form })?;
        self.position.fetch_max(done.position, Ordering::Relaxed);
        if subject.is_none() && !use_case.access.opens() {
            return Ok(());
        }
        known.case = Some(done.case);
        if act.use_case == "bestallning.skicka" {
            known.orders.extend(self.app.newest_assignment(done.case)?);
        }
        self.post(&mut ctx, &done)
    }

    /// What an act sent by post is posted at once; the letters of the last days still wait.
    fn post(&self, ctx: &mut Ctx, done: &Done) -> Result<(), AppError> {
        let waits = stadga_core::Fact::NAMES.iter().find(|(name, _)| *name == "utskick.koat").map(|(_, label)| *label);
        let recent = self.lives.plan.until.duration_since(ctx.now) < LEFT_WAITING;
        if recent || !done.recorded.iter().any(|label| Some(*label) == waits) {
            return Ok(());
        }
        let (command, form) = (self.app.next_id(), Form::default());
        let posted = Request { use_case: "utskick.posta", subject: Some(done.case), command, form: &form };
        self.app.execute(ctx, &posted).map(drop)
    }
}
