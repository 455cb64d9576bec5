//! The whole story by the API alone, and the same act sent twice.

use crate::call::{body, get, id, path, post, read, send, step};
use crate::description::holds;
use crate::town::{PER, STORY, Town};
use serde_json::{Value, json};
use stadga_core::Id;
use std::fmt::Write as _;

#[test]
fn the_story_goes_by_the_api_alone_from_application_to_closed_case() {
    let town = Town::new();
    let mut told = String::new();
    let mut case: Option<Id> = None;
    for (at, (_, who, use_case, _)) in STORY.iter().enumerate() {
        let receipt = step(&town, at, case);
        holds(&town, "Kvitto", &receipt);
        case = case.or_else(|| Some(id(&receipt, "arende")));
        assert_eq!(id(&receipt, "arende"), case.unwrap());
        let recorded: Vec<&str> = receipt["handelser"].as_array().unwrap().iter().flat_map(Value::as_str).collect();
        writeln!(told, "{who} {use_case}: {}", recorded.join(", ")).unwrap();
    }
    insta::assert_snapshot!(told, @r#"
    amina ansokan.registrera: Person registrerad, Ärende öppnat, Ansökan inkommen, Skyddsfrågor ställda, Utredning inledd, Handläggare utsedd
    sara instrument.registrera: Bedömningsinstrument
    sara utredning.sammanstall: Utredning sammanställd
    sara kommunicering.skicka: Utredning kommunicerad, Brev lagt till utskrift
    sara beslut.fatta: Beslut fattat
    sara beslut.underratta: Underrättad om beslut
    sara bestallning.skicka: Beställning skickad, Uppdrag beställt
    robert uppdrag.ta_emot: Uppdrag mottaget, Behandlare utsedd
    omar mote.registrera: Möte hållet, Insats påbörjad
    omar genomforandeplan.uppratta: Genomförandeplan upprättad
    sara uppfoljning.registrera: Uppföljning gjord
    omar avslutningssamtal.registrera: Avslutningssamtal hållet
    sara insats.avsluta: Insats avslutad
    sara arende.avsluta: Ärende avslutat
    "#);
    let (status, page) = get(&town, "sara", &format!("/arenden/{}", case.unwrap()));
    assert_eq!((status, &page["avslutat"]), (200, &json!("2027-04-06")));
    assert_eq!(page["arendenummer"], "SN 2026-00001");
}

#[test]
fn a_receipt_says_what_was_recorded() {
    let town = Town::new();
    let receipt = step(&town, 0, None);
    insta::assert_snapshot!(masked(receipt, &["amne", "arende", "position"]), @r#"
    {
      "amne": "…",
      "arende": "…",
      "arendenummer": "SN 2026-00001",
      "handelser": [
        "Person registrerad",
        "Ärende öppnat",
        "Ansökan inkommen",
        "Skyddsfrågor ställda",
        "Utredning inledd",
        "Handläggare utsedd"
      ],
      "position": "…",
      "registrerad": "2026-10-05T07:10:00Z",
      "upprepad": false
    }
    "#);
    let application = body(&town, "ansokan.registrera", STORY[0].3);
    let sent = |who: &str| send(&town, who, "/ansokan.registrera", &application, None);
    let to = sent("sara");
    assert_eq!(to.header("location"), format!("/api/v1/arenden/{}", id(&read(&to).1, "arende")));
    assert_eq!(sent("amina").header("location"), "", "whoever does not reach the case gets no address to it");
}

#[test]
fn the_same_key_gives_the_first_receipt_and_writes_nothing() {
    let town = Town::new();
    let application = body(&town, "ansokan.registrera", STORY[0].3);
    let key = Some("abcdefgh12345678");
    let (status, first) = read(&send(&town, "amina", "/ansokan.registrera", &application, key));
    assert_eq!(status, 201);
    let events = town.events();
    let (status, second) = read(&send(&town, "amina", "/ansokan.registrera", &application, key));
    assert_eq!((status, second["upprepad"].as_bool(), town.events()), (200, Some(true), events));
    for member in ["arende", "amne", "arendenummer", "position", "registrerad"] {
        assert_eq!(first[member], second[member], "{member}");
    }
    let note = json!({ "text": "Han ringde." });
    let at = path("anteckning.skriv", Some(id(&first, "arende")));
    let key = Some("abcdefgh12345679");
    assert_eq!(read(&send(&town, "sara", &at, &note, key)).1["upprepad"], false);
    let events = town.events();
    assert_eq!(read(&send(&town, "sara", &at, &note, key)).1["upprepad"], true);
    assert_eq!(town.events(), events);
    assert_eq!(read(&send(&town, "sara", &at, &note, None)).1["upprepad"], false, "without a key it is a new note");
    assert!(town.events() > events);
}

#[test]
fn every_view_answers_in_the_shape_that_is_described() {
    let town = Town::new();
    let mut case = None;
    for at in 0..11 {
        let receipt = step(&town, at, case);
        case = case.or_else(|| Some(id(&receipt, "arende")));
    }
    let case = case.unwrap();
    let assignment = town.app.newest_assignment(case).unwrap().unwrap();
    town.post("sara", &format!("/arenden/{case}/anteckning.skriv/utkast"), &[("text", "Halva")]);
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    let events = town.app.store().load(&[case]).unwrap();
    let sent = events.iter().find(|event| event.fact.name() == "kommunicering.skickad").unwrap().id;
    let waits = events.iter().find(|event| event.fact.name() == "utskick.koat").unwrap().id;
    let views = [
        ("sara", String::from("/mig"), "Mig"),
        ("sara", String::from("/utskrift"), "Utskrift"),
        ("sara", format!("/utskrift/brev?utskick={waits}"), "Utskriftsfil"),
        ("sara", String::from("/min-dag"), "MinDag"),
        ("robert", String::from("/min-dag"), "MinDag"),
        ("sara", String::from("/arenden"), "Arenden"),
        ("sara", format!("/arenden/{case}"), "Arende"),
        ("sara", format!("/beslut/{decision}"), "Beslut"),
        ("sara", format!("/beslut/{decision}/brev"), "Brev"),
        ("sara", format!("/kommunicering/{sent}/brev"), "Brev"),
        ("sara", format!("/arenden/{case}/handlingar"), "Handlingar"),
        ("omar", format!("/uppdrag/{assignment}/handlingar"), "Handlingar"),
        ("sara", format!("/arenden/{case}/steg"), "StegLista"),
        ("omar", format!("/uppdrag/{assignment}/steg"), "StegLista"),
        ("omar", String::from("/uppdrag"), "UppdragLista"),
        ("omar", format!("/uppdrag/{assignment}"), "Uppdrag"),
        ("sara", String::from("/handelser"), "Flode"),
        ("sara", format!("/arenden/{case}/beslut.fatta"), "Infor"),
        ("omar", format!("/uppdrag/{assignment}/mote.registrera"), "Infor"),
    ];
    for (who, at, shape) in views {
        let rows = town.audited(|| {
            let (status, answer) = get(&town, who, &at);
            assert_eq!(status, 200, "{who} {at}: {answer:#}");
            holds(&town, shape, &answer);
            // No paper has come to the provider in the story.
            let empty = at == "/mig" || at.ends_with(&format!("{assignment}/handlingar"));
            assert!(empty || answer.as_object().unwrap().values().any(|value| value != &json!([])), "{at}");
        });
        assert_eq!(rows.is_empty(), at == "/mig", "{at} is written down");
    }
    let (status, hits) = post(&town, "sara", "/sok", &json!({ "q": PER }));
    assert_eq!((status, hits["traffar"][0]["person"].as_str()), (200, Some(PER)));
    holds(&town, "Traffar", &hits);
}

#[test]
fn what_waits_for_a_decision_is_told_to_whoever_decides() {
    let town = Town::new();
    let mut case = None;
    for at in 0..4 {
        let receipt = step(&town, at, case);
        case = case.or_else(|| Some(id(&receipt, "arende")));
    }
    let case = case.unwrap();
    town.at("2026-11-25T09:00");
    let proposal = json!({
        "utfall": "bifall", "insats": "hvb", "omfattning": "Dygnet runt", "fran": "2026-11-30", "till": "2027-02-26",
        "mal": "Sluta dricka", "skal": "Behovet kräver heldygnsvård.", "malinriktning": ["nykterhet", "minskade_skador"],
        "avsteg": "Öppenvård är prövad hos regionen, och platsen är ledig nu.",
    });
    let (status, receipt) = post(&town, "sara", &format!("/arenden/{case}/beslut.lamna"), &proposal);
    assert_eq!(status, 200, "{receipt:#}");
    let (_, answer) = get(&town, "nadja", "/beslut/att-fatta");
    holds(&town, "AttFatta", &answer);
    assert_eq!(answer["forslag"][0]["arende"], json!(case));
    assert_eq!(get(&town, "sara", "/beslut/att-fatta").1, json!({ "forslag": [] }));
    assert_eq!(post(&town, "nadja", &format!("/arenden/{case}/beslut.fatta"), &proposal).0, 200);
    let decision = town.app.newest_decision(case).unwrap().unwrap();
    let (_, answer) = get(&town, "sara", &format!("/beslut/{decision}"));
    assert_eq!(answer["riktning"], json!(["Nykterhet eller drogfrihet", "Minskade skador"]));
    assert_eq!(answer["foredragande"], "Sara Lindqvist");
    for who in ["jonas", "omar"] {
        assert_eq!(get(&town, who, &format!("/beslut/{decision}")).0, 404);
        assert_eq!(get(&town, who, &format!("/beslut/{decision}/brev")).0, 404);
    }
}

#[test]
fn who_one_is_is_told() {
    let town = Town::new();
    insta::assert_snapshot!(masked(get(&town, "sara", "/mig").1, &["anvandare", "enhet"]), @r#"
    {
      "anvandare": "…",
      "idag": "2026-10-05",
      "namn": "Sara Lindqvist",
      "post": {
        "enhet": "…",
        "enhetsnamn": "Vuxenenheten",
        "roll": "socialsekreterare",
        "rollnamn": "Socialsekreterare"
      },
      "poster": [
        {
          "enhet": "…",
          "enhetsnamn": "Vuxenenheten",
          "roll": "socialsekreterare",
          "rollnamn": "Socialsekreterare"
        }
      ]
    }
    "#);
}

#[test]
fn a_check_tells_what_would_stop_an_act_and_saves_nothing() {
    let town = Town::new();
    let case = id(&step(&town, 0, None), "arende");
    let events = town.events();
    let (status, check) = post(&town, "sara", &format!("/arenden/{case}/beslut.fatta/kontroll"), &json!({}));
    assert_eq!((status, town.events()), (200, events));
    holds(&town, "Regelkontroll", &check);
    let line = |rule: &Value| format!("{} {} {}", rule["haller"], rule["niva"], rule["meddelande"]);
    let rules: Vec<String> = check["regler"].as_array().unwrap().iter().map(line).collect();
    insta::assert_snapshot!(format!("{} {}\n{}", check["hindrar"], check["varnar"], rules.join("\n")), @r#"
    1 0
    false "behorighet" "Du får inte fatta det här beslutet enligt delegationsordningen."
    "#);
}

/// A body without the members that say nothing here.
fn masked(mut body: Value, members: &[&str]) -> String {
    fn hide(value: &mut Value, members: &[&str]) {
        if let Value::Array(items) = value {
            items.iter_mut().for_each(|item| hide(item, members));
        }
        for (name, member) in value.as_object_mut().into_iter().flatten() {
            if members.contains(&name.as_str()) { *member = json!("…") } else { hide(member, members) }
        }
    }
    hide(&mut body, members);
    format!("{body:#}")
}

#[test]
fn a_letter_that_was_sent_is_named_by_its_sum_and_fetched() {
    let town = Town::new();
    let mut case = None;
    for at in 0..=STORY.iter().position(|step| step.2 == "kommunicering.skicka").unwrap() {
        case = case.or(Some(id(&step(&town, at, case), "arende")));
    }
    let case = case.unwrap();
    let (_, listed) = get(&town, "sara", &format!("/arenden/{case}/handlingar"));
    holds(&town, "Handlingar", &listed);
    let sent = listed["handlingar"].as_array().unwrap().iter().find(|row| row["vad"] == "Utredning kommunicerad");
    let sent = sent.unwrap_or_else(|| panic!("{listed:#}"));
    let event = id(sent, "handelse");
    let (status, letter) = get(&town, "sara", &format!("/kommunicering/{event}/brev"));
    holds(&town, "Brev", &letter);
    assert_eq!((status, &letter["skickat"]), (200, &sent["filer"][0]));
    let (status, file) = get(&town, "sara", &format!("/arenden/{case}/handlingar/{event}/0"));
    assert_eq!((status, &file["sha256"]), (200, &letter["skickat"]["sha256"]));
}

#[test]
fn a_file_is_sent_in_filed_and_fetched() {
    let town = Town::new();
    let case = id(&step(&town, 0, None), "arende");
    let (status, sent) = post(&town, "sara", "/filer", &json!({ "namn": "intyg.pdf", "innehall": "JVBERi0xLjc=" }));
    assert_eq!(status, 200, "{sent:#}");
    holds(&town, "MottagenFil", &sent);
    let document = json!({
        "art": "intyg", "fran": "Vårdcentralen", "vag": "brev", "ankomst": "samma_dag", "filer": [sent["fil"]],
    });
    let (status, receipt) = post(&town, "sara", &path("handling.registrera", Some(case)), &document);
    assert_eq!(status, 200, "{receipt:#}");
    let (_, listed) = get(&town, "sara", &format!("/arenden/{case}/handlingar"));
    holds(&town, "Handlingar", &listed);
    let event = id(&listed["handlingar"][0], "handelse");
    let address = format!("/arenden/{case}/handlingar/{event}/0");
    let (status, file) = get(&town, "sara", &address);
    assert_eq!((status, &file["innehall"]), (200, &json!("JVBERi0xLjc=")));
    holds(&town, "Dokument", &file);
    assert_eq!(get(&town, "lina", &address).0, 404);
    for (wrong, words) in [
        (json!({ "namn": "a.pdf", "innehall": "%" }), "base64"),
        (json!({ "namn": "a.pdf", "innehall": "aGVq" }), "Filen slutar på .pdf"),
        (json!({ "namn": "a.pdf" }), "Filen är tom"),
        (json!({ "namn": "a.pdf", "mapp": "x" }), "Fältet finns inte"),
    ] {
        let (status, problem) = post(&town, "sara", "/filer", &wrong);
        assert!(
            status == 422 && problem["uppgifter"][0]["meddelande"].as_str().unwrap().contains(words),
            "{problem:#}"
        );
    }
    assert_eq!(post(&town, "", "/filer", &json!({ "namn": "a.txt", "innehall": "aGVq" })).0, 401);
}

#[test]
fn a_head_reads_the_unit_and_others_are_not_told_that_it_is_there() {
    let town = Town::new();
    town.story("bestallning.skicka");
    for who in ["nadja", "robert"] {
        let (status, unit) = get(&town, who, "/enhet");
        assert_eq!(status, 200, "{who}: {unit}");
        holds(&town, "Enhet", &unit);
    }
    let (_, unit) = get(&town, "robert", "/enhet");
    assert_eq!(unit["att_ge_ut"][0]["person"], PER);
    assert_eq!(get(&town, "sara", "/enhet").0, 404);
}
