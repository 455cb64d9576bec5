//! Reading values out of TOML with every mistake noted at its place.
//!
//! A value that cannot be read gives nothing and a diagnostic, so one mistake never hides another.

use super::Vocabulary;
use crate::diagnostic::{Diagnostic, Place, did_you_mean, place_of};
use jiff::civil::Date;
use stadga_core::calendar::Period;
use stadga_core::{Source, SourceKind};
use std::ops::Range;
use std::str::FromStr;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value with its place.
pub(super) type Value<'a> = Spanned<DeValue<'a>>;

/// A table that is being read: what it is called, and its keys.
#[derive(Clone)]
pub(super) struct Entry<'a> {
    table: &'a DeTable<'a>,
    span: Range<usize>,
    what: &'static str,
}

impl<'a> Entry<'a> {
    pub fn get(&self, key: &str) -> Option<&'a Value<'a>> {
        self.table.get(key)
    }

    pub fn has(&self, key: &str) -> bool {
        self.get(key).is_some()
    }

    pub fn span(&self) -> &Range<usize> {
        &self.span
    }

    /// Where a key's value stands; the table itself when the key is missing.
    pub fn span_of(&self, key: &str) -> Range<usize> {
        self.get(key).map_or_else(|| self.span.clone(), Spanned::span)
    }

    pub fn keys(&self) -> impl Iterator<Item = (&'a str, Range<usize>)> {
        self.table.iter().map(|(key, _)| (key.get_ref().as_ref(), key.span()))
    }
}

/// One file that is being read.
pub(super) struct Reader<'a> {
    pub pack: &'a str,
    pub file: &'a str,
    pub text: &'a str,
    pub vocabulary: &'a Vocabulary,
    pub diagnostics: Vec<Diagnostic>,
}

impl<'a> Reader<'a> {
    pub fn place(&self, span: &Range<usize>) -> Place {
        place_of(self.pack, self.file, self.text, span)
    }

    pub fn error(&mut self, span: &Range<usize>, message: impl Into<String>, help: Option<String>) {
        let place = self.place(span);
        self.diagnostics.push(Diagnostic::error(&place, message, help));
    }

    pub fn warning(&mut self, span: &Range<usize>, message: impl Into<String>, help: Option<String>) {
        let place = self.place(span);
        self.diagnostics.push(Diagnostic::warning(&place, message, help));
    }

