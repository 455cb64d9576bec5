//! The public page: what support there is and how to ask for it, for anybody, without log-in.

use askama::Template;

use super::Shell;

/// What the municipality offers.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/stod.html")]
pub struct StodPage {
    /// The frame, without menus.
    pub shell: Shell,
    /// Where to turn, for instance "Mottagningen".
    pub contact: String,
    /// The support, by how it is given.
    pub groups: Vec<SupportGroup>,
}

/// Support of one kind.
#[derive(Debug, Clone, Default)]
pub struct SupportGroup {
    /// An id for links.
    pub id: String,
    /// The heading.
    pub heading: String,
    /// Whether one has to apply, in a sentence.
    pub intro: String,
    /// What there is.
    pub services: Vec<Service>,
}

/// One kind of support.
#[derive(Debug, Clone, Default)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// What it is.
    pub text: String,
    /// Kinds of it, by name.
    pub kinds: Vec<String>,
}
