//! The rest: deadline counter, routines, errors, help.

use stadga_web::view::*;

use super::Page;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("fristraknare", html(&counter(true))),
        ("fristraknare-tom", html(&counter(false))),
        ("rutiner", html(&packs())),
        ("karta", html(&map())),
        ("kvitto", html(&handed_in())),
        ("rutin", html(&pack())),
        (
            "404",
            html(&NotFoundPage {
                shell: shell("Sidan finns inte", ""),
                links: vec![Link::new("Till Min dag", "/min-dag")],
            }),
        ),
        (
            "500",
            html(&ServerErrorPage {
                shell: shell("Något gick fel", ""),
                said: s("Det du skickade sparades inte. Gå tillbaka och skicka det igen om en stund."),
                number: s("7F3A"),
                links: vec![Link::new("Till Min dag", "/min-dag")],
            }),
        ),
        (
            "hjalp",
            html(&HjalpPage {
                shell: shell("Hjälp", ""),
                shortcuts: Shortcut::all(),
                toggle: Some(Button::post("Stäng av", "/installningar/kortkommandon", vec![Hidden::new("av", "ja")])),
                contact: s("Servicedesk, 08-000 00 00, vardagar 7–17."),
            }),
        ),
        (
            "tillganglighet",
            html(&TillganglighetPage {
                shell: shell("Tillgänglighet", ""),
                contact: s("tillganglighet@ekvalla.example"),
                known: vec![s("Diagrammen går att läsa i sidled på mobil. Använd tabellen bredvid.")],
                date: s("2026-11-22"),
            }),
        ),
    ]
}

fn counter(answered: bool) -> FristraknarePage {
    FristraknarePage {
        shell: shell("Fristräknare", "Fristräknare"),
        form: Form {
            draft: None,
            ..form(
                "/fristraknare",
                "Räkna",
                vec![Section::new(
                    "",
                    vec![
                        Field::select(
                            "regel",
                            "Regel",
                            vec![Choice::new("fl44", "Överklaga beslut (44 § förvaltningslagen)").chosen(true)],
                        ),
                        Field::date("datum", "Datum").value("2026-12-05").half(),
                        Field::select(
                            "vad",
                            "Datumet är",
                            vec![Choice::new("del", "dagen personen fick del av beslutet")],
                        )
                        .half(),
                        Field::select("roll", "Roll", vec![Choice::new("alla", "Alla roller")]).half(),
                    ],
                )],
            )
        },
        result: answered.then(|| FristResult {
            rule: s("Överklaga beslut"),
            strict: s("lördag 26 december 2026"),
            legal: s("måndag 28 december 2026"),
            shifted: s(
                "Sista dagen är en lördag. Den flyttas till nästa vardag (2 § lagen om beräkning av lagstadgad tid).",
            ),
            role: s("Den enskilde"),
            sources: vec![
                source(SourceKind::Lag, "44 § förvaltningslagen"),
                source(SourceKind::Lag, "2 § lagen (1930:173)"),
            ],
            steps: vec![
                s("Fick del av beslutet lördag 2026-12-05."),
                s("Plus tre veckor: lördag 2026-12-26."),
                s("Lördag och annandag jul: flyttas till måndag 2026-12-28."),
            ],
            pack: s("Lag 2026.1"),
        }),
    }
}

fn packs() -> RutinerPage {
    let row = |name: &str, version: &str, state| PackRow {
        name: s(name),
        href: s("/rutiner/ekvalla-vuxen"),
        version: s(version),
        owner: s("Beslutad av socialnämnden 2025-12-10 · Petra Sund äger den"),
        process: s("Introducera en ny brukare"),
        contents: s("41 uppgifter, 18 källor"),
        state,
    };
    RutinerPage {
        shell: shell("Rutiner", "Rutiner"),
        intro: s("De regler som Stadga arbetar efter i Ekvalla."),
        filters: vec![Link::new("Alla rutiner", ""), Link::new("Introducera en ny brukare", "/rutiner?process=x")],
        packs: vec![
            row("Lag", "2026.1", Due::new(DueState::Done, "Gäller")),
            row("Ekvalla vuxen", "3.1", Due::new(DueState::Done, "Gäller")),
            row("Vinterhuset", "1.4", Due::new(DueState::Soon, "Går ut 2026-12-31")),
        ],
    }
}

