//! What can be looked at, written out as JSON: the same views as the pages, with the same audit row.

use super::{Call, Problem, Reply, documents, json, shape};
use crate::router::Web;
use crate::view::WaitingRow;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{Elsewhere, HandoverRow, HouseLine, SearchAnswer};
use stadga_core::ctx::Post;

/// Who one is.
pub fn me(web: &Web, call: Call) -> Reply {
    let organisation = web.app.organisation()?;
    let actor = &call.ctx.actor;
    let post = |post: &Post| {
        json!({
            "roll": post.role,
            "rollnamn": post.role.label(),
            "enhet": post.unit,
            "enhetsnamn": organisation.unit_name(post.unit),
        })
    };
    let value = json!({
        "anvandare": actor.user,
        "namn": organisation.user_name(actor.user),
        "post": post(&actor.post),
        "poster": actor.posts.iter().map(post).collect::<Vec<_>>(),
        "idag": call.ctx.today,
    });
    Ok(json(StatusCode::OK, value))
}

/// Min dag.
pub fn my_day(web: &Web, call: Call) -> Reply {
    let mut day = shape::my_day(&web.app.my_whole_day(&call.ctx)?);
    let besides = crate::sida::min_dag::besides(web, &call.ctx)?;
    let row =
        |slag: &str, row: &WaitingRow| json!({ "slag": slag, "vad": row.what, "om": row.whom, "adress": row.href });
    let rows = besides.iter().flat_map(|group| group.rows.iter().map(|one| row(group.id, one)));
    day["vid_sidan"] = rows.collect();
    Ok(json(StatusCode::OK, day))
}

/// Who is away.
pub fn absences(web: &Web, call: Call) -> Reply {
    Ok(json(StatusCode::OK, shape::absences(&web.app.absence_page(&call.ctx)?)))
}

/// The cases one reaches.
pub fn cases(web: &Web, call: Call) -> Reply {
    let rows: Vec<Value> = web.app.cases(&call.ctx)?.iter().map(shape::case_line).collect();
    Ok(json(StatusCode::OK, json!({ "arenden": rows })))
}

/// One case.
pub fn case(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let page = web.app.case_page(&call.ctx, id)?;
    Ok(json(StatusCode::OK, shape::case(&web.app, &page)))
}

/// What waits for one's decision.
pub fn proposals(web: &Web, call: Call) -> Reply {
    let rows: Vec<Value> = web.app.proposals(&call.ctx)?.iter().map(shape::proposal).collect();
    Ok(json(StatusCode::OK, json!({ "forslag": rows })))
}

/// One decision.
pub fn decision(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    Ok(json(StatusCode::OK, shape::decision(&web.app.decision_page(&call.ctx, id)?)))
}

/// The letter of a decision or of a communication.
pub fn letter(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let (letter, sent) = web.app.letter(&call.ctx, id)?;
    Ok(json(StatusCode::OK, documents::letter(&letter, sent.as_ref())))
}

/// The assignments one reaches.
pub fn assignments(web: &Web, call: Call) -> Reply {
    let rows: Vec<Value> = web.app.assignments(&call.ctx)?.iter().map(shape::assignment_line).collect();
    Ok(json(StatusCode::OK, json!({ "uppdrag": rows })))
}

/// What has been written since a moment.
pub fn handover(web: &Web, call: Call) -> Reply {
    let found = web.app.handover(&call.ctx, crate::sida::overlamning::since(&call.ctx, &call.query))?;
    let row = |row: &HandoverRow| {
        json!({
            "handelse": shape::event(&row.row),
            "skriven": row.written,
            "olast": row.unread,
            "last_av": row.read_by,
        })
    };
    let people = found.people.iter().map(|person| {
        let rows = person.rows.iter().map(row).collect::<Value>();
        json!({ "uppdrag": person.assignment, "person": person.person, "rader": rows })
    });
    let people = people.collect::<Value>();
    Ok(json(StatusCode::OK, json!({ "sedan": found.since, "personer": people, "utan_rader": found.quiet })))
}

/// Those one reaches at a provider, with what each has and lacks.
pub fn house(web: &Web, call: Call) -> Reply {
    let found = web.app.house(&call.ctx)?;
    let week = |line: &HouseLine| {
        let day = |(day, text): &(String, String)| json!({ "dag": day, "text": text });
        line.week
            .as_ref()
            .map(|week| json!({ "gjort": week.on, "dagar": week.days.iter().map(day).collect::<Value>() }))
    };
    let rows = found.lines.iter().map(|line| {
        json!({
            "uppdrag": line.assignment,
            "person": line.person,
            "insats": line.insats,
            "behandlare": line.therapists,
            "plan": line.plan,
            "schema_gors_med": line.makes_week,
            "veckoschema": week(line),
            "uppfoljd": line.reviewed,
            "nasta_uppfoljning": line.next,
        })
    });
    Ok(json(StatusCode::OK, json!({ "enhet": found.unit, "personer": rows.collect::<Value>() })))
}

/// One assignment.
pub fn assignment(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    Ok(json(StatusCode::OK, shape::assignment(&web.app.assignment_page(&call.ctx, id)?)))
}

/// A search, posted so that nothing personal stands in an address.
pub fn search(web: &Web, call: Call) -> Reply {
    let wrong = |message: &str| {
        Problem::fields([(String::from("q"), String::from("Sök efter"), message.trim_end_matches('.').to_owned())])
    };
    let question = match call.body.get("q").and_then(Value::as_str) {
        Some(question) if call.body.len() == 1 => question,
        _ => return Err(wrong("Skicka { \"q\": \"namn, personnummer eller ärendenummer\" } och inget mer")),
    };
    match web.app.search(&call.ctx, question)? {
        SearchAnswer::Hits(hits) => {
            let rows: Vec<Value> = hits.iter().map(shape::hit).collect();
            Ok(json(StatusCode::OK, json!({ "traffar": rows, "kan_oppnas": false, "fraga_chefen": false })))
        }
        SearchAnswer::Elsewhere(told) => {
            let (opens, asks) = (told == Elsewhere::CanBeOpened, told == Elsewhere::AskHead);
            Ok(json(StatusCode::OK, json!({ "traffar": [], "kan_oppnas": opens, "fraga_chefen": asks })))
        }
        SearchAnswer::WrongNumber(message) => Err(wrong(&message)),
        SearchAnswer::TooShort => Err(wrong("Skriv minst två bokstäver, ett personnummer eller ett ärendenummer")),
    }
}
