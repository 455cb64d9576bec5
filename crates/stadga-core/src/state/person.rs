//! A person: name, number, how to reach them.

use crate::event::{Event, standing};
use crate::fact::Fact;
use crate::fact::person::KontaktvagAngiven;
use crate::identity::PersonNumber;

/// The folded person.
#[derive(Clone, Debug, Default)]
pub struct PersonState {
    /// The name.
    pub name: String,
    /// The number, when known.
    pub number: Option<PersonNumber>,
    /// How to reach them, newest.
    pub contact: Option<KontaktvagAngiven>,
    /// The last `seq` that was read.
    pub head: u32,
}

impl PersonState {
    /// Folds the events of a person's stream, in order.
    pub fn fold(events: &[Event]) -> Self {
        let mut person = Self { head: events.last().map_or(0, |event| event.seq), ..Self::default() };
        for row in standing(events) {
            match &row.event.fact {
                Fact::PersonRegistrerad(fact) => {
                    person.name.clone_from(&fact.namn);
                    person.number.clone_from(&fact.nummer);
                }
                Fact::IdentitetFaststalld(fact) => person.number = Some(fact.nummer.clone()),
                Fact::KontaktvagAngiven(fact) => person.reach(fact),
                _ => {}
            }
        }
        person
    }

    /// What a provider may know of who the person is: name, number and interpreter, and telephone and
    /// wishes when they were handed over. Whatever else is known of a person stays with the authority.
    pub fn handed_over(&self, contact: bool) -> Self {
        let known = self.contact.as_ref();
        let limited = known.map(|known| KontaktvagAngiven {
            telefon: known.telefon.clone().filter(|_| contact),
            onskemal: known.onskemal.clone().filter(|_| contact),
            tolk: known.tolk.clone(),
        });
        Self { name: self.name.clone(), number: self.number.clone(), contact: limited, head: self.head }
    }

    /// What is told later adds to what is known: a wish such as "skicka inte hem" never falls away by silence.
    fn reach(&mut self, told: &KontaktvagAngiven) {
        let known = self.contact.get_or_insert_with(|| told.clone());
        let newer = |known: &mut Option<String>, told: &Option<String>| {
            if told.is_some() {
                known.clone_from(told);
            }
        };
        newer(&mut known.telefon, &told.telefon);
        newer(&mut known.onskemal, &told.onskemal);
        newer(&mut known.tolk, &told.tolk);
    }
}
