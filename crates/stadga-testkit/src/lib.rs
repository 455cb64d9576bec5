//! For tests only: a founded municipality with a settable clock, and a browser to walk through it.
//!
//! [`Ground`] is a database for a test, in a file or on the server, and [`Servers`] are two of its own, to be killed.
//! [`Municipality`] is the cast of the scenarios in a temporary database, under the packs of the
//! repository. [`Issuer`] says who people are, as a municipality's own log-in does. [`Browser`] is Chromium, used the way a person uses it: by labels and words on buttons.

mod browser;
mod cable;
mod chance;
mod ground;
mod issuer;
mod mailserver;
mod municipality;
mod paper;
mod postbox;
mod servers;

use stadga_core::Fact;
pub use thirtyfour::Key;

pub use browser::{Browser, Scheme, Seen, Window, in_browser};
pub use cable::Cable;
pub use chance::Chance;
pub use ground::Ground;
pub use issuer::{CLIENT, Issuer, SECRET, Signed};
pub use mailserver::{Letter, MailServer};
pub use municipality::Municipality;
pub use paper::{text_of, unpacked};
pub use postbox::{Postbox, Turn};
pub use servers::Servers;

/// A fact out of its table: its name under `faktum`, the rest under `uppgifter`.
///
/// Here, so that the reading of every fact is compiled once for the tests, and not optimised.
///
/// # Errors
/// When the table is no fact.
pub fn fact_of(stored: toml::Table) -> Result<Fact, toml::de::Error> {
    stored.try_into()
}
