//! What the court and the person get in a matter of compulsory care, each as text, and all of it as one file.

mod look;

use jiff::civil::{Date, date, time};
use look::looked_at;
use stadga_core::Id;
use stadga_core::fact::lvm::{
    Lvmbeslutare, Lvmfara, Lvmmedel, Lvmslutsats, OmhandertagandeBeslutat, TvangsvardAnsokt,
    TvangsvardsutredningSammanstalld,
};
use stadga_core::state::Custody;
use stadga_letters::compulsory::{
    Entry, Matter, application, custody_decision, examination, extract, investigation, rights, submission,
};
use stadga_letters::{Attachment, Block, Court, Letter, Sender, bundle, pdf};
use std::io::Write;
use std::process::{Command, Stdio};

const TODAY: Date = date(2026, 11, 27);

fn matter() -> Matter {
    Matter {
        sender: Sender {
            municipality: "Ekvalla kommun".into(),
            board: "Socialnämnden".into(),
            unit: "Vuxenenheten".into(),
            officer: Some("Åsa Lindén".into()),
            address_lines: vec!["Box 12".into(), "123 45 Ekvalla".into()],
            phone: "010-123 45 67".into(),
        },
        court: Court {
            name: "Förvaltningsrätten i Ekvalla".into(),
            address_lines: vec!["Box 90".into(), "123 99 Ekvalla".into()],
        },
        date: TODAY,
        case_number: "SN 2026-0123".into(),
        name: "Renée Öberg".into(),
        number: Some("19850101-2382".into()),
        title: "Socialsekreterare".into(),
    }
}

fn custody() -> Custody {
    Custody {
        id: Id::from_bytes([1; 10]),
        on: date(2026, 11, 26),
        at: Some(time(22, 10, 0, 0)),
        fact: Box::new(OmhandertagandeBeslutat {
            beslutat_av: Lvmbeslutare::Ordforande,
            beslutsfattare: Some("Lars Wik".into()),
            varfor_inte_vanta: Some("Utskottet möts först på tisdag.".into()),
            nasta_sammantrade: Some(date(2026, 12, 1)),
            paragraf: None,
            sannolikt: "Renée dricker dagligen sedan två år.".into(),
            fara: Lvmfara::Halsa,
            faran: "Leverprov visar livsfara.".into(),
        }),
        executed_on: Some(date(2026, 11, 26)),
        submitted_on: None,
        informed_on: None,
        tested: None,
        extended_to: None,
        reported_on: None,
        ended: None,
    }
}

fn findings() -> TvangsvardsutredningSammanstalld {
    TvangsvardsutredningSammanstalld {
        forhallanden: "Bor hos en vän sedan augusti.".into(),
        egen_syn: "Vill bli lämnad i fred.".into(),
        tidigare_atgarder: "Öppenvård 2025.".into(),
        planerade_atgarder: "Sex månader på LVM-hem.".into(),
        hem: Some("Hornö".into()),
        vard_utanfor: Some("HVB efter tre månader.".into()),
        medel: vec![Lvmmedel::Alkohol],
        missbruk: "Dricker dagligen.".into(),
        frivilligt: "Öppenvård mars 2025: avbröts.\nHVB juni 2026: avböjdes.".into(),
        halsa: Some("Leversvikt.".into()),
        livet: None,
        skada: None,
        barnoro: None,
        lvu: None,
        slutsats: Lvmslutsats::SkalFinns,
        bedomning: "Villkoren i 4 § är uppfyllda.".into(),
    }
}

fn applied() -> TvangsvardAnsokt {
    TvangsvardAnsokt {
        beslutat_av: Lvmbeslutare::Utskott,
        sammantradesdag: date(2026, 12, 1),
        paragraf: Some("§ 214".into()),
        domstol: "Förvaltningsrätten i Ekvalla".into(),
        brev: Vec::new(),
    }
}

