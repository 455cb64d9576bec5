//! The public pages: what support there is, how to get it and how to ask for it, for anybody, without log-in.

use askama::Template;

use super::{Link, Shell};

/// What the municipality offers.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/stod.html")]
pub struct StodPage {
    /// The frame, without menus.
    pub shell: Shell,
    /// Where to turn, for instance "Mottagningen".
    pub contact: String,
    /// The ways of contact.
    pub ways: Vec<Way>,
    /// Where to turn when it cannot wait; empty when that is not said.
    pub urgent: String,
    /// The support, by how it is given.
    pub groups: Vec<SupportGroup>,
}

/// One service or one kind of support.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/insats.html")]
pub struct InsatsPage {
    /// The frame, without menus.
    pub shell: Shell,
    /// What it is called.
    pub heading: String,
    /// What it is, a paragraph each.
    pub about: Vec<String>,
    /// What is offered, one by one.
    pub offers: Vec<String>,
    /// Kinds of it.
    pub kinds: Vec<Link>,
    /// Whom it is for; empty when that is not said.
    pub audience: String,
    /// How one gets it.
    pub how: String,
    /// When it is open.
    pub hours: Vec<String>,
    /// What is written down of those who take part; empty when that is not said.
    pub documentation: String,
    /// The ways of contact.
    pub ways: Vec<Way>,
    /// Where to turn when it cannot wait; empty when that is not said.
    pub urgent: String,
}

/// A way of contact.
#[derive(Debug, Clone, Default)]
pub struct Way {
    /// What one does: "Ring".
    pub label: String,
    /// The number, the place or the address; a link where it leads somewhere.
    pub to: Link,
    /// When; empty when that is not said.
    pub hours: String,
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
    /// Its name, to its page.
    pub link: Link,
    /// What it is.
    pub text: String,
    /// When it is open, in a sentence; empty when that is not said.
    pub hours: String,
    /// Kinds of it, each to its page.
    pub kinds: Vec<Link>,
}
