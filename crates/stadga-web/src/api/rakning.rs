//! What is counted in services without an assessment of needs, as JSON.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{CountLine, DayCount, YearLine};
use stadga_core::calendar::text::{clock, parse_date};
use stadga_rules::ServiceRule;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Rakning", &[("ar", "heltal"), ("verksamheter", "[Verksamhet]"), ("summor", "[Raknesumma]")]),
    (
        "Rakneblad",
        &[("verksamhet", "Verksamhet"), ("dag", "datum"), ("raknat", "[Raknat]"), ("summor", "[Raknesumma]")],
    ),
    (
        "Verksamhet",
        &[("nyckel", "text"), ("titel", "text"), ("egen", "ja"), ("dokumentation", "text"), ("raknas", "[Raknas]")],
    ),
    ("Raknas", &[("vad", "text"), ("rubrik", "text"), ("antal_av", "text?"), ("val", "[Raknefraga]")]),
    ("Raknefraga", &[("fraga", "text"), ("val", "[text]")]),
    ("Raknat", &[("tillfalle", "id"), ("rubrik", "text"), ("val", "[text]"), ("antal", "heltal"), ("klockan", "text")]),
    (
        "Raknesumma",
        &[
            ("verksamhet", "text"),
            ("vad", "text"),
            ("rubrik", "text"),
            ("tillfallen", "heltal"),
            ("antal", "heltal"),
            ("dagar", "[Raknedag]"),
        ],
    ),
    ("Raknedag", &[("dag", "datum"), ("tillfallen", "heltal"), ("antal", "heltal")]),
];

/// The services, and everything counted in a year.
pub fn year(web: &Web, call: Call) -> Reply {
    let found = web.app.count_year(&call.ctx, call.query.text("ar").parse().ok())?;
    let services = found.services.iter().map(|line| service(&line.rule, line.own)).collect::<Value>();
    let sums = found.lines.iter().map(sum).collect::<Value>();
    Ok(json(StatusCode::OK, json!({ "ar": found.year, "verksamheter": services, "summor": sums })))
}

/// A service, with what one's unit counted on a day.
pub fn show(web: &Web, call: Call) -> Reply {
    let day = parse_date(call.query.text("dag"), call.ctx.today).ok();
    let found = web.app.count_page(&call.ctx, call.part(0), day)?;
    let value = json!({
        "verksamhet": service(&found.rule, found.own),
        "dag": found.day,
        "raknat": found.lines.iter().map(line).collect::<Value>(),
        "summor": found.year.iter().map(sum).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

fn service(rule: &ServiceRule, own: bool) -> Value {
    let asks = |count: &stadga_rules::CountRule| -> Value {
        let ask = |ask: &stadga_rules::AskRule| {
            let words: Vec<String> = ask.choices.iter().map(|(word, _)| format!("{}:{word}", ask.name)).collect();
            json!({ "fraga": ask.label, "val": words })
        };
        count.asks.iter().map(ask).collect()
    };
    let counts = rule
        .counts
        .iter()
        .map(|count| json!({ "vad": count.key, "rubrik": count.label, "antal_av": count.people, "val": asks(count) }));
    json!({
        "nyckel": rule.key,
        "titel": rule.title,
        "egen": own,
        "dokumentation": rule.documentation.word(),
        "raknas": counts.collect::<Value>(),
    })
}

fn line(line: &CountLine) -> Value {
    json!({
        "tillfalle": line.id,
        "rubrik": line.label,
        "val": line.chosen,
        "antal": line.number,
        "klockan": clock(line.clock),
    })
}

fn sum(line: &YearLine) -> Value {
    let day = |(day, sum): (&jiff::civil::Date, &DayCount)| json!({ "dag": day, "tillfallen": sum.times, "antal": sum.number });
    json!({
        "verksamhet": line.key,
        "vad": line.what,
        "rubrik": line.label,
        "tillfallen": line.whole.times,
        "antal": line.whole.number,
        "dagar": line.days.iter().map(day).collect::<Value>(),
    })
}
