//! Pages one reads at a providing unit and as a manager, and the search results.

use stadga_web::view::*;

use super::Page;
use super::cases::{case, timeline};
use super::lists::groups;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("utforare", html(&provider())),
        ("overlamning", html(&handover())),
        ("oversikt", html(&overview())),
        ("lagenheter", html(&flats())),
        ("kostnader", html(&costs())),
        ("veckoschema", html(&weeks())),
        ("vecka", html(&own_week())),
        ("klient", html(&client())),
        ("planer", html(&plans())),
        ("kalender", html(&week())),
        ("enhet", html(&unit())),
        ("lvm", html(&compulsory())),
        ("anslag", html(&notice_board())),
        ("utskrift", html(&letters_to_print())),
        ("sok", html(&search())),
        ("sok-tom", html(&search_empty())),
    ]
}

/// Letters that wait: those that go together, one that has waited long, and one of somebody who is protected.
fn letters_to_print() -> UtskriftPage {
    let row = |label: &str, what: &str, to: &str, since: &str, late: bool| LetterRow {
        case: Link::new(label, "/arenden/9Xk1"),
        what: s(what),
        to: s(to),
        since: s(since),
        late,
        alone: String::new(),
        papers: vec![Link::new("PDF", "/arenden/9Xk1/handlingar/7Kq2/0")],
        drop: Link::new("Ska inte postas", "/arenden/9Xk1/utskick.avfor?utskick=7Kq2"),
    };
    let part = |anchor: &str, heading: &str, intro: &str, rows: Vec<LetterRow>, also: bool| {
        let choices = rows.iter().map(|row| Choice::new("1", format!("{}: {}", row.case.label, row.what)).chosen(also));
        let mut fields = vec![
            Field::checks("val", "Gäller breven", choices.collect()),
            Field::date("datum", "Postat den").value("2026-11-23"),
        ];
        fields.iter_mut().for_each(|field| field.id = format!("{}-{anchor}", field.id));
        let form = Form {
            id: format!("formular-{anchor}"),
            draft: None,
            quiet: !also,
            also: if also { vec![(s("Öppna som en PDF"), s("/utskrift/brev.pdf"))] } else { Vec::new() },
            ..form("/utskrift", "Breven är postade", vec![Section::new("", fields)])
        };
        LetterPart { anchor: s(anchor), heading: s(heading), intro: s(intro), rows, form }
    };
    let together = vec![
        row(
            "SN 2026-00417, Mikael Ek",
            "Beslut",
            "Personen, med kopia till företrädaren",
            "2026-11-19, i 4 dagar",
            true,
        ),
        row(
            "SN 2026-00421, Anna Berg",
            "Överklagande att pröva",
            "Förvaltningsrätten i Ekvalla",
            "2026-11-23, i dag",
            false,
        ),
    ];
    let mut alone =
        row("SN 2026-00398, Siv Holm", "Underlaget före beslut", "Personen", "2026-11-20, i 3 dagar", false);
    alone.alone = s("Skyddade uppgifter. Går brevet till personen, posta det till Skatteverkets förmedling.");
    UtskriftPage {
        shell: shell("Att skriva ut", "Mina ärenden"),
        intro: s("Brev som ska gå med posten och som ingen har sagt är postade."),
        outcomes: vec![s("SN 2026-00417, Mikael Ek: Brevet postades 2026-11-20.")],
        outcomes_heading: s("Allt blev inte sparat"),
        parts: vec![
            part("tillsammans", "Skrivs ut tillsammans", "Varje brev börjar på ett nytt ark.", together, true),
            part("for-sig", "Skrivs ut för sig", "Öppna ett i taget.", vec![alone], false),
        ],
        empty: None,
    }
}

