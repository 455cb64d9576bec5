//! Pages one reads: who one is, min dag, cases, one case, the provider's pages, the unit.

use jiff::civil::date;
use stadga_web::view::*;

use super::Page;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("valj-anvandare", html(&pick_user())),
        ("min-dag", html(&min_dag())),
        ("min-dag-tom", html(&min_dag_empty())),
        ("arenden", html(&cases())),
        ("arende", html(&case())),
        ("arende-nytt", html(&new_case())),
        ("utforare", html(&provider())),
        ("klient", html(&client())),
        ("enhet", html(&unit())),
        ("sok", html(&search())),
        ("sok-tom", html(&search_empty())),
    ]
}

fn pick_user() -> ValjAnvandarePage {
    let card = |id: &str, name: &str, initials: &str, role: &str, today: &str| UserCard {
        id: s(id),
        name: s(name),
        initials: s(initials),
        role: s(role),
        today: s(today),
    };
    ValjAnvandarePage {
        shell: Shell { user: None, nav: vec![], bottom: vec![], unit: s(""), ..shell("Välj användare", "") },
        intro: s("Det här är en demonstration med påhittade personer. Dagen är måndag 23 november 2026."),
        action: s("/valj-anvandare"),
        hidden: vec![],
        units: vec![
            UnitPeople {
                name: s("Mottagningsgruppen"),
                about: s("Tar emot allt som kommer in."),
                people: vec![card("amina", "Amina Haddad", "AH", "Mottagningssekreterare", "2 att göra")],
            },
            UnitPeople {
                name: s("Vuxenenheten"),
                about: s("Utreder och beslutar."),
                people: vec![
                    card("sara", "Sara Lindqvist", "SL", "Socialsekreterare", "9 att göra, 2 försenade"),
                    card("erik", "Erik Dahl", "ED", "Socialsekreterare", "4 att göra"),
                    card("nadja", "Nadja Blom", "NB", "Enhetschef", "3 att fördela"),
                ],
            },
            UnitPeople {
                name: s("Öppenvården"),
                about: s("Behandling i öppna former."),
                people: vec![
                    card("robert", "Robert Ask", "RA", "Enhetschef", "1 nytt uppdrag"),
                    card("omar", "Omar Farah", "OF", "Behandlare", ""),
                ],
            },
        ],
    }
}

fn min_dag() -> MinDagPage {
    let day = |label: &str, week: &str, marks: Vec<DayMark>, today| Day {
        label: s(label),
        week: s(week),
        href: if marks.is_empty() { s("") } else { s("#idag") },
        count: marks.len(),
        marks,
        today,
        monday: week == "v. 49",
    };
    use DayMark::{Later, Overdue, Today};
    let mut shell = shell("Min dag", "Min dag");
    shell.skip = Some(Link::new("Hoppa till att göra", "#att"));
    shell.notice = Some(Notice {
        head: s("Sparat."),
        lines: vec![s("Omar Farah är utsedd till behandlare. Sara Lindqvist har fått besked.")],
        undo: Some(Button::go("Rätta", "/arenden/7Kq2/ratta")),
    });
    MinDagPage {
        shell,
        today: s("måndag 23 november 2026, vecka 48"),
        buttons: vec![
            Button::go("Registrera inkommet", "/mottagning/ny"),
            Button::go("Ny anteckning", "/anteckning").filled(),
        ],
        days: vec![
            day("mån 23/11", "v. 48", vec![Overdue, Overdue, Today, Today, Today], true),
            day("tis 24/11", "", vec![], false),
            day("ons 25/11", "", vec![Later], false),
            day("tors 26/11", "", vec![], false),
            day("fre 27/11", "", vec![Later, Later], false),
            day("mån 30/11", "v. 49", vec![Later, Later], false),
            day("tis 1/12", "", vec![], false),
            day("ons 2/12", "", vec![Later], false),
            day("tors 3/12", "", vec![Later, Later, Later], false),
            day("fre 4/12", "", vec![], false),
        ],
        groups: groups(),
        empty: None,
        waiting: vec![
            WaitingRow {
                what: s("Svar från Region Stockholm"),
                whom: s("Region Stockholm, sedan 2026-11-12"),
                href: s("/arenden/9x"),
            },
            WaitingRow {
                what: s("Genomförandeplan"),
                whom: s("Öppenvården, sedan 2026-11-16"),
                href: s("/arenden/9y"),
            },
        ],
        bookings: vec![
            Booking {
                time: s("09.00–10.00"),
                what: s("Samverkansmöte, Leila Saado"),
                place: s("Rum 3"),
                href: s("/moten/1"),
            },
            Booking { time: s("10.30–11.45"), what: s("Hembesök, Mikael Ek"), place: s("Hembesök"), href: s("") },
        ],
        drafts: vec![DraftLink {
            label: s("Beslut, Birgit Holm"),
            href: s("/arenden/8z/beslut/nytt"),
            saved: s("sparat i fredags 16.42"),
        }],
        news: vec![
            News {
                when: s("08.02"),
                who: s("Nakterhuset"),
                what: s("skrev att du behöver veta något"),
                label: s("Leila Saado"),
                href: s("/arenden/1"),
            },
            News {
                when: s("i fredags"),
                who: s("Robert Ask"),
                what: s("utsåg Omar Farah till behandlare"),
                label: s("Anna Berg"),
                href: s("/arenden/2"),
            },
        ],
    }
}

