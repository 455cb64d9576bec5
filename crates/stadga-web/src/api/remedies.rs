//! What follows a decision, as JSON: service, the last day to appeal, the appeals.

use serde_json::{Value, json};
use stadga_app::view::DecisionPage;
use stadga_core::state::{Appeal, Delivery, Served};

/// What the answers hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    (
        "EfterBeslut",
        &[
            ("skickat", "[Delgivning]"),
            ("delgivet", "datum?"),
            ("visat", "ja"),
            ("sista_dag_att_overklaga", "datum?"),
            ("overklaganden", "[Overklagande]"),
        ],
    ),
    (
        "Delgivning",
        &[("id", "id"), ("datum", "datum"), ("satt", "text"), ("kontroll_senast", "datum?"), ("kontroll", "datum?")],
    ),
    (
        "Overklagande",
        &[
            ("id", "id"),
            ("kom_in", "datum"),
            ("provat", "text?"),
            ("overlamnat", "datum?"),
            ("aterkallat", "datum?"),
            ("dom", "text?"),
            ("oppet", "ja"),
        ],
    ),
];

/// What has followed a decision.
pub fn after(page: &DecisionPage) -> Value {
    let after = &page.after;
    json!({
        "skickat": after.deliveries.iter().map(delivery).collect::<Value>(),
        "delgivet": after.served.map(Served::on),
        "visat": matches!(after.served, Some(Served::Proven(..))),
        "sista_dag_att_overklaga": after.until.as_ref().map(|due| due.legal),
        "overklaganden": after.appeals.iter().map(appeal).collect::<Value>(),
    })
}

fn delivery(sent: &Delivery) -> Value {
    json!({
        "id": sent.id,
        "datum": sent.on,
        "satt": sent.method,
        "kontroll_senast": sent.control_due(),
        "kontroll": sent.control_on,
    })
}

fn appeal(appeal: &Appeal) -> Value {
    json!({
        "id": appeal.id,
        "kom_in": appeal.on,
        "provat": appeal.tested.map(|(_, outcome)| outcome),
        "overlamnat": appeal.handed_over.last().map(|(on, _)| on),
        "aterkallat": appeal.withdrawn_on,
        "dom": appeal.ruling.as_ref().map(|(_, ruling)| ruling.utfall),
        "oppet": appeal.is_open(),
    })
}
