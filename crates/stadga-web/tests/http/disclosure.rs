//! What leaves the file: a copy written anew without what is masked, decided by two where it goes outside the case.

use crate::documents::{parts, send};
use crate::town::{Answer, Fields, Town};
use stadga_core::{Fact, Id};
use stadga_store::AuditKind;
use stadga_testkit::{text_of, unpacked};

/// Named in the notes of the case, in every way a name is written.
const NOTES: &[&str] = &[
    "Grannen Åsa Öström (19850101-2382) ringde. Rut Berg vet mer. Per vill ha hjälp.",
    "ÅSA\nÖSTRÖMS bror Bo ringde från 070-123 45 67. Åsa Öst-\nröm och A\u{30a}sa O\u{308}stro\u{308}m är samma person.",
    "Mejl från asa@granne.example. De träffades i Granvik, som\nhon sa. Bor kvar: ja.",
];
/// What is masked; the reporter is masked by itself.
const MASKED: &str = "Åsa Öström\n850101-2382\nBo\n0701234567\nasa@granne.example\nträffades i Granvik";
/// What must stand nowhere in the copy, however it is looked for.
const NOWHERE: &[&str] = &[
    "åsa",
    "öström",
    "östr",
    "asa@",
    "granne.example",
    "850101",
    "2382",
    "rut berg",
    "0701234567",
    "070-123",
    "granvik",
];

fn act(town: &Town, who: &str, use_case: &str, case: Id, fields: Fields<'_>) -> Answer {
    town.act(who, use_case, Some(case), fields)
}

/// A case that a report opened, with notes and two files that came in.
fn reported() -> (Town, Id) {
    let town = Town::new();
    town.at("2026-11-23T09:00");
    let report: Fields<'_> = &[
        ("namn", "Per Holm"),
        ("nummer", "19950101-2380"),
        ("slag", "oro"),
        ("kanal", "telefon"),
        ("innehall", "Rut Berg har sett att Per dricker."),
        ("anmalare", "Rut Berg"),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    let answer = town.act("amina", "anmalan.registrera", None, report);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let case: Id = answer.location().split('/').nth(2).unwrap().split('?').next().unwrap().parse().unwrap();
    for note in NOTES {
        let answer = act(&town, "sara", "anteckning.skriv", case, &[("rubrik", "Samtal"), ("text", note)]);
        assert_eq!(answer.status, 303, "{}", answer.text());
    }
    let about: Fields<'_> = &[
        ("art", "intyg"),
        ("fran", "Vårdcentralen"),
        ("vag", "postlada"),
        ("nadde", "2026-11-23"),
        ("ankomst", "samma_dag"),
    ];
    let files: &[(&str, &[u8])] =
        &[("Åsa Öström.txt", "Åsa Öström intygar.".as_bytes()), ("skannat.pdf", b"%PDF-1.7 INTYGET-SOM-SKANNADES")];
    let answer = send(&town, "sara", &format!("/arenden/{case}/handling.registrera"), parts(about, files));
    assert_eq!(answer.status, 303, "{}", answer.text());
    (town, case)
}

/// The copy that was handed out last, and its masked places.
fn newest_copy(town: &Town, case: Id) -> (Vec<u8>, u32) {
    let events = town.app.store().load(&[case]).unwrap();
    let given = |event: &&stadga_core::Event| matches!(event.fact, Fact::UtlamnandeGjort(_));
    let event = events.iter().rfind(given).expect("nothing was handed out");
    let Fact::UtlamnandeGjort(fact) = &event.fact else { unreachable!() };
    let content = town.app.document(&town.app.ctx(town.id("sara")).unwrap(), case, event.id, 0).unwrap().content;
    (content, fact.maskerat)
}

/// Nothing of what was masked, in any letters, in the text, in what is packed, or in what is said of the file.
fn holds_nothing_of_it(pdf: &[u8]) {
    let all = unpacked(pdf);
    assert!(all.len() > pdf.len(), "nothing was unpacked");
    let wide: Vec<u8> = all.iter().copied().filter(|byte| *byte != 0).collect();
    let latin: String = wide.iter().map(|byte| char::from(*byte)).collect();
    for reading in [String::from_utf8_lossy(&all).into_owned(), latin].map(|text| text.to_lowercase()) {
        for word in NOWHERE {
            assert!(!reading.contains(word), "{word} stands in the file");
        }
    }
    if let Some(text) = text_of(pdf) {
        let bare: String = text.to_lowercase().chars().filter(|sign| sign.is_alphanumeric()).collect();
        for word in NOWHERE {
            let word: String = word.chars().filter(|sign| sign.is_alphanumeric()).collect();
            assert!(!bare.contains(&word), "{word}: {text}");
        }
        for word in ["[maskerat]", "Per vill ha hjälp.", "Bor kvar: ja.", "Samtal"] {
            assert!(text.contains(word), "{word:?} is missing: {text}");
        }
    }
}