/// Minutes at each of their stages, with the form that takes them on.
fn notice_board() -> AnslagPage {
    let decision = |label: &str| Link::new(label, "/beslut/9Xk1");
    let form = |id: &str, act: &str, submit: &str| Form {
        id: s(id),
        draft: None,
        quiet: true,
        ..form(
            "/anslag",
            submit,
            vec![Section::new(
                "",
                vec![
                    Field {
                        id: format!("val-{act}"),
                        ..Field::checks(
                            "val",
                            "Gäller besluten",
                            vec![Choice::new("1", "SN 2026-00417, Mikael Ek: Rekreationsvistelse").chosen(true)],
                        )
                    },
                    Field { id: format!("datum-{act}"), ..Field::date("datum", "Justerat den").value("2026-12-17") },
                ],
            )],
        )
    };
    let part = |anchor: &str, heading: &str, cards: Vec<NoticeCard>| NoticePart {
        anchor: s(anchor),
        heading: s(heading),
        cards,
        empty: Empty { text: s("Inget väntar."), next: None },
    };
    AnslagPage {
        shell: shell("Anslagstavlan", "Enheten"),
        intro: s("Beslut som laglighetsprövas."),
        outcomes: vec![s("SN 2026-00421, Anna Berg: Rekreationsvistelse: Justeringen tillkännagavs 2026-12-21.")],
        parts: vec![
            part("protokoll", "Väntar på protokoll", Vec::new()),
            part(
                "justera",
                "Ska justeras",
                vec![NoticeCard {
                    heading: s("Socialnämnden 2026-12-10"),
                    state: s("Ska justeras senast 2026-12-24, om 7 dagar."),
                    decisions: vec![decision("SN 2026-00417, Mikael Ek: Rekreationsvistelse")],
                    form: Some(form("formular-1", "justera", "Protokollet är justerat")),
                    ..NoticeCard::default()
                }],
            ),
            part(
                "uppe",
                "Uppe på anslagstavlan nu",
                vec![NoticeCard {
                    heading: s("Socialnämnden 2026-11-12"),
                    state: s("Uppe sedan 2026-11-20. Ska sitta uppe till och med 2026-12-11."),
                    decisions: vec![decision("SN 2026-00398, Anna Berg: Rekreationsvistelse")],
                    text: vec![(s("Organ"), s("Socialnämnden")), (s("Sista dag att överklaga"), s("2026-12-11"))],
                    file: s("/anslag/7Kq2/tillkannagivande.pdf"),
                    form: None,
                }],
            ),
        ],
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
        takes_orders: true,
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
                first: Some((
                    Due::new(DueState::Soon, "På torsdag"),
                    Link::new("Skriv planen tillsammans", "/uppdrag/1/genomforandeplan.uppratta"),
                )),
                write: Some(Button::go("Skriv", "/uppdrag/1/genomforandeanteckning.skriv")),
            },
            ClientRow {
                name: s("Anna Berg"),
                href: s("/utforare/klient/2"),
                insats: s("Öppenvård"),
                staff: s("ingen utsedd än"),
                next: s(""),
                ..ClientRow::default()
            },
        ],
        links: vec![Link::new("Överlämning", "/utforare/overlamning"), Link::new("Översikt", "/utforare/oversikt")],
    }
}

fn overview() -> OversiktPage {
    let row = |name: &str, plan: &str, week: &str, review: &str| HouseRow {
        person: Link::new(name, "/uppdrag/1"),
        insats: s("Boende med stöd"),
        staff: s("Omar Farah"),
        plan: s(plan),
        lacks_plan: plan == "Saknas",
        week: s(week),
        lacks_week: week == "Saknas",
        review: s(review),
        lacks_review: review == "Ingen än",
    };
    OversiktPage {
        shell: shell("Översikt", "/utforare"),
        heading: s("Översikt, Ekbacken"),
        intro: s("1 saknar veckoschema · 1 är inte uppföljda än."),
        rows: vec![
            row("Mikael Ek", "2026-11-02", "2026-11-10", "2026-11-20, nästa 2027-02-20"),
            row("Anna Berg", "2026-11-12", "Saknas", "Ingen än"),
        ],
    }
}

