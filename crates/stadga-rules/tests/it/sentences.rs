//! Every condition prints itself in Swedish.

use crate::support::{manifest, read};
use insta::assert_snapshot;

/// The sentence of a guard's requirement.
fn sentence(condition: &str) -> String {
    let rules = format!(
        "[[guard]]\nkey = \"g\"\ncommand = \"beslut.fatta\"\nlevel = \"riktlinje\"\nrequire = {condition}\nmessage = \"x\"\nsource = {{ kind = \"rutin\", cite = \"x\" }}\nclauses = []"
    );
    let parsed = read("p", &manifest("p", "lag", ""), &rules);
    let found: Vec<String> = parsed.diagnostics.iter().map(ToString::to_string).collect();
    parsed.pack.and_then(|pack| pack.guards.first().map(|guard| guard.require.sentence())).unwrap_or(found.join("\n"))
}

#[test]
fn conditions_are_read_aloud() {
    let conditions = [
        r#"{ happened = "kommunicering.skickad" }"#,
        r#"{ not = { happened = "kommunicering.skickad", where = { not_over = "svar_senast" }, since_trigger = true } }"#,
        r#"{ happened = "yttrande.inkommet", since = "kommunicering.skickad" }"#,
        r#"{ any = [{ filled = "till" }, { all = [{ filled = "prova_om" }, { field = "utfall", is = "bifall" }] }] }"#,
        r#"{ field = "utfall", in = ["bifall", "delvis_bifall", "avslag"] }"#,
        r#"{ not = { field = "utfall", is = "avslag" } }"#,
        r#"{ count = "mote.hallet", at_least = 2, within = "90 dagar" }"#,
        r#"{ count = "mote.hallet", where = { field = "art", is = "inledande" }, at_least = 2 }"#,
        r#"{ covers = "malbedomning", event = "genomforandeplan.upprattad", of = "mal" }"#,
        r#"{ period = ["fran", "till"], exceeds = "12 månader" }"#,
        r#"{ not = { period = ["fran", "till"], exceeds = "3 månader" } }"#,
        r#"{ before = ["till", "fran"] }"#,
        r#"{ role = ["socialsekreterare", "enhetschef"] }"#,
        r#"{ insats = ["oppenvard"] }"#,
        r#"{ delegated = true }"#,
        r#"{ age = { under = 20 } }"#,
        r#"{ not = { age = { under = 20 } } }"#,
        r#"{ age = { over = 64 } }"#,
        r#"{ stage = "utredning" }"#,
    ];
    assert_snapshot!(conditions.map(sentence).join("\n"), @r"
    ”Utredning kommunicerad” är registrerat
    ”Utredning kommunicerad” är inte registrerat efter det senaste beslutet där svarsdag har inte passerat
    ”Yttrande inkommet” är registrerat efter senaste ”Utredning kommunicerad”
    slutdag har fyllts i eller (dag för ny prövning har fyllts i och utfall är bifall)
    utfall är bifall, delvis bifall eller avslag
    utfall är inte avslag
    ”Möte hållet” är registrerat minst 2 gånger inom 90 dagar
    ”Möte hållet” är registrerat minst 2 gånger där art är inledande
    målbedömning svarar för allt som står under mål i ”Genomförandeplan upprättad”
    perioden är längre än tolv månader
    perioden är högst tre månader
    slutdag är före startdag
    du är socialsekreterare eller enhetschef
    insatsen är öppenvård
    delegationsordningen ger dig rätt att besluta
    personen är yngre än 20 år
    personen är minst 20 år
    personen är äldre än 64 år
    ärendet är i steget utredning
    ");
}