fn all() -> Vec<Letter> {
    let matter = matter();
    let enclosed = [String::from("Utredning enligt 7 § LVM, 2026-11-27"), String::from("Utdrag ur akten")];
    let entry = |what: &str, text: &str| Entry { on: TODAY, what: what.into(), text: text.into() };
    vec![
        application(&matter, Some(&findings()), Some(&applied()), &enclosed),
        submission(&matter, &custody(), Some("Har avvikit två gånger."), &enclosed),
        custody_decision(&matter, &custody()),
        rights(&matter, &custody(), Some(date(2026, 11, 30))),
        investigation(&matter, &findings()),
        examination(
            &matter,
            vec![("26 november 2026".into(), "Läkarundersökning beslutas, Dr Eva Norén.".into())],
            &[entry("Intyg av Dr Eva Norén", "Leversvikt.\n\nIntyget ligger som bifogad fil i det här dokumentet.")],
        ),
        extract(&matter, &[entry("Utredning inledd", "Polisens anmälan. Utan samtycke, 7 § LVM.")]),
    ]
}

fn shown(letter: &Letter) -> String {
    let mut text = format!("= {} till {}\n", letter.subject, letter.recipient.name);
    for block in &letter.blocks {
        text += &match block {
            Block::Heading(heading) => format!("== {heading}\n"),
            Block::Paragraph(paragraph) => format!("{paragraph}\n"),
            Block::List(items) => items.iter().map(|item| format!("- {item}\n")).collect(),
            Block::Facts(facts) => facts.iter().map(|(name, value)| format!("{name} | {value}\n")).collect(),
            Block::Table { rows, .. } => rows.iter().map(|row| format!("{}\n", row.join(" | "))).collect(),
            Block::Signature { name, title, .. } => format!("{name:?}, {title}\n"),
        };
    }
    text
}

