//! What packs may speak of: events, use cases and their fields, handed in by the application.

use crate::pack::{StepLetter, StepRule};
use std::collections::BTreeMap;

/// The words that packs are checked against. What is left empty is not checked.
#[derive(Clone, Debug, Default)]
pub struct Vocabulary {
    /// Every event with the names of its fields.
    pub events: BTreeMap<String, Vec<String>>,
    /// Every use case with the names of its fields.
    pub commands: BTreeMap<String, Vec<String>>,
    /// The words a field takes, by `use case or event:field`. A field that is not here takes any value.
    pub choices: BTreeMap<String, Vec<String>>,
}

impl Vocabulary {
    /// The same with the steps of packs: each is an event and a use case, with the fields of its form.
    #[must_use]
    pub fn with_steps<'a>(mut self, steps: impl IntoIterator<Item = &'a StepRule>) -> Self {
        for step in steps {
            let own = step.fields.iter().map(|field| field.name.clone());
            let fields: Vec<String> = own.chain([String::from("datum")]).collect();
            for field in step.fields.iter().filter(|field| !field.choices.is_empty()) {
                let words = field.choices.iter().map(|(word, _)| word.clone()).collect();
                self.choices.insert(format!("{}:{}", step.name(), field.name), words);
            }
            self.events.insert(step.name(), fields.clone());
            // Which way the person wants letters is attached by the application.
            let to_person = step.letter.as_ref().is_some_and(StepLetter::to_person);
            let attached = to_person.then(|| String::from("kontaktonskemal"));
            self.commands.insert(step.name(), fields.into_iter().chain(attached).collect());
        }
        self
    }

    /// The fields of an event; none when events are not checked or the event takes any field.
    pub(crate) fn fields_of_event(&self, event: &str) -> Option<&[String]> {
        // Which step it was is not known here, and so neither are its fields.
        if event == "steg.utfort" {
            return None;
        }
        self.events.get(event).map(Vec::as_slice)
    }
}
