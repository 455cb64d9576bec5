//! What the court and the person get in a matter of compulsory care (LVM 11, 15, 16 §§).

use crate::{Block, Court, Letter, Recipient, Sender, prose};
use jiff::civil::Date;
use stadga_core::calendar::text::{clock, long_date};
use stadga_core::fact::arende::Kanal;
use stadga_core::fact::lvm::{Lvmmedel, OmhandertagandeBeslutat, TvangsvardAnsokt, TvangsvardsutredningSammanstalld};
use stadga_core::state::Custody;

/// What every document to the court has in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Matter {
    /// Who sends it.
    pub sender: Sender,
    /// The court.
    pub court: Court,
    /// The day the document is dated.
    pub date: Date,
    /// The case number.
    pub case_number: String,
    /// The person's name.
    pub name: String,
    /// The person's number, as it is written.
    pub number: Option<String>,
    /// The officer's title below the document.
    pub title: String,
}

/// An event of the record, as it goes to the court.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The day.
    pub on: Date,
    /// A heading.
    pub what: String,
    /// The text.
    pub text: String,
}

/// The application for care (11 §): who, what is asked for, on what grounds, and what goes along.
pub fn application(
    matter: &Matter,
    findings: Option<&TvangsvardsutredningSammanstalld>,
    decided: Option<&TvangsvardAnsokt>,
    enclosed: &[String],
) -> Letter {
    let mut facts = matter.about();
    facts.push(match decided {
        None => fact("Beslut att ansöka", "Inte registrerat"),
        Some(known) => {
            let paragraph = known.paragraf.as_ref().map(|paragraph| format!(", {paragraph}")).unwrap_or_default();
            let by = known.beslutat_av.label();
            fact("Beslut att ansöka", &format!("{by}, {}{paragraph}", long_date(known.sammantradesdag)))
        }
    });
    let mut blocks = vec![
        Block::Facts(facts),
        heading("Det här begär vi"),
        paragraph(&format!(
            "{} i {} ansöker om att förvaltningsrätten beslutar om vård av {} enligt 4 § lagen (1988:870) om vård av \
             missbrukare i vissa fall (LVM).",
            matter.sender.board, matter.sender.municipality, matter.name
        )),
    ];
    match findings {
        Some(findings) => blocks.extend(grounds(findings)),
        None => blocks.push(paragraph("Grunderna: utredningen är inte sammanställd än.")),
    }
    if !enclosed.is_empty() {
        blocks.push(heading("Det här följer med"));
        blocks.push(Block::List(enclosed.to_vec()));
    }
    matter.document("Ansökan om vård enligt LVM", blocks)
}

/// Each of the act's criteria with what it rests on.
fn grounds(findings: &TvangsvardsutredningSammanstalld) -> Vec<Block> {
    let used: Vec<String> = findings.medel.iter().map(|used: &Lvmmedel| used.label().to_lowercase()).collect();
    let mut blocks = vec![heading("Fortgående missbruk och behov av vård (4 § 1)")];
    if !used.is_empty() {
        blocks.push(paragraph(&format!("Det gäller {}.", used.join(", "))));
    }
    blocks.extend(prose(&findings.missbruk));
    blocks.push(heading("Frivilligt stöd som har prövats (4 § 2)"));
    blocks.push(Block::List(
        findings.frivilligt.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect(),
    ));
    let dangers = [
        ("Allvarlig fara för hälsan (4 § 3 a)", &findings.halsa),
        ("Uppenbar risk att förstöra sitt liv (4 § 3 b)", &findings.livet),
        ("Kan skada sig själv eller någon närstående (4 § 3 c)", &findings.skada),
    ];
    for (title, text) in dangers {
        if let Some(text) = text {
            blocks.push(heading(title));
            blocks.extend(prose(text));
        }
    }
    blocks.push(heading("Bedömning"));
    blocks.extend(prose(&findings.bedomning));
    blocks
}

