//! Pages for when something is in the way: not found, out of order, and somebody else was first.

use askama::Template;

use super::{Field, Form, Link, Shell};

/// Unknown and forbidden pages look the same, so that nothing is revealed.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/404.html")]
pub struct NotFoundPage {
    /// The frame.
    pub shell: Shell,
    /// Ways onward.
    pub links: Vec<Link>,
}

/// More was sent than a form may hold.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/413.html")]
pub struct TooLargePage {
    /// The frame.
    pub shell: Shell,
    /// Ways onward.
    pub links: Vec<Link>,
}

/// There is no network. The page is the same for everybody; the script puts in what lies sealed in the browser.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/utan-nat.html")]
pub struct UtanNatPage {
    /// The frame.
    pub shell: Shell,
    /// The fields of a note.
    pub fields: Vec<Field>,
}

/// Something failed on our side.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/500.html")]
pub struct ServerErrorPage {
    /// The frame.
    pub shell: Shell,
    /// What became of what was sent, and what to do.
    pub said: String,
    /// A short number for the support, for instance "7F3A".
    pub number: String,
    /// Ways onward.
    pub links: Vec<Link>,
}

/// Somebody else changed the case while one was writing: both texts, nothing lost.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/inaktuellt.html")]
pub struct StalePage {
    /// The frame.
    pub shell: Shell,
    /// Who changed what and when, for instance "Kim Alm ändrade planen 08.12".
    pub what: String,
    /// What has happened in the case since the form was opened.
    pub since: Vec<String>,
    /// The fields that differ.
    pub fields: Vec<StaleField>,
    /// The same form with one's own text kept and the new expected sequence.
    pub form: Form,
}

/// One field whose texts differ.
#[derive(Debug, Clone, Default)]
pub struct StaleField {
    /// The field's label.
    pub label: String,
    /// One's own text.
    pub mine: String,
    /// The saved text.
    pub theirs: String,
}
