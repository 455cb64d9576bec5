//! Every condition as Swedish, so that a rule can be read by the people it binds.

use super::Condition;
use stadga_core::Fact;
use toml::Value;

impl Condition {
    /// The condition in words, without a capital and without a full stop: `utfall är bifall`.
    pub fn sentence(&self) -> String {
        match self {
            Self::All(parts) => joined(parts, "och"),
            Self::Any(parts) => joined(parts, "eller"),
            Self::Not(part) => negated(part),
            Self::Happened { event, filter, since_trigger } => {
                happened(event, filter.as_deref(), *since_trigger, false)
            }
            Self::Count { event, at_least, within } => {
                let time = within.map(|period| format!(" inom {}", period.in_words())).unwrap_or_default();
                format!("{} finns minst {at_least} gånger{time}", event_label(event))
            }
            Self::Field { field, values } => is(field, values, false),
            Self::Filled(field) => format!("{} är ifyllt", field_label(field)),
            Self::Exceeds { from, to, period } => {
                format!("tiden från {} till {} är längre än {}", field_label(from), field_label(to), period.in_words())
            }
            Self::Before { first, second } => format!("{} är före {}", field_label(first), field_label(second)),
            Self::Future(field) => format!("{} ligger i framtiden", field_label(field)),
            Self::Role(roles) => format!("du är {}", or(roles.iter().map(|role| role.label().to_lowercase()))),
            Self::Insats(keys) => format!("insatsen är {}", or(keys.iter().map(|key| field_label(key)))),
            Self::Delegated => "delegationsordningen ger dig rätt att besluta".to_owned(),
            Self::Under(years) => format!("personen är yngre än {years} år"),
            Self::Over(years) => format!("personen är äldre än {years} år"),
            Self::Stage(stage) => format!("ärendet är i steget {}", stage.label().to_lowercase()),
        }
    }
}

/// The name of an event in running text: `beslut fattat`.
pub(crate) fn event_label(event: &str) -> String {
    let known = Fact::NAMES.iter().find(|(name, _)| *name == event);
    let label = known.map_or_else(|| event.replace('.', " "), |(_, label)| (*label).to_owned());
    // Abbreviations keep their capitals: ASI.
    if label.chars().nth(1).is_some_and(char::is_uppercase) { label } else { lower_first(&label) }
}

/// A field or a word as it reads: `svar senast`.
pub(crate) fn field_label(field: &str) -> String {
    field.replace('_', " ")
}

/// The text with a small first letter.
pub(crate) fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// `a, b eller c`.
pub(crate) fn or(words: impl Iterator<Item = String>) -> String {
    listed(words.collect(), "eller")
}

/// `a, b och c`.
pub(crate) fn and(words: impl Iterator<Item = String>) -> String {
    listed(words.collect(), "och")
}

fn listed(mut words: Vec<String>, last: &str) -> String {
    let end = words.pop().unwrap_or_default();
    if words.is_empty() { end } else { format!("{} {last} {end}", words.join(", ")) }
}

fn joined(parts: &[Condition], word: &str) -> String {
    let text = |part: &Condition| {
        let compound = matches!(part, Condition::All(inner) | Condition::Any(inner) if inner.len() > 1);
        if compound { format!("({})", part.sentence()) } else { part.sentence() }
    };
    parts.iter().map(text).collect::<Vec<_>>().join(&format!(" {word} "))
}

fn negated(part: &Condition) -> String {
    match part {
        Condition::Happened { event, filter, since_trigger } => {
            happened(event, filter.as_deref(), *since_trigger, true)
        }
        Condition::Field { field, values } => is(field, values, true),
        Condition::Filled(field) => format!("{} är inte ifyllt", field_label(field)),
        Condition::Future(field) => format!("{} ligger inte i framtiden", field_label(field)),
        Condition::Not(inner) => inner.sentence(),
        other => format!("det inte är så att {}", other.sentence()),
    }
}

fn happened(event: &str, filter: Option<&Condition>, since: bool, negated: bool) -> String {
    let verb = if negated { "finns inte" } else { "finns" };
    let since = if since { " efter det" } else { "" };
    let filter = filter.map(|filter| format!(" där {}", filter.sentence())).unwrap_or_default();
    format!("{} {verb}{since}{filter}", event_label(event))
}

fn is(field: &str, values: &[Value], negated: bool) -> String {
    let field = field_label(field);
    let verb = if negated { "är inte" } else { "är" };
    match values {
        [Value::Boolean(true)] => format!("{field} {verb} ikryssat"),
        [Value::Boolean(false)] => format!("{field} {} ikryssat", if negated { "är" } else { "är inte" }),
        values => format!("{field} {verb} {}", or(values.iter().map(value_label))),
    }
}

fn value_label(value: &Value) -> String {
    match value {
        Value::String(text) => field_label(text),
        Value::Boolean(true) => "ja".to_owned(),
        Value::Boolean(false) => "nej".to_owned(),
        other => other.to_string(),
    }
}
