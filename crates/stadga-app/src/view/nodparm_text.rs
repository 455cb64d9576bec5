//! What the emergency binder says, in reading order: the court's clocks before anything else.

use super::WorkItem;
use jiff::civil::Date;
use stadga_core::Id;
use stadga_core::calendar::text::with_weekday;
use stadga_core::fact::beslut::BeslutFattat;
use stadga_core::fact::organisation::{EnhetArt, Roll};
use stadga_core::fact::uppdrag::UppdragBestallt;
use stadga_core::state::{Organisation, Unit};
use stadga_letters::Block;
use stadga_rules::OnCall;
use stadga_rules::pack::Letters;
use std::collections::BTreeMap;

/// Who a case or an assignment is about, as paper may say it.
pub(super) struct Told {
    /// The case number.
    pub number: String,
    /// The name; none where a mark protects the person.
    pub name: Option<String>,
    /// The telephone; none where it is not known, not handed over or protected.
    pub phone: Option<String>,
    /// The caseworker, or the therapists.
    pub who: Option<String>,
    /// Where it is.
    pub what: String,
    /// What was decided or ordered and holds: what, and until when.
    pub decisions: Vec<(String, String)>,
}

/// What a binder is written from.
pub(super) struct Contents<'a> {
    pub unit: &'a Unit,
    pub today: Date,
    pub clocks: &'a [WorkItem],
    pub told: &'a BTreeMap<Id, Told>,
    pub duties: &'a [WorkItem],
    pub until: Date,
    pub on_call: &'a [OnCall],
    pub settings: Option<&'a Letters>,
    pub organisation: &'a Organisation,
}

/// A decision in force, and until when.
pub(super) fn decision(insats: &str, fact: &BeslutFattat) -> (String, String) {
    let until = match (fact.till, fact.prova_om) {
        (Some(day), _) => day.to_string(),
        (None, Some(day)) => format!("tills vidare, prövas om {day}"),
        (None, None) => "tills vidare".to_owned(),
    };
    (insats.to_owned(), until)
}

/// An order, and until when.
pub(super) fn order(insats: &str, fact: &UppdragBestallt) -> (String, String) {
    (insats.to_owned(), fact.till.map_or_else(|| "tills vidare".to_owned(), |day| day.to_string()))
}

