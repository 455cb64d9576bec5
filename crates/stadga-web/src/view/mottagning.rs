//! Mottagning: the desk, registering what comes in, one matter as reception sees it, who made a report.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Button, Choice, Due, Duty, Empty, Form, Hidden, Link, OrderFact, RuleCheck, Shell, Timeline};

/// The intake form with a panel for what is known already.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/mottagning-ny.html")]
pub struct MottagningPage {
    /// The frame.
    pub shell: Shell,
    /// Heading, "Registrera inkommet".
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// What can come in; the one that is shown has an empty address. What is typed goes along.
    pub kinds: Vec<Link>,
    /// The form: who, caller, three safety ticks, what, note, who takes it.
    pub form: Form,
    /// What is known of the person typed in; `None` for those who may not ask.
    pub known: Option<KnownPanel>,
    /// Where "Sök" posts the form, for those without a script.
    pub look_up: String,
    /// What follows by itself when it is saved.
    pub follows: Vec<String>,
    /// The live check, if any.
    pub check: Option<RuleCheck>,
}

/// Whether the person is known: a part of the page that is fetched while somebody types.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/kand.html")]
pub struct KnownPanel {
    /// What can be said.
    pub lines: Vec<String>,
    /// Matters that the asker reaches anyway.
    pub hits: Vec<Link>,
}

impl HtmlSafe for KnownPanel {}

/// The desk: what has come in.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/mottagning.html")]
pub struct MottagningsbordPage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// Buttons beside the heading.
    pub buttons: Vec<Button>,
    /// What waits, the most urgent first.
    pub rows: Vec<DeskLine>,
    /// Letters to persons that have not been sent.
    pub letters: Vec<Duty>,
    /// What was handed over by those who may not open a case, with its receipt.
    pub handed: Vec<HandedRow>,
    /// Said when nothing waits.
    pub empty: Empty,
}

/// Something that was handed to reception.
#[derive(Debug, Clone, Default)]
pub struct HandedRow {
    /// Its number; leads nowhere for whoever handed it over.
    pub matter: Link,
    /// From whom, and when.
    pub from: String,
    /// Whether it waits, or when it was settled.
    pub state: String,
}

/// A matter at the desk.
#[derive(Debug, Clone)]
pub struct DeskLine {
    /// The person's name.
    pub person: String,
    /// The page of the matter.
    pub href: String,
    /// The case's number.
    pub number: String,
    /// Application or report.
    pub kind: String,
    /// The day it came in.
    pub came_in: String,
    /// "3 dagar", or "i dag".
    pub age: String,
    /// Marked as acute.
    pub acute: Option<Due>,
    /// What it waits for.
    pub remains: String,
    /// The one act.
    pub button: Button,
    /// Naming a caseworker in the row itself, in place of the one act.
    pub naming: Option<Naming>,
}

/// A small form in a row: who is to handle the matter.
#[derive(Debug, Clone, Default)]
pub struct Naming {
    /// Where it posts.
    pub action: String,
    /// Idempotency key and ticket.
    pub hidden: Vec<Hidden>,
    /// Those who can be named, the first of them nobody.
    pub choices: Vec<Choice>,
}

/// One matter as reception sees it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/mottagning-arende.html")]
pub struct InkommetPage {
    /// The frame.
    pub shell: Shell,
    /// "Ansökan" or "Anmälan".
    pub heading: String,
    /// Number, day, unit.
    pub facts: Vec<String>,
    /// The most frequent act.
    pub buttons: Vec<Button>,
    /// Everything else that can be done.
    pub more: Vec<Link>,
    /// How it stands, label and value.
    pub state: Vec<OrderFact>,
    /// How to reach the person, label and value.
    pub contact: Vec<OrderFact>,
    /// Where to see who made a report; none for an application.
    pub reporter: Option<Link>,
    /// What came in and what was noted.
    pub timeline: Timeline,
    /// How long reception sees it.
    pub until: String,
}

/// Who made a report.
#[derive(Debug, Clone, Template)]
#[template(path = "sidor/anmalare.html")]
pub struct AnmalarePage {
    /// The frame.
    pub shell: Shell,
    /// Heading.
    pub heading: String,
    /// What was told, newest first: the day, and label and value.
    pub told: Vec<(String, Vec<OrderFact>)>,
    /// The way to say it now.
    pub button: Button,
}
