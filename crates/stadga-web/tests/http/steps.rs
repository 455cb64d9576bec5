//! Steps that only packs know: a page, a list, a letter and an API call out of one declaration.

use crate::town::{NUMBER, PER, Town};
use stadga_core::Fact;
use stadga_store::AuditKind;

const REPORT: &[(&str, &str)] = &[
    ("barn", "Sonen, född 2018, bor hos Per varannan vecka"),
    ("oro", "Har varit ensam hemma två nätter."),
    ("informerad", "nej_risk"),
];

#[test]
fn a_step_is_a_form_with_its_packs_questions() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let list = town.get("sara", &format!("/arenden/{case}/steg")).text();
    for words in
        ["Barn och skydd", "Gör en orosanmälan", "Du behöver inte fråga någon om lov", "Anmäl till överförmyndaren"]
    {
        assert!(list.contains(words), "{words:?} is missing in: {list}");
    }
    let form = town.get("sara", &format!("/arenden/{case}/steg.orosanmalan"));
    for words in [
        "Vad som har hänt eller vad du misstänker",
        "Har familjen fått veta att du anmäler?",
        "Nej, det kan öka risken för barnet",
    ] {
        assert!(form.text().contains(words), "{words:?} is missing in: {}", form.text());
    }
    // Whom it goes to and whom it is about stand side by side.
    assert!(form.text().contains("Enheten för barn och unga i Ekvalla"), "{}", form.text());
    assert!(form.text().contains(NUMBER) && form.text().contains(PER), "{}", form.text());
}

#[test]
fn every_mistake_in_a_steps_form_comes_at_once() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let answer = town.post("sara", &format!("/arenden/{case}/steg.vald.framkommit"), &[("slag", "okant")]);
    assert_eq!(answer.status, 422);
    for words in ["Fyll i vad som har kommit fram", "Välj bland alternativen"] {
        assert!(answer.text().contains(words), "{words:?} is missing in: {}", answer.text());
    }
    assert_eq!(town.get("sara", &format!("/arenden/{case}/steg.finns.inte")).status, 404);
    let stranger = town.post("omar", &format!("/arenden/{case}/steg.barn.oro"), &[("vad", "x")]);
    assert_eq!(stranger.status, 404);
}

#[test]
fn the_letter_of_a_step_is_kept_as_it_was_sent() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let path = format!("/arenden/{case}/steg.orosanmalan");
    let preview = town.post("sara", &format!("{path}/brev.pdf"), REPORT);
    assert_eq!((preview.status.as_u16(), preview.header("content-type")), (200, "application/pdf"));
    let kinds = town.kinds(|| assert_eq!(town.post("sara", &path, REPORT).status, 303));
    assert!(kinds.contains(&AuditKind::Command), "{kinds:?}");
    let events = town.app.store().load(&[case]).unwrap();
    let [.., step, waits] = &events[..] else { panic!("{events:?}") };
    let (Fact::StegUtfort(step), Fact::UtskickKoat(waits)) = (&step.fact, &waits.fact) else { panic!("no step") };
    assert_eq!(step.rubrik.as_deref(), Some("Orosanmälan gjord"));
    assert_eq!(waits.filer, [step.filer[0].sha256.clone()]);
    let printed = town.get("sara", "/utskrift").text();
    assert!(printed.contains("Orosanmälan gjordEnheten för barn och unga i Ekvalla"), "{printed}");
    assert_eq!(step.filer.len(), 1);
    assert_eq!(step.filer[0].namn, "anmalan.pdf");
    let page = town.get("sara", &format!("/arenden/{case}")).text();
    for words in ["Orosanmälan gjord", "Har familjen fått veta att du anmäler?: Nej, det kan öka risken för barnet"]
    {
        assert!(page.contains(words), "{words:?} is missing in: {page}");
    }
    let list = town.get("sara", &format!("/arenden/{case}/steg")).text();
    assert!(list.contains("Gjort 2026-10-05"), "{list}");
}

#[test]
fn a_program_reads_the_schema_of_a_step_and_does_it() {
    let town = Town::new();
    let (case, _) = town.story("ansokan.registrera");
    let list = town.get("sara", &format!("/api/v1/arenden/{case}/steg"));
    let list: serde_json::Value = serde_json::from_str(&list.body).unwrap();
    let steps = list["steg"].as_array().unwrap();
    let step = steps.iter().find(|step| step["namn"] == "steg.vald.framkommit").unwrap();
    assert_eq!(step["schema"]["required"], serde_json::json!(["roll", "slag", "beskrivning"]));
    let send = |body: &str| {
        let request = town.request("sara", "POST", &format!("/api/v1/arenden/{case}/steg.vald.framkommit"));
        let request = request.header("content-type", "application/json");
        town.ask(request.body(body.to_owned().into()).unwrap())
    };
    assert_eq!(send(r#"{ "roll": "utsatt" }"#).status, 422);
    let done = send(r#"{ "roll": "utsatt", "slag": ["psykiskt", "ekonomiskt"], "beskrivning": "Hot." }"#);
    assert_eq!(done.status, 200, "{}", done.body);
    let events = town.app.store().load(&[case]).unwrap();
    let Some(Fact::StegUtfort(step)) = events.last().map(|event| &event.fact) else { panic!("no step") };
    assert_eq!(
        step.in_words(),
        "Personen har: Varit utsatt för våld\nSlag av våld: Psykiskt, Ekonomiskt\nVad som har kommit fram: Hot."
    );
}

#[test]
fn who_meets_the_person_at_the_provider_has_steps_too() {
    let town = Town::new();
    let (case, assignment) = town.story("uppdrag.ta_emot");
    let assignment = assignment.unwrap();
    let list = town.get("omar", &format!("/uppdrag/{assignment}/steg")).text();
    assert!(list.contains("Gör en orosanmälan"), "{list}");
    assert!(!list.contains("överförmyndaren"), "{list}");
    let sent = town.post("omar", &format!("/uppdrag/{assignment}/steg.orosanmalan"), REPORT);
    assert_eq!(sent.status, 303, "{}", sent.text());
    assert_eq!(town.get("omar", &format!("/arenden/{case}/steg")).status, 404);
    assert_eq!(town.get("", &format!("/arenden/{case}/steg")).status, 303);
}