/// The investigation (7, 10 §§).
pub fn investigation(matter: &Matter, findings: &TvangsvardsutredningSammanstalld) -> Letter {
    let mut blocks = vec![Block::Facts(matter.about())];
    let parts = [
        ("Personens förhållanden", Some(&findings.forhallanden)),
        ("Vad personen själv säger", Some(&findings.egen_syn)),
        ("Tidigare åtgärder", Some(&findings.tidigare_atgarder)),
        ("Planerade åtgärder", Some(&findings.planerade_atgarder)),
        ("Hem där intagning kan ske", findings.hem.as_ref()),
        ("Vård som planeras utanför hemmet", findings.vard_utanfor.as_ref()),
        ("Om vård enligt LVU har övervägts", findings.lvu.as_ref()),
    ];
    for (title, text) in parts {
        if let Some(text) = text {
            blocks.push(heading(title));
            blocks.extend(prose(text));
        }
    }
    blocks.extend(grounds(findings));
    blocks.push(heading("Slutsats"));
    blocks.push(paragraph(&format!("{}.", findings.slutsats.label())));
    matter.document("Utredning enligt 7 § LVM", blocks)
}

/// The decision on custody (13 §).
pub fn custody_decision(matter: &Matter, custody: &Custody) -> Letter {
    let fact_: &OmhandertagandeBeslutat = &custody.fact;
    let at = custody.at.map(|at| format!(", kl. {}", clock(at))).unwrap_or_default();
    let mut facts = matter.about();
    facts.push(fact("Beslutat", &format!("{}{at}", long_date(custody.on))));
    let name = fact_.beslutsfattare.as_ref().map(|name| format!(", {name}")).unwrap_or_default();
    facts.push(fact("Beslutat av", &format!("{}{name}", fact_.beslutat_av.label())));
    facts.extend(fact_.paragraf.as_ref().map(|paragraph| fact("Paragraf", paragraph)));
    let mut blocks = vec![
        Block::Facts(facts),
        heading("Beslut"),
        paragraph(&format!("{} ska omedelbart omhändertas enligt 13 § LVM.", matter.name)),
        heading("Det är sannolikt att vård enligt lagen kan ges (13 § 1)"),
    ];
    blocks.extend(prose(&fact_.sannolikt));
    blocks.push(heading("Rättens beslut kan inte avvaktas (13 § 2)"));
    blocks.push(paragraph(&format!("{}.", fact_.fara.label())));
    blocks.extend(prose(&fact_.faran));
    if let Some(why) = &fact_.varfor_inte_vanta {
        blocks.push(heading("Nämndens beslut kunde inte avvaktas"));
        blocks.extend(prose(why));
    }
    blocks.push(paragraph(
        "Beslutet gäller omedelbart (43 § LVM). Det kan inte överklagas (44 § LVM) utan prövas av förvaltningsrätten.",
    ));
    matter.document("Beslut om omedelbart omhändertagande", blocks)
}

/// The submission of the custody to the court (15 §).
pub fn submission(matter: &Matter, custody: &Custody, circumstances: Option<&str>, enclosed: &[String]) -> Letter {
    let mut facts = matter.about();
    facts.push(fact("Beslut om omhändertagande", &long_date(custody.on)));
    let executed = custody.executed_on.map_or_else(|| String::from("Inte verkställt än"), long_date);
    facts.push(fact("Verkställt", &executed));
    let mut blocks = vec![
        Block::Facts(facts),
        paragraph(&format!(
            "{} i {} underställer förvaltningsrätten beslutet att omedelbart omhänderta {} (15 § LVM). Vi begär att \
             rätten prövar om omhändertagandet ska bestå (17 § LVM).",
            matter.sender.board, matter.sender.municipality, matter.name
        )),
        heading("Det som ligger till grund för beslutet"),
    ];
    blocks.extend(prose(&custody.fact.sannolikt));
    blocks.push(paragraph(&format!("{}.", custody.fact.fara.label())));
    blocks.extend(prose(&custody.fact.faran));
    if let Some(text) = circumstances {
        blocks.push(heading("Annat som har betydelse"));
        blocks.extend(prose(text));
    }
    if !enclosed.is_empty() {
        blocks.push(heading("Det här följer med"));
        blocks.push(Block::List(enclosed.to_vec()));
    }
    matter.document("Underställning av beslut om omhändertagande", blocks)
}

