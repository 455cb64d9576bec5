//! A person: name, number, how to reach them, their minor children.

use crate::event::{Event, standing};
use crate::fact::Fact;
use crate::fact::atkomst::{OmsesidigSparrRegistrerad, SparrRegistrerad};
use crate::fact::person::{BarnAntecknat, BarnetsBoende, KontaktvagAngiven, SkyddRegistrerat, Skyddsmarke};
use crate::identity::{PersonNumber, birthday};
use jiff::Timestamp;
use jiff::civil::Date;
use std::cmp::Ordering;

/// A minor child of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Child {
    /// First name.
    pub name: String,
    /// Year of birth, where the day is not known.
    pub born: Option<u32>,
    /// The day of birth.
    pub birthday: Option<Date>,
    /// Where the child lives.
    pub lives: Option<BarnetsBoende>,
}

impl Child {
    /// Whether this is a child on a day: under eighteen (SoL 3 kap. 1 §). None when only the year is known and it
    /// is the year of the eighteenth birthday, or nothing is known.
    pub fn is_child(&self, on: Date) -> Option<bool> {
        if let Some(born) = self.birthday {
            return Some(on < birthday(born, ADULT));
        }
        let turns = i64::from(self.born?).saturating_add(ADULT);
        match i64::from(on.year()).cmp(&turns) {
            Ordering::Less => Some(true),
            Ordering::Equal => None,
            Ordering::Greater => Some(false),
        }
    }
}

/// Full years from which somebody is no child.
pub const ADULT: i64 = 18;

/// The folded person.
#[derive(Clone, Debug, Default)]
pub struct PersonState {
    /// The name.
    pub name: String,
    /// The number, when known.
    pub number: Option<PersonNumber>,
    /// The number the person goes under in reports, when there is no other.
    pub report_number: Option<String>,
    /// What is told of somebody whose name or number is not known.
    pub description: Option<String>,
    /// The minor children, in the order they were told of.
    pub children: Vec<Child>,
    /// How to reach them, newest.
    pub contact: Option<KontaktvagAngiven>,
    /// The day the person died.
    pub died_on: Option<Date>,
    /// The marks that protect the person now, each once, in the order they were registered.
    pub marks: Vec<SkyddRegistrerat>,
    /// When the oldest of them was written down: what is older may say where the person is.
    pub protected_since: Option<Timestamp>,
    /// Those among the staff who must not see anything of the person.
    pub barred: Vec<SparrRegistrerad>,
    /// Those the person is kept apart from, each once.
    pub apart: Vec<OmsesidigSparrRegistrerad>,
    /// The last `seq` that was read.
    pub head: u32,
}

impl PersonState {
    /// Folds the events of a person's stream, in order.
    pub fn fold(events: &[Event]) -> Self {
        let mut person = Self { head: events.last().map_or(0, |event| event.seq), ..Self::default() };
        for row in standing(events) {
            person.apply(&row.event.fact);
            if person.is_protected() {
                // A mark told again holds since it was told first; all that is sent since then was veiled.
                person.protected_since.get_or_insert(row.event.recorded_at);
            }
        }
        person
    }

