//! The conference between units.

use askama::Template;

use super::{Button, Empty, Link, Shell};

/// A conference: what is handed over, by the unit that receives it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/konferens.html")]
pub struct KonferensPage {
    /// The frame.
    pub shell: Shell,
    /// The day, in words.
    pub heading: String,
    /// How much is left to deal with.
    pub intro: String,
    /// Minutes, and the list on paper.
    pub buttons: Vec<Button>,
    /// The other days; the one shown leads nowhere.
    pub days: Vec<Link>,
    /// The units.
    pub units: Vec<ConferencePart>,
    /// Said when nothing is handed over.
    pub empty: Empty,
}

/// What one unit is to receive.
#[derive(Debug, Clone, Default)]
pub struct ConferencePart {
    /// Its place on the page.
    pub anchor: String,
    /// The unit, and who heads it.
    pub heading: String,
    /// What it is to receive.
    pub rows: Vec<ReferralRow>,
}

/// One thing that is handed over.
#[derive(Debug, Clone, Default)]
pub struct ReferralRow {
    /// The case's number, with the name where it may stand; leads nowhere for those who do not reach the case.
    pub case: Link,
    /// The unit that hands it over, and the caseworker.
    pub from: String,
    /// The background, under the questions of the form; empty for those who do not reach the case.
    pub background: Vec<(String, String)>,
    /// What became of it; empty while nothing is known.
    pub outcome: String,
    /// What can be done with it.
    pub acts: Vec<Button>,
}
