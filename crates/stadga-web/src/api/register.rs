//! Registers as JSON: what may be opened, what one reads, and what one has reported oneself.

use super::openapi::inputs;
use super::{Call, Reply, json, shape};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{MatterLine, RegisterPage, RegisterYear, Reported};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Register", &[("register", "[Registerdel]"), ("egna", "[Rapporterat]")]),
    (
        "Registerdel",
        &[
            ("nyckel", "text"),
            ("titel", "text"),
            ("om", "text"),
            ("oppnas_med", "text?"),
            ("schema", "objekt?"),
            ("arenden", "[Registerrad]"),
            ("ar", "[Registerar]"),
        ],
    ),
    (
        "Registerrad",
        &[
            ("id", "id"),
            ("arendenummer", "text"),
            ("mottaget", "datum"),
            ("avslutat", "datum?"),
            ("nasta_frist", "datum?"),
            ("handlaggare", "text?"),
            ("senaste", "text"),
        ],
    ),
    ("Registerar", &[("ar", "heltal"), ("mottagna", "heltal"), ("avslutade", "heltal"), ("steg", "[Registerantal]")]),
    ("Registerantal", &[("vad", "text"), ("antal", "heltal")]),
    ("Rapporterat", &[("register", "text"), ("arendenummer", "text"), ("mottaget", "datum"), ("avslutat", "datum?")]),
    (
        "Registerarende",
        &[
            ("id", "id"),
            ("arendenummer", "text"),
            ("register", "text"),
            ("enhet", "text"),
            ("handlaggare", "text?"),
            ("mottaget", "datum?"),
            ("avslutat", "datum?"),
            ("bevaras_till", "datum?"),
            ("uppgifter", "[Uppgift]"),
            ("vantar", "[Uppgift]"),
            ("steg", "[Registersteg]"),
            ("handelser", "[Handelse]"),
            ("filer", "[Registerfil]"),
        ],
    ),
    ("Registersteg", &[("namn", "text"), ("titel", "text"), ("om", "text"), ("schema", "objekt")]),
    ("Registerfil", &[("handelse", "id"), ("plats", "heltal"), ("namn", "text"), ("datum", "datum")]),
];

/// The registers.
pub fn list(web: &Web, call: Call) -> Reply {
    let found = web.app.registers(&call.ctx)?;
    let own = |known: &Reported| {
        json!({
            "register": known.register,
            "arendenummer": known.number,
            "mottaget": known.opened_on,
            "avslutat": known.closed_on,
        })
    };
    let registers: Value = found.registers.iter().map(|register| part(web, register)).collect();
    Ok(json(StatusCode::OK, json!({ "register": registers, "egna": found.own.iter().map(own).collect::<Value>() })))
}

fn part(web: &Web, register: &RegisterPage) -> Value {
    let line = |line: &MatterLine| {
        json!({
            "id": line.matter,
            "arendenummer": line.number,
            "mottaget": line.opened_on,
            "avslutat": line.closed_on,
            "nasta_frist": line.next_due,
            "handlaggare": line.handler,
            "senaste": line.latest,
        })
    };
    let count = |(what, count): &(String, usize)| json!({ "vad": what, "antal": count });
    let year = |year: &RegisterYear| {
        json!({
            "ar": year.year,
            "mottagna": year.opened,
            "avslutade": year.closed,
            "steg": year.steps.iter().map(count).collect::<Value>(),
        })
    };
    let opens = register.opens.as_ref().map(|(name, _)| name.as_str());
    json!({
        "nyckel": register.key,
        "titel": register.title,
        "om": register.about,
        "oppnas_med": opens,
        "schema": opens.and_then(|name| web.app.case(name)).map(inputs::schema),
        "arenden": register.matters.iter().map(line).collect::<Value>(),
        "ar": register.years.iter().map(year).collect::<Value>(),
    })
}

/// A matter.
pub fn show(web: &Web, call: Call) -> Reply {
    let Ok(id) = call.id() else { return Ok(web.app.nothing(&call.ctx, "okand_adress")?) };
    let page = web.app.matter_page(&call.ctx, id)?;
    let step = |(name, title, about): &(String, String, String)| json!({ "namn": name, "titel": title, "om": about, "schema": web.app.case(name).map(inputs::schema) });
    let file = |(event, place, name, on): &(stadga_core::Id, usize, String, jiff::civil::Date)| json!({ "handelse": event, "plats": place, "namn": name, "datum": on });
    let work = |items: &[stadga_app::view::WorkItem]| -> Value {
        items.iter().map(|item| shape::work(item, page.today)).collect()
    };
    Ok(json(
        StatusCode::OK,
        json!({
            "id": page.matter,
            "arendenummer": page.number,
            "register": page.register,
            "enhet": page.unit,
            "handlaggare": page.handler,
            "mottaget": page.file.case.opened_on,
            "avslutat": page.file.case.closed_on,
            "bevaras_till": page.kept_until,
            "uppgifter": work(&page.mine),
            "vantar": work(&page.waiting),
            "steg": page.acts.iter().map(step).collect::<Value>(),
            "handelser": page.timeline.iter().map(shape::event).collect::<Value>(),
            "filer": page.files.iter().map(file).collect::<Value>(),
        }),
    ))
}
