//! The one way every form goes: drawn from the table, checked, sent, kept when it comes back.

mod about;
mod after;
mod beslut;
mod brev;
mod choices;
mod filer;
mod handed;
mod layout;
pub mod opening;
mod prefill;
mod render;
mod whole;

use crate::answer::{Answer, go};
use crate::convert;
use crate::kept::Ticket;
use crate::router::{Asked, Web};
use crate::view;
pub use about::care_plan;
use axum::http::StatusCode;
use axum::response::{Html, IntoResponse};
use layout::Spec;
use render::{Drawn, Status};
pub use render::{button, quick};
use stadga_app::execute::{REASON, SEEN};
use stadga_app::{AppError, Request};
use stadga_core::calendar::stockholm;
use stadga_core::form::Form;
use stadga_core::{Hinder, Id};

/// The field that says a draft was saved by its button, and not by the script.
pub const BY_BUTTON: &str = "utkast";

/// The field that says a note was sent by the script, which wants to know what became of it and not a page.
pub const BY_SCRIPT: &str = "besked";

/// The field with the command's id, so that a double click is one act.
pub const COMMAND: &str = "kommando";

/// A form about a case or an assignment.
pub fn show(web: &Web, asked: Asked) -> Answer {
    let spec = spec(asked.part(1))?;
    let subject = Some(asked.id(0)?);
    draw(web, &asked, spec, subject)
}

/// A form about the organisation, which is nobody's case.
pub fn show_organisation(web: &Web, asked: Asked) -> Answer {
    let spec = of_organisation(asked.part(0))?;
    draw(web, &asked, spec, None)
}

/// A form about the organisation is sent.
pub fn send_organisation(web: &Web, asked: Asked) -> Answer {
    let spec = of_organisation(asked.part(0))?;
    carry_out(web, asked, spec, None)
}

/// A draft of a form about the organisation.
pub fn draft_organisation(web: &Web, asked: Asked) -> Answer {
    let spec = of_organisation(asked.part(0))?;
    keep(web, asked, spec, None)
}

/// The form of a step that opens a matter in a register.
pub fn show_register(web: &Web, asked: Asked) -> Answer {
    let spec = of_register(asked.part(0))?;
    draw(web, &asked, spec, None)
}

/// Such a form is sent.
pub fn send_register(web: &Web, asked: Asked) -> Answer {
    let spec = of_register(asked.part(0))?;
    carry_out(web, asked, spec, None)
}

/// A draft of such a form.
pub fn draft_register(web: &Web, asked: Asked) -> Answer {
    let spec = of_register(asked.part(0))?;
    keep(web, asked, spec, None)
}

fn of_register(use_case: &str) -> Answer<&'static Spec> {
    spec(use_case).ok().filter(|spec| opens_register(spec.layout.use_case)).ok_or(crate::answer::Trouble::Nowhere)
}

/// Whether a use case opens a matter in a register.
pub fn opens_register(use_case: &str) -> bool {
    stadga_app::steps::declared(use_case).is_some_and(|step| !step.opened_by.is_empty())
}

fn of_organisation(use_case: &str) -> Answer<&'static Spec> {
    let about = |spec: &&Spec| is_organisation(spec.layout.use_case);
    spec(use_case).ok().filter(about).ok_or(crate::answer::Trouble::Nowhere)
}

fn is_organisation(use_case: &str) -> bool {
    let access = stadga_app::cases::find(use_case).map(|found| found.access);
    matches!(access, Some(stadga_core::command::Access::Organisation(_)))
}

/// Whether a use case is about who works here, and who runs the units.
pub fn is_members(use_case: &str) -> bool {
    ["anvandare.", "roll.", "enhet."].iter().any(|about| use_case.starts_with(about))
}

/// The address of a form that is about no case.
pub fn alone(use_case: &str) -> String {
    match is_organisation(use_case) {
        true if use_case.starts_with("nodparm.") => format!("/enhet/nodparm/{use_case}"),
        true if use_case.starts_with("gallring.") || use_case.starts_with("arkiv.") => {
            format!("/gallring/{use_case}")
        }
        true if use_case.starts_with("jour.") => format!("/enhet/jour/{use_case}"),
        true if use_case.starts_with("tillfalle.") => format!("/rakna/{use_case}"),
        true if use_case.starts_with("franvaro.") => format!("/franvaro/{use_case}"),
        true if is_members(use_case) => format!("/anvandare/{use_case}"),
        true => format!("/granskning/{use_case}"),
        false if opens_register(use_case) => format!("/register/ny/{use_case}"),
        false => opening::address(use_case),
    }
}

/// A form is sent.
pub fn send(web: &Web, asked: Asked) -> Answer {
    let spec = spec(asked.part(1))?;
    let subject = Some(asked.id(0)?);
    carry_out(web, asked, spec, subject)
}

