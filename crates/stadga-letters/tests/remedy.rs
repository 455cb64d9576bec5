//! The letters of what follows a decision: what each says, and that it becomes a sound PDF.

mod look;

use jiff::civil::{Date, date};
use look::looked_at;
use stadga_core::fact::arende::Kanal;
use stadga_letters::remedy::{
    HandedOver, Late, Matter, TakenDown, about_simplified_service, control_message, correction, dismissal, hand_over,
    taken_down,
};
use stadga_letters::{Block, Court, Letter, Official, Recipient, Refusal, Sender, pdf, refusal};

const TODAY: Date = date(2027, 1, 4);

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
        recipient: Recipient {
            name: "Renée Öberg".into(),
            address_lines: vec!["Ängsvägen 4 lgh 1102".into(), "123 46 Ekvalla".into()],
            channel: Kanal::Brev,
        },
        date: TODAY,
        case_number: "SN 2026-0123".into(),
        title: "Socialsekreterare".into(),
    }
}

fn court() -> Court {
    Court {
        name: "Förvaltningsrätten i Ekvalla".into(), address_lines: vec!["Box 90".into(), "123 99 Ekvalla".into()]
    }
}

/// The text of a letter, a block a line; the file is made too, and kept where pictures are wanted.
fn shown(name: &str, letter: &Letter) -> String {
    let bytes = pdf(letter).unwrap();
    looked_at(name, &bytes);
    let block = |block: &Block| match block {
        Block::Heading(text) => format!("== {text}"),
        Block::Paragraph(text) => text.clone(),
        Block::List(items) => items.iter().map(|item| format!("- {item}")).collect::<Vec<_>>().join("\n"),
        Block::Facts(rows) => {
            rows.iter().map(|(name, value)| format!("{name} | {value}")).collect::<Vec<_>>().join("\n")
        }
        Block::Table { header, rows } => {
            std::iter::once(header).chain(rows).map(|row| row.join(" | ")).collect::<Vec<_>>().join("\n")
        }
        Block::Signature { name, title, .. } => format!("{}, {title}", name.as_deref().unwrap_or("–")),
    };
    let head = format!("= {} till {}", letter.subject, letter.recipient.name);
    std::iter::once(head).chain(letter.blocks.iter().map(block)).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_control_message_says_when_the_decision_was_sent_and_nothing_of_what_it_says() {
    insta::assert_snapshot!(shown("kontrollmeddelande", &control_message(&matter(), date(2026, 12, 10))), @r#"
    = Vi har skickat ett beslut till dig till Renée Öberg
    Den 10 december 2026 skickade vi ett beslut till dig. Det räknas som att du har fått det två veckor efter den dagen. Sedan börjar tiden att överklaga, om beslutet går att överklaga.
    Har beslutet inte kommit fram? Ring oss, så får du det igen.
    == Så når du oss
    Ring | 010-123 45 67
    Behöver du tolk? Säg till, så ordnar vi det. Det kostar inget.
    Åsa Lindén, Socialsekreterare
    "#);
}

#[test]
fn simplified_service_is_explained_before_it_is_used() {
    insta::assert_snapshot!(shown("forenklad-delgivning", &about_simplified_service(&matter())), @r#"
    = Så kan vi skicka beslut till dig till Renée Öberg
    Vi kan komma att använda förenklad delgivning i ditt ärende. Det är ett sätt att skicka ett beslut så att det räknas som att du har fått det, fast du inte skriver under något.
    Så går det till:
    - Först skickar vi beslutet till dig.
    - Arbetsdagen efter skickar vi ett meddelande som säger att beslutet är skickat.
    - Två veckor efter att beslutet skickades räknas det som att du har fått det.
    Från den dagen räknas tiden att överklaga. Titta därför till din post. Ring oss om du byter adress, om du ska vara borta länge eller om du har fått meddelandet men inte beslutet.
    == Så når du oss
    Ring | 010-123 45 67
    Behöver du tolk? Säg till, så ordnar vi det. Det kostar inget.
    Åsa Lindén, Socialsekreterare
    "#);
}

#[test]
fn a_dismissal_shows_how_the_time_was_counted_and_how_it_is_appealed_itself() {
    let late = Late {
        decided_on: date(2026, 11, 25),
        served: Some((date(2026, 11, 30), "mottagningsbevis".into())),
        last_day: Some(date(2026, 12, 21)),
        came_in: date(2026, 12, 29),
        reasons: Some("Du har inte sagt något om varför det dröjde.".into()),
        decided_by: Official { name: Some("Åsa Lindén".into()), title: "Socialsekreterare".into() },
        court: court(),
    };
    insta::assert_snapshot!(shown("avvisning", &dismissal(&matter(), &late)), @r#"
    = Ditt överklagande kom in för sent till Renée Öberg
    Ditt överklagande kom in för sent. Vi skickar det därför inte vidare till domstolen. Du kan överklaga det här beslutet. Sist i brevet står hur du gör.
    Beslutet du överklagade | 25 november 2026
    Du fick beslutet | 30 november 2026, mottagningsbevis
    Sista dag att överklaga | 21 december 2026
    Överklagandet kom in | 29 december 2026
    == Därför avvisar vi överklagandet
    Ett överklagande ska ha kommit in inom tre veckor från den dag personen fick beslutet (44 § förvaltningslagen). Kommer det senare ska det avvisas, om inte förseningen beror på att vi har lämnat fel uppgift om hur man överklagar, eller det kom in till domstolen i tid (45 § förvaltningslagen).
    Du har inte sagt något om varför det dröjde.
    == Beslutat den 4 januari 2027
    Åsa Lindén, Socialsekreterare
    == Så överklagar du
    Är du inte nöjd med beslutet kan du överklaga. Det kostar inget. Förvaltningsrätten i Ekvalla prövar då om beslutet är rätt.
    Skriv ett brev där du berättar:
    - vilket beslut du överklagar: ärende SN 2026-0123, 4 januari 2027
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
}

#[test]
fn an_appeal_that_was_told_is_read_out_and_signed() {
    let mut data = matter();
    data.recipient = Recipient { name: court().name, address_lines: court().address_lines, channel: Kanal::Brev };
    let what = TakenDown {
        party: "Renée Öberg, 19850101-2382".into(),
        decision: (date(2026, 11, 25), "avslag, Öppenvård".into()),
        words: "Mottagningen ringer aldrig upp.\n\nJag vill gå i öppenvården.".into(),
        taken_by: "Åsa Lindén".into(),
    };
    insta::assert_snapshot!(shown("overklagande", &taken_down(&data, &what)), @r"
    = Överklagande till Förvaltningsrätten i Ekvalla
    Klagande | Renée Öberg, 19850101-2382
    Överklagat beslut | 25 november 2026: avslag, Öppenvård
    Nedtecknat av | Åsa Lindén, Vuxenenheten, 4 januari 2027
    == Det här är fel, och det här vill jag
    Mottagningen ringer aldrig upp.
    Jag vill gå i öppenvården.
    == Underskrift
    Texten är uppläst för mig och säger det jag vill ha sagt.
    Dag: ________________________
    Namn: ________________________________________________
    ");
}

#[test]
fn an_appeal_is_handed_over_with_a_list_of_what_goes_along() {
    let mut data = matter();
    data.recipient = Recipient { name: court().name, address_lines: court().address_lines, channel: Kanal::Brev };
    let what = HandedOver {
        party: "Renée Öberg, 19850101-2382".into(),
        decision: (date(2026, 11, 25), "avslag, Öppenvård. Beslutat av enhetschef".into()),
        changed_by: Some(date(2026, 12, 3)),
        appeal: (date(2026, 12, 1), "Kom in i tid".into()),
        documents: vec![
            (date(2026, 10, 5), "Ansökan inkommen".into()),
            (date(2026, 11, 10), "Utredning sammanställd".into()),
            (date(2026, 12, 1), "Överklagande inkommet, en fil".into()),
        ],
    };
    insta::assert_snapshot!(shown("overlamnande", &hand_over(&data, &what)), @r#"
    = Överlämnande av överklagande till Förvaltningsrätten i Ekvalla
    Vi lämnar över ett överklagande och handlingarna i ärendet (46 § förvaltningslagen).
    Klagande | Renée Öberg, 19850101-2382
    Överklagat beslut | 25 november 2026: avslag, Öppenvård. Beslutat av enhetschef
    Överklagandet kom in | 1 december 2026. Kom in i tid.
    Beslutet har ändrats | 3 december 2026
    Nämnden har ändrat beslutet. Överklagandet omfattar även det nya beslutet (46 § förvaltningslagen), som följer med.
    == Handlingar
    Dag | Handling
    2026-10-05 | Ansökan inkommen
    2026-11-10 | Utredning sammanställd
    2026-12-01 | Överklagande inkommet, en fil
    Åsa Lindén, Socialsekreterare
    "#);
}

#[test]
fn a_correction_says_what_stood_wrong_and_why_it_may_be_put_right() {
    let letter = correction(
        &matter(),
        date(2026, 12, 3),
        "Där det står varannan vecka ska det stå varje vecka.",
        "Skälen säger varje vecka.",
    );
    insta::assert_snapshot!(shown("rattelse", &letter), @r#"
    = Vi har rättat ett skrivfel i ditt beslut till Renée Öberg
    I beslutet den 3 december 2026 stod det fel på ett ställe. Så här är det rättat:
    Där det står varannan vecka ska det stå varje vecka.
    Därför kan vi rätta det: Skälen säger varje vecka. (36 § förvaltningslagen)
    Beslutet är i övrigt detsamma.
    == Så når du oss
    Ring | 010-123 45 67
    Behöver du tolk? Säg till, så ordnar vi det. Det kostar inget.
    Åsa Lindén, Socialsekreterare
    "#);
}

#[test]
fn a_refusal_to_disclose_says_what_is_kept_back_on_which_ground_and_that_the_court_of_appeal_tries_it() {
    let matter = matter();
    let letter = refusal(&Refusal {
        sender: matter.sender,
        recipient: matter.recipient,
        date: TODAY,
        case_number: matter.case_number,
        asked: (date(2026, 12, 28), "Alla anteckningar från hösten".into()),
        refused: "anteckningarna den 3 och 10 november.".into(),
        reservation: Some("Du får inte berätta för någon annan vad som står om din bror.".into()),
        sections: "26 kap. 1 § offentlighets- och sekretesslagen (2009:400).".into(),
        reasons: "Anteckningarna handlar om en annan person, som kan lida men.".into(),
        decided_by: Official { name: Some("Nadja Berg".into()), title: "Enhetschef".into() },
        court: Court { name: "Kammarrätten i Ekvalla".into(), address_lines: Vec::new() },
    });
    insta::assert_snapshot!(shown("beslut-att-inte-lamna-ut", &letter), @r#"
    = Beslut att inte lämna ut uppgifter till Renée Öberg
    == Beslut
    Vi lämnar inte ut: anteckningarna den 3 och 10 november
    Resten lämnar vi ut med ett förbehåll: Du får inte berätta för någon annan vad som står om din bror.
    == Det du har begärt
    Prövat | 28 december 2026
    Begäran | Alla anteckningar från hösten
    == Skäl
    Anteckningarna handlar om en annan person, som kan lida men.
    Vi har tillämpat 26 kap. 1 § offentlighets- och sekretesslagen (2009:400).
    == Så överklagar du
    Du kan överklaga beslutet. Det kostar inget. Kammarrätten i Ekvalla prövar det, men du skickar överklagandet till oss: Socialnämnden, Box 12, 123 45 Ekvalla.
    - Skriv vilket beslut du överklagar, varför du tycker att det är fel och vad du vill få ut.
    - Skriv ärendets nummer, SN 2026-0123, ditt namn och hur vi når dig.
    - Det ska ha kommit in till oss inom tre veckor från den dag du fick beslutet.
    Kommer det in i tid, och ändrar vi inte beslutet så som du vill, skickar vi det vidare till Kammarrätten i Ekvalla.
    Nadja Berg, Enhetschef
    "#);
}
