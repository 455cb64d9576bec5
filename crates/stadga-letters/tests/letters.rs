//! What each letter says, and that whatever it says becomes a sound PDF.

mod look;

use jiff::civil::{Date, date};
use look::looked_at;
use stadga_core::fact::arende::Kanal;
use stadga_core::fact::beslut::{Andringsgrund, Avskrivningsgrund, BeslutFattat, Malinriktning, Utfall};
use stadga_core::fact::utredning::KommuniceringSkickad;
use stadga_letters::{
    Block, Communication, Court, Decision, Letter, LetterError, Notice, Official, Recipient, Section, Sender,
    communication, decision, notice, pdf,
};
use std::io::Write;
use std::process::{Command, Stdio};

const TODAY: Date = date(2026, 11, 23);

fn sender() -> Sender {
    Sender {
        municipality: "Ekvalla kommun".into(),
        board: "Socialnämnden".into(),
        unit: "Vuxenenheten".into(),
        officer: Some("Åsa Lindén".into()),
        address_lines: vec!["Box 12".into(), "123 45 Ekvalla".into()],
        phone: "010-123 45 67".into(),
    }
}

fn recipient() -> Recipient {
    Recipient {
        name: "Renée Öberg".into(),
        address_lines: vec!["Ängsvägen 4 lgh 1102".into(), "123 46 Ekvalla".into()],
        channel: Kanal::Brev,
    }
}

fn a_decision(utfall: Utfall, lagrum: &str) -> Decision {
    let grants = utfall.grants();
    Decision {
        sender: sender(),
        recipient: recipient(),
        date: TODAY,
        case_number: "SN 2026-0123".into(),
        applied_for: "Hjälp att sluta dricka. Jag vill bo på behandlingshem.".into(),
        insats: "Öppenvård, individuell behandling".into(),
        fact: BeslutFattat {
            utfall,
            insats: "oppenvard".into(),
            lagrum: lagrum.into(),
            omfattning: grants.then(|| "Två samtal i veckan".into()),
            mal: grants.then(|| "Renée dricker inte och mår bättre.".into()),
            fran: grants.then_some(date(2026, 12, 1)),
            till: None,
            prova_om: grants.then_some(date(2027, 6, 1)),
            skal: "Du har ett beroende av alkohol och behöver behandling.\n\nÖppenvården svarar mot ditt behov:\n\
                   - du bor bra och har stöd av din syster\n- du vill fortsätta arbeta"
                .into(),
            delegationspunkt: Some("4.2".into()),
            overklagandehanvisning: false,
            andrar: None,
            andringsgrund: utfall.is_about_another().then_some(Andringsgrund::VasentligtForandrat),
            avskrivningsgrund: (utfall == Utfall::Avskrivning).then_some(Avskrivningsgrund::Aterkallad),
            avslaget: (utfall == Utfall::DelvisBifall).then(|| "Behandlingshem".into()),
            malinriktning: if grants { vec![Malinriktning::Nykterhet] } else { Vec::new() },
            namnd: None,
            paragraf: None,
            foredragande: None,
            forfattning: Some("2025:400".into()),
            lydelse: Some(date(2026, 7, 1)),
        },
        decided_on: date(2026, 11, 20),
        changes: utfall.is_about_another().then_some(date(2026, 2, 1)),
        follow_up: grants.then(|| "Vi ses den 1 mars 2027 och går igenom hur det går.".into()),
        decided_by: Official { name: Some("Per Ek".into()), title: "Enhetschef".into() },
        presented_by: Some(Official { name: Some("Åsa Lindén".into()), title: "socialsekreterare".into() }),
        took_part: Vec::new(),
        dissent: None,
        court: Court {
            name: "Förvaltningsrätten i Ekvalla".into(),
            address_lines: vec!["Box 90".into(), "123 99 Ekvalla".into()],
        },
    }
}

