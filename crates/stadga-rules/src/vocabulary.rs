//! What packs may speak of: events, use cases and their fields, handed in by the application.

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
    /// The fields of an event; none when events are not checked or the event takes any field.
    pub(crate) fn fields_of_event(&self, event: &str) -> Option<&[String]> {
        // The form of an open step lies in its pack, so its fields are not known here.
        if event == "steg.utfort" {
            return None;
        }
        self.events.get(event).map(Vec::as_slice)
    }
}
