//! The members and their accounts, for the steward of the system.

use super::receipt;
use crate::answer::{Answer, page};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{AnvandarePage, Button, FormError, Link, MemberRow, StartCodePage};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use stadga_app::AppError;
use stadga_app::accounts::MemberLine;
use stadga_core::Id;
use stadga_core::calendar::stockholm;
use stadga_core::ctx::Post;

/// The page.
pub fn show(web: &Web, asked: Asked) -> Answer {
    page(&members(web, &asked, Vec::new())?)
}

/// Somebody is given a way in, or a new one.
pub fn issue(web: &Web, asked: Asked) -> Answer {
    let user = asked.id(0)?;
    match web.app.issue_account(Some(&asked.ctx), user, asked.form.text("namn"), web.settings.doors.cost()) {
        Ok(issued) => page(&StartCodePage {
            shell: shell(web, &asked.ctx, "Startkod", "/anvandare")?,
            whose: web.app.organisation()?.user_name(user).to_owned(),
            login: issued.name,
            code: issued.code,
            until: issued.until.to_zoned(stockholm()).date().to_string(),
        }),
        Err(AppError::Problems(problems)) => {
            let named = |problem: stadga_core::form::Problem| FormError::new(format!("namn-{user}"), problem.message);
            let shown = page(&members(web, &asked, problems.into_iter().map(named).collect())?)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Somebody's way in is closed.
pub fn close(web: &Web, asked: Asked) -> Answer {
    web.app.close_account(Some(&asked.ctx), asked.id(0)?)?;
    Ok(Redirect::to("/anvandare").into_response())
}

fn members(web: &Web, asked: &Asked, errors: Vec<FormError>) -> Answer<AnvandarePage> {
    let found = web.app.members_page(&asked.ctx)?;
    let mut frame = shell(web, &asked.ctx, "Användare", "/anvandare")?;
    frame.error = !errors.is_empty();
    frame.notice = receipt(asked);
    Ok(AnvandarePage {
        shell: frame,
        alarm: alarm(web)?,
        buttons: vec![Button::go("Registrera användare", "/anvandare/anvandare.registrera").filled()],
        errors,
        rows: found.members.iter().map(row).collect(),
    })
}

/// What the last night's count found to be gone, for whoever looks after the system.
fn alarm(web: &Web) -> Answer<String> {
    let count = web.app.store().last_count()?.filter(|count| !count.is_whole());
    Ok(count.map_or_else(String::new, |count| {
        let files = if count.fallen == 1 { String::from("en akt") } else { format!("{} akter", count.fallen) };
        let gone =
            if count.missing == 1 { String::from("en händelse") } else { format!("{} händelser", count.missing) };
        format!(
            "Vid räkningen {} fanns {gone} färre än förut, i {files}. Säg till den som sköter datorn, som tar reda på \
             varför med stadga verify, och arbeta inte vidare innan det är klart.",
            count.day
        )
    }))
}

/// The form that ends a post.
fn ending(user: Id, post: Post) -> String {
    format!("/anvandare/roll.avsluta?anvandare={user}&roll={}&enhet={}", post.role, post.unit)
}

fn row(member: &MemberLine) -> MemberRow {
    let at = |act: &str| format!("/anvandare/{}/{act}", member.user);
    let here = !member.posts.is_empty();
    let open = member.account.is_some() && member.state != "Stängd";
    let mut buttons = vec![Button::go("Ge en roll", format!("/anvandare/roll.tilldela?anvandare={}", member.user))];
    if here {
        buttons.push(Button::go("Avsluta", format!("/anvandare/anvandare.avsluta?anvandare={}", member.user)));
    }
    if open {
        buttons.push(Button::post("Stäng inloggningen", at("stang"), Vec::new()));
    }
    MemberRow {
        name: member.name.clone(),
        posts: member.posts.iter().map(|(post, words)| Link::new(words, ending(member.user, *post))).collect(),
        state: member.state.to_owned(),
        login: member.account.clone().unwrap_or_default(),
        issue: if here { at("inloggning") } else { String::new() },
        field: if here && member.account.is_none() { format!("namn-{}", member.user) } else { String::new() },
        buttons,
    }
}
