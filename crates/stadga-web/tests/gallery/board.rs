//! Pages of the board, of the unit as a whole, of the registers, and of what is held about somebody.

use stadga_web::view::*;

use super::Page;
use super::cases::timeline;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("namnd", html(&meetings())),
        ("delegationsbeslut", html(&delegated())),
        ("konferens", html(&conference())),
        ("gemensam-plan", html(&together())),
        ("gemensamma-planer", html(&shares())),
        ("jour", html(&rota())),
        ("granskning", html(&review())),
        ("registerutdrag", html(&extract())),
        ("skyddade-uppgifter", html(&whereabouts())),
        ("register", html(&registers())),
        ("register-arende", html(&matter())),
        ("ej-verkstallda", html(&not_carried_out())),
        ("ej-verkstallt", html(&report())),
        ("ej-verkstallda-statistik", html(&statistics())),
        ("nodparm", html(&binder())),
        ("steg", html(&steps())),
        ("gallring", html(&retention())),
        (
            "utan-nat",
            html(&UtanNatPage {
                shell: Shell { user: None, nav: vec![], bottom: vec![], unit: s(""), ..shell("Utan nät", "") },
                fields: vec![Field::long("text", "Vad hände?", 8), Field::date("datum", "Hände den")],
            }),
        ),
        (
            "413",
            html(&TooLargePage { shell: shell("För stort", ""), links: vec![Link::new("Till Min dag", "/min-dag")] }),
        ),
    ]
}

fn none(text: &str) -> Empty {
    Empty { text: s(text), next: None }
}

fn meetings() -> NamndPage {
    let row = |number: &str, papers: &str, last: &str| AgendaRow {
        case: Link::new(number, "/arenden/1"),
        matter: s("Vård i hem för vård eller boende, 12 veckor"),
        caseworker: s("Sara Lindqvist"),
        papers: s(papers),
        last: s(last),
    };
    let part = |anchor: &str, heading: &str, last: &str, meetings| MeetingPart {
        anchor: s(anchor),
        heading: s(heading),
        last: s(last),
        meetings,
        empty: none("Inga sammanträden."),
    };
    let card = |anchor: &str, heading: &str, file: &str, rows| MeetingCard {
        anchor: s(anchor),
        heading: s(heading),
        file: s(file),
        rows,
    };
    NamndPage {
        shell: shell("Nämndens sammanträden", "Enheten"),
        intro: s("Ärenden som nämnden eller utskottet beslutar i."),
        links: vec![Link::new("Beslut på delegation", "/namnd/delegation")],
        parts: vec![
            part(
                "kommer",
                "Kommande",
                "Personen talar själv",
                vec![card(
                    "m1",
                    "Sociala utskottet 2026-12-15",
                    "/namnd/1.pdf",
                    vec![
                        row("SN 2026-00417, Mikael Ek", "Underlaget är klart", "Ja"),
                        row("SN 2026-00421", "Underlaget saknas", "Inte tillfrågad"),
                    ],
                )],
            ),
            part("har-varit", "Har varit", "Beslutet", Vec::new()),
        ],
    }
}

fn conference() -> KonferensPage {
    let row = |number: &str, href: &str, outcome: &str| ReferralRow {
        case: Link::new(number, href),
        from: s("Från Vuxenenheten, Sara Lindqvist"),
        outcome: s(outcome),
        ..ReferralRow::default()
    };
    let background = vec![(s("Vad ni vill att den andra enheten gör"), s("Stöd hemma två gånger i veckan."))];
    let acts = vec![Button::go("Utdelad till den andra enheten", "/a"), Button::go("Tillbaka till er", "/b")];
    let whole = ReferralRow { background, acts, ..row("SN 2026-00417, Mikael Ek", "/arenden/1", "") };
    KonferensPage {
        shell: shell("Konferens 2026-11-27", "Enheten"),
        heading: s("Konferens fredag 2026-11-27"),
        intro: s("En remiss är kvar att behandla."),
        buttons: vec![Button::go("Listan som PDF", "/konferens.pdf")],
        days: vec![Link::new("fre 27/11", ""), Link::new("fre 4/12", "/konferens/2026-12-04")],
        units: vec![ConferencePart {
            anchor: s("enhet-1"),
            heading: s("Boendestödet, Ulla Dahl"),
            rows: vec![whole, row("SN 2026-00421", "", "Utdelad: Ulla Dahl (2026-11-27)")],
        }],
        empty: none("Inget är anmält till konferensen."),
    }
}

