//! The intake desk, one matter at it, who made a report, and the person file.

use stadga_web::view::*;

use super::Page;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("mottagning", html(&desk(true))),
        ("mottagning-tom", html(&desk(false))),
        ("mottagning-arende", html(&matter())),
        ("anmalare", html(&reporter())),
        ("anmalare-saknas", html(&AnmalarePage { told: Vec::new(), ..reporter() })),
        ("person", html(&person(true))),
        ("person-ny", html(&person(false))),
    ]
}

fn fact(label: &str, value: &str) -> OrderFact {
    OrderFact { label: s(label), value: s(value) }
}

fn desk(filled: bool) -> MottagningsbordPage {
    let row = |person: &str, kind: &str, acute: bool, age: &str, remains: &str, act: &str| DeskLine {
        person: s(person),
        href: s("/mottagning/7Kq2"),
        number: s("SN 2026-00740"),
        kind: s(kind),
        came_in: s("2026-11-20"),
        age: s(age),
        acute: acute.then(|| Due::new(DueState::Today, "Akut")),
        remains: s(remains),
        button: Button::go(act, "/arenden/7Kq2/forhandsbedomning.gor"),
        naming: (act == "Utse").then(|| Naming {
            action: s("/arenden/7Kq2/handlaggare.utse"),
            hidden: Vec::new(),
            choices: vec![Choice::new("", "Välj handläggare"), Choice::new("x", "Sara Lindqvist")],
        }),
    };
    MottagningsbordPage {
        shell: shell("Mottagning", "Registrera inkommet"),
        heading: s("Mottagning"),
        intro: s("2 ärenden väntar. Det mest brådskande står först."),
        handed: vec![
            HandedRow {
                matter: Link::new("SN 2026-00745", "/register/7Kq2"),
                from: s("Från Vuxenenheten 2026-11-23"),
                state: s("Väntar"),
            },
            HandedRow {
                matter: Link::new("SN 2026-00741", ""),
                from: s("Lämnat av dig 2026-11-20"),
                state: s("Taget om hand 2026-11-20"),
            },
        ],
        buttons: vec![Button::go("Registrera inkommet", "/mottagning/ny").filled()],
        rows: if filled {
            vec![
                row("Okänd person", "Anmälan", true, "i dag", "Förhandsbedömning", "Förhandsbedöm"),
                row("Karl-Erik Lund", "Ansökan", false, "3 dagar", "Handläggare", "Öppna"),
                row("Anna Ek", "Ansökan", false, "1 dag", "Handläggare", "Utse"),
            ]
        } else {
            Vec::new()
        },
        letters: Vec::new(),
        empty: Empty { text: s("Inget väntar i mottagningen."), next: None },
    }
}

fn matter() -> InkommetPage {
    let event = |title: &str, text: &str| TimelineEvent {
        date: s("2026-11-20"),
        time: s("kl. 15"),
        title: s(title),
        text: s(text),
        byline: s("Amina Warsame · Mottagningssekreterare, Mottagningen"),
        ..TimelineEvent::default()
    };
    InkommetPage {
        shell: case_shell("Mottagning SN 2026-00740", "SN 2026-00740"),
        heading: s("Anmälan"),
        facts: vec![s("Ärende SN 2026-00740"), s("kom in 2026-11-20"), s("Vuxenenheten")],
        buttons: vec![
            Button::go("Anteckna", "/arenden/7Kq2/anteckning.skriv"),
            Button::go("Förhandsbedöm", "/arenden/7Kq2/forhandsbedomning.gor").filled(),
        ],
        more: vec![Link::new("Ange kontaktväg", "/arenden/7Kq2/kontaktvag.ange")],
        state: vec![fact("Väntar på", "Förhandsbedömning"), fact("Handläggare", "inte utsedd")],
        contact: vec![fact("Telefon", "070-174 06 09"), fact("Att tänka på", "Skicka inte hem")],
        reporter: Some(Link::new("Visa vem som anmälde", "/arenden/7Kq2/anmalare")),
        timeline: Timeline { events: vec![event("Anmälan om oro · Telefon", "Har inte öppnat på en vecka.")] },
        until: s("Mottagningen når ärendet till och med den dag en handläggare utses."),
    }
}

fn reporter() -> AnmalarePage {
    AnmalarePage {
        shell: shell("Vem som anmälde SN 2026-00740", "Mina ärenden"),
        heading: s("Vem som anmälde"),
        told: vec![(s("2026-11-20"), vec![fact("Namn", "Rut Berg"), fact("Känner personen som", "Granne")])],
        button: Button::go("Uppge vem som anmälde", "/arenden/7Kq2/anmalare.uppge"),
    }
}

fn person(filled: bool) -> PersonaktPage {
    let all = |facts: Vec<OrderFact>| if filled { facts } else { Vec::new() };
    PersonaktPage {
        shell: case_shell("Personakt", "Personakt"),
        heading: s("Mikael Ek"),
        identity: vec![fact("Namn", "Mikael Ek"), fact("Personnummer", "19791104-2390"), fact("Ålder", "47 år")],
        contact: all(vec![fact("Telefon", "070-174 06 09"), fact("Tolk", "finska")]),
        children: all(vec![fact("Alva, född 2019", "Bor växelvis")]),
        representatives: all(vec![fact("Anna Berg, ombud", "Skriftlig fullmakt · SN 2026-00417")]),
        lifeline: None,
        cases: vec![PersonCaseRow {
            title: s("Öppenvård"),
            href: s("/arenden/7Kq2"),
            number: s("SN 2026-00417"),
            stage: s("Genomförande"),
            time: s("öppnat 2026-08-03"),
            who: s("Sara Lindqvist, Vuxenenheten"),
        }],
        assignments: if filled {
            vec![Link::new("Öppenvård, Öppenvården: pågår", "/uppdrag/7Kq3")]
        } else {
            Vec::new()
        },
        acts: vec![Link::new("Ange kontaktväg", "/arenden/7Kq2/kontaktvag.ange")],
    }
}