fn weeks() -> VeckoschemaPage {
    VeckoschemaPage {
        shell: shell("Veckoschema", "/utforare"),
        heading: s("Veckoschema, Ekbacken"),
        days: ["Må", "Ti", "On", "To", "Fr", "Lö", "Sö"].map(s).to_vec(),
        rows: vec![StaffWeek {
            name: s("Mikael"),
            href: s("/uppdrag/1/veckoschema"),
            days: ["Handla 10", "", "Matlagning", "Simning 14", "Arbetsträning", "", "Ringa mamma"].map(s).to_vec(),
        }],
        without: s("Anna"),
    }
}

fn own_week() -> VeckaPage {
    let day = |(name, text): (&str, &str)| WeekDay { name: s(name), text: s(text) };
    VeckaPage {
        shell: shell("Veckoschema", "/utforare"),
        heading: s("Min vecka, Mikael"),
        made: s("Gjort 2026-11-10."),
        days: [("Måndag", "Handla 10"), ("Tisdag", ""), ("Onsdag", "Matlagning")].map(day).to_vec(),
        make: Some(Button::go("Ändra schemat", "/uppdrag/1/steg.veckoschema")),
    }
}

/// What the night has written, for the morning.
fn handover() -> OverlamningPage {
    let row = |date: &str, time: &str, text: &str, byline: &str| TimelineEvent {
        date: s(date),
        time: s(time),
        title: s("Genomförandeanteckning"),
        text: s(text),
        byline: s(byline),
        kind: TimelineKind::Provider,
        ..TimelineEvent::default()
    };
    OverlamningPage {
        shell: case_shell("Överlämning", "/utforare"),
        intro: s(
            "Det som har skrivits hos Öppenvården sedan tisdag 24 november kl. 16.00. Det är journalerna själva du läser.",
        ),
        spans: vec![Link::new("Senaste dygnet", "/utforare/overlamning?fran=2026-11-24&kl=08.00")],
        fields: vec![
            Field::date("fran", "Sedan").value("2026-11-24").half(),
            Field::new("kl", "Klockan", FieldKind::Time).value("16.00").half(),
        ],
        people: vec![HandoverCard {
            name: s("Mikael Ek"),
            id: s("uppdrag-1"),
            href: s("/uppdrag/1"),
            unread: 1,
            write: Some(Button::go("Skriv", "/uppdrag/1/genomforandeanteckning.skriv")),
            timeline: Timeline {
                events: vec![
                    row("2026-11-24", "skriven 21.40", "Vaken sent, ville prata.", "Omar Farah · Läst av Lina Åkesson"),
                    row(
                        "2026-11-25",
                        "skriven 06.50",
                        "Sov gott.",
                        "Nytt för dig · Lina Åkesson · Ingen annan har läst än",
                    ),
                ],
            },
        }],
        quiet: s("Om 3 personer till har inget skrivits."),
    }
}

/// Tuesday's meeting, and a day without any.
fn week() -> KalenderPage {
    let meeting = Booking {
        time: s("09.00–10.00"),
        what: s("Inledande möte, Mikael Ek"),
        place: s("Hos oss · inte bekräftat"),
        href: s("/uppdrag/1#bokade"),
    };
    let day = |label: &str, id: &str, due: &str, meetings| KalenderDay {
        label: s(label),
        id: s(id),
        today: id == "dag-2026-11-24",
        due: s(due),
        meetings,
    };
    KalenderPage {
        shell: case_shell("Kalender", "/kalender"),
        heading: s("Vecka 48"),
        weeks: vec![
            Link::new("Vecka 47", "/kalender?dag=2026-11-16"),
            Link::new("Den här veckan", ""),
            Link::new("Vecka 49", "/kalender?dag=2026-11-30"),
        ],
        days: vec![
            day("Måndag 23 november 2026", "dag-2026-11-23", "2 frister", Vec::new()),
            day("Tisdag 24 november 2026", "dag-2026-11-24", "", vec![meeting]),
        ],
    }
}

