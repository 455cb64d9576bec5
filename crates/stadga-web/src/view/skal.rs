//! The frame round every page: head, menus, person banner, breadcrumbs, receipt and foot.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Icon, Link, Notice};

/// What the frame of a page needs. Most fields may be left at their default.
#[derive(Debug, Clone, Default)]
pub struct Shell {
    /// Task and case number for the browser tab, never a person's name.
    pub title: String,
    /// Sets "Fel: " before the title; true when a form came back with errors.
    pub error: bool,
    /// The municipality's name, for instance "Ekvalla kommun".
    pub municipality: String,
    /// The unit the user works in just now.
    pub unit: String,
    /// Who is logged in; `None` hides search and menus.
    pub user: Option<User>,
    /// Where the mark at the top left leads.
    pub home: String,
    /// The left menu, grouped; at most nine items in all.
    pub nav: Vec<NavGroup>,
    /// The bar at the bottom of a telephone; at most five items.
    pub bottom: Vec<NavItem>,
    /// The way here, outermost first; the last one is this page and has no link of its own.
    pub crumbs: Vec<Link>,
    /// The person the page is about.
    pub person: Option<PersonBanner>,
    /// What was just done.
    pub notice: Option<Notice>,
    /// A second skip link beside the one to the content: target id and text.
    pub skip: Option<Link>,
    /// Line at the foot of prints: who printed it and when.
    pub printed: String,
    /// When the page covers what it shows; none before log-in.
    pub lock: Option<LockAfter>,
}

/// When a page that nobody uses covers what it shows.
#[derive(Debug, Clone, Default)]
pub struct LockAfter {
    /// Whose page it is: it stays covered for everybody else.
    pub user: String,
    /// Seconds unused before it is covered.
    pub idle: i64,
    /// Seconds before that when it says so.
    pub warning: i64,
}

/// The person who is logged in.
#[derive(Debug, Clone, Default)]
pub struct User {
    /// Full name.
    pub name: String,
    /// Two letters for the round mark.
    pub initials: String,
    /// Title in words, for instance "Socialsekreterare".
    pub role: String,
    /// Where to change user or settings.
    pub href: String,
}

/// A headed group in the left menu.
#[derive(Debug, Clone, Default)]
pub struct NavGroup {
    /// The heading, for instance "Arbete".
    pub heading: String,
    /// The links.
    pub items: Vec<NavItem>,
}

/// A link in a menu.
#[derive(Debug, Clone, Default)]
pub struct NavItem {
    /// The words.
    pub label: String,
    /// Where it leads.
    pub href: String,
    /// The icon before the words.
    pub icon: Icon,
    /// How many things wait there; left out when `None`.
    pub count: Option<usize>,
    /// True on the page that is shown.
    pub current: bool,
}

/// The strip that says whose akt the page belongs to.
#[derive(Debug, Clone, Default)]
pub struct PersonBanner {
    /// The person's name, or "Okänd identitet".
    pub name: String,
    /// The person page; empty when there is none.
    pub href: String,
    /// Personal number as shown, or "inte angivet".
    pub number: String,
    /// Further facts, label and value: age, contact, interpreter.
    pub facts: Vec<(String, String)>,
    /// What must not be missed.
    pub flags: Vec<Flag>,
    /// Words of a protection mark; draws the border and hides nothing by itself.
    pub protection: Option<String>,
}

/// A short mark in the person banner.
#[derive(Debug, Clone, Default)]
pub struct Flag {
    /// The words, for instance "Barn berörs".
    pub text: String,
    /// The icon.
    pub icon: Icon,
    /// How loudly it is said.
    pub tone: Tone,
}

/// How loudly something is said. Red is not among them: red never marks a person's life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Tone {
    /// Amber: take care.
    #[default]
    Care,
    /// Blue: good to know.
    Info,
}

impl Tone {
    /// The word the style sheet knows it by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Care => "obs",
            Self::Info => "info",
        }
    }
}

/// The person strip as its own part.
#[derive(Template)]
#[template(path = "delar/personrad.html")]
struct Banner<'a> {
    person: &'a PersonBanner,
}

impl std::fmt::Display for PersonBanner {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        Banner { person: self }.fmt(f)
    }
}

impl HtmlSafe for PersonBanner {}
