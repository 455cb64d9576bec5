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
pub(crate) const MASKED: &str = "Åsa Öström\n850101-2382\nBo\n0701234567\nasa@granne.example\nträffades i Granvik";
/// What must stand nowhere in the copy, however it is looked for.
pub(crate) const NOWHERE: &[&str] = &[
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

pub(crate) fn act(town: &Town, who: &str, use_case: &str, case: Id, fields: Fields<'_>) -> Answer {
    town.act(who, use_case, Some(case), fields)
}

/// A case that a report opened, with notes and two files that came in.
fn reported() -> (Town, Id) {
    reported_in(Town::new())
}

/// The same in a town of one's own.
pub(crate) fn reported_in(town: Town) -> (Town, Id) {
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
pub(crate) fn holds_nothing_of_it(pdf: &[u8]) {
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
            // Where two words meet, three letters are any word.
            let within = if word.chars().count() > 4 { &bare } else { &text.to_lowercase() };
            let word: String = word.chars().filter(|sign| sign.is_alphanumeric()).collect();
            assert!(!within.contains(&word), "{word}: {text}");
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

/// The history that was handed out last, and the letter beside it.
fn newest_history(town: &Town, case: Id) -> (String, Vec<u8>) {
    let events = town.app.store().load(&[case]).unwrap();
    let named = |event: &&stadga_core::Event| event.fact.files().iter().any(|file| file.namn == "historik.json");
    let event = events.iter().rfind(named).expect("no history was handed out");
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let read = |place| town.app.document(&ctx, case, event.id, place).unwrap().content;
    (String::from_utf8(read(1)).unwrap(), read(0))
}

/// What the checker says of a history, in one line.
fn checked(text: &str, key: &str) -> String {
    match stadga_kontroll::check(text.as_bytes(), key) {
        Ok(report) => format!("{} händelser, {} öppna", report.events, report.opened),
        Err(faults) => faults.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
    }
}

/// Every way to change a history is found, and the first broken event named.
fn nothing_can_be_changed(text: &str, key: &str) {
    let rows: Vec<&str> = text.lines().collect();
    let (begins, ends) = (rows[0], rows[rows.len() - 1]);
    let with = |rows: Vec<String>| {
        let rows: Vec<String> = rows.iter().map(|row| row.trim_end_matches(',').to_owned()).collect();
        format!("{begins}\n{}\n{ends}\n", rows.join(",\n"))
    };
    let own: Vec<String> = rows[1..rows.len() - 1].iter().map(|row| (*row).to_owned()).collect();
    assert_eq!(with(own.clone()), text, "the rows are put together as they were");
    let note = own.iter().position(|row| row.contains("Per kom hit")).expect("the note stands in the history");
    let nr = note + 1;
    let changed = |from: &str, to: &str| {
        let mut rows = own.clone();
        assert!(rows[note].contains(from), "{from}: {}", rows[note]);
        rows[note] = rows[note].replacen(from, to, 1);
        checked(&with(rows), key)
    };
    assert!(
        changed("Per kom hit", "Per gick hem").starts_with(&format!("Händelse {nr}: texten är inte den som skrevs."))
    );
    for (from, to) in
        [("\"skedde\":\"2026-11-23\"", "\"skedde\":\"2026-11-22\""), ("\"forseglat\":\"", "\"forseglat\":\"00")]
    {
        let told = changed(from, to);
        // The one before is closed here, so either may be the altered one.
        assert!(told.starts_with(&format!("Händelse {} eller {nr} är ändrad.", nr - 1)), "{from}: {told}");
    }
    let mut gone = own.clone();
    gone.remove(note);
    assert!(checked(&with(gone), key).starts_with(&format!("Händelse {nr} saknas.")));
    let mut added = own.clone();
    added.insert(note, own[note].clone());
    let told = checked(&with(added), key);
    assert!(told.starts_with(&format!("Vid händelse {} står något som inte hör dit.", nr + 1)), "{told}");
    let mut turned = own.clone();
    turned.swap(note - 1, note);
    assert!(checked(&with(turned), key).starts_with(&format!("Händelse {} saknas.", nr - 1)));
    let cut = own[..own.len() - 1].to_vec();
    assert!(checked(&with(cut), key).starts_with("Slutet på historiken"));
    // One byte anywhere, and one that a reader of JSON would not see.
    for (place, byte) in text.bytes().enumerate().step_by(97) {
        let mut bytes = text.as_bytes().to_vec();
        bytes[place] = if byte == b'0' { b'1' } else { b'0' };
        assert!(stadga_kontroll::check(&bytes, key).is_err(), "byte {place} was changed unseen");
    }
    assert!(checked(&text.replacen("],\"oppen", "] ,\"oppen", 1), key).contains("Signaturen stämmer inte"));
    assert!(checked(&format!("{text} "), key).contains("Signaturen stämmer inte"));
    let foreign = "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a";
    assert!(checked(text, foreign).contains("med en annan nyckel"));
    assert!(checked("{}", key).contains("ingen historik"));
}

#[test]
fn a_court_can_check_a_history_that_left_and_reads_in_it_only_what_was_opened() {
    let (town, case) = reported();
    let path = format!("/arenden/{case}/utlamnande.historik");
    for text in ["Per kom hit.", "Per gick."] {
        let note = act(&town, "sara", "anteckning.skriv", case, &[("rubrik", "Samtal"), ("text", text)]);
        assert_eq!(note.status, 303, "{}", note.text());
    }
    let page = town.get("sara", &path).text();
    assert!(page.contains("Ärendets historik") && page.contains("Händelser som öppnas"), "{page}");
    let ctx = town.app.ctx(town.id("sara")).unwrap();
    let all = town.app.openable(&ctx, case).unwrap();
    assert!(!all.iter().any(|known| known.text.contains("Rut Berg")), "who reported is told: {all:?}");
    let note = all.iter().find(|known| known.text == "Per kom hit.").unwrap();
    assert!(!note.doubtful && all.iter().any(|known| known.doubtful), "{all:?}");
    let ids: Vec<String> = all.iter().filter(|known| !known.doubtful).map(|known| known.event.to_string()).collect();
    let mut fields: Vec<(&str, &str)> = ids.iter().map(|id| ("delar", id.as_str())).collect();
    fields.extend([("kanal", "brev"), ("genomlast", "ja")]);
    let refused = town.post("sara", &path, &fields);
    assert!(refused.status == 422 && refused.text().contains("Ingen har prövat"), "{}", refused.text());
    fields.push(("grund", "part"));
    // An event that says who reported is not opened even when somebody asks for it by its id.
    let events = town.app.store().load(&[case]).unwrap();
    let reporter = events.iter().find(|event| matches!(event.fact, Fact::AnmalareUppgiven(_))).unwrap().id.to_string();
    let hidden = town.post("sara", &path, &[&fields[..], &[("delar", reporter.as_str())]].concat());
    assert!(hidden.status == 422 && hidden.text().contains("kan inte följa med sitt innehåll"), "{}", hidden.text());
    let number = town.get("sara", &format!("/arenden/{case}")).text();
    let number = number.split("SN 2026-").nth(1).map(|text| format!("SN 2026-{}", &text[..5])).unwrap();
    assert!(town.app.handed_history(&number).unwrap().is_empty(), "nothing has left yet");
    let done = town.post("sara", &path, &fields);
    assert_eq!(done.status, 303, "{}", done.text());
    let (text, pdf) = newest_history(&town, case);
    let key = town.app.store().public_key().unwrap();
    assert_eq!(checked(&text, &key), format!("{} händelser, {} öppna", events.len(), ids.len()));
    for word in ["Rut Berg", "Åsa", "AnmalareUppgiven", "anmalare.uppgiven"] {
        assert!(!text.contains(word), "{word} stands in the history");
    }
    if let Some(read) = text_of(&pdf) {
        assert!(read.contains("Per kom hit.") && read.contains("Innehållet lämnas inte ut"), "{read}");
        assert!(!read.contains("Rut Berg") && read.contains(&key[..8]), "{read}");
    }
    nothing_can_be_changed(&text, &key);
    // Whoever runs the program takes out what persons have handed out, and that is written down.
    let rows = town.audited(|| assert_eq!(town.app.handed_history(&number).unwrap()[1].1, text.as_bytes()));
    assert!(rows.iter().any(|row| row.row.kind == AuditKind::Export && row.row.subjects.contains(&case)), "{rows:?}");
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("historik.json"), &text).unwrap();
    let told = stadga_kontroll::told(&folder.path().join("historik.json"), &key, None).unwrap();
    assert!(told.starts_with(&format!("Historiken är hel. Ärende {number}")), "{told}");
}
