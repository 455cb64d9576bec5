//! The closed vocabulary of conditions: what can be asked, and the answer.
//!
//! A question about something that is not there is answered no: a missing field, an unknown age, a
//! role nobody has. Nothing here fails.

pub(crate) mod sentence;

use crate::stack::Stack;
use crate::timeline::{Happening, Timeline};
use jiff::Span;
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::calendar::{Counting, Period, count};
use stadga_core::fact::organisation::Roll;
use stadga_core::state::Stage;
use toml::Value;

/// A condition of a duty or a guard.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// Every one holds.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// It does not hold.
    Not(Box<Condition>),
    /// An event has happened in the scope.
    Happened {
        /// The event.
        event: String,
        /// A condition on its fields.
        filter: Option<Box<Condition>>,
        /// From when it counts.
        since: Since,
        /// Only of the decision, with what has changed it, that the duty is about.
        same_decision: bool,
    },
    /// An event has happened several times.
    Count {
        /// The event.
        event: String,
        /// A condition on its fields.
        filter: Option<Box<Condition>>,
        /// At least so many times.
        at_least: u32,
        /// In the time that ends on the trigger's day; in a guard, today.
        within: Option<Period>,
    },
    /// A field has one of these values.
    Field {
        /// The field.
        field: String,
        /// The values.
        values: Vec<Value>,
    },
    /// A list in a form answers for each item of a list in the newest event of a kind.
    Covers {
        /// The form's field; an item answers for what it ends with after a colon.
        field: String,
        /// The event.
        event: String,
        /// The event's field.
        of: String,
    },
    /// A field is filled in.
    Filled(String),
    /// The time between two dates is longer.
    Exceeds {
        /// The first date's field.
        from: String,
        /// The last date's field.
        to: String,
        /// The longest time that does not exceed.
        period: Period,
    },
    /// One date is earlier than another.
    Before {
        /// The field that is earlier, or a day written out.
        first: String,
        /// The field that is later, or a day written out.
        second: String,
    },
    /// A day is not over: it is today or later.
    NotOver(String),
    /// The actor's role is one of these.
    Role(Vec<Roll>),
    /// The insats of the scope is one of these, or a kind of one of these.
    Insats(Vec<String>),
    /// The delegation order admits the decision.
    Delegated,
    /// The person is younger.
    Under(u32),
    /// The person is older.
    Over(u32),
    /// The case is in this stage.
    Stage(Stage),
    /// An insats is ordered in the case and has neither ended nor been returned.
    Running,
}

/// From when an event counts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Since {
    /// Ever, in the scope.
    Ever,
    /// After the duty's trigger.
    Trigger,
    /// After the latest decision, in a guard: a new decision needs its own preparation.
    Decision,
    /// After the latest event of this name: an answer belongs to the question it answers.
    Event(String),
}

/// Everything a condition may be asked about.
#[derive(Clone, Copy)]
pub(crate) struct View<'a> {
    /// The packs.
    pub stack: &'a Stack,
    /// What has happened.
    pub timeline: &'a Timeline<'a>,
    /// The assignment of the scope; none for the whole case.
    pub assignment: Option<Id>,
    /// The fields a bare condition reads: the trigger's, the act's, or the command's input.
    pub fields: &'a toml::Table,
    /// What [`Since`] counts from: the trigger, or the latest decision.
    pub since: Option<&'a Happening<'a>>,
    /// The day to count back from and to take the person's age on.
    pub day: Option<Date>,
    /// Today, in guards alone.
    pub today: Option<Date>,
    /// The actor's role, in guards alone.
    pub role: Option<Roll>,
    /// The insats of the scope.
    pub insats: Option<&'a str>,
}

impl View<'_> {
    fn happenings<'a>(&'a self, event: &'a str) -> impl Iterator<Item = &'a Happening<'a>> {
        self.timeline.scope(self.assignment).filter(move |happening| happening.is(event))
    }

    fn date(&self, field: &str) -> Option<Date> {
        date_in(self.fields, field)
    }
}

/// The date in a field.
pub(crate) fn date_in(fields: &toml::Table, field: &str) -> Option<Date> {
    fields.get(field)?.as_str()?.parse().ok()
}

/// Whether the last day lies later than the period allows. A period from 1 January of three months
/// is not exceeded on 1 April.
pub(crate) fn exceeds(from: Date, to: Date, period: Period) -> bool {
    to > count(from, period, Counting::Elapsed).strict
}

