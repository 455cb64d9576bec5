//! The forms of intake.

use super::{Look, PLAIN, Spec, plain};
use crate::form::Layout;

/// The forms.
pub const SPECS: &[Spec] = &[
    Spec {
        layout: Layout {
            use_case: "ansokan.registrera",
            sections: &[
                ("Vem", &["namn", "nummer", "telefon", "kontaktonskemal", "tolk"]),
                ("Vad", &["kanal", "galler", "anteckning", "lamnad_av", "datum", "klockslag", "filer"]),
                ("Fråga alltid", &["barn", "vald", "akut"]),
                ("Vem tar hand om den", &["enhet", "handlaggare"]),
            ],
            long: &[("galler", 3), ("anteckning", 3)],
            visible: &["kanal"],
            left_out: &[],
            unmarked: &[],
            hints: &[
                ("nummer", "Behövs inte nu. Tolv siffror, till exempel 20000101-2384."),
                ("galler", "Med personens egna ord."),
                ("filer", super::documents::FILES),
                ("kontaktonskemal", "Till exempel: ring inte, skicka inte hem."),
            ],
            half: &["nummer", "telefon", "kontaktonskemal", "tolk", "datum", "klockslag", "enhet", "handlaggare"],
        },
        look: Look::Intake,
        heading: "Registrera inkommet",
        intro: "Skriv medan du pratar. Bara namn och vad ansökan gäller måste fyllas i.",
        submit: "Spara och öppna ärende",
        follows: &[
            "Ärendet får ett nummer och utredningen inleds samma dag.",
            "Handläggaren, eller enhetschefen, ser ärendet på sin lista.",
        ],
    },
    plain(
        Layout { use_case: "handlaggare.utse", ..PLAIN },
        "Utse handläggare",
        "Handläggaren ser ärendet direkt på sin lista.",
        "Utse",
    ),
];
