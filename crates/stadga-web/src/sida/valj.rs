//! The demo's first page: pick who you are. Behind a locked door it is the log-in page.

use crate::answer::{Answer, Trouble, page};
use crate::kept::{WAY, Way, time_left};
use crate::router::{Doors, Web, read};
use crate::shell::{bare, home};
use crate::view::{Hidden, Notice, UnitPeople, UserCard, ValjAnvandarePage};
use crate::{session, sida::initials};
use axum::body::Bytes;
use axum::extract::{RawQuery, State};
use axum::http::{HeaderMap, header};
use axum::response::{IntoResponse, Redirect, Response};
use stadga_core::Id;
use stadga_core::calendar::text;
use stadga_core::ctx::Post;
use stadga_core::fact::organisation::Roll;
use std::sync::Arc;

/// The cards, by unit.
pub async fn show(State(web): State<Arc<Web>>, RawQuery(query): RawQuery) -> Response {
    on_thread(move || {
        let query = read(query.unwrap_or_default().as_bytes());
        if let Doors::Accounts(_) = web.settings.doors {
            return super::logga_in::show(&web, &query);
        }
        let way = Way::read(&web, query.text(WAY));
        let mut units: Vec<UnitPeople> = Vec::new();
        for pick in web.app.picks()? {
            if units.last().is_none_or(|unit| unit.name != pick.unit) {
                units.push(UnitPeople { name: pick.unit.clone(), about: String::new(), people: Vec::new() });
            }
            let card = UserCard {
                id: card_id(pick.user, pick.post),
                initials: initials(&pick.name),
                name: pick.name,
                role: pick.role.label().to_owned(),
                today: String::from(does(pick.role)),
            };
            if let Some(unit) = units.last_mut() {
                unit.people.push(card);
            }
        }
        let mut shell = bare("Välj vem du är");
        shell.municipality.clone_from(&web.settings.municipality);
        shell.notice = way.as_ref().map(|way| {
            let (head, line) = way.reason.words();
            Notice { head: head.to_owned(), lines: vec![line.to_owned()], undo: None }
        });
        let day = text::with_weekday(web.app.today());
        page(&ValjAnvandarePage {
            shell,
            intro: format!("Det här är en visning med påhittade personer. I dag är det {day}. Välj vem du vill vara."),
            action: String::from("/valj"),
            hidden: way.iter().map(|_| Hidden::new(WAY, query.text(WAY))).collect(),
            units,
        })
    })
    .await
}

/// A card was pressed.
pub async fn choose(State(web): State<Arc<Web>>, body: Bytes) -> Response {
    on_thread(move || {
        let form = read(&body);
        let (user, post) = picked(form.text("anvandare")).ok_or(Trouble::LoggedOut)?;
        let ctx = web.app.ctx_in(user, post).map_err(|_| Trouble::LoggedOut)?;
        let token = web.app.store().create_session(user, Some(ctx.actor.post))?;
        let cookie = session::start(&web, &token);
        // Whoever else logs in begins at their own beginning.
        let back = Way::read(&web, form.text(WAY)).filter(|way| way.user == user).map(|way| way.path);
        let to = back.unwrap_or_else(|| home(ctx.actor.post.role).to_owned());
        Ok(([(header::SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
    })
    .await
}

/// How long the session has left: the page asks before it locks itself.
pub async fn left(State(web): State<Arc<Web>>, headers: HeaderMap) -> Response {
    on_thread(move || Ok(time_left(&web, session::token(&web, &headers).as_deref())?.into_response())).await
}

/// Somebody is still here.
pub async fn stay(State(web): State<Arc<Web>>, headers: HeaderMap) -> Response {
    on_thread(move || {
        let token = session::token(&web, &headers);
        if session::left(&web, token.as_deref())?.is_some() {
            web.app.store().touch_session(token.as_deref().unwrap_or_default())?;
        }
        Ok(time_left(&web, token.as_deref())?.into_response())
    })
    .await
}

/// A user in one of their posts, as a card posts it: somebody with several posts has a card for each.
fn card_id(user: Id, post: Post) -> String {
    format!("{user}.{}.{}", post.role, post.unit)
}

fn picked(text: &str) -> Option<(Id, Option<Post>)> {
    let mut parts = text.split('.');
    let user = parts.next()?.parse().ok()?;
    let post = parts.next().zip(parts.next());
    let post = post.and_then(|(role, unit)| Some(Post { role: role.parse().ok()?, unit: unit.parse().ok()? }));
    Some((user, post))
}

/// Back to the cards; the session ends.
pub async fn leave(State(web): State<Arc<Web>>, headers: HeaderMap) -> Response {
    on_thread(move || {
        let token = session::token(&web, &headers);
        let to = session::after(&web, token.as_deref())?;
        if let Some(token) = token {
            web.app.store().delete_session(&token)?;
        }
        Ok(([(header::SET_COOKIE, session::end(&web))], Redirect::to(to)).into_response())
    })
    .await
}

/// Runs what may wait for the disk, for pages without log-in.
pub async fn on_thread(work: impl FnOnce() -> Answer + Send + 'static) -> Response {
    match tokio::task::spawn_blocking(work).await {
        Ok(Ok(response)) => response,
        Ok(Err(trouble)) => trouble.into_response(),
        Err(broken) => Trouble::App(stadga_app::AppError::Fault(crate::answer::broken(&broken))).into_response(),
    }
}

fn does(role: Roll) -> &'static str {
    match role {
        Roll::Mottagningssekreterare => "Tar emot ansökningar och öppnar ärenden",
        Roll::Socialsekreterare => "Utreder, beslutar, beställer och följer upp",
        Roll::Enhetschef => "Fördelar ärenden och ser vad som dröjer",
        Roll::Utforarchef => "Tar emot uppdrag och utser behandlare",
        Roll::Behandlare => "Möter klienten, skriver plan och journal",
        Roll::Systemforvaltare => "Sköter systemet",
    }
}
