//! Help and the statement on accessibility.

use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{HjalpPage, Shortcut, TillganglighetPage};

/// Help.
pub fn show(web: &Web, asked: Asked) -> Answer {
    page(&HjalpPage {
        shell: shell(web, &asked.ctx, "Hjälp", "/hjalp")?,
        shortcuts: Shortcut::all(),
        toggle: None,
        contact: String::from("Fråga din närmaste chef, eller kommunens servicedesk."),
    })
}

/// The statement.
pub fn accessibility(web: &Web, asked: Asked) -> Answer {
    page(&TillganglighetPage {
        shell: shell(web, &asked.ctx, "Tillgänglighet", "")?,
        contact: String::from("kommunens servicedesk"),
        known: vec![String::from("Sidorna är inte prövade av personer med skärmläsare än.")],
        date: String::from("2026-11-22"),
    })
}