fn handed_in() -> KvittoPage {
    KvittoPage {
        shell: shell("Kvitto SN 2026-00417-3", ""),
        heading: s("Kvitto på nycklar"),
        text: s("Spara kvittot."),
        facts: vec![About::new("Hur många nycklar", "1"), About::new("Dag", "2026-12-02")],
        signs: vec![s("Lämnat av Mikael Ek"), s("Mottaget av Kim Alm, Kulan")],
    }
}

fn map() -> KartaPage {
    let step = |lane: usize, who: &str, what: &str, within: &str| MapBox {
        lane,
        who: s(who),
        what: s(what),
        after: s("Efter ”Uppdrag mottaget”"),
        within: s(within),
        source: source(SourceKind::Rutin, "Rutin, punkt 3"),
    };
    let steps = vec![
        step(1, "Enhetschef", "Utse den som tar emot personen", "En människa måste bedöma när"),
        step(2, "Medarbetare", "Överlämna välkomstmappen", "Inom 14 dagar, lokal tid"),
    ];
    KartaPage {
        shell: shell("Processkarta Ny brukare", "Rutiner"),
        heading: s("Ny brukare"),
        facts: vec![s("version 1")],
        warnings: vec![s("Utgången. Rutinen gällde till och med 2025-11-10.")],
        counted: s("2 roller, 2 steg"),
        lanes: vec![s("Enhetschef"), s("Medarbetare")],
        beside: steps.clone(),
        steps,
    }
}

fn pack() -> PackPage {
    let duty = |title: &str, when: &str, source| PackDuty { title: s(title), when: s(when), source };
    PackPage {
        shell: Shell {
            crumbs: vec![Link::new("Rutiner", "/rutiner"), Link::new("Ekvalla vuxen 3.1", "")],
            ..shell("Ekvalla vuxen 3.1", "Rutiner")
        },
        heading: s("Ekvalla vuxen"),
        facts: vec![s("version 3.1"), s("gäller från 2026-01-01"), s("Petra Sund äger den")],
        uses: vec![Link::new("Riktlinjer för vuxna", "/rutiner/riktlinjer")],
        map: Some(Link::new("Processkarta", "/rutiner/ekvalla-vuxen/karta")),
        warnings: vec![s("En källa har upphört: Rutin för öppenvård gällde till och med 2019-06-02.")],
        documents: vec![PackDocument {
            title: s("Överenskommelse med regionen"),
            place: s("Socialnämndens diarium · Gäller till och med 2026-12-31 · Hålls aktuell av socialdirektören"),
            href: s(""),
            warning: Some(s("Går ut om 39 dagar, 2026-12-31")),
            source: source(SourceKind::Lag, "7 kap. 2 § SoL"),
        }],
        roles: vec![
            PackRole {
                name: s("Socialsekreterare"),
                duties: vec![
                    duty(
                        "Följ upp insatsen tillsammans med den enskilde",
                        "Var tredje månad från start",
                        source(SourceKind::Riktlinje, "Vuxna 2.9"),
                    ),
                    duty(
                        "Pröva om överklagandet kom in i tid",
                        "Genast när det kommit in",
                        source(SourceKind::Lag, "45 § förvaltningslagen"),
                    ),
                ],
            },
            PackRole {
                name: s("Behandlare"),
                duties: vec![duty(
                    "Skriv genomförandeplanen med klienten",
                    "Inom tre veckor från uppdraget",
                    source(SourceKind::Rutin, "Öppenvård p. 5"),
                )],
            },
        ],
        sources: vec![
            PackSource {
                source: source(SourceKind::Lag, "FL"),
                title: s("Förvaltningslag (2017:900)"),
                validity: s("gäller"),
                warning: None,
            },
            PackSource {
                source: source(SourceKind::Rutin, "Öppenvård"),
                title: s("Rutin för öppenvård"),
                validity: s("2017-06-02–2019-06-02"),
                warning: Some(s("Har upphört")),
            },
        ],
    }
}
