//! Lawful histories: many people's cases, lived by the real use cases and ending at a given instant.
//!
//! The same seed gives the same lives, whatever the clock says. [`Plan`] says how many and how far
//! back, [`Lives`] lays them out in time, [`play::Player`] carries them out. A life itself is in
//! [`life`]; what people say and write is in [`wishes`] and [`sentences`], apart from all logic.

mod casework;
mod chance;
mod compulsory;
mod days;
mod granted;
mod life;
mod names;
mod path;
mod person;
pub mod play;
mod sentences;
#[cfg(test)]
mod tests;
pub mod town;
mod wishes;

pub use life::{About, Act};
pub use path::Path;

use chance::Chance;
use days::Days;
use jiff::civil::{Date, Time};
use jiff::{Timestamp, ToSpan};
use life::{Around, Life, Provider};
use person::Person;
use stadga_app::scenario::stockholm;
use stadga_core::fact::organisation::Roll;
use town::Town;
use wishes::{SUPPORT, Wish};

/// What history is wanted.
pub struct Plan {
    /// What all chance comes from.
    pub seed: u64,
    /// The instant it ends. Nothing happens after it.
    pub until: Timestamp,
    /// Open cases of each caseworker, on every day of the span.
    pub load: usize,
    /// Working days before the end on which everybody has that load; cases closed before are left out.
    pub span: usize,
    /// Working days between two notes at a provider.
    pub notes_every: u32,
    /// Cases that came in during these five years and were closed within days, spread over all caseworkers.
    pub closed: usize,
    /// Cases besides the others: what becomes of each, an act in it, and how many working days ago that act is.
    pub besides: &'static [(Path, &'static str, usize)],
}

/// A case as it was laid out.
#[derive(Clone, Copy)]
struct Begun {
    /// The place of its caseworker among all caseworkers.
    caseworker: usize,
    path: Path,
    /// The working day it came in, by its place.
    began: usize,
    /// The person's place among all persons; the same for somebody who comes back.
    person: usize,
    /// People take their time: nobody is named at once, and the provider does not answer at once.
    waits: bool,
}

/// When an act is carried out, and which it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Moment {
    /// When.
    pub at: Timestamp,
    /// The case.
    pub case: usize,
    /// The place of the act in the case's life.
    pub act: usize,
}

/// Everybody's lives, laid out in time. An act is worked out when it is asked for, so many cases take little room.
pub struct Lives {
    plan: Plan,
    town: Town,
    days: Days,
    today: Date,
    cases: Vec<Begun>,
}

/// In a case besides the others whose act is fewer working days ago than this, people take their time.
const WAITING: usize = 2;
/// Of a hundred cases that follow on an earlier one, so many are somebody who comes back.
const BACK: u32 = 20;
/// Working days over which the cases that were closed within days are spread: five years.
const YEARS: usize = 1_250;
/// Working days in which such a case is over, whatever chance gives.
const OVER: usize = 20;
/// Working days of a year, roughly.
const YEAR: usize = 250;
/// The longest life in working days, roughly: long lives are met more often than short ones on any one day.
const LONGEST: u32 = 420;

impl Lives {
    /// Lays them out among the people of a town.
    pub fn new(plan: Plan, town: Town) -> Self {
        let today = plan.until.to_zoned(stadga_core::calendar::stockholm()).date();
        let mut lives = Self { plan, town, days: Days::around(today), today, cases: Vec::new() };
        let caseworkers = lives.town.holding(Roll::Socialsekreterare).len();
        for place in 0..caseworkers * lives.plan.load {
            lives.fill(place, place % caseworkers.max(1));
        }
        for place in 0..lives.plan.closed {
            let began = lives.days.today().saturating_sub(OVER + (YEARS as f64 * spread(place)) as usize);
            lives.begin(place % caseworkers.max(1), Path::Brief, began, None);
        }
        for (place, (path, use_case, ago)) in lives.plan.besides.iter().enumerate() {
            let today = lives.days.today();
            let number = lives.begin(place % caseworkers.max(1), *path, today, None);
            lives.cases[number].waits = *ago < WAITING;
            let acts = lives.life(number).acts();
            let after = acts.iter().find(|act| act.use_case == *use_case).map_or(0, |act| act.day - today);
            lives.cases[number].began = today.saturating_sub(ago + after);
        }
        lives
    }

    /// One of a caseworker's open cases, and before it those that were closed to make room for it.
    fn fill(&mut self, place: usize, caseworker: usize) {
        let chance = &mut Chance::new(self.plan.seed, place, 100);
        let today = self.days.today();
        let phase = spread(place);
        let (mut path, mut length) = self.candidate(chance);
        while chance.between(1, LONGEST) > length {
            (path, length) = self.candidate(chance);
        }
        let mut began = today.saturating_sub((f64::from(length) * phase) as usize);
        let mut number = self.begin(caseworker, path, began, None);
        while began + self.plan.span > today {
            let path = Path::drawn(chance);
            let back = chance.percent(BACK).then(|| self.cases[number].person);
            number = self.begin(caseworker, path, today, back);
            let length = self.length(number);
            began = began.saturating_sub(length as usize + chance.between(1, 3) as usize);
            self.cases[number].began = began;
        }
    }

