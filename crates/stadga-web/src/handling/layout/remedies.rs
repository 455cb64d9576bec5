//! The forms of service, appeals, corrections and review.

use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

/// A small act that sends a letter.
const fn letter(layout: Layout, heading: &'static str, intro: &'static str, submit: &'static str) -> Spec {
    Spec { look: Look::Letter, ..plain(layout, heading, intro, submit) }
}

/// The forms.
pub const SPECS: &[Spec] = &[
    Spec {
        layout: Layout {
            use_case: "beslut.delge",
            sections: &[("", &["satt", "mottagare", "onskemal_lasta", "datum"])],
            left_out: &["beslut"],
            visible: &["satt", "mottagare"],
            unmarked: &["mottagare"],
            half: &["datum"],
            ..PLAIN
        },
        look: Look::Letter,
        heading: "Delge beslutet",
        intro: "Delgivning visar vilken dag personen fick beslutet. Tiden att överklaga räknas från den dagen.",
        submit: "Delge",
        follows: &[],
    },
    letter(
        Layout { use_case: "delgivning.upplys", visible: &["satt"], half: &["datum"], ..PLAIN },
        "Upplys om förenklad delgivning",
        "Förenklad delgivning får bara användas mot den som har fått veta att den kan användas i ärendet.",
        "Spara",
    ),
    letter(
        Layout { use_case: "kontrollmeddelande.skicka", half: &["datum"], ..PLAIN },
        "Skicka kontrollmeddelande",
        "Meddelandet skickas arbetsdagen efter beslutet och säger att beslutet är skickat. Utan det är personen inte delgiven.",
        "Kontrollmeddelandet är skickat",
    ),
    plain(
        Layout {
            use_case: "delgivning.registrera",
            left_out: &["beslut"],
            visible: &["bevis"],
            half: &["datum"],
            long: &[("anteckning", 2)],
            ..PLAIN
        },
        "Registrera att beslutet är delgivet",
        "Skriv den dag personen fick beslutet, inte den dag beviset kom tillbaka.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "overklagande.registrera",
            sections: &[
                ("Överklagandet", &["av", "form", "innehall", "filer"]),
                ("När det kom in", &["nadde", "ankomst", "nadde_domstolen"]),
            ],
            left_out: &["beslut"],
            long: &[("innehall", 6)],
            half: &["av", "form", "nadde", "ankomst", "nadde_domstolen"],
            hints: &[("innehall", "Med personens egna ord. Ingenting behöver vara rätt formulerat.")],
            ..PLAIN
        },
        "Registrera överklagande",
        "Överklagandet lämnas till nämnden och prövas av förvaltningsrätten. Nämnden prövar bara om det kom in i tid.",
        "Registrera",
    ),
    letter(
        Layout {
            use_case: "overklagande.prova",
            left_out: &["overklagande"],
            visible: &["utfall"],
            half: &["datum"],
            long: &[("skal", 3)],
            unmarked: &["undantag", "skal"],
            ..PLAIN
        },
        "Pröva om det kom in i tid",
        "Kom det in i tid, eller finns ett undantag, ska det lämnas över till domstolen.",
        "Spara prövningen",
    ),
    letter(
        Layout { use_case: "overklagande.overlamna", left_out: &["overklagande"], half: &["datum"], ..PLAIN },
        "Lämna över till domstolen",
        "Överklagandet, beslutet och handlingarna i ärendet skickas till domstolen. Har beslutet ändrats följer det nya med.",
        "Det är skickat",
    ),
    plain(
        Layout { use_case: "overklagande.aterkalla", left_out: &["overklagande"], half: &["datum"], ..PLAIN },
        "Personen tar tillbaka överklagandet",
        "Är överklagandet redan hos domstolen är det domstolen som avslutar målet. Skicka dit det personen har skrivit.",
        "Spara",
    ),
    plain(
        Layout {
            use_case: "dom.registrera",
            left_out: &["overklagande"],
            visible: &["utfall"],
            half: &["domstol", "malnummer", "domsdag"],
            long: &[("innebord", 4)],
            ..PLAIN
        },
        "Registrera dom",
        "Tiden att verkställa domen räknas från den dag den meddelades.",
        "Registrera domen",
    ),
    letter(
        Layout {
            use_case: "beslut.ratta",
            left_out: &["beslut"],
            half: &["datum"],
            long: &[("rattelse", 3), ("skal", 2)],
            ..PLAIN
        },
        "Rätta skrivfel",
        "Bara uppenbara fel: ett skrivfel, ett räknefel eller liknande. Är något annat fel omprövas beslutet.",
        "Rätta",
    ),
    plain(
        Layout { use_case: "beslut.omprova", left_out: &["beslut"], half: &["datum"], long: &[("skal", 4)], ..PLAIN },
        "Ompröva beslutet",
        "Ska beslutet ändras fattar du ett nytt beslut sedan. Är det uppenbart fel ska det ändras, om det går snabbt och inte är till nackdel för personen.",
        "Spara omprövningen",
    ),
];
