//! The line icons of the pages, drawn inline so that no page waits for a picture.

use std::fmt;

use askama::filters::HtmlSafe;

/// A line icon. It is always beside words and therefore hidden from assistive technology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Icon {
    /// A calendar sheet.
    Calendar,
    /// A tray where things come in.
    Inbox,
    /// A folder: cases.
    #[default]
    Folder,
    /// A clock: deadlines.
    Clock,
    /// Two people.
    People,
    /// One person.
    Person,
    /// A bar chart: the unit.
    Bars,
    /// A house: housing and providers.
    House,
    /// A book: routines.
    Book,
    /// A sheet of text.
    Document,
    /// A pen: write.
    Pen,
    /// A triangle with an exclamation mark.
    Warning,
    /// A tick in a circle.
    Tick,
    /// A cross in a circle.
    Cross,
    /// A padlock: secrecy and consent.
    Lock,
    /// A telephone receiver.
    Phone,
    /// Three dots.
    More,
    /// A magnifying glass.
    Search,
    /// A question mark in a circle.
    Help,
    /// An hourglass: waiting for somebody else.
    Waiting,
    /// An arrow to the right.
    Arrow,
    /// A letter i in a circle.
    Info,
}

impl Icon {
    fn shapes(self) -> &'static str {
        match self {
            Self::Calendar => r#"<rect x="4" y="5" width="16" height="15" rx="2"/><path d="M4 10h16M8 3v4M16 3v4"/>"#,
            Self::Inbox => r#"<path d="M4 13h4l1.5 3h5L16 13h4"/><path d="M4 13 6.5 5h11L20 13v6H4z"/>"#,
            Self::Folder => r#"<path d="M4 6h6l2 2h8v11H4z"/>"#,
            Self::Clock => r#"<circle cx="12" cy="12" r="8"/><path d="M12 7.5V12l3 2"/>"#,
            Self::People => {
                r#"<circle cx="9" cy="9" r="3"/><circle cx="17" cy="10" r="2.2"/><path d="M3.5 19c.6-3 2.8-4.5 5.5-4.5s4.9 1.5 5.5 4.5M15.5 15c2.6-.3 4.5 1 5 4"/>"#
            }
            Self::Person => r#"<circle cx="12" cy="7" r="3"/><path d="M7 20c0-4 2-7 5-7s5 3 5 7"/>"#,
            Self::Bars => r#"<path d="M5 20V10M12 20V4M19 20v-7"/>"#,
            Self::House => r#"<path d="M4 11 12 4l8 7v9h-5v-6H9v6H4z"/>"#,
            Self::Book => r#"<path d="M5 4h10a3 3 0 0 1 3 3v13H8a3 3 0 0 1-3-3z"/><path d="M5 17a3 3 0 0 1 3-3h10"/>"#,
            Self::Document => r#"<path d="M6 3h9l4 4v14H6z"/><path d="M9 12h7M9 16h7M9 8h3"/>"#,
            Self::Pen => r#"<path d="m4 20 1-4L16 5l3 3L8 19z"/>"#,
            Self::Warning => r#"<path d="M12 4 3 20h18z"/><path d="M12 10v4.5M12 17.4v.1"/>"#,
            Self::Tick => r#"<circle cx="12" cy="12" r="8.5"/><path d="m8.2 12.3 2.7 2.7 5-5.6"/>"#,
            Self::Cross => r#"<circle cx="12" cy="12" r="8.5"/><path d="m9 9 6 6M15 9l-6 6"/>"#,
            Self::Lock => r#"<rect x="5" y="11" width="14" height="9" rx="1.5"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>"#,
            Self::Phone => {
                r#"<path d="M6 4h3l1.5 4-2 1.5a11 11 0 0 0 6 6l1.5-2 4 1.5v3a2 2 0 0 1-2 2A15 15 0 0 1 4 6a2 2 0 0 1 2-2z"/>"#
            }
            Self::More => r#"<path d="M5 12h.1M12 12h.1M19 12h.1"/>"#,
            Self::Search => r#"<circle cx="11" cy="11" r="6.5"/><path d="m20 20-4.2-4.2"/>"#,
            Self::Help => {
                r#"<circle cx="12" cy="12" r="8.5"/><path d="M9.7 9.6a2.4 2.4 0 1 1 3.4 2.3c-.8.4-1.1.8-1.1 1.7M12 16.4v.1"/>"#
            }
            Self::Waiting => r#"<path d="M7 4h10M7 20h10M8 4c0 4 4 5.5 4 8s-4 4-4 8M16 4c0 4-4 5.5-4 8s4 4 4 8"/>"#,
            Self::Arrow => r#"<path d="M5 12h14M13 6l6 6-6 6"/>"#,
            Self::Info => r#"<circle cx="12" cy="12" r="8.5"/><path d="M12 11v5M12 8v.1"/>"#,
        }
    }
}

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<svg class="ikon" aria-hidden="true" viewBox="0 0 24 24">{}</svg>"#, self.shapes())
    }
}

impl HtmlSafe for Icon {}
