//! The manager's page: what to accept, what is late, and the load, without ranking anybody.

use askama::Template;

use super::{Button, Due, Duty, Empty, Link, Shell};

/// One unit as its manager sees it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/enhet.html")]
pub struct EnhetPage {
    /// The frame.
    pub shell: Shell,
    /// The unit's name.
    pub heading: String,
    /// Week, manager, number of staff.
    pub intro: String,
    /// Buttons beside the heading.
    pub buttons: Vec<Button>,
    /// Up to five figures.
    pub figures: Vec<KeyFigure>,
    /// What somebody's liberty hangs on, the first day first.
    pub liberty: Vec<Duty>,
    /// Cases or orders to accept or distribute.
    pub incoming: Vec<UnitRow>,
    /// Said when there are none.
    pub incoming_empty: Empty,
    /// What is late in the unit, by day; names the person, not the colleague's score.
    pub late: Vec<Duty>,
    /// How much is late in all.
    pub late_count: usize,
    /// To all of it, when only the first is shown.
    pub late_more: Option<Link>,
    /// Said when nothing is late.
    pub late_empty: Empty,
    /// What the load counts, for instance "Ärenden per handläggare".
    pub load_heading: String,
    /// The load per person, in order of name.
    pub load: Vec<LoadRow>,
    /// A sentence about the load: the median, part time.
    pub load_note: String,
    /// How long people wait for a decision, in a sentence; empty when nothing has been decided.
    pub pace: String,
    /// What is still with somebody who has left.
    pub left_behind: Vec<UnitRow>,
    /// What has happened with accounts in the unit that its head should know.
    pub accounts: Vec<String>,
    /// Decisions that have not been carried out.
    pub not_started: Vec<UnitRow>,
}

/// A figure that leads somewhere.
#[derive(Debug, Clone, Default)]
pub struct KeyFigure {
    /// The number.
    pub value: String,
    /// What it counts.
    pub label: String,
    /// Where it leads.
    pub href: String,
}

/// A row in one of the unit's lists.
#[derive(Debug, Clone, Default)]
pub struct UnitRow {
    /// Name of the person.
    pub person: String,
    /// Where it leads.
    pub href: String,
    /// What it is about.
    pub matter: String,
    /// How long it has waited, or by when.
    pub due: Due,
    /// The one act.
    pub button: Option<Button>,
}

/// The load of one member of staff.
#[derive(Debug, Clone, Default)]
pub struct LoadRow {
    /// Name, with "80 %" when part time.
    pub name: String,
    /// Cases in all.
    pub cases: u32,
    /// Of which with something due this week.
    pub this_week: u32,
    /// Absent, on leave and the like; empty for nothing.
    pub note: String,
}

impl EnhetPage {
    /// Width of a bar in units of the drawing, 0 to 200, measured against the largest load.
    pub fn bar(&self, cases: &u32) -> u32 {
        let most = self.load.iter().map(|row| row.cases).max().unwrap_or(0).max(1);
        cases * 200 / most
    }

    /// Height of the drawing.
    pub fn chart_height(&self) -> usize {
        self.load.len() * 34
    }

    /// The drawing in one sentence.
    pub fn chart_words(&self) -> String {
        let rows: Vec<String> = self.load.iter().map(|row| format!("{} {}", row.name, row.cases)).collect();
        rows.join(", ")
    }
}
