//! Compulsory care: the court's clocks first and in hours, the act in its order, every document as one file.

use crate::town::{Fields, Town};
use stadga_core::Id;
use stadga_store::AuditKind;

const COURT: (&str, &str) = ("domstol", "Förvaltningsrätten i Ekvalla");

const FINDINGS: Fields<'static> = &[
    ("forhallanden", "Bor hos en vän."),
    ("egen_syn", "Vill bli lämnad i fred."),
    ("tidigare_atgarder", "Öppenvård 2025."),
    ("planerade_atgarder", "Sex månader på LVM-hem."),
    ("hem", "Hornö"),
    ("vard_utanfor", "HVB efter tre månader"),
    ("medel", "alkohol"),
    ("missbruk", "Dricker dagligen."),
    ("frivilligt", "Öppenvård mars 2025: avbröts."),
    ("halsa", "Leversvikt."),
    ("slutsats", "skal_finns"),
    ("bedomning", "Villkoren är uppfyllda."),
];

const CUSTODY: Fields<'static> = &[
    ("beslutat_av", "ordforande"),
    ("beslutsfattare", "Lars Wik"),
    ("varfor_inte_vanta", "Utskottet möts på tisdag."),
    ("nasta_sammantrade", "2026-12-01"),
    ("sannolikt", "Dricker dagligen sedan två år."),
    ("fara", "halsa"),
    ("faran", "Leverprov visar livsfara."),
];

fn done(town: &Town, case: Id, use_case: &str, fields: Fields<'_>) {
    let answer = town.act("sara", use_case, Some(case), fields);
    assert_eq!(answer.status, 303, "{use_case}: {}", answer.text());
}

/// A report came in on Friday morning, and the chair decided at 15.30.
fn friday() -> (Town, Id) {
    let town = Town::new();
    town.at("2026-11-27T08:10");
    let report: Fields<'_> = &[
        ("namn", "Per Holm"),
        ("nummer", "19950101-2380"),
        ("slag", "lvm"),
        ("kanal", "telefon"),
        ("innehall", "Hittad medvetslös två gånger."),
        ("anmalare", "Polisen i Ekvalla, Rut Berg"),
        ("enhet", "vuxen"),
        ("handlaggare", "sara"),
    ];
    let answer = town.act("amina", "anmalan.registrera", None, report);
    assert_eq!(answer.status, 303, "{}", answer.text());
    let case: Id = answer.location().split('/').nth(2).unwrap().split('?').next().unwrap().parse().unwrap();
    done(&town, case, "lvm.inled", &[("skal", "Polisens anmälan.")]);
    town.at("2026-11-27T15:35");
    done(&town, case, "omhandertagande.besluta", CUSTODY);
    town.at("2026-11-27T15:40");
    (town, case)
}

#[test]
fn a_step_out_of_the_acts_order_is_refused_with_its_section_and_what_comes_first() {
    let (town, case) = friday();
    let refused = |use_case: &str, fields: Fields<'_>, words: &[&str]| {
        let answer = town.act("sara", use_case, Some(case), fields);
        assert_eq!(answer.status, 422, "{use_case}");
        for word in words {
            assert!(answer.text().contains(word), "{use_case} lacks {word:?}: {}", answer.text());
        }
    };
    let tested: Fields<'_> = &[("utfall", "bestar"), COURT, ("malnummer", "1-26")];
    refused("omhandertagande.registrera_provning", tested, &["15 § LVM", "Underställ det först"]);
    refused(
        "tvangsvardsdom.registrera",
        &[("utfall", "vard"), COURT, ("malnummer", "1-26")],
        &["11 § LVM", "Registrera ansökan först"],
    );
    refused(
        "vardform.planera",
        &[("plan", "HVB"), ("delaktighet", "Ja"), ("samrad", "Ja")],
        &["20 § LVM", "Registrera först att personen har kommit till hemmet"],
    );
    refused(
        "tvangsvard.ansok",
        &[("beslutat_av", "tjansteman"), ("sammantradesdag", "2026-11-27"), COURT],
        &["30 kap. 9 § socialtjänstlagen", "10 och 11 §§ lagen (1988:870)"],
    );
}

