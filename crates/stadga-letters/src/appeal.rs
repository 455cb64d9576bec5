//! How to appeal: which route a legal ground gives, and what the person must be told about it.

use crate::decision::Court;
use crate::{Block, Sender};
use jiff::civil::Date;
use stadga_core::calendar::text::long_date;
use stadga_core::lagrum::Route;

/// What the appeal is about: which decision, by whom.
pub(crate) struct Appealed<'a> {
    pub sender: &'a Sender,
    pub court: &'a Court,
    pub case_number: &'a str,
    pub decided_on: Date,
}

/// The instructions of one route (FL 33 §): form, content, where and when, and help with it.
pub(crate) fn instructions(route: Route, appealed: &Appealed<'_>) -> Vec<Block> {
    match route {
        Route::Forvaltningsbesvar => besvar(appealed),
        Route::Laglighetsprovning => laglighet(appealed),
    }
}

fn besvar(appealed: &Appealed<'_>) -> Vec<Block> {
    let Appealed { sender, court, .. } = appealed;
    let paragraph = |text: String| Block::Paragraph(text);
    vec![
        Block::Heading("Så överklagar du".to_owned()),
        paragraph(format!(
            "Är du inte nöjd med beslutet kan du överklaga. Det kostar inget. {} prövar då om beslutet är rätt.",
            court.name
        )),
        paragraph("Skriv ett brev där du berättar:".to_owned()),
        Block::List(vec![
            which_decision(appealed),
            "varför du tycker att beslutet är fel".to_owned(),
            "vad du vill ha i stället".to_owned(),
            "ditt namn, personnummer, adress och telefonnummer.".to_owned(),
        ]),
        paragraph(format!(
            "Skicka eller lämna brevet till oss, inte till domstolen:\n{}",
            address(&[&sender.board, &sender.municipality], &sender.address_lines)
        )),
        paragraph(
            "Ditt brev ska ha kommit in till oss inom tre veckor från den dag du fick beslutet. \
             Kommer det senare prövas det inte."
                .to_owned(),
        ),
        paragraph(format!(
            "Vi ser först om vi själva ska ändra beslutet. Sedan skickar vi ditt brev vidare till {}.",
            within(&court.name)
        )),
        help(sender),
    ]
}

fn laglighet(appealed: &Appealed<'_>) -> Vec<Block> {
    let Appealed { sender, court, .. } = appealed;
    let paragraph = |text: &str| Block::Paragraph(text.to_owned());
    vec![
        Block::Heading("Så överklagar du".to_owned()),
        Block::Paragraph(format!(
            "Du som är medlem i kommunen kan begära laglighetsprövning. {} prövar då om beslutet följer lagen, \
             inte om det är lämpligt. Domstolen kan upphäva beslutet, men inte ändra det. Det kostar inget.",
            court.name
        )),
        paragraph("Skriv ett brev där du berättar:"),
        Block::List(vec![
            which_decision(appealed),
            "varför du tycker att beslutet inte följer lagen – skriv alla skäl, för skäl som kommer efter de tre \
             veckorna räknas inte"
                .to_owned(),
            "ditt namn, personnummer, adress och telefonnummer.".to_owned(),
        ]),
        Block::Paragraph(format!(
            "Skicka eller lämna brevet till domstolen:\n{}",
            address(&[&court.name], &court.address_lines)
        )),
        paragraph(
            "Ditt brev ska ha kommit in till domstolen inom tre veckor från den dag då kommunen meddelade på sin \
             anslagstavla att protokollet över beslutet är justerat. Har det kommit till kommunen inom samma tid \
             räknas det också. Kommer det senare prövas det inte.",
        ),
        help(sender),
    ]
}

fn which_decision(appealed: &Appealed<'_>) -> String {
    format!("vilket beslut du överklagar: ärende {}, {}", appealed.case_number, long_date(appealed.decided_on))
}

fn help(sender: &Sender) -> Block {
    Block::Paragraph(format!(
        "Vill du ha hjälp att överklaga? Ring oss på {}. Du kan berätta, så skriver vi ner det du säger. Du får också \
         låta någon annan överklaga åt dig. Skicka då med en fullmakt.",
        sender.phone
    ))
}

fn address(names: &[&str], lines: &[String]) -> String {
    let lines = lines.iter().map(String::as_str);
    names.iter().copied().chain(lines).filter(|line| !line.trim().is_empty()).collect::<Vec<_>>().join("\n")
}

/// A name inside a sentence: `förvaltningsrätten i Ekvalla`.
fn within(name: &str) -> String {
    name.strip_prefix('F').map_or_else(|| name.to_owned(), |rest| format!("f{rest}"))
}