fn delegated() -> DelegatedPage {
    let row = |number: &str, reported: &str| DelegatedRow {
        decision: Link::new(number, "/beslut/1"),
        on: s("2026-11-12"),
        matter: s("Öppenvård, 11 kap. 1 § SoL"),
        outcome: s("Bifall"),
        by: s("Sara Lindqvist, socialsekreterare"),
        point: s("4.2"),
        reported: s(reported),
    };
    let day = |name: &str, label: &str, value: &str| Field::date(name, label).value(value).half();
    DelegatedPage {
        shell: shell("Beslut på delegation", "Enheten"),
        intro: s("Beslut som nämnden har överlåtit, i den ordning de fattades."),
        outcomes: vec![s("SN 2026-00417, beslut 1: Beslutet är redan anmält.")],
        period: Form {
            draft: None,
            quiet: true,
            ..form(
                "/namnd/delegation",
                "Visa",
                vec![Section::new("", vec![day("fran", "Från", "2026-11-01"), day("till", "Till", "2026-11-30")])],
            )
        },
        links: vec![Link::new("Listan som PDF", "/namnd/delegation.pdf")],
        rows: vec![row("SN 2026-00417, beslut 1", ""), row("SN 2026-00421, beslut 2", "2026-12-15")],
        empty: none("Inga beslut i perioden."),
        report: Some(Form {
            id: s("anmal-beslut"),
            draft: None,
            ..form(
                "/namnd/delegation/anmal",
                "Spara att de är anmälda",
                vec![Section::new(
                    "",
                    vec![
                        Field::checks(
                            "beslut",
                            "Beslut",
                            vec![Choice::new("1", "SN 2026-00417, beslut 1").chosen(true)],
                        ),
                        Field::date("datum", "Anmält den").value("2026-12-15").half(),
                    ],
                )],
            )
        }),
    }
}

fn rota() -> JourPage {
    let shift = |name: &str, from: &str, to: &str, state: &str| DutyShift {
        name: s(name),
        from: s(from),
        to: s(to),
        state: s(state),
        phone: s("070-174 06 50"),
        button: Some(Button::go("Ta bort", "/enhet/jour/jour.ta_bort")),
    };
    JourPage {
        shell: shell("Jouren", "Enheten"),
        intro: s("Den som har jouren når enhetens ärenden medan passet varar."),
        buttons: vec![Button::go("Lägg in ett pass", "/enhet/jour/jour.lagg_in").filled()],
        weeks: vec![DutyWeek {
            anchor: s("v48"),
            heading: s("Vecka 48"),
            rows: vec![
                shift("Jonas Hedlund", "tis 2026-11-24 kl. 17.00", "ons 2026-11-25 kl. 08.00", "Pågår"),
                shift("Sara Lindqvist", "ons 2026-11-25 kl. 17.00", "tors 2026-11-26 kl. 08.00", ""),
            ],
        }],
        empty: none("Ingen har jouren."),
    }
}

fn review() -> ReviewPage {
    ReviewPage {
        shell: shell("Granskning", "Enheten"),
        heading: s("Granskning, oktober 2026"),
        intro: s("Det mest ovanliga står först. Inget av det är fel i sig: fråga den det gäller."),
        buttons: vec![Button::go("Signera: vem som har läst", "/granskning/granskning.signera")],
        waiting: vec![Link::new("september 2026: vem som har läst, senast 2026-10-14", "/granskning")],
        readers: vec![ReaderRow {
            name: s("Jonas Hedlund"),
            post: s("Socialsekreterare, Vuxenenheten"),
            lookups: 212,
            opened: 14,
            odd: s("1 ärende öppnat utan uppdrag"),
        }],
        changes: vec![ChangeRow {
            on: s("2026-10-20"),
            what: s("Frånvaro"),
            whom: s("Sara Lindqvist"),
            by: s("Nadja Blom"),
        }],
        signed: vec![SignedRow {
            what: s("Ändringar"),
            by: s("signerad av Nadja Blom 2026-11-03"),
            note: s("Genomgången med gruppen."),
        }],
    }
}

fn extract() -> ExtractPage {
    let row = |at: &str, who: &str, post: &str| ExtractRow {
        at: s(at),
        who: s(who),
        post: s(post),
        what: s("Ärendets sida · läst"),
    };
    ExtractPage {
        shell: shell("Registerutdrag", "Mina ärenden"),
        heading: s("Registerutdrag"),
        buttons: vec![Button::go("Lämna ut registerutdrag", "/arenden/1/utlamnande.registerutdrag")],
        elsewhere: vec![
            (s("Barn och familj"), s("Ett ärende")),
            (s("Öppenvården"), s("Utförarens journal i 2 uppdrag")),
        ],
        rows: vec![
            row("2026-11-24 kl. 08.14", "Sara Lindqvist", "Socialsekreterare, Vuxenenheten"),
            row("2026-11-23 kl. 16.02", "Namnet utelämnas", "Enhetschef, Vuxenenheten"),
        ],
    }
}