/// A draft is saved, by the script or by the button.
pub fn draft(web: &Web, asked: Asked) -> Answer {
    let spec = spec(asked.part(1))?;
    let subject = Some(asked.id(0)?);
    keep(web, asked, spec, subject)
}

/// The live rule check: the same rules as at the act, as a fragment of the page.
pub fn check(web: &Web, asked: Asked) -> Answer {
    let spec = spec(asked.part(1))?;
    let subject = asked.id(0)?;
    let check = web.app.rule_check_shown(&asked.ctx, spec.layout.use_case, subject, &asked.form)?;
    let case = web.app.store().case_of(subject)?.unwrap_or(subject);
    crate::answer::page(&convert::rule_check(&check, case, subject))
}

/// The letter a form would send, as a file to look at before it is sent.
pub fn letter(web: &Web, asked: Asked) -> Answer {
    let spec = spec(asked.part(1))?;
    let file = web.app.letter_draft(&asked.ctx, spec.layout.use_case, asked.id(0)?, &asked.form)?;
    Ok(crate::answer::pdf(file))
}

fn spec(use_case: &str) -> Answer<&'static Spec> {
    layout::find(use_case).ok_or(crate::answer::Trouble::Nowhere)
}

/// `/arenden/{id}` or `/uppdrag/{id}`: where the subject's own page is.
fn base(case: Option<Id>, subject: Id) -> String {
    if case == Some(subject) { format!("/arenden/{subject}") } else { format!("/uppdrag/{subject}") }
}

/// The page of a form.
fn address(spec: &Spec, case: Option<Id>, subject: Option<Id>) -> String {
    match subject {
        Some(subject) if about_matter(spec.layout.use_case) => {
            format!("/register/{subject}/{}", spec.layout.use_case)
        }
        Some(subject) => format!("{}/{}", base(case, subject), spec.layout.use_case),
        None => alone(spec.layout.use_case),
    }
}

/// Whether a use case is carried out on a matter of a register.
pub fn about_matter(use_case: &str) -> bool {
    stadga_app::cases::find(use_case).is_some_and(|case| case.access.on_matter())
}

/// Whether exactly this has been carried out already.
fn sent_already(web: &Web, spec: &Spec, subject: Option<Id>, form: &Form) -> Answer<bool> {
    let command = form.text(COMMAND).parse().unwrap_or_else(|_| web.app.next_id());
    let form = prefill::settled(spec, form.clone());
    Ok(web.app.carried_out(&Request { use_case: spec.layout.use_case, subject, command, form: &form })?)
}

/// What was kept of a form whose writer is logged in no longer.
pub struct Kept {
    /// The writer.
    pub user: Id,
    /// The form's page.
    pub address: String,
    /// "Utkast sparat 08.14".
    pub words: String,
}

/// Keeps a form as the draft of the one it was handed to. The writer's access is tried when it is read.
pub fn keep_for(web: &Web, ticket: &Ticket, form: &Form) -> Answer<Option<Kept>> {
    let (Ok(spec), Ok(ctx)) = (spec(&ticket.use_case), web.app.ctx(ticket.user)) else { return Ok(None) };
    if !ticket.holds(ctx.now) {
        return Ok(None);
    }
    let mut form = form.clone();
    form.remove(BY_BUTTON);
    let saved_at = match sent_already(web, spec, ticket.subject, &form)? {
        true => ctx.now,
        false => web.app.save_draft(&ctx, spec.layout.use_case, ticket.subject, &form)?,
    };
    let case = ticket.subject.map(|subject| web.app.store().case_of(subject)).transpose()?.flatten();
    let address = address(spec, case, ticket.subject);
    Ok(Some(Kept { user: ticket.user, address, words: render::saved_words(saved_at) }))
}

fn draw(web: &Web, asked: &Asked, spec: &Spec, subject: Option<Id>) -> Answer {
    let context = web.app.form_context(&asked.ctx, spec.layout.use_case, subject)?;
    let (values, status) = match &context.draft {
        Some((draft, saved_at)) => (draft.clone(), Status::Draft(*saved_at)),
        None => (prefill::values(&context, asked, &web.app)?, Status::Fresh),
    };
    // A draft belongs to the version of the text it was begun on; what has changed since is told when it is sent.
    let seen = if values.values(SEEN).is_empty() { context.seen.clone() } else { values.text(SEEN).to_owned() };
    let drawn = Drawn { spec, context: &context, values: &values, errors: Vec::new(), asks: Vec::new(), seen, status };
    Ok(whole::page(web, asked, &drawn)?.into_response())
}