fn groups() -> Vec<DutyGroup> {
    let riktlinje = || source(SourceKind::Riktlinje, "Vuxna 2.9 Uppföljning, v 3.1");
    let lag = |citation| source(SourceKind::Lag, citation);
    vec![
        DutyGroup {
            id: s("forsenat"),
            heading: s("Försenat"),
            duties: vec![
                Duty {
                    settles: s("Gör också klart: behandlarens uppföljning."),
                    ..duty(
                        "Följ upp öppenvården tillsammans med den enskilde",
                        Due::new(DueState::Overdue, "3 dagar sen"),
                        "2026-11-20",
                        "Insatsen började 2026-08-20. Uppföljning ska göras var tredje månad; ingen är bokad.",
                        riktlinje(),
                        "Boka uppföljning",
                    )
                },
                duty(
                    "Ta första kontakten",
                    Due::new(DueState::Overdue, "4 dagar sen"),
                    "2026-11-19",
                    "Meddelandet kom 2026-11-16. Kontakt ska tas inom tre arbetsdagar; ingen är registrerad.",
                    source(SourceKind::LokaltMal, "Mottagningens mål (Vuxna 1.7)"),
                    "Registrera kontakt",
                ),
            ],
        },
        DutyGroup {
            id: s("idag"),
            heading: s("I dag"),
            duties: vec![
                duty(
                    "Gå vidare till beslut, svarstiden har gått ut",
                    Due::new(DueState::Today, "I dag"),
                    "2026-11-23",
                    "Utredningen kommunicerades 2026-11-06 med svar senast 2026-11-20. Inget yttrande har kommit in.",
                    lag("25 § förvaltningslagen"),
                    "Gå till beslut",
                ),
                duty(
                    "Pröva om överklagandet kom in i tid",
                    Due::new(DueState::Today, "genast"),
                    "",
                    "Kom in 2026-11-20. Den enskilde fick del av beslutet 2026-11-04.",
                    lag("45 § förvaltningslagen"),
                    "Pröva överklagandet",
                ),
            ],
        },
        DutyGroup {
            id: s("veckan"),
            heading: s("Den här veckan"),
            duties: vec![
                duty(
                    "Meddela vem som får fatta beslutet",
                    Due::new(DueState::Soon, "Om 2 dagar"),
                    "2026-11-25",
                    "Ärendet gäller placering.",
                    source(SourceKind::Delegation, "Delegationsordning 2026, 4.7"),
                    "Lämna till beslut",
                ),
                duty(
                    "Läs den preliminära genomförandeplanen",
                    Due::new(DueState::Soon, "Om 4 dagar"),
                    "2026-11-27",
                    "Inflyttning 2026-11-13. Planen ska finnas inom 14 dagar.",
                    source(SourceKind::Rutin, "Nakterhuset: Ny inflyttning"),
                    "Öppna planen",
                ),
            ],
        },
        DutyGroup {
            id: s("senare"),
            heading: s("Senare"),
            duties: vec![duty(
                "Ompröva insatsen",
                Due::new(DueState::Later, "Om 8 dagar"),
                "2026-12-01",
                "Beslutet gäller till och med 2026-12-31.",
                source(SourceKind::Foreskrift, "HSLF-FS 2026:12, 5 kap. 2 §"),
                "Boka uppföljning",
            )],
        },
    ]
}

