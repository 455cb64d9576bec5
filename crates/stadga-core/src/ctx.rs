//! Who asks, when, and where new ids come from: built once for each request.

use crate::fact::organisation::Roll;
use crate::id::Id;
use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};

/// Where new ids come from. The shell hands in randomness; a scenario hands in a counter.
pub struct Ids(Box<dyn FnMut() -> Id + Send>);

impl Ids {
    /// Ids from `source`, which must never give the same id twice.
    pub fn new(source: impl FnMut() -> Id + Send + 'static) -> Self {
        Self(Box::new(source))
    }

    /// The next id.
    pub fn next_id(&mut self) -> Id {
        (self.0)()
    }
}

/// A role held in a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Post {
    /// The role.
    pub role: Roll,
    /// The unit it is held in.
    pub unit: Id,
}

/// A post somebody who is absent lends to a stand-in who holds the same post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lent {
    /// The absent user.
    pub from: Id,
    /// The post they are named in.
    pub post: Post,
}

/// A person who does something, with the post they do it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The user.
    pub user: Id,
    /// The post the act is done in.
    pub post: Post,
    /// Every post the user holds today; access is decided over all of them.
    pub posts: Vec<Post>,
    /// What those the user stands in for today have lent.
    pub lent: Vec<Lent>,
    /// The persons the user is kept out of today because of whom they work with, each with that other person.
    pub apart: Vec<(Id, Id)>,
    /// The units the user is on duty for at this moment.
    pub duty: Vec<Id>,
    /// The user somebody stands in for in the act at hand.
    pub on_behalf_of: Option<Id>,
}

/// One request's surroundings.
pub struct Ctx {
    /// Who asks.
    pub actor: Actor,
    /// The instant, UTC.
    pub now: Timestamp,
    /// The date in Stockholm at that instant.
    pub today: Date,
    /// Where new ids come from.
    pub ids: Ids,
}
