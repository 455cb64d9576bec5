//! The invented municipality that the sample pages show.

use askama::Template;
use stadga_web::view::*;

/// The rendered page.
pub fn html(page: &impl Template) -> String {
    page.render().expect("the page renders")
}

/// Text out of a literal.
pub fn s(text: &str) -> String {
    text.to_owned()
}

/// The frame for a caseworker on the page with this title and this menu item.
pub fn shell(title: &str, current: &str) -> Shell {
    let item = |label: &str, href: &str, icon, count| NavItem {
        label: s(label),
        href: s(href),
        icon,
        count,
        current: label == current,
    };
    Shell {
        title: s(title),
        municipality: s("Ekvalla kommun"),
        unit: s("Vuxenenheten"),
        user: Some(User {
            name: s("Sara Lindqvist"),
            initials: s("SL"),
            role: s("Socialsekreterare"),
            href: s("/valj-anvandare"),
        }),
        home: s("/min-dag"),
        nav: vec![
            NavGroup {
                heading: s("Arbete"),
                items: vec![
                    item("Min dag", "/min-dag", Icon::Calendar, Some(9)),
                    item("Registrera inkommet", "/mottagning/ny", Icon::Inbox, None),
                    item("Mina ärenden", "/arenden", Icon::Folder, Some(31)),
                ],
            },
            NavGroup {
                heading: s("Tillsammans"),
                items: vec![
                    item("Enheten", "/enhet", Icon::Bars, None),
                    item("Utförare", "/utforare", Icon::House, Some(2)),
                ],
            },
            NavGroup {
                heading: s("Stöd"),
                items: vec![
                    item("Rutiner", "/rutiner", Icon::Book, None),
                    item("Fristräknare", "/fristraknare", Icon::Clock, None),
                ],
            },
        ],
        bottom: vec![
            item("Min dag", "/min-dag", Icon::Calendar, None),
            item("Ärenden", "/arenden", Icon::Folder, None),
            item("Inkommet", "/mottagning/ny", Icon::Inbox, None),
            item("Rutiner", "/rutiner", Icon::Book, None),
            item("Hjälp", "/hjalp", Icon::Help, None),
        ],
        printed: s("Utskriven av Sara Lindqvist 2026-11-23 08.12"),
        ..Shell::default()
    }
}

/// The same for a page about Mikael Ek.
pub fn case_shell(title: &str, here: &str) -> Shell {
    let mut shell = shell(title, "Mina ärenden");
    shell.person = Some(PersonBanner {
        name: s("Mikael Ek"),
        href: s("/personer/7Kq2"),
        number: s("19791104-2385"),
        facts: vec![
            (s("Ålder"), s("47 år")),
            (s("Kontakt"), s("sms, 070-174 06 09")),
            (s("God man"), s("nej")),
            (s("Tolk"), s("nej")),
        ],
        flags: vec![
            Flag { text: s("Barn berörs"), icon: Icon::Person, tone: Tone::Care },
            Flag { text: s("1 samtycke gäller"), icon: Icon::Lock, tone: Tone::Info },
        ],
        protection: None,
    });
    shell.crumbs =
        vec![Link::new("Mina ärenden", "/arenden"), Link::new("SN 2026-00417", "/arenden/7Kq2"), Link::new(here, "")];
    shell
}

/// A duty with its explanation.
pub fn duty(title: &str, due: Due, date: &str, reason: &str, source: Source, act: &str) -> Duty {
    Duty {
        title: s(title),
        href: s("/arenden/7Kq2"),
        due,
        date: s(date),
        person: s("Mikael Ek"),
        case: s("Ärende SN 2026-00417"),
        reason: s(reason),
        why: Some(Why {
            about: s(title),
            rule: s("Insatsen ska följas upp minst var tredje månad."),
            sources: vec![source.clone()],
            steps: vec![
                s("Insatsen började torsdag 2026-08-20."),
                s("Plus tre månader: fredag 2026-11-20."),
                s("Lokal rutin: dagen flyttas inte vid helg."),
            ],
            pack: s("Ekvalla vuxen 3.1, gäller från 2026-01-01"),
            owner: s("Petra Sund"),
            warning: None,
        }),
        source,
        button: Some(Button::go(act, "/arenden/7Kq2/uppfoljning")),
        settles: String::new(),
    }
}

/// A source.
pub fn source(kind: SourceKind, citation: &str) -> Source {
    Source { href: Some(s("/rutiner/ekvalla-vuxen")), ..Source::new(kind, citation) }
}

/// A finding.
pub fn finding(level: Level, title: &str, why: &str, source: Source) -> RuleItem {
    RuleItem { level, title: s(title), why: s(why), source, action: None }
}

/// The values every form carries unseen.
pub fn hidden() -> Vec<Hidden> {
    vec![Hidden::new("nyckel", "3f0c"), Hidden::new("forvantad", "63")]
}

/// A form with draft saving.
pub fn form(action: &str, submit: &str, sections: Vec<Section>) -> Form {
    Form {
        action: s(action),
        hidden: hidden(),
        sections,
        submit: s(submit),
        draft: Some(Draft { url: s("/utkast/3f0c"), status: s("Utkast sparat 08.14") }),
        ..Form::default()
    }
}