fn min_dag_empty() -> MinDagPage {
    MinDagPage {
        groups: vec![],
        days: vec![],
        waiting: vec![],
        bookings: vec![],
        drafts: vec![],
        news: vec![],
        empty: Some(Empty {
            text: s("Inget försenat. Nästa frist är på onsdag."),
            next: Some(Link::new("Visa mina ärenden", "/arenden")),
        }),
        shell: shell("Min dag", "Min dag"),
        ..min_dag()
    }
}

fn cases() -> CasesPage {
    let row = |person: &str, number: &str, matter: &str, stage: &str, due, next: &str| CaseRow {
        person: s(person),
        href: s("/arenden/7Kq2"),
        number: s(number),
        matter: s(matter),
        stage: s(stage),
        due,
        next: s(next),
        last: s("2026-11-20"),
    };
    CasesPage {
        shell: shell("Mina ärenden", "Mina ärenden"),
        heading: s("Mina ärenden"),
        intro: s("31 pågående, närmaste frist först."),
        buttons: vec![Button::go("Registrera inkommet", "/mottagning/ny")],
        filters: vec![Link::new("Pågående 31", ""), Link::new("Avslutade 12", "/arenden?visa=avslutade")],
        rows: vec![
            row(
                "Mikael Ek",
                "SN 2026-00417",
                "Öppenvård",
                "Genomförande",
                Some(Due::new(DueState::Overdue, "3 dagar sen")),
                "Följ upp öppenvården",
            ),
            row(
                "Birgit Holm",
                "SN 2026-00655",
                "Ansökan",
                "Kommunicering",
                Some(Due::new(DueState::Today, "I dag")),
                "Gå vidare till beslut",
            ),
            row(
                "Tomas Strand",
                "SN 2026-00590",
                "Träningslägenhet",
                "Genomförande",
                Some(Due::new(DueState::Soon, "Om 4 dagar")),
                "Läs planen",
            ),
            row(
                "Anna Berg",
                "SN 2026-00731",
                "Öppenvård",
                "Beställning",
                Some(Due::new(DueState::Waiting, "Väntar: utförare")),
                "",
            ),
            row("Karl-Erik Lund", "SN 2026-00740", "Ansökan", "Utredning", None, "Inget att göra just nu"),
        ],
        empty: Empty::default(),
    }
}

fn stepper(names: &[&str], at: usize) -> Stepper {
    let state = |i: usize| match i.cmp(&at) {
        std::cmp::Ordering::Less => StepState::Done,
        std::cmp::Ordering::Equal => StepState::Current,
        std::cmp::Ordering::Greater => StepState::Coming,
    };
    let step = |(i, name): (usize, &&str)| Step {
        name: s(name),
        state: state(i),
        note: if i <= at { s("2026-07-09") } else { s("") },
        href: s("/arenden/7Kq2/handelser"),
    };
    Stepper { steps: names.iter().enumerate().map(step).collect() }
}

const STAGES: [&str; 8] =
    ["Aktualisering", "Utredning", "Kommunicering", "Beslut", "Beställning", "Genomförande", "Uppföljning", "Avslut"];