fn a_communication(basis: Vec<Section>) -> Communication {
    Communication {
        sender: sender(),
        recipient: recipient(),
        date: TODAY,
        case_number: "SN 2026-0123".into(),
        applied_for: Some("Hjälp att sluta dricka. Jag vill bo på behandlingshem.".into()),
        proposal: Some("Vi föreslår öppenvård med två samtal i veckan, med stöd av 11 kap. 1 § SoL.".into()),
        fact: KommuniceringSkickad {
            svar_senast: date(2026, 12, 7),
            kanal: Kanal::Brev,
            underlag: vec!["Utredningen".into(), "Läkarintyget från den 3 november 2026".into()],
            andra_personer_genomgangna: true,
            brev: Vec::new(),
            till: None,
        },
        title: "Socialsekreterare".into(),
        basis,
    }
}

/// The blocks as a reader meets them.
fn shown(letter: &Letter) -> String {
    let mut text = format!("= {}\n", letter.subject);
    for block in &letter.blocks {
        text += &match block {
            Block::Heading(heading) => format!("\n== {heading}\n"),
            Block::Paragraph(paragraph) => format!("{paragraph}\n"),
            Block::List(items) => items.iter().map(|item| format!("- {item}\n")).collect(),
            Block::Facts(facts) => facts.iter().map(|(name, value)| format!("{name} | {value}\n")).collect(),
            Block::Table { .. } => "(table)\n".into(),
            Block::Signature { name, title, note } => format!("{name:?}, {title}, {note:?}\n"),
        };
    }
    text
}

/// The text of a PDF as others read it, or None with the reason printed.
fn read_back(bytes: &[u8], arguments: &[&str]) -> Option<String> {
    let command = Command::new("pdftotext")
        .args(arguments)
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut child) = command else {
        println!("hoppas över: pdftotext är inte installerat");
        return None;
    };
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    Some(String::from_utf8(child.wait_with_output().unwrap().stdout).unwrap())
}

