//! Small parts that many pages share: links, buttons, deadline chips, stepper, timeline, notices.

use askama::Template;
use askama::filters::HtmlSafe;

use super::Hidden;

/// A link: words and where they lead. An empty address means "this page".
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// The words.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// A link from words and address.
    pub fn new(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), href: href.into() }
    }
}

/// What pressing a button does.
#[derive(Debug, Clone)]
pub enum Press {
    /// Opens a page.
    Go(String),
    /// Posts at once, with these hidden values.
    Post(String, Vec<Hidden>),
}

/// A button. There is at most one filled button on a page.
#[derive(Debug, Clone, Template)]
#[template(path = "delar/knapp.html")]
pub struct Button {
    /// A verb and its object, for instance "Boka uppföljning".
    pub label: String,
    /// What it does.
    pub press: Press,
    /// Filled: the most frequent act of the page.
    pub filled: bool,
}

impl Button {
    /// An outlined button that opens a page.
    pub fn go(label: impl Into<String>, href: impl Into<String>) -> Self {
        Self { label: label.into(), press: Press::Go(href.into()), filled: false }
    }

    /// An outlined button that posts at once.
    pub fn post(label: impl Into<String>, action: impl Into<String>, hidden: Vec<Hidden>) -> Self {
        Self { label: label.into(), press: Press::Post(action.into(), hidden), filled: false }
    }

    /// The same button, filled.
    pub fn filled(mut self) -> Self {
        self.filled = true;
        self
    }
}

/// A button that opens a page, as a row of a menu.
impl From<Button> for Link {
    fn from(button: Button) -> Self {
        match button.press {
            Press::Go(href) => Self::new(button.label, href),
            Press::Post(..) => Self::new(button.label, ""),
        }
    }
}

impl HtmlSafe for Button {}

/// A deadline in words, with colour and icon beside them and the date beneath.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/frist.html")]
pub struct Due {
    /// Which colour and icon.
    pub state: DueState,
    /// The words, for instance "3 dagar sen", "I dag", "Om 2 dagar", "genast".
    pub words: String,
}

/// How near a deadline is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DueState {
    /// The day has passed.
    Overdue,
    /// The day is today.
    Today,
    /// At most four days are left.
    Soon,
    /// More than four days are left.
    #[default]
    Later,
    /// Somebody else must act first.
    Waiting,
    /// It is done.
    Done,
}

impl Due {
    /// A chip from state and words.
    pub fn new(state: DueState, words: impl Into<String>) -> Self {
        Self { state, words: words.into() }
    }
}

impl HtmlSafe for Due {}

/// The stages of a case as a map. It never stops anybody from going anywhere.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/steg.html")]
pub struct Stepper {
    /// The stages in order. An application has no "Förhandsbedömning": leave it out.
    pub steps: Vec<Step>,
}

/// One stage.
#[derive(Debug, Clone, Default)]
pub struct Step {
    /// The stage's name.
    pub name: String,
    /// Done, current or coming.
    pub state: StepState,
    /// A date or a short remark beneath, such as "sedan 2026-08-20".
    pub note: String,
    /// Where to read more; empty for none.
    pub href: String,
}

/// Where a stage stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum StepState {
    /// Passed.
    Done,
    /// The case is here.
    Current,
    /// Not yet.
    #[default]
    Coming,
}

impl Stepper {
    /// The current stage and its place counted from one.
    pub fn current(&self) -> Option<(usize, &Step)> {
        let at = self.steps.iter().position(|step| step.state == StepState::Current)?;
        self.steps.get(at).map(|step| (at + 1, step))
    }
}

impl HtmlSafe for Stepper {}

/// What has happened, newest first.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/tidslinje.html")]
pub struct Timeline {
    /// The events.
    pub events: Vec<TimelineEvent>,
}

/// One event on the timeline.
#[derive(Debug, Clone, Default)]
pub struct TimelineEvent {
    /// The day it happened, as `2026-11-20`.
    pub date: String,
    /// The time of day, as "kl. 10.14"; empty when not told.
    pub time: String,
    /// What it is, for instance "Telefonsamtal".
    pub title: String,
    /// Where to read it all; empty for none.
    pub href: String,
    /// The text, with its line breaks.
    pub text: String,
    /// Who wrote it and in which journal.
    pub byline: String,
    /// Shape of the dot.
    pub kind: TimelineKind,
    /// Where to move it when it is about somebody else; empty for what cannot be moved.
    pub moves: String,
    /// Where to correct it; empty for what cannot be corrected here.
    pub correct: String,
    /// "Rättad 2026-11-23 av …": the text is then shown struck through.
    pub corrected: Option<String>,
    /// What the person has objected to it.
    pub objections: Vec<String>,
    /// Where to write down an objection; empty where nobody may.
    pub object: String,
    /// Where to print a receipt of it; empty for what has none.
    pub receipt: String,
}

/// The shape of an event's dot. None of them is red.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum TimelineKind {
    /// A note or anything else.
    #[default]
    Note,
    /// A decision: a filled diamond.
    Decision,
    /// Written by a provider: a double ring.
    Provider,
}

impl HtmlSafe for Timeline {}

/// The receipt after an act: "Sparat. …".
#[derive(Debug, Clone, Template)]
#[template(path = "delar/kvitto.html")]
pub struct Notice {
    /// The first word or words, for instance "Sparat."
    pub head: String,
    /// What followed by itself: who was told, which duties were settled or came.
    pub lines: Vec<String>,
    /// Correct or undo; a correction is a new event.
    pub undo: Option<Button>,
}

impl HtmlSafe for Notice {}

/// What an empty list says, and what comes next.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/tomt.html")]
pub struct Empty {
    /// For instance "Inget försenat. Nästa frist är på onsdag."
    pub text: String,
    /// Where to go from here.
    pub next: Option<Link>,
}

impl HtmlSafe for Empty {}