fn case() -> CasePage {
    let mut groups = groups();
    let mut duties: Vec<Duty> = groups.drain(..).flat_map(|group| group.duties).take(3).collect();
    for duty in &mut duties {
        duty.person.clear();
        duty.case.clear();
    }
    CasePage {
        shell: Shell {
            crumbs: vec![Link::new("Mina ärenden", "/arenden"), Link::new("SN 2026-00417", "")],
            ..case_shell("Ärende SN 2026-00417", "")
        },
        heading: s("Öppenvård och stöd i boendet"),
        facts: vec![
            s("Ärende SN 2026-00417"),
            s("öppnat 2026-05-18"),
            s("handläggare Sara Lindqvist"),
            s("Ekvalla vuxen 3.1"),
        ],
        buttons: vec![Button::go("Anteckna", "/arenden/7Kq2/anteckning").filled()],
        more: vec![
            Link::new("Nytt beslut", "/arenden/7Kq2/beslut/nytt"),
            Link::new("Registrera möte", "/arenden/7Kq2/mote"),
            Link::new("Byt handläggare", "/arenden/7Kq2/handlaggare"),
            Link::new("Avsluta ärendet", "/arenden/7Kq2/avslut"),
        ],
        stepper: stepper(&STAGES, 5),
        tabs: vec![
            Tab { label: s("Översikt"), href: s("/arenden/7Kq2"), current: true },
            Tab { label: s("Utredning"), href: s("/arenden/7Kq2/utredning"), current: false },
            Tab { label: s("Beslut (3)"), href: s("/arenden/7Kq2/beslut"), current: false },
            Tab { label: s("Insatser (3)"), href: s("/arenden/7Kq2/insatser"), current: false },
            Tab { label: s("Händelser"), href: s("/arenden/7Kq2/handelser"), current: false },
        ],
        duties,
        empty: Empty::default(),
        waiting: min_dag().waiting,
        lifeline: Some(lifeline()),
        note: Some(Form {
            id: s("snabb"),
            quiet: true,
            note: s("Händelsedatum i dag, 2026-11-23"),
            ..form(
                "/arenden/7Kq2/anteckning",
                "Spara anteckning",
                vec![Section::new("", vec![Field::long("text", "Ny journalanteckning", 2)])],
            )
        }),
        filters: vec![
            Link::new("Alla", ""),
            Link::new("Journal", "?visa=journal"),
            Link::new("Från utförare", "?visa=utforare"),
        ],
        timeline: timeline(),
        all_events: Some(Link::new("Visa alla 63 händelser", "/arenden/7Kq2/handelser")),
        goals: vec![
            Goal {
                text: s("Nykter fem av sju dagar"),
                note: s("uppföljt 2026-11-03"),
                state: Some(Due::new(DueState::Done, "på väg")),
            },
            Goal {
                text: s("Sköta hyra och post"),
                note: s("uppföljt 2026-11-03"),
                state: Some(Due::new(DueState::Done, "på väg")),
            },
            Goal { text: s("Träffa min dotter varannan helg"), note: s("inte uppföljt än"), state: None },
        ],
        participants: vec![
            Participant { initials: s("SL"), name: s("Sara Lindqvist"), role: s("Handläggare, Vuxenenheten") },
            Participant { initials: s("OF"), name: s("Omar Farah"), role: s("Behandlare, Öppenvården") },
            Participant { initials: s("KA"), name: s("Kim Alm"), role: s("Kontaktman, Nakterhuset") },
        ],
        documents: vec![
            Link::new("Beslut 2026-07-09, öppenvård", "/beslut/1"),
            Link::new("Utredning 2026-06-24", "/handling/2"),
        ],
    }
}

fn timeline() -> Timeline {
    let event = |date: &str, time: &str, title: &str, text: &str, byline: &str, kind| TimelineEvent {
        date: s(date),
        time: s(time),
        title: s(title),
        href: s("/handelser/1"),
        text: s(text),
        byline: s(byline),
        kind,
        corrected: None,
    };
    Timeline {
        events: vec![
            event(
                "2026-11-20",
                "kl. 10.14",
                "Telefonsamtal",
                "Mikael berättar att han fått besked om arbete.\nVill fortsätta behandlingen. Ny tid 2026-11-26.",
                "Sara Lindqvist · journalanteckning",
                TimelineKind::Note,
            ),
            TimelineEvent {
                corrected: Some(s("Rättad 2026-11-15 av Kim Alm: fel dag.")),
                ..event(
                    "2026-11-14",
                    "",
                    "Samtal",
                    "Samtalet var på lördagen.",
                    "Kim Alm, Nakterhuset · genomförandeanteckning",
                    TimelineKind::Provider,
                )
            },
            event(
                "2026-07-09",
                "",
                "Beslut: öppenvård",
                "Bifall 2026-08-20–2027-02-20.",
                "Sara Lindqvist, delegation 4.2",
                TimelineKind::Decision,
            ),
        ],
    }
}