fn booked() -> Meetings {
    Meetings {
        rows: vec![MeetingRow {
            time: s("tis 24/11 09.00–10.00"),
            what: s("Inledande möte"),
            about: s("Hos oss, Rum 4 · Personen själv, Sara Lindqvist, Omar Farah"),
            note: s("Personen vet inte om tiden än."),
            acts: vec![
                Link::new("Bekräfta", "/uppdrag/1/mote.bekrafta?mote=1"),
                Link::new("Flytta", "/uppdrag/1/mote.boka"),
            ],
        }],
        book: Some(Link::new("Boka möte", "/uppdrag/1/mote.boka")),
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
        heading: s("Mikael Ek hos Vinterhuset"),
        meetings: booked(),
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
        more: vec![Link::new("Avsluta insatsen", "/uppdrag/1/insats.avsluta")],
        talks: s("6 enskilt samtal av 8–10, till 2027-03-01"),
        care_note: s("Skickad 2026-11-30, inte läst än."),
        care_link: Some(Link::new("Läs", "/uppdrag/1/planer#vardplan")),
        questions: vec![AskedQuestion {
            head: s("Omar Farah frågade 2026-12-01"),
            text: s("Får vi ringa arbetsgivaren?"),
            answer: s("Sara Lindqvist svarade 2026-12-02: Ja, Mikael har sagt ja."),
            answer_link: None,
        }],
        ask_link: Some(Link::new("Ställ en fråga", "/uppdrag/1/fraga.stall")),
        participants: case().participants,
        filters: vec![Link::new("Allt", ""), Link::new("Möten", "/uppdrag/1?visa=moten#journal")],
        unread: 2,
        timeline: timeline(),
    }
}

fn plans() -> PlanerPage {
    PlanerPage {
        shell: case_shell("Planer SN 2026-00417-3", ""),
        heading: s("Planer för Mikael Ek"),
        facts: vec![s("Uppdrag SN 2026-00417-3"), s("Öppenvård")],
        plan: vec![
            About::new("Det här vill jag", "Jag vill klara hyra och post själv."),
            About::new("Mål", "Hyra och post\nNykter fem av sju dagar"),
            About::new("Så här gör vi", "Kim går igenom posten med mig varje tisdag."),
        ],
        plan_note: s("2026-12-21 · Fastställd · Godkänd av den enskilde, på papper"),
        plan_link: Some(Link::new("Ändra planen", "/uppdrag/1/genomforandeplan.uppratta")),
        plan_versions: vec![PlanVersion {
            head: s("Version 1, 2026-12-01 till 2026-12-21 · Preliminär · Godkänd av den enskilde"),
            changes: vec![s("Nytt mål: Nykter fem av sju dagar")],
            text: vec![About::new("Mål", "Hyra och post")],
        }],
        care: vec![About::new("Mål", "Hyra och post"), About::new("Vad som ska göras", "Samtal varje vecka.")],
        care_note: s("Skickad 2026-11-30 av Sara Lindqvist · inte läst än"),
        care_link: Some(Link::new("Jag har läst den", "/uppdrag/1/vardplan.las")),
        care_versions: Vec::new(),
    }
}

