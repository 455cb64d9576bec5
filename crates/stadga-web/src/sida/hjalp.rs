//! Help and the statement on accessibility.

use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{Button, Hidden, HjalpPage, Shortcut, TillganglighetPage};
use axum::http::header;
use axum::response::{IntoResponse, Redirect};
use stadga_core::fact::organisation::Roll;

/// The cookie of a browser where shortcuts of a single key are switched off (WCAG 2.1.4). The script reads it.
pub const SHORTCUTS: &str = "kortkommandon";

/// Help.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let (label, value) =
        if asked.shortcuts_off { ("Slå på kortkommandon", "pa") } else { ("Stäng av kortkommandon", "av") };
    let toggle = Button::post(label, "/hjalp/kortkommandon", vec![Hidden::new(SHORTCUTS, value)]);
    page(&HjalpPage {
        shell: shell(web, &asked.ctx, "Hjälp", "/hjalp")?,
        shortcuts: Shortcut::all(),
        toggle: Some(toggle),
        contact: contact(web, &asked)?,
    })
}

/// Whom one asks: the head of one's unit by name, unless that is oneself.
fn contact(web: &Web, asked: &Asked) -> Answer<String> {
    let (organisation, post) = (web.app.organisation()?, asked.ctx.actor.post);
    let role = if post.role.at_provider() { Roll::Utforarchef } else { Roll::Enhetschef };
    let heads = organisation.holders(role, post.unit, asked.ctx.today);
    let names: Vec<&str> =
        heads.iter().filter(|head| head.id != asked.ctx.actor.user).map(|head| head.name.as_str()).collect();
    Ok(match names.as_slice() {
        [] => String::from("Fråga din närmaste chef, eller kommunens servicedesk."),
        names => format!("Fråga din närmaste chef, {}, eller kommunens servicedesk.", names.join(" eller ")),
    })
}

/// Shortcuts of a single key are switched off or on, in this browser.
pub fn shortcuts(_: &Web, asked: Asked) -> Answer {
    let lives = if asked.form.text(SHORTCUTS) == "av" { "av; Max-Age=31536000" } else { "; Max-Age=0" };
    let cookie = format!("{SHORTCUTS}={lives}; Path=/; SameSite=Lax");
    Ok(([(header::SET_COOKIE, cookie)], Redirect::to("/hjalp")).into_response())
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
