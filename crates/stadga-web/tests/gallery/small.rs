//! Small acts, the reason for departing from a guideline, and the stale form.

use stadga_web::view::*;

use super::Page;
use super::acts::check;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("handling-utse", html(&appoint())),
        ("handling-uppfoljning", html(&follow_up())),
        ("avsteg", html(&departure())),
        ("inaktuellt", html(&stale())),
    ]
}

fn appoint() -> ActPage {
    ActPage {
        shell: case_shell("Utse behandlare SN 2026-00417-3", "Utse behandlare"),
        heading: s("Utse behandlare"),
        intro: s("Handläggaren får besked när du sparar."),
        why: Some(Why {
            rule: s("Enheten utser behandlare när uppdraget är mottaget."),
            sources: vec![source(SourceKind::Rutin, "Öppenvård p. 2")],
            steps: vec![],
            pack: s("Ekvalla vuxen 3.1"),
            warning: Some(s("Rutinen gällde till och med 2019-06-02.")),
            ..Why::default()
        }),
        about: Vec::new(),
        form: Form {
            draft: None,
            cancel: Some(Button::go("Avbryt", "/utforare")),
            ..form(
                "/utforare/uppdrag/1/utse",
                "Utse",
                vec![Section::new(
                    "",
                    vec![Field::select(
                        "behandlare",
                        "Behandlare",
                        vec![Choice::new("", "Välj"), Choice::new("omar", "Omar Farah, 11 personer")],
                    )],
                )],
            )
        },
        follows: vec![s("Sara Lindqvist får veta vem som utsetts."), s("Uppgiften att utse behandlare blir klar.")],
        check: None,
    }
}

fn follow_up() -> ActPage {
    ActPage {
        shell: case_shell("Uppföljning SN 2026-00417", "Uppföljning"),
        heading: s("Följ upp öppenvården"),
        intro: s(""),
        why: None,
        about: vec![About::new("Mål", "Nykter fem av sju dagar")],
        form: form(
            "/insatser/1/uppfoljning",
            "Spara uppföljningen",
            vec![
                Section::new("Personens egen bild", vec![Field::long("egen", "Hur tycker Mikael att det går?", 4)]),
                Section::new(
                    "Målen",
                    vec![
                        Field::new("mal1", "Mål från beslutet", FieldKind::Fixed).value("Nykter fem av sju dagar"),
                        Field::radio(
                            "m1",
                            "Hur står det till med målet?",
                            vec![
                                Choice::new("natt", "Uppnått"),
                                Choice::new("delvis", "På väg"),
                                Choice::new("nej", "Inte än"),
                            ],
                        ),
                    ],
                ),
                Section::new(
                    "Nästa gång",
                    vec![
                        Field::date("nasta", "Datum").value("2027-02-20").half(),
                        Field::new("tid", "Tid", FieldKind::Time).half(),
                    ],
                ),
            ],
        ),
        follows: vec![],
        check: None,
    }
}

fn departure() -> AvstegPage {
    let mut check = check();
    check.items.retain(|item| item.level == Level::Consider);
    for item in &mut check.items {
        item.action = None;
    }
    AvstegPage {
        shell: case_shell("Skäl för avsteg SN 2026-00417", "Skäl för avsteg"),
        act: s("Du är på väg att fatta beslut om öppenvård"),
        check,
        form: Form {
            cancel: Some(Button::go("Tillbaka till beslutet", "/arenden/7Kq2/beslut/nytt")),
            ..form(
                "/arenden/7Kq2/beslut",
                "Fatta beslut med skäl",
                vec![Section::new(
                    "",
                    vec![Field::long("skal-4-2", "Varför längre än tre månader?", 4).hint("Riktlinje, Vuxna 4.2")],
                )],
            )
        },
    }
}

fn stale() -> StalePage {
    StalePage {
        shell: case_shell("Ändrat under tiden SN 2026-00417", "Ändrat under tiden"),
        what: s("Kim Alm ändrade planen 08.12"),
        since: vec![s("2026-11-23 08.12: Kim Alm ändrade genomförandeplanen")],
        fields: vec![StaleField {
            label: s("Mål"),
            mine: s("Jag vill klara hyra och post själv."),
            theirs: s("Jag vill klara hyran själv."),
        }],
        form: form(
            "/utforare/klient/1/plan",
            "Spara min text",
            vec![Section::new(
                "",
                vec![Field::long("mal", "Text att spara", 3).value("Jag vill klara hyra och post själv.")],
            )],
        ),
    }
}