fn compulsory() -> LvmPage {
    let row = |section: &str, title: &str, date: &str, text: &str, acts: &[&str]| LvmRow {
        section: s(section),
        title: s(title),
        date: s(date),
        text: s(text),
        acts: acts.iter().map(|act| Link::new(*act, "/arenden/5/x")).collect(),
    };
    LvmPage {
        shell: shell("LVM, ärende SN 2026-00412", "Ärenden"),
        heading: s("Tvångsvård enligt LVM"),
        intro: s("Ärende SN 2026-00412. Domstolens frister räknas från vad som har hänt och flyttas inte för helgen."),
        buttons: vec![Button::go("Hämta handlingarna som en fil", "/arenden/5/lvm/handlingar.pdf").filled()],
        lapsed: s("Omhändertagandet har upphört att gälla. Det underställdes inte i tid (18 a §)."),
        clocks: groups().into_iter().flat_map(|group| group.duties).take(2).collect(),
        clocks_empty: Empty::default(),
        steps: vec![
            row("7 §", "Utredning", "2026-11-24", "Inledd utan samtycke.", &[]),
            row("15 §", "Underställt domstolen", "", "Senast 2026-11-25.", &["Underställ domstolen omhändertagandet"]),
        ],
        bundle: Some(Link::new("Handlingar till domstolen (PDF)", "/arenden/5/lvm/handlingar.pdf")),
        missing: vec![s("Läkarintyg saknas (11 §)")],
        on_call: vec![OrderFact { label: s("Nämndens ordförande"), value: s("010-123 45 90, dygnet runt") }],
        care: s("Vården ska upphöra så snart syftet är uppnått, och senast söndag 2027-02-28."),
        care_steps: vec![s("Sex månader senare: söndag 2027-02-28.")],
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
        left_behind: vec![UnitRow {
            person: s("Mikael Ek"),
            href: s("/arenden/7Kq2"),
            matter: s("Kim Alm har slutat"),
            button: Some(Button::go("Byt handläggare", "/arenden/7Kq2/handlaggare.byt")),
            ..UnitRow::default()
        }],
        accounts: vec![s("Jonas Hedlund: låst 2026-11-20 efter många felaktiga försök")],
        pace: s("Hälften fick sitt första beslut inom 38 dagar och nio av tio inom 71 dagar."),
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
        liberty: groups().into_iter().flat_map(|group| group.duties).take(1).collect(),
        incoming: vec![
            row("Karl-Erik Lund", "Ansökan", Due::new(DueState::Soon, "Om 2 dagar")),
            row("Okänd identitet", "Meddelande", Due::new(DueState::Today, "I dag")),
        ],
        incoming_empty: Empty::default(),
        late: groups().into_iter().flat_map(|group| group.duties).take(2).collect(),
        late_count: 2,
        late_more: None,
        late_empty: Empty::default(),
        load_heading: s("Ärenden per handläggare"),
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
        open: None,
        forms: vec![(
            Link::new("Ansök om boendestöd åt personen", "/rutiner/samverkan"),
            s("Under Fler steg i ärendet. Samverkan mellan enheter"),
        )],
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

fn flats() -> LagenheterPage {
    let tenant = |name: &str, since: &str, ended: bool| TenantRow {
        person: Link::new(name, "/uppdrag/7Kq2"),
        since: s(since),
        ended,
    };
    let row = |name: &str, tenants: Vec<TenantRow>| FlatRow {
        flat: Link::new(name, "/register/7Kq2"),
        facts: s("Slag: Träningslägenhet · Storlek: 1 rum"),
        tenants,
    };
    LagenheterPage {
        shell: shell("Lägenheter", "Uppdrag"),
        intro: s("3 lägenheter, 1 lediga."),
        buttons: vec![Button::go("Registrera en lägenhet", "/register/ny/steg.lagenhet.registrera")],
        rows: vec![
            row("Ekgatan 2, 1001", Vec::new()),
            row("Björkgatan 4, 1204", vec![tenant("Mikael Ek", "sedan 2026-03-02", false)]),
            row("Björkgatan 4, 1302", vec![tenant("Anna Ek", "sedan 2025-09-01. Insatsen är avslutad.", true)]),
        ],
        empty: Empty::default(),
    }
}

fn costs() -> KostnaderPage {
    let row = |number: &str, href: &str, disputed: bool| CostRow {
        case: Link::new(number, href),
        insats: s("Akutboende, Vuxenenheten"),
        days: s("2026-11-24 – 2026-11-30"),
        count: s("7"),
        per_day: s("450 kr"),
        sum: s("3150 kr"),
        disputed,
    };
    KostnaderPage {
        shell: shell("Kostnader för boende", "Enheten"),
        intro: s("Dygn som är beviljade, efter vem som betalar."),
        period: form("/kostnader", "Visa perioden", vec![Section::new("", vec![Field::date("fran", "Från och med")])]),
        links: vec![Link::new("Hämta som fil (CSV)", "/kostnader.csv")],
        bearers: vec![BearerPart {
            anchor: s("betalar-1"),
            unit: s("Vuxenenheten"),
            sum: s("14 dygn, 6300 kr"),
            rows: vec![row("SN 2026-00417", "/arenden/7Kq2", false), row("SN 2026-00421", "", true)],
        }],
        empty: Empty::default(),
    }
}
