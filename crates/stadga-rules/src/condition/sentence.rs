//! Every condition as Swedish, so that a rule can be read by the people it binds.

use super::{Condition, Since};
use crate::pack::STEP;
use stadga_core::Fact;
use toml::Value;

impl Condition {
    /// The condition in words, without a capital and without a full stop: `utfall är bifall`.
    pub fn sentence(&self) -> String {
        match self {
            Self::All(parts) => joined(parts, "och"),
            Self::Any(parts) => joined(parts, "eller"),
            Self::Not(part) => negated(part),
            Self::Happened { event, filter, since, same_decision } => {
                happened(event, filter.as_deref(), (since, *same_decision), false)
            }
            Self::Count { event, filter, at_least, within } => {
                let time = within.map(|period| format!(" inom {}", period.in_words())).unwrap_or_default();
                let filter = filter.as_ref().map(|filter| format!(" där {}", filter.sentence())).unwrap_or_default();
                format!("{} är registrerat minst {at_least} gånger{time}{filter}", event_label(event))
            }
            Self::Covers { field, event, of } => {
                format!(
                    "{} svarar för allt som står under {} i {}",
                    field_label(field),
                    field_label(of),
                    event_label(event)
                )
            }
            Self::Field { field, values } => is(field, values, false),
            Self::Filled(field) => format!("{} har fyllts i", field_label(field)),
            Self::Exceeds { from, to, period } => {
                format!("{} är längre än {}", span(from, to), period.in_words())
            }
            Self::Before { first, second } => format!("{} är före {}", field_label(first), field_label(second)),
            Self::NotOver(field) => format!("{} har inte passerat", field_label(field)),
            Self::Role(roles) => format!("du är {}", or(roles.iter().map(|role| role.label().to_lowercase()))),
            Self::Insats(keys) => format!("insatsen är {}", or(keys.iter().map(|key| field_label(key)))),
            Self::Delegated => "delegationsordningen ger dig rätt att besluta".to_owned(),
            Self::Under(years) => format!("personen är yngre än {years} år"),
            Self::Over(years) => format!("personen är äldre än {years} år"),
            Self::Stage(stage) => format!("ärendet är i steget {}", stage.label().to_lowercase()),
            Self::Running => "en insats är beställd och inte avslutad".to_owned(),
        }
    }
}

/// The name of an event in running text: `”Beslut fattat”`.
pub(crate) fn event_label(event: &str) -> String {
    match Fact::NAMES.iter().find(|(name, _)| *name == event) {
        Some((_, label)) => format!("”{label}”"),
        // What a step is called stands in its pack: the stack says it.
        None if event.starts_with(STEP) => format!("”{{{event}}}”"),
        None => format!("”{event}”"),
    }
}

/// Stored names are ASCII; these are the ones that read as something else without their dots.
const SPELT: &[(&str, &str)] = &[
    ("andra_personer_genomgangna", "andra personer genomgångna"),
    ("aterstar", "återstår"),
    ("andrar", "beslut som ändras"),
    ("andrat_datum", "dagen för beslutet som ändras"),
    ("annan_enhet", "en annan enhet beslutar om insatsen"),
    ("andrat_tills_vidare", "gäller beslutet som ändras tills vidare"),
    ("andring", "ändring"),
    ("andringsgrund", "grund för ändringen"),
    ("andras", "ändras"),
    ("aterkallad", "återkallad"),
    ("avbojt", "avböjt"),
    ("avslaget", "det som inte beviljas"),
    ("bedomning", "bedömning"),
    ("brev_hem", "brevet går hem"),
    ("brev_post", "brevet går med post"),
    ("dela_mal", "dela mål"),
    ("fortsattning", "fortsättning"),
    ("fortsatter", "fortsätter"),
    ("fran", "startdag"),
    ("genomfort", "genomfört"),
    ("godkand", "godkänd"),
    ("godkannande", "godkännande"),
    ("handlaggaren_behover_veta", "handläggaren behöver veta"),
    ("insatsen_paborjas", "insatsen påbörjas"),
    ("kontaktonskemal", "önskemål om kontakt"),
    ("mal", "mål"),
    ("malbedomning", "målbedömning"),
    ("onskemal_lasta", "önskemålen är lästa"),
    ("oppenvard", "öppenvård"),
    ("prova_om", "dag för ny prövning"),
    ("skal", "skäl"),
    ("stallning", "ställning"),
    ("svar_senast", "svarsdag"),
    ("till", "slutdag"),
    ("tillgodoses_annat", "behovet kan tillgodoses på annat sätt"),
    ("tillgodoses_sjalv", "personen kan själv tillgodose behovet"),
    ("uppfoljning", "uppföljning"),
    ("upphorande", "upphörande"),
    ("utforare", "utförare"),
    ("vald", "våld"),
    ("vasentligt_forandrat", "väsentligt förändrade förhållanden"),
];

/// A field or a word as it reads: `svar senast`.
pub(crate) fn field_label(field: &str) -> String {
    let spelt = SPELT.iter().find(|(stored, _)| *stored == field);
    spelt.map_or_else(|| field.replace('_', " "), |(_, spelt)| (*spelt).to_owned())
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
        Condition::Happened { event, filter, since, same_decision } => {
            happened(event, filter.as_deref(), (since, *same_decision), true)
        }
        Condition::Field { field, values } => is(field, values, true),
        Condition::Filled(field) => format!("{} har inte fyllts i", field_label(field)),
        Condition::NotOver(field) => format!("{} har passerat", field_label(field)),
        Condition::Not(inner) => inner.sentence(),
        Condition::Exceeds { from, to, period } => {
            format!("{} är högst {}", span(from, to), period.in_words())
        }
        Condition::Under(years) => format!("personen är minst {years} år"),
        Condition::Over(years) => format!("personen är högst {years} år"),
        Condition::Insats(keys) => format!("insatsen är inte {}", or(keys.iter().map(|key| field_label(key)))),
        Condition::Role(roles) => format!("du är inte {}", or(roles.iter().map(|role| role.label().to_lowercase()))),
        other => format!("det inte är så att {}", other.sentence()),
    }
}

fn happened(event: &str, filter: Option<&Condition>, (since, same): (&Since, bool), negated: bool) -> String {
    let verb = if negated { "är inte registrerat" } else { "är registrerat" };
    let since = match since {
        Since::Ever => String::new(),
        Since::Trigger => String::from(" efter det"),
        Since::Decision => String::from(" efter det senaste beslutet"),
        Since::Event(name) => format!(" efter senaste {}", event_label(name)),
    };
    let filter = filter.map(|filter| format!(" där {}", filter.sentence())).unwrap_or_default();
    let same = if same { " för samma beslut" } else { "" };
    format!("{} {verb}{same}{since}{filter}", event_label(event))
}

fn is(field: &str, values: &[Value], negated: bool) -> String {
    let field = field_label(field);
    let verb = if negated { "är inte" } else { "är" };
    match values {
        [Value::Boolean(ticked)] if *ticked != negated => format!("{field} har kryssats för"),
        [Value::Boolean(_)] => format!("{field} har inte kryssats för"),
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

fn span(from: &str, to: &str) -> String {
    match (from, to) {
        ("fran", "till") => "perioden".to_owned(),
        _ => format!("tiden mellan {} och {}", field_label(from), field_label(to)),
    }
}