/// Everything below the title.
pub(super) fn blocks(page: &Contents<'_>) -> Vec<Block> {
    let at_provider = page.unit.kind == EnhetArt::Utforare;
    let mut blocks = vec![Block::Paragraph(
        "Det här är vad enheten behöver veta om systemet inte går att nå. Skriv för hand det som händer, och för in \
         det när systemet är tillbaka. Pappret är hemligt: lås in det, och förstör det när nästa exemplar har kommit."
            .to_owned(),
    )];
    if !at_provider {
        blocks.extend(clocks(page));
    }
    blocks.extend(persons(page, at_provider));
    blocks.extend(decisions(page, at_provider));
    blocks.extend(duties(page));
    blocks.extend(contacts(page));
    blocks
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn table(header: &[&str], rows: Vec<Vec<String>>, empty: &str) -> Block {
    if rows.is_empty() {
        return Block::Paragraph(empty.to_owned());
    }
    Block::Table { header: header.iter().map(|name| (*name).to_owned()).collect(), rows }
}

fn clocks(page: &Contents<'_>) -> [Block; 2] {
    let row = |item: &WorkItem| vec![until(item), whom(page, item), item.title.clone(), item.owners.join(", ")];
    let rows = page.clocks.iter().map(row).collect();
    [
        heading("Tvångsvård: frister hos domstolen och i lagen"),
        table(&["Senast", "Ärende", "Vad", "Vem"], rows, "Ingen sådan frist löper."),
    ]
}

/// The last moment, and the hours left when they are few.
fn until(item: &WorkItem) -> String {
    let Some(day) = item.due else { return item.word.clone().unwrap_or_default() };
    let left = item.hours_left.map(|hours| format!(", {hours} timmar kvar")).unwrap_or_default();
    format!("{} kl. 24.00{left}", with_weekday(day))
}

/// The case's number, with the name unless it is protected.
fn whom(page: &Contents<'_>, item: &WorkItem) -> String {
    let told = page.told.get(&item.case).or_else(|| page.told.get(&item.target));
    let name = told.and_then(|told| told.name.as_ref()).map(|name| format!(", {name}")).unwrap_or_default();
    format!("{}{name}", item.number)
}

/// By case number, which is how a folder on a shelf is found.
fn by_number<'a>(page: &'a Contents<'_>) -> Vec<&'a Told> {
    let mut told: Vec<&Told> = page.told.values().collect();
    told.sort_by(|a, b| a.number.cmp(&b.number));
    told
}

fn persons(page: &Contents<'_>, at_provider: bool) -> [Block; 2] {
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let row = |told: &&Told| {
        vec![told.number.clone(), text(&told.name), told.what.clone(), text(&told.who), text(&told.phone)]
    };
    let rows = by_number(page).iter().map(row).collect();
    let who = if at_provider { "Behandlare" } else { "Handläggare" };
    [heading("Personer"), table(&["Ärende", "Namn", "Läge", who, "Telefon"], rows, "Enheten har ingen pågående.")]
}

fn decisions(page: &Contents<'_>, at_provider: bool) -> [Block; 2] {
    let row = |told: &Told, (what, until): &(String, String)| vec![told.number.clone(), what.clone(), until.clone()];
    let rows = by_number(page).into_iter().flat_map(|told| told.decisions.iter().map(move |known| row(told, known)));
    let rows = rows.collect();
    let (title, what) =
        if at_provider { ("Uppdrag som gäller", "Insats") } else { ("Beslut som gäller", "Beviljad insats") };
    [heading(title), table(&["Ärende", what, "Till och med"], rows, "Inget gäller just nu.")]
}

fn duties(page: &Contents<'_>) -> [Block; 2] {
    let day = |item: &WorkItem| match (item.due, &item.word) {
        (Some(due), _) if due < page.today => format!("försenat sedan {due}"),
        (Some(due), _) => with_weekday(due),
        (None, word) => word.clone().unwrap_or_default(),
    };
    let row = |item: &WorkItem| vec![day(item), whom(page, item), item.title.clone(), item.owners.join(", ")];
    let rows = page.duties.iter().map(row).collect();
    [
        heading(&format!("Att göra till och med {}", with_weekday(page.until))),
        table(&["Senast", "Ärende", "Vad", "Vem"], rows, "Inget ska vara gjort inom två veckor."),
    ]
}

fn contacts(page: &Contents<'_>) -> Vec<Block> {
    let mut facts: Vec<(String, String)> = Vec::new();
    if page.unit.kind != EnhetArt::Utforare {
        let called = |known: &OnCall| {
            let when = if known.when.is_empty() { String::new() } else { format!(", {}", known.when) };
            (known.who.clone(), format!("{}{when}", known.phone))
        };
        facts.extend(page.on_call.iter().map(called));
    }
    if let Some(settings) = page.settings {
        facts.push((settings.board.clone(), settings.phone.clone()));
        facts.push((settings.court.clone(), settings.court_address.join(", ")));
    }
    for unit in page.organisation.units.values() {
        let role = if unit.kind == EnhetArt::Utforare { Roll::Utforarchef } else { Roll::Enhetschef };
        let names: Vec<&str> =
            page.organisation.holders(role, unit.id, page.today).iter().map(|user| user.name.as_str()).collect();
        if !names.is_empty() {
            facts.push((format!("Chef, {}", unit.name), names.join(", ")));
        }
    }
    vec![heading("Kontakter"), Block::Facts(facts)]
}
