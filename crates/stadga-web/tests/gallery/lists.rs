//! Who one is, and min dag.

use stadga_web::view::*;

use super::Page;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("valj-anvandare", html(&pick_user())),
        ("min-dag", html(&min_dag())),
        ("min-dag-tom", html(&min_dag_empty())),
        ("handlingar", html(&documents())),
        ("handlingar-tomt", html(&DocumentsPage { rows: vec![], filters: vec![], ..documents() })),
        ("franvaro", html(&absence(true))),
        ("franvaro-tom", html(&absence(false))),
    ]
}

fn absence(somebody: bool) -> AbsencePage {
    let row = |name: &str, days: &str, state: &str, stand_ins: &str, covers: &str| AbsenceRow {
        name: s(name),
        days: s(days),
        state: s(state),
        stand_ins: s(stand_ins),
        covers: s(covers),
        buttons: vec![Button::go("Ändra", "/franvaro/a"), Button::go("Tillbaka", "/franvaro/b")],
    };
    let rows = vec![
        row("Sara Lindqvist", "2026-11-23 – 2026-11-27", "borta i dag", "Erik Dahl, Kim Alm", "27 ärenden"),
        row("Kim Alm", "2026-12-21 – 2027-01-08", "", "Ingen vikarie. Chefen ser det som blir sent.", "1 ärende"),
    ];
    AbsencePage {
        shell: shell("Frånvaro", "Frånvaro"),
        intro: s("De i enheten som är borta eller ska vara det."),
        buttons: vec![Button::go("Registrera frånvaro", "/franvaro/franvaro.registrera").filled()],
        rows: if somebody { rows } else { vec![] },
        empty: Empty { text: s("Ingen i enheten är borta."), next: None },
    }
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

pub fn min_dag() -> MinDagPage {
    let mut shell = shell("Min dag", "Min dag");
    shell.skip = Some(Link::new("Hoppa till att göra", "#att-gora"));
    shell.notice = Some(Notice {
        head: s("Sparat."),
        lines: vec![s("Omar Farah är utsedd till behandlare. Sara Lindqvist har fått besked.")],
        undo: Some(Button::go("Rätta", "/arenden/7Kq2/ratta")),
    });
    MinDagPage {
        shell,
        besides: vec![],
        today: s("måndag 23 november 2026, vecka 48"),
        buttons: vec![
            Button::go("Registrera inkommet", "/mottagning/ny"),
            Button::go("Ny anteckning", "/anteckning").filled(),
        ],
        duty: vec![s("Lina Åkesson har jour från 2026-11-23 kl. 16.00, telefon 010-123 45 95.")],
        days: days(),
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
        waiting_count: 2,
        waiting_more: None,
        waiting_open: false,
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
                who: s("Vinterhuset"),
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

fn days() -> Vec<Day> {
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
    vec![
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
    ]
}

pub fn groups() -> Vec<DutyGroup> {
    let riktlinje = || source(SourceKind::Riktlinje, "Vuxna 2.9 Uppföljning, v 3.1");
    let lag = |citation| source(SourceKind::Lag, citation);
    let mut groups = vec![
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
    ];
    groups.extend(groups_ahead());
    groups
}

fn groups_ahead() -> Vec<DutyGroup> {
    vec![
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
                    source(SourceKind::Rutin, "Vinterhuset: Ny inflyttning"),
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

fn documents() -> DocumentsPage {
    let came = DocumentRow {
        date: s("2026-11-20"),
        arrival: s("Nådde oss 2026-11-23. Dagen följer av 22 § tredje stycket förvaltningslagen (2017:900)."),
        title: s("Intyg"),
        party: s("från Vårdcentralen, i brevlådan"),
        text: s("Kom i ett vitt kuvert."),
        files: vec![Link::new("läkarintyg.pdf (PDF, 230 kB)", "/arenden/1/handlingar/a/0")],
        by: s("Sara Lindqvist, Vuxenenheten, 2026-11-23"),
        acts: vec![
            Link::new("Rätta", "/arenden/1/handling.ratta"),
            Link::new("Återkalla", "/arenden/1/handling.aterkalla"),
        ],
        ..DocumentRow::default()
    };
    let asked = DocumentRow {
        date: s("2026-11-16"),
        title: s("Begärd uppgift"),
        party: s("av Försäkringskassan"),
        text: s("Beslut om sjukpenning\nSamtycke (10 kap. 1 § och 12 kap. 2 § OSL)"),
        open: s("Väntar på svar, senast 2026-11-30"),
        by: s("Sara Lindqvist, Vuxenenheten, 2026-11-16"),
        acts: vec![Link::new("Registrera svaret", "/arenden/1/uppgift.registrera")],
        ..DocumentRow::default()
    };
    let withdrawn = DocumentRow {
        date: s("2026-11-10"),
        corrected: s("Återkallad 2026-11-11 av Sara Lindqvist: Hör till någon annan."),
        acts: vec![],
        ..came.clone()
    };
    DocumentsPage {
        shell: shell("Handlingar", "Mina ärenden"),
        heading: s("Handlingar"),
        intro: s("Det som har kommit in, det ni själva har upprättat och det ni har begärt av andra."),
        buttons: vec![Button::go("Registrera inkommen handling", "/arenden/1/handling.registrera")],
        filters: vec![Link::new("Alla", ""), Link::new("Inkomna", "/arenden/1/handlingar?visa=inkomna")],
        rows: vec![came, asked, withdrawn],
        empty: Empty { text: s("Inga handlingar än."), next: None },
    }
}
