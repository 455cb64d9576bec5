//! One case from its first day: who does what, on which working day.

use super::chance::Chance;
use super::days::Days;
use super::path::Path;
use super::person::Person;
use super::wishes::Wish;
use jiff::civil::Date;

/// What an act is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// The case, or nothing yet.
    Case,
    /// The assignment with this place among the orders of the case.
    Order(usize),
}

/// One act.
pub struct Act {
    /// The working day, by its place.
    pub day: usize,
    /// The hour.
    pub hour: i8,
    /// Who, by the key in the town.
    pub who: String,
    /// What.
    pub use_case: &'static str,
    /// About what.
    pub about: About,
    /// The input; the town's keys stand for ids.
    pub fields: Vec<(&'static str, String)>,
}

/// The people around a case, by their keys.
pub struct Around {
    /// Who takes it at reception.
    pub desk: String,
    /// The unit that handles it.
    pub unit: String,
    /// Its head.
    pub head: String,
    /// The caseworker.
    pub caseworker: String,
}

/// Who carries out an insats.
pub struct Provider {
    /// The unit.
    pub unit: String,
    /// Its manager.
    pub manager: String,
    /// The therapist.
    pub therapist: String,
}

/// A case and everything that is decided of it before it begins.
pub struct Life<'a> {
    /// The seed of the whole history.
    pub seed: u64,
    /// Its place among all cases.
    pub number: usize,
    /// What becomes of it.
    pub path: Path,
    /// What the person asks for.
    pub wish: &'static Wish,
    /// The person.
    pub person: Person,
    /// The people around it.
    pub around: Around,
    /// Those who may carry out the insats: the second one when the first has no room.
    pub providers: Vec<Provider>,
    /// Who gives support beside the treatment.
    pub beside: Option<(&'static Wish, Provider)>,
    /// People take their time: nobody is named at once, and the provider does not answer at once.
    pub waits: bool,
    /// The working days.
    pub days: &'a Days,
    /// The working day it comes in.
    pub began: usize,
    /// Working days between two notes at the provider.
    pub notes_every: u32,
}

impl Life<'_> {
    /// Every act of the whole life, in order; those after the end of the history are left to whoever asks.
    pub fn acts(&self) -> Vec<Act> {
        let course = Course::drawn(self);
        let mut acts = Vec::new();
        if self.path == Path::Reported {
            self.report(&mut acts);
            return acts;
        }
        if self.path == Path::TakenIn {
            self.taken_in(&mut acts);
            return acts;
        }
        if self.path == Path::Compulsory {
            self.compulsory(&mut acts);
            return acts;
        }
        if self.path == Path::Brief {
            self.brief(&mut acts);
            return acts;
        }
        self.intake(&course, &mut acts);
        self.investigation(&course, &mut acts);
        match self.path {
            Path::Died => self.death(&course, &mut acts),
            Path::Withdrawn => self.withdrawal(course.broken_off(), &mut acts),
            Path::Refused => self.refusal(&course, &mut acts),
            _ => self.grant(&course, &mut acts),
        }
        acts.sort_by_key(|act| (act.day, act.hour));
        acts
    }

    /// The date of a working day of the case.
    pub(super) fn on(&self, day: u32) -> Date {
        self.days.date(self.place(day))
    }

    pub(super) fn place(&self, day: u32) -> usize {
        self.began + day as usize
    }

    /// Chance for one purpose of this case.
    pub(super) fn chance(&self, purpose: u64) -> Chance {
        Chance::new(self.seed, self.number, purpose)
    }

