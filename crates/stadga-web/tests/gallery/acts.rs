//! Pages one writes on: intake, investigation, communication, decision and order.

use stadga_web::view::*;

use super::Page;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("mottagning-ny", html(&intake())),
        ("utredning", html(&investigation())),
        ("kommunicering", html(&communication())),
        ("beslut-ny", html(&decision())),
        ("beslut", html(&made())),
        ("att-fatta", html(&waiting())),
        (
            "att-fatta-tomt",
            html(&AttFattaPage {
                shell: shell("Beslut att fatta", "Beslut att fatta"),
                rows: Vec::new(),
                empty: Empty {
                    text: s("Inget förslag väntar på dig."), next: Some(Link::new("Min dag", "/min-dag"))
                },
            }),
        ),
        ("brev", html(&told())),
        ("regelkontroll", html(&check())),
        ("bestallning-ny", html(&order())),
    ]
}

fn safety() -> Section {
    let ticks = vec![
        Choice::new("barn", "Barn berörs"),
        Choice::new("vald", "Våld förekommer").hint("Fråga om det är säkert att ringa och skicka brev"),
        Choice::new("akut", "Det är akut"),
    ];
    Section::new("Säkerhet", vec![Field::checks("sakerhet", "Kryssa det som stämmer", ticks)])
}

fn intake() -> MottagningPage {
    MottagningPage {
        shell: shell("Registrera inkommet", "Registrera inkommet"),
        heading: s("Registrera inkommet"),
        intro: s("Skriv medan ni pratar. Bara namnet behövs för att spara."),
        form: form(
            "/mottagning/ny",
            "Spara och öppna",
            vec![
                Section::new(
                    "Vem gäller det?",
                    vec![
                        Field::text("namn", "Namn").value("Karl-Erik Lund").half(),
                        Field::new("nummer", "Personnummer", FieldKind::Digits)
                            .hint("Tio eller tolv siffror, med eller utan streck")
                            .optional()
                            .half(),
                        Field::text("ringer", "Vem ringer?")
                            .hint("Namn och telefon. Lämna tomt om det är personen själv.")
                            .optional(),
                    ],
                ),
                safety(),
                Section::new(
                    "Vad kom in?",
                    vec![
                        Field::radio(
                            "slag",
                            "Slag",
                            vec![
                                Choice::new("ansokan", "Ansökan").chosen(true),
                                Choice::new("anmalan", "Anmälan"),
                                Choice::new("annat", "Annan kontakt"),
                            ],
                        ),
                        Field::text("galler", "Vad söker personen?").value("Öppenvård"),
                        Field::long("anteckning", "Anteckning", 4),
                        Field::date("kom", "Kom in").value("2026-11-23").half(),
                        Field::select(
                            "handlaggare",
                            "Handläggare",
                            vec![
                                Choice::new("", "Fördelas av enhetschef").chosen(true),
                                Choice::new("sara", "Sara Lindqvist"),
                            ],
                        )
                        .half(),
                    ],
                ),
            ],
        ),
        kinds: vec![Link::new("Ansökan", ""), Link::new("Anmälan eller annan uppgift", "/mottagning/ny/anmalan/byt")],
        known: Some(KnownPanel {
            lines: vec![s("Numret är känt."), s("Ett ärende pågår hos Vuxenenheten. Kontakt: Sara Lindqvist.")],
            hits: vec![Link::new("Karl-Erik Lund, 19690212-2399, SN 2026-00017", "/arenden/3")],
        }),
        look_up: s("/mottagning/ny/ansokan/kand"),
        follows: vec![s("En ansökan öppnar utredningen i dag."), s("Enhetschefen ser ärendet i sin lista.")],
        check: None,
    }
}

