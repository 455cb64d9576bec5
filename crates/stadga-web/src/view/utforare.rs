//! The provider's inbox: new orders and the people the unit works with.

use askama::Template;

use super::{Button, Due, Duty, Empty, Field, Link, Shell, Timeline};

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
    /// To what has been written since the last shift, and to the whole house; none for those who order.
    pub links: Vec<Link>,
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

/// What the journals say since a moment.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/overlamning.html")]
pub struct OverlamningPage {
    /// The frame.
    pub shell: Shell,
    /// Since when, and that these are the journals.
    pub intro: String,
    /// Moments that are offered.
    pub spans: Vec<Link>,
    /// Day and clock.
    pub fields: Vec<Field>,
    /// Those something has been written about.
    pub people: Vec<HandoverCard>,
    /// How many others there are; empty for none.
    pub quiet: String,
}

/// What has been written about one person.
#[derive(Debug, Clone, Default)]
pub struct HandoverCard {
    /// The name.
    pub name: String,
    /// Id of the heading.
    pub id: String,
    /// The client page.
    pub href: String,
    /// How much is new to the one who looks.
    pub unread: usize,
    /// Writes in the journal.
    pub write: Option<Button>,
    /// The rows, oldest first.
    pub timeline: Timeline,
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
    /// What is to be done first, with its day; empty for nothing.
    pub first: Option<(Due, Link)>,
    /// Writes in the journal; none before the assignment is taken on.
    pub write: Option<Button>,
}
