//! The copies of the unit's emergency binder.

use askama::Template;

use super::{Button, Link, Shell};

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/nodparm.html")]
pub struct NodparmPage {
    /// The frame.
    pub shell: Shell,
    /// What it is for.
    pub intro: String,
    /// Said when last night made no copy.
    pub missed: String,
    /// Whether the nights make copies.
    pub nights: String,
    /// The way to make one.
    pub buttons: Vec<Button>,
    /// Copies that a newer one has replaced.
    pub outdated: Vec<OutdatedCopy>,
    /// Every copy, newest first.
    pub copies: Vec<CopyRow>,
}

/// A copy to destroy.
#[derive(Debug, Clone, Default)]
pub struct OutdatedCopy {
    /// "Förstör exemplar 3".
    pub title: String,
    /// When it was made, and where it is.
    pub text: String,
    /// The way to say it is done.
    pub button: Option<Button>,
}

/// A copy.
#[derive(Debug, Clone, Default)]
pub struct CopyRow {
    /// The number.
    pub number: u32,
    /// Day and clock.
    pub made: String,
    /// "av natten" or nothing.
    pub how: String,
    /// With whom and where, or that nobody has signed for it.
    pub place: String,
    /// The day it was destroyed, or nothing.
    pub destroyed: String,
    /// To fetch it, to sign it out, to destroy it.
    pub links: Vec<Link>,
}