fn lifeline() -> Lifeline {
    let row = |name: &str, from, to, started, ended, marks| LifelineRow {
        name: s(name),
        href: s("/insatser/1"),
        section: s("11 kap. 1 § SoL"),
        from,
        to,
        started,
        ended,
        marks,
        next: s("2026-12-01"),
    };
    let mark = |on, kind, words: &str| LifelineMark { on, kind, words: s(words) };
    Lifeline {
        words: s(
            "Insatser över tid: två pågår, HVB är avslutat 2026-08-31. En uppföljning av öppenvården är försenad sedan 2026-11-20.",
        ),
        from: date(2026, 6, 1),
        to: date(2027, 3, 1),
        today: date(2026, 11, 23),
        today_words: s("i dag, v. 48"),
        rows: vec![
            row(
                "Öppenvård",
                date(2026, 8, 20),
                Some(date(2027, 2, 20)),
                Some(date(2026, 8, 20)),
                None,
                vec![
                    mark(date(2026, 11, 20), MarkKind::Late, "Uppföljning skulle ha gjorts 2026-11-20"),
                    mark(date(2027, 2, 20), MarkKind::Planned, "Uppföljning vid avslut 2027-02-20"),
                ],
            ),
            row(
                "Träningslägenhet",
                date(2026, 9, 1),
                None,
                Some(date(2026, 9, 1)),
                None,
                vec![mark(date(2026, 12, 1), MarkKind::Planned, "Planerad uppföljning 2026-12-01")],
            ),
            row(
                "HVB",
                date(2026, 6, 10),
                Some(date(2026, 8, 31)),
                Some(date(2026, 6, 10)),
                Some(date(2026, 8, 31)),
                vec![mark(date(2026, 8, 31), MarkKind::Done, "Uppföljning vid avslut 2026-08-31")],
            ),
        ],
    }
}

fn new_case() -> CasePage {
    CasePage {
        stepper: stepper(&STAGES, 1),
        duties: vec![],
        waiting: vec![],
        empty: Empty { text: s("Inget att göra just nu. Nästa frist är 2026-12-14."), next: None },
        lifeline: None,
        note: None,
        goals: vec![],
        documents: vec![],
        timeline: Timeline::default(),
        all_events: None,
        ..case()
    }
}

fn provider() -> UtforarePage {
    UtforarePage {
        shell: shell("Utförare", "Utförare"),
        heading: s("Öppenvården"),
        intro: s("Uppdrag till enheten och dem ni arbetar med."),
        orders: vec![OrderRow {
            person: s("Mikael Ek"),
            href: s("/utforare/uppdrag/1"),
            number: s("Uppdrag SN 2026-00417-3"),
            insats: s("Öppenvård (11 kap. 1 § SoL)"),
            from: s("Sara Lindqvist, Vuxenenheten"),
            due: Due::new(DueState::Soon, "Kom i fredags"),
            start: s("2026-12-01"),
            buttons: vec![
                Button::post("Ta emot uppdraget", "/utforare/uppdrag/1/ta-emot", hidden()),
                Button::go("Lämna tillbaka", "/utforare/uppdrag/1/lamna-tillbaka"),
            ],
        }],
        orders_empty: Empty::default(),
        duties: groups().into_iter().flat_map(|group| group.duties).skip(4).collect(),
        duties_empty: Empty::default(),
        clients: vec![
            ClientRow {
                name: s("Mikael Ek"),
                href: s("/utforare/klient/1"),
                insats: s("Öppenvård"),
                staff: s("Omar Farah"),
                next: s("möte 2026-11-26"),
                unread: 2,
            },
            ClientRow {
                name: s("Anna Berg"),
                href: s("/utforare/klient/2"),
                insats: s("Öppenvård"),
                staff: s("ingen utsedd än"),
                next: s(""),
                unread: 0,
            },
        ],
    }
}

fn client() -> KlientPage {
    let goals = vec![
        Choice::new("1", "Nykter fem av sju dagar").chosen(true),
        Choice::new("2", "Hyra och post"),
        Choice::new("3", "Träffa min dotter"),
    ];
    let tell = vec![
        Choice::new("nej", "Nej").chosen(true),
        Choice::new("veta", "Handläggaren behöver veta"),
        Choice::new("avvikelse", "Avvikelse"),
    ];
    let mut duties = case().duties;
    duties.truncate(1);
    KlientPage {
        shell: Shell {
            crumbs: vec![Link::new("Utförare", "/utforare"), Link::new("SN 2026-00417-3", "")],
            ..case_shell("Uppdrag SN 2026-00417-3", "")
        },
        heading: s("Mikael Ek hos Nakterhuset"),
        facts: vec![s("Uppdrag SN 2026-00417-3"), s("stöd i träningslägenhet"), s("kontaktman Kim Alm")],
        buttons: vec![Button::go("Registrera möte", "/utforare/klient/1/mote")],
        note: Form {
            note: s("Låses när du sparar. Fel rättas med en ny anteckning."),
            ..form(
                "/utforare/klient/1/journal",
                "Spara anteckning",
                vec![Section::new(
                    "",
                    vec![
                        Field::long("text", "Vad hände?", 3),
                        Field::checks("mal", "Vilket mål gäller det?", goals),
                        Field::radio("vidare", "Är det något att rapportera vidare?", tell),
                    ],
                )],
            )
        },
        order: vec![
            OrderFact { label: s("Insats"), value: s("Stöd i träningslägenhet") },
            OrderFact { label: s("Tid"), value: s("2026-09-01–2027-03-01") },
            OrderFact { label: s("Mål"), value: s("Sköta hyra och post, nykter vardag") },
        ],
        order_link: Some(Link::new("Läs hela", "/utforare/uppdrag/1")),
        duties,
        duties_empty: Empty::default(),
        plan: vec![
            PlanGoal {
                goal: s("Jag vill klara hyra och post själv"),
                how: s("Kim går igenom posten med mig varje tisdag"),
            },
            PlanGoal { goal: s("Jag vill vara nykter i vardagen"), how: s("Samtal med Omar en gång i veckan") },
        ],
        plan_note: s("Version 2, godkänd av Mikael 2026-09-10. Följs upp 2026-12-01."),
        plan_link: Some(Link::new("Öppna planen", "/utforare/klient/1/plan")),
        timeline: timeline(),
    }
}

