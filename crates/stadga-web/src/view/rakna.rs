//! Counting in services without an assessment of needs, and what it sums up to.

use super::{Button, Choice, Empty, Hidden, Link, Shell};
use askama::Template;

/// The services one counts in, and a year of all of them.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/rakna.html")]
pub struct RaknaPage {
    /// The frame.
    pub shell: Shell,
    /// What one's own unit counts: the service, to its page, and what was counted today.
    pub own: Vec<(Link, Vec<String>)>,
    /// Which year.
    pub year: String,
    /// The years there is something of.
    pub years: Vec<Link>,
    /// A table for each service.
    pub tables: Vec<CountTable>,
    /// The figures day by day as a file.
    pub file: Link,
    /// Said when no routine has anything to count.
    pub empty: Empty,
}

/// A service for whoever counts in it. Made for a thumb.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/rakna-verksamhet.html")]
pub struct RaknaVerksamhetPage {
    /// The frame.
    pub shell: Shell,
    /// The service.
    pub heading: String,
    /// What is kept of those who come, in a sentence.
    pub kept: String,
    /// The day that is shown, in words.
    pub day: String,
    /// The same, as it is typed.
    pub date: String,
    /// Where another day is asked for.
    pub here: String,
    /// Back to today; none when it is today that is shown.
    pub today: Option<Link>,
    /// What is counted.
    pub counts: Vec<CountBox>,
    /// Said to those who do not count here.
    pub closed: String,
    /// What was counted that day, newest first.
    pub rows: Vec<CountRow>,
    /// The months of the year, and its days.
    pub tables: Vec<CountTable>,
}

/// Something that is counted.
#[derive(Debug, Clone, Default)]
pub struct CountBox {
    /// Its name in addresses on the page.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// How many that day, in words.
    pub sum: String,
    /// Where it posts.
    pub action: String,
    /// Which service, what, which day, and whose form it is.
    pub hidden: Vec<Hidden>,
    /// One tap for one: what the button says, and what it chooses.
    pub taps: Vec<(String, String)>,
    /// What the number is of.
    pub people: String,
    /// Whether a number is asked for.
    pub number: bool,
    /// What is chosen: what is asked, and the alternatives.
    pub asks: Vec<(String, Vec<Choice>)>,
}

/// Something that was counted.
#[derive(Debug, Clone, Default)]
pub struct CountRow {
    /// When it was written down.
    pub clock: String,
    /// What, and what was chosen.
    pub what: String,
    /// How many.
    pub number: u32,
    /// Corrects it.
    pub button: Option<Button>,
}

/// Sums.
#[derive(Debug, Clone, Default)]
pub struct CountTable {
    /// Its name in an address on the page.
    pub id: String,
    /// What it is of.
    pub heading: String,
    /// Its page; none where one is there.
    pub link: Option<Link>,
    /// The first column.
    pub first: String,
    /// The other columns.
    pub columns: Vec<String>,
    /// The rows; the last one is the whole.
    pub rows: Vec<(String, Vec<(String, u32)>)>,
    /// How often each alternative was chosen, a line for each question.
    pub chosen: Vec<String>,
}