fn plain(text: &str) -> String {
    text.replace('\u{A0}', " ").split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn a_grant_says_what_how_much_how_long_and_why_and_nothing_of_appeal() {
    let letter = decision(&a_decision(Utfall::Bifall, "11 kap. 1 § SoL")).unwrap();
    insta::assert_snapshot!(shown(&letter), @r#"
    = Beslut i ditt ärende
    Vi säger ja till din ansökan. Här ser du vad du får och varför.
    Du har ansökt om | Hjälp att sluta dricka. Jag vill bo på behandlingshem.
    Beslut | Bifall: Öppenvård, individuell behandling
    Omfattning | Två samtal i veckan
    Mål | Nykterhet eller drogfrihet.
    Renée dricker inte och mår bättre.
    Gäller | Från och med 1 december 2026 tills vidare. Vi prövar beslutet igen senast 1 juni 2027.
    Uppföljning | Vi ses den 1 mars 2027 och går igenom hur det går.
    Lagrum | 11 kap. 1 § SoL (skäliga levnadsförhållanden)
    SFS 2025:400, lydelse 1 juli 2026

    == Därför beslutar vi så
    Du har ett beroende av alkohol och behöver behandling.
    Öppenvården svarar mot ditt behov:
    - du bor bra och har stöd av din syster
    - du vill fortsätta arbeta

    == Beslutat den 20 november 2026
    Some("Per Ek"), Enhetschef, Some("Beslutar för Socialnämnden enligt delegationsordningen, punkt 4.2\nFöredragande: Åsa Lindén, socialsekreterare")
    Har du frågor? Ring Åsa Lindén på 010-123 45 67. Behöver du tolk? Vi ordnar det utan kostnad.
    "#);
    looked_at("bifall", &pdf(&letter).unwrap());
}

// proves: T-141
#[test]
fn a_refusal_says_how_to_appeal_to_the_administrative_court() {
    let letter = decision(&a_decision(Utfall::Avslag, "11 kap. 1 § SoL")).unwrap();
    insta::assert_snapshot!(shown(&letter), @r#"
    = Beslut i ditt ärende
    Vi säger nej till din ansökan. Här ser du varför. Du kan överklaga beslutet. Sist i brevet står hur du gör.
    Du har ansökt om | Hjälp att sluta dricka. Jag vill bo på behandlingshem.
    Beslut | Avslag: Öppenvård, individuell behandling
    Lagrum | 11 kap. 1 § SoL (skäliga levnadsförhållanden)
    SFS 2025:400, lydelse 1 juli 2026

    == Därför beslutar vi så
    Du har ett beroende av alkohol och behöver behandling.
    Öppenvården svarar mot ditt behov:
    - du bor bra och har stöd av din syster
    - du vill fortsätta arbeta

    == Beslutat den 20 november 2026
    Some("Per Ek"), Enhetschef, Some("Beslutar för Socialnämnden enligt delegationsordningen, punkt 4.2\nFöredragande: Åsa Lindén, socialsekreterare")
    Har du frågor? Ring Åsa Lindén på 010-123 45 67. Behöver du tolk? Vi ordnar det utan kostnad.

    == Så överklagar du
    Är du inte nöjd med beslutet kan du överklaga. Det kostar inget. Förvaltningsrätten i Ekvalla prövar då om beslutet är rätt.
    Skriv ett brev där du berättar:
    - vilket beslut du överklagar: ärende SN 2026-0123, 20 november 2026
    - varför du tycker att beslutet är fel
    - vad du vill ha i stället
    - ditt namn, personnummer, adress och telefonnummer.
    Skicka eller lämna brevet till oss, inte till domstolen:
    Socialnämnden
    Ekvalla kommun
    Box 12
    123 45 Ekvalla
    Ditt brev ska ha kommit in till oss inom tre veckor från den dag du fick beslutet. Kommer det senare prövas det inte.
    Vi ser först om vi själva ska ändra beslutet. Sedan skickar vi ditt brev vidare till förvaltningsrätten i Ekvalla.
    Vill du ha hjälp att överklaga? Ring oss på 010-123 45 67. Du kan berätta, så skriver vi ner det du säger. Du får också låta någon annan överklaga åt dig. Skicka då med en fullmakt.
    "#);
    looked_at("avslag", &pdf(&letter).unwrap());
}

#[test]
fn what_the_board_need_not_give_is_tried_for_its_legality() {
    let letter = decision(&a_decision(Utfall::DelvisBifall, "11 kap. 4 § SoL")).unwrap();
    let text = shown(&letter);
    insta::assert_snapshot!(&text[text.find("== Så överklagar du").unwrap()..], @r#"
    == Så överklagar du
    Du som är medlem i kommunen kan begära laglighetsprövning. Förvaltningsrätten i Ekvalla prövar då om beslutet följer lagen, inte om det är lämpligt. Domstolen kan upphäva beslutet, men inte ändra det. Det kostar inget.
    Skriv ett brev där du berättar:
    - vilket beslut du överklagar: ärende SN 2026-0123, 20 november 2026
    - varför du tycker att beslutet inte följer lagen – skriv alla skäl, för skäl som kommer efter de tre veckorna räknas inte
    - ditt namn, personnummer, adress och telefonnummer.
    Skicka eller lämna brevet till domstolen:
    Förvaltningsrätten i Ekvalla
    Box 90
    123 99 Ekvalla
    Ditt brev ska ha kommit in till domstolen inom tre veckor från den dag då kommunen meddelade på sin anslagstavla att protokollet över beslutet är justerat. Har det kommit till kommunen inom samma tid räknas det också. Kommer det senare prövas det inte.
    Vill du ha hjälp att överklaga? Ring oss på 010-123 45 67. Du kan berätta, så skriver vi ner det du säger. Du får också låta någon annan överklaga åt dig. Skicka då med en fullmakt.
    "#);
    looked_at("delvis", &pdf(&letter).unwrap());
}

// proves: T-164
#[test]
fn only_what_goes_against_the_person_carries_a_route() {
    for utfall in Utfall::ALL {
        let data = a_decision(*utfall, "12 kap. 1 § SoL");
        let text = shown(&decision(&data).unwrap());
        assert_eq!(text.contains("Så överklagar du"), data.fact.goes_against(), "{utfall}");
        assert!(pdf(&decision(&data).unwrap()).is_ok(), "{utfall}");
    }
    let against: Vec<&str> = Utfall::ALL
        .iter()
        .filter(|utfall| a_decision(**utfall, "").fact.goes_against())
        .map(|utfall| utfall.word())
        .collect();
    assert_eq!(against, ["delvis_bifall", "avslag", "andring", "upphorande", "avvisning"]);
    let unknown = decision(&a_decision(Utfall::Avslag, "9 § LSS"));
    assert_eq!(unknown, Err(LetterError::UnknownRoute("9 § LSS".into())));
    assert!(decision(&a_decision(Utfall::Bifall, "9 § LSS")).is_ok());
}

#[test]
fn a_change_says_what_it_changes_and_why_it_may() {
    let mut data = a_decision(Utfall::Upphorande, "11 kap. 1 § SoL");
    data.fact.till = Some(date(2026, 12, 31));
    data.fact.namnd = Some("Individutskottet".into());
    data.fact.paragraf = Some("§ 45".into());
    data.fact.delegationspunkt = None;
    data.decided_by = Official { name: None, title: "Individutskottet".into() };
    let letter = decision(&data).unwrap();
    let text = shown(&letter);
    insta::assert_snapshot!(&text[..text.find("== Så överklagar du").unwrap()], @r#"
    = Beslut i ditt ärende
    Din insats upphör. Här ser du vilken dag det sker och varför. Du kan överklaga beslutet. Sist i brevet står hur du gör.
    Du har ansökt om | Hjälp att sluta dricka. Jag vill bo på behandlingshem.
    Beslut | Insatsen upphör: Öppenvård, individuell behandling
    Tidigare beslut | Beslutet den 1 februari 2026
    Därför får det ändras | Förhållandena har förändrats väsentligt (beslut tills vidare)
    Gäller | Sista dagen är 31 december 2026.
    Lagrum | 11 kap. 1 § SoL (skäliga levnadsförhållanden)
    SFS 2025:400, lydelse 1 juli 2026

    == Därför beslutar vi så
    Du har ett beroende av alkohol och behöver behandling.
    Öppenvården svarar mot ditt behov:
    - du bor bra och har stöd av din syster
    - du vill fortsätta arbeta

    == Beslutat den 20 november 2026
    None, Individutskottet, Some("Protokollet, § 45\nFöredragande: Åsa Lindén, socialsekreterare")
    Har du frågor? Ring Åsa Lindén på 010-123 45 67. Behöver du tolk? Vi ordnar det utan kostnad.
    "#);
    data.fact.andringsgrund = Some(Andringsgrund::EgenBegaran);
    assert!(!shown(&decision(&data).unwrap()).contains("överklaga"), "what the person wants goes not against them");
}

#[test]
fn a_plain_letter_says_what_it_is_given() {
    let letter = notice(&Notice {
        sender: sender(),
        recipient: recipient(),
        date: TODAY,
        case_number: "SN 2026-0123".into(),
        subject: "Du har fått en ny handläggare".into(),
        text: "Från och med i dag handlägger Åsa Lindén ditt ärende.\n\nDu behöver inte göra något.".into(),
        contact: vec![("Ring".into(), "010-123 45 67".into())],
        title: "Socialsekreterare".into(),
    });
    insta::assert_snapshot!(shown(&letter), @r#"
    = Du har fått en ny handläggare
    Från och med i dag handlägger Åsa Lindén ditt ärende.
    Du behöver inte göra något.

    == Så når du oss
    Ring | 010-123 45 67
    Behöver du tolk? Säg till, så ordnar vi det. Det kostar inget.
    Some("Åsa Lindén"), Socialsekreterare, None
    "#);
    looked_at("ny-handlaggare", &pdf(&letter).unwrap());
}

#[test]
fn a_withheld_name_stands_nowhere() {
    let mut data = a_decision(Utfall::Avslag, "11 kap. 1 § SoL");
    data.sender.officer = None;
    data.decided_by.name = None;
    data.presented_by = Some(Official { name: None, title: "socialsekreterare".into() });
    let letter = decision(&data).unwrap();
    let text = format!("{letter:?}");
    assert!(!text.contains("Lindén") && !text.contains("Per Ek"), "{text}");
    pdf(&letter).unwrap();
}

// proves: T-125
#[test]
fn communication_says_what_by_when_how_and_which_rights() {
    let letter = communication(&a_communication(Vec::new()));
    insta::assert_snapshot!(shown(&letter), @r#"
    = Säg vad du tycker innan vi beslutar
    Snart fattar vi beslut i ditt ärende. Här får du se vad beslutet ska bygga på. Läs det och säg vad du tycker. Svara senast måndag 7 december 2026.
    Du har ansökt om | Hjälp att sluta dricka. Jag vill bo på behandlingshem.

    == Det här skickar vi
    - Utredningen
    - Läkarintyget från den 3 november 2026

    == Det här föreslår vi
    Vi föreslår öppenvård med två samtal i veckan, med stöd av 11 kap. 1 § SoL.
    Det är ett förslag. Inget är bestämt än.

    == Svara senast måndag 7 december 2026
    Berätta till exempel om något är fel, om något saknas och vad du tycker om förslaget. Du kan:
    - ringa Åsa Lindén på 010-123 45 67
    - skriva till Socialnämnden, Ekvalla kommun, Box 12, 123 45 Ekvalla
    - komma hit och berätta – ring först, så bokar vi en tid.
    Du måste inte svara. Får vi inget svar beslutar vi med det underlag vi har. Behöver du mer tid? Ring oss före sista dagen.
    Ett svar som kommer senare tar vi också emot. Har vi inte hunnit besluta väger vi in det. Har vi redan beslutat ser vi om beslutet ska ändras.

    == Du får tala inför nämnden
    Du har rätt att själv tala inför Socialnämnden innan vi beslutar om dig, om det inte finns särskilda skäl emot det (14 kap. 8 § socialtjänstlagen). Säg till oss om du vill det.

    == Tolk och stöd
    Behöver du tolk? Säg till, så ordnar vi det. Det kostar inget. Har du svårt att läsa, höra eller se? Säg till, så hittar vi ett sätt som fungerar. Du får ta med dig någon som stöd, och du får låta ett ombud föra din talan.
    Some("Åsa Lindén"), Socialsekreterare, None
    "#);
    looked_at("kommunicering", &pdf(&letter).unwrap());
}

#[test]
fn the_basis_may_stand_in_the_letter_over_several_pages() {
    let part = |heading: &str, text: &str| Section { heading: heading.into(), text: text.into() };
    let needs = "Du har druckit alkohol varje dag i fyra år. Du har varit sjukskriven tre gånger. ";
    let letter = communication(&a_communication(vec![
        part("Din situation och dina behov", &[needs.repeat(9), needs.repeat(4)].join("\n\n")),
        part("Vår bedömning", &needs.repeat(14)),
    ]));
    looked_at("underlag", &pdf(&letter).unwrap());
}

#[test]
fn every_text_is_found_again_in_the_pdf() {
    let letter = decision(&a_decision(Utfall::Avslag, "11 kap. 1 § SoL")).unwrap();
    let bytes = pdf(&letter).unwrap();
    let Some(text) = read_back(&bytes, &[]) else { return };
    let text = plain(&text);
    for line in shown(&letter).lines().filter(|line| line.starts_with(|first: char| first.is_alphabetic())) {
        for part in line.split(" | ") {
            assert!(part.contains("Enhetschef, Some(") || text.contains(&plain(part)), "{part}\n{text}");
        }
    }
    for part in
        ["Renée Öberg", "Ängsvägen 4 lgh 1102", "Sida 1 av 2", "Sida 2 av 2", "Ärende SN 2026-0123", "23 november 2026"]
    {
        assert!(text.contains(part), "{part}\n{text}");
    }
}

#[test]
fn equal_letters_are_equal_files_that_name_no_person_outside_the_pages() {
    let mut letter = decision(&a_decision(Utfall::Avslag, "11 kap. 1 § SoL")).unwrap();
    letter.subject = "Beslut om Renée Öberg".into();
    let bytes = pdf(&letter).unwrap();
    assert_eq!(bytes, pdf(&letter.clone()).unwrap());
    let raw = String::from_utf8_lossy(&bytes);
    let start = raw.find("<x:xmpmeta").unwrap();
    let metadata = &raw[start..raw.find("</x:xmpmeta>").unwrap()];
    assert!(metadata.contains("Beslut om<") && metadata.contains("Ekvalla kommun"), "{metadata}");
    assert!(!metadata.contains("Öberg") && !metadata.contains("Lindén"), "{metadata}");
    for claim in ["<pdfaid:part>2<", "<pdfaid:conformance>A<", "<pdfuaid:part>1<"] {
        assert!(metadata.contains(claim), "{claim}: {metadata}");
    }
}

#[test]
fn long_strange_and_missing_texts_become_a_letter_too() {
    let word = "Beroendebehandlingen fortsätter – också på “HVB-hem” för 1 234 kr/mån. ";
    let long: String = word.repeat(20_000 / word.len() + 1);
    let texts = [
        long.clone(),
        long.replace(' ', ""),
        "😀 \u{0}\u{FFFE} שלום مرحبا Привет a\u{308}\u{301} \u{E000}".into(),
        String::new(),
        " \n\n ".into(),
    ];
    for text in &texts {
        let cell = text.clone();
        let letter = Letter {
            sender: Sender { address_lines: Vec::new(), ..sender() },
            recipient: Recipient { name: cell.clone(), address_lines: Vec::new(), channel: Kanal::SakerMeddelande },
            date: TODAY,
            case_number: cell.clone(),
            subject: cell.clone(),
            blocks: vec![
                Block::Heading(cell.clone()),
                Block::Paragraph(cell.clone()),
                Block::List(vec![cell.clone(), String::new()]),
                Block::Facts(vec![(cell.clone(), cell.clone())]),
                Block::Table { header: vec![cell.clone()], rows: vec![vec![cell.clone(), "1".into()], Vec::new()] },
                Block::Table { header: Vec::new(), rows: Vec::new() },
                Block::List(Vec::new()),
                Block::Facts(Vec::new()),
                Block::Signature { name: None, title: cell.clone(), note: Some(cell) },
            ],
        };
        pdf(&letter).unwrap_or_else(|error| panic!("{error}: {}", text.chars().take(40).collect::<String>()));
    }
}

#[test]
fn a_table_repeats_its_header_and_keeps_its_rows_whole() {
    let rows =
        (1..=60).map(|row| vec![format!("rad {row}"), "Samtal\noch uppföljning".into(), "Klart".into()]).collect();
    let header = vec!["Nummer".into(), "Vad vi har gjort".into(), "Läge".into()];
    let mut letter = communication(&a_communication(Vec::new()));
    letter.blocks = vec![Block::Table { header, rows }];
    let bytes = pdf(&letter).unwrap();
    looked_at("tabell", &bytes);
    let Some(text) = read_back(&bytes, &["-layout"]) else { return };
    let pages: Vec<&str> = text.split('\u{C}').filter(|page| !page.trim().is_empty()).collect();
    assert!(pages.len() > 2, "{}", pages.len());
    for page in pages {
        assert!(page.contains("Vad vi har gjort"), "{page}");
        assert_eq!(page.matches("Samtal").count(), page.matches("och uppföljning").count(), "{page}");
    }
}