    /// A path and about how long the case would be.
    fn candidate(&mut self, chance: &mut Chance) -> (Path, u32) {
        let path = Path::drawn(chance);
        let number = self.begin(0, path, self.days.today(), None);
        let length = self.length(number);
        self.cases.pop();
        (path, length)
    }

    /// Working days from the first act to the last.
    fn length(&self, case: usize) -> u32 {
        let acts = self.life(case).acts();
        let last = acts.last().map_or(0, |act| act.day.saturating_sub(self.cases[case].began));
        u32::try_from(last).unwrap_or(LONGEST)
    }

    fn begin(&mut self, caseworker: usize, path: Path, began: usize, person: Option<usize>) -> usize {
        let number = self.cases.len();
        self.cases.push(Begun { caseworker, path, began, person: person.unwrap_or(number), waits: false });
        number
    }

    /// How many cases there are.
    pub fn cases(&self) -> usize {
        self.cases.len()
    }

    /// Every act that has happened by the end, in order of time.
    pub fn schedule(&self) -> Vec<Moment> {
        let mut moments = Vec::new();
        for case in 0..self.cases.len() {
            let minute = i8::try_from(case * 7 % 60).unwrap_or_default();
            for (place, act) in self.life(case).acts().iter().enumerate() {
                let time = Time::new(act.hour, minute, 0, 0).ok();
                let at = time.and_then(|time| stockholm(self.days.date(act.day), time));
                moments.extend(at.filter(|at| *at <= self.plan.until).map(|at| Moment { at, case, act: place }));
            }
        }
        moments.sort();
        moments
    }

    /// The act of a moment.
    pub fn act(&self, moment: Moment) -> Option<Act> {
        self.life(moment.case).acts().into_iter().nth(moment.act)
    }

    fn life(&self, case: usize) -> Life<'_> {
        let begun = self.cases[case];
        let seed = self.plan.seed;
        let chance = &mut Chance::new(seed, case, 0);
        let around = self.around(begun.caseworker, chance);
        let wish = begun.path.wish(chance);
        let young = around.unit == "unga";
        Life {
            seed,
            number: case,
            path: begun.path,
            wish,
            person: Person::at(begun.person, young, seed, self.born_by()),
            providers: self.providers(wish, case, chance),
            beside: (begun.path == Path::Twofold)
                .then(|| chance.one(SUPPORT))
                .and_then(|wish| Some((wish, self.providers(wish, case, chance).into_iter().next()?))),
            around,
            waits: begun.waits,
            days: &self.days,
            began: begun.began,
            notes_every: self.plan.notes_every,
        }
    }

    /// The day by which everybody is grown up: the last one, or so many whole years earlier as the history is long.
    fn born_by(&self) -> Date {
        let long = if self.plan.closed > 0 { self.plan.span.max(YEARS) } else { self.plan.span };
        self.today.saturating_sub(i64::try_from(long / YEAR).unwrap_or_default().years())
    }

    fn around(&self, caseworker: usize, chance: &mut Chance) -> Around {
        let caseworkers = self.town.holding(Roll::Socialsekreterare);
        let desks = self.town.holding(Roll::Mottagningssekreterare);
        let (worker, unit) = caseworkers[caseworker];
        let head = self.town.within(Roll::Enhetschef, unit);
        Around {
            desk: chance.one(&desks).0.key.clone(),
            unit: unit.to_owned(),
            head: head.first().map(|head| head.key.clone()).unwrap_or_default(),
            caseworker: worker.key.clone(),
        }
    }

    /// Everyone who carries out the insats, with a therapist each, in an order of the case's own.
    fn providers(&self, wish: &Wish, case: usize, chance: &mut Chance) -> Vec<Provider> {
        let mut units = self.town.providers(wish.insats);
        let first = case % units.len().max(1);
        units.rotate_left(first);
        let provider = |unit: &town::Unit| {
            let managers = self.town.within(Roll::Utforarchef, &unit.key);
            let therapists = self.town.within(Roll::Behandlare, &unit.key);
            Some(Provider {
                unit: unit.key.clone(),
                manager: managers.first()?.key.clone(),
                therapist: chance.one(&therapists).key.clone(),
            })
        };
        units.into_iter().filter_map(provider).collect()
    }
}

/// Places from 0 to 1, evenly spread; the golden ratio keeps any few of them apart.
fn spread(place: usize) -> f64 {
    (place as f64).mul_add(0.618_033_988_75, 0.5).fract()
}
