//! What anybody reads of support, and what is counted in services without an assessment of needs.

use stadga_web::view::*;

use super::Page;
use super::sample::*;

pub fn pages() -> Vec<Page> {
    vec![
        ("stod", html(&catalogue())),
        ("insats", html(&service())),
        ("rakna", html(&year())),
        ("rakna-verksamhet", html(&counting())),
    ]
}

fn catalogue() -> StodPage {
    StodPage {
        shell: shell("Stöd vid skadligt bruk och beroende", ""),
        contact: s("Mottagningen"),
        ways: ways(),
        urgent: s("Är det fara för liv, ring 112."),
        groups: vec![SupportGroup {
            id: s("oppenvard"),
            heading: s("Behandling och stöd i vardagen"),
            intro: s("Du ansöker, och vi utreder vad du behöver."),
            services: vec![Service {
                link: Link::new("Öppenvårdsbehandling", "/insatser/oppenvard"),
                text: s("Strukturerad behandling."),
                hours: String::new(),
                kinds: vec![Link::new("Spelprogrammet, 8–10 samtal under 3 månader", "/insatser/oppenvard-spel")],
            }],
        }],
    }
}

fn service() -> InsatsPage {
    InsatsPage {
        shell: shell("Dagcentralen", ""),
        heading: s("Dagcentralen"),
        about: vec![s("En öppen verksamhet där du kan vara en stund.")],
        offers: vec![s("Frukost"), s("Duscha")],
        audience: s("Du är vuxen och bor i kommunen."),
        how: s("Kom som du är. Du behöver inte anmäla dig."),
        hours: vec![s("Måndag till fredag klockan 8–13")],
        documentation: s("Inget om dig. Vi räknar bara hur många som kommer."),
        ways: ways(),
        urgent: s("Är det fara för liv, ring 112."),
        ..InsatsPage::default()
    }
}

fn year() -> RaknaPage {
    RaknaPage {
        shell: shell("Räkna", ""),
        own: vec![(Link::new("Dagcentralen", "/rakna/verksamhet/dagcentralen"), vec![s("Besök: 23 i dag")])],
        year: s("2026"),
        years: vec![Link::new("Visa 2025", "/rakna?ar=2025")],
        tables: vec![counted()],
        file: Link::new("Hämta dag för dag som fil", "/rakna/statistik.csv?ar=2026"),
        empty: Empty::default(),
    }
}

fn counting() -> RaknaVerksamhetPage {
    RaknaVerksamhetPage {
        shell: shell("Dagcentralen", ""),
        heading: s("Dagcentralen"),
        kept: s("Här sparas bara antal och val."),
        day: s("måndag 23 november"),
        date: s("2026-11-23"),
        here: s("/rakna/verksamhet/dagcentralen"),
        counts: vec![CountBox {
            id: s("r-0"),
            label: s("Besök"),
            sum: s("23"),
            action: s("/rakna/tillfalle.rakna"),
            taps: vec![(s("Lägg till ett: besök"), String::new())],
            people: s("Flera på en gång"),
            number: true,
            asks: vec![(s("Hur"), vec![Choice::new("", "Välj"), Choice::new("kanal:telefon", "På telefon")])],
            ..CountBox::default()
        }],
        rows: vec![CountRow {
            clock: s("09.10"),
            what: s("Besök"),
            number: 22,
            button: Some(Button::go("Rätta", "/rakna/tillfalle.ratta?tillfalle=0000000000000001")),
        }],
        tables: vec![counted()],
        ..RaknaVerksamhetPage::default()
    }
}

/// How anybody gets in contact.
fn ways() -> Vec<Way> {
    vec![Way {
        label: s("Ring"), to: Link::new("010-123 45 67", "tel:0101234567"), hours: s("vardagar klockan 8–16")
    }]
}

fn counted() -> CountTable {
    CountTable {
        id: s("ar-dagcentralen"),
        heading: s("Dagcentralen"),
        link: None,
        first: s("Månad"),
        columns: vec![s("Besök")],
        rows: vec![(s("November"), vec![(s("Besök"), 412)]), (s("Hela året"), vec![(s("Besök"), 412)])],
        chosen: vec![s("Hur: På telefon 12, Bokat besök 3")],
    }
}
