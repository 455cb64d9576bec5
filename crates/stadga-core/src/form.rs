//! Typed input: one table of fields that a page, the API and a scenario line all fill in.
//!
//! Every value arrives as text. Reading a form gives either the whole input or every problem at
//! once, each with the field's label, so nobody corrects one mistake at a time.

use crate::calendar::text::parse_date;
use crate::id::Id;
use crate::identity::PersonNumber;
use jiff::civil::{Date, Time};
use serde::Serialize;
use std::collections::BTreeMap;

/// The longest text a field takes, in characters.
pub const LONGEST_TEXT: usize = 100_000;

/// What a field holds, so that a page can draw it and the API can describe it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// Text, one or many lines.
    Text,
    /// A date, ÅÅÅÅ-MM-DD.
    Date,
    /// A clock time, HH:MM or HH.MM.
    Time,
    /// A personal or coordination number.
    PersonNumber,
    /// An id chosen from a list.
    Id,
    /// Several ids chosen from a list.
    Ids,
    /// A whole number.
    Number,
    /// A tick.
    Flag,
    /// One of a closed list: stored word and label.
    Choice(&'static [(&'static str, &'static str)]),
    /// Several of a closed list: stored words and labels.
    Choices(&'static [(&'static str, &'static str)]),
    /// Several texts.
    List,
    /// Files: each the id of one that has been received.
    File,
    /// Several items, each with one of a closed list: `word: item`.
    Graded(&'static [(&'static str, &'static str)]),
}

impl FieldKind {
    /// Whether it holds ids, so that names of a cast may stand for them.
    pub const fn holds_ids(self) -> bool {
        matches!(self, Self::Id | Self::Ids)
    }
}

/// One field of an input.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name in forms, in the API and in scenarios.
    pub name: &'static str,
    /// Its label.
    pub label: &'static str,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether it must be filled in.
    pub required: bool,
}

/// A field that could not be read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The field's name.
    pub field: &'static str,
    /// The field's label.
    pub label: &'static str,
    /// What is wrong and how to put it right.
    pub message: String,
}

/// What reading a value may depend on.
#[derive(Clone, Copy, Debug)]
pub struct Reading {
    /// Today in Stockholm, for `i dag`, `+14` and ten-digit numbers.
    pub today: Date,
    /// Whether Skatteverket's test numbers are accepted (demo and synthetic databases only).
    pub test_numbers: bool,
}

/// The raw values of a form: names with one or more texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form(BTreeMap<String, Vec<String>>);

impl Form {
    /// A form from name and value pairs; a repeated name keeps every value.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Self {
        let mut fields: BTreeMap<String, Vec<String>> = BTreeMap::new();
        for (name, value) in pairs {
            fields.entry(name.into()).or_default().push(value.into());
        }
        Self(fields)
    }

    /// The first value of a field, trimmed; empty when it is missing.
    pub fn text(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// The first value of a field as it was typed, spaces and line breaks around it included.
    pub fn typed(&self, name: &str) -> &str {
        self.0.get(name).and_then(|values| values.first()).map_or("", String::as_str)
    }

    /// Every value of a field.
    pub fn values(&self, name: &str) -> &[String] {
        self.0.get(name).map_or(&[], Vec::as_slice)
    }

    /// Sets a field to one value.
    pub fn set(&mut self, name: &str, value: impl Into<String>) {
        self.0.insert(name.to_owned(), vec![value.into()]);
    }

    /// Sets a field to these values; none takes it away.
    pub fn set_all(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let values: Vec<String> = values.into_iter().collect();
        if values.is_empty() {
            self.remove(name);
        } else {
            self.0.insert(name.to_owned(), values);
        }
    }

    /// Gives a field more values.
    pub fn add(&mut self, name: &str, values: impl IntoIterator<Item = String>) {
        let mut values = values.into_iter().peekable();
        if values.peek().is_some() {
            self.0.entry(name.to_owned()).or_default().extend(values);
        }
    }

    /// Takes a field away.
    pub fn remove(&mut self, name: &str) {
        self.0.remove(name);
    }

    /// The names and values, in order of name.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().flat_map(|(name, values)| values.iter().map(move |value| (name.as_str(), value.as_str())))
    }

    /// Reads one field, noting the problem if it cannot be read.
    pub fn read<T: FieldValue>(&self, field: &Field, reading: &Reading, problems: &mut Vec<Problem>) -> Option<T> {
        let filled: Vec<String> = self
            .values(field.name)
            .iter()
            .map(|value| value.trim().to_owned())
            .filter(|value| !value.is_empty())
            .collect();
        let result = if filled.is_empty() && field.required {
            Err(missing(field))
        } else if filled.iter().any(|value| value.chars().count() > LONGEST_TEXT) {
            Err(format!("Texten är för lång. Den får ha högst {LONGEST_TEXT} tecken"))
        } else {
            T::parse(&filled, reading)
        };
        match result {
            Ok(value) => Some(value),
            Err(message) => {
                problems.push(Problem { field: field.name, label: field.label, message });
                None
            }
        }
    }
}

fn missing(field: &Field) -> String {
    match field.kind {
        FieldKind::Choice(_) | FieldKind::Choices(_) | FieldKind::Id | FieldKind::File => {
            format!("Välj {}", lower_first(field.label))
        }
        FieldKind::Date => format!("Skriv datum för {}, till exempel 2026-11-23", lower_first(field.label)),
        _ => format!("Fyll i {}", lower_first(field.label)),
    }
}

