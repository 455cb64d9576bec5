//! One's own account: which post to work in, another password, spare codes, out everywhere.

use super::logga_in::{CHOOSE, errors, field, with_fault};
use crate::answer::{Answer, Trouble, page};
use crate::router::{Asked, Web};
use crate::session;
use crate::shell::{home, shell};
use crate::view::{Button, Hidden, KontoPage, MailForm, Notice, PostChoice, ReservkoderPage};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Redirect};
use stadga_app::accounts::{Chosen, OwnNotices};
use stadga_core::ctx::Post;

/// Fields to mend, each with what is wrong.
type Faults<'a> = &'a [(&'static str, String)];

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    page(&own(web, &asked, &[])?)
}

/// Another password.
pub fn password(web: &Web, asked: Asked) -> Answer {
    let form = &asked.form;
    let chosen = Chosen { password: form.text("nytt"), again: form.text("igen"), code: "" };
    let cost = web.settings.doors.cost();
    let faults = web.app.change_password(&asked.ctx, cost, form.text("nu"), chosen, &asked.token)?;
    if faults.is_empty() { Ok(Redirect::to("/konto?bytt=ja").into_response()) } else { mend(web, &asked, &faults) }
}

/// New spare codes.
pub fn spare(web: &Web, asked: Asked) -> Answer {
    match web.app.new_spare_codes(&asked.ctx, web.settings.doors.cost(), asked.form.text("nu-reserv"))? {
        Ok(codes) => {
            let shell = shell(web, &asked.ctx, "Reservkoder", "")?;
            page(&ReservkoderPage { shell, codes, next: String::from("/konto") })
        }
        Err(faults) => {
            // The same question is asked twice on the page; the fault stands where it was answered.
            let faults: Vec<_> = faults.into_iter().map(|(_, words)| ("nu-reserv", words)).collect();
            mend(web, &asked, &faults)
        }
    }
}

/// Where to be mailed, and what.
pub fn mail(web: &Web, asked: Asked) -> Answer {
    let domains = web.settings.mails.as_deref().ok_or(Trouble::Nowhere)?;
    let chosen = notices(&asked);
    let faults = web.app.choose_notices(&asked.ctx, &chosen, domains)?;
    if faults.is_empty() { Ok(Redirect::to("/konto?mejl=ja").into_response()) } else { mend(web, &asked, &faults) }
}

fn notices(asked: &Asked) -> OwnNotices {
    let form = &asked.form;
    let wanted = |name: &str| form.text(name) == "ja";
    OwnNotices { address: form.text("epost").to_owned(), morning: wanted("morgon"), calendar: wanted("inbjudan") }
}

/// Out everywhere.
pub fn out(web: &Web, asked: Asked) -> Answer {
    let to = session::after(web, Some(&asked.token))?;
    web.app.out_everywhere(&asked.ctx)?;
    Ok(([(header::SET_COOKIE, session::end(web))], Redirect::to(to)).into_response())
}

/// Another post: a session of its own, in place of the one there was.
pub fn post(web: &Web, asked: Asked) -> Answer {
    let wanted = asked.ctx.actor.posts.iter().find(|post| word(**post) == asked.form.text("post"));
    let post = *wanted.ok_or(Trouble::Nowhere)?;
    let store = web.app.store();
    // How one came in stays as it was: a post is no proof of anything.
    let proof = store.session(&asked.token)?.and_then(|session| session.proof);
    store.delete_session(&asked.token)?;
    let user = asked.ctx.actor.user;
    let token = match proof {
        Some(proof) => store.create_proved_session(user, Some(post), proof)?,
        None => store.create_session(user, Some(post))?,
    };
    Ok(([(header::SET_COOKIE, session::start(web, &token))], Redirect::to(home(post.role))).into_response())
}

fn mend(web: &Web, asked: &Asked, faults: Faults<'_>) -> Answer {
    Ok((StatusCode::UNPROCESSABLE_ENTITY, page(&own(web, asked, faults)?)?).into_response())
}

fn word(post: Post) -> String {
    format!("{}.{}", post.role, post.unit)
}

fn own(web: &Web, asked: &Asked, faults: Faults<'_>) -> Answer<KontoPage> {
    let ctx = &asked.ctx;
    let organisation = web.app.organisation()?;
    let account = web.app.own_account(ctx)?;
    let mut frame = shell(web, ctx, "Ditt konto", "")?;
    frame.error = !faults.is_empty();
    frame.notice = notice(asked);
    let posts = ctx.actor.posts.iter().map(|post| PostChoice {
        label: format!("{}, {}", post.role.label(), organisation.unit_name(post.unit)),
        button: (*post != ctx.actor.post)
            .then(|| Button::post("Byt hit", "/konto/post", vec![Hidden::new("post", word(*post))])),
    });
    let (mut lines, mut password, mut spare) = (Vec::new(), Vec::new(), Vec::new());
    let mut buttons = vec![Button::post("Logga ut", "/byt", Vec::new()).filled()];
    match &account {
        Some(account) => {
            lines.push(format!("Ditt inloggningsnamn är {}.", account.name));
            lines.push(match account.sessions {
                0 | 1 => String::from("Du är inloggad bara här."),
                many => format!("Du är inloggad på {many} ställen, det här inräknat."),
            });
            if account.linked {
                lines.push(String::from("Kontot är kopplat till kommunens egen inloggning."));
            }
            buttons.push(Button::post("Logga ut överallt", "/konto/ut", Vec::new()));
            if account.password {
                lines.push(format!("Du har {} reservkoder kvar.", account.spare));
                password = vec![
                    with_fault(field("nu", "Nuvarande lösenord", "current-password", ""), faults),
                    with_fault(field("nytt", "Nytt lösenord", "new-password", CHOOSE), faults),
                    with_fault(field("igen", "Samma lösenord igen", "new-password", ""), faults),
                ];
                if web.settings.ways.passkeys.is_some() && web.settings.ways.passwords.accepted_for(&account.name) {
                    buttons.push(Button::go("Passnycklar", "/konto/passnycklar"));
                }
                spare = vec![with_fault(field("nu-reserv", "Ditt lösenord", "current-password", ""), faults)];
            }
        }
        None => lines.push(String::from("Du har kommit in utan ett konto i Stadga.")),
    }
    Ok(KontoPage {
        shell: frame,
        name: organisation.user_name(ctx.actor.user).to_owned(),
        lines,
        buttons,
        posts: posts.collect(),
        errors: errors(faults),
        password,
        spare,
        mail: mails(web, asked, faults)?,
        calendar: account.as_ref().map(|account| super::prenumeration::buttons(account.calendar)),
    })
}

/// Where one is mailed, as it stands or as it was sent and has to be mended; none where no mail is sent.
fn mails(web: &Web, asked: &Asked, faults: Faults<'_>) -> Answer<Option<MailForm>> {
    let Some(domains) = &web.settings.mails else { return Ok(None) };
    let Some(mut chosen) = web.app.own_notices(&asked.ctx)? else { return Ok(None) };
    if faults.iter().any(|(field, _)| *field == "epost") {
        chosen = notices(asked);
    }
    let hint = domains.first().map(|domain| format!("Din adress hos kommunen: namn@{domain}.")).unwrap_or_default();
    let mut address = with_fault(field("epost", "E-postadress", "email", &hint), faults);
    (address.seen, address.value) = (true, chosen.address);
    Ok(Some(MailForm { address, morning: chosen.morning, calendar: chosen.calendar }))
}

/// What has happened that one has to know.
fn notice(asked: &Asked) -> Option<Notice> {
    let said = |head: &str, line: String| Some(Notice { head: head.to_owned(), lines: vec![line], undo: None });
    let locked = asked.query.text("last");
    if let Some((day, clock)) = locked.split_once('T') {
        let words = "Var det inte du? Byt lösenord och säg till din chef.";
        return said("Kontot har varit låst.", format!("Någon skrev fel många gånger {day} kl. {clock}. {words}"));
    }
    if let Ok(left) = asked.query.text("reserv").parse::<u8>() {
        return said(
            "Du kom in med en reservkod.",
            format!("Du har {left} kvar. Visa nya här nedanför om de börjar ta slut."),
        );
    }
    if !asked.query.text("mejl").is_empty() {
        return said("Sparat.", String::from("Så här får du mejl nu."));
    }
    let done = !asked.query.text("bytt").is_empty();
    done.then(|| said("Lösenordet är bytt.", String::from("Du är utloggad överallt utom här."))).flatten()
}
