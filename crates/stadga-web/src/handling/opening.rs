//! The forms that open a case: which one, what is carried from one to the other, what is known of the person.

use super::layout::{Look, Spec};
use super::render::{Drawn, Status};
use super::whole;
use super::{carry_out, draw, keep, spec};
use crate::answer::{Answer, Trouble, page};
use crate::router::{Asked, Web};
use crate::view::{KnownPanel, Link, MottagningPage};
use axum::response::IntoResponse;
use stadga_app::view::{Known, KnownNumber};
use stadga_core::command::Access;
use stadga_core::{Ctx, Id};

/// What a desk is asked for when nothing is said.
const FIRST: &str = "ansokan.registrera";

/// What can come in, with the words of its tab.
const KINDS: &[(&str, &str)] = &[(FIRST, "Ansökan"), ("anmalan.registrera", "Anmälan eller annan uppgift")];

/// Where the form is.
pub fn address(use_case: &str) -> String {
    if use_case == FIRST { String::from("/mottagning/ny") } else { format!("/mottagning/ny/{use_case}") }
}

/// The form.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let spec = opening(&asked)?;
    draw(web, &asked, spec, None)
}

/// The form is sent.
pub fn send(web: &Web, asked: Asked) -> Answer {
    let spec = opening(&asked)?;
    carry_out(web, asked, spec, None)
}

/// A draft is saved.
pub fn draft(web: &Web, asked: Asked) -> Answer {
    let spec = opening(&asked)?;
    keep(web, asked, spec, None)
}

/// It turns out to be of the other kind: everything typed that the other form asks for goes along.
pub fn switch(web: &Web, asked: Asked) -> Answer {
    let spec = opening(&asked)?;
    redraw(web, &asked, spec)
}

/// "Sök" without a script: the same form again, with what is known beside it.
pub fn look_up(web: &Web, asked: Asked) -> Answer {
    let spec = opening(&asked)?;
    redraw(web, &asked, spec)
}

/// What is known of the person, as a part of the page, while name or number is typed.
pub fn known(web: &Web, asked: Asked) -> Answer {
    let found = web.app.known(&asked.ctx, asked.form.text("namn"), asked.form.text("nummer"))?;
    page(&panel(&found))
}

fn opening(asked: &Asked) -> Answer<&'static Spec> {
    let name = match asked.part(0) {
        "" => FIRST,
        name => name,
    };
    let found = stadga_app::cases::find(name).filter(|case| case.access.opens() && !super::opens_register(name));
    spec(found.ok_or(Trouble::Nowhere)?.name)
}

fn redraw(web: &Web, asked: &Asked, spec: &Spec) -> Answer {
    let context = web.app.form_context(&asked.ctx, spec.layout.use_case, None)?;
    let values = &asked.form;
    let seen = String::new();
    let drawn =
        Drawn { spec, context: &context, values, errors: Vec::new(), asks: Vec::new(), seen, status: Status::Fresh };
    Ok(whole::page(web, asked, &drawn)?.into_response())
}

/// Adds to the page what only the desk has: the kinds, and what is known of the person typed in.
pub fn furnish(web: &Web, asked: &Asked, drawn: &Drawn<'_>, mut page: MottagningPage) -> Answer<MottagningPage> {
    let current = drawn.spec.layout.use_case;
    debug_assert_eq!(drawn.spec.look, Look::Intake);
    let kinds = KINDS.iter().filter(|(use_case, _)| may(&asked.ctx, use_case));
    page.kinds = kinds
        .map(|(use_case, words)| {
            let to = if *use_case == current { String::new() } else { format!("/mottagning/ny/{use_case}/byt") };
            Link::new(*words, to)
        })
        .collect();
    if may(&asked.ctx, "anmalan.registrera") {
        let (name, number) = (drawn.values.text("namn"), drawn.values.text("nummer"));
        let typed = !name.is_empty() || !number.is_empty();
        let found = if typed { web.app.known(&asked.ctx, name, number)? } else { Known::default() };
        page.known = Some(panel(&found));
        page.look_up = format!("/mottagning/ny/{current}/kand");
    }
    Ok(page)
}

fn may(ctx: &Ctx, use_case: &str) -> bool {
    let access = stadga_app::cases::find(use_case).map(|case| case.access);
    matches!(access, Some(Access::New(roles)) if ctx.actor.posts.iter().any(|post| roles.contains(&post.role)))
}

/// What is told of a number whose holder nobody here may know more of.
const ASK_HEAD: &str = "Numret är känt. Kontakta mottagningens chef. Det du sparar knyts till samma person.";

/// Known or not, and whom to talk to; nothing of why.
fn panel(found: &Known) -> KnownPanel {
    let mut lines = Vec::new();
    match &found.number {
        None => {}
        Some(KnownNumber::Wrong(message)) => lines.push(message.clone()),
        Some(KnownNumber::Unknown) => lines.push(String::from("Numret är inte känt sedan tidigare.")),
        Some(KnownNumber::AskHead) => lines.push(String::from(ASK_HEAD)),
        Some(KnownNumber::Known(ongoing)) => {
            lines.push(String::from("Numret är känt. Det du sparar knyts till samma person."));
            let one = |(unit, contact): &(String, String)| format!("Ett ärende pågår hos {unit}. Kontakt: {contact}.");
            lines.extend(ongoing.iter().map(one));
            if ongoing.is_empty() {
                lines.push(String::from("Inget ärende pågår."));
            }
        }
    }
    match found.named {
        None => {}
        Some(0) => lines.push(String::from("Ingen med det namnet är känd.")),
        Some(1) => lines.push(String::from("En person med det namnet är känd. Fråga efter personnummer.")),
        Some(count) if found.more => lines.push(format!("Fler än {count} personer med det namnet är kända.")),
        Some(count) => lines.push(format!("{count} personer med det namnet är kända. Fråga efter personnummer.")),
    }
    let hit = |hit: &stadga_app::view::Found| {
        let number = hit.person_number.clone().unwrap_or_else(|| String::from("inget nummer"));
        Link::new(format!("{}, {number}, {}", hit.person, hit.number), case_address(hit.subject, hit.desk, hit.matter))
    };
    KnownPanel { lines, hits: found.hits.iter().map(hit).collect() }
}

/// The page of a case for whoever reaches it: the whole of it, or what reception sees; or of a matter of a register.
pub fn case_address(case: Id, desk: bool, matter: bool) -> String {
    match (matter, desk) {
        (true, _) => format!("/register/{case}"),
        (false, true) => format!("/mottagning/{case}"),
        (false, false) => format!("/arenden/{case}"),
    }
}
