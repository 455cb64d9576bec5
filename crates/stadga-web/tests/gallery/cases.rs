//! The list of cases and the case page.

use jiff::civil::date;
use stadga_web::view::*;

use super::Page;
use super::lists::{groups, min_dag};
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![("arenden", html(&cases())), ("arende", html(&case())), ("arende-nytt", html(&new_case()))]
}

fn cases() -> CasesPage {
    let row = |person: &str, number: &str, caseworker: &str, stage: &str, due, next: &str| CaseRow {
        person: s(person),
        href: s("/arenden/7Kq2"),
        number: s(number),
        caseworker: s(caseworker),
        stage: s(stage),
        due,
        next: s(next),
        opened: s("2026-11-20"),
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

pub fn case() -> CasePage {
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
        meetings: Meetings::default(),
        goals: goals(),
        participants: participants(),
        documents: vec![
            Link::new("Beslut 2026-07-09, öppenvård", "/beslut/1"),
            Link::new("Utredning 2026-06-24", "/handling/2"),
        ],
    }
}

fn goals() -> Vec<Goal> {
    vec![
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
    ]
}

fn participants() -> Vec<Participant> {
    vec![
        Participant { initials: s("SL"), name: s("Sara Lindqvist"), role: s("Handläggare, Vuxenenheten") },
        Participant { initials: s("OF"), name: s("Omar Farah"), role: s("Behandlare, Öppenvården") },
        Participant { initials: s("KA"), name: s("Kim Alm"), role: s("Kontaktman, Vinterhuset") },
    ]
}

pub fn timeline() -> Timeline {
    let event = |date: &str, time: &str, title: &str, text: &str, byline: &str, kind| TimelineEvent {
        date: s(date),
        time: s(time),
        title: s(title),
        href: s("/handelser/1"),
        text: s(text),
        byline: s(byline),
        kind,
        correct: s("/handelser/1/ratta"),
        moves: s("/handelser/1/flytta"),
        corrected: None,
        objections: vec![],
        object: String::new(),
        receipt: s("/uppdrag/1/kvitto/1"),
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
                    "Kim Alm, Vinterhuset · genomförandeanteckning",
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
