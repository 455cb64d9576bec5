//! The organisation: units, users, who holds which role where and when.

use super::arkiv::HandOvers;
use super::beredskap::Binders;
use super::gallring::Erasures;
use super::jour::Rota;
use crate::ctx::{Lent, Post};
use crate::event::{Event, Standing, standing};
use crate::fact::Fact;
use crate::fact::atkomst::{Granskning, GranskningSignerad};
use crate::fact::organisation::{EnhetArt, Roll, RutinBeslutad};
use crate::id::Id;
use jiff::civil::Date;
use std::collections::{BTreeMap, BTreeSet};

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
    /// Whether somebody else than the municipality runs it and keeps the files of its own (SoL 17 kap.).
    pub private: bool,
}

/// A role held in a unit between two days, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Held {
    post: Post,
    from: Date,
    to: Option<Date>,
}

impl Held {
    fn lasts(&self, on: Date) -> bool {
        self.from <= on && self.to.is_none_or(|to| on <= to)
    }
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
        self.held.iter().filter(|held| held.lasts(on)).map(|held| held.post).collect()
    }

    /// The posts that go on after a day, or begin after it; each once.
    pub fn after(&self, last: Date) -> Vec<Post> {
        let mut posts = Vec::new();
        for held in self.held.iter().filter(|held| held.to.is_none_or(|to| to > last)) {
            if !posts.contains(&held.post) {
                posts.push(held.post);
            }
        }
        posts
    }

    /// Whether the user holds a role in a unit on a day.
    pub fn holds(&self, role: Roll, unit: Id, on: Date) -> bool {
        self.held.iter().any(|held| held.post == Post { role, unit } && held.lasts(on))
    }
}

/// Somebody is away, and others stand in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Absence {
    /// The event that registered it first.
    pub id: Id,
    /// Who is away.
    pub user: Id,
    /// First day, inclusive.
    pub from: Date,
    /// Last day, inclusive.
    pub to: Date,
    /// Those who stand in, in the order they were named; none when nobody does.
    pub stand_ins: Vec<Id>,
}

impl Absence {
    /// Whether it lasts on a day.
    pub fn lasts(&self, on: Date) -> bool {
        self.from <= on && on <= self.to
    }
}

/// A month that a head has gone through.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Review {
    /// What was said.
    pub fact: GranskningSignerad,
    /// Who signed it.
    pub by: Id,
    /// The day.
    pub on: Date,
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
    /// The absences, in the order they were registered.
    pub absences: Vec<Absence>,
    /// The reviews that were signed: what, of which unit, by whom and when.
    pub reviews: Vec<Review>,
    /// The copies of the units' emergency binders.
    pub binders: Binders,
    /// Who has held a role in a unit, on whatever days.
    posted: BTreeMap<(Roll, Id), BTreeSet<Id>>,
    /// The proposals to erase files, and what became of them.
    pub erasures: Erasures,
    /// Files on their way to an archive, and those that are there.
    pub handovers: HandOvers,
    /// Who is on duty when.
    pub rota: Rota,
    /// The last `seq` that was read.
    pub head: u32,
}

impl Organisation {
    /// Folds the events of the organisation's stream, in order.
    pub fn fold(events: &[Event]) -> Self {
        let mut organisation = Self { head: events.last().map_or(0, |event| event.seq), ..Self::default() };
        for row in standing(events) {
            organisation.apply(row);
        }
        organisation.packs.sort_by_key(|pack| pack.lager);
        organisation
    }