impl Condition {
    /// Whether it holds.
    pub(crate) fn holds(&self, view: &View<'_>) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(view)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(view)),
            Self::Not(part) => !part.holds(view),
            Self::Happened { event, filter, since, same_decision } => {
                let chain = view.since.and_then(|trigger| trigger.chain);
                let first = match since {
                    Since::Ever => None,
                    Since::Trigger | Since::Decision => view.since,
                    Since::Event(name) => view.happenings(name).last(),
                };
                view.happenings(event).any(|happening| {
                    first.is_none_or(|first| happening.is_after(first))
                        && (!same_decision || (chain.is_some() && happening.chain == chain))
                        && filter.as_ref().is_none_or(|filter| filter.holds_for(happening, view))
                })
            }
            Self::Count { event, filter, at_least, within } => {
                let counts = |happening: &&Happening<'_>| {
                    is_within(happening.on, *within, view.day)
                        && filter.as_ref().is_none_or(|filter| filter.holds_for(happening, view))
                };
                view.happenings(event).filter(counts).count() >= *at_least as usize
            }
            Self::Covers { field, event, of } => {
                let answers = texts(view.fields.get(field));
                let newest = view.happenings(event).last();
                let wanted = newest.map(|happening| texts(happening.fields().get(of))).unwrap_or_default();
                wanted.iter().all(|item| answers.iter().any(|answer| answers_for(answer, item)))
            }
            Self::Field { field, values } => view.fields.get(field).is_some_and(|value| has_one_of(value, values)),
            Self::Filled(field) => view.fields.get(field).is_some_and(is_filled),
            Self::Exceeds { from, to, period } => {
                view.date(from).zip(view.date(to)).is_some_and(|(from, to)| exceeds(from, to, *period))
            }
            Self::Before { first, second } => {
                let day = |name: &String| view.date(name).or_else(|| name.parse().ok());
                day(first).zip(day(second)).is_some_and(|(first, second)| first < second)
            }
            Self::NotOver(field) => view.date(field).zip(view.today).is_some_and(|(date, today)| date >= today),
            Self::Role(roles) => view.role.is_some_and(|role| roles.contains(&role)),
            Self::Insats(keys) => view.insats.is_some_and(|insats| view.stack.is_one_of(insats, keys)),
            Self::Delegated => crate::guard::delegated(view).is_some(),
            Self::Under(years) => age(view).is_some_and(|age| age < *years),
            Self::Over(years) => age(view).is_some_and(|age| age > *years),
            Self::Stage(stage) => view.timeline.stage() == *stage,
            Self::Running => view.timeline.is_running(),
        }
    }

    /// Whether it holds with an event's fields as the fields.
    pub(crate) fn holds_for(&self, happening: &Happening<'_>, view: &View<'_>) -> bool {
        self.holds(&View { fields: happening.fields(), ..*view })
    }

    /// Whether the delegation order is asked anywhere in it.
    pub(crate) fn asks_delegation(&self) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::asks_delegation),
            Self::Delegated => true,
            _ => false,
        }
    }

    /// Every insats it names, for packs to be checked.
    pub(crate) fn insatser(&self) -> Vec<&str> {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().flat_map(Self::insatser).collect(),
            Self::Not(part) => part.insatser(),
            Self::Happened { filter: Some(filter), .. } | Self::Count { filter: Some(filter), .. } => filter.insatser(),
            Self::Insats(keys) => keys.iter().map(String::as_str).collect(),
            _ => Vec::new(),
        }
    }
}

/// Whether a day lies in the time that ends on `last`: later than the same day one period before.
fn is_within(day: Date, period: Option<Period>, last: Option<Date>) -> bool {
    let Some((period, last)) = period.zip(last) else { return true };
    day <= last && count(day, period, Counting::Elapsed).strict > last
}

/// The texts of a list.
fn texts(value: Option<&Value>) -> Vec<&str> {
    value.and_then(Value::as_array).map(|items| items.iter().filter_map(Value::as_str).collect()).unwrap_or_default()
}

/// `delvis: Sluta dricka` answers for `Sluta dricka`.
fn answers_for(answer: &str, item: &str) -> bool {
    let after = answer.split_once(':').map(|(_, after)| after.trim());
    answer == item || after == Some(item.trim())
}

fn has_one_of(value: &Value, wanted: &[Value]) -> bool {
    match value {
        Value::Array(values) => values.iter().any(|value| wanted.contains(value)),
        value => wanted.contains(value),
    }
}

fn is_filled(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.trim().is_empty(),
        Value::Array(values) => values.iter().any(is_filled),
        Value::Table(table) => !table.is_empty(),
        // A tick that is not set is an empty field to whoever reads the form.
        Value::Boolean(ticked) => *ticked,
        Value::Integer(_) | Value::Float(_) | Value::Datetime(_) => true,
    }
}

/// Full years; somebody born on 29 February has a birthday on 28 February in other years.
fn age(view: &View<'_>) -> Option<u32> {
    let (birth, day) = view.timeline.birth().zip(view.today.or(view.day))?;
    let years = i64::from(day.year()) - i64::from(birth.year());
    let birthday = birth.saturating_add(Span::new().try_years(years).unwrap_or_default());
    u32::try_from(if birthday > day { years - 1 } else { years }).ok()
}
