//! Where the browser goes when something is done.

use super::layout::{self, Spec};
use super::{about_matter, is_members, is_organisation, opens_register};
use crate::answer::Answer;
use crate::router::{Asked, Web};
use stadga_core::Id;
use stadga_core::fact::organisation::Roll;

/// Where the browser goes when it is done, with the receipt's name in the address.
pub fn address(web: &Web, asked: &Asked, spec: &Spec, done: &stadga_app::Done) -> Answer<String> {
    let name = spec.layout.use_case;
    if name == "ansokan.registrera" {
        return Ok(format!("/mottagning/ny?klart={name}&arende={}", done.case));
    }
    if let Some((service, day)) = web.app.counted_where(name, &asked.form, asked.ctx.today)? {
        // On to the next who comes through the door.
        return Ok(format!("{}?klart={name}&dag={day}", crate::sida::rakna::address(&service)));
    }
    if let Some(page) = own_page(name) {
        return Ok(format!("{page}?klart={name}"));
    }
    if opens_register(name) || about_matter(name) {
        return Ok(match web.app.reaches_matter(&asked.ctx, done.case)? {
            true => format!("/register/{}?klart={name}", done.case),
            false if !web.app.handed_for(name).is_empty() && at_desk(asked) => {
                format!("/mottagning?klart={name}&lamnat={}", done.case)
            }
            // Whoever reports gets to know that it was received, and what its number is.
            false => format!("/register?klart={name}&arende={}", done.case),
        });
    }
    if name == "utredning.sammanstall" {
        // "Klar att kommunicera" leads to the form that does it, as long as nothing has been sent.
        let next = "kommunicering.skicka";
        let context = web.app.form_context(&asked.ctx, next, Some(done.case))?;
        if context.file.case.communication.is_none() {
            return Ok(format!("/arenden/{}/{next}?klart={name}", done.case));
        }
    }
    if let Some(day) = web.app.conference_of_act(done.case, name)? {
        // Back to the table, where the next one waits.
        return Ok(format!("/konferens/{day}?klart={name}"));
    }
    let on_case = web.app.reaches_case(&asked.ctx, done.case)?;
    if on_case && web.app.lays_joint_plan(name) {
        return Ok(format!("/arenden/{}/gemensam-plan?klart={name}", done.case));
    }
    let manager = asked.ctx.actor.post.role == Roll::Enhetschef;
    if let Some(address) = after_decision(web, asked, name, (done.case, on_case))? {
        return Ok(address);
    }
    if name == "handlaggare.utse" && manager {
        // On to the next that waits for somebody.
        return Ok(format!("/mottagning?klart={name}"));
    }
    if name == "beslut.aterlamna" && manager {
        return Ok(format!("/beslut/att-fatta?klart={name}"));
    }
    let home = match (on_case, done.subject == done.case) {
        (true, _) => format!("/arenden/{}", done.case),
        (false, true) if web.app.reaches_desk(&asked.ctx, done.case)? => format!("/mottagning/{}", done.case),
        // Closed or handed on by this very act: reception is done with it.
        (false, true) => String::from("/mottagning"),
        (false, false) => format!("/uppdrag/{}", done.subject),
    };
    Ok(format!("{home}?klart={name}"))
}

/// Where what is done with a decision, or follows one, goes on; none for anything else.
fn after_decision(web: &Web, asked: &Asked, name: &str, (case, on_case): (Id, bool)) -> Answer<Option<String>> {
    let manager = asked.ctx.actor.post.role == Roll::Enhetschef;
    let decided = ["beslut.fatta", "namndbeslut.registrera"].contains(&name);
    if decided && let Some(decision) = web.app.newest_decision(case)? {
        // Whoever handles the case goes on to the letter; whoever was asked to decide is done.
        return Ok(Some(match manager {
            true => format!("/beslut/{decision}?klart={name}"),
            false => format!("/arenden/{case}/beslut.underratta?beslut={decision}&klart={name}"),
        }));
    }
    if ["ivo.rapportera", "ivo.anmal_verkstallt"].contains(&name) && manager {
        return Ok(Some(format!("/ej-verkstallda?klart={name}")));
    }
    if layout::follows_decision(name) && on_case {
        // What follows a decision is read on its page.
        let named = asked.form.text("beslut").parse().ok();
        if let Some(decision) = named.or(web.app.newest_decision(case)?) {
            return Ok(Some(format!("/beslut/{decision}?klart={name}")));
        }
    }
    Ok(None)
}

/// The page of what is done outside the cases.
fn own_page(name: &str) -> Option<&'static str> {
    Some(match name {
        // What was opened is found where everything within reach is found, until it closes.
        "nodoppning.gor" => "/arenden",
        "granskning.signera" => "/granskning",
        _ if name.starts_with("nodparm.") => "/enhet/nodparm",
        _ if name.starts_with("gallring.") || name.starts_with("arkiv.") => "/gallring",
        _ if name.starts_with("jour.") => "/enhet/jour",
        _ if name.starts_with("tillfalle.") => "/rakna",
        _ if is_members(name) => "/anvandare",
        _ if is_organisation(name) => "/franvaro",
        _ => return None,
    })
}

/// Whether the page of reception is one of the user's.
fn at_desk(asked: &Asked) -> bool {
    let post = asked.ctx.actor.post;
    matches!(post.role, Roll::Mottagningssekreterare | Roll::Socialsekreterare | Roll::Enhetschef)
}
