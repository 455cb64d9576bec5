//! The members and their accounts, for the steward of the system.

use super::logga_in::field;
use super::receipt;
use crate::answer::{Answer, Trouble, page};
use crate::router::{Asked, Web};
use crate::shell::shell;
use crate::view::{AnvandarePage, Button, FormError, JobLine, KopplaPage, Link, MemberRow, SecretField, StartCodePage};
use crate::ways::Provider;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect};
use jiff::Timestamp;
use stadga_app::AppError;
use stadga_app::accounts::{Identified, Linking, MemberLine, notice_label};
use stadga_app::jobs::JobState;
use stadga_core::Id;
use stadga_core::calendar::stockholm;
use stadga_core::ctx::Post;
use stadga_store::Outgoing;

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

/// The form that ties somebody to who they are to the municipality's own provider.
pub fn ask_link(web: &Web, asked: Asked) -> Answer {
    page(&linking(web, &asked, "", Vec::new())?)
}

/// Somebody is tied to who they are there.
pub fn link(web: &Web, asked: Asked) -> Answer {
    let (user, form) = (asked.id(0)?, &asked.form);
    let issuer = provider(web)?.idp.issuer();
    let whom = Identified { issuer, subject: form.text("id") };
    match web.app.link_account(Some(&asked.ctx), Linking { user, name: form.text("namn"), whom }) {
        Ok(()) => Ok(Redirect::to("/anvandare").into_response()),
        Err(AppError::Problems(problems)) => {
            let errors = problems.into_iter().map(|problem| FormError::new(problem.field, problem.message)).collect();
            let shown = page(&linking(web, &asked, form.text("id"), errors)?)?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, shown).into_response())
        }
        Err(error) => Err(error.into()),
    }
}

/// Somebody is untied.
pub fn unlink(web: &Web, asked: Asked) -> Answer {
    web.app.unlink_account(Some(&asked.ctx), asked.id(0)?)?;
    Ok(Redirect::to("/anvandare").into_response())
}

fn provider(web: &Web) -> Answer<&Provider> {
    web.settings.ways.provider.as_deref().ok_or(Trouble::Nowhere)
}

fn linking(web: &Web, asked: &Asked, id: &str, errors: Vec<FormError>) -> Answer<KopplaPage> {
    let (user, provider) = (asked.id(0)?, provider(web)?);
    let found = web.app.members_page(&asked.ctx)?;
    let member = found.members.iter().find(|member| member.user == user).ok_or(Trouble::Nowhere)?;
    let mut frame = shell(web, &asked.ctx, "Koppla inloggning", "/anvandare")?;
    frame.error = !errors.is_empty();
    let faults: Vec<_> = errors.iter().map(|error| (error.field.clone(), error.text.clone())).collect();
    let fault = |field: &str| faults.iter().find(|(at, _)| at == field).map(|(_, words)| words.clone());
    let hint = "Fråga den som sköter kommunens inloggning. Har personen försökt logga in står det på sidan hen fick.";
    let mut fields = vec![SecretField {
        seen: true,
        value: id.to_owned(),
        error: fault("id").unwrap_or_default(),
        ..field("id", &format!("Id hos {}", provider.name), "off", hint)
    }];
    if member.account.is_none() {
        let hint = "Till exempel sara.lindqvist. Det syns på hens eget konto.";
        let name = SecretField {
            seen: true,
            value: asked.form.text("namn").to_owned(),
            error: fault("namn").unwrap_or_default(),
            ..field("namn", "Inloggningsnamn", "off", hint)
        };
        fields.push(name);
    }
    Ok(KopplaPage {
        shell: frame,
        whose: member.name.clone(),
        provider: provider.name.clone(),
        action: format!("/anvandare/{user}/koppla"),
        errors,
        fields,
    })
}