    /// The person as one more fact leaves them.
    #[must_use]
    pub fn with(mut self, fact: &Fact) -> Self {
        self.apply(fact);
        self
    }

    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::PersonRegistrerad(fact) => {
                self.name.clone_from(&fact.namn);
                self.number.clone_from(&fact.nummer);
                self.description.clone_from(&fact.beskrivning);
            }
            Fact::IdentitetFaststalld(fact) => {
                self.number = fact.nummer.clone().or(self.number.take());
                if let Some(name) = &fact.namn {
                    self.name.clone_from(name);
                }
            }
            Fact::RapportnummerSatt(fact) => self.report_number = Some(fact.nummer.clone()),
            Fact::BarnAntecknat(fact) => self.child(fact),
            Fact::KontaktvagAngiven(fact) => self.reach(fact),
            Fact::DodsfallRegistrerat(fact) => self.died_on = Some(fact.dag),
            Fact::SkyddRegistrerat(fact) => {
                self.marks.retain(|known| known.art != fact.art);
                self.marks.push(fact.clone());
            }
            Fact::SkyddUpphort(fact) => {
                self.marks.retain(|known| known.art != fact.art);
                self.protected_since = self.protected_since.filter(|_| self.is_protected());
            }
            Fact::SparrRegistrerad(fact) => self.barred.push(fact.clone()),
            Fact::OmsesidigSparrRegistrerad(fact) => {
                self.apart.retain(|known| known.andra != fact.andra);
                self.apart.push(fact.clone());
            }
            Fact::OmsesidigSparrHavd(fact) => self.apart.retain(|known| known.andra != fact.andra),
            Fact::SparrHavd(fact) => self.barred.retain(|known| known.anvandare != fact.anvandare),
            _ => {}
        }
    }

    /// Whether a mark protects the person, told or not.
    pub fn is_protected(&self) -> bool {
        !self.marks.is_empty()
    }

    /// The mark that is told in the record; none for somebody who is to look like anyone.
    pub fn told_mark(&self) -> Option<Skyddsmarke> {
        self.marks.iter().map(|mark| mark.art).find(|mark| mark.is_told())
    }

    /// The person without anything that says where they are: what everybody sees of somebody who is protected.
    /// Wishes about contact stay, because they keep others from doing harm.
    #[must_use]
    pub fn veiled(&self) -> Self {
        let contact = self.contact.as_ref().map(|known| KontaktvagAngiven {
            telefon: None,
            adress: None,
            onskemal: known.onskemal.clone(),
            tolk: known.tolk.clone(),
        });
        Self { contact, description: None, ..self.clone() }
    }

    /// What a provider may know of who the person is: name, number and interpreter, and telephone and
    /// wishes when they were handed over. Whatever else is known of a person stays with the authority.
    pub fn handed_over(&self, contact: bool) -> Self {
        let known = self.contact.as_ref();
        let limited = known.map(|known| KontaktvagAngiven {
            telefon: known.telefon.clone().filter(|_| contact),
            onskemal: known.onskemal.clone().filter(|_| contact),
            tolk: known.tolk.clone(),
            adress: None,
        });
        Self {
            name: self.name.clone(),
            number: self.number.clone(),
            contact: limited,
            died_on: self.died_on,
            marks: self.marks.clone(),
            protected_since: self.protected_since,
            head: self.head,
            ..Self::default()
        }
    }

    /// A child told of again is the same child; what is told later adds to what is known.
    fn child(&mut self, told: &BarnAntecknat) {
        let same = |known: &Child| known.name.to_lowercase() == told.fornamn.to_lowercase();
        if told.boende == Some(BarnetsBoende::InteLangre) {
            self.children.retain(|known| !same(known));
            return;
        }
        match self.children.iter_mut().find(|known| same(known)) {
            Some(known) => {
                known.born = told.fodelsear.or(known.born);
                known.birthday = told.fodd.or(known.birthday);
                known.lives = told.boende.or(known.lives);
            }
            None => self.children.push(Child {
                name: told.fornamn.clone(),
                born: told.fodelsear,
                birthday: told.fodd,
                lives: told.boende,
            }),
        }
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
        newer(&mut known.adress, &told.adress);
    }
}

#[cfg(test)]
mod tests {
    use super::Child;
    use jiff::civil::{Date, date};

    fn child(birthday: Option<Date>, born: Option<u32>) -> Child {
        Child { name: "Alva".to_owned(), born, birthday, lives: None }
    }

    // proves: T-060
    #[test]
    fn a_child_is_under_eighteen_to_the_day() {
        let known = child(Some(date(2008, 11, 23)), None);
        assert_eq!(known.is_child(date(2026, 11, 22)), Some(true));
        assert_eq!(known.is_child(date(2026, 11, 23)), Some(false));
        let leap = child(Some(date(2008, 2, 29)), None);
        assert_eq!(leap.is_child(date(2026, 2, 27)), Some(true));
        assert_eq!(leap.is_child(date(2026, 2, 28)), Some(false));
    }

    #[test]
    fn a_year_alone_does_not_guess_the_birthday() {
        let known = child(None, Some(2008));
        let asked = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1)];
        assert_eq!(asked.map(|on| known.is_child(on)), [Some(true), None, None, Some(false)]);
        assert_eq!(child(None, None).is_child(date(2026, 1, 1)), None);
    }
}
