//! What is masked in a copy: what the form says, who made reports, and what is suggested.

use super::Disclosable;
use crate::load::Loaded;
use jiff::civil::Date;
use stadga_core::Fact;
use stadga_core::state::{Organisation, PersonState};
use stadga_letters::{Mask, Recipient};

/// Digits from which a number in a text is suggested for masking: telephone and personal numbers.
const NUMBER: usize = 8;

/// What the form says, and those who made reports: they are never told, unless they are who asks.
pub(super) fn mask(loaded: &Loaded, typed: &str, recipient: &Recipient) -> Mask {
    let asks = |phrase: &&str| !Mask::new([*phrase]).hits(&recipient.name);
    Mask::new(typed.lines().chain(reporters(loaded).filter(asks)))
}

/// The names of those who made reports, and how they are reached.
pub(super) fn reporters(loaded: &Loaded) -> impl Iterator<Item = &str> {
    let known = loaded.file.events.iter().filter_map(|event| match &event.fact {
        Fact::AnmalareUppgiven(fact) => Some([fact.namn.as_deref(), fact.kontakt.as_deref()]),
        _ => None,
    });
    known.flatten().flatten().flat_map(|text| text.split([',', ';', '\n'])).map(str::trim)
}

/// Others who are named in the case, and numbers and names in its texts that are not the person's own.
pub(super) fn suggestions(
    loaded: &Loaded,
    person: &PersonState,
    parts: &[Disclosable],
    organisation: &Organisation,
) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for known in &loaded.file.case.representatives {
        found.push(known.fact.foretradare.clone());
        found.extend(known.fact.adress.iter().flat_map(|text| text.lines()).map(str::to_owned));
    }
    found.extend(person.children.iter().map(|child| child.name.clone()));
    let mut own: Vec<String> = vec![person.name.clone()];
    own.extend(person.number.as_ref().map(stadga_core::identity::PersonNumber::full));
    own.extend(person.contact.iter().filter_map(|contact| contact.telefon.clone()));
    own.extend(organisation.users.values().map(|user| user.name.clone()));
    own.extend(organisation.units.values().map(|unit| unit.name.clone()));
    // Masked whatever is said of it, and so not asked about.
    own.extend(reporters(loaded).map(str::to_owned));
    let own = Mask::new(own.iter().map(String::as_str));
    for part in parts {
        found.extend(in_text(&part.text).filter(|phrase| !own.hits(phrase)));
    }
    let mut once: Vec<String> = Vec::new();
    for phrase in found.into_iter().filter(|phrase| !phrase.trim().is_empty()) {
        if !once.contains(&phrase) {
            once.push(phrase);
        }
    }
    once
}

/// Pairs of words with capitals, long numbers, and addresses with @.
fn in_text(text: &str) -> impl Iterator<Item = String> {
    let bare = |word: &str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    let named = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase)
            && letters.clone().next().is_some()
            && letters.all(|letter| letter.is_lowercase() || letter == '-')
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    let ends = |word: &str| word.ends_with(['.', ',', ':', ';', '!', '?']);
    let pairs = words.windows(2).filter(|pair| !ends(pair[0])).map(move |pair| (bare(pair[0]), bare(pair[1])));
    let names: Vec<String> = pairs
        .filter(|(first, last)| named(first) && named(last))
        .map(|(first, last)| format!("{first} {last}"))
        .collect();
    let mails = words.iter().filter(|word| word.contains('@')).map(|word| bare(word));
    let number = |run: &str| run.chars().filter(char::is_ascii_digit).count() >= NUMBER;
    let numbers: Vec<String> = text
        .split(|sign: char| !(sign.is_ascii_digit() || matches!(sign, ' ' | '-' | '+')))
        .map(|run| run.trim_matches([' ', '-']).to_owned())
        .filter(|run| number(run) && run.parse::<Date>().is_err())
        .collect();
    let mails: Vec<String> = mails.collect();
    names.into_iter().chain(numbers).chain(mails)
}