    fn apply(&mut self, row: Standing<'_>) {
        match &row.event.fact {
            Fact::EnhetRegistrerad(fact) => {
                let unit = Unit {
                    id: fact.enhet,
                    name: fact.namn.clone(),
                    kind: fact.art,
                    insatser: fact.insatser.clone(),
                    private: false,
                };
                self.units.insert(fact.enhet, unit);
            }
            Fact::DriftformAngiven(fact) => {
                if let Some(unit) = self.units.get_mut(&fact.enhet) {
                    unit.private = fact.enskild;
                }
            }
            Fact::AnvandareRegistrerad(fact) => {
                let user = User { id: fact.anvandare, name: fact.namn.clone(), held: Vec::new() };
                self.users.insert(fact.anvandare, user);
            }
            Fact::RollTilldelad(fact) => {
                let post = Post { role: fact.roll, unit: fact.enhet };
                if let Some(user) = self.users.get_mut(&fact.anvandare) {
                    user.held.push(Held { post, from: fact.fran, to: fact.till });
                    self.posted.entry((fact.roll, fact.enhet)).or_default().insert(fact.anvandare);
                }
            }
            Fact::RollAvslutad(fact) => {
                let post = Post { role: fact.roll, unit: fact.enhet };
                if let Some(user) = self.users.get_mut(&fact.anvandare) {
                    // What had ended before that day ended then, and does not last longer now.
                    let goes_on = |held: &&mut Held| held.post == post && held.to.is_none_or(|to| to > fact.till);
                    user.held.iter_mut().filter(goes_on).for_each(|held| held.to = Some(fact.till));
                }
            }
            Fact::RutinBeslutad(fact) => {
                self.packs.retain(|pack| pack.rutin != fact.rutin);
                self.packs.push(fact.clone());
            }
            Fact::GranskningSignerad(fact) => {
                let (by, on) = (row.event.signature.user, row.event.occurred_on);
                self.reviews.push(Review { fact: fact.clone(), by, on });
            }
            Fact::FranvaroRegistrerad(fact) => self.absences.push(Absence {
                id: row.origin,
                user: fact.anvandare,
                from: fact.fran,
                to: fact.till,
                stand_ins: fact.vikarier.clone(),
            }),
            Fact::JourInlagd(_) => self.rota.apply(row),
            _ => {
                self.binders.apply(row);
                self.erasures.apply(row);
                self.handovers.apply(row);
            }
        }
    }

    /// The same with no provider named: where somebody who is protected gets help is nobody's to read.
    #[must_use]
    pub fn veiled(&self) -> Self {
        let mut veiled = self.clone();
        for unit in veiled.units.values_mut().filter(|unit| unit.kind == EnhetArt::Utforare) {
            unit.name = String::from("utföraren");
        }
        veiled
    }

    /// What those a user stands in for lend on a day: the posts in which they are named in cases, where
    /// the stand-in holds the same post. What is lent to somebody is not lent on.
    pub fn lent_to(&self, user: Id, on: Date) -> Vec<Lent> {
        let own = self.users.get(&user).map(|user| user.posts(on)).unwrap_or_default();
        let here = self.absences.iter().filter(|absence| absence.lasts(on) && absence.stand_ins.contains(&user));
        let mut lent = Vec::new();
        for absence in here {
            let posts = self.users.get(&absence.user).map(|user| user.posts(on)).unwrap_or_default();
            let same = posts.into_iter().filter(|post| named_in_cases(post.role) && own.contains(post));
            for post in same {
                let post = Lent { from: absence.user, post };
                if !lent.contains(&post) {
                    lent.push(post);
                }
            }
        }
        lent
    }

    /// The signature of a unit's review of a month, by its first day.
    pub fn signed(&self, art: Granskning, unit: Id, month: Date) -> Option<&Review> {
        let mut reviews = self.reviews.iter();
        reviews.find(|known| known.fact.art == art && known.fact.enhet == unit && known.fact.manad == month)
    }

    /// The absence of a user that lasts on a day; the one registered last when several do.
    pub fn absence(&self, user: Id, on: Date) -> Option<&Absence> {
        self.absences.iter().rev().find(|absence| absence.user == user && absence.lasts(on))
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
        let posted = self.posted.get(&(role, unit)).into_iter().flatten();
        let users = posted.filter_map(|user| self.users.get(user));
        let mut users: Vec<&User> = users.filter(|user| user.holds(role, unit, on)).collect();
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

/// The roles in which a user is named in a case or an assignment.
pub fn named_in_cases(role: Roll) -> bool {
    matches!(role, Roll::Socialsekreterare | Roll::Behandlare)
}