fn whereabouts() -> SkyddPage {
    SkyddPage {
        shell: shell("Skyddade uppgifter", "Mina ärenden"),
        heading: s("Skyddade uppgifter"),
        told: vec![OrderFact { label: s("Telefon"), value: s("070-174 06 05") }],
        form: None,
        nothing: String::new(),
    }
}

fn registers() -> RegistersPage {
    RegistersPage {
        shell: shell("Register", "Stöd"),
        registers: vec![RegisterPart {
            id: s("lex-sarah"),
            title: s("Rapporter om missförhållanden"),
            about: s("Sådant som rör hur arbetet görs."),
            button: Some(Button::go("Rapportera", "/register/steg.lex-sarah")),
            reads: true,
            rows: vec![MatterRow {
                link: Link::new("LS 2026-00003", "/register/1"),
                opened: s("2026-11-12"),
                state: s("Utreds"),
                handler: s("Nadja Blom"),
                due: Some(Due::new(DueState::Soon, "fre 27 nov")),
            }],
            counted: vec![s("Rapporter")],
            years: vec![YearRow { year: s("2026"), counts: vec![(s("Rapporter"), 3)] }],
            file: Some(Link::new("Siffrorna som fil", "/register/lex-sarah.csv")),
        }],
        own: vec![ReportedRow {
            number: s("LS 2026-00003"),
            register: s("Rapporter om missförhållanden"),
            opened: s("2026-11-12"),
            state: s("Pågår"),
        }],
        empty: none("Ingen rutin har ett register."),
    }
}

fn matter() -> MatterPage {
    MatterPage {
        shell: shell("Rapport LS 2026-00003", "Stöd"),
        heading: s("Rapporter om missförhållanden"),
        facts: vec![s("LS 2026-00003"), s("Öppnat 2026-11-12"), s("Nadja Blom, Vuxenenheten")],
        acts: vec![(Link::new("Utred", "/register/1/steg.utred"), s("Vad som har hänt och varför."))],
        duties: Vec::new(),
        empty: none("Inget att göra just nu."),
        waiting: Vec::new(),
        timeline: timeline(),
        files: vec![Link::new("rapport.pdf", "/register/1/filer/0")],
    }
}

fn not_carried_out() -> EjVerkstalldaPage {
    EjVerkstalldaPage {
        shell: shell("Beslut som inte är verkställda", "Enheten"),
        intro: s("Kvartal 4 2026. Rapporteras senast 2027-01-31."),
        links: vec![Link::new("Statistik", "/ej-verkstallda/statistik")],
        parts: vec![ExecutionPart {
            anchor: s("rapporteras"),
            heading: s("Ska rapporteras"),
            rows: vec![ExecutionRow {
                person: s("Mikael Ek"),
                href: s("/ej-verkstallda/1"),
                matter: s("Boendestöd, från beslutet"),
                days: s("2026-08-20, senast 2026-11-20"),
                state: s("Inte rapporterat"),
                button: Some(Button::go("Rapportera", "/ej-verkstallda/1")),
            }],
            empty: none("Inget att rapportera."),
        }],
    }
}

fn report() -> EjVerkstalltPage {
    EjVerkstalltPage {
        shell: shell("Rapport till IVO", "Enheten"),
        heading: s("Rapport till IVO"),
        facts: vec![s("SN 2026-00417"), s("Kvartal 4 2026")],
        buttons: vec![Button::go("Det är rapporterat", "/arenden/1/ivo.rapportera")],
        parts: vec![ReportPart {
            heading: s("1. Beslutet"),
            fields: vec![(s("Beslutsdatum"), s("2026-08-20")), (s("Insats"), s("Boendestöd"))],
        }],
        before: vec![s("Kvartal 3 2026: rapporterat 2026-10-12")],
        steps: vec![s("Tre månader från 2026-08-20 är 2026-11-20.")],
    }
}

fn statistics() -> StatistikPage {
    StatistikPage {
        shell: shell("Statistik", "Enheten"),
        intro: s("Beslut som inte har verkställts i tid, kvartal 4 2026. Ingen person nämns."),
        links: vec![Link::new("Som fil", "/ej-verkstallda/statistik.csv")],
        rows: vec![["Boendestöd", "Kvinna", "2", "94 dagar", "101 dagar", "108 dagar"].map(s)],
        empty: none("Inga beslut."),
    }
}

