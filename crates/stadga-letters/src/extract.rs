//! The register extract: what is held about somebody, why, for how long, who has been given it and who has read it.

use crate::disclosed::{Masked, nothing_in_the_head, signed, what_is_gone};
use crate::{Block, Letter, Mask, Recipient, Sender, prose};
use jiff::civil::Date;

/// What an extract is made from. Nothing of it is masked yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extract {
    /// Who hands it out.
    pub sender: Sender,
    /// Who gets it.
    pub recipient: Recipient,
    /// The day.
    pub date: Date,
    /// The case number of the case it is handed out in.
    pub case_number: String,
    /// The ground it leaves on, name and value.
    pub about: Vec<(String, String)>,
    /// What is known of the person, name and value.
    pub person: Vec<(String, String)>,
    /// The cases it tells of: number, unit, the day each was opened and closed.
    pub cases: Vec<Vec<String>>,
    /// What it does not tell of: the unit, and what there is.
    pub elsewhere: Vec<(String, String)>,
    /// Who has been given something: the day, whom, what.
    pub given: Vec<Vec<String>>,
    /// What stands in the file, oldest first: the day, what it is, the text.
    pub parts: Vec<(Date, String, String)>,
    /// The files that lie there, which do not go along.
    pub files: Vec<String>,
    /// Who has read, newest first: the day, who, in which role, what. None when it does not go along.
    pub readings: Option<Vec<Vec<String>>>,
    /// What the recipient may not do with it.
    pub reservation: Option<String>,
    /// Who signs it: the name, and the title.
    pub signed_by: (Option<String>, String),
}

/// Why it is held, from where, for how long, and what the person can do (article 15.1 of the GDPR).
const WHY: &str = "Vi har uppgifterna för att kunna utreda, besluta om och följa upp stöd enligt socialtjänstlagen, \
    och för att det ska gå att se efteråt vad som har gjorts. Uppgifterna kommer från dig, från dem vi har frågat och \
    från dem som har hört av sig till oss. Inget beslut fattas av en dator.\n\n\
    Uppgifterna gallras fem år efter den sista anteckningen, om de inte ska bevaras enligt lag.";
const RIGHTS: &str = "Är något fel kan du be oss rätta eller komplettera det. Det som har skrivits tas inte bort, men \
    rättelsen syns. Du kan också be oss begränsa hur uppgifterna används. Tycker du att vi gör fel kan du vända dig \
    till kommunens dataskyddsombud, eller klaga hos Integritetsskyddsmyndigheten.";

/// The extract as a letter, and how many passages were taken out of it.
///
/// # Errors
/// When something to mask stands in the letterhead, where nothing can be taken out: what it is.
pub fn extract(data: &Extract, mask: &Mask) -> Result<(Letter, u32), String> {
    nothing_in_the_head(&data.sender, &data.recipient, &data.case_number, mask)?;
    let mut masked = Masked { mask, count: 0 };
    let mut blocks = vec![Block::Facts(masked.pairs(&data.about))];
    let first = blocks.len();
    if let Some(reservation) = &data.reservation {
        blocks.push(heading("Förbehåll"));
        blocks.extend(prose(&masked.text(reservation)));
    }
    blocks.push(heading("Uppgifter om dig"));
    blocks.push(Block::Facts(masked.pairs(&data.person)));
    blocks.push(heading("Ärenden som utdraget gäller"));
    blocks.push(table(&mut masked, ["Ärende", "Enhet", "Öppnat", "Avslutat"], &data.cases));
    if !data.elsewhere.is_empty() {
        blocks.push(heading("Det som finns hos andra"));
        blocks.push(Block::Paragraph(String::from(
            "Det här står inte i utdraget. Vill du veta vad som finns där frågar du dem.",
        )));
        blocks.push(Block::Facts(masked.pairs(&data.elsewhere)));
    }
    blocks.push(heading("Varför vi har uppgifterna, och hur länge"));
    blocks.extend(prose(WHY));
    blocks.push(heading("Vad du kan göra"));
    blocks.extend(prose(RIGHTS));
    blocks.push(heading("Vilka som har fått uppgifter"));
    blocks.push(match data.given.is_empty() {
        true => Block::Paragraph(String::from("Ingen utanför ärendena, så vitt de visar.")),
        false => table(&mut masked, ["Dag", "Mottagare", "Vad"], &data.given),
    });
    if !data.parts.is_empty() {
        blocks.push(heading("Det som står i akten"));
        let order = "Allt står under den dag då det hände. Det äldsta kommer först.";
        blocks.push(Block::Paragraph(String::from(order)));
    }
    for (on, what, text) in &data.parts {
        blocks.push(heading(&format!("{on} {}", masked.text(what))));
        blocks.extend(prose(&masked.text(text)));
    }
    if !data.files.is_empty() {
        blocks.push(heading("Filer i akten"));
        blocks.push(Block::Paragraph(String::from("Filerna följer inte med utdraget. Du kan begära en kopia.")));
        blocks.push(Block::List(data.files.iter().map(|name| masked.text(name)).collect()));
    }
    if let Some(readings) = &data.readings {
        blocks.push(heading("Vem som har läst"));
        blocks.push(table(&mut masked, ["Dag", "Vem", "Roll", "Vad"], readings));
    }
    if masked.count > 0 {
        blocks.insert(first, what_is_gone());
    }
    let (sender, signature) = signed(&data.sender, &data.signed_by, mask);
    blocks.push(signature);
    let letter = Letter {
        sender,
        recipient: data.recipient.clone(),
        date: data.date,
        case_number: data.case_number.clone(),
        subject: String::from("Registerutdrag"),
        blocks,
    };
    Ok((letter, masked.count))
}

fn table<const N: usize>(masked: &mut Masked<'_>, header: [&str; N], rows: &[Vec<String>]) -> Block {
    let row = |row: &Vec<String>| row.iter().map(|text| masked.text(text)).collect();
    Block::Table { header: header.map(str::to_owned).to_vec(), rows: rows.iter().map(row).collect() }
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}
