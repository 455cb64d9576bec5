//! Files whose time has come, what excepts the others, and what two have agreed on.

use askama::Template;

use super::{Button, Link, Shell};

/// The page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/gallring.html")]
pub struct GallringPage {
    /// The frame.
    pub shell: Shell,
    /// How many files there are, and what the page is for.
    pub intro: String,
    /// The way to propose.
    pub buttons: Vec<Button>,
    /// Proposals that wait for somebody else.
    pub waiting: Vec<GallringForslag>,
    /// Files whose time has come.
    pub ripe: Vec<GallringRad>,
    /// Files that are excepted.
    pub excepted: Vec<GallringRad>,
    /// The way to hand files over to an archive.
    pub archive: Vec<Button>,
    /// What is on its way to an archive or there, newest first.
    pub handovers: Vec<GallringForslag>,
    /// What was decided, newest first.
    pub decided: Vec<GallringForslag>,
}

/// A file.
#[derive(Debug, Clone, Default)]
pub struct GallringRad {
    /// The numbers of its cases.
    pub numbers: String,
    /// The private provider whose file it is; empty when it is the board's.
    pub holder: String,
    /// The day of the last note.
    pub last: String,
    /// The last day to erase it.
    pub by: String,
    /// That it waits for a decision, or what excepts it, with the source.
    pub why: Vec<(String, String)>,
    /// To hand it over to the board instead.
    pub link: Option<Link>,
}

/// A proposal.
#[derive(Debug, Clone, Default)]
pub struct GallringForslag {
    /// How many files, and who proposed them when.
    pub title: String,
    /// The numbers of the cases, or the counts afterwards.
    pub text: String,
    /// To decide, to turn down, to fetch the protocol.
    pub links: Vec<Link>,
}
