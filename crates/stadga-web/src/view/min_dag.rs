//! Min dag: what must be done, by when, why, and what has happened since last time.

use askama::Template;

use super::{Button, Duty, Empty, Link, Shell};

/// The work list of one person.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/min-dag.html")]
pub struct MinDagPage {
    /// The frame.
    pub shell: Shell,
    /// The day in words, for instance "måndag 23 november 2026, vecka 48".
    pub today: String,
    /// Who is on duty, and for what one is oneself, a sentence each.
    pub duty: Vec<String>,
    /// Buttons beside the heading; at most one of them filled.
    pub buttons: Vec<Button>,
    /// The ten working days of the strip.
    pub days: Vec<Day>,
    /// Försenat, I dag, Den här veckan, Senare: only those with duties.
    pub groups: Vec<DutyGroup>,
    /// What waits for whoever looks beside the cases: months to go through and sign, routines to keep. Only those with
    /// rows.
    pub besides: Vec<Besides>,
    /// What is said when all groups are empty.
    pub empty: Option<Empty>,
    /// What somebody else must do first.
    pub waiting: Vec<WaitingRow>,
    /// How much of it there is in all.
    pub waiting_count: usize,
    /// To all of it, when only the first is shown.
    pub waiting_more: Option<Link>,
    /// Whether the list is folded out.
    pub waiting_open: bool,
    /// Today's meetings.
    pub bookings: Vec<Booking>,
    /// Unfinished texts.
    pub drafts: Vec<DraftLink>,
    /// What happened in one's own cases since last time.
    pub news: Vec<News>,
}

/// What waits beside the cases.
#[derive(Debug, Clone, Default)]
pub struct Besides {
    /// Its id on the page.
    pub id: &'static str,
    /// Its heading.
    pub heading: &'static str,
    /// The rows.
    pub rows: Vec<WaitingRow>,
}

/// One day of the strip.
#[derive(Debug, Clone, Default)]
pub struct Day {
    /// For instance "mån 23/11".
    pub label: String,
    /// For instance "v. 48"; only on Mondays and on the first day.
    pub week: String,
    /// Where it leads: the group on this page, or empty when there is nothing.
    pub href: String,
    /// One mark per deadline, at most six are drawn.
    pub marks: Vec<DayMark>,
    /// Number of deadlines.
    pub count: usize,
    /// True for today.
    pub today: bool,
    /// True for the first day of a week.
    pub monday: bool,
}

/// The colour of one mark on the strip.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum DayMark {
    /// Overdue; drawn on today.
    Overdue,
    /// Due today.
    Today,
    /// Due later.
    #[default]
    Later,
}

impl DayMark {
    /// The word the style sheet knows it by.
    pub fn key(self) -> &'static str {
        match self {
            Self::Overdue => "d",
            Self::Today => "w",
            Self::Later => "a",
        }
    }
}

impl Day {
    /// "3 frister", "1 frist" or "–".
    pub fn words(&self) -> String {
        match self.count {
            0 => "–".to_owned(),
            1 => "1 frist".to_owned(),
            n => format!("{n} frister"),
        }
    }
}

/// A headed group of duties.
#[derive(Debug, Clone, Default)]
pub struct DutyGroup {
    /// Id for links from the strip, for instance "forsenat".
    pub id: String,
    /// The heading.
    pub heading: String,
    /// The rows.
    pub duties: Vec<Duty>,
}

/// Something somebody else must do first.
#[derive(Debug, Clone, Default)]
pub struct WaitingRow {
    /// What is awaited.
    pub what: String,
    /// From whom and since when.
    pub whom: String,
    /// Where it leads.
    pub href: String,
}

/// A meeting today. No address.
#[derive(Debug, Clone, Default)]
pub struct Booking {
    /// For instance "09.00–10.00".
    pub time: String,
    /// For instance "Hembesök, Mikael Ek".
    pub what: String,
    /// Room or form of meeting.
    pub place: String,
    /// Where it leads; empty for none.
    pub href: String,
}

/// An unfinished text.
#[derive(Debug, Clone, Default)]
pub struct DraftLink {
    /// For instance "Beslut, Birgit Holm".
    pub label: String,
    /// Opens the form with the text in it.
    pub href: String,
    /// For instance "sparat i dag 08.05".
    pub saved: String,
}

/// Something that happened since last time.
#[derive(Debug, Clone, Default)]
pub struct News {
    /// For instance "08.02" or "i fredags".
    pub when: String,
    /// Who did it.
    pub who: String,
    /// What, from the kind of event; never the text of a note.
    pub what: String,
    /// Name or case number to follow.
    pub label: String,
    /// Where it leads.
    pub href: String,
}
