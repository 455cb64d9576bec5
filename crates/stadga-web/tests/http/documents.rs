//! Files through the pages: what is received, what is refused with everything typed kept, who may have it back.

use crate::town::{Answer, Fields, Town};
use axum::body::Body;
use axum::http::header;
use stadga_core::Id;
use stadga_core::fact::handling::LARGEST_FILE;
use stadga_store::AuditKind;

const FORM: Fields<'static> = &[
    ("art", "intyg"),
    ("fran", "Vårdcentralen"),
    ("vag", "postlada"),
    ("nadde", "2026-10-19"),
    ("ankomst", "postlada"),
    ("anteckning", "Kom i ett vitt kuvert."),
];

const PDF: &[u8] = b"%PDF-1.7 Intyg";

/// A form in parts, as a browser sends it.
pub fn parts(fields: Fields<'_>, files: &[(&str, &[u8])]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, value) in fields {
        let part = format!("--grans\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n");
        body.extend(part.as_bytes());
    }
    for (name, content) in files {
        let head = format!("--grans\r\nContent-Disposition: form-data; name=\"filer-ny\"; filename=\"{name}\"\r\n\r\n");
        body.extend(head.as_bytes());
        body.extend(*content);
        body.extend(b"\r\n");
    }
    body.extend(b"--grans--\r\n");
    body
}

/// Sends it.
pub fn send(town: &Town, who: &str, path: &str, body: Vec<u8>) -> Answer {
    let request = town.request(who, "POST", path);
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=grans");
    town.ask(request.body(Body::from(body)).unwrap())
}

fn register(town: &Town, case: Id, files: &[(&str, &[u8])]) -> Answer {
    send(town, "sara", &format!("/arenden/{case}/handling.registrera"), parts(FORM, files))
}

/// A town with a case, on the Tuesday after the mail was emptied.
fn town() -> (Town, Id) {
    let town = Town::new();
    let (case, _) = town.story("instrument.registrera");
    (town, case)
}

/// The address of the first file on a page of documents.
fn first_file(page: &Answer) -> String {
    let at = page.body.find("/handlingar/").map(|at| page.body[..at].rfind('"').unwrap() + 1);
    page.body[at.unwrap_or_else(|| panic!("no file: {}", page.text()))..].split('"').next().unwrap().to_owned()
}

// proves: T-108
#[test]
fn a_paper_is_registered_with_its_file_and_handed_out_to_those_who_may_read_the_case() {
    let (town, case) = town();
    let list = format!("/arenden/{case}/handlingar");
    assert!(town.get("sara", &list).text().contains("Ansökan, telefon"));
    let answer = register(&town, case, &[("C:\\skannat\\intyg Per Holm.pdf", PDF)]);
    assert_eq!(answer.status, 303, "{}", answer.text());

    let page = town.get("sara", &list);
    let text = page.text();
    for words in [
        "2026-10-16",
        "Intyg från Vårdcentralen, i brevlådan",
        "Kom i ett vitt kuvert.",
        "Nådde oss 2026-10-19. Dagen följer av 22 § tredje stycket förvaltningslagen (2017:900).",
        "intyg Per Holm.pdf (PDF, 1 kB)",
        "Vuxenenheten, 2026-10-20",
    ] {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    let file = first_file(&page);
    let mut got = None;
    let rows = town.audited(|| got = Some(town.get("sara", &file)));
    let got = got.unwrap();
    assert_eq!((got.status.as_u16(), got.body.as_bytes()), (200, PDF));
    insta::assert_snapshot!(got.header("content-disposition"), @r#"attachment; filename="handling-2026-10-16.pdf""#);
    assert_eq!([got.header("content-type"), got.header("x-content-type-options")], ["application/pdf", "nosniff"]);
    assert!(got.header("content-security-policy").starts_with("sandbox; default-src 'none'"));
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.row.kind, row.row.what.as_str(), row.row.subjects[0]), (AuditKind::Export, "handling.hamta", case));

    // Another unit's therapist, another case's address, a file that is not there: all the same page.
    town.at("2026-10-21T09:00");
    let other = town.act("amina", "ansokan.registrera", None, crate::town::STORY[0].3);
    let other = other.location().split("arende=").nth(1).unwrap().to_owned();
    let nowhere = town.get("sara", "/finns-inte").body;
    for (who, path) in [
        ("omar", file.clone()),
        ("lina", list.clone()),
        ("sara", file.replace(&case.to_string(), &other)),
        ("sara", format!("{}/9", file.rsplit_once('/').unwrap().0)),
        ("sara", format!("{}/x", file.rsplit_once('/').unwrap().0)),
    ] {
        let mut got = None;
        let kinds = town.kinds(|| got = Some(town.get(who, &path)));
        let got = got.unwrap();
        assert_eq!((got.status.as_u16(), kinds), (404, vec![AuditKind::Denied]), "{who} {path}");
        assert!(who != "sara" || got.body == nowhere, "{path}");
    }
    assert_eq!(town.get("", &file).status, 303);
}