fn lower_first(label: &str) -> String {
    let mut letters = label.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

/// A type a field can hold.
pub trait FieldValue: Sized {
    /// How it is drawn and described.
    const KIND: FieldKind;
    /// Whether an empty field is a problem.
    const REQUIRED: bool = true;
    /// Reads the trimmed, non-empty values.
    ///
    /// # Errors
    /// A sentence in Swedish saying what is wrong and what to write instead.
    fn parse(raw: &[String], reading: &Reading) -> Result<Self, String>;
}

/// A typed input that can be read from a form.
pub trait Input: Sized + Serialize {
    /// Its fields, in the order they are asked for.
    const FIELDS: &'static [Field];
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that could not be read.
    fn read(form: &Form, reading: &Reading) -> Result<Self, Vec<Problem>>;
}

/// Declares an input: a struct whose fields have a type and a label.
#[macro_export]
macro_rules! input {
    ($(#[$meta:meta])* pub struct $Name:ident { $($(#[$fmeta:meta])* $field:ident: $ty:ty = $label:literal),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
        pub struct $Name { $($(#[$fmeta])* pub $field: $ty),* }

        impl $crate::form::Input for $Name {
            const FIELDS: &'static [$crate::form::Field] = &[$($crate::form::Field {
                name: stringify!($field),
                label: $label,
                kind: <$ty as $crate::form::FieldValue>::KIND,
                required: <$ty as $crate::form::FieldValue>::REQUIRED,
            }),*];

            #[allow(unused_variables, unused_mut, reason = "an input without fields reads nothing")]
            fn read(
                form: &$crate::form::Form,
                reading: &$crate::form::Reading,
            ) -> Result<Self, Vec<$crate::form::Problem>> {
                let mut problems = Vec::new();
                let mut fields = Self::FIELDS.iter();
                $(let $field: Option<$ty> = fields.next().and_then(|field| form.read(field, reading, &mut problems));)*
                match ($($field,)*) {
                    ($(Some($field),)*) if problems.is_empty() => Ok(Self { $($field),* }),
                    _ => Err(problems),
                }
            }
        }
    };
}

fn first(raw: &[String]) -> &str {
    raw.first().map_or("", String::as_str)
}

impl FieldValue for String {
    const KIND: FieldKind = FieldKind::Text;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        Ok(first(raw).replace("\r\n", "\n"))
    }
}

impl FieldValue for bool {
    const KIND: FieldKind = FieldKind::Flag;
    const REQUIRED: bool = false;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        match first(raw) {
            "" | "nej" | "false" => Ok(false),
            "ja" | "on" | "true" => Ok(true),
            _ => Err(String::from("Svara ja eller nej")),
        }
    }
}

impl FieldValue for Date {
    const KIND: FieldKind = FieldKind::Date;
    fn parse(raw: &[String], reading: &Reading) -> Result<Self, String> {
        parse_date(first(raw), reading.today).map_err(|error| error.to_string())
    }
}

impl FieldValue for Time {
    const KIND: FieldKind = FieldKind::Time;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        let wrong = || String::from("Skriv klockslaget med timmar och minuter, till exempel 14.30");
        let (hour, minute) = first(raw).split_once(['.', ':']).ok_or_else(wrong)?;
        match (hour.parse(), minute.parse()) {
            (Ok(hour), Ok(minute)) => Time::new(hour, minute, 0, 0).map_err(|_| wrong()),
            _ => Err(wrong()),
        }
    }
}

impl FieldValue for PersonNumber {
    const KIND: FieldKind = FieldKind::PersonNumber;
    fn parse(raw: &[String], reading: &Reading) -> Result<Self, String> {
        let number = PersonNumber::parse(first(raw), reading.today).map_err(|error| error.to_string())?;
        number.check_policy(reading.test_numbers).map_err(|error| error.to_string())?;
        Ok(number)
    }
}

impl FieldValue for Id {
    const KIND: FieldKind = FieldKind::Id;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        first(raw).parse().map_err(|_| String::from("Välj ett av alternativen i listan"))
    }
}

impl FieldValue for Vec<Id> {
    const KIND: FieldKind = FieldKind::Ids;
    const REQUIRED: bool = false;
    fn parse(raw: &[String], reading: &Reading) -> Result<Self, String> {
        let mut ids = Self::with_capacity(raw.len());
        for text in raw {
            let id = Id::parse(std::slice::from_ref(text), reading)?;
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }
}

impl FieldValue for u32 {
    const KIND: FieldKind = FieldKind::Number;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        first(raw).parse().map_err(|_| String::from("Skriv ett heltal med siffror, till exempel 3"))
    }
}

impl FieldValue for Vec<String> {
    const KIND: FieldKind = FieldKind::List;
    const REQUIRED: bool = false;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        Ok(raw.to_vec())
    }
}

/// A closed list of words, as `words!` declares it.
pub trait Word: Copy + PartialEq + std::str::FromStr {
    /// The stored words with their labels.
    const WORDS: &'static [(&'static str, &'static str)];
}

impl<T: Word> FieldValue for Vec<T> {
    const KIND: FieldKind = FieldKind::Choices(T::WORDS);
    const REQUIRED: bool = false;
    fn parse(raw: &[String], _: &Reading) -> Result<Self, String> {
        let mut chosen = Self::with_capacity(raw.len());
        for text in raw {
            let word = text.parse().map_err(|_| String::from("Välj bland alternativen"))?;
            if !chosen.contains(&word) {
                chosen.push(word);
            }
        }
        Ok(chosen)
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    const KIND: FieldKind = T::KIND;
    const REQUIRED: bool = false;
    fn parse(raw: &[String], reading: &Reading) -> Result<Self, String> {
        if raw.is_empty() { Ok(None) } else { T::parse(raw, reading).map(Some) }
    }
}