fn binder() -> NodparmPage {
    NodparmPage {
        shell: shell("Nödpärmen", "Enheten"),
        intro: s("Det enheten måste veta när systemet inte går att nå."),
        missed: s("I natt gjordes inget exemplar."),
        nights: s("Ett exemplar görs varje natt."),
        buttons: vec![Button::go("Gör ett exemplar", "/nodparm/nodparm.gor")],
        outdated: vec![OutdatedCopy {
            title: s("Förstör exemplar 3"),
            text: s("Gjort 2026-11-23 kl. 03.00. Ligger i skåpet i receptionen."),
            button: Some(Button::go("Det är förstört", "/nodparm/nodparm.forstor?nummer=3")),
        }],
        copies: vec![CopyRow {
            number: 4,
            made: s("2026-11-24 kl. 03.00"),
            how: s("av natten"),
            place: s("Nadja Blom, skåpet i receptionen"),
            destroyed: String::new(),
            links: vec![Link::new("Hämta", "/nodparm/4.pdf")],
        }],
    }
}

fn steps() -> StegPage {
    let line = |label: &str, done: &str| StegLine {
        link: Link::new(label, "/arenden/1/steg.vald.framkommit"),
        about: s("Bara det som behövs för skydd och stöd."),
        done: s(done),
    };
    StegPage {
        shell: shell("Fler steg", "Mina ärenden"),
        groups: vec![(
            s("Barn och skydd"),
            vec![line("Anteckna att våld har kommit fram", ""), line("Utred stöd vid våld", "Gjort 2026-11-24")],
        )],
    }
}

fn retention() -> GallringPage {
    let file = |why: Vec<(String, String)>| GallringRad {
        numbers: s("SN 2019-00044, SN 2020-00012"),
        holder: s("Behandlingshemmet"),
        link: Some(Link::new("Lämna till nämnden", "/uppdrag/1/uppdragsakt.lamna_over")),
        last: s("2021-03-04"),
        by: s("2026-12-31"),
        why,
    };
    let proposal = |title: &str, links| GallringForslag { title: s(title), text: s("SN 2018-00101"), links };
    GallringPage {
        shell: shell("Gallring", "Enheten"),
        intro: s("3 akter har nått sin tid."),
        buttons: vec![Button::go("Föreslå gallring", "/gallring/gallring.foresla")],
        waiting: vec![proposal(
            "En akt, föreslagen av Amina Warsame 2026-11-20",
            vec![Link::new("Besluta", "/gallring/gallring.besluta?forslag=1")],
        )],
        ripe: vec![file(Vec::new())],
        excepted: vec![file(vec![(s("Född den femte, femtonde eller tjugofemte"), s("26 kap. 4 § SoL"))])],
        archive: vec![Button::go("Lämna över till arkiv", "/gallring/arkiv.forbered")],
        handovers: vec![proposal(
            "En akt väntar på Kommunarkivet, förberett av Amina Warsame 2026-11-20",
            vec![Link::new("Paket för SN 2018-00101", "/gallring/1/paket/1"), Link::new("Bekräfta", "/gallring/1")],
        )],
        decided: vec![proposal("2 akter gallrade 2026-10-02", vec![Link::new("Protokollet", "/gallring/1.pdf")])],
    }
}

fn together() -> GemensamPage {
    GemensamPage {
        shell: shell("SIP upprättad SN 2026-00417", "Enheten"),
        heading: s("SIP upprättad 2026-12-07"),
        intro: s("Planen gäller."),
        buttons: vec![Button::go("Skriv en ny", "/arenden/7Kq2/steg.sip.plan")],
        own: s("Jag vill ha en att ringa."),
        parties: vec![s("Det som kommunen ansvarar för"), s("Det som regionen ansvarar för")],
        rows: vec![(s("Stöd hemma"), vec![true, false]), (s("Medicin"), vec![false, true])],
        facts: vec![(s("Följs upp den"), s("2027-03-08"))],
    }
}

fn shares() -> AndelPage {
    let row = |number: &str, plan: &str, lacks: bool| NeedRow {
        case: Link::new(number, "/arenden/7Kq2"),
        caseworker: s("Sara Lindqvist"),
        plan: s(plan),
        lacks,
    };
    AndelPage {
        shell: shell("Gemensamma planer", "Enheten"),
        intro: s("Pågående ärenden som behöver en plan tillsammans med andra."),
        parts: vec![SharePart {
            anchor: s("plan-1"),
            title: s("SIP upprättad"),
            share: s("1 av 2 har en, 50 procent"),
            rows: vec![row("SN 2026-00417", "2026-12-07", false), row("SN 2026-00421", "Saknas", true)],
        }],
        empty: none("Inget ärende behöver en gemensam plan."),
    }
}
