//! Meetings: the card of what is booked with a person, and the week of the one who looks.

use askama::Template;
use askama::filters::HtmlSafe;

use super::{Link, Shell};

/// What is booked with a person, and the way to book more.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "delar/moten.html")]
pub struct Meetings {
    /// The meetings, the next one first.
    pub rows: Vec<MeetingRow>,
    /// Where to book; none for those who may not.
    pub book: Option<Link>,
}

impl HtmlSafe for Meetings {}

/// One booked meeting.
#[derive(Debug, Clone, Default)]
pub struct MeetingRow {
    /// For instance "tis 7/12 10.00–11.00".
    pub time: String,
    /// For instance "Inledande möte".
    pub what: String,
    /// How one meets, where, and with whom.
    pub about: String,
    /// What is still to be done about it; empty for nothing.
    pub note: String,
    /// What can be done with it.
    pub acts: Vec<Link>,
}

/// A week of meetings, with how many deadlines each day has.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/kalender.html")]
pub struct KalenderPage {
    /// The frame.
    pub shell: Shell,
    /// For instance "Vecka 48, 23–29 november 2026".
    pub heading: String,
    /// The weeks before and after, and this one.
    pub weeks: Vec<Link>,
    /// The days, Monday first; a free weekend is left out.
    pub days: Vec<KalenderDay>,
}

/// One day of the week.
#[derive(Debug, Clone, Default)]
pub struct KalenderDay {
    /// For instance "måndag 23 november".
    pub label: String,
    /// Id of the heading.
    pub id: String,
    /// Today.
    pub today: bool,
    /// "2 frister", or empty.
    pub due: String,
    /// The meetings.
    pub meetings: Vec<super::Booking>,
}
