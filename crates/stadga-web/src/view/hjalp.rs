//! Help with keyboard shortcuts, and the accessibility statement.

use askama::Template;

use super::{Button, Shell};

/// Help.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/hjalp.html")]
pub struct HjalpPage {
    /// The frame.
    pub shell: Shell,
    /// The shortcuts.
    pub shortcuts: Vec<Shortcut>,
    /// Turns single-key shortcuts off or on.
    pub toggle: Option<Button>,
    /// Whom to call, for instance "Servicedesk 08-000 00 00".
    pub contact: String,
}

/// One keyboard shortcut.
#[derive(Debug, Clone, Default)]
pub struct Shortcut {
    /// The keys, pressed one after the other.
    pub keys: Vec<String>,
    /// What they do.
    pub does: String,
}

impl Shortcut {
    /// The shortcuts that the script knows.
    pub fn all() -> Vec<Self> {
        [
            ("/", "Sök"),
            ("n", "Ny anteckning"),
            ("g d", "Gå till Min dag"),
            ("g m", "Registrera inkommet"),
            ("g a", "Gå till Mina ärenden"),
            ("g e", "Gå till Enheten"),
            ("g u", "Gå till Utförare"),
            ("j", "Nästa rad"),
            ("k", "Föregående rad"),
            (".", "Gör det som raden gäller"),
            ("?", "Visa den här sidan"),
            ("Enter", "Öppna raden"),
            ("Esc", "Stäng menyn"),
            ("Ctrl S", "Spara utkast"),
            ("Ctrl Enter", "Skicka formuläret"),
        ]
        .into_iter()
        .map(|(keys, does)| Self { keys: keys.split(' ').map(str::to_owned).collect(), does: does.to_owned() })
        .collect()
    }
}

/// The statement on accessibility.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/tillganglighet.html")]
pub struct TillganglighetPage {
    /// The frame.
    pub shell: Shell,
    /// Where to report what does not work.
    pub contact: String,
    /// Known shortcomings; empty for none known.
    pub known: Vec<String>,
    /// The day the statement was made.
    pub date: String,
}
