//! The organisation: units, users, who holds which role where and when.

use crate::ctx::Post;
use crate::event::{Event, standing};
use crate::fact::Fact;
use crate::fact::organisation::{EnhetArt, Roll, RutinBeslutad};
use crate::id::Id;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A unit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// What kind of unit it is.
    pub kind: EnhetArt,
    /// The insatser it carries out.
    pub insatser: Vec<String>,
}

/// A role held in a unit between two days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    post: Post,
    from: Date,
    to: Option<Date>,
}

/// A user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct User {
    /// Its id.
    pub id: Id,
    /// The name.
    pub name: String,
    held: Vec<Held>,
}

impl User {
    /// The posts the user holds on a day.
    pub fn posts(&self, on: Date) -> Vec<Post> {
        let holds = |held: &&Held| held.from <= on && held.to.is_none_or(|to| on <= to);
        self.held.iter().filter(holds).map(|held| held.post).collect()
    }

    /// Whether the user holds a role in a unit on a day.
    pub fn holds(&self, role: Roll, unit: Id, on: Date) -> bool {
        self.posts(on).contains(&Post { role, unit })
    }
}

/// The folded organisation.
#[derive(Clone, Debug, Default)]
pub struct Organisation {
    /// The units.
    pub units: BTreeMap<Id, Unit>,
    /// The users.
    pub users: BTreeMap<Id, User>,
    /// The packs in force, lowest layer first.
    pub packs: Vec<RutinBeslutad>,
    /// The last `seq` that was read.
    pub head: u32,
}

impl Organisation {
    /// Folds the events of the organisation's stream, in order.
    pub fn fold(events: &[Event]) -> Self {
        let mut organisation = Self { head: events.last().map_or(0, |event| event.seq), ..Self::default() };
        for row in standing(events) {
            organisation.apply(&row.event.fact);
        }
        organisation.packs.sort_by_key(|pack| pack.lager);
        organisation
    }

    fn apply(&mut self, fact: &Fact) {
        match fact {
            Fact::EnhetRegistrerad(fact) => {
                let unit =
                    Unit { id: fact.enhet, name: fact.namn.clone(), kind: fact.art, insatser: fact.insatser.clone() };
                self.units.insert(fact.enhet, unit);
            }
            Fact::AnvandareRegistrerad(fact) => {
                let user = User { id: fact.anvandare, name: fact.namn.clone(), held: Vec::new() };
                self.users.insert(fact.anvandare, user);
            }
            Fact::RollTilldelad(fact) => {
                let post = Post { role: fact.roll, unit: fact.enhet };
                if let Some(user) = self.users.get_mut(&fact.anvandare) {
                    user.held.push(Held { post, from: fact.fran, to: fact.till });
                }
            }
            Fact::RollAvslutad(fact) => {
                let post = Post { role: fact.roll, unit: fact.enhet };
                if let Some(user) = self.users.get_mut(&fact.anvandare) {
                    user.held.iter_mut().filter(|held| held.post == post).for_each(|held| held.to = Some(fact.till));
                }
            }
            Fact::RutinBeslutad(fact) => {
                self.packs.retain(|pack| pack.rutin != fact.rutin);
                self.packs.push(fact.clone());
            }
            _ => {}
        }
    }

    /// The name of a user, or a plain word when unknown.
    pub fn user_name(&self, user: Id) -> &str {
        self.users.get(&user).map_or("okänd användare", |user| &user.name)
    }

    /// The name of a unit, or a plain word when unknown.
    pub fn unit_name(&self, unit: Id) -> &str {
        self.units.get(&unit).map_or("okänd enhet", |unit| &unit.name)
    }

    /// The users who hold a role in a unit on a day, by name.
    pub fn holders(&self, role: Roll, unit: Id, on: Date) -> Vec<&User> {
        let mut users: Vec<&User> = self.users.values().filter(|user| user.holds(role, unit, on)).collect();
        users.sort_by(|a, b| a.name.cmp(&b.name));
        users
    }

    /// The units of a kind, by name.
    pub fn units_of(&self, kind: EnhetArt) -> Vec<&Unit> {
        let mut units: Vec<&Unit> = self.units.values().filter(|unit| unit.kind == kind).collect();
        units.sort_by(|a, b| a.name.cmp(&b.name));
        units
    }
}
