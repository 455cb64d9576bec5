//! The person file: identity, contact, children, representatives, and the cases the looker reaches.

use askama::Template;

use super::{Lifeline, Link, OrderFact, Shell};

/// One person.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/person.html")]
pub struct PersonaktPage {
    /// The frame.
    pub shell: Shell,
    /// The person's name.
    pub heading: String,
    /// Identity, label and value.
    pub identity: Vec<OrderFact>,
    /// How to reach the person, label and value.
    pub contact: Vec<OrderFact>,
    /// Minor children, name and where they live.
    pub children: Vec<OrderFact>,
    /// Those who speak for the person: who, and on what.
    pub representatives: Vec<OrderFact>,
    /// Insatser over time.
    pub lifeline: Option<Lifeline>,
    /// The cases within reach, newest first.
    pub cases: Vec<PersonCaseRow>,
    /// The assignments within reach.
    pub assignments: Vec<Link>,
    /// How one mends what is wrong here.
    pub acts: Vec<Link>,
}

/// A case of the person.
#[derive(Debug, Clone, Default)]
pub struct PersonCaseRow {
    /// What it is about.
    pub title: String,
    /// The case.
    pub href: String,
    /// Its number.
    pub number: String,
    /// The stage.
    pub stage: String,
    /// From when to when.
    pub time: String,
    /// Caseworker and unit.
    pub who: String,
}
