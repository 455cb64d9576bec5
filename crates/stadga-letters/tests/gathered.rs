//! Letters as one file to print: each begins on the front of a sheet, and nothing but pages goes along.

use jiff::civil::date;
use stadga_core::fact::arende::Kanal;
use stadga_letters::{Letter, LetterError, Notice, Recipient, Sender, gathered, notice, pdf};
use std::io::Write;
use std::process::{Command, Stdio};

fn letter(name: &str, text: &str) -> Letter {
    notice(&Notice {
        sender: Sender {
            municipality: "Ekvalla kommun".into(),
            board: "Socialnämnden".into(),
            unit: "Vuxenenheten".into(),
            officer: None,
            address_lines: vec!["Box 12".into(), "123 45 Ekvalla".into()],
            phone: "010-123 45 67".into(),
        },
        recipient: Recipient { name: name.into(), address_lines: vec!["Ängsvägen 4".into()], channel: Kanal::Brev },
        date: date(2026, 11, 23),
        case_number: "SN 2026-00123".into(),
        subject: "Ett besked (med parentes)".into(),
        text: text.into(),
        contact: Vec::new(),
        title: "Socialsekreterare".into(),
    })
}

/// What each page says, as others read it; none where nobody can read it.
fn pages(bytes: &[u8]) -> Option<Vec<String>> {
    let command = Command::new("pdftotext")
        .args(["-enc", "UTF-8", "-", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = command else {
        println!("hoppas över: pdftotext är inte installerat");
        return None;
    };
    child.stdin.take().unwrap().write_all(bytes).unwrap();
    let read = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&read.stderr), "", "the file is not sound");
    let text = String::from_utf8(read.stdout).unwrap();
    Some(text.split('\u{c}').map(|page| page.split_whitespace().collect::<Vec<_>>().join(" ")).collect())
}

#[test]
fn each_letter_begins_on_the_front_of_a_sheet() {
    let short = pdf(&letter("Renée Öberg", "Du behöver inte göra något.")).unwrap();
    let long = "Det här är ett långt stycke som fyller sidan med ord om ingenting alls.\n\n".repeat(40);
    let long = pdf(&letter("Per Ek", &long)).unwrap();
    let all = gathered(&[&short, &long, &short]).unwrap();
    assert_eq!(all, gathered(&[&short, &long, &short]).unwrap());
    let Some(read) = pages(&all) else { return };
    let of = |bytes: &[u8]| pages(bytes).unwrap().into_iter().filter(|page| !page.is_empty()).collect::<Vec<_>>();
    let (short, long) = (of(&short), of(&long));
    assert!(short.len() == 1 && long.len() > 1, "{} {}", short.len(), long.len());
    let empty = |pages: usize| vec![String::new(); pages % 2];
    // What ends a file ends its last page too.
    let wanted = [&short[..], &empty(1), &long, &empty(long.len()), &short, &empty(1)].concat();
    assert_eq!(read, wanted);
    assert!(read[0].contains("Renée Öberg") && read[2].contains("Per Ek"), "{read:?}");
}

#[test]
fn what_is_no_letter_of_ours_is_refused_and_breaks_nothing() {
    let sound = pdf(&letter("Renée Öberg", "Hej.")).unwrap();
    let refused = |letters: &[&[u8]]| matches!(gathered(letters), Err(LetterError::Invalid(_)));
    assert!(refused(&[]));
    assert!(refused(&[b"", &sound]));
    assert!(refused(&[&sound, b"%PDF-1.7 startxref 9999999 %%EOF"]));
    for end in (0..sound.len() - 40).step_by(97) {
        assert!(refused(&[&sound[..end]]), "{end}");
    }
}
