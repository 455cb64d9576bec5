//! `[[register]]`: who may open a matter, and where it goes.

use super::read::{Entry, Reader, with_words};
use crate::pack::{RegisterRule, RegisterUnit};
use stadga_core::fact::organisation::{EnhetArt, Roll};

/// The keys of a register.
pub(super) const REGISTER: &[&str] =
    &["key", "title", "about", "opened_by", "who", "to", "handled_by", "opens", "keep", "source", "clauses"];

/// What `who` says when everybody may.
const ALL: &str = "alla";

/// Reads one register.
pub(super) fn read<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Option<RegisterRule> {
    let [key, title, about] = ["key", "title", "about"].map(|key| reader.need_text(entry, key));
    let opened_by = reader.need_text(entry, "opened_by");
    if let Some(name) = &opened_by {
        reader.command(name, &entry.span_of("opened_by"));
    }
    let opens = reader.texts(entry, "opens");
    for (name, span) in &opens {
        reader.command(name, span);
    }
    let source = reader.need_source(entry);
    let kinds = EnhetArt::ALL.iter().map(|kind| (kind.word(), RegisterUnit::Kind(*kind)));
    let units: Vec<(&str, RegisterUnit)> = std::iter::once(("egen", RegisterUnit::Own)).chain(kinds).collect();
    let to = reader.need_word(entry, "to", &units);
    Some(RegisterRule {
        who: who(reader, entry),
        handled_by: reader.word(entry, "handled_by", &with_words(Roll::ALL, Roll::word)),
        opens: opens.into_iter().map(|(name, _)| name).collect(),
        keep: reader.period(entry, "keep"),
        clauses: reader.clauses(entry),
        place: reader.place(entry.span()),
        key: key?,
        title: title?,
        about: about?,
        opened_by: opened_by?,
        to: to?,
        source: source?,
    })
}

/// The roles that may open a matter.
fn who<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>) -> Vec<Roll> {
    if !entry.has("who") {
        reader.missing(entry, "who");
    }
    if entry.get("who").and_then(|value| value.get_ref().as_str()) == Some(ALL) {
        return Roll::ALL.to_vec();
    }
    reader.words(entry, "who", &with_words(Roll::ALL, Roll::word))
}
