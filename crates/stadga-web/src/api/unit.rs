//! The unit as JSON: what its head sees on the page.

use super::{Call, Reply, json, shape};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{Change, Odd, Pace, Reader, ReviewDue, UnitLoad, UnitPage};
use stadga_core::calendar::text::parse_date;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "Enhet",
        &[
            ("idag", "datum"),
            ("att_ge_ut", "[Uppgift]"),
            ("forsenade", "[Uppgift]"),
            ("forsenade_i_allt", "heltal"),
            ("frihet", "[Uppgift]"),
            ("inte_borjat", "[Uppgift]"),
            ("fordelning", "[Fordelning]"),
            ("uppdrag", "[Uppdragsrad]"),
            ("vantan", "Vantan?"),
        ],
    ),
    (
        "Granskning",
        &[
            ("manad", "datum"),
            ("senast", "datum?"),
            ("lasare", "[Lasare]"),
            ("andringar", "[Andring]"),
            ("signerat", "[Signatur]"),
            ("vantar", "[Vantande]"),
        ],
    ),
    (
        "Lasare",
        &[
            ("vem", "text"),
            ("roll", "text"),
            ("svar", "heltal"),
            ("akter", "heltal"),
            ("poang", "heltal"),
            ("ovanligt", "[Ovanligt]"),
        ],
    ),
    ("Ovanligt", &[("vad", "text"), ("antal", "heltal")]),
    ("Andring", &[("datum", "datum"), ("vad", "text"), ("vem", "text"), ("av", "text")]),
    ("Signatur", &[("art", "text"), ("av", "text"), ("datum", "datum"), ("anteckning", "text")]),
    ("Vantande", &[("art", "text"), ("manad", "datum"), ("senast", "datum")]),
    ("Fordelning", &[("vem", "text?"), ("arenden", "heltal"), ("frist_inom_en_vecka", "heltal")]),
    ("Vantan", &[("beslutade", "heltal"), ("median_dagar", "heltal"), ("nio_av_tio_dagar", "heltal")]),
];

/// The unit one heads; `?forsenade=alla` with all that is late.
pub fn show(web: &Web, call: Call) -> Reply {
    let unit = web.app.unit_page(&call.ctx, call.query.text("forsenade") == "alla")?;
    Ok(json(StatusCode::OK, told(&unit)))
}

/// The review of a month in the unit one heads.
pub fn review(web: &Web, call: Call) -> Reply {
    let month = parse_date(call.query.text("manad"), call.ctx.today).ok();
    let found = web.app.review_page(&call.ctx, month)?;
    let odd = |(kind, times): &(Odd, u32)| json!({ "vad": kind.word(), "antal": times });
    let reader = |reader: &Reader| {
        json!({
            "vem": reader.name,
            "roll": reader.post,
            "svar": reader.lookups,
            "akter": reader.opened,
            "poang": reader.points,
            "ovanligt": reader.odd.iter().map(odd).collect::<Value>(),
        })
    };
    let change =
        |change: &Change| json!({ "datum": change.on, "vad": change.what, "vem": change.whom, "av": change.by });
    let signed = found
        .signed
        .iter()
        .map(|known| json!({ "art": known.art.word(), "av": known.by, "datum": known.on, "anteckning": known.note }));
    let waiting = |due: &ReviewDue| json!({ "art": due.art.word(), "manad": due.month, "senast": due.due });
    let value = json!({
        "manad": found.month,
        "senast": found.due,
        "lasare": found.readers.iter().map(reader).collect::<Value>(),
        "andringar": found.changes.iter().map(change).collect::<Value>(),
        "signerat": signed.collect::<Value>(),
        "vantar": found.waiting.iter().map(waiting).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

fn told(unit: &UnitPage) -> Value {
    let load =
        |load: &UnitLoad| json!({ "vem": load.name, "arenden": load.cases, "frist_inom_en_vecka": load.this_week });
    let pace = |pace: Pace| {
        json!({
            "beslutade": pace.decided,
            "median_dagar": pace.median,
            "nio_av_tio_dagar": pace.nine_of_ten,
        })
    };
    json!({
        "idag": unit.today,
        "att_ge_ut": unit.incoming.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "forsenade": unit.late.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "forsenade_i_allt": unit.late_in_all,
        "frihet": unit.liberty.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "inte_borjat": unit.not_begun.iter().map(|item| shape::work(item, unit.today)).collect::<Value>(),
        "fordelning": unit.load.iter().map(load).collect::<Value>(),
        "uppdrag": unit.assignments.iter().map(shape::assignment_line).collect::<Value>(),
        "vantan": unit.pace.map(pace),
    })
}