/// Some of the documents as text.
fn told(which: std::ops::Range<usize>) -> String {
    all()[which].iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_application_states_each_criterion_with_what_it_rests_on() {
    insta::assert_snapshot!(told(0..1), @r#"
    = Ansökan om vård enligt LVM till Förvaltningsrätten i Ekvalla
    Den det gäller | Renée Öberg
    Personnummer | 19850101-2382
    Beslut att ansöka | Nämndens utskott, 1 december 2026, § 214
    == Det här begär vi
    Socialnämnden i Ekvalla kommun ansöker om att förvaltningsrätten beslutar om vård av Renée Öberg enligt 4 § lagen (1988:870) om vård av missbrukare i vissa fall (LVM).
    == Fortgående missbruk och behov av vård (4 § 1)
    Det gäller alkohol.
    Dricker dagligen.
    == Frivilligt stöd som har prövats (4 § 2)
    - Öppenvård mars 2025: avbröts.
    - HVB juni 2026: avböjdes.
    == Allvarlig fara för hälsan (4 § 3 a)
    Leversvikt.
    == Bedömning
    Villkoren i 4 § är uppfyllda.
    == Det här följer med
    - Utredning enligt 7 § LVM, 2026-11-27
    - Utdrag ur akten
    Some("Åsa Lindén"), Socialsekreterare
    "#);
}

#[test]
fn the_custody_is_submitted_with_what_it_rests_on_and_cannot_be_appealed() {
    insta::assert_snapshot!(told(1..3), @r#"
    = Underställning av beslut om omhändertagande till Förvaltningsrätten i Ekvalla
    Den det gäller | Renée Öberg
    Personnummer | 19850101-2382
    Beslut om omhändertagande | 26 november 2026
    Verkställt | 26 november 2026
    Socialnämnden i Ekvalla kommun underställer förvaltningsrätten beslutet att omedelbart omhänderta Renée Öberg (15 § LVM). Vi begär att rätten prövar om omhändertagandet ska bestå (17 § LVM).
    == Det som ligger till grund för beslutet
    Renée dricker dagligen sedan två år.
    Hälsan kan antas bli allvarligt försämrad utan omedelbar vård.
    Leverprov visar livsfara.
    == Annat som har betydelse
    Har avvikit två gånger.
    == Det här följer med
    - Utredning enligt 7 § LVM, 2026-11-27
    - Utdrag ur akten
    Some("Åsa Lindén"), Socialsekreterare

    = Beslut om omedelbart omhändertagande till Förvaltningsrätten i Ekvalla
    Den det gäller | Renée Öberg
    Personnummer | 19850101-2382
    Beslutat | 26 november 2026, kl. 22.10
    Beslutat av | Nämndens ordförande, Lars Wik
    == Beslut
    Renée Öberg ska omedelbart omhändertas enligt 13 § LVM.
    == Det är sannolikt att vård enligt lagen kan ges (13 § 1)
    Renée dricker dagligen sedan två år.
    == Rättens beslut kan inte avvaktas (13 § 2)
    Hälsan kan antas bli allvarligt försämrad utan omedelbar vård.
    Leverprov visar livsfara.
    == Nämndens beslut kunde inte avvaktas
    Utskottet möts först på tisdag.
    Beslutet gäller omedelbart (43 § LVM). Det kan inte överklagas (44 § LVM) utan prövas av förvaltningsrätten.
    Some("Åsa Lindén"), Socialsekreterare
    "#);
}

#[test]
fn what_goes_along_says_what_the_act_asks_for() {
    insta::assert_snapshot!(told(3..7), @r#"
    = Du är omhändertagen: så prövas det till Renée Öberg
    Den 26 november 2026 beslutades att du omedelbart ska omhändertas enligt 13 § LVM. Beslutet gäller redan. Nu prövar Förvaltningsrätten i Ekvalla om det ska bestå. Vi har skickat handlingarna dit, och du har rätt att läsa dem.
    == Dina rättigheter
    - Du får skriva till rätten och säga vad du tycker senast 30 november 2026.
    - Du får begära en muntlig förhandling. Då får du berätta själv i rätten.
    - Du har rätt till ett offentligt biträde: en jurist som rätten utser och som hjälper dig. Det kostar dig inget.
    Rätten kan avgöra målet även om du inte skriver något.
    Beslutet går inte att överklaga (44 § LVM), eftersom rätten ändå prövar det. Rättens beslut går att överklaga.
    == Så når du rätten
    Domstol | Förvaltningsrätten i Ekvalla
    Adress | Box 90, 123 99 Ekvalla
    Behöver du tolk, eller hjälp att läsa handlingarna? Säg till oss, så ordnar vi det.
    Some("Åsa Lindén"), Socialsekreterare

    = Utredning enligt 7 § LVM till Förvaltningsrätten i Ekvalla
    Den det gäller | Renée Öberg
    Personnummer | 19850101-2382
    == Personens förhållanden
    Bor hos en vän sedan augusti.
    == Vad personen själv säger
    Vill bli lämnad i fred.
    == Tidigare åtgärder
    Öppenvård 2025.
    == Planerade åtgärder
    Sex månader på LVM-hem.
    == Hem där intagning kan ske
    Hornö
    == Vård som planeras utanför hemmet
    HVB efter tre månader.
    == Fortgående missbruk och behov av vård (4 § 1)
    Det gäller alkohol.
    Dricker dagligen.
    == Frivilligt stöd som har prövats (4 § 2)
    - Öppenvård mars 2025: avbröts.
    - HVB juni 2026: avböjdes.
    == Allvarlig fara för hälsan (4 § 3 a)
    Leversvikt.
    == Bedömning
    Villkoren i 4 § är uppfyllda.
    == Slutsats
    Det finns skäl att ansöka om tvångsvård.
    Some("Åsa Lindén"), Socialsekreterare

    = Läkarundersökning och läkarintyg till Förvaltningsrätten i Ekvalla
    Den det gäller | Renée Öberg
    Personnummer | 19850101-2382
    26 november 2026 | Läkarundersökning beslutas, Dr Eva Norén.
    == Intyg av Dr Eva Norén
    Leversvikt.
    Intyget ligger som bifogad fil i det här dokumentet.
    Some("Åsa Lindén"), Socialsekreterare

    = Utdrag ur akten till Förvaltningsrätten i Ekvalla
    Den det gäller | Renée Öberg
    Personnummer | 19850101-2382
    2026-11-27 | Utredning inledd | Polisens anmälan. Utan samtycke, 7 § LVM.
    Some("Åsa Lindén"), Socialsekreterare
    "#);
}

#[test]
fn the_person_is_told_of_every_right_and_that_the_court_may_decide_without_an_answer() {
    let letter = rights(&matter(), &custody(), Some(date(2026, 11, 30)));
    assert_eq!(letter.recipient.name, "Renée Öberg");
    let text = shown(&letter);
    for right in ["skriva till rätten", "senast 30 november 2026", "muntlig förhandling", "offentligt biträde"] {
        assert!(text.contains(right), "{right:?} is missing in {text}");
    }
    assert!(text.contains("Rätten kan avgöra målet även om du inte skriver något."));
    assert!(pdf(&letter).unwrap().starts_with(b"%PDF-"));
}

/// The smallest picture there is: one grey point.
const PICTURE: &[u8] = &[
    0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0x00, 0x00, 0x00, 0x0d, 0x49, 0x48, 0x44, 0x52, 0x00, 0x00, 0x00,
    0x01, 0x00, 0x00, 0x00, 0x01, 0x08, 0x00, 0x00, 0x00, 0x00, 0x3a, 0x7e, 0x9b, 0x55, 0x00, 0x00, 0x00, 0x0a, 0x49,
    0x44, 0x41, 0x54, 0x78, 0x9c, 0x63, 0x68, 0x00, 0x00, 0x00, 0x82, 0x00, 0x81, 0x77, 0xcd, 0x72, 0xb6, 0x00, 0x00,
    0x00, 0x00, 0x49, 0x45, 0x4e, 0x44, 0xae, 0x42, 0x60, 0x82,
];

#[test]
fn all_documents_and_the_certificate_are_one_file() {
    let certificate = Attachment {
        name: "lakarintyg-1.pdf".into(),
        description: "Läkarintyg".into(),
        media_type: "application/pdf",
        content: b"%PDF-1.7 Intyg".to_vec(),
    };
    let scanned = |content: &[u8]| Attachment {
        name: "lakarintyg-2.png".into(),
        media_type: "image/png",
        content: content.to_vec(),
        ..certificate.clone()
    };
    let bytes = bundle(&all(), vec![certificate.clone(), scanned(PICTURE)]).unwrap();
    looked_at("lvm-handlingar", &bytes);
    // One that cannot be drawn is treated as any file: the court gets its file all the same.
    let undrawn = bundle(&all(), vec![scanned(&PICTURE[..PICTURE.len() / 2])]).unwrap();
    let draws = |bytes: &[u8]| bytes.windows(14).any(|some| some == b"/Subtype/Image" || some == b"/Subtype /Imag");
    assert_eq!((draws(&bytes), draws(&undrawn)), (true, false));
    assert_eq!(bundle(&all(), Vec::new()).unwrap(), bundle(&all(), Vec::new()).unwrap());
    assert!(bundle(&[], Vec::new()).is_err());
    let mut command = Command::new("pdftotext");
    command.args(["-enc", "UTF-8", "-", "-"]).stdin(Stdio::piped()).stdout(Stdio::piped());
    let Ok(mut child) = command.spawn() else {
        println!("hoppas över: pdftotext är inte installerat");
        return;
    };
    child.stdin.take().unwrap().write_all(&bytes).unwrap();
    let text = String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap();
    let text = text.replace('\u{A0}', " ").split_whitespace().collect::<Vec<_>>().join(" ");
    let subjects = all();
    let mut rest = text.as_str();
    for letter in &subjects {
        let place = rest.find(&letter.subject).unwrap_or_else(|| panic!("{} is not in its place", letter.subject));
        rest = &rest[place + letter.subject.len()..];
    }
    assert!(text.contains("Sida 1 av ") && text.contains("19850101-2382"));
    assert!(text.contains("Bifogade filer") && text.contains("Läkarintyg: lakarintyg-1.pdf"), "{text}");
    assert!(!text.contains("lakarintyg-2.png"), "a picture that is a page is named as a file too");
}