#[test]
fn ac11_court_clocks_stand_first_in_hours_and_the_bundle_is_one_pdf_at_any_time() {
    let (town, case) = friday();
    let page = format!("/arenden/{case}/lvm");
    // The submission is due on Saturday: no weekend gives more time.
    for (who, path) in [("sara", "/min-dag"), ("nadja", "/enhet"), ("sara", page.as_str())] {
        let text = town.get(who, path).text();
        let clock = text.find("Underställ domstolen omhändertagandet").unwrap_or_else(|| panic!("{path}: {text}"));
        assert!(text.contains("32 timmar kvar"), "{path}: {text}");
        let later = ["I dag Genast", "Den här veckan", "Senare", "Att ta emot och fördela", "Steg för steg"];
        assert!(later.iter().filter_map(|other| text.find(other)).all(|other| clock < other), "{path}: {text}");
    }
    let text = town.get("sara", &page).text();
    for words in ["Nämndens ordförande, Lars Wik", "010-123 45 90", "Läkarintyg saknas (11 §)", "Senast 2026-11-28."]
    {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    let bundle = format!("/arenden/{case}/lvm/handlingar.pdf");
    let rows = town.audited(|| {
        let file = town.get("sara", &bundle);
        assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/pdf"));
        assert!(file.body.starts_with("%PDF-"));
    });
    assert!(rows.iter().any(|row| row.row.kind == AuditKind::Export), "{rows:?}");
    // Nobody else reaches it, and what is not there is not told.
    for who in ["omar", "amina"] {
        assert_eq!(town.get(who, &bundle).status, 404, "{who}");
        assert_eq!(town.get(who, &page).status, 404, "{who}");
    }
    done(&town, case, "omhandertagande.understall", &[COURT]);
    done(&town, case, "tvangsvardsutredning.sammanstall", FINDINGS);
    assert_eq!(town.get("sara", &bundle).status, 200);
    // The submission that left is kept among the documents.
    let documents = format!("/arenden/{case}/handlingar");
    assert!(town.get("sara", &documents).text().contains("understallning.pdf"));
    // That the whole file left is one press, with its ground, and waits for nobody.
    assert!(town.get("sara", &page).text().contains("Handlingarna är lämnade till domstolen"));
    done(&town, case, "utlamnande.domstol", &[COURT]);
    assert!(town.get("sara", &documents).text().contains("handlingar-till-domstolen.pdf"));
    let told = town.get("sara", &format!("/arenden/{case}")).text();
    for words in ["Handlingar utlämnade", "10 kap. 2 § OSL", "Nämnden är part i målet."] {
        assert!(told.contains(words), "{words:?} is missing in: {told}");
    }
}

#[test]
fn a_custody_that_was_not_submitted_has_lapsed_and_the_page_says_so() {
    let (town, case) = friday();
    let page = format!("/arenden/{case}/lvm");
    town.at("2026-11-30T09:00");
    // Saturday has passed. Whether the law moved the day is not certain, so nothing is said yet.
    assert!(!town.get("sara", &page).text().contains("har upphört att gälla"));
    town.at("2026-12-01T09:00");
    let text = town.get("sara", &page).text();
    assert!(text.contains("Omhändertagandet har upphört att gälla. Det underställdes inte i tid (18 a §)"), "{text}");
}

#[test]
fn who_reported_stands_in_no_document_to_the_court() {
    let (town, case) = friday();
    let answer = town.get("sara", &format!("/api/v1/arenden/{case}/lvm/handlingar"));
    assert_eq!(answer.status, 200, "{}", answer.body);
    for path in [format!("/arenden/{case}"), format!("/arenden/{case}/lvm")] {
        assert!(!town.get("sara", &path).text().contains("Rut Berg"), "{path}");
    }
}

#[test]
fn where_somebody_protected_is_cared_for_is_on_no_page_and_in_no_document() {
    let (town, case) = friday();
    done(&town, case, "omhandertagande.verkstall", &[("var", "Akuten i Granvik")]);
    done(&town, case, "vardplats.registrera", &[("hem", "Granviks LVM-hem")]);
    done(&town, case, "tvangsvard.paborja", &[("stalle", "lvm_hem"), ("namn", "Granviks LVM-hem")]);
    let pages = [format!("/arenden/{case}"), format!("/arenden/{case}/lvm")];
    assert!(pages.iter().all(|path| town.get("sara", path).text().contains("Granvik")));
    done(&town, case, "skydd.registrera", &[("art", "sekretessmarkering"), ("kalla", "Folkbokföringen")]);
    for path in &pages {
        let text = town.get("sara", path).text();
        assert!(!text.contains("Granvik") && text.contains("Visas inte"), "{path}: {text}");
    }
}

#[test]
fn the_letter_to_the_court_stands_beside_the_form_before_it_is_sent() {
    let (town, case) = friday();
    let form = format!("/arenden/{case}/omhandertagande.understall");
    let text = town.get("sara", &form).text();
    for words in
        ["Underställning av beslut om omhändertagande", "NamnFörvaltningsrätten i Ekvalla", "Leverprov visar livsfara."]
    {
        assert!(text.contains(words), "{words:?} is missing in: {text}");
    }
    let file = town.post("sara", &format!("{form}/brev.pdf"), &[COURT, ("omstandigheter", "Har avvikit två gånger.")]);
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "application/pdf"));
    let told = town.get("sara", &format!("/arenden/{case}/omhandertagande.upplys")).text();
    assert!(told.contains("Du har rätt till ett offentligt biträde"), "{told}");
}
