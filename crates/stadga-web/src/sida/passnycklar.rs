//! Passkeys: one's own, and coming in by one.

use super::logga_in::{self, Refusal, errors, field, with_fault};
use super::valj::on_thread;
use crate::answer::{Answer, Trouble, page};
use crate::kept::WAY;
use crate::router::{Asked, Web, read};
use crate::shell::shell;
use crate::view::{Hidden, PasskeyForm, PasskeyRow, PassnycklarPage, SecretField};
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use stadga_app::accounts::{OwnPasskey, PasskeyAnswer, PasskeyQuestion};
use stadga_core::calendar::stockholm;
use stadga_core::form::Form;
use stadga_passkey::Passkeys;
use stadga_store::CameBy;
use std::sync::Arc;

/// The fields with the ticket of a question and its answer; the script fills in the second.
const TICKET: &str = "biljett";
const ANSWER: &str = "svar";
/// What anybody is told who does not get in, whatever the reason.
const NO: &str = "Passnyckeln öppnade inget. Försök igen, eller logga in på ett annat sätt. Slutar en passnyckel att \
                  fungera kan den ha kopierats: titta på Ditt konto, Passnycklar.";

/// One's own.
pub fn show(web: &Web, asked: Asked) -> Answer {
    page(&own(web, &asked, &[])?)
}

/// A new one was made.
pub fn add(web: &Web, asked: Asked) -> Answer {
    let (passkeys, form) = (passkeys(web)?, &asked.form);
    own_passkeys(web, &asked)?;
    let proof = (web.settings.doors.cost(), form.text("nu-nyckel"));
    let faults = web.app.add_passkey(&asked.ctx, passkeys, proof, form.text("nyckelnamn"), answered(form))?;
    if faults.is_empty() {
        return Ok(Redirect::to("/konto/passnycklar").into_response());
    }
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&own(web, &asked, &faults)?)?).into_response())
}

/// One is taken away.
pub fn remove(web: &Web, asked: Asked) -> Answer {
    passkeys(web)?;
    web.app.remove_passkey(&asked.ctx, asked.form.text("nyckel"))?;
    Ok(Redirect::to("/konto/passnycklar").into_response())
}

/// Somebody wants in by one.
pub async fn enter(State(web): State<Arc<Web>>, headers: HeaderMap, body: Bytes) -> Response {
    on_thread(move || {
        let (passkeys, form) = (passkeys(&web)?, read(&body));
        let way = form.text(WAY);
        let accepted = |name: &str| web.settings.ways.passwords.accepted_for(name);
        match web.app.enter_by_passkey(passkeys, answered(&form), accepted)? {
            Some(entered) => logga_in::inside(&web, &headers, &entered, way, CameBy::Passkey),
            None => {
                let refusal = Refusal { words: NO, ..Refusal::default() };
                Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&logga_in::door(&web, way, &refusal)?)?).into_response())
            }
        }
    })
    .await
}

/// The form at the door; none where there are no passkeys.
///
/// # Errors
/// When the operating system gives no randomness.
pub fn at_door(web: &Web, hidden: &[Hidden]) -> Answer<Option<PasskeyForm>> {
    let Some(passkeys) = web.settings.ways.passkeys.as_deref() else { return Ok(None) };
    let question = web.app.passkey_to_show(passkeys)?;
    let mut form = form("visa", "/logga-in/passnyckel", question, Vec::new());
    form.hidden.extend_from_slice(hidden);
    Ok(Some(form))
}

fn form(what: &str, action: &str, question: PasskeyQuestion, fields: Vec<SecretField>) -> PasskeyForm {
    let (what, action) = (what.to_owned(), action.to_owned());
    let hidden = vec![Hidden::new(TICKET, question.ticket), Hidden::new(ANSWER, "")];
    PasskeyForm { what, action, asked: question.asked, hidden, fields }
}

fn answered(form: &Form) -> PasskeyAnswer<'_> {
    PasskeyAnswer { ticket: form.text(TICKET), answer: form.text(ANSWER) }
}

fn passkeys(web: &Web) -> Answer<&Passkeys> {
    web.settings.ways.passkeys.as_deref().ok_or(Trouble::Nowhere)
}

/// One's own; nowhere for whoever may not come in by one.
fn own_passkeys(web: &Web, asked: &Asked) -> Answer<Vec<OwnPasskey>> {
    let account = web.app.own_account(&asked.ctx)?.ok_or(Trouble::Nowhere)?;
    let accepted = web.settings.ways.passwords.accepted_for(&account.name);
    web.app.own_passkeys(&asked.ctx)?.filter(|_| accepted).ok_or(Trouble::Nowhere)
}

fn own(web: &Web, asked: &Asked, faults: &[(&'static str, String)]) -> Answer<PassnycklarPage> {
    let passkeys = passkeys(web)?;
    let rows = own_passkeys(web, asked)?;
    let question = web.app.passkey_to_make(&asked.ctx, passkeys)?;
    let mut shell = shell(web, &asked.ctx, "Passnycklar", "")?;
    shell.error = !faults.is_empty();
    let name = SecretField {
        seen: true,
        value: asked.form.text("nyckelnamn").to_owned(),
        ..with_fault(field("nyckelnamn", "Vad den ska heta", "off", "Till exempel: jobbtelefonen."), faults)
    };
    let password = with_fault(field("nu-nyckel", "Ditt lösenord", "current-password", ""), faults);
    Ok(PassnycklarPage {
        shell,
        errors: errors(faults),
        rows: rows.iter().map(row).collect(),
        form: form("skapa", "/konto/passnycklar", question, vec![name, password]),
    })
}

fn row(own: &OwnPasskey) -> PasskeyRow {
    let day = |at: jiff::Timestamp| at.to_zoned(stockholm()).date();
    let used = own.used_at.map_or_else(|| String::from("Inte använd än."), |at| format!("Använd {}.", day(at)));
    let line = match own.copied {
        true => String::from("Avstängd: den finns i två exemplar. Ta bort den och säg till den som sköter systemet."),
        false => format!("Gjord {}. {used}", day(own.made_at)),
    };
    PasskeyRow { id: own.id.clone(), name: own.name.clone(), line }
}
