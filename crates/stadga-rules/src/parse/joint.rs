//! What a step says of a plan that several make together.

use super::read::{Entry, Reader};
use crate::diagnostic::did_you_mean;
use crate::pack::{StepAnswer, StepField, StepJoint};

/// Who does what, and whether it still holds. The fields it names are the step's own; whether the steps it names exist
/// is known once all packs are laid together.
pub(super) fn joint<'a>(reader: &mut Reader<'a>, entry: &Entry<'a>, fields: &[StepField]) -> Option<StepJoint> {
    const KEYS: &[&str] = &["parts", "own", "lead", "contact", "review", "until", "needed", "ended"];
    let entry = reader.entry(entry.get("joint")?, "joint", KEYS)?;
    let parts = reader.texts(&entry, "parts");
    if parts.is_empty() {
        reader.missing(&entry, "parts");
    }
    let [own, lead, contact, review, until] =
        ["own", "lead", "contact", "review", "until"].map(|key| reader.text(&entry, key).map(|name| (key, name)));
    let single = [&own, &lead, &contact, &review, &until].into_iter().flatten();
    let named = single.map(|(key, name)| (name.clone(), entry.span_of(key)));
    for (name, span) in parts.iter().cloned().chain(named) {
        if !fields.iter().any(|field| field.name == name) {
            let help = did_you_mean(&name, fields.iter().map(|field| field.name.as_str()));
            reader.error(&span, format!("Steget har inget fält `{name}`."), help);
        }
    }
    let needed = reader.text(&entry, "needed");
    if needed.is_none() {
        reader.missing(&entry, "needed");
    }
    let ended = reader.texts(&entry, "ended");
    let only = |found: Option<(&str, String)>| found.map(|(_, name)| name);
    Some(StepJoint {
        parts: parts.into_iter().map(|(name, _)| name).collect(),
        own: only(own),
        lead: only(lead),
        contact: only(contact),
        review: only(review),
        until: only(until),
        needed: answer(&needed?),
        ended: ended.iter().map(|(text, _)| answer(text)).collect(),
    })
}

/// `steg.sip.behov`, or with a field and its word: `steg.sip.behov:bedomning=ja`.
fn answer(text: &str) -> StepAnswer {
    let (step, rest) = text.split_once(':').map_or((text, None), |(step, rest)| (step, Some(rest)));
    let field = rest.and_then(|rest| rest.split_once('=')).map(|(field, word)| (field.to_owned(), word.to_owned()));
    StepAnswer { step: step.to_owned(), field }
}
