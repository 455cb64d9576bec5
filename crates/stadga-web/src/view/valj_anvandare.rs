//! Pick who you are: the log-in page of a demonstration.

use askama::Template;

use super::{Hidden, Shell};

/// Cards grouped by unit; each card posts the user's id.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/valj-anvandare.html")]
pub struct ValjAnvandarePage {
    /// The frame; `user` is `None` here.
    pub shell: Shell,
    /// A sentence or two about the demonstration and its day.
    pub intro: String,
    /// Where a card posts, with the field `anvandare`.
    pub action: String,
    /// Hidden values of every card.
    pub hidden: Vec<Hidden>,
    /// The units.
    pub units: Vec<UnitPeople>,
}

/// A unit and those who work there.
#[derive(Debug, Clone, Default)]
pub struct UnitPeople {
    /// The unit's name.
    pub name: String,
    /// What the unit does, in a few words.
    pub about: String,
    /// The people.
    pub people: Vec<UserCard>,
}

/// One person to be.
#[derive(Debug, Clone, Default)]
pub struct UserCard {
    /// Posted as `anvandare`.
    pub id: String,
    /// Full name.
    pub name: String,
    /// Two letters.
    pub initials: String,
    /// Title in words.
    pub role: String,
    /// What waits today, for instance "7 att göra, 1 försenat".
    pub today: String,
}