#[test]
fn what_is_wrong_with_a_file_is_told_and_everything_typed_is_kept() {
    let (town, case) = town();
    let before = town.events();
    let large = vec![b'a'; LARGEST_FILE + 1];
    let mut larger = b"%PDF-1.7".to_vec();
    larger.resize(34 * 1024 * 1024, b'x');
    let wrong: &[(&str, &[u8], &str)] = &[
        ("stor.txt", &large, "Filen är 20,1 MB. Största storlek är 20 MB"),
        ("stor.pdf", &larger, "Filen är 34 MB. Största storlek är 20 MB"),
        ("intyg.pdf", b"<!doctype html><script>alert(1)</script>", "Filen är en webbsida eller annan kod"),
        ("intyg.pdf", b"bara text", "Filen slutar på .pdf, men innehållet är något annat"),
        ("tom.pdf", b"", "Filen är tom"),
        ("program.exe", b"MZ\x90\0", "Filen är av en sort som inte tas emot"),
    ];
    for (name, content, words) in wrong {
        let answer = register(&town, case, &[(name, content)]);
        assert_eq!(answer.status, 422, "{name}");
        let text = answer.text();
        for kept in [*words, "Kom i ett vitt kuvert."] {
            assert!(text.contains(kept), "{name}: {kept:?} is missing in: {text}");
        }
        assert!(answer.body.contains("value=\"Vårdcentralen\""));
    }
    assert_eq!(town.events(), before);
}

#[test]
fn a_sending_that_breaks_off_writes_nothing_and_keeps_what_came() {
    let (town, case) = town();
    let before = town.events();
    let whole = parts(FORM, &[("intyg.pdf", PDF)]);
    for left in [8, 20, 40, 200] {
        let answer =
            send(&town, "sara", &format!("/arenden/{case}/handling.registrera"), whole[..whole.len() - left].to_vec());
        assert_eq!(answer.status, 422, "{left}: {}", answer.text());
        assert!(answer.body.contains("value=\"Vårdcentralen\""), "{left}");
    }
    assert_eq!(town.events(), before);
}

#[test]
fn files_are_added_one_by_one_and_left_out_again() {
    let (town, case) = town();
    let address = format!("/arenden/{case}/handling.registrera");
    let draft = |fields: Fields<'_>, name: &str| {
        let fields = [fields, FORM, &[("utkast", "knapp")]].concat();
        let answer = send(&town, "sara", &format!("{address}/utkast"), parts(&fields, &[(name, PDF)]));
        assert_eq!((answer.status.as_u16(), answer.location()), (303, address.as_str()));
        let page = town.get("sara", &address);
        let ids = page.body.split("name=\"filer\" value=\"").skip(1).map(|rest| rest.split('"').next().unwrap());
        let ids: Vec<String> = ids.map(str::to_owned).collect();
        (page, ids)
    };
    let (page, ids) = draft(&[], "ett.pdf");
    assert!(page.text().contains("ett.pdf, 1 kB") && page.body.contains("multipart/form-data"));
    let (page, both) = draft(&[("filer", &ids[0])], "två.pdf");
    assert_eq!(both.len(), 2, "{}", page.text());

    // Somebody else cannot file what one has sent in, nor what is forged.
    let before = town.events();
    for forged in [both[1].as_str(), "pdf 14 0f namn", "zzzzzzzzzzzzzzzz"] {
        let who = if forged == both[1] { "nadja" } else { "sara" };
        let answer = send(&town, who, &address, parts(&[FORM, &[("filer", forged)]].concat(), &[]));
        assert_eq!(answer.status, 422, "{forged}");
        assert!(answer.text().contains("En fil finns inte kvar. Välj den igen"));
    }
    assert_eq!(town.events(), before);
    let answer = send(&town, "sara", &address, parts(&[FORM, &[("filer", &both[1])]].concat(), &[]));
    assert_eq!(answer.status, 303, "{}", answer.text());
    let page = town.get("sara", &format!("/arenden/{case}/handlingar")).text();
    assert!(page.contains("två.pdf") && !page.contains("ett.pdf"), "{page}");
}

#[test]
fn a_double_press_and_two_at_once_file_each_document_once() {
    let (town, case) = town();
    let before = town.events();
    let twice = [FORM, &[("kommando", "abcdefgh12345678")]].concat();
    let address = format!("/arenden/{case}/handling.registrera");
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let answer = send(&town, "sara", &address, parts(&twice, &[("intyg.pdf", PDF)]));
                assert_eq!(answer.status, 303, "{}", answer.text());
            });
        }
    });
    assert_eq!(town.events(), before + 1);
    std::thread::scope(|scope| {
        for content in [&b"%PDF-1.7 ett"[..], b"%PDF-1.7 annat"] {
            let (town, address) = (&town, &address);
            scope
                .spawn(move || assert_eq!(send(town, "sara", address, parts(FORM, &[("a.pdf", content)])).status, 303));
        }
    });
    let report = town.app.store().verify().unwrap();
    assert_eq!((town.events(), report.files, report.findings), (before + 3, 3, vec![]));
}