fn unit() -> EnhetPage {
    let figure = |value: &str, label: &str| KeyFigure { value: s(value), label: s(label), href: s("/enhet/lista") };
    let load = |name: &str, cases, this_week, note: &str| LoadRow { name: s(name), cases, this_week, note: s(note) };
    let row = |person: &str, matter: &str, due| UnitRow {
        person: s(person),
        href: s("/arenden/5"),
        matter: s(matter),
        due,
        button: Some(Button::go("Fördela", "/arenden/5/fordela")),
    };
    EnhetPage {
        shell: shell("Vuxenenheten", "Enheten"),
        heading: s("Vuxenenheten"),
        intro: s("vecka 48 · enhetschef Nadja Blom · 6 handläggare"),
        buttons: vec![Button::go("Fördela ärenden", "/enhet/fordela").filled()],
        figures: vec![
            figure("3", "att fördela"),
            figure("8", "försenade"),
            figure("1", "beslut ej verkställt efter 3 mån"),
            figure("14", "delegationsbeslut att anmäla"),
        ],
        incoming: vec![
            row("Karl-Erik Lund", "Ansökan", Due::new(DueState::Soon, "Om 2 dagar")),
            row("Okänd identitet", "Meddelande", Due::new(DueState::Today, "I dag")),
        ],
        incoming_empty: Empty::default(),
        late: groups().into_iter().flat_map(|group| group.duties).take(2).collect(),
        late_empty: Empty::default(),
        load: vec![
            load("Erik Dahl", 29, 6, ""),
            load("Hanna Roos (80 %)", 19, 1, ""),
            load("Lotta Ström", 24, 5, "ledig 2026-11-25"),
            load("Sara Lindqvist", 31, 9, ""),
        ],
        load_note: s("I bokstavsordning. Enhetens median är 27."),
        not_started: vec![UnitRow {
            button: None,
            ..row("Ove Hall", "Öppenvård, beslut 2026-08-18, kö hos utföraren", Due::new(DueState::Overdue, "97 dagar"))
        }],
    }
}

fn search() -> SokPage {
    SokPage {
        shell: shell("Sökresultat", ""),
        question: s("Ek"),
        hits: vec![
            Hit {
                name: s("Mikael Ek"),
                href: s("/personer/7Kq2"),
                number: s("19791104-2385"),
                cases: vec![s("SN 2026-00417")],
                unit: s("Vuxenenheten"),
                asks: s(""),
            },
            Hit {
                name: s("Skyddad"),
                href: s("/oppna/3"),
                number: s(""),
                cases: vec![],
                unit: s("Mottagningsgruppen"),
                asks: s("Du behöver ange varför du öppnar."),
            },
        ],
        empty: Empty::default(),
        next: None,
    }
}

fn search_empty() -> SokPage {
    SokPage {
        question: s("Ekk"),
        hits: vec![],
        empty: Empty {
            text: s("Ingen träff på ”Ekk”. Menade du Ek? Sök på namn, personnummer eller ärendenummer."),
            next: None,
        },
        next: Some(Button::go("Registrera inkommet", "/mottagning/ny")),
        ..search()
    }
}