fn members(web: &Web, asked: &Asked, errors: Vec<FormError>) -> Answer<AnvandarePage> {
    let found = web.app.members_page(&asked.ctx)?;
    let states = web.app.job_states(&web.settings.jobs)?;
    let mut frame = shell(web, &asked.ctx, "Användare", "/anvandare")?;
    frame.error = !errors.is_empty();
    frame.notice = receipt(asked);
    Ok(AnvandarePage {
        shell: frame,
        alarm: alarm(web)?,
        buttons: vec![
            Button::go("Registrera användare", "/anvandare/anvandare.registrera").filled(),
            Button::go("Vem som driver en enhet", "/anvandare/enhet.ange_driftform"),
            Button::go("Gallring", "/gallring"),
        ],
        errors,
        rows: found.members.iter().map(|member| row(web, member)).collect(),
        troubles: states.iter().filter_map(JobState::trouble).collect(),
        jobs: states.iter().map(job).collect(),
        messages: web.app.store().messages(MESSAGES)?.iter().map(|known| message(known, &states)).collect(),
    })
}

/// How many of the newest messages are shown.
const MESSAGES: u32 = 10;

/// A message: what it is about and when it was written, and what became of it.
fn message(known: &Outgoing, states: &[JobState]) -> (String, String) {
    let at = |at: Timestamp| at.to_zoned(stockholm()).strftime("%Y-%m-%d %H.%M").to_string();
    let job = states.iter().find(|state| state.job.name == known.about).map(|state| state.job.label);
    let label = job.or_else(|| notice_label(&known.about));
    let why = known.why.clone().unwrap_or_default();
    let became = match (known.sent, known.gave_up, known.next) {
        (Some(sent), ..) => format!("Skickat {}", at(sent)),
        (_, Some(gave_up), _) => format!("Gick inte att skicka, gavs upp {}. {why}", at(gave_up)),
        (_, _, Some(next)) if known.attempts > 0 => format!("Försöker igen {}. {why}", at(next)),
        _ => String::from("Väntar på att skickas"),
    };
    (format!("{}, {}", label.unwrap_or(&known.about), at(known.made)), became)
}

/// A job of the program's own: when, how long, how it went, and when next.
fn job(state: &JobState) -> JobLine {
    let at = |at: Timestamp| at.to_zoned(stockholm()).strftime("%Y-%m-%d %H.%M").to_string();
    let last = state.last.as_ref().map_or_else(
        || String::from("Aldrig"),
        |run| {
            let ended = run.failed.max(run.done).filter(|ended| *ended >= run.begun);
            match ended.map(|ended| ended.duration_since(run.begun).as_secs()) {
                Some(seconds) => format!("{}, {seconds} sekunder", at(run.begun)),
                None => format!("{}, pågår", at(run.begun)),
            }
        },
    );
    let told = state.last.as_ref().and_then(|run| run.told.clone()).unwrap_or_default();
    let how = match &state.last {
        Some(run) if run.failed.is_some() => format!("Misslyckades. {told}"),
        Some(_) => told,
        None => String::new(),
    };
    JobLine { label: state.job.label.to_owned(), last, how, next: state.next.strftime("%Y-%m-%d %H.%M").to_string() }
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

fn row(web: &Web, member: &MemberLine) -> MemberRow {
    let at = |act: &str| format!("/anvandare/{}/{act}", member.user);
    let here = !member.posts.is_empty();
    let open = member.account.is_some() && member.state != "Stängd";
    let mut buttons = vec![Button::go("Ge en roll", format!("/anvandare/roll.tilldela?anvandare={}", member.user))];
    if here {
        buttons.push(Button::go("Avsluta", format!("/anvandare/anvandare.avsluta?anvandare={}", member.user)));
    }
    if here && web.settings.ways.provider.is_some() {
        buttons.push(Button::go("Koppla till kommunens inloggning", at("koppla")));
    }
    if member.linked {
        buttons.push(Button::post("Ta bort kopplingen", at("koppla-bort"), Vec::new()));
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
