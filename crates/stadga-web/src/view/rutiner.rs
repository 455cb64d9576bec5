//! Rutiner: which packs are in force, and one pack by role with its sources.

use askama::Template;

use super::{Due, Link, Shell, Source};

/// The packs.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/rutiner.html")]
pub struct RutinerPage {
    /// The frame.
    pub shell: Shell,
    /// A sentence beneath the heading.
    pub intro: String,
    /// The processes to choose one of; the chosen one has no address.
    pub filters: Vec<Link>,
    /// The packs, those in force first.
    pub packs: Vec<PackRow>,
}

/// One pack in the list.
#[derive(Debug, Clone, Default)]
pub struct PackRow {
    /// Its name.
    pub name: String,
    /// Its page.
    pub href: String,
    /// Version and validity.
    pub version: String,
    /// Who decided it, who owns it.
    pub owner: String,
    /// The process it is of; empty when it does not say.
    pub process: String,
    /// Number of duties and sources in words.
    pub contents: String,
    /// In force, soon out, expired.
    pub state: Due,
}

/// One pack.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/rutin.html")]
pub struct PackPage {
    /// The frame.
    pub shell: Shell,
    /// The pack's name.
    pub heading: String,
    /// Version, validity, owner.
    pub facts: Vec<String>,
    /// The packs it is laid upon, which it refers to.
    pub uses: Vec<Link>,
    /// Its process map; none when it has nothing to draw.
    pub map: Option<Link>,
    /// Amber lines: expired or replaced sources.
    pub warnings: Vec<String>,
    /// Its duties by role.
    pub roles: Vec<PackRole>,
    /// What it leans on that lies elsewhere.
    pub documents: Vec<PackDocument>,
    /// Its sources.
    pub sources: Vec<PackSource>,
}

/// What a pack leans on that lies elsewhere.
#[derive(Debug, Clone, Default)]
pub struct PackDocument {
    /// What it is called.
    pub title: String,
    /// Where it is found, and who keeps it.
    pub place: String,
    /// The address, when that is what says where.
    pub href: String,
    /// What it waits for.
    pub warning: Option<String>,
    /// Where it comes from.
    pub source: Source,
}

/// The duties of one role.
#[derive(Debug, Clone, Default)]
pub struct PackRole {
    /// The role.
    pub name: String,
    /// Its duties.
    pub duties: Vec<PackDuty>,
}

/// One duty of a pack.
#[derive(Debug, Clone, Default)]
pub struct PackDuty {
    /// What is to be done.
    pub title: String,
    /// When it arises and by when, in words.
    pub when: String,
    /// Its source.
    pub source: Source,
}

/// One source of a pack.
#[derive(Debug, Clone, Default)]
pub struct PackSource {
    /// Kind and citation.
    pub source: Source,
    /// The full name.
    pub title: String,
    /// Validity in words.
    pub validity: String,
    /// Amber line when expired or replaced.
    pub warning: Option<String>,
}

/// A pack as a process map.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/karta.html")]
pub struct KartaPage {
    /// The frame.
    pub shell: Shell,
    /// The pack's name.
    pub heading: String,
    /// Version and validity.
    pub facts: Vec<String>,
    /// Amber lines: expired.
    pub warnings: Vec<String>,
    /// "2 roller, 4 steg".
    pub counted: String,
    /// Those who do something, a lane each.
    pub lanes: Vec<String>,
    /// What is done, in order.
    pub steps: Vec<MapBox>,
    /// What else the routine asks for.
    pub beside: Vec<MapBox>,
}

/// One thing on a process map.
#[derive(Debug, Clone, Default)]
pub struct MapBox {
    /// Its lane, from one.
    pub lane: usize,
    /// Who does it, and with whom.
    pub who: String,
    /// What.
    pub what: String,
    /// "Efter: uppdrag mottaget", or that it begins the routine.
    pub after: String,
    /// How soon.
    pub within: String,
    /// Its source.
    pub source: Source,
}
