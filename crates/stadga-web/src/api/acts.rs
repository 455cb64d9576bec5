//! The use cases: carried out, checked beforehand, and what has to be known to fill one in.

use super::{BASE, Call, Problem, Reply, body, json, shape};
use crate::router::Web;
use axum::http::{HeaderValue, StatusCode, header};
use serde_json::json;
use stadga_app::cases::UseCase;
use stadga_app::{Done, Request};
use stadga_core::Id;

/// The header with the command's id: sent again, it gives the first receipt and writes nothing.
pub const KEY: &str = "idempotency-key";

/// Where a use case is carried out: the first part of its address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Where {
    /// It opens something.
    New,
    /// On a case.
    Case,
    /// On an assignment.
    Assignment,
    /// On a matter of a register.
    Matter,
}

impl Where {
    /// Every place.
    pub const ALL: [Self; 4] = [Self::New, Self::Case, Self::Assignment, Self::Matter];

    /// Whether a use case can be carried out here.
    pub fn takes(self, case: &UseCase) -> bool {
        match self {
            Self::New => case.access.stands_alone(),
            Self::Case => case.access.on_case(),
            Self::Assignment => case.access.on_assignment(),
            Self::Matter => case.access.on_matter(),
        }
    }

    /// The address of a use case here, with `{id}` for the subject.
    pub fn address(self, name: &str) -> String {
        match self {
            Self::New => format!("/{name}"),
            Self::Case => format!("/arenden/{{id}}/{name}"),
            Self::Assignment => format!("/uppdrag/{{id}}/{name}"),
            Self::Matter => format!("/register/{{id}}/{name}"),
        }
    }
}

/// A use case that opens something.
pub fn open(web: &Web, mut call: Call) -> Reply {
    let case = named(web, &call, 0, Where::New)?;
    carry_out(web, &mut call, case, None)
}

/// A use case on a case.
pub fn on_case(web: &Web, mut call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Case)?;
    let subject = subject(web, &call)?;
    carry_out(web, &mut call, case, Some(subject))
}

/// A use case on an assignment.
pub fn on_assignment(web: &Web, mut call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Assignment)?;
    let subject = subject(web, &call)?;
    carry_out(web, &mut call, case, Some(subject))
}

/// A use case on a matter of a register.
pub fn on_matter(web: &Web, mut call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Matter)?;
    let subject = subject(web, &call)?;
    carry_out(web, &mut call, case, Some(subject))
}

/// What stands in the way of an act on a matter, half filled in.
pub fn check_on_matter(web: &Web, call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Matter)?;
    check(web, &call, case)
}

/// What has to be known before an act on a matter.
pub fn prepare_on_matter(web: &Web, call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Matter)?;
    prepare(web, &call, case)
}

/// What stands in the way of an act on a case, half filled in.
pub fn check_on_case(web: &Web, call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Case)?;
    check(web, &call, case)
}

/// What stands in the way of an act on an assignment, half filled in.
pub fn check_on_assignment(web: &Web, call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Assignment)?;
    check(web, &call, case)
}

/// What has to be known before an act on a case.
pub fn prepare_on_case(web: &Web, call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Case)?;
    prepare(web, &call, case)
}

/// What has to be known before an act on an assignment.
pub fn prepare_on_assignment(web: &Web, call: Call) -> Reply {
    let case = named(web, &call, 1, Where::Assignment)?;
    prepare(web, &call, case)
}

/// The use case in the path's place `at`, if it belongs there; anything else is an address that leads nowhere.
fn named(web: &Web, call: &Call, at: usize, place: Where) -> Result<&'static UseCase, Problem> {
    match web.app.case(call.part(at)).filter(|case| place.takes(case)) {
        Some(case) => Ok(case),
        None => Ok(web.app.nothing(&call.ctx, "okand_adress")?),
    }
}

fn subject(web: &Web, call: &Call) -> Result<Id, Problem> {
    match call.id() {
        Ok(id) => Ok(id),
        Err(_) => Ok(web.app.nothing(&call.ctx, "okand_adress")?),
    }
}

fn carry_out(web: &Web, call: &mut Call, case: &UseCase, subject: Option<Id>) -> Reply {
    let command = match call.headers.get(KEY) {
        None => web.app.next_id(),
        Some(value) => value.to_str().unwrap_or_default().parse().map_err(|_| {
            Problem::request("Idempotency-Key ska vara ett id med sexton tecken: 0–9 och a–z utom i, l, o och u.")
        })?,
    };
    let form = body::form(case, &call.body)?;
    let request = Request { use_case: case.name, subject, command, form: &form };
    let done = web.app.execute(&mut call.ctx, &request)?;
    let number = web.app.store().case_number(done.case).map_err(stadga_app::AppError::from)?;
    let opened = case.access.opens() && !done.repeated;
    let status = if opened { StatusCode::CREATED } else { StatusCode::OK };
    let mut response = json(status, receipt(&done, number.map(|number| number.to_string())));
    // Reception opens cases it does not read; an address is only given to whoever may follow it.
    let matter = opened && web.app.reaches_matter(&call.ctx, done.case)?;
    if opened && (matter || web.app.reaches_case(&call.ctx, done.case)?) {
        let place = if matter { "register" } else { "arenden" };
        let to = HeaderValue::from_str(&format!("{BASE}/{place}/{}", done.case));
        if let Ok(to) = to {
            response.headers_mut().insert(header::LOCATION, to);
        }
    }
    Ok(response)
}

fn receipt(done: &Done, number: Option<String>) -> serde_json::Value {
    json!({
        "arende": done.case,
        "amne": done.subject,
        "arendenummer": number,
        "handelser": done.recorded,
        "position": done.position,
        "registrerad": done.recorded_at,
        "upprepad": done.repeated,
    })
}

fn check(web: &Web, call: &Call, case: &UseCase) -> Reply {
    let subject = subject(web, call)?;
    let form = body::form(case, &call.body)?;
    let check = web.app.rule_check_shown(&call.ctx, case.name, subject, &form)?;
    Ok(json(StatusCode::OK, shape::check(&check)))
}

fn prepare(web: &Web, call: &Call, case: &UseCase) -> Reply {
    let subject = subject(web, call)?;
    let context = web.app.form_context(&call.ctx, case.name, Some(subject))?;
    let value = json!({
        "anvandningsfall": case.name,
        "titel": case.title,
        "arende": context.case,
        "amne": context.subject,
        "arendenummer": context.number,
        "sag": context.seen,
    });
    Ok(json(StatusCode::OK, value))
}