fn investigation() -> UtredningPage {
    let text = "Mikael söker hjälp för att minska sitt drickande och behålla lägenheten.";
    UtredningPage {
        shell: case_shell("Utredning SN 2026-00417", "Utredning"),
        heading: s("Utredning"),
        facts: vec![s("Öppnad 2026-11-23"), s("klar senast 2027-03-23")],
        source: Some(source(SourceKind::Riktlinje, "Vuxna 2.2")),
        contents: vec![
            Link::new("Ansökan", "#ansokan"),
            Link::new("Barnets bästa", "#barn"),
            Link::new("Bedömning", "#bedomning"),
        ],
        form: Form {
            check: Some(s("/arenden/7Kq2/utredning/kontroll")),
            ..form(
                "/arenden/7Kq2/utredning",
                "Klar att kommunicera",
                vec![
                    Section::new(
                        "Ansökan och situation",
                        vec![
                            Field::long("ansokan", "Vad personen ansöker om", 4).value(text),
                            Field::long("situation", "Livssituation", 6)
                                .hint("Boende, arbete, hälsa, nätverk. Personens egna ord först."),
                        ],
                    ),
                    Section {
                        intro: s("Barn berörs i ärendet."),
                        ..Section::new("Barn", vec![Field::long("barn", "Barnets bästa", 4)])
                    },
                    Section::new(
                        "Bedömning",
                        vec![
                            Field::radio(
                                "asi",
                                "ASI eller annat instrument",
                                vec![
                                    Choice::new("ja", "Gjord"),
                                    Choice::new("nej", "Avböjd"),
                                    Choice::new("ej", "Inte aktuellt"),
                                ],
                            ),
                            Field::long("bedomning", "Bedömning", 8).hint("Följer med till beslutet som skäl."),
                        ],
                    ),
                ],
            )
        },
        notes: vec![
            NoteCard {
                head: s("2026-11-20, telefonsamtal"),
                text: s("Mikael berättar att han fått besked om arbete."),
                byline: s("Sara Lindqvist"),
            },
            NoteCard {
                head: s("2026-11-16, hembesök"),
                text: s("Visade hyresavierna. Vill ha hjälp att ordna post och räkningar."),
                byline: s("Sara Lindqvist"),
            },
        ],
        check: Some(RuleCheck {
            items: vec![finding(
                Level::Consider,
                "Barnets bästa är inte beskrivet",
                "Barn berörs i ärendet.",
                source(SourceKind::Lag, "3 kap. 1 § SoL"),
            )],
        }),
    }
}

pub fn check() -> RuleCheck {
    let mut must = finding(
        Level::Must,
        "Beslutet saknar slutdatum",
        "Ange till och med vilket datum beslutet gäller, eller välj tills vidare med dag för omprövning.",
        source(SourceKind::Riktlinje, "Vuxna 2.4 Beslut"),
    );
    must.action = Some(Link::new("Fyll i", "/arenden/7Kq2/beslut/nytt#till"));
    let mut consider = finding(
        Level::Consider,
        "Högst tre månader enligt riktlinjen",
        "Slutdatum senast 2027-02-28, annars behöver du skriva skäl.",
        source(SourceKind::Riktlinje, "Vuxna 4.2"),
    );
    consider.action = Some(Link::new("Skriv skäl", "/arenden/7Kq2/beslut/avsteg"));
    RuleCheck {
        items: vec![
            finding(
                Level::Done,
                "Du får fatta beslutet",
                "Socialsekreterare.",
                source(SourceKind::Delegation, "Delegationsordning 2026, 4.2"),
            ),
            must,
            consider,
            finding(
                Level::Done,
                "Utredningen är kommunicerad",
                "Skickad 2026-11-06, svar senast 2026-11-20, inget yttrande.",
                source(SourceKind::Lag, "25 § förvaltningslagen"),
            ),
        ],
    }
}

fn letter() -> Vec<LetterBlock> {
    vec![
        LetterBlock::Text(s("Vi säger ja till din ansökan. Här ser du vad du får och varför.")),
        LetterBlock::Facts(vec![
            (s("Beslut"), s("Bifall: Öppenvård")),
            (s("Gäller"), s("Från och med 1 december 2026 till och med 28 februari 2027.")),
        ]),
        LetterBlock::Heading(s("Därför beslutar vi så")),
        LetterBlock::List(vec![s("du bor bra"), s("du vill fortsätta arbeta")]),
        LetterBlock::Text(s("Sara Lindqvist\nSocialsekreterare")),
    ]
}

fn letter_head() -> LetterHead {
    LetterHead {
        to: vec![(s("Namn"), s("Mikael Ek")), (s("Telefon"), s("070-123 45 67"))],
        wish: s("Personen har bett om: Skicka inte hem"),
        about: vec![(s("Ärende"), s("SN 2026-00417")), (s("Brev"), s("Beslut i ditt ärende"))],
    }
}

