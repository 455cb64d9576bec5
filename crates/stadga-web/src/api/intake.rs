//! The intake desk and the person file as JSON: handlers, members, and the shapes that describe them.

use super::{Call, Problem, Reply, json, shape};
use crate::router::Web;
use axum::http::StatusCode;
use serde_json::{Value, json};
use stadga_app::AppError;
use stadga_app::view::{DeskPage, DeskRow, Known, KnownNumber, Need, PersonPage, Reading, Remains, ReporterPage};
use stadga_core::Id;
use stadga_core::calendar::text::clock;
use stadga_core::fact::intag::AnmalareUppgiven;

/// What the answers here hold.
pub const SHAPES: &[(&str, &[(&str, &str)])] = &[
    ("Mottagning", &[("inkommet", "[Inkommetrad]")]),
    (
        "Inkommetrad",
        &[
            ("id", "id"),
            ("arendenummer", "text"),
            ("person", "text"),
            ("slag", "text"),
            ("kom_in", "datum"),
            ("dagar", "heltal"),
            ("akut", "ja"),
            ("vantar_pa", "text?"),
            ("enhet", "text"),
        ],
    ),
    (
        "Inkommet",
        &[
            ("id", "id"),
            ("arendenummer", "text"),
            ("person", "Person"),
            ("slag", "text"),
            ("kom_in", "datum"),
            ("akut", "ja"),
            ("barn_berors", "ja"),
            ("vantar_pa", "text?"),
            ("enhet", "text"),
            ("handlaggare", "text?"),
            ("anmalare_uppgiven", "ja"),
            ("nas_till", "datum?"),
            ("handelser", "[Handelse]"),
        ],
    ),
    ("Anmalare", &[("id", "id"), ("arendenummer", "text"), ("uppgett", "[Anmalaruppgift]")]),
    (
        "Anmalaruppgift",
        &[("datum", "datum"), ("anonym", "ja"), ("namn", "text?"), ("kontakt", "text?"), ("forhallande", "text?")],
    ),
    ("Skyddsfraga", &[("skal", "text")]),
    ("SkyddadeUppgifter", &[("id", "id"), ("arendenummer", "text"), ("uppgifter", "[SkyddadUppgift]")]),
    ("SkyddadUppgift", &[("vad", "text"), ("uppgift", "text")]),
    ("Registerutdrag", &[("id", "id"), ("arende", "id"), ("hos_andra", "[Hosandra]"), ("lasningar", "[Lasning]")]),
    ("Hosandra", &[("enhet", "text"), ("vad", "text")]),
    (
        "Lasning",
        &[
            ("datum", "datum"),
            ("klockslag", "text"),
            ("vem", "text"),
            ("roll", "text"),
            ("vad", "text"),
            ("slag", "text"),
        ],
    ),
    ("Kandfraga", &[("namn", "text"), ("nummer", "text")]),
    (
        "Kand",
        &[
            ("nummer_kant", "ja"),
            ("nummer_fel", "text?"),
            ("fraga_chefen", "ja"),
            ("pagar", "[Pagande]"),
            ("med_namnet", "heltal"),
            ("fler", "ja"),
            ("traffar", "[Traff]"),
        ],
    ),
    ("Pagande", &[("enhet", "text"), ("kontakt", "text")]),
    (
        "Personakt",
        &[
            ("id", "id"),
            ("person", "Person"),
            ("beskrivning", "text?"),
            ("barn", "[Barn]"),
            ("foretradare", "[Foretradare]"),
            ("arenden", "[Personarende]"),
            ("uppdrag", "[Personuppdrag]"),
            ("insatser", "[Insats]"),
        ],
    ),
    ("Barn", &[("fornamn", "text"), ("fodelsear", "heltal?"), ("fodd", "datum?"), ("boende", "text?")]),
    (
        "Foretradare",
        &[
            ("namn", "text"),
            ("roll", "text"),
            ("art", "text"),
            ("fran", "datum"),
            ("till", "datum?"),
            ("adress", "text?"),
            ("aterkallad", "datum?"),
            ("arendenummer", "text"),
        ],
    ),
    (
        "Personarende",
        &[
            ("id", "id"),
            ("arendenummer", "text"),
            ("titel", "text"),
            ("skede", "text"),
            ("oppnat", "datum"),
            ("avslutat", "datum?"),
            ("handlaggare", "text?"),
            ("enhet", "text"),
        ],
    ),
    (
        "Personuppdrag",
        &[("id", "id"), ("insats", "text"), ("skede", "text"), ("enhet", "text"), ("arendenummer", "text")],
    ),
];

