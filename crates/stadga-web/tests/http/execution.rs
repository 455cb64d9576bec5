//! Decisions that were not carried out in time: the head's list, the report of one, the figures for the council.

use crate::town::{PER, Town};

/// Ekvalla with one decision of 2026-11-25, which is ordered and has not begun.
fn ordered() -> (Town, stadga_core::Id, String) {
    let town = Town::new();
    let (case, _) = town.story("bestallning.skicka");
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    (town, case, decision.to_string())
}

// proves: T-148 T-149
#[test]
fn the_head_lists_reports_and_counts_what_was_not_carried_out_in_time() {
    let (town, case, decision) = ordered();
    town.at("2027-01-26T09:00");
    let offer = [("vad", "Grupp på onsdagar"), ("svar", "tackat_nej"), ("skal", "Jag arbetar då.")];
    assert_eq!(town.act("sara", "erbjudande.lamna", Some(case), &offer).status, 303);
    let why =
        [("orsak", "ingen_plats"), ("skal", "Utföraren har ingen ledig plats."), ("under_tiden", "Samtal hos oss.")];
    assert_eq!(town.act("sara", "drojsmal.anteckna", Some(case), &why).status, 303);
    let page = town.get("sara", &format!("/beslut/{decision}")).text();
    assert!(page.contains("Beslut 2026-11-25: inte verkställt. Rapporteras efter 2027-02-25."), "{page}");
    assert!(page.contains("Erbjudet 2027-01-26: Grupp på onsdagar tackat nej."), "{page}");

    let list = || town.get("nadja", "/ej-verkstallda").text();
    assert!(list().contains("Inget beslut ska rapporteras för kvartalet.") && list().contains(PER), "{}", list());
    town.at("2027-02-26T09:00");
    assert!(list().contains("Inte verkställt, inte rapporterat"), "{}", list());
    let report = town.get("nadja", &format!("/ej-verkstallda/{decision}")).text();
    let parts = ["Rapportuppgifter", "Uppgifter om individen", "Uppgifter om beslutet", "Skäl för fördröjningen"];
    let places: Vec<Option<usize>> = parts.iter().map(|part| report.find(part)).collect();
    assert!(places.iter().all(Option::is_some) && places.is_sorted(), "{report}");
    for field in
        ["19950101-2380", "2026-11-25", "2027-02-25", "Ny rapport", "Samtal hos oss.", "Tackat nej: Jag arbetar då."]
    {
        assert!(report.contains(field), "{field} in {report}");
    }

    let sent = [("skal", "Ingen ledig plats."), ("ivo", "ja"), ("revisorer", "ja")];
    assert_eq!(town.act("nadja", "ivo.rapportera", Some(case), &sent).status, 303);
    assert!(list().contains("Inte verkställt, rapporterat"), "{}", list());

    let figures = town.get("nadja", "/ej-verkstallda/statistik");
    assert!(figures.text().contains("Öppenvårdsbehandling") && !figures.text().contains(PER), "{}", figures.text());
    let file = town.get("nadja", "/ej-verkstallda/statistik.csv?kvartal=2027-1").body;
    let rows: Vec<&str> = file.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(
        rows,
        [
            "kvartal;insats;raknat_fran;antal;kortast_dagar;median_dagar;langst_dagar",
            "2027-1;Öppenvårdsbehandling;beslut;1;93;93;93"
        ]
    );
    let audited = town
        .app
        .store()
        .audit_after(0, 100_000)
        .unwrap()
        .into_iter()
        .filter(|row| row.row.what == "ej_verkstallda.statistik");
    let kinds: Vec<&str> = audited.map(|row| row.row.kind.word()).collect();
    assert_eq!(kinds, ["view", "export"], "a file that leaves is written down as one");

    town.at("2027-03-01T09:00");
    let assignment = town.app.newest_assignment(case).unwrap();
    let meeting =
        [("art", "inledande"), ("deltagare", PER), ("sammanfattning", "Vi började."), ("insatsen_paborjas", "ja")];
    assert_eq!(town.act("robert", "mote.registrera", assignment, &meeting).status, 303);
    assert!(list().contains("Verkställt 2027-03-01"), "{}", list());
    assert_eq!(
        town.act("nadja", "ivo.anmal_verkstallt", Some(case), &[("ivo", "ja"), ("revisorer", "ja")]).status,
        303
    );
    assert!(list().contains("Inget rapporterat beslut väntar på att anmälas"), "{}", list());
}

#[test]
fn the_list_is_the_heads_and_a_report_is_read_by_those_who_have_the_case() {
    let (town, _, decision) = ordered();
    town.at("2027-02-26T09:00");
    for who in ["sara", "amina", "robert", "omar"] {
        for page in ["/ej-verkstallda", "/ej-verkstallda/statistik", "/ej-verkstallda/statistik.csv"] {
            assert_eq!(town.get(who, page).status, 404, "{who} {page}");
        }
    }
    let report = format!("/ej-verkstallda/{decision}");
    let read = ["nadja", "sara", "amina", "robert", "jonas"].map(|who| town.get(who, &report).status);
    assert_eq!(read, [200, 200, 404, 404, 404]);
    assert_eq!(town.get("nadja", "/ej-verkstallda/00000000000000zz").status, 404);
}
