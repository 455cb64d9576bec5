//! The provider's inbox: new orders and the people the unit works with.

use askama::Template;

use super::{Button, Due, Duty, Empty, Shell};

/// What has come to a providing unit.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/utforare.html")]
pub struct UtforarePage {
    /// The frame.
    pub shell: Shell,
    /// The unit's name.
    pub heading: String,
    /// A sentence beneath.
    pub intro: String,
    /// Orders that wait for an answer.
    pub orders: Vec<OrderRow>,
    /// Whether the user answers orders; the card is left out for others.
    pub takes_orders: bool,
    /// Said when none wait.
    pub orders_empty: Empty,
    /// What is to be done in the unit.
    pub duties: Vec<Duty>,
    /// Said when nothing is to be done.
    pub duties_empty: Empty,
    /// The people the unit works with.
    pub clients: Vec<ClientRow>,
}

/// An order that waits for an answer.
#[derive(Debug, Clone, Default)]
pub struct OrderRow {
    /// Name of the person.
    pub person: String,
    /// The order page.
    pub href: String,
    /// Order number as shown.
    pub number: String,
    /// The insats and its section.
    pub insats: String,
    /// Who ordered it.
    pub from: String,
    /// How long it has waited.
    pub due: Due,
    /// Wanted start.
    pub start: String,
    /// Accept, or return with a reason.
    pub buttons: Vec<Button>,
}

/// Somebody the unit works with.
#[derive(Debug, Clone, Default)]
pub struct ClientRow {
    /// Name.
    pub name: String,
    /// The client page.
    pub href: String,
    /// The insats.
    pub insats: String,
    /// Behandlare, kontaktman.
    pub staff: String,
    /// Next booking or duty in words.
    pub next: String,
    /// Notes not yet read.
    pub unread: usize,
}