    /// An act about the case.
    pub(super) fn act(
        &self,
        day: u32,
        hour: i8,
        who: &str,
        use_case: &'static str,
        fields: &[(&'static str, &str)],
    ) -> Act {
        let fields = fields.iter().filter(|(_, value)| !value.is_empty());
        let fields = fields.map(|(name, value)| (*name, (*value).to_owned())).collect();
        Act { day: self.place(day), hour, who: who.to_owned(), use_case, about: About::Case, fields }
    }

    /// A time is booked: on the working day and hour given, for another working day at some hour of the day.
    pub(super) fn booked(&self, (day, hour): (u32, i8), who: &str, kind: &str, on: u32, chance: &mut Chance) -> Act {
        let date = self.on(on).to_string();
        let interpreter = if self.person.interpreter.is_some() { "bestalld" } else { "" };
        let fields = [
            ("art", kind),
            ("dag", date.as_str()),
            ("klockan", *chance.one(&["09.00", "10.00", "10.30", "13.00", "13.30", "14.00"])),
            ("minuter", *chance.one(&["45", "60"])),
            ("tolk", interpreter),
            ("kallelse", *chance.one(&["telefon", "tillsammans", "brev", "inte_an"])),
            // Calendars are full, and people meet all the same.
            ("anda", "ja"),
        ];
        self.act(day, hour, who, "mote.boka", &fields)
    }

    /// An act about one of its orders.
    pub(super) fn at_provider(&self, order: usize, act: Act) -> Act {
        Act { about: About::Order(order), ..act }
    }
}

/// The days of a case until its decision, counted in working days from the day it came in.
pub(super) struct Course {
    /// The head names the caseworker; none when reception knew who.
    pub named: Option<u32>,
    /// The caseworker's notes.
    pub notes: Vec<u32>,
    /// An instrument is used.
    pub instrument: u32,
    /// The investigation is put together.
    pub compiled: u32,
    /// It is sent for comments; none when that is obviously not needed.
    pub sent: Option<u32>,
    /// Comments come in.
    pub reply: Option<u32>,
    /// The decision.
    pub decided: u32,
    /// Something must be done the first day.
    pub acute: bool,
}

/// Working days after which nobody needs to wait for an answer any longer: more than two weeks, whatever the holidays.
const ANSWERED: u32 = 12;

impl Course {
    pub(super) fn drawn(life: &Life<'_>) -> Self {
        let chance = &mut life.chance(2);
        let acute = chance.percent(6);
        // Nobody waits for a name when something must be done the same day.
        let named = chance.percent(35).then(|| if acute { 0 } else { chance.between(0, 1) });
        let named = if life.waits { Some(2) } else { named };
        let first = if acute { 0 } else { chance.between(1, 3) }.max(named.unwrap_or_default());
        let instrument = first + chance.between(6, 14);
        let mut notes = vec![first, first + chance.between(3, 5)];
        let mut compiled = instrument + chance.between(3, 12);
        if chance.percent(9) {
            // Some take long, and a few longer than the municipality aims at.
            compiled += chance.between(30, 62);
            notes.push(instrument + chance.between(10, 25));
        }
        let exempt = life.path != Path::Refused && chance.percent(30);
        let sent = (!exempt).then(|| compiled + chance.between(0, 2));
        let reply = sent.filter(|_| chance.percent(45)).map(|sent| sent + chance.between(3, 9));
        let waited = sent.map_or(compiled + chance.between(1, 4), |sent| sent + ANSWERED);
        let decided = match reply {
            Some(reply) if chance.percent(70) => reply + chance.between(1, 3),
            _ if chance.percent(10) => waited + chance.between(4, 9),
            _ => waited + chance.between(0, 2),
        };
        Self { named, notes, instrument, compiled, sent, reply, decided, acute }
    }

    /// Nothing is begun before the person takes the application back.
    pub(super) fn brief() -> Self {
        Self {
            named: None,
            notes: Vec::new(),
            instrument: 0,
            compiled: 0,
            sent: None,
            reply: None,
            decided: 0,
            acute: false,
        }
    }

    /// The day a person who takes the application back does so, or dies.
    pub(super) fn broken_off(&self) -> u32 {
        self.instrument + 2
    }
}