fn told() -> BrevPage {
    BrevPage {
        shell: case_shell("Underrätta SN 2026-00417", "Underrätta"),
        heading: s("Underrätta om beslutet"),
        intro: s("Personen ska få veta hela innehållet."),
        head: letter_head(),
        form: form(
            "/arenden/7Kq2/beslut.underratta",
            "Skicka",
            vec![Section::new(
                "",
                vec![
                    Field::radio("kanal", "Skickas med", vec![Choice::new("brev", "Brev").chosen(true)]),
                    Field::tick("onskemal_lasta", "Jag har läst vad personen har bett om", false)
                        .error("Personen har bett om något särskilt kring kontakt."),
                ],
            )],
        ),
        letter: letter(),
        subject: s("Beslut i ditt ärende"),
        no_letter: String::new(),
        check: None,
    }
}

fn made() -> BeslutVisaPage {
    BeslutVisaPage {
        after: vec![
            s("Skickat 2026-12-10: förenklad delgivning, med post. Kontrollmeddelande skickat 2026-12-11."),
            s("Delgivet 2026-12-24, två veckor efter att det skickades."),
            s("Sista dag att överklaga är 2027-01-14. Då ska överklagandet ha kommit in till nämnden."),
        ],
        steps: vec![s("2027-01-14 är tre veckor efter 2026-12-24.")],
        acts: vec![Link::new("Registrera överklagande", "/arenden/1/overklagande.registrera")],
        shell: case_shell("Beslut SN 2026-00417", "Beslut"),
        heading: s("Avslag: Hem för vård eller boende"),
        facts: vec![s("Ärende SN 2026-00417"), s("beslutat 2026-11-23")],
        buttons: vec![Button::go("Underrätta", "/arenden/7Kq2/beslut.underratta").filled()],
        terms: vec![
            (s("Lagrum"), s("11 kap. 1 § SoL, skäliga levnadsförhållanden")),
            (s("Lydelse"), s("socialtjänstlagen (2025:400), lydelse från 2026-07-01")),
            (s("Beslutat av"), s("Nadja Blom, enhetschef")),
        ],
        reasons: s("Öppenvården svarar mot behovet.\n\nPersonen bor bra."),
        route: s("Personen kan överklaga till förvaltningsrätten."),
        execution: vec![s("Beslut 2026-11-23: inte verkställt. Rapporteras efter 2027-02-23.")],
        execution_acts: vec![Link::new("Skriv varför det dröjer", "/arenden/1/drojsmal.anteckna")],
        status: vec![s("Personen har inte fått veta än.")],
        links: vec![Link::new("Brevet som PDF", "/beslut/7Kq3/brev.pdf")],
        no_letter: String::new(),
    }
}

fn waiting() -> AttFattaPage {
    AttFattaPage {
        shell: shell("Beslut att fatta", "Beslut att fatta"),
        rows: vec![ProposalRow {
            person: s("Mikael Ek"),
            number: s("Ärende SN 2026-00417"),
            href: s("/arenden/7Kq2"),
            from: s("Lämnat av Sara Lindqvist 2026-11-20."),
            due: Due::new(DueState::Soon, "Om 2 dagar"),
            button: Some(Button::go("Läs och besluta", "/arenden/7Kq2/beslut.fatta")),
        }],
        empty: Empty { text: String::new(), next: None },
    }
}

