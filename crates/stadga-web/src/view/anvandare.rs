//! The members of the organisation and their ways in.

use askama::Template;

use super::{Button, FormError, Link, SecretField, Shell};

/// Everybody, as the steward sees them.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/anvandare.html")]
pub struct AnvandarePage {
    /// The frame.
    pub shell: Shell,
    /// Buttons beside the heading.
    pub buttons: Vec<Button>,
    /// That something is gone from the log; empty when nothing is.
    pub alarm: String,
    /// What is to be mended.
    pub errors: Vec<FormError>,
    /// The members.
    pub rows: Vec<MemberRow>,
    /// What of the program's own jobs has gone wrong; empty when nothing has.
    pub troubles: Vec<String>,
    /// What the program does by itself.
    pub jobs: Vec<JobLine>,
    /// What it has written to those who look after it: when, and what became of it.
    pub messages: Vec<(String, String)>,
}

/// Something the program does by itself.
#[derive(Debug, Clone, Default)]
pub struct JobLine {
    /// What.
    pub label: String,
    /// When it was last done and how long it took, or that it never was.
    pub last: String,
    /// How it went.
    pub how: String,
    /// When it is done next.
    pub next: String,
}

/// One member.
#[derive(Debug, Clone, Default)]
pub struct MemberRow {
    /// The name.
    pub name: String,
    /// The posts held today, each with where it is ended; empty for somebody who has left.
    pub posts: Vec<Link>,
    /// How it is with the account, in words.
    pub state: String,
    /// The log-in name; empty without an account.
    pub login: String,
    /// Where a new code to begin with is asked for.
    pub issue: String,
    /// Id of the field for a log-in name; empty where there is one already.
    pub field: String,
    /// What can be done besides.
    pub buttons: Vec<Button>,
}

/// Tying somebody to who they are to the municipality's own provider.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/koppla.html")]
pub struct KopplaPage {
    /// The frame.
    pub shell: Shell,
    /// Who.
    pub whose: String,
    /// What the provider is called.
    pub provider: String,
    /// Where the form goes.
    pub action: String,
    /// What is to be mended.
    pub errors: Vec<FormError>,
    /// Id, and a log-in name where there is none.
    pub fields: Vec<SecretField>,
}

/// A code to begin with, shown once.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sidor/startkod.html")]
pub struct StartCodePage {
    /// The frame.
    pub shell: Shell,
    /// Whose.
    pub whose: String,
    /// The log-in name.
    pub login: String,
    /// The code.
    pub code: String,
    /// Until when it can be used.
    pub until: String,
}