// proves: T-049
#[test]
fn a_request_waits_for_others_until_it_is_answered() {
    let (town, case) = town();
    let fields: Fields<'_> =
        &[("hos", "Vårdcentralen"), ("vad", "Läkarintyg"), ("grund", "samtycke"), ("svar_senast", "2026-10-30")];
    assert_eq!(town.act("sara", "uppgift.begar", Some(case), fields).status, 303);
    let waits = "Väntar på Vårdcentralen, senast 2026-10-30";
    assert!(town.get("sara", &format!("/arenden/{case}")).text().contains(waits));
    let list = town.get("sara", &format!("/arenden/{case}/handlingar?visa=begarda"));
    let text = list.text();
    assert!(text.contains("Väntar på svar, senast 2026-10-30") && !text.contains("Ansökan, telefon"), "{text}");
    let request = list.body.split("begaran=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    assert_eq!(town.get("sara", &format!("/arenden/{case}/uppgift.aterta?begaran={request}")).status, 200);
    let answer: Fields<'_> =
        &[("begaran", &request), ("vag", "brev"), ("innehall", "Intyget säger att behovet finns.")];
    assert_eq!(town.act("sara", "uppgift.registrera", Some(case), answer).status, 303);
    let text = town.get("sara", &format!("/arenden/{case}/handlingar")).text();
    assert!(text.contains("Uppgift från Vårdcentralen, med posten"), "{text}");
    assert!(!town.get("sara", &format!("/arenden/{case}")).text().contains(waits));
    let again = town.act("sara", "uppgift.aterta", Some(case), &[("begaran", &request), ("skal", "Behövs inte.")]);
    assert!(again.text().contains("besvarades eller återtogs"));
}

#[test]
fn a_document_is_corrected_and_withdrawn_and_stays_readable() {
    let (town, case) = town();
    register(&town, case, &[("intyg.pdf", PDF)]);
    let list = format!("/arenden/{case}/handlingar");
    let page = town.get("sara", &list);
    let event = page.body.split("handelse=").nth(1).unwrap().split('"').next().unwrap().to_owned();
    let form = town.get("sara", &format!("/arenden/{case}/handling.ratta?handelse={event}"));
    assert!(form.body.contains("value=\"Vårdcentralen\""));
    let fields: Fields<'_> = &[
        ("handelse", &event),
        ("art", "journalkopia"),
        ("fran", "Vårdcentralen"),
        ("vag", "brev"),
        ("nadde", "2026-10-19"),
        ("ankomst", "samma_dag"),
        ("skal", "Det var en journalkopia."),
    ];
    assert_eq!(town.act("sara", "handling.ratta", Some(case), fields).status, 303);
    let text = town.get("sara", &list).text();
    assert!(text.contains("Journalkopia från") && text.contains("Det var en journalkopia."), "{text}");
    assert_eq!(town.get("sara", &first_file(&page)).status, 200);
    let page = town.get("sara", &list);
    let newest = page.body.split("handling.aterkalla?handelse=").nth(1).unwrap().split('"').next().unwrap();
    let fields: Fields<'_> = &[("handelse", newest), ("skal", "Hör till någon annan.")];
    assert_eq!(town.act("sara", "handling.aterkalla", Some(case), fields).status, 303);
    let page = town.get("sara", &list);
    assert!(page.text().contains("Hör till någon annan.") && page.body.contains("<s>Journalkopia</s>"));
}

#[test]
fn a_provider_files_in_the_assignment_and_never_in_the_case() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let assignment = assignment.unwrap();
    let fields: Fields<'_> =
        &[("art", "intyg"), ("fran", "Kliniken"), ("vag", "brev"), ("nadde", "2026-11-27"), ("ankomst", "samma_dag")];
    let body = || parts(fields, &[("intyg.pdf", PDF)]);
    assert_eq!(send(&town, "omar", &format!("/uppdrag/{assignment}/handling.registrera"), body()).status, 303);
    assert_eq!(send(&town, "omar", &format!("/arenden/{case}/handling.registrera"), body()).status, 404);
    let page = town.get("omar", &format!("/uppdrag/{assignment}/handlingar"));
    assert!(page.text().contains("Intyg från Kliniken") && !page.text().contains("Ansökan"), "{}", page.text());
    let file = first_file(&page);
    assert_eq!(town.get("omar", &file).status, 200);
    assert_eq!(town.get("lina", &file).status, 404);
}