#[test]
fn ac13_a_copy_that_leaves_holds_nothing_of_what_was_masked() {
    let (town, case) = reported();
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let path = format!("/arenden/{case}/utlamnande.gor");
    let page = town.get("sara", &path).text();
    for words in ["Grannen Åsa", "19850101-2382", "070-123 45 67", "asa@granne.example", "Lämna ut kopian"] {
        assert!(page.contains(words), "{words:?} is not suggested: {page}");
    }
    let (offered, suggested) = town.app.disclosable(&ctx, case).unwrap();
    assert!(!suggested.iter().any(|phrase| phrase.contains("Berg")), "who reported is told: {suggested:?}");
    assert!(!offered.iter().any(|part| part.what.contains("Anmälare")), "{offered:?}");
    let ids: Vec<String> = offered.iter().map(|part| part.event.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("delar", id.as_str())).collect();
    fields.extend([("maskera", MASKED), ("grund", "part"), ("kanal", "brev")]);
    let unread = town.post("sara", &path, &fields);
    assert!(unread.status == 422 && unread.text().contains("Kopian är inte genomläst."), "{}", unread.text());
    // What is seen before it leaves is the copy itself, and that it was taken out is written down.
    assert!(unread.text().contains("[maskerat]"));
    let rows = town.audited(|| assert_eq!(town.post("sara", &format!("{path}/brev.pdf"), &fields).status, 200));
    assert!(rows.iter().any(|row| row.row.kind == AuditKind::Export), "{rows:?}");
    fields.push(("genomlast", "ja"));
    let done = town.post("sara", &path, &fields);
    assert_eq!(done.status, 303, "{}", done.text());
    let (pdf, masked) = newest_copy(&town, case);
    assert!(masked >= 7, "{masked}");
    holds_nothing_of_it(&pdf);
    let raw = String::from_utf8_lossy(&unpacked(&pdf)).into_owned();
    for hidden in ["/EmbeddedFile", "/Annot", "/JavaScript", "INTYGET-SOM-SKANNADES"] {
        assert!(!raw.contains(hidden), "{hidden}");
    }
    if let Some(text) = text_of(&pdf) {
        assert!(text.contains("Filer som inte följer med") && text.contains("hel eller inte alls"), "{text}");
    }
    let list = town.get("sara", &format!("/arenden/{case}/handlingar")).text();
    assert!(list.contains("kopia.pdf"), "{list}");
    with_files(&town, case, (&path, &fields, &offered));
}

/// A file goes along whole or not at all, and never when it says what is masked.
fn with_files(town: &Town, case: Id, (path, fields, offered): (&str, Fields<'_>, &[stadga_app::view::Disclosable])) {
    let paper = offered.iter().find(|part| part.files.len() == 2).expect("the paper that came in");
    let [text, scanned] = [0, 1].map(|place| format!("{}/{place}", paper.event));
    let refused = town.post("sara", path, &[fields, &[("bilagor", text.as_str())]].concat());
    assert!(refused.status == 422 && refused.text().contains("något som ska maskeras"), "{}", refused.text());
    let letterhead = town.post("sara", path, &[&[("maskera", "Per Holm")], fields].concat());
    assert!(letterhead.status == 422 && letterhead.text().contains("står i brevhuvudet"), "{}", letterhead.text());
    let done = town.post("sara", path, &[fields, &[("bilagor", scanned.as_str())]].concat());
    assert_eq!(done.status, 303, "{}", done.text());
    let (pdf, _) = newest_copy(town, case);
    holds_nothing_of_it(&pdf);
    assert!(String::from_utf8_lossy(&unpacked(&pdf)).contains("INTYGET-SOM-SKANNADES"));
}

#[test]
fn ac12_what_goes_outside_the_case_is_assessed_by_a_second_person_who_names_the_recipient() {
    let (town, case) = reported();
    let path = format!("/arenden/{case}/utlamnande.gor");
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let (offered, _) = town.app.disclosable(&ctx, case).unwrap();
    let note = offered.iter().find(|part| part.what == "Samtal").unwrap().event.to_string();
    let assess: Fields<'_> = &[
        ("fragande", "myndighet"),
        ("till", "Vårdcentralen Norr"),
        ("adress", "Box 5, 123 45 Ekvalla"),
        ("vad", "Anteckningen"),
        ("grund", "samtycke"),
        ("utfall", "lamnas"),
    ];
    let newest = || {
        let events = town.app.store().load(&[case]).unwrap();
        events.iter().rfind(|event| matches!(event.fact, Fact::UtlamnandeProvat(_))).unwrap().id.to_string()
    };
    let hand_out = |assessment: &str| {
        let fields = [("provning", assessment), ("delar", note.as_str()), ("maskera", MASKED), ("genomlast", "ja")];
        town.post("sara", &path, &fields)
    };
    assert_eq!(act(&town, "sara", "utlamnande.prova", case, assess).status, 303);
    let alone = hand_out(&newest());
    assert!(alone.status == 422 && alone.text().contains("En kollega behöver pröva"), "{}", alone.text());
    // Recipient and subject stand side by side, and there is no field in which to write another recipient.
    assert!(alone.text().contains("NamnVårdcentralen Norr") && alone.text().contains("BrevKopia av handlingar"));
    assert_eq!(act(&town, "nadja", "utlamnande.prova", case, assess).status, 303);
    let done = hand_out(&newest());
    assert_eq!(done.status, 303, "{}", done.text());
    let (pdf, _) = newest_copy(&town, case);
    if let Some(text) = text_of(&pdf) {
        assert!(text.contains("Vårdcentralen Norr") && text.contains("Gäller Per Holm"), "{text}");
    }
    for who in ["omar", "amina", "jonas"] {
        assert_eq!(town.get(who, &path).status, 404, "{who}");
    }
}