/// The desk.
pub fn desk(web: &Web, call: Call) -> Reply {
    let row = |row: &DeskRow| {
        json!({
            "id": row.case,
            "arendenummer": row.number,
            "person": row.person,
            "slag": row.kind,
            "kom_in": row.came_in,
            "dagar": row.age,
            "akut": row.acute,
            "vantar_pa": waits_for(row.remains),
            "enhet": row.unit,
        })
    };
    let rows: Vec<Value> = web.app.desk(&call.ctx)?.iter().map(row).collect();
    Ok(json(StatusCode::OK, json!({ "inkommet": rows })))
}

/// One matter as reception sees it.
pub fn matter(web: &Web, call: Call) -> Reply {
    let page: DeskPage = web.app.desk_page(&call.ctx, id(web, &call)?)?;
    let value = json!({
        "id": page.case,
        "arendenummer": page.number,
        "person": shape::person(&page.person),
        "slag": page.kind,
        "kom_in": page.came_in,
        "akut": page.acute,
        "barn_berors": page.children,
        "vantar_pa": waits_for(page.remains),
        "enhet": page.unit,
        "handlaggare": page.caseworker,
        "anmalare_uppgiven": page.reporter,
        "nas_till": page.until,
        "handelser": page.timeline.iter().map(shape::event).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

/// Who made a report.
pub fn reporter(web: &Web, call: Call) -> Reply {
    let page: ReporterPage = web.app.reporter(&call.ctx, id(web, &call)?)?;
    let told = |(day, told): &(jiff::civil::Date, AnmalareUppgiven)| {
        json!({
            "datum": day,
            "anonym": told.anonym,
            "namn": told.namn,
            "kontakt": told.kontakt,
            "forhallande": told.forhallande,
        })
    };
    let all: Value = page.told.iter().map(told).collect();
    Ok(json(StatusCode::OK, json!({ "id": page.case, "arendenummer": page.number, "uppgett": all })))
}

/// Where somebody who is protected is; why one asks is sent with the question.
pub fn whereabouts(web: &Web, call: Call) -> Reply {
    let case = id(web, &call)?;
    let Ok(need) = call.body.get("skal").and_then(Value::as_str).unwrap_or_default().parse::<Need>() else {
        // Whoever may not ask is not told what the question is.
        web.app.whereabouts(&call.ctx, case, None)?;
        let words: Vec<&str> = Need::ALL.iter().map(|need| need.word()).collect();
        let message = format!("Skriv varför du behöver uppgifterna: {}", words.join(", "));
        return Err(Problem::fields([(String::from("skal"), String::from("Skäl"), message)]));
    };
    let found = web.app.whereabouts(&call.ctx, case, Some(need))?;
    let told: Value = found.told.iter().map(|(what, value)| json!({ "vad": what, "uppgift": value })).collect();
    Ok(json(StatusCode::OK, json!({ "id": found.case, "arendenummer": found.number, "uppgifter": told })))
}

/// Who has read what about a person.
pub fn extract(web: &Web, call: Call) -> Reply {
    let found = web.app.register_extract(&call.ctx, id(web, &call)?)?;
    let row = |read: &Reading| {
        json!({
            "datum": read.at.date(),
            "klockslag": clock(read.at.time()),
            "vem": read.who,
            "roll": read.post,
            "vad": read.what,
            "slag": read.kind,
        })
    };
    let rows: Value = found.readings.iter().map(row).collect();
    let elsewhere: Value = found.elsewhere.iter().map(|(unit, what)| json!({ "enhet": unit, "vad": what })).collect();
    let told = json!({ "id": found.id, "arende": found.case, "hos_andra": elsewhere, "lasningar": rows });
    Ok(json(StatusCode::OK, told))
}

/// Whether somebody is known, posted so that nothing personal stands in an address.
pub fn known(web: &Web, call: Call) -> Reply {
    let text = |name: &str| call.body.get(name).and_then(Value::as_str).unwrap_or_default();
    if let Some(unknown) = call.body.keys().find(|name| !matches!(name.as_str(), "namn" | "nummer")) {
        let message = String::from("Fältet finns inte. Skicka namn, nummer eller båda");
        return Err(Problem::fields([(unknown.clone(), unknown.clone(), message)]));
    }
    let found: Known = web.app.known(&call.ctx, text("namn"), text("nummer"))?;
    let (wrong, ongoing) = match &found.number {
        Some(KnownNumber::Wrong(message)) => (Some(message.clone()), Vec::new()),
        Some(KnownNumber::Known(ongoing)) => (None, ongoing.clone()),
        Some(KnownNumber::Unknown | KnownNumber::AskHead) | None => (None, Vec::new()),
    };
    let one = |(unit, contact): &(String, String)| json!({ "enhet": unit, "kontakt": contact });
    let value = json!({
        "nummer_kant": matches!(found.number, Some(KnownNumber::Known(_) | KnownNumber::AskHead)),
        "fraga_chefen": matches!(found.number, Some(KnownNumber::AskHead)),
        "nummer_fel": wrong,
        "pagar": ongoing.iter().map(one).collect::<Value>(),
        "med_namnet": found.named.unwrap_or_default(),
        "fler": found.more,
        "traffar": found.hits.iter().map(shape::hit).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

/// The person file.
pub fn person(web: &Web, call: Call) -> Reply {
    let page: PersonPage = web.app.person_page(&call.ctx, id(web, &call)?)?;
    let children = page.person.children.iter().map(
        |child| json!({ "fornamn": child.name, "fodelsear": child.born, "fodd": child.birthday, "boende": child.lives.map(|lives| lives.label()) }),
    );
    let representatives = page.representatives.iter().map(|(known, number)| {
        json!({
            "namn": known.fact.foretradare,
            "roll": known.fact.roll.label(),
            "art": known.fact.art.label(),
            "fran": known.since,
            "till": known.fact.galler_till,
            "adress": known.fact.adress,
            "aterkallad": known.revoked_on,
            "arendenummer": number,
        })
    });
    let cases = page.cases.iter().map(|case| {
        json!({
            "id": case.case,
            "arendenummer": case.number,
            "titel": case.title,
            "skede": case.stage,
            "oppnat": case.opened_on,
            "avslutat": case.closed_on,
            "handlaggare": case.caseworker,
            "enhet": case.unit,
        })
    });
    let assignments = page.assignments.iter().map(|known| {
        json!({
            "id": known.assignment,
            "insats": known.insats,
            "skede": known.stage,
            "enhet": known.unit,
            "arendenummer": known.number,
        })
    });
    let value = json!({
        "id": page.id,
        "person": shape::person(&page.person),
        "beskrivning": page.person.description,
        "barn": children.collect::<Value>(),
        "foretradare": representatives.collect::<Value>(),
        "arenden": cases.collect::<Value>(),
        "uppdrag": assignments.collect::<Value>(),
        "insatser": page.lines.iter().map(shape::insats).collect::<Value>(),
    });
    Ok(json(StatusCode::OK, value))
}

/// The id in the address; what is no id does not exist, and that is written down.
fn id(web: &Web, call: &Call) -> Result<Id, AppError> {
    call.id().or_else(|_| web.app.nothing(&call.ctx, "okand_adress"))
}

fn waits_for(remains: Remains) -> Option<&'static str> {
    match remains {
        Remains::Assessment => Some("forhandsbedomning"),
        Remains::Caseworker => Some("handlaggare"),
        Remains::Nothing => None,
    }
}
