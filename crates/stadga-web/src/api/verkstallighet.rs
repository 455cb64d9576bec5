//! Decisions that were not carried out in time, as JSON: the list, the report of one, the statistics.

use super::{Call, Reply, json};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::view::{ExecutionCount, ExecutionLine};
use stadga_core::calendar::Quarter;
use stadga_core::state::Offer;

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "EjVerkstallda",
        &[
            ("kvartal", "text"),
            ("rapporteras", "[EjVerkstallt]"),
            ("anmals", "[EjVerkstallt]"),
            ("vantar", "[EjVerkstallt]"),
        ],
    ),
    (
        "EjVerkstallt",
        &[
            ("id", "id"),
            ("arende", "id"),
            ("nummer", "text"),
            ("person", "text"),
            ("beslut", "id"),
            ("avser", "text"),
            ("insats", "text"),
            ("fran", "datum"),
            ("sista_dag", "datum"),
            ("avslutat", "datum?"),
            ("hur", "text?"),
            ("delvis", "ja"),
            ("rapporterat", "ja"),
        ],
    ),
    (
        "Verkstallighetsrapport",
        &[
            ("id", "id"),
            ("arende", "id"),
            ("beslut", "id"),
            ("avser", "text"),
            ("insats", "text"),
            ("lagrum", "text"),
            ("fran", "datum"),
            ("sista_dag", "datum"),
            ("avslutat", "datum?"),
            ("aterstar", "text?"),
            ("personnummer", "text?"),
            ("skal", "text?"),
            ("foljder", "text?"),
            ("under_tiden", "text?"),
            ("erbjudanden", "[Erbjudande]"),
            ("kvartal", "[text]"),
        ],
    ),
    ("Erbjudande", &[("id", "id"), ("datum", "datum"), ("vad", "text"), ("svar", "text"), ("skal", "text?")]),
    ("EjVerkstalldaStatistik", &[("kvartal", "text"), ("slut", "ja"), ("antal", "[EjVerkstalldaAntal]")]),
    ("EjVerkstalldaAntal", &[("insats", "text"), ("avser", "text"), ("antal", "heltal"), ("dagar", "[heltal]")]),
];

/// The list of a quarter: `?kvartal=2026-4`, `?domar=nej` without rulings.
pub fn list(web: &Web, call: Call) -> Reply {
    let (quarter, rulings) = wanted(&call);
    let found = web.app.executions(&call.ctx, quarter, rulings)?;
    let lines = |lines: &[ExecutionLine]| lines.iter().map(line).collect::<Value>();
    let value = json!({
        "kvartal": found.quarter.to_string(),
        "rapporteras": lines(&found.to_report),
        "anmals": lines(&found.to_tell),
        "vantar": lines(&found.waiting),
    });
    Ok(json(StatusCode::OK, value))
}

/// The report of one.
pub fn report(web: &Web, call: Call) -> Reply {
    let found = web.app.execution_report(&call.ctx, call.id()?)?;
    let delay = found.delays.last().map(|(_, delay)| delay);
    let number = found.person.number.as_ref().map(|number| number.full());
    let value = json!({
        "id": found.clock.id,
        "arende": found.case,
        "beslut": found.clock.decision,
        "avser": found.clock.kind,
        "insats": found.insats,
        "lagrum": found.decision.fact.lagrum,
        "fran": found.clock.since,
        "sista_dag": found.clock.due.strict,
        "avslutat": found.clock.settled.map(|(on, _)| on),
        "aterstar": found.clock.remains,
        "personnummer": number.or_else(|| found.person.report_number.clone()),
        "skal": delay.map(|delay| &delay.skal),
        "foljder": delay.and_then(|delay| delay.foljder.as_ref()),
        "under_tiden": delay.and_then(|delay| delay.under_tiden.as_ref()),
        "erbjudanden": found.offers.iter().map(offer).collect::<Value>(),
        "kvartal": found.clock.reports.iter().map(|(_, report)| &report.kvartal).collect::<Vec<_>>(),
    });
    Ok(json(StatusCode::OK, value))
}

/// The statistics of a quarter, which name nobody.
pub fn statistics(web: &Web, call: Call) -> Reply {
    let (quarter, rulings) = wanted(&call);
    let found = web.app.execution_statistics(&call.ctx, quarter, rulings, false)?;
    let count = |count: &ExecutionCount| json!({ "insats": count.insats, "avser": count.kind, "antal": count.days.len(), "dagar": count.days });
    let value = json!({
        "kvartal": found.quarter.to_string(),
        "slut": found.ended,
        "antal": found.counts.iter().map(count).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

fn wanted(call: &Call) -> (Option<Quarter>, bool) {
    (call.query.text("kvartal").parse().ok(), call.query.text("domar") != "nej")
}

fn line(line: &ExecutionLine) -> Value {
    json!({
        "id": line.id,
        "arende": line.case,
        "nummer": line.number,
        "person": line.person,
        "beslut": line.decision,
        "avser": line.kind,
        "insats": line.insats,
        "fran": line.since,
        "sista_dag": line.due,
        "avslutat": line.settled.map(|(on, _)| on),
        "hur": line.settled.map(|(_, how)| how),
        "delvis": line.in_part,
        "rapporterat": line.reported,
    })
}

fn offer(offer: &Offer) -> Value {
    json!({
        "id": offer.id,
        "datum": offer.on,
        "vad": offer.fact.vad,
        "svar": offer.answer.0,
        "skal": offer.answer.2,
    })
}