/// What the person is told of the rights before the court (16 §).
pub fn rights(matter: &Matter, custody: &Custody, answer_by: Option<Date>) -> Letter {
    let court = &matter.court.name;
    let by = answer_by.map(|day| format!(" senast {}", long_date(day))).unwrap_or_default();
    let blocks = vec![
        paragraph(&format!(
            "Den {} beslutades att du omedelbart ska omhändertas enligt 13 § LVM. Beslutet gäller redan. Nu prövar {court} \
             om det ska bestå. Vi har skickat handlingarna dit, och du har rätt att läsa dem.",
            long_date(custody.on)
        )),
        heading("Dina rättigheter"),
        Block::List(vec![
            format!("Du får skriva till rätten och säga vad du tycker{by}."),
            String::from("Du får begära en muntlig förhandling. Då får du berätta själv i rätten."),
            String::from(
                "Du har rätt till ett offentligt biträde: en jurist som rätten utser och som hjälper dig. Det kostar dig inget.",
            ),
        ]),
        paragraph("Rätten kan avgöra målet även om du inte skriver något."),
        paragraph(
            "Beslutet går inte att överklaga (44 § LVM), eftersom rätten ändå prövar det. Rättens beslut går att överklaga.",
        ),
        heading("Så når du rätten"),
        Block::Facts(vec![fact("Domstol", court), fact("Adress", &matter.court.address_lines.join(", "))]),
        paragraph("Behöver du tolk, eller hjälp att läsa handlingarna? Säg till oss, så ordnar vi det."),
        matter.signature(),
    ];
    let recipient = Recipient { name: matter.name.clone(), address_lines: Vec::new(), channel: Kanal::Besok };
    matter.letter("Du är omhändertagen: så prövas det", recipient, blocks)
}

/// The examination and the certificates (9 §), name and value.
pub fn examination(matter: &Matter, facts: Vec<(String, String)>, certificates: &[Entry]) -> Letter {
    let mut blocks = vec![Block::Facts([matter.about(), facts].concat())];
    for certificate in certificates {
        blocks.push(heading(&certificate.what));
        blocks.extend(prose(&certificate.text));
    }
    if certificates.is_empty() {
        blocks.push(paragraph("Inget läkarintyg har kommit in. Rätten kan besluta om läkarundersökning (11 § LVM)."));
    }
    matter.document("Läkarundersökning och läkarintyg", blocks)
}

/// What the record says, oldest first.
pub fn extract(matter: &Matter, entries: &[Entry]) -> Letter {
    let row = |entry: &Entry| vec![entry.on.to_string(), entry.what.clone(), entry.text.clone()];
    let header = ["Datum", "Händelse", "Anteckning"].map(str::to_owned).to_vec();
    let table = Block::Table { header, rows: entries.iter().map(row).collect() };
    matter.document("Utdrag ur akten", vec![Block::Facts(matter.about()), table])
}

impl Matter {
    fn about(&self) -> Vec<(String, String)> {
        let number = self.number.as_deref().unwrap_or("Inte känt");
        vec![fact("Den det gäller", &self.name), fact("Personnummer", number)]
    }

    fn signature(&self) -> Block {
        Block::Signature { name: self.sender.officer.clone(), title: self.title.clone(), note: None }
    }

    /// A document to the court, signed.
    fn document(&self, subject: &str, mut blocks: Vec<Block>) -> Letter {
        blocks.push(self.signature());
        let court = &self.court;
        let (name, address_lines) = (court.name.clone(), court.address_lines.clone());
        self.letter(subject, Recipient { name, address_lines, channel: Kanal::Brev }, blocks)
    }

    fn letter(&self, subject: &str, recipient: Recipient, blocks: Vec<Block>) -> Letter {
        Letter {
            sender: self.sender.clone(),
            recipient,
            date: self.date,
            case_number: self.case_number.clone(),
            subject: subject.to_owned(),
            blocks,
        }
    }
}

fn heading(text: &str) -> Block {
    Block::Heading(text.to_owned())
}

fn paragraph(text: &str) -> Block {
    Block::Paragraph(text.to_owned())
}

fn fact(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}