fn carry_out(web: &Web, mut asked: Asked, spec: &Spec, subject: Option<Id>) -> Answer {
    let errors = filer::receive(web, &mut asked, spec.layout.use_case)?;
    if !errors.is_empty() {
        return come_back(web, &asked, spec, subject, (errors, Vec::new()));
    }
    let by_script = !asked.form.text(BY_SCRIPT).is_empty();
    asked.form.remove(BY_SCRIPT);
    let command = asked.form.text(COMMAND).parse().unwrap_or_else(|_| web.app.next_id());
    let form = prefill::settled(spec, asked.form.clone());
    let request = Request { use_case: spec.layout.use_case, subject, command, form: &form };
    let answer = web.app.execute(&mut asked.ctx, &request);
    match answer {
        Ok(done) => {
            // The act is saved; a draft that stays behind must not make it look otherwise.
            for use_case in drafts_of(web, spec) {
                if let Err(error) = web.app.drop_draft(&asked.ctx, &use_case, subject) {
                    tracing::warn!(%error, "utkastet kunde inte tas bort");
                }
            }
            let next = after::address(web, &asked, spec, &done)?;
            if by_script {
                let at = stadga_core::calendar::text::clock(done.recorded_at.to_zoned(stockholm()).time());
                return Ok(format!("{at} {next}").into_response());
            }
            go(&next)
        }
        Err(error) => returned(web, &asked, spec, subject, error),
    }
}

/// The forms whose drafts an act leaves behind: a decision handed over was perhaps begun as one's own, and so was what
/// is handed to those who may open a case.
fn drafts_of(web: &Web, spec: &Spec) -> Vec<String> {
    let own = spec.layout.use_case;
    let decisions = layout::DECISIONS.iter().filter(|_| layout::DECISIONS.contains(&own));
    let opened = web.app.handed_for(own);
    [own].iter().chain(decisions).map(|name| (*name).to_owned()).chain(opened).collect()
}

/// The form comes back with everything that was typed, and with what is wrong.
fn returned(web: &Web, asked: &Asked, spec: &Spec, subject: Option<Id>, error: AppError) -> Answer {
    let mut errors = Vec::new();
    let mut asks = Vec::new();
    match error {
        AppError::Problems(problems) => {
            errors.extend(problems.iter().map(|problem| view::FormError::new(problem.field, &problem.message)));
        }
        AppError::Refused(refusal) => errors.extend(refusal.hinders.iter().map(convert::hinder)),
        AppError::Warned(hinders) => asks = hinders,
        AppError::Stale { newest } => return stale(web, asked, spec, subject, newest),
        other => return Err(other.into()),
    }
    come_back(web, asked, spec, subject, (errors, asks))
}

fn come_back(
    web: &Web,
    asked: &Asked,
    spec: &Spec,
    subject: Option<Id>,
    (errors, asks): (Vec<view::FormError>, Vec<Hinder>),
) -> Answer {
    // What somebody has written is kept outside the page too, so that closing the tab loses nothing.
    web.app.save_draft(&asked.ctx, spec.layout.use_case, subject, &asked.form)?;
    let context = web.app.form_context(&asked.ctx, spec.layout.use_case, subject)?;
    let seen = asked.form.text(SEEN).to_owned();
    let drawn = Drawn { spec, context: &context, values: &asked.form, errors, asks, seen, status: Status::Returned };
    Ok((StatusCode::UNPROCESSABLE_ENTITY, whole::page(web, asked, &drawn)?).into_response())
}

/// Somebody wrote first: both texts, one's own chosen, nothing overwritten.
fn stale(web: &Web, asked: &Asked, spec: &Spec, subject: Option<Id>, newest: Option<Id>) -> Answer {
    web.app.save_draft(&asked.ctx, spec.layout.use_case, subject, &asked.form)?;
    let context = web.app.form_context(&asked.ctx, spec.layout.use_case, subject)?;
    let theirs = prefill::saved(&context);
    let page = render::stale(web, asked, spec, &context, &theirs, newest)?;
    Ok((StatusCode::CONFLICT, page).into_response())
}

fn keep(web: &Web, mut asked: Asked, spec: &Spec, subject: Option<Id>) -> Answer {
    let errors = filer::receive(web, &mut asked, spec.layout.use_case)?;
    if !errors.is_empty() {
        asked.form.remove(BY_BUTTON);
        return come_back(web, &asked, spec, subject, (errors, Vec::new()));
    }
    let context = web.app.form_context(&asked.ctx, spec.layout.use_case, subject)?;
    let mut form = asked.form.clone();
    form.remove(BY_BUTTON);
    if form.values(SEEN).is_empty() {
        form.set(SEEN, context.seen.clone());
    }
    let saved_at = web.app.save_draft(&asked.ctx, spec.layout.use_case, subject, &form)?;
    // The script may save while the form is being sent. Asked after saving, nothing can slip between.
    if sent_already(web, spec, subject, &form)? {
        web.app.drop_draft(&asked.ctx, spec.layout.use_case, subject)?;
    }
    if asked.form.text(BY_BUTTON).is_empty() {
        return Ok(Html(render::saved_words(saved_at)).into_response());
    }
    go(&address(spec, context.case, subject))
}

/// The name of the field that answers one guideline.
fn reason_field(rule: &str) -> String {
    format!("{REASON}:{rule}")
}