fn decision() -> BeslutPage {
    BeslutPage {
        shell: Shell { error: true, ..case_shell("Nytt beslut SN 2026-00417", "Nytt beslut") },
        heading: s("Beslut om öppenvård"),
        facts: vec![s("Ansökan 2026-10-26"), s("utredning klar 2026-11-06")],
        form: Form {
            errors: vec![
                FormError::new("till", "Ange till och med vilket datum beslutet gäller"),
                FormError::new("utfall", "Välj utfall"),
            ],
            check: Some(s("/arenden/7Kq2/beslut/kontroll")),
            also: vec![(s("Förhandsgranska brev"), s("/arenden/7Kq2/beslut/brev"))],
            ..form(
                "/arenden/7Kq2/beslut",
                "Fatta beslut",
                vec![Section::new(
                    "",
                    vec![
                        Field::radio(
                            "utfall",
                            "Utfall",
                            vec![
                                Choice::new("bifall", "Bifall"),
                                Choice::new("delvis", "Delvis bifall"),
                                Choice::new("avslag", "Avslag"),
                            ],
                        )
                        .error("Välj utfall"),
                        Field::select(
                            "insats",
                            "Insats",
                            vec![
                                Choice::new("ov", "Öppenvård (11 kap. 1 § SoL)").chosen(true),
                                Choice::new("hvb", "Hem för vård eller boende (11 kap. 1 § SoL)"),
                            ],
                        )
                        .half(),
                        Field::text("omfattning", "Omfattning").value("Två samtal i veckan").half(),
                        Field::date("fran", "Gäller från och med").value("2026-12-01").half(),
                        Field::date("till", "Gäller till och med")
                            .error("Skriv ett slutdatum, till exempel 2027-02-28")
                            .half(),
                        Field::long("mal", "Mål med insatsen", 3).value("Nykter fem av sju dagar"),
                        Field::long("skal", "Skäl för beslutet", 6)
                            .hint("Hämtat från utredningens bedömning. Ändra vid behov."),
                        Field::tick("behovs", "Uppenbart obehövligt att kommunicera", false)
                            .hint("Bara när beslutet blir precis som ansökan (25 § förvaltningslagen)."),
                    ],
                )],
            )
        },
        check: check(),
        basis: Some(BasisCard {
            facts: vec![s("Lämnat av Sara Lindqvist 2026-11-20"), s("Delegationsordning 2026, punkt 4.3")],
            message: s("Platsen är ledig till måndag."),
            returned: s("Återlämnat 2026-11-19 av Nadja Blom: skriv varför öppenvård inte räcker."),
            parts: vec![(s("Bedömning"), s("Behovet kräver heldygnsvård."))],
        }),
    }
}

fn communication() -> KommuniceringPage {
    KommuniceringPage {
        shell: case_shell("Kommunicering SN 2026-00417", "Kommunicering"),
        heading: s("Kommunicera utredningen"),
        intro: s("Personen får läsa och svara innan du beslutar."),
        form: Form {
            check: Some(s("/arenden/7Kq2/kommunicering/kontroll")),
            ..form("/arenden/7Kq2/kommunicering", "Skicka", vec![Section::new("", vec![
                Field::checks("skickas", "Det här skickas", vec![Choice::new("utredning", "Utredningen").chosen(true), Choice::new("forslag", "Förslag till beslut").chosen(true)]),
                Field::tick("andra", "Jag har gått igenom uppgifter om andra personer", false).hint("Anmälare, partner och barn (10 kap. 3 § och 26 kap. 5 § offentlighets- och sekretesslagen)."),
                Field::date("svar", "Svar senast").value("2026-12-07").half(),
                Field::radio("vag", "Kontaktväg", vec![Choice::new("brev", "Brev, neutralt kuvert").chosen(true), Choice::new("mote", "Vid möte")]),
            ])])
        },
        head: letter_head(),
        letter: letter(),
        subject: s("Säg vad du tycker innan vi beslutar"),
        no_letter: String::new(),
        check: check(),
    }
}

fn order() -> BestallningPage {
    BestallningPage {
        shell: case_shell("Beställning SN 2026-00417", "Nytt uppdrag"),
        heading: s("Lämna uppdrag"),
        facts: vec![s("Beslut 2026-11-23"), s("öppenvård 2026-12-01–2027-02-28")],
        form: form(
            "/arenden/7Kq2/bestallning",
            "Skicka",
            vec![Section::new(
                "",
                vec![
                    Field::radio(
                        "enhet",
                        "Till vilken enhet?",
                        vec![
                            Choice::new("ov", "Öppenvården").hint("3 lediga platser").chosen(true),
                            Choice::new("nh", "Vinterhuset").hint("fullt till 2027-01-15"),
                        ],
                    ),
                    Field::checks(
                        "delas",
                        "Det här lämnas över",
                        vec![
                            Choice::new("beslut", "Beslutet").chosen(true),
                            Choice::new("mal", "Målen").chosen(true),
                            Choice::new("kontakt", "Kontaktuppgifter").chosen(true),
                            Choice::new("risk", "Känd risk vid besök").hint("2026-10-02, hund i bostaden"),
                        ],
                    ),
                    Field::date("start", "Önskad start").value("2026-12-01").half(),
                    Field::long("meddelande", "Meddelande", 3).optional(),
                ],
            )],
        ),
        units: vec![UnitFact {
            name: s("Öppenvården"),
            capacity: s("3 lediga platser"),
            about: s("Vuxna med skadligt bruk eller beroende"),
        }],
        withheld: vec![s("Utredningen"), s("Journalanteckningar"), s("Uppgifter om andra personer")],
        check: None,
    }
}