    /// A table whose keys must all be known.
    pub fn entry(&mut self, value: &'a Value<'a>, what: &'static str, known: &[&str]) -> Option<Entry<'a>> {
        let Some(table) = value.get_ref().as_table() else {
            self.error(&value.span(), format!("{what} ska vara en tabell med nycklar."), None);
            return None;
        };
        let entry = Entry { table, span: value.span(), what };
        self.unknown_keys(&entry, known);
        Some(entry)
    }

    /// The document itself.
    pub fn document(&mut self, table: &'a DeTable<'a>, what: &'static str, known: &[&str]) -> Entry<'a> {
        let entry = Entry { table, span: 0..0, what };
        self.unknown_keys(&entry, known);
        entry
    }

    fn unknown_keys(&mut self, entry: &Entry<'a>, known: &[&str]) {
        for (key, span) in entry.keys().filter(|(key, _)| !known.contains(key)) {
            let help = did_you_mean(key, known.iter().copied())
                .unwrap_or_else(|| format!("Nycklarna här är: {}.", known.join(", ")));
            self.error(&span, format!("Okänd nyckel `{key}` i {}.", entry.what), Some(help));
        }
    }

    fn wrong(&mut self, entry: &Entry<'_>, key: &str, should: &str) {
        self.error(&entry.span_of(key), format!("`{key}` ska vara {should}."), None);
    }

    /// Notes that a key is missing.
    pub fn missing(&mut self, entry: &Entry<'_>, key: &str) {
        self.error(&entry.span, format!("{} saknar `{key}`.", entry.what), None);
    }

    /// A text; an empty one counts as none.
    pub fn text(&mut self, entry: &Entry<'a>, key: &str) -> Option<String> {
        let value = entry.get(key)?;
        let Some(text) = value.get_ref().as_str() else {
            self.wrong(entry, key, "en text inom citattecken");
            return None;
        };
        Some(text.to_owned()).filter(|text| !text.trim().is_empty())
    }

    pub fn need_text(&mut self, entry: &Entry<'a>, key: &str) -> Option<String> {
        let text = self.text(entry, key);
        if text.is_none() && entry.get(key).is_none_or(|value| value.get_ref().is_str()) {
            self.missing(entry, key);
        }
        text
    }

    pub fn flag(&mut self, entry: &Entry<'a>, key: &str) -> bool {
        let Some(value) = entry.get(key) else { return false };
        value.get_ref().as_bool().unwrap_or_else(|| {
            self.wrong(entry, key, "true eller false");
            false
        })
    }

    pub fn number(&mut self, entry: &Entry<'a>, key: &str) -> Option<u32> {
        let value = entry.get(key)?;
        let number = value.get_ref().as_integer().and_then(|integer| u32::from_str(integer.as_str()).ok());
        if number.is_none() {
            self.wrong(entry, key, "ett heltal");
        }
        number
    }

    pub fn date(&mut self, entry: &Entry<'a>, key: &str) -> Option<Date> {
        let value = entry.get(key)?;
        let date = value.get_ref().as_datetime().and_then(|written| written.to_string().parse().ok());
        if date.is_none() {
            self.wrong(entry, key, "ett datum utan citattecken, till exempel 2026-11-23");
        }
        date
    }

    /// A list of dates.
    pub fn dates(&mut self, entry: &Entry<'a>, key: &str) -> Vec<Date> {
        let Some(value) = entry.get(key) else { return Vec::new() };
        let items = value.get_ref().as_array().into_iter().flatten();
        let dates: Option<Vec<Date>> = items
            .map(|item| item.get_ref().as_datetime().and_then(|written| written.to_string().parse().ok()))
            .collect();
        let dates = dates.filter(|dates| !dates.is_empty());
        if dates.is_none() {
            self.wrong(entry, key, "en lista med datum utan citattecken, till exempel [2025-07-01, 2026-01-01]");
        }
        dates.unwrap_or_default()
    }

    pub fn period(&mut self, entry: &Entry<'a>, key: &str) -> Option<Period> {
        let text = self.text(entry, key)?;
        match text.parse::<Period>() {
            Ok(period) => Some(period),
            Err(error) => {
                self.error(&entry.span_of(key), format!("`{text}` är inte en tid."), Some(error.to_string()));
                None
            }
        }
    }

    /// Texts: a list, or one text alone.
    pub fn texts(&mut self, entry: &Entry<'a>, key: &str) -> Vec<(String, Range<usize>)> {
        let Some(value) = entry.get(key) else { return Vec::new() };
        let items = match value.get_ref() {
            DeValue::Array(items) => items.iter().collect(),
            _ => vec![value],
        };
        let mut texts = Vec::new();
        for item in items {
            match item.get_ref().as_str() {
                Some(text) => texts.push((text.to_owned(), item.span())),
                None => self.error(&item.span(), format!("`{key}` ska bara innehålla texter."), None),
            }
        }
        texts
    }

    pub fn strings(&mut self, entry: &Entry<'a>, key: &str) -> Vec<String> {
        self.texts(entry, key).into_iter().map(|(text, _)| text).collect()
    }

    /// One of a closed list of words.
    pub fn word<T: Copy>(&mut self, entry: &Entry<'a>, key: &str, known: &[(&str, T)]) -> Option<T> {
        let text = self.text(entry, key)?;
        self.one_of(&text, &entry.span_of(key), key, known)
    }

    pub fn need_word<T: Copy>(&mut self, entry: &Entry<'a>, key: &str, known: &[(&str, T)]) -> Option<T> {
        if !entry.has(key) {
            self.missing(entry, key);
        }
        self.word(entry, key, known)
    }

    pub fn words<T: Copy>(&mut self, entry: &Entry<'a>, key: &str, known: &[(&str, T)]) -> Vec<T> {
        let texts = self.texts(entry, key);
        texts.into_iter().filter_map(|(text, span)| self.one_of(&text, &span, key, known)).collect()
    }

    fn one_of<T: Copy>(&mut self, text: &str, span: &Range<usize>, key: &str, known: &[(&str, T)]) -> Option<T> {
        let found = known.iter().find(|(word, _)| *word == text).map(|(_, value)| *value);
        if found.is_none() {
            let words = known.iter().map(|(word, _)| *word);
            let listed = format!("Välj {}.", words.clone().collect::<Vec<_>>().join(", "));
            let help = did_you_mean(text, words).unwrap_or(listed);
            self.error(span, format!("`{key}` kan inte vara `{text}`."), Some(help));
        }
        found
    }

    /// A list of tables: `[[duty]]`.
    pub fn tables(&mut self, entry: &Entry<'a>, key: &str, what: &'static str, known: &[&str]) -> Vec<Entry<'a>> {
        let Some(value) = entry.get(key) else { return Vec::new() };
        let Some(items) = value.get_ref().as_array() else {
            self.error(&value.span(), format!("Skriv {what} med dubbla hakparenteser."), None);
            return Vec::new();
        };
        items.iter().filter_map(|item| self.entry(item, what, known)).collect()
    }

    /// Where a rule comes from.
    pub fn source(&mut self, entry: &Entry<'a>) -> Option<Source> {
        let source = self.entry(entry.get("source")?, "source", &["kind", "cite"])?;
        let kind = self.need_word(&source, "kind", &with_words(SourceKind::ALL, SourceKind::word));
        let cite = self.need_text(&source, "cite");
        Some(Source { kind: kind?, cite: cite? })
    }

    pub fn need_source(&mut self, entry: &Entry<'a>) -> Option<Source> {
        if !entry.has("source") {
            let help = "Skriv source = { kind = \"rutin\", cite = \"Dokument, punkt\" }. Ingen regel utan källa.";
            self.error(entry.span(), format!("{} saknar `source`.", entry.what), Some(help.to_owned()));
        }
        self.source(entry)
    }

    /// The clauses; a rule that names none, not even an empty list, is asked about.
    pub fn clauses(&mut self, entry: &Entry<'a>) -> Vec<String> {
        if !entry.has("clauses") {
            let help = "Skriv clauses = [] om ingen punkt finns.";
            self.warning(
                entry.span(),
                format!("{} pekar inte på någon punkt i källan.", entry.what),
                Some(help.to_owned()),
            );
        }
        self.strings(entry, "clauses")
    }

    /// The name of an event, which must exist.
    pub fn event(&mut self, name: &str, span: &Range<usize>) {
        let known = &self.vocabulary.events;
        if !known.is_empty() && !known.contains_key(name) {
            let help = did_you_mean(name, known.keys().map(String::as_str));
            self.error(span, format!("Händelsen `{name}` finns inte."), help);
        }
    }

    /// The name of a use case, which must exist.
    pub fn command(&mut self, name: &str, span: &Range<usize>) {
        let known = &self.vocabulary.commands;
        if !known.is_empty() && !known.contains_key(name) {
            let help = did_you_mean(name, known.keys().map(String::as_str));
            self.error(span, format!("Användningsfallet `{name}` finns inte."), help);
        }
    }
}

/// The variants of a closed list with the words they are written as.
pub(super) fn with_words<T: Copy>(all: &[T], word: impl Fn(T) -> &'static str) -> Vec<(&'static str, T)> {
    all.iter().map(|variant| (word(*variant), *variant)).collect()
}
